"""All that people write of groundwork and evidence is on every form of a page."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

import attrs
from attrs import evolve

from cqikit import reports
from cqikit.assessments import FRAMEWORKS, Answer, Responses
from cqikit.core import Period, parse_period
from cqikit.pdsa import Conclude, Cycle, Plan
from cqikit.projects import (
    Agreement,
    Assessed,
    Charter,
    Conjoint,
    EvidenceKind,
    Groundwork,
    Person,
    PersonRole,
    ProgramModel,
    ProgressDecision,
    Project,
    QualitativeEvidence,
    Standard,
    StandardForm,
    StandardKind,
    Training,
)
from tests.examples import loaded
from tests.reports.filled import texts
from tests.reports.test_closing_guide import small

AS_OF = date(2900, 1, 1)
SCORED = "progress"
OF_TEAM = ("2031-01-02", "3.5", "wordC", "wordD", "wordE")


class Filler:
    """Fills every field of a class with something that no other field has."""

    def __init__(self) -> None:
        self.wanted: list[str] = []
        self.count = itertools.count(1)

    def of(self, cls: Any) -> Any:
        hints = get_type_hints(cls)
        made = {}
        for field in attrs.fields(cls):
            # A key is what others name it by; a page shows the title.
            shown = field.name != "key"
            before = len(self.wanted)
            made[field.name] = self.value(hints[field.name])
            if not shown:
                del self.wanted[before:]
        return cls(**made)

    def value(self, kind: Any) -> Any:
        if get_origin(kind) is tuple:
            return (self.value(get_args(kind)[0]), self.value(get_args(kind)[0]))
        kind = next(
            inner for inner in get_args(kind) or (kind,) if inner is not type(None)
        )
        if attrs.has(kind) and kind is not Period:
            return self.of(kind)
        if issubclass(kind, Enum):
            return next(iter(kind))
        number = next(self.count)
        made = {
            str: f"word{number}x",
            int: 7000 + number,
            float: 0.5 + number,
            date: date(2030, 1, 1) + timedelta(days=number),
            Period: parse_period(f"{2100 + number}"),
        }[kind]
        self.wanted.append(f"{made:g}" if kind is float else str(made))
        return made


def filled() -> tuple[Project, list[str]]:
    """Return a project with every field of both filled, and what was filled in."""
    filler = Filler()
    hints = get_type_hints(Groundwork)
    parts = {name: filler.value(kind) for name, kind in hints.items() if name != SCORED}
    # Of these, a value goes in half steps.
    told = [
        ProgressDecision(on=date(2031, 1, 1), value=2.5, who="wordA", why="wordB"),
        ProgressDecision(
            on=date(2031, 1, 2), value=3.5, team="wordC", who="wordD", why="wordE"
        ),
    ]
    made = Project(
        charter=Charter(key="p", title="P", as_of=AS_OF),
        groundwork=Groundwork(**parts, progress=told),
        evidence=[filler.of(QualitativeEvidence)],
        conjoint=[filler.of(Conjoint)],
    )
    return made, [*filler.wanted, "2031-01-01", "2.5", "wordA", "wordB", *OF_TEAM]


def test_every_field_that_people_fill_in_is_on_every_form() -> None:
    made, wanted = filled()
    assert len(wanted) > 60
    for form, grouped in texts(reports.compose(made)).items():
        said = re.sub(r"(?<=\d),(?=\d{3})", "", grouped)
        assert [word for word in wanted if word not in said] == [], form


def page(**parts: Any) -> str:
    """Return the page of a small project, as Markdown."""
    made = reports.to_markdown(reports.compose(evolve(small(), **parts)))
    return made.replace("\\", "")


def test_each_choice_has_its_words_on_the_page() -> None:
    people = [
        Person(key=f"p{person_role}", who="somebody", role=person_role)
        for person_role in PersonRole
    ]
    standards = [
        Standard(key=f"{form}-{kind}", title="It", form=form, kind=kind)
        for form in StandardForm
        for kind in StandardKind
    ]
    made = page(groundwork=Groundwork(people=people, standards=standards))
    for role in PersonRole:
        assert f"somebody<br>{role.words}" in made or not role.words
    for form in StandardForm:
        for kind in StandardKind:
            assert f"{form}; tells of {kind}" in made
    evidence = [
        QualitativeEvidence(key=this_kind, title="E", kind=this_kind, on="2026")
        for this_kind in EvidenceKind
    ]
    asked = [
        Conjoint(
            key=this_agreement,
            question="Why?",
            agreement=this_agreement,
            evidence=["interview"],
        )
        for this_agreement in Agreement
    ]
    made = page(evidence=evidence, conjoint=[*asked, Conjoint(key="q", question="?")])
    for evidence_kind in EvidenceKind:
        assert evidence_kind.value.replace("-", " ") in made
    for agreement in Agreement:
        assert agreement.words in made
    # What nobody has said is shown as such.
    assert made.count("not answered yet") == len(Agreement) + 2


def test_training_is_open_until_it_has_a_day() -> None:
    several = [
        Training(topic="charts"),
        Training(topic="cycles", by_when="2026-05"),
        Training(topic="data", done=date(2026, 2, 1)),
    ]
    person = Person(key="p", who="visitors", count=1, training=several)
    made = page(groundwork=Groundwork(people=[person]))
    assert "charts: to learn (no date)" in made
    assert "cycles: to learn (by 2026-05)" in made
    assert "data: learned on 2026-02-01 |" in made
    assert "1 person |" in made


def test_an_empty_groundwork_shows_what_is_missing() -> None:
    made = page(groundwork=Groundwork())
    assert "**Vision of quality**: not written yet" in made
    assert "write down what quality looks like here: a vision" in made
    assert "nobody has yet" in made
    assert "People and their training" not in made
    # Without any of it, nothing is asked of a project.
    assert "What the project stands on" not in page()
    assert "Where the project stands" not in page()
    assert "What numbers and stories say" not in page()


def test_numbers_and_stories_stand_side_by_side() -> None:
    found = loaded.report("home_visiting")
    made = reports.to_markdown(found).replace("\\", "")
    [asked] = [
        line for line in made.splitlines() if line.startswith("| Why do families")
    ]
    # What the chart says, what was told, what a cycle taught.
    assert "Families who leave: no rule signals" in asked
    assert "Talks with mothers who left: The card was kept" in asked
    [cycle] = [
        this_cycle
        for this_cycle in found.project.cycles
        if this_cycle.key == "reminder-card-1"
    ]
    learned = [event.learned for event in cycle.log if isinstance(event, Conclude)]
    assert f"{cycle.title}\u201d: {learned[0]}" in asked
    unknown = Conjoint(key="q", question="?", cycles=["gone"], evidence=["lost"])
    assert "cycle \u201cgone\u201d" in page(conjoint=[unknown])


def test_the_page_says_which_step_of_the_loop_comes_next() -> None:
    made = reports.to_markdown(loaded.report("home_visiting"))
    part = made.split("## Where the project stands")[1].split("\n## ")[0]
    assert "**Round 2**" in part
    [now] = [line for line in part.splitlines() if "comes next" in line]
    assert now.startswith("| **3. Set priorities**")
    assert "say what is worked on first" in now
    assert "the team sees 2 half steps more than its advisor" in part
    assert "| 4.0 | suggested by the data |" in part
    assert "decided by quality improvement lead on 2026-12-15" in part


def test_many_facts_of_one_step_are_counted_and_what_is_apart_is_named() -> None:
    days = [date(2026, 1, number) for number in range(1, 8)]
    cycles = [
        Cycle(key=f"c{day.day}", title=f"Try {day.day}", log=[Plan(on=day)])
        for day in days
    ]
    of = FRAMEWORKS["root-cause-areas"]
    answers = [Answer(item=of.all_items[0].key, value=1)]
    first = Assessed(key="a", on=days[1], responses=Responses(of, answers))
    laid = Groundwork(vision="Heard", model=ProgramModel(summary="Visits"))
    made = page(groundwork=laid, assessed=[first], cycles=cycles)
    # The first was planned before anybody had assessed anything.
    assert "not in the order of the loop: Try 1." in made
    [chosen] = [line for line in made.splitlines() if line.startswith("| 3. Set")]
    assert "| 2 before, and<br>Try 4 (2026-01-04)<br>" in chosen
    assert "Try 3" not in chosen
