"""Rows of one team and period: which they are, and what could tell them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.core import Frequency, FrozenDict
from cqikit.tables._cells import is_number
from cqikit.tables._faults import NAMED, Fault
from cqikit.tables._kinds import NO_TEAMS, NO_YEAR, TWO_ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.core import Period
    from cqikit.errors import Problem
    from cqikit.tables._layout import Layout
    from cqikit.tables._reading import Reading
    from cqikit.tables._table import Table

__all__ = ["note_duplicates"]

#: Numbers of points that begin again may be those of months.
MONTHS: frozenset[int] = frozenset(range(1, 13))


def note_duplicates(
    reading: Reading,
    layout: Layout,
    teams: Sequence[str],
    periods: Sequence[Period],
) -> None:
    """Keep a fault for each row whose team and period an earlier row has."""
    # Rows that say the same share a period: few are compared, by what they are.
    shared = {id(period): period for period in periods}
    codes = {period: code for code, period in enumerate(shared.values())}
    code_of = {key: codes[period] for key, period in shared.items()}
    pairs = list(zip(teams, [code_of[id(period)] for period in periods], strict=True))
    if len(set(pairs)) == len(pairs):
        return
    first: dict[tuple[str, int], int] = {}
    twice: dict[int, int] = {}
    for place, both in enumerate(pairs):
        if teams[place] is not None and periods[place] is not None:
            earlier = first.setdefault(both, place)
            if earlier != place:
                twice[place] = earlier
    is_open = twice and not layout.team
    apart = _apart(reading.table, layout, periods) if is_open else None
    if apart is not None:
        reading.faults.add(apart)
        return
    numbers = reading.table.numbers
    kind = NO_YEAR if _are_months(periods) else TWO_ROWS
    for place, earlier in twice.items():
        team, what = teams[place], periods[place]
        told = FrozenDict(team=team, what=what, earlier=numbers[earlier])
        fault = Fault(kind, "team" if team else "", told, alike=kind.code)
        reading.note(place, "", fault)


def _are_months(periods: Sequence[Period]) -> bool:
    """Say whether periods are numbers from 1 to 12 without a year."""
    found = {period for period in periods if period is not None}
    points = all(period.frequency is Frequency.POINT for period in found)
    return points and len(found) > 1 and {period.index for period in found} <= MONTHS


def _apart(table: Table, layout: Layout, periods: Sequence[Period]) -> Problem | None:
    """Return which column tells rows of one period apart, as a team would."""
    rows = len(periods)
    used = {column for _, column in layout.names()}
    for place, name in enumerate(table.columns):
        cells = [row[place].strip() for row in table.rows]
        teams = list(dict.fromkeys(cells))
        pairs = set(zip(cells, periods, strict=True))
        if len(pairs) < rows or len(teams) == rows or not name:
            continue
        if name not in used and not all(map(is_number, filter(None, teams))):
            more = " ..." if len(teams) > NAMED else ""
            return NO_TEAMS.problem(column=name, teams=tuple(teams[:NAMED]), more=more)
    return None
