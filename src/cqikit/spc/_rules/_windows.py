"""Windows of so many points along a line, and the points that belong to them.

A window that is found is named by its first point. All work is on bits, both
directions at once; a window of k points takes about log2(k) steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.spc._rules._flags import directed, undirected
from cqikit.spc._rules._useful import BOTH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cqikit.spc._rules._conventions import Marks
    from cqikit.spc._rules._useful import Codes, Indexes
    from cqikit.spc._view import Bools, Flags

__all__ = [
    "all_in",
    "among",
    "any_in",
    "at_least",
    "marked",
    "signals",
    "slid",
    "undirected_signals",
]


def all_in(codes: Codes, width: int) -> Codes:
    """Return the bits that all points of each window have, (m - width + 1,)."""
    return _doubled(np.bitwise_and, codes, width)


def any_in(codes: Codes, width: int) -> Codes:
    """Return the bits that any point of each window has, (m - width + 1,)."""
    return _doubled(np.bitwise_or, codes, width)


def _doubled(combine: np.ufunc, codes: Codes, width: int) -> Codes:
    if codes.size < width:
        return codes[:0]
    size = 1
    while 2 * size <= width:
        codes = combine(codes[size:], codes[:-size])
        size *= 2
    rest = width - size
    return combine(codes[rest:], codes[:-rest]) if rest else codes


def at_least(points: Sequence[Codes], count: int) -> Codes:
    """Return the bits that `count` or more of `points` have, one array a point.

    One point after another is taken in; `have[k]` are the bits that more than
    k of those so far have.
    """
    have = [points[0]]
    for taken, point in enumerate(points[1:], start=1):
        if len(have) < count:
            have.append(have[-1] & point)
        # A count from which too few points are left to reach `count` is let be.
        least = max(count - (len(points) - taken), 0)
        for k in range(min(taken, count) - 1, least - 1, -1):
            have[k] = have[k] | (have[k - 1] & point if k else point)
    return have[-1]


def slid(array: NDArray[Any], width: int) -> list[NDArray[Any]]:
    """Return the first, second ... last point of all windows."""
    windows = max(array.size - width + 1, 0)
    return [array[taken : taken + windows] for taken in range(width)]


def marked(windows: Codes, width: int, codes: Codes, marks: Marks) -> Codes | None:
    """Return the bits of the points that are flagged for the windows found.

    Parameters
    ----------
    windows : ndarray of uint8, shape (m - width + 1,)
        Bits of the windows that are patterns, by their first point.
    width : int
    codes : ndarray of uint8, shape (m,)
        Bits of the points themselves, which "beyond" asks for.
    marks : {"all", "beyond", "completing"}

    Returns
    -------
    ndarray of uint8, shape (m,), or None
        None where there is no such window, which is the most frequent case.
    """
    if not np.count_nonzero(windows):
        return None
    if marks == "completing":
        bits: Codes = np.zeros(codes.size, dtype=np.uint8)
        bits[width - 1 :] = windows
        return bits
    spaced: Codes = np.zeros(windows.size + 2 * (width - 1), dtype=np.uint8)
    spaced[width - 1 : width - 1 + windows.size] = windows
    bits = any_in(spaced, width)
    if marks == "beyond":
        return bits & codes
    both: Bools = bits == BOTH
    if np.count_nonzero(both):
        bits[both] = _later(windows, np.flatnonzero(both))
    return bits


def signals(windows: Codes, width: int, codes: Codes, marks: Marks) -> Flags:
    """Return the flags, with direction, of the windows found; see `marked`."""
    bits = marked(windows, width, codes, marks)
    return np.zeros(codes.size, dtype=np.int8) if bits is None else directed(bits)


def undirected_signals(windows: Codes, width: int, codes: Codes, marks: Marks) -> Flags:
    """Return the flags, without direction, of the windows found, marked by 1."""
    bits = marked(windows, width, codes, marks)
    return np.zeros(codes.size, dtype=np.int8) if bits is None else undirected(bits)


def _later(windows: Codes, at: Indexes) -> Codes:
    """Return the bits of the window that begins later, at points of both ways.

    Such a point is the peak between a rise and a fall.
    """
    order = np.arange(windows.size)
    rising, falling = (
        np.maximum.accumulate(np.where(windows & np.uint8(bit), order, -1))
        for bit in (1, 2)
    )
    last = np.minimum(at, windows.size - 1)
    return np.where(rising[last] > falling[last], 1, 2).astype(np.uint8)


def among(
    left_out: Bools | None,
    flags_of: Callable[..., Flags],
    *arrays: NDArray[Any],
) -> Flags:
    """Return flags found without the places `left_out`, which get none."""
    if left_out is None or not np.count_nonzero(left_out):
        return flags_of(*arrays)
    flags: Flags = np.zeros(left_out.size, dtype=np.int8)
    kept = ~left_out
    flags[kept] = flags_of(*(array[kept] for array in arrays))
    return flags
