"""The one kernel: centre, spread and statistic of any number of charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cqikit.spc._segments import segments_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cqikit.spc._kind import ChartKind, Points
    from cqikit.spc._segments import Segments
    from cqikit.spc._view import Bools, Floats

__all__ = ["Fit", "Given", "Marks", "fit_rows", "over", "remembered"]


class Fit(NamedTuple):
    """Centre and spread, which broadcast to the rows, and what hangs on places.

    `statistic` is what is plotted instead of the values, `ramp` which part of
    its sigma each point has; both have the shape of the rows.
    """

    centre: Floats
    spread: Floats | None = None
    statistic: Floats | None = None
    ramp: Floats | None = None

    def each(self, function: Callable[[Floats], Floats]) -> Fit:
        """Return the fit with `function` of each array that is there."""
        return Fit(
            function(self.centre),
            *(None if one is None else function(one) for one in self[1:]),
        )


class Given(NamedTuple):
    """What is not to be computed, each (k, n), NaN where it is, or None."""

    centre: Floats | None = None
    spread: Floats | None = None

    def each(self, function: Callable[[Floats], Floats]) -> Given:
        """Return this with `function` of each array that is there."""
        return Given(*(None if one is None else function(one) for one in self))


class Marks(NamedTuple):
    """Phase edges and points that do not count, each (k, n) or None for none."""

    breaks: Bools | None = None
    excluded: Bools | None = None
    baseline: Bools | None = None
    missing: Bools | None = None

    def each(self, function: Callable[[Any], Any]) -> Marks:
        """Return the marks with `function` of each array that is there."""
        return Marks(*(None if one is None else function(one) for one in self))

    @property
    def plain(self) -> bool:
        """Say whether every row is one phase of which every point counts."""
        return all(one is None for one in self)

    @property
    def kept(self) -> Bools | None:
        """Return which points stand on the chart and count, None for all."""
        kept = None if self.excluded is None else ~self.excluded
        if self.missing is not None:
            kept = ~self.missing if kept is None else kept & ~self.missing
        return kept

    @property
    def turns(self) -> list[Bools | None]:
        """Return which points a statistic with a memory takes in, time after time.

        First every one, so that what is excluded can be seen; then without.
        """
        seen = None if self.missing is None else ~self.missing
        return [seen] if self.excluded is None else [seen, self.kept]

    @property
    def counted(self) -> Bools | None:
        """Return which points limits rest on, None for all."""
        kept = self.kept
        if self.baseline is None:
            return kept
        return self.baseline if kept is None else self.baseline & kept


def fit_rows(kind: ChartKind, points: Points, marks: Marks, given: Given) -> Fit:
    """Return the fit of rows (k, n), all of them at once.

    Rows that are one phase each may have any shape (..., n). Given lines are of
    this shape, or (..., 1) where they do not move.
    """
    if not marks.plain:
        fit = _fit_segments(kind, points, marks, given)
        return fit if kind.statistic is None else remembered(kind, points, marks, fit)
    fit = _fit_packed(kind, points, given.centre)
    if fit.spread is not None and given.spread is not None:
        fit = fit._replace(spread=over(fit.spread, given.spread))
    if kind.statistic is None:
        return fit
    return fit._replace(
        statistic=kind.statistic(points, fit.centre, fit.spread),
        ramp=None if kind.ramp is None else kind.ramp(points),
    )


def over(computed: Floats, given: Floats | None) -> Floats:
    """Return a line that is computed where none is given."""
    return computed if given is None else np.where(np.isnan(given), computed, given)


def _fit_packed(kind: ChartKind, points: Points, given: Floats | None) -> Fit:
    centre = over(kind.centre(points), given)
    return Fit(centre, None if kind.spread is None else kind.spread(points, centre))


def _fit_segments(kind: ChartKind, points: Points, marks: Marks, given: Given) -> Fit:
    layout = segments_of(points.values.shape, marks.breaks, marks.counted)
    given = given.each(lambda line: np.broadcast_to(line, points.values.shape))
    shape = (len(layout.counts), 1)
    centre, spread = np.full(shape, np.nan), np.full(shape, np.nan)
    for members in layout.groups():
        packed = _pack(layout, points, members)
        centre[members] = kind.centre(packed)
        if kind.spread is None:
            continue
        at = centre[members]
        if given.centre is not None:
            fixed = layout.pack(given.centre, members)
            at = np.where(np.isnan(fixed), at, fixed)
        spread[members] = kind.spread(packed, at)
    full = over(centre[layout.phase, 0], given.centre)
    if kind.spread is None:
        return Fit(full)
    return Fit(full, over(spread[layout.phase, 0], given.spread))


def _pack(layout: Segments, points: Points, members: NDArray[np.intp]) -> Points:
    return points.each(lambda array: layout.pack(array, members))


def remembered(kind: ChartKind, points: Points, marks: Marks, fit: Fit) -> Fit:
    """Return the fit with what each point is, given those before it in its phase."""
    fit = fit.each(lambda one: np.broadcast_to(one, points.values.shape))
    statistic = kind.statistic
    assert statistic is not None  # noqa: S101  (asked for by the caller)
    shape = points.values.shape
    plotted, ramp = np.full(shape, np.nan), np.full(shape, np.nan)
    for keep in marks.turns:
        layout = segments_of(shape, marks.breaks, keep)
        for members in layout.groups():
            packed = _pack(layout, points, members)
            spread = None if fit.spread is None else layout.pack(fit.spread, members)
            centre = layout.pack(fit.centre, members)
            layout.unpack(statistic(packed, centre, spread), members, plotted)
            if kind.ramp is not None:
                layout.unpack(kind.ramp(packed), members, ramp)
    return fit._replace(statistic=plotted, ramp=None if kind.ramp is None else ramp)
