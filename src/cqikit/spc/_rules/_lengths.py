"""Runs on one side of the centre, and how long or how few they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from attrs import frozen
from scipy.special import bdtr

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Codes",
    "Indexes",
    "Ints",
    "RunLengths",
    "fewest_crossings",
    "longest_allowed",
    "run_lengths",
]


Ints: TypeAlias = "NDArray[np.int64]"
Indexes: TypeAlias = "NDArray[np.intp]"
#: Bits 1 (above, rising) and 2 (below, falling).
Codes: TypeAlias = "NDArray[np.uint8]"


@frozen(eq=False)
class RunLengths:
    """Runs of useful points along a line of charts.

    `at` says where the useful points are; run r begins at useful point
    `starts[r]`, has `lengths[r]` of them, lies on the side `codes[r]` and in
    phase `phases[r]` of all. `useful`, `longest` and `crossings` have one
    number a phase.
    """

    at: Indexes
    starts: Indexes
    lengths: Indexes
    codes: Codes
    phases: Indexes
    useful: Ints
    longest: Ints
    crossings: Ints


def run_lengths(side: Codes, gaps: Indexes) -> RunLengths:
    """Return the runs in `side` (m,), which no run bridges at `gaps`."""
    at = np.flatnonzero(side)
    codes = side[at]
    count = gaps.size
    phase = np.searchsorted(gaps, at)
    begins = np.empty(at.size, dtype=bool)
    begins[:1] = True
    np.not_equal(codes[1:], codes[:-1], out=begins[1:])
    begins[1:] |= phase[1:] != phase[:-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=at.size)
    phases = phase[starts]
    runs = np.bincount(phases, minlength=count)
    longest = np.zeros(count, dtype=np.int64)
    there = runs > 0
    if starts.size:
        first = (np.cumsum(runs) - runs)[there]
        longest[there] = np.maximum.reduceat(lengths, first)
    return RunLengths(
        at=at,
        starts=starts,
        lengths=lengths,
        codes=codes[starts],
        phases=phases,
        useful=np.bincount(phase, minlength=count),
        longest=longest,
        crossings=np.maximum(runs - 1, 0),
    )


def longest_allowed(useful: Ints) -> Ints:
    """Return the longest run that `useful` points may have by chance.

    ``round(log2(n)) + 3``, Anhøj & Olesen, PLoS ONE 2014;9(11):e113825; 0 for
    no point.
    """
    allowed = np.rint(np.log2(np.maximum(useful, 1))).astype(np.int64) + 3
    return np.where(useful > 0, allowed, 0)


def fewest_crossings(useful: Ints, tail: float = 0.05) -> Ints:
    """Return the fewest crossings that `useful` points may have by chance.

    The `tail` quantile of Binomial(n - 1, 1/2), Anhøj & Olesen 2014: the
    smallest k with P(crossings <= k) >= tail.
    """
    sizes, back = np.unique(useful, return_inverse=True)
    trials = np.maximum(sizes - 1, 0)
    # Hoeffding's inequality gives a place surely not above the quantile, from
    # which few steps up are left.
    reach = np.sqrt(trials * np.log(1 / tail) / 2)
    k = np.maximum(np.floor(trials / 2 - reach), 0.0)
    while True:
        short = bdtr(k, trials, 0.5) < tail
        if not short.any():
            break
        k += short
    fewest: Ints = k.astype(np.int64)[back].reshape(np.shape(useful))
    return fewest
