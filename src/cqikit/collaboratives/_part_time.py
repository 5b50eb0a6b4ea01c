"""Teams that took part for a part of the time: a team that comes or goes makes no gain.

Two teams have ten falls a month each; one leaves, and the sum falls from 20 to 10, and
nothing has changed. Or one joins that is better than the other was, and what is pooled
rises. So that neither is a gain, all teams together are the same teams at all times:
one that took part (`Team.since`, `Team.until`) in a part of the periods alone is left
out of them, and named. Nothing is filled in for it, as it was not silent.

What was reported outside of the time of its team is no report, at every door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve

from cqikit.collaboratives._measured import MOST_NAMED, counted_teams
from cqikit.collaboratives._team_kinds import OUT_OF_TIME
from cqikit.core import few

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cqikit.collaboratives._groups import Counted
    from cqikit.collaboratives._teams import Team
    from cqikit.core import Finding
    from cqikit.measures import Series, Stack

__all__ = ["in_time", "out_of_time", "part_time", "without"]


def in_time(series: Iterable[Series], teams: Iterable[Team]) -> tuple[Series, ...]:
    """Return series without the rows that are outside of the time of their team.

    A series of which no row is left is left out.
    """
    known = {team.key: team for team in teams if team.since or team.until}
    kept = (
        _in_time(this_series, known[this_series.team])
        if this_series.team in known
        else this_series
        for this_series in series
    )
    return tuple(this_series for this_series in kept if this_series is not None)


def _in_time(series: Series, team: Team) -> Series | None:
    inside = np.array(
        [team.expected_in(period) for period in series.records.periods()], dtype=bool
    )
    if inside.all():
        return series
    if not inside.any():
        return None
    return evolve(series, observations=series.records.part(inside))


def out_of_time(series: Sequence[Series], teams: Sequence[Team]) -> Iterator[Finding]:
    """Yield how many rows of which teams `in_time` leaves out, for each measure."""
    left = {
        (this_series.measure.key, this_series.team): len(this_series.records)
        for this_series in in_time(series, teams)
    }
    found: dict[str, list[tuple[str, int]]] = {}
    for this_series in series:
        measure, team = this_series.measure.key, this_series.team
        lost = len(this_series.records) - left.get((measure, team), 0)
        if lost:
            found.setdefault(measure, []).append((team, lost))
    for measure, lacking in found.items():
        parts = few(counted_teams(lacking), "teams", most=MOST_NAMED)
        yield OUT_OF_TIME.at(measure, rows=sum(lost for _, lost in lacking), **parts)


def part_time(
    table: Stack, counted: Counted, listed: Iterable[Team]
) -> dict[str, Team]:
    """Return the teams with data that took part in some of the periods alone, by key.

    Events share no periods: whoever has some counts.
    """
    if not len(counted.values) or not table.measure.is_periodic:
        return {}
    periods = counted.columns.period
    ends = counted.columns.part(np.array([periods.argmin(), periods.argmax()]))
    first, last = ends.periods()
    ever = {table.keys["team"][place] for place in np.unique(counted.which).tolist()}
    return {
        team.key: team
        for team in listed
        if team.key in ever and not (team.expected_in(first) and team.expected_in(last))
    }


def without(table: Stack, counted: Counted, teams: Iterable[str]) -> Counted:
    """Return what counts without that of some teams."""
    out = set(teams)
    if not out:
        return counted
    stays = np.array([team not in out for team in table.keys["team"]], dtype=bool)
    return counted.part(stays[counted.which])
