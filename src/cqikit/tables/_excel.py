"""Reading Excel workbooks, by way of openpyxl.

Nothing in a workbook is run: of a formula, the value is read that was stored when it
was last computed, and where there is none, the cell says so once its column is used.
Rows come one after another and are cut at once, so that neither the size that a sheet
claims nor a lone cell far out costs memory. What openpyxl leaves out when it reads rows
(hidden rows and columns) is looked up in the sheet's own XML.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Unpack

from cqikit.core import FindingKind, arguments, format_number, say
from cqikit.errors import CqikitError, UnknownNameError
from cqikit.files import BOUNDS
from cqikit.tables._archive import check_archive
from cqikit.tables._cells import Formula, Percent, text_of, unescaped
from cqikit.tables._csv_in import MOST_BYTES, MOST_ROWS
from cqikit.tables._dialect import Dialect, Written, dialect_of
from cqikit.tables._faults import listed, rows_named
from cqikit.tables._files import (
    TOO_LARGE,
    check_unused,
    most_cells,
    openpyxl_for,
    read_bytes,
    refused,
)
from cqikit.tables._grid import Cells, Grid, Source, trimmed
from cqikit.tables._table import Table, table_in

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

__all__ = ["read_excel"]

NO_WORKBOOK: Final = FindingKind(
    "table.no-workbook",
    says={
        "": "is not an Excel workbook",
        "damaged": "is damaged: {part} cannot be read",
    },
    fix={
        "": "save it as .xlsx",
        "damaged": "open and save it in a spreadsheet program",
    },
)
SEVERAL_SHEETS: Final = FindingKind(
    "table.several-sheets",
    says="the first sheet, {first!r}, has no table, and {sheets} have",
    fix="say sheet = {found!r} (--sheet)",
)
#: What a sheet of Excel has at most.
LAST_ROW: Final = BOUNDS.sheet_rows
LAST_COLUMN: Final = BOUNDS.table_columns
#: In so many rows is looked how numbers are shown.
LOOKED_AT: Final = 200
HIDDEN: Final = re.compile(
    rb"<(?:\w+:)?(row|col)\b(?=[^>]*\shidden=\"(?:1|true)\")([^>]*)>"
)
NUMBERS: Final = re.compile(rb"\s(r|min|max)=\"(\d{1,9})\"")
ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]{0,400}?\sr=\"(\d{7,20})\"")
MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^>]*\sref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)
#: Where the texts of a workbook are, and what says that a part is missing.
TEXTS: Final = "xl/sharedStrings.xml"
MISSING: Final = re.compile(r"no item named '([^']+)' in the archive")
#: Where the styles of a workbook are; names, and what each is made of.
#: Which parts there are.
CONTENTS: Final = "[Content_Types].xml"
STYLES: Final = "xl/styles.xml"
NAMES: Final = re.compile(rb"<((?:\w{1,20}:)?cellStyles)\b[^>]{0,400}>")
FORMATS: Final = re.compile(rb"<((?:\w{1,20}:)?cellStyleXfs)\b[^>]{0,400}>")
XF_ID: Final = re.compile(rb"\sxfId=\"(\d{1,9})\"")
XF: Final = re.compile(rb"<(?:\w{1,20}:)?xf\b")
FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")


@arguments()
def read_excel(
    path: str | os.PathLike[str],
    *,
    how: Dialect | None = None,
    most_bytes: int = MOST_BYTES,
    most_rows: int = MOST_ROWS,
    **written: Unpack[Written],
) -> Table:
    """Return the table on one sheet of the workbook `path`.

    Parameters
    ----------
    path : path of an ``.xlsx`` file
    how : Dialect, optional
        How it is written; by default, as it shows.
    most_bytes, most_rows : int
        Unpacked, it may have at most so many; 50,000,000 unless said.
    **written
        Fields of a `Dialect`, such as ``sheet="Data"`` or ``header=3``.

    Raises
    ------
    SourceError
        When there is no such file, or it cannot be read.
    UnknownNameError
        When there is no such sheet.
    DataError
        When it is no table.
    MissingExtraError
        Without the extra `tables`.
    """
    told = dialect_of(how, written)
    openpyxl = openpyxl_for("reading a workbook")
    name = Path(path).name
    check_unused(told, name, "delimiter", "encoding", what="a workbook")
    data = read_bytes(path, most_bytes)
    try:
        check_archive(name, data, most_bytes)
        # What openpyxl cannot write again, such as lists to choose from, it warns of.
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            grid = _grid(openpyxl, name, _sound(data), told.sheet, most_rows)
    except (CqikitError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  (openpyxl raises anything)
        # A part that others name may be missing: texts, styles, a sheet.
        missing = MISSING.search(str(error)) if isinstance(error, KeyError) else None
        # Any archive may lack the list of its parts.
        part = missing[1] if missing else CONTENTS
        told_of = {} if part == CONTENTS else {"form": "damaged", "part": part}
        raise refused(name, NO_WORKBOOK, **told_of) from None
    return table_in(grid, told)


def _sound(data: bytes) -> bytes:
    """Return a workbook without names of styles that it lacks.

    Some programs write such; Excel passes over them, openpyxl prints and fails.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = archive.read(STYLES) if STYLES in archive.namelist() else b""
        names, formats = _element(styles, NAMES), _element(styles, FORMATS)
        used = map(int, XF_ID.findall(names))
        if max(used, default=-1) < len(XF.findall(formats)):
            return data
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as sound:
            for part in archive.namelist():
                held = archive.read(part)
                sound.writestr(
                    part, held.replace(names, b"") if part == STYLES else held
                )
    return made.getvalue()


def _element(xml: bytes, tag: re.Pattern[bytes]) -> bytes:
    """Return the first element that begins so, "" where there is none."""
    begins = tag.search(xml)
    if begins is None:
        return b""
    end = b"</" + begins[1] + b">"
    inside, closed, _ = xml[begins.start() :].partition(end)
    return inside + closed if closed else b""


def _grid(
    openpyxl: Any, name: str, data: bytes, wanted: str | int, most_rows: int
) -> Grid:
    """Return the rows of the sheet that is meant."""
    stored = _opened(openpyxl, data, stored=True)
    sheet, said = chosen_sheet(stored.worksheets, name, wanted)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # Not public, and the only way to the part that a sheet is kept in.
        xml = archive.read(sheet._worksheet_path)  # noqa: SLF001
    most_rows = min(most_rows, LAST_ROW)
    if any(int(found[1]) > LAST_ROW for found in ROW.finditer(xml)):
        # Told before the rows between are made.
        raise refused(name, TOO_LARGE, form="rows", most=float(LAST_ROW))
    formulas: Iterable[tuple[Any, ...]] = repeat(())
    if FORMULA.search(xml):
        formulas = _cells(_opened(openpyxl, data, stored=False)[sheet.title], name)
    rows: list[tuple[int, Cells]] = []
    allowed, size = most_cells(most_rows), 0
    both = zip(_cells(sheet, name), formulas)  # noqa: B905
    for number, (cells, written) in enumerate(both, 1):
        size += len(cells)
        if number > most_rows + 1:
            raise refused(name, TOO_LARGE, form="rows", most=float(most_rows))
        # Rows may be padded to their last cell, far out.
        if size > allowed:
            raise refused(name, TOO_LARGE, form="cells", most=float(allowed))
        texts = [
            unescaped(cell) if isinstance(cell, str) else text_of(cell)
            for cell in cells
        ]
        for place, formula in enumerate(written):
            if formula is not None and cells[place] is None:
                texts[place] = Formula(str(formula))
        rows.append((number, trimmed(tuple(texts))))
    said += _filled_down(xml, rows) + _hidden(xml)
    try:
        said += _per_cents(sheet, rows)
    except IndexError:
        # A cell is shown in a style that there is not.
        told = {"form": "damaged", "part": STYLES}
        raise refused(name, NO_WORKBOOK, **told) from None
    return Grid(name=name, source=Source.WORKBOOK, rows=rows, said=said)


def _opened(openpyxl: Any, data: bytes, *, stored: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=stored)


def _cells(sheet: Any, name: str) -> Iterator[tuple[Any, ...]]:
    # What a file says of its size may be wrong; the rows themselves are not.
    sheet.reset_dimensions()
    number = 1
    try:
        for cells in sheet.iter_rows(values_only=True):
            yield cells
            number += 1
    except Exception as error:
        # A day or a number that there is not raises anything.
        if isinstance(error, MemoryError):
            raise
        # Cells name the texts of a workbook by their numbers.
        lacks = isinstance(error, IndexError)
        told = {"form": "damaged", "part": TEXTS if lacks else repr(sheet.title)}
        raise refused(name, NO_WORKBOOK, f"row {number}", **told) from None


def chosen_sheet(
    sheets: list[Any], name: str, wanted: str | int
) -> tuple[Any, list[str]]:
    """Return the sheet of a workbook that is meant, and what is to be said of it.

    That is the one that was asked for; else the first, where it has a table; else the
    only one that has.
    """
    titles = [sheet.title for sheet in sheets]
    if wanted:
        return sheets[_place_of(titles, name, wanted)], []
    sheets = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    titles = [sheet.title for sheet in sheets]
    if len(sheets) == 1 or _has_table(sheets[0], name):
        others = f", the first of {len(sheets)}" if len(sheets) > 1 else ""
        return sheets[0], [f"the sheet is {titles[0]!r}{others}"] if others else []
    found = [sheet for sheet in sheets[1:] if _has_table(sheet, name)]
    if len(found) > 1:
        told = {"first": titles[0], "found": found[0].title}
        names = listed([repr(sheet.title) for sheet in found])
        raise refused(name, SEVERAL_SHEETS, sheets=names, **told)
    if not found:
        return sheets[0], []
    said = f"the sheet is {found[0].title!r}; the first, {titles[0]!r}, has no table"
    return found[0], [said]


def _place_of(titles: list[str], name: str, wanted: str | int) -> int:
    if wanted in titles:
        return titles.index(str(wanted))
    number = int(wanted) if str(wanted).isdecimal() else 0
    if not 1 <= number <= len(titles):
        raise UnknownNameError(say("sheet of {name}", name=name), str(wanted), titles)
    return number - 1


def _has_table(sheet: Any, name: str) -> bool:
    """Say whether two of the first rows have two cells or more."""
    rows = islice(_cells(sheet, name), 100)
    wide = (row for row in rows if sum(cell is not None for cell in row) > 1)
    return len(list(islice(wide, 2))) > 1


def _filled_down(xml: bytes, rows: list[tuple[int, Cells]]) -> list[str]:
    """Write what a cell merged over several rows says into each; say which did."""
    said = []
    for found in MERGED.finditer(xml):
        (left, top), (right, bottom) = ((found[1], found[2]), (found[3], found[4]))
        first, last = int(top), min(int(bottom), len(rows))
        place = _column(left) - 1
        if left != right or last <= first or place >= len(rows[first - 1][1]):
            continue
        text = rows[first - 1][1][place]
        for at, (number, cells) in enumerate(rows[first:last], start=first):
            padded = cells + ("",) * (place + 1 - len(cells))
            rows[at] = number, (*padded[:place], text, *padded[place + 1 :])
        said.append(f"{left.decode()}{first} to {right.decode()}{last}")
    if not said:
        return []
    return [f"merged cells count for each of their rows ({listed(said)})"]


def _per_cents(sheet: Any, rows: list[tuple[int, Cells]]) -> list[str]:
    """Mark numbers shown as per cent, of which the parts of one are stored."""
    shown: dict[int, float] = {}
    for at, row in enumerate(sheet.iter_rows()):
        # Sheets without any in the first rows are not gone through a second time.
        if at == LOOKED_AT and not shown:
            break
        number, cells = rows[at]
        texts = list(cells)
        for place, cell in enumerate(row[: len(texts)]):
            is_number = isinstance(cell.value, int | float)
            if is_number and "%" in cell.number_format:
                shown.setdefault(place + 1, cell.value)
                texts[place] = Percent(texts[place])
        rows[at] = number, tuple(texts)
    return [
        f"column {_letters(place)} is shown as per cent in the sheet:"
        f" {format_number(100 * value)} % is read as it is stored,"
        f" {format_number(value)}"
        for place, value in shown.items()
    ]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _hidden(xml: bytes) -> list[str]:
    """Say which rows and columns of a sheet are hidden, and read all the same."""
    rows: list[int] = []
    columns: list[str] = []
    for found in HIDDEN.finditer(xml):
        ends = {name: int(number) for name, number in NUMBERS.findall(found[2])}
        if found[1] == b"row":
            rows.append(ends.get(b"r", 0))
        else:
            last = min(ends.get(b"max", 0), LAST_COLUMN)
            columns += map(_letters, range(ends.get(b"min", 1), last + 1))
    said = [f"{rows_named(rows)}"] if rows else []
    said += [f"column{'s' * (len(columns) > 1)} {listed(columns)}"] if columns else []
    are = "are" if len(rows) + len(columns) > 1 else "is"
    return [f"{' and '.join(said)} {are} hidden, and read all the same"] if said else []


def _letters(number: int) -> str:
    """Return what a spreadsheet calls a column."""
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name
