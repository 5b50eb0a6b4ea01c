"""Excel workbooks, in and out, by way of openpyxl."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cqikit import files
from cqikit.errors import (
    DataError,
    FieldError,
    MissingExtraError,
    Problem,
    UnknownNameError,
)
from cqikit.tables._cells import text_of
from cqikit.tables._csv_in import MOST_BYTES, MOST_ROWS
from cqikit.tables._files import read_bytes, refused
from cqikit.tables._rows import columns_of, rows_of
from cqikit.tables._table import Table, make_table

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    from cqikit.measures import Series

__all__ = ["read_excel", "to_excel", "write_excel"]

#: Excel keeps every number as a float: larger whole numbers are written as text.
EXACT: Final = 10**15
SHEET_NAME: Final = re.compile(r"[^\[\]:*?/\\]{1,31}")


def _openpyxl(task: str) -> Any:
    try:
        import openpyxl  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(task, "openpyxl", "tables") from None
    return openpyxl


def read_excel(
    path: str | os.PathLike[str],
    *,
    sheet: str = "",
    most_bytes: int = MOST_BYTES,
    most_rows: int = MOST_ROWS,
) -> Table:
    """Return the table on one sheet of the workbook `path`.

    Parameters
    ----------
    path : path of an ``.xlsx`` file
    sheet : str
        Its name; "" for the first.
    most_bytes, most_rows : int
        Unpacked, it may have at most so many.

    Raises
    ------
    SourceError
        When there is no such file, or it cannot be read.
    UnknownNameError
        When there is no such sheet.
    DataError
        When it is no table, or a formula has no stored value.
    MissingExtraError
        Without the extra `tables`.
    """
    openpyxl = _openpyxl("reading a workbook")
    name = Path(path).name
    data = read_bytes(path, most_bytes)
    _check_archive(name, data, most_bytes)
    values, formulas = (
        _sheet(openpyxl, name, data, sheet, stored=stored) for stored in (True, False)
    )
    numbered: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    for number, (cells, written) in enumerate(zip(values, formulas, strict=True), 1):
        if number > most_rows + 1:
            raise refused(name, "", f"must have at most {most_rows:,} rows")
        problems += _unstored(number, cells, written)
        numbered.append((number, _trimmed([text_of(cell) for cell in cells])))
    if problems:
        raise DataError(name, problems)
    filled = [one for one in numbered if one[1]]
    if not filled:
        raise refused(name, "", "is empty", "the first row names the columns")
    (_, header), *rows = filled
    wide = len(header)
    padded = [(number, cells + [""] * (wide - len(cells))) for number, cells in rows]
    return make_table(name, header, padded)


def _unstored(
    number: int, cells: Iterable[Any], written: Iterable[Any]
) -> Iterator[Problem]:
    """Yield the formulas of a row that have no stored value."""
    for place, (cell, formula) in enumerate(zip(cells, written, strict=True), 1):
        if cell is None and formula is not None:
            yield Problem(
                f"row {number}, cell {place}",
                "has a formula without a stored value",
                "open and save it in a spreadsheet program",
            )


def _check_archive(name: str, data: bytes, most_bytes: int) -> None:
    # A small archive may unpack to any size.
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(one.file_size for one in archive.infolist())
    except zipfile.BadZipFile:
        mend = "save it as .xlsx"
        raise refused(name, "", "is not an Excel workbook", mend) from None
    if size > most_bytes:
        raise refused(name, "", f"must be at most {most_bytes:,} bytes when unpacked")


def _sheet(
    openpyxl: Any, name: str, data: bytes, sheet: str, *, stored: bool
) -> list[tuple[Any, ...]]:
    try:
        names, rows = _opened(openpyxl, data, sheet, stored=stored)
    except Exception:  # noqa: BLE001  (a damaged file makes openpyxl raise anything)
        mend = "save it as .xlsx"
        raise refused(name, "", "is not an Excel workbook", mend) from None
    if sheet and sheet not in names:
        raise UnknownNameError(f"sheet of {name}", sheet, names)
    return rows


def _opened(
    openpyxl: Any, data: bytes, sheet: str, *, stored: bool
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the names of all sheets, and the rows of the one that is meant."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=stored)
    names = book.sheetnames
    found = book[sheet if sheet in names else names[0]]
    # What a file says of its size may be wrong; the rows themselves are not.
    found.reset_dimensions()
    return names, list(found.iter_rows(values_only=True))


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        del cells[-1]
    return cells


def write_excel(
    path: str | os.PathLike[str], sheets: Mapping[str, Series | Iterable[Any]]
) -> None:
    """Write a workbook to the file `path`, all of it or nothing; see `to_excel`.

    Raises
    ------
    SourceError
        When it cannot be written; and what `to_excel` raises.
    """
    files.write_bytes(path, to_excel(sheets))


def to_excel(sheets: Mapping[str, Series | Iterable[Any]]) -> bytes:
    """Return a workbook with one sheet for each name, as an ``.xlsx`` file.

    Text is text, whatever it starts with; no cell is a formula.

    Parameters
    ----------
    sheets : mapping of str to things that have rows
        See `rows_of`.

    Raises
    ------
    FieldError
        For a name that no sheet can have, or a text that no cell can.
    MissingExtraError
        Without the extra `tables`.

    Examples
    --------
    >>> to_excel({"Falls": [{"month": "2026-01", "falls": 4}]})[:2]
    b'PK'
    """
    openpyxl = _openpyxl("writing a workbook")
    if not sheets:
        raise FieldError("sheets", "must have at least one", dict(sheets))
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, things in sheets.items():
        if not SHEET_NAME.fullmatch(name):
            must = "must be 1 to 31 characters without [ ] : * ? / \\"
            raise FieldError("sheet", must, name)
        rows = rows_of(things)
        columns = columns_of(rows)
        page = book.create_sheet(name)
        _fill(openpyxl, page, 1, columns)
        for number, row in enumerate(rows, start=2):
            _fill(openpyxl, page, number, [row.get(one) for one in columns])
        page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(openpyxl: Any, page: Any, number: int, values: list[Any]) -> None:
    for place, value in enumerate(values, start=1):
        if type(value) is int and abs(value) >= EXACT:
            value = str(value)  # noqa: PLW2901
        try:
            cell = page.cell(number, place, value)
        except openpyxl.utils.exceptions.IllegalCharacterError:
            must = "must have no control character"
            raise FieldError("cell", must, value) from None
        if isinstance(value, str):
            cell.data_type = "s"
