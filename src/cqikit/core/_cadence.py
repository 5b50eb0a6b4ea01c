"""Which periods exist: a calendar as one value.

A clinic that is closed at weekends has no Saturdays, a survey that is made every
second year has no odd years: such a period is no gap, it does not exist. A period
that exists and was not observed is a gap. A `Cadence` says which is which.

Periods of one frequency are counted by `Period.index`. A cadence is a mask over
these counts: every k-th from an anchor, certain weekdays, certain months, without
closures. Sets of periods are arrays of counts, worked on at once (NumPy, loaded on
first use); `Period` objects are made at the end.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import Factory, evolve, field, frozen

from cqikit.core._arguments import arguments
from cqikit.core._calendar_words import DAY_NAMES, MONTH_NAMES, ordinal, spans
from cqikit.core._converters import ChoiceOf, TupleOf
from cqikit.core._far import ends_of
from cqikit.core._fields import (
    each,
    instance_of,
    is_day,
    is_text,
    unique,
)
from cqikit.core._periods import (
    MONTHS,
    Frequency,
    FrequencyWord,
    Period,
    as_optional_period,
    parse_period,
    period_at,
    period_of,
)
from cqikit.core._weekdays import Weekday, weekday_of, weekdays_of
from cqikit.core._wording import Sentence, say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Indexes = NDArray[np.intp]
    Bools = NDArray[np.bool_]

__all__ = ["Cadence", "CadenceLike", "Closure", "without_point"]


#: So many periods after the last data are looked at: days of 27 years.
MOST_AHEAD: Final = 10_000
#: Frequencies of which weekdays, or months of the year, may be told apart.
OF_WEEKDAYS: Final = frozenset({Frequency.DAY})
OF_MONTHS: Final = frozenset({Frequency.DAY, Frequency.WEEK, Frequency.MONTH})


def _day(value: date | str | Period) -> Any:
    """Return the day that a text names; a `date` is one."""
    period = parse_period(value) if isinstance(value, str) else value
    if isinstance(period, Period) and period.frequency is Frequency.DAY:
        return period.first
    return value


@frozen
class Closure:
    """Days on which a service is closed, once: nothing can be observed then.

    Parameters
    ----------
    first, last : date
        Both included; `last` is the first day where it is left out.
    reason : str
        Why it is closed; not told unless said.

    Examples
    --------
    >>> print(Closure("2024-12-24", "2025-01-01", "winter break"))
    2024-12-24 to 2025-01-01 (winter break)
    """

    first: date = field(converter=_day, validator=is_day)
    last: date = field(
        default=Factory(lambda self: self.first, takes_self=True),
        converter=_day,
        validator=is_day,
    )
    reason: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise FieldError(
                "last",
                say("must not be before first ({first})", first=self.first),
                str(self.last),
            )

    def __str__(self) -> str:
        days = say("{first}", first=self.first)
        if self.last != self.first:
            days = say("{first} to {last}", first=self.first, last=self.last)
        if self.reason:
            return say("{days} ({reason})", days=days, reason=self.reason)
        return days


def without_point(cell: Any) -> Any:
    """Return a whole number in place of a float that is whole."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _whole_from_1(most: int) -> Any:
    def check(_: Any, attribute: Any, value: Any) -> None:
        instance_of(int)(_, attribute, value)
        if not 1 <= value <= most:
            raise FieldError(
                attribute.name, say("must be from 1 to {most}", most=most), value
            )

    return check


def _week_start(value: str) -> Weekday:
    return weekday_of(value, "week_start")


@frozen(kw_only=True)
class Cadence:
    """Which periods there are in which something can be observed.

    Parameters
    ----------
    frequency : Frequency
        How long a period is; by default a month.
    every : int
        Each of them by default, 1; every second where it is 2, and so on.
    anchor : Period, optional
        One that exists, where `every` is more than 1; by default the first that
        was observed. A day stands for the period it lies in.
    weekdays : list of Weekday, or str
        Of days: which exist, such as ``mon-fri``; by default all seven.
    months : list of int
        Of days, weeks and months: in which months of the year they exist (a week
        by its first day); by default all twelve.
    closures : list of Closure
        A period that lies in a closure from its first to its last day does not
        exist.
    week_start : Weekday
        The day that weeks begin on, by default Monday, as ISO 8601 has it.
    year_start : int
        The month that years begin in, which moves quarters and half-years, too;
        by default 1, January.

    Examples
    --------
    >>> clinic = Cadence(frequency="day", weekdays="mon-fri")
    >>> print(clinic)
    days, Monday to Friday
    >>> [str(day) for day in clinic.between("2024-01-05", "2024-01-09")]
    ['2024-01-05', '2024-01-08', '2024-01-09']
    >>> clinic.period("2024-01-06")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: period must be one of days, Monday to Friday (got ...)
    >>> print(Cadence(frequency="week", every=2, anchor="2024-W01"))
    every second week from 2024-W01
    >>> fiscal = Cadence(frequency="year", year_start=7)
    >>> print(fiscal, fiscal.period("2024-06-30"))
    years that begin in July 2023-07/2024-06
    """

    frequency: Frequency = field(
        default=Frequency.MONTH, converter=ChoiceOf[Frequency, FrequencyWord]
    )
    every: int = field(default=1, validator=_whole_from_1(10_000))
    anchor: Period | None = field(default=None, converter=as_optional_period)
    weekdays: tuple[Weekday, ...] = field(
        default=(), converter=weekdays_of, validator=each(instance_of(Weekday))
    )
    months: tuple[int, ...] = field(
        default=(),
        converter=TupleOf[int],
        validator=[each(_whole_from_1(12)), unique("")],
    )
    closures: tuple[Closure, ...] = field(
        default=(), converter=TupleOf[Closure], validator=each(instance_of(Closure))
    )
    week_start: Weekday = field(default=Weekday.MONDAY, converter=_week_start)
    year_start: int = field(default=1, validator=_whole_from_1(12))

    def __attrs_post_init__(self) -> None:
        for name, allowed in (("weekdays", OF_WEEKDAYS), ("months", OF_MONTHS)):
            value = getattr(self, name)
            if value and self.frequency not in allowed:
                kinds = tuple(kind.several for kind in Frequency if kind in allowed)
                must = say(
                    "must be left out unless periods are {kinds/ or }", kinds=kinds
                )
                raise FieldError(name, must, value)
        if self.every > 1 and (self.weekdays or self.months):
            must = say("must be 1 where weekdays or months are told")
            raise FieldError("every", must, self.every)
        object.__setattr__(self, "months", tuple(sorted(self.months)))
        if self.anchor is not None:
            object.__setattr__(self, "anchor", self.whole(self.anchor))

    @classmethod
    @arguments()
    def like(cls, period: Period) -> Cadence:
        """Return all periods of the same kind as one.

        Examples
        --------
        >>> print(Cadence.like(parse_period("2023-07/2024-06")))
        years that begin in July
        """
        weekly = period.frequency is Frequency.WEEK
        return cls(
            frequency=period.frequency,
            week_start=list(Weekday)[period.starts - 1 if weekly else 0],
            year_start=period.starts if period.frequency in MONTHS else 1,
        )

    @property
    def starts(self) -> int:
        """Return what `Period.starts` is of these periods."""
        if self.frequency is Frequency.WEEK:
            return self.week_start.number
        months = MONTHS.get(self.frequency, 1)
        return (self.year_start - 1) % months + 1

    @property
    def plain(self) -> bool:
        """Say whether every period of the frequency exists."""
        masks = self.weekdays or self.months or self.closures
        return self.every == 1 and not masks

    def anchored(self, index: int) -> Cadence:
        """Return the cadence with its anchor, by default the period of this count."""
        if self.every == 1 or self.anchor is not None:
            return self
        return evolve(self, anchor=period_at(index, self.frequency, self.starts))

    @arguments()
    def period(self, when: Any) -> Period:
        """Return the period that a day, a text or a period stands for.

        Parameters
        ----------
        when : str, date, int or Period
            What `parse_period` reads. A day stands for the period that it lies in;
            of every k-th period, for the latest that has begun.

        Raises
        ------
        FieldError
            When it is no period of this length, or one that does not exist.
        """
        import numpy as np  # noqa: PLC0415  (loaded by whoever counts)

        said = self.read(when)
        day = said.frequency is Frequency.DAY
        index = np.array([self.whole(said).index])
        if day and self.every > 1:
            index = self.begun(index)
        if not self.exist(index)[0]:
            raise FieldError(
                "period", say("must be one of {periods}", periods=str(self)), str(when)
            )
        return period_at(int(index[0]), self.frequency, self.starts)

    @arguments()
    def read(self, when: Any) -> Period:
        """Return what `parse_period` reads, and a number where points are numbered.

        A whole number may come as a float, as those of columns with gaps do.
        """
        when = without_point(when)
        numbered = self.frequency is Frequency.POINT and not isinstance(when, bool)
        if numbered and str(when).strip().isdecimal():
            return parse_period(f"#{int(str(when))}")
        if isinstance(when, int) and not isinstance(when, bool):
            return parse_period(str(when))
        return parse_period(when)

    @arguments()
    def whole(self, period: Period) -> Period:
        """Return the period of this frequency that one, or a day, stands for."""
        if (period.frequency, period.starts) == (self.frequency, self.starts):
            return period
        if period.frequency is Frequency.DAY and self.frequency is not Frequency.POINT:
            return period_of(period.first, self.frequency, self.starts)
        example = period_of(period.first, self.frequency, self.starts)
        raise FieldError(
            "period",
            say("must be a {frequency}", frequency=self.frequency.words),
            str(period),
            say("write it like {example}", example=example),
        )

    def begun(self, indexes: Indexes) -> Indexes:
        """Return the latest of every k-th period that has begun at each count.

        A day stands for a period that lasts until the next; a day that is itself the
        period either exists or does not.
        """
        if self.anchor is None or self.frequency is Frequency.DAY:
            return indexes
        return indexes - (indexes - self.anchor.index) % self.every

    @arguments()
    def exist(self, indexes: Indexes) -> Bools:
        """Say which of these counts (`Period.index`), shape (n,), are periods here."""
        import numpy as np  # noqa: PLC0415

        found: Bools = np.ones(indexes.shape, dtype=bool)
        if self.every > 1 and self.anchor is not None:
            found &= (indexes - self.anchor.index) % self.every == 0
        if self.weekdays:
            # Day 1 of the calendar is a Monday.
            numbers = [day.number for day in self.weekdays]
            found &= np.isin((indexes - 1) % 7 + 1, numbers)
        if self.months:
            found &= np.isin(self.first_months(indexes) % 12 + 1, self.months)
        for closure in self.closures:
            first, after = self._first_days(indexes), self._first_days(indexes + 1)
            opens = np.datetime64(closure.last) + np.timedelta64(1, "D")
            found &= ~((np.datetime64(closure.first) <= first) & (after <= opens))
        return found

    @arguments()
    def first_months(self, indexes: Indexes) -> Indexes:
        """Return the month in which each period begins, counted through the years."""
        months: Indexes = self._first_days(indexes).astype("M8[M]").astype(int)
        return months

    @arguments()
    def ordinals(self, indexes: Indexes) -> tuple[Indexes, Indexes]:
        """Return first and last days, as `date.toordinal` counts, each (n,)."""
        epoch = date(1970, 1, 1).toordinal()
        firsts, nexts = (
            self._first_days(counts).astype(int) + epoch
            for counts in (indexes, indexes + 1)
        )
        return firsts, nexts - 1

    def _first_days(self, indexes: Indexes) -> NDArray[np.datetime64]:

        if self.frequency in MONTHS:
            months = indexes * MONTHS[self.frequency] + self.starts - 1
            return (months - 1970 * 12).astype("M8[M]").astype("M8[D]")
        days = (
            indexes * 7 + self.starts if self.frequency is Frequency.WEEK else indexes
        )
        return (days - date(1970, 1, 1).toordinal()).astype("M8[D]")

    @arguments()
    def between(self, first: Any, last: Any) -> tuple[Period, ...]:
        """Return every period that exists from `first` to `last`, both included.

        Raises
        ------
        FieldError
            When that is no period of this length, or they are 75,000 apart.
        """
        begin, end = (self.whole(self.read(when)) for when in (first, last))
        found = self.indexes(*ends_of(begin, end, self.every)).tolist()
        return tuple(period_at(index, self.frequency, self.starts) for index in found)

    @arguments()
    def after(self, last: Period, until: date, name: str = "until") -> list[Period]:
        """Return every period that exists after `last` and ends by a day.

        `name` is what an error calls the day. A slip such as 9999-12-31 is refused:
        each period costs memory and time.

        Examples
        --------
        >>> found = Cadence().after(parse_period("2026-01"), date(2026, 4, 29))
        >>> [str(period) for period in found]
        ['2026-02', '2026-03']
        >>> Cadence().after(parse_period("2026-01"), date(9999, 12, 31), "as_of")
        Traceback (most recent call last):
        ...
        cqikit.errors.FieldError: as_of must be at most 10,000 months after ...

        Raises
        ------
        FieldError
            When there are more than 10,000.
        """
        if last.at(until).index - last.index > MOST_AHEAD:
            must = say(
                "must be at most {most} {periods} after the last data, those of {last}",
                most=f"{MOST_AHEAD:,}",
                periods=self.frequency.several,
                last=last,
            )
            raise FieldError(name, must, str(until))
        return [p for p in self.between(last, until) if last < p and p.last <= until]

    @arguments()
    def indexes(self, first: int, last: int) -> Indexes:
        """Return the counts of all periods that exist from one count to another."""
        import numpy as np  # noqa: PLC0415

        every = np.arange(first, last + 1)
        return every if self.plain else every[self.exist(every)]

    def __str__(self) -> str:
        return _words(self)


#: What says which periods exist: a cadence, how long they are, or that there are none.
CadenceLike: TypeAlias = Cadence | Frequency | FrequencyWord | Literal["events"]


def _words(cadence: Cadence) -> Sentence:
    """Return what a cadence is called, part by part."""
    said = _begun(cadence)
    if cadence.weekdays:
        places = [day.number - 1 for day in cadence.weekdays]
        said = say("{periods}, {days}", periods=said, days=spans(DAY_NAMES, places))
    if cadence.months:
        months = spans(MONTH_NAMES, [month - 1 for month in cadence.months])
        said = say("{periods}, {months}", periods=said, months=months)
    if cadence.closures:
        closures = tuple(map(str, cadence.closures))
        said = say("{periods}, closed {closures}", periods=said, closures=closures)
    return said


def _begun(cadence: Cadence) -> Sentence:
    """Return what the periods are called, and from where they are counted."""
    said = cadence.frequency.several
    if cadence.every > 1:
        unit, nth = cadence.frequency.words, ordinal(cadence.every)
        said = say("every {nth} {unit}", nth=nth, unit=unit)
        if cadence.anchor is not None:
            said = say("{periods} from {anchor}", periods=said, anchor=cadence.anchor)
    if cadence.frequency is Frequency.WEEK and cadence.starts > 1:
        day = cadence.week_start.words
        return say("{periods} that begin on {day}", periods=said, day=day)
    if cadence.frequency in MONTHS and cadence.starts > 1:
        month = MONTH_NAMES[cadence.year_start - 1]
        if cadence.frequency is Frequency.YEAR:
            return say("{periods} that begin in {month}", periods=said, month=month)
        return say("{periods} of years from {month}", periods=said, month=month)
    return said
