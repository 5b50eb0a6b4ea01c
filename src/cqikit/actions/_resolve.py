"""What one phrase of a date says, against the day on which it was written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.actions._doubts import ASKED
from cqikit.actions._phrases import place_of
from cqikit.core import Finding, Frequency, Period, parse_period, period_of
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.actions._phrases import Phrase
    from cqikit.actions._words import Dates

__all__ = ["Meaning", "number_of", "resolve", "unit_of"]

UNITS = tuple(Frequency(name) for name in ("day", "week", "month", "quarter", "year"))


@frozen
class Meaning:
    """The period that a phrase names, its span where it has two ends, or a question."""

    by: Period | None = None
    begin: Period | None = None
    #: What must be asked, because the text alone does not decide it.
    ask: Finding | None = None


def resolve(phrase: Phrase, on: date | None, dates: Dates) -> Meaning:
    """Return what a phrase says; it is asked for where that is not decided.

    A day or month without its year is the first on or after `on`.
    """
    try:
        found = _narrowed(phrase, _resolved(phrase, on, dates))
    except LookupError:
        return Meaning(ask=ASKED.at(form="undated", said=phrase.said))
    except (ValueError, OverflowError):
        return Meaning(ask=ASKED.at(form="no-day", said=phrase.said))
    again = bool(phrase.parts.keys() & {"next4", "next7"})
    if again and on and found.by is not None and found.by.first.year == on.year:
        return Meaning(ask=ASKED.at(form="either-year", said=phrase.said))
    return found


def number_of(phrase: Phrase, dates: Dates) -> int:
    """Return the number that a phrase counts with: ``8 weeks``, ``two months``."""
    said = phrase.parts["count"]
    return int(said) if said.isdecimal() else place_of(dates.numbers, said) + 1


def unit_of(said: str, dates: Dates) -> Frequency:
    """Return the unit of time that a word names."""
    return UNITS[place_of(dates.units, said)]


def _resolved(phrase: Phrase, on: date | None, dates: Dates) -> Meaning:
    parts = phrase.parts
    if "iso" in parts:
        try:
            return Meaning(parse_period(parts["iso"].upper()))
        except FieldError as error:
            raise ValueError(str(error)) from None
    if "unknown" in parts:
        said = parts["unknown"]
        return Meaning(ask=ASKED.at(form="own", said=said))
    for names, read in READERS:
        if parts.keys() & names:
            return read(phrase, on, dates)
    return Meaning(_period(phrase, on, dates))


def _known(on: date | None) -> date:
    if on is None:
        # The day on which it was written is not known, and is needed.
        raise LookupError
    return on


def _year(phrase: Phrase) -> int | None:
    found = (said for name, said in phrase.parts.items() if name.startswith("year"))
    year = next((int(said) for said in found), None)
    return year + 2000 if year is not None and year < 100 else year


def _of_day(phrase: Phrase, on: date | None, dates: Dates) -> Meaning:
    parts, year = phrase.parts, _year(phrase)
    if "day4" in parts:
        month, day = int(parts["month5"]), int(parts["day4"])
    elif "one" in parts:
        left, right = int(parts["one"]), int(parts["two"])
        first = left <= 12 if right > 12 else dates.month_first and left <= 12
        month, day = (left, right) if first else (right, left)
    else:
        month = place_of(dates.months, parts.get("month2") or parts["month3"]) + 1
        day = int(parts.get("day2") or parts["day3"])
    found = date(year, month, day) if year else _next_day(_known(on), month, day)
    named = next((said for name, said in parts.items() if name[:5] == "named"), "")
    if named and place_of(dates.weekdays, named) != found.weekday():
        return Meaning(
            ask=ASKED.at(
                form="weekday", said=phrase.said, day=found, weekday=named.capitalize()
            )
        )
    unit = Frequency.WEEK if "weekof" in parts else Frequency.DAY
    return Meaning(period_of(found, unit))


def _next_day(on: date, month: int, day: int) -> date:
    # The 29th of February may be eight years ahead.
    for year in range(on.year, on.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= on:
            return found
    raise ValueError(day)


def _of_weekday(phrase: Phrase, day: date | None, dates: Dates) -> Meaning:
    on = _known(day)
    at = place_of(dates.weekdays, phrase.parts["weekday"])
    ahead = (at - on.weekday()) % 7
    if "next9" in phrase.parts:
        first = on + timedelta(days=ahead or 7)
        last = on + timedelta(days=7 + at - on.weekday())
    else:
        # Said on a Friday, "by Friday" may be today.
        first, last = on + timedelta(days=ahead), on + timedelta(days=ahead or 7)
    first, last = min(first, last), max(first, last)
    by = period_of(last, Frequency.DAY)
    if first == last:
        return Meaning(by)
    said = phrase.said
    return Meaning(
        by,
        period_of(first, Frequency.DAY),
        ASKED.at(form="either-day", said=said, first=first, last=last),
    )


def _of_month(phrase: Phrase, written: date | None, _: Dates) -> Meaning:
    """Return the first day on or after `written` that has this number in its month."""
    day, on = int(phrase.parts["ofmonth"]), _known(written)
    for ahead in range(3):
        month = period_of(on, Frequency.MONTH).shift(ahead)
        if 1 <= day <= month.last.day:
            found = month.first.replace(day=day)
            if found >= on:
                return Meaning(period_of(found, Frequency.DAY))
    raise ValueError(day)


def _of_season(phrase: Phrase, on: date | None, dates: Dates) -> Meaning:
    start = 3 * place_of(dates.seasons, phrase.parts["season"]) + 3
    year = _year(phrase)
    if year is None:
        now = _known(on)
        year = now.year - 1
        while _months_on(year, start + 2).last < now:
            year += 1
    return Meaning(_months_on(year, start + 2), _months_on(year, start))


def _months_on(year: int, month: int) -> Period:
    return period_of(date(year, 1, 1), Frequency.MONTH).shift(month - 1)


def _period(phrase: Phrase, on: date | None, dates: Dates) -> Period:
    """Return the week, month, quarter, year or day that a phrase names."""
    parts, year = phrase.parts, _year(phrase)
    if "month4" in parts:
        number, unit = place_of(dates.months, parts["month4"]), Frequency.MONTH
    elif "quarter" in parts or "ordinal" in parts:
        ordinal = parts.get("ordinal")
        number = (
            place_of(dates.ordinals, ordinal) if ordinal else int(parts["quarter"]) - 1
        )
        unit = Frequency.QUARTER
    elif "week" in parts:
        return _week(int(parts["week"]), year, on)
    elif "today" in parts or "tomorrow" in parts:
        return period_of(_known(on), Frequency.DAY).shift("tomorrow" in parts)
    elif "unit" in parts:
        now = period_of(_known(on), unit_of(parts["unit"], dates))
        return now.shift("next0" in parts)
    else:
        return period_of(date(int(year or 0), 1, 1), Frequency.YEAR)
    if year is not None:
        return period_of(date(year, 1, 1), unit).shift(number)
    now = period_of(_known(on), unit)
    first = period_of(date(_known(on).year, 1, 1), unit).shift(number)
    return (
        first
        if first.index >= now.index
        else period_of(date(_known(on).year + 1, 1, 1), unit).shift(number)
    )


def _week(number: int, year: int | None, on: date | None) -> Period:
    if year is not None:
        return parse_period(f"{year}-W{number:02}")
    now = _known(on)
    found = date.fromisocalendar(now.isocalendar().year, number, 7)
    start = found if found >= now else found.replace(year=found.year + 1)
    return parse_period(f"{start.isocalendar().year}-W{number:02}")


#: Which parts of a phrase are read by which function; all others name a period.
READERS: Final[
    tuple[tuple[frozenset[str], Callable[[Phrase, date | None, Dates], Meaning]], ...]
] = (
    (frozenset({"one", "day2", "day3", "day4"}), _of_day),
    (frozenset({"weekday"}), _of_weekday),
    (frozenset({"ofmonth"}), _of_month),
    (frozenset({"season"}), _of_season),
)


def _narrowed(phrase: Phrase, found: Meaning) -> Meaning:
    """Return the end, the middle or the beginning of a period, where that is said."""
    if found.by is None or found.by.frequency is Frequency.DAY:
        return found
    first = period_of((found.begin or found.by).first, Frequency.DAY)
    days = (found.by.last - first.first).days
    # About a month: its middle is the 15th, it is early until the 10th.
    month = 27 <= days <= 30
    if "middles" in phrase:
        return Meaning(first.shift(14 if month else days // 2))
    early = {"begins": 9 if month else days // 3, "first_week": 6}
    for name, ahead in early.items():
        if name in phrase:
            return Meaning(first.shift(ahead), first)
    if "ends" in phrase and found.by.frequency is Frequency.YEAR:
        return Meaning(period_of(found.by.last, Frequency.MONTH))
    # The end of a season is its last month; of a month or quarter, its last day counts.
    return Meaning(found.by) if "ends" in phrase else found
