"""Which periods exist is one value; what does not exist is no gap."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cqikit.core import Cadence, Closure, Frequency, Period, Weekday, parse_period
from cqikit.core import period_of as period_of_day
from cqikit.errors import FieldError

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def cadences(draw: st.DrawFn) -> Cadence:
    frequency = draw(st.sampled_from(Frequency))
    how: dict[str, Any] = {}
    if draw(st.booleans()):
        how = {"every": draw(st.integers(2, 5)), "anchor": draw(days)}
        if frequency is Frequency.POINT:
            how["anchor"] = f"#{draw(st.integers(1, 99))}"
    elif frequency is Frequency.DAY:
        how["weekdays"] = draw(st.lists(st.sampled_from(Weekday)))
    if frequency in {Frequency.DAY, Frequency.WEEK, Frequency.MONTH} and not how:
        how["months"] = draw(st.lists(st.integers(1, 12), unique=True))
    start = draw(days)
    length = timedelta(days=draw(st.integers(0, 400)))
    closure = Closure(start, start + length)
    return Cadence(
        frequency=frequency,
        closures=draw(st.sampled_from(([], [closure]))),
        week_start=draw(st.sampled_from(Weekday)),
        year_start=draw(st.integers(1, 12)),
        **how,
    )


def exists(cadence: Cadence, period: Period) -> bool:
    """Say whether a period exists, by the words of the documentation."""
    every = cadence.anchor is None or (
        (period.index - cadence.anchor.index) % cadence.every == 0
    )
    weekday = list(Weekday)[period.first.weekday()]
    open_then = not any(
        closure.first <= period.first and period.last <= closure.last
        for closure in cadence.closures
    )
    return (
        every
        and (not cadence.weekdays or weekday in cadence.weekdays)
        and (not cadence.months or period.first.month in cadence.months)
        and open_then
    )


@given(cadences(), days, st.integers(0, 60))
def test_a_cadence_is_what_it_says(cadence: Cadence, day: date, count: int) -> None:
    first = period_of_day(day, cadence.frequency, cadence.starts)
    every = [first.shift(step) for step in range(count + 1)]
    found = cadence.between(first, every[-1])
    assert found == tuple(period for period in every if exists(cadence, period))


@given(cadences(), days)
@example(Cadence(frequency="year", year_start=7), date(2024, 6, 30))
def test_a_day_stands_for_the_period_it_lies_in(cadence: Cadence, day: date) -> None:
    if cadence.frequency is Frequency.POINT:
        return
    period = period_of_day(day, cadence.frequency, cadence.starts)
    if cadence.every > 1 and cadence.frequency is not Frequency.DAY:
        assert cadence.anchor is not None
        period = period.shift(-((period.index - cadence.anchor.index) % cadence.every))
    if exists(cadence, period):
        assert cadence.period(day) == period
    else:
        with pytest.raises(FieldError, match="must be one of"):
            cadence.period(day)


@given(days, st.sampled_from(Frequency), st.integers(1, 12))
@example(date(2024, 1, 28), Frequency.WEEK, 7)
def test_periods_that_begin_elsewhere_are_periods(
    day: date, frequency: Frequency, starts: int
) -> None:
    cadence = Cadence(
        frequency=frequency,
        week_start=list(Weekday)[starts % 7],
        year_start=starts,
    )
    period = period_of_day(day, frequency, cadence.starts)
    assert day in period
    assert parse_period(str(period)) == period
    assert period.shift(1).first == period.last + timedelta(days=1)
    assert period.shift(1).index == period.index + 1


@pytest.mark.parametrize(
    ("cadence", "said"),
    [
        (Cadence(), "months"),
        (Cadence(frequency="point"), "numbered points"),
        (Cadence(frequency="day", weekdays="mon-fri"), "days, Monday to Friday"),
        (Cadence(frequency="day", weekdays="sat-mon"), "days, Saturday to Monday"),
        (Cadence(frequency="day", weekdays="tue,thu"), "days, Tuesday, Thursday"),
        (
            Cadence(frequency="day", weekdays=list(Weekday), months=range(1, 13)),
            "days, Monday to Sunday, January to December",
        ),
        (
            Cadence(months=[9, 10, 11, 12, 1, 2, 3, 4, 5, 6]),
            "months, September to June",
        ),
        (
            Cadence(frequency="year", every=2, anchor=2019),
            "every second year from 2019",
        ),
        (Cadence(frequency="week", every=4), "every fourth week"),
        (Cadence(frequency="day", every=11), "every 11th day"),
        (Cadence(frequency="day", every=22), "every 22nd day"),
        (Cadence(frequency="week", week_start="sun"), "weeks that begin on Sunday"),
        (Cadence(frequency="year", year_start=7), "years that begin in July"),
        (Cadence(frequency="quarter", year_start=2), "quarters of years from February"),
        (Cadence(frequency="quarter", year_start=7), "quarters"),
        (
            Cadence(closures=[Closure("2024-02-01", "2024-02-29", "flood")]),
            "months, closed 2024-02-01 to 2024-02-29 (flood)",
        ),
        (
            Cadence(frequency="day", closures=[Closure(date(2024, 12, 25))]),
            "days, closed 2024-12-25",
        ),
    ],
)
def test_a_cadence_is_said_in_words(cadence: Cadence, said: str) -> None:
    assert str(cadence) == said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"frequency": "week", "weekdays": "mon"}, "weekdays must be left out unless"),
        ({"frequency": "year", "months": [1]}, "days or weeks or months"),
        ({"frequency": "day", "every": 2, "weekdays": "mon"}, "every must be 1 where"),
        ({"every": 0}, "every must be from 1 to 10000"),
        ({"every": 1.5}, "every must be a whole number"),
        ({"months": [13]}, "must be from 1 to 12"),
        ({"weekdays": "xyz", "frequency": "day"}, "must be days of the week"),
        ({"weekdays": 3, "frequency": "day"}, "weekdays must be a list"),
        ({"anchor": "2024", "every": 2}, "must be a month"),
        ({"closures": ["2024"]}, "must be a Closure"),
    ],
)
def test_a_cadence_that_cannot_be_is_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(FieldError, match=said):
        Cadence(**wrong)


def test_a_closure_has_days() -> None:
    assert Closure("2024-02-01").last == date(2024, 2, 1)
    with pytest.raises(FieldError, match="must not be before first"):
        Closure("2024-02-01", "2024-01-01")
    with pytest.raises(FieldError, match="must be a day"):
        Closure("2024-02")


def test_a_period_of_another_length_is_refused() -> None:
    with pytest.raises(FieldError, match=r"must be a quarter .*write it like 2024-Q1"):
        Cadence(frequency="quarter").period("2024-02")
    every_second = Cadence(frequency="year", every=2, anchor=2019)
    with pytest.raises(FieldError, match="every second year from 2019"):
        every_second.period("2020")
    assert str(every_second.period("2020-05-01")) == "2019"


def test_a_period_knows_its_like() -> None:
    fiscal = parse_period("2023-07/2024-06")
    assert str(fiscal.at(date(2024, 7, 1))) == "2024-07/2025-06"


def test_points_are_numbered() -> None:
    points = Cadence(frequency="point")
    assert [str(points.period(said)) for said in (3, "4", "#5")] == ["#3", "#4", "#5"]
    assert points.period(3).index == 3
    for wrong in (True, "0", "2024-01-01", 4_000_000):
        with pytest.raises(FieldError):
            points.period(wrong)


def test_starts_are_checked() -> None:
    with pytest.raises(FieldError, match="starts must be from 1 to 7 for a week"):
        Period(date(2024, 1, 1), Frequency.WEEK, 8)
    for wrong in (
        "2024-01-01/2024-01-09",
        "2024-01/2024-01-31",
        "2024-01/x",
        "2024-01/",
        "2024-01/2024-02/2024-03",
    ):
        with pytest.raises(FieldError):
            parse_period(wrong)


def test_masks_are_asked_of_many_at_once() -> None:
    found = Cadence(frequency="day", weekdays="sun").exist(np.arange(1, 15))
    assert np.flatnonzero(found).tolist() == [6, 13]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("sat-mon", [6, 7, 1]),
        ("mon", [1]),
        ("mon-sun", range(1, 8)),
        ("tue,fri-sat", [2, 5, 6]),
    ],
)
def test_weekdays_go_round(said: str, days: list[int]) -> None:
    cadence = Cadence(frequency="day", weekdays=said)
    assert {day.number for day in cadence.weekdays} == set(days)


def test_the_first_week_of_all_begins_with_the_first_day() -> None:
    first = date(1, 1, 1)
    for starts in range(1, 8):
        assert period_of_day(first, Frequency.WEEK, starts).first == first


@pytest.mark.parametrize("frequency", sorted(set(Frequency) - {Frequency.POINT}))
def test_periods_end_the_day_before_the_next(frequency: Frequency) -> None:
    cadence = Cadence(frequency=frequency)
    periods = cadence.between("2024-01-01", "2024-12-31")
    firsts, lasts = cadence.ordinals(np.array([period.index for period in periods]))
    assert firsts.tolist() == [period.first.toordinal() for period in periods]
    assert lasts.tolist() == [period.last.toordinal() for period in periods]
