"""From the level and spread of a phase to the sigma, or the limits, of each point.

Sigmas are the standard deviations of the distributions, in closed form. Limits at exact
quantiles have as much beyond each as lies beyond a normal limit; the quantile of a
count is found from its normal approximation, by doubling steps and bisection: log2 of
how far that is off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cqikit.core import say
from cqikit.errors import FieldError
from cqikit.spc._charts._constants import MEAN_OF_RANGE, c4, d2, d3
from cqikit.spc._charts._floats import LARGEST_EXACT

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.spc._charts._view import Floats


__all__ = [
    "binomial",
    "binomial_count",
    "binomial_limits",
    "expected_count",
    "exponential_limits",
    "geometric",
    "geometric_limits",
    "of_mean",
    "of_mean_by_size",
    "of_range",
    "of_sd",
    "of_sd_by_size",
    "of_step",
    "poisson",
    "poisson_limits",
    "poisson_rate",
    "quantile",
    "range_line",
    "tail_of",
]


def _some(sizes: Floats | None) -> Floats:
    """Return the sizes, 1 where there are none and NaN where they are 0."""
    if sizes is None:
        return np.ones(1)
    none = np.count_nonzero(sizes <= 0)
    return np.where(sizes > 0, sizes, np.nan) if none else sizes


def _times(sigma: Floats, spread: Floats | None) -> Floats:
    if spread is None:
        return sigma
    wider: Floats = sigma * spread
    # Where nothing can vary, nobody can say how many times wider it does.
    return np.where(sigma == 0, 0.0, wider) if (sigma == 0).any() else wider


def binomial(centre: Floats, spread: Floats | None, sizes: Floats | None) -> Floats:
    """Return √(p(1-p)/n), times the spread where there is one."""
    return _times(np.sqrt(centre * (1 - centre) / _some(sizes)), spread)


def binomial_count(
    centre: Floats, spread: Floats | None, sizes: Floats | None
) -> Floats:
    """Return √(np(1-p))."""
    return _times(np.sqrt(centre * (1 - centre) * _some(sizes)), spread)


def expected_count(
    centre: Floats, _spread: Floats | None, sizes: Floats | None
) -> Floats:
    """Return np."""
    line: Floats = centre * _some(sizes)
    return line


def poisson(centre: Floats, spread: Floats | None, _sizes: Floats | None) -> Floats:
    """Return √c."""
    return _times(np.sqrt(centre), spread)


def poisson_rate(centre: Floats, spread: Floats | None, sizes: Floats | None) -> Floats:
    """Return √(u/n), times the spread where there is one."""
    return _times(np.sqrt(centre / _some(sizes)), spread)


def geometric(centre: Floats, spread: Floats | None, _sizes: Floats | None) -> Floats:
    """Return √(g(g+1)) of the mean g, which is the spread where there is one."""
    level = centre if spread is None else spread
    sigma: Floats = np.sqrt(level * (level + 1))
    return sigma


def of_step(centre: Floats, _spread: Floats | None, _sizes: Floats | None) -> Floats:
    """Return the sigma of a moving range of this mean, d3(2)/d2(2) of it."""
    ratio = np.sqrt(2 - MEAN_OF_RANGE**2) / MEAN_OF_RANGE
    sigma: Floats = centre * ratio
    return sigma


def of_mean(_centre: Floats, spread: Floats, sizes: Floats | None) -> Floats:
    """Return σ/√n."""
    sigma: Floats = spread / np.sqrt(_some(sizes))
    return sigma


def of_mean_by_size(_centre: Floats, spread: Floats, sizes: Floats) -> Floats:
    """Return S/(c4(n)√n), a third of A3(n)·S."""
    sigma: Floats = spread / (c4(sizes) * np.sqrt(_some(sizes)))
    return sigma


def of_sd(_centre: Floats, spread: Floats, sizes: Floats) -> Floats:
    """Return σ√(1-c4²)."""
    sigma: Floats = spread * np.sqrt(1 - c4(sizes) ** 2)
    return sigma


def of_sd_by_size(centre: Floats, _spread: None, sizes: Floats) -> Floats:
    """Return S√(1-c4²)/c4, a third of (B4(n) - 1)·S."""
    bias = c4(sizes)
    sigma: Floats = centre * np.sqrt(1 - bias**2) / bias
    return sigma


def of_range(centre: Floats, _spread: None, sizes: Floats) -> Floats:
    """Return d3(n)σ."""
    sigma: Floats = d3(sizes) * centre
    return sigma


def range_line(centre: Floats, _spread: None, sizes: Floats) -> Floats:
    """Return d2(n)σ."""
    line: Floats = d2(sizes) * centre
    return line


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
    _check_whole("sizes", n)
    start = n * centre
    step = np.sqrt(n * centre * (1 - centre))

    def at_most(count: Floats) -> Floats:
        trials = np.where(np.isnan(n), 0, n).astype(int)
        below: Floats = np.where(
            count < 0, 0.0, bdtr(np.clip(count, 0, trials), trials, centre)
        )
        return below

    low = quantile(at_most, tail, np.floor(start - width * step))
    high = quantile(at_most, 1 - tail, np.floor(start + width * step))
    return low / n, high / n


def poisson_limits(
    centre: Floats, _spread: Floats | None, sizes: Floats | None, width: float
) -> tuple[Floats, Floats]:
    """Return the quantiles of a Poisson count, over its exposure."""
    from scipy.special import pdtr  # noqa: PLC0415

    tail = tail_of(width)
    n = np.ones(1) if sizes is None else np.where(sizes > 0, sizes, np.nan)
    start = n * centre
    _check_whole("values", start)

    def at_most(count: Floats) -> Floats:
        below: Floats = np.where(count < 0, 0.0, pdtr(np.maximum(count, 0), start))
        return below

    low = quantile(at_most, tail, np.floor(start - width * np.sqrt(start)))
    high = quantile(at_most, 1 - tail, np.floor(start + width * np.sqrt(start)))
    return low / n, high / n


def _check_whole(name: str, counts: Floats) -> None:
    """Refuse counts so large that not every whole number beside them is a float."""
    if (counts > LARGEST_EXACT).any():
        most = say("must be at most {most}", most=LARGEST_EXACT)
        raise FieldError(name, most, float(np.nanmax(counts)))


def quantile(
    at_most: Callable[[Floats], Floats], probability: float, start: Floats
) -> Floats:
    """Return the smallest count with P(count or fewer) >= `probability`, at least 0.

    `at_most` is 0 below 0. By doubling steps away from `start`, whole numbers, and
    halving them on the way back; NaN stays NaN.
    """
    low, high, step = start - 1, start + 1, 1.0
    while (short := at_most(high) < probability).any():
        high = np.where(short, high + step, high)
        step *= 2
    step = 1.0
    while (ample := (at_most(low) >= probability) & (low >= 0)).any():
        low = np.where(ample, low - step, low)
        step *= 2
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        enough = at_most(middle) >= probability
        high, low = np.where(enough, middle, high), np.where(enough, low, middle)
    return high


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
