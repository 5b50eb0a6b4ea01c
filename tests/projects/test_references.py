"""Keys that lead from room to room lead somewhere, or are told, all at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from cqikit import actions, drivers, pdsa
from cqikit.actions import ActionStep, Drop
from cqikit.assessments import YES_NO, Framework, Item, Responses
from cqikit.core import Finding
from cqikit.measures import Aim, Level, Measure, Observation, Series, series
from cqikit.plans import Area, Begin, Need, Plan, ReviewStep, Revise, StartReview
from cqikit.projects import Assessed, Charter, Project, findings, place_words

WAITS = Measure(key="waits", title="Waiting", unit="days", direction="lower")
AIM = Aim(key="a", title="Ten days", measure="waits", target=Level(10), by="2027")
ON = date(2026, 3, 2)


def months(count: int, team: str = "") -> Series:
    """Return so many monthly values from March 2026."""
    rows = [Observation(period=f"2026-{at + 3:02}", value=9) for at in range(count)]
    return series(WAITS, rows, team=team)


def project(**parts: Any) -> Project:
    """Return a project of one measure."""
    charter = Charter(key="p", title="P", as_of=date(2026, 12, 31))
    given = {"charter": charter, "measures": [WAITS], "aims": [AIM]}
    return Project(**given | parts)  # type: ignore[arg-type]


def about(made: Project, *codes: str) -> list[Finding]:
    """Return the findings of these codes."""
    return [finding for finding in findings(made) if finding.code in codes]


def test_every_key_of_a_measure_is_looked_up() -> None:
    log = [
        pdsa.Plan(on=ON, measures=["waits", "wait"]),
        pdsa.Predict(on=ON, question="How long?", prediction="less", measure="watis"),
        pdsa.Predict(on=ON, question="How many?", prediction="five"),
    ]
    steps = [
        ActionStep(key="s", what="call each day", measure="wait"),
        ActionStep(
            key="t", what="order a table", measure="the shelf at the next visit"
        ),
        ActionStep(key="u", what="order a chair", measure="waits"),
    ]
    made = project(
        series=[months(3)],
        cycles=[pdsa.Cycle(key="c", title="Call", log=log)],  # type: ignore[arg-type]
        plan=Plan(key="p", title="P", steps=steps),
    )
    found = about(made, "project.unknown-measure")
    assert [(finding.where, finding.fix) for finding in found] == [
        ("cycles[0].log[0].measures", "did you mean 'waits'?"),
        ("cycles[0].log[1].measure", "did you mean 'waits'?"),
        ("plan.steps[0].measure", "did you mean 'waits'?"),
    ]
    assert found[1].message == "the prediction is about 'watis', which is not there"
    assert place_words(made, found[0].where).startswith("cycle “Call”, log 1")


def test_a_cycle_of_a_team_without_data_is_told() -> None:
    cycles = [
        pdsa.Cycle(key=f"c{at}", title="Call", team=team)
        for at, team in enumerate(("north", "nort", "elsewhere", ""))
    ]
    made = project(series=[months(3, "north")], cycles=cycles)
    near, far = about(made, "project.unknown-team")
    assert (near.where, near.severity.value, near.fix) == (
        "cycles[1].team",
        "warning",
        "did you mean 'north'?",
    )
    assert (far.where, far.severity.value) == ("cycles[2].team", "note")
    assert far.message == "the cycle is of the team 'elsewhere': it has no data"
    # Where no series has a team, there is nothing to compare with.
    assert about(evolve(made, series=[months(3)]), "project.unknown-team") == []


def test_what_ideas_and_steps_answer_is_a_need_that_somebody_has() -> None:
    old = Area(key="a", title="Space", growth=[Need(key="rugs", title="Rugs")])
    new = Area(key="a", title="Space", growth=[Need(key="seats", title="Seats")])
    steps = [
        ActionStep(key="s", what="order a table", answers=["seats", "rugs", "aim"]),
        ActionStep(key="t", what="order a chair", answers=["seat"]),
        actions.advance(
            ActionStep(key="u", what="order a mat", answers=["gone"]),
            Drop(on=ON, why="no money"),
        ),
        actions.advance(
            ActionStep(key="v", what="order a shelf", answers=["seat"]),
            Drop(on=ON, why="no money"),
        ),
    ]
    small = Framework(
        key="small",
        title="Small",
        version="1",
        scales=[YES_NO],
        items=[Item(key="aim", text="An aim")],
    )
    idea = drivers.ChangeIdea(key="text", title="Text", answers=["elsewhere"])
    diagram = drivers.Diagram(key="d", title="D", aim=AIM, ideas=[idea])
    plan = Plan(key="p", title="P", areas=[new], steps=steps)
    made = project(
        plan=plan,
        diagram=diagram,
        assessed=[Assessed(key="x", responses=Responses(small, []))],
    )
    codes = ("project.unknown-need", "plan.unknown-need")
    assert {
        finding.where: finding.severity.value for finding in about(made, *codes)
    } == {
        "diagram.ideas[0].answers": "note",
        "plan.steps[0].answers": "note",
        "plan.steps[1].answers": "warning",
        # What is over may have met a need of then, but a slip cuts its thread.
        "plan.steps[3].answers": "warning",
    }
    assert "'rugs'" in about(made, *codes)[1].message
    # A need that a review took out is one that was had.
    log = [
        Begin(on=ON),
        StartReview(on=ON, roles=["lead"]),
        ReviewStep(on=ON, step="s", done=False),
        Revise(on=ON, areas=[old]),
    ]
    kept = evolve(made, plan=evolve(plan, log=log))  # type: ignore[arg-type]
    assert "plan.steps[0].answers" not in {
        finding.where for finding in about(kept, *codes)
    }


def test_a_second_aim_on_a_measure_is_kept_and_told() -> None:
    second = evolve(AIM, key="b", title="Five days")
    other = evolve(AIM, key="c", title="Any", measure="else")
    made = project(aims=[AIM, second, other])
    [found] = about(made, "project.second-aim")
    assert found.where == "aims[1]"
    assert "figures and charts are those of 'Ten days'" in found.message
    assert made.aims == (AIM, second, other)


def ramp_of(team: str, *, measured: bool = True) -> pdsa.Cycle:
    """Return a decided cycle that names a measure, or none."""
    said: dict[str, Any] = {"on": ON, "question": "How long?"}
    log = [
        pdsa.Plan(on=ON, objective="See", measures=["waits"] if measured else []),
        pdsa.Predict(**said, prediction="less"),
        pdsa.StartTest(on=ON),
        pdsa.Observe(on=ON, what="Seen"),
        pdsa.EndTest(on=ON),
        pdsa.Compare(**said, verdict="confirmed"),
        pdsa.Conclude(on=ON, learned="It works"),
        pdsa.Adopt(on=ON),
    ]
    return pdsa.Cycle(key="c", title="Call", team=team, idea="text", log=log)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cycle", "data", "told"),
    [
        (ramp_of(""), [months(3)], False),
        (ramp_of(""), [months(2)], True),
        (ramp_of("", measured=False), [months(3)], True),
        (ramp_of("north"), [months(2, "north"), months(3, "south")], True),
        (ramp_of("north"), [months(3, "north"), months(1, "south")], False),
        # Where a team has no data of its own, those of all are what there is.
        (ramp_of("north"), [months(3, "south")], False),
    ],
)
def test_a_ramp_whose_measure_has_data_is_not_told_that_it_has_none(
    cycle: pdsa.Cycle,
    data: list[Series],
    told: bool,
) -> None:
    made = project(series=data, cycles=[cycle])
    assert bool(about(made, "ramp.no-data-over-time")) is told


def test_a_ramp_that_has_not_begun_has_no_data() -> None:
    bare = pdsa.Cycle(key="c", title="Call", idea="text")
    codes = {
        finding.code for finding in findings(project(series=[months(3)], cycles=[bare]))
    }
    assert "ramp.no-data-over-time" not in codes
