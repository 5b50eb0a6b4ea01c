"""Results by measure: where it stood, where it stands, who meets the aim (S5)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, frozen

from cqikit.collaboratives._aggregate import together
from cqikit.collaboratives._figures import Figure, ranges_by
from cqikit.collaboratives._groups import Counted, counted_in
from cqikit.collaboratives._policies import Aggregate, Baseline, Policies
from cqikit.collaboratives._shifts import Segment, segments
from cqikit.collaboratives._standing import TeamResult, team_results
from cqikit.core import Finding, Period, Severity, plural
from cqikit.measures import Aim, Measure, Series, Stack, stack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.collaboratives._policies import Meeting

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
    counted = counted_in(table)
    joined = together(table, counted, policies.aggregate)
    measure = joined.measure
    length = _baseline_length(joined, phases, policies)
    values = joined.counted.tolist()
    found = segments(values, baseline=length, length=policies.shift_length)
    standing = team_results(table, counted, aim, phases, policies)
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
        findings=_disagreement(table, counted, joined, length, policies),
    )


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


def _rows_in(counted: Counted, periods: Sequence[Period]) -> tuple[str, ...]:
    wanted = np.isin(counted.columns.period, [period.index for period in periods])
    rows = counted.columns.part(wanted)
    return ranges_by(rows, np.zeros(len(rows), dtype=np.int64), 1)[0]


def _baseline_figure(
    counted: Counted,
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
    counted: Counted,
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
            f"{len(met)} of {plural(len(judged), 'team')} with a value to judge;"
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


def _disagreement(
    table: Stack, counted: Counted, joined: Series, length: int, policies: Policies
) -> tuple[Finding, ...]:
    """Find an aggregate that moved one way while the other kind moved back."""
    other = {
        Aggregate.POOLED: Aggregate.MEDIAN_OF_TEAMS,
        Aggregate.MEDIAN_OF_TEAMS: Aggregate.POOLED,
    }[policies.aggregate]
    moves = []
    for one in (joined, together(table, counted, other, sourced=False)):
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
