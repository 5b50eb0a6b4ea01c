"""Which rows of an export are answers, and which are left out, and why."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.documents import toml_text
from cqikit.forms._layout import AnswersLayout, Unfinished
from cqikit.forms._meant import LAYOUT
from cqikit.forms._propose import form_of
from cqikit.forms._toml import key_text
from cqikit.forms._words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.tables import Table

__all__ = ["Rows", "rows_of", "which_rows"]


#: So many occasions are named.
MOST_EVENTS: Final = 6


@frozen
class Rows:
    """Places of rows: those that are read, and those that nobody finished.

    `unfinished` are marked so by the tool, `empty` say nothing at all; unless they
    are kept, they are not among `kept`.
    """

    kept: tuple[int, ...]
    unfinished: tuple[int, ...]
    empty: tuple[int, ...]


def rows_of(table: Table, layout: AnswersLayout) -> Rows:
    """Return the places of the rows that a layout reads, of the columns there are."""
    wanted = [
        (table.columns.index(column), fold(text), is_wanted)
        for texts, is_wanted in ((layout.where, True), (layout.where_not, False))
        for column, text in texts.items()
        if column in table.columns
    ]
    marks = list(_marks(table))
    kept, unfinished, empty = [], [], []
    for place in range(layout.skip, len(table)):
        row = table.rows[place]
        if not all((fold(row[at]) == text) is so for at, text, so in wanted):
            continue
        if _is_empty(row, table.columns):
            empty.append(place)
        elif any(fold(row[at]) == text for at, text in marks):
            unfinished.append(place)
        else:
            kept.append(place)
            continue
        if layout.unfinished is Unfinished.KEPT:
            kept.append(place)
    return Rows(tuple(kept), tuple(unfinished), tuple(empty))


def _marks(table: Table) -> Iterator[tuple[int, str]]:
    """Yield the column and text by which the tool marks what was not sent."""
    for pattern, text in form_of(table).unfinished:
        for place, column in enumerate(table.columns):
            if fnmatchcase(column, pattern):
                yield place, fold(text)


def _is_empty(row: Iterable[str], columns: Iterable[str]) -> bool:
    """Say whether nothing is said; that FHIR marks a response so is no answer."""
    return not any(
        cell.strip()
        for cell, column in zip(row, columns, strict=True)
        if column != "_status"
    )


def which_rows(table: Table, *places: int) -> str:
    """Return how to say which of several rows of one respondent count.

    Where the tool has a column of occasions, such as the events of REDCap, and the
    rows differ in it, the line names what there is.
    """
    for column in form_of(table).occasions:
        if column not in table.columns:
            continue
        cells = table.column(column)
        if len({cells[place] for place in places}) > 1:
            there = [cell for cell in dict.fromkeys(cells) if cell.strip()]
            others = "".join(f", or {toml_text(name)}" for name in there[1:MOST_EVENTS])
            line = f"where = {{ {key_text(column)} = {toml_text(there[0])} }}"
            return f"say which count, in {LAYOUT}: {line}{others}"
    return f"keep one, or say which rows count in {LAYOUT}: where = {{ COLUMN = TEXT }}"
