"""Rules on the runs of a whole phase: the longest run, and crossings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, final

import numpy as np
from attrs import field, frozen

from cqikit.core import non_blank, one_of
from cqikit.spc._rules._flags import UNDIRECTED, answer, directed
from cqikit.spc._rules._lengths import fewest_crossings, longest_allowed

if TYPE_CHECKING:
    from cqikit.spc._rules._lengths import RunLengths
    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._view import ChartView, Flags

__all__ = ["Crossings", "LongestRun"]

ANHOEJ_SOURCE: Final = "Anhøj & Olesen, PLoS ONE 2014;9(11):e113825"


@final
@frozen(kw_only=True)
class LongestRun:
    """A run longer than the n useful points of its phase would have by chance.

    The longest allowed is ``round(log2(n)) + 3``; points on the centre line
    and missing points are left out, they neither break nor lengthen a run.

    Parameters
    ----------
    marks : {"all", "completing"}
        Which points of a run are flagged: all of them, or those from where it
        is longer than allowed.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> y = np.array([6.0, 6, 6, 5, 6, 6, 6, 6])
    >>> LongestRun()(View(y, np.full(8, 5.0), np.ones(8))).tolist()
    [1, 1, 1, 0, 1, 1, 1, 1]
    """

    name: str = field(default="longest-run", validator=non_blank)
    marks: Literal["all", "completing"] = field(
        default="all", validator=one_of("all", "completing")
    )
    source: str = ANHOEJ_SOURCE

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    def along(self, line: Stream) -> Flags:
        """Return the flags along a line of charts."""
        runs = line.runs
        most = longest_allowed(runs.useful)
        flags: Flags = np.zeros(line.length, dtype=np.int8)
        if not (runs.longest > most).any():
            return flags
        allowed = most[runs.phases]
        long = runs.lengths > allowed
        if self.marks == "completing":
            _mark(flags, runs, long, skip=allowed)
        else:
            _mark(flags, runs, long, skip=np.zeros_like(allowed))
        return flags


def _mark(flags: Flags, runs: RunLengths, chosen: np.ndarray, skip: np.ndarray) -> None:
    """Flag the `chosen` runs, less the first `skip` points of each, by side."""
    order = np.arange(runs.at.size) - np.repeat(runs.starts, runs.lengths)
    member = np.repeat(chosen, runs.lengths) & (order >= np.repeat(skip, runs.lengths))
    sides = np.repeat(directed(runs.codes), runs.lengths)
    flags[runs.at[member]] = sides[member]


@final
@frozen(kw_only=True)
class Crossings:
    """Fewer crossings of the centre than a phase's useful points would have.

    Fewer than the 5 % quantile of Binomial(n - 1, 1/2), where n counts the
    points that are not on the centre line. The signal belongs to the whole
    phase and has no direction.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> y = np.repeat([4.0, 6.0], 6)
    >>> Crossings()(View(y, np.full(12, 5.0), np.ones(12))).tolist()
    [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    """

    name: str = field(default="crossings", validator=non_blank)
    source: str = ANHOEJ_SOURCE

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    def along(self, line: Stream) -> Flags:
        """Return the flags along a line of charts."""
        runs = line.runs
        few = runs.crossings < fewest_crossings(runs.useful)
        flags: Flags = np.zeros(line.length, dtype=np.int8)
        if few.any():
            of_point = np.repeat(few[runs.phases], runs.lengths)
            flags[runs.at[of_point]] = UNDIRECTED
        return flags
