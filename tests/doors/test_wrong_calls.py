"""Plausible mistakes at public verbs: each ends in an error that says what would do.

A row is a verb, a call that somebody would write, and what the error must say of it:
what must be what, what was given, and the choices or a suggestion where there are any.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from importlib import import_module
from inspect import isfunction, signature, unwrap
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest

from cqikit.errors import CqikitError

if TYPE_CHECKING:
    from collections.abc import Callable

ROOMS: Final = (
    "actions assessments core drawing drivers measures pdsa plans projects reports"
    " spc tables"
)
# Not typed: what is tried here is what a type checker would have told already.
ROOM: Final[list[Any]] = [import_module(f"cqikit.{room}") for room in ROOMS.split()]
actions, assessments, core, drawing, drivers, measures, *others = ROOM
pdsa, plans, projects, reports, spc, tables = others

MONTHS: Final = [f"2025-{month:02}" for month in range(1, 13)]
FALLS: Final = [4, 6, 5, 3, 6, 4, 5, 6, 4, 3, 5, 6]
MEASURE: Final = measures.Measure(key="falls", title="Falls", kind="count")
ROWS: Final = [
    measures.Observation(period=period, value=value)
    for period, value in zip(MONTHS, FALLS, strict=True)
]
SERIES: Final = measures.series(MEASURE, ROWS)
CHART: Final = spc.chart(FALLS)
PANEL: Final = spc.panel(FALLS, keys=["a"] * 12, on=MONTHS)
READING: Final = spc.read(CHART)
COLUMN: Final = pd.Series(FALLS, index=pd.period_range("2025-01", periods=12, freq="M"))
FRAME: Final = pd.DataFrame({"falls": FALLS, "days": [31] * 12})
#: Not typed, as what is tried is what a type checker would have told.
chart, judge, explain = spc.chart, spc.judge, spc.explain
KNOWN: Final[Any] = {"centre": 5.0, "sigma": 1.0}
AIM: Final = measures.Aim(
    key="aim", title="Aim", measure="x", target=measures.Level(9), by="2027"
)
DIAGRAM: Final = drivers.Diagram(key="d", title="D", aim=AIM)
IDEA: Final = drivers.ChangeIdea(key="i", title="I")
WATCH: Final = spc.watching(spc.THREE_SIGMA, 3)


def ratios(**more: Any) -> Any:
    asked = {"rules": "three-sigma", "n": 10, "shift": 2.0} | more
    return spc.likelihood_ratios(**asked)


def rule_set(rules: Any) -> Any:
    return spc.RuleSet(name="a", title="A", source="A book", rules=rules)


segments: Final[Any] = import_module("cqikit.collaboratives").segments
#: By another name: it is no method of a data frame.
stack: Final = measures.stack


def measure(**more: Any) -> Any:
    return measures.Measure(key="x", title="X", **more)


#: The verb that is called, the call, and what the error must say.
WRONG: Final[list[tuple[str, Callable[[], Any], str]]] = [
    # A value where another is wanted.
    ("spc.judge", lambda: spc.judge(CHART), "reading must be a Reading (got"),
    ("spc.judge", lambda: spc.judge(CHART), "spc.judge(spc.read(chart))"),
    ("spc.judge", lambda: spc.judge("nelson"), "(got 'nelson'): read the chart first"),
    ("spc.read", lambda: spc.read([1, 2, 3]), "chart must be a Chart (got [1, 2, 3])"),
    ("spc.read", lambda: spc.read(COLUMN), "make one with spc.chart(values)"),
    ("spc.read", lambda: spc.read(SERIES), "make one with spc.chart(values)"),
    ("spc.read", lambda: spc.read(None), "chart must be a Chart (got None)"),
    ("spc.explain", lambda: spc.explain(FALLS), "chart must be a Chart"),
    ("spc.explain", lambda: spc.explain(READING), "chart must be a Chart"),
    ("spc.centre_basis", lambda: spc.centre_basis(FALLS), "chart must be a Chart"),
    (
        "spc.advise_phase",
        lambda: spc.advise_phase(SERIES, direction="lower"),
        "chart must be a Chart (got <Series falls",
    ),
    (
        "spc.false_alarm",
        lambda: spc.false_alarm(spc.ANHOEJ, 24, centre=CHART),
        "spc.centre_basis(chart) says which",
    ),
    ("drawing.chart_svg", lambda: drawing.chart_svg(FALLS), "must be a ChartPicture"),
    ("drawing.vega_lite", lambda: drawing.vega_lite(FALLS), "spc.judge(spc.read"),
    ("drawing.funnel_svg", lambda: drawing.funnel_svg(CHART), "must be a Funnel"),
    ("drawing.pareto_svg", lambda: drawing.pareto_svg(["a"]), "must be a Pareto"),
    ("drawing.ChartPicture", lambda: drawing.ChartPicture(chart=FALLS), "a Chart"),
    (
        "measures.series",
        lambda: measures.series("falls", ROWS),
        "measure must be a Measure (got 'falls')",
    ),
    (
        "measures.series",
        lambda: measures.series(MEASURE, 3),
        "must be a list or a Columns (got 3)",
    ),
    ("measures.series", lambda: measures.series(MEASURE, [1, 2]), "Observation"),
    (
        "measures.stack",
        lambda: stack([FALLS]),
        "many[0] must be one of series",
    ),
    ("measures.stack", lambda: stack(MEASURE), "a list of series"),
    ("core.by_severity", lambda: core.by_severity(["x"]), "findings[0] must be one of"),
    (
        "core.prefixed",
        lambda: core.prefixed("plan", None),
        "must be a list of findings",
    ),
    (
        "core.run_checks",
        lambda: core.run_checks(CHART, None),
        "such as spc.CHART_CHECKS",
    ),
    ("core.period_of", lambda: core.period_of("2025-01", "month"), "must be a day"),
    ("tables.read", lambda: tables.read(FRAME), "from_frame takes a data frame"),
    (
        "tables.parse_csv",
        lambda: tables.parse_csv(None),
        "text must be text or bytes (got None)",
    ),
    ("pdsa.advance", lambda: pdsa.advance("c1", None), "must be a Cycle (got 'c1')"),
    ("pdsa.state", lambda: pdsa.state(None), "begin one with pdsa.begin"),
    ("pdsa.worksheet", lambda: pdsa.worksheet([]), "cycle must be a Cycle (got [])"),
    ("plans.advance", lambda: plans.advance({}, None), "plan must be a Plan (got {})"),
    ("plans.order", lambda: plans.order([]), "plan must be a Plan (got [])"),
    ("actions.state", lambda: actions.state("a"), "must be an ActionStep (got 'a')"),
    ("actions.advance", lambda: actions.advance(None, None), "must be an ActionStep"),
    ("drivers.outline", lambda: drivers.outline("x"), "must be a Diagram (got 'x')"),
    ("drivers.mermaid", lambda: drivers.mermaid(None), "must be a Diagram (got None)"),
    ("assessments.gaps", lambda: assessments.gaps({}), "with assessments.score"),
    (
        "assessments.score",
        lambda: assessments.score(assessments.Responses("f", [])),
        "must be a Framework",
    ),
    ("projects.findings", lambda: projects.findings("p"), "must be a Project"),
    ("reports.compose", lambda: reports.compose("p"), "give effort.project"),
    ("projects.chart_of", lambda: projects.chart_of("p", SERIES), "must be a Project"),
    (
        "drivers.add",
        lambda: drivers.add(DIAGRAM, IDEA, under=["aim"], strength="huge"),
        "strength must be one of",
    ),
    (
        "drivers.add",
        lambda: drivers.add(DIAGRAM, IDEA, under=["an aim"]),
        "under must be a key of letters",
    ),
    # A number beyond what a float holds, and what is gone through once.
    (
        "pdsa.compare",
        lambda: pdsa.compare(pdsa.Number(4), 10**400),
        "actual must be at most 9007199254740992",
    ),
    (
        "pdsa.compare",
        lambda: pdsa.compare(pdsa.Number(4), -(10**400)),
        "actual must be at least -9007199254740992",
    ),
    (
        "collaboratives.segments",
        lambda: segments([1, 10**400, 3, 4], baseline=4, length=4),
        "values[1] must be at most 9007199254740992",
    ),
    (
        "collaboratives.segments",
        lambda: segments({1, 2, 3}, baseline=4, length=4),
        "values must be a list",
    ),
    (
        "drivers.multivote",
        lambda: drivers.multivote({"a": ["d"]}, candidates=iter(["b", "c"])),
        "is no candidate",
    ),
    ("pdsa.brier", lambda: pdsa.brier(iter([1])), "forecasts[0] must be a list of 2"),
    (
        "measures.Measure",
        lambda: measure(kind="count", direction=np.array([])),
        "direction must be one of higher, lower, neither",
    ),
    (
        "measures.make_columns",
        lambda: measures.make_columns(
            period=[], frequency="month", numbers={"value": [1, 2]}, row=[2, 3]
        ),
        "period must have a value for each row",
    ),
    # A word that is none of the choices.
    ("spc.chart", lambda: spc.chart(FALLS, "xbarr"), "did you mean 'xbar"),
    ("spc.chart", lambda: spc.chart(FALLS, 3), "no chart kind named 3"),
    ("spc.read", lambda: spc.read(CHART, "nelsen"), "did you mean 'nelson'?"),
    ("spc.judge", lambda: spc.judge(READING, "down"), "did you mean 'lower'?"),
    ("spc.judge", lambda: spc.judge(READING, "Lowr"), "did you mean 'lower'?"),
    ("spc.judge", lambda: spc.judge(READING, unit=None), "unit must be text (got None"),
    ("spc.judge", spc.judge, "reading must be given to judge (got nothing)"),
    ("spc.judge", lambda: spc.judge(READING, "lower", 4, "phase"), "by name, over=..."),
    (
        "spc.judge",
        lambda: spc.judge(spc.read(spc.chart([3, 4], "p", sizes=9)), "lower", 25),
        "target must be at most 1, which is all of them (got 25.0): say per=100",
    ),
    (
        "spc.judge",
        lambda: spc.judge(spc.read(spc.chart(FALLS, "c")), "lower", -1),
        "target must be at least 0 (got -1.0)",
    ),
    (
        "spc.chart",
        lambda: spc.chart([0.5, 0.2], "p", sizes=10),
        "say ready=True where values are shares or rates already",
    ),
    ("spc.chart", lambda: spc.chart([1.5, 2], "u", sizes=10), "must be a whole number"),
    ("spc.chart", lambda: spc.chart([1, 2, 3], "p", sizes=[9]), "give one number"),
    (
        "spc.likelihood_ratios",
        lambda: spc.likelihood_ratios("anhoej", 24),
        "shift must be given to likelihood_ratios",
    ),
    (
        "spc.likelihood_ratios",
        lambda: spc.likelihood_ratios("anhoej", 24, shift=1, start=30),
        "start must be less than the 24 points (got 30)",
    ),
    (
        "spc.detection",
        lambda: spc.detection("anhoej", 0, shift=1, start=0),
        "n must be at least 1 point",
    ),
    (
        "spc.watching",
        lambda: spc.watching("three-sigma", 3, start=5, centre=spc.BaselineCentre(9)),
        "start must be at least the 9 points that the centre rests on (got 5)",
    ),
    *(
        (
            "spc.change_point",
            lambda kind=kind: spc.change_point(
                spc.chart(FALLS, kind, **({} if kind == "mr" else KNOWN))
            ),
            "chart the values themselves",
        )
        for kind in ("mr", "cusum")
    ),
    (
        "spc.compare_rule_sets",
        lambda: spc.compare_rule_sets(CHART, ["nelsen"]),
        "did you mean 'nelson'?",
    ),
    ("spc.compare_rule_sets", lambda: spc.compare_rule_sets(CHART, 3), "or a list of"),
    ("drawing.charts_svg", lambda: drawing.charts_svg(CHART), "title must be given"),
    (
        "drawing.charts_svg",
        lambda: drawing.charts_svg(CHART, title="x", width="4"),
        "width must be a",
    ),
    (
        "drawing.charts_svg",
        lambda: drawing.charts_svg(3, title="x"),
        "charts must be a Panel, a stack",
    ),
    ("drawing.matrix_svg", lambda: drawing.matrix_svg(3, title="x"), "a Judgement, or"),
    ("drawing.matrix_svg", lambda: drawing.matrix_svg([]), "title must be given"),
    ("spc.judge", lambda: spc.judge(READING, over="phases"), "one of point, phase"),
    ("spc.advise", lambda: spc.advise(FALLS, measure="counts"), "mean 'count'?"),
    (
        "spc.advise",
        lambda: spc.advise(FALLS, measure=1),
        "measure must be one of count",
    ),
    ("spc.pareto", lambda: spc.pareto(["a"], ties="names"), "one of first, name"),
    ("spc.funnel", lambda: spc.funnel([1], [9], kind="count"), "proportion, rate"),
    (
        "spc.funnel",
        lambda: spc.funnel([1], [9], limits="normale"),
        "did you mean 'normal'?",
    ),
    ("measures.Measure", lambda: measure(direction="down"), "did you mean 'lower'?"),
    ("measures.Measure", lambda: measure(direction=-1), "higher, lower, neither"),
    ("measures.Measure", lambda: measure(kind="percentage"), "kind must be one of"),
    ("measures.Measure", lambda: measure(role="outcomes"), "did you mean 'outcome'?"),
    ("measures.Measure", lambda: measure(frequency="monthly"), "mean 'month'?"),
    (
        "core.Finding",
        lambda: core.Finding(code="a", message="b", severity="bad"),
        "note",
    ),
    (
        "core.Cadence",
        lambda: core.Cadence(frequency="daily"),
        "frequency must be one of",
    ),
    (
        "spc.chart",
        lambda: spc.chart(FALLS, on=MONTHS, cadence="monthly"),
        "Cadence, or",
    ),
    (
        "drawing.funnel_svg",
        lambda: drawing.funnel_svg(spc.funnel([1, 2], [9, 9]), direction="up"),
        "did you mean 'higher'?",
    ),
    # A number, text or list of the wrong kind.
    (
        "spc.chart",
        lambda: spc.chart(["4", "6"]),
        "values[0]: must be a number (got '4')",
    ),
    ("spc.chart", lambda: spc.chart(None), "values"),
    ("spc.chart", lambda: spc.chart({"a": 1}), "values"),
    ("spc.chart", lambda: spc.chart(FRAME), "name the column, or chart many at once"),
    ("spc.chart", lambda: spc.chart(FALLS, baseline="twelve"), "twelve"),
    ("spc.chart", lambda: spc.chart(FALLS, baseline=12.5), "whole number of points"),
    ("spc.chart", lambda: spc.chart(FALLS, baseline=[1, 2, 3]), "a first and a last"),
    ("spc.chart", lambda: spc.chart(FALLS, phases=3.5), "phases must be positions"),
    ("spc.chart", lambda: spc.chart(FALLS, exclude=3.5), "such as [12] or ['2026-03']"),
    ("spc.chart", lambda: spc.chart(FALLS, centre="5"), "centre"),
    ("spc.chart", lambda: spc.chart(FALLS, width="3"), "width must be a number"),
    ("spc.chart", lambda: spc.chart(FALLS, kinds=["i"]), "kinds must be a Catalog"),
    ("spc.chart", lambda: spc.chart(FALLS, title=None), "title must be text"),
    ("spc.read", lambda: spc.read(CHART, [1]), "such as spc.NELSON or 'nelson'"),
    ("spc.read", lambda: spc.read(CHART, 3), "rules must be rules, a rule set"),
    ("spc.judge", lambda: spc.judge(READING, target="5"), "target"),
    ("spc.judge", lambda: spc.judge(READING, target={"a": 5}), "target"),
    ("spc.false_alarm", lambda: spc.false_alarm([1], 24), "rules must be rules"),
    ("spc.false_alarm", lambda: spc.false_alarm(None, 24), "rules must be rules"),
    ("spc.false_alarm", lambda: spc.false_alarm(spc.ANHOEJ, "24"), "(got '24')"),
    ("spc.constants", lambda: spc.constants("5"), "size must be a whole number"),
    (
        "spc.panel",
        lambda: spc.panel(FALLS, keys=None, on=MONTHS),
        "keys must be a list",
    ),
    (
        "spc.panel",
        lambda: spc.panel([1, 2], keys=["a", "b"], on=["2025-01"] * 2, phases=[1]),
        "phase must be a position from 0 to 0",
    ),
    ("spc.pareto", lambda: spc.pareto("reasons"), "categories must be a list of texts"),
    ("spc.pareto", lambda: spc.pareto(None), "categories must be a list of texts"),
    ("spc.pareto", lambda: spc.pareto({"car": "3"}), "must be a number from 0"),
    ("spc.pareto", lambda: spc.pareto({"car": None}), "must be a number from 0"),
    ("spc.pareto", lambda: spc.pareto(FRAME), "a frame of 2: falls, days"),
    ("spc.pareto", lambda: spc.pareto(["a"], keep="2"), "keep must be a whole number"),
    ("spc.funnel", lambda: spc.funnel(["1"], [9]), "must be a number (got '1')"),
    ("spc.funnel", lambda: spc.funnel([1], [9], levels=0.95), "such as (0.95, 0.998)"),
    ("spc.funnel", lambda: spc.funnel([1], [9], per="100"), "per must be a number"),
    (
        "spc.likelihood_ratios",
        lambda: ratios(shift="2"),
        "shift must be a whole number",
    ),
    ("spc.likelihood_ratios", lambda: ratios(rules="nelsn"), "did you mean 'nelson'"),
    ("spc.posterior", lambda: ratios().posterior("a"), "prior must be a whole number"),
    ("spc.posterior", lambda: ratios().posterior(1.5), "must be between 0 and 1"),
    ("spc.watching", lambda: spc.watching(spc.NELSON, centre="x"), "a KnownCentre, "),
    ("spc.watching", lambda: spc.watching(spc.NELSON, start="1"), "start must be a"),
    ("spc.Watch", lambda: WATCH.rate_for("5%"), "total must be a whole number or a"),
    ("spc.Watch", lambda: WATCH.rate_for(0), "total must lie between 0 and 1"),
    ("spc.change_point", lambda: spc.change_point(CHART, draws="x"), "draws must be"),
    ("spc.default_rules", lambda: spc.default_rules([1]), "a Chart, ChartKind or"),
    ("spc.advise", lambda: spc.advise([4, -1], measure="count"), "values[1]: must be"),
    ("spc.RuleSet", lambda: rule_set("nelson"), "such as [spc.Shift(length=8)]"),
    ("spc.side_of", lambda: spc.side_of("x", 5), "arrays of numbers that go together"),
    (
        "spc.tolerance_of",
        lambda: spc.tolerance_of("x"),
        "arrays of numbers that go together",
    ),
    (
        "spc.panel",
        lambda: spc.panel([1, 2], keys=[[1], [2]], on=MONTHS[:2]),
        "of one sort",
    ),
    (
        "spc.compare_rule_sets",
        lambda: spc.compare_rule_sets(CHART, np.array([1, 2])),
        "sets[0] must be a RuleSet",
    ),
    # A word that is no argument.
    ("spc.chart", lambda: chart(FALLS, centr=5), "did you mean 'centre'?"),
    ("spc.chart", lambda: chart(FALLS, colour="red"), "chart has no argument named"),
    ("spc.judge", lambda: judge(READING, targets=5), "did you mean 'target'?"),
    ("spc.explain", lambda: explain(CHART, point=5), "; there are at, chart"),
    (
        "spc.compare_rule_sets",
        lambda: spc.compare_rule_sets(CHART, [CHART]),
        "such as spc.RULE_SETS",
    ),
    (
        "tables.parse_csv",
        lambda: tables.parse_csv("a,b", delimiter=", "),
        "one character",
    ),
    ("tables.from_frame", lambda: tables.from_frame([1, 2]), ""),
    ("drawing.multiples_svg", lambda: drawing.multiples_svg(CHART, title=""), ""),
    ("core.parse_period", lambda: core.parse_period(None), ""),
    ("core.timeline", lambda: core.timeline(3), ""),
    ("core.between_events", lambda: core.between_events(["2025-01"]), "must be a day"),
]


@pytest.mark.parametrize(
    ("call", "said"),
    [row[1:] for row in WRONG],
    ids=[f"{place}-{row[0]}" for place, row in enumerate(WRONG)],
)
def test_a_mistake_is_told_in_the_words_of_the_caller(
    call: Callable[[], Any], said: str
) -> None:
    with pytest.raises(CqikitError) as refused:
        call()
    assert said in str(refused.value)
    assert "\n" not in str(refused.value).split("  - ")[0].rstrip("\n")


def test_there_are_as_many_mistakes_as_were_promised() -> None:
    assert len(WRONG) >= 60


# Every verb of charts, with every argument wrong --------------------------------------

OWN: Final = spc.EstimatedCentre("mean")
PHASES: Final = spc.chart(FALLS, "c", phases=[6])
FEW: Final = {"draws": 20, "seed": 0}
RULES: Final = {"rules": "nelson", "centre": OWN, **FEW}
#: Verbs, and what they take as a matter of course.
RIGHT: Final[dict[str, dict[str, Any]]] = {
    "advise": {"values": FALLS, "measure": "count"},
    "advise_phase": {"chart": PHASES, "direction": "lower"},
    "anhoej_limits": {"n": 12},
    "average_run_length": {"rules": [spc.Trend(length=3)], **FEW},
    "bernoulli_kind": {},
    "box_limits": {"n": 12},
    "by_need": {"judged": READING},
    "centre_basis": {"chart": CHART},
    "change_point": {"chart": CHART, **FEW},
    "changes": {"chart": PHASES, "direction": "lower"},
    "chart": {"values": FALLS, "kind": "i"},
    "chart_run_length": {"kind": "ewma"},
    "compare_rule_sets": {"chart": CHART, "sets": [spc.RULE_SETS["nelson"]]},
    "constants": {"size": 5},
    "critical_runs": {"above": 6, "below": 6},
    "cusum_kind": {},
    "counting": {"view": CHART},
    "default_rules": {"chart": CHART},
    "detectable_shift": {"n": 8, "start": 3, "probability": 0.5, **RULES},
    "detection": {"n": 8, "start": 3, "shift": 1.0, **RULES},
    "ewma_kind": {},
    "explain": {"chart": CHART},
    "false_alarm": {"n": 12, **RULES},
    "funnel": {"events": [3, 4], "sizes": [9, 12]},
    "judge": {"reading": READING},
    "likelihood_ratios": {"n": 8, "shift": 1.0, **RULES},
    "monitor": {"chart": CHART, "baseline": 12},
    "monitors": {"panel": PANEL, "baseline": 12},
    "panel": {"keys": ["a"] * 12, "on": MONTHS, "values": FALLS},
    "pareto": {"categories": ["a", "b", "a"]},
    "read": {"chart": CHART},
    "rule_title": {"name": "trend"},
    "runs_distribution": {"n": 12},
    "sentences": {"judged": spc.judge(READING)},
    "side_of": {"values": np.array([4.0, 6]), "line": np.array(5.0)},
    "signal_probability": {"n": 8, "shift": 1.0, **RULES},
    "signal_words": {"judged": spc.judge(READING)},
    "tolerance_of": {"line": np.array(5.0)},
    "runs_distribution_given": {"above": 6, "below": 6},
    "stability": {"reading": READING},
    "summary": {"judged": READING},
    "sustained_shifts": {"values": FALLS, "baseline": 6},
    "watching": {"looks": 2, **RULES},
}
#: Asked for each point of each rule: their arguments are not looked at by name.
KERNELS: Final = {"side_of", "tolerance_of"}
#: A text, nothing, what is too small, a list of texts, and what else people hand over.
MISTAKES: Final[list[Any]] = [
    "x",
    "5%",
    None,
    -1,
    0,
    3.7,
    ["a", "b"],
    [1, 2],
    {"a": 1},
    np.array([1, 2, 3]),
    [[1, 2], [3]],
    True,
    float("nan"),
    (),
    b"a",
    CHART,
]


def test_every_verb_of_charts_is_tried() -> None:
    public = {name for name in spc.__all__ if isfunction(unwrap(getattr(spc, name)))}
    assert public == set(RIGHT)


@pytest.mark.parametrize("name", RIGHT)
def test_no_mistake_ends_in_an_error_of_somebody_else(name: str) -> None:
    verb, right = getattr(spc, name), RIGHT[name]
    verb(**right)
    if name not in KERNELS:
        with pytest.raises(CqikitError, match="no argument named 'colour'"):
            verb(**right, colour="red")
    for argument in signature(verb).parameters:
        for mistake in MISTAKES:
            # What is no mistake is answered.
            with suppress(CqikitError):
                verb(**right | {argument: mistake})


# What people write, and what is meant -------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["xmr", "XmR", "imr", "I-MR", "I", "individuals", " i "]
)
def test_an_individuals_chart_goes_by_its_other_names(kind: str) -> None:
    assert spc.chart(FALLS, kind).kind is spc.CHARTS["i"]
    assert (
        spc.panel(FALLS, kind, keys=["a"] * 12, on=MONTHS).chart.kind is spc.CHARTS["i"]
    )


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("P", "p"),
        ("p'", "p-prime"),
        ("P_prime", "p-prime"),
        ("p-chart", "p"),
        ("p chart", "p"),
        ("U_chart", "u"),
        ("p’ chart", "p-prime"),
        ("Laney P′ chart", "p-prime"),
        ("S chart", "s"),
    ],
)
def test_kinds_are_found_however_they_are_written(kind: str, name: str) -> None:
    made = spc.chart(FALLS, kind, sizes=20)
    assert made.kind is spc.CHARTS[name]
    rows = {"keys": ["a"] * 12, "on": MONTHS}
    together = spc.panel(FALLS, kind, sizes=[20] * 12, **rows)
    assert together.chart.kind is spc.CHARTS[name]
    asked = tables.Charts(keys="k", on="m", values="v", sizes="n", kind=kind)
    assert asked.kind == name


@pytest.mark.parametrize("kind", ["T chart", "g_chart"])
def test_events_are_those_of_a_chart_however_it_is_written(kind: str) -> None:
    named = tables.Charts(keys="k", on="m", values="v", kind=kind[0].lower())
    assert tables.Charts(keys="k", on="m", values="v", kind=kind) == named
    with pytest.raises(CqikitError, match="did you mean 'p-prime'"):
        tables.Charts(keys="k", on="m", values="v", kind="p-prmie")


def test_a_catalog_of_your_own_need_not_have_what_a_name_stands_for() -> None:
    only = spc.CHARTS.only("run")
    with pytest.raises(CqikitError, match="no chart kind named 'xmr'"):
        spc.chart(FALLS, "xmr", kinds=only)


def test_a_whole_number_of_points_may_be_a_float() -> None:
    whole = spc.chart(FALLS, baseline=8)
    for count in (8.0, np.float64(8)):
        made = spc.chart(FALLS, baseline=count)
        np.testing.assert_array_equal(made.upper, whole.upper)


def test_rules_are_named_or_given_whole() -> None:
    sets = [spc.RULE_SETS["nelson"], "nelson", "Nelson", spc.NELSON, [*spc.NELSON]]
    named = [spc.read(CHART, rules).rules.names for rules in sets]
    assert named == [spc.NELSON.names] * len(sets)


REASONS: Final = ["staff", "car", "staff", "family", "staff", "car"]


@pytest.mark.parametrize(
    "counts",
    [
        pd.Series(REASONS).value_counts(),
        pd.Series({"staff": 3, "car": 2, "family": 1}),
        pd.Series({"staff": 3.0, "car": 2.0, "family": 1.0}, name="minutes"),
        pd.Series(REASONS),
        pd.Series(REASONS, index=MONTHS[:6]),
        pd.Categorical(REASONS),
        pl.Series(REASONS),
        np.array(REASONS),
        {"staff": np.int64(3), "car": 2, "family": 1},
    ],
    ids=str,
)
def test_counts_by_label_and_entries_make_one_pareto_chart(counts: Any) -> None:
    assert spc.pareto(counts).bars == spc.pareto(REASONS).bars


def test_numbers_with_rows_for_an_index_are_codes_of_categories() -> None:
    codes = pd.Series([7, 3, 7], index=[4, 9, 11], name="code")
    assert [bar.title for bar in spc.pareto(codes).bars] == ["7", "3"]
    counted = spc.pareto(codes.value_counts())
    assert [(bar.title, bar.count) for bar in counted.bars] == [("7", 2), ("3", 1)]


def test_the_day_of_a_period_is_a_day() -> None:
    assert str(core.period_of(date(2025, 1, 31), core.Frequency.MONTH)) == "2025-01"
