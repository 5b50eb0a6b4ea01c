"""The little charts of teams, side by side under the chart of all of them."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from cqikit.drawing import Panel

if TYPE_CHECKING:
    from cqikit.collaboratives import ClosingReport, MeasureResult
    from cqikit.measures import Series
    from cqikit.projects import Project

__all__ = ["team_panels"]


def team_panels(
    project: Project,
    closing: ClosingReport,
    result: MeasureResult,
    teams: tuple[Series, ...],
) -> tuple[Panel, ...]:
    """Return the little charts of the teams, over the periods of all of them."""
    shared, on = result.series.indexes, result.series.periods
    if not result.measure.is_periodic:
        # Events share no periods: each has the place that it has among all of them.
        shared = np.sort(np.concatenate([series.indexes for series in teams]))
        on = tuple(sorted(day for series in teams for day in series.periods))
    changes = [phase.index for phase in project.phases_of(result.series)]
    starts = [0, *np.searchsorted(shared, changes).tolist()]
    titles = closing.team_titles
    met = {team.team: team.meets if result.aim else False for team in result.teams}
    panels = []
    for series in teams:
        values = np.full(len(shared), math.nan)
        counted = np.ones(len(shared), dtype=bool)
        own = series.indexes
        # Of several events on one day, each stands after the one before.
        later = np.arange(len(own)) - np.searchsorted(own, own)
        places = np.searchsorted(shared, own) + later
        values[places] = series.observed
        counted[places] = ~series.columns.excluded
        centre = _medians(np.where(counted, values, math.nan), starts)
        title, meets = titles.get(series.team, series.team), met.get(series.team)
        sizes = np.full(len(shared), math.nan)
        sizes[places] = series.denominators
        panels.append(Panel(title, values, centre, counted, meets, on, sizes))
    return tuple(panels)


def _medians(values: np.ndarray, starts: list[int]) -> np.ndarray:
    """Return the median of each phase at each of its points."""
    centre = np.full(len(values), math.nan)
    for first, last in zip(starts, [*starts[1:], len(values)], strict=True):
        seen = values[first:last][np.isfinite(values[first:last])]
        if seen.size:
            # Of a few values, NumPy's takes ten times as long.
            centre[first:last] = median(seen.tolist())
    return centre
