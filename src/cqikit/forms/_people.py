"""Who answered, as what, about what and when: the columns beside the answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit.core import FindingKind
from cqikit.forms._days import days_of
from cqikit.forms._words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cqikit.forms._faults import Faults
    from cqikit.forms._layout import AnswersLayout
    from cqikit.tables import Table

__all__ = ["Person", "people_of", "ticked"]

TICKS: Final = frozenset({"1", "true", "yes", "y", "x", "checked", "selected"})
NO_TICKS: Final = frozenset({"", "0", "false", "no", "n", "unchecked", "not selected"})
NOBODY: Final = FindingKind("answers.nobody", says="must say who answered")
NO_TICK: Final = FindingKind(
    "answers.no-tick", says="must be 1 where the box is ticked, and else 0 or empty"
)
SEVERAL_TICKS: Final = FindingKind(
    "answers.several-ticks", says="only one of these boxes must be ticked"
)


@frozen
class Person:
    """One respondent, speaking of one unit."""

    respondent: str
    role: str
    unit: str
    site: str
    on: date | None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells one from another, as for all answers."""
        return self.site, self.unit, self.respondent


def people_of(
    table: Table,
    layout: AnswersLayout,
    places: Sequence[int],
    known_roles: Iterable[str],
    faults: Faults,
) -> dict[int, Person]:
    """Return who stands in each row; rows are numbered where nobody is named.

    A role that the framework asks, `known_roles`, is written as it writes it.
    """
    reads = {
        name: _texts(table, getattr(layout, name), places)
        for name in ("respondent", "role", "unit", "site", "on")
    }
    if layout.respondent:
        for place in places:
            if not reads["respondent"][place]:
                faults.cell(place, layout.respondent, NOBODY.problem())
    else:
        reads["respondent"] = {row: str(n) for n, row in enumerate(places, start=1)}
    roles = {fold(role): role for role in known_roles}
    roles |= {fold(code): role for code, role in layout.roles.items()}
    days = days_of(reads["on"].items(), layout.on, layout.dates, faults)
    made = {}
    for place in places:
        role = reads["role"][place]
        if layout.role_boxes:
            role = ticked(table, layout.role_boxes, place, faults) or ""
        made[place] = Person(
            respondent=reads["respondent"][place],
            role=roles.get(fold(role), role),
            unit=reads["unit"][place],
            site=reads["site"][place],
            on=days[place],
        )
    return made


def _texts(table: Table, column: str, places: Sequence[int]) -> dict[int, str]:
    if column not in table.columns or not column:
        return dict.fromkeys(places, "")
    at = table.columns.index(column)
    return {place: table.rows[place][at].strip() for place in places}


def ticked(
    table: Table, boxes: Mapping[str, Any], place: int, faults: Faults
) -> Any | None:
    """Return what the ticked one of several boxes says, None where none is."""
    found = []
    for column, says in boxes.items():
        if column not in table.columns:
            continue
        cell = table.rows[place][table.columns.index(column)].strip()
        # Some forms write the label of the box instead of a tick.
        if fold(cell) in TICKS or fold(cell) == fold(str(says)):
            found.append((column, says))
        elif fold(cell) not in NO_TICKS:
            faults.cell(place, column, NO_TICK.problem(), cell)
    if len(found) > 1:
        columns = ", ".join(column for column, _ in found)
        faults.cell(place, columns, SEVERAL_TICKS.problem())
    return found[0][1] if found else None
