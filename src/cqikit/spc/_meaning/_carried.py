"""A baseline carried forward: two phases drawn as one that rests on the earlier.

The kernel that draws every chart draws this one, so that limits follow the sizes of the
later points, and a scale or a memory of the kind is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve

from cqikit.spc._charts._draw import drawn

if TYPE_CHECKING:
    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._kind import Points
    from cqikit.spc._charts._view import Floats

__all__ = ["carried", "phase_of"]

LINES = ("centre", "sigma", "lower", "upper")


def phase_of(chart: Chart, start: int, stop: int, *, baseline: bool = True) -> Chart:
    """Return one phase of a single chart as a chart of its own, or all its baseline."""
    part = _part(chart, start, stop)
    part = part if baseline else evolve(part, baseline=None)
    return _drawn(chart, part, start, stop)


def carried(chart: Chart, start: int, edge: int, stop: int) -> Chart:
    """Return two phases as one whose lines are those of the earlier.

    Parameters
    ----------
    chart : Chart
        A single one.
    start, edge, stop : int
        Where the earlier phase starts, where the later does, and where it ends.
    """
    part = _part(chart, start, stop)
    before = np.arange(stop - start) < edge - start
    baseline = before if part.baseline is None else before & part.baseline
    lines: dict[str, Any] = {
        name: _extended(getattr(part, name), edge - start) for name in LINES
    }
    return _drawn(chart, evolve(part, baseline=baseline, **lines), start, stop)


def _part(chart: Chart, start: int, stop: int) -> Points:
    span = slice(start, stop)
    # Of this room, and read only.
    part = chart._points.each(lambda array: array[span])  # noqa: SLF001
    return evolve(part, breaks=None)


def _extended(line: Floats | None, edge: int) -> Floats | None:
    """Return a line that was given before the edge, as it was there."""
    if line is None or np.isnan(line[edge - 1]):
        return None
    return np.where(np.arange(line.size) < edge, line, line[edge - 1])


def _drawn(chart: Chart, points: Points, start: int, stop: int) -> Chart:
    calendar = chart.calendar and chart.calendar.part(slice(start, stop))
    return drawn(
        chart.kind,
        points,
        width=chart.width,
        per=chart.per,
        calendar=calendar,
        title=chart.title,
        reasons=chart.reasons[start:stop],
        withheld=chart.withheld[start:stop],
    )
