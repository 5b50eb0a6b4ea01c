"""A workbook for the data of a new effort: checked cells, and how to fill them in."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from cqikit import tables
from cqikit.core import arguments, instance_of, period_of, say
from cqikit.errors import MissingExtraError
from cqikit.starters._outline import Outline

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["workbook"]

#: Rows that are ready to be filled, the header's with them.
ROWS: Final = 501
WIDTH: Final = 18
INSTRUCTIONS: Final = "How to fill it in"
#: On that sheet, the row of the first team.
TEAMS_FROM: Final = 11
#: Excel takes no longer ones.
LONGEST_TITLE: Final = 32
LONGEST_ERROR: Final = 225


@arguments(outline=instance_of(Outline))
def workbook(outline: Outline) -> bytes:
    """Return an Excel workbook that takes the data of an effort.

    The first sheet has a row a period (and team), a header that stays in sight, and
    cells that take what belongs into them and nothing else. The second says how to fill
    it in, and counts what is there. What is not to be changed is locked, without a
    password.

    Raises
    ------
    MissingExtraError
        Without the extra `tables`.

    Examples
    --------
    >>> from datetime import date
    >>> outline = Outline(
    ...     title="Visits", on=date(2026, 9, 1), count="missed", of="planned", target=15
    ... )
    >>> workbook(outline)[:2]
    b'PK'
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415  (an extra, used here alone)
    except ImportError:
        task = say("making a workbook")
        raise MissingExtraError(task, "openpyxl", "tables") from None
    book = Workbook()
    book.remove(book.worksheets[0])
    _fill_data(book.create_sheet("Data"), outline)
    _fill_instructions(book.create_sheet(INSTRUCTIONS), outline)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _fill_data(sheet: Worksheet, outline: Outline) -> None:
    from openpyxl.styles import Font, Protection  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.append([tables.cell_text(name) for name in outline.columns])
    sheet.freeze_panes = "A2"
    sheet.protection.enable()
    checks = _checks(outline)
    for place, name in enumerate(outline.columns, 1):
        letter = get_column_letter(place)
        head = sheet[f"{letter}1"]
        head.font, head.data_type = Font(bold=True), "s"
        sheet.column_dimensions[letter].width = max(WIDTH, len(name) + 2)
        for row in range(2, ROWS + 1):
            cell = sheet[f"{letter}{row}"]
            cell.protection = Protection(locked=False)
            # Written as text, 2026-09 stays what it is and becomes no date.
            cell.number_format = "General" if name in outline.numbers else "@"
        sheet.add_data_validation(checks[name])
        checks[name].add(f"{letter}2:{letter}{ROWS}")


def _checks(outline: Outline) -> dict[str, DataValidation]:
    """Return what the cells of each column take."""
    like = str(period_of(outline.on, outline.every))
    made = {
        outline.period: _check(
            outline.period,
            f"Write it like {like}.",
            type="textLength",
            operator="equal",
            formula1=str(len(like)),
        )
    }
    if outline.teams:
        last = TEAMS_FROM + len(outline.teams) - 1
        made["team"] = _check(
            "team",
            f"Choose one of the teams on the sheet {INSTRUCTIONS!r}.",
            type="list",
            formula1=f"'{INSTRUCTIONS}'!$B${TEAMS_FROM}:$B${last}",
        )
    cells = [f"{'BCD'[bool(outline.teams) + place]}2" for place in (0, 1)]
    for name, cell in zip(outline.numbers, cells, strict=False):
        takes, error = f"ISNUMBER({cell})", "Write a number"
        if outline.count:
            takes, error = f"{takes},{cell}>=0", "Write a number of at least 0"
        if outline.is_share:
            other = cells[cell == cells[0]]
            takes += f",OR(ISBLANK({other}),{cells[0]}<={cells[1]})"
            error += f", and no more {outline.count} than {outline.of}"
        error += "; leave the cell empty where nothing is known."
        made[name] = _check(name, error, type="custom", formula1=f"AND({takes})")
    return made


def _check(title: str, error: str, **takes: Any) -> DataValidation:
    from openpyxl.worksheet.datavalidation import (  # noqa: PLC0415
        DataValidation,
    )

    return DataValidation(
        showErrorMessage=True,
        errorTitle=tables.cell_text(title[:LONGEST_TITLE]),
        error=tables.cell_text(error[:LONGEST_ERROR]),
        **takes,
    )


def _fill_instructions(sheet: Worksheet, outline: Outline) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    filled = f"Data!A2:A{ROWS}"
    rows = [
        (outline.title, outline.called),
        (
            "One row",
            f"One {outline.every.value}" + (" of one team" * bool(outline.teams)),
        ),
        (outline.period, f"Such as {period_of(outline.on, outline.every)}"),
        *((name, "A number; empty where nothing is known") for name in outline.numbers),
        ("Save", "As .xlsx, under the name that data.toml says"),
        ("Rows so far", f"=COUNTA({filled})"),
    ]
    rows += [("", "")] * (TEAMS_FROM - 1 - len(rows))
    rows += [("Teams" * (not place), team) for place, team in enumerate(outline.teams)]
    for number, cells in enumerate(rows, 1):
        for place, said in enumerate(cells, 1):
            cell = sheet.cell(number, place, tables.cell_text(said))
            if said != f"=COUNTA({filled})":
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=place == 1)
    sheet.column_dimensions["A"].width = WIDTH * 1.5
    sheet.column_dimensions["B"].width = WIDTH * 4
    sheet.protection.enable()
