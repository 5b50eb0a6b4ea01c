"""A series over the calendar that its measure declares."""

from __future__ import annotations

import pytest

from cqikit.core import Cadence, parse_period
from cqikit.errors import DataError
from cqikit.measures import (
    Measure,
    Observation,
    Series,
    audit,
    make_columns,
    series,
    stack,
)

CLINIC = Cadence(frequency="day", weekdays="mon-fri")
OPEN = Measure(key="waits", title="Waits", cadence=CLINIC)
FORTNIGHTS = Cadence(frequency="week", every=2, anchor="2026-W01")


def seen(*days: str) -> list[Observation]:
    """Return an observation of each day."""
    return [Observation(period=day, value=place) for place, day in enumerate(days)]


def test_a_row_of_a_period_that_does_not_exist_is_a_fault() -> None:
    with pytest.raises(DataError) as caught:
        series(OPEN, seen("2026-01-02", "2026-01-03"))
    assert str(caught.value).splitlines()[1:] == [
        (
            f"  - 2026-01-03: 2026-01-03: the period must be one of {CLINIC}: leave the"
            " row out, or change the measure's cadence"
        )
    ]


def test_a_period_that_does_not_exist_is_no_gap() -> None:
    made = series(OPEN, seen("2026-01-02", "2026-01-05"))
    assert made.values == (0.0, 1.0)
    assert audit(OPEN, made.records) == ()


def test_a_day_stands_for_the_fortnight_that_it_lies_in() -> None:
    measure = Measure(key="waits", title="Waits", cadence=FORTNIGHTS)
    # The first Thursday of the year, and a Wednesday of its sixth week.
    made = series(measure, seen("2026-01-01", "2026-02-04"))
    assert [str(period) for period in made.periods] == [
        "2026-W01",
        "2026-W03",
        "2026-W05",
    ]
    built = Series(measure=measure, observations=seen("2026-01-01", "2026-02-04"))
    assert built.periods == made.periods


def test_without_an_anchor_the_first_row_gives_the_step() -> None:
    cadence = Cadence(frequency="week", every=2)
    measure = Measure(key="waits", title="Waits", cadence=cadence)
    assert str(series(measure, seen("2026-W02")).calendar) == (
        "every second week from 2026-W02"
    )
    made = series(measure, seen("2026-W02", "2026-W06"))
    assert len(made.periods) == 3
    [found] = audit(measure, seen("2026-W02", "2026-W06"))
    assert found.code == "series.gap"
    [found] = audit(measure, seen("2026-W02", "2026-W05"))
    assert (found.code, found.where) == ("series.no-period", "2026-W05")
    assert "every second week from 2026-W02" in found.message


def test_the_days_of_several_series_give_one_step_each_by_itself() -> None:
    measure = Measure(key="waits", title="Waits", frequency="day")
    mondays = [series(measure, seen("2026-01-05", "2026-01-12", "2026-01-19"))]
    assert stack(mondays).calendar == mondays[0].calendar
    assert "every 7th day" in str(stack(mondays).calendar)
    others = series(measure, seen(*(f"2026-01-{day:02}" for day in range(1, 30, 2))))
    assert "every second day" in str(others.calendar)
    assert len(others.periods) == 15


def test_columns_may_be_of_the_periods_of_a_cadence() -> None:
    fiscal = Cadence(frequency="year", year_start=7)
    year = fiscal.period(parse_period("2024-06-30"))
    made = make_columns(period=[year.index], frequency=fiscal, numbers={"value": [3]})
    assert made.observations() == (Observation(period=year, value=3),)
