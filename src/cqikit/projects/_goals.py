"""How far each goal of a project has come, by the chart of its measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from cqikit import spc
from cqikit.core import Sentence, say
from cqikit.measures import Aim, Change, Nested, meets, target_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cqikit.projects._charts import Charted
    from cqikit.projects._project import Project

__all__ = ["GoalProgress", "goals_of"]

#: How many of the latest values stand for where a measure is now (ours).
LATEST: Final = 6
#: The most of the way that is gone to a goal that is not met.
NEARLY: Final = 0.99


@frozen(kw_only=True)
class GoalProgress:
    """How far one goal has come.

    Parameters
    ----------
    aim : Aim
        The goal.
    done : float, optional
        The part of the way from the baseline to the target that is gone, from 0 to 1;
        1 where closing figures say that it is met; 0 where the chart shows no
        improvement, None where it cannot be told.
    held : int
        How many of the latest values in a row are better than the baseline.
    how : str
        In words.
    """

    aim: Aim
    done: float | None
    held: int
    how: str


def goals_of(
    project: Project, charts: Iterable[Charted], met: Mapping[str, bool | None]
) -> tuple[GoalProgress, ...]:
    """Return how far each aim has come, that of the driver diagram with them.

    Whether one is met is what closing figures say of it, by its key; where these say
    nothing, it is what its chart says.
    """
    above = project.diagram.aim if project.diagram is not None else None
    lone = () if above is None or above in project.aims else (above,)
    charted = {chart.series.measure.key: chart for chart in charts}
    seen = {series.measure.key for series in project.series if len(series.records)}
    return tuple(
        _settled(
            _goal(aim, charted.get(aim.measure), aim.measure in seen), met.get(aim.key)
        )
        for aim in (*lone, *project.aims)
    )


def _settled(goal: GoalProgress, met: bool | None) -> GoalProgress:  # noqa: FBT001
    """Return a goal as closing figures have it, where these can judge it."""
    if met is None:
        return goal
    if met:
        said = say("{goal}; met by the closing figures", goal=goal.how)
        return evolve(goal, done=1.0, how=said)
    said = say("{goal}; not met by the closing figures", goal=goal.how)
    return evolve(goal, done=min(goal.done or 0.0, NEARLY), how=said)


def _goal(aim: Aim, charted: Charted | None, has_data: bool) -> GoalProgress:  # noqa: FBT001
    """Return how far one goal has come, by the chart of its measure."""
    if charted is None and has_data:
        return _unknown(aim, say("not known, as its chart was not given"))
    counted = charted.series.counted if charted is not None else np.empty(0)
    seen = counted[np.isfinite(counted)]
    if charted is None or not seen.size:
        return _unknown(aim, say("no data"))
    direction = charted.series.measure.direction
    if not direction.sign:
        return _unknown(aim, say("neither direction is better"))
    centres = charted.chart.centre[np.isfinite(charted.chart.centre)]
    start = float(centres[0] if centres.size else seen[0])
    start = start if aim.baseline is None else aim.baseline
    now = float(np.median(seen[-LATEST:]))
    worse = np.flatnonzero((seen - start) * direction.sign <= 0)
    held = seen.size - (int(worse[-1]) + 1 if worse.size else 0)
    if isinstance(aim.target, Nested):
        return _unknown(aim, say("a share of units, which no one chart shows"), held)
    if isinstance(aim.target, Change) and start == 0:
        return _unknown(aim, say("a change from a baseline of 0"), held)
    target = target_value(aim.target, baseline=start, direction=direction)
    words = say(
        "{aim}: from {start} to {now} (median of the latest {n}), target {target}",
        aim=aim.title,
        start=start,
        now=now,
        n=min(seen.size, LATEST),
        target=float(target),
    )
    done = 0.0
    if charted.judgement.moved != spc.Variation.IMPROVEMENT:
        words = say("{goal}; no improvement on its chart", goal=words)
    else:
        met = meets(now, aim.target, direction=direction, baseline=start)
        gone = (now - start) / (target - start) if target != start else 0.0
        done = 1.0 if met else min(max(gone, 0.0), NEARLY)
        words = say("{goal}: {done:.0f} % of the way", goal=words, done=100 * done)
    return GoalProgress(aim=aim, done=done, held=held, how=words)


def _unknown(aim: Aim, why: Sentence, held: int = 0) -> GoalProgress:
    how = say("{aim}: {why}", aim=aim.title, why=why)
    return GoalProgress(aim=aim, done=None, held=held, how=how)
