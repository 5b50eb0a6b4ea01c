"""What a stranger's package adds: one of each thing, all of it illustrative."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from attrs import frozen

from cqikit import assessments, reports, spc
from cqikit.actions import ActionStep
from cqikit.core import Finding, Found, check, found
from cqikit.documents import DocumentType
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


@frozen
class Huddle:
    """A document of a stranger's own."""

    place: str


@check("ours.raises", says="never said")
def raises(_: Any) -> Iterator[Finding]:
    """Fail, as the code of strangers may."""
    raise ValueError("no\nsuch day")


@check("ours.five", says="never said")
def five(_: Any) -> Any:
    """Return what no check may."""
    return 5


@check("ours.quits", says="never said")
def quits(_: Any) -> Iterator[Finding]:
    """End the process, as the code of strangers may."""
    raise SystemExit(3)


@check("ours.template", says="{nothing} is wrong")
def template(_: Any) -> bool:
    """Find, in words that cannot be said."""
    return True


@frozen
class Odd:
    """A check that is no row, and yields what is no finding."""

    code: str = "ours.odd"
    source: str = ""

    def __call__(self, subject: Any, context: Any) -> Any:
        """Return texts."""
        return ["odd"]


@frozen
class Loud:
    """A rule that fails, or has flags that are not of the points."""

    name: str = "loud"
    flags: int | None = None

    def __call__(self, view: Any) -> Any:
        """Return flags, or fail."""
        if self.flags is None:
            raise ZeroDivisionError("division by zero")
        return np.zeros(self.flags, dtype=float)


@frozen
class Part:
    """A part of a page that is none."""

    name: str
    after: str = ""

    def __call__(self, report: Any) -> Any:
        """Return what is no section."""
        return [5]


def _fails(*_: Any) -> Any:
    raise RuntimeError("worse")


HUDDLE = DocumentType(name="huddle", cls=Huddle, checks=[raises])
ODD = Odd()
LOUD = spc.RuleSet(name="loud", title="Loud", source="illustrative", rules=[Loud()])
FITS = Loud(name="fits", flags=6)
SHORT = Loud(name="short", flags=3)
WIDE = spc.BeyondLimits(sigmas=9)
WORST = assessments.RollUp(name="worst", combine=_fails)
FAILING = reports.ReportSection("failing", "Failing", _fails, after="plan")
PART = Part("part")
