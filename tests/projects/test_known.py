"""What is read as of a day is what it would be, had nothing later come."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cqikit import actions, folders, measures, pdsa, plans, reports
from cqikit.actions import ActionStep, Finish, Own, Replace
from cqikit.assessments import YES_NO, Answer, Framework, Item, Responses
from cqikit.calendars import due_in
from cqikit.collaboratives import Collaborative, Team, closing_report
from cqikit.core import Context, run_checks
from cqikit.measures import Measure, Observation, Series, series
from cqikit.plans import Area, DataSource, Plan, UnitScore
from cqikit.projects import (
    CHECKS,
    Assessed,
    Charter,
    Conjoint,
    Groundwork,
    Person,
    ProgressDecision,
    Project,
    ProjectEvent,
    QualitativeEvidence,
    Standard,
    StandardReview,
    Training,
    chart_of,
    findings,
    known,
    place_words,
    timeline,
)
from tests.examples import loaded

WAITS = Measure(key="waits", title="Waiting", unit="days", direction="lower")
DAY = date(2026, 3, 15)
#: Days on which examples are looked at: early, amid the work, and late.
DAYS = [
    ("measles", date(1963, 6, 1)),
    ("measles", date(1979, 10, 5)),
    ("measles", date(1990, 12, 31)),
    ("child_care", date(2025, 10, 20)),
    ("child_care", date(2026, 9, 20)),
    ("home_visiting", date(2025, 6, 1)),
    ("home_visiting", date(2025, 9, 30)),
    ("home_visiting", date(2026, 7, 31)),
    ("scutari", date(1855, 2, 28)),
]


def months(*values: float, team: str = "") -> Series:
    """Return monthly values from January 2026."""
    rows = [
        Observation(period=f"2026-{place:02}", value=value)
        for place, value in enumerate(values, 1)
    ]
    return series(WAITS, rows, team=team)


def project(**parts: Any) -> Project:
    """Return a project that is read on 15 March 2026."""
    charter = Charter(key="p", title="P", as_of=DAY, **parts.pop("charter", {}))
    return Project(charter=charter, measures=[WAITS], **parts)


def never_had(folder: Path, name: str, day: date) -> folders.Effort:
    """Return an example from a folder in which nothing later was ever written.

    Rows are cut from its tables and entries from its documents, independently of the
    library.
    """
    for file in (loaded.EXAMPLES / name).iterdir():
        if file.suffix == ".csv":
            head, *rows = file.read_text(encoding="utf-8").splitlines()
            at = [cell in {"year", "month"} for cell in head.split(",")].index(True)
            # Empty lines, so that the rows that are left keep their numbers.
            kept = ["" if later(row.split(",")[at], day) else row for row in rows]
            text = "\n".join([head, *kept, ""])
            (folder / file.name).write_text(text, encoding="utf-8")
        elif file.suffix == ".toml":
            said = tomllib.loads(file.read_text(encoding="utf-8"))
            said = forgotten(said, day)
            bare = any(
                said.get(name) == [] for name in ("cycles", "causes", "contacts")
            )
            if not later(said.get("on", ""), day) and not bare:
                text = json.dumps(said, default=str)
                (folder / f"{file.stem}.json").write_text(text, encoding="utf-8")
    return folders.read(folder)


def later(when: object, day: date) -> bool:
    """Say whether a day, a month or a year began after a day."""
    said = str(when)
    return said + "-01-01"[len(said) - 4 :] * (len(said) in {4, 7}) > str(day)


def forgotten(said: dict[str, Any], day: date) -> dict[str, Any]:
    """Return a document without what came later."""
    if said["type"] == "project":
        said["as_of"] = day
    ended = [(happening, "until") for happening in said.get("happenings", [])]
    people = said.get("people", [])
    ended += [
        (training, "done")
        for person in people
        for training in person.get("training", [])
    ]
    for element, name in ended:
        if later(element.get(name, ""), day):
            del element[name]
    if said["type"] == "plan":
        return forgotten_plan(said, day)
    if said["type"] == "cycles":
        made = said["cycles"]
        said["cycles"] = [
            entry for entry in made if not later(entry["log"][0]["on"], day)
        ]
    said = without(said, day)
    if "conjoint" in said:
        there, asked = (
            {evidence["key"] for evidence in said["evidence"]},
            said["conjoint"],
        )
        said["conjoint"] = [
            entry for entry in asked if there.issuperset(entry["evidence"])
        ]
    return said


def forgotten_plan(said: dict[str, Any], day: date) -> dict[str, Any]:
    """Return a plan as it was before later revisions, without later sources."""
    for event in said["log"]:
        if event["event"] == "revise" and later(event["on"], day):
            before = {entry["key"]: entry for entry in event["before"]}
            said["steps"] = [
                before.get(step["key"], step)
                for step in said["steps"]
                if step["key"] not in event["added"]
            ]
            said |= {"areas": event["areas"], "sources": event["sources"]}
    said = without(said, day)
    sources = {source["key"] for source in said["sources"]}
    for area in said["areas"]:
        scores = area.get("scores", [])
        area["scores"] = [score for score in scores if score["source"] in sources]
    return dict(said)


def without(said: Any, day: date) -> Any:
    """Return all of a document but entries of lists that are of a later day."""
    if isinstance(said, dict):
        return {key: without(value, day) for key, value in said.items()}
    if not isinstance(said, list):
        return said
    return [
        without(entry, day)
        for entry in said
        if not (isinstance(entry, dict) and later(entry.get("on", ""), day))
    ]


def page(read: folders.Effort) -> str:
    """Return the report of a folder, without the findings that say what is left out."""
    made = reports.compose(read.project, read.collaborative, guide=read.guide)
    left_out = {"project.known-later", "project.happens-later"}
    found = tuple(finding for finding in made.findings if finding.code not in left_out)
    return reports.to_markdown(evolve(made, findings=found))


@pytest.mark.parametrize(("name", "day"), DAYS)
def test_a_report_of_a_day_is_that_of_never_having_had_more(
    tmp_path: Path, name: str, day: date
) -> None:
    whole = loaded.effort(name)
    charter = evolve(whole.project.charter, as_of=day)
    whole = evolve(whole, project=evolve(whole.project, charter=charter))
    assert page(whole) == page(never_had(tmp_path, name, day))


def test_nothing_is_cut_from_what_has_nothing_later() -> None:
    for name in ("measles", "child_care", "home_visiting", "scutari"):
        read = loaded.effort(name).project
        assert known(read) is read


def test_what_is_known_stays_known() -> None:
    whole = loaded.effort("child_care").project
    then = known(whole, as_of=date(2026, 3, 1))
    assert known(then) is then
    assert known(known(whole, as_of=date(2026, 5, 1)), as_of=date(2026, 3, 1)) == then


def test_a_cycle_is_known_by_its_events() -> None:
    planned = pdsa.Plan(on=date(2026, 3, 2), objective="See who comes")
    meant = pdsa.Plan(on=date(2026, 3, 2), objective="See who stays")
    corrected = pdsa.Correct(
        on=date(2026, 4, 1), place=0, instead=meant, reason="Said wrong"
    )
    cycle = pdsa.Cycle(key="c", title="C", log=[planned, corrected])
    bare = pdsa.Cycle(key="b", title="B")
    late = pdsa.Cycle(key="d", title="D", log=[evolve(planned, on=date(2026, 4, 2))])
    [first, other] = pdsa.known([cycle, bare, late], as_of=DAY)
    assert pdsa.statements(first) == (planned,)
    assert other is bare


def test_a_plan_is_known_as_it_was_written_and_as_far_as_it_had_come() -> None:
    step = ActionStep(key="a", what="order a table", who="director")
    done = actions.advance(step, Finish(on=date(2026, 4, 1)))
    text = "Director will call the clinic by May 3, 2026"
    new = ActionStep(key="b", text=text, written_on=date(2026, 4, 1))
    heir = ActionStep(key="c", text=text, written_on=date(2026, 4, 1))
    parted = ActionStep(key="d", what="order two tables", after=["b"], parent="b")
    gone = actions.advance(
        evolve(parted, key="e", after=(), parent="d"),
        Replace(on=date(2026, 3, 1), by=["c"]),
    )
    old = DataSource(key="old", title="Scores", on="2025-09")
    newer = DataSource(key="newer", title="Scores", on="2026-09")
    scores = [UnitScore(unit="Toddlers", value=4, source=it) for it in ("old", "newer")]
    plan = Plan(
        key="p",
        title="P",
        steps=[done, new, heir, parted, gone],
        sources=[old, newer],
        areas=[Area(key="s", title="Space", scores=scores), Area(key="t", title="T")],
    )
    then = plans.known(plan, as_of=DAY)
    assert then is not None
    assert [action_step.key for action_step in then.steps] == ["a", "c", "d", "e"]
    assert actions.state(then.steps[0]).value == "planned"
    assert (then.steps[2].after, then.steps[2].parent) == ((), None)
    assert then.steps[3].parent == "d"
    assert then.sources == (old,)
    assert [score.source for score in then.areas[0].scores] == ["old"]
    assert plans.known(evolve(plan, on=date(2026, 3, 20)), as_of=DAY) is None
    assert plans.known(plan, as_of=date(2026, 10, 1)) is plan


def test_answers_and_happenings_are_known_from_their_days() -> None:
    small = Framework(
        key="small",
        title="Small",
        version="1",
        scales=[YES_NO],
        items=[Item(key="aim", text="An aim"), Item(key="team", text="A team")],
    )
    early = Answer(item="aim", value="no", on=date(2026, 3, 1))
    late = Answer(item="team", value="yes", on=date(2026, 4, 1))
    mixed = Assessed(key="m", responses=Responses(small, [early, late]))
    made = project(
        assessed=[
            mixed,
            Assessed(key="l", responses=Responses(small, [late])),
            Assessed(key="d", on=date(2026, 5, 1), responses=Responses(small, [early])),
            Assessed(key="e", responses=Responses(small, [])),
        ],
        charter={
            "happenings": [
                ProjectEvent(on="2026-01", until="2026-06", title="Storm"),
                ProjectEvent(on="2026-04", title="Law"),
            ]
        },
    )
    then = known(made)
    assert [assessed.key for assessed in then.assessed] == ["m", "e"]
    # A day that only the latest answers give it takes none of the others away.
    [latest] = known(evolve(made, assessed=[evolve(mixed, on=late.on)])).assessed
    assert latest == evolve(then.assessed[0], on=early.on)
    assert not known(evolve(made, assessed=[evolve(mixed, on="2026-04-02")])).assessed
    assert [answer.item for answer in then.assessed[0].responses.answers] == ["aim"]
    [storm] = then.charter.happenings
    assert (storm.title, storm.until) == ("Storm", None)
    said = [
        finding.message for finding in findings(made) if "left out" in finding.message
    ]
    assert said == [
        "'Law' (2026-04) is after 2026-03-15 and left out",
        "3 answers of answer 2, answer 1 came after 2026-03-15: left out",
    ]
    assert not [it for it in run_checks(made, CHECKS, Context()) if "later" in it.code]
    assert [entry.what for entry in timeline(made)] == ["Storm"]
    assert place_words(made, "assessed[1]") == "self-assessment 2"


@pytest.mark.parametrize("many", [1, 3, 4, 9])
def test_those_whose_answers_came_later_are_named_the_first_few(many: int) -> None:
    small = Framework(
        key="small",
        title="Small",
        version="1",
        scales=[YES_NO],
        items=[Item(key="aim", text="An aim"), Item(key="team", text="A team")],
    )
    who = [f"r{number}" for number in range(many)]
    answers = [
        Answer(item=item, value="no", respondent=name, on=date(2026, 4, 1))
        for name in who
        for item in ("aim", "team")
    ]
    first = Answer(item="aim", value="no", respondent="now", on=date(2026, 3, 1))
    responses = Responses(small, [first, *answers])
    made = project(assessed=[Assessed(key="m", responses=responses)])
    [said] = [it.message for it in findings(made) if it.code == "project.known-later"]
    named = ", ".join(who[:3]) + (f" and {many - 3} more" if many > 3 else "")
    assert said == f"{2 * many} answers of {named} came after 2026-03-15: left out"


def test_rows_are_known_from_the_first_day_of_their_period() -> None:
    [whole] = measures.known([months(4, 5, 6)], as_of=DAY)
    assert list(whole.values) == [4, 5, 6]
    [this_series] = measures.known([months(4, 5, 6, 7)], as_of=DAY)
    assert list(this_series.values) == [4, 5, 6]
    late = series(WAITS, [Observation(period="2026-05", value=1)], team="late")
    empty = series(WAITS, [], team="empty")
    found = measures.known([late, months(4, 5, 6, 7), empty], as_of=DAY)
    assert [member.team for member in found] == ["", "empty"]


def test_series_of_one_calendar_have_the_one_that_their_rows_then_gave() -> None:
    rows = [
        Observation(period=f"2026-{month:02}", value=1) for month in (1, 4, 7, 10, 11)
    ]
    whole = series(WAITS, rows)
    shared = measures.stack([whole, evolve(whole, team="b")]).series()
    assert len(shared[0].periods) == 11
    for this_series in measures.known(shared, as_of=date(2026, 10, 1)):
        never = measures.stack([series(WAITS, rows[:4])]).series()[0]
        assert this_series.periods == never.periods


def test_charts_and_dues_know_nothing_later() -> None:
    made = project(series=[months(4, 5, 6, 70)])
    assert chart_of(made, made.series[0]).chart.values.tolist() == [4, 5, 6]
    before = evolve(made, charter=evolve(made.charter, as_of=date(2025, 1, 1)))
    assert chart_of(before, made.series[0]).chart.values.tolist() == []
    step = ActionStep(key="a", what="order a table", when="2026-03-31")
    owned = actions.advance(step, Own(on=date(2026, 3, 1), who="director"))
    done = actions.advance(owned, Finish(on=date(2026, 3, 20)))
    planned = evolve(made, plan=Plan(key="p", title="P", steps=[done]))
    titles = [
        [due.title for due in due_in(planned, as_of=day, until=date(2026, 3, 31))]
        for day in (DAY, date(2026, 3, 20))
    ]
    assert [any("order a table" in text for text in said) for said in titles] == [
        True,
        False,
    ]


def test_a_collaborative_is_known_by_its_teams() -> None:
    group = Collaborative(
        key="g",
        teams=[
            Team(key="a", until="2026-06"),
            Team(key="b", since="2026-04"),
            Team(key="c", since="2026-01"),
        ],
    )
    made = [months(4, 5, 6, 7, team=team) for team in "abc"]
    never = evolve(group, teams=[Team(key="a"), Team(key="c", since="2026-01")])
    closed = closing_report(group, made, as_of=DAY)
    then = closing_report(never, [months(4, 5, 6, team=team) for team in "ac"])
    assert [str(result) for result in closed.results] == [
        str(result) for result in then.results
    ]
    assert closed.engagement == then.engagement


def test_groundwork_and_evidence_are_known_from_their_days() -> None:
    learned = Training(topic="Counting", done=date(2026, 4, 1))
    early = evolve(learned, topic="Asking", done=date(2026, 1, 5))
    reviews = [StandardReview(on=date(2026, month, 1)) for month in (2, 5)]
    standard = Standard(key="s", title="On time", kind="timeliness", reviews=reviews)
    decided = [ProgressDecision(on=date(2026, month, 1), value=2) for month in (2, 5)]
    laid = Groundwork(
        people=[Person(key="v", who="visitors", training=[learned, early])],
        standards=[standard],
        progress=decided,
    )
    heard = QualitativeEvidence(key="h", title="Talks", kind="interview", on="2026-02")
    late = evolve(heard, key="l", on="2026-05")
    cycle = pdsa.Cycle(key="c", title="C", log=[pdsa.Plan(on=date(2026, 5, 1))])
    asked = [
        Conjoint(key="a", question="Why?", evidence=["h"]),
        Conjoint(key="b", question="Why now?", evidence=["l"]),
        Conjoint(key="c", question="Who?", cycles=["c"]),
    ]
    made = project(
        groundwork=laid, evidence=[heard, late], conjoint=asked, cycles=[cycle]
    )
    then = known(made)
    assert then.groundwork is not None
    assert [training.done for training in then.groundwork.people[0].training] == [
        None,
        early.done,
    ]
    assert then.groundwork.standards[0].reviews == (reviews[0],)
    assert then.groundwork.progress == (decided[0],)
    assert then.evidence == (heard,)
    assert [conjoint.key for conjoint in then.conjoint] == ["a"]
    assert "1 report came after 2026-03-15: left out" in {
        finding.message for finding in findings(made)
    }
    unlaid = evolve(made, groundwork=evolve(laid, on=date(2026, 4, 1)))
    assert known(unlaid).groundwork is None
