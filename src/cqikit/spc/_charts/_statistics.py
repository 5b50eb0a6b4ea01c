"""Averages along time that leave missing values out.

A sum is NumPy's pairwise one, whose rounding error grows with log n, of what was
observed, in order of time (`np.add.reduceat`: `reduce` and einsum add in an order that
depends on how many rows there are). So it has the same last bit whichever rows are
beside it, and however many missing values are before, between or after.

A median is the middle of a sorted row where rows are short, as NumPy sorts them all in
one call; where they are long, it is found by quickselect (Hoare's FIND, linear on
average).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Floats

__all__ = [
    "any_nan",
    "divided",
    "extremes",
    "mean",
    "median",
    "moving_ranges",
    "ratio",
    "total",
]

#: From so many points on, in rows up to so short, rows are sorted.
MANY: Final = 4096
SHORT: Final = 512
#: Where the sum of a row starts.
FIRST: Final = np.zeros(1, dtype=np.intp)


def total(values: Floats) -> Floats:
    """Return the sums along time, shape (..., 1); missing values add nothing.

    Examples
    --------
    >>> total(np.array([[1.0, np.nan, 2.0]])).tolist()
    [[3.0]]
    """
    return _totals(values)[0]


def any_nan(values: Floats) -> bool:
    """Say whether any of `values` is missing; quick where there is just one."""
    if values.size == 1:
        return math.isnan(values.item())
    return bool(np.isnan(values).any())


def _totals(values: Floats) -> tuple[Floats, Any]:
    """Return the sums along time, and of how many each is: one number if of all."""
    points = values.shape[-1]
    if not points:
        return np.zeros((*values.shape[:-1], 1)), points
    summed: Floats = np.add.reduceat(values, FIRST, -1)
    if not any_nan(summed):
        return summed, points
    there = ~np.isnan(values)
    # Whole numbers, which einsum counts in a third of the time of `count_nonzero`.
    counts = np.einsum("...i->...", there.astype(float)).astype(np.intp).reshape(-1)
    # Of an empty row, `reduceat` would say the first value of the next.
    filled = counts > 0
    starts = (np.cumsum(counts) - counts)[filled]
    found = np.zeros(counts.shape)
    found[filled] = np.add.reduceat(values[there], starts)
    return found.reshape(summed.shape), counts.reshape(summed.shape)


def mean(values: Floats) -> Floats:
    """Return the means along time, shape (..., 1); NaN where nothing was observed.

    Examples
    --------
    >>> mean(np.array([[1.0, np.nan, 2.0], [np.nan, np.nan, np.nan]])).tolist()
    [[1.5], [nan]]
    """
    summed, count = _totals(values)
    if isinstance(count, int) and count:
        return divided(summed, count)
    return ratio(summed, np.asarray(count))


def divided(numbers: Floats, by: float) -> Floats:
    """Return `numbers`, which are ours, by one number."""
    if numbers.size != 1 or not by:
        return np.divide(numbers, by, numbers)
    # Python divides one number in a fifth of the time.
    numbers.fill(numbers.item() / by)
    return numbers


def ratio(over: Floats, under: Floats) -> Floats:
    """Return `over` / `under`, NaN where `under` is 0.

    Nothing warns but the division of infinities: who may have some has NumPy ignore it.
    """
    none = under == 0
    if np.count_nonzero(none):
        under = np.where(none, np.nan, under)
    divided: Floats = over / under
    return divided


def median(values: Floats) -> Floats:
    """Return the medians along time, shape (..., 1); NaN where nothing was observed.

    Examples
    --------
    >>> median(np.array([[4.0, np.nan, 1.0, 2.0], [4.0, 3.0, 1.0, 2.0]])).tolist()
    [[2.0], [2.5]]
    """
    if values.size > MANY and values.shape[-1] > SHORT:
        return _median_of_long(values)
    if values.shape[-1] == 0:
        return np.full((*values.shape[:-1], 1), np.nan)
    # Sorting puts NaN last, so that the middle is that of what was observed.
    ordered = np.sort(values, axis=-1)
    missing = np.count_nonzero(np.isnan(values), axis=-1, keepdims=True)
    count = values.shape[-1] - missing
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, count // 2 % values.shape[-1], axis=-1)
    middle: Floats = low + (high - low) / 2
    return middle


def _median_of_long(values: Floats) -> Floats:
    """Return the medians of long rows, each by quickselect: linear, unlike sorting."""
    middles = np.full((*values.shape[:-1], 1), np.nan)
    for row in np.ndindex(values.shape[:-1]):
        seen = values[row]
        missing = np.isnan(seen)
        if missing.any():
            seen = seen[~missing]
        if seen.size:
            # Of an even number of values, the lower middle is the largest below.
            ordered = np.partition(seen, seen.size // 2)
            high = ordered[seen.size // 2]
            low = high if seen.size % 2 else ordered[: seen.size // 2].max()
            middles[row] = low + (high - low) / 2
    return middles


def extremes(values: Floats) -> tuple[Floats, Floats]:
    """Return least and largest along time, each (..., 1); NaN if nothing was observed.

    Examples
    --------
    >>> least, largest = extremes(np.array([3.0, np.nan, 1.0]))
    >>> least.tolist(), largest.tolist()
    ([1.0], [3.0])
    """
    # The starting value takes care of rows without a point.
    return (
        np.fmin.reduce(values, axis=-1, keepdims=True, initial=np.nan),
        np.fmax.reduce(values, axis=-1, keepdims=True, initial=np.nan),
    )


def moving_ranges(values: Floats) -> Floats:
    """Return the absolute steps between neighbours in time, shape (..., n - 1).

    A missing value has no neighbour: the ranges on both sides of it are NaN.

    Examples
    --------
    >>> moving_ranges(np.array([3.0, 5.0, np.nan, 4.0, 3.5])).tolist()
    [2.0, nan, nan, 0.5]
    """
    steps = values[..., 1:] - values[..., :-1]
    return np.abs(steps, out=steps)
