"""The phases of many charts, laid out as rows of their own.

Phases differ in length, and points that do not count lie between those that do. So the
counting points of each phase are packed to the left of a row of a rectangle (the padded
form of a ragged array), whose end is NaN: an excluded point is as good as never written
down, and a function of rows serves one chart and a hundred thousand with phases of
their own. Phases go into rectangles by the power of two that their length is below, so
that less than half of a large one is padding.

Where every row is one phase, nothing has to move: the rows are the rectangle, or, of a
single row, the points that count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._charts._kind import Points
    from cqikit.spc._charts._view import Bools

__all__ = ["Layout", "layout_of", "phases_of", "segments_of"]

#: A rectangle of at most so many cells, two a point of a block, is filled at once.
CELLS: Final = 1 << 17


@frozen(eq=False)
class Rows:
    """Rows that are one phase each, (..., n); of a single one, the points `kept`."""

    kept: Any = slice(None)

    def groups(self) -> Iterator[Any]:
        """Yield what names all of the rows."""
        yield slice(None)

    def pack(self, rows: NDArray[Any], _members: Any) -> NDArray[Any]:
        """Return the points that count, (..., m)."""
        return rows[..., self.kept]

    def unpack(self, packed: NDArray[Any], _members: Any, into: NDArray[Any]) -> None:
        """Write points that count back to where they came from."""
        into[..., self.kept] = packed

    def full(self, phases: NDArray[Any]) -> NDArray[Any]:
        """Return one number a phase, (..., 1), as it is: it goes with all points."""
        return phases


@frozen(eq=False)
class Segments:
    """Where each kept point of rows (k, n) goes: a segment, and a place in it.

    `phase` (k, n) numbers the segments through all rows; `flat` holds the
    kept points' places in the flattened rows, `segment` and `place` where
    they go; `counts` how many each segment keeps.
    """

    phase: NDArray[np.intp]
    flat: NDArray[np.intp]
    segment: NDArray[np.intp]
    place: NDArray[np.intp]
    counts: NDArray[np.intp]

    def groups(self) -> Iterator[NDArray[np.intp]]:
        """Yield the numbers of segments that share a rectangle without much waste."""
        everything = np.arange(len(self.counts))
        longest = int(self.counts.max(initial=0))
        if longest * len(everything) <= CELLS:
            yield everything
            return
        bucket = np.frexp(self.counts.astype(float))[1]
        for size in np.unique(bucket):
            members = everything[bucket == size]
            step = max(CELLS >> max(int(size), 0), 1)
            for start in range(0, len(members), step):
                yield members[start : start + step]

    def pack(self, rows: NDArray[Any], members: NDArray[np.intp]) -> Any:
        """Return the kept points of `members`, one segment a row, (members, m)."""
        longest = int(self.counts[members].max(initial=0))
        packed = np.full((len(members), longest), np.nan)
        chosen, row = self._chosen(members)
        packed[row, self.place[chosen]] = rows.reshape(-1)[self.flat[chosen]]
        return packed

    def unpack(
        self, packed: NDArray[Any], members: NDArray[np.intp], into: NDArray[Any]
    ) -> None:
        """Write the segments of `members` back to where they came from."""
        chosen, row = self._chosen(members)
        into.reshape(-1)[self.flat[chosen]] = packed[row, self.place[chosen]]

    def full(self, phases: NDArray[Any]) -> NDArray[Any]:
        """Return one number a segment, (segments, 1), at each point, (k, n)."""
        at_points: NDArray[Any] = phases[self.phase, 0]
        return at_points

    def _chosen(
        self, members: NDArray[np.intp]
    ) -> tuple[slice | NDArray[np.intp], NDArray[np.intp]]:
        if len(members) == len(self.counts):
            return slice(None), self.segment
        row_of = np.full(len(self.counts), -1)
        row_of[members] = np.arange(len(members))
        rows = row_of[self.segment]
        chosen = np.flatnonzero(rows >= 0)
        return chosen, rows[chosen]


Layout: TypeAlias = Rows | Segments


def layout_of(points: Points, keep: Bools | None) -> Layout:
    """Return how the phases of points are laid out.

    Parameters
    ----------
    points : Points
        Of shape (k, n); any, (..., n), where there are neither breaks nor `keep`.
    keep : ndarray of bool, shape (k, n), optional
        False where a point does not count.
    """
    if points.breaks is None and keep is None:
        return Rows()
    if points.breaks is None and keep is not None and len(keep) == 1:
        return Rows(keep[0])
    k, n = points.values.shape
    return segments_of((k, n), points.breaks, keep)


def segments_of(
    shape: tuple[int, int], breaks: Bools | None, keep: Bools | None
) -> Segments:
    """Return the phases of rows (k, n), each the points of it to `keep`."""
    phase = phases_of(shape, breaks)
    count = int(phase[-1, -1]) + 1 if phase.size else 0
    flat = np.arange(phase.size) if keep is None else np.flatnonzero(keep)
    segment = phase.reshape(-1) if keep is None else phase.reshape(-1)[flat]
    counts = np.bincount(segment, minlength=count)
    place = np.arange(len(flat)) - (np.cumsum(counts) - counts)[segment]
    return Segments(phase, flat, segment, place, counts)


def phases_of(shape: tuple[int, int], breaks: Bools | None) -> NDArray[np.intp]:
    """Return the number of each point's phase, counted through all rows (k, n)."""
    starts = np.zeros(shape, dtype=bool) if breaks is None else breaks.copy()
    starts[:, :1] = True
    return np.cumsum(starts.reshape(-1)).reshape(shape) - 1
