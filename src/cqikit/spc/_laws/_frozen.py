"""Runs after a baseline: its centre is off by chance, and off for all of them."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cqikit.spc._laws._blocks import blocks, crossings_within
from cqikit.spc._laws._joint import RunsLaw
from cqikit.spc._laws._normal import log_normal_below

if TYPE_CHECKING:
    from cqikit.spc._laws._centres import FrozenCentre
    from cqikit.spc._view import Floats

__all__ = ["MOST_AFTER_BASELINE", "law_after"]

#: Weights of whole series are counted with floats, which reach to about 2**1000.
MOST_AFTER_BASELINE = 1000
GRID = np.linspace(-8.0, 8.0, 401)


def law_after(centre: FrozenCentre, n: int, shift: float = 0.0) -> RunsLaw:
    """Return the law of runs of the `n` points after a baseline; normal data.

    Given how far the frozen centre is off, each later point lies above it with
    one and the same chance; the law is the mean over all such centres.
    """
    where, weights = _centre_density(centre.points, centre.statistic)
    above, under = log_normal_below(shift - where), log_normal_below(where - shift)
    ups = np.arange(n + 1)
    # E[p^s (1-p)^(n-s)] for s points above, shape (n + 1,).
    logs = above[:, None] * ups + under[:, None] * (n - ups)
    moments = weights @ np.exp(logs)

    @cache
    def at_most(longest: int) -> Floats:
        table = blocks(n, longest, 1.0)
        law: Floats = crossings_within(table * moments, table, n)
        return law

    about = f"centre: {centre}; the {n} points after them"
    return RunsLaw(n=n, about=about, at_most=at_most)


def _centre_density(points: int, statistic: str) -> tuple[Floats, Floats]:
    """Return where the centre of normal data may lie, and how likely each is."""
    if statistic == "mean":
        where = GRID / math.sqrt(points)
        weights = np.exp(-GRID * GRID / 2)
    elif points % 2:
        where, middle = GRID, points // 2
        weights = np.exp(
            middle * (log_normal_below(GRID) + log_normal_below(-GRID)) - GRID**2 / 2
        )
    else:
        where = GRID
        weights = _between_middles(points // 2)
    return where, weights / weights.sum()


def _between_middles(half: int) -> Floats:
    """Return the density of the mean of the two middle ones of 2 * half draws."""
    # They lie equally far from their mean, one below it and one above.
    nodes, lengths = np.polynomial.legendre.leggauss(80)
    apart = 4.0 * (nodes + 1)
    low, high = GRID[:, None] - apart, GRID[:, None] + apart
    logs = (half - 1) * (log_normal_below(low) + log_normal_below(-high)) - (
        low**2 + high**2
    ) / 2
    density: Floats = np.exp(logs) @ lengths
    return density
