"""What is typed on a form, and what is known of the form that it is placed by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import define, field, frozen

from cqikit.core import ENGLISH, FindingKind, Sentence, say
from cqikit.errors import Problem
from cqikit.forms._word._template import Field, Rows
from cqikit.forms._word._words import REST, REST_TITLE, head, label, plain, printed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.core import Wording
    from cqikit.forms._word._blocks import Cell, Row
    from cqikit.forms._word._template import Part, Template

__all__ = [
    "KEPT",
    "Entry",
    "Known",
    "Placed",
    "Unplaced",
    "first_line",
    "is_nothing",
    "parts_of",
    "sentence_of",
    "stub_key",
]

#: The table, the row and the column that a place has on a form.
Rank: TypeAlias = tuple[int, int, int]

#: Which part the table of what has no field is.
KEPT: Final = -1
KEPT_ROWS: Final = Rows(path="rest", columns=REST)
#: What people write where there is nothing to say.
NOTHING: Final = frozenset(
    {"n/a", "na", "n.a", "n/d", "n.d", "-", "--", "\u2013", "\u2014", "?", "tbd", "tbc"}
    | {"none", "nil", "not applicable", "to be determined", "unknown", "pending"}
    | {"no aplica", "ninguno", "ninguna", "n\u00e3o se aplica", "nenhum", "nenhuma"}
    | {"\u043d/\u0434", "\u043d\u0435\u0442", "\u4e0d\u9002\u7528", "\u65e0"}
    | {"\u0644\u0627 \u064a\u0646\u0637\u0628\u0642", "pa genyen", "okenn"}
)
STUB: Final = re.compile(r"\[([^\[\]]+)\]")


#: Of what could not be read: what it is, and why.
UNPLACED: Final = FindingKind(
    "form.unplaced",
    says={
        "": "could not be placed: {text}",
        "faulty": "could not be placed: {text} ({why})",
        "nothing": "left empty, as it says {text}",
    },
    fix={"": "type it into a field", "faulty": "{fix}", "nothing": ""},
)
#: Where what has no place on a form comes among its parts.
LAST: Final = (1 << 30, 0, 0)


@frozen
class Unplaced:
    """What stands on a form and could not be placed: where, and the text.

    Parameters
    ----------
    where : str
        The place on the form: page, table and row, where these are known.
    text : str
        What stands there.
    fault : Problem, optional
        What is wrong with it, where it stands in a field and cannot be read.

    Examples
    --------
    >>> print(Unplaced("table 2 (Drivers), row 4", "ask the nurse first"))
    table 2 (Drivers), row 4: ask the nurse first
    """

    where: str
    text: str
    fault: Problem | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"

    @property
    def problem(self) -> Problem:
        """Return it as a fault of the form: where, what, and what was expected.

        Examples
        --------
        >>> print(Unplaced("after table 2", "ask first").problem)
        after table 2: could not be placed: ask first: type it into a field
        """
        text = " ".join(self.text.split())
        if is_nothing(text):
            return UNPLACED.problem(self.where, form="nothing", text=text)
        if self.fault is None:
            return UNPLACED.problem(self.where, text=text)
        fault, parts = self.fault, self.fault.parts or {}
        return UNPLACED.problem(
            self.where,
            form="faulty",
            text=text,
            why=parts.get("must") or sentence_of(fault.template, fault.message, parts),
            fix=sentence_of(fault.fix_template, fault.fix, parts),
        )


def parts_of(where: str) -> Mapping[str, Any]:
    """Return the parts of a place: its row, its label."""
    return where.parts if isinstance(where, Sentence) else {}


def sentence_of(template: str, text: str, parts: Mapping[str, Any]) -> str:
    """Return what a fault says, as a sentence where it has one for other languages."""
    return Sentence(template, parts) if template else text


@define
class Entry:
    """What is typed in one row, or in the fields of one part, and where it stands.

    `places` has also where fields stand that are empty, by which they are asked for.
    """

    where: str
    rank: tuple[int, int] = (0, 0)
    cells: dict[str, str] = field(factory=dict)
    places: dict[str, str] = field(factory=dict)


@define
class Placed:
    """What is typed, by the number of the part, and what could not be placed.

    `ranks` says where each place comes on the form, and `refused` what is wrong with
    cells and rows that are left out, by their places.
    """

    entries: dict[int, list[Entry]] = field(factory=dict)
    unplaced: list[Unplaced] = field(factory=list)
    ranks: dict[str, Rank] = field(factory=dict)
    refused: dict[str, Problem] = field(factory=dict)

    def leave(self, where: str, text: str) -> None:
        """List a text that could not be placed, unless there is none."""
        if text.strip():
            self.unplaced.append(Unplaced(where, text.strip(), self.refused.get(where)))

    @property
    def asked(self) -> dict[str, str]:
        """Return where each field stands that is no column, filled in or not."""
        every = (entry for entries in self.entries.values() for entry in entries)
        fields = [entry.places for entry in every if not entry.where]
        return {path: where for places in fields for path, where in places.items()}

    def rank(self, where: str) -> Rank:
        """Return where a place comes among all that a form tells of."""
        row = parts_of(where).get("row", "")
        return self.ranks.get(where, self.ranks.get(row, LAST))


class Known:
    """What is known of a form, and what of it is placed so far."""

    def __init__(self, template: Template, wording: Wording) -> None:
        self.parts: dict[int, Part] = dict(enumerate(template.parts))
        self.parts[KEPT] = KEPT_ROWS
        self.sections = template.sections
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

    def title(self, part: Part) -> str:
        """Return what stands above a part: its own title, or that of its section."""
        if isinstance(part, Rows) and part.title:
            return part.title
        within = (it.title for it in self.sections if part in it.parts)
        return next(within, REST_TITLE)

    def at(self, row: Row, cell: Cell, field: Field | None = None) -> str:
        """Return where a cell is: by the label of its field, else by its number."""
        where = say("{row}, column {column}", row=row.where, column=cell.column + 1)
        if field is not None:
            where = say("{row}, {label}", row=row.where, label=field.label)
        self.placed.ranks.setdefault(where, (*row.rank, cell.column))
        return where


def is_nothing(text: str) -> bool:
    """Say whether a text says that there is nothing to say."""
    return " ".join(text.split()).casefold().strip(". ") in NOTHING


def first_line(text: str) -> str:
    return plain(text.strip().split("\n")[0]).casefold()


def stub_key(text: str) -> str:
    """Return the key in a first cell that is always there, "" for none."""
    found = STUB.findall(text)
    return str(found[-1]) if found else ""
