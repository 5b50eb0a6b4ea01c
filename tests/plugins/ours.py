"""What a stranger's package adds: one of each thing, all of it illustrative."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from cqikit import assessments, reports, spc
from cqikit.actions import ActionStep
from cqikit.core import Found, check, found
from cqikit.measures import Series
from cqikit.plans import Plan

#: A chart about the median, with limits from the standard deviation.
MEDIANS = spc.ChartKind(
    name="median-and-s",
    title="Median and s (illustrative)",
    formula="median(y) ± 3 s",
    source="illustrative",
    centre=spc.Median(),
    spread=spc.StandardDeviation(),
)
#: Two sigma, where others take three.
CLOSE = spc.RuleSet(
    name="close",
    title="Two sigma",
    source="illustrative",
    rules=[spc.BeyondLimits(sigmas=2)],
)
BEST = assessments.RollUp(name="best", combine=lambda values, _: float(np.max(values)))
VISITS = assessments.Framework(
    key="our-visits",
    title="Our visits (illustrative)",
    version="1",
    scorer="best",
    scales=[assessments.ordered("levels", "none", "some", "all")],
    items=[
        assessments.Item(key="greet", text="Families are greeted"),
        assessments.Item(key="plan", text="The visit is planned"),
    ],
)


@check("ours.short-title", says="its title has {count:# letter|# letters}")
def has_a_long_title(plan: Plan) -> Iterator[Found]:
    """Find a plan, any in fact, by its title."""
    yield found("title", count=len(plan.title))


@check("ours.brief", says="it is told in {count:# letter|# letters}")
def is_brief(step: ActionStep) -> Iterator[Found]:
    """Find a step, any in fact, by its text."""
    yield found("what", count=len(step.what))


@check("ours.few-points", says="there are but {count:# point|# points}")
def has_points(series: Series) -> Iterator[Found]:
    """Find a series, any in fact, by its length."""
    yield found(count=len(series.periods))


def spent(report: reports.Report) -> Iterator[Any]:
    """Yield what was spent, as a paragraph, a table, a list and a picture."""
    yield "In US dollars; <b>illustrative</b>."
    yield [
        {"What": "rugs", "Spent": 120, "By": "lead"},
        {"What": "mats", "Spent": 85.5},
    ]
    yield ["Rugs came in March.", "Mats came in May."]
    yield report.measures[0].picture


BUDGET = reports.ReportSection("budget", "What was spent", spent, after="plan")
THREE = 3
