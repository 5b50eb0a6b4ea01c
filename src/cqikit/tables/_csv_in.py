"""Reading comma-separated values, and others, within bounds."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

from cqikit.core import FindingKind, arguments, between, instance_of
from cqikit.files import BOUNDS
from cqikit.tables._cells import typed
from cqikit.tables._dialect import Dialect, Written, dialect_of
from cqikit.tables._files import (
    TOO_LARGE,
    check_unused,
    most_cells,
    read_bytes,
    refused,
)
from cqikit.tables._grid import Cells, Grid, Source
from cqikit.tables._table import Table, table_in
from cqikit.tables._text import (
    NAMES,
    Lines,
    check_text,
    comment_of,
    decoded,
    delimiter_of,
)

if TYPE_CHECKING:
    import os

    from cqikit.errors import DataError

__all__ = ["MOST_BYTES", "MOST_ROWS", "parse_csv", "read_csv"]

#: What the csv module of Python says of a row.
CLOSED: Final = 'close each cell that opens with one; a quote within it is written ""'
NO_CSV: Final = FindingKind(
    "table.no-csv",
    says={
        "open": "a quote is opened here that nothing closes",
        "within": "a quote is closed within a cell",
        "": "{said}",
    },
    fix={"open": CLOSED, "within": CLOSED},
)
#: What the reader of rows says of quotes.
QUOTES: Final = {"unexpected end": "open", "expected after": "within"}
MOST_BYTES: Final = BOUNDS.table_bytes
MOST_ROWS: Final = BOUNDS.table_rows
#: The ending of a name says what stands between cells, unless something else does.
ENDINGS: Final = {".tsv": "\t", ".tab": "\t"}
#: A first line by which a spreadsheet says it.
SEP: Final = re.compile(r"sep=([,;\t|])(?:\r\n|\r|\n)")

#: A cell that may begin with an apostrophe.
QUOTED: Final = re.compile(r"(?:^|[\n\r\",;\t|])'")


@arguments(text=instance_of(str, bytes), most_rows=between(0, 10**9))
def parse_csv(
    text: str | bytes,
    name: str = "table",
    *,
    how: Dialect | None = None,
    most_rows: int = MOST_ROWS,
    **written: Unpack[Written],
) -> Table:
    r"""Return the table that `text` holds, one row of which names the columns.

    Parameters
    ----------
    text : str or bytes
        Bytes are decoded as the byte order mark, or `encoding`, says. An apostrophe
        before what a spreadsheet would take for a formula, as `to_csv` writes it, is
        no part of the cell; any other is.
    name : str
        What messages call it; ``table`` unless said.
    how : Dialect, optional
        How it is written; by default, as it shows.
    most_rows : int
        A table that has more is refused, or five times as many cells; 1,048,576 unless
        said.
    **written
        Fields of a `Dialect`, such as ``header=3`` or ``delimiter=";"``.

    Raises
    ------
    DataError
        Every row with too many or too few cells, quotes that do not close, characters
        that are no text, a header or delimiter that must be said.

    Examples
    --------
    >>> parse_csv("area,count\nNorth,3\n", name="cases.csv").column("count")
    ('3',)
    >>> table = parse_csv("Cases in 2026\n\narea;count\nNorth;3\nTotal;3\n")
    >>> table.columns, table.rows
    (('area', 'count'), (('North', '3'),))
    >>> for line in table.understood:
    ...     print(line)
    semicolons stand between the cells
    row 3 names the columns; what stands above it is left out (Cases in 2026)
    row 5: totals (Total), left out
    >>> parse_csv("area,count\nNorth,3,4\n", name="cases.csv")
    Traceback (most recent call last):
    ...
    cqikit.errors.DataError: cases.csv: 1 problem
      - row 2: must have 2 cells, as the header has (got 3): quote the cell ...
    """
    told = dialect_of(how, written)
    check_unused(told, name, "sheet", what="text")
    said: list[str] = []
    if isinstance(text, bytes):
        text, said = decoded(name, text, told.encoding)
    return _parsed(text, name, told, most_rows, said)


def _parsed(
    text: str, name: str, how: Dialect, most_rows: int, said: list[str]
) -> Table:
    text = text.removeprefix("\ufeff")
    check_text(name, text)
    comment = how.comment or comment_of(text)
    if comment and not how.comment:
        said.append(f"lines that begin with {comment} are comments, left out")
    usual = ENDINGS.get(Path(name).suffix.lower(), ",")
    sep = SEP.match(text)
    delimiter = how.delimiter or (sep[1] if sep else delimiter_of(name, text, usual))
    if delimiter not in (usual, how.delimiter):
        said.append(f"{NAMES[delimiter]} stand between the cells")
    lines = Lines(name, text, delimiter, comment)
    rows = _rows(name, lines, most_rows)
    if QUOTED.search(text):
        rows = [(number, tuple(map(typed, cells))) for number, cells in rows]
    grid = Grid(
        name=name,
        source=Source.TEXT,
        rows=rows[1:] if sep else rows,
        delimiter=delimiter,
        said=said,
    )
    return table_in(grid, how)


def _rows(name: str, lines: Lines, most_rows: int) -> list[tuple[int, Cells]]:
    """Return the rows of a text, each with the number that a spreadsheet gives it."""
    reader = csv.reader(iter(lines), delimiter=lines.delimiter, strict=True)
    numbered: list[tuple[int, Cells]] = []
    # No text has more cells than delimiters and ends of lines.
    signs = (lines.delimiter, "\n", "\r")
    allowed = most_cells(most_rows)
    left = allowed
    try:
        if not lines.comment and sum(map(lines.text.count, signs)) < allowed:
            rows = map(tuple, islice(reader, int(most_rows) + 1))
            numbered = list(enumerate(rows, 1))
        while (cells := next(reader, None)) is not None:
            lines.fresh = True
            left -= len(cells)
            if len(numbered) > most_rows:
                raise refused(name, TOO_LARGE, form="rows", most=float(most_rows))
            if left < 0:
                raise refused(name, TOO_LARGE, form="cells", most=float(allowed))
            numbered.append((len(numbered) + 1 + lines.passed, tuple(cells)))
    except csv.Error as error:
        said = str(error)
    else:
        return numbered
    # What was read goes before it is read once more, for where its last row begins.
    del reader, numbered
    raise _no_row(name, said, _begun(lines))


def _no_row(name: str, said: str, begun: int) -> DataError:
    """Return the refusal of a row, by what the reader of rows says of it."""
    line = f"line {begun}"
    if "field limit" in said:
        most = float(csv.field_size_limit())
        return refused(name, TOO_LARGE, line, form="cell", most=most)
    form = next((form for words, form in QUOTES.items() if words in said), "")
    return refused(name, NO_CSV, line, form=form, said=said)


def _begun(lines: Lines) -> int:
    """Return the line in which the row begins that is no row."""
    lines.fresh, lines.passed = True, 0
    reader = csv.reader(iter(lines), delimiter=lines.delimiter, strict=True)
    above = 0
    with suppress(csv.Error):
        for _ in reader:
            lines.fresh, above = True, reader.line_num
    return above + lines.passed + 1


@arguments()
def read_csv(
    path: str | os.PathLike[str],
    *,
    how: Dialect | None = None,
    most_bytes: int = MOST_BYTES,
    most_rows: int = MOST_ROWS,
    **written: Unpack[Written],
) -> Table:
    """Return the table in the text file `path`; see `parse_csv`.

    Parameters
    ----------
    path : path
    how : Dialect, optional
        How it is written; by default, as it shows.
    most_bytes, most_rows : int
        A file that has more is refused; 50,000,000 unless said.
    **written
        Fields of a `Dialect`, such as ``header=3`` or ``encoding="windows-1252"``.

    Raises
    ------
    SourceError
        When there is no such file, or it cannot be read.
    DataError
        When it is no table; all faults at once.

    Examples
    --------
    >>> table = read_csv("examples/measles/cases.csv")
    >>> len(table), table.columns[:2]
    (3825, ('area', 'year'))
    """
    name = Path(path).name
    data = read_bytes(path, most_bytes)
    return parse_csv(data, name, how=how, most_rows=most_rows, **written)
