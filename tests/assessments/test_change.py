from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.assessments import paired_change, reliable_change, sign_test, wilcoxon
from cqikit.errors import FieldError

NAN = float("nan")
values = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=6
)


@settings(max_examples=25)
@given(values)
def test_signed_ranks_count_out_every_way_in_which_signs_can_fall(
    pairs: list[tuple[int, int]],
) -> None:
    from scipy.stats import rankdata

    before, after = np.array(pairs, dtype=float).T
    change = (after - before)[after != before]
    found = wilcoxon(before, after)
    if not change.size:
        assert math.isnan(found.p)
        return
    ranks = rankdata(np.abs(change))
    rising = ranks[change > 0].sum()
    sums = np.array([ranks[list(signs)].sum() for signs in _signs(len(ranks))])
    tails = (sums <= rising + 1e-9).mean(), (sums >= rising - 1e-9).mean()
    assert found.p == pytest.approx(min(1, 2 * min(tails)))


def _signs(count: int) -> list[list[bool]]:
    return [list(signs) for signs in product((True, False), repeat=count)]


@pytest.mark.parametrize("count", [50, 51, 120])
def test_many_signed_ranks_are_taken_from_the_normal_curve(count: int) -> None:
    random = np.random.default_rng(count)
    before, after = random.normal(0, 1, count), random.normal(0.3, 1, count)
    from scipy.stats import wilcoxon as reference

    exact = count <= 50
    theirs = (
        reference(after - before, method="exact")
        if exact
        else reference(after - before, method="approx", correction=True)
    )
    found = wilcoxon(before, after)
    assert found.p == pytest.approx(float(theirs.pvalue))
    assert ("exact" in found.method) is exact


@given(values)
def test_turned_round_a_test_has_the_same_p(pairs: list[tuple[int, int]]) -> None:
    before, after = np.array(pairs, dtype=float).T
    for test in (wilcoxon, sign_test):
        first, other = test(before, after), test(after, before)
        assert first.p == pytest.approx(other.p, nan_ok=True)
        assert (first.better, first.worse, first.same) == (
            other.worse,
            other.better,
            other.same,
        )


def test_the_sign_test_counts_directions() -> None:
    # Five of six: 2 * (1 + 6) / 64.
    found = sign_test([1, 1, 1, 1, 1, 2, 3], [2, 2, 2, 2, 2, 1, 3])
    assert found.p == pytest.approx(2 * 7 / 64)
    assert found.same == 1
    assert math.isnan(sign_test([1], [1]).p)
    assert sign_test([1, 2], [2, 1]).p == 1.0


def test_pairs_with_a_gap_are_left_out() -> None:
    assert paired_change([1, NAN, 2], [2, 3, NAN]).count == 1


def test_one_pair_has_a_change_and_no_interval() -> None:
    alike = paired_change([1] * 7, [2] * 7)
    assert str(alike) == "1.00 (n = 7)"
    assert alike.method.endswith("no interval, as all changed alike")
    found = paired_change([1], [3])
    assert found.value == 2
    assert math.isnan(found.low)
    assert math.isnan(paired_change([], []).value)


def test_rounding_is_no_change() -> None:
    assert wilcoxon([0.3], [0.1 + 0.2]).same == 1


def test_pairs_are_pairs() -> None:
    with pytest.raises(FieldError, match="after must have 2 values as before"):
        paired_change([1, 2], [1])


@pytest.mark.parametrize(
    ("sd", "reliability"), [(0, 0.8), (NAN, 0.8), (math.inf, 0.8), (1, 1), (1, -0.1)]
)
def test_a_reliable_change_needs_an_error(sd: float, reliability: float) -> None:
    with pytest.raises(FieldError):
        reliable_change(1, 2, sd=sd, reliability=reliability)


def test_a_change_at_the_critical_value_is_not_beyond_it() -> None:
    edge = reliable_change(0, 0, sd=1, reliability=0.5).critical
    assert not reliable_change(0, edge, sd=1, reliability=0.5).is_reliable
    assert reliable_change(0, edge + 1e-9, sd=1, reliability=0.5).is_reliable
