"""Periods follow each other without gap or overlap."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cqikit.core import (
    Cadence,
    Frequency,
    Period,
    parse_period,
    period_at,
    period_of,
    periods_between,
)
from cqikit.errors import FieldError

days = st.dates(date(1, 1, 10), date(9998, 12, 1))
frequencies = st.sampled_from(Frequency)


@given(days, frequencies)
@example(date(2024, 2, 29), Frequency.MONTH)
def test_a_day_lies_in_its_period(day: date, frequency: Frequency) -> None:
    period = period_of(day, frequency)
    assert day in period
    assert period.first <= day <= period.last


@given(days, frequencies)
def test_the_next_period_begins_the_day_after(day: date, frequency: Frequency) -> None:
    period = period_of(day, frequency)
    assert period.shift(1).first == period.last + timedelta(days=1)
    assert period.shift(1).shift(-1) == period
    assert period.shift(1).index == period.index + 1
    assert period < period.shift(1)


@given(days, frequencies)
def test_what_a_period_is_called_names_it(day: date, frequency: Frequency) -> None:
    period = period_of(day, frequency)
    assert parse_period(str(period)) == period
    assert parse_period(period) is period


@pytest.mark.parametrize("frequency", [Frequency.DAY, Frequency.POINT])
def test_no_two_ends_ask_for_more_periods_than_anybody_means(
    frequency: Frequency,
) -> None:
    first = period_at(5, frequency)
    last, beyond = first.shift(74_999), first.shift(75_000)
    assert sum(1 for _ in periods_between(first, last)) == 75_000
    cadence = Cadence(frequency=frequency)
    assert len(cadence.between(first, last)) == 75_000
    said = f"last must be less than 75,000 {frequency.several} after {first}"
    with pytest.raises(FieldError, match=said):
        next(periods_between(first, beyond))
    with pytest.raises(FieldError, match=said):
        cadence.between(first, beyond)
    third = Cadence(frequency=frequency, every=3, anchor=first)
    assert len(third.between(first, beyond)) == 25_001
    with pytest.raises(FieldError, match="last must be less than 225,000"):
        third.between(first, first.shift(225_000))


@given(days, frequencies, st.integers(0, 30))
def test_periods_between_leave_none_out(
    day: date, frequency: Frequency, count: int
) -> None:
    first = period_of(day, frequency)
    found = list(periods_between(first, first.shift(count)))
    assert len(found) == count + 1
    assert found[0] == first
    assert found[-1] == first.shift(count)


def test_a_year_and_a_day_are_periods_too() -> None:
    assert parse_period(1963) == Period(date(1963, 1, 1), Frequency.YEAR)
    assert parse_period(date(1963, 3, 21)).frequency is Frequency.DAY
    assert str(parse_period(datetime(1963, 3, 21, 9))) == "1963-03-21"  # noqa: DTZ001
    assert str(parse_period("2026-W53").last) == "2027-01-03"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "63",
        "1963-13",
        "1963-02-30",
        "2025-W53",
        "0000",
        "1963-Q5",
        True,
        "１９６３",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="period must be"):
        parse_period(text)


def test_the_calendar_ends() -> None:
    assert parse_period("9999").last == date.max
    for text in ("9999", "9999-12", "9999-12-31", "9999-Q4"):
        with pytest.raises(FieldError, match="years 1 to 9999"):
            parse_period(text).shift(1)
    with pytest.raises(FieldError):
        parse_period("0001").shift(-1)


def test_a_period_starts_where_periods_start() -> None:
    with pytest.raises(FieldError, match=r"first day of a month .* 2026-01-01 is"):
        Period(date(2026, 1, 2), Frequency.MONTH)


def test_periods_of_two_frequencies_have_nothing_between() -> None:
    with pytest.raises(FieldError, match="must be a month as the first is"):
        list(periods_between(parse_period("2026-01"), parse_period("2026")))
