"""Run charts with ties: what the values at hand do in any order."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from cqikit import spc
from cqikit.spc._power._distributions import ANY_ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

FALLS = [0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 2, 1]
SHARES = [50, 50, 60, 40, 50, 70, 30, 60, 50, 40, 50, 60, 55, 45, 50, 50]


def shuffled(values: Sequence[float], rules: Any, **how: Any) -> float:
    """Return the share of 20,000 orders of values whose run chart signals."""
    orders = np.tile(np.array(values, dtype=float), (20_000, 1))
    orders = np.random.default_rng(3).permuted(orders, axis=1)
    return float(spc.read(spc.chart(orders, "run", **how), rules).any.mean())


@pytest.mark.parametrize("on_centre", ["break", "skip", "above", "below", "either"])
@pytest.mark.parametrize("values", [[1, 1, 1, 2, 3, 0], [0, 0, 0, 0, 1, 2, 1]])
def test_ties_are_what_the_rule_says_in_every_order(
    values: list[float], on_centre: Any
) -> None:
    rules = [spc.Shift(length=3, on_centre=on_centre)]
    orders = np.array(list(permutations(values)), dtype=float)
    flags = spc.read(spc.chart(orders, "run"), rules).any
    found = spc.false_alarm(rules, spc.chart(values, "run"))
    assert found.value == pytest.approx(flags.mean(), abs=1e-9)
    assert str(found).endswith("(exact, the values at hand in any order)")


@pytest.mark.parametrize("rules", [spc.ANHOEJ, spc.CUT_BOX, spc.PERLA])
@pytest.mark.parametrize("values", [FALLS, SHARES])
def test_the_label_is_what_shuffled_charts_do(values: list[float], rules: Any) -> None:
    found = spc.false_alarm(rules, spc.chart(values, "run"))
    assert found.value == pytest.approx(shuffled(values, rules), abs=0.016)


@pytest.mark.parametrize("where", [8, np.isin(np.arange(16), range(4, 12))])
def test_a_baseline_of_tied_values_is_drawn(where: Any) -> None:
    made = spc.chart(SHARES, "run", baseline=where)
    found = spc.false_alarm(spc.ANHOEJ, made)
    assert found.points == "the values at hand in any order"
    said = shuffled(SHARES, spc.ANHOEJ, baseline=where)
    assert found.value == pytest.approx(said, abs=0.016)


def test_rare_counts_about_a_median_of_zero_signal_on_most_quiet_charts() -> None:
    counts = np.random.default_rng(8).poisson(0.5, (400, 24)).astype(float)
    signals = spc.read(spc.chart(counts, "run"), spc.ANHOEJ).any
    labels = [
        spc.false_alarm(spc.ANHOEJ, spc.chart(row, "run")).value for row in counts
    ]
    # Of one chart the label is that of its values; over charts it is the truth.
    error = np.sqrt(np.mean(np.array(labels) * (1 - np.array(labels))) / 400) + 1e-9
    assert abs(np.mean(labels) - signals.mean()) < 4.5 * error
    assert np.mean(labels) == pytest.approx(0.81, abs=0.05)
    assert spc.false_alarm(spc.ANHOEJ, spc.chart(FALLS, "run")).value == 1.0


def test_without_ties_the_label_is_as_ever() -> None:
    values = [4.0, 6, 5, 7, 5.5, 6.5, 4.5, 5.2, 8, 1, 2]
    made = spc.chart(values, "run")
    assert spc.centre_basis(made).distribution is None
    own = spc.false_alarm(spc.ANHOEJ, 11, centre=spc.EstimatedCentre())
    assert spc.false_alarm(spc.ANHOEJ, made) == own
    given = spc.chart([5, 5, 5, 6], "run", centre=5)
    assert spc.centre_basis(given).distribution is None


def test_what_lies_on_its_median_altogether_does_not_signal() -> None:
    made = spc.chart([3.0] * 12, "run")
    assert spc.false_alarm(spc.ANHOEJ, made).value == 0
    law = spc.centre_basis(made).distribution
    assert law is not None
    assert (law.family, law.sides) == (ANY_ORDER, (0, 12, 0))


def test_points_that_are_missing_stay_missing_in_every_order() -> None:
    made = spc.chart([1, 1, np.nan, 1, 2, 0, 1, 3] * 3, "run")
    found = spc.false_alarm([spc.Shift(length=4)], made, draws=200)
    assert (found.method, found.points) == (
        "simulated",
        "the values at hand in any order",
    )


def test_the_values_at_hand_are_no_longer_chart_and_no_shift() -> None:
    centre = spc.centre_basis(spc.chart(FALLS, "run"))
    shifted = spc.signal_probability(spc.ANHOEJ, 24, centre=centre, shift=1, draws=50)
    assert shifted.points == "points taken as normal"
    longer = spc.watching(spc.ANHOEJ, 3, start=30, centre=centre, draws=50)
    assert longer.points != "the values at hand in any order"
