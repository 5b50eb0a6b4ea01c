"""A single chart of some hundred points: the bits of its line in one whole number.

An operation on an array of 24 points takes as long as one on 1,000: what takes the time
is to begin. Numbers are compared as arrays, once each; what follows, windows above all,
is done on whole numbers with a byte for each place, in a tenth of the time. Lines that
do not move are one Python number, from which NumPy subtracts sooner than an array.

All of this is what `Stream` says, in another form; rules do not know which they have.
"""

from __future__ import annotations

import math
from itertools import compress
from typing import TYPE_CHECKING, Any, Final, cast, final

import numpy as np

from cqikit.spc._charts._compare import TOLERANCE, tolerance_of
from cqikit.spc._rules._stream import Stream, once
from cqikit.spc._rules._windows import (
    PLACES,
    all_in,
    as_number,
    ones,
    signals,
)
from cqikit.spc._runs._boxes import anhoej_box

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.spc._charts._view import Bools, ChartView, Flags, Floats
    from cqikit.spc._rules._useful import Bits, Codes, Indexes, Ints
    from cqikit.spc._rules._windows import Marks

__all__ = ["Short", "laid"]

#: Up to so many points, operations on one whole number beat those on an array.
FEW: Final = PLACES // 2
#: What most rules on zones ask for, which is compared at once.
SIGMAS: Final = np.array([[1.0], [2.0], [3.0]])
#: An array, with which NumPy compares sooner than with a number.
NOTHING: Final = np.array(0.0)
#: Bytes to flags: neither, up, down, and both for a signal without direction.
FLAGS: Final = bytes((0, 1, 255, 2, *range(4, 256)))


@final
class Short(Stream):
    """The line of one chart, whose bits are whole numbers; see `Stream`."""

    def __init__(self, view: ChartView) -> None:
        values = view.values
        plain = type(values) is np.ndarray and values.dtype == np.float64
        if not plain or not _unmarked(view):
            super().__init__(view)
            return
        self._view, self._beyond = view, {}
        self.shape = shape = values.shape
        self.rows, self.points = 1, shape[-1]
        self._layout, self._one_phase_a_row = None, True
        self.length = self.points + 1
        self._grid = values if len(shape) == 1 else values.reshape(-1)

    def _put(self, numbers: Floats) -> Floats:
        # Without phases the gap at the end is what is above a number: zeros.
        return (
            numbers.reshape(-1) if self._layout is None else self._layout.put(numbers)
        )

    @once
    def values(self) -> Floats:
        """Return the points, NaN in the gaps."""
        return self._whole(self._grid)

    def _whole(self, line: Floats) -> Floats:
        return line if self._layout is not None else np.append(line, math.nan)

    def flat(self, line: Any) -> Floats:
        """Return one number a place, (m,), of a line of the chart."""
        return self._whole(np.broadcast_to(line, self._grid.shape))

    def _line(self, array: Any, name: str) -> Any:
        plain = type(array) is np.ndarray and array.shape == self.shape and self.points
        if plain and array.dtype == np.float64 and self._one_phase_a_row:
            # Level, as most lines are; or as it is, where each point has its place.
            if array.strides[-1] == 0:
                return array.item(0)
            if self._layout is None:
                return array.reshape(-1)
        return super()._line(array, name)

    def _level(self, whole: Floats) -> Any:
        return whole.item(0)

    def held(self, codes: Codes) -> Bits:
        """Return codes that were found in an array as bits of the line."""
        return as_number(codes)

    def _held(self, said: Bools) -> Bits:
        return int.from_bytes(said.tobytes(), "little")

    def _not(self, bits: Bits) -> Bits:
        return bits ^ ones(self.length)

    def _toward(self, which: Bits) -> Bits:
        return which + (which & self._parted[0])

    @once
    def _parted(self) -> tuple[Bits, Bits]:
        # As that of `Stream`, with what comes of it: asking costs as much as an array.
        apart = self._grid - self.centre
        below = int.from_bytes(np.signbit(apart).tobytes(), "little")
        past = np.abs(apart, apart)
        past -= self.tolerance
        off = int.from_bytes((past > NOTHING).tobytes(), "little")
        self._past = past
        # Known by now, so that nobody asks for it again.
        self.__dict__["side"] = off + (off & below)
        return below, off

    @once
    def side(self) -> Bits:
        """Return on which side of the centre each point lies."""
        _ = self._parted
        return self.__dict__["side"]

    @once
    def _varies(self) -> bool:
        """Say whether there is one centre and one sigma, both of them numbers."""
        centre, sigma = self.centre, self.sigma
        return type(centre) is type(sigma) is float and not (
            math.isnan(centre) or math.isnan(sigma)
        )

    @once
    def _zones(self) -> dict[float, Bits]:
        """Return which points are more than 1, 2 and 3 sigma from the centre."""
        beyond, size = (self._sigmas > SIGMAS).tobytes(), self._grid.size
        below, _ = self._parted
        first = int.from_bytes(beyond[:size], "little")
        two = int.from_bytes(beyond[size : 2 * size], "little")
        three = int.from_bytes(beyond[2 * size :], "little")
        return {
            1.0: first + (first & below),
            2.0: two + (two & below),
            3.0: three + (three & below),
        }

    def beyond(self, sigmas: float, *, inclusive: bool = False) -> Bits:
        """Return which points lie more than `sigmas` from the centre."""
        found = None if inclusive else self._zones.get(sigmas)
        if found is None:
            found = super().beyond(sigmas, inclusive=inclusive)
        return found

    def within(self, sigmas: float, *, inclusive: bool = True) -> Bits:
        """Return, as 1, which points lie less than `sigmas` from the centre."""
        if inclusive and self._varies:
            beyond = self.beyond(sigmas)
            return self.seen & ~(beyond | beyond >> 1)
        return super().within(sigmas, inclusive=inclusive)

    def back(self, flags: Any) -> Flags:
        """Return flags along the line in the chart's shape (..., n), read-only."""
        if isinstance(flags, int):
            if not flags:
                return self._silent
            said = flags.to_bytes(self.length, "little").translate(FLAGS)
            flags = np.frombuffer(said, np.int8)
            if self._layout is None and len(self.shape) == 1:
                return cast("Flags", flags[:-1])
        return super().back(flags)

    @once
    def _silent(self) -> Flags:
        """Return no flags; the same for all rules that have none."""
        silent: Flags = np.zeros(self.shape, dtype=np.int8)
        silent.setflags(write=False)
        return silent

    def store(self, flags: Any, table: Flags) -> None:
        """Write flags along the line to the row of a table (1, n + 1)."""
        table[:, :-1] = self.back(flags)

    @once
    def sigma(self) -> Any:
        """Return sigma, NaN where it is 0: nothing varies there."""
        sigma = self._line(self._view.sigma, "sigma")
        if type(sigma) is float:
            return sigma if sigma > 0 else math.nan
        varies = sigma > 0
        if np.count_nonzero(varies) == sigma.size:
            return sigma
        return np.where(varies, sigma, np.nan)

    @once
    def tolerance(self) -> Any:
        """Return how far from a line a point still lies on it."""
        centre: Any = self.centre
        sigma: Any = self.sigma
        if type(centre) is type(sigma) is float:
            size = abs(centre)
            return TOLERANCE * (sigma if sigma > size or math.isnan(size) else size)
        return tolerance_of(np.asarray(centre), np.asarray(sigma))

    @once
    def has_missing(self) -> bool:
        """Say whether any point is missing."""
        return bool(self.seen.bit_count() + len(self._spans) < self.length)

    @once
    def steps(self) -> Bits:
        """Return which points are higher or lower than the one before."""
        line = self._grid
        after = line[1:]
        apart = after - line[:-1]
        near = np.abs(after)
        near *= TOLERANCE
        down = int.from_bytes(np.signbit(apart).tobytes(), "little")
        moved = np.abs(apart, apart) > near
        steps = int.from_bytes(moved.tobytes(), "little")
        return steps + (steps & down) << 8

    def _at_three_sigma(self, lower: Any, upper: Any) -> bool:
        if lower is None and upper is None:
            return True
        centre, sigma = self.centre, self.sigma
        if not type(lower) is type(upper) is type(centre) is type(sigma) is float:
            return False
        reach = 3 * sigma
        width = 1e-3 * self.tolerance
        high, low = upper - centre - reach, centre - lower - reach
        return bool(abs(high) <= width and abs(low) <= width)

    @once
    def _spans(self) -> list[tuple[int, int]]:
        """Return where each phase starts, and where its gap is."""
        if self._layout is None:
            return [(0, self.points)]
        gaps = self._layout.gaps.tolist()
        return list(zip([0, *(gap + 1 for gap in gaps)], gaps, strict=False))

    @once
    def _phases(self) -> list[tuple[int, int]]:
        """Return the useful points of each phase as a number, and how many."""
        if self._layout is None and self.side.bit_count() == self.points:
            return [(self.side, self.points)]
        side = self.side.to_bytes(self.length, "little")
        phases = [side[start:gap].translate(None, b"\0") for start, gap in self._spans]
        return [(int.from_bytes(phase, "little"), len(phase)) for phase in phases]

    @once
    def sizes(self) -> Indexes:
        """Return how many useful points each phase has."""
        return np.array([size for _, size in self._phases])

    @once
    def crossings(self) -> Indexes:
        """Return how often each phase crosses the centre."""
        return np.array(self._crossings)

    @once
    def _crossings(self) -> list[int]:
        return [_crossings(phase) for phase, _ in self._phases]

    @once
    def longest(self) -> Indexes:
        """Return the longest run of each phase."""
        return np.array([_longest(phase) for phase, _ in self._phases])

    @once
    def above(self) -> Indexes:
        """Return how many points of each phase lie above the centre."""
        every = ones(self.length)
        return np.array([(phase & every).bit_count() for phase, _ in self._phases])

    @once
    def _boxes(self) -> list[Any]:
        return [anhoej_box(size) for _, size in self._phases]

    def runs(self) -> Ints:
        """Return useful points, longest, allowed, crossings, fewest: (5, 1, phases)."""
        boxes = self._boxes
        table = (
            *[size for _, size in self._phases],
            *[_longest(phase) for phase, _ in self._phases],
            *[box.longest for box in boxes],
            *self._crossings,
            *[box.crossings for box in boxes],
        )
        return np.array(table, dtype=np.int64).reshape(5, 1, len(boxes))

    def few_crossings(self) -> list[bool]:
        """Say which phases have fewer crossings than Anhøj's limit."""
        boxes = zip(self._crossings, self._boxes, strict=True)
        return [count < box.crossings for count, box in boxes]

    def over(self, chosen: Iterable[Any]) -> Bits:
        """Return the flags of all points that are observed in the `chosen` phases."""
        flags = 0
        for start, gap in compress(self._spans, chosen):
            flags |= self.seen & ones(gap - start) << 8 * start
        return flags * 3

    def long_runs(self, marks: Marks, *, over_gaps: bool) -> list[Bits]:
        """Return, phase by phase, the bits of runs longer than Anhøj's limit.

        A missing point is no point, `over_gaps`, or ends a run.
        """
        kept = self.side if over_gaps else self._not(self.on_centre)
        phases = self._phases
        if not over_gaps:
            phases = [self._packed(kept, span) for span in self._spans]
        found: list[Bits] = []
        for place, (phase, size) in enumerate(phases):
            least = self._boxes[place].longest + 1
            bits: Any = signals(all_in(phase, least), least, phase, marks)
            start, gap = self._spans[place]
            if bits and size < gap - start:
                bits = _unpacked(bits, kept >> 8 * start, gap - start)
            found.append(bits << 8 * start)
        return found

    def _packed(self, kept: int, span: tuple[int, int]) -> tuple[int, int]:
        """Return the sides of the places of a phase that are `kept`, and how many."""
        start, gap = span
        side = self.side.to_bytes(self.length, "little")[start:gap]
        left = bytes(compress(side, kept.to_bytes(self.length, "little")[start:gap]))
        return int.from_bytes(left, "little"), len(left)


def _unmarked(view: ChartView) -> bool:
    """Say whether a view has neither phases nor points that do not count."""
    return getattr(view, "breaks", None) is None is getattr(view, "excluded", None)


def _unpacked(bits: int, kept: int, size: int) -> int:
    """Return bits of the places that are `kept` at these places."""
    places = (kept & (1 << 8 * size) - 1).to_bytes(size, "little")
    packed = iter(bits.to_bytes(size, "little"))
    spread = bytes(next(packed) if place else 0 for place in places)
    return int.from_bytes(spread, "little")


def _crossings(phase: int) -> int:
    turned = phase ^ phase >> 8
    return (turned & turned >> 1).bit_count()


def _longest(phase: int) -> int:
    """Return the longest run: how often a number outlives its own neighbours."""
    longest = 0
    while phase:
        phase &= phase >> 8
        longest += 1
    return longest


def laid(view: ChartView) -> Stream:
    """Return the charts of `view` in one line.

    Raises
    ------
    ChartError
        When an array does not have the shape of `values`.
    """
    shape = getattr(view.values, "shape", ())
    few = shape and shape[-1] < FEW and math.prod(shape[:-1]) == 1
    return Short(view) if few else Stream(view)
