"""Teams in what they belong to: rooms in sites, sites in an agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from cqikit.collaboratives._aggregate import aggregate
from cqikit.collaboratives._closing import shared_phases
from cqikit.collaboratives._given import (
    A_COLLABORATIVE,
    CYCLES,
    PERIODS,
    SERIES,
    one_each,
)
from cqikit.collaboratives._part_time import in_time
from cqikit.collaboratives._raised import Raised, raised
from cqikit.collaboratives._teams import Collaborative, Team
from cqikit.collaboratives._twice import counted_once, doubled
from cqikit.core import arguments
from cqikit.measures import MeasureKind, Series
from cqikit.pdsa import Cycle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cqikit.core import Period

__all__ = ["Level", "at_parents", "levels"]


@frozen(kw_only=True)
class Level:
    """A collaborative whose teams are what the teams of another belong to.

    Parameters
    ----------
    collaborative : Collaborative
        Whose teams the parents are.
    series : tuple of Series
        Of each measure that can be pooled, one a parent.
    cycles : tuple of Cycle
        Of all teams, each under the parent of its team.
    left_out : tuple of str
        The measures of which series cannot be pooled, and were left out, by their keys:
        ready values, means and medians without what they are made of, and events.
    members : tuple of (str, str)
        Each team that was below, by its key, with what stands for it here.
    """

    collaborative: Collaborative | Raised
    series: tuple[Series, ...]
    cycles: tuple[Cycle, ...]
    left_out: tuple[str, ...]
    members: tuple[tuple[str, str], ...] = ()


@arguments(collaborative=A_COLLABORATIVE, series=SERIES, cycles=CYCLES, phases=PERIODS)
def at_parents(
    collaborative: Collaborative,
    series: Iterable[Series],
    *,
    cycles: Iterable[Cycle] = (),
    phases: Sequence[Period] = (),
) -> Level:
    """Return a collaborative one level up, to be closed as any other.

    Numerators, denominators and counts of the teams of one parent are added; where one
    of them is silent, it counts by `Policies.silent`. A team without a parent stays.

    Parameters
    ----------
    collaborative : Collaborative
        Its teams say their `parent`; of a parent that is listed itself, title and
        parent are kept, so that the next level can be asked for. How many `agencies`
        there are in all is said of teams, and not of what these belong to.
    series : iterable of Series
        The data, one series a measure and team.
    cycles : iterable of Cycle
        The teams' PDSA cycles; none unless said.
    phases : sequence of Period
        Where declared changes begin a new phase, in order of time; none unless said.

    Examples
    --------
    >>> from cqikit.measures import Measure, Observation, series
    >>> falls = Measure(key="falls", title="Falls", kind="count")
    >>> rooms = [
    ...     series(falls, [Observation(period="2026-01", value=value)], team=room)
    ...     for room, value in (("r1", 3), ("r2", 4), ("r3", 5))
    ... ]
    >>> group = Collaborative(
    ...     key="g",
    ...     teams=[
    ...         Team(key="r1", parent="north"),
    ...         Team(key="r2", parent="north"),
    ...         Team(key="r3", parent="south"),
    ...     ],
    ... )
    >>> sites = at_parents(group, rooms)
    >>> [(this_series.team, this_series.values) for this_series in sites.series]
    [('north', (7.0,)), ('south', (5.0,))]
    """
    every, declared = tuple(series), tuple(phases)
    of_measure = dict.fromkeys(
        (this_series.measure.key for this_series in every), declared
    )
    return _up(collaborative, every, tuple(cycles), of_measure)


def _up(
    collaborative: Collaborative,
    series: Sequence[Series],
    cycles: Sequence[Cycle],
    phases: Mapping[str, Sequence[Period]],
) -> Level:
    """Return the level above; each measure has its own phases."""
    # What has teams below it stays what it is, with what it alone reports.
    above = {team.parent for team in collaborative.teams if team.parent}
    parents = {
        team.key: team.key if team.key in above else team.parent or team.key
        for team in collaborative.teams
    }
    together: dict[tuple[str, str], list[Series]] = {}
    left_out: dict[str, None] = {}
    everything = in_time(one_each(series), collaborative.teams)
    listed = counted_once(everything, doubled(collaborative, everything))
    for this_series in listed:
        if _is_pooled(this_series):
            key = (
                this_series.measure.key,
                parents.get(this_series.team, this_series.team),
            )
            together.setdefault(key, []).append(this_series)
        else:
            left_out[this_series.measure.key] = None
    return Level(
        collaborative=raised(
            _one_up(collaborative, parents),
            below=collaborative,
            members=parents.items(),
            reports=listed,
            tested=cycles,
        ),
        series=_added(together, collaborative, phases),
        cycles=tuple(
            evolve(cycle, team=parents.get(cycle.team, cycle.team)) for cycle in cycles
        ),
        left_out=tuple(left_out),
        members=tuple(parents.items()),
    )


def _one_up(collaborative: Collaborative, parents: Mapping[str, str]) -> Collaborative:
    return evolve(
        collaborative,
        teams=_teams_of(collaborative.teams, parents),
        levels=collaborative.levels[1:],
        agencies=None,
        # They are of teams, and not of what these belong to.
        recounts=(),
        receipts=(),
    )


def _added(
    together: Mapping[tuple[str, str], Sequence[Series]],
    collaborative: Collaborative,
    phases: Mapping[str, Sequence[Period]],
) -> tuple[Series, ...]:
    """Return the series of each parent, of those of its teams."""
    silent = collaborative.policies.silent
    listed = collaborative.teams
    return tuple(
        evolve(
            aggregate(group, silent=silent, phases=phases.get(key, ()), listed=listed),
            team=parent,
        )
        for (key, parent), group in together.items()
    )


@arguments(collaborative=A_COLLABORATIVE, series=SERIES, cycles=CYCLES, changes=PERIODS)
def levels(
    collaborative: Collaborative,
    series: Iterable[Series],
    *,
    cycles: Iterable[Cycle] = (),
    changes: Sequence[Period] = (),
) -> tuple[Level, ...]:
    """Return each level above the teams, the lowest first; none without a parent.

    Parameters
    ----------
    collaborative : Collaborative
        Its teams say their `parent`.
    series : iterable of Series
        The data, one series a measure and team.
    cycles : iterable of Cycle
        The teams' PDSA cycles; none unless said.
    changes : sequence of Period
        When each declared change began; see `measures.phase_starts`.

    Returns
    -------
    tuple of Level
        `left_out` names what was left out on the way, too, and `members` are the teams
        at the bottom.

    Examples
    --------
    >>> group = Collaborative(
    ...     key="g",
    ...     teams=[
    ...         Team(key="room", parent="site"),
    ...         Team(key="site", parent="agency"),
    ...     ],
    ... )
    >>> [level.members for level in levels(group, [])]
    [(('room', 'site'), ('site', 'site')), (('room', 'agency'), ('site', 'agency'))]
    """
    found: list[Level] = []
    below = Level(
        collaborative=collaborative,
        series=tuple(series),
        cycles=tuple(cycles),
        left_out=(),
        members=tuple((team.key, team.key) for team in collaborative.teams),
    )
    while any(team.parent for team in below.collaborative.teams):
        below = _next(below, changes)
        found.append(below)
    return tuple(found)


def _next(below: Level, changes: Sequence[Period]) -> Level:
    """Return the level above another; each measure has its own periods."""
    of_measure: dict[str, list[Series]] = {}
    for series in below.series:
        of_measure.setdefault(series.measure.key, []).append(series)
    phases = {key: shared_phases(row, changes) for key, row in of_measure.items()}
    made = _up(below.collaborative, below.series, below.cycles, phases)
    place = list(of_measure).index
    up = dict(made.members)
    left_out = sorted(made.left_out, key=place)
    return evolve(
        made,
        series=tuple(sorted(made.series, key=lambda series: place(series.measure.key))),
        left_out=tuple(dict.fromkeys((*below.left_out, *left_out))),
        members=tuple((team, up[unit]) for team, unit in below.members),
    )


def _is_pooled(series: Series) -> bool:
    """Say whether the values of a team can be added to those of others."""
    if series.measure.is_ratio:
        return bool((series.columns.denominator > 0).any())
    return series.measure.kind is MeasureKind.COUNT


def _teams_of(teams: Sequence[Team], parents: Mapping[str, str]) -> tuple[Team, ...]:
    """Return the parents of teams as teams.

    They lack what all of theirs lack, and take part from the first that does to the
    last, unless they say so themselves.
    """
    listed = {team.key: team for team in teams}
    below: dict[str, list[Team]] = {}
    for team in teams:
        below.setdefault(parents[team.key], []).append(team)
    made = []
    for key, members in below.items():
        children = [member for member in members if member.key != key] or members
        common = [
            name
            for name in children[0].has_no
            if all(name in child.has_no for child in children)
        ]
        parent = listed.get(key, Team(key=key))
        since, until = _time_of(children)
        made.append(
            evolve(
                parent,
                has_no=common,
                since=parent.since or since,
                until=parent.until or until,
            )
        )
    return tuple(made)


def _time_of(teams: Sequence[Team]) -> tuple[Period | None, Period | None]:
    """Return since when and until when any of some teams takes part."""
    since = [team.since for team in teams if team.since]
    until = [team.until for team in teams if team.until]
    return (
        min(since, key=lambda period: period.first)
        if len(since) == len(teams)
        else None,
        max(until, key=lambda period: period.last)
        if len(until) == len(teams)
        else None,
    )
