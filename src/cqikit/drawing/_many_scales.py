"""The scales of many charts: of values, alone or shared, and of time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np
from attrs import frozen

from cqikit.core import Period, say
from cqikit.drawing._lines import edges_of
from cqikit.drawing._picture import target_of
from cqikit.drawing._values import decades, round_numbers, tick_said
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cqikit.core import Wording
    from cqikit.drawing._picture import ChartPicture

    Floats: TypeAlias = "NDArray[np.float64]"

__all__ = ["Scale", "Sharing", "Span", "scales_of", "spans_of"]

#: Which charts have one scale of values.
Sharing: TypeAlias = Literal["one", "row", "each"]
#: Room over the highest and under the lowest, of the whole.
PAD: Final = 0.07
MOST_STEPS: Final = 4


@frozen(eq=False)
class Scale:
    """Where values lie between the foot (0) and the top (1) of a chart."""

    low: float
    high: float
    log: bool
    ticks: tuple[float, ...]

    def __call__(self, values: Floats) -> Floats:
        """Return how high values lie; on a log scale, NaN for those not above 0."""
        if self.log:
            values = np.log10(np.where(values > 0, values, np.nan))
        return np.asarray((values - self.low) / (self.high - self.low))

    def labels(self, wording: Wording) -> tuple[str, ...]:
        """Return what is written beside the ticks."""
        return tuple(tick_said(tick, wording) for tick in self.ticks)


@frozen
class Span:
    """The first and the last place of a time axis, with what is written there."""

    first: float
    last: float
    ends: tuple[Period | int, ...]

    def labels(self, wording: Wording) -> tuple[str, ...]:
        """Return what is written under the first place and the last."""
        return tuple(
            wording.day(end) if isinstance(end, Period) else wording.part(end)
            for end in self.ends
        )


def scales_of(
    pictures: Sequence[ChartPicture], rows: Sequence[int], sharing: Sharing
) -> list[Scale]:
    """Return the scale of each chart; `rows` says in which row each one is."""
    if sharing not in get_args(Sharing):
        raise FieldError(
            "scale",
            say("must be one of {names}", names=("one", "row", "each")),
            sharing,
        )
    groups = {
        "one": [0] * len(pictures),
        "row": list(rows),
        "each": list(range(len(pictures))),
    }[sharing]
    made = {}
    for group in set(groups):
        here = [
            picture
            for picture, own in zip(pictures, groups, strict=True)
            if own == group
        ]
        logs = {picture.log for picture in here}
        if len(logs) > 1:
            said = say("must be each where only some charts are logarithmic")
            raise FieldError("scale", said, sharing)
        made[group] = _scale(here, log=logs == {True})
    return [made[group] for group in groups]


def _scale(pictures: Sequence[ChartPicture], *, log: bool) -> Scale:
    # Where there is nothing to see, a scale measures nothing.
    shown: list[Floats] = [np.empty(0)]
    for picture in pictures:
        if not np.isfinite(picture.chart.values).any():
            continue
        chart, target = picture.chart, target_of(picture)
        shown += [chart.values, chart.centre, chart.lower, chart.upper]
        shown += [] if target is None else [target]
    every = np.concatenate(shown)
    every = every[np.isfinite(every) & ((every > 0) | (not log))]
    if not every.size:
        return Scale(0.0, 1.0, log, ())
    low, high = float(every.min()), float(every.max())
    ticks = decades(low, high, MOST_STEPS) if log else ()
    if log:
        low, high = math.log10(low), math.log10(high)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        half = 0.3 if log else abs(high) / 10 or 1.0
        low, high = low - half, high + half
    pad = (high - low) * PAD
    return Scale(
        low - pad, high + pad, log, ticks or round_numbers(low, high, MOST_STEPS)
    )


def spans_of(pictures: Sequence[ChartPicture]) -> list[Span]:
    """Return the time axis of each chart: the same one, where all count alike."""
    there = [picture for picture in pictures if picture.places.size]
    kinds = {
        picture.chart.on[0].frequency if picture.chart.on else None for picture in there
    }
    if len(kinds) > 1:
        return [_span([picture]) for picture in pictures]
    return [_span(there)] * len(pictures)


def _span(pictures: Sequence[ChartPicture]) -> Span:
    """Return the time axis from the first point of some charts to the last."""
    edges = [edges_of(picture) for picture in pictures if picture.places.size]
    if not edges:
        return Span(0.5, 1.5, ())
    first = min(float(each[0]) for each in edges)
    last = max(float(each[-1]) for each in edges)
    ends = math.ceil(first), math.floor(last)
    on = next((picture.chart.on for picture in pictures if picture.chart.on), None)
    if on is None:
        return Span(first, last, ends)
    named = tuple(on[0].shift(place - on[0].index) for place in ends)
    return Span(first, last, named)
