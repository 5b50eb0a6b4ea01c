"""What a score may be, and what its levels are called: sums, gates, anchors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from cqikit.assessments import (
    POINTS,
    SCORERS,
    Anchor,
    Conversion,
    Domain,
    Framework,
    Item,
    Node,
    Ratings,
    RawSum,
    Responses,
    RollUp,
    Scale,
    Score,
    explain,
    score,
)
from cqikit.errors import DocumentError, FieldError, FieldTypeError, UnknownNameError
from tests.assessments.stories import flat, told, yes_no

SEVEN = Scale(key="seven", low=1, high=7)
TOTAL = Scale(key="total", low=25, high=175)


def form(count: int = 25, **changed: Any) -> Framework:
    """Return a form of so many items from 1 to 7, which are added up."""
    items = [Item(key=f"q{number}", text="Question") for number in range(count)]
    return flat(*items, **({"scales": [SEVEN], "scorer": "sum"} | changed))


def test_a_sum_is_that_of_the_printed_form() -> None:
    said = told(**{f"q{number}": 1 + number % 7 for number in range(25)})
    found = score(Responses(form(), said)).score
    assert found.value == sum(1 + number % 7 for number in range(25))
    assert (found.scale.low, found.scale.high) == (25, 175)
    assert (found.low, found.high) == (found.value, found.value)
    assert found.how == "sum of 25 of 25 items"


def test_a_sum_lacks_no_item_unless_the_policy_says_so() -> None:
    said = told(**{f"q{number}": 4 for number in range(20)})
    strict = score(Responses(form(), said)).score
    assert (strict.value, strict.low, strict.high) == (None, 80 + 5, 80 + 35)
    filled = score(Responses(form(), said), scorer="sum-prorated").score
    assert (filled.value, filled.low, filled.high) == (100, 85, 115)
    assert filled.how == "sum of 20 of 25 items, the rest at their mean"
    assert score(Responses(form(), said[1:]), scorer="sum-prorated").value is None
    assert score(Responses(form(), said), policy="lowest").value == 85


@given(st.lists(st.integers(1, 7), min_size=3, max_size=3), st.integers(1, 4))
def test_an_item_that_does_not_apply_moves_no_share_of_a_sum(
    values: list[int], weight: int
) -> None:
    items = [Item(key=f"q{place}", text="Q", weight=weight) for place in range(4)]
    said = {f"q{place}": value for place, value in enumerate(values)}
    short = flat(*items[:3], scales=[SEVEN], scorer="sum")
    whole = flat(*items, scales=[SEVEN], scorer="sum")
    before = score(Responses(short, told(**said))).score
    after = score(Responses(whole, told(**said, q3=":not-applicable"))).score
    assert after.share == pytest.approx(before.share)
    assert after.scale.high == 4 * weight * 7


def test_there_is_no_sum_of_nothing() -> None:
    weightless = flat(Item(key="a", text="A", weight=0), scorer="sum")
    found = score(Responses(weightless, told(a=2))).score
    assert (found.value, found.low, found.how) == (None, None, "")
    nothing = score(Responses(form(1), told(q0=":not-applicable"))).score
    assert (nothing.value, nothing.low, nothing.high) == (None, None, None)
    assert score(Responses(form(2), []), scorer=RawSum(least=0)).value is None


def test_a_score_off_the_scale_that_its_scorer_names_is_refused() -> None:
    # Each value is put on the scale from 25 to 175 first, and then they are added.
    added = RollUp(name="added", combine=lambda values, _: sum(values), scale=TOTAL)
    said = told(**{f"q{number}": 7 for number in range(25)})
    with pytest.raises(FieldError) as caught:
        score(Responses(form(), said), scorer=added)
    assert str(caught.value) == (
        "score of flat must be from 25 to 175, the scale that the scorer 'added' names"
        " (got 4375.0): give the scorer the scale that its numbers are on"
    )


def test_no_score_is_not_a_number() -> None:
    broken = RollUp(name="broken", combine=lambda values, weights: float("nan"))
    with pytest.raises(FieldError, match=r"score of flat must be from 0 to 3, .*nan"):
        score(Responses(flat(), told(collect=1)), scorer=broken)


NO_NUMBERS: tuple[Any, ...] = (None, "2", True, np.True_, [1.0] * 8, 1j, 10**400)


@pytest.mark.parametrize("answer", NO_NUMBERS)
def test_a_roll_up_combines_to_a_number(answer: Any) -> None:
    broken = RollUp(name="broken", combine=lambda values, weights: answer)
    with pytest.raises(FieldTypeError, match="'broken' combines must be a number"):
        score(Responses(flat(), told(collect=1)), scorer=broken)


@frozen
class Given:
    """A scorer of somebody's own, which answers whatever it is given."""

    answer: Any
    name: str = "given"
    source: str = ""

    def __call__(self, node: Node, answers: Ratings) -> Any:
        return self.answer


PLAIN: Any = Score(key="flat", value=1.0, low=1.0, high=1.0, scale=SEVEN)


@pytest.mark.parametrize("answer", [*NO_NUMBERS, evolve(PLAIN, scale="seven")])
def test_a_scorer_makes_a_score(answer: Any) -> None:
    with pytest.raises(FieldTypeError, match="'given' must be a Score on a Scale"):
        score(Responses(flat(), told(collect=1)), scorer=Given(answer))
    for name in ("value", "low", "high"):
        broken = evolve(PLAIN, **{name: answer or "none"})
        with pytest.raises(FieldTypeError, match="'given' must be a number"):
            score(Responses(flat(), told(collect=1)), scorer=Given(broken))


def test_scorers_and_policies_may_be_named() -> None:
    said = told(collect=3, use=1)
    assert score(Responses(flat(), said), scorer="minimum").value == 1
    assert score(Responses(flat(), said[:1]), policy="complete").value is None
    with pytest.raises(UnknownNameError, match="did you mean 'minimum'"):
        score(Responses(flat(), said), scorer="minimun")
    with pytest.raises(UnknownNameError, match="no policy named 'strict'"):
        score(Responses(flat(), said), policy="strict")


NAMES = (Anchor(0, "emerging"), Anchor(1.5, "growing"), Anchor(2.5, "thriving"))
TREE = flat(
    items=[],
    anchors=NAMES,
    domains=[
        Domain(
            key="data",
            title="Data",
            items=[Item(key="collect", text="Collected")],
            domains=[
                Domain(key="deep", title="Deep", items=[Item(key="d", text="D")]),
                Domain(
                    key="own",
                    title="Own",
                    anchors=[Anchor(0, "low"), Anchor(2, "high")],
                    items=[Item(key="o", text="O")],
                ),
            ],
        ),
        Domain(
            key="share",
            title="Share",
            scorer="percent-positive",
            items=[Item(key="s", text="S")],
            domains=[
                Domain(key="below", title="Below", items=[Item(key="b", text="B")])
            ],
        ),
    ],
)
SAID = told(collect=2, d=3, o=2, s=3, b=3)


def test_anchors_of_the_whole_reach_its_domains() -> None:
    found = score(Responses(evolve(TREE, domains=TREE.domains[:1]), SAID[:3]))
    levels = {key: found[key].level for key in ("flat", "data", "deep", "own")}
    assert levels == {
        "flat": "growing",
        "data": "growing",
        "deep": "thriving",
        # A domain's own names come first; an item's are those of its answers.
        "own": "high",
    }
    assert found["collect"].level == "most"


def test_anchors_reach_no_score_on_another_scale() -> None:
    found = score(Responses(TREE, SAID))
    # The whole is in percent then, as its part is; the others are from 0 to 3.
    assert (found.level, found["share"].level) == ("thriving", "thriving")
    assert (found["below"].level, found["deep"].level) == ("all", "all")
    other = score(
        Responses(evolve(TREE, domains=TREE.domains[:1]), SAID[:3]), scorer=POINTS
    )
    assert other["deep"].level == ""


GATED = flat(
    Item(key="leader", text="Leaders are committed", gate=2, cap=1),
    Item(key="use", text="Data are used"),
    Item(key="other", text="Something else"),
)


def test_a_gate_that_is_not_passed_caps_the_level() -> None:
    closed = score(Responses(GATED, told(leader=1, use=3, other=3)))
    assert closed.value == pytest.approx(7 / 3)
    assert closed.level == "some"
    assert closed.score.closed == ("leader",)
    assert explain(closed, depth=0).endswith(
        "gates not passed: leader; no level above 'some' until they are passed"
    )
    passed = score(Responses(GATED, told(leader=2, use=3, other=3)))
    assert (passed.level, passed.score.cap) == ("most", None)
    # A low score is no higher for it.
    assert score(Responses(GATED, told(leader=0, use=0, other=0))).level == "none"


def test_a_gate_that_nobody_answered_caps_as_one_that_is_not_passed() -> None:
    silent = score(Responses(GATED, told(use=3, other=3)))
    assert (silent.level, silent.score.undecided) == ("some", ("leader",))
    assert (
        score(Responses(GATED, told(leader=":not-applicable", use=3, other=3))).level
        == "all"
    )


def test_a_cap_reaches_every_score_above_the_gate_and_no_other() -> None:
    inner, outer = GATED.items[:2], GATED.items[2:]
    tree = evolve(
        GATED,
        items=outer,
        domains=[
            Domain(key="in", title="In", items=inner),
            Domain(key="out", title="Out", items=[Item(key="o", text="O")]),
        ],
    )
    found = score(Responses(tree, told(leader=1, use=3, other=3, o=3)))
    assert {key: found[key].level for key in ("flat", "in", "out", "leader")} == {
        "flat": "some",
        "in": "some",
        "out": "all",
        "leader": "some",
    }


def test_a_cap_is_a_number_of_the_score_that_it_caps() -> None:
    said = told(leader=1, use=3, other=3)
    # Another scorer's numbers are others: the cap says nothing of them.
    assert score(Responses(GATED, said), scorer=POINTS).score.cap is None
    assert score(Responses(GATED, said), scorer="minimum").score.cap == 1
    beyond = evolve(GATED, items=[evolve(GATED.items[0], cap=9), *GATED.items[1:]])
    with pytest.raises(FieldError, match="cap of leader must be from 0 to 3, as the"):
        score(Responses(beyond, said))
    with pytest.raises(FieldError, match="cap must go with a gate"):
        Item(key="a", text="A", cap=1)


def test_a_cap_on_a_scale_without_that_name_is_told_by_its_number() -> None:
    unnamed = flat(*GATED.items, scales=[Scale(key="three", low=0, high=3)])
    assert "no level above 1 until" in explain(score(Responses(unnamed, told(use=3))))


@pytest.mark.parametrize(
    ("conversion", "says"),
    [
        ({"version": "1"}, "conversions[0].version: version must be an earlier one"),
        (
            {"items": ["usage"]},
            "conversions[0].items[0]: no item named 'usage'; did you mean 'use'?",
        ),
        (
            {"after": [0, 4]},
            "conversions[0].after: an answer to 'use' must be from 0 to 3 (got 4)",
        ),
    ],
)
def test_conversions_lead_to_answers_of_the_framework(
    conversion: dict[str, Any], says: str
) -> None:
    fields: dict[str, Any] = {"version": "0", "items": ["use"], "before": [0, 1]}
    made = Conversion(**(fields | {"after": [0, 3]} | conversion))
    with pytest.raises(DocumentError) as caught:
        flat(conversions=[made])
    assert says in str(caught.value)


def test_a_conversion_of_an_item_without_a_scale_is_one_fault() -> None:
    made = Conversion(version="0", items=["a"], before=[0], after=[0])
    with pytest.raises(DocumentError, match="1 problem"):
        yes_no(Item(key="a", text="A", scale="plaice"), conversions=[made])


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"before": [1, 0]}, "before must rise, no two the same"),
        ({"before": [0, 0]}, "before must rise, no two the same"),
        ({"after": [0]}, "after must have as many numbers as before: 2 (got 1)"),
        ({"items": []}, "items must have at least one"),
    ],
)
def test_a_conversion_says_what_each_number_is_now(
    wrong: dict[str, Any], says: str
) -> None:
    fields: dict[str, Any] = {"version": "0", "items": ["a"], "before": [0, 1]}
    with pytest.raises(FieldError) as caught:
        Conversion(**(fields | {"after": [0, 1]} | wrong))
    assert says in str(caught.value)


def test_a_sum_is_known_by_name() -> None:
    assert SCORERS["sum"] == RawSum()
