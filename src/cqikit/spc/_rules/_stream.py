"""Charts laid end to end in one line, with a gap after each phase of each.

Rules look for patterns in this line. A gap breaks every pattern, so a rule
needs to know nothing of series, phases and excluded points: one chart, a
hundred thousand charts and a chart of ten phases are the same thing to it.
What several rules ask for (on which side, beyond how many sigma, rising or
falling) is worked out once and kept with the line.

Two bits say where a point lies: 1 above, 2 below, 0 neither. So `&` over a
window finds runs on both sides at once.
"""

from __future__ import annotations

from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, Final, final

import numpy as np

from cqikit.errors import ChartError
from cqikit.spc._compare import TOLERANCE
from cqikit.spc._rules._lengths import Codes, Indexes, Ints, RunLengths, run_lengths

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from cqikit.spc._view import Bools, ChartView, Flags, Floats

__all__ = ["ABOVE", "BELOW", "Stream", "beyond_of", "laid", "steps_of"]

ABOVE: Final = 1
BELOW: Final = 2


@final
class Stream:
    """The line, of m places: every included point, and a gap after each phase.

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
        self.shape = values.shape
        self.rows = prod(values.shape[:-1])
        breaks, excluded = _marks(view, "breaks"), _marks(view, "excluded")
        self._kept: Indexes | None = None
        self._place: Indexes | None = None
        if breaks is None and excluded is None:
            step = self.shape[-1] + 1
            self.gaps: Indexes = np.arange(step - 1, self.rows * step, step)
            self.phase: Indexes | None = None
            self.length = self.rows * step
        else:
            self._arrange(breaks, excluded)
        self.values: Floats = self.lay(values)
        self._beyond: dict[tuple[float, bool], Codes] = {}

    def _arrange(self, breaks: Bools | None, excluded: Bools | None) -> None:
        """Find the place of every included point, and of the gaps."""
        n = self.shape[-1]
        starts = np.zeros((self.rows, n), dtype=bool)
        if breaks is not None:
            starts |= breaks.reshape(self.rows, n)
        starts[:, :1] = True
        segment = np.cumsum(starts.reshape(-1)) - 1
        count = int(segment[-1]) + 1 if segment.size else 0
        if excluded is None:
            self._kept = np.arange(self.rows * n)
        else:
            self._kept = np.flatnonzero(~excluded.reshape(-1))
        of_kept = segment[self._kept]
        self._place = np.arange(self._kept.size) + of_kept
        sizes = np.bincount(of_kept, minlength=count)
        self.gaps = np.cumsum(sizes) + np.arange(count)
        self.length = self._kept.size + count
        # The number of each phase within its series, phase after phase.
        begins = np.flatnonzero(starts.reshape(-1))
        row = begins // max(n, 1)
        first_of_row = np.searchsorted(row, np.arange(self.rows))
        self.phase = row * 0 + np.arange(count) - first_of_row[row]
        self._row_of_segment = row

    def lay(self, array: ArrayLike) -> Floats:
        """Return numbers (broadcastable to (..., n)) along the line (m,)."""
        numbers = np.broadcast_to(np.asarray(array, dtype=np.float64), self.shape)
        if self._place is None:
            line = np.empty((self.rows, self.shape[-1] + 1))
            line[:, :-1] = numbers.reshape(self.rows, self.shape[-1])
            line[:, -1] = np.nan
            return line.reshape(-1)
        spaced = np.full(self.length, np.nan)
        spaced[self._place] = numbers.reshape(-1)[self._kept]
        return spaced

    def back(self, flags: Flags) -> Flags:
        """Return flags along the line (m,) in the chart's shape (..., n)."""
        if self._place is None:
            table = flags.reshape(self.rows, self.shape[-1] + 1)
            return table[:, :-1].reshape(self.shape)
        spread = np.zeros(self.rows * self.shape[-1], dtype=np.int8)
        spread[self._kept] = flags[self._place]
        return spread.reshape(self.shape)

    def by_phase(self, numbers: Ints) -> Ints:
        """Return one number a phase as (..., phases), 0 where there is none."""
        leading = self.shape[:-1]
        if self.phase is None:
            return numbers.reshape(*leading, 1)
        most = int(self.phase.max()) + 1 if self.phase.size else 1
        table = np.zeros((self.rows, most), dtype=np.int64)
        table[self._row_of_segment, self.phase] = numbers
        return table.reshape(*leading, most)

    @cached_property
    def sigma(self) -> Floats:
        """Return sigma along the line, NaN where it is 0: nothing varies there."""
        sigma = self.lay(self._view.sigma)
        sigma[sigma <= 0] = np.nan
        return sigma

    @cached_property
    def centre(self) -> Floats:
        """Return the centre along the line."""
        return self.lay(self._view.centre)

    @cached_property
    def slack(self) -> Floats:
        """Return how far from a line a point still lies on it."""
        slack: Floats = np.abs(self.centre)
        np.fmax(slack, self.sigma, out=slack)
        slack *= TOLERANCE
        return slack

    @cached_property
    def gap(self) -> Bools:
        """Return which places are gaps between phases."""
        gap: Bools = np.zeros(self.length, dtype=bool)
        gap[self.gaps] = True
        return gap

    @cached_property
    def seen(self) -> Bools:
        """Return which places hold an observed point."""
        return ~np.isnan(self.values)

    @cached_property
    def missing(self) -> Bools:
        """Return which places hold a point that is missing."""
        return ~(self.seen | self.gap)

    @cached_property
    def has_missing(self) -> bool:
        """Say whether any point is missing."""
        return bool(np.count_nonzero(self.seen) + self.gaps.size < self.length)

    @cached_property
    def _apart(self) -> Floats:
        return self.values - self.centre

    @cached_property
    def _toward(self) -> Codes:
        return (self._apart < 0).view(np.uint8) + np.uint8(ABOVE)

    @cached_property
    def _distance(self) -> Floats:
        return np.abs(self._apart)

    @cached_property
    def side(self) -> Codes:
        """Return on which side of the centre each point lies."""
        off: Bools = self._distance > self.slack
        return off.view(np.uint8) * self._toward

    @cached_property
    def on_centre(self) -> Bools:
        """Return which points lie on the centre line."""
        on: Bools = self._distance <= self.slack
        return on

    @cached_property
    def steps(self) -> Codes:
        """Return which points are higher or lower than the one before."""
        return steps_of(self.values)

    def beyond(self, sigmas: float, *, inclusive: bool = False) -> Codes:
        """Return which points lie more than `sigmas` from the centre."""
        key = (sigmas, inclusive)
        found = self._beyond.get(key)
        if found is None:
            if inclusive:
                far = self._distance >= self.sigma * sigmas - self.slack
            else:
                far = self._distance > self.sigma * sigmas + self.slack
            found = self._beyond[key] = far.view(np.uint8) * self._toward
        return found

    def within(self, sigmas: float, *, inclusive: bool = True) -> Codes:
        """Return, as 1, which points lie less than `sigmas` from the centre."""
        if inclusive:
            near = self._distance <= self.sigma * sigmas + self.slack
        else:
            near = self._distance < self.sigma * sigmas - self.slack
        return near.view(np.uint8)

    def outside(self, *, inclusive: bool = False) -> Codes:
        """Return which points lie outside the chart's own limits.

        These are 3 sigma where the chart draws none; a limit that is NaN is none.
        """
        lower = getattr(self._view, "lower", None)
        upper = getattr(self._view, "upper", None)
        if lower is None and upper is None:
            return self.beyond(3.0, inclusive=inclusive)
        slack = -self.slack if inclusive else self.slack
        codes: Codes = np.zeros(self.length, dtype=np.uint8)
        if upper is not None:
            codes |= (self.values > self.lay(upper) + slack).view(np.uint8)
        if lower is not None:
            under = self.values < self.lay(lower) - slack
            codes |= under.view(np.uint8) * np.uint8(BELOW)
        return codes

    @cached_property
    def runs(self) -> RunLengths:
        """Return the runs on one side of the centre, points on it left out."""
        return run_lengths(self.side, self.gaps)

    @cached_property
    def unbridged_runs(self) -> RunLengths:
        """Return the runs, each ended by a missing point as well."""
        if not self.has_missing:
            return self.runs
        return run_lengths(self.side, self.gaps, self.missing)


def steps_of(values: Floats) -> Codes:
    """Return which of `values` (m,) are higher or lower than the one before.

    Two neighbours nearer than a billionth of their size are equal.
    """
    steps: Codes = np.zeros(values.size, dtype=np.uint8)
    if values.size > 1:
        apart = values[1:] - values[:-1]
        slack = TOLERANCE * np.abs(values[1:])
        moved: Bools = np.abs(apart) > slack
        toward = (apart < 0).view(np.uint8) + np.uint8(ABOVE)
        np.multiply(moved.view(np.uint8), toward, out=steps[1:])
    return steps


def beyond_of(
    values: Floats,
    centre: Floats,
    sigma: Floats,
    slack: Floats,
    sigmas: float,
    *,
    inclusive: bool,
) -> Codes:
    """Return which of `values` lie more than `sigmas` from `centre`; all (m,)."""
    apart = values - centre
    if inclusive:
        far = np.abs(apart) >= sigma * sigmas - slack
    else:
        far = np.abs(apart) > sigma * sigmas + slack
    return far.view(np.uint8) * ((apart < 0).view(np.uint8) + np.uint8(ABOVE))


def laid(view: ChartView) -> Stream:
    """Return the charts of `view` in one line.

    Raises
    ------
    ChartError
        When an array does not have the shape of `values`.
    """
    return Stream(view)


def _numbers(array: ArrayLike, name: str) -> Floats:
    try:
        return np.asarray(array, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ChartError(
            f"{name} must be numbers, NaN where missing ({error})"
        ) from None


def _marks(view: ChartView, name: str) -> Bools | None:
    """Return an optional bool array of the view, None where nothing is marked."""
    marked = getattr(view, name, None)
    if marked is None:
        return None
    marks: Bools = np.asarray(marked, dtype=bool)
    if not marks.any():
        return None
    return np.broadcast_to(marks, np.shape(view.values))
