"""Results by measure: where it stood, where it stands, who meets the aim (S5)."""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from cqikit.collaboratives._aggregate import aggregate, counted
from cqikit.collaboratives._figures import Figure, row_ranges
from cqikit.collaboratives._policies import Aggregate, Baseline, Meeting, Policies
from cqikit.collaboratives._shifts import Segment, segments
from cqikit.core import Finding, Period, Severity
from cqikit.measures import (
    Aim,
    Change,
    Measure,
    Nested,
    Series,
    meets,
    observed_value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    together = aggregate(teams, policy=policies.aggregate)
    measure = together.measure
    length = _baseline_length(together, phases, policies)
    found = segments(_counting(together), baseline=length, length=policies.shift_length)
    standing = tuple(_team_result(one, aim, phases, policies) for one in teams)
    meeting, share = _meeting_figures(measure, standing, aim, policies.meeting)
    return MeasureResult(
        measure=measure,
        aim=aim,
        series=together,
        baseline=_baseline_figure(teams, together, found, length, policies),
        shifted=_shifted_figure(teams, together, found, policies),
        meeting=meeting,
        share_meeting=share,
        segments=found,
        shifts=_shifts(together, found),
        teams=standing,
        findings=_disagreement(teams, together, length, policies),
    )


def _counting(series: Series) -> list[float]:
    pairs = zip(series.values, series.excluded, strict=True)
    return [math.nan if reason else value for value, reason in pairs]


def _baseline_length(
    series: Series, phases: Sequence[Period], policies: Policies
) -> int:
    if policies.baseline is Baseline.FIRST_PHASE and phases:
        return sum(period.last < phases[0].first for period in series.periods)
    values = _counting(series)
    seen = [place for place, value in enumerate(values) if not math.isnan(value)]
    wanted = seen[: policies.baseline_points]
    return wanted[-1] + 1 if wanted else 0


def _shifts(series: Series, found: Sequence[Segment]) -> tuple[Shift, ...]:
    sign = series.measure.direction.sign
    return tuple(
        Shift(series.periods[new.start], old.median, new.median, new.side * sign)
        for old, new in pairwise(found)
    )


def _rows_in(teams: Sequence[Series], periods: Sequence[Period]) -> tuple[str, ...]:
    wanted = set(periods)
    return row_ranges(
        one.row
        for team in teams
        for one in team.observations
        if one.period in wanted and counted(team.measure, one)
    )


def _baseline_figure(
    teams: Sequence[Series],
    together: Series,
    found: Sequence[Segment],
    length: int,
    policies: Policies,
) -> Figure:
    periods, measure = together.periods[:length], together.measure
    how = "no period of the baseline has a value"
    if found:
        seen = sum(not math.isnan(one) for one in _counting(together)[:length])
        how = f"median of {seen} observed periods, {periods[0]} to {periods[-1]}"
    return Figure(
        key=f"baseline-{measure.key}",
        title=f"Baseline median: {measure.title}",
        value=found[0].median if found else None,
        unit=measure.unit,
        how=how,
        policy=f"{policies.aggregate.value}, {policies.baseline.value}",
        rows=_rows_in(teams, periods),
    )


def _shifted_figure(
    teams: Sequence[Series],
    together: Series,
    found: Sequence[Segment],
    policies: Policies,
) -> Figure:
    measure, length = together.measure, policies.shift_length
    value, periods = None, together.periods[:0]
    how = f"no run of {length} on one side of the baseline median"
    if len(found) > 1:
        first, last = found[0], found[-1]
        periods = together.periods[last.start : last.stop]
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
        rows=_rows_in(teams, periods),
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


def _team_result(
    series: Series, aim: Aim | None, phases: Sequence[Period], policies: Policies
) -> TeamResult:
    measure = series.measure
    seen = [one for one in series.observations if counted(measure, one)]
    values = [observed_value(measure, one) for one in seen]
    before, now = _ends(series, phases, policies)
    baseline, current = _median(before), _median(now)
    judged = _judged(values, current, policies)
    return TeamResult(
        team=series.team,
        baseline=baseline,
        current=current,
        judged=judged,
        meets=_all_meet(measure, judged, aim, baseline) if aim else None,
        rows=row_ranges(one.row for one in seen),
    )


def _ends(
    series: Series, phases: Sequence[Period], policies: Policies
) -> tuple[list[float], list[float]]:
    """Return the values of a team's baseline and of its latest phase."""
    values, periods = _counting(series), series.periods
    length = _baseline_length(series, phases, policies)
    if phases:
        now = [
            value
            for value, period in zip(values, periods, strict=True)
            if period.first >= phases[-1].first
        ]
        return values[:length], now
    found = segments(values, baseline=length, length=policies.shift_length)
    return values[:length], values[found[-1].start :] if found else []


def _judged(
    values: Sequence[float], current: float, policies: Policies
) -> tuple[float, ...]:
    match policies.meeting:
        case Meeting.CURRENT_MEDIAN:
            return () if math.isnan(current) else (current,)
        case Meeting.LAST_VALUE:
            return tuple(values[-1:])
        case _:
            last = tuple(values[-policies.last_points :])
            return last if len(last) == policies.last_points else ()


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


def _median(values: Sequence[float]) -> float:
    seen = [one for one in values if not math.isnan(one)]
    return float(median(seen)) if seen else math.nan


def _disagreement(
    teams: Sequence[Series], together: Series, length: int, policies: Policies
) -> tuple[Finding, ...]:
    """Find an aggregate that moved one way while the other kind moved back."""
    other = {
        Aggregate.POOLED: Aggregate.MEDIAN_OF_TEAMS,
        Aggregate.MEDIAN_OF_TEAMS: Aggregate.POOLED,
    }[policies.aggregate]
    moves = []
    for one in (together, aggregate(teams, policy=other)):
        found = segments(_counting(one), baseline=length, length=policies.shift_length)
        moves.append(found[-1].median - found[0].median if found else 0.0)
    if moves[0] * moves[1] >= 0:
        return ()
    return (
        Finding(
            code="collaborative.aggregates-disagree",
            severity=Severity.WARNING,
            where=together.measure.key,
            message=(
                f"the {policies.aggregate.value} aggregate moved by {moves[0]:+.6g},"
                f" the {other.value} one by {moves[1]:+.6g}"
            ),
            mend="look at the teams: a few large ones move against the many",
            source="S5; cqikit: both aggregates are computed",
        ),
    )
