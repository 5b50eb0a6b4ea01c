"""The one kernel: centre, spread and statistic of any number of charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, frozen

from cqikit.spc._kind import Points
from cqikit.spc._segments import segments_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cqikit.spc._kind import ChartKind
    from cqikit.spc._segments import Segments
    from cqikit.spc._view import Bools, Floats

__all__ = ["Fit", "Given", "Marks", "fit_rows"]

#: So many points are worked on at once; what is held besides input and result
#: is a few times this, whatever the number of charts.
CHUNK: Final = 1 << 16


@frozen(eq=False)
class Fit:
    """Centre and spread, which broadcast to the rows, and what hangs on places.

    `statistic` is what is plotted instead of the values, `ramp` which part of
    its sigma each point has; both have the shape of the rows.
    """

    centre: Floats
    spread: Floats | None
    statistic: Floats | None = None
    ramp: Floats | None = None

    @property
    def arrays(self) -> tuple[Floats | None, ...]:
        """Return all of them, in order."""
        return self.centre, self.spread, self.statistic, self.ramp


@frozen(eq=False)
class Given:
    """What is not to be computed, each (k, n), NaN where it is, or None."""

    centre: Floats | None = None
    spread: Floats | None = None

    @property
    def arrays(self) -> tuple[Floats | None, ...]:
        """Return centre and spread."""
        return self.centre, self.spread


@frozen(eq=False)
class Marks:
    """Phase edges and points that do not count, each (k, n) or None for none."""

    breaks: Bools | None = None
    excluded: Bools | None = None
    baseline: Bools | None = None
    missing: Bools | None = None

    @property
    def arrays(self) -> tuple[Bools | None, ...]:
        """Return breaks, excluded, baseline and missing."""
        return self.breaks, self.excluded, self.baseline, self.missing

    @property
    def plain(self) -> bool:
        """Say whether every row is one phase of which every point counts."""
        return all(one is None for one in self.arrays)

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
        kept = self.kept
        if self.baseline is None:
            return kept
        return self.baseline if kept is None else self.baseline & kept


def fit_rows(kind: ChartKind, points: Points, marks: Marks, given: Given) -> Fit:
    """Return the fit of rows (k, n), a chunk of rows at a time.

    Parameters
    ----------
    kind : ChartKind
    points, marks, given
        Each array of shape (k, n).
    """
    k, n = points.values.shape
    step = max(CHUNK // max(n, 1), 1)
    if k <= step:
        return _fit_chunk(kind, points, marks, given)
    chunks = [
        _fit_chunk(
            kind, _cut(points, rows), _cut(marks, rows), _cut(given, rows)
        ).arrays
        for rows in (slice(start, start + step) for start in range(0, k, step))
    ]
    return Fit(*(_joined(parts) for parts in zip(*chunks, strict=True)))


def _cut(record: Any, rows: slice) -> Any:
    return type(record)(*(None if one is None else one[rows] for one in record.arrays))


def _joined(parts: tuple[Floats | None, ...]) -> Any:
    whole = [one for one in parts if one is not None]
    return np.concatenate(whole) if whole else None


def _fit_chunk(kind: ChartKind, points: Points, marks: Marks, given: Given) -> Fit:
    if not marks.plain:
        fit = _fit_segments(kind, points, marks, given)
        return fit if kind.statistic is None else _remember(kind, points, marks, fit)
    fit = _fit_packed(kind, points, given.centre)
    fit = (
        evolve(fit, spread=_over(fit.spread, given.spread))
        if given.spread is not None
        else fit
    )
    if kind.statistic is None:
        return fit
    return evolve(
        fit,
        statistic=kind.statistic(points, fit.centre, fit.spread),
        ramp=None if kind.ramp is None else kind.ramp(points),
    )


def _over(computed: Floats | None, given: Floats | None) -> Floats | None:
    if given is None or computed is None:
        return computed
    return np.where(np.isnan(given), computed, given)


def _fit_packed(kind: ChartKind, points: Points, given: Floats | None) -> Fit:
    centre = kind.centre(points)
    if given is not None:
        centre = np.where(np.isnan(given), centre, given)
    return Fit(centre, None if kind.spread is None else kind.spread(points, centre))


def _fit_segments(kind: ChartKind, points: Points, marks: Marks, given: Given) -> Fit:
    layout = segments_of(points.values.shape, marks.breaks, marks.counted)
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
    full = centre[layout.phase, 0]
    wide = None if kind.spread is None else spread[layout.phase, 0]
    return Fit(
        full if given.centre is None else _over(full, given.centre),
        _over(wide, given.spread),
    )


def _pack(layout: Segments, points: Points, members: NDArray[np.intp]) -> Points:
    return Points(
        *(None if one is None else layout.pack(one, members) for one in points.arrays)
    )


def _remember(kind: ChartKind, points: Points, marks: Marks, fit: Fit) -> Fit:
    """Return the fit with what each point is, given those before it in its phase."""
    shape = points.values.shape
    plotted, ramp = np.full(shape, np.nan), np.full(shape, np.nan)
    # First with every point, so that an excluded one can be seen; then without.
    seen = None if marks.missing is None else ~marks.missing
    for keep in [seen] if marks.excluded is None else [seen, marks.kept]:
        layout = segments_of(shape, marks.breaks, keep)
        for members in layout.groups():
            packed = _pack(layout, points, members)
            spread = None if fit.spread is None else layout.pack(fit.spread, members)
            centre = layout.pack(fit.centre, members)
            layout.unpack(kind.statistic(packed, centre, spread), members, plotted)
            if kind.ramp is not None:
                layout.unpack(kind.ramp(packed), members, ramp)
    return evolve(fit, statistic=plotted, ramp=None if kind.ramp is None else ramp)
