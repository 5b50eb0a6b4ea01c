"""Phases of many charts, laid out as rows of their own.

Every phase of every chart becomes one row of a rectangle: points that do not
count are left out, the rest move together, and the end is filled with NaN. So
an excluded point is as good as never written down, and one kernel serves a
single chart and a hundred thousand with phases of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._view import Bools, Floats

__all__ = ["Segments", "segments_of"]

#: A rectangle of at most this many cells is filled at once.
CELLS: Final = 1 << 16


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

    def pack(self, rows: Floats, members: NDArray[np.intp]) -> Floats:
        """Return the kept points of `members`, one segment a row."""
        longest = int(self.counts[members].max(initial=0))
        packed = np.full((len(members), longest), np.nan)
        chosen, row = self._chosen(members)
        packed[row, self.place[chosen]] = rows.reshape(-1)[self.flat[chosen]]
        return packed

    def unpack(
        self, packed: Floats, members: NDArray[np.intp], into: NDArray[Any]
    ) -> None:
        """Write the segments of `members` back to where they came from."""
        chosen, row = self._chosen(members)
        into.reshape(-1)[self.flat[chosen]] = packed[row, self.place[chosen]]

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


def segments_of(
    shape: tuple[int, int], breaks: Bools | None, keep: Bools | None
) -> Segments:
    """Return the layout of rows of this `shape`.

    Parameters
    ----------
    shape : (k, n)
    breaks : ndarray of bool, shape (k, n), optional
        True where a new phase starts; the first point needs no mark.
    keep : ndarray of bool, shape (k, n), optional
        False where a point does not count.
    """
    starts = np.zeros(shape, dtype=bool) if breaks is None else breaks.copy()
    starts[:, :1] = True
    phase = np.cumsum(starts.reshape(-1)).reshape(shape) - 1
    count = int(np.count_nonzero(starts))
    flat = np.arange(phase.size) if keep is None else np.flatnonzero(keep)
    segment = phase.reshape(-1)[flat]
    counts = np.bincount(segment, minlength=count)
    place = np.arange(len(flat)) - (np.cumsum(counts) - counts)[segment]
    return Segments(phase, flat, segment, place, counts)
