from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cqikit.assessments import (
    PERCENT,
    Answer,
    Item,
    Responses,
    agreement,
    cronbach_alpha,
    icc,
    icc_two_way,
    krippendorff_alpha,
    r_wg,
    r_wg_j,
    reliability,
    weighted_kappa,
)
from cqikit.assessments._agreement._chance import kappa_of_table
from cqikit.errors import FieldError, UnknownNameError
from tests.assessments.stories import LEVELS, UNEVEN, flat

NAN = float("nan")
ratings = st.lists(
    st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=3, max_size=8
)


def test_full_agreement_is_one_and_chance_is_nought() -> None:
    found = r_wg([[4, 4, 4], [1, 1, 5]], options=5)
    assert found.tolist() == [1, 0]
    assert r_wg([1, 5], options=5, truncate=False) == pytest.approx(1 - 8 / 2)


def test_one_rating_agrees_with_nobody() -> None:
    assert math.isnan(r_wg([4, NAN], options=5))
    assert math.isnan(r_wg_j([[4, NAN], [NAN, 4]], options=5))


def test_missing_ratings_are_left_out() -> None:
    assert r_wg([3, 4, NAN, 5], options=5) == r_wg([3, 4, 5], options=5)


def test_agreement_over_items_is_spearman_browns() -> None:
    # With equal variances, r_wg(J) steps r_wg up from one item to J.
    value = float(r_wg([3, 4, 4, 5], options=5))
    three = float(r_wg_j([[3, 4, 4, 5]] * 3, options=5))
    assert three == pytest.approx(3 * value / (1 + 2 * value))
    assert float(r_wg_j([[1, 5, 1, 5]] * 3, options=5)) == 0
    assert float(r_wg_j([[1, 5, 1, 5]] * 3, options=5, truncate=False)) != 0


def test_a_scale_has_two_options_at_least() -> None:
    with pytest.raises(FieldError, match="options must be at least 2"):
        r_wg([1, 1], options=1)


@given(ratings)
def test_stacks_of_ratings_equal_their_rows(rows: list[list[int]]) -> None:
    stacked = r_wg(rows, options=5)
    assert stacked.tolist() == [float(r_wg(row, options=5)) for row in rows]


def test_respondents_of_a_unit_are_asked_whether_they_agree() -> None:
    framework = flat(
        Item(key="use", text="Used"), Item(key="share", text="Share", scale="percent")
    )
    answers = [
        Answer(item=item, value=value, respondent=str(who), unit=unit)
        for unit, item, values in (
            ("red", "use", (2, 2, 3)),
            ("red", "share", (0, 100, 50)),
            ("blue", "use", (1,)),
        )
        for who, value in enumerate(values)
    ]
    found = {
        (consensus.unit, consensus.key): consensus
        for consensus in agreement(Responses(framework, answers))
    }
    assert found["red", "use"].agrees
    assert found["red", "share"].agrees is False
    assert found["red", "flat"].respondents == 3
    alone = found["blue", "use"]
    assert (alone.respondents, alone.value, alone.agrees) == (1, None, None)
    assert PERCENT.step == 0


HOLE = ("collect", "a2")


def test_reliability_is_told_by_node() -> None:
    answers = [
        Answer(item=item, value=value + (item == "use"), respondent=who, unit=who[0])
        for who, value in (("a1", 2), ("a2", 2), ("b1", 0), ("b2", 0))
        for item in ("collect", "use")
    ]
    (whole,) = reliability(Responses(flat(), answers))
    assert whole.alpha.value == pytest.approx(1)
    assert whole.intraclass.single.value == pytest.approx(1)
    (nothing,) = reliability(Responses(flat(), []))
    assert math.isnan(nothing.alpha.value)
    assert math.isnan(nothing.intraclass.mean.value)
    # What somebody left out is no answer of nothing: their mean is that of the rest.
    some = [answer for answer in answers if (answer.item, answer.respondent) != HOLE]
    (holed,) = reliability(Responses(flat(), some))
    of_units = icc([[2.5, 3.0], [0.5, 0.5]])
    assert holed.intraclass.single.low == pytest.approx(of_units.single.low)
    (gaps,) = reliability(
        Responses(flat(), [Answer(item="use", status="dont-know", respondent="a")])
    )
    assert math.isnan(gaps.intraclass.single.value)


def test_groups_may_be_of_different_size() -> None:
    found = icc([[1, 2], [4, 5, 5], [9, NAN], []])
    # By hand: MSB = 17.04 between three groups of 2, 3 and 1; MSW = 1.1667 / 3.
    values = np.array([1, 2, 4, 5, 5, 9.0])
    means = [1.5, 14 / 3, 9]
    between = sum(
        n * (m - values.mean()) ** 2 for n, m in zip((2, 3, 1), means, strict=True)
    )
    within = (0.5 + 2 / 3) / 3
    size = (6 - 14 / 6) / 2
    ratio = between / 2 / within
    assert found.single.value == pytest.approx((ratio - 1) / (ratio + size - 1))
    assert found.mean.value == pytest.approx(1 - 1 / ratio)
    assert found.single.count == 3


@pytest.mark.parametrize("groups", [[], [[1, 2, 3]], [[1], [2], [3]], [[2, 2], [2, 2]]])
def test_without_variation_there_is_no_correlation(groups: Any) -> None:
    assert math.isnan(icc(groups).single.value)


def test_groups_that_only_differ_from_each_other_correlate_fully() -> None:
    found = icc([[1, 1], [2, 2], [3, 3]])
    assert (found.single.value, found.mean.value, found.mean.low) == (1, 1, 1)
    same = icc([[1, 2], [2, 1]])
    assert same.mean.value == -math.inf


def test_things_that_do_not_differ_tell_no_agreement() -> None:
    assert math.isnan(icc_two_way([[1, 2], [2, 1]], absolute=True).single.value)
    assert math.isnan(icc_two_way([[1, 2], [1, 2]], absolute=True).single.value)


def test_raters_who_differ_by_a_constant_are_consistent_and_do_not_agree() -> None:
    rows = [[1, 3], [2, 4], [4, 6]]
    assert icc_two_way(rows).single.value == 1
    agreed = icc_two_way(rows, absolute=True).single
    assert 0 < agreed.value < 1
    assert agreed.low < agreed.value < agreed.high
    assert math.isnan(icc_two_way([[1, 1], [1, 1]], absolute=True).single.value)


@pytest.mark.parametrize("rows", [[[1, 1], [2, 2]], [[1, 1, 1], [2, 2, 2], [4, 4, 4]]])
def test_raters_who_all_say_the_same_agree_fully(rows: Any) -> None:
    for absolute in (True, False):
        found = icc_two_way(rows, absolute=absolute)
        for estimate in (found.single, found.mean):
            assert (estimate.low, estimate.value, estimate.high) == (1, 1, 1)


@given(ratings)
@example([[1, 1, 4, 5], [3, 5, 1, 2], [4, 5, 1, 1], [5, 5, 1, 1]])
@example([[1, 1, 1, 4], [1, 1, 1, 5], [1, 1, 5, 1]])
def test_a_reliability_is_at_most_1_and_lies_in_its_interval(
    rows: list[list[int]],
) -> None:
    for absolute in (True, False):
        found = icc_two_way(rows, absolute=absolute)
        for estimate in (found.single, found.mean):
            if not math.isnan(estimate.value):
                assert estimate.value <= 1 + 1e-9
                assert estimate.low <= estimate.value + 1e-9
                assert estimate.value <= estimate.high + 1e-9


def test_a_mean_of_raters_who_contradict_each_other_is_worth_nothing() -> None:
    # It came out as 6e15, in an interval from 3.1 to 0.9.
    found = icc_two_way([[1, 1], [1, 3], [3, 1]], absolute=True)
    assert found.single.value == pytest.approx(-1)
    assert (found.mean.low, found.mean.value) == (-math.inf, -math.inf)
    assert found.mean.high < 1


@pytest.mark.parametrize("rows", [[1, 2], [[1, 2]], [[1], [2]], [[1, NAN], [2, 3]]])
def test_two_way_correlations_need_complete_ratings(rows: Any) -> None:
    with pytest.raises(FieldError, match="complete"):
        icc_two_way(rows)


@given(ratings, st.integers(-5, 5), st.integers(1, 4))
def test_correlations_do_not_depend_on_units(
    rows: list[list[int]], shift: int, factor: int
) -> None:
    values = np.array(rows, dtype=float)
    assume(values.std() > 0)
    for first, other in (
        (icc(values), icc(values * factor + shift)),
        (icc_two_way(values), icc_two_way(values * factor + shift)),
    ):
        assert first.single.value == pytest.approx(other.single.value, nan_ok=True)
        assert first.mean.value == pytest.approx(other.mean.value, nan_ok=True)


def test_alpha_needs_people_items_and_differences() -> None:
    for nothing in ([[1, 2]], [[1], [2]], [[1, 2], [1, 2]], [[1, NAN], [NAN, 2]]):
        assert math.isnan(cronbach_alpha(nothing).value)
    with pytest.raises(FieldError, match="respondents by items"):
        cronbach_alpha([1, 2])


def test_alpha_leaves_out_whoever_did_not_answer_all() -> None:
    rows = [[1, 2], [2, 2], [3, 4]]
    assert cronbach_alpha([*rows, [5, NAN]]) == cronbach_alpha(rows)


@pytest.mark.parametrize("weights", ["quadratic", "linear", "none"])
def test_the_interval_of_kappa_is_that_of_the_delta_method(weights: str) -> None:
    table = np.array([[20.0, 5, 1], [4, 15, 6], [2, 3, 30]])
    total, width = table.sum(), 1e-3
    slopes = np.zeros_like(table)
    for place in np.ndindex(3, 3):
        step = np.zeros_like(table)
        step[place] = width
        ends = [
            kappa_of_table(table + sign * step, weights=weights).value
            for sign in (1, -1)
        ]
        slopes[place] = (ends[0] - ends[1]) / (2 * width) * total
    shares = table / total
    spread = (shares * slopes**2).sum() - (shares * slopes).sum() ** 2
    found = kappa_of_table(table, weights=weights)
    error = (found.value - found.low) / 1.959964
    assert error == pytest.approx(math.sqrt(spread / total), rel=1e-5)


def test_kappa_of_two_raters_leaves_out_gaps() -> None:
    first, two = [1, 2, 3, NAN, 2], [1, 3, 3, 2, 2]
    assert weighted_kappa(first, two) == weighted_kappa([1, 2, 3, 2], [1, 3, 3, 2])
    wide = weighted_kappa([1, 2, 3, 2], [1, 3, 3, 2], options=[1, 2, 3, 4])
    # Quadratic weights do not care about answers that nobody gave.
    assert wide.value == pytest.approx(weighted_kappa(first, two).value)


def test_without_room_for_disagreement_there_is_no_kappa() -> None:
    assert math.isnan(weighted_kappa([1, 1], [1, 1]).value)
    assert math.isnan(weighted_kappa([], []).value)


def test_kappa_says_what_it_cannot_read() -> None:
    with pytest.raises(FieldError, match="must have 2 ratings"):
        weighted_kappa([1, 2], [1])
    with pytest.raises(FieldError, match="must be among the options"):
        weighted_kappa([1, 2], [1, 9], options=[1, 2])
    with pytest.raises(FieldError, match="must be among the options"):
        weighted_kappa([1, 1.5], [1, 2], options=[1, 2])
    with pytest.raises(UnknownNameError, match="did you mean 'quadratic'"):
        weighted_kappa([1, 2], [1, 2], weights="quadratik")
    with pytest.raises(FieldError, match="3 by 3 with 0 on the diagonal"):
        kappa_of_table(np.eye(3), weights=np.eye(3))


def test_full_agreement_is_an_alpha_of_one() -> None:
    found = krippendorff_alpha([[1, 2, 3], [1, 2, 3]])
    assert found.value == 1
    assert math.isnan(krippendorff_alpha([[1, 1], [1, 1]]).value)
    assert math.isnan(krippendorff_alpha([[1, NAN], [NAN, 2]]).value)
    # One thing tells nothing of how far things differ.
    assert math.isnan(krippendorff_alpha([[1, NAN], [3, 2]]).value)
    pair = krippendorff_alpha([[1, 2], [1, 2]])
    assert math.isnan(pair.low)
    # Two things that are each left out once, and tell something without the other.
    two = krippendorff_alpha([[1, 1], [2, 3]])
    assert two.low <= two.value <= two.high


def test_alpha_says_what_it_cannot_read() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'ordinal'"):
        krippendorff_alpha([[1, 2]], metric="ordinl")
    with pytest.raises(FieldError, match="raters by things"):
        krippendorff_alpha([1, 2])


@given(ratings)
def test_the_order_of_raters_does_not_matter(rows: list[list[int]]) -> None:
    values = np.array(rows, dtype=float)
    first, other = krippendorff_alpha(values), krippendorff_alpha(values[::-1])
    assert first.value == pytest.approx(other.value, nan_ok=True)


def test_an_estimate_reads_aloud() -> None:
    assert str(cronbach_alpha([[1, 2]])) == "nan (n = 1)"
    assert "95 %" in str(cronbach_alpha([[1, 2], [3, 5], [2, 2]]))


def test_uneven_levels_agree_by_chance_as_random_answers_on_them_do() -> None:
    """Mean squares: of the answers 2 (n - 1); of each level as likely, 14 / 9."""
    framework = flat(Item(key="a", text="A", scale="uneven"), scales=[LEVELS, UNEVEN])
    said = [
        Answer(item="a", value=value, respondent=who)
        for who, value in {"a": 0, "b": 1, "c": 1}.items()
    ]
    found = {
        consensus.key: consensus for consensus in agreement(Responses(framework, said))
    }
    assert found["a"].value == pytest.approx(1 - (1 / 3) / (14 / 9))
