"""How far each goal of a project has come, by the chart of its measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit import spc
from cqikit.core import readable
from cqikit.measures import Aim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.projects._charts import Charted
    from cqikit.projects._project import Project

__all__ = ["GoalProgress", "goals_of"]

#: How many of the latest values stand for where a measure is now (ours).
LATEST: Final = 6


@frozen(kw_only=True)
class GoalProgress:
    """How far one goal has come.

    Parameters
    ----------
    aim : Aim
    done : float, optional
        The part of the way from the baseline to the target that is gone, from 0 to 1;
        0 where the chart shows no improvement, None where it cannot be told.
    held : int
        How many of the latest values in a row are better than the baseline.
    how : str
        In words.
    """

    aim: Aim
    done: float | None
    held: int
    how: str


def goals_of(project: Project, charts: Iterable[Charted]) -> tuple[GoalProgress, ...]:
    """Return how far each aim has come, that of the driver diagram with them."""
    above = project.diagram.aim if project.diagram is not None else None
    lone = () if above is None or above in project.aims else (above,)
    charted = {one.series.measure.key: one for one in charts}
    return tuple(_goal(aim, charted.get(aim.measure)) for aim in (*lone, *project.aims))


def _goal(aim: Aim, charted: Charted | None) -> GoalProgress:
    """Return how far one goal has come, by the chart of its measure."""
    if charted is None or charted.target is None:
        lacks = "no data" if charted is None else "no line to reach on its chart"
        return GoalProgress(aim=aim, done=None, held=0, how=f"{aim.title}: {lacks}")
    series, target = charted.series, charted.target
    counted = series.counted[np.isfinite(series.counted)]
    centres = charted.chart.centre[np.isfinite(charted.chart.centre)]
    if not counted.size or not centres.size:
        return GoalProgress(aim=aim, done=None, held=0, how=f"{aim.title}: no data")
    start = float(centres[0]) if aim.baseline is None else aim.baseline
    now = float(np.median(counted[-LATEST:]))
    better = series.measure.direction.sign or (1 if target >= start else -1)
    worse = np.flatnonzero((counted - start) * better <= 0)
    held = counted.size - (int(worse[-1]) + 1 if worse.size else 0)
    moved = charted.judgement.moved == spc.Variation.IMPROVEMENT
    met = (now - target) * better >= 0
    gone = 1.0 if met else max(0.0, (now - start) / (target - start))
    words = f"{aim.title}: from {readable(start)} to {readable(now)}"
    words += f" (median of the latest {min(counted.size, LATEST)}), target"
    words += f" {readable(target)}"
    if not moved:
        return GoalProgress(
            aim=aim, done=0.0, held=held, how=f"{words}; no improvement on its chart"
        )
    return GoalProgress(
        aim=aim, done=gone, held=held, how=f"{words}: {100 * gone:.0f} % of the way"
    )
