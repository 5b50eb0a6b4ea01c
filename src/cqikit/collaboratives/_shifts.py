"""Sustained shifts of a median: where a series moved, and to what."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from attrs import frozen

from cqikit import spc
from cqikit.core import arguments, instance_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Segment", "segments"]


@frozen
class Segment:
    """A stretch of a series with a median of its own.

    Parameters
    ----------
    start, stop : int
        Places in the series; `stop` is not included.
    median : float
        Of the observed points from `start` to `stop`; of the first segment, of those
        of the baseline alone.
    side : int
        1 when it was entered by a shift upwards, -1 downwards, 0 at first.
    """

    start: int
    stop: int
    median: float
    side: int


@arguments(baseline=instance_of(int), length=instance_of(int))
def segments(
    values: Sequence[float], *, baseline: int, length: int
) -> tuple[Segment, ...]:
    """Return the baseline and each sustained shift after it.

    Points are watched from the end of the baseline on. A run of `length`
    useful points (observed, and not on the median) on one side is a shift; it
    begins at the first of them, and the median of these `length` points is the
    one that the following are watched against. A segment's `median` is that of
    all its points; what follows the baseline does not move the baseline's.

    Parameters
    ----------
    values : sequence of float, length n
        In order of time; NaN where nothing was observed or to be counted.
    baseline : int
        How many of the first places are the baseline.
    length : int
        How many useful points make a shift.

    Returns
    -------
    tuple of Segment
        Empty when the baseline has no observed point.

    Examples
    --------
    >>> values = [5, 6, 4, 5, 9, 8, 9, 9, 8]
    >>> [
    ...     (segment.start, segment.stop, segment.median, segment.side)
    ...     for segment in segments(values, baseline=4, length=4)
    ... ]
    [(0, 4, 5.0, 0), (4, 9, 9.0, 1)]
    """
    seen = _observed(values[:baseline])
    if not seen:
        return ()
    found = spc.sustained_shifts(
        values, baseline=min(baseline, len(values)), length=length
    )
    # Points between the baseline and the first shift belong to the baseline's
    # stretch, and do not move its median.
    starts = [0, *(sustained_shift.first for sustained_shift in found[1:])]
    stops = [*starts[1:], len(values)]
    made = [Segment(0, stops[0], float(median(seen)), 0)]
    for shift, start, stop in zip(found[1:], starts[1:], stops[1:], strict=True):
        middle = float(median(_observed(values[start:stop])))
        made.append(Segment(start, stop, middle, shift.direction))
    return tuple(made)


def _observed(values: Sequence[float]) -> list[float]:
    return [value for value in values if not math.isnan(value)]
