"""Rules on the runs of a whole phase: the longest, crossings, and how many runs."""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, final

import numpy as np
from attrs import field, frozen

from cqikit.core import arguments, between, is_text, non_blank, one_of
from cqikit.spc._rules._flags import Missing, answer, is_missing
from cqikit.spc._rules._short import Short
from cqikit.spc._rules._useful import directed, distinct
from cqikit.spc._rules._windows import Marks, all_in, marked
from cqikit.spc._runs._boxes import RunsBox, anhoej_limits, box_limits
from cqikit.spc._runs._critical import CriticalRuns, critical_runs

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Bools, ChartView, Flags
    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._rules._useful import Bits, Codes, Indexes


__all__ = ["Box", "Crossings", "LongestRun", "RunCount", "whole_phases"]

ANHOEJ_2014: Final = "Anhøj & Olesen, PLoS ONE 2014;9(11):e113825"
ANHOEJ_2020: Final = "Anhøj & Wentzel-Larsen, PLoS ONE 2020;15(6):e0233920"

RunMarks: TypeAlias = Literal["all", "completing", "phase"]
#: A run is all points beyond the centre line, on its side.
MARKING: Final[dict[str, Marks]] = {
    "all": "beyond",
    "completing": "completing",
    "phase": "completing",
}


@final
@frozen(kw_only=True)
class LongestRun:
    """A run longer than the n useful points of its phase would have by chance.

    The longest allowed is ``round(log2(n)) + 3``. Useful points are those that
    are observed and not on the centre line; points on it neither break a run
    nor lengthen it.

    Parameters
    ----------
    missing : {"skip", "break"}
        The rule is defined for the points that there are, so that a missing
        one is no point; or it ends a run.
    marks : {"all", "completing", "phase"}
        Which points are flagged: those of the runs that are too long; those
        from where a run is too long; or every point of such a phase, without
        direction, as qicharts2 colours the whole centre line.
    name : str
        Its name in a rule set; ``longest-run`` unless said.
    source : str
        Where it is published; Anhøj & Olesen unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> y = np.array([6.0, 6, 6, 5, 6, 6, 6, 6])
    >>> LongestRun()(View(y, np.full(8, 5.0), np.ones(8))).tolist()
    [1, 1, 1, 0, 1, 1, 1, 1]
    """

    missing: Missing = field(default="skip", validator=is_missing)
    marks: RunMarks = field(
        default="all", validator=one_of("all", "completing", "phase")
    )
    name: str = field(default="longest-run", validator=non_blank)
    source: str = field(default=ANHOEJ_2014, validator=is_text)

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        if isinstance(line, Short):
            return self._along_short(line)
        useful = line.useful
        allowed, _ = line.allowed
        if self.missing == "skip" or not line.has_missing:
            return self._flags(line, useful.kept, useful.codes, useful.gaps, allowed)
        kept = line.on_centre == 0
        return self._flags(
            line, kept, line.side[kept], np.flatnonzero(line.gap[kept]), allowed
        )

    def _along_short(self, line: Short) -> Bits:
        over_gaps = self.missing == "skip" or not line.has_missing
        found = line.long_runs(MARKING[self.marks], over_gaps=over_gaps)
        if self.marks == "phase":
            return line.over(found)
        return found[0] if len(found) == 1 else reduce(or_, found)

    def _flags(
        self,
        line: Stream,
        kept: Bools | None,
        codes: Codes,
        gaps: Indexes,
        allowed: Indexes,
    ) -> Bits:
        found: Codes = np.zeros(codes.size, dtype=np.uint8)
        lengths = distinct(allowed)
        for most in lengths:
            windows = all_in(codes, most + 1)
            bits = marked(windows, most + 1, codes, MARKING[self.marks])
            if bits is None:
                continue
            if len(lengths) > 1:
                # These runs are too long in phases with this limit only.
                held = np.repeat(allowed == most, np.diff(gaps, prepend=-1))
                bits *= held.view(np.uint8)
            found |= bits
        if not np.count_nonzero(found):
            return np.zeros(line.length, dtype=np.int8)
        if self.marks == "phase":
            too_long = np.zeros(gaps.size, dtype=bool)
            too_long[np.searchsorted(gaps, np.flatnonzero(found))] = True
            return whole_phases(line, too_long)
        if kept is None:
            return directed(found)
        flags: Flags = np.zeros(line.length, dtype=np.int8)
        flags[kept] = directed(found)
        return flags


def whole_phases(line: Stream, chosen: Any) -> Bits:
    """Flag the observed points of the `chosen` phases, without direction."""
    if isinstance(line, Short):
        return line.over(chosen)
    flags: Flags = np.zeros(line.length, dtype=np.int8)
    at = np.flatnonzero(chosen)
    if at.size:
        ends = line.gaps[at]
        sizes = ends - np.where(at > 0, line.gaps[at - 1] + 1, 0)
        # The places of the chosen phases, one after another.
        order = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        places = np.repeat(ends - sizes, sizes) + order
        seen = line.seen[places].view(np.int8)
        flags[places] = seen + seen
    return flags


@final
@frozen(kw_only=True)
class Crossings:
    """Fewer crossings of the centre than a phase's useful points would have.

    Fewer than the 5 % quantile of Binomial(n - 1, 1/2), where n counts the
    points that are observed and not on the centre line. The signal belongs to
    the whole phase and has no direction.

    Parameters
    ----------
    name : str
        Its name in a rule set; ``crossings`` unless said.
    source : str
        Where it is published; Anhøj & Olesen unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> y = np.repeat([4.0, 6.0], 6)
    >>> Crossings()(View(y, np.full(12, 5.0), np.ones(12))).tolist()
    [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    """

    name: str = field(default="crossings", validator=non_blank)
    source: str = field(default=ANHOEJ_2014, validator=is_text)

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        if isinstance(line, Short):
            return line.over(line.few_crossings())
        _, fewest = line.allowed
        return whole_phases(line, line.crossings < fewest)


@final
@frozen(kw_only=True)
class Box:
    """Crossings and longest run that do not pass for chance, taken together.

    The best box has, of all boxes of a specificity of 0.925 and more, the
    largest sensitivity to a shift of 0.8 standard deviations; the cut box lacks
    its corner. Both are derived, for any number of useful points. The signal
    belongs to the whole phase and has no direction.

    Parameters
    ----------
    kind : Literal['best', 'cut']
        The best box, or the cut box; the best unless said.
    within : tuple of int, optional
        Where Anhøj's limits are to be taken for fewer or more useful points
        than these, as qicharts2 does outside the published tables (10 to 100).
    name : str
        Its name in a rule set; ``box`` unless said.
    source : str
        Where it is published; Anhøj & Wentzel-Larsen unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> y = np.repeat([4.0, 6.0], 6)
    >>> Box()(View(y, np.full(12, 5.0), np.ones(12))).tolist()
    [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    """

    kind: Literal["best", "cut"] = field(
        default="best", validator=one_of("best", "cut")
    )
    within: tuple[int, int] | None = None
    name: str = field(default="box", validator=non_blank)
    source: str = field(default=ANHOEJ_2020, validator=is_text)

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        sizes, crossings = line.sizes, line.crossings
        leaves = np.zeros(sizes.size, dtype=bool)
        for size in np.unique(sizes).tolist():
            at = sizes == size
            box = self.limits(size)
            leaves[at] = ~box.holds(crossings[at], line.longest[at])
        return whole_phases(line, leaves)

    @arguments()
    def limits(self, useful: int) -> RunsBox:
        """Return the box for so many useful points."""
        if self.within and not self.within[0] <= useful <= self.within[1]:
            return anhoej_limits(useful)
        return box_limits(useful, self.kind)


@lru_cache(maxsize=1024)
def _critical(above: int, below: int, tail: float) -> CriticalRuns:
    return critical_runs(above, below, tail=tail)


@final
@frozen(kw_only=True)
class RunCount:
    """Too few or too many runs for so many points above and below the centre.

    Exactly, by the distribution of Wald and Wolfowitz; points on the centre line and
    missing points are left out. The signal belongs to the whole phase and has
    no direction.

    Parameters
    ----------
    tail : float
        How likely fewer runs are by chance, at most, and how likely more.
    name : str
        Its name in a rule set; ``run-count`` unless said.
    source : str
        Where it is published; Swed & Eisenhart unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> y = np.repeat([4.0, 6.0], 5)
    >>> RunCount()(View(y, np.full(10, 5.0), np.ones(10))).tolist()
    [2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    """

    tail: float = field(default=0.025, validator=between(0, 0.49))
    name: str = field(default="run-count", validator=non_blank)
    source: str = field(
        default="Swed & Eisenhart, Annals of Mathematical Statistics 1943;14(1):66-87",
        validator=is_text,
    )

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        above, below = line.above, line.sizes - line.above
        runs = np.where(line.sizes > 0, line.crossings + 1, 0)
        # Few different phases, even among many: each is looked up once.
        cases, which = np.unique(
            np.stack([above, below, runs]), axis=1, return_inverse=True
        )
        held = [
            _critical(up, down, self.tail).holds(count)
            for up, down, count in cases.T.tolist()
        ]
        unusual: Bools = ~np.array(held, dtype=bool)[which.reshape(-1)]
        return whole_phases(line, unusual)
