"""Results by measure: where it stood, where it stands, who meets the aim (S5)."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, frozen

from cqikit.collaboratives._aggregate import together
from cqikit.collaboratives._figures import Figure, ranges_by
from cqikit.collaboratives._groups import (
    Bools,
    Floats,
    Indexes,
    latest_starts,
    medians,
    ranks,
)
from cqikit.collaboratives._policies import Aggregate, Baseline, Meeting, Policies
from cqikit.collaboratives._shifts import Segment, segments
from cqikit.core import Finding, Period, Severity
from cqikit.measures import (
    Aim,
    Change,
    Columns,
    Measure,
    Nested,
    Series,
    Stack,
    meets,
    stack,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


__all__ = ["MeasureResult", "Shift", "TeamResult", "measure_result"]


@frozen
class Shift:
    """A sustained shift of the aggregate: when, from and to which median.

    `gain` is 1 for an improvement, -1 for an adverse shift, 0 where neither
    direction is better.
    """

    at: Period
    before: float
    after: float
    gain: int


@frozen(kw_only=True)
class TeamResult:
    """Where one team stands on one measure.

    `baseline` and `current` are medians, NaN where there was nothing to take
    one of; `meets` is None where the policy finds no value to judge.
    """

    team: str
    baseline: float
    current: float
    judged: tuple[float, ...]
    meets: bool | None
    rows: tuple[str, ...]


@frozen(kw_only=True)
class MeasureResult:
    """One row of the second table of a closing report, and what it rests on."""

    measure: Measure
    aim: Aim | None
    series: Series
    baseline: Figure
    shifted: Figure
    meeting: Figure
    share_meeting: Figure
    segments: tuple[Segment, ...]
    shifts: tuple[Shift, ...]
    teams: tuple[TeamResult, ...]
    findings: tuple[Finding, ...]


def measure_result(
    teams: Sequence[Series],
    *,
    aim: Aim | None,
    phases: Sequence[Period],
    policies: Policies,
) -> MeasureResult:
    """Return the result of one measure.

    Parameters
    ----------
    teams : sequence of Series
        Of one measure, one a team; at least one.
    aim : Aim, optional
        The aim for this measure, if it has one.
    phases : sequence of Period
        Where declared changes begin a new phase, in order of time.
    policies : Policies
    """
    table = stack(teams)
    joined = together(table, policies.aggregate)
    measure = joined.measure
    length = _baseline_length(joined, phases, policies)
    counted = _counted(table)
    values = joined.counted.tolist()
    found = segments(values, baseline=length, length=policies.shift_length)
    standing = _team_results(table, counted, aim, phases, policies)
    meeting, share = _meeting_figures(measure, standing, aim, policies.meeting)
    return MeasureResult(
        measure=measure,
        aim=aim,
        series=joined,
        baseline=_baseline_figure(counted, joined, found, length, policies),
        shifted=_shifted_figure(counted, joined, found, policies),
        meeting=meeting,
        share_meeting=share,
        segments=found,
        shifts=_shifts(joined, found),
        teams=standing,
        findings=_disagreement(table, joined, length, policies),
    )


@frozen(eq=False)
class _Counted:
    """The rows that enter figures, with their values and whose each is."""

    columns: Columns
    values: Floats
    which: Indexes

    def part(self, where: Bools) -> _Counted:
        return _Counted(self.columns.part(where), self.values[where], self.which[where])


def _counted(table: Stack) -> _Counted:
    values = table.columns.observed(table.measure)
    enter = ~np.isnan(values) & ~table.columns.excluded
    return _Counted(table.columns, values, table.which).part(enter)


def _baseline_length(
    series: Series, phases: Sequence[Period], policies: Policies
) -> int:
    if policies.baseline is Baseline.FIRST_PHASE and phases:
        return sum(period.last < phases[0].first for period in series.periods)
    seen = np.flatnonzero(~np.isnan(series.counted))[: policies.baseline_points]
    return int(seen[-1]) + 1 if seen.size else 0


def _shifts(series: Series, found: Sequence[Segment]) -> tuple[Shift, ...]:
    sign = series.measure.direction.sign
    return tuple(
        Shift(series.periods[new.start], old.median, new.median, new.side * sign)
        for old, new in pairwise(found)
    )


def _rows_in(counted: _Counted, periods: Sequence[Period]) -> tuple[str, ...]:
    wanted = np.isin(counted.columns.period, [period.index for period in periods])
    rows = counted.columns.part(wanted)
    return ranges_by(rows, np.zeros(len(rows), dtype=np.int64), 1)[0]


def _baseline_figure(
    counted: _Counted,
    joined: Series,
    found: Sequence[Segment],
    length: int,
    policies: Policies,
) -> Figure:
    periods, measure = joined.periods[:length], joined.measure
    how = "no period of the baseline has a value"
    if found:
        seen = int((~np.isnan(joined.counted[:length])).sum())
        how = f"median of {seen} observed periods, {periods[0]} to {periods[-1]}"
    return Figure(
        key=f"baseline-{measure.key}",
        title=f"Baseline median: {measure.title}",
        value=found[0].median if found else None,
        unit=measure.unit,
        how=how,
        policy=f"{policies.aggregate.value}, {policies.baseline.value}",
        rows=_rows_in(counted, periods),
    )


def _shifted_figure(
    counted: _Counted,
    joined: Series,
    found: Sequence[Segment],
    policies: Policies,
) -> Figure:
    measure, length = joined.measure, policies.shift_length
    value, periods = None, joined.periods[:0]
    how = f"no run of {length} on one side of the baseline median"
    if len(found) > 1:
        first, last = found[0], found[-1]
        periods = joined.periods[last.start : last.stop]
        moved = f"from {first.median:.6g} to {last.median:.6g}"
        gain = (1 if last.median > first.median else -1) * measure.direction.sign
        if gain < 0:
            how = f"no favourable shift: an adverse one, {moved} since {periods[0]}"
        elif gain == 0:
            how = f"a shift {moved} since {periods[0]}; neither direction is better"
        else:
            value = last.median
            shifts = f"{len(found) - 1} shift{'s' if len(found) > 2 else ''} in all"
            how = (
                f"median of {periods[0]} to {periods[-1]}, since the latest run of"
                f" {length} on one side ({shifts})"
            )
    return Figure(
        key=f"shifted-{measure.key}",
        title=f"Shifted median: {measure.title}",
        value=value,
        unit=measure.unit,
        how=how,
        policy=f"{policies.aggregate.value}, run of {length}",
        rows=_rows_in(counted, periods),
    )


def _meeting_figures(
    measure: Measure, standing: Sequence[TeamResult], aim: Aim | None, policy: Meeting
) -> tuple[Figure, Figure]:
    judged = [one for one in standing if one.meets is not None]
    met = [one for one in judged if one.meets]
    if aim is None:
        number = share = None
        how = "no aim is stated for this measure"
    else:
        number, share = len(met), None
        if judged:
            share = 100 * len(met) / len(judged)
        how = (
            f"{len(met)} of {len(judged)} teams with a value to judge;"
            f" {len(standing) - len(judged)} of {len(standing)} have none"
        )
    rows = tuple(f"team {one.team}" for one in judged)
    number_of = Figure(
        key=f"meeting-{measure.key}",
        title=f"Teams meeting the aim: {measure.title}",
        value=number,
        unit="teams",
        how=how,
        policy=policy.value,
        rows=rows,
    )
    title = f"Per cent of teams meeting the aim: {measure.title}"
    key = f"share-meeting-{measure.key}"
    return number_of, evolve(number_of, key=key, title=title, value=share, unit="%")


def _team_results(
    table: Stack,
    counted: _Counted,
    aim: Aim | None,
    phases: Sequence[Period],
    policies: Policies,
) -> tuple[TeamResult, ...]:
    """Return where each team stands; the arithmetic is done for all at once."""
    count = len(table)
    before, now = _ends(counted, count, phases, policies)
    starts, currents = (
        medians(part.values, part.which, count).tolist() for part in (before, now)
    )
    judged = _judged(counted, currents, policies)
    rows = ranges_by(counted.columns, counted.which, count)
    return tuple(
        TeamResult(
            team=team,
            baseline=baseline,
            current=current,
            judged=values,
            meets=_all_meet(table.measure, values, aim, baseline) if aim else None,
            rows=listed,
        )
        for team, baseline, current, values, listed in zip(
            table.keys["team"], starts, currents, judged, rows, strict=True
        )
    )


def _ends(
    counted: _Counted, count: int, phases: Sequence[Period], policies: Policies
) -> tuple[_Counted, _Counted]:
    """Return what counts in each team's baseline, and in its latest phase."""
    place = ranks(counted.which, count)
    if policies.baseline is Baseline.FIRST_PHASE and phases:
        before = _where(counted, lambda period: period.last < phases[0].first)
    else:
        before = place < policies.baseline_points
    if phases:
        now = _where(counted, lambda period: period.first >= phases[-1].first)
    else:
        begun = latest_starts(
            counted.values,
            counted.which,
            count,
            baseline=policies.baseline_points,
            length=policies.shift_length,
        )
        now = place >= begun[counted.which]
    return counted.part(before), counted.part(now)


def _where(counted: _Counted, holds: Callable[[Period], bool]) -> Bools:
    """Say for which rows something holds of their period, asked once a period."""
    _, first, which = np.unique(
        counted.columns.period, return_index=True, return_inverse=True
    )
    periods = counted.columns.part(first).periods()
    return np.array([holds(period) for period in periods], dtype=bool)[which]


def _judged(
    counted: _Counted, currents: Sequence[float], policies: Policies
) -> list[tuple[float, ...]]:
    """Return the values by which each team meets the aim or does not."""
    if policies.meeting is Meeting.CURRENT_MEDIAN:
        return [() if math.isnan(current) else (current,) for current in currents]
    lasts = policies.meeting is Meeting.LAST_POINTS
    wanted = policies.last_points if lasts else 1
    values = counted.values.tolist()
    sizes = np.bincount(counted.which, minlength=len(currents))
    return [
        tuple(values[end - wanted : end]) if size >= wanted else ()
        for end, size in zip(np.cumsum(sizes).tolist(), sizes.tolist(), strict=True)
    ]


def _all_meet(
    measure: Measure, judged: Sequence[float], aim: Aim, baseline: float
) -> bool | None:
    target = aim.target.each if isinstance(aim.target, Nested) else aim.target
    # A change is judged from the team's own baseline: without one, or without
    # a value, nobody can say.
    if not judged or (isinstance(target, Change) and math.isnan(baseline)):
        return None
    return all(
        meets(value, target, direction=measure.direction, baseline=baseline)
        for value in judged
    )


def _disagreement(
    table: Stack, joined: Series, length: int, policies: Policies
) -> tuple[Finding, ...]:
    """Find an aggregate that moved one way while the other kind moved back."""
    other = {
        Aggregate.POOLED: Aggregate.MEDIAN_OF_TEAMS,
        Aggregate.MEDIAN_OF_TEAMS: Aggregate.POOLED,
    }[policies.aggregate]
    moves = []
    for one in (joined, together(table, other, sourced=False)):
        found = segments(
            one.counted.tolist(), baseline=length, length=policies.shift_length
        )
        moves.append(found[-1].median - found[0].median if found else 0.0)
    if moves[0] * moves[1] >= 0:
        return ()
    return (
        Finding(
            code="collaborative.aggregates-disagree",
            severity=Severity.WARNING,
            where=joined.measure.key,
            message=(
                f"the {policies.aggregate.value} aggregate moved by {moves[0]:+.6g},"
                f" the {other.value} one by {moves[1]:+.6g}"
            ),
            mend="look at the teams: a few large ones move against the many",
            source="S5; cqikit: both aggregates are computed",
        ),
    )
