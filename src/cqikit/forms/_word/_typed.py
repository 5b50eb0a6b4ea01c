"""What is typed on a form, and what is known of the form that it is placed by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from cqikit.core import ENGLISH, say
from cqikit.forms._word._template import Field, Rows
from cqikit.forms._word._words import REST, head, label, plain, printed

if TYPE_CHECKING:
    from cqikit.core import Wording
    from cqikit.forms._word._blocks import Cell, Row
    from cqikit.forms._word._template import Part, Template

__all__ = ["KEPT", "Entry", "Known", "Placed", "Unplaced", "first_line", "stub_key"]

#: Which part the table of what has no field is.
KEPT: Final = -1
KEPT_ROWS: Final = Rows(path="rest", columns=REST)
STUB: Final = re.compile(r"\[([^\[\]]+)\]")


@frozen
class Unplaced:
    """What stands on a form and could not be placed: where, and the text.

    Examples
    --------
    >>> print(Unplaced("page 1, table 2, row 4", "ask the nurse first"))
    page 1, table 2, row 4: ask the nurse first
    """

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"


@define
class Entry:
    """What is typed in one row, or in the fields of one part, and where it stands."""

    where: str
    cells: dict[str, str] = field(factory=dict)
    places: dict[str, str] = field(factory=dict)


@define
class Placed:
    """What is typed, by the number of the part, and what could not be placed."""

    entries: dict[int, list[Entry]] = field(factory=dict)
    unplaced: list[Unplaced] = field(factory=list)

    def leave(self, where: str, text: str) -> None:
        """List a text that could not be placed, unless there is none."""
        if text.strip():
            self.unplaced.append(Unplaced(where, text.strip()))


class Known:
    """What is known of a form, and what of it is placed so far."""

    def __init__(self, template: Template, wording: Wording) -> None:
        self.parts: dict[int, Part] = dict(enumerate(template.parts))
        self.parts[KEPT] = KEPT_ROWS
        self.wordings = (wording, ENGLISH)
        self.printed = {text for it in self.wordings for text in printed(template, it)}
        self.labels = {
            number: [self.label(it) for it in part.fields]
            for number, part in self.parts.items()
        }
        self.tags = {
            tag: number for number, part in self.parts.items() for tag in part.tags
        } | {it.path: KEPT for it in REST}
        self.placed = Placed()

    def label(self, column: Field) -> frozenset[str]:
        return frozenset(label(column, it).casefold() for it in self.wordings)

    def heads(self, part: Part, column: Field) -> set[str]:
        return {plain(" ".join(head(part, column, it))) for it in self.wordings}

    def at(self, row: Row, cell: Cell) -> str:
        return say("{row}, column {column}", row=row.where, column=cell.column + 1)


def first_line(text: str) -> str:
    return plain(text.strip().split("\n")[0]).casefold()


def stub_key(text: str) -> str:
    """Return the key in a first cell that is always there, "" for none."""
    found = STUB.findall(text)
    return str(found[-1]) if found else ""
