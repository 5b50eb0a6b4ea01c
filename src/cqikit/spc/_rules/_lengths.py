"""Runs on one side of the centre, and how long or how few they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cqikit.spc._laws._boxes import RunsBox
    from cqikit.spc._view import Bools

__all__ = [
    "Codes",
    "Indexes",
    "Ints",
    "RunLengths",
    "leaves_box",
    "limits_of",
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


def run_lengths(
    side: Codes, gaps: Indexes, missing: NDArray[np.bool_] | None = None
) -> RunLengths:
    """Return the runs in `side` (m,), which no run bridges at `gaps`.

    Nor does one bridge a place that is `missing`, where that is given; a
    crossing is counted all the same.
    """
    at = np.flatnonzero(side)
    codes = side[at]
    count = gaps.size
    phase = np.searchsorted(gaps, at)
    begins = np.empty(at.size, dtype=bool)
    begins[:1] = True
    np.not_equal(phase[1:], phase[:-1], out=begins[1:])
    begins[1:] |= codes[1:] != codes[:-1]
    sides = np.bincount(phase[begins], minlength=count)
    if missing is not None:
        before = np.cumsum(missing)[at]
        begins[1:] |= before[1:] != before[:-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=at.size)
    phases = phase[starts]
    longest = np.zeros(count, dtype=np.int64)
    if starts.size:
        runs = np.bincount(phases, minlength=count)
        there = runs > 0
        longest[there] = np.maximum.reduceat(lengths, (np.cumsum(runs) - runs)[there])
    return RunLengths(
        at=at,
        starts=starts,
        lengths=lengths,
        codes=codes[starts],
        phases=phases,
        useful=np.bincount(phase, minlength=count),
        longest=longest,
        crossings=np.maximum(sides - 1, 0),
    )


def limits_of(useful: Ints, limits: Callable[[int], RunsBox]) -> tuple[Ints, Ints]:
    """Return the longest run and the fewest crossings allowed, one a phase."""
    sizes, place = np.unique(useful, return_inverse=True)
    boxes = [limits(size) for size in sizes.tolist()]
    longest = np.array([box.longest for box in boxes], dtype=np.int64)
    crossings = np.array([box.crossings for box in boxes], dtype=np.int64)
    return longest[place].reshape(useful.shape), crossings[place].reshape(useful.shape)


def leaves_box(runs: RunLengths, limits: Callable[[int], RunsBox]) -> Bools:
    """Return which phases have runs that do not pass for random variation."""
    leaves: Bools = np.zeros(runs.useful.shape, dtype=bool)
    for size in np.unique(runs.useful).tolist():
        at = runs.useful == size
        held = limits(size).holds(runs.crossings[at], runs.longest[at])
        leaves[at] = ~held
    return leaves
