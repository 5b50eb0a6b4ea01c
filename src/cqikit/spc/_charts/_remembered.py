"""What a statistic with a memory plots of each point: EWMA, CUSUM, moving range.

The points that count are walked phase by phase. A point that is excluded is shown as it
would stand after those that count before it, and no other: what was excluded before it
is forgotten, as a monitor forgets it. Of a statistic that says what it `held` when it
plotted a point, that is one step more for all excluded points at once; of any other,
each is the end of a row of its own, of as many points as the statistic looks back over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cqikit.spc._charts._kind import Points
from cqikit.spc._charts._segments import CELLS, layout_of, phases_of
from cqikit.spc._charts._weighted import step_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cqikit.spc._charts._kind import ChartKind
    from cqikit.spc._charts._segments import Layout
    from cqikit.spc._charts._view import Bools, Floats

    Places = NDArray[np.intp]
    #: Points, their centre, and their spread where they have one.
    Part = tuple[Points, Floats, Floats | None]

__all__ = ["packed", "remembered"]


class Walked(NamedTuple):
    """Points (k, n) with their lines, and what is found of them: both are written to.

    `ramp` stays NaN where the kind has none.
    """

    points: Points
    centre: Floats
    spread: Floats | None
    plotted: Floats
    ramp: Floats

    def part(self, at: Any) -> Part:
        """Return points and lines of some places of the flattened rows."""
        points = self.points
        arrays: list[Any] = [
            None if array is None else array.reshape(-1)[at]
            for array in (points.values, points.sizes, points.within)
        ]
        spread = None if self.spread is None else self.spread.reshape(-1)[at]
        return Points(*arrays), self.centre.reshape(-1)[at], spread


def remembered(
    kind: ChartKind, points: Points, centre: Floats, spread: Floats | None
) -> tuple[Floats, Floats | None]:
    """Return what is plotted of points (k, n), and the ramp, if the kind has one.

    Parameters
    ----------
    kind : ChartKind
        With a statistic.
    points : Points, shape (k, n)
    centre, spread : ndarray of float, broadcastable to (k, n)
    """
    shape = points.values.shape
    centre = np.broadcast_to(centre, shape)
    spread = None if spread is None else np.broadcast_to(spread, shape)
    found = Walked(
        points, centre, spread, np.full(shape, np.nan), np.full(shape, np.nan)
    )
    _walk(kind, found)
    if (out := points.left_out) is not None:
        _show(kind, found, out)
    return found.plotted, None if kind.ramp is None else found.ramp


def packed(points: Points, layout: Layout, group: Any) -> Points:
    """Return what functions of a kind see of some phases, one a row."""
    arrays: list[Any] = [
        None if array is None else layout.pack(array, group)
        for array in (points.values, points.sizes, points.within)
    ]
    return Points(*arrays)


def _walk(kind: Any, found: Walked) -> None:
    """Find what is plotted of the points that count."""
    points, statistic = found.points, kind.statistic
    layout = layout_of(points, points.kept)
    for members in layout.groups():
        rows = packed(points, layout, members)
        at = layout.pack(found.centre, members)
        sigma = None if found.spread is None else layout.pack(found.spread, members)
        layout.unpack(statistic(rows, at, sigma), members, found.plotted)
        if kind.ramp is not None:
            layout.unpack(kind.ramp(rows), members, found.ramp)


def _show(kind: Any, found: Walked, out: Bools) -> None:
    """Find what is plotted of points left out, each after those that count."""
    points, ramp = found.points, kind.ramp
    places = np.flatnonzero(out)
    begins = np.flatnonzero(_starts(points))
    first = begins[np.searchsorted(begins, places, side="right") - 1]
    if hasattr(kind.statistic, "held") and (ramp is None or hasattr(ramp, "after")):
        _step(kind, found, places, first)
    else:
        _walk_to(kind, found, places, first)


def _starts(points: Points) -> Bools:
    """Return where phases start, in the flattened rows."""
    phase = phases_of(points.values.shape, points.breaks).reshape(-1)
    return np.diff(phase, prepend=-1) > 0


def _step(kind: Any, found: Walked, places: Places, first: Places) -> None:
    """Take one step more to each place, from the last point plotted in its phase."""
    # What is left out is not plotted yet.
    plotted = np.flatnonzero(~np.isnan(found.plotted))
    start, stop = np.searchsorted(plotted, (first, places))
    last = np.append(plotted, 0)[stop - 1]
    before = np.where(stop > start, found.plotted.reshape(-1)[last], np.nan)
    points, centre, spread = found.part(places)
    moved = centre - found.centre.reshape(-1)[last]
    held = kind.statistic.held(before, centre, moved)
    shown, _ = kind.statistic.onward(held, step_of(points, centre, spread))
    found.plotted.reshape(-1)[places] = shown
    if kind.ramp is not None:
        seen = stop - start + ~np.isnan(points.values)
        found.ramp.reshape(-1)[places] = kind.ramp.after(seen)


def _walk_to(kind: Any, found: Walked, places: Places, first: Places) -> None:
    """Walk to each place through what counts before it in its phase."""
    counts: Any = found.points.kept
    kept = np.flatnonzero(counts)
    start, stop = np.searchsorted(kept, (first, places))
    if kind.ramp is None:
        reach = getattr(kind.statistic, "reach", kept.size + 1)
        start = np.maximum(start, stop + 1 - reach)
    ahead = np.arange((stop - start).max(initial=0) + 1)
    # What follows its end is never looked at.
    kept = np.append(kept, 0)
    step = max(CELLS // ahead.size, 1)
    for begin in range(0, len(places), step):
        some = slice(begin, begin + step)
        into, end = places[some], (stop - start)[some, None]
        at = kept[np.minimum(start[some, None] + ahead, kept.size - 1)]
        at = np.where(ahead < end, at, into[:, None])
        rows = _ended(found.part(at), ahead > end)
        plotted = kind.statistic(*rows)
        found.plotted.reshape(-1)[into] = np.take_along_axis(plotted, end, -1)[:, 0]
        if kind.ramp is not None:
            ramp = kind.ramp(rows[0])
            found.ramp.reshape(-1)[into] = np.take_along_axis(ramp, end, -1)[:, 0]


def _ended(part: Part, beyond: Bools) -> Part:
    """Return rows that are NaN beyond their ends."""

    def ended(array: Floats) -> Floats:
        return np.where(beyond, np.nan, array)

    points, centre, spread = part
    spread = None if spread is None else ended(spread)
    return points.each(ended), ended(centre), spread
