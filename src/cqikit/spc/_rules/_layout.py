"""Where the points of charts with phases and exclusions stand along a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, final

import numpy as np

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Bools, Flags, Floats
    from cqikit.spc._rules._useful import Indexes, Ints

__all__ = ["Layout"]


@final
class Layout:
    """The places of all included points, series after series, phase after phase."""

    def __init__(
        self, rows: int, points: int, breaks: Bools | None, excluded: Bools | None
    ) -> None:
        self.size = (rows, points)
        if breaks is None and excluded is not None and rows == 1:
            self._lay_one_phase(~excluded[0])
            return
        starts: Bools = np.zeros((rows, points), dtype=bool)
        if breaks is not None:
            starts |= breaks
        starts[:, :1] = True
        begins = np.flatnonzero(starts)
        self.kept: Any = slice(None) if excluded is None else np.flatnonzero(~excluded)
        phase = (np.cumsum(starts) - 1)[self.kept]
        #: Every phase before that of a point has put a gap before the point.
        self.place: Any = np.arange(phase.size) + phase
        sizes = np.bincount(phase, minlength=begins.size)
        self.gaps: Indexes = np.cumsum(sizes) + np.arange(begins.size)
        self.length = phase.size + begins.size
        self._row = begins // max(points, 1)
        first = np.searchsorted(self._row, np.arange(rows))
        self._number: Indexes = np.arange(begins.size) - first[self._row]

    def _lay_one_phase(self, kept: Bools) -> None:
        """Lay out one phase, of which a mask and a slice say where its points are."""
        count = int(np.count_nonzero(kept))
        self.kept, self.place = kept, slice(0, count)
        self.gaps, self.length = np.array([count]), count + 1
        self._row = self._number = np.zeros(1, dtype=np.intp)

    def put(self, numbers: Floats) -> Floats:
        line = np.full(self.length, np.nan)
        line[self.place] = numbers.reshape(-1)[self.kept]
        return line

    def back(self, flags: Flags) -> Flags:
        found: Flags = flags[self.place]
        if found.size == self.size[0] * self.size[1]:
            return found.reshape(self.size)
        spread: Flags = np.zeros(self.size, dtype=np.int8)
        spread.reshape(-1)[self.kept] = found
        return spread

    def by_phase(self, numbers: Ints) -> Ints:
        table = np.zeros((self.size[0], int(self._number.max()) + 1), dtype=np.int64)
        table[self._row, self._number] = numbers
        return table
