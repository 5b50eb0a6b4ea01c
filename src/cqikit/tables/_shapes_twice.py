"""Rows of one team and period: which they are, and what could tell them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.core import Frequency
from cqikit.tables._cells import is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.core import Period
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
    apart = _apart(reading.table, layout, periods) if twice and not layout.team else ""
    if apart:
        reading.note_layout("", apart)
        return
    fix = "keep one of them, or say add = true to add them up"
    if _are_months(periods):
        fix = "if they are months, the year is missing: write 2024-01"
    for place, earlier in twice.items():
        of_team = f"{teams[place]}, " if teams[place] else ""
        said = f"{of_team}{periods[place]} stands in {reading.row(earlier)} already"
        reading.note(place, "", said, fix=fix, kind="twice")


def _are_months(periods: Sequence[Period]) -> bool:
    """Say whether periods are numbers from 1 to 12 without a year."""
    found = {period for period in periods if period is not None}
    points = all(period.frequency is Frequency.POINT for period in found)
    return points and len(found) > 1 and {period.index for period in found} <= MONTHS


def _apart(table: Table, layout: Layout, periods: Sequence[Period]) -> str:
    """Return which column tells rows of one period apart, as a team would."""
    rows = len(periods)
    for place, name in enumerate(table.columns):
        cells = [row[place].strip() for row in table.rows]
        teams = list(dict.fromkeys(cells))
        pairs = set(zip(cells, periods, strict=True))
        if len(pairs) < rows or len(teams) == rows or not name:
            continue
        if name != layout.period and not all(map(is_number, filter(None, teams))):
            some = ", ".join(teams[:3]) + (" ..." if len(teams) > 3 else "")
            return (
                f'a row a {name} ({some}): say team = "{name}" (--team), or'
                " add = true (--add) to add them up"
            )
    return ""
