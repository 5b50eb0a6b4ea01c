"""Windows of so many points along a line, and the points that belong to them.

A window that is found is named by its first point. All work is on bits, both
directions at once; a window of k points takes about log2(k) steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cqikit.spc._rules._conventions import Marks
    from cqikit.spc._rules._lengths import Codes
    from cqikit.spc._view import Bools, Flags

__all__ = ["all_in", "among", "any_in", "at_least", "marked", "slid"]


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
    have = [np.zeros_like(points[0])] * count
    for taken, point in enumerate(points):
        # A count from which too few points are left to reach `count` is let be.
        least = max(count - (len(points) - taken), 0)
        for k in range(min(taken, count - 1), least - 1, -1):
            have[k] = have[k] | (have[k - 1] & point if k else point)
    return have[-1]


def slid(array: NDArray[Any], width: int) -> list[NDArray[Any]]:
    """Return the first, second ... last point of all windows."""
    windows = max(array.size - width + 1, 0)
    return [array[taken : taken + windows] for taken in range(width)]


def marked(windows: Codes, width: int, codes: Codes, marks: Marks) -> Codes:
    """Return the bits of the points that are flagged for the windows found.

    Parameters
    ----------
    windows : ndarray of uint8, shape (m - width + 1,)
        Bits of the windows that are patterns, by their first point.
    width : int
    codes : ndarray of uint8, shape (m,)
        Bits of the points themselves, which "beyond" asks for.
    marks : {"all", "beyond", "completing"}
    """
    bits: Codes = np.zeros(codes.size, dtype=np.uint8)
    # count_nonzero answers this sooner than any() does.
    if not np.count_nonzero(windows):
        return bits
    if marks == "completing":
        bits[width - 1 :] = windows
        return bits
    bits = _belonging(windows, width)
    return bits & codes if marks == "beyond" else bits


def _belonging(windows: Codes, width: int) -> Codes:
    """Return the bits of the windows that each point belongs to.

    A point of windows both ways, such as the peak between a rise and a fall,
    goes with the window that begins later.
    """
    spaced: Codes = np.zeros(windows.size + 2 * (width - 1), dtype=np.uint8)
    spaced[width - 1 : width - 1 + windows.size] = windows
    bits = any_in(spaced, width)
    both: Bools = bits == 3
    if both.any():
        order = np.arange(windows.size)
        rising, falling = (
            np.maximum.accumulate(np.where(windows & bit, order, -1)) for bit in (1, 2)
        )
        at = np.flatnonzero(both)
        last = np.minimum(at, windows.size - 1)
        bits[at] = np.where(rising[last] > falling[last], 1, 2)
    return bits


def among(
    left_out: Bools | None,
    array: NDArray[Any],
    flags_of: Callable[[NDArray[Any]], Flags],
) -> Flags:
    """Return flags found without the places `left_out`, which get none."""
    if left_out is None or not left_out.any():
        return flags_of(array)
    flags: Flags = np.zeros(left_out.size, dtype=np.int8)
    kept = ~left_out
    flags[kept] = flags_of(array[kept])
    return flags
