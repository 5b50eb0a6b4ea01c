"""Every text that people write in a plan, in cycles and in answers comes out again.

Each field for text holds a word of its own; each word is on every form of the report.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from attrs import evolve

from cqikit import actions, pdsa, plans, reports
from cqikit.assessments import (
    FRAMEWORKS,
    Answer,
    Crosswalk,
    Domain,
    Framework,
    Item,
    Responses,
    Scale,
)
from cqikit.assessments import Link as CrosswalkLink
from cqikit.collaboratives import Collaborative, Recount, Team
from cqikit.core import parse_period
from cqikit.drivers import ChangeIdea, Diagram, Driver, Link
from cqikit.measures import Aim, Level, Measure, Observation, series
from cqikit.projects import (
    Assessed,
    Charter,
    ChartPlan,
    Exclusion,
    Project,
    ProjectEvent,
)
from tests.reports.filled import filled, texts

ON = date(2026, 6, 30)
#: Names that hold things together, and are shown by what they name.
KEYS: dict[Any, Any] = {
    (plans.Plan, "key"): "plan",
    (plans.Plan, "log"): (),
    # What words a step is judged by: used, not told.
    (plans.Plan, "language"): "en",
    (plans.DataSource, "key"): "scores",
    (plans.Area, "key"): "space",
    (plans.Need, "key"): "seating",
    (plans.UnitScore, "source"): "scores",
    (plans.Observe, "step"): "tables",
    (plans.ReviewStep, "step"): "tables",
    (plans.Revise, "added"): (),
    (actions.ActionStep, "key"): "tables",
    (actions.ActionStep, "language"): "en",
    (actions.ActionStep, "answers"): ("seating",),
    (actions.ActionStep, "after"): (),
    (actions.ActionStep, "parent"): None,
    (actions.ActionStep, "area"): "space",
    (actions.ActionStep, "log"): (),
    (actions.Replace, "by"): ("chairs",),
    (pdsa.Plan, "measures"): ("waits",),
    (pdsa.Compare, "question"): "How many?",
    (pdsa.Observe, "question"): "How many?",
    (pdsa.Predict, "question"): "How many?",
    (pdsa.EndTest, "as_planned"): False,
    (ChangeIdea, "key"): "card",
    (Driver, "key"): "reminders",
    (Driver, "measures"): ("waits",),
    (ProjectEvent, "on"): parse_period("2026-02"),
    (ProjectEvent, "until"): None,
    (Exclusion, "on"): parse_period("2026-03"),
    (ChartPlan, "measure"): "waits",
    (ChartPlan, "kind"): "i",
    (ChartPlan, "rules"): "",
    (ChartPlan, "baseline"): None,
    (ChartPlan, "centre"): None,
    (Charter, "key"): "p",
    (Charter, "as_of"): date(2026, 12, 1),
    (Charter, "language"): "en",
    (Measure, "key"): "waits",
    (Measure, "kind"): "proportion",
    (Measure, "direction"): "lower",
    (Measure, "frequency"): "month",
    (Measure, "cadence"): None,
    (Measure, "per"): 100,
    (Team, "key"): "a",
    (Team, "parent"): "",
    (Team, "has_no"): (),
    (Team, "since"): None,
    (Team, "until"): None,
    (Recount, "team"): "a",
    (Recount, "measure"): "waits",
    (Answer, "item"): "leadership",
    (Answer, "value"): "met",
    (Answer, "status"): "answered",
    # Who somebody is stays out of a report that goes to others; the role is in it.
    (Answer, "respondent"): "r1",
}


class Words:
    """Counts the words that were given out."""

    def __init__(self) -> None:
        self.numbers = itertools.count()

    def fill(self, cls: Any, **said: Any) -> Any:
        """Return a filled value of a class, some of its fields said."""
        chosen = {**KEYS, **{(cls, name): value for name, value in said.items()}}
        return filled(cls, self.numbers, chosen)

    @property
    def wanted(self) -> list[str]:
        """Return every word that was given out."""
        return [f"word{place}x" for place in range(next(self.numbers))]


def report(**parts: Any) -> reports.Report:
    charter = Charter(key="p", title="P", as_of=date(2028, 1, 1))
    return reports.compose(Project(charter=charter, **parts))


def all_said(made: reports.Report, words: Words) -> None:
    wanted = words.wanted
    assert wanted
    for form, said in texts(made).items():
        # A sentence may begin with a word.
        told = said.lower()
        assert [word for word in wanted if word not in told] == [], form


def steps_of(words: Words) -> Iterator[actions.ActionStep]:
    """Yield steps in whose logs is, all together, every event of a step."""
    fill = words.fill
    before = [
        fill(kind) for kind in (actions.Own, actions.Move, actions.Start, actions.Note)
    ]
    going = [*before, fill(actions.Hold), fill(actions.Resume)]
    ends = {
        "tables": [*going, fill(actions.Finish)],
        "chairs": [fill(actions.Drop), fill(actions.Reopen)],
        "rugs": [fill(actions.Replace)],
    }
    seen = {type(event) for log in ends.values() for event in log}
    assert seen == set(get_args(actions.Event))
    for key, log in ends.items():
        yield fill(actions.ActionStep, key=key, log=tuple(log))


def plan_of(words: Words) -> plans.Plan:
    """Return a plan in whose log is every event of a plan."""
    fill = words.fill
    old = fill(
        plans.Revise,
        before=(fill(actions.ActionStep, key="tables"),),
        areas=(fill(plans.Area, growth=(fill(plans.Need, key="old-need"),)),),
        sources=(fill(plans.DataSource),),
    )
    kinds = (
        *(plans.Involve, plans.Begin, plans.Observe, plans.ContextChange),
        *(plans.Share, plans.StartReview, plans.ReviewStep, plans.Reflect),
    )
    log = [*(fill(kind) for kind in kinds), old, fill(plans.Celebrate)]
    assert {type(event) for event in log} == set(get_args(plans.Event))
    made: plans.Plan = fill(plans.Plan, steps=tuple(steps_of(words)))
    return evolve(made, log=tuple(log))


def test_every_text_of_a_plan_is_on_every_form() -> None:
    words = Words()
    all_said(report(plan=plan_of(words)), words)


def cycles_of(words: Words) -> Iterator[pdsa.Cycle]:
    """Yield cycles in whose logs is, all together, every event of a cycle."""
    fill = words.fill

    def begun() -> list[Any]:
        return [fill(pdsa.Plan), fill(pdsa.Predict)]

    tested = [
        *begun(),
        *map(fill, (pdsa.StartTest, pdsa.Observe, pdsa.EndTest, pdsa.Compare)),
        fill(pdsa.Conclude),
    ]
    logs = {
        "adopted": [*tested, fill(pdsa.Adopt)],
        "adapted": [*tested, fill(pdsa.Adapt)],
        "abandoned": [*tested, fill(pdsa.Abandon)],
        "stopped": [*begun(), fill(pdsa.Stop)],
        "corrected": [
            *begun(),
            fill(pdsa.Correct, place=0, instead=fill(pdsa.Plan)),
        ],
    }
    seen = {type(event) for log in logs.values() for event in log}
    assert seen == set(get_args(pdsa.Event))
    for key, log in logs.items():
        yield fill(pdsa.Cycle, key=key, idea="", log=tuple(log))


def test_every_text_of_cycles_is_on_every_form() -> None:
    words = Words()
    all_said(report(cycles=tuple(cycles_of(words))), words)


def test_every_text_of_an_assessment_is_on_every_form() -> None:
    words = Words()
    answer = words.fill(Answer)
    [title] = [f"word{next(words.numbers)}x"]
    given = Responses(FRAMEWORKS["bts-infrastructure"], [answer])
    all_said(report(assessed=[Assessed(key="a", title=title, responses=given)]), words)


def test_a_framework_of_many_units_shows_each_and_its_principles() -> None:
    framework = FRAMEWORKS["child-welfare-cqi"]
    said = [
        Answer(item="1A", value=value, unit=unit)
        for value, unit in (("in place", "North"), ("begun", "South"))
    ]
    # A unit of which nothing is known stands last.
    said += [Answer(item="1B", value="begun", unit="East")]
    given = Responses(framework, said)
    made = texts(report(assessed=[Assessed(key="a", responses=given)]))
    for form, text in made.items():
        assert "South 1; North 3; East none" in text, form
        assert all(principle in text for principle in framework.principles), form
    assert "lowest in South" in made["markdown"]


def test_every_text_around_the_numbers_is_on_every_form() -> None:
    words = Words()
    charter = words.fill(Charter)
    measure = words.fill(Measure)
    aim = Aim(
        key="aim",
        title=f"word{next(words.numbers)}x",
        measure="waits",
        target=Level(4),
        by="2026-12",
        population=f"word{next(words.numbers)}x",
    )
    diagram = Diagram(
        key="d",
        title=f"word{next(words.numbers)}x",
        aim=aim,
        drivers=[words.fill(Driver)],
        ideas=[words.fill(ChangeIdea)],
        links=[
            Link(cause="reminders", effect="aim"),
            Link(cause="card", effect="reminders"),
        ],
    )
    rows = [
        Observation(
            period=f"2026-{place:02}",
            numerator=place % 3,
            denominator=9,
            row=str(place),
        )
        for place in range(1, 11)
    ]
    group = Collaborative(
        key="c",
        teams=[words.fill(Team)],
        recounts=[
            words.fill(Recount),
            Recount(team="a", measure="other", period="2026-01", counted=7),
        ],
        confidence=f"word{next(words.numbers)}x",
    )
    project = Project(
        charter=charter,
        measures=[measure],
        aims=[aim],
        series=[series(measure, rows, team="a")],
        diagram=diagram,
    )
    all_said(reports.compose(project, group), words)


def test_every_text_of_a_framework_and_of_a_crosswalk_is_on_every_form() -> None:
    words = Words()

    def word() -> str:
        return f"word{next(words.numbers)}x"

    item = Item(key="it", text=word(), evidence=word(), scale="s")
    domain = Domain(key="dom", title=word(), text=word(), items=[item])
    framework = Framework(
        key="ours",
        title=word(),
        version="1",
        scales=[Scale(key="s", low=0, high=1)],
        domains=[domain],
        principles=[word()],
        text=word(),
        source=word(),
        licence=word(),
    )
    link = CrosswalkLink(to="it", of=["leadership"], why=word())
    walk = Crosswalk(key="walk", of="other", to="ours", source=word(), links=[link])
    given = Responses(framework, [Answer(item="it", value=1)])
    made = Assessed(key="a", responses=given, translated_from="b", crosswalk=walk)
    bare = evolve(walk, source="", links=[evolve(link, why="")])
    also = Assessed(key="c", responses=given, translated_from="d", crosswalk=bare)
    all_said(report(assessed=[made, also]), words)
