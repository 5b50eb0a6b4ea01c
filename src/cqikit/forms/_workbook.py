"""A workbook to collect answers in: cells that take only what is an answer."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from cqikit import files, tables
from cqikit.assessments import Framework
from cqikit.core import arguments, instance_of, say
from cqikit.errors import DataError, MissingExtraError, UnknownNameError
from cqikit.forms._choices import REASONS, choices_of
from cqikit.forms._words import NUMBER

if TYPE_CHECKING:
    import os

    from cqikit.assessments import Scale

__all__ = ["ANSWERS_SHEET", "answers_workbook", "edition_in", "write_workbook"]

ANSWERS_SHEET: Final = "answers"
CHOICES_SHEET: Final = "choices"
#: Says by key and version which framework the labels are of.
EDITION_SHEET: Final = "framework"
PEOPLE: Final = ("respondent", "role", "unit", "on")
ROWS: Final = 200
#: A spreadsheet program shows no longer one.
LONGEST_ERROR: Final = 225
HELP: Final = (
    "One row a person. Choose from the list in each cell: an answer, or the reason why"
    " there is none. Leave a cell empty where nothing was answered. Column 'on' is the"
    " day, written 2025-01-31. Do not change the first row: the text in [ ] says which"
    " item a column is."
)


@arguments()
def write_workbook(path: str | os.PathLike[str], framework: Framework) -> None:
    """Write an Excel workbook for the answers of several people.

    Its sheet ``answers`` has a row a person and a column an item; each cell has
    the list of its scale's labels, with *not applicable*, *don't know* and *not
    observed*. `read_answers` reads it when it is filled in; it knows which version
    of the framework it is of.

    Parameters
    ----------
    path : path of an ``.xlsx`` file
    framework : Framework
        The framework that is to be answered.

    Raises
    ------
    SourceError
        When it cannot be written.
    MissingExtraError
        Without the extra `tables`.
    """
    files.write_bytes(path, answers_workbook(framework))


@arguments(framework=instance_of(Framework))
def answers_workbook(framework: Framework) -> bytes:
    """Return what `write_workbook` writes, for whoever writes it elsewhere.

    Parameters
    ----------
    framework : Framework

    Raises
    ------
    MissingExtraError
        Without the extra `tables`.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> answers_workbook(FRAMEWORKS["cqi-attributes"])[:2]
    b'PK'
    """
    openpyxl = _openpyxl()
    book = openpyxl.Workbook()
    page, lists = book.active, book.create_sheet(CHOICES_SHEET)
    page.title = ANSWERS_SHEET
    notes = book.create_sheet("how to")
    notes["A1"], notes.column_dimensions["A"].width = HELP, 90
    notes["A1"].alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
    _head(openpyxl, page, framework)
    edition = book.create_sheet(EDITION_SHEET)
    # One column is no table: what looks for answers passes it over.
    said = ("framework", framework.key, "version", framework.version)
    for row, text in enumerate(said, start=1):
        _put(edition.cell(row, 1), text)
    blocks = {
        scale.key: _offer(openpyxl, lists, place, scale)
        for place, scale in enumerate(framework.scales, start=1)
    }
    for place, item in enumerate(framework.all_items, start=len(PEOPLE) + 1):
        letter = openpyxl.utils.get_column_letter(place)
        scale = framework.scale_of(item)
        rule = _rule(openpyxl, scale, blocks[scale.key], f"{letter}2")
        rule.add(f"{letter}2:{letter}{ROWS + 1}")
        page.add_data_validation(rule)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edition_in(path: str | os.PathLike[str]) -> tuple[str, str]:
    """Return key and version of the framework that a workbook is of, "" if unsaid."""
    said: list[str] = []
    # It may be no workbook of ours, or people took the sheet out, or wrote on it.
    with suppress(UnknownNameError, DataError):
        table = tables.read_excel(path, sheet=EDITION_SHEET, header=1)
        said = [*table.columns, *(cell for row in table.rows for cell in row)]
    return (said[1], said[3]) if said[::2] == ["framework", "version"] else ("", "")


def _openpyxl() -> Any:
    try:
        import openpyxl.styles  # noqa: PLC0415
        import openpyxl.utils  # noqa: PLC0415
        import openpyxl.worksheet.datavalidation  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(
            say("writing a workbook"), "openpyxl", "tables"
        ) from None
    return openpyxl


def _head(openpyxl: Any, page: Any, framework: Framework) -> None:
    """Write the first row: who, and one column an item."""
    titles = [*PEOPLE, *(f"{item.text} [{item.key}]" for item in framework.all_items)]
    for place, title in enumerate(titles, start=1):
        cell = page.cell(1, place)
        _put(cell, title)
        cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
        cell.font = openpyxl.styles.Font(bold=True)
        letter = openpyxl.utils.get_column_letter(place)
        page.column_dimensions[letter].width = 24 if place > len(PEOPLE) else 14
    page.freeze_panes = page.cell(2, 2)


def _put(cell: Any, text: str) -> None:
    """Write text that stays text, whatever it starts with or holds."""
    cell.value = tables.cell_text(text)
    cell.data_type = "s"


def _offer(openpyxl: Any, lists: Any, place: int, scale: Scale) -> str:
    """Write what a scale offers to the sheet of choices; return where that is."""
    offered = [label for _, label in choices_of(scale)]
    offered += [reason.words for reason in REASONS]
    _put(lists.cell(1, place), scale.key)
    for number, label in enumerate(offered, start=2):
        cell = lists.cell(number, place)
        if NUMBER.fullmatch(label):
            # What is chosen from the list is a number then, as what is typed is.
            cell.value = float(label)
        else:
            _put(cell, label)
    letter = openpyxl.utils.get_column_letter(place)
    return f"{CHOICES_SHEET}!${letter}$2:${letter}${len(offered) + 1}"


def _rule(openpyxl: Any, scale: Scale, block: str, cell: str) -> Any:
    """Return what the cells below `cell` take: what is offered, or any number."""
    between = f"AND(ISNUMBER({cell}),{cell}>={scale.low:g},{cell}<={scale.high:g})"
    any_number = f"OR({between},COUNTIF({block},{cell})>0)"
    listed = bool(choices_of(scale))
    rule = openpyxl.worksheet.datavalidation.DataValidation(
        type="list" if listed else "custom",
        formula1=block if listed else any_number,
        allow_blank=True,
    )
    rule.showErrorMessage = True
    rule.errorTitle = "No answer"
    said = f"Must be {scale.answers}, or a reason why there is none"
    rule.error = tables.cell_text(said[:LONGEST_ERROR])
    return rule
