"""Rules on the runs of a whole phase: the longest run, and crossings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, final

import numpy as np
from attrs import field, frozen

from cqikit.core import is_text, non_blank, one_of
from cqikit.spc._laws._boxes import RunsBox, anhoej_limits, box_limits
from cqikit.spc._rules._conventions import Missing, is_missing
from cqikit.spc._rules._flags import UNDIRECTED, answer, directed
from cqikit.spc._rules._lengths import leaves_box, limits_of

if TYPE_CHECKING:
    from cqikit.spc._rules._lengths import Ints, RunLengths
    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._view import Bools, ChartView, Flags

__all__ = ["Box", "Crossings", "LongestRun"]

ANHOEJ_2014: Final = "Anhøj & Olesen, PLoS ONE 2014;9(11):e113825"
ANHOEJ_2020: Final = "Anhøj & Wentzel-Larsen, PLoS ONE 2020;15(6):e0233920"

RunMarks: TypeAlias = Literal["all", "completing", "phase"]


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

    def along(self, line: Stream) -> Flags:
        """Return the flags along a line of charts."""
        runs = line.runs if self.missing == "skip" else line.unbridged_runs
        most, _ = limits_of(runs.useful, anhoej_limits)
        flags: Flags = np.zeros(line.length, dtype=np.int8)
        too_long = runs.longest > most
        if not np.count_nonzero(too_long):
            return flags
        if self.marks == "phase":
            return _whole_phases(line, too_long)
        allowed = most[runs.phases]
        passed = allowed if self.marks == "completing" else np.zeros_like(allowed)
        _mark(flags, runs, runs.lengths > allowed, passed)
        return flags


def _mark(flags: Flags, runs: RunLengths, chosen: Bools, passed: Ints) -> None:
    """Flag the `chosen` runs by side, less the first `passed` points of each."""
    order = np.arange(runs.at.size) - np.repeat(runs.starts, runs.lengths)
    member = np.repeat(chosen, runs.lengths) & (
        order >= np.repeat(passed, runs.lengths)
    )
    sides = np.repeat(directed(runs.codes), runs.lengths)
    flags[runs.at[member]] = sides[member]


def _whole_phases(line: Stream, chosen: Bools) -> Flags:
    """Flag the observed points of the `chosen` phases, without direction."""
    belongs = np.repeat(chosen, np.diff(line.gaps, prepend=-1)) & line.seen
    flags: Flags = belongs.view(np.int8) * np.int8(UNDIRECTED)
    return flags


@final
@frozen(kw_only=True)
class Crossings:
    """Fewer crossings of the centre than a phase's useful points would have.

    Fewer than the 5 % quantile of Binomial(n - 1, 1/2), where n counts the
    points that are observed and not on the centre line. The signal belongs to
    the whole phase and has no direction.

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

    def along(self, line: Stream) -> Flags:
        """Return the flags along a line of charts."""
        _, fewest = limits_of(line.runs.useful, anhoej_limits)
        few = line.runs.crossings < fewest
        if not np.count_nonzero(few):
            return np.zeros(line.length, dtype=np.int8)
        return _whole_phases(line, few)


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
    kind : {"best", "cut"}
    within : tuple of int, optional
        Where Anhøj's limits are to be taken for fewer or more useful points
        than these, as qicharts2 does outside the published tables (10 to 100).

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

    def along(self, line: Stream) -> Flags:
        """Return the flags along a line of charts."""
        leaves = leaves_box(line.runs, self.limits)
        if not np.count_nonzero(leaves):
            return np.zeros(line.length, dtype=np.int8)
        return _whole_phases(line, leaves)

    def limits(self, useful: int) -> RunsBox:
        """Return the box for so many useful points."""
        if self.within and not self.within[0] <= useful <= self.within[1]:
            return anhoej_limits(useful)
        return box_limits(useful, self.kind)
