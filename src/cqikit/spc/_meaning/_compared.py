"""What later points are compared with: the phase they are in, and runs before them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._segments import phases_of
from cqikit.spc._meaning._changes import changes
from cqikit.spc._rules._flags import DOWN, UP

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Bools, ChartView, Flags
    from cqikit.spc._rules._reading import Reading
    from cqikit.spc._rules._useful import Indexes

__all__ = ["compared_with", "latest_phase", "shows_values"]


def shows_values(chart: Any) -> bool:
    """Say whether the points of a chart are values, which a target is about.

    Not so for ranges between neighbours, weighted averages and cumulative sums.
    """
    return getattr(getattr(chart, "kind", None), "statistic", None) is None


def latest_phase(view: Any, shape: tuple[int, ...], latest: Indexes) -> Bools:
    """Return which points (..., n) are in the phase of the latest."""
    breaks = getattr(view, "breaks", None)
    if breaks is None or 0 in shape:
        return np.ones(shape, dtype=bool)
    phase = np.broadcast_to(np.cumsum(breaks, axis=-1), shape)
    here: Bools = phase == np.take_along_axis(phase, latest, axis=-1)
    return here


def compared_with(reading: Reading) -> Flags:
    """Return the direction (..., n) of points that later ones are compared with.

    About a centre that is computed from all the points of a phase, a shift makes runs
    on one side of it and runs, or several points outside, on the other. Those before
    the latest have 1 or -1 here, the direction that their rules give them; all else 0.
    A single point outside is no other side: what was adverse before it stays so. Points
    outside have it, too, where a phase begins with them and goes on as said; and
    whatever signals at the beginning of a phase, before it goes the way of the change
    that was declared, unless it signals against the baseline before as well.
    """
    chart, shape = reading.chart, np.shape(reading.view.values)
    earlier = np.zeros(shape, dtype=np.int8)
    if not isinstance(chart, Chart) or "centre" in chart.given:
        return earlier
    for way in (UP, DOWN):
        runs, other, outside = np.zeros((3, *shape), dtype=bool)
        for rule, flags in zip(reading.rules, reading.flags.values(), strict=True):
            alone = getattr(rule, "pointwise", False)
            here, there = flags == way, flags == -way
            if alone:
                outside |= here
            else:
                runs |= here
            other |= there & (not alone or there.sum(-1, keepdims=True) > 1)
        if other.any() and (runs.any() or outside.any()):
            runs |= outside & _first_on(way, reading.view)
            earlier[runs & ~other & _before(other, chart)] = way
        _mark_begun(reading, way, earlier)
    _mark_before_baseline(reading, earlier)
    return earlier


def _mark_before_baseline(reading: Reading, earlier: Flags) -> None:
    """Mark in place what signals before the points on which the lines of a phase rest.

    Where the baseline is the later part, earlier points are what that is compared with.
    """
    chart = reading.chart
    rests = chart.baseline
    if rests.all():
        return
    shape = rests.shape
    phase = np.broadcast_to(np.cumsum(chart.breaks, axis=-1), shape)
    ahead = np.zeros(shape, dtype=bool)
    for number in range(int(phase.max()) + 1):
        here = phase == number
        ahead |= here & (np.cumsum(here & rests, axis=-1) == 0)
    ahead &= ~rests
    for flags in reading.flags.values():
        marked = ahead.copy()
        # A run that reaches into the baseline is the same run.
        for place in range(1, shape[-1]):
            goes_on = flags[..., place] == flags[..., place - 1]
            marked[..., place] |= marked[..., place - 1] & goes_on
        marked &= (np.abs(flags) == 1) & (earlier == 0)
        np.copyto(earlier, flags, where=marked)


def _mark_begun(reading: Reading, way: int, earlier: Flags) -> None:
    """Mark in place points with which a phase begins, still at the level before."""
    chart = reading.chart
    begun = _first_on(way, reading.view) & (np.cumsum(chart.breaks, axis=-1) > 0)
    found = np.any([flags == way for flags in reading.flags.values()], axis=0)
    begun &= found
    declared = found & (np.cumsum(chart.breaks, axis=-1) > 0)
    for row in map(tuple, np.argwhere(declared.any(axis=-1)).tolist()):
        for change in changes(chart[row] if row else chart, reading.rules):
            phase = slice(change.at, change.after.last + 1)
            here = begun[row][phase]
            if change.direction == -way:
                earlier[row][phase][here] = way
            if change.lone:
                # Others are at the level of before, about a mean that few have moved.
                flagged = [flags[row][phase] == way for flags in reading.flags.values()]
                earlier[row][phase][np.any(flagged, axis=0)] = way
            # What lies beyond the baseline before is not at its level.
            for signal in change.signals:
                if signal.direction == way:
                    where = slice(signal.first, signal.last + 1)
                    gone = begun[row] | change.lone
                    earlier[row][where][gone[where]] = 0


def _first_on(way: int, view: ChartView) -> Bools:
    """Return which points have none before them, in their phase, on the other side."""
    other = side_of(view.values, view.centre) == -way
    count = np.cumsum(other, axis=-1)
    breaks = getattr(view, "breaks", None)
    if breaks is not None:
        begun = np.where(breaks, count - other, 0)
        count = count - np.maximum.accumulate(begun, axis=-1)
    first: Bools = count == 0
    return first


def _before(other: Bools, chart: Chart) -> Bools:
    """Return which points lie before the last of others, in a phase of own centre."""
    shape = other.shape
    table = (math.prod(shape[:-1]), shape[-1])
    breaks = chart.breaks.reshape(table) if chart.breaks.any() else None
    phase = phases_of(table, breaks).reshape(shape)
    place = np.broadcast_to(np.arange(shape[-1]), shape)
    last = np.full(int(phase.max()) + 1, -1)
    np.maximum.at(last, phase[other], place[other])
    last[phase[~chart.baseline]] = -1
    before: Bools = place < last[phase]
    return before
