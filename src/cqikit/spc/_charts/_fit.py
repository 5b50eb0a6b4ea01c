"""Centre, spread and statistic of any number of charts, phase by phase.

Rows that are one phase each go to the estimators as they are. Else the points that
count are packed, one phase a row (`_segments`), estimated, and the estimates spread
over the points of their phases, where a statistic with a memory (EWMA, CUSUM, moving
range) needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cqikit.spc._charts._remembered import packed, remembered
from cqikit.spc._charts._segments import layout_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.spc._charts._kind import ChartKind, Points
    from cqikit.spc._charts._segments import Layout
    from cqikit.spc._charts._view import Floats

__all__ = ["Fit", "fit", "gathered", "over"]


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
    if not points.plain:
        return _fit_phases(kind, points)
    centre, spread = over(kind.centre(points), points.centre), None
    if kind.spread is not None:
        spread = over(kind.spread(points, centre), points.sigma)
    if kind.statistic is None:
        return Fit(centre, spread)
    ramp = None if kind.ramp is None else kind.ramp(points)
    return Fit(centre, spread, kind.statistic(points, centre, spread), ramp)


def over(computed: Floats, given: Floats | None) -> Floats:
    """Return a line that is computed where none is given, (..., 1) if neither moves."""
    if given is None:
        return computed
    if given.strides[-1] == 0:
        given = given[..., :1]
    return np.where(np.isnan(given), computed, given)


def _fit_phases(kind: ChartKind, points: Points) -> Fit:
    """Return the fit of points (k, n), of each phase from those of it that count."""
    layout = layout_of(points, points.counted)
    groups = list(layout.groups())
    computed = [_estimates(kind, points, layout, group) for group in groups]
    centre, spread = zip(*computed, strict=True)
    fitted = Fit(over(layout.full(gathered(groups, centre)), points.centre))
    if kind.spread is not None:
        sigma = layout.full(gathered(groups, spread))
        fitted = Fit(fitted.centre, over(sigma, points.sigma))
    if kind.statistic is None:
        return fitted
    return Fit(*fitted[:2], *remembered(kind, points, *fitted[:2]))


def _estimates(
    kind: ChartKind, points: Points, layout: Layout, group: Any
) -> tuple[Floats, Any]:
    """Return centre and spread of some phases, each (phases, 1)."""
    rows = packed(points, layout, group)
    centre = kind.centre(rows)
    if kind.spread is None:
        return centre, None
    given = points.centre
    at = centre if given is None else over(centre, layout.pack(given, group))
    return centre, kind.spread(rows, at)


def gathered(groups: list[Any], computed: Sequence[Any]) -> Any:
    """Return what was computed of groups of phases, of all of them, (phases, 1)."""
    if len(groups) == 1:
        return computed[0]
    whole = np.empty((sum(map(len, groups)), 1), dtype=computed[0].dtype)
    for group, part in zip(groups, computed, strict=True):
        whole[group] = part
    return whole
