"""Engagement in the learning system: who reports, who submits cycles (S5)."""

from __future__ import annotations

import math
from statistics import fmean
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit import pdsa
from cqikit.collaboratives._figures import Figure, ranges_by, team_periods
from cqikit.collaboratives._given import A_COLLABORATIVE, SERIES
from cqikit.collaboratives._policies import Average, Engaged
from cqikit.collaboratives._teams import Team, above_each
from cqikit.core import (
    Frequency,
    Period,
    a_day,
    arguments,
    as_tuple,
    instance_of,
    list_of,
    optional,
    say,
)
from cqikit.measures import join_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cqikit.collaboratives._teams import Collaborative
    from cqikit.measures import Series
    from cqikit.pdsa import Cycle, Milestone

__all__ = [
    "Attendance",
    "attendance",
    "engagement",
    "never_reported",
    "overdue",
    "submitted",
]


AVERAGES: Final = {
    "mean-reporting": say("Average number of teams reporting data per period"),
    "share-reporting": say("Average per cent of teams reporting data per period"),
    "mean-submitting": say("Average number of teams submitting PDSA cycles per period"),
    "share-submitting": say(
        "Average per cent of teams submitting PDSA cycles per period"
    ),
}


def _teams_of(groups: Iterable[Iterable[str]]) -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, groups))


@frozen
class Attendance:
    """Which teams did something in which period.

    Parameters
    ----------
    periods : tuple of Period
        Every period from the first row to the last, or to the last that was due, gaps
        included: a row without a value is no report, and says that its period is one.
    teams : tuple of str
        All teams, by their keys.
    expected, present : tuple of frozenset of str
        In each period, the teams that take part, and those of them that were there.
    rows : tuple of str
        What it was read from, with runs of rows joined.
    """

    periods: tuple[Period, ...] = field(converter=as_tuple)
    teams: tuple[str, ...] = field(converter=as_tuple)
    expected: tuple[frozenset[str], ...] = field(converter=_teams_of)
    present: tuple[frozenset[str], ...] = field(converter=_teams_of)
    rows: tuple[str, ...] = field(default=(), converter=as_tuple)

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many teams were present in each period."""
        return tuple(len(there) for there in self.present)

    @property
    def shares(self) -> tuple[float, ...]:
        """Return the per cent of expected teams present; NaN if none is."""
        return tuple(
            100 * len(there) / len(all_of_them) if all_of_them else math.nan
            for there, all_of_them in zip(self.present, self.expected, strict=True)
        )


@arguments(series=SERIES, teams=list_of(say("teams"), Team), due=optional(a_day))
def attendance(
    series: Iterable[Series], teams: Sequence[Team], *, due: date | None = None
) -> Attendance:
    """Return which of `teams` reported in which period.

    Parameters
    ----------
    series : iterable of Series
        Of the measure, or measures, that count as reporting.
    teams : sequence of Team
        All of them, those that never reported too.
    due : date, optional
        Reports of periods that ended by this day were due: where none came any more,
        silence goes on to it. By default the last report ends the last period.
    """
    names = {team.key for team in teams}
    listed = tuple(series)
    columns = join_columns([this_series.records for this_series in listed])
    sizes = np.array(
        [len(this_series.records) for this_series in listed], dtype=np.int64
    )
    # An excluded value is a report.
    reported = ~np.isnan(columns.value) | ~np.isnan(columns.numerator)
    named = np.array([this_series.team in names for this_series in listed], dtype=bool)
    reported &= np.repeat(named, sizes)
    which = np.repeat(np.arange(len(listed)), sizes)[reported]
    # Reports by period: the frequency is told apart, too, to refuse two of them.
    kinds = int(columns.kind.max(initial=0)) + 1
    both = columns.period.astype(np.int64) * kinds + columns.kind
    _, first, slots = np.unique(both, return_index=True, return_inverse=True)
    teams_of: list[set[str]] = [set() for _ in first]
    names_of = [this_series.team for this_series in listed]
    for slot, place in zip(slots[reported].tolist(), which.tolist(), strict=True):
        teams_of[slot].add(names_of[place])
    there = dict(zip(columns.part(first).periods(), teams_of, strict=True))
    periods = _every(listed, there, due)
    rows = ranges_by(columns.part(reported), np.zeros(len(which), dtype=np.int64), 1)[0]
    return _attendance(periods, teams, there, rows)


@arguments(series=SERIES, teams=list_of(say("teams"), Team), due=optional(a_day))
def never_reported(
    series: Iterable[Series], teams: Sequence[Team], *, due: date | None = None
) -> dict[str, tuple[Period, ...]]:
    """Return the teams that never reported a measure, and the periods they were to.

    What teams belong to need not report beside them, nor they where it reports for
    them; and of events nobody knows whether there were any.

    Parameters
    ----------
    series : iterable of Series
        Of one measure, one a team.
    teams : sequence of Team
        All that are listed.
    due : date, optional
        See `attendance`.

    Examples
    --------
    >>> from cqikit.measures import Measure, Observation, series
    >>> falls = Measure(key="falls", title="Falls", kind="count")
    >>> north = series(falls, [Observation(period="2026-01", value=3)], team="north")
    >>> found = never_reported([north], [Team(key="north"), Team(key="south")])
    >>> [(team, [str(period) for period in found[team]]) for team in found]
    [('south', ['2026-01'])]
    """
    if not teams:
        return {}
    listed = [this_series for this_series in series if this_series.measure.is_periodic]
    lack = {this_series.measure.key for this_series in listed}
    there = attendance(listed, teams, due=due)
    heard = frozenset[str]().union(*there.present)
    parents, above = {team.parent for team in teams} - {""}, above_each(teams)
    asked = {
        team.key: tuple(filter(team.expected_in, there.periods))
        for team in teams
        if lack.isdisjoint(team.has_no)
        and team.key not in parents
        and heard.isdisjoint((team.key, *above[team.key]))
    }
    return {key: periods for key, periods in asked.items() if periods}


def _every(
    series: Sequence[Series], there: Iterable[Period], due: date | None
) -> tuple[Period, ...]:
    """Return every period that exists from the first row to the last, or the due.

    It exists where it does for any team: some report every second month.
    """
    seen = sorted(there)
    cadences = [this_series.calendar.cadence for this_series in series]
    if not seen or None in cadences:
        return tuple(seen)
    known, last = list(filter(None, dict.fromkeys(cadences))), seen[-1]
    numbered = known[0].frequency is Frequency.POINT
    every = {*seen, *(p for cadence in known for p in cadence.between(seen[0], last))}
    if due is not None and not numbered and due > last.last:
        every.update(p for cadence in known for p in cadence.after(last, due, "due"))
    return tuple(sorted(every))


def overdue(series: Series, due: date | None) -> tuple[Period, ...]:
    """Return the periods after the last value of a series whose reports were due."""
    seen = [
        period
        for period, value in zip(series.periods, series.values, strict=True)
        if not math.isnan(value)
    ]
    return tuple(period for period in _every([series], seen, due) if period > seen[-1])


def submitted(
    cycles: Iterable[Cycle],
    teams: Sequence[Team],
    periods: Sequence[Period],
    milestone: Milestone,
) -> Attendance:
    """Return which of `teams` submitted a cycle in which of `periods`.

    As `pdsa.submissions` says; teams are counted, not cycles (S5).
    """
    names = {team.key for team in teams}
    there: dict[Period, set[str]] = {period: set() for period in periods}
    keys: dict[str, None] = {}
    if periods:
        first = periods[0]
        for submission in pdsa.submissions(
            cycles, frequency=first.frequency, starts=first.starts, counts=milestone
        ):
            if submission.period in there and submission.team in names:
                there[submission.period].add(submission.team)
                keys |= dict.fromkeys(
                    say("cycle {key}", key=key) for key in submission.cycles
                )
    return _attendance(periods, teams, there, tuple(keys))


def _attendance(
    periods: Sequence[Period],
    teams: Sequence[Team],
    there: Mapping[Period, set[str]],
    rows: tuple[str, ...],
) -> Attendance:
    always = frozenset(team.key for team in teams if not (team.since or team.until))
    others = [team for team in teams if team.since or team.until]
    expected = tuple(
        always | {team.key for team in others if team.expected_in(period)}
        for period in periods
    )
    # What a team does outside of its time is left out: no share exceeds 100 %.
    present = tuple(
        asked & there.get(period, set())
        for period, asked in zip(periods, expected, strict=True)
    )
    names = tuple(team.key for team in teams)
    return Attendance(tuple(periods), names, expected, present, rows)


@arguments(
    collaborative=A_COLLABORATIVE,
    reports=instance_of(Attendance),
    cycles=optional(instance_of(Attendance)),
    teams=list_of(say("teams"), Team),
)
def engagement(
    collaborative: Collaborative,
    reports: Attendance,
    cycles: Attendance | None,
    teams: Sequence[Team],
) -> tuple[Figure, ...]:
    """Return the figures of the first table of a closing report (S5).

    Teams engaged, all agencies, the average number and per cent of teams
    reporting a period, and the average number and per cent submitting cycles; of
    these, None where no cycle is kept.

    Parameters
    ----------
    reports : Attendance
        Who sent data when.
    cycles : Attendance, optional
        Who submitted cycles when; None where nobody keeps count.
    teams : sequence of Team
        The teams, those that left too.
    """
    policies = collaborative.policies
    engaged, how = _engaged(reports, policies.engaged, policies.lately)
    agencies = collaborative.agencies or len(teams)
    counted = say("{n}: all teams listed or in the data", n=agencies)
    if collaborative.agencies:
        counted = say("{n}: given", n=agencies)
    return (
        Figure(
            key="teams-engaged",
            title=say("Teams engaged"),
            value=None if engaged is None else len(engaged),
            absent=say("no data"),
            how=how,
            policy=policies.engaged.words,
            rows=reports.rows,
        ),
        Figure(
            key="agencies",
            title=say("Agencies in all"),
            value=agencies,
            how=counted,
        ),
        *_averages(
            "reporting",
            reports if any(reports.present) else Attendance((), (), (), ()),
            policies.average,
        ),
        *_averages(
            "submitting",
            cycles,
            policies.average,
            policies.submitted,
        ),
    )


def _engaged(
    reports: Attendance, policy: Engaged, lately: int
) -> tuple[frozenset[str] | None, str]:
    if policy is not Engaged.LISTED and not any(reports.present):
        return None, say("nothing was reported")
    if policy is Engaged.LISTED:
        return frozenset(reports.teams), say("every team that is listed")
    looked = reports.present if policy is Engaged.EVER else reports.present[-lately:]
    found = frozenset[str]().union(*looked)
    if policy is Engaged.EVER:
        return found, say(
            "{n:# team|# teams} reported in at least one period", n=len(found)
        )
    first, last = reports.periods[-len(looked)], reports.periods[-1]
    return (
        found,
        say(
            "{n:# team|# teams} reported at least once from {first} to {last}",
            n=len(found),
            first=first,
            last=last,
        ),
    )


def _averages(
    key: str,
    there: Attendance | None,
    policy: Average,
    counted: Milestone | None = None,
) -> tuple[Figure, Figure]:
    number = share = None
    how = say("there is no period, or no team, to average over")
    absent = say("no data")
    if there is None:
        absent, how = say("not kept"), say("not kept: no PDSA cycle is in the data")
        there = Attendance((), (), (), ())
    counts, periods = there.counts, len(there.periods)
    possible = sum(len(teams) for teams in there.expected)
    if possible:
        shares = [value for value in there.shares if not math.isnan(value)]
        number = sum(counts) / periods
        pooled = policy is Average.POOLED
        share = 100 * sum(counts) / possible if pooled else fmean(shares)
        how = team_periods(key, sum(counts), possible, there.periods)
    average = Figure(
        key=f"mean-{key}",
        title=AVERAGES[f"mean-{key}"],
        value=number,
        unit=say("teams"),
        how=how,
        absent=absent,
        rows=there.rows,
    )
    return average, evolve(
        average,
        key=f"share-{key}",
        title=AVERAGES[f"share-{key}"],
        value=share,
        unit="%",
        policy=say("{all}", all=tuple(filter(None, (policy, counted)))),
    )
