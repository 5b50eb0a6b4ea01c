"""Input that has misled charts before."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cqikit import spc
from cqikit.core import run_checks
from cqikit.errors import ChartError, DataError, FieldError
from cqikit.measures import Measure, Observation, series

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_a_point_within_rounding_of_the_centre_lies_on_it() -> None:
    made = spc.chart([0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2], centre=0.3)
    assert spc.side_of(made.view.values, made.view.centre).tolist() == [0, 0, 0, 0]


def test_nearly_constant_data_are_constant() -> None:
    made = spc.chart([0.1 + 0.2, 0.3] * 8)
    assert made.method[0].degenerate
    assert np.isnan(made.view.sigma).all()
    for name in spc.RULE_SETS:
        assert not spc.read(made, name).any, name
    assert not spc.read(made, [spc.BeyondLimits(inclusive=True)]).any


@pytest.mark.parametrize("kind", ["i", "c", "mr", "i-screened", "g"])
def test_constant_data_signal_nothing(kind: Any) -> None:
    made = spc.chart([0] * 14, kind)
    assert made.method[0].degenerate
    assert np.isnan(made.view.sigma).all()
    for name in spc.RULE_SETS:
        assert not spc.read(made, name).any, name
    assert not spc.read(made, [spc.BeyondLimits(inclusive=True)]).any


COUNTED = ["p", "p-exact", "p-prime", "np", "u", "u-prime", "u-exact", "i-prime"]
ALONE = ["i", "i-median", "i-sd", "c", "c-exact", "g", "g-exact", "g-median", "mr"]


@pytest.mark.parametrize("kind", [*COUNTED, *ALONE])
def test_a_later_point_off_a_baseline_of_zeros_is_outside(kind: Any) -> None:
    sizes = 50 if kind in COUNTED else None
    made = spc.chart([0] * 12 + [2, 0, 4], kind, sizes=sizes, baseline=12)
    outside = spc.read(made, [spc.BeyondLimits()]).flags["outside"]
    # The range to the point before is that of both.
    expected = [1, 1, 1] if kind == "mr" else [1, 0, 1]
    assert outside.tolist() == [0] * 12 + expected


@pytest.mark.parametrize("kind", ["p", "p-exact", "p-prime", "np", "i-prime"])
def test_a_later_point_below_a_baseline_of_all_is_outside(kind: Any) -> None:
    made = spc.chart([50] * 12 + [20, 15, 10], kind, sizes=50, baseline=12)
    outside = spc.read(made, [spc.BeyondLimits()]).flags["outside"]
    assert outside.tolist() == [0] * 12 + [-1] * 3


def test_all_zeros_of_a_proportion_are_degenerate() -> None:
    made = spc.chart([0] * 14, "p", sizes=[20] * 14)
    assert made.method[0].degenerate
    assert not spc.read(made).any
    assert made.upper.tolist() == [0.0] * 14


def test_equal_points_are_found_and_no_width_of_limits_is_claimed() -> None:
    made = spc.chart([10] * 14, "p", sizes=50)
    assert made.upper[0] > made.centre[0] > made.lower[0]
    (found,) = run_checks(made, spc.CHART_CHECKS)
    assert found.code == "chart.degenerate"
    assert "all 14 points that the lines rest on are equal" in str(found)
    assert "width" not in f"{found}{found.source}"


def test_screening_that_leaves_only_equal_steps_is_no_constant_data() -> None:
    made = spc.chart([0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0], "i-screened")
    assert not made.method[0].degenerate
    np.testing.assert_allclose(np.asarray(made.view.upper), made.centre)


def test_one_missing_value_costs_its_two_ranges_and_no_more() -> None:
    made = spc.chart([4.0, np.nan, 6, 9, 5])
    assert float(made.centre[0]) == 6
    assert float(made.sigma[0]) == pytest.approx(3.5 / 2 * np.sqrt(np.pi))
    assert np.isnan(made.values[1])
    bridged = spc.chart([4.0, None, 6, 9, 5], bridge=True)
    assert float(bridged.sigma[0]) == pytest.approx(3.0 / 2 * np.sqrt(np.pi))


def test_two_equal_dates_are_refused_with_their_rows() -> None:
    with pytest.raises(DataError, match=r"on\[1\]: 2026-01 stands twice"):
        spc.chart([1, 2, 3], on=["2026-01", "2026-01", "2026-02"])


def test_shuffled_dates_are_refused() -> None:
    with pytest.raises(DataError, match=r"on\[2\]: 2026-02 must not be before 2026-03"):
        spc.chart([1, 2, 3], on=["2026-01", "2026-03", "2026-02"])
    with pytest.raises(DataError, match=r"on\[1\]: must be a month \(got '2026'\)"):
        spc.chart([1, 2], on=["2026-01", "2026"])


def test_events_on_one_day_are_kept_apart() -> None:
    days = ["2026-01-05", "2026-01-05", "2026-01-09"]
    made = spc.chart([3, 1, 4], "g", on=days)
    assert len(made.values) == 3


def test_missing_months_of_a_series_stay_gaps() -> None:
    waits = Measure(key="waits", title="Waiting time", unit="days")
    months = ("2026-01", "2026-02", "2026-05")
    rows = [Observation(period=month, value=3.0) for month in months]
    made = spc.chart(series(waits, rows))
    assert np.isnan(made.values).tolist() == [False, False, True, True, False]
    assert [check.code for check in run_checks(made, spc.CHART_CHECKS)] == [
        "chart.trial-limits",
        "chart.degenerate",
        "chart.missing",
    ]


@pytest.mark.parametrize("kind", sorted(spc.CHARTS.names))
@pytest.mark.parametrize("n", [0, 1, 2])
def test_next_to_no_points_make_a_chart(kind: Any, n: int) -> None:
    found = spc.CHARTS[kind]
    values: Any = np.ones((n, 3)) if found.plots else np.ones(n)
    sizes = np.full(n, 5.0) if found.takes in {"units", "events"} else None
    made = spc.chart(values, kind, sizes=sizes)
    for line in (made.values, made.centre, made.sigma, made.lower, made.upper):
        assert line.shape == (n,)
    assert len(made.method) == (n > 0)


def test_no_series_at_all_makes_a_stack_of_none() -> None:
    assert spc.chart(np.empty((0, 12))).upper.shape == (0, 12)


def test_a_denominator_of_zero_is_a_missing_point_without_limits() -> None:
    made = spc.chart([3, 0, 4], "p", sizes=[10, 0, 10])
    assert np.isnan(made.values[1])
    assert np.isnan(made.upper[1])
    assert float(made.centre[0]) == 0.35
    with pytest.raises(DataError, match=r"values\[1\]: must be 0 where the size is 0"):
        spc.chart([3, 2, 4], "u", sizes=[10, 0, 10])


def test_events_over_their_units_are_refused_with_the_row() -> None:
    with pytest.raises(DataError, match=r"values\[1, 2\]: must be at most its size"):
        spc.chart([[1, 2, 3], [1, 2, 11]], "p", sizes=10)
    # A rate may: a unit can have more than one event.
    assert float(spc.chart([1, 2, 11], "u", sizes=10).values[2]) == 1.1


def test_counts_below_zero_are_refused() -> None:
    for kind, sizes in (("c", None), ("p", 10), ("u", 10), ("g", None)):
        with pytest.raises(DataError, match=r"values\[1\]: must be at least 0"):
            spc.chart([1, -2, 3], kind, sizes=sizes)  # type: ignore[arg-type]
    with pytest.raises(DataError, match=r"sizes\[0\]: must be at least 0"):
        spc.chart([1, 2], "u", sizes=[-1, 2])
    with pytest.raises(DataError, match=r"values\[2\]: must be 0 or 1"):
        spc.chart([0, 1, 2], "bernoulli")


@pytest.mark.parametrize("value", [np.inf, -np.inf])
def test_infinity_is_refused_with_its_place(value: float) -> None:
    with pytest.raises(DataError, match=r"values\[1\]: must be a finite number"):
        spc.chart([1.0, value, 2.0])


def test_numbers_whose_sum_overflows_are_refused_where_they_are_not_finite() -> None:
    made = spc.chart([1e300, 2e300, 1.5e300])
    np.testing.assert_allclose(made.centre, 1.5e300)
    assert np.isfinite(made.upper).all()
    with pytest.raises(ChartError, match="too large"):
        spc.chart([[1e300, 2e300], [1e300, 3e300]], "xbar")
    with pytest.raises(ChartError, match="too large"):
        spc.chart([1.5e308, 1.5e308, -1.5e308])


def test_whole_numbers_beyond_exact_floats_are_refused() -> None:
    for values in ([1, 2**53 + 1], np.array([1, 2**60 + 1]), [1, None, -(2**53) - 1]):
        with pytest.raises(
            DataError, match=r"\[\d\]: must be a whole number that a float"
        ):
            spc.chart(values)
    assert spc.chart([1, 2**60]).values[1] == 2**60
    assert spc.chart([1.0, 2.0**60]).values[1] == 2.0**60


def test_text_is_refused_with_its_place() -> None:
    with pytest.raises(DataError) as caught:
        spc.chart([3, "<5", 4, date(2026, 1, 1)])  # type: ignore[arg-type]
    assert [str(problem) for problem in caught.value.problems] == [
        "values[1]: must be a number (got '<5'): decide what it stands for",
        "values[3]: must be a number (got datetime.date(2026, 1, 1))",
    ]
    with pytest.raises(DataError, match=r"values\[0\]: must be a number \(got '3'\)"):
        spc.chart(["3", "4"])
    with pytest.raises(DataError, match="must be a rectangle of numbers"):
        spc.chart([[1, 2], [3]])
    with pytest.raises(DataError, match=r"values\[0\]: must be a number"):
        spc.chart(np.array(["2026-01-01"], dtype="datetime64[D]"))


def test_masked_values_are_missing() -> None:
    masked = np.ma.MaskedArray([1.0, 2.0, 3.0], mask=[False, True, False])
    assert np.isnan(spc.chart(masked).values).tolist() == [False, True, False]


def test_a_single_number_is_no_series() -> None:
    with pytest.raises(FieldError, match="must be at least one row of numbers"):
        spc.chart(3.0)  # type: ignore[arg-type]


def test_sizes_go_where_they_belong() -> None:
    with pytest.raises(FieldError, match="sizes must be given for a u chart"):
        spc.chart([1, 2], "u")
    with pytest.raises(FieldError, match="sizes must not be given for a c chart"):
        spc.chart([1, 2], "c", sizes=[3, 4])
    with pytest.raises(FieldError, match=r"sizes must go with values of shape \(2,\)"):
        spc.chart([1, 2], "u", sizes=[3, 4, 5])
    with pytest.raises(FieldError, match="within must be given: the sd of each"):
        spc.chart([1, 2], "xbar", sizes=3)
    with pytest.raises(FieldError, match="one subgroup along the last axis"):
        spc.chart([1, 2], "xbar")


def test_callers_arrays_are_neither_kept_nor_changed() -> None:
    values = np.array([3.0, 4.0, 8.0])
    made = spc.chart(values)
    values[0] = 99
    assert made.values[0] == 3
    split = spc.chart(values, "c", phases=[1], exclude=[0], baseline=1)
    view = split.view
    for line in (made.upper, made.view.values, view.lower, view.breaks, split.excluded):
        with pytest.raises(ValueError, match="read-only"):
            np.asarray(line)[0] = 1


def test_rates_over_four_orders_of_magnitude_keep_their_digits() -> None:
    with (EXAMPLES / "measles" / "cases.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["population"]]
    counts = np.array([float(row["count"]) for row in rows])
    people = np.array([float(row["population"]) for row in rows])
    areas = [row["area"] for row in rows]
    made = spc.panel(
        counts,
        "u-prime",
        keys=areas,
        on=[row["year"] for row in rows],
        sizes=people,
        per=1e5,
    )
    assert len(made.keys) == 51
    rates = made.chart.values[made.chart.values > 0]
    assert rates.max() / rates.min() > 1e4
    for area in made.keys:
        here = [place for place, name in enumerate(areas) if name == area]
        alone = spc.chart(counts[here], "u-prime", sizes=people[here], per=1e5)
        chart = made[area]
        seen = ~np.isnan(chart.values)
        np.testing.assert_allclose(
            chart.values[seen], counts[here] / people[here] * 1e5
        )
        np.testing.assert_allclose(chart.upper[seen], alone.upper, rtol=1e-9)
        np.testing.assert_allclose(chart.centre[seen], alone.centre, rtol=1e-9)


def test_whole_numbers_larger_than_any_float_are_each_named() -> None:
    huge = 10**400
    with pytest.raises(DataError) as told:
        spc.chart([3, huge, 5, -huge])
    assert [problem.where for problem in told.value.problems] == [
        "values[1]",
        "values[3]",
    ]
    assert all("that a float can hold" in str(each) for each in told.value.problems)
