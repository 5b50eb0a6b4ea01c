"""Zeros in a row on a g chart: the way in which rare events become less rare.

The lower limit of a g chart is 0, and nothing lies below it; events that come one upon
the other are so many zeros in a row. Of geometric gaps with the mean g, a point is 0
with the chance p = 1/(g + 1), and k points in a row with p to the power of k. The
pattern is the smallest k for which that is less than the chance beyond 3 sigma on one
side of a normal distribution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, final

import numpy as np
from attrs import field, frozen

from cqikit.core import between, is_text, non_blank, one_of
from cqikit.spc._rules._flags import answer

if TYPE_CHECKING:
    from cqikit.spc._charts._view import ChartView, Flags, Floats
    from cqikit.spc._rules._stream import Stream

__all__ = ["Zeros"]

#: Beyond 3 sigma, on one side, of a normal distribution.
BEYOND_THREE_SIGMA: Final = 0.0013498980316301


@final
@frozen(kw_only=True)
class Zeros:
    """So many zeros in a row that geometric gaps bring them less often than 3 sigma.

    It is a rule for g charts, whose sigma √(g(g+1)) tells the mean g; on other charts
    it means nothing. The signal is downwards: events come sooner.

    Parameters
    ----------
    chance : float
        That of so many zeros in a row is less than this; by default that of a point
        beyond 3 sigma on one side, 0.00135.
    marks : {"all", "completing"}
        Whether all zeros of the run are flagged, by default, or those at which there
        are so many.

    Examples
    --------
    >>> from cqikit import spc
    >>> gaps = [18, 9, 24, 7, 16, 0, 0, 0, 12, 15]
    >>> spc.read(spc.chart(gaps, "g"), [Zeros()]).flags["zeros"].tolist()
    [0, 0, 0, 0, 0, -1, -1, -1, 0, 0]
    """

    chance: float = field(default=BEYOND_THREE_SIGMA, validator=between(0, 1))
    marks: Literal["all", "completing"] = field(
        default="all", validator=one_of("all", "completing")
    )
    name: str = field(default="zeros", validator=non_blank)
    source: str = field(
        default="Benneyan, Health Care Management Science 2001;4:305-318",
        validator=is_text,
    )

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    def along(self, line: Stream) -> Flags:
        """Return the flags along a line of charts."""
        zero = line.values == 0
        flags: Flags = np.zeros(line.length, dtype=np.int8)
        if not zero.any():
            return flags
        edges = np.flatnonzero(np.diff(zero, prepend=False, append=False))
        starts, stops = edges[::2], edges[1::2]
        needed = self.needed(line.flat(line.sigma)[starts])
        for start, stop, least in zip(starts, stops, needed, strict=True):
            if stop - start >= least:
                first = start if self.marks == "all" else start + int(least) - 1
                flags[first:stop] = -1
        return flags

    def needed(self, sigma: Floats) -> Floats:
        """Return how many zeros in a row are a signal, infinite where none are."""
        mean = (np.sqrt(1 + 4 * sigma**2) - 1) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            least = np.floor(np.log(self.chance) / -np.log1p(mean)) + 1
        return np.where(np.isfinite(least), least, np.inf)
