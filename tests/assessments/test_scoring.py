from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import evolve, frozen

from cqikit import assessments
from cqikit.assessments import (
    FRAMEWORKS,
    MINIMUM,
    PERCENT_POSITIVE,
    POINTS,
    POLICIES,
    SCORERS,
    Answer,
    Domain,
    Item,
    Policy,
    Ratings,
    Responses,
    RollUp,
    Score,
    explain,
    score,
)
from cqikit.errors import CqikitError, FieldTypeError, UnknownNameError
from tests.assessments.stories import LEVELS, flat, told


def test_missing_answers_widen_the_range_and_lower_the_coverage() -> None:
    found = score(Responses(flat(), told(collect="all"))).score
    assert (found.value, found.low, found.high) == (3.0, 1.5, 3.0)
    assert (found.coverage, found.respondents) == (0.5, 1)


@pytest.mark.parametrize("status", [":dont-know", ":not-observed", ":unanswered"])
def test_whatever_is_missing_leaves_the_range_open(status: str) -> None:
    found = score(Responses(flat(), told(collect=1, use=status))).score
    assert (found.value, found.low, found.high) == (1, 0.5, 2)


def test_what_does_not_apply_leaves_the_count() -> None:
    found = score(Responses(flat(), told(collect=1, use=":not-applicable"))).score
    assert (found.value, found.low, found.high, found.coverage) == (1, 1, 1, 1)


def test_when_nothing_applies_there_is_no_score() -> None:
    answers = told(collect=":not-applicable", use=":not-applicable")
    found = score(Responses(flat(), answers)).score
    assert (found.value, found.low, found.high, found.coverage) == (None,) * 4
    assert (found.level, found.share, found.minimum) == ("", None, None)


def test_without_answers_everything_is_possible() -> None:
    found = score(Responses(flat(), [])).score
    assert (found.value, found.low, found.high, found.coverage) == (None, 0, 3, 0)


def test_reversed_items_are_turned_round() -> None:
    # Negative climate of CLASS: 8 minus what was observed.
    tool = assessments.FRAMEWORKS["class"]
    assert (
        score(Responses(tool, [Answer(item="negative-climate", value=2)]))[
            "negative-climate"
        ].value
        == 6
    )


def test_roles_are_averaged_within_then_between() -> None:
    answers = [
        Answer(item="use", value=3, respondent="d", role="director"),
        *(
            Answer(item="use", value=0, respondent=f"t{number}", role="teacher")
            for number in range(9)
        ),
    ]
    found = score(Responses(flat(), answers))["use"]
    assert (found.value, found.respondents) == (1.5, 10)


def test_only_those_who_are_asked_can_be_missing() -> None:
    framework = flat(
        Item(key="money", text="Money", who=["director"]),
        Item(key="use", text="Used"),
    )
    answers = [
        Answer(item="use", value=3, respondent="t", role="teacher"),
        Answer(item="use", value=1, respondent="d", role="director"),
    ]
    found = score(Responses(framework, answers))
    assert found["money"].applicable == 1
    assert found["use"].applicable == 2
    # When nobody took part who is asked, the item is missing all the same.
    assert score(Responses(framework, answers[:1]))["money"].applicable == 1


def test_units_are_kept_beside_their_mean() -> None:
    answers = [
        Answer(item="use", value=value, unit=unit, site="north")
        for unit, value in (("red", 3), ("blue", 1))
    ]
    found = score(Responses(flat(), answers))["use"]
    assert (found.value, found.minimum) == (2, 1)
    assert [unit.unit for unit in found.units] == ["north/red", "north/blue"]
    assert found.how == "mean of 2 units"


def test_a_unit_without_a_score_does_not_pull_the_mean() -> None:
    answers = [
        Answer(item="use", value=3, unit="red"),
        Answer(item="use", status="not-applicable", unit="blue"),
    ]
    found = score(Responses(flat(), answers))["use"]
    assert (found.value, found.minimum, found.coverage) == (3, 3, 1)


def test_domains_count_by_their_own_roll_up() -> None:
    framework = flat(
        items=[],
        scorer="minimum",
        domains=[
            Domain(
                key="data",
                title="Data",
                scorer="mean",
                items=[Item(key="a", text="A"), Item(key="b", text="B")],
            ),
            Domain(key="rest", title="Rest", items=[Item(key="c", text="C")]),
        ],
    )
    found = score(Responses(framework, told(a=0, b=3, c=2)))
    assert (found.value, found["data"].value) == (1.5, 1.5)
    assert (
        score(Responses(framework, told(a=0, b=3, c=2)), scorer=SCORERS["mean"]).value
        == 1.75
    )


def test_an_unknown_roll_up_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'minimum'"):
        score(Responses(flat(scorer="minimun"), told(use=1)))


def test_items_of_different_scales_are_put_together_in_per_cent() -> None:
    framework = flat(
        Item(key="level", text="Level"), Item(key="yes", text="Yes", scale="yes-no")
    )
    found = score(Responses(framework, told(level=3, yes="no"))).score
    assert (found.value, found.scale.key) == (50, "percent")


@pytest.mark.parametrize(
    ("policy", "partly", "half", "full"),
    [
        ("available", 3, 3, 3),
        ("half", None, 3, 3),
        ("most", None, None, 3),
        ("complete", None, None, 3),
        ("lowest", 0.75, 1.5, 3),
    ],
)
def test_a_policy_says_what_becomes_of_missing_answers(
    policy: str, partly: float | None, half: float | None, full: float
) -> None:
    framework = flat(*(Item(key=key, text=key) for key in "abcd"))
    scores = [
        score(Responses(framework, told(**answers)), policy=POLICIES[policy]).value
        for answers in ({"a": 3}, {"a": 3, "b": 3}, dict.fromkeys("abcd", 3))
    ]
    assert scores == [partly, half, full]


@frozen
class _AsIf:
    """A policy that takes what is missing for a given answer."""

    value: float
    name: str = "as-if"

    def __call__(self, score: Score) -> Score:
        return evolve(score, value=self.value) if score.value is None else score


@pytest.mark.parametrize(
    ("policy", "share"),
    [("available", 100), ("lowest", 50), (_AsIf(2.5), 100), (_AsIf(1.0), 50)],
)
def test_an_item_that_a_policy_values_is_positive_if_its_value_is(
    policy: Policy, share: float
) -> None:
    framework = flat(Item(key="a", text="a"), Item(key="b", text="b"))
    said = Responses(framework, told(a=3))
    scorer = SCORERS["percent-positive"]
    assert score(said, scorer=scorer, policy=policy).value == share


def test_a_policy_may_be_ones_own() -> None:
    mine = Policy(name="third", least_coverage=1 / 3)
    result = score(Responses(flat(), told(use=2)), policy=mine)
    assert (result.value, result.policy) == (2, "third")


def test_a_gate_is_closed_open_or_undecided() -> None:
    bts = assessments.FRAMEWORKS["bts-infrastructure"]
    half = score(Responses(bts, told(teams="somewhat"))).score
    assert (half.closed, half.undecided) == (("teams",), ("leadership",))
    done = score(Responses(bts, told(teams="met", leadership="met"))).score
    assert (done.closed, done.undecided) == ((), ())
    without = score(
        Responses(bts, told(teams="met", leadership=":not-applicable"))
    ).score
    assert (without.closed, without.undecided) == ((), ())


def test_every_unit_has_to_pass_a_gate() -> None:
    framework = flat(Item(key="use", text="Used", gate=2))
    answers = [
        Answer(item="use", value=value, unit=unit)
        for unit, value in (("red", 3), ("blue", 1))
    ]
    assert score(Responses(framework, answers)).score.closed == ("use",)


def test_whoever_is_called_like_a_scorer_is_one() -> None:
    class Best:
        name = "best"

        def __call__(self, node: assessments.Node, answers: Ratings) -> Score:
            known = [pair.value for pair in answers.items(node) if pair.is_known]
            return Score(key=node.key, value=max(known), low=0, high=3, scale=LEVELS)

    result = score(Responses(flat(), told(use=2, collect=1)), scorer=Best())
    assert (result.value, result.level) == (2, "most")


def test_ratings_know_what_they_have() -> None:
    seen = []

    class Look:
        name = "look"

        def __call__(self, node: assessments.Node, answers: Ratings) -> Score:
            seen.append(answers)
            return MINIMUM(node, answers)

    score(Responses(flat(), told(use=2)), scorer=Look())
    with pytest.raises(UnknownNameError, match="no item or domain named 'usee'"):
        seen[0]["usee"]


def test_a_result_knows_its_scores() -> None:
    result = score(Responses(flat(), told(use=2, collect=1)))
    assert [this_score.key for this_score in result.scores] == [
        "flat",
        "collect",
        "use",
    ]
    assert (result.value, result.level, result.score.share) == (1.5, "some", 0.5)
    with pytest.raises(UnknownNameError, match="did you mean 'use'"):
        result["usse"]


def test_weights_of_nought_count_for_nothing() -> None:
    framework = flat(
        Item(key="use", text="Used", weight=0), Item(key="collect", text="Collected")
    )
    assert score(Responses(framework, told(use=3, collect=1))).value == 1


def test_where_nothing_counts_there_is_no_range_to_tell() -> None:
    framework = flat(Item(key="use", text="Used", weight=0))
    assert explain(score(Responses(framework, [])), depth=0) == (
        "Flat: no score on 0 to 3; 0 of 1 answered; none to none possible"
    )


def test_a_domain_of_items_without_weight_counts_for_nothing() -> None:
    domains = [
        Domain(key="d", title="D", items=[Item(key="use", text="Used", weight=0)]),
        Domain(key="e", title="E", items=[Item(key="collect", text="Collected")]),
    ]
    framework = evolve(flat(), items=(), domains=domains)
    found = score(Responses(framework, told(use=3, collect=1)))
    assert (found["d"].value, found["e"].value, found.value) == (None, 1, 1)


def test_a_median_is_a_roll_up_too() -> None:
    from statistics import median

    typical = RollUp(name="median", combine=lambda values, _: median(values))
    framework = flat(*(Item(key=key, text=key) for key in "abc"))
    assert score(Responses(framework, told(a=0, b=1, c=3)), scorer=typical).value == 1


def test_an_explanation_has_the_numbers_that_made_the_score() -> None:
    bts = assessments.FRAMEWORKS["bts-infrastructure"]
    result = score(Responses(bts, told(leadership="met", teams="somewhat")))
    assert explain(result, depth=0) == (
        "Infrastructure for a Breakthrough Series collaborative: 2.5 on 0 to 3"
        " (somewhat); mean of 3, 2; 2 of 9 answered; 0.56 to 2.89 possible;"
        " gates not passed: teams"
    )
    empty = told(collect=":not-applicable", use=":not-applicable")
    assert explain(score(Responses(flat(), empty)), depth=0) == (
        "Flat: no score on 0 to 3; nothing applies"
    )
    undecided = score(Responses(bts, told(teams="met"))).score
    assert explain(undecided, depth=0).endswith("gates not decided: leadership")
    units = [Answer(item="use", value=place, unit=f"u{place}") for place in range(3)]
    assert "3 units, the lowest 0" in explain(score(Responses(flat(), units))["use"])


@pytest.mark.parametrize(
    ("count", "more"), [(12, ""), (13, "and 1 more"), (20, "8 more")]
)
def test_long_lists_of_numbers_are_cut(count: int, more: str) -> None:
    framework = flat(*(Item(key=f"i{place}", text="I") for place in range(count)))
    answers = [Answer(item=item.key, value=1) for item in framework.all_items]
    told = explain(score(Responses(framework, answers)), depth=0)
    assert more in told
    assert ("more" in told) == bool(more)


def test_anchors_name_nothing_on_the_scale_of_another_roll_up() -> None:
    framework = FRAMEWORKS["qris-points"]
    said = [Answer(item=item.key, value=4) for item in framework.all_items]
    assert score(Responses(framework, said)).level == "level 4"
    other = score(Responses(framework, said), scorer=PERCENT_POSITIVE)
    assert (other.value, other.level) == (100, "")
    # What the framework names may not be there: then they are taken for its own.
    renamed = evolve(framework, scorer="ours")
    assert score(Responses(renamed, said), scorer=POINTS).level == "level 4"


@pytest.mark.parametrize("chosen", [3, RollUp, ["mean"]])
@pytest.mark.parametrize(("name", "known"), [("scorer", SCORERS), ("policy", POLICIES)])
def test_what_is_no_scorer_or_policy_is_refused_with_the_names(
    chosen: object, name: str, known: object
) -> None:
    given: dict[str, Any] = {name: chosen}
    said = re.escape(f"there are {known}")
    with pytest.raises(FieldTypeError, match=f"^{name} must be a {name}.*{said}"):
        score(Responses(flat(), told(use=1)), **given)


@pytest.mark.parametrize("scorer", list(assessments.SCORERS), ids=lambda it: it.name)
@pytest.mark.parametrize("wrong", [None, 3, float("nan"), "x", {}, {1: 2}, [[1]]])
def test_a_scorer_that_is_called_alone_says_what_it_takes(
    scorer: Any, wrong: Any
) -> None:
    domain = assessments.FRAMEWORKS["psat"].domains[0]
    # One of blocks sees first that the domain has none.
    with pytest.raises(
        CqikitError, match=r"answers must be|must be two domains or more"
    ):
        scorer(domain, wrong)
