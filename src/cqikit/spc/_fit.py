"""The one kernel: centre, spread and statistic of any number of charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from cqikit.spc._kind import Points
from cqikit.spc._segments import segments_of

if TYPE_CHECKING:
    from cqikit.spc._kind import ChartKind
    from cqikit.spc._segments import Segments
    from cqikit.spc._view import Bools, Floats

__all__ = ["Fit", "fit_rows"]

#: So many points are worked on at once; what is held besides input and result
#: is a few times this, whatever the number of charts.
CHUNK: Final = 1 << 17


@frozen(eq=False)
class Fit:
    """Centre and spread that broadcast to the rows, and the statistic if there is one."""

    centre: Floats
    spread: Floats | None
    statistic: Floats | None = None


@frozen(eq=False)
class Marks:
    """Phase edges and points that do not count, each (k, n) or None for none."""

    breaks: Bools | None = None
    excluded: Bools | None = None
    baseline: Bools | None = None
    missing: Bools | None = None

    @property
    def plain(self) -> bool:
        """Say whether every row is one phase of which every point counts."""
        return (
            self.breaks is None
            and self.excluded is None
            and self.baseline is None
            and self.missing is None
        )

    def part(self, rows: slice) -> Marks:
        """Return the marks of some rows."""
        return Marks(*(None if one is None else one[rows] for one in self.arrays))

    @property
    def arrays(self) -> tuple[Bools | None, ...]:
        """Return breaks, excluded, baseline and missing, in this order."""
        return self.breaks, self.excluded, self.baseline, self.missing

    @property
    def kept(self) -> Bools | None:
        """Return which points stand on the chart and count, None for all."""
        kept = None if self.excluded is None else ~self.excluded
        if self.missing is not None:
            kept = ~self.missing if kept is None else kept & ~self.missing
        return kept

    @property
    def counted(self) -> Bools | None:
        """Return which points limits rest on, None for all."""
        if self.baseline is None:
            return self.kept
        return self.baseline if self.kept is None else self.baseline & self.kept


def fit_rows(
    kind: ChartKind, points: Points, marks: Marks, given: Floats | None
) -> Fit:
    """Return the fit of rows (k, n), a chunk of rows at a time.

    Parameters
    ----------
    kind : ChartKind
    points : Points, each array of shape (k, n)
    marks : Marks
    given : ndarray of float, shape (k, n), optional
        Centres that are not to be computed; NaN where they are.
    """
    k, n = points.values.shape
    step = max(CHUNK // max(n, 1), 1)
    if k <= step:
        return _fit_chunk(kind, points, marks, given)
    chunks = [
        _fit_chunk(
            kind,
            Points(*(_part(one, rows) for one in points.arrays)),
            marks.part(rows),
            _part(given, rows),
        )
        for rows in (slice(start, start + step) for start in range(0, k, step))
    ]
    return Fit(
        np.concatenate([one.centre for one in chunks]),
        _joined([one.spread for one in chunks]),
        _joined([one.statistic for one in chunks]),
    )


def _part(array: Floats | None, rows: slice) -> Floats | None:
    return None if array is None else array[rows]


def _joined(parts: list[Floats | None]) -> Floats | None:
    whole = [one for one in parts if one is not None]
    return np.concatenate(whole) if whole else None


def _fit_chunk(
    kind: ChartKind, points: Points, marks: Marks, given: Floats | None
) -> Fit:
    if marks.plain:
        fit = _fit_packed(kind, points, given)
    else:
        fit = _fit_segments(kind, points, marks, given)
    if kind.statistic is None:
        return fit
    if marks.plain:
        return evolve(fit, statistic=kind.statistic(points, fit.centre, fit.spread))
    return evolve(fit, statistic=_statistic(kind, points, marks, fit))


def _fit_packed(kind: ChartKind, points: Points, given: Floats | None) -> Fit:
    centre = kind.centre(points)
    if given is not None:
        centre = np.where(np.isnan(given), centre, given)
    return Fit(centre, None if kind.spread is None else kind.spread(points, centre))


def _fit_segments(
    kind: ChartKind, points: Points, marks: Marks, given: Floats | None
) -> Fit:
    layout = segments_of(points.values.shape, marks.breaks, marks.counted)
    count = len(layout.counts)
    centre, spread = np.full((count, 1), np.nan), np.full((count, 1), np.nan)
    for members in layout.groups():
        packed = _pack(layout, points, members)
        at = None if given is None else layout.pack(given, members)
        fit = _fit_packed(kind, packed, at)
        # A centre that is given point by point is put in place below.
        centre[members] = (
            kind.centre(packed) if fit.centre.shape[-1] != 1 else fit.centre
        )
        if fit.spread is not None:
            spread[members] = fit.spread
    full = centre[layout.phase, 0]
    if given is not None:
        full = np.where(np.isnan(given), full, given)
    return Fit(full, None if kind.spread is None else spread[layout.phase, 0])


def _pack(layout: Segments, points: Points, members: np.ndarray) -> Points:
    packed = (
        None if one is None else layout.pack(one, members) for one in points.arrays
    )
    return Points(*packed)


def _statistic(kind: ChartKind, points: Points, marks: Marks, fit: Fit) -> Floats:
    shape = points.values.shape
    result = np.full(shape, np.nan)
    centre = np.broadcast_to(fit.centre, shape)
    spread = None if fit.spread is None else np.broadcast_to(fit.spread, shape)
    # First with every point, so that an excluded one can be seen; then without.
    layers = [None] if marks.kept is None else [_unless(marks.missing), marks.kept]
    for keep in layers:
        layout = segments_of(shape, marks.breaks, keep)
        for members in layout.groups():
            plotted = kind.statistic(
                _pack(layout, points, members),
                layout.pack(centre, members),
                None if spread is None else layout.pack(spread, members),
            )
            layout.unpack(plotted, members, result)
    return result


def _unless(missing: Bools | None) -> Bools | None:
    return None if missing is None else ~missing
