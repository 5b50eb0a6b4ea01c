"""Zeros in a row on a g chart: how many are a signal, and where it is flagged."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import spc
from cqikit.spc import Zeros

#: Beyond 3 sigma on one side of a normal distribution.
CHANCE = 0.00135


def flags(chart: spc.Chart, rule: Zeros | None = None) -> list[int]:
    found: list[int] = spc.read(chart, [rule or Zeros()]).flags["zeros"].tolist()
    return found


def row_of(zeros: int, mean: float = 11.0) -> spc.Chart:
    """Return gaps with so many zeros in a row, about a given mean."""
    gaps = [12, 9, *[0] * zeros, 15, 20]
    return spc.chart(gaps, "g", centre=mean)


@pytest.mark.parametrize(
    ("mean", "loud"),
    # A gap is 0 with the chance 1/(mean + 1): 1/2, 1/4, 1/12 and 1/1000.
    [(1.0, 10), (3.0, 5), (11.0, 3), (999.0, 1)],
)
def test_the_shortest_loud_row_of_zeros_and_the_longest_quiet(
    mean: float, loud: int
) -> None:
    assert (1 / (mean + 1)) ** loud < CHANCE <= (1 / (mean + 1)) ** (loud - 1)
    assert flags(row_of(loud, mean)) == [0, 0, *[-1] * loud, 0, 0]
    assert not any(flags(row_of(loud - 1, mean)))


@pytest.mark.parametrize(("marks", "quiet"), [("all", 0), ("completing", 2)])
def test_all_zeros_are_flagged_or_those_that_complete(marks: str, quiet: int) -> None:
    rule = Zeros(marks=marks)  # type: ignore[arg-type]
    assert flags(row_of(5), rule) == [0, 0, *[0] * quiet, *[-1] * (5 - quiet), 0, 0]


def test_a_rule_by_itself_says_what_a_reading_does() -> None:
    chart = row_of(4)
    assert Zeros()(chart.view).tolist() == flags(chart)


@given(st.lists(st.integers(0, 12), min_size=3, max_size=30))
def test_zeros_alone_are_flagged_and_only_downwards(gaps: list[int]) -> None:
    found = np.array(flags(spc.chart(gaps, "g")))
    assert set(found.tolist()) <= {0, -1}
    assert not found[np.array(gaps) > 0].any()


def test_nothing_is_flagged_without_a_zero_or_a_sigma() -> None:
    assert not any(flags(spc.chart([3, 9, 4, 7], "g")))
    # All gaps are 0: of a mean of 0 they are what is to be expected.
    assert not any(flags(spc.chart([0, 0, 0, 0], "g")))
