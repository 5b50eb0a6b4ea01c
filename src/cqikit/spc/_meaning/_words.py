"""Words that sentences about charts are made of: months, counts, chance, values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import Frequency, format_number
from cqikit.spc._charts._compare import TOLERANCE
from cqikit.spc._charts._estimators import Mean, Median, Pooled
from cqikit.spc._charts._view import edges_of
from cqikit.spc._power._distributions import ANY_ORDER, WORDS
from cqikit.spc._rules._presets import RULE_SETS
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
    "given_words",
    "levels_of",
    "noun_of",
    "number",
    "period_words",
    "rule_words",
    "spaced",
    "span_words",
    "unit_words",
    "value_words",
    "when_words",
]

NUMBERS: Final = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
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
#: Periods that have a name of their own; else they are points.
NAMED: Final = frozenset(
    {
        Frequency.DAY,
        Frequency.WEEK,
        Frequency.MONTH,
        Frequency.QUARTER,
        Frequency.YEAR,
    }
)


def number(count: int) -> str:
    """Return a count in words up to twelve.

    Examples
    --------
    >>> number(9), number(18)
    ('nine', '18')
    """
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def noun_of(chart: Any) -> str:
    """Return what a point of a chart is called: a month, or whatever its calendar has.

    A point, where there is no calendar or one that leaves out every second period.
    """
    cadence = getattr(getattr(chart, "calendar", None), "cadence", None)
    if cadence is None or cadence.every > 1 or cadence.frequency not in NAMED:
        return "point"
    return str(cadence.frequency.value)


def counted(count: int, chart: Any) -> str:
    """Return so many months, or whatever the points of a chart are.

    Examples
    --------
    >>> from cqikit import spc
    >>> counted(2, spc.chart([4, 5], on=["2026-01", "2026-02"]))
    'two months'
    """
    return f"{number(count)} {noun_of(chart)}{'' if count == 1 else 's'}"


def when_words(on: tuple[Period, ...] | None, place: int) -> str:
    """Return when a point is: its month by name, else its period, or its number."""
    if not on:
        return f"point {place + 1}"
    return period_words(on[place])


def period_words(period: Period) -> str:
    """Return a period as people say it.

    Examples
    --------
    >>> from cqikit.core import parse_period
    >>> period_words(parse_period("2024-10")), period_words(parse_period("2024-Q4"))
    ('Oct 2024', '2024-Q4')
    """
    if period.frequency is Frequency.MONTH:
        return f"{MONTHS[period.first.month - 1]} {period.first.year}"
    return str(period)


def span_words(on: tuple[Period, ...] | None, first: int, last: int) -> str:
    """Return from when to when, once where that is the same."""
    begin, end = when_words(on, first), when_words(on, last)
    if first == last:
        return begin
    return f"{begin} to {end}" if on else f"points {first + 1} to {last + 1}"


def value_words(value: float, unit: str, beside: Iterable[float] = ()) -> str:
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
    return f"{said} {short}".strip()


def levels_of(judged: Any) -> tuple[float, ...]:
    """Return the levels that a chart is told by: of its phases, limits and target."""
    chart = judged.reading.chart
    last = [place - 1 for place in edges_of(judged.reading.view)[1:]]
    names = ("centre", "lower", "upper")
    lines = [getattr(chart, name, None) for name in names] + [judged.target]
    shape = np.shape(chart.values)
    found = [np.broadcast_to(line, shape)[last] for line in lines if line is not None]
    return tuple(np.concatenate(found).tolist())


def given_words(value: float, unit: str) -> str:
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
    if digits <= 3 or not 1e-6 < abs(value) < 1e12:
        return format_number(value)
    places = max(digits - 1 - math.floor(math.log10(abs(value))), 0)
    return f"{value:,.{places}f}".replace("-", "\u2212")


def _same(first: float, other: float) -> bool:
    return math.isclose(first, other, rel_tol=TOLERANCE, abs_tol=1e-12)


def unit_words(unit: str) -> str:
    """Return what of a unit is too long to stand with each value, to be said once.

    Examples
    --------
    >>> unit_words("minutes"), unit_words("share of children"), unit_words("%")
    (' minutes', ' (share of children)', '')
    >>> unit_words("% of weeks")
    ' of weeks'
    """
    if len(unit) <= SHORT:
        return ""
    if unit.startswith("% "):
        return unit[1:]
    alone = unit.isalpha() and unit.endswith("s")
    return f" {unit}" if alone else f" ({unit})"


def centre_words(chart: Any) -> str:
    """Return what the centre line of a chart is called.

    The mean or the median, where it is just that; on another scale, it is neither.
    """
    kind = getattr(chart, "kind", None)
    if "centre" in getattr(chart, "given", ()):
        return "given centre"
    centre = getattr(kind, "centre", None)
    if isinstance(centre, Median):
        return "median"
    plain = kind is not None and kind.scale is None and kind.line is None
    return "mean" if plain and isinstance(centre, (Mean, Pooled)) else "centre"


def spaced(name: str) -> str:
    """Return the name of a rule as it is read."""
    return name.replace("-", " ")


def rule_words(rules: Catalog[Rule]) -> str:
    """Return the title of a published set of rules, else what they ask for."""
    zeros = [rule for rule in rules if isinstance(rule, Zeros)]
    asked = tuple(rule for rule in rules if rule not in zeros)
    beside = " and zeros" if zeros else ""
    for known in RULE_SETS:
        if tuple(known.rules) == asked:
            return f"{known.title}{beside}"
    for known in RULE_SETS:
        left = [rule.name for rule in known.rules if rule not in asked]
        if len(left) <= FEW and tuple(known.rules.without(*left)) == asked:
            return f"{known.title} without {' and '.join(map(spaced, left))}{beside}"
    return ", ".join(map(spaced, rules.names))


def chance_words(chance: Probability | None, about: str) -> str:
    """Return how often chance alone brings a signal, as a clause; "" if not known."""
    if chance is None or chance.value <= 0:
        return ""
    is_known = chance.method == "exact" and chance.points != WORDS[ANY_ORDER]
    points = "" if is_known else f", {chance.points}"
    often = (
        f"1 of {format_number(round(float(f'{1 / chance.value:.2g}')))} charts signals"
    )
    if chance.value > OFTEN:
        often = f"{round(100 * chance.value)} of 100 charts signal"
    if chance.value < 1e-4:
        often = "fewer than 1 of 10,000 charts signal"
    return f"; where nothing changes, {often} by chance ({about}{points})"
