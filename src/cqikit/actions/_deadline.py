"""Deadlines: by when, said absolutely, relatively, or both."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit.core import (
    Frequency,
    FrequencyWord,
    Period,
    a_day,
    arguments,
    as_optional_day,
    as_optional_period,
    instance_of,
    is_day,
    optional,
    parse_period,
    period_of,
    say,
)
from cqikit.errors import FieldError, FieldTypeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrs import Attribute

    from cqikit.core import Sentence

__all__ = ["Deadline", "as_deadline", "later"]

WITHIN: Final = re.compile(r"([1-9]\d{0,3}) (day|week|month|quarter|year)s?", re.ASCII)

#: How often something is due.
EVERY: Final = {
    Frequency.DAY: say("every day"),
    Frequency.WEEK: say("every week"),
    Frequency.MONTH: say("every month"),
    Frequency.QUARTER: say("every quarter"),
    Frequency.HALF_YEAR: say("every half-year"),
    Frequency.YEAR: say("every year"),
    Frequency.POINT: say("every point"),
}
DAYS: Final = {Frequency.DAY: 1, Frequency.WEEK: 7}
MONTHS: Final = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
}

#: How many days a relative form may be off: half of its unit, rounded down, or a
#: tenth of the whole, as long times are said in round numbers.
TOLERANCE: Final = {
    Frequency.DAY: 0,
    Frequency.WEEK: 3,
    Frequency.MONTH: 15,
    Frequency.QUARTER: 45,
    Frequency.YEAR: 182,
}


def _is_within(_: Any, attribute: Attribute[Any], value: Any) -> None:
    if not isinstance(value, str):
        raise FieldTypeError(attribute.name, say("must be text"), value)
    if value and not WITHIN.fullmatch(value):
        raise FieldError(
            attribute.name,
            say("must be like 3 days, 8 weeks, 2 months or 1 quarter"),
            value,
        )


def _every_of(said: Frequency | FrequencyWord | None) -> Frequency | None:
    return None if said is None else Frequency.of(said, "every")


@frozen(kw_only=True)
class Deadline:
    """A deadline with more to it than one period: a span, or a relative form.

    Parameters
    ----------
    by : Period
        By when: a day, a week, a month, a quarter; its last day counts.
    begin : Period, optional
        Not before this period.
    within : str
        The same said relatively, such as ``8 weeks``.
    since : date, optional
        The day from which `within` counts.
    every : Frequency, optional
        How often it is due from `begin` to `by`, such as ``month``.

    Examples
    --------
    >>> order = Deadline(by="2026-11-20", within="8 weeks", since=date(2026, 9, 25))
    >>> order.promised.isoformat(), order.agrees
    ('2026-11-20', True)
    >>> print(order)
    2026-11-20 (within 8 weeks of 2026-09-25)
    """

    by: Period = field(converter=parse_period, validator=instance_of(Period))
    begin: Period | None = field(default=None, converter=as_optional_period)
    within: str = field(default="", validator=_is_within)
    since: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )
    every: Frequency | None = field(
        default=None,
        converter=_every_of,
    )

    def __attrs_post_init__(self) -> None:
        if self.begin is not None and self.begin.first > self.by.last:
            raise FieldError(
                "begin", say("must not be after by ({by})", by=self.by), str(self.begin)
            )
        if self.within and self.since is None:
            raise FieldError(
                "since", say("must say from which day within counts"), self.since
            )
        if self.every is not None and self.begin is None:
            raise FieldError("begin", say("must say from when it is due"), self.begin)

    @property
    def first(self) -> date:
        """Return the first day on which the step could be finished or begun."""
        return self.by.first if self.begin is None else self.begin.first

    @property
    def last(self) -> date:
        """Return the last day that is not late."""
        return self.by.last

    @property
    def often(self) -> str:
        """Return how often it is due, in words; "" for once."""
        return "" if self.every is None else EVERY[self.every]

    @arguments(since=a_day, until=optional(is_day))
    def times(self, *, since: date, until: date | None = None) -> tuple[date, ...]:
        """Return the days from one day to another on which it is due.

        Of what is due once, and of what is over, that is the last day alone.

        Parameters
        ----------
        since : date
            Earlier times are left out: nothing says whether they were kept.
        until : date, optional
            The last day that counts of what comes round; the next time alone unless
            said.

        Examples
        --------
        >>> calls = Deadline(begin="2026-01-31", by="2026-12-31", every="month")
        >>> [str(day) for day in calls.times(since=date(2026, 2, 1))]
        ['2026-02-28']
        >>> len(calls.times(since=date(2026, 6, 15), until=date(2026, 12, 31)))
        7
        """
        first = next(self._days(since), None)
        if first is None or first > self.last:
            return (self.last,)
        last = first if until is None else min(until, self.last)
        return tuple(takewhile(lambda day: day <= last, self._days(since)))

    def _days(self, since: date) -> Iterator[date]:
        """Yield the days from `since` on which it is due, without an end of its own."""
        begin, every = self.begin, self.every
        if begin is None or every is None or every is Frequency.POINT:
            return
        step = DAYS.get(every) or MONTHS[every]
        gone = since - begin.first
        # A month has at most 31 days, so that none is passed over.
        count = max(0, gone.days // (step if every in DAYS else 31 * step) - 1)
        while (day := _time(begin, every, count)) < date.max:
            if day >= since:
                yield day
            count += 1

    @property
    def promised(self) -> date | None:
        """Return the day that the relative form comes to, None without one."""
        found = WITHIN.fullmatch(self.within)
        if found is None or self.since is None:
            return None
        return later(self.since, int(found[1]), Frequency(found[2]))

    @property
    def agrees(self) -> bool:
        """Say whether both mean the same, give or take half a unit or a tenth."""
        promised = self.promised
        if promised is None or self.since is None:
            return True
        # A matching text is the only way to a promised day.
        unit = Frequency(self.within.split(" ")[1].removesuffix("s"))
        early = (self.by.first - promised).days
        late = (promised - self.by.last).days
        tolerance = max(TOLERANCE[unit], (promised - self.since).days // 10)
        return max(early, late) <= tolerance

    def __str__(self) -> str:
        said = say("{by}", by=self.by)
        if self.begin is not None:
            said = say("{begin} to {by}", begin=self.begin, by=self.by)
        if self.every is not None:
            said = say("{when}, {often}", when=said, often=self.often)
        if (found := WITHIN.fullmatch(self.within)) and self.since is not None:
            count, unit = int(found[1]), Frequency(found[2])
            said = say(
                "{when} (within {span} of {since})",
                when=said,
                span=_span(count, unit),
                since=self.since,
            )
        return said


def _span(count: int, unit: Frequency) -> Sentence:
    return {
        Frequency.DAY: say("{n:# day|# days}", n=count),
        Frequency.WEEK: say("{n:# week|# weeks}", n=count),
        Frequency.MONTH: say("{n:# month|# months}", n=count),
        Frequency.QUARTER: say("{n:# quarter|# quarters}", n=count),
        Frequency.YEAR: say("{n:# year|# years}", n=count),
    }[unit]


def later(day: date, count: int, unit: Frequency) -> date:
    """Return the day that is so many units after `day`."""
    try:
        if unit in DAYS:
            return day + timedelta(days=count * DAYS[unit])
        month = period_of(day, Frequency.MONTH).shift(count * MONTHS[unit])
    except (OverflowError, FieldError):
        return date.max
    return min(month.first + timedelta(days=day.day - 1), month.last)


def _time(begin: Period, every: Frequency, count: int) -> date:
    """Return the last day of what is due, so many times after the first.

    A day and a week come round as days; of a month or longer, each is over at its end.
    """
    if begin.frequency in MONTHS and every in MONTHS:
        unit = min(begin.frequency, every, key=MONTHS.__getitem__)
        first = begin if unit is begin.frequency else period_of(begin.first, unit)
        try:
            return first.shift(count * MONTHS[every] // MONTHS[unit]).last
        except (OverflowError, FieldError):
            return date.max
    weekly = begin.frequency is Frequency.WEEK and every is not Frequency.DAY
    return later(begin.last if weekly else begin.first, count, every)


def as_deadline(value: Any) -> Any:
    """Return a period or a deadline; of a pair, the span from one to the other.

    Examples
    --------
    >>> print(as_deadline("2026-10"), "|", as_deadline(("2026-09", "2026-11")))
    2026-10 | 2026-09 to 2026-11
    """
    if value is None or isinstance(value, Period | Deadline):
        return value
    if isinstance(value, tuple | list):
        if len(value) != 2:
            raise FieldError(
                "when", say("must be one period, or a first and a last"), value
            )
        return Deadline(begin=value[0], by=value[1])
    return parse_period(value)
