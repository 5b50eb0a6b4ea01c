"""What is said of points: by position, by time, by mask, and of a panel by key."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pytest

from cqikit import spc
from cqikit.core import run_checks
from cqikit.errors import CqikitError, DataError, FieldError, UnknownNameError

#: July is a gap.
MONTHS = [f"2026-{month:02}" for month in (*range(1, 7), *range(8, 13))]
VALUES = [4.0, 9, 6, 7, 5, 8, 30, 31, 29, 33, 30]
ROWS = len(VALUES)
#: Two teams, whose records lie row by row side by side.
KEYS = ["a", "b"] * ROWS
ON = [month for month in MONTHS for _ in "ab"]
BOTH = [value + 100 * (key == "b") for value in VALUES for key in "ab"]


def chart(**said: Any) -> spc.Chart:
    return spc.chart(VALUES, on=MONTHS, **said)


def same(made: spc.Chart, wanted: spc.Chart) -> None:
    for name in ("values", "centre", "lower", "upper", "breaks", "excluded"):
        np.testing.assert_array_equal(getattr(made, name), getattr(wanted, name), name)
    assert made.reasons == wanted.reasons


# A position is that of a row ------------------------------------------------------


@pytest.mark.parametrize("row", range(1, ROWS))
def test_a_position_names_the_row_whatever_gaps_there_are(row: int) -> None:
    same(chart(phases=[row]), chart(phases=MONTHS[row]))
    same(chart(exclude=row), chart(exclude=MONTHS[row]))
    mask = np.arange(ROWS) == row
    same(chart(phases=mask), chart(phases=[row]))
    same(chart(exclude=mask), chart(exclude=[row]))


def test_a_mask_is_of_rows_or_of_points() -> None:
    for_rows = chart(baseline=np.arange(ROWS) < 6)
    for_points = chart(baseline=np.arange(ROWS + 1) < 6)
    same(for_rows, for_points)
    same(for_rows, chart(baseline=("2026-01", "2026-06")))
    same(chart(baseline="2026-03"), chart(baseline=("2026-03", "2026-03")))


@pytest.mark.parametrize("name", ["phases", "exclude", "baseline"])
def test_a_mask_of_another_length_goes_with_no_points(name: str) -> None:
    said = rf"{name} must be a mask that goes with points of shape \(12,\) \(got \(3,"
    with pytest.raises(FieldError, match=said):
        chart(**{name: np.array([True, False, True])})


def test_a_line_given_for_each_row_goes_on_in_gaps() -> None:
    steps = np.arange(float(ROWS))
    made = chart(centre=steps, upper=[40.0] * ROWS)
    # July has the line of June, and August, the seventh row, its own again.
    assert made.centre.tolist() == [0, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10]
    same(made, chart(centre=made.centre, upper=40.0))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"phases": [ROWS + 1]}, "phase must be a position from 0 to 1"),
        ({"exclude": [-1]}, "exclude must be a position from 0 to 1"),
        ({"phases": ["#3"]}, "phase must be a time as the points have (2026-01)"),
        ({"baseline": "2025"}, "baseline must hold a point of the chart (got '2025')"),
        ({"baseline": (1, 2, 3)}, "baseline must be a number of points, a period, or"),
    ],
)
def test_what_lies_beyond_the_rows_is_told(said: dict[str, Any], message: str) -> None:
    with pytest.raises(FieldError) as refused:
        chart(**said)
    assert message in str(refused.value)
    with pytest.raises(FieldError) as refused:
        spc.panel(VALUES, keys=["a"] * ROWS, on=MONTHS, **said)
    assert message in str(refused.value)


def test_numbered_points_are_named_by_their_numbers() -> None:
    lots = [3, 4, 6, 7]
    made = spc.chart([5, 6, 7, 5], on=lots, exclude={"#6": "broken"})
    assert made.excluded.tolist() == [False, False, False, True, False]
    with pytest.raises(FieldError, match=r"must be a time as the points have \(#3\)"):
        spc.chart([5, 6, 7, 5], on=lots, exclude=["2026-01"])
    with pytest.raises(FieldError, match="must be a position where no days are given"):
        spc.chart([], on=[], exclude=["2026-01"])


def test_an_empty_chart_has_an_empty_baseline() -> None:
    assert spc.chart([], baseline=3).values.size == 0


# A panel is told by key ----------------------------------------------------------


def panel(**said: Any) -> spc.Panel:
    return spc.panel(BOTH, keys=KEYS, on=ON, **said)


def test_each_chart_of_a_panel_has_marks_and_reasons_of_its_own() -> None:
    made = panel(
        phases={"b": ["2026-08"]},
        exclude={"a": {"2026-03": "flood", "2026-10": "strike"}, "b": "2026-04"},
    )
    alone = chart(exclude={"2026-03": "flood", "2026-10": "strike"})
    same(made["a"], alone)
    assert made["a"].reasons[2] == "flood"
    assert made["b"].reasons == ("",) * 12
    assert made["b"].excluded.tolist() == [month == 3 for month in range(12)]
    assert made["b"].breaks.tolist() == [month == 7 for month in range(12)]
    same(made.chart[(0,)], made["a"])
    same(made.chart[np.int64(1)], made["b"])  # type: ignore[index]
    (found,) = (
        check
        for check in run_checks(made.chart, spc.CHART_CHECKS)
        if check.code == "chart.excluded-without-reason"
    )
    # Only the point of b has none, though a is excluded without one nowhere.
    assert found.where == "points[3]"


def test_a_mask_of_a_panel_is_of_its_records() -> None:
    record = KEYS.index("b", 12)
    same(panel(exclude=np.arange(len(KEYS)) == record)["a"], panel()["a"])
    excluded = panel(exclude=np.arange(len(KEYS)) == record)["b"].excluded
    # The seventh row is that of August.
    assert np.flatnonzero(excluded).tolist() == [7]


@pytest.mark.parametrize("name", ["phases", "exclude"])
def test_a_key_that_no_chart_has_is_told(name: str) -> None:
    wrong = {"a": ["2026-03"], "c": ["2026-03"]}
    with pytest.raises(UnknownNameError, match="no key named 'c'"):
        panel(**{name: wrong})
    # Texts alone are periods with titles or reasons, for all charts.
    shared = panel(**{name: {"2026-03": "flood"}})
    np.testing.assert_array_equal(
        shared["a"].breaks if name == "phases" else shared["a"].excluded,
        np.arange(12) == 2,
    )


# What columns of pandas say --------------------------------------------------------


def test_a_column_of_days_is_of_events() -> None:
    days = pd.Series(pd.to_datetime(["2026-01-03", "2026-01-12", "2026-02-01"]))
    assert spc.chart(days, "t").values.tolist() == [9.0, 20.0]


def test_a_column_of_two_indexes_is_no_single_chart() -> None:
    index = pd.MultiIndex.from_tuples([("a", "2026-01"), ("b", "2026-01")])
    with pytest.raises(FieldError, match=r"values must have one index .*spc\.panel"):
        spc.chart(pd.Series([1.0, 2.0], index=index))


# What is inferred is said -----------------------------------------------------------


def test_a_calendar_that_was_inferred_is_a_finding() -> None:
    fortnights = pd.date_range("2024-01-01", periods=14, freq="14D")
    made = spc.chart([5.0, 6] * 7, on=fortnights)
    found = {check.code: check for check in run_checks(made, spc.CHART_CHECKS)}
    assert found["chart.calendar"].message == (
        "the periods are every second week from 2024-W01, as rows are 14 days apart"
    )
    declared = spc.chart([5.0, 6] * 7, on=fortnights, cadence=made.calendar.cadence)  # type: ignore[union-attr]
    assert run_checks(declared, spc.CHART_CHECKS) == ()


# Rules are rules -------------------------------------------------------------------


@pytest.mark.parametrize("rules", [7, [7], [spc.ANHOEJ, 3]])
def test_what_is_no_rule_is_refused(rules: Any) -> None:
    with pytest.raises(CqikitError, match="must be rules, a rule set, or the name"):
        spc.read(chart(), rules)


def test_a_list_of_rules_is_read() -> None:
    shift = spc.NELSON["shift"]
    assert list(spc.read(chart(), [shift]).flags) == ["shift"]


def test_a_baseline_of_events_is_named_by_days() -> None:
    events = ["2024-01-05", "2024-01-17", "2024-02-02", "2024-02-09", "2024-03-01"]
    made = spc.chart(events, "t", baseline=("2024-01-01", "2024-02-29"))
    assert [record.used for record in made.method] == [3]
    usual = spc.chart(events, "t", baseline=3)
    np.testing.assert_array_equal(made.upper, usual.upper)


def test_events_of_several_lengths_are_in_order_of_their_first_days() -> None:
    days = ["2026-01-15", "2026-02", "2026-03-01"]
    made = spc.chart([3, 4, 2], on=days, cadence="events")
    assert [str(day) for day in made.on or ()] == days
    with pytest.raises(DataError, match="2026-01-15 must not be before 2026-02"):
        spc.chart([3, 4], on=days[1::-1], cadence="events")
    keys, shuffled = ["a"] * 3, [days[1], days[2], days[0]]
    panel = spc.panel([4, 2, 3], "g", keys=keys, on=shuffled)
    assert panel["a"].values.tolist() == [3, 4, 2]
