"""The state of the theory, from cycles and measures as plain words by key."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.core import run_checks
from cqikit.drivers import (
    THEORY_CHECKS,
    ChangeIdea,
    Diagram,
    Driver,
    Movement,
    Theory,
    Trial,
    add,
    replace,
    theory,
)
from cqikit.errors import UnknownNameError
from cqikit.pdsa import Phase
from tests.drivers.stories import GOOD, diagrams

phases = st.lists(st.sampled_from([phase.value for phase in Phase]), max_size=4)


def codes(found: Theory) -> list[str]:
    return [check.code for check in run_checks(found, THEORY_CHECKS)]


@settings(max_examples=40)
@given(diagrams(), st.data())
def test_every_idea_has_one_state(diagram: Diagram, data: st.DataObject) -> None:
    told = {idea.key: data.draw(phases) for idea in diagram.ideas}
    found = theory(diagram, told)
    keys = [key for trial in Trial for key in found.of(trial)]
    assert sorted(keys) == sorted(idea.key for idea in diagram.ideas)
    assert [idea.cycles for idea in found.ideas] == [len(told[key]) for key in told]
    assert found.strangers == ()
    reached = {key for driver in found.drivers for key in driver.ideas}
    assert reached <= set(keys)


@pytest.mark.parametrize(
    ("of", "trial"),
    [
        ([], "untested"),
        (["plan"], "untested"),
        (["stopped"], "untested"),
        (["do"], "testing"),
        (["study"], "testing"),
        (["act"], "testing"),
        (["adapted"], "testing"),
        (["adapted", "adopted"], "adopted"),
        (["adopted", "plan"], "adopted"),
        (["adopted", "stopped"], "adopted"),
        (["adopted", "do"], "testing"),
        (["do", "adopted"], "testing"),
        (["adopted", "abandoned"], "abandoned"),
        (["abandoned", "adopted"], "adopted"),
    ],
)
def test_a_running_test_counts_and_else_the_last_decision(
    of: list[str], trial: str
) -> None:
    assert theory(GOOD, {"text": of}).ideas[0].trial.value == trial


def test_every_phase_of_a_cycle_is_understood() -> None:
    for phase in Phase:
        theory(GOOD, {"text": [phase]})
    with pytest.raises(UnknownNameError, match="no phase named 'adoptd'; did you mean"):
        theory(GOOD, {"text": ["adoptd"]})


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ({}, "unknown"),
        ({"calls": "improving"}, "improving"),
        ({"calls": "improving", "more": "steady"}, "improving"),
        ({"calls": "steady", "more": "worsening"}, "worsening"),
        ({"calls": "improving", "more": "worsening"}, "mixed"),
        ({"calls": "mixed", "more": "improving"}, "mixed"),
        ({"calls": "unknown", "more": "improving"}, "improving"),
    ],
)
def test_a_driver_moves_as_its_measures_do(
    calls: dict[str, str], expected: str
) -> None:
    told = Driver(key="told", title="Families know", measures=["calls", "more"])
    measured = replace(GOOD, told)
    assert theory(measured, {}, calls).drivers[0].movement.value == expected


def test_ideas_reach_drivers_over_any_number_of_links() -> None:
    found = theory(GOOD, {})
    ideas = {driver.key: driver.ideas for driver in (*found.drivers, found.aim)}
    assert ideas == {
        "told": ("text", "board"),
        "able": ("board",),
        "reminded": ("text",),
        "planned": ("board",),
        "on-time": ("text", "board"),
    }


def test_an_adopted_idea_should_move_its_driver() -> None:
    done = {"text": ["adopted"], "board": ["adopted"]}
    assert codes(theory(GOOD, done, {"calls": "steady"})) == [
        "theory.adopted-not-moving"
    ]
    assert codes(theory(GOOD, done, {"calls": "improving"})) == []
    assert codes(theory(GOOD, done)) == []


def test_a_move_should_have_a_cause() -> None:
    moved = {"rooms": "improving"}
    assert codes(theory(GOOD, {}, moved)) == ["theory.moving-untested"]
    assert codes(theory(GOOD, {"board": ["do"]}, moved)) == []


def test_drivers_that_move_should_move_the_aim() -> None:
    tried = {"text": ["do"], "board": ["do"]}
    moved = {"calls": "improving", "rooms": "improving"}
    stuck = moved | {"visits-on-time": Movement.STEADY}
    assert codes(theory(GOOD, tried, stuck)) == ["theory.aim-not-moving"]
    assert codes(theory(GOOD, tried, moved)) == []
    entry = {"calls": "improving", "rooms": "steady", "visits-on-time": "steady"}
    assert codes(theory(GOOD, tried, entry)) == []


def test_cycles_on_unknown_ideas_are_strangers() -> None:
    found = theory(GOOD, {"txt": ["do"]})
    assert found.strangers == ("txt",)
    assert codes(found) == ["theory.stranger"]
    known = add(GOOD, ChangeIdea(key="txt", title="Text"))
    assert theory(known, {"txt": ["do"]}).strangers == ()
