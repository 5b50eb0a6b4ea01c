"""Causes, the coach's log, lessons: what is refused, found and told of each."""

from __future__ import annotations

import math
from datetime import date
from typing import Any, get_args

import pytest
from attrs import evolve, fields_dict
from hypothesis import given
from hypothesis import strategies as st

from cqikit import actions, pdsa, plans
from cqikit.actions import ActionStep
from cqikit.collaboratives import Collaborative, closing_report
from cqikit.core import Context, run_checks
from cqikit.drivers import ChangeIdea, Diagram, Driver
from cqikit.errors import FieldError, UnknownNameError
from cqikit.measures import Aim, Level, Measure, Observation, series
from cqikit.projects import (
    CAUSE_CHECKS,
    Bottleneck,
    Branch,
    Cause,
    Charter,
    Contact,
    Lesson,
    Mode,
    Project,
    Reached,
    Resource,
    dose,
    findings,
    of_teams,
    search,
    timeline,
)

DAY = date(2026, 3, 2)
CHARTER = Charter(key="p", title="P", as_of=date(2026, 7, 1))
CAUSE = Cause(key="c", title="Nobody reminds families", need="n", idea="i")


def codes(cause: Cause) -> list[str]:
    return [check.code for check in run_checks(cause, CAUSE_CHECKS)]


def stages(*reached: int, at: str = "S1") -> Bottleneck:
    return Bottleneck(
        stages=[
            Reached(title=f"S{n}", reached=number) for n, number in enumerate(reached)
        ],
        at=at,
    )


@given(st.lists(st.integers(0, 500), min_size=2, max_size=6))
def test_who_is_lost_on_the_way_adds_up(numbers: list[int]) -> None:
    falling = sorted(numbers, reverse=True)
    found = stages(*falling)
    assert sum(found.lost) == falling[0] - falling[-1]
    assert found.narrowest


def test_a_bottleneck_is_a_way_through_stages() -> None:
    with pytest.raises(FieldError, match="must be two at least"):
        stages(3)
    with pytest.raises(FieldError, match="at most 3, as many as reached 'S0'"):
        stages(3, 4)
    with pytest.raises(UnknownNameError, match="no stage after the first named 'S0'"):
        stages(4, 3, at="S0")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"need": ""}, "cause.no-need"),
        ({"idea": ""}, "cause.unanswered"),
        ({"idea": "", "standing": "ruled-out", "evidence": "seen"}, ""),
        ({"standing": "ruled-out", "evidence": "seen"}, "cause.ruled-out"),
        ({"standing": "confirmed"}, "cause.no-evidence"),
        ({"standing": "confirmed", "evidence": "seen"}, ""),
        ({"analysis": stages(9, 8, 2)}, "cause.wider-elsewhere"),
        ({"analysis": stages(9, 8, 2, at="S2")}, ""),
        ({"analysis": stages(9, 8, 7)}, ""),
        ({"analysis": Branch(branch="people")}, ""),
    ],
)
def test_what_a_cause_lacks_is_found(changes: dict[str, Any], code: str) -> None:
    assert codes(evolve(CAUSE, **changes)) == ([code] if code else [])


def visits() -> Project:
    """Return a project in which every key leads somewhere."""
    aim = Aim(key="a", title="A", measure="m", target=Level(9), by="2027")
    cycle = pdsa.begin(key="c1", title="A card", idea="i", plan=pdsa.Plan(on=DAY))
    return Project(
        charter=CHARTER,
        measures=[Measure(key="m", title="M")],
        plan=plans.Plan(
            key="p",
            title="P",
            areas=[
                plans.Area(
                    key="a", title="A", growth=[plans.Need(key="n", title="Missed")]
                )
            ],
            steps=[ActionStep(key="s", what="order cards")],
        ),
        diagram=Diagram(
            key="d",
            title="D",
            aim=aim,
            drivers=[Driver(key="dr", title="Reminded")],
            ideas=[ChangeIdea(key="i", title="A card")],
        ),
        cycles=[cycle],
        causes=[CAUSE],
        contacts=[Contact(on=DAY, topic="T", step="s", cycle="c1", minutes=5)],
        lessons=[Lesson(key="l", problem="P", worked="W", cycle="c1")],
    )


def found(project: Project, code: str) -> list[str]:
    return [str(finding) for finding in findings(project) if finding.code == code]


def test_keys_that_lead_somewhere_are_no_finding() -> None:
    assert found(visits(), "project.unknown-key") == []
    # Without a plan and a diagram, nobody can say.
    alone = evolve(visits(), plan=None, diagram=None)
    assert found(alone, "project.unknown-key") == []


def test_keys_that_lead_nowhere_are_found_with_what_is_near() -> None:
    project = evolve(
        visits(),
        causes=[evolve(CAUSE, need="nn", driver="drr")],
        contacts=[Contact(on=DAY, topic="T", step="x", cycle="c2", minutes=5)],
    )
    said = found(project, "project.unknown-key")
    assert len(said) == 4
    assert said[0] == (
        "warning project.unknown-key at causes[0].need: the cause 'Nobody reminds"
        " families' names the need 'nn', which is not there (did you mean 'n'?)"
    )
    assert "(add it, or take the key out)" in said[2]


def test_later_and_untimed_contacts_are_told() -> None:
    contacts = [
        Contact(on=DAY, topic="T"),
        Contact(on=date(2026, 9, 1), topic="T"),
        Contact(on=DAY, topic="T", minutes=5),
    ]
    project = evolve(visits(), contacts=contacts)
    assert len(found(project, "project.known-later")) == 1
    [untimed] = found(project, "contact.no-minutes")
    assert "1 of 2 contacts does not say how long they took" in untimed
    several = evolve(project, contacts=[contacts[0], contacts[0]])
    [untimed] = found(several, "contact.no-minutes")
    assert "2 of 2 contacts do not say" in untimed
    assert found(evolve(project, contacts=contacts[2:]), "contact.no-minutes") == []
    [untimed] = found(evolve(project, contacts=contacts[:1]), "contact.no-minutes")
    assert "1 of 1 contact does not say" in untimed


def test_a_lesson_wants_a_cycle_that_was_concluded() -> None:
    open_, bare = found(
        evolve(
            visits(),
            lessons=[
                *visits().lessons,
                Lesson(key="m", problem="P", did_not_work="W"),
                Lesson(key="o", problem="P", worked="W", cycle="gone"),
            ],
        ),
        "lesson.nothing-shows-it",
    )
    assert "nothing is concluded yet from the cycle 'A card'" in open_
    assert "no cycle shows it" in bare


def test_a_lesson_says_what_worked_or_what_did_not() -> None:
    with pytest.raises(FieldError, match="worked must be told, or did_not_work"):
        Lesson(key="l", problem="P", worked=" ")


def test_teams_that_are_not_there_are_found() -> None:
    contacts = [Contact(on=DAY, topic="T", team=team) for team in ("", "north", "nort")]
    project = evolve(visits(), contacts=contacts)
    [finding] = of_teams(project, ["north"])
    assert (finding.where, finding.fix) == ("contacts[2].team", "did you mean 'north'?")
    assert of_teams(project, ["x"])[0].fix == "list it among the teams"


def test_contacts_and_causes_are_moments() -> None:
    project = evolve(
        visits(),
        causes=[evolve(CAUSE, on=DAY), evolve(CAUSE, key="undated", on=None)],
        contacts=[
            Contact(on=DAY, topic="Data", who="coach", team="north"),
            Contact(on=DAY, topic="Charts"),
        ],
    )
    said: dict[str, list[str]] = {entry.where: [] for entry in timeline(project)}
    for entry in timeline(project):
        said[entry.where].append(entry.what)
    assert said["cause"] == ["Nobody reminds families"]
    assert said["coaching"] == ["coach, with north: Data", "Charts"]


def test_who_wrote_an_event_is_told() -> None:
    step = ActionStep(key="s", what="order cards")
    step = actions.advance(step, actions.Note(on=DAY, what="Ordered", author="cook"))
    plan = plans.Plan(
        key="p",
        title="P",
        steps=[step],
        log=[
            plans.Involve(on=DAY, roles=["staff"], author="director"),
            plans.Begin(on=DAY, author="director"),
        ],
    )
    said = [entry.what for entry in timeline(Project(charter=CHARTER, plan=plan))]
    assert "noted: Ordered (written by cook)" in said
    assert "begun (written by director)" in said


@pytest.mark.parametrize(
    "event",
    [*get_args(actions.Event), *get_args(plans.Event), *get_args(pdsa.Event)],
    ids=lambda event: f"{event.__module__.split('.')[1]}-{event.__name__}",
)
def test_every_event_may_say_its_author(event: type) -> None:
    assert fields_dict(event)["author"].default == ""


def team(key: str, *values: float) -> Any:
    rows = [
        Observation(period=f"2026-{place:02}", value=value)
        for place, value in enumerate(values, 1)
    ]
    return series(Measure(key="m", title="M"), rows, team=key)


def test_a_dose_stands_beside_what_measures_did() -> None:
    contacts = [
        Contact(on=DAY, topic="T", team="north", minutes=30, mode="visit"),
        Contact(on=date(2026, 4, 1), topic="T", team="north", mode="visit"),
        Contact(on=date(2026, 4, 2), topic="T", team="north", minutes=0),
        Contact(on=date(2026, 9, 2), topic="T", team="north", minutes=600),
        Contact(on=DAY, topic="T", minutes=90, mode="group"),
    ]
    closing = closing_report(
        Collaborative(key="g"), [team("north", 1, 2, 3), team("south", 4)]
    )
    standing = {result.measure.key: result.teams for result in closing.results}
    everyone, north, south = dose(contacts, standing, as_of=date(2026, 7, 1))
    assert (everyone.team, everyone.contacts, everyone.minutes) == ("", 1, 90)
    assert everyone.beside == ()
    assert (north.contacts, north.minutes, north.untimed) == (3, 30, 1)
    assert north.modes == ((Mode.VISIT, 2), (None, 1))
    assert (north.first, north.last) == (DAY, date(2026, 4, 2))
    assert north.beside[0].baseline == 2
    assert (south.contacts, south.first, south.last) == (0, None, None)
    assert south.beside[0].current == 4
    assert not math.isnan(south.beside[0].baseline)


@given(
    st.lists(
        st.builds(
            Contact,
            on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
            topic=st.just("T"),
            team=st.sampled_from(["", "a", "b"]),
            minutes=st.none() | st.integers(0, 99),
            mode=st.none() | st.sampled_from(Mode),
        )
    ),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_every_contact_is_counted_once(contacts: list[Contact], day: date) -> None:
    doses = dose(contacts)
    assert sum(this_dose.contacts for this_dose in doses) == len(contacts)
    assert sum(this_dose.minutes for this_dose in doses) == sum(
        contact.minutes or 0 for contact in contacts
    )
    assert all(
        sum(n for _, n in this_dose.modes) == this_dose.contacts for this_dose in doses
    )
    # A day cuts as if what came later had never been written.
    assert dose(contacts, as_of=day) == dose(
        [contact for contact in contacts if contact.on <= day]
    )


def test_lessons_are_searched_over_many_projects() -> None:
    card = Resource(key="card", title="Card", note="One page", tags=["Reminders", "es"])
    project = evolve(visits(), resources=[card])
    other = evolve(visits(), charter=evolve(CHARTER, key="q"), resources=[card])
    assert [(hit.project, hit.found.key) for hit in search([project, other])] == [
        *(("p", "l"), ("p", "card"), ("q", "l"), ("q", "card"))
    ]
    assert [hit.found.key for hit in search([project], "PAGE card")] == ["card"]
    assert [hit.found.key for hit in search([project], tags="reminders")] == ["card"]
    assert search([project], "page", tags=["reminders", "fr"]) == ()
    assert search([project], "pages") == ()
    assert search([project])[0].title == "P"


def test_checks_of_causes_need_no_day() -> None:
    assert run_checks(CAUSE, CAUSE_CHECKS, Context()) == ()
