"""Results by measure: where it stood, where it stands, who meets the aim (S5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from attrs import evolve, frozen

from cqikit import spc
from cqikit.collaboratives._aggregate import together
from cqikit.collaboratives._figures import Figure, ranges_by
from cqikit.collaboratives._groups import Counted, counted_in
from cqikit.collaboratives._moves import Shift, moves_of
from cqikit.collaboratives._policies import Aggregate, Policies
from cqikit.collaboratives._standing import TeamResult, team_results
from cqikit.core import Finding, Period, Severity, plural
from cqikit.measures import Aim, Change, Measure, Nested, Series, meets, stack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cqikit.collaboratives._moves import Moves
    from cqikit.collaboratives._policies import Meeting

__all__ = ["Charting", "MeasureResult", "Shift", "TeamResult", "measure_result"]

#: How a series is charted and judged.
Charting: TypeAlias = "Callable[[Series], spc.Judgement]"
OTHER: Final = {
    Aggregate.POOLED: Aggregate.MEDIAN_OF_TEAMS,
    Aggregate.MEDIAN_OF_TEAMS: Aggregate.POOLED,
}
#: What is said of a move.
SAID: Final = {
    spc.Variation.IMPROVEMENT: "an improvement",
    spc.Variation.CONCERN: "an adverse move",
    spc.Variation.HIGH: "higher than before, and neither direction is better",
    spc.Variation.LOW: "lower than before, and neither direction is better",
    spc.Variation.UNDIRECTED: "not as before, in no one direction",
}


@frozen(kw_only=True)
class MeasureResult:
    """One row of the second table of a closing report, and what it rests on.

    `shifts` are the declared changes of the chart (`spc.changes`), with the figures
    that stand there; without one, sustained shifts of the median (`segments`).
    `together` judges the aggregate as `teams` are judged; a change that an aim wants is
    one from `baseline`, unless the aim gives another.
    """

    measure: Measure
    aim: Aim | None
    series: Series
    baseline: Figure
    shifted: Figure
    meeting: Figure
    share_meeting: Figure
    shifts: tuple[Shift, ...]
    teams: tuple[TeamResult, ...]
    together: TeamResult
    findings: tuple[Finding, ...]


def measure_result(
    teams: Sequence[Series],
    *,
    aim: Aim | None,
    phases: Sequence[Period],
    policies: Policies,
    charting: Charting | None = None,
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
    charting : callable, optional
        How the aggregate is charted and judged; by default on a run chart, whose
        centre is the median, with these phases.
    """
    table = stack(teams)
    counted = counted_in(table)
    joined = together(table, counted, policies.aggregate)
    chart_of = charting or (lambda series: _charted(series, phases))
    found = moves_of(joined, chart_of(joined), policies)
    standing = team_results(table, counted, aim, phases, policies)
    meeting, share = _meeting_figures(joined, standing, aim, policies.meeting)
    other = together(table, counted, OTHER[policies.aggregate], sourced=False)
    return MeasureResult(
        measure=joined.measure,
        aim=aim,
        series=joined,
        baseline=_baseline_figure(counted, joined, found, policies),
        shifted=_shifted_figure(counted, joined, found, policies),
        meeting=meeting,
        share_meeting=share,
        shifts=found.shifts,
        teams=standing,
        together=_as_one(joined, found, aim, phases, policies),
        findings=_disagreement(found, other, policies),
    )


def _as_one(
    joined: Series,
    found: Moves,
    aim: Aim | None,
    phases: Sequence[Period],
    policies: Policies,
) -> TeamResult:
    """Return where all teams together stand, judged as one team would be."""
    alone = stack([joined])
    [one] = team_results(alone, counted_in(alone), aim, phases, policies)
    if aim is None or one.meets is None or isinstance(aim.target, Nested):
        return evolve(one, meets=None)
    start = found.baseline if aim.baseline is None else aim.baseline
    better = joined.measure.direction
    if isinstance(aim.target, Change) and start is None:
        return evolve(one, meets=None)
    met = (
        meets(value, aim.target, direction=better, baseline=start)
        for value in one.judged
    )
    return evolve(one, meets=all(met))


def _charted(series: Series, phases: Sequence[Period]) -> spc.Judgement:
    reading = spc.read(spc.chart(series, "run", phases=phases))
    return spc.judge(reading, series.measure.direction)


def _rows_in(counted: Counted, periods: Sequence[Period]) -> tuple[str, ...]:
    wanted = np.isin(counted.columns.period, [period.index for period in periods])
    rows = counted.columns.part(wanted)
    return ranges_by(rows, np.zeros(len(rows), dtype=np.int64), 1)[0]


def _baseline_figure(
    counted: Counted, joined: Series, found: Moves, policies: Policies
) -> Figure:
    measure = joined.measure
    return Figure(
        key=f"baseline-{measure.key}",
        title=f"Baseline: {measure.title}",
        value=found.baseline,
        unit=measure.unit,
        how=found.how,
        policy=f"{policies.aggregate.value}, {found.policy}",
        rows=_rows_in(counted, joined.periods[: found.length]),
    )


def _shifted_figure(
    counted: Counted, joined: Series, found: Moves, policies: Policies
) -> Figure:
    measure, latest = joined.measure, found.latest
    how, value, periods = found.none, None, joined.periods[:0]
    if latest is not None:
        value, periods = latest.after, joined.periods[latest.first : latest.last + 1]
        span = f"{found.centre} of {latest.at} to {latest.until}"
        how = f"{SAID[latest.meaning]}: {span}, {found.since}"
    return Figure(
        key=f"shifted-{measure.key}",
        title=f"Since it moved: {measure.title}",
        value=value,
        unit=measure.unit,
        how=how,
        policy=f"{policies.aggregate.value}, {found.policy}",
        rows=_rows_in(counted, periods),
    )


def _meeting_figures(
    joined: Series, standing: Sequence[TeamResult], aim: Aim | None, policy: Meeting
) -> tuple[Figure, Figure]:
    measure = joined.measure
    judged = [one for one in standing if one.meets is not None]
    met = [one for one in judged if one.meets]
    if aim is None:
        number = share = None
        how = "no aim is stated for this measure"
    else:
        number, share = len(met), None
        if judged:
            share = 100 * len(met) / len(judged)
        how = f"{len(met)} of {plural(len(judged), 'team')} with a value to judge"
        if without := len(standing) - len(judged):
            how = f"{how}; {without} of {len(standing)} have none"
        if joined.periods and joined.periods[-1].first > aim.by.last:
            how = f"{how}; by what there was when it was due, {aim.by}"
    rows = tuple(f"team {one.team}" for one in judged if one.team)
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
    found: Moves, other: Series, policies: Policies
) -> tuple[Finding, ...]:
    """Find an aggregate that moved one way while the other kind moved back."""
    latest, values = found.latest, other.counted
    if latest is None:
        return ()
    first = found.shifts[0]
    ends = values[: first.first], values[latest.first : latest.last + 1]
    before, after = (float(np.median(end[~np.isnan(end)])) for end in ends)
    moved, moved_back = latest.after - first.before, after - before
    if moved * moved_back >= 0:
        return ()
    return (
        Finding(
            code="collaborative.aggregates-disagree",
            severity=Severity.WARNING,
            where=other.measure.key,
            message=(
                f"the {policies.aggregate.value} aggregate moved by"
                f" {moved:+.6g}, the {OTHER[policies.aggregate].value} one by"
                f" {moved_back:+.6g}"
            ),
            mend="look at the teams: a few large ones move against the many",
            source="S5; cqikit: both aggregates are computed",
        ),
    )
