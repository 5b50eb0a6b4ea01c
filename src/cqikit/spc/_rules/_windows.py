"""Windows of so many points along a line, and the points that belong to them.

A window that is found is named by its first point. All work is on bits, both
directions at once; a window of k points takes about log2(k) steps. The bits of a short
line are one whole number, a byte a point, the first point lowest: arrays are slow to
begin with. Each function takes either; what shifts an array by so many places shifts a
number by as many bytes, and beyond the end of a number there are zeros.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

import numpy as np

from cqikit.spc._rules._useful import BOTH, directed, undirected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cqikit.spc._charts._view import Bools, Flags
    from cqikit.spc._rules._useful import Bits, Codes, Indexes

__all__ = [
    "Marks",
    "all_in",
    "among",
    "any_in",
    "as_codes",
    "as_number",
    "at_least",
    "both",
    "either",
    "from_place",
    "many_in",
    "marked",
    "neighbours",
    "ones",
    "signals",
    "slid",
    "some",
    "undirected_signals",
]

#: Which points of a pattern are flagged.
Marks: TypeAlias = Literal["all", "beyond", "completing"]
#: An array of bits, or a whole number for it.
OneOf = TypeVar("OneOf", "Codes", int)
#: Half a byte counts so far, with a bit to spare.
NIBBLE: Final = 8
#: A short line has fewer places than this.
PLACES: Final = 2048
#: The flags of a short line are numbers of these: up, down, and both for neither.
NEITHER: Final = 3


def as_number(codes: NDArray[Any]) -> int:
    """Return bytes, or truth values, as one whole number."""
    return int.from_bytes(codes.tobytes(), "little")


def as_codes(number: int, size: int) -> Codes:
    """Return the first bytes of a number, one a point."""
    return np.frombuffer(bytearray(number.to_bytes(size, "little")), np.uint8)


@cache
def ones(size: int) -> int:
    """Return a 1 for each of so many points."""
    return ((1 << 8 * size) - 1) // 255


#: A 1 for each place of any short line.
EVERY: Final = ones(PLACES)


def some(bits: Bits) -> bool:
    """Say whether any bit is set."""
    return bool(bits if isinstance(bits, int) else np.count_nonzero(bits))


def both(bits: Bits) -> Bits:
    """Return, as 1, which points have both bits; no other bit is set."""
    return bits & bits >> 1 if isinstance(bits, int) else (bits == BOTH).view(np.uint8)


def either(bits: Bits) -> Bits:
    """Return, as 1, which points have a bit set; both of them none has."""
    if isinstance(bits, int):
        return (bits | bits >> 1) & EVERY
    return (bits != 0).view(np.uint8)


def from_place(bits: Bits, place: int) -> Bits:
    """Return the bits from a place on."""
    return bits >> 8 * place if isinstance(bits, int) else bits[place:]


def neighbours(bits: Bits) -> tuple[Bits, Bits]:
    """Return the bits of each point's next neighbour, and its own."""
    return (bits >> 8, bits) if isinstance(bits, int) else (bits[1:], bits[:-1])


def _places(number: int) -> int:
    return (number.bit_length() + 7) // 8


def all_in(codes: Bits, width: int) -> Bits:
    """Return the bits that all points of each window have, (m - width + 1,)."""
    if isinstance(codes, int):
        for step in _shifts(width):
            codes &= codes >> step
        return codes
    if codes.size < width:
        return codes[:0]
    for step in _steps(width):
        codes = codes[step:] & codes[:-step]
    return codes


def any_in(codes: Bits, width: int) -> Bits:
    """Return the bits that any point of each window has, (m - width + 1,)."""
    if isinstance(codes, int):
        for step in _shifts(width):
            codes |= codes >> step
        return codes
    for step in _steps(width):
        codes = codes[step:] | codes[:-step]
    return codes


def many_in(codes: Bits, width: int, count: int) -> Bits:
    """Return the bits that `count` or more points of each window have.

    Of a number, also windows that go beyond its end.
    """
    if isinstance(codes, int):
        if width - count < NIBBLE and count <= NIBBLE:
            return _many_in_number(codes, width, count)
        return at_least([codes >> 8 * place for place in range(width)], count)
    if codes.size < width:
        return codes[:0]
    return at_least(slid(codes, width), count)


def _many_in_number(codes: int, width: int, count: int) -> int:
    """Return what `many_in` does, counted in the two halves of each byte.

    Counts are shifted so that those that are enough have the highest bit of their half.
    """
    every, least = _halves(_places(codes), count)
    ups = codes & every
    halves = ups | (codes ^ ups) << 3
    counts = halves + least
    for shift in range(8, 8 * width, 8):
        counts += halves >> shift
    return counts >> 3 & every | (counts >> 7 & every) << 1


@cache
def _halves(size: int, count: int) -> tuple[int, int]:
    """Return a 1 for each place, and in each half of it what `count` lacks of 8."""
    every = ones(size)
    return every, every * 17 * (NIBBLE - count)


@cache
def _shifts(width: int) -> tuple[int, ...]:
    """Return `_steps` by the bits that a number is shifted."""
    return tuple(8 * step for step in _steps(width))


@cache
def _steps(width: int) -> tuple[int, ...]:
    """Return how far to look ahead, time after time, to have seen so many points."""
    steps = [1 << power for power in range(width.bit_length() - 1)]
    rest = width - sum(steps) - 1
    return (*steps, rest) if rest else tuple(steps)


def at_least(points: Sequence[OneOf], count: int) -> OneOf:
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
    found: OneOf = have[-1]
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
    twice: Bools = bits == BOTH
    if np.count_nonzero(twice):
        bits[twice] = _later(windows, np.flatnonzero(twice), width)
    return bits


def _marked_number(windows: int, width: int, codes: int, marks: Marks) -> int:
    """Return what `marked` does, of a short line."""
    if marks == "completing":
        return windows << 8 * (width - 1)
    bits = windows
    for step in _shifts(width):
        bits |= bits << step
    if marks == "beyond":
        return bits & codes
    if both(bits):
        # Of the windows that a point lies in, the last to begin.
        bits = 0
        for back in range(width):
            begun = windows << 8 * back
            bits |= begun & ~(either(bits) * 3)
    return bits


def signals(windows: Bits, width: int, codes: Bits, marks: Marks) -> Bits | Flags:
    """Return the flags, with direction, of the windows found; see `marked`.

    Of a short line, a number as its `back` takes it.
    """
    if isinstance(windows, int):
        return _marked_number(windows, width, codes, marks) if windows else 0
    bits = marked(windows, width, codes, marks)
    return np.zeros(codes.size, dtype=np.int8) if bits is None else directed(bits)


def undirected_signals(
    windows: Bits, width: int, codes: Bits, marks: Marks
) -> Bits | Flags:
    """Return the flags, without direction, of the windows found, marked by 1."""
    if isinstance(windows, int):
        if not windows:
            return 0
        return _marked_number(windows, width, codes, marks) * NEITHER
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
    left_out: Bits | None,
    flags_of: Callable[..., Any],
    *arrays: Any,
) -> Any:
    """Return flags found without the places `left_out`, which get none."""
    if left_out is None or not some(left_out):
        return flags_of(*arrays)
    if isinstance(left_out, int):
        if all(isinstance(number, int) for number in arrays):
            return _among_numbers(left_out, flags_of, arrays)
        left_out = as_codes(left_out, arrays[0].size)
    kept = left_out == 0
    flags: Flags = np.zeros(kept.size, dtype=np.int8)
    flags[kept] = flags_of(*(array[kept] for array in arrays))
    return flags


def _among_numbers(left_out: int, flags_of: Callable[..., int], numbers: Any) -> int:
    size = max(map(_places, (left_out, *numbers)))
    kept = as_codes(left_out, size) == 0
    packed = [as_number(as_codes(number, size)[kept]) for number in numbers]
    flags: Codes = np.zeros(size, dtype=np.uint8)
    flags[kept] = as_codes(flags_of(*packed), int(np.count_nonzero(kept)))
    return as_number(flags)
