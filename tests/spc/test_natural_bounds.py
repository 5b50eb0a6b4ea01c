"""A series of counts, shares or rates brings its natural bounds to an I chart."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from cqikit import spc
from cqikit.errors import FieldError
from cqikit.measures import Measure, MeasureKind, Observation, Series, series

VALUES = [2.0, 9.0, 1.0, 12.0, 0.0, 8.0, 3.0, 11.0]


def record(kind: MeasureKind, values: list[float], per: float = 1) -> Series:
    """Return monthly values of a measure of one kind."""
    measure = Measure(key="m", title="M", kind=kind, per=per)
    rows = [
        Observation(period=f"2026-{place:02}", value=value)
        for place, value in enumerate(values, 1)
    ]
    return series(measure, rows)


@pytest.mark.parametrize("kind", [MeasureKind.COUNT, MeasureKind.RATE])
def test_no_limit_lies_below_zero_and_none_can_be_crossed_there(
    kind: MeasureKind,
) -> None:
    made = spc.chart(record(kind, VALUES), "i")
    assert made.lower[0] == 0
    seen = made.view.lower
    assert seen is not None
    assert math.isnan(seen[0])
    assert made.upper[0] == spc.chart(VALUES, "i").upper[0]


def test_a_share_has_no_limit_above_the_whole() -> None:
    shares = [91.0, 99.0, 88.0, 100.0, 90.0, 99.0, 89.0, 100.0]
    made = spc.chart(record(MeasureKind.PROPORTION, shares, per=100), "i")
    assert made.upper[0] == 100
    assert spc.chart(record(MeasureKind.RATE, shares, per=100), "i").upper[0] > 100


@pytest.mark.parametrize("kind", ["i", "i-prime", "i-sd"])
@pytest.mark.parametrize("per", [None, 1, 1000])
def test_a_share_of_a_size_has_none_either(kind: Any, per: float | None) -> None:
    measure = Measure(key="m", title="M", kind="proportion", per=100)
    told = series(
        measure,
        [
            Observation(period=f"2026-{place:02}", numerator=many, denominator=100)
            for place, many in enumerate([10, 90, 20, 80, 15, 95, 30, 70], 1)
        ],
    )
    made = spc.chart(told, kind, per=per)
    assert made.upper[0] == (per or 100)
    assert made.lower[0] == 0
    assert made.view.upper is not None
    assert math.isnan(made.view.upper[0])


def test_a_measured_quantity_may_be_negative() -> None:
    made = spc.chart(record(MeasureKind.CONTINUOUS, VALUES), "i")
    assert made.lower[0] < 0


def test_a_chart_that_plots_something_else_keeps_its_own_bounds() -> None:
    made = spc.chart(record(MeasureKind.COUNT, VALUES), "cusum-low")
    plain = spc.chart(VALUES, "cusum-low")
    assert np.array_equal(made.lower, plain.lower, equal_nan=True)


def test_a_quantile_has_no_limits_beyond_what_a_float_can_tell_from_none() -> None:
    with pytest.raises(FieldError, match="width must be at most 8"):
        spc.chart([3, 4, 5, 4], "c-exact", width=9)
