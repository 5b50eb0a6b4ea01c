"""Large arrays, so many points at a time, that what is held besides stays small."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cqikit.spc._view import Bools, Floats

__all__ = [
    "CHUNK",
    "anywhere",
    "at_once",
    "blocks",
    "chunks",
    "elementwise",
    "in_rows",
    "spans",
]

#: So many points are worked on at once; what is held besides input and result
#: is a few times this, however many charts there are and however long.
CHUNK: Final = 1 << 16


def in_rows(k: int, n: int) -> Iterator[slice]:
    """Yield stretches of k rows of n points, each of about `CHUNK` points at most."""
    step = max(CHUNK // max(n, 1), 1)
    for row in range(0, k, step):
        yield slice(row, min(row + step, k))


def chunks(shape: tuple[int, int]) -> Iterator[tuple[slice, slice]]:
    """Yield places that cover rows (k, n) once, each of at most `CHUNK` points.

    Examples
    --------
    >>> [(rows.start, rows.stop) for rows, _ in chunks((100_000, 24))][:2]
    [(0, 2730), (2730, 5460)]
    """
    k, n = shape
    for rows in in_rows(k, n):
        for start in range(0, n, CHUNK):
            yield rows, slice(start, min(start + CHUNK, n))


def elementwise(function: Callable[..., Floats], *arrays: Any) -> Floats:
    """Return `function` of arrays of one shape (..., n), which it keeps."""
    shape = arrays[0].shape
    if arrays[0].size <= CHUNK:
        return function(*arrays)
    found = np.empty(shape)
    rows = [one.reshape(-1, shape[-1]) for one in (found, *arrays)]
    for place in chunks(rows[0].shape):
        rows[0][place] = function(*(one[place] for one in rows[1:]))
    return found


def anywhere(function: Callable[..., Bools], *arrays: Any) -> bool:
    """Say whether `function` of arrays of one shape (..., n) is true of any point."""
    if arrays[0].size <= CHUNK:
        return bool(function(*arrays).any())
    rows = [one.reshape(-1, one.shape[-1]) for one in arrays]
    return any(
        function(*(one[place] for one in rows)).any() for place in chunks(rows[0].shape)
    )


def at_once(shape: tuple[int, ...]) -> bool:
    """Say whether charts of this shape (..., n) are few and short enough for a block."""
    return math.prod(shape) <= CHUNK


def blocks(
    shape: tuple[int, int], breaks: Bools | None
) -> Iterator[tuple[slice, slice]]:
    """Yield rows and points that cover (k, n) once, each some whole phases.

    As many rows as make up `CHUNK` points; a row that is longer than that comes by
    itself, some phases at a time. There is always one block.
    """
    k, n = shape
    if k * n == 0:
        yield slice(0, k), slice(0, n)
    for rows in in_rows(k, n) if n else ():
        edges = None if breaks is None or n <= CHUNK else breaks[rows.start]
        for start, stop in spans(edges, n):
            yield rows, slice(start, stop)


def spans(breaks: Bools | None, n: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of whole phases of one row, each of at most `CHUNK` points.

    A phase that is longer than that is a stretch of its own.

    Parameters
    ----------
    breaks : ndarray of bool, shape (n,), optional
        True where a new phase starts.
    n : int
    """
    edges: list[int] = []
    if breaks is not None:
        edges = (np.flatnonzero(breaks[1:]) + 1).tolist()
    start = 0
    for first, stop in pairwise([0, *edges, n]):
        if start < first and stop - start > CHUNK:
            yield start, first
            start = first
    yield start, n
