"""Whether the latest phase tells what comes: one decision for words and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from cqikit.measures import Direction
from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._view import View, counting, edges_of
from cqikit.spc._meaning._compared import latest_phase, shows_values
from cqikit.spc._meaning._variation import Assurance
from cqikit.spc._rules._presets import THREE_SIGMA
from cqikit.spc._rules._reading import read

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cqikit.spc._charts._view import Bools, Floats
    from cqikit.spc._meaning._changes import Change
    from cqikit.spc._rules._reading import Reading
    from cqikit.spc._rules._useful import Indexes

__all__ = ["FEW", "at", "by_limits", "come_back", "takes", "unread", "unsettled"]

Number = TypeVar("Number", bound=np.generic)

#: A phase of fewer points is not said to be stable.
FEW: Final = 6
#: Rules that need more points than this are not waited for.
PATIENCE: Final = 40


def at(array: NDArray[Number], latest: Indexes) -> NDArray[Number]:
    """Return what stands at one place (..., 1) of each chart, shape (...)."""
    if array.shape[-1] == 0:
        return np.zeros(array.shape[:-1], dtype=array.dtype)
    return np.take_along_axis(array, latest, axis=-1)[..., 0]


def unsettled(reading: Reading, latest: Indexes) -> Bools:
    """Say of which charts (...) the latest phase does not tell what comes.

    It has fewer than six points, or a signal, or a point beyond limits that no rule
    looks at. Phases that began after the last point of a chart are none of its phases.
    """
    view, shape = reading.view, np.shape(reading.view.values)
    here = latest_phase(view, shape, latest)
    moves = here & (reading.flagged | unread(reading))
    few = (here & counting(view)).sum(axis=-1) < FEW
    found: Bools = moves.any(axis=-1) | few
    return found


def unread(reading: Reading) -> Bools:
    """Return which points (..., n) lie beyond limits that no rule looks at."""
    if any(getattr(rule, "pointwise", False) for rule in reading.rules):
        return np.zeros(np.shape(reading.view.values), dtype=bool)
    return read(reading.chart, THREE_SIGMA).flagged


def come_back(change: Change, chart: Chart) -> tuple[int, bool]:
    """Return how many points at the end have come back, and if beyond the level before.

    Back to the level before a change that was shown, or beyond it on its other side;
    0 for one alone.
    """
    if not change.told or not change.direction:
        return 0, False
    values = np.asarray(chart.values)[counting(chart)]
    before, after = change.before.centre, change.after.centre
    middle = np.asarray((before + after) / 2)
    away = np.flatnonzero(side_of(values, middle) != -change.direction)
    back = int(values.size - 1 - away[-1]) if away.size else 0
    # As far beyond the level before as the level since is on this side of it.
    far = np.asarray(2 * before - after)
    beyond = side_of(values[values.size - back :], far) == -change.direction
    return (back, 2 * int(beyond.sum()) > back) if back > 1 else (0, False)


def takes(reading: Reading, start: int) -> int | None:
    """Return how many useful points the rules need for any signal, in a phase.

    0 where the points that are there are enough, or where limits are drawn; None where
    no points would do. What is tried rises from one side of the centre to the other,
    or beyond a centre that does not come from the phase itself.
    """
    chart = reading.chart
    if not isinstance(chart, Chart):
        return 0
    drawn = [np.isfinite(line[start:]).any() for line in (chart.lower, chart.upper)]
    if any(drawn) or np.isfinite(chart.view.sigma[start:]).any():
        return 0
    n = int(reading.runs.useful[..., len(edges_of(chart)) - 2])
    own = "centre" not in chart.given and chart.baseline[start:].all()
    # About a median of their own, as many lie above as below.
    step = 2 if own else 1
    for count in (n, *range(n + step - (n % step), PATIENCE, step)):
        rising = np.arange(1.0, count + 1) - (count // 2 + 0.5 if own else 0)
        trial = View(rising, np.zeros(count), np.full(count, np.nan))
        if read(trial, reading.rules).any:
            return 0 if count == n else count
    return None


def by_limits(
    chart: Any, target: Floats | None, latest: Indexes, better: Direction
) -> Any:
    """Return what the limits at the latest point say of the target, shape (...).

    An `Assurance`, of a process that goes on as it is.
    """
    shape = np.shape(chart.values)
    unknown = np.full(shape[:-1], Assurance.UNKNOWN.value)
    if target is None or better is Direction.NEITHER or not shows_values(chart):
        return unknown
    limits = []
    for name, side in (("lower", -3), ("upper", 3)):
        # As drawn, on the scale of the target; a clamped limit is at its bound.
        drawn = getattr(chart, name, None)
        if drawn is None:
            drawn = chart.centre + side * np.asarray(chart.sigma)
        limits.append(at(np.broadcast_to(drawn, shape), latest))
    aimed = at(target, latest)
    lower, upper = limits
    beyond, within = (upper, lower) if better is Direction.HIGHER else (lower, upper)
    sign = better.sign
    # Limits without width are no forecast: the points themselves must say it.
    settled = side_of(upper, lower) == 0
    settled &= np.isfinite(lower) & np.isfinite(upper)
    met, counted = _met(chart, target, latest, sign)
    cases = [
        np.isnan(aimed) | (np.isnan(lower) & np.isnan(upper)),
        settled & (met == counted),
        settled & (met == 0),
        settled,
        (aimed - beyond) * sign > 0,
        (within - aimed) * sign > 0,
    ]
    said = [Assurance.UNKNOWN.value, Assurance.MEETS.value, Assurance.MISSES.value]
    said += [Assurance.UNKNOWN.value, Assurance.MISSES.value, Assurance.MEETS.value]
    return np.select(cases, said, default=Assurance.VARIES.value)


def _met(chart: Any, target: Floats, latest: Indexes, sign: int) -> tuple[Any, Any]:
    """Return how many points of the latest phase meet the target, and how many count.

    Both of shape (...): observed points that are not excluded.
    """
    values = np.asarray(chart.values, dtype=np.float64)
    here = latest_phase(chart, values.shape, latest) & counting(chart)
    meets = here & (side_of(values, target) * sign >= 0)
    return meets.sum(axis=-1), here.sum(axis=-1)
