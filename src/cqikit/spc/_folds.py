"""Averages of terms of points, block by block where a phase is long.

A term is a function of `Points`: the values, say, or the steps between them. Terms
that need the point before have a `lap` of 1.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from cqikit.spc._chunks import CHUNK
from cqikit.spc._statistics import mean, median, ratio, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cqikit.spc._kind import Points
    from cqikit.spc._view import Floats

    Terms: TypeAlias = Callable[[Points], Floats]

__all__ = ["extremes_of", "mean_of", "median_of", "total_of"]

#: The middle of a sample is within so many places of that of all, as good as surely.
SLACK: Final = 1024


def values_of(points: Points) -> Floats:
    """Return the values of the points."""
    return points.values


def total_of(points: Points, terms: Terms) -> Floats:
    """Return the sums of `terms` along time, shape (..., 1); missing ones add 0."""
    if not points.long:
        return total(terms(points))
    sums = [total(terms(block)) for block in points.blocks()]
    summed: Floats = np.sum([np.zeros((1, 1)), *sums], axis=0)
    return summed


def mean_of(points: Points, terms: Terms = values_of, lap: int = 0) -> Floats:
    """Return the means of `terms` along time, shape (..., 1); NaN where all miss."""
    if not points.long:
        return mean(terms(points))
    sums, counts = [np.zeros((1, 1))], [0]
    for block in points.blocks(lap):
        found = terms(block)
        sums.append(total(found))
        counts.append(int(np.count_nonzero(~np.isnan(found))))
    return ratio(np.sum(sums, axis=0), np.full(1, float(sum(counts))))


def extremes_of(points: Points, terms: Terms = values_of) -> tuple[Floats, Floats]:
    """Return least and largest of `terms` along time, each (..., 1); NaN for none."""
    least: Any = np.nan
    most: Any = np.nan
    for block in points.blocks():
        found = terms(block)
        # The starting value takes care of rows without a point.
        low = np.fmin.reduce(found, axis=-1, keepdims=True, initial=np.nan)
        high = np.fmax.reduce(found, axis=-1, keepdims=True, initial=np.nan)
        least, most = np.fmin(least, low), np.fmax(most, high)
    return least, most


def median_of(points: Points, terms: Terms = values_of, lap: int = 0) -> Floats:
    """Return the medians of `terms` along time, shape (..., 1); NaN where all miss."""
    if not points.long:
        return median(terms(points))

    def between(low: float, high: float) -> Iterator[Floats]:
        for block in points.blocks(lap):
            found = terms(block)
            yield found[(found >= low) & (found <= high)]

    count = sum(found.size for found in between(-math.inf, math.inf))
    if not count:
        return np.full((1, 1), np.nan)
    low = _ranked(between, (count - 1) // 2, count)
    high = low if count % 2 else _ranked(between, count // 2, count)
    return np.full((1, 1), low + (high - low) / 2)


def _ranked(
    between: Callable[[float, float], Iterator[Floats]], rank: int, inside: int
) -> float:
    """Return the term of this rank, from 0, without ever having all of them.

    What may hold it is narrowed, by the middle of a sample, until it can be held.
    """
    low, high = -math.inf, math.inf
    while inside > CHUNK:
        stride = -(-inside // CHUNK)
        # Copies, as views would keep all of what they are views of.
        thinned = [one[::stride].copy() for one in between(low, high)]
        sample = np.sort(np.concatenate(thinned))
        middle = rank * sample.size // inside
        around = (middle - SLACK, middle, middle + SLACK)
        for pivot in sample[np.clip(around, 0, sample.size - 1)].tolist():
            if not low <= pivot <= high:
                continue
            less = same = 0
            for found in between(low, high):
                less += int(np.count_nonzero(found < pivot))
                same += int(np.count_nonzero(found == pivot))
            if less <= rank < less + same:
                return float(pivot)
            if rank < less:
                high, inside = math.nextafter(pivot, -math.inf), less
            else:
                low = math.nextafter(pivot, math.inf)
                rank, inside = rank - less - same, inside - less - same
    held = np.concatenate(list(between(low, high)))
    return float(np.partition(held, rank)[rank])
