"""Blocks of rows: as many charts at a time as fit in the cache of a processor.

An array operation on 65,536 numbers reads them from the second-level cache; on some
millions, it waits for memory. So many charts are computed, and read, in blocks of whole
rows: with phases, 100,000 x 24 takes between a quarter and three quarters of the time
that it takes at once. A row is never cut but between phases, as what a statistic or a
rule says of a point may depend on any other point of its phase.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._charts._view import Bools

__all__ = ["at_once", "blocks"]

#: So many points are worked on at once, but for a phase that is longer.
CHUNK: Final = 1 << 16


def at_once(shape: tuple[int, ...]) -> bool:
    """Say whether charts of this shape (..., n) fit in one block."""
    return math.prod(shape) <= CHUNK


def blocks(
    shape: tuple[int, int], breaks: Bools | None
) -> Iterator[tuple[slice, slice]]:
    """Yield the rows and the points of each block of (k, n), at least one.

    A block is as many whole rows as have `CHUNK` points together. A row that is longer
    comes by itself: as many whole phases at a time as have `CHUNK` points, or one.

    Parameters
    ----------
    shape : (k, n)
    breaks : ndarray of bool, shape (k, n), optional
        True where a new phase starts; the first point needs no mark.

    Examples
    --------
    >>> [(rows.start, rows.stop) for rows, _ in blocks((100_000, 24), None)][:2]
    [(0, 2730), (2730, 5460)]
    """
    k, n = shape
    step = max(CHUNK // max(n, 1), 1)
    for row in range(0, max(k, 1), step):
        rows = slice(row, min(row + step, k))
        edges = None if breaks is None or n <= CHUNK else breaks[row]
        for start, stop in _spans(edges, n):
            yield rows, slice(start, stop)


def _spans(breaks: Bools | None, n: int) -> Iterator[tuple[int, int]]:
    """Yield where stretches of whole phases of one row (n,) start and stop."""
    edges = [] if breaks is None else (np.flatnonzero(breaks[1:]) + 1).tolist()
    start = 0
    for first, stop in pairwise([0, *edges, n]):
        if start < first and stop - start > CHUNK:
            yield start, first
            start = first
    yield start, n
