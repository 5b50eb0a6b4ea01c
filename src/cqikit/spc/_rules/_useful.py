"""Bits of points: on which side they lie, and which way they went; and useful points.

Useful are those that are observed and not on the centre line. Bit 1 is above, or
rising, bit 2 below, or falling; so `&` and `|` work on both directions at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from attrs import frozen

from cqikit.spc._charts._compare import TOLERANCE
from cqikit.spc._charts._view import Bools

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cqikit.spc._charts._view import Flags, Floats
    from cqikit.spc._runs._boxes import RunsBox


__all__ = [
    "ABOVE",
    "BELOW",
    "BOTH",
    "Bits",
    "Codes",
    "Indexes",
    "Ints",
    "Useful",
    "beyond_of",
    "directed",
    "distinct",
    "limits_of",
    "longest_runs",
    "steps_of",
    "undirected",
    "useful_points",
]

Ints: TypeAlias = "NDArray[np.int64]"
Indexes: TypeAlias = "NDArray[np.intp]"
#: Bits 1 (above, rising) and 2 (below, falling).
Codes: TypeAlias = "NDArray[np.uint8]"
#: Codes, or, of a short line, one whole number with a byte for each place.
Bits: TypeAlias = Any

#: In phases of no more places than this, crossings are counted in bytes.
BYTE: Final = 255
#: Arrays, which NumPy combines sooner than numbers.
ABOVE: Final = np.array(1, dtype=np.uint8)
BELOW: Final = np.array(2, dtype=np.uint8)
BOTH: Final = np.array(3, dtype=np.uint8)
ONE: Final = np.array(1, dtype=np.int8)
#: So many points fit in the cache of a processor, with what is worked out of them.
FITS: Final = 1 << 14


def directed(codes: Bits) -> Any:
    """Return bits 1 and 2 as `UP` and `DOWN`; a short line's stay as they are."""
    if isinstance(codes, int):
        return codes
    signs = codes.view(np.int8)
    flags: Flags = (signs & ONE) - (signs >> ONE)
    return flags


def undirected(codes: Codes) -> Flags:
    """Return `UNDIRECTED` where there is a 1."""
    ones = codes.view(np.int8)
    # Adding takes a fraction of the time of shifting.
    flags: Flags = ones + ones
    return flags


def steps_of(values: Floats) -> Codes:
    """Return which of `values` (m,) are higher or lower than the one before.

    Two neighbours nearer than a billionth of their size are equal.
    """
    steps: Codes = np.zeros(values.size, dtype=np.uint8)
    for start in range(0, values.size - 1, FITS):
        part = values[start : start + FITS + 1]
        apart = part[1:] - part[:-1]
        tolerance = np.abs(part[1:])
        tolerance *= TOLERANCE
        toward = np.signbit(apart).view(np.uint8) + ABOVE
        moved: Bools = np.abs(apart, out=apart) > tolerance
        np.multiply(moved.view(np.uint8), toward, out=steps[start + 1 :][: moved.size])
    return steps


def beyond_of(
    values: Floats,
    centre: Floats,
    sigma: Floats,
    tolerance: Floats,
    sigmas: float,
    *,
    inclusive: bool,
) -> Codes:
    """Return which of `values` lie more than `sigmas` from `centre`; all (m,)."""
    apart = values - centre
    if inclusive:
        far = (np.abs(apart) + tolerance) / sigma >= sigmas
    else:
        far = (np.abs(apart) - tolerance) / sigma > sigmas
    return far.view(np.uint8) * (np.signbit(apart).view(np.uint8) + ABOVE)


@frozen(eq=False)
class Useful:
    """The useful points of a line of charts, and the gaps between the phases.

    Parameters
    ----------
    kept : ndarray of bool, shape (m,), optional
        Which places of the line are left; None where all of them are.
    codes : ndarray of uint8
        On which side each point lies, 0 in a gap and nowhere else.
    gaps : ndarray of int
        Where the gap after each phase is.
    sizes, crossings : ndarray of int, shape (phases,)
        Useful points, and crossings of the centre, phase by phase.
    """

    kept: Bools | None
    codes: Codes
    gaps: Indexes
    sizes: Indexes
    crossings: Indexes


def useful_points(side: Codes, gaps: Indexes, width: int) -> Useful:
    """Return the useful points of a line with gaps after each phase.

    `width` is the distance from gap to gap, 0 where it varies.
    """
    kept = None
    if np.count_nonzero(side) + gaps.size < side.size:
        kept = side != 0
        kept[gaps] = True
        side, width = side[kept], 0
        gaps = np.flatnonzero(side == 0)
    turned: Bools = np.zeros(side.size, dtype=bool)
    np.equal(side[1:] ^ side[:-1], BOTH, out=turned[1:])
    if width == 0:
        sizes = np.diff(gaps, prepend=-1) - 1
        crossings = np.diff(np.cumsum(turned)[gaps], prepend=0)
        return Useful(kept, side, gaps, sizes, crossings)
    sizes = filled(gaps.size, width - 1)
    if gaps.size == 1:
        crossings = np.array([np.count_nonzero(turned)])
    elif width <= BYTE:
        # Sums along short rows of bytes are the fastest way to count.
        table = turned.view(np.uint8).reshape(-1, width)
        crossings = np.einsum("ij->i", table).astype(np.intp)
    else:
        crossings = np.count_nonzero(turned.reshape(-1, width), axis=1)
    return Useful(kept, side, gaps, sizes, crossings)


def longest_runs(useful: Useful) -> Indexes:
    """Return the longest run on one side of the centre, phase by phase."""
    codes, gaps = useful.codes, useful.gaps
    begins: Bools = np.ones(codes.size + 1, dtype=bool)
    np.not_equal(codes[1:], codes[:-1], out=begins[1:-1])
    # Every gap is a run of its own, though it may have a gap for a neighbour.
    begins[gaps] = begins[gaps + 1] = True
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts)
    of_gap = np.searchsorted(starts, gaps)
    lengths[of_gap] = 0
    if not gaps.size:
        return gaps
    first = np.zeros(gaps.size, dtype=np.intp)
    first[1:] = of_gap[:-1] + 1
    return np.maximum.reduceat(lengths, first)


def filled(size: int, number: int) -> Indexes:
    """Return an array of one number; `np.full` takes thrice as long for a few."""
    array = np.empty(size, dtype=np.intp)
    array.fill(number)
    return array


def distinct(numbers: Indexes) -> list[int]:
    """Return which small whole numbers there are, in order."""
    if not numbers.size:
        return []
    first = int(numbers[0])
    if np.count_nonzero(numbers == first) == numbers.size:
        return [first]
    return np.flatnonzero(np.bincount(numbers)).tolist()


def limits_of(
    sizes: Indexes, limits: Callable[[int], RunsBox]
) -> tuple[Indexes, Indexes]:
    """Return the longest run and the fewest crossings allowed, phase by phase."""
    found = distinct(sizes)
    boxes = [limits(size) for size in found]
    if len(boxes) == 1:
        longest, crossings = boxes[0].longest, boxes[0].crossings
        return filled(sizes.size, longest), filled(sizes.size, crossings)
    tables = np.zeros((2, max(found, default=0) + 1), dtype=np.intp)
    tables[:, found] = [
        [box.longest for box in boxes],
        [box.crossings for box in boxes],
    ]
    return tables[0, sizes], tables[1, sizes]
