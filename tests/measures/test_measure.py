"""Measures, targets and aims refuse what they cannot mean."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import Cadence, Frequency, parse_period
from cqikit.errors import FieldError
from cqikit.measures import (
    Aim,
    Bound,
    Change,
    Direction,
    Level,
    Measure,
    MeasureKind,
    Nested,
    meets,
    phase_starts,
    share_meeting,
    target_value,
)

LOWER, HIGHER, NEITHER = Direction.LOWER, Direction.HIGHER, Direction.NEITHER


def test_a_direction_has_a_sign_and_neither_has_none() -> None:
    assert [way.sign for way in (HIGHER, LOWER, NEITHER)] == [1, -1, 0]


def test_only_ratios_are_multiplied() -> None:
    with pytest.raises(FieldError, match="per must be 1 for a count"):
        Measure(key="falls", title="Falls", kind=MeasureKind.COUNT, per=100)
    with pytest.raises(FieldError, match="per must be more than 0"):
        Measure(key="falls", title="Falls", kind=MeasureKind.RATE, per=0)


def test_a_measure_is_reported_as_its_cadence_says() -> None:
    clinic = Cadence(frequency="day", weekdays="mon-fri")
    waits = Measure(key="waits", title="Waits", cadence=clinic)
    assert waits.frequency is Frequency.DAY
    with pytest.raises(FieldError, match="frequency must be day, as cadence says"):
        Measure(key="waits", title="Waits", cadence=clinic, frequency="month")
    fiscal = Cadence(frequency="year", year_start=7)
    yearly = Measure(key="waits", title="Waits", cadence=fiscal)
    assert str(yearly.period(date(2024, 6, 30))) == "2023-07/2024-06"
    assert str(Measure(key="a", title="A").period(date(2024, 6, 30))) == "2024-06"


def test_values_between_events_have_no_calendar() -> None:
    gap = Measure(key="gap", title="Gap", kind=MeasureKind.TIME_BETWEEN)
    assert not gap.is_periodic


@pytest.mark.parametrize(
    ("target", "direction", "line"),
    [
        (Level(80), HIGHER, 80),
        (Bound(no_more_than=3), LOWER, 3),
        (Bound(no_less_than=3), LOWER, 3),
        (Bound(no_more_than=9, no_less_than=3), HIGHER, 3),
        (Bound(no_more_than=9, no_less_than=3), LOWER, 9),
        (Change(-0.25), LOWER, 150),
        (Nested(0.85, Change(-0.25)), HIGHER, 0.85),
    ],
)
def test_a_target_draws_one_line(
    target: Level, direction: Direction, line: float
) -> None:
    assert target_value(target, baseline=200, direction=direction) == line


def test_a_change_needs_a_baseline() -> None:
    with pytest.raises(FieldError, match="baseline must be given"):
        target_value(Change(0.1), direction=HIGHER)
    zero = r"^baseline must not be 0, of which any share is 0 \(got 0\): say Level"
    with pytest.raises(FieldError, match=zero):
        target_value(Change(0.5), baseline=0, direction=HIGHER)
    with pytest.raises(FieldError, match=zero):
        meets(0, Change(-0.5), baseline=0, direction=LOWER)


@pytest.mark.parametrize(
    ("value", "target", "direction", "met"),
    [
        (80, Level(80), HIGHER, True),
        (79.9, Level(80), HIGHER, False),
        (80.1, Level(80), LOWER, False),
        (0.1 + 0.2, Level(0.3), LOWER, True),
        (5, Bound(no_more_than=9, no_less_than=3), NEITHER, True),
        (2, Bound(no_more_than=9, no_less_than=3), NEITHER, False),
        (10, Bound(no_more_than=9, no_less_than=3), NEITHER, False),
        (150, Change(-0.25), LOWER, True),
        (150, Change(-0.25), NEITHER, True),
        (151, Change(-0.25), NEITHER, False),
        (250, Change(0.25), NEITHER, True),
        (249, Change(0.25), NEITHER, False),
        (math.nan, Level(80), HIGHER, False),
        (math.nan, Bound(no_more_than=1), LOWER, False),
    ],
)
def test_a_value_on_the_line_meets_the_target(
    value: float, target: Level, direction: Direction, *, met: bool
) -> None:
    assert meets(value, target, direction=direction, baseline=200) is met


def test_a_level_has_no_better_side_of_its_own() -> None:
    with pytest.raises(FieldError, match="must be higher or lower to meet a level"):
        meets(1, Level(1), direction=NEITHER)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_what_is_better_still_meets(value: float, line: float) -> None:
    if meets(value, Level(line), direction=HIGHER):
        assert meets(value + 1, Level(line), direction=HIGHER)
    assert meets(value, Level(line), direction=HIGHER) == meets(
        -value, Level(-line), direction=LOWER
    )


def test_a_share_counts_those_that_were_measured() -> None:
    target = Nested(0.85, Change(-0.25))
    values, starts = [60, 90, math.nan, 75], [80, 100, 50, 100]
    with pytest.raises(FieldError, match=r"as many as the values, 4 \(got 1\)"):
        share_meeting(values, target, direction=LOWER, baselines=starts[:1])
    found = share_meeting(values, target, direction=LOWER, baselines=starts)
    assert found == (2, 3)
    # Of nothing, nobody can say whether a quarter less of it was reached.
    starts[1] = 0
    assert share_meeting(values, target, direction=LOWER, baselines=starts) == (2, 2)
    level = Nested(0.5, Level(80))
    assert share_meeting([90], level, direction=HIGHER, baselines=[0]) == (1, 1)
    assert share_meeting([80, 70], level, direction=HIGHER) == (1, 2)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Bound, "bound must have no_more_than, no_less_than or both"),
        (lambda: Bound(1, 2), "no_less_than must be at most no_more_than"),
        (lambda: Change(0), "by must be a change"),
        (lambda: Level(math.nan), "at must be a finite number"),
        (lambda: Nested(1.5, Level(1)), "share must be between 0 and 1"),
    ],
)
def test_an_impossible_target_is_refused(make: type, message: str) -> None:
    with pytest.raises(FieldError, match=message):
        make()


def test_an_aim_is_dated_by_a_period() -> None:
    aim = Aim(
        key="a", title="Fewer", measure="m", target=Level(1), by="2026-Q4", since=2025
    )
    assert str(aim.by.last) == "2026-12-31"
    assert str(aim.since) == "2025"


YEARS = [parse_period(year) for year in range(1960, 1968)]


@pytest.mark.parametrize(
    ("changes", "starts"),
    [
        (["1963-03-21"], ["1964"]),
        (["1961"], ["1961"]),
        (["1963"], ["1963"]),
        (["1963-01-01"], ["1963"]),
        (["1950", "1960", "1990"], []),
        (["1965", "1962-05", "1962-07"], ["1963", "1965"]),
        ([], []),
    ],
)
def test_a_phase_begins_with_the_first_period_after_its_change(
    changes: list[str], starts: list[str]
) -> None:
    found = phase_starts([parse_period(change) for change in changes], YEARS)
    assert [str(period) for period in found] == starts


def test_a_share_is_of_numbers() -> None:
    target = Nested(0.5, Level(3))
    with pytest.raises(FieldError, match=r"values\[1\] must be a number \(got 'a'\)"):
        share_meeting([3, "a"], target, direction="higher")  # type: ignore[list-item]


def test_where_nothing_was_measured_before_a_level_is_met_all_the_same() -> None:
    nothing = math.nan
    assert meets(6, Level(5), direction="higher", baseline=nothing)
    with pytest.raises(FieldError, match="baseline must be given"):
        meets(6, Change(0.1), direction="higher", baseline=nothing)
