"""What is said of a point when somebody points at it: the same in every form."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit.core import say
from cqikit.drawing._figure import escaped
from cqikit.drawing._picture import MARKS, marks_of
from cqikit.spc import rule_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from cqikit.core import Period, Sentence, Wording
    from cqikit.drawing._picture import ChartPicture

__all__ = [
    "HIDDEN",
    "TIPS",
    "Spot",
    "hover",
    "label_of",
    "mark_said",
    "point_said",
    "rules_said",
    "spots_of",
]

#: What the fields of a point are called.
TIPS: Final = {
    "label": say("period"),
    "value": say("value"),
    "size": say("n"),
    "centre": say("centre"),
    "lower": say("lower limit"),
    "upper": say("upper limit"),
    "mark": say("meaning"),
    "rules": say("rules"),
    "reason": say("reason"),
}
HIDDEN: Final = say("withheld")
#: Points nearer to each other than so many are not pointed at one by one.
APART: Final = 3.0
#: How far from its middle a point is still pointed at.
REACH: Final = 4
#: What is worth saying where there is no room for all.
LOUD: Final = ("signal", "improvement", "concern")


@frozen
class Spot:
    """A place in points from the upper left corner, and what is said there."""

    x: float
    y: float
    said: str


def spots_of(
    picture: ChartPicture,
    drawn: NDArray[np.float64],
    wording: Wording,
    *,
    every: bool = True,
) -> list[Spot]:
    """Return what is said of points that lie at places of shape (n, 2).

    Of all of them, or, where they crowd or `every` is false, of signals and of the
    last: what a page holds of a chart does not grow with its points.
    """
    marks = marks_of(picture)
    seen = np.flatnonzero((marks != "") & np.isfinite(drawn).all(axis=1))
    crowded = len(seen) > 1 and np.ptp(drawn[seen, 0]) < APART * (len(seen) - 1)
    if crowded or not every:
        last = np.arange(len(seen)) == len(seen) - 1
        seen = seen[last | np.isin(marks[seen], LOUD)]
    # One for each stretch of the axis, the latest of it.
    kept = {round(float(drawn[place, 0]) / APART): int(place) for place in seen}
    return [
        Spot(
            x=float(drawn[place, 0]),
            y=float(drawn[place, 1]),
            said=_said(picture, str(marks[place]), place, wording),
        )
        for place in kept.values()
    ]


def _said(picture: ChartPicture, mark: str, place: int, wording: Wording) -> str:
    """Return a point's period, value, n and signal, and why it does not count."""
    chart = picture.chart
    size = math.nan if chart.sizes is None else float(chart.sizes[place])
    signals = (
        "" if mark == "plain" else MARKS[mark],
        rules_said(picture, place),
        chart.reasons[place] if chart.reasons else "",
    )
    period, value = label_of(picture, place, wording), float(chart.values[place])
    return wording.said(point_said(period, value, picture.unit, size, *signals))


def point_said(
    period: str | Period, value: float, unit: str, size: float, *signals: str
) -> Sentence:
    """Return when a point was, its value and its n, where known, and its signals.

    Examples
    --------
    >>> point_said("2026-03", 81.5, "%", 262, "improvement")
    '2026-03: 81.5 %; n 262; improvement'
    """
    said = say("{value} {unit}", value=value, unit=unit) if unit else value
    facts = [say("{period}: {value}", period=period, value=said)]
    if math.isfinite(size):
        facts.append(say("{name} {value}", name=TIPS["size"], value=size))
    return say("{all/; }", all=(*facts, *filter(None, signals)))


def label_of(picture: ChartPicture, place: int, wording: Wording) -> str:
    """Return when a point was, or else its number."""
    on = picture.chart.on
    return wording.day(on[place]) if on else str(place + 1)


def mark_said(picture: ChartPicture, mark: str, place: int) -> Sentence:
    """Return what a point is, also one without a value."""
    withheld = picture.chart.withheld and picture.chart.withheld[place]
    return MARKS.get(mark, HIDDEN if withheld else say("not observed"))


def rules_said(picture: ChartPicture, place: int) -> Sentence:
    """Return what the rules that signal at a point are called."""
    flags = picture.reading.flags.items()
    return say(
        "{rules}", rules=tuple(rule_title(name) for name, at in flags if at[place])
    )


def hover(spots: Iterable[Spot], reach: float = REACH) -> str:
    """Return what can be pointed at, as it stands over a picture."""
    parts = "".join(
        f'<circle cx="{spot.x:.4g}" cy="{spot.y:.4g}" r="{reach}">'
        f"<title>{escaped(spot.said)}</title></circle>"
        for spot in spots
    )
    return parts and f'<g fill="none" pointer-events="all">{parts}</g>'
