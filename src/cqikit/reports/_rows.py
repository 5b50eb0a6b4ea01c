"""The rows of a report's tables, as values and texts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from cqikit import actions, pdsa, plans
from cqikit.collaboratives import counted, row_ranges
from cqikit.core import Period
from cqikit.reports._words import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from cqikit.collaboratives import MeasureResult
    from cqikit.pdsa import Cycle
    from cqikit.plans import Plan
    from cqikit.projects import Charted, Project

__all__ = [
    "CycleRow",
    "PeriodRow",
    "PhaseRow",
    "StepRow",
    "cycle_rows",
    "period_rows",
    "phase_rows",
    "step_rows",
]


@frozen(kw_only=True)
class PhaseRow:
    """One phase of a chart; limits are those of its last point."""

    first: Period
    last: Period
    points: int
    lower: float
    centre: float
    upper: float


def phase_rows(charted: Charted) -> list[PhaseRow]:
    """Return the phases of a chart, in order of time."""
    chart, periods = charted.chart, charted.series.periods
    starts = [0, *np.flatnonzero(chart.breaks)]
    counted = np.isfinite(chart.values) & ~chart.excluded
    rows = []
    for first, after in zip(starts, [*starts[1:], len(periods)], strict=True):
        here = slice(first, after)
        rows.append(
            PhaseRow(
                first=periods[first],
                last=periods[after - 1],
                points=int(counted[here].sum()),
                lower=_last(chart.lower[here]),
                centre=_last(chart.centre[here]),
                upper=_last(chart.upper[here]),
            )
        )
    return rows


def _last(line: NDArray[np.float64]) -> float:
    seen = line[np.isfinite(line)]
    return float(seen[-1]) if seen.size else float("nan")


@frozen(kw_only=True)
class PeriodRow:
    """One period of the aggregate, and what it is made of."""

    period: Period
    value: float
    numerator: float
    denominator: float
    teams: int
    rows: str


def period_rows(project: Project, result: MeasureResult) -> list[PeriodRow]:
    """Return the periods of an aggregate, with the rows that made each."""
    together = result.series
    made_of: dict[Period, list[str]] = {}
    for team in project.series_of(result.measure.key):
        for seen in team.observations:
            if counted(team.measure, seen):
                made_of.setdefault(seen.period, []).append(seen.row)
    return [
        PeriodRow(
            period=period,
            value=value,
            numerator=numerator,
            denominator=denominator,
            teams=len(made_of.get(period, ())),
            rows="; ".join(row_ranges(made_of.get(period, ()))),
        )
        for period, value, numerator, denominator in zip(
            together.periods,
            together.values,
            together.numerators,
            together.denominators,
            strict=True,
        )
    ]


@frozen(kw_only=True)
class CycleRow:
    """One PDSA cycle in words."""

    title: str
    team: str
    dates: str
    phase: str
    predictions: tuple[str, ...]
    learned: str


def cycle_rows(cycles: Iterable[Cycle]) -> list[CycleRow]:
    """Return cycles in words, in order of their first day."""
    rows = []
    for cycle in sorted(cycles, key=lambda one: one.log[0].on if one.log else date.max):
        days = [event.on for event in cycle.log]
        concluded = pdsa.latest(cycle, pdsa.Conclude)
        rows.append(
            CycleRow(
                title=cycle.title,
                team=cycle.team,
                dates=f"{days[0]} to {days[-1]}" if days else "",
                phase=pdsa.phase(cycle).value,
                predictions=tuple(_predicted(one) for one in pdsa.comparisons(cycle)),
                learned=concluded.learned if concluded else "",
            )
        )
    return rows


def _predicted(one: pdsa.Comparison) -> str:
    said = f"{one.question} Predicted {pdsa.in_sentence(one.prediction)}"
    happened = number(one.actual) if one.actual is not None else one.happened
    if happened:
        said += f"; it was {happened}"
    return f"{said}: {one.verdict.value}" if one.verdict else f"{said}: not studied yet"


@frozen(kw_only=True)
class StepRow:
    """One action step in words."""

    what: str
    who: str
    when: str
    status: str
    late: bool
    answers: str
    grade: str
    lacking: tuple[str, ...]


def step_rows(plan: Plan, as_of: date) -> list[StepRow]:
    """Return the steps of a plan in the order in which to take them."""
    titles = {need.key: need.title for need in plans.needs(plan)}
    words = actions.WORDS["en"]
    rows = []
    for step in plans.order(plan):
        strength = actions.strength(step, words=words)
        by = actions.deadline(step)
        what = f"{step.what}: {step.specification}" if step.specification else step.what
        rows.append(
            StepRow(
                what=what,
                who=actions.owner(step) or "nobody yet",
                when=str(by) if by is not None else "no date yet",
                status=actions.status(step).value,
                late=actions.overdue(step, as_of=as_of),
                answers="; ".join(titles.get(key, key) for key in step.answers),
                grade=strength.grade.value,
                lacking=tuple(one.reason for one in strength.lacking),
            )
        )
    return rows
