"""The axis of values: what it reaches, and how it is labelled."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from cqikit.core import ENGLISH, Wording
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._text import points_wide
from cqikit.errors import ChartError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["UNIT_ROWS", "set_values", "tick_said", "values_wide"]

SIZE: Final = 8
#: So many lines may name the unit beside the axis.
UNIT_ROWS: Final = 3
#: Room between a point at the edge of the values and the frame, of the whole.
PAD: Final = 0.06
#: Points between a label and the axis.
GAP: Final = 6.0
#: Beyond, matplotlib finds no places for labels.
LARGEST: Final = 1e307


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
    *,
    log: bool = False,
    wording: Wording = ENGLISH,
) -> None:
    """Make the axis of values show all from `low` to `high`, above 0 when `log`."""
    if max(abs(low), abs(high)) > LARGEST:
        raise ChartError("values are too large to be drawn: take a larger unit")
    if log:
        axes.set_yscale("log")
        if high / low < 1.01:
            low, high = low / 2, high * 2
        margin = (high / low) ** PAD
        axes.set_ylim(low / margin, high * margin)
        _label_decades(axes, high / low)
    else:
        if high - low <= 1e-9 * max(abs(low), abs(high)):
            half = abs(high) / 10 or 1.0
            low, high = low - half, high + half
        margin = (high - low) * PAD
        axes.set_ylim(low - margin, high + margin)
    # Neither powers of ten nor an offset in a corner.
    axes.yaxis.set_major_formatter(lambda value, _: tick_said(value, wording))
    axes.tick_params(axis="y", length=3, color=COLOURS["phase"], pad=2)


def _label_decades(axes: Axes, factor: float) -> None:
    """Label more than powers of ten where there are few of them."""
    from matplotlib.ticker import (  # noqa: PLC0415
        LogLocator,
        MaxNLocator,
        NullLocator,
    )

    # Minor ticks have no labels here, and take half of the time.
    axes.yaxis.set_minor_locator(NullLocator())
    if factor < 8:
        axes.yaxis.set_major_locator(MaxNLocator(5))
    elif factor < 300:
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))


def values_wide(axes: Axes) -> float:
    """Return how much room the labels of the values need beside the axes."""
    low, high = axes.get_ylim()
    places = [at for at in axes.yaxis.get_majorticklocs() if low <= at <= high]
    labels = axes.yaxis.get_major_formatter().format_ticks(places)
    return points_wide(labels, SIZE) + GAP
