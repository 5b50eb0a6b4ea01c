"""Windows that have only begun: two beyond among the first two are two of three.

The places before a stretch of points that are seen are taken for points that are seen,
beyond nothing and on whichever side is asked for, as many as a window may hold of
these. Then a window that has only begun is a whole one. In arrays that is done for the
stretches alone where it may matter, which are few; a number is small as it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.spc._rules._useful import BOTH
from cqikit.spc._rules._windows import ones

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cqikit.spc._charts._view import Bools, Flags
    from cqikit.spc._rules._useful import Codes, Indexes

__all__ = ["before", "crowded_starts", "spaced", "starts_of", "unspaced"]


@lru_cache(maxsize=64)
def starts_of(seen: int) -> tuple[int, ...]:
    """Return the places at which a stretch of points that are seen starts.

    Kept, as most charts have as many points as the one before, and none is missing.
    """
    begun = seen & ~(seen << 8)
    size = (begun.bit_length() + 7) // 8
    places = enumerate(begun.to_bytes(size, "little"))
    return tuple(place for place, first in places if first)


def spaced(number: int, starts: Sequence[int], spare: int, bits: int) -> int:
    """Return a number with `spare` places of the same bits before each of `starts`."""
    between = ones(spare) * bits
    for start in reversed(starts):
        before = number & (1 << 8 * start) - 1
        after = (number >> 8 * start << 8 * spare) | between
        number = after << 8 * start | before
    return number


def unspaced(number: int, starts: Sequence[int], spare: int) -> int:
    """Return a number without the places that `spaced` put before each of `starts`."""
    for start in starts:
        before = number & (1 << 8 * start) - 1
        number = number >> 8 * (start + spare) << 8 * start | before
    return number


def crowded_starts(codes: Codes, seen: Codes, width: int, count: int) -> Indexes:
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
    begun &= seen.view(bool)
    begun[1:] &= seen[:-1] == 0
    starts: Indexes = np.flatnonzero(begun)
    return starts


def before(
    starts: Indexes,
    width: int,
    spare: int,
    flags_of: Callable[[Codes, Codes, Codes], Flags],
    line: tuple[Codes, Codes, Codes],
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
