"""Calendar periods: a day, a week, a month, a quarter, a half-year, a year.

Deadlines are periods ("by October"), and so are the points of a series. A
period knows its first and last day and its neighbours; it has no clock.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.core._fields import is_day
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Frequency", "Period", "parse_period", "period_of", "periods_between"]


class Frequency(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


#: Months a period of this frequency lasts; days and weeks are counted in days.
MONTHS: Final = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.YEAR: 12}


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


@frozen(order=True)
class Period:
    """One calendar period; periods of one frequency are ordered in time.

    Examples
    --------
    >>> october = parse_period("2026-10")
    >>> october.first.isoformat(), october.last.isoformat()
    ('2026-10-01', '2026-10-31')
    >>> print(october.shift(3), parse_period("2026-W01"), parse_period("2026-Q4"))
    2027-01 2026-W01 2026-Q4
    """

    first: date = field(validator=is_day)
    frequency: Frequency = field(converter=Frequency)

    def __attrs_post_init__(self) -> None:
        start = _start(self.first, self.frequency)
        if self.first != start:
            raise FieldError(
                "first",
                f"must be the first day of a {self.frequency.value}",
                self.first.isoformat(),
                f"{start.isoformat()} is",
            )

    @property
    def last(self) -> date:
        """Return the last day of the period."""
        if self.frequency is Frequency.DAY:
            return self.first
        if self.frequency is Frequency.WEEK:
            return self.first + timedelta(days=6)
        months = MONTHS[self.frequency]
        ahead = _month_number(self.first) + months
        if ahead // 12 > date.max.year:
            return date.max
        return _month_start(ahead) - timedelta(days=1)

    @property
    def index(self) -> int:
        """Return a whole number that counts periods of this frequency in time."""
        if self.frequency is Frequency.DAY:
            return self.first.toordinal()
        if self.frequency is Frequency.WEEK:
            return (self.first.toordinal() - 1) // 7
        return _month_number(self.first) // MONTHS[self.frequency]

    def shift(self, count: int) -> Period:
        """Return the period `count` periods later (earlier when negative)."""
        return _at_index(self.index + count, self.frequency)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        day = self.first
        match self.frequency:
            case Frequency.DAY:
                return day.isoformat()
            case Frequency.WEEK:
                year, week, _ = day.isocalendar()
                return f"{year:04}-W{week:02}"
            case Frequency.MONTH:
                return f"{day.year:04}-{day.month:02}"
            case Frequency.QUARTER:
                return f"{day.year:04}-Q{day.month // 3 + 1}"
            case _:
                return f"{day.year:04}"


def _start(day: date, frequency: Frequency) -> date:
    if frequency is Frequency.DAY:
        return day
    if frequency is Frequency.WEEK:
        return day - timedelta(days=day.weekday())
    months = MONTHS[frequency]
    return _month_start(_month_number(day) // months * months)


def _at_index(index: int, frequency: Frequency) -> Period:
    try:
        if frequency is Frequency.DAY:
            return Period(date.fromordinal(index), frequency)
        if frequency is Frequency.WEEK:
            return Period(date.fromordinal(index * 7 + 1), frequency)
        return Period(_month_start(index * MONTHS[frequency]), frequency)
    except (ValueError, OverflowError) as error:
        raise FieldError("period", "must lie in the years 1 to 9999", index) from error


def period_of(day: date, frequency: Frequency) -> Period:
    """Return the period of this frequency that `day` lies in."""
    return Period(_start(day, frequency), frequency)


def periods_between(first: Period, last: Period) -> Iterator[Period]:
    """Yield every period from `first` to `last`, both included.

    Examples
    --------
    >>> span = periods_between(parse_period("2025-11"), parse_period("2026-02"))
    >>> [str(month) for month in span]
    ['2025-11', '2025-12', '2026-01', '2026-02']
    """
    if first.frequency is not last.frequency:
        raise FieldError(
            "last", f"must be a {first.frequency.value} as the first is", str(last)
        )
    for index in range(first.index, last.index + 1):
        yield _at_index(index, first.frequency)


FORMS: Final = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|Q(?P<quarter>[1-4])"
    r"|W(?P<week>\d{2})))?",
    re.ASCII,
)


def parse_period(text: str | date | int | Period) -> Period:
    """Return the period that `text` names.

    Parameters
    ----------
    text : str, date, int or Period
        ``2026``, ``2026-10``, ``2026-Q4``, ``2026-W07`` or ``2026-10-31``; a
        date is a day, a whole number a year, and a period itself.

    Raises
    ------
    FieldError
        When it is none of these, or no day of the calendar.
    """
    if isinstance(text, Period):
        return text
    if isinstance(text, date):
        return period_of(date(text.year, text.month, text.day), Frequency.DAY)
    found = None if isinstance(text, bool) else FORMS.fullmatch(str(text).strip())
    if found is None:
        raise FieldError(
            "period",
            "must be like 2026, 2026-10, 2026-Q4, 2026-W07 or 2026-10-31",
            text,
        )
    year, month, day = (int(found[part] or 1) for part in ("year", "month", "day"))
    try:
        if found["week"]:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
            return Period(monday, Frequency.WEEK)
        if found["quarter"]:
            start = date(year, int(found["quarter"]) * 3 - 2, 1)
            return Period(start, Frequency.QUARTER)
        start = date(year, month, day)
    except ValueError as error:
        raise FieldError("period", "must be in the calendar", text) from error
    if found["day"]:
        return Period(start, Frequency.DAY)
    return Period(start, Frequency.MONTH if found["month"] else Frequency.YEAR)
