"""Charts of a project's series, as its charter wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from cqikit import spc
from cqikit.core import (
    arguments,
    by_value,
    instance_of,
)
from cqikit.errors import FieldError
from cqikit.measures import MeasureKind, Nested, Series, target_value
from cqikit.projects._known import known_series
from cqikit.projects._project import Project

if TYPE_CHECKING:
    from cqikit.core import Catalog, Period
    from cqikit.projects._charter import ChartPlan

__all__ = ["Charted", "chart_of", "drawn_of", "rules_of", "target_of"]


@by_value
@frozen(kw_only=True, eq=False)
class Charted:
    """A series with its chart, what the rules say, and what that means.

    Parameters
    ----------
    series : Series
        What was observed.
    chart : spc.Chart
        The series, charted as the charter has it.
    reading : spc.Reading
        Which rules signal where.
    judgement : spc.Judgement
        What that means for the way that is better.
    target : float, optional
        The line of the aim, in the measure's unit; None where there is none to
        draw.
    """

    series: Series
    chart: spc.Chart
    reading: spc.Reading
    judgement: spc.Judgement
    target: float | None


@arguments(project=instance_of(Project))
def chart_of(
    project: Project,
    series: Series,
    *,
    kinds: Catalog[spc.ChartKind] = spc.CHARTS,
    rule_sets: Catalog[spc.RuleSet] = spc.RULE_SETS,
    baseline: float | None = None,
) -> Charted:
    """Return the chart of one series, read and judged.

    Parameters
    ----------
    project : Project
        Its charter says which kind of chart and which rules, and which
        changes begin a phase.
    series : Series
        One of the project's, or an aggregate of them; what came after the charter's day
        is left out.
    kinds, rule_sets : Catalog
        Where the names in the charter are looked up; all that come along unless said.
    baseline : float, optional
        Where a target that is a change starts from; that of the aim unless said.

    Returns
    -------
    Charted
        Without a target where no value of the chart can be there.

    Raises
    ------
    UnknownNameError
        When the charter names a kind or rule set that there is not.
    """
    series = known_series(project, series)
    plan = project.chart_plan(series.measure.key)
    drawn = drawn_of(project, series, kinds=kinds)
    reading = spc.read(drawn, rules_of(plan, drawn, rule_sets))
    target = target_of(project, series, baseline=baseline)
    try:
        judged = spc.judge(reading, target=target)
    except FieldError:
        # No point can be there, as the checks of the aim say (aim.out-of-range).
        target, judged = None, spc.judge(reading)
    return Charted(
        series=series, chart=drawn, reading=reading, judgement=judged, target=target
    )


def drawn_of(
    project: Project, series: Series, *, kinds: Catalog[spc.ChartKind] = spc.CHARTS
) -> spc.Chart:
    """Return the chart of a series that is known already, as the charter has it."""
    plan = project.chart_plan(series.measure.key)
    return spc.chart(
        series,
        _kind_of(series, plan.kind),
        phases=project.phases_of(series),
        baseline=plan.baseline,
        exclude=_exclusions(plan, series),
        centre=plan.centre,
        title=plan.title,
        kinds=kinds,
    )


def _kind_of(series: Series, planned: str) -> Any:
    """Return the kind of a chart: as planned, or None for that of the measure.

    Values of a ratio without denominators are medians of teams, and so are counts that
    are not whole: they do not vary as counts do.
    """
    columns, measure = series.columns, series.measure
    if measure.kind is MeasureKind.COUNT and planned in {"", "c"}:
        seen = series.observed[np.isfinite(series.observed)]
        return planned or None if (seen == np.floor(seen)).all() else "i"
    bare = measure.is_ratio and np.isnan(columns.denominator).all()
    bare = bare and np.isfinite(series.observed).any()
    return planned or ("i" if bare else None)


def _exclusions(plan: ChartPlan, series: Series) -> dict[Period, str]:
    """Return what of the plan a series has: not every team has every period."""
    periods = series.periods
    return {
        told.on: told.reason
        for told in plan.exclude
        if any(
            day.first <= told.on.last and told.on.first <= day.last for day in periods
        )
    }


def rules_of(
    plan: ChartPlan, chart: spc.Chart, rule_sets: Catalog[spc.RuleSet]
) -> Catalog[spc.Rule]:
    """Return the rules that a chart is read with: as planned, else by its kind."""
    return rule_sets[plan.rules].rules if plan.rules else spc.default_rules(chart)


@arguments(project=instance_of(Project), series=instance_of(Series))
def target_of(
    project: Project, series: Series, *, baseline: float | None = None
) -> float | None:
    """Return the line of the aim for a series; None where there is none to draw.

    The target of a nested aim is a share of units, and no line on a chart of
    their values; a change without a baseline has no line yet.

    Parameters
    ----------
    series : Series
        The data of the measure.
    baseline : float, optional
        Where it stood, for an aim that is a change; that of the aim unless said.
    """
    aim = project.aim_for(series.measure.key)
    if aim is None or isinstance(aim.target, Nested):
        return None
    start = aim.baseline if aim.baseline is not None else baseline
    try:
        return target_value(
            aim.target, baseline=start, direction=series.measure.direction
        )
    except FieldError:
        return None
