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


# Counts, whose lower limit is 0 -------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "how", "chance"),
    [
        ("c", {"centre": 2.0}, np.exp(-2)),
        ("c-exact", {"centre": 2.0}, np.exp(-2)),
        ("u", {"centre": 0.1, "sizes": 20}, np.exp(-2)),
        ("p", {"centre": 0.1, "sizes": 20}, 0.9**20),
        ("np", {"centre": 0.1, "sizes": 20}, 0.9**20),
        ("p-exact", {"centre": 0.1, "sizes": 20}, 0.9**20),
    ],
)
def test_zeros_of_counts_are_as_rare_as_their_distribution_says(
    kind: str, how: dict[str, float], chance: float
) -> None:
    loud = int(np.floor(np.log(CHANCE) / np.log(chance))) + 1
    for zeros, signal in ((loud, True), (loud - 1, False)):
        made = spc.chart([3, 1, *[0] * zeros, 2, 3], kind, **how)  # type: ignore[arg-type]
        reading = spc.read(made)
        assert reading.rules.names[-1] == "zeros"
        assert bool(reading.flags["zeros"].any()) == signal
    assert "zeros" not in spc.judge(reading).summary


def test_zeros_are_told_in_words() -> None:
    falls = [4, 6, 3, 5, 4, 0, 0, 3, 5, 4]
    months = [f"2025-{month:02}" for month in range(1, 11)]
    made = spc.chart(falls, "c", on=months)
    said = spc.judge(spc.read(made), "lower").summary
    assert said.startswith(
        "Jun 2025 to Jul 2025, two zeros in a row, more than chance would have it,"
    )
    assert "(Three sigma and Anhøj rules and zeros, ten months" in said


def test_zeros_of_larger_points_are_rarer() -> None:
    sizes = [10, 10, 10, 40, 40, 10, 10]
    made = spc.chart([1, 2, 1, 0, 0, 1, 3], "p", sizes=sizes, centre=0.1)
    rule = Zeros(of="binomial")
    # .9 to the power of 80 is less than 0.00135; of 20, it is not.
    assert spc.read(made, [rule]).flags["zeros"].tolist() == [0, 0, 0, -1, -1, 0, 0]
    completing = Zeros(of="binomial", marks="completing")
    found = spc.read(made, [completing]).flags["zeros"].tolist()
    assert found == [0, 0, 0, 0, -1, 0, 0]


def test_zeros_are_asked_for_where_the_lower_limit_is_zero() -> None:
    assert "zeros" not in spc.default_rules(spc.chart([24, 16, 25, 23], "c"))
    assert "zeros" not in spc.default_rules(spc.CHARTS["c"])
    assert "zeros" not in spc.default_rules(spc.chart([24, 16, 25, 23], "i"))
    primed = spc.chart([1, 0, 2, 1], "p-prime", sizes=20)
    assert "zeros" not in spc.default_rules(primed)
    # Where nothing varies there is no limit.
    assert "zeros" not in spc.default_rules(spc.chart([0, 0, 0], "c"))
    rates = spc.chart([1, 0, 2, 1], "u", sizes=20)
    assert spc.default_rules(rates)["zeros"] == Zeros(of="Poisson")


def test_no_zeros_are_too_many_where_no_chance_is_too_small() -> None:
    assert not any(flags(row_of(9), Zeros(chance=0.0)))


def test_the_false_alarms_of_zeros_are_those_of_the_kind() -> None:
    made = spc.chart([2.0] * 24, "c", centre=2.0)
    found = spc.false_alarm([Zeros(of="Poisson")], made)
    assert found.points == "Poisson points"
    # By hand: four in a row of 24, each with the chance of exp(-2).
    quiet = [1.0, 1.0, 1.0, 1.0]
    p = float(np.exp(-2))
    for n in range(4, 25):
        ended = quiet[n - 5] if n > 4 else 1.0
        quiet.append(quiet[n - 1] - (1 - p if n > 4 else 1) * p**4 * ended)
    assert found.value == pytest.approx(1 - quiet[24], abs=4.5 * found.error)
