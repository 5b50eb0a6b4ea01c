"""An example of every public class, most from documents and docstrings that run.

A value that a docstring makes of a function or class of its own is left out: what is
defined there can be found by nobody else, so that it cannot be pickled.
"""

from __future__ import annotations

import doctest
import importlib
import inspect
import math
import pkgutil
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout, suppress
from datetime import date
from enum import Enum
from functools import cache
from io import StringIO
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import attrs

import cqikit
from cqikit import (
    actions,
    assessments,
    collaboratives,
    documents,
    drawing,
    drivers,
    folders,
    forms,
    languages,
    pdsa,
    plans,
    projects,
    reports,
    spc,
)
from cqikit.core import Closure, Finding, Frequency, found, period_of
from cqikit.plugins import Plugin
from cqikit.tables import Across, Codes, Once, parse_csv
from tests.assessments.stories import flat, told
from tests.pdsa.stories import whole
from tests.plugins import ours

__all__ = ["examples", "public_classes"]

HERE = Path(__file__).parent
#: So many of one class say enough.
ENOUGH = 40
#: Modules whose docstrings make no values, or draw at random what others make.
WITHOUT = (
    "cqikit.cli",
    "cqikit.__main__",
    "cqikit.testing._checks",
    "cqikit.testing._values",
)
ON = date(2026, 3, 2)
PLAIN = (str, bytes, int, float, date, Enum, ModuleType)


@cache
def public_classes() -> dict[type, str]:
    """Return every attrs class that a door names, and by which name."""
    doors = [importlib.import_module(f"cqikit.{room}") for room in rooms()]
    return {
        member: f"{door.__name__}.{name}"
        for door in doors
        for name in door.__all__
        if inspect.isclass(member := getattr(door, name)) and attrs.has(member)
    }


def rooms() -> list[str]:
    """Return the names of the rooms, but for the command line."""
    names = {module.name for module in pkgutil.iter_modules(cqikit.__path__)}
    return sorted(names - {"__main__", "cli"})


@cache
def examples() -> dict[type, list[Any]]:
    """Return values of every class of ours that is public or inside of one."""
    found = Found()
    for value in [*constants(), *written(), *of_docstrings(), *made()]:
        found.look(value)
    return found.values


class Found:
    """Values by their class, each looked into once."""

    def __init__(self) -> None:
        self.values: dict[type, list[Any]] = {}
        self.known: dict[int, tuple[Any, bool]] = {}

    def look(self, value: Any) -> bool:
        """Keep a value and all inside it; say whether others can find its parts."""
        if value is None or isinstance(value, PLAIN):
            return True
        if isinstance(value, FunctionType):
            return "<doctest" not in value.__code__.co_filename
        if isinstance(value, type):
            return self.is_found(value)
        if id(value) not in self.known:
            self.known[id(value)] = value, True
            found = [self.look(part) for part in parts(value)]
            ours = all(found) and self.is_found(type(value))
            self.known[id(value)] = value, ours
            kept = self.values.setdefault(type(value), [])
            if attrs.has(type(value)) and ours and len(kept) < ENOUGH:
                kept.append(value)
        return self.known[id(value)][1]

    @staticmethod
    def is_found(kind: type) -> bool:
        """Say whether a class is where it says, not in a docstring."""
        home = importlib.import_module(kind.__module__)
        return hasattr(home, kind.__qualname__.split(".")[0])


def parts(value: Any) -> Iterable[Any]:
    """Return what is inside a value."""
    if attrs.has(type(value)):
        return [getattr(value, field.name, None) for field in attrs.fields(type(value))]
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, (list, tuple, frozenset, set)):
        return value
    return ()


def constants() -> list[Any]:
    """Return what doors have that is neither class nor function: catalogs, tables."""
    doors = [importlib.import_module(f"cqikit.{room}") for room in rooms()]
    named = [getattr(door, name) for door in doors for name in door.__all__]
    return [member for member in named if attrs.has(type(member))]


def of_docstrings() -> list[Any]:
    """Return what the examples of docstrings make and show."""
    seen: list[Any] = []
    finder = doctest.DocTestFinder(exclude_empty=True)
    for module in pkgutil.walk_packages(cqikit.__path__, "cqikit."):
        if module.name.startswith(WITHOUT):
            continue
        for test in finder.find(importlib.import_module(module.name)):
            run_plainly(test)
            seen += test.globs.values() if test.examples else ()
    return seen


def run_plainly(test: doctest.DocTest) -> None:
    """Run the examples of a docstring; whether they show what they say is known.

    A runner of doctests looks after every file it ever read, each time.
    """
    for place, example in enumerate(test.examples):
        code = compile(example.source, f"<doctest {test.name}[{place}]>", "single")
        with redirect_stdout(StringIO()), suppress(Exception):
            exec(code, test.globs)


def written() -> list[Any]:
    """Return the documents that are read for ever, and whole efforts with reports."""
    v1 = HERE.parent / "documents" / "v1"
    seen: list[Any] = [documents.read(file) for file in sorted(v1.glob("*.json"))]
    for place in ("home_visiting", "measles"):
        effort = folders.read(f"examples/{place}")
        seen.append(effort)
        seen.append(
            reports.compose(effort.project, effort.collaborative, guide=effort.guide)
        )
        project = effort.project
        thread = projects.thread(project)
        seen += projects.timeline(project), thread, projects.foretold(thread)
        seen += projects.participation(project), projects.loop(project)
    return seen


def made() -> list[Any]:
    """Return what verbs make that stands in no document and no docstring."""
    return [
        *of_actions(),
        *of_assessments(),
        *of_collaboratives(),
        *of_drawing(),
        *of_forms(),
        *of_pdsa(),
        *of_plans(),
        *of_spc(),
        Closure("2026-07-01", "2026-08-31", reason="school holidays"),
        languages.Message("mediana", ("reviewed",)),
        Plugin("mine", "cqikit.rules", "mine:RULE"),
        ours.BUDGET,
        Across(value="count"),
        Codes(column="visits", codes=[99, "refused"]),
        Once(column="child", keep="first"),
    ]


def of_actions() -> Iterable[Any]:
    step = actions.ActionStep(key="rugs", what="Order rugs", who="director")
    yield actions.strength(step)


class Watched:
    """A scorer that keeps what it was given."""

    name = "watched"

    def __init__(self) -> None:
        self.seen: list[Any] = []

    def __call__(self, node: assessments.Node, answers: assessments.Ratings) -> Any:
        self.seen.append(answers)
        return assessments.SCORERS["mean"](node, answers)


def of_assessments() -> Iterable[Any]:
    old = flat()
    new = flat(*old.items[1:], version="2", title="Flat, again")
    yield assessments.migrate(old, new)
    before, after = (
        assessments.Responses(old, told(collect=1, use=level)) for level in (1, 3)
    )
    again = assessments.retake(before, after)
    yield again
    yield projects.Retaken(first="before", last="after", change=again.changes[0])
    watched = Watched()
    yield assessments.score(before, scorer=watched)
    yield watched.seen
    yield assessments.Conversion(
        version="1", items=["use"], before=[0, 1], after=[0, 2]
    )
    yield assessments.Criterion(item=old.items[0], scale=old.scales[0], value=2.0)


def of_collaboratives() -> Iterable[Any]:
    yield collaboratives.Receipt(team="north", period="2026-01", on=ON)
    yield collaboratives.Recount(
        team="north", measure="visits", period="2026-01", counted=7
    )
    yield collaboratives.segments([3, 4, 3, 8, 9, 9, 8, 9], baseline=3, length=4)
    month = period_of(ON, Frequency.MONTH)
    stood = collaboratives.StoodIn(
        team="north",
        reported=month,
        value=4.0,
        numerator=math.nan,
        denominator=math.nan,
    )
    yield collaboratives.Made(teams=2, rows=("a.csv row 2",), filled=(stood,))
    yield stood
    yield collaboratives.Undertaking(what="Keep the chart", who="lead", by_when=ON)
    yield drivers.Rating("rugs", payoff=3, effort=1)
    diagram = documents.read("examples/home_visiting/drivers.toml")
    assert isinstance(diagram, drivers.Diagram)
    yield drivers.tree(diagram)
    yield projects.Exclusion(on="2026-01", reason="a flood")
    yield projects.Signalled(measure="visits", title="Visits", at=month, gain=1)
    aims = documents.read("examples/child_care/aim.toml")
    assert isinstance(aims, documents.Aims)
    yield projects.GoalProgress(aim=aims.aims[0], done=0.5, held=3, how="so far")


def of_drawing() -> Iterable[Any]:
    effort = folders.read("examples/home_visiting")
    project = effort.project
    report = reports.compose(project, effort.collaborative, guide=effort.guide)
    section = report.measures[0]
    teams = report.closing.team_titles
    between = section.result.between
    assert between is not None
    yield drawing.CaterpillarPicture(between, teams)
    assert project.diagram is not None
    charted = [each.charted for each in report.measures]
    yield drawing.TheoryPicture(
        project.diagram, projects.theory_of(project.diagram, project.cycles, charted)
    )
    yield drawing.RampPicture(section.picture, project.cycles, teams)
    plan = folders.read("examples/child_care").project.plan
    assert plan is not None
    yield drawing.PlanPicture(plan, as_of=ON)
    rows = assessments.profile(assessments.score(assessments.Responses(flat(), told())))
    yield drawing.RolesPicture(rows=rows, roles={"director": rows}, title="Flat")
    assert report.closing.reports is not None
    yield drawing.ParticipationPicture(reports=report.closing.reports, titles=teams)
    rungs = collaboratives.rungs(1, sites=31)
    yield drawing.SpreadPicture(joined={"north": ON}, rungs=rungs, as_of=ON)


def of_forms() -> Iterable[Any]:
    dictionary = "examples/answers/exports/redcap_dictionary.csv"
    yield forms.read_definition(dictionary)
    rows = parse_csv("collect,use\n1,3\n")
    layout = forms.propose(rows, flat())
    yield forms.understood(rows, layout, flat())
    sheet = pdsa.Worksheet(key="k", title="T")
    left = forms.Unplaced("page 1, table 2, row 4", "ask the nurse first")
    yield forms.WordForm(sheet, (left,), forms.TEMPLATES["pdsa-worksheet"])


def of_pdsa() -> Iterable[Any]:
    every = [
        whole("c1", prediction=pdsa.Interval(10, 20, confidence=0.8), actual=15),
        whole("c2", prediction=pdsa.Number(4), actual=4),
    ]
    yield pdsa.calibrate(every)
    yield pdsa.brier([(0.8, 1), (0.3, 0)])
    yield documents.Fidelity(measures=pdsa.fidelity(every))
    card = projects.Resource(key="card", title="Reminder card")
    yield projects.Hit(project="rugs", title="Rugs", found=card)
    yield projects.LoopFact(on=ON, what="met")
    yield projects.Foretold(
        cycle="c2",
        title="Rugs",
        question="How many sit?",
        prediction=pdsa.Number(4),
        measure="seated",
        named="",
        of="",
        period=None,
        actual=4.0,
        verdict=None,
        said=None,
    )
    yield pdsa.features(pdsa.ramps(every)[0])
    yield pdsa.submissions(every)
    yield pdsa.comparisons(every[0])
    yield pdsa.Abandon(on=ON, reason="nobody came")
    yield pdsa.Asked(question="How many come?", prediction="most")
    yield pdsa.Found(question="How many come?", happened="12 came", actual=12)


def of_plans() -> Iterable[Any]:
    rugs, mats = (actions.ActionStep(key=key, what=key) for key in ("rugs", "mats"))
    yield plans.Add(step=rugs)
    yield plans.Reflect(on=ON, went_well="the rugs came")
    yield plans.DropStep(step="rugs", why="no money")
    yield plans.Merge(steps=["rugs", "mats"], into=mats)
    yield plans.Redefine(step=rugs, why="too vague")
    yield plans.Split(step="rugs", into=[rugs, mats])


def of_spc() -> Iterable[Any]:
    values = [7, 9, 8, 12, 8, 7, 9, 8, 12, 15, 14, 15]
    days = [period_of(date(2026, month, 1), Frequency.MONTH) for month in range(1, 13)]
    made = spc.chart(
        values, on=days, phases={"2026-09": "rugs"}, exclude={"2026-04": "a flood"}
    )
    reading = spc.read(made)
    judged = spc.judge(reading, "higher", 10)
    yield judged, reading.runs, reading.completing, made.method
    yield judged.changes, documents.Changes(changes=judged.changes)
    yield documents.Findings(findings=[Finding(code="aim.none", message="no aim")])
    yield found("steps[2].when", due=ON, days=3, keys=("a", "b"))
    yield Finding(
        code="aim.late", template="{days:# day|# days} late", parts={"days": 3}
    )
    y = [6.0, 6, 6, 5, 6, 6, 6, 6]
    yield spc.compare_rule_sets(spc.chart(y, "run", centre=5))
    yield spc.BaselineCentre(8)
    calm = spc.chart([7, 9, 8, 12, 8, 7, 9, 8, 9, 10, 9, 10], phases={8: "rugs"})
    yield [change.needed for change in spc.changes(calm)]
    yield spc.average_run_length(spc.NELSON, draws=40)
    yield spc.MeanSd(), spc.WeightedRange(), spc.WeightedSd()
    yield spc.chart_run_length("ewma", 1.0)
    stack = spc.chart([values, values[::-1]])
    yield spc.judge(spc.read(stack), "lower"), spc.judge(spc.read(stack), "lower")[0]
    panel = spc.panel(
        values, keys=["a", "b"] * 6, on=[day for day in days[:6] for _ in "ab"]
    )
    yield panel, panel["a"], spc.judge(spc.read(panel.chart))
