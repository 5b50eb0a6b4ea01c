"""Many projects at a glance, on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit import actions, pdsa, plans
from cqikit.actions import ActionStep
from cqikit.errors import FieldError
from cqikit.measures import Measure, Observation, series
from cqikit.projects import (
    STATUS_CHECKS,
    Charter,
    Contact,
    Flow,
    Groundwork,
    Person,
    Project,
    ProjectEvent,
    Standard,
    active_within,
    overview,
    status_of,
)
from tests.examples import loaded

DAY = date(2026, 3, 2)
TODAY = date(2026, 7, 1)
CHARTER = Charter(key="p", title="P", as_of=date(2026, 1, 1))
WAITS = Measure(key="waits", title="Waits")
FALLS = Measure(key="falls", title="Falls")
BARE = Project(charter=CHARTER)


def waits(*values: float | None) -> Any:
    rows = [
        Observation(period=f"2026-{place:02}", value=value)
        for place, value in enumerate(values, 1)
    ]
    return series(WAITS, rows, team="north")


def lacks(project: Project, **given_: Any) -> dict[str, str]:
    """Return what is found of one project, by its code."""
    found = overview({"a": project}, as_of=TODAY, **given_).findings
    return {finding.code: finding.message for finding in found}


def planned(*steps: ActionStep, log: Any = ()) -> plans.Plan:
    return plans.Plan(key="p", title="P", steps=steps, log=log)


def test_a_bare_project_lacks_all() -> None:
    assert lacks(BARE) == {
        "status.no-data": "nothing is measured",
        "status.no-owner": "nobody is named in any step, cycle or groundwork",
        "status.quiet": "nothing happened ever",
    }


def test_measures_without_data_are_named() -> None:
    project = evolve(BARE, measures=[WAITS, FALLS], series=[waits(1, 2)])
    assert lacks(project)["status.no-data"] == "no data: Falls"
    none = evolve(project, series=[waits(None)])
    assert lacks(none)["status.no-data"] == "no data at all: Waits, Falls"
    assert "status.no-data" not in lacks(evolve(project, measures=[WAITS]))


def test_open_steps_that_nobody_owns_are_named() -> None:
    owned = ActionStep(key="a", what="order cards", who="cook")
    loose = ActionStep(key="b", what="paint the door")
    over = actions.advance(
        ActionStep(key="c", what="call"), actions.Drop(on=DAY, why="w")
    )
    found = lacks(evolve(BARE, plan=planned(owned, loose, over)))
    assert found["status.no-owner"] == "nobody owns: paint the door"
    assert "status.no-owner" not in lacks(evolve(BARE, plan=planned(owned, over)))
    cycle = pdsa.begin(key="c", title="C", plan=pdsa.Plan(on=DAY, who="coach"))
    assert "status.no-owner" not in lacks(evolve(BARE, cycles=[cycle]))


@pytest.mark.parametrize(("days", "quiet"), [(60, False), (61, True)])
def test_sixty_days_without_anything_are_enough(days: int, *, quiet: bool) -> None:
    contact = Contact(on=TODAY - timedelta(days=days), topic="T")
    project = evolve(BARE, contacts=[contact])
    assert ("status.quiet" in lacks(project)) is quiet
    checks = STATUS_CHECKS.replace(active_within(days))
    assert "status.quiet" not in lacks(project, checks=checks)


def test_data_count_as_something_that_happened() -> None:
    project = evolve(BARE, measures=[WAITS], series=[waits(1, 2, 3, None)])
    assert status_of(project, as_of=TODAY).latest == date(2026, 3, 31)
    assert status_of(project, as_of=date(2026, 3, 9)).latest == date(2026, 3, 9)
    assert status_of(project, as_of=date(2025, 3, 9)).latest is None
    # Of a happening and data, the later counts.
    storm = ProjectEvent(on="2025-06-05", title="Storm")
    happened = evolve(project, charter=evolve(CHARTER, happenings=[storm]))
    assert status_of(happened, as_of=TODAY).latest == date(2026, 3, 31)
    assert lacks(project)["status.quiet"] == (
        "nothing happened in 92 days, since 2026-03-31"
    )


def test_an_overdue_review_is_told() -> None:
    log = [plans.Involve(on=DAY, roles=["staff"]), plans.Begin(on=DAY)]
    plan = planned(ActionStep(key="a", what="order cards", who="cook"), log=log)
    project = evolve(BARE, plan=plan)
    assert status_of(project, as_of=date(2027, 3, 2)).overdue == ()
    [said] = status_of(project, as_of=date(2027, 3, 3)).overdue
    assert said.message.startswith("the plan began on 2026-03-02")
    found = overview({"a": project}, as_of=date(2027, 3, 3)).of("a")
    late = {finding.code: finding for finding in found}["status.review-overdue"]
    assert (late.message, late.parts) == (said.message, said.parts)
    assert late.said()[0] == said.message


def test_people_and_standards_of_the_groundwork_count() -> None:
    laid = Groundwork(
        people=[Person(key="l", who="team lead")],
        standards=[
            Standard(
                key="s", title="Second visits", kind="quality", review_by="2026-03"
            )
        ],
    )
    status = status_of(evolve(BARE, groundwork=laid), as_of=TODAY)
    assert status.owners == ("team lead",)
    [said] = status.overdue
    assert "Second" in said.message
    assert status_of(evolve(BARE, groundwork=laid), as_of=DAY).overdue == ()


def after_testing(until: date) -> pdsa.Cycle:
    cycle = pdsa.begin(key="c", title="A card", plan=pdsa.Plan(on=DAY))
    asked = pdsa.Predict(on=DAY, question="How many?", prediction="four")
    for event in (
        asked,
        pdsa.StartTest(on=DAY),
        pdsa.Observe(on=DAY, what="four came"),
        pdsa.EndTest(on=until),
    ):
        cycle = pdsa.advance(cycle, event)
    return cycle


def test_what_was_tested_waits_for_a_decision() -> None:
    until = date(2026, 3, 9)
    project = evolve(BARE, cycles=[after_testing(until)])
    assert lacks(project)["status.decision-waiting"] == (
        "waits for a decision: A card (tested by 2026-03-09)"
    )
    before = status_of(project, as_of=date(2026, 3, 8))
    assert before.waiting == ()
    assert before.cycles == Flow(opened=1, finished=0, given_up=0)
    assert before.cycles.open == 1
    assert status_of(project, as_of=date(2026, 3, 1)).cycles.opened == 0


def test_a_review_waits_for_its_revision_and_a_day_knows_no_later_one() -> None:
    step = ActionStep(key="a", what="order cards", who="cook")
    log = [plans.Involve(on=DAY, roles=["staff"]), plans.Begin(on=DAY)]
    day = date(2026, 4, 1)
    said = [plans.ReviewStep(on=day, step="a", done=False)]
    plan = plans.review(planned(step, log=log), said, on=day, roles=["x"])
    waiting = status_of(evolve(BARE, plan=plan), as_of=TODAY).waiting
    assert waiting == ("the review of the plan (last event 2026-04-01)",)
    added = ActionStep(key="b", what="paint the door")
    plan = plans.revise(plan, [plans.Add(step=added)], on=date(2026, 5, 1))
    project = evolve(BARE, plan=plan)
    assert status_of(project, as_of=TODAY).steps.opened == 2
    assert status_of(project, as_of=TODAY).waiting == ()
    then = status_of(project, as_of=date(2026, 4, 2))
    assert (then.steps.opened, then.waiting) == (1, waiting)


def test_opened_stands_against_finished_over_all() -> None:
    done = actions.advance(
        actions.advance(
            ActionStep(key="a", what="order cards", who="cook"), actions.Start(on=DAY)
        ),
        actions.Finish(on=DAY),
    )
    dropped = actions.advance(
        ActionStep(key="b", what="paint"), actions.Drop(on=DAY, why="w")
    )
    open_ = ActionStep(key="c", what="call")
    stopped = pdsa.advance(after_testing(DAY), pdsa.Stop(on=DAY, reason="r"))
    project = evolve(BARE, plan=planned(done, dropped, open_), cycles=[stopped])
    found = overview({"a": project, "b": project, "c": BARE}, as_of=TODAY)
    # As many as there are would fill the screen.
    assert "projects=" not in repr(found)
    assert found.steps == Flow(opened=6, finished=2, given_up=2)
    assert found.cycles == Flow(opened=2, finished=0, given_up=2)


def test_teams_of_a_list_that_nobody_follows_are_named() -> None:
    cycle = pdsa.begin(key="c", title="C", team="south")
    projects = {
        "a": evolve(BARE, measures=[WAITS], series=[waits(1)]),
        "b": evolve(BARE, cycles=[cycle]),
    }
    listed = ["north", "west", "south", "east", "west"]
    found = overview(projects, as_of=TODAY, listed=listed, teams={"b": ["east"]})
    assert found.untracked == ("west",)
    assert [project.teams for project in found.projects] == [
        ("north",),
        ("east", "south"),
    ]
    assert found.projects[0].name == "a"
    assert status_of(BARE, as_of=TODAY).name == "p"


@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), min_size=2, max_size=2))
def test_a_later_day_takes_nothing_back(days: list[date]) -> None:
    project = loaded.report("child_care").project
    early, late = sorted(days)
    before, after = (status_of(project, as_of=day) for day in (early, late))
    assert before.cycles.opened <= after.cycles.opened
    assert set(after.without_data) <= set(before.without_data)
    assert before.latest is None or before.latest <= (after.latest or date.min)
    assert before.latest is None or before.latest <= early


def test_a_day_is_wanted() -> None:
    with pytest.raises(FieldError, match="as_of must be a day"):
        overview({}, as_of="today")  # type: ignore[arg-type]
