from __future__ import annotations

import pytest
from attrs import evolve

from cqikit.assessments import (
    Answer,
    Crosswalk,
    Item,
    Link,
    Responses,
    apply_crosswalk,
    crosswalk_from,
    ordered,
)
from cqikit.errors import DocumentError
from tests.assessments.stories import UNEVEN, flat, told

FIVE = ordered("five", "1", "2", "3", "4", "5", start=1)
TARGET = flat(
    Item(key="data", text="Data"),
    Item(key="bad", text="Bad", reversed=True),
    Item(key="free", text="Free", scale="share"),
    Item(key="other", text="Other"),
    scales=[FIVE, ordered("share", "no", "yes")],
    key="target",
)
WALK = Crosswalk(
    key="walk",
    of="flat",
    to="target",
    links=[
        Link(to="data", of=["collect", "use"], why="both are about data"),
        Link(to="bad", of=["use"]),
    ],
)


def crossed(**values: object) -> dict[str, object]:
    found = apply_crosswalk(Responses(flat(), told(**values)), WALK, TARGET)
    return {
        answer.item: answer.status.value if answer.value is None else answer.value
        for answer in found.responses.answers
    }


def test_the_lowest_of_several_answers_counts_down_to_a_step() -> None:
    # 1 of 0..3 is a third of the way up: 2.33 on 1..5, so 2.
    assert crossed(collect=1, use=3) == {"data": 2, "bad": 1}


def test_a_reversed_item_is_turned_round_on_the_way() -> None:
    assert crossed(use=0)["bad"] == 5


@pytest.mark.parametrize(
    ("given", "data"),
    [
        ({"collect": 1, "use": ":dont-know"}, "dont-know"),
        ({"collect": 1}, "unanswered"),
        ({"collect": 3, "use": ":not-applicable"}, 5),
        ({"collect": ":not-applicable", "use": ":not-applicable"}, "not-applicable"),
    ],
)
def test_a_missing_answer_stays_missing(given: dict[str, object], data: object) -> None:
    assert crossed(**given)["data"] == data


def test_people_and_units_are_kept_apart() -> None:
    answers = [
        Answer(item="use", value=value, respondent=who, unit="red")
        for who, value in (("a", 0), ("b", 3))
    ]
    found = apply_crosswalk(Responses(flat(), answers), WALK, TARGET)
    assert [(answer.respondent, answer.unit) for answer in found.responses.answers] == [
        ("a", "red"), ("a", "red"), ("b", "red"), ("b", "red"),
    ]  # fmt: skip
    assert found.responses.answers[0].evidence == "both are about data"


def test_what_no_link_fills_is_listed() -> None:
    more = flat(*flat().items, Item(key="spare", text="Spare"))
    found = apply_crosswalk(Responses(more, told(use=1)), WALK, TARGET)
    assert (found.unfilled, found.unused) == (("free", "other"), ("spare",))


def test_links_name_items_of_both_frameworks() -> None:
    wrong = evolve(WALK, links=[Link(to="dat", of=["usse", "use"])])
    with pytest.raises(DocumentError) as caught:
        apply_crosswalk(Responses(flat(), []), wrong, TARGET)
    assert [str(problem) for problem in caught.value.problems] == [
        "links[0].to: no item named 'dat'; did you mean 'data'?",
        "links[0].of[0]: no item named 'usse'; did you mean 'use'?",
    ]


def test_a_crosswalk_fills_the_framework_that_it_is_for() -> None:
    with pytest.raises(DocumentError) as caught:
        apply_crosswalk(Responses(TARGET, []), WALK, flat())
    assert [str(problem) for problem in caught.value.problems[:2]] == [
        "of: of must be 'target', the framework given (got 'flat')",
        "to: to must be 'flat', the framework given (got 'target')",
    ]


def test_a_crosswalk_may_be_a_plain_mapping() -> None:
    links = [
        {"to": "data", "of": ["collect", "use"], "why": "both are about data"},
        {"to": "bad", "of": ["use"]},
    ]
    made = crosswalk_from({"key": "walk", "of": "flat", "to": "target", "links": links})
    assert made == WALK


def test_a_scale_without_steps_takes_any_place() -> None:
    target = flat(Item(key="share", text="Share", scale="percent"), key="target")
    walk = evolve(WALK, links=[Link(to="share", of=["use"])])
    (answer,) = apply_crosswalk(
        Responses(flat(), told(use=1)), walk, target
    ).responses.answers
    assert answer.value == pytest.approx(100 / 3)


def test_who_answered_nothing_that_is_linked_gives_no_answer() -> None:
    walk = evolve(WALK, links=[Link(to="data", of=["collect"])])
    assert (
        apply_crosswalk(Responses(flat(), told(use=1)), walk, TARGET).responses.answers
        == ()
    )


def test_between_uneven_levels_the_worse_one_is_filled_in() -> None:
    target = flat(
        Item(key="data", text="Data"),
        Item(key="bad", text="Bad", reversed=True),
        scales=[UNEVEN],
        key="target",
    )
    found = apply_crosswalk(Responses(flat(), told(collect=2, use=2)), WALK, target)
    # Two thirds of the way up: 2 of 0 to 3, and there is no 2.
    assert {answer.item: answer.value for answer in found.responses.answers} == {
        "data": 1,
        "bad": 1,
    }


def test_a_crosswalk_between_versions_refuses_others() -> None:
    answers = Responses(flat(), told(use=1))
    fits = evolve(WALK, of_version="1", to_version="1")
    assert apply_crosswalk(answers, fits, TARGET) == apply_crosswalk(
        answers, WALK, TARGET
    )
    with pytest.raises(DocumentError) as caught:
        apply_crosswalk(answers, evolve(WALK, of_version="2", to_version="3"), TARGET)
    assert [str(problem) for problem in caught.value.problems] == [
        "of_version: of_version must be '1', as it is given (got '2')",
        "to_version: to_version must be '1', as it is given (got '3')",
    ]
