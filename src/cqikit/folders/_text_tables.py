"""Tables of text as they are written, so that they can be written like that again."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import frozen

from cqikit.core import say
from cqikit.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ENDINGS", "Cells", "Form", "TextTable", "line_of", "text_table"]

Cells: TypeAlias = tuple[str, ...]

#: The endings of tables of text, and what stands between their cells where nothing else
#: does.
ENDINGS: Final = {".csv": ",", ".tsv": "\t"}
DELIMITERS: Final = (",", ";", "\t", "|")
#: The first bytes of a text, and how it is then encoded.
MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
QUOTED: Final = frozenset('"\r\n')


@frozen
class Form:
    """How a table is written: what ends a line, and whether the last one ends, too."""

    encoding: str
    delimiter: str
    ends: str
    ended: bool


@frozen
class TextTable:
    """A table as it is written: the names of columns, and rows with the text of each.

    The first of `texts` is that of the names.
    """

    form: Form
    columns: Cells
    rows: tuple[Cells, ...]
    texts: tuple[str, ...]


@frozen
class _Record:
    cells: Cells
    text: str
    ends: str


def text_table(name: str, data: bytes) -> TextTable:
    r"""Return the table that a file holds; empty lines are none of it.

    Raises a SourceError unless the first row names the columns, once each, and every
    row has as many cells.

    Examples
    --------
    >>> table = text_table("falls.csv", b'month;falls\r\n2026-01;"3"\r\n')
    >>> table.columns, table.rows, table.texts[1]
    (('month', 'falls'), (('2026-01', '3'),), '2026-01;"3"')
    >>> table.form
    Form(encoding='utf-8', delimiter=';', ends='\r\n', ended=True)
    """
    encoding = next((MARKS[mark] for mark in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        must = say("must be {encoding} text", encoding="UTF-8")
        raise SourceError(name, must) from None
    if "\0" in text:
        raise SourceError(name, say("has a NUL character"))
    delimiter, records = _parted(name, text)
    columns = tuple(cell.strip() for cell in records[0].cells)
    if len(set(columns)) < len(columns):
        raise SourceError(name, say("must have one column of each name"))
    return TextTable(
        Form(encoding, delimiter, records[0].ends or "\n", records[-1].ends != ""),
        columns,
        tuple(record.cells for record in records[1:]),
        tuple(record.text for record in records),
    )


def _parted(name: str, text: str) -> tuple[str, list[_Record]]:
    """Return what stands between cells, and the rows; these have as many cells each."""
    found = {sign: _equally_wide(text, sign) for sign in DELIMITERS}
    wide = [sign for sign in found if any(len(row.cells) > 1 for row in found[sign])]
    usual = ENDINGS[PurePath(name).suffix.lower()]
    delimiter = wide[0] if wide else usual
    if len(wide) > 1 or not found[delimiter]:
        must = say("every row must have as many cells as the first, that of the names")
        raise SourceError(name, must)
    return delimiter, found[delimiter]


def _equally_wide(text: str, delimiter: str) -> list[_Record]:
    """Return the rows with something in them; none where their lengths differ."""
    try:
        rows = [row for row in _records(text, delimiter) if "".join(row.cells).strip()]
    except csv.Error:
        return []
    return rows if len({len(row.cells) for row in rows}) == 1 else []


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    for cells in csv.reader(lines(), delimiter=delimiter, strict=True):
        written = "".join(taken)
        taken.clear()
        kept = written.rstrip("\r\n")
        yield _Record(tuple(cells), kept, written[len(kept) :])


def line_of(cells: Sequence[str], delimiter: str) -> str:
    r"""Return cells as a row of text, without the end of its line.

    Examples
    --------
    >>> print(line_of(("a", "1,5", 'so "far" '), ","))
    a,"1,5","so ""far"" "
    """
    if list(cells) == [""]:
        return '""'
    return delimiter.join(
        '"' + cell.replace('"', '""') + '"'
        if delimiter in cell or not QUOTED.isdisjoint(cell)
        else cell
        for cell in cells
    )
