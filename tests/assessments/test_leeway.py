from __future__ import annotations

import math
from itertools import combinations_with_replacement, product
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cqikit.assessments import (
    Answer,
    Responses,
    agreement,
    critical_agreement,
    r_wg,
    r_wg_interval,
    r_wg_j,
    r_wg_j_interval,
    random_agreement,
)
from cqikit.errors import FieldError, FieldTypeError
from tests.assessments.stories import flat

NAN = float("nan")
Floats: TypeAlias = npt.NDArray[np.float64]
row = st.lists(st.integers(1, 5), min_size=4, max_size=9)
rows = st.integers(3, 8).flatmap(
    lambda people: st.lists(
        st.lists(st.integers(1, 5), min_size=people, max_size=people),
        min_size=2,
        max_size=5,
    )
)


def drawn(people: int, shares: list[float]) -> tuple[Floats, Floats]:
    """Return every set of answers that so many can give, and how likely each is."""
    sets = np.array(list(combinations_with_replacement(range(len(shares)), people)))
    counts = (sets[:, :, None] == np.arange(len(shares))).sum(axis=1)
    ways = [
        math.factorial(people) / math.prod(math.factorial(value) for value in row)
        for row in counts.tolist()
    ]
    return sets.astype(float), np.array(ways) * (np.array(shares) ** counts).prod(
        axis=1
    )


def true_ratio(shares: list[float]) -> float:
    options = np.arange(len(shares))
    mean = options @ shares
    return float(((options - mean) ** 2) @ shares) / ((len(shares) ** 2 - 1) / 12)


@pytest.mark.parametrize(
    "shares",
    [
        [0.0, 0.0, 0.05, 0.35, 0.6],
        [0.0, 0.0, 0.1, 0.8, 0.1],
        [0.05, 0.1, 0.2, 0.5, 0.15],
        [0.2, 0.2, 0.2, 0.2, 0.2],
        [0.45, 0.05, 0.0, 0.05, 0.45],
    ],
)
def test_intervals_cover_what_they_say_they_cover(shares: list[float]) -> None:
    # Exactly, over all 1001 sets of answers of ten people, those apart in which
    # nobody differs.
    answers, chances = drawn(10, shares)
    low, high = r_wg_interval(answers, options=5, truncate=False).T
    some = ~np.isnan(low)
    truth = 1 - true_ratio(shares)
    covered = some & (low <= truth) & (truth <= high)
    assert chances.sum() == pytest.approx(1)
    assert chances[covered].sum() / chances[some].sum() > 0.945


def test_resampled_respondents_would_cover_too_little() -> None:
    # Why the percentiles of the bootstrap, here reckoned exactly, are not offered.
    shares = [0.05, 0.1, 0.2, 0.5, 0.15]
    answers, chances = drawn(8, shares)
    ratios = answers.var(axis=1, ddof=1) / 2
    order = np.argsort(ratios)
    ratios = ratios[order]
    counts = (answers[order][:, :, None] == np.arange(5)).sum(axis=1)
    ways = chances[order] / (np.array(shares) ** counts).prod(axis=1)
    again = (counts[:, None, :] / 8) ** counts
    below = np.cumsum(again.prod(axis=2) * ways, axis=1)
    low = ratios[(below < 0.025).sum(axis=1)]
    high = ratios[(below < 0.975 - 1e-12).sum(axis=1)]
    covered = (low <= true_ratio(shares)) & (true_ratio(shares) <= high)
    assert chances[order][covered].sum() < 0.8


@given(row)
def test_the_interval_holds_the_value(values: list[int]) -> None:
    assume(len(set(values)) > 1)
    value = float(r_wg(values, options=5))
    low, high = r_wg_interval(values, options=5)
    assert 0 <= low <= value <= high <= 1
    wider = r_wg_interval(values, options=5, level=0.99)
    assert wider[0] <= low
    assert wider[1] >= high


@given(rows)
def test_stacks_of_intervals_equal_their_rows(values: list[list[int]]) -> None:
    stacked = r_wg_interval(values, options=5)
    alone = [r_wg_interval(value, options=5) for value in values]
    np.testing.assert_allclose(stacked, alone)
    twice = r_wg_j_interval([values, values], options=5)
    np.testing.assert_allclose(twice, [r_wg_j_interval(values, options=5)] * 2)


@given(row, st.integers(0, 9))
def test_missing_ratings_do_not_move_the_interval(
    values: list[int], place: int
) -> None:
    gap = [*values[:place], NAN, *values[place:]]
    np.testing.assert_allclose(
        r_wg_interval(gap, options=5), r_wg_interval(values, options=5)
    )


@given(row, st.integers(2, 6))
def test_saying_the_same_again_makes_no_interval_narrower(
    values: list[int], items: int
) -> None:
    # Items that everybody answers alike are one item: the mean variance is as
    # uncertain as that of one.
    assume(len(set(values)) > 1)
    low, high = r_wg_interval(values, options=5)
    expected = [items * edge / (items * edge + 1 - edge) for edge in (low, high)]
    found = r_wg_j_interval([values] * items, options=5)
    np.testing.assert_allclose(found, expected)
    assert found[0] - 1e-9 <= float(r_wg_j([values] * items, options=5))


def test_respondents_who_differ_alike_make_a_narrow_interval() -> None:
    # All are as far from the middle on two items together, 1 + 0 or 0 + 1.
    low, high = r_wg_j_interval(
        [[2, 4, 3, 3, 2, 4, 3, 3], [3, 3, 2, 4, 3, 3, 2, 4]], options=5
    )
    alone = r_wg_interval([2, 4, 3, 3, 2, 4, 3, 3], options=5)
    assert high - low < alone[1] - alone[0]


@pytest.mark.parametrize("values", [[4, NAN], [4, 4, 4, 4], [NAN, NAN]])
def test_without_differences_there_is_no_interval(values: list[float]) -> None:
    assert np.isnan(r_wg_interval(values, options=5)).all()
    assert np.isnan(r_wg_j_interval([values, values], options=5)).all()


def test_two_respondents_are_too_few_for_a_very_sure_interval() -> None:
    assert np.isfinite(r_wg_interval([3, 4], options=5)).all()
    assert np.isnan(r_wg_interval([3, 4], options=5, level=0.99)).all()


def test_items_that_one_person_rated_say_nothing() -> None:
    both = [[3, 4, 5, 3, 2], [2, NAN, NAN, NAN, NAN]]
    np.testing.assert_allclose(
        r_wg_j_interval(both, options=5), r_wg_interval(both[0], options=5)
    )


def test_consensus_carries_its_interval() -> None:
    said = {"collect": (2, 3, 2, 3, 1, 2), "use": (3, 3, 3, 3, 3, 3)}
    answers = [
        Answer(item=item, value=value, respondent=str(who))
        for item, values in said.items()
        for who, value in enumerate(values)
    ]
    found = {
        consensus.key: consensus
        for consensus in agreement(Responses(flat(), answers), level=0.9)
    }
    expected = r_wg_interval(said["collect"], options=4, level=0.9)
    collect = found["collect"].estimate
    assert [collect.low, collect.high] == pytest.approx(list(expected))
    assert (collect.level, collect.count) == (0.9, 6)
    alike = found["use"]
    assert alike.value == 1
    assert math.isnan(alike.estimate.low)
    assert found["flat"].estimate.method.startswith("r_wg(J)")


@pytest.mark.parametrize(("people", "options"), [(2, 2), (4, 5), (5, 4), (3, 7)])
@pytest.mark.parametrize("value", [1, 0.8, 0.5, 0, -0.5])
def test_random_answers_agree_as_often_as_when_all_are_written_down(
    people: int, options: int, value: float
) -> None:
    every = np.array(list(product(range(options), repeat=people)))
    agreed = r_wg(every, options=options, truncate=False) >= value - 1e-12
    found = random_agreement(value, respondents=people, options=options)
    assert found == pytest.approx(agreed.mean(), abs=1e-12)


@pytest.mark.parametrize("people", [3, 5, 10, 40])
@pytest.mark.parametrize("options", [2, 5, 7])
def test_the_critical_value_is_the_least_that_is_rare_enough(
    people: int, options: int
) -> None:
    least = critical_agreement(respondents=people, options=options)
    if math.isnan(least):
        full = random_agreement(1, respondents=people, options=options)
        assert full > 0.05
    else:
        rare = random_agreement(least, respondents=people, options=options)
        assert rare <= 0.05
        below = random_agreement(least - 1e-6, respondents=people, options=options)
        assert below == pytest.approx(rare, abs=1e-12)


@pytest.mark.parametrize(
    ("people", "options", "drawn_often"),
    # The 95th percentile of 400,000 draws each (Mersenne twister, seed 7).
    [(10, 101, 0.507), (400, 5, 0.069), (200, 7, 0.101)],
)
def test_many_people_or_options_are_approximated(
    people: int, options: int, drawn_often: float
) -> None:
    found = critical_agreement(respondents=people, options=options)
    assert found == pytest.approx(drawn_often, abs=0.001)
    chance = random_agreement(found, respondents=people, options=options)
    assert chance == pytest.approx(0.05, abs=0.002)


def test_random_answers_need_people_and_options() -> None:
    with pytest.raises(FieldError, match="respondents must be at least 2"):
        random_agreement(1, respondents=1, options=5)
    with pytest.raises(FieldTypeError, match="options must be a whole number"):
        critical_agreement(respondents=3, options=2.5)  # type: ignore[arg-type]
    with pytest.raises(FieldError, match="chance must be between 0 and 1"):
        critical_agreement(respondents=3, options=5, chance=5)
