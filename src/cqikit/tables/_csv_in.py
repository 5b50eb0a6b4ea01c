"""Reading comma-separated values, within bounds."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cqikit import files
from cqikit.core import arguments, at_least, is_text
from cqikit.errors import DataError, FieldError
from cqikit.tables._files import read_bytes, refused
from cqikit.tables._table import Table, make_table

if TYPE_CHECKING:
    import os

__all__ = ["MOST_BYTES", "MOST_ROWS", "parse_csv", "read_csv"]

MOST_BYTES: Final = 200_000_000
MOST_ROWS: Final = 5_000_000


@arguments(text=is_text, delimiter=is_text, most_rows=at_least(0))
def parse_csv(
    text: str,
    name: str = "table",
    *,
    delimiter: str = ",",
    most_rows: int = MOST_ROWS,
) -> Table:
    r"""Return the table that `text` holds; its first row names the columns.

    Parameters
    ----------
    text : str
    name : str
        What messages call it.
    delimiter : str
        What stands between cells.
    most_rows : int
        A table that has more is refused.

    Raises
    ------
    DataError
        Every row with too many or too few cells, columns named twice, quotes
        that do not close, characters that are no text.

    Examples
    --------
    >>> parse_csv("area,count\nNorth,3\n", name="cases.csv").column("count")
    ('3',)
    >>> parse_csv("area,count\nNorth,3,4\n", name="cases.csv")
    Traceback (most recent call last):
    ...
    cqikit.errors.DataError: cases.csv: 1 problem
      - row 2: must have 2 cells, as the header has (got 3): quote the cell ...
    """
    if len(delimiter) != 1:
        raise FieldError("delimiter", "must be one character", delimiter)
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refused(name, f"line {line}", "has a NUL character", "save it as text")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    numbered: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if number > most_rows + 1:
                raise refused(name, "", f"must have at most {most_rows:,} rows")
            numbered.append((number, cells))
    except csv.Error as error:
        raise refused(name, f"line {reader.line_num}", str(error)) from None
    while numbered and len(numbered[0][1]) < 2 and not "".join(numbered[0][1]).strip():
        del numbered[0]
    if not numbered:
        raise refused(name, "", "is empty", "the first row names the columns")
    header = numbered.pop(0)[1]
    _check_delimiter(name, header, delimiter)
    return make_table(name, header, numbered)


def _check_delimiter(name: str, header: list[str], delimiter: str) -> None:
    if len(header) > 1:
        return
    for other in (",", ";", "\t", "|"):
        if other != delimiter and other in header[0]:
            raise refused(
                name,
                "row 1",
                f"must have {delimiter!r} between columns (got {other!r})",
                f"save it with {delimiter!r}, or say delimiter={other!r}",
            )


def read_csv(
    path: str | os.PathLike[str],
    *,
    delimiter: str = ",",
    most_bytes: int = MOST_BYTES,
    most_rows: int = MOST_ROWS,
) -> Table:
    """Return the table in the file `path`, which is UTF-8; see `parse_csv`.

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
    text = files.text_of(data, lambda fault: DataError(name, [fault]))
    return parse_csv(text, name, delimiter=delimiter, most_rows=most_rows)
