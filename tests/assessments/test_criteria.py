from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest

from cqikit.assessments import (
    ALL_OF,
    FRAMEWORKS,
    HYBRID,
    LADDER,
    PERCENT_POSITIVE,
    Answer,
    Criteria,
    Domain,
    Framework,
    Item,
    Responses,
    Scale,
    explain,
    ladder,
    score,
)
from cqikit.errors import FieldError, FieldTypeError
from tests.assessments.stories import LEVELS, flat, hybrid, rungs, told, yes_no


def climbed(framework: Framework, *met: str) -> float | None:
    answers = [Answer(item=key, value=1) for key in met]
    missed = [item.key for item in framework.all_items if item.key not in met]
    answers += [Answer(item=key, value=0) for key in missed]
    return score(Responses(framework, answers)).value


def test_a_block_needs_every_criterion_up_to_its_level() -> None:
    framework = yes_no(*rungs(2, 1, 1), scorer="block")
    assert climbed(framework) == 0
    assert climbed(framework, "c1-0") == 0
    assert climbed(framework, "c1-0", "c1-1") == 1
    assert climbed(framework, "c1-0", "c1-1", "c3-0") == 1
    assert climbed(framework, "c1-0", "c1-1", "c2-0") == 2
    assert climbed(framework, "c1-0", "c1-1", "c2-0", "c3-0") == 3


def test_what_is_not_shown_is_not_met() -> None:
    framework = yes_no(*rungs(1, 1), scorer="block")
    found = score(Responses(framework, [Answer(item="c1-0", value="yes")])).score
    assert (found.value, found.low, found.high) == (1, 1, 2)
    nothing = score(Responses(framework, [])).score
    assert (nothing.value, nothing.low, nothing.high) == (None, 0, 2)


def test_a_rung_to_which_nothing_applies_is_passed_over() -> None:
    framework = yes_no(*rungs(1, 1, 1), scorer="block")
    answers = [
        Answer(item="c1-0", value=1),
        Answer(item="c2-0", status="not-applicable"),
        Answer(item="c3-0", value=1),
    ]
    assert score(Responses(framework, answers)).value == 3
    # An empty top rung is not reached by having nothing to show.
    assert score(Responses(framework, [*answers[:2]])).value == 1


def test_the_ladder_passes_over_an_empty_rung_too() -> None:
    items = [Item(key=f"{rung}.1", text="I", rung=rung) for rung in (1, 3, 5)] + [
        Item(key="5.2", text="I", rung=5)
    ]
    framework = yes_no(*items, scorer="ladder")
    skipped = [
        Answer(item="1.1", value=1),
        Answer(item="3.1", status="not-applicable"),
    ]
    half = [Answer(item="5.1", value=1), Answer(item="5.2", value=0)]
    assert score(Responses(framework, [*skipped, *half])).value == 4
    full = [Answer(item=key, value=1) for key in ("5.1", "5.2")]
    assert score(Responses(framework, [*skipped, *full])).value == 5


def test_the_half_of_a_ladder_is_a_parameter() -> None:
    items = [Item(key=f"i{place}", text="I", rung=1 + place) for place in range(2)]
    more = [Item(key=f"j{place}", text="J", rung=2) for place in range(3)]
    framework = yes_no(*items, *more)
    answers = told(i0=1, i1=1, j0=1, j1=1, j2=0)
    assert score(Responses(framework, answers), scorer=LADDER).value == 1.5
    assert score(Responses(framework, answers), scorer=ladder(half=0.8)).value == 1


def test_a_ladder_has_rungs() -> None:
    with pytest.raises(FieldError, match="rung of collect must be at least 1"):
        score(Responses(flat(scorer="block"), []))
    with pytest.raises(FieldError, match="must be two or more on a ladder"):
        score(Responses(yes_no(*rungs(2), scorer="ladder"), []))


def test_points_are_steps_above_the_lowest_answer() -> None:
    framework = flat(
        Item(key="a", text="A", weight=2),
        Item(key="b", text="B", scale="from-one"),
        scorer="points",
        scales=[LEVELS, Scale(key="from-one", low=1, high=5)],
    )
    found = score(Responses(framework, told(a=3, b=4))).score
    assert (found.value, found.scale.low, found.scale.high) == (9, 0, 10)
    assert found.how == "points: 6, 3"
    assert score(Responses(framework, told(a=3))).score.high == 10
    assert score(Responses(framework, told(a=3, b=":not-applicable"))).score.high == 6


def test_a_hybrid_climbs_blocks_and_then_points() -> None:
    framework = hybrid()
    everything = {"p1": 3, "p2": 3}
    assert score(Responses(framework, told(**everything))).value == 0
    blocks = {"c1-0": 1, "c2-0": 1}
    assert score(Responses(framework, told(**{"c1-0": 1}, **everything))).value == 1
    for points, level in ((1, 2), (2, 3), (3, 3)):
        assert score(Responses(framework, told(**blocks, p1=points))).value == level
    assert score(Responses(framework, told(**blocks, p1=3, p2=1))).value == 4
    assert score(Responses(framework, [])).score.high == 4


def test_a_part_that_does_not_apply_asks_for_nothing() -> None:
    no_blocks = {"c1-0": ":not-applicable", "c2-0": ":not-applicable"}
    assert score(Responses(hybrid(), told(**no_blocks, p1=2))).value == 3
    no_points = {"p1": ":not-applicable", "p2": ":not-applicable"}
    assert (
        score(Responses(hybrid(), told(**{"c1-0": 1, "c2-0": 1}, **no_points))).value
        == 2
    )
    assert score(Responses(hybrid(), told(**no_blocks, **no_points))).value is None


def test_a_later_part_without_anchors_adds_one_level_at_its_top() -> None:
    framework = yes_no(
        items=[],
        scorer="hybrid",
        domains=[
            Domain(key="one", title="One", scorer="block", items=rungs(1)),
            Domain(
                key="two", title="Two", scorer="mean", items=[Item(key="a", text="A")]
            ),
        ],
    )
    assert score(Responses(framework, told(**{"c1-0": 1, "a": 1}))).value == 2


def test_a_hybrid_has_domains() -> None:
    with pytest.raises(FieldError, match="must be two domains or more"):
        score(Responses(flat(), []), scorer=HYBRID)


def test_all_gates_must_be_passed() -> None:
    framework = flat(
        Item(key="a", text="A", gate=2), Item(key="b", text="B", gate=3),
        Item(key="c", text="C"),
    )  # fmt: skip
    found = score(Responses(framework, told(a=2, b=3, c=0)), scorer=ALL_OF).score
    assert (found.value, found.how) == (1, "all-of: all met")
    found = score(Responses(framework, told(a=2, b=2, c=3)), scorer=ALL_OF).score
    assert (found.value, found.how) == (0, "all-of: not met b")
    # Without gates, all that is asked is a condition.
    assert score(Responses(flat(), told(collect=3, use=2)), scorer=ALL_OF).value == 0


def test_percent_positive_is_the_mean_of_items_percentages() -> None:
    survey = flat(
        Item(key="a", text="A"),
        Item(key="b", text="B", reversed=True),
        scorer="percent-positive",
        scales=[Scale(key="agreement", low=1, high=5)],
    )
    answers = [
        Answer(item=item, value=value, respondent=str(who))
        for item, values in (("a", (5, 4, 3, 1)), ("b", (1, 3, 3, 5)))
        for who, value in enumerate(values)
    ]
    found = score(Responses(survey, answers)).score
    # 2 of 4 agree with a, and 1 of 4 disagrees with b, which is reversed.
    assert found.value == pytest.approx((50 + 25) / 2)
    with_gap = [*answers, Answer(item="a", value=4, respondent="late")]
    found = score(Responses(survey, with_gap)).score
    assert found.value == pytest.approx((60 + 25) / 2)
    assert [found.low, found.high] == pytest.approx([(60 + 20) / 2, (60 + 40) / 2])
    assert score(Responses(survey, [])).value is None


def test_what_is_positive_the_scale_may_say() -> None:
    strict = Scale(key="agreement", low=1, high=5, positive=5)
    survey = flat(Item(key="a", text="A"), scales=[strict])
    answers = [
        Answer(item="a", value=value, respondent=str(value)) for value in (3, 4, 5, 1)
    ]
    assert score(Responses(survey, answers), scorer=PERCENT_POSITIVE).value == 25


def test_composites_of_composites_are_means_of_percentages() -> None:
    survey = flat(
        items=[],
        scorer="percent-positive",
        domains=[
            Domain(key=key, title=key, items=[Item(key=f"{key}1", text="I")])
            for key in "ab"
        ],
    )
    assert score(Responses(survey, told(a1=3, b1=0))).value == 50


def test_readiness_is_a_product() -> None:
    # Near zero in one component is not ready, whatever the others say.
    readiness = FRAMEWORKS["r-mc2"]
    answers = [
        Answer(item=item.key, value=0 if item.key.startswith("motivation") else 100)
        for item in readiness.all_items
    ]
    assert score(Responses(readiness, answers)).value == 0
    half = [Answer(item=item.key, value=50) for item in readiness.all_items]
    assert score(Responses(readiness, half)).value == pytest.approx(12.5)


def test_the_words_of_a_ladder_count_what_is_met() -> None:
    framework = yes_no(*rungs(1, 2), scorer="block")
    found = score(Responses(framework, told(**{"c1-0": 1, "c2-0": 1, "c2-1": 0})))
    assert "block: 1 of 1 at 1, 1 of 2 at 2" in explain(found)


def test_the_total_of_a_rating_scale_is_the_mean_of_items() -> None:
    framework = flat(
        items=[],
        scorer="mean-of-items",
        domains=[
            Domain(key="a", title="A", items=[Item(key="a1", text="I")]),
            Domain(
                key="b",
                title="B",
                items=[Item(key=f"b{place}", text="I") for place in range(3)],
            ),
        ],
    )
    answers = told(a1=3, b0=1, b1=1, b2=1)
    assert score(Responses(framework, answers)).value == 1.5


def judged(**more: Any) -> str:
    """Return how the score of one criterion was made, by a scorer of one's own."""
    parts: dict[str, Any] = {"judge": lambda *_: 1, "span": lambda _: (0, 1), **more}
    said = Responses(yes_no(*rungs(1)), [Answer(item="c1-0", value=1)])
    return score(said, scorer=Criteria(name="mine", **parts)).score.how


@pytest.mark.parametrize("answer", [None, "x", "3", True, [1.0], 10**400])
def test_criteria_are_judged_with_a_number(answer: Any) -> None:
    with pytest.raises(FieldTypeError, match="what 'mine' judges must be a number"):
        judged(judge=lambda *_: answer)


@pytest.mark.parametrize(
    "answer",
    [None, "01", 3, (0,), (0, 1, 2), (5, 1), (1, 1), (0, nan), (0, inf), (-inf, 1)],
)
def test_criteria_span_two_numbers(answer: Any) -> None:
    with pytest.raises(FieldError, match="what 'mine' spans must be two numbers, the"):
        judged(span=lambda _: answer)


@pytest.mark.parametrize("answer", [(None, 1), (0, "1"), (False, True)])
def test_the_ends_of_what_criteria_span_are_numbers(answer: Any) -> None:
    with pytest.raises(FieldTypeError, match="what 'mine' spans must be a number"):
        judged(span=lambda _: answer)


@pytest.mark.parametrize("answer", [None, 3, ["one"]])
def test_criteria_are_told_in_words(answer: Any) -> None:
    with pytest.raises(FieldTypeError, match="what 'mine' tells must be text"):
        judged(tell=lambda _: answer)


def test_criteria_are_told_by_their_name_and_what_is_said_of_them() -> None:
    assert judged() == "mine"
    assert judged(span=lambda _: [0, 2], tell=lambda _: "all") == "mine: all"
