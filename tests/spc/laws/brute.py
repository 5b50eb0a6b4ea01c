"""Every series of signs, one by one: what the exact laws are held against."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@cache
def series(n: int) -> NDArray[np.bool_]:
    """Return all 2**n series of n signs, True above, one a row."""
    numbers = np.arange(2**n)[:, None]
    signs: NDArray[np.bool_] = (numbers >> np.arange(n)) & 1 == 1
    return signs


def crossings_and_longest(signs: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Count, point by point, the crossings and the longest run of each row."""
    rows, n = signs.shape
    crossings, run, longest = np.zeros((3, rows), dtype=np.int64)
    for place in range(n):
        if place:
            crosses = signs[:, place] != signs[:, place - 1]
            crossings += crosses
            run[crosses] = 0
        run += 1
        longest = np.maximum(longest, run)
    return crossings, longest


@cache
def tally(n: int) -> Ints:
    """Return how many series have so many points above, crossings, longest run.

    Shape (n + 1, n, n + 1).
    """
    signs = series(n)
    crossings, longest = crossings_and_longest(signs)
    counts = np.zeros((n + 1, n, n + 1), dtype=np.int64)
    np.add.at(counts, (signs.sum(axis=1), crossings, longest), 1)
    return counts
