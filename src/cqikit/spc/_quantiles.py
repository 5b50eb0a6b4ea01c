"""Limits at exact quantiles, with as much beyond each as beyond a normal limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.spc._view import Floats

__all__ = [
    "binomial_limits",
    "exponential_limits",
    "geometric_limits",
    "poisson_limits",
    "tail_of",
]


def tail_of(width: float) -> float:
    """Return the probability beyond `width` sigma on one side: 0.00135 for 3."""
    # scipy costs more to import than all of this room.
    from scipy.special import ndtr  # noqa: PLC0415

    return float(ndtr(-width))


def binomial_limits(
    centre: Floats, _spread: Floats | None, sizes: Floats, width: float
) -> tuple[Floats, Floats]:
    """Return the quantiles of a binomial count, as ratios."""
    from scipy.special import bdtr  # noqa: PLC0415

    tail, n = tail_of(width), np.where(sizes > 0, np.floor(sizes), np.nan)
    start = n * centre
    step = np.sqrt(n * centre * (1 - centre))

    def at_most(count: Floats) -> Floats:
        trials = np.where(np.isnan(n), 0, n).astype(int)
        below: Floats = np.where(
            count < 0, 0.0, bdtr(np.clip(count, 0, trials), trials, centre)
        )
        return below

    low = _quantile(at_most, tail, start - width * step)
    high = _quantile(at_most, 1 - tail, start + width * step)
    return low / n, high / n


def poisson_limits(
    centre: Floats, _spread: Floats | None, sizes: Floats | None, width: float
) -> tuple[Floats, Floats]:
    """Return the quantiles of a Poisson count, over its exposure."""
    from scipy.special import pdtr  # noqa: PLC0415

    tail = tail_of(width)
    n = np.ones(1) if sizes is None else np.where(sizes > 0, sizes, np.nan)
    start = n * centre

    def at_most(count: Floats) -> Floats:
        below: Floats = np.where(count < 0, 0.0, pdtr(np.maximum(count, 0), start))
        return below

    low = _quantile(at_most, tail, start - width * np.sqrt(start))
    high = _quantile(at_most, 1 - tail, start + width * np.sqrt(start))
    return low / n, high / n


def _quantile(
    at_most: Callable[[Floats], Floats], probability: float, start: Floats
) -> Floats:
    """Return the smallest whole number that is not exceeded with this probability."""
    count = np.maximum(np.floor(start), 0.0)
    lacking = at_most(count) < probability
    while lacking.any():
        count = count + lacking
        lacking = at_most(count) < probability
    ample = (count > 0) & (at_most(count - 1) >= probability)
    while ample.any():
        count = count - ample
        ample = (count > 0) & (at_most(count - 1) >= probability)
    return count


def geometric_limits(
    centre: Floats, spread: Floats | None, _sizes: Floats | None, width: float
) -> tuple[Floats, Floats]:
    """Return the quantiles of a geometric count that starts from 0."""
    level = centre if spread is None else spread
    stays = np.log(level / (level + 1))
    tail = tail_of(width)
    low = np.maximum(np.ceil(np.log1p(-tail) / stays) - 1, 0)
    return low, np.maximum(np.ceil(np.log(tail) / stays) - 1, 0)


def exponential_limits(
    centre: Floats, _spread: Floats | None, _sizes: Floats | None, width: float
) -> tuple[Floats, Floats]:
    """Return the quantiles of an exponential time of this mean."""
    tail = tail_of(width)
    return -np.log1p(-tail) * centre, -np.log(tail) * centre
