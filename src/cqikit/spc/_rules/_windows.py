"""Windows of so many points along a line, and the points that belong to them.

A window that is found is named by its first point. All work is on bits, both
directions at once; a window of k points takes about log2(k) steps. A short line
is one whole number for that, a byte a point: arrays are slow to begin with.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from cqikit.spc._rules._flags import directed, undirected
from cqikit.spc._rules._useful import BOTH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cqikit.spc._charts._view import Bools, Flags
    from cqikit.spc._rules._flags import Marks
    from cqikit.spc._rules._useful import Codes, Indexes

__all__ = [
    "all_in",
    "among",
    "any_in",
    "at_least",
    "before",
    "crowded_starts",
    "many_in",
    "marked",
    "signals",
    "slid",
    "undirected_signals",
]


#: Up to so many places, operations on one whole number beat those on an array.
FEW: Final = 1024

#: An array of bits, or a whole number for it.
Bits = TypeVar("Bits", "Codes", int)


def all_in(codes: Codes, width: int) -> Codes:
    """Return the bits that all points of each window have, (m - width + 1,)."""
    if codes.size < width:
        return codes[:0]
    if codes.size > FEW:
        for step in _steps(width):
            codes = codes[step:] & codes[:-step]
        return codes
    number = _as_number(codes)
    for step in _steps(width):
        number &= number >> 8 * step
    return _as_codes(number, codes.size, width)


def any_in(codes: Codes, width: int) -> Codes:
    """Return the bits that any point of each window has, (m - width + 1,)."""
    for step in _steps(width):
        codes = codes[step:] | codes[:-step]
    return codes


def many_in(codes: Codes, width: int, count: int) -> Codes:
    """Return the bits that `count` or more points of each window have."""
    if codes.size < width:
        return codes[:0]
    if codes.size > FEW:
        return at_least(slid(codes, width), count)
    number = _as_number(codes)
    points = [number >> 8 * place for place in range(width)]
    return _as_codes(at_least(points, count), codes.size, width)


@cache
def _steps(width: int) -> tuple[int, ...]:
    """Return how far to look ahead, time after time, to have seen so many points."""
    steps = [1 << power for power in range(width.bit_length() - 1)]
    rest = width - sum(steps) - 1
    return (*steps, rest) if rest else tuple(steps)


def _as_number(codes: Codes) -> int:
    return int.from_bytes(codes.tobytes(), "little")


def _as_codes(number: int, size: int, width: int) -> Codes:
    """Return the first bytes of a number of so many, one for each whole window."""
    held = bytearray(number.to_bytes(size, "little"))
    return np.frombuffer(held, np.uint8, size - width + 1)


def at_least(points: Sequence[Bits], count: int) -> Bits:
    """Return the bits that `count` or more of `points` have, one for each point.

    One point after another is taken in; `have[k]` are the bits that more than
    k of those so far have.
    """
    have: list[Any] = [points[0]]
    for taken, point in enumerate(points[1:], start=1):
        if len(have) < count:
            have.append(have[-1] & point)
        # A count from which too few points are left to reach `count` is let be.
        least = max(count - (len(points) - taken), 0)
        for k in range(min(taken, count) - 1, least - 1, -1):
            have[k] = have[k] | (have[k - 1] & point if k else point)
    found: Bits = have[-1]
    return found


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
        bits[both] = _later(windows, np.flatnonzero(both), width)
    return bits


def signals(windows: Codes, width: int, codes: Codes, marks: Marks) -> Flags:
    """Return the flags, with direction, of the windows found; see `marked`."""
    bits = marked(windows, width, codes, marks)
    return np.zeros(codes.size, dtype=np.int8) if bits is None else directed(bits)


def undirected_signals(windows: Codes, width: int, codes: Codes, marks: Marks) -> Flags:
    """Return the flags, without direction, of the windows found, marked by 1."""
    bits = marked(windows, width, codes, marks)
    return np.zeros(codes.size, dtype=np.int8) if bits is None else undirected(bits)


def _later(windows: Codes, at: Indexes, width: int) -> Codes:
    """Return the bits of the last window to begin, of those that points lie in.

    Such a point is the peak between a rise and a fall, and lies in both.
    """
    found: Codes = np.zeros(at.size, dtype=np.uint8)
    for back in range(width):
        first = at - back
        there = (first >= 0) & (first < windows.size) & (found == 0)
        found[there] = windows[first[there]]
    return found


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


def crowded_starts(codes: Codes, seen: Bools, width: int, count: int) -> Indexes:
    """Return where a stretch starts with `count` or more points with bits set.

    Among the first `width` - 1 places after a gap, that is: less than a window. It is
    looked for first, as it is rare, and more may be found than is there, as a place
    may lie beyond another gap.
    """
    hot = np.zeros(codes.size + width, dtype=np.uint8)
    np.not_equal(codes, 0, out=hot[: codes.size].view(bool))
    total = hot[: codes.size].astype(np.min_scalar_type(width))
    for step in range(1, width - 1):
        total += hot[step : step + codes.size]
    begun: Bools = total >= count
    begun &= seen
    begun[1:] &= ~seen[:-1]
    starts: Indexes = np.flatnonzero(begun)
    return starts


def before(
    starts: Indexes,
    width: int,
    spare: int,
    flags_of: Callable[[Codes, Bools, Codes], Flags],
    line: tuple[Codes, Bools, Codes],
) -> tuple[Indexes, Flags]:
    """Return the flags of windows that have only begun: which points, and what of them.

    The first `width` - 1 points from each of `starts` are looked at alone, with `spare`
    places before them. These are seen, lie beyond nothing, and are on whichever side is
    asked for; so a window that has only begun is a whole one.
    """
    codes, seen, side = line
    at = starts[:, None] + np.arange(width - 1)
    there = at < codes.size
    at = np.minimum(at, codes.size - 1)
    # The last place of each row is a gap before the next.
    shape = (starts.size, spare + width)

    def widened(array: NDArray[Any], put_in: Any, beyond: Any) -> NDArray[Any]:
        wide = np.full(shape, put_in, dtype=array.dtype)
        wide[:, spare:-1] = np.where(there, array[at], beyond)
        wide[:, -1] = beyond
        return wide.reshape(-1)

    flags = flags_of(widened(codes, 0, 0), widened(seen, 1, 0), widened(side, BOTH, 0))
    heads = flags.reshape(shape)[:, spare:-1]
    found = (heads != 0) & there
    return at[found], heads[found]
