"""Writing Excel workbooks, by way of openpyxl."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from cqikit import files
from cqikit.core import arguments, say, visible
from cqikit.errors import FieldError, FieldTypeError
from cqikit.tables._cells import escaped
from cqikit.tables._files import openpyxl_for
from cqikit.tables._rows import columns_of, rows_of

if TYPE_CHECKING:
    import os

    from attrs import Attribute

__all__ = ["cell_text", "to_excel", "write_excel"]

#: Excel keeps every number as a float: larger whole numbers are written as text.
EXACT: Final = 10**15
#: A cell holds no more characters.
LONGEST: Final = 32_767
SHEET_NAME: Final = re.compile(r"[^\[\]:*?/\\]{1,31}")


@arguments()
def write_excel(path: str | os.PathLike[str], sheets: Mapping[str, object]) -> None:
    """Write a workbook to the file `path`, all of it or nothing; see `to_excel`.

    Parameters
    ----------
    sheets : mapping of str to object
        What has rows, by the names of the sheets.

    Raises
    ------
    SourceError
        When it cannot be written; and what `to_excel` raises.
    """
    files.write_bytes(path, to_excel(sheets))


def _are_named(_: object, attribute: Attribute[object], value: object) -> None:
    if not isinstance(value, Mapping):
        must = say("must be what each sheet has, by its name")
        raise FieldTypeError(
            attribute.name, must, value, say('such as {"Falls": series}')
        )


@arguments(sheets=_are_named)
def to_excel(sheets: Mapping[str, object]) -> bytes:
    """Return a workbook with one sheet for each name, as an ``.xlsx`` file.

    Text is text, whatever it starts with; no cell is a formula.

    Parameters
    ----------
    sheets : mapping of str to things that have rows
        See `rows_of`.

    Raises
    ------
    FieldTypeError
        When `sheets` is no mapping.
    FieldError
        For a name that no sheet can have, or a text that no cell can.
    MissingExtraError
        Without the extra `tables`.

    Examples
    --------
    >>> to_excel({"Falls": [{"month": "2026-01", "falls": 4}]})[:2]
    b'PK'
    """
    openpyxl = openpyxl_for("writing a workbook")
    if not sheets:
        raise FieldError("sheets", say("must have at least one"), dict(sheets))
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, things in sheets.items():
        if not SHEET_NAME.fullmatch(name):
            must = say("must be 1 to 31 characters without [ ] : * ? / \\")
            raise FieldError("sheet", must, name)
        try:
            rows = rows_of(things)
        except FieldTypeError as error:
            of = f"sheets[{name!r}]{error.name.removeprefix('things')}"
            raise FieldTypeError(of, error.must, error.got) from None
        columns = columns_of(rows)
        page = book.create_sheet(name)
        _fill(page, 1, columns)
        for number, row in enumerate(rows, start=2):
            _fill(page, number, [row.get(column) for column in columns])
        page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(page: Any, number: int, values: list[Any]) -> None:
    for place, value in enumerate(values, start=1):
        if type(value) is int and abs(value) >= EXACT:
            value = str(value)  # noqa: PLW2901
        if not isinstance(value, str):
            page.cell(number, place, value)
            continue
        if len(value) > LONGEST:
            must = say("must be at most {most} characters", most=float(LONGEST))
            raise FieldError("cell", must, value)
        page.cell(number, place, cell_text(value)).data_type = "s"


@arguments()
def cell_text(text: str) -> str:
    r"""Return a text as a workbook keeps it, for whoever writes cells of their own.

    Signs that nobody sees are shown by their number, as in `core.visible`; and what
    looks like a character by its number (``_x0041_``) stays what it is.

    Parameters
    ----------
    text : str
        What the cell says.

    Examples
    --------
    >>> cell_text("row _x0041_"), cell_text("a bell\x07")
    ('row _x005F_x0041_', 'a bell<U+0007>')
    """
    return escaped(visible(text))
