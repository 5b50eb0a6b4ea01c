"""Zeros in a row: how a chart shows what lies below a limit that is 0 already.

Where the lower limit is 0 nothing lies below it: events that come one upon the other
are so many zeros in a row on a g chart, events that no longer come so many on a c, u or
p chart. How probably a point is 0 follows from its centre and sigma:

* geometric gaps of mean g, sigma √(g(g+1)): 1/(g+1);
* Poisson counts or rates, (centre/sigma)² events expected: exp(-(centre/sigma)²);
* binomial shares p, sigma √(p(1-p)/n), or counts np, sigma √(np(1-p)): (1-p)**n.

The pattern is a row of zeros whose probabilities, multiplied, are less than that of a
point beyond 3 sigma on one side of a normal distribution.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal, final

import numpy as np
from attrs import field, frozen

from cqikit.core import arguments, between, is_text, non_blank, one_of
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
    """So many zeros in a row that chance brings them less often than 3 sigma.

    It is a rule for charts of rare events, whose sigma tells how probably a point is 0;
    on other charts it means nothing. The signal is downwards: of gaps, events come
    sooner; of counts, there are fewer.

    Parameters
    ----------
    of : {"geometric", "Poisson", "binomial", "binomial-count"}
        What the points are: gaps of a g chart, by default; events of a c or u chart;
        shares of a p chart, or counts of an np chart.
    chance : float
        That of so many zeros in a row is less than this; by default that of a point
        beyond 3 sigma on one side, 0.00135.
    marks : {"all", "completing"}
        Whether all zeros of the run are flagged, by default, or those at which there
        are so many.
    name : str
        Its name in a rule set; ``zeros`` unless said.
    source : str
        Where it is published; Benneyan unless said.

    Examples
    --------
    >>> from cqikit import spc
    >>> gaps = [18, 9, 24, 7, 16, 0, 0, 0, 12, 15]
    >>> spc.read(spc.chart(gaps, "g"), [Zeros()]).flags["zeros"].tolist()
    [0, 0, 0, 0, 0, -1, -1, -1, 0, 0]
    >>> falls = [4, 6, 3, 5, 4, 0, 0, 3, 5, 4]
    >>> spc.read(spc.chart(falls, "c"), [Zeros(of="Poisson")]).flags["zeros"].tolist()
    [0, 0, 0, 0, 0, -1, -1, 0, 0, 0]
    """

    of: Literal["geometric", "Poisson", "binomial", "binomial-count"] = field(
        default="geometric",
        validator=one_of("geometric", "Poisson", "binomial", "binomial-count"),
    )
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

    @arguments()
    def along(self, line: Stream) -> Flags:
        """Return the flags along a line of charts."""
        zero = line.values == 0
        flags: Flags = np.zeros(line.length, dtype=np.int8)
        if not zero.any():
            return flags
        edges = np.flatnonzero(np.diff(zero, prepend=False, append=False))
        starts, stops = edges[::2], edges[1::2]
        logs = self._logs(line.flat(line.centre), line.flat(line.sigma))
        # Where that is unknown, 0 is taken as certain. A line ends in a gap.
        logs = np.where(zero & (logs < 0), logs, 0.0)
        least = math.log(self.chance) if self.chance else -math.inf
        loud = np.add.reduceat(logs, edges)[::2] < least
        for start, stop in zip(starts[loud], stops[loud], strict=True):
            first = start
            if self.marks == "completing":
                first += np.argmax(np.cumsum(logs[start:stop]) < least)
            flags[first:stop] = -1
        return flags

    def _logs(self, centre: Floats, sigma: Floats) -> Floats:
        """Return the logarithm of how probably each point is 0; NaN if unknown."""
        with np.errstate(divide="ignore", invalid="ignore"):
            square = sigma**2
            match self.of:
                case "geometric":
                    return -np.log1p((np.sqrt(1 + 4 * square) - 1) / 2)
                case "Poisson":
                    return -(centre**2) / square
                case "binomial":
                    return centre * (1 - centre) / square * np.log1p(-centre)
                case _:
                    rest = square / centre
                    return centre / (1 - rest) * np.log(rest)
