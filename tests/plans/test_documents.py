"""Plans go into documents and come back, and the example is what it says."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings

from cqikit import documents, folders
from cqikit.actions import ActionStep
from cqikit.core import Context, run_checks
from cqikit.errors import DocumentError
from cqikit.plans import (
    CHECKS,
    CQI_CHECKS,
    Plan,
    diff,
    history,
    open_steps,
    order,
    schedule,
    state,
)
from tests.plans.stories import lived
from tests.plans.test_revision import revisions

CHILD_CARE = Path(__file__).parents[2] / "examples" / "child_care"


@settings(max_examples=10)
@given(lived())
def test_a_plan_comes_back_from_its_document(made: Plan) -> None:
    assert documents.parse(documents.to_json(made)) == made


@settings(max_examples=10)
@given(revisions())
def test_a_revised_plan_comes_back_with_its_history(pair: tuple[Plan, Plan]) -> None:
    again = documents.parse(documents.to_json(pair[1]))
    assert again == pair[1]
    assert history(again)[0] == pair[0]


def test_an_impossible_plan_is_not_loaded() -> None:
    text = """
        type = "plan"
        version = 1
        key = "cqip"
        title = "Ours"
        [[steps]]
        key = "a"
        what = "order 2 tables"
        after = ["gone"]
        [[log]]
        event = "revise"
        on = 2026-03-02
    """
    with pytest.raises(DocumentError, match="no step named 'gone'"):
        documents.parse(text)


@pytest.fixture(scope="module", name="plan")
def the_plan_of_the_example() -> Plan:
    plan = folders.read(CHILD_CARE).project.plan
    assert plan is not None
    return plan


def test_the_example_is_marked_as_illustrative(plan: Plan) -> None:
    for path in CHILD_CARE.glob("*.toml"):
        if path.name != "data.toml":
            assert "llustrative" in path.read_text("utf-8")
    assert "illustrative" in plan.title


def test_the_example_has_three_classrooms_and_two_versions(plan: Plan) -> None:
    first, second = history(plan)
    rooms = [score.unit for score in first.areas[0].scores]
    assert rooms == ["Toddlers", "Preschool 1", "Preschool 2"]
    assert (len(first.steps), len(second.steps)) == (9, 13)
    told = [str(difference) for difference in diff(first, second)]
    assert "area 'space': the iters-r score of Toddlers is now 4.9, was 4.2" in told
    assert "step 'handbook': it is now replaced, was under-way" in told
    assert documents.parse(documents.to_json(plan)) == plan


def test_the_example_is_cqi_and_has_one_thing_to_do_first(plan: Plan) -> None:
    today = Context(as_of=date(2026, 11, 2))
    assert run_checks(plan, CQI_CHECKS, today) == ()
    found = [(check.code, check.where) for check in run_checks(plan, CHECKS, today)]
    assert found == [
        ("plan.safety-waits", "steps[11]"),
        ("plan.effect-unknown", "steps[5]"),
    ]
    assert plan.steps[11].key == "gate-latch"
    assert order(plan)[0].concern == "health-and-safety"
    slots = schedule(plan, start="2026-11", capacity=8).slots
    assert len(slots) == len(open_steps(plan))
    assert state(plan).value == "implement"


SENTENCES = """
type = "plan"
version = 1
key = "p"
title = "P"
on = 2026-09-21
language = "en"
[[steps]]
key = "tables"
text = "Director will order two tables by November 20th"
[[steps]]
key = "rugs"
text = "Director will replace the rugs"
when = "2026-12"
"""


def test_steps_as_sentences_are_read_against_the_day_of_the_plan() -> None:
    plan = documents.parse(SENTENCES)
    tables, rugs = plan.steps
    assert (tables.who, tables.what) == ("Director", "order two tables")
    assert (str(tables.when), str(rugs.when)) == ("2026-11-20", "2026-12")
    assert documents.parse(documents.to_json(plan)) == plan
    said = documents.unstructure(plan)["steps"][0]
    # What was read from the sentence is not written beside it.
    assert said == {
        "key": "tables",
        "text": "Director will order two tables by November 20th",
        "written_on": "2026-09-21",
        "language": "en",
    }


def test_a_language_without_words_is_told_once_with_its_count() -> None:
    steps = [
        ActionStep(key=key, what="achte 2 tab", who="direktè", when="2026-10")
        for key in ("a", "b")
    ]
    plan = Plan(key="p", title="P", language="ht", steps=steps)
    found = [
        check
        for check in run_checks(plan, CHECKS)
        if check.code == "plan.unjudged-words"
    ]
    assert [finding.message for finding in found] == [
        "the words of 2 steps in 'ht' are not judged: there are no word lists of it"
    ]
    english = evolve(plan, language="en", steps=steps)
    assert not [
        check
        for check in run_checks(english, CHECKS)
        if check.code == "plan.unjudged-words"
    ]
