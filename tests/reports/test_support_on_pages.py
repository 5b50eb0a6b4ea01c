"""Causes, coaching, lessons and levels on the page: what goes in comes out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve, fields

from cqikit import actions, pdsa, plans, reports
from cqikit.actions import ActionStep
from cqikit.collaboratives import Collaborative, Team
from cqikit.drivers import ChangeIdea, Diagram, Driver
from cqikit.errors import FieldError
from cqikit.measures import Aim, Level, Measure, Observation, series
from cqikit.projects import (
    Bottleneck,
    Branch,
    Cause,
    Charter,
    Contact,
    Lesson,
    Project,
    Reached,
    Resource,
    Whys,
)
from cqikit.reports import at_level

DAY = date(2026, 3, 2)
CHARTER = Charter(key="p", title="P", as_of=date(2026, 7, 1))
#: Fields by which things are known and joined, and not told.
KEYS = {"key"}


def filled(cls: type, **given: Any) -> tuple[Any, list[str]]:
    """Return a value with a word of its own in each text, and all these words."""
    said: dict[str, Any] = dict(given)
    words: list[str] = []
    for field in fields(cls):
        if field.name in said:
            continue
        kind = str(field.type)
        word = f"{cls.__name__}x{field.name}x".replace("_", "x").lower()
        if kind == "str":
            said[field.name] = word
            if field.name not in KEYS:
                words.append(word)
        elif kind == "tuple[str, ...]":
            said[field.name] = [f"{word}1", f"{word}2"]
            words += said[field.name]
        else:
            assert kind == "date", (field.name, kind)
            said[field.name] = DAY
            words.append(str(DAY))
    return cls(**said), words


def page(project: Project, collaborative: Collaborative | None = None) -> str:
    return reports.to_markdown(reports.compose(project, collaborative))


WHYS = Whys(whys=["whyxone", "whyxtwo"])
STAGES = Bottleneck(
    stages=[Reached(title="stagexone", reached=711), Reached(title="sx2", reached=533)],
    at="sx2",
)


@pytest.mark.parametrize(
    ("analysis", "words"),
    [
        (WHYS, ["whyxone", "whyxtwo"]),
        (Branch(branch="branchxone"), ["branchxone"]),
        (STAGES, ["stagexone", "sx2", "711", "533", "178 lost, the bottleneck"]),
        (None, []),
    ],
)
def test_every_field_of_a_cause_comes_out(analysis: Any, words: list[str]) -> None:
    cause, told = filled(Cause, analysis=analysis, standing="confirmed", on=DAY)
    text = page(Project(charter=CHARTER, causes=[cause]))
    section = text.split("## Why the gaps are there")[1].split("\n## ")[0]
    for word in [*told, *words, "confirmed", str(DAY)]:
        assert word in section, word


def test_a_cause_that_nothing_answers_says_so() -> None:
    cause = Cause(key="c", title="C")
    assert "nothing yet" in page(Project(charter=CHARTER, causes=[cause]))


def test_every_field_of_a_contact_comes_out() -> None:
    contact, told = filled(Contact, minutes=137, mode="video")
    text = page(Project(charter=CHARTER, contacts=[contact]))
    section = text.split("## Coaching and TA")[1].split("\n## ")[0]
    for word in [*told, "137 minutes", "video"]:
        assert word in section, word


def test_every_field_of_lessons_and_resources_comes_out() -> None:
    lesson, told = filled(Lesson)
    resource, others = filled(Resource)
    text = page(Project(charter=CHARTER, lessons=[lesson], resources=[resource]))
    section = text.split("## What was learned")[1].split("\n## ")[0]
    for word in (*told, *others):
        assert word in section, word
    assert "## What was learned" in page(Project(charter=CHARTER, lessons=[lesson]))
    assert "### Resources" in page(Project(charter=CHARTER, resources=[resource]))


def test_keys_are_told_by_their_titles() -> None:
    aim = Aim(key="a", title="A", measure="m", target=Level(9), by="2027")
    cycle = pdsa.begin(key="c1", title="The cycle", team="t", plan=pdsa.Plan(on=DAY))
    project = Project(
        charter=CHARTER,
        measures=[Measure(key="m", title="M")],
        aims=[aim],
        series=[
            series(
                Measure(key="m", title="M"),
                [Observation(period="2026-01", value=5)],
                team="t",
            )
        ],
        plan=plans.Plan(
            key="p", title="P", steps=[ActionStep(key="s", what="order cards")]
        ),
        cycles=[cycle],
        contacts=[
            Contact(on=DAY, topic="T", team="t", step="s", cycle="c1"),
            Contact(on=DAY, topic="U", team="t", minutes=5),
            Contact(on=date(2026, 9, 1), topic="not yet", team="t"),
        ],
        lessons=[Lesson(key="l", problem="P", worked="W", cycle="c1")],
    )
    group = Collaborative(key="g", teams=[Team(key="t", title="The team")])
    text = page(project, group)
    section = text.split("## Coaching and TA")[1].split("\n## ")[0]
    assert "on “order cards”" in section
    assert "on “The cycle”" in section
    assert "| The team | 2 | 5<br>of 1 that say so |" in section
    assert "5 to 5" in section
    assert "not yet" not in section
    assert "Neither is the cause of the other" in section
    assert "The cycle" in text.split("## What was learned")[1].split("\n## ")[0]


def test_a_cause_names_what_it_explains_and_what_answers_it() -> None:
    need = plans.Need(key="n", title="Visits are missed")
    aim = Aim(key="a", title="A", measure="m", target=Level(9), by="2027")
    project = Project(
        charter=CHARTER,
        plan=plans.Plan(
            key="p",
            title="P",
            areas=[plans.Area(key="a", title="A", growth=[need])],
        ),
        diagram=Diagram(
            key="d",
            title="D",
            aim=aim,
            drivers=[Driver(key="dr", title="Reminded")],
            ideas=[ChangeIdea(key="i", title="A card")],
        ),
        causes=[Cause(key="c", title="C", need="n", driver="dr", idea="i")],
    )
    section = page(project).split("## Why the gaps are there")[1].split("\n## ")[0]
    assert "| Visits are missed |" in section
    assert "| Reminded<br>A card |" in section


def test_a_log_of_later_contacts_has_no_section_yet() -> None:
    later = Contact(on=date(2026, 9, 1), topic="T")
    assert "Coaching" not in page(Project(charter=CHARTER, contacts=[later]))


def test_an_event_says_who_wrote_it() -> None:
    step = ActionStep(key="s", what="order cards")
    step = actions.advance(step, actions.Note(on=DAY, what="N", author="authorxone"))
    cycle = pdsa.begin(
        key="c", title="C", plan=pdsa.Plan(on=DAY, author="authorxtwo", who="w")
    )
    project = Project(
        charter=CHARTER,
        plan=plans.Plan(
            key="p",
            title="P",
            areas=[
                plans.Area(key="a", title="A", growth=[plans.Need(key="n", title="N")])
            ],
            steps=[step],
            log=[plans.Involve(on=DAY, roles=["r"], author="authorxthree")],
        ),
        cycles=[cycle],
    )
    text = page(project)
    for word in ("authorxone", "authorxtwo", "authorxthree"):
        assert word in text


WAITS = Measure(key="waits", title="Waits", direction="lower")
FALLS = Measure(key="falls", title="Falls", kind="count", direction="lower")


def rooms() -> tuple[Project, Collaborative]:
    rows = [
        Observation(period=f"2026-{month:02}", value=month) for month in range(1, 7)
    ]
    made = [
        series(measure, rows, team=room)
        for measure in (FALLS, WAITS)
        for room in ("r1", "r2")
    ]
    project = Project(
        charter=CHARTER,
        measures=[FALLS, WAITS],
        aims=[Aim(key="a", title="A", measure="falls", target=Level(9), by="2027")],
        series=made,
        cycles=[pdsa.begin(key="c", title="C", team="r2", plan=pdsa.Plan(on=DAY))],
        contacts=[Contact(on=DAY, topic="T", team="r1", minutes=5)],
    )
    teams = [Team(key=room, parent="s") for room in ("r1", "r2")]
    return project, Collaborative(
        key="g",
        levels=["room", "site"],
        teams=[*teams, Team(key="s", title="The site", parent="state")],
    )


def test_every_level_has_its_figures_and_names_what_is_not_pooled() -> None:
    section = page(*rooms()).split("## Level by level")[1].split("\n## ")[0]
    assert "### Site (1)" in section
    assert "### Level 2 (1)" in section
    assert "| Falls | 7 | none | 1 | 100 % |" in section
    assert "| The site<br>r1, r2 | 7 to 7<br>meets the aim |" in section
    assert "| state<br>s | 7 to 7<br>meets the aim |" in section
    assert "**Not pooled, and so not told here: Waits.**" in section
    assert "Agencies in all" not in section
    # Without a parent there is no such section.
    alone = Collaborative(key="g")
    assert "Level by level" not in page(rooms()[0], alone)


def test_a_unit_without_data_says_so() -> None:
    project, group = rooms()
    falls = [project.series[0]]
    teams = [Team(key="r1", parent="s"), Team(key="r2", parent="t")]
    project, group = evolve(project, series=falls), evolve(group, teams=teams)
    section = page(project, group).split("## Level by level")[1].split("\n## ")[0]
    assert "| t<br>r2 | no data |" in section
    assert "Not pooled" not in section
    assert "Not pooled" not in page(*at_level(project, group, "site"))


@pytest.mark.parametrize("level", ["site", 1, "1"])
def test_a_report_can_be_made_of_a_level(level: int | str) -> None:
    project, group = at_level(*rooms(), level)
    assert [this_series.team for this_series in project.series] == ["s"]
    assert project.cycles[0].team == project.contacts[0].team == "s"
    text = page(project, group)
    assert "Here each site stands where a team does" in text
    assert "Not pooled, and so not told: Waits." in text
    assert "### Site" not in text


def test_the_lowest_level_is_the_teams_themselves() -> None:
    project, group = rooms()
    for level in (0, "0", "room"):
        assert at_level(project, group, level) == (project, group)


def test_a_level_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(FieldError) as refused:
        at_level(*rooms(), "sites")
    assert str(refused.value) == (
        "level must be one of room, site, level 2, or 0 to 2 (got 'sites'):"
        " did you mean 'site'?"
    )
    with pytest.raises(FieldError, match=r"or 0 to 2 \(got 7\)$"):
        at_level(*rooms(), 7)
    with pytest.raises(FieldError, match="as no team says what it belongs to"):
        at_level(rooms()[0], Collaborative(key="g"), "site")
