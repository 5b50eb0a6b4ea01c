"""From the level and spread of a phase to the sigma of each point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cqikit.spc._constants import MEAN_OF_RANGE, c4, d2, d3

if TYPE_CHECKING:
    from cqikit.spc._view import Floats

__all__ = [
    "binomial",
    "binomial_count",
    "expected_count",
    "geometric",
    "of_mean",
    "of_mean_by_size",
    "of_range",
    "of_sd",
    "of_sd_by_size",
    "of_step",
    "poisson",
    "poisson_rate",
    "range_line",
]


def _some(sizes: Floats | None) -> Floats:
    """Return the sizes, 1 where there are none and NaN where they are 0."""
    if sizes is None:
        return np.ones(1)
    return np.where(sizes > 0, sizes, np.nan) if (sizes <= 0).any() else sizes


def _times(sigma: Floats, spread: Floats | None) -> Floats:
    return sigma if spread is None else sigma * spread


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
