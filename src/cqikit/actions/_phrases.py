"""The days and periods that a text names, each with the words before it.

One pattern per language finds them, made of the language's own forms (`Dates`) and
kept. Nothing is decided here but what each phrase says by itself; which of them is
the deadline, `_due` decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.actions._words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.actions._words import Dates

__all__ = ["Phrase", "comes_round", "phrases", "place_of"]

#: Roles of what stands before a date, and the field that lists its words.
LEADS: Final = (
    *("by", "before", "within", "lasting", "since", "not_before", "after", "at"),
    "upto",
)
#: Endings of ordinal numbers, in English and as º in Spanish and Portuguese.
TH: Final = r"(?:st|nd|rd|th|º|°)*"
YEAR: Final = r"(?:19|20)\d\d"


@frozen
class Phrase:
    """One date in a text: where, what stands before it, and the parts of it."""

    start: int
    end: int
    lead: str
    parts: dict[str, str]
    said: str

    def __contains__(self, name: str) -> bool:
        return name in self.parts


def place_of(forms: tuple[str, ...], said: str) -> int:
    """Return which entry of a list of forms a word is one of."""
    low = said.casefold()
    return next(place for place, form in enumerate(forms) if low in form.split())


def phrases(text: str, dates: Dates) -> Iterator[Phrase]:
    """Yield each date of a text, from its start to its end."""
    for found in _pattern(dates).finditer(text):
        parts = {name: said for name, said in found.groupdict().items() if said}
        lead = " ".join(parts.pop("lead", "").casefold().split())
        yield Phrase(found.start(), found.end(), lead, parts, found[0].strip())


def comes_round(text: str, phrase: Phrase, dates: Dates) -> str:
    """Return how often a date comes round, as it is said: ``every other Tuesday``."""
    often = _often(dates).search(text[: phrase.start])
    return text[often.start() : phrase.end].strip() if often else ""


@cache
def _often(dates: Dates) -> re.Pattern[str]:
    each, others = _phrase(dates.each), _phrase(dates.others)
    return re.compile(rf"(?<!\w)(?:{each})(?:\s+(?:{others}))?\s*\Z", re.IGNORECASE)


def _forms(entries: tuple[str, ...]) -> str:
    return any_of(form for entry in entries for form in entry.split()) or r"(?!)"


def _phrase(entries: tuple[str, ...]) -> str:
    return any_of(entries) or r"(?!)"


@cache
def _pattern(dates: Dates) -> re.Pattern[str]:
    leads = _phrase(tuple(word for name in LEADS for word in getattr(dates, name)))
    the = _optional(dates.articles)
    parts = "|".join(
        rf"(?P<{name}>{_phrase(getattr(dates, name))})"
        for name in ("ends", "middles", "begins", "first_week")
    )
    # "Two hours per week beginning January 4": that week is no date.
    rates = "".join(rf"(?<!\b{re.escape(name)}\s)" for name in dates.per)
    weeks = rf"(?:{rates}(?P<weekof>{_phrase(dates.weeks_of)})\s+)?"
    body = "|".join(f"(?:{name})" for name in _bodies(dates, the))
    return re.compile(
        rf"(?<![\w/-])(?:(?P<lead>{leads})\.?:?\s*)?(?<![\w/])(?:{the}(?:{parts})[\s-]+)?"
        rf"{weeks}{the}(?:{body})(?![\w/]|-\w)",
        re.IGNORECASE,
    )


def _optional(words: tuple[str, ...]) -> str:
    return rf"(?:(?:{_phrase(words)})\s+)?"


def _unknown(dates: Dates) -> str:
    seasonal = rf"(?:{_forms(dates.seasons)})\s+(?:{_phrase(dates.seasonal)})"
    return rf"{_phrase(dates.unknown)}|FY\s?\d+|{seasonal}"


def _bodies(dates: Dates, the: str) -> tuple[str, ...]:
    """Return the patterns of a date itself, those that say most first."""
    of = _optional(dates.of)
    month, unit = _forms(dates.months), _forms(dates.units)
    year = rf"(?:,?\s*{of}(?P<year{{0}}>{YEAR}))?"
    weekday = rf"(?:(?P<named{{0}}>{_forms(dates.weekdays)})\.?,?\s+)?"
    rel = (
        rf"(?:(?P<this{{0}}>{_phrase(dates.this)})\s+"
        rf"|(?P<next{{0}}>{_phrase(dates.following)})\s+)"
    )
    return (
        r"(?P<iso>\d{4}-(?:\d\d(?:-\d\d)?|Q[1-4]|W\d\d))(?![\d-])",
        (
            rf"{weekday.format(1)}(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})"
            rf"(?:/(?P<year1>{YEAR}|\d\d))?(?![\d/])"
        ),
        rf"(?P<day4>\d{{1,2}})\.(?P<month5>\d{{1,2}})\.(?P<year8>{YEAR})",
        rf"(?P<nth>\d{{1,2}}){TH}\s+{of}(?:{_phrase(dates.each)})\s+(?P<of>{unit})",
        (
            rf"{weekday.format(2)}{the}(?P<month2>{month})\.?\s+"
            rf"(?P<day2>\d{{1,2}}){TH}(?!\d){year.format(2)}"
        ),
        (
            rf"{weekday.format(3)}(?P<day3>\d{{1,2}}){TH}\s+{of}(?P<month3>{month})\.?"
            rf"{year.format(3)}"
        ),
        rf"(?P<ofmonth>\d{{1,2}})(?:st|nd|rd|th|º|°)+(?!\s+{unit})",
        rf"(?:{rel.format(4)})?(?P<month4>{month})\.?{year.format(4)}",
        (
            rf"(?:Q(?P<quarter>[1-4])|(?P<ordinal>{_forms(dates.ordinals)})\s+"
            rf"(?:{_forms(dates.units[3:4])})){year.format(5)}"
        ),
        rf"(?:{_forms(dates.units[1:2])})\s+(?P<week>\d{{1,2}}){year.format(6)}",
        rf"(?:{rel.format(8)})?{the}(?P<unknown>{_unknown(dates)})",
        rf"(?:{rel.format(7)})?(?P<season>{_forms(dates.seasons)}){year.format(7)}",
        rf"(?P<count>\d{{1,3}}|{_forms(dates.numbers)})\s+(?P<units>{unit})",
        rf"(?:{rel.format(9)})?(?P<weekday>{_forms(dates.weekdays)})",
        rf"(?:{rel.format(0)})?(?P<unit>{unit})",
        rf"(?P<today>{_phrase(dates.today)})|(?P<tomorrow>{_phrase(dates.tomorrow)})",
        rf"(?P<year>{YEAR})",
    )
