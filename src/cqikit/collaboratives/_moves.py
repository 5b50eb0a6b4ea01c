"""How an aggregate moved: by its chart's declared changes, else by what is found.

A declared change has one date and one size: those of `spc.changes` of the chart that is
shown. Only where none was declared are sustained shifts of the median looked for.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from cqikit import spc
from cqikit.collaboratives._shifts import segments
from cqikit.core import Period, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.collaboratives._policies import Policies
    from cqikit.measures import Series

__all__ = ["Moves", "Shift", "latest_of", "moves_of"]

NO_VALUE: Final = say("no period of the baseline has a value")
GAINS: Final = {spc.Variation.IMPROVEMENT: 1, spc.Variation.CONCERN: -1}
#: What a found shift upwards and downwards means, by the direction that is better.
MEANINGS: Final = {
    1: (spc.Variation.IMPROVEMENT, spc.Variation.CONCERN),
    -1: (spc.Variation.CONCERN, spc.Variation.IMPROVEMENT),
    0: (spc.Variation.HIGH, spc.Variation.LOW),
}


@frozen(kw_only=True)
class Shift:
    """A move of the aggregate: when, from where to where, and what it means.

    Parameters
    ----------
    at, until : Period
        The first period after it, and the last before the next.
    first, last : int
        Their places in the series, `last` included.
    before, after : float
        Centres of the chart before and after a declared change; else medians.
    meaning : spc.Variation
        What the chart says of it; ``COMMON`` where nothing signals.
    declared : bool
        Whether the change was declared, or a sustained shift was found in data
        without one.
    """

    at: Period
    until: Period
    first: int
    last: int
    before: float
    after: float
    meaning: spc.Variation
    declared: bool

    @property
    def gain(self) -> int:
        """Return 1 for an improvement, -1 for an adverse move, else 0."""
        return GAINS.get(self.meaning, 0)


@frozen(kw_only=True)
class Moves:
    """The baseline of an aggregate, and how it moved from there.

    `length` is how many of the first points are the baseline; `how`, `since`, `none`
    and `policy` say how the figures were made.
    """

    baseline: float | None
    length: int
    how: str
    centre: str
    since: str
    none: str
    policy: str
    shifts: tuple[Shift, ...]

    @property
    def latest(self) -> Shift | None:
        """Return the latest move that is more than chance brings."""
        return latest_of(self.shifts)


def latest_of(shifts: Sequence[Shift]) -> Shift | None:
    """Return the latest move that is more than chance brings; None without one."""
    told = (
        shift for shift in reversed(shifts) if shift.meaning is not spc.Variation.COMMON
    )
    return next(told, None)


def moves_of(series: Series, judged: spc.Judgement, policies: Policies) -> Moves:
    """Return how an aggregate moved, with its chart as it was judged."""
    if changes := judged.changes:
        return _declared(series, judged.reading.chart, changes)
    return _found(series, policies)


def _declared(series: Series, chart: spc.Chart, changes: Sequence[spc.Change]) -> Moves:
    before, drawn = changes[0].before, chart.method[0]
    periods = series.periods
    shifts = tuple(
        Shift(
            at=periods[change.at],
            until=periods[change.after.last],
            first=change.at,
            last=change.after.last,
            before=change.before.centre,
            after=change.after.centre,
            meaning=change.meaning,
            declared=True,
        )
        for change in changes
        if change.told
    )
    none = say("no rule signals since the change")
    if any(change.lone for change in changes):
        none = say("only single points beyond the limits since the change")
    return Moves(
        baseline=before.centre if np.isfinite(before.centre) else None,
        length=before.last + 1,
        how=_rests_on(drawn, series, before),
        centre=drawn.centre,
        since=say(
            "as on the chart ({n:# declared change|# declared changes} in all)",
            n=len(changes),
        ),
        none=none if shifts else say("too little data before or after the change"),
        policy=say("phases of the chart"),
        shifts=shifts,
    )


def _rests_on(drawn: Any, series: Series, before: spc.PhaseLevel) -> Sentence:
    """Return on what the centre of the first phase rests."""
    if not np.isfinite(before.centre):
        return NO_VALUE
    return say(
        "{centre} of {n:# point|# points}, {first} to {last}",
        centre=drawn.centre,
        n=drawn.used,
        first=series.periods[0],
        last=series.periods[before.last],
    )


def _found(series: Series, policies: Policies) -> Moves:
    seen = np.flatnonzero(~np.isnan(series.counted))[: policies.baseline_points]
    count = int(seen[-1]) + 1 if seen.size else 0
    length, periods = policies.shift_length, series.periods
    parts = segments(series.counted.tolist(), baseline=count, length=length)
    up, down = MEANINGS[series.measure.direction.sign]
    shifts = tuple(
        Shift(
            at=periods[new.start],
            until=periods[new.stop - 1],
            first=new.start,
            last=new.stop - 1,
            before=old.median,
            after=new.median,
            meaning=up if new.side > 0 else down,
            declared=False,
        )
        for old, new in pairwise(parts)
    )
    return Moves(
        baseline=parts[0].median if parts else None,
        length=count,
        how=_median_of(seen.size, series.periods[:count]) if parts else NO_VALUE,
        centre=say("median"),
        since=say(
            "since the latest run of {length} on one side ({n:# shift|# shifts} in all;"
            " none is declared)",
            length=length,
            n=len(shifts),
        ),
        none=say(
            "no change is declared, and no run of {length} on one side of the baseline"
            " median",
            length=length,
        ),
        policy=say("run of {length}", length=length),
        shifts=shifts,
    )


def _median_of(seen: int, periods: Sequence[Period]) -> Sentence:
    return say(
        "median of {n:# observed period|# observed periods}, {first} to {last}",
        n=seen,
        first=periods[0],
        last=periods[-1],
    )
