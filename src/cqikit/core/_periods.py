"""Calendar periods: a day, a week, a month, a quarter, a half-year, a year.

Deadlines are periods ("by October"), and so are the points of a series. A
period knows its first and last day and its neighbours; it has no clock.

Weeks begin on a Monday (ISO 8601) and years in January, unless `starts` says
otherwise. Numbered points (lots, cases) are periods, too: point n stands at the
n-th day of the calendar, so that points are ordered, counted and compared as
days are; no date is read off them.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from attrs import field, frozen

from cqikit.core._arguments import arguments
from cqikit.core._choice import Choice
from cqikit.core._converters import ChoiceOf
from cqikit.core._fields import at_least, is_day
from cqikit.core._wording import Sentence, say
from cqikit.core._written import Writing, hint_for, no_day
from cqikit.errors import FieldError, represented

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "MONTHS",
    "STARTS",
    "Frequency",
    "FrequencyWord",
    "Period",
    "PeriodLike",
    "as_optional_period",
    "parse_period",
    "period_at",
    "period_of",
    "spanning",
]


class Frequency(Choice):
    """How long a period is; ``POINT`` is for points that are only numbered."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    POINT = "point"

    @property
    def words(self) -> Sentence:
        """Return what one period is called in messages."""
        return WORDS[self][0]

    @property
    def several(self) -> Sentence:
        """Return what several periods are called in messages."""
        return WORDS[self][1]


#: What one period is called, and several.
WORDS: Final = {
    Frequency.DAY: (say("day"), say("days")),
    Frequency.WEEK: (say("week"), say("weeks")),
    Frequency.MONTH: (say("month"), say("months")),
    Frequency.QUARTER: (say("quarter"), say("quarters")),
    Frequency.HALF_YEAR: (say("half-year"), say("half-years")),
    Frequency.YEAR: (say("year"), say("years")),
    Frequency.POINT: (say("point"), say("numbered points")),
}
FrequencyWord: TypeAlias = Literal[
    "day", "week", "month", "quarter", "half-year", "year", "point"
]


#: Months a period of this frequency lasts; the others are counted in days.
MONTHS: Final = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
}
#: A week may begin on any of these days (1 is Monday), a year in any of these months.
STARTS: Final = {
    Frequency.WEEK: 7,
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
}


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


@frozen(order=True)
class Period:
    """One calendar period; periods of one frequency are ordered in time.

    Parameters
    ----------
    first : date
        Its first day.
    frequency : Frequency
        How long it is.
    starts : int
        Of weeks, the day they begin on, from 1 for Monday, by default, to 7; of
        quarters, half-years and years, the month that years begin in, 1 by default.

    Examples
    --------
    >>> october = parse_period("2026-10")
    >>> october.first.isoformat(), october.last.isoformat()
    ('2026-10-01', '2026-10-31')
    >>> print(october.shift(3), parse_period("2026-W01"), parse_period("2026-Q4"))
    2027-01 2026-W01 2026-Q4
    >>> print(period_of(october.first, Frequency.YEAR, starts=7))
    2026-07/2027-06
    """

    first: date = field(validator=is_day)
    frequency: Frequency = field(converter=ChoiceOf[Frequency, FrequencyWord])
    starts: int = 1

    def __attrs_post_init__(self) -> None:
        most = STARTS.get(self.frequency, 1)
        if not isinstance(self.starts, int) or not 1 <= self.starts <= most:
            must = say(
                "must be from 1 to {most} for a {frequency}",
                most=most,
                frequency=self.frequency.words,
            )
            raise FieldError("starts", must, self.starts)
        start = _start(self.first, self.frequency, self.starts)
        if self.first != start:
            raise FieldError(
                "first",
                say(
                    "must be the first day of a {frequency}",
                    frequency=self.frequency.words,
                ),
                self.first.isoformat(),
                say("{start} is", start=start),
            )

    @property
    def last(self) -> date:
        """Return the last day of the period."""
        if self.frequency in MONTHS:
            ahead = _month_number(self.first) + MONTHS[self.frequency]
            if ahead // 12 > date.max.year:
                return date.max
            return _month_start(ahead) - timedelta(days=1)
        if self.frequency is Frequency.WEEK:
            return min(self.first, date.max - timedelta(days=6)) + timedelta(days=6)
        return self.first

    @property
    def index(self) -> int:
        """Return a whole number that counts periods of this frequency in time."""
        if self.frequency in MONTHS:
            months = _month_number(self.first) - self.starts + 1
            return months // MONTHS[self.frequency]
        if self.frequency is Frequency.WEEK:
            return (self.first.toordinal() - self.starts) // 7
        return self.first.toordinal()

    @arguments()
    def shift(self, count: int) -> Period:
        """Return the period `count` periods later (earlier when negative)."""
        return period_at(self.index + count, self.frequency, self.starts)

    def at(self, day: date) -> Period:
        """Return the period of the same kind that `day` lies in."""
        return period_of(day, self.frequency, self.starts)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        if self.starts > 1:
            cut = 10 if self.frequency is Frequency.WEEK else 7
            return f"{self.first.isoformat()[:cut]}/{self.last.isoformat()[:cut]}"
        return NAMES[self.frequency](self.first)


def _week_name(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


#: What a period is called, by its first day.
NAMES: Final[dict[Frequency, Callable[[date], str]]] = {
    Frequency.DAY: date.isoformat,
    Frequency.WEEK: _week_name,
    Frequency.MONTH: lambda day: f"{day.year:04}-{day.month:02}",
    Frequency.QUARTER: lambda day: f"{day.year:04}-Q{day.month // 3 + 1}",
    Frequency.HALF_YEAR: lambda day: f"{day.year:04}-H{day.month // 6 + 1}",
    Frequency.YEAR: lambda day: f"{day.year:04}",
    Frequency.POINT: lambda day: f"#{day.toordinal()}",
}


def _start(day: date, frequency: Frequency, starts: int) -> date:
    if frequency is Frequency.WEEK:
        back = (day.isoweekday() - starts) % 7
        return day - timedelta(days=min(back, day.toordinal() - 1))
    if frequency not in MONTHS:
        return day
    months = MONTHS[frequency]
    number = _month_number(day) - starts + 1
    return _month_start(max(number // months * months + starts - 1, 12))


@lru_cache(maxsize=1 << 14)
def period_at(index: int, frequency: Frequency, starts: int = 1) -> Period:
    """Return the period of this frequency that has this `index`.

    Kept for a while, as many series have the same periods.

    Parameters
    ----------
    frequency : Frequency
        How long a period is.
    starts : int
        The month that years begin in; January unless said.
    """
    try:
        if frequency in MONTHS:
            first = _month_start(index * MONTHS[frequency] + starts - 1)
        elif frequency is Frequency.WEEK:
            first = date.fromordinal(index * 7 + starts)
        else:
            first = date.fromordinal(index)
        return Period(first, frequency, starts)
    except (ValueError, OverflowError) as error:
        Frequency.of(frequency, "frequency")
        raise FieldError(
            "period", say("must lie in the years 1 to 9999"), index
        ) from error


@arguments(day=is_day, starts=at_least(1))
def period_of(day: date, frequency: Frequency, starts: int = 1) -> Period:
    """Return the period of this frequency that `day` lies in.

    Parameters
    ----------
    frequency : Frequency
        How long a period is.
    starts : int
        The month that years begin in; January unless said.

    Examples
    --------
    >>> print(period_of(date(2026, 10, 31), Frequency.HALF_YEAR))
    2026-H2
    >>> print(period_of(date(2026, 10, 31), Frequency.WEEK, starts=7))
    2026-10-25/2026-10-31
    """
    return _period_of(day, Frequency.of(frequency), starts)


@lru_cache(maxsize=1 << 14, typed=True)
def _period_of(day: date, frequency: Frequency, starts: int) -> Period:
    return Period(_start(day, frequency, starts), frequency, starts)


FORMS: Final = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|Q(?P<quarter>[1-4])"
    r"|H(?P<half>[12])|W(?P<week>\d{2})))?"
    r"|#(?P<point>[1-9]\d{0,6})",
    re.ASCII,
)
#: So long is 2026-10-31.
ISO_DAY: Final = 10
#: Longer texts are no period.
LONGEST: Final = 40
#: How texts are written of which nothing else is known.
WRITTEN: Final = Writing()


class SpanLike(Protocol):
    """A period of pandas, or of whoever spells its ends so."""

    @property
    def start_time(self) -> datetime:
        """Return when it begins."""
        ...

    @property
    def end_time(self) -> datetime:
        """Return when it is over."""
        ...


#: What stands for a period wherever there may be one.
PeriodLike: TypeAlias = Period | date | str | int | SpanLike


def as_optional_period(text: PeriodLike | None) -> Period | None:
    """Return the period that `text` names as `parse_period` does; None of None."""
    return text if text is None else parse_period(text)


def parse_period(text: PeriodLike) -> Period:
    """Return the period that `text` names.

    Parameters
    ----------
    text : str, date, int, Period, or period of pandas
        ``2026``, ``2026-10``, ``2026-Q4``, ``2026-H2``, ``2026-W07`` or
        ``2026-10-31``; ``2026-07/2027-06`` for a year, half-year or quarter, and
        ``2026-10-25/2026-10-31`` for a week, by their first and last; ``#12`` for
        a numbered point. A date is a day, a whole number a year, and a period
        itself. Besides, what people write, where it can only be read in one way:
        ``Jan-24``, ``15 January 2024``, ``15.01.2024``, ``1/2024``, ``202401``,
        ``Q1 2024``, ``2024W5``, a day with a time, which stands for the day.

    Raises
    ------
    FieldError
        When it is none of these, no day of the calendar, or may be two days, as
        ``1/2/2024`` may: a column shows which (`writing_of`).

    Examples
    --------
    >>> parse_period("2026-07/2027-06").last.isoformat(), parse_period("#12").index
    ('2027-06-30', 12)
    """
    if isinstance(text, Period):
        return text
    if type(text) is str and len(text) == ISO_DAY and text[4] == text[7] == "-":
        # A million days of a column are written so.
        with suppress(ValueError):
            return _day(date.fromisoformat(text))
    if not isinstance(text, date | str | int) and hasattr(text, "end_time"):
        found = spanning(text.start_time.date(), text.end_time.date())
        if found is not None:
            return found
    # Not a time of pandas is a date that is not equal to itself.
    if isinstance(text, date) and text == text:  # noqa: PLR0124
        return period_of(date(text.year, text.month, text.day), Frequency.DAY)
    said = (
        "" if isinstance(text, bool) else represented(text, str).strip()[: LONGEST + 1]
    )
    form = FORMS.fullmatch(said)
    if form is None:
        plain = WRITTEN(said) if isinstance(text, str) else said
        if "/" in plain and len(plain) > len("1/2/2024"):
            return _spanned(plain)
        form = FORMS.fullmatch(plain)
    if form is None:
        raise FieldError(
            "period",
            say("must be like 2026, 2026-10, 2026-Q4, 2026-W07 or 2026-10-31"),
            text,
            hint_for(said),
        )
    parts = {part: int(said) for part, said in form.groupdict().items() if said}
    try:
        return _named(parts)
    except (ValueError, OverflowError) as error:
        year = parts["year"] if "day" in parts else 0
        raise no_day(text, year, parts.get("month", 0)) from error


def _day(first: date) -> Period:
    """Return a day as a period, in which nothing is to be checked."""
    made = Period.__new__(Period)
    for name, value in (("first", first), ("frequency", Frequency.DAY), ("starts", 1)):
        object.__setattr__(made, name, value)
    return made


def _named(parts: dict[str, int]) -> Period:
    """Return the period with these numbers in its name."""
    if "point" in parts:
        return Period(date.fromordinal(parts["point"]), Frequency.POINT)
    year = parts["year"]
    if "week" in parts:
        return Period(date.fromisocalendar(year, parts["week"], 1), Frequency.WEEK)
    if "quarter" in parts:
        return Period(date(year, parts["quarter"] * 3 - 2, 1), Frequency.QUARTER)
    if "half" in parts:
        return Period(date(year, parts["half"] * 6 - 5, 1), Frequency.HALF_YEAR)
    start = date(year, parts.get("month", 1), parts.get("day", 1))
    if "day" in parts:
        return Period(start, Frequency.DAY)
    return Period(start, Frequency.MONTH if "month" in parts else Frequency.YEAR)


def _spanned(text: str) -> Period:
    """Return the period from one month or day to another, both named."""
    ends = [parse_period(end) for end in text.split("/", 1) if "/" not in end]
    if len(ends) == 2:
        made = spanning(ends[0].first, ends[1].last)
        if made is not None and ends[0].frequency is ends[1].frequency:
            return made
    must = say(
        "must be a week, quarter, half-year or year where a first and last stand"
    )
    raise FieldError("period", must, text)


def spanning(first: date, last: date) -> Period | None:
    """Return the one period from `first` to `last`, None where there is none."""
    for frequency in Frequency:
        starts = 1
        if frequency is Frequency.WEEK:
            starts = first.isoweekday()
        elif frequency in MONTHS:
            starts = (first.month - 1) % MONTHS[frequency] + 1
        period = period_of(first, frequency, starts)
        if period.first == first and period.last == last:
            return period
    return None
