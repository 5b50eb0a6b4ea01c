"""The axis of values: what it reaches, and how it is labelled."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from cqikit.core import ENGLISH, Wording, say
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._text import points_wide
from cqikit.errors import ChartError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = [
    "UNIT_ROWS",
    "decades",
    "round_numbers",
    "set_values",
    "tick_said",
    "values_wide",
]

SIZE: Final = 8
#: So many lines may name the unit beside the axis.
UNIT_ROWS: Final = 3
#: Room between a point at the edge of the values and the frame, of the whole.
PAD: Final = 0.06
#: Points between a label and the axis.
GAP: Final = 6.0
#: At most so many steps between labels.
MOST: Final = 9
#: Beyond, matplotlib finds no places for labels.
LARGEST: Final = 1e307
#: Within less, a float has no places for points.
SMALLEST: Final = 1e-300


def tick_said(value: float, wording: Wording) -> str:
    """Return what stands at a place of an axis, with all of its digits.

    Examples
    --------
    >>> tick_said(0.00002, ENGLISH), tick_said(-1234567.5, ENGLISH)
    ('0.00002', '−1,234,567.5')
    """
    said = f"{value:,.10g}"
    if 1e-6 < abs(value) < 1e12:
        said = format(Decimal(f"{value:.10g}"), ",f")
    return wording.figure(said.replace("-", "\u2212"))


def set_values(
    axes: Axes,
    low: float,
    high: float,
    tall: float,
    *,
    log: bool = False,
    wording: Wording = ENGLISH,
) -> list[str]:
    """Make the axis of values show all from `low` to `high`, above 0 when `log`.

    It is `tall` points high. Returns what its labels say.
    """
    if max(abs(low), abs(high)) > LARGEST:
        raise ChartError(say("values are too large to be drawn: take a larger unit"))
    if 0 < (low if log else (high - low) or abs(high)) < SMALLEST:
        raise ChartError(say("values are too small to be drawn: take a smaller unit"))
    most = min(max(int(tall / (2 * SIZE)), 2), MOST)
    if log:
        axes.set_yscale("log")
        axes.minorticks_off()
        if high / low < 1.01:
            low, high = low / 2, high * 2
        margin = (high / low) ** PAD
        axes.set_ylim(low / margin, high * margin)
        ticks = decades(*axes.get_ylim(), most)
    else:
        if high - low <= 1e-9 * max(abs(low), abs(high)):
            half = abs(high) / 10 or 1.0
            low, high = low - half, high + half
        margin = (high - low) * PAD
        axes.set_ylim(low - margin, high + margin)
        ticks = round_numbers(*axes.get_ylim(), most)
    labels = [tick_said(tick, wording) for tick in ticks]
    axes.set_yticks(ticks, labels)
    axes.tick_params(axis="y", length=3, color=COLOURS["phase"], pad=2)
    return labels


def round_numbers(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return round numbers from `low` to `high`: about `most` steps of 1, 2 or 5.

    Examples
    --------
    >>> round_numbers(0.03, 0.31, 4), round_numbers(-3, 27, 9)
    ((0.1, 0.2, 0.3), (0.0, 5.0, 10.0, 15.0, 20.0, 25.0))
    >>> round_numbers(0, 4, 4)
    (0.0, 1.0, 2.0, 3.0, 4.0)
    """
    least = (high - low) / most
    power = 10.0 ** math.floor(math.log10(least))
    step = next(
        many * power for many in (1, 2, 5, 10, 20) if many * power >= least * 0.999
    )
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    digits = max(0, 1 - math.floor(math.log10(step)))
    return tuple(round(place * step, digits) for place in range(first, last + 1))


def decades(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return powers of ten from `low` to `high`, or where they are few, more.

    Examples
    --------
    >>> decades(0.5, 1500.0, 4), decades(2.0, 30.0, 4)
    ((1.0, 10.0, 100.0, 1000.0), (2.0, 5.0, 10.0, 20.0))
    """
    ends = math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1
    for subs in ((1,), (1, 2, 5), (1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9)):
        found = [sub * 10.0**power for power in range(*ends) for sub in subs]
        found = [tick for tick in found if low <= tick <= high]
        if len(found) > 1:
            break
    return tuple(found[:: math.ceil(len(found) / most)]) if found else (low,)


def values_wide(labels: Sequence[str]) -> float:
    """Return how much room the labels of the values need beside the axes."""
    return points_wide(labels, SIZE) + GAP
