"""By when a step is due, as a text says it.

`_phrases` finds the dates, `_resolve` says what each means; here it is decided which
of them is the deadline: what "by", "before" and "within" lead comes before what "on",
"in" and "from" lead, since those often say which thing, not by when.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.actions._deadline import Deadline, later
from cqikit.actions._doubts import ASKED
from cqikit.actions._phrases import Phrase, comes_round, phrases
from cqikit.actions._resolve import Meaning, number_of, resolve, unit_of
from cqikit.actions._roles import role_of
from cqikit.core import Finding, Frequency, Period, period_of
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.actions._words import Dates

__all__ = ["Due", "due_in"]

#: What may stand between "within 8 weeks" and "(by November 20th)".
CLOSE: Final = re.compile(r"[\s(,;:–-]*")
#: Which of the chosen dates is the deadline; the others are its start or its length.
MAIN: Final = ("by", "before", "end", "at", "bare")
#: Parts of dates that come round each year, so that their year may be another's.
YEARLY: Final = frozenset({"one", "day2", "day3", "month4", "quarter", "ordinal"})
#: Where a step begins, which by itself says nothing of its end.
STARTS: Final = frozenset({"not_before", "after"})


@frozen
class Due:
    """By when, which words said so, and what they leave open.

    Parameters
    ----------
    when : Period or Deadline, optional
    said : tuple of str
        The words of the text that it was read from.
    asks : tuple of Finding
        What the text does not decide, each with what to write.
    spans : tuple of pairs of int
        Where these words stand.
    """

    when: Period | Deadline | None = None
    said: tuple[str, ...] = ()
    asks: tuple[Finding, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


@frozen
class _Date:
    """A phrase that may be the deadline: its role, and what it means."""

    phrase: Phrase
    role: str
    meaning: Meaning = field(factory=Meaning)


def due_in(text: str, on: date | None, dates: Dates) -> Due:
    """Return the deadline that a text names, against the day it was written."""
    every = _dates(text, on, dates)
    found = [dated for dated in every if dated.role not in {"round", "not"}]
    open_asks = _open(text, every, dates)
    first = [
        dated for dated in found if dated.role in {"by", "before", "within", "nth"}
    ]
    first = [dated for dated in first if not _is_said_by_a_day(text, dated, found)]
    # "Chart the visits of January to September": what is past is no deadline.
    ahead = [dated for dated in found if not _is_over(dated, found, on)]
    other = [dated for dated in ahead if dated.role in {"since", "at"}]
    chosen = first or other or [dated for dated in ahead if dated.role == "bare"]
    if not chosen:
        return Due(asks=(*open_asks, *_beginnings(found)))
    used = _together(text, found, chosen)
    said = tuple(dated.phrase.said for dated in used)
    asks = tuple(
        dict.fromkeys(
            (*open_asks, *(dated.meaning.ask for dated in used if dated.meaning.ask))
        )
    )
    try:
        when = _when(used, on, dates)
    except FieldError:
        when, asks = None, (*asks, ASKED.at(form="together", said=said))
    if when is not None and on is not None and when.last < on:
        asks = (*asks, ASKED.at(form="past", said=said[-1], on=on))
    return Due(
        when,
        said,
        asks,
        tuple((dated.phrase.start, dated.phrase.end) for dated in used),
    )


def _open(text: str, found: list[_Date], dates: Dates) -> tuple[Finding, ...]:
    """Return what to ask of dates that come round, or by which nothing is done."""
    asks = []
    for dated in found:
        said = dated.phrase.said
        if dated.role == "round":
            said = comes_round(text, dated.phrase, dates)
        if dated.role in {"round", "not"}:
            asks.append(ASKED.at(form=dated.role, said=said))
    return tuple(asks)


def _beginnings(found: list[_Date]) -> tuple[Finding, ...]:
    """Return what to ask where a text says from when on, and nowhere by when."""
    return tuple(
        ASKED.at(form="from", said=dated.phrase.said)
        for dated in found
        if dated.role in STARTS
    )


def _is_said_by_a_day(text: str, dated: _Date, found: list[_Date]) -> bool:
    """Say whether a day stands beside: "before winter break on December 18"."""
    return bool(dated.phrase.parts.keys() & {"season", "unknown"}) and any(
        _belongs(text, dated, day)
        for day in found
        if day.role in {"at", "bare"} and _is_day(day)
    )


def _dates(text: str, on: date | None, dates: Dates) -> list[_Date]:
    found: list[_Date] = []
    for phrase in phrases(text, dates):
        follows = bool(found) and not text[found[-1].phrase.end : phrase.start].strip()
        role = role_of(text, phrase, dates, follows=follows)
        if role in {"within", "lasting", "nth", "round", "not"}:
            found.append(_Date(phrase, role))
        elif role:
            found.append(_Date(phrase, role, resolve(phrase, on, dates)))
    return found


def _together(text: str, found: list[_Date], chosen: list[_Date]) -> list[_Date]:
    """Return the chosen dates with what belongs to them: a start, a duration."""
    solved = [dated for dated in chosen if dated.role == "within" or dated.meaning.by]
    every = [dated for dated in found if dated.role == "nth"]
    if chosen[0].role in {"since", "at", "bare"}:
        kept = (solved or chosen)[:1]
    else:
        absolute = [dated for dated in solved if dated.role != "within"]
        kept = sorted(absolute, key=lambda dated: _last(dated.meaning))[-1:]
        kept = (
            kept
            or solved[-1:]
            or [dated for dated in chosen if dated.role != "nth"][-1:]
        )
    beside = [
        dated
        for dated in found
        if dated not in kept
        and dated.role in {"within", "since", "at", "lasting", "end", *STARTS}
        and any(_belongs(text, dated, other) for other in kept)
    ]
    if kept and kept[0].role in {"at", "bare"}:
        beside = [dated for dated in beside if dated.role == "end"]
    kept = [*every, *(dated for dated in kept if dated not in every), *beside]
    return sorted(kept, key=lambda dated: dated.phrase.start)


def _is_over(dated: _Date, found: list[_Date], on: date | None) -> bool:
    """Say whether a period began before the day of writing, so that it is a thing."""
    if on is None or dated.meaning.by is None:
        return False
    after = found[found.index(dated) + 1 :][:1]
    end = after[0].meaning.by if after and after[0].role == "end" else None
    begin = dated.meaning.by if end is None else _begun(dated, end)
    return begin is not None and begin.last < on


def _belongs(text: str, first: _Date, other: _Date) -> bool:
    """Say whether a date stands beside another; the end of a span stands after it."""
    left, right = sorted((first.phrase, other.phrase), key=lambda phrase: phrase.start)
    after = first.role != "end" or right is first.phrase
    return after and CLOSE.fullmatch(text, left.end, right.start) is not None


def _is_day(dated: _Date) -> bool:
    by = dated.meaning.by
    return by is not None and by.frequency is Frequency.DAY


def _last(meaning: Meaning) -> date:
    return meaning.by.last if meaning.by else date.min


def _when(
    used: Sequence[_Date], on: date | None, dates: Dates
) -> Period | Deadline | None:
    by_role = {dated.role: dated for dated in used}
    main = next(
        (by_role[role] for role in MAIN if role in by_role),
        by_role.get("since"),
    )
    within = by_role.get("within")
    if main is None:
        return _within(within, on, dates) if within else None
    by, begin = main.meaning.by, main.meaning.begin
    if by is None:
        return None
    if main.role == "before":
        # The day before the first of it; a span is over before it begins.
        by, begin = (
            period_of((begin or by).first - timedelta(days=1), Frequency.DAY),
            None,
        )
    start = by_role.get("since") or (
        by_role.get("at", by_role.get("bare")) if main.role in {"by", "end"} else None
    )
    if start is not None and start is not main:
        begin = _begun(start, by)
    late = by_role.get("after", by_role.get("not_before"))
    if late is not None:
        begin = _begun(late, by)
        if begin is not None and late.role == "after":
            begin = period_of(begin.last + timedelta(days=1), Frequency.DAY)
    if main.role == "since" and "lasting" in by_role:
        return _lasting(by, by_role["lasting"], dates)
    if "nth" in by_role:
        return _monthly(by_role["nth"].phrase, by, on)
    if within is not None and on is not None:
        counted = _counted(within.phrase, dates)
        return Deadline(by=by, begin=begin, within=counted, since=on)
    return by if begin is None else Deadline(by=by, begin=begin)


def _begun(start: _Date, by: Period) -> Period | None:
    """Return the start of a span; where it has no year, the latest before the end."""
    begin, parts = start.meaning.by, start.phrase.parts
    dated = any(name.startswith("year") for name in parts)
    if begin is None or dated or not parts.keys() & YEARLY:
        return begin
    day = _in_year(begin.first, by.last.year)
    if day > by.last:
        day = _in_year(begin.first, by.last.year - 1)
    return period_of(day, begin.frequency)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _counted(phrase: Phrase, dates: Dates) -> str:
    """Return a relative form as a deadline has it: ``8 weeks``."""
    count = number_of(phrase, dates) if "count" in phrase else 1
    unit = unit_of(phrase.parts.get("units") or phrase.parts["unit"], dates)
    return f"{count} {unit.value}{'' if count == 1 else 's'}"


def _within(found: _Date, on: date | None, dates: Dates) -> Deadline | None:
    if on is None:
        return None
    counted = _counted(found.phrase, dates)
    number, unit = counted.split(" ")
    last = later(on, int(number), Frequency(unit.removesuffix("s")))
    return Deadline(by=period_of(last, Frequency.DAY), within=counted, since=on)


def _lasting(begin: Period, found: _Date, dates: Dates) -> Deadline:
    number, unit = _counted(found.phrase, dates).split(" ")
    last = later(begin.first, int(number), Frequency(unit.removesuffix("s")))
    by = period_of(max(last - timedelta(days=1), begin.first), Frequency.DAY)
    return Deadline(begin=begin, by=by)


def _monthly(phrase: Phrase, last: Period, on: date | None) -> Period | Deadline:
    """Return the deadline of what is due on a day of each month until the last."""
    month = period_of(last.last, Frequency.MONTH)
    day = min(int(phrase.parts["nth"]), month.last.day)
    by = period_of(month.first + timedelta(days=day - 1), Frequency.DAY)
    if on is None or on > by.first:
        return by
    start = period_of(on, Frequency.MONTH)
    first = start.first + timedelta(days=min(day, start.last.day) - 1)
    if first < on:
        start = start.shift(1)
        first = start.first + timedelta(days=min(day, start.last.day) - 1)
    if first >= by.first:
        return by
    return Deadline(begin=period_of(first, Frequency.DAY), by=by, every="month")
