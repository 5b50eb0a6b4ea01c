"""Charts laid end to end in one line, with a gap after each phase of each.

Rules look for patterns in this line. A gap breaks every pattern, so a rule
needs to know nothing of series, phases and excluded points: one chart, a
hundred thousand charts and a chart of ten phases are the same thing to it.
What several rules ask for (on which side, beyond how many sigma, rising or
falling) is worked out once and kept with the line.

Two bits say where a point lies: 1 above, 2 below, 0 neither. So `&` over a
window finds runs on both sides at once, and a gap, being 0, ends them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, final

import numpy as np

from cqikit.core import sealed
from cqikit.errors import ChartError
from cqikit.spc._charts._compare import tolerance_of
from cqikit.spc._rules._layout import Layout
from cqikit.spc._rules._useful import (
    ABOVE,
    Bits,
    Codes,
    Indexes,
    Ints,
    Useful,
    limits_of,
    longest_runs,
    steps_of,
    useful_points,
)
from cqikit.spc._runs._boxes import anhoej_box

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from cqikit.spc._charts._view import Bools, ChartView, Flags, Floats


__all__ = ["Stream", "once"]


T = TypeVar("T")

#: From so many points on, a pass over a line costs less than not knowing it level.
LONG: Final = 1 << 14


@final
class once(Generic[T]):  # noqa: N801  (used as a decorator)
    """A property that is worked out when it is first asked for.

    As `functools.cached_property`, without the lock that older Pythons take
    each time: a single chart asks for a dozen of these.
    """

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    def __get__(self, line: Any, _: type) -> T:
        made = line.__dict__[self._name] = self._work(line)
        return made


class Stream:
    """The line, of m places: every included point, and a gap after each phase.

    Without phases and exclusions it is a table with a row for each series and
    one column more than there are points; else the points are put one by one.

    Parameters
    ----------
    view : ChartView
        Arrays of shape (..., n).
    """

    def __init__(self, view: ChartView) -> None:
        values = _numbers(view.values, "values")
        if values.ndim == 0:
            raise ChartError("values must have a last axis, time (got one number)")
        self._view = view
        self._beyond: dict[tuple[float, bool], Bits] = {}
        self.shape = values.shape
        self.points = values.shape[-1]
        self.rows = math.prod(values.shape[:-1])
        self._layout: Layout | None = None
        breaks, excluded = self._marks("breaks"), self._marks("excluded")
        self._one_phase_a_row = breaks is None and (excluded is None or self.rows == 1)
        if breaks is None and excluded is None:
            self.length = self.rows * (self.points + 1)
        else:
            self._layout = Layout(self.rows, self.points, breaks, excluded)
            self.length = self._layout.length
        self._grid = self._put(values)

    @once
    def values(self) -> Floats:
        """Return the points, NaN in the gaps."""
        return self._grid.reshape(-1)

    @once
    def gaps(self) -> Indexes:
        """Return which places are gaps between phases, in order."""
        if self._layout is not None:
            return self._layout.gaps
        return np.arange(self.points, self.length, self.points + 1)

    def _marks(self, name: str) -> Bools | None:
        """Return an optional bool array (rows, n), None where nothing is marked."""
        marked = getattr(self._view, name, None)
        if marked is None:
            return None
        whole = self._fitted(np.asarray(marked, dtype=bool), name)
        # The first point starts no phase.
        first = int(name == "breaks")
        if not np.count_nonzero(whole[..., first:]):
            return None
        return whole.reshape(self.rows, self.points)

    def _fitted(self, array: NDArray[Any], name: str) -> NDArray[Any]:
        try:
            return np.broadcast_to(array, self.shape)
        except ValueError:
            raise ChartError(
                f"{name} must have the shape of values, {self.shape}"
                f" (got {array.shape})"
            ) from None

    def _put(self, numbers: Floats) -> Floats:
        """Return numbers of shape (..., n) along the line, NaN in the gaps.

        As a table (rows, n + 1), that of one phase (1, m), or point by point (m,).
        """
        if self._layout is not None:
            line = self._layout.put(numbers)
            return line[None] if self._one_phase_a_row else line
        table = np.empty((self.rows, self.points + 1))
        table[:, :-1] = numbers.reshape(self.rows, self.points)
        table[:, -1] = np.nan
        return table

    def _line(self, array: ArrayLike, name: str) -> Any:
        """Return a line of the chart, to be compared with the points.

        A line that is level in every series stays one number a series.
        """
        whole = _numbers(array, name)
        if whole.shape != self.shape:
            whole = self._fitted(whole, name)
        if self._one_phase_a_row and self.points and self._is_level(whole):
            return self._level(whole)
        return self._put(whole)

    def _level(self, whole: Floats) -> Any:
        """Return one number a series of a line that is level."""
        return whole[..., :1].reshape(self.rows, 1)

    def _is_level(self, line: Floats) -> bool:
        """Say whether a line is known to be level in every series.

        That is looked for where it pays: in one long series, such as one phase.
        """
        if line.strides[-1] == 0:
            return True
        if self.rows > 1 or self.points < LONG:
            return False
        first = line.item(0)
        level = np.isnan(line) if math.isnan(first) else line == first
        return bool(level.all())

    def _limit(self, name: str) -> Any:
        limit = getattr(self._view, name, None)
        return None if limit is None else self._line(limit, name)

    def flat(self, line: Floats) -> Floats:
        """Return one number a place, (m,), of a line of the chart."""
        return np.broadcast_to(line, self._grid.shape).reshape(-1)

    def back(self, flags: Any) -> Flags:
        """Return flags along the line (m,) in the chart's shape (..., n), read-only."""
        if self._layout is not None:
            found: Flags = self._layout.back(flags).reshape(self.shape)
        elif len(self.shape) == 1:
            found = flags[:-1]
        else:
            found = flags.reshape(self.rows, self.points + 1)[:, :-1].reshape(
                self.shape
            )
        sealed(found)
        return found

    def store(self, flags: Flags, table: Flags) -> None:
        """Write flags along the line (m,) to the rows of a table (rows, n + 1).

        What comes into the last column means nothing.
        """
        if self._layout is not None:
            table[:, :-1] = self._layout.back(flags)
        else:
            table[:] = flags.reshape(table.shape)

    def by_phase(self, numbers: Ints) -> Ints:
        """Return one number a phase as (..., phases), 0 where there is none."""
        leading = self.shape[:-1]
        if self._layout is None:
            return numbers.reshape(*leading, 1)
        return self._layout.by_phase(numbers).reshape(*leading, -1)

    @once
    def centre(self) -> Any:
        """Return the centre line."""
        return self._line(self._view.centre, "centre")

    @once
    def sigma(self) -> Any:
        """Return sigma, NaN where it is 0: nothing varies there."""
        sigma = self._line(self._view.sigma, "sigma")
        varies: Bools = sigma > 0
        if np.count_nonzero(varies) == sigma.size:
            return sigma
        return np.where(varies, sigma, np.nan)

    @once
    def tolerance(self) -> Any:
        """Return how far from a line a point still lies on it."""
        return tolerance_of(self.centre, self.sigma)

    def held(self, codes: Codes) -> Bits:
        """Return codes that were found in an array as bits of the line."""
        return codes

    def _held(self, said: Bools) -> Bits:
        """Return what is said of each place, as 1 where it is so."""
        return said.reshape(-1).view(np.uint8)

    def _not(self, bits: Bits) -> Bits:
        """Return a 1 for each place that has none."""
        return bits ^ 1

    def _toward(self, which: Bits) -> Bits:
        """Return the side of the centre of some places, told by 1, 0 of all others."""
        return which * self._parted[0]

    @once
    def gap(self) -> Bits:
        """Return which places are gaps between phases."""
        gap: Bools = np.zeros(self.length, dtype=bool)
        gap[self.gaps] = True
        return self._held(gap)

    @once
    def seen(self) -> Bits:
        """Return which places hold an observed point."""
        return self._held(self._grid == self._grid)

    @once
    def missing(self) -> Bits:
        """Return which places hold a point that is missing."""
        return self._not(self.seen | self.gap)

    @once
    def has_missing(self) -> bool:
        """Say whether any point is missing."""
        return bool(np.count_nonzero(self.seen) + self.gaps.size < self.length)

    @once
    def _parted(self) -> tuple[Bits, Bits]:
        """Return on which side of the centre places are, and which are off the line.

        How far past the width of the line a point lies is kept for `_sigmas`.
        """
        apart = self._grid - self.centre
        sides = self._held(np.signbit(apart)) + ABOVE
        # In place: lines may be long, and this one is not asked for again.
        past = np.abs(apart, out=apart)
        past -= self.tolerance
        self._past = past
        return sides, self._held(past > 0)

    @once
    def _sigmas(self) -> Floats:
        """Return how many sigma past the width of the centre line each point lies."""
        _ = self._parted
        past = self._past
        del self._past
        sigmas: Floats = np.divide(past, self.sigma, out=past).reshape(-1)
        return sigmas

    @once
    def _most_sigmas(self) -> Floats:
        # Where a point on a line is beyond it, the line's width counts as well.
        most: Floats = self._grid - self.centre
        np.abs(most, out=most)
        most += self.tolerance
        most /= self.sigma
        return most.reshape(-1)

    @once
    def side(self) -> Bits:
        """Return on which side of the centre each point lies."""
        return self._toward(self._parted[1])

    @once
    def on_centre(self) -> Bits:
        """Return which points lie on the centre line."""
        return self.seen & self._not(self._parted[1])

    @once
    def steps(self) -> Bits:
        """Return which points are higher or lower than the one before."""
        return steps_of(self.values)

    @once
    def useful(self) -> Useful:
        """Return the points that are observed and not on the centre line."""
        width = 0 if self._layout is not None else self.points + 1
        return useful_points(self.side, self.gaps, width)

    @once
    def longest(self) -> Indexes:
        """Return the longest run of each phase."""
        return longest_runs(self.useful)

    @once
    def sizes(self) -> Indexes:
        """Return how many useful points each phase has."""
        return self.useful.sizes

    @once
    def crossings(self) -> Indexes:
        """Return how often each phase crosses the centre."""
        return self.useful.crossings

    @once
    def above(self) -> Indexes:
        """Return how many points of each phase lie above the centre."""
        upper = np.cumsum(self.useful.codes & ABOVE, dtype=np.intp)
        return np.diff(upper[self.useful.gaps], prepend=0)

    @once
    def allowed(self) -> tuple[Indexes, Indexes]:
        """Return Anhøj's longest run and fewest crossings for each phase."""
        return limits_of(self.sizes, anhoej_box)

    def beyond(self, sigmas: float, *, inclusive: bool = False) -> Bits:
        """Return which points lie more than `sigmas` from the centre."""
        key = (sigmas, inclusive)
        found = self._beyond.get(key)
        if found is None:
            far = self._most_sigmas >= sigmas if inclusive else self._sigmas > sigmas
            found = self._beyond[key] = self._toward(self._held(far))
        return found

    def within(self, sigmas: float, *, inclusive: bool = True) -> Bits:
        """Return, as 1, which points lie less than `sigmas` from the centre."""
        near = self._sigmas <= sigmas if inclusive else self._most_sigmas < sigmas
        return self._held(near)

    def outside(self, *, inclusive: bool = False) -> Bits:
        """Return which points lie outside the chart's own limits.

        These are 3 sigma where the chart draws none; a limit that is NaN is none.
        """
        lower, upper = self._limit("lower"), self._limit("upper")
        if self._at_three_sigma(lower, upper):
            return self.beyond(3.0, inclusive=inclusive)
        found: Bits = 0
        if upper is not None:
            over = self._grid > upper + self._edge(upper, inclusive=inclusive)
            found = self._held(over)
        if lower is not None:
            under = self._grid < lower - self._edge(lower, inclusive=inclusive)
            found = found | self._held(under) * 2
        return found

    def _edge(self, limit: Any, *, inclusive: bool) -> Any:
        """Return how far past a limit a point is outside.

        What lies on a limit that is the centre is where all others lie: not outside.
        """
        if not inclusive:
            return self.tolerance
        narrow = np.abs(limit - self.centre) <= self.tolerance
        return np.where(narrow, self.tolerance, -self.tolerance)

    def _at_three_sigma(self, lower: Any, upper: Any) -> bool:
        """Say whether the limits are 3 sigma from the centre, or there are none.

        Then they need no comparison of their own; it is looked into where there
        is one number a series.
        """
        if lower is None and upper is None:
            return True
        if lower is None or upper is None:
            return False
        lines: Any = lower, upper, self.centre, self.sigma, self.tolerance
        if max(line.size for line in lines) > self.rows:
            return False
        low, high, centre, sigma, tolerance = lines
        # A rounding error is far less than the width of a line.
        width = 1e-3 * tolerance
        usual = abs(high - centre - 3 * sigma) <= width
        usual = usual & (abs(centre - low - 3 * sigma) <= width)
        return bool(usual.all())


def _numbers(array: ArrayLike, name: str) -> Floats:
    try:
        return np.asarray(array, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ChartError(
            f"{name} must be numbers, NaN where missing: {error}"
        ) from None
