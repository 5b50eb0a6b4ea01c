"""Every public method of a public class, of a value of that class.

The methods of a class are those that a class of ours defines; what several classes
have from one base is tried once. What a method takes stands in `BY_METHOD`, or is found
as for a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from inspect import isclass, isfunction, signature
from typing import Any, Final

import numpy as np

from cqikit import core, forms, pdsa, projects, spc, tables
from cqikit.errors import Problem
from cqikit.spc._rules._stream import Stream
from cqikit.tables._places import Rows
from tests.doors import right
from tests.values.examples import Found, constants, of_assessments, of_drawing

__all__ = ["BY_METHOD", "methods", "right_of"]

#: A mapping that refuses, as Python's own do, whatever would change it.
WITHOUT: Final = frozenset({core.FrozenDict})
LINE: Final = np.array([4.0, 6.0, 5.0])
CENTRE: Final = np.array([5.0, 5.0, 5.0])
INDEXES: Final = np.array([24312, 24313])
FIRST: Final = 5.0, 1.0, None
POINTS: Final = spc.Points(LINE, LINE * 10)
CHART: Final = spc.chart(right.FALLS)
WATCHED: Final[dict[str, Any]] = {"rules": "three-sigma", "n": 12, "draws": 20}
MONTH: Final = right.MONTHS[0]
KEYED: Final = {"site": ["a", "a"], "month": ["2026-01", "2026-02"], "falls": [4, 5]}
BATCH: Final = Rows(KEYED, np.array([0, 0]), [("a",)], np.array([1, 2]))
#: What is drawn, and in which words.
SCENE: Final[dict[str, Any]] = {"width": 7.0, "wording": core.ENGLISH}
#: By the name of the method, where all that have one take the same.
BY_NAME: Final[dict[str, dict[str, Any]]] = {
    "along": {"line": Stream(CHART)},
    "scene": SCENE,
    "screened": {"points": POINTS, "centre": CENTRE},
    "standardised": {"points": POINTS, "centre": CENTRE},
    "vega": SCENE,
    "view": {"values": LINE},
    "working": {"points": POINTS, "_centre": CENTRE},
}
BY_METHOD: Final[dict[str, dict[str, Any]]] = {
    "core.Timeline.beyond": {"most": 100_000},
    "actions.Concern.all_of": {"words": ["vague"]},
    "actions.Concern.of": {"word": "vague"},
    "actions.Words.found": {"words": ["we"], "text": "we go"},
    "assessments.Rating.valued": {"value": 1.0},
    "assessments.Ratings.items": {"node": right.FRAMEWORK},
    "assessments.Ratings.parts": {"node": right.FRAMEWORK},
    "assessments.Responses.of_cells": {"source": "x"},
    "assessments.Scale.at_share": {"share": 0.5},
    "assessments.Scale.down": {"value": 1.0},
    "assessments.Scale.label": {"value": 1.0},
    "assessments.Scale.number": {"value": 1.0},
    "assessments.Scale.share": {"value": 1.0},
    "assessments.Scale.up": {"value": 1.0},
    "assessments.Framework.item": {"key": "use"},
    "core.Cadence.after": {"last": MONTH},
    "core.Cadence.anchored": {"index": 24312},
    "core.Cadence.begun": {"indexes": INDEXES},
    "core.Cadence.between": {"first": "2026-01", "last": "2026-03"},
    "core.Cadence.exist": {"indexes": INDEXES},
    "core.Cadence.first_months": {"indexes": INDEXES},
    "core.Cadence.indexes": {"first": 24312, "last": 24314},
    "core.Cadence.ordinals": {"indexes": INDEXES},
    "core.Cadence.period": {"when": "2026-01"},
    "core.Cadence.read": {"when": "2026-01"},
    "core.Catalog.replace": {"member": spc.NELSON},
    "core.FindingKind.of": {"found": core.found("steps[0]")},
    "core.FindingKind.told": {"problem": Problem("steps[0]", "missing")},
    "core.Guard.may_hold": {"subject": right.CYCLE},
    "core.Guard.told": {"subject": right.CYCLE, "event": right.EVENT},
    "core.Period.at": {"day": right.ON},
    "core.Sentence.said": {"wording": core.ENGLISH},
    "core.Table.after": {"state": pdsa.Phase.PLAN, "event": right.EVENT},
    "core.Table.events_in": {"state": pdsa.Phase.PLAN},
    "core.Table.fold": {"log": right.CYCLE.log},
    "core.Table.possible": {"state": pdsa.Phase.PLAN, "subject": right.CYCLE},
    "core.Table.step": {
        "state": pdsa.Phase.PLAN,
        "subject": right.EMPTY,
        "event": right.EVENT,
    },
    "core.Wording.part": {"part": 3},
    "core.Wording.pieces": {
        "template": "{n:# step|# steps}",
        "parts": {"n": 2},
        "write": str,
    },
    "core.Wording.sentence": {"template": "{n:# step|# steps}", "parts": {"n": 2}},
    "core.Wording.text": {"english": "step"},
    "core.Wording.words": {"template": "{n:# step|# steps}", "parts": {"n": 2}},
    "documents.DocumentType.reads": {"cls": pdsa.Cycle},
    "drawing.ChartPicture.of": {"drawn": right.JUDGED},
    "drivers.Theory.of": {"trial": "adopted"},
    "forms.Definition.of_column": {"column": "use"},
    "forms.Form.column": {"columns": ["use"]},
    "forms.Form.is_own": {"column": "use"},
    "forms.Form.knows": {"columns": ["use"]},
    "forms.Records.row": {"place": 0},
    "measures.Columns.part": {"where": slice(0, 1)},
    "measures.Columns.with_table": {"table": right.ROWS.table},
    "measures.Measure.period": {"day": right.ON},
    "measures.Measure.value": {"numerator": 4.0, "denominator": 2.0},
    "projects.Project.aim_for": {"measure": "x"},
    "projects.Project.chart_plan": {"measure": "x"},
    "projects.Project.series_of": {"measure": "x"},
    "spc.Box.limits": {"useful": 12},
    "spc.CriticalRuns.holds": {"runs": 4},
    "spc.Dispersion.edge": {
        "sizes": LINE,
        "p": 0.9,
        "centre": 0.5,
        "variance": 0.2,
        "limits": "normal",
    },
    "spc.Funnel.explain": {"unit": "1"},
    "spc.LikelihoodRatios.posterior": {"prior": 0.2},
    "spc.Monitor.after": {"row": FIRST},
    "spc.Monitor.folded": {"rows": (FIRST,) * 6},
    "spc.Monitor.frozen_at": {"rows": (FIRST,) * 6},
    "spc.Monitor.passing": {"row": FIRST},
    "spc.Monitor.take": {"value": 5},
    "spc.Monitors.take": {"values": [5], "keys": ["a"], "on": "2027"},
    "spc.MovingRange.of": {"steps": LINE},
    "spc.MovingRange.screened_of": {"steps": LINE},
    "spc.Points.block": {"rows": slice(0, 1), "span": slice(0, 2)},
    "spc.Points.each": {"function": np.asarray},
    "spc.Probability.exact": {"value": 0.2},
    "spc.Probability.of_draws": {"hits": 2, "draws": 20, "seed": 0},
    "spc.RunLength.exact": {"mean": 370.0},
    "spc.RunsBox.holds": {"crossings": 4, "longest": 4},
    "spc.RunsDistribution.at_most": {"longest": 4},
    "spc.RunsDistribution.run_of": {"length": 4},
    "tables.Charts.answer": {"rows": BATCH},
    "tables.Charts.reads": {"_": ("site",)},
    "tables.ClosingFigures.answer": {"rows": BATCH},
    "tables.ClosingFigures.reads": {"_": ("site",)},
    "tables.Scores.answer": {"rows": BATCH},
    "tables.Scores.reads": {"names": ("site",)},
}


def made() -> Iterator[Any]:
    """Yield values of classes that are in no constant, and nowhere in an example."""
    yield from right.by_class().values()
    yield forms.read_definition(right.EXPORTS / "redcap_dictionary.csv")
    yield forms.records([{"teams": 3}])
    yield pdsa.Share(1, 2)
    yield projects.overview({"a": right.by_class()["Project"]}, as_of=right.ON)
    yield spc.anhoej_limits(12)
    yield spc.critical_runs(6, 6)
    yield spc.runs_distribution(12)
    yield spc.Zeros()
    yield from (spc.BaselineCentre(2), spc.KnownCentre(), spc.EstimatedCentre("mean"))
    detection = spc.detection(**WATCHED, start=3, shift=1.0)
    yield detection
    yield projects.Prospect(
        aim=right.by_class()["Aim"],
        level=4.0,
        goal=6.0,
        sigma=1.0,
        start=MONTH,
        until=MONTH,
        centre=spc.KnownCentre(),
        detection=detection,
    )
    yield spc.likelihood_ratios(**WATCHED, start=3, shift=1.0)
    yield spc.watching("three-sigma", 3, draws=20)
    monitor = spc.monitor(CHART, baseline=12)
    yield from monitor.take(5)
    panel = spc.panel(right.FALLS, keys=["a"] * 12, on=range(2001, 2013))
    yield spc.monitors(panel, baseline=12)
    yield tables.Charts(keys="site", on="month", values="falls")
    yield tables.ClosingFigures(
        keys="site",
        team="team",
        on="month",
        value="falls",
        measures=[right.MEASURE],
        collaborative=right.by_class()["Collaborative"],
    )
    phases = spc.chart([4, 6, 5, 3, 6, 4, 9, 9, 9, 9, 9, 9, 9, 9])
    yield spc.advise_phase(phases, direction="higher")
    yield tables.Scores(keys="site", framework=right.FRAMEWORK)


@cache
def by_kind() -> dict[type, Any]:
    """Return a value of each class."""
    found = Found()
    for value in [*constants(), *of_assessments(), *of_drawing(), *made()]:
        found.look(value)
    values = {kind: many[0] for kind, many in found.values.items() if many}
    return {**values, core.Sentence: core.worded("no step", {})}


@cache
def methods() -> dict[str, Callable[..., Any]]:
    """Return every public method, by room, class and name; bound to a value."""
    found: dict[str, Callable[..., Any]] = {}
    seen: set[Any] = set()
    for room in right.ROOMS:
        door = import_module(f"cqikit.{room}")
        for name in door.__all__:
            kind = getattr(door, name)
            if not isclass(kind) or kind in WITHOUT or is_protocol(kind):
                continue
            for method, function in of_class(kind):
                if function not in seen:
                    seen.add(function)
                    own = getattr(by_kind().get(kind, kind), method)
                    found[f"{room}.{name}.{method}"] = own
    return found


def is_protocol(kind: type) -> bool:
    return bool(vars(kind).get("_is_protocol", False))


def of_class(kind: type) -> Iterator[tuple[str, Any]]:
    """Yield the names of methods, each with the function behind it."""
    ours = [base for base in kind.__mro__ if base.__module__.startswith("cqikit.")]
    for name in dict.fromkeys(name for base in ours for name in vars(base)):
        if name.startswith("_"):
            continue
        held = next(vars(base)[name] for base in ours if name in vars(base))
        function = getattr(held, "__func__", held)
        if isfunction(function):
            yield name, function


def right_of(name: str) -> dict[str, Any]:
    """Return right arguments for a method, by the names of its parameters."""
    method = methods()[name]
    given = {**BY_NAME.get(name.rpartition(".")[2], {}), **BY_METHOD.get(name, {})}
    taken = signature(method).parameters
    right_ones = {key: value for key, value in given.items() if key in taken}
    for parameter in right.needed(method):
        if parameter.name not in right_ones:
            right_ones[parameter.name] = right.found_for(parameter)
    return right_ones
