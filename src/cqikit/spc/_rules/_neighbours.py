"""Rules on neighbours: so many points on one side, rising, or alternating."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, final

import numpy as np
from attrs import field, frozen

from cqikit.core import arguments, is_text, non_blank, one_of
from cqikit.spc._rules._flags import (
    Counts,
    Missing,
    OnCentre,
    Ties,
    answer,
    is_missing,
    is_on_centre,
    left_out,
    whole_from,
)
from cqikit.spc._rules._useful import steps_of
from cqikit.spc._rules._windows import (
    Marks,
    all_in,
    among,
    both,
    from_place,
    neighbours,
    signals,
    undirected_signals,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cqikit.spc._charts._view import ChartView, Flags
    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._rules._useful import Bits

__all__ = ["Alternating", "Shift", "Trend"]

#: The bits of a point on the centre line.
ON_CENTRE: Final = {"break": 0, "skip": 0, "above": 1, "below": 2, "either": 3}


@final
@frozen
class Shift:
    """So many points in a row on one side of the centre.

    Parameters
    ----------
    length : int
        How many: 6 in Perla, Provost & Murray 2011, 7 in Making Data Count, 8
        in the Western Electric handbook, 9 in Nelson 1984.
    on_centre : {"break", "skip", "above", "below", "either"}
        What a point on the centre line is: the end of a run; not there at all;
        or a point above it, below it, or of whichever side is asked for.
    missing : Missing
        Whether a missing point ends the pattern or is passed over; it ends it unless
        said.
    marks : {"all", "completing"}
        Whether all points of the run are flagged, or those at which it has the
        length.
    name : str
        Its name in a rule set; ``shift`` unless said.
    source : str
        Where it is published; not told unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> y = np.array([6.0, 6, 6, 5, 6, 6, 6, 6])
    >>> view = View(y, np.full(8, 5.0), np.ones(8))
    >>> Shift(length=7)(view).tolist()
    [0, 0, 0, 0, 0, 0, 0, 0]
    >>> Shift(length=7, on_centre="skip")(view).tolist()
    [1, 1, 1, 0, 1, 1, 1, 1]
    """

    length: int = field(default=8, validator=whole_from(2))
    on_centre: OnCentre = field(default="break", validator=is_on_centre, kw_only=True)
    missing: Missing = field(default="break", validator=is_missing, kw_only=True)
    marks: Literal["all", "completing"] = field(
        default="all",
        validator=one_of("all", "completing"),
        kw_only=True,
    )
    name: str = field(default="shift", validator=non_blank, kw_only=True)
    source: str = field(default="", validator=is_text, kw_only=True)

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        codes = line.side
        if self.on_centre == self.missing == "break":
            return self._flags(codes)
        passed_over = left_out(line, self.missing)
        if self.on_centre == "skip":
            on = line.on_centre
            passed_over = on if passed_over is None else passed_over | on
        elif self.on_centre != "break":
            codes = codes | line.on_centre * ON_CENTRE[self.on_centre]
        return among(passed_over, self._flags, codes)

    def _flags(self, codes: Bits) -> Bits:
        windows = all_in(codes, self.length)
        if self.on_centre == "either":
            # A window of points on the centre alone lies on neither side.
            windows = windows ^ both(windows) * 3
            return signals(windows, self.length, codes, self.marks)
        # On one side, all points of a run are points beyond the centre.
        marks: Marks = "beyond" if self.marks == "all" else "completing"
        return signals(windows, self.length, codes, marks)


@final
@frozen
class Trend:
    """So many points in a row that rise, or fall.

    Parameters
    ----------
    length : int
        How many.
    counts : {"points", "steps"}
        What `length` counts: points, or steps from one to the next, of which
        there is one fewer.
    ties : {"break", "skip"}
        What two equal neighbours do: end the trend, or count as one point.
    missing : Missing
        Whether a missing point ends the pattern or is passed over; it ends it unless
        said.
    marks : {"all", "completing"}
        Whether all points of the trend are flagged, its first one too, or
        those at which it has the length. A point of two trends goes with the
        one that begins later.
    name : str
        Its name in a rule set; ``trend`` unless said.
    source : str
        Where it is published; not told unless said.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> y = np.array([1.0, 2, 3, 4, 5, 4])
    >>> view = View(y, np.full(6, 3.0), np.ones(6))
    >>> Trend(length=5)(view).tolist()
    [1, 1, 1, 1, 1, 0]
    >>> Trend(length=5, counts="steps")(view).tolist()
    [0, 0, 0, 0, 0, 0]
    """

    length: int = field(default=6, validator=whole_from(2))
    counts: Counts = field(
        default="points", validator=one_of("points", "steps"), kw_only=True
    )
    ties: Ties = field(default="break", validator=one_of("break", "skip"), kw_only=True)
    missing: Missing = field(default="break", validator=is_missing, kw_only=True)
    marks: Literal["all", "completing"] = field(
        default="all",
        validator=one_of("all", "completing"),
        kw_only=True,
    )
    name: str = field(default="trend", validator=non_blank, kw_only=True)
    source: str = field(default="", validator=is_text, kw_only=True)

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        passed_over = left_out(line, self.missing)
        if passed_over is None and self.ties == "break":
            return self._flags(line.steps)
        return among(passed_over, self._stepwise, line.values)

    def _stepwise(self, values: NDArray[Any]) -> Any:
        if self.ties == "break":
            return self._flags(steps_of(values))
        level = np.zeros(values.size, dtype=bool)
        observed = ~np.isnan(values)
        level[1:] = (steps_of(values)[1:] == 0) & observed[1:] & observed[:-1]
        return among(level, lambda untied: self._flags(steps_of(untied)), values)

    def _flags(self, steps: Bits) -> Bits:
        points = self.length + (self.counts == "steps")
        windows = all_in(from_place(steps, 1), points - 1)
        return signals(windows, points, steps, self.marks)


@final
@frozen
class Alternating:
    """So many points in a row that go up and down by turns.

    Two equal neighbours end the pattern; it has no direction.

    Parameters
    ----------
    length : int
        How many points: 14 in Nelson 1984.
    missing : Missing
        Whether a missing point ends the pattern or is passed over; it ends it unless
        said.
    marks : Literal['all', 'completing']
        Whether all points of the pattern are marked, or the completing one; all unless
        said.
    name : str
        Its name in a rule set; ``alternating`` unless said.
    source : str
        Where it is published; not told unless said.
    """

    length: int = field(default=14, validator=whole_from(3))
    missing: Missing = field(default="break", validator=is_missing, kw_only=True)
    marks: Literal["all", "completing"] = field(
        default="all",
        validator=one_of("all", "completing"),
        kw_only=True,
    )
    name: str = field(default="alternating", validator=non_blank, kw_only=True)
    source: str = field(default="", validator=is_text, kw_only=True)

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    @arguments()
    def along(self, line: Stream) -> Bits:
        """Return the flags along a line of charts."""
        passed_over = left_out(line, self.missing)
        if passed_over is None:
            return self._flags(line.steps)
        return among(passed_over, lambda seen: self._flags(steps_of(seen)), line.values)

    def _flags(self, steps: Bits) -> Bits:
        # Up after down, or down after up: both bits between the two steps.
        following, own = neighbours(from_place(steps, 1))
        windows = all_in(both(following ^ own), self.length - 2)
        return undirected_signals(windows, self.length, steps, self.marks)
