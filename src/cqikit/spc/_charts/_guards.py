"""What no chart of a kind can be of, at whichever door it is asked for.

A c chart of a rate has the root of a percentage for its sigma, a p chart without
denominators has none, a g chart of shares has limits that mean nothing. Guards stand
with the kind, so that each door gives the same answer.
"""

from __future__ import annotations

import math
from numbers import Real
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import say
from cqikit.errors import FieldError, FieldTypeError
from cqikit.measures import MeasureKind
from cqikit.spc._charts._estimators import MeanLevel
from cqikit.spc._charts._kind import ChartKind, Input

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.measures import Measure
    from cqikit.spc._charts._view import Floats

__all__ = [
    "check_factor",
    "check_limits",
    "check_lines",
    "check_measure",
    "check_per",
    "check_share",
    "check_target",
    "check_width",
]

#: No factor is larger: what it multiplies stays finite.
LARGEST_FACTOR: Final = 1e15
#: A line that is given may be added to, multiplied and squared.
LARGEST_LINE: Final = 1e150
#: In sigmas; 1 less than the probability beyond twice this is 1 to a float.
WIDEST: Final = 8.0
RATIOS: Final = {MeasureKind.PROPORTION: "p", MeasureKind.RATE: "u"}
#: Measures of what lies between events, or of anything that was measured.
BETWEEN: Final = frozenset({MeasureKind.UNITS_BETWEEN, MeasureKind.TIME_BETWEEN})
OF_GAPS: Final = BETWEEN | {MeasureKind.CONTINUOUS}


def check_measure(kind: ChartKind, measure: Measure) -> None:
    """Refuse a kind of chart that a measure cannot be charted with."""
    title, key, words = kind.title, measure.key, measure.kind.words
    if kind.takes is Input.COUNTS and measure.kind in RATIOS:
        must = say(
            "must fit the measure: a {title} is of counts, and {measure} is a {kind}",
            title=title,
            measure=key,
            kind=words,
        )
        ratio = RATIOS[measure.kind]
        fix = say("use kind={kind!r}, or chart its numerators alone", kind=ratio)
        raise FieldError("kind", must, kind.name, fix)
    if kind.takes is Input.COUNTS and measure.kind in BETWEEN:
        must = say(
            "must fit the measure: a {title} is of counts, and {measure} is what lies"
            " between events",
            title=title,
            measure=key,
        )
        fix = say("use kind='g' or kind='t'")
        raise FieldError("kind", must, kind.name, fix)
    if kind.takes is Input.BETWEEN and measure.kind not in OF_GAPS:
        must = say(
            "must fit the measure: a {title} is of what lies between events, and"
            " {measure} is a {kind}",
            title=title,
            measure=key,
            kind=words,
        )
        fix = say("chart the days or cases between events")
        raise FieldError("kind", must, kind.name, fix)


def check_factor(value: Any, name: str) -> float:
    """Return a number that is more than 0, such as `per` and `width`."""
    # Asking for a Real takes longer than all the rest, and most are plain numbers.
    plain = type(value) is float or type(value) is int
    if not plain and (isinstance(value, bool) or not isinstance(value, Real)):
        raise FieldTypeError(name, say("must be a number"), value)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise FieldError(name, say("must be a finite number"), value)
    if number <= 0:
        raise FieldError(name, say("must be more than 0"), value)
    if number > LARGEST_FACTOR:
        most = say("must be at most {most}", most=LARGEST_FACTOR)
        raise FieldError(name, most, value)
    return number


def check_width(kind: ChartKind, width: Any) -> float:
    """Return a width; beyond some, a quantile has no probability that a float holds."""
    number = check_factor(width, "width")
    if kind.limits is not None and number > WIDEST:
        raise FieldError("width", say("must be at most {most}", most=WIDEST), width)
    return number


def check_per(kind: ChartKind, per: float) -> None:
    """Refuse to multiply numbers of units, which are drawn as they are."""
    if per != 1 and not kind.divided:
        said = say(
            "must be 1 for a {title}, which plots counts", title=kind.title or kind.name
        )
        raise FieldError("per", said, per)


def check_lines(kind: ChartKind, lines: Mapping[str, Floats], per: float) -> None:
    """Refuse given lines, (..., n) in the unit of display, that no chart has."""
    for name, given in lines.items():
        if (np.abs(given) > LARGEST_LINE).any():
            bounds = say(
                "must be between {least} and {most}",
                least=-LARGEST_LINE,
                most=LARGEST_LINE,
            )
            raise FieldError(name, bounds, _first(given, np.abs(given) > LARGEST_LINE))
    centre, sigma = lines.get("centre"), lines.get("sigma")
    if centre is not None and kind.floor is not None:
        _at_least(kind.floor * per, centre)
    if centre is not None and kind.ceiling is not None:
        _is_share(kind, centre)
        _at_most(kind.ceiling * per, centre, per)
    known = None if sigma is None else sigma[~np.isnan(sigma)].tolist()
    if known is not None and isinstance(kind.spread, MeanLevel):
        # Both limits and sigma follow from the mean, which is not the centre there.
        must = say("must not be given for a {title}", title=kind.title)
        raise FieldError("sigma", must, known[0] if known else sigma)
    if sigma is not None and (sigma <= 0).any():
        raise FieldError("sigma", say("must be more than 0"), _first(sigma, sigma <= 0))
    if centre is not None and kind.scale is not None and (centre <= 0).any():
        must = say("must be more than 0 for a {title}", title=kind.title)
        raise FieldError("centre", must, _first(centre, centre <= 0))
    for name in ("lower", "upper"):
        line = lines.get(name)
        # Limits of counts are counts: the ceiling is that of each unit.
        if line is not None and kind.ceiling is not None and kind.divided:
            _at_most(kind.ceiling * per, line, per, name)


def check_target(kind: ChartKind, target: Floats, per: float) -> None:
    """Refuse targets (..., n) that no point of a kind can be: a share beyond `per`."""
    counted = kind.takes not in {Input.VALUES, Input.SUBGROUPS}
    if counted and kind.statistic is None:
        # Of what is not divided, the ceiling is that of each unit.
        if kind.divided:
            check_share(kind, target, per)
        else:
            _check_aim(target, math.inf, per)


def check_share(kind: ChartKind, target: Floats, per: float) -> None:
    """Refuse targets (..., n) that no share is, in units of `per`."""
    most = kind.ceiling
    _check_aim(target, math.inf if most is None else most * per, per)


def _check_aim(target: Any, most: float, per: float) -> None:
    """Refuse targets below 0 or above the most that there can be, in units of `per`."""
    line = np.asarray(target, dtype=np.float64)
    if (line < 0).any():
        raise FieldError(
            "target", say("must be at least {least}", least=0), _first(line, line < 0)
        )
    if (line > most).any():
        fix = say("say per=100 where values are per cent") if per == 1 else ""
        must = say("must be at most {most:g}, which is all of them", most=most)
        raise FieldError("target", must, _first(line, line > most), fix)


def check_limits(lower: Floats, upper: Floats) -> None:
    """Refuse limits, some of them given, of which the lower is above the upper."""
    wrong = lower > upper
    if wrong.any():
        most = say("must be at most upper ({upper:g})", upper=_first(upper, wrong))
        raise FieldError("lower", most, _first(lower, wrong))


def _at_least(floor: float, centre: Floats) -> None:
    if (centre < floor).any():
        must = say("must be at least {floor:g}", floor=floor)
        raise FieldError("centre", must, _first(centre, centre < floor))


def _is_share(kind: ChartKind, centre: Floats) -> None:
    """Refuse a count as the centre of a chart of counts out of so many."""
    if not kind.divided and (centre > 1).any():
        must = say("must be the share of a size, from 0 to 1")
        raise FieldError("centre", must, _first(centre, centre > 1))


def _at_most(ceiling: float, line: Floats, per: float, name: str = "centre") -> None:
    if (line > ceiling).any():
        fix = say("say per=100 where values are per cent") if per == 1 else ""
        must = say("must be at most {ceiling:g}", ceiling=ceiling)
        raise FieldError(name, must, _first(line, line > ceiling), fix)


def _first(line: Floats, wrong: Any) -> float:
    return float(np.asarray(line)[wrong][0])
