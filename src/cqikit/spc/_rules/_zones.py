"""Rules on zones: outside the limits, near them, near the centre, or away from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, final

import numpy as np
from attrs import field, frozen

from cqikit.core import (
    arguments,
    instance_of,
    is_text,
    non_blank,
    one_of,
    optional,
    say,
)
from cqikit.core import at_least as at_least_number
from cqikit.errors import FieldError
from cqikit.spc._rules._begun import (
    before,
    crowded_starts,
    spaced,
    starts_of,
    unspaced,
)
from cqikit.spc._rules._flags import (
    Missing,
    answer,
    is_missing,
    left_out,
    whole_from,
)
from cqikit.spc._rules._useful import beyond_of, directed
from cqikit.spc._rules._windows import (
    Marks,
    all_in,
    among,
    any_in,
    as_codes,
    as_number,
    at_least,
    both,
    either,
    from_place,
    many_in,
    neighbours,
    signals,
    slid,
    some,
    undirected_signals,
)

if TYPE_CHECKING:
    from cqikit.spc._charts._view import ChartView, Flags
    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._rules._useful import Bits, Codes, Ints


__all__ = ["BeyondLimits", "KOfNBeyond", "Mixture", "OppositeLimits", "Stratification"]

SHEWHART: Final = "Shewhart, Economic Control of Quality, 1931"


@final
@frozen(kw_only=True)
class BeyondLimits:
    """A point outside the limits.

    Parameters
    ----------
    name : str
        Its name in a rule set; ``outside`` unless said.
    sigmas : float, optional
        How many sigma from the centre the limits are; by default the limits
        are those that the chart draws, which may be clamped or given.
    inclusive : bool
        Whether a point on a limit is outside.
    source : str
        Where it is published; Shewhart's book unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> view = View(np.array([1.0, 3.0, -3.5]), np.zeros(3), np.ones(3))
    >>> BeyondLimits()(view).tolist(), BeyondLimits(inclusive=True)(view).tolist()
    ([0, 0, -1], [0, 1, -1])
    """

    #: Looks at each point alone, so that any chart can take it.
    pointwise: ClassVar[bool] = True

    name: str = field(default="outside", validator=non_blank)
    sigmas: float | None = field(default=None, validator=optional(at_least_number(0)))
    inclusive: bool = field(default=False, validator=instance_of(bool))
    source: str = SHEWHART

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        if self.sigmas is None:
            return directed(line.outside(inclusive=self.inclusive))
        return directed(line.beyond(self.sigmas, inclusive=self.inclusive))


@final
@frozen(kw_only=True)
class KOfNBeyond:
    """So many of a few points in a row beyond the same line, such as 2 of 3.

    Parameters
    ----------
    count, window : int
        At least `count` of `window` points in a row; more than half of them.
    sigmas : float
        How many sigma from the centre the line is.
    inclusive : bool
        Whether a point on the line is beyond it.
    same_side : bool
        Whether all points of the window must lie on one side of the centre.
    last_beyond : bool
        Whether the last point of the window must be beyond the line.
    within_limits : bool
        Whether points outside the limits do not count.
    net : bool
        Whether points beyond the other line are taken off the count.
    by_last : bool
        Whether all points of the window are compared with the lines at its
        last point, where centre or sigma change from point to point; this
        goes with full windows, and with neither `within_limits` nor `net` nor
        bridging.
    windows : {"begun", "full"}
        Whether so many beyond among the first few points of a chart, of a phase
        or after a gap are enough, as two beyond among the first two are two of
        three; or all points of a window must be there.
    missing : Missing
        Whether a missing point ends the pattern or is passed over; it ends it unless
        said.
    marks : {"beyond", "all", "completing"}
        Whether the points of the window beyond the line are flagged, or all,
        or the last.
    name : str
        Its name in a rule set; ``near-limit`` unless said.
    source : str
        Where it is published; not told unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> view = View(np.array([0.0, 2.5, 0.5, 2.5, 0.0]), np.zeros(5), np.ones(5))
    >>> KOfNBeyond(count=2, window=3, sigmas=2)(view).tolist()
    [0, 1, 0, 1, 0]
    >>> KOfNBeyond(count=2, window=3, sigmas=2, marks="completing")(view).tolist()
    [0, 0, 0, 1, 0]
    >>> first = View(np.array([2.5, 2.1, 0.0]), np.zeros(3), np.ones(3))
    >>> KOfNBeyond(marks="completing")(first).tolist()
    [0, 1, 1]
    >>> KOfNBeyond(marks="completing", windows="full")(first).tolist()
    [0, 0, 1]
    """

    count: int = field(default=2, validator=whole_from(1))
    window: int = field(default=3, validator=whole_from(2))
    sigmas: float = field(default=2.0, validator=at_least_number(0))
    inclusive: bool = field(default=False, validator=instance_of(bool))
    same_side: bool = field(default=False, validator=instance_of(bool))
    last_beyond: bool = field(default=False, validator=instance_of(bool))
    within_limits: bool = field(default=False, validator=instance_of(bool))
    net: bool = field(default=False, validator=instance_of(bool))
    by_last: bool = field(default=False, validator=instance_of(bool))
    windows: Literal["begun", "full"] = field(
        default="begun", validator=one_of("begun", "full")
    )
    missing: Missing = field(default="break", validator=is_missing)
    marks: Marks = field(
        default="beyond", validator=one_of("beyond", "all", "completing")
    )
    name: str = field(default="near-limit", validator=non_blank)
    source: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if not self.window < 2 * self.count <= 2 * self.window:
            must = say(
                "must be more than half of the window of {window}, and no more than it",
                window=self.window,
            )
            raise FieldError("count", must, self.count)
        if self.by_last and (self.within_limits or self.net or self.missing == "skip"):
            must = say(
                "must be left out where within_limits, net or missing='skip' is asked"
            )
            raise FieldError("by_last", must, self.by_last)
        if self.by_last and self.windows == "begun":
            raise FieldError(
                "windows", say("must be 'full' where by_last is asked"), "begun"
            )

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        beyond = line.beyond(self.sigmas, inclusive=self.inclusive)
        if self.within_limits:
            beyond = beyond & ~(either(line.outside()) * 3)
        if self.by_last:
            windows = line.held(self._judged_by_last(line))
            return self._found(windows, beyond, line.seen, line.side)
        if self.missing == "break":
            return self._counted(beyond, line.seen, line.side)
        passed_over = left_out(line, self.missing)
        return among(passed_over, self._counted, beyond, line.seen, line.side)

    def _counted(self, beyond: Bits, seen: Bits, side: Bits) -> Any:
        if isinstance(beyond, int):
            return self._counted_short(beyond, seen, side)
        if np.count_nonzero(beyond) < self.count:
            return np.zeros(beyond.size, dtype=np.int8)
        flags = self._in_windows(beyond, seen, side)
        if self.windows == "begun":
            starts = crowded_starts(beyond, seen, self.window, self.count)
            if starts.size:
                spare, line = self.window - self.count, (beyond, seen, side)
                at, begun = before(starts, self.window, spare, self._in_windows, line)
                # A whole window begins later, and the later of two is told.
                flags[at] = np.where(flags[at] == 0, begun, flags[at])
        return flags

    def _counted_short(self, beyond: int, seen: int, side: int) -> int:
        if beyond.bit_count() < self.count:
            return 0
        starts = starts_of(seen) if self.windows == "begun" else ()
        spare = self.window - self.count
        beyond = spaced(beyond, starts, spare, 0)
        windows = self._windows(beyond)
        if not windows:
            return 0
        seen, side = spaced(seen, starts, spare, 1), spaced(side, starts, spare, 3)
        flags: int = self._found(windows, beyond, seen, side)
        return unspaced(flags, starts, spare)

    def _in_windows(self, beyond: Codes, seen: Codes, side: Codes) -> Any:
        return self._found(self._windows(beyond), beyond, seen, side)

    def _windows(self, beyond: Bits) -> Bits:
        """Return the windows with enough points beyond the line."""
        if not self.net:
            return many_in(beyond, self.window, self.count)
        if isinstance(beyond, int):
            places = (beyond.bit_length() + 7) // 8
            return as_number(self._windows(as_codes(beyond, places + self.window)))
        points = slid(beyond, self.window)
        net: Ints = np.zeros(points[0].size, dtype=np.int64)
        for point in points:
            net += directed(point)
        up, down = net >= self.count, net <= -self.count
        return up.view(np.uint8) + down.view(np.uint8) * np.uint8(2)

    def _judged_by_last(self, line: Stream) -> Codes:
        last = slice(self.window - 1, None)
        centre, sigma, tolerance = (
            line.flat(level)[last]
            for level in (line.centre, line.sigma, line.tolerance)
        )
        points = [
            beyond_of(
                values, centre, sigma, tolerance, self.sigmas, inclusive=self.inclusive
            )
            for values in slid(line.values, self.window)
        ]
        return at_least(points, self.count)

    def _found(self, windows: Bits, beyond: Bits, seen: Bits, side: Bits) -> Any:
        """Return the flags of windows with enough points, if all else is right."""
        if some(windows):
            windows = windows & all_in(seen, self.window) * 3
            if self.same_side:
                windows = windows & all_in(side, self.window)
            if self.last_beyond:
                windows = windows & from_place(beyond, self.window - 1)
        return signals(windows, self.window, beyond, self.marks)


@final
@frozen
class Stratification:
    """So many points in a row near the centre: too little variation.

    The pattern has no direction.

    Parameters
    ----------
    length : int
        How many: 15 in Nelson 1984.
    sigmas : float
        How near: this many sigma.
    inclusive : bool
        Whether a point just so many sigma away is near.
    missing : Missing
        Whether a missing point ends the pattern or is passed over; it ends it unless
        said.
    marks : Literal['all', 'completing']
        Whether all points of the pattern are marked, or the completing one; all unless
        said.
    name : str
        Its name in a rule set; ``inside`` unless said.
    source : str
        Where it is published; not told unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> view = View(np.array([0.2, -0.3, 0.9, 1.2]), np.zeros(4), np.ones(4))
    >>> Stratification(length=3)(view).tolist()
    [2, 2, 2, 0]
    """

    length: int = field(default=15, validator=whole_from(2))
    sigmas: float = field(default=1.0, validator=at_least_number(0), kw_only=True)
    inclusive: bool = field(default=True, validator=instance_of(bool), kw_only=True)
    missing: Missing = field(default="break", validator=is_missing, kw_only=True)
    marks: Literal["all", "completing"] = field(
        default="all",
        validator=one_of("all", "completing"),
        kw_only=True,
    )
    name: str = field(default="inside", validator=non_blank, kw_only=True)
    source: str = field(default="", validator=is_text, kw_only=True)

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        near = line.within(self.sigmas, inclusive=self.inclusive)
        if self.missing == "break":
            return self._flags(near)
        return among(left_out(line, self.missing), self._flags, near)

    def _flags(self, near: Bits) -> Bits:
        windows = all_in(near, self.length)
        return undirected_signals(windows, self.length, near, self.marks)


@final
@frozen
class Mixture:
    """So many points in a row with none near the centre: a mixture.

    The pattern has no direction.

    Parameters
    ----------
    length : int
        How many: 8 in Nelson 1984.
    sigmas : float
        How far from the centre at least.
    both_sides : bool
        Whether there must be points on both sides (Nelson), or all may be on
        one (Minitab).
    inclusive : bool
        Whether a point just so many sigma away is far enough.
    missing : Missing
        Whether a missing point ends the pattern or is passed over; it ends it unless
        said.
    marks : Literal['all', 'completing']
        Whether all points of the pattern are marked, or the completing one; all unless
        said.
    name : str
        Its name in a rule set; ``away`` unless said.
    source : str
        Where it is published; not told unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> view = View(np.array([1.5, 1.2, 2.0, -1.3]), np.zeros(4), np.ones(4))
    >>> Mixture(length=3)(view).tolist()
    [0, 2, 2, 2]
    >>> Mixture(length=3, both_sides=False)(view).tolist()
    [2, 2, 2, 2]
    """

    length: int = field(default=8, validator=whole_from(2))
    sigmas: float = field(default=1.0, validator=at_least_number(0), kw_only=True)
    both_sides: bool = field(default=True, validator=instance_of(bool), kw_only=True)
    inclusive: bool = field(default=False, validator=instance_of(bool), kw_only=True)
    missing: Missing = field(default="break", validator=is_missing, kw_only=True)
    marks: Literal["all", "completing"] = field(
        default="all",
        validator=one_of("all", "completing"),
        kw_only=True,
    )
    name: str = field(default="away", validator=non_blank, kw_only=True)
    source: str = field(default="", validator=is_text, kw_only=True)

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        far = line.beyond(self.sigmas, inclusive=self.inclusive)
        if self.missing == "break":
            return self._flags(far)
        return among(left_out(line, self.missing), self._flags, far)

    def _flags(self, far: Bits) -> Bits:
        windows = all_in(either(far), self.length)
        if self.both_sides and some(windows):
            windows = windows & both(any_in(far, self.length))
        return undirected_signals(windows, self.length, far, self.marks)


@final
@frozen(kw_only=True)
class OppositeLimits:
    """Neighbours beyond opposite lines: one high, the next low, or reverse.

    Each of the two is flagged in its own direction.

    Parameters
    ----------
    sigmas : float
        How many sigma from the centre the lines are: 2 in Westgard 1981 (R-4s).
    inclusive : bool
        Whether a point on a line is beyond it.
    missing : Missing
        Whether a missing point ends the pattern or is passed over; it ends it unless
        said.
    marks : {"beyond", "completing"}
        Whether both points are flagged, or the second.
    name : str
        Its name in a rule set; ``opposite`` unless said.
    source : str
        Where it is published; not told unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> view = View(np.array([0.0, 2.5, -2.1, 0.0]), np.zeros(4), np.ones(4))
    >>> OppositeLimits()(view).tolist()
    [0, 1, -1, 0]
    """

    sigmas: float = field(default=2.0, validator=at_least_number(0))
    inclusive: bool = field(default=False, validator=instance_of(bool))
    missing: Missing = field(default="break", validator=is_missing)
    marks: Literal["beyond", "completing"] = field(
        default="beyond", validator=one_of("beyond", "completing")
    )
    name: str = field(default="opposite", validator=non_blank)
    source: str = field(default="", validator=is_text)

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        far = line.beyond(self.sigmas, inclusive=self.inclusive)
        return among(left_out(line, self.missing), self._flags, far)

    def _flags(self, far: Bits) -> Bits:
        following, own = neighbours(far)
        windows = both(following | own) * 3
        if self.marks == "completing":
            windows = windows & following
        return signals(windows, 2, far, self.marks)
