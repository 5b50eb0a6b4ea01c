"""Words that sentences about charts are made of: months, counts, chance, values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import Frequency, Sentence, format_number, say, worded
from cqikit.spc._charts._compare import TOLERANCE
from cqikit.spc._charts._estimators import Mean, Median, Pooled
from cqikit.spc._charts._view import edges_of
from cqikit.spc._power._distributions import ANY_ORDER, WORDS
from cqikit.spc._rules._presets import RULE_SETS
from cqikit.spc._rules._titles import rule_title
from cqikit.spc._rules._zeros import Zeros

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.core import Catalog, Period
    from cqikit.spc._power._probability import Probability
    from cqikit.spc._rules._flags import Rule

__all__ = [
    "centre_words",
    "chance_words",
    "counted",
    "figures",
    "frequency_of",
    "given_words",
    "levels_of",
    "noun_of",
    "nouns_of",
    "number",
    "period_words",
    "rule_words",
    "span_words",
    "value_words",
    "when_words",
    "with_unit",
]

NUMBERS: Final = (
    *(say("no"), say("one"), say("two"), say("three"), say("four"), say("five")),
    *(say("six"), say("seven"), say("eight"), say("nine"), say("ten")),
    *(say("eleven"), say("twelve")),
)
MONTHS: Final = (
    *(say("Jan"), say("Feb"), say("Mar"), say("Apr"), say("May"), say("Jun")),
    *(say("Jul"), say("Aug"), say("Sep"), say("Oct"), say("Nov"), say("Dec")),
)
#: Units of more letters are said once, where values are compared.
SHORT: Final = 4
#: No number has more digits than these, and none that was given more than those.
MOST_DIGITS: Final = 12
GIVEN_DIGITS: Final = 7
#: A published set that lacks no more rules than this is still called by its name.
FEW: Final = 2
#: A chance beyond this is told of 100 charts: one of so many would say too little.
OFTEN: Final = 0.28
#: What a point is called where its period has a name of its own, and several are.
NOUNS: Final = {
    Frequency.DAY: (say("day"), say("days")),
    Frequency.WEEK: (say("week"), say("weeks")),
    Frequency.MONTH: (say("month"), say("months")),
    Frequency.QUARTER: (say("quarter"), say("quarters")),
    Frequency.YEAR: (say("year"), say("years")),
    Frequency.POINT: (say("point"), say("points")),
}


def number(count: int) -> Sentence:
    """Return a count in words up to twelve.

    Examples
    --------
    >>> number(9), number(18)
    ('nine', '18')
    """
    if count < len(NUMBERS):
        return NUMBERS[count]
    return say("{count}", count=count)


def frequency_of(chart: Any) -> Frequency:
    """Return by which periods a chart counts: points, where they have no name.

    Points, too, where a calendar leaves out every second period.
    """
    cadence = getattr(getattr(chart, "calendar", None), "cadence", None)
    if cadence is None or cadence.every > 1 or cadence.frequency not in NOUNS:
        return Frequency.POINT
    found: Frequency = cadence.frequency
    return found


def noun_of(chart: Any) -> Sentence:
    """Return what a point of a chart is called: a month, or what its calendar has."""
    return NOUNS[frequency_of(chart)][0]


def nouns_of(chart: Any) -> Sentence:
    """Return what points of a chart are called."""
    return NOUNS[frequency_of(chart)][1]


def counted(count: int, chart: Any) -> Sentence:
    """Return so many months, or whatever the points of a chart are.

    Examples
    --------
    >>> from cqikit import spc
    >>> counted(2, spc.chart([4, 5], on=["2026-01", "2026-02"]))
    'two months'
    """
    return _many(number(count), count, chart)


def figures(count: int, chart: Any) -> Sentence:
    """Return so many months, or whatever the points of a chart are, in figures."""
    return _many(say("{count}", count=count), count, chart)


def _many(number: Sentence, count: int, chart: Any) -> Sentence:
    many: dict[str, Any] = {"number": number, "n": count}
    match frequency_of(chart):
        case Frequency.DAY:
            return say("{number} {n:day|days}", **many)
        case Frequency.WEEK:
            return say("{number} {n:week|weeks}", **many)
        case Frequency.MONTH:
            return say("{number} {n:month|months}", **many)
        case Frequency.QUARTER:
            return say("{number} {n:quarter|quarters}", **many)
        case Frequency.YEAR:
            return say("{number} {n:year|years}", **many)
        case _:
            return say("{number} {n:point|points}", **many)


def when_words(on: tuple[Period, ...] | None, place: int) -> Sentence:
    """Return when a point is: its month by name, else its period, or its number."""
    if not on:
        return say("point {number}", number=place + 1)
    return period_words(on[place])


def period_words(period: Period) -> Sentence:
    """Return a period as people say it.

    Examples
    --------
    >>> from cqikit.core import parse_period
    >>> period_words(parse_period("2024-10")), period_words(parse_period("2024-Q4"))
    ('Oct 2024', '2024-Q4')
    """
    if period.frequency is Frequency.MONTH:
        first = period.first
        return say("{month} {year}", month=MONTHS[first.month - 1], year=first.year)
    return say("{period}", period=period)


def span_words(on: tuple[Period, ...] | None, first: int, last: int) -> Sentence:
    """Return from when to when, once where that is the same."""
    if first == last:
        return when_words(on, first)
    if not on:
        return say("points {first} to {last}", first=first + 1, last=last + 1)
    begin, end = when_words(on, first), when_words(on, last)
    return say("{first} to {last}", first=begin, last=end)


def value_words(value: float, unit: str, beside: Iterable[float] = ()) -> Sentence:
    """Return a value with its unit, where that is short or begins with a percent sign.

    It has as many digits as tell it from those `beside` it that are not the same.

    Examples
    --------
    >>> value_words(21.04, "%"), value_words(5.0, "deaths a month")
    ('21 %', '5')
    >>> value_words(99.91, "", [99.91, 99.93]), value_words(1204.2, "", [1204.4])
    ('99.91', '1,204.2')
    """
    short = unit if len(unit) <= SHORT else unit[: unit.startswith("% ")]
    others = [
        this_value
        for this_value in beside
        if math.isfinite(this_value) and not _same(this_value, value)
    ]
    digits = 3
    said = format_number(value)
    while digits < MOST_DIGITS and any(
        _digits(other, digits) == said for other in others
    ):
        digits += 1
        said = _digits(value, digits)
    figure = _figure(value, digits)
    if not short.strip():
        return figure
    return say("{value} {unit}", value=figure, unit=short.strip())


def levels_of(judged: Any) -> tuple[float, ...]:
    """Return the levels that a chart is told by: of its phases, limits and target."""
    chart = judged.reading.chart
    last = [place - 1 for place in edges_of(judged.reading.view)[1:]]
    names = ("centre", "lower", "upper")
    lines = [getattr(chart, name, None) for name in names] + [judged.target]
    shape = np.shape(chart.values)
    found = [np.broadcast_to(line, shape)[last] for line in lines if line is not None]
    return tuple(np.concatenate(found).tolist())


def given_words(value: float, unit: str) -> Sentence:
    """Return a value that somebody gave, as it was given where that is not long.

    Examples
    --------
    >>> given_words(99.95, "%"), given_words(1 / 3, ""), given_words(20.0, "")
    ('99.95 %', '0.333', '20')
    """
    for digits in range(3, GIVEN_DIGITS + 1):
        if _same(float(f"{value:.{digits}g}"), value):
            near = float(f"{value:.{digits - 1}g}") if digits > 3 else math.nan
            return value_words(value, unit, [near])
    return value_words(value, unit)


def _digits(value: float, digits: int) -> str:
    """Return a number as people read it, with no fewer digits than asked for."""
    places = _places(value, digits)
    if places is None:
        return format_number(value)
    return f"{value:,.{places}f}".replace("-", "\u2212")


def _places(value: float, digits: int) -> int | None:
    """Return the places after the point of more than three digits, else None."""
    if digits <= 3 or not 1e-6 < abs(value) < 1e12:
        return None
    return max(digits - 1 - math.floor(math.log10(abs(value))), 0)


def _figure(value: float, digits: int) -> Sentence:
    """Return a number that each language writes with its own signs."""
    places = _places(value, digits)
    if places is None:
        return say("{value}", value=float(value))
    return worded(f"{{value:,.{places}f}}", {"value": value})


def _same(first: float, other: float) -> bool:
    return math.isclose(first, other, rel_tol=TOLERANCE, abs_tol=1e-12)


def with_unit(value: Sentence, unit: str) -> Sentence:
    """Return a value with what of its unit is too long to stand with each value.

    Examples
    --------
    >>> with_unit(value_words(9, ""), "minutes")
    '9 minutes'
    >>> with_unit(value_words(0.2, ""), "share of children")
    '0.2 (share of children)'
    >>> with_unit(value_words(9, "% of weeks"), "% of weeks"), value_words(9, "%")
    ('9 % of weeks', '9 %')
    """
    if len(unit) <= SHORT:
        return value
    if unit.startswith("% "):
        return say("{value} {unit}", value=value, unit=unit[2:])
    if unit.isalpha() and unit.endswith("s"):
        return say("{value} {unit}", value=value, unit=unit)
    return say("{value} ({unit})", value=value, unit=unit)


def centre_words(chart: Any, *, given: bool = True) -> Sentence:
    """Return what the centre line of a chart is called.

    The mean or the median, where it is just that; on another scale, it is neither.
    That it was given is said where `given` is true.
    """
    kind = getattr(chart, "kind", None)
    if "centre" in getattr(chart, "given", ()):
        return say("the given centre") if given else say("the centre")
    centre = getattr(kind, "centre", None)
    if isinstance(centre, Median):
        return say("the median")
    plain = kind is not None and kind.scale is None and kind.line is None
    if plain and isinstance(centre, (Mean, Pooled)):
        return say("the mean")
    return say("the centre")


def rule_words(rules: Catalog[Rule]) -> Sentence:
    """Return the title of a published set of rules, else what they ask for."""
    zeros = [rule for rule in rules if isinstance(rule, Zeros)]
    asked = tuple(rule for rule in rules if rule not in zeros)
    title = _published(asked)
    if title is None:
        return say("{rules}", rules=tuple(map(rule_title, rules.names)))
    if zeros:
        return say("{rules} and zeros", rules=title)
    return say("{rules}", rules=title)


def _published(asked: tuple[Rule, ...]) -> str | None:
    """Return what a published set is called that has all rules, or lacks a few."""
    for known in RULE_SETS:
        if tuple(known.rules) == asked:
            return known.title
    for known in RULE_SETS:
        left = [rule.name for rule in known.rules if rule not in asked]
        if len(left) <= FEW and tuple(known.rules.without(*left)) == asked:
            without = tuple(map(rule_title, left))
            return say("{rules} without {left/ and }", rules=known.title, left=without)
    return None


def chance_words(chance: Probability | None, about: str) -> str:
    """Return how often chance alone brings a signal, as a clause; "" if not known."""
    if chance is None or chance.value <= 0:
        return ""
    if chance.method != "exact" or chance.points == WORDS[ANY_ORDER]:
        about = say("{about}, {points}", about=about, points=chance.points)
    if chance.value > OFTEN:
        return say(
            "; where nothing changes, {charts} of 100 charts signal by chance"
            " ({about})",
            charts=round(100 * chance.value),
            about=about,
        )
    if chance.value < 1e-4:
        return say(
            "; where nothing changes, fewer than 1 of 10,000 charts signal by chance"
            " ({about})",
            about=about,
        )
    return say(
        "; where nothing changes, 1 of {charts} charts signals by chance ({about})",
        charts=float(round(float(f"{1 / chance.value:.2g}"))),
        about=about,
    )
