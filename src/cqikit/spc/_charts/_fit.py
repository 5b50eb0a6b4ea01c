"""Centre, spread and statistic of any number of charts, phase by phase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cqikit.spc._charts._kind import Points
from cqikit.spc._charts._segments import layout_of

if TYPE_CHECKING:
    from cqikit.spc._charts._kind import ChartKind
    from cqikit.spc._charts._segments import Layout
    from cqikit.spc._charts._view import Floats

__all__ = ["Fit", "fit", "over"]


class Fit(NamedTuple):
    """Centre and spread, (..., 1) where every row is one phase, else (k, n).

    `statistic` is what is plotted instead of the values, `ramp` which part of its sigma
    each point has; both have the shape of the points, or are None.
    """

    centre: Floats
    spread: Floats | None = None
    statistic: Floats | None = None
    ramp: Floats | None = None


def fit(kind: ChartKind, points: Points) -> Fit:
    """Return the fit of points (k, n); any shape (..., n) where they are `plain`.

    Points and given lines are on the scale of the kind.
    """
    layout = layout_of(points, points.counted)
    computed = [
        (members, *_estimates(kind, points, layout, members))
        for members in layout.groups()
    ]
    centre = over(layout.full(_whole(computed, 1)), points.centre)
    spread = None
    if kind.spread is not None:
        spread = over(layout.full(_whole(computed, 2)), points.sigma)
    if kind.statistic is None:
        return Fit(centre, spread)
    if points.plain:
        ramp = None if kind.ramp is None else kind.ramp(points)
        return Fit(centre, spread, kind.statistic(points, centre, spread), ramp)
    return _remembered(kind, points, Fit(centre, spread))


def over(computed: Floats, given: Floats | None) -> Floats:
    """Return a line that is computed where none is given, (..., 1) if neither moves."""
    if given is None:
        return computed
    if given.strides[-1] == 0:
        given = given[..., :1]
    return np.where(np.isnan(given), computed, given)


def _estimates(
    kind: ChartKind, points: Points, layout: Layout, members: Any
) -> tuple[Floats, Floats | None]:
    """Return centre and spread of some phases, each (phases, 1)."""
    packed = _packed(points, layout, members)
    centre = kind.centre(packed)
    if kind.spread is None:
        return centre, None
    given = points.centre
    at = centre if given is None else over(centre, layout.pack(given, members))
    return centre, kind.spread(packed, at)


def _packed(points: Points, layout: Layout, members: Any) -> Points:
    if points.plain:
        return points

    def pack(array: Floats | None) -> Floats | None:
        return None if array is None else layout.pack(array, members)

    values = layout.pack(points.values, members)
    return Points(values, pack(points.sizes), pack(points.within))


def _whole(computed: list[Any], which: int) -> Floats:
    """Return what was computed of groups of phases, of all of them, (phases, 1)."""
    if len(computed) == 1:
        found: Floats = computed[0][which]
        return found
    whole = np.full((sum(len(group[0]) for group in computed), 1), np.nan)
    for group in computed:
        whole[group[0]] = group[which]
    return whole


def _remembered(kind: ChartKind, points: Points, fitted: Fit) -> Fit:
    """Add the EWMA, CUSUM or moving range of points (k, n), phase by phase."""
    statistic: Any = kind.statistic
    shape = points.values.shape
    centre = np.broadcast_to(fitted.centre, shape)
    spread = None if fitted.spread is None else np.broadcast_to(fitted.spread, shape)
    plotted, ramp = np.full(shape, np.nan), np.full(shape, np.nan)
    for keep in points.turns:
        layout = layout_of(points, keep)
        for members in layout.groups():
            packed = _packed(points, layout, members)
            at = layout.pack(centre, members)
            sigma = None if spread is None else layout.pack(spread, members)
            layout.unpack(statistic(packed, at, sigma), members, plotted)
            if kind.ramp is not None:
                layout.unpack(kind.ramp(packed), members, ramp)
    return Fit(centre, spread, plotted, None if kind.ramp is None else ramp)
