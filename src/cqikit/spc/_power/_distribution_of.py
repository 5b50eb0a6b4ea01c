"""Which distribution points of a chart have, by its kind, its lines and sizes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.spc._charts._constants import c4, d2
from cqikit.spc._charts._estimators import MeanLevel
from cqikit.spc._charts._kind import ChartKind, Input
from cqikit.spc._charts._rare import nelson_scale
from cqikit.spc._charts._sigmas import (
    binomial,
    binomial_count,
    exponential_limits,
    geometric,
    poisson,
    poisson_rate,
)
from cqikit.spc._charts._view import on_line
from cqikit.spc._power._distributions import (
    ANY_ORDER,
    LINES,
    MOST_OUTCOMES,
    NELSON_MEAN,
    NORMAL,
    SUBGROUPS,
    KindDistribution,
)

if TYPE_CHECKING:
    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._view import Bools, Floats

__all__ = ["distribution_of", "distribution_of_alike"]

FAMILIES: Final[dict[Any, str]] = {
    binomial: "binomial",
    binomial_count: "binomial",
    poisson: "Poisson",
    poisson_rate: "Poisson",
    geometric: "geometric",
}
#: Values that are all so coarse, in sigma, come often equal: they are rounded.
COARSE: Final = 0.5
#: How far off a multiple a value may be.
ON_GRID: Final = 1e-6


def family_of(kind: ChartKind, sizes: Floats) -> str:
    """Return how points of a kind are distributed, "" where nothing here says so."""
    if kind.scale is nelson_scale or kind.limits is exponential_limits:
        return "exponential"
    if kind.takes is Input.SUBGROUPS:
        return SUBGROUPS if kind.statistic is None else ""
    plain = kind.spread is None or isinstance(kind.spread, MeanLevel)
    family = FAMILIES.get(kind.sigma, "") if plain else ""
    if family == "binomial" and (sizes != np.floor(sizes)).any():
        family = ""
    if family or kind.takes is Input.BINARY or kind.statistic:
        return family
    return NORMAL


def distribution_of(chart: Chart, baseline: Bools | None) -> KindDistribution | None:
    """Return the distribution of points of a chart of one phase, None where unknown.

    Points that are excluded, and gaps that are bridged, are not there at all.
    `baseline` are those, (n,), that limits rest on, where these are not all.
    """
    if chart.values.ndim != 1 or not (kept := on_line(chart.view)).any():
        return None
    points = chart._points  # noqa: SLF001  (of this room)
    seen = ~np.isnan(chart.values[kept])
    sizes = np.where(seen, 1.0 if chart.sizes is None else chart.sizes[kept], 1.0)
    centre, sigma, lower, upper = (getattr(chart.view, name)[kept] for name in LINES)
    # Where nothing varies there are no zones, as for rules.
    sigma = np.where(sigma > 0, sigma, np.nan)
    family, level, within = ANY_ORDER, 0.0, 1.0
    if np.isfinite(chart.sigma).any():
        family = family_of(chart.kind, sizes)
        first = int(seen.argmax())
        level = _level(chart.kind, family, centre[first], sigma[first], sizes[first])
    if not family or not math.isfinite(level) or np.isnan(centre[seen]).any():
        return None
    grid = _grid(points.values[kept], sigma) if family == NORMAL else 0.0
    if _outcomes(family, level, sizes) > MOST_OUTCOMES:
        family = NORMAL
    given = [getattr(points, name) for name in LINES]
    if family == SUBGROUPS:
        if not (within := _within(chart.kind, centre, sigma, sizes)) > 0:
            return None
        # Means about known lines are normal points.
        known = [given[place] is not None for place in (0, 1)]
        family = NORMAL if chart.kind.plots == "mean" and all(known) else family
    values = points.values[kept] if family == ANY_ORDER else np.empty(0)
    return KindDistribution(
        kind=chart.kind,
        family=family,
        level=level,
        sizes=tuple(sizes.tolist()),
        seen=tuple(seen.tolist()),
        lines=tuple(_numbers(row) for row in (centre, sigma, lower, upper)),
        given=tuple(line if line is None else _numbers(line[kept]) for line in given),
        baseline=None if baseline is None else tuple(baseline[kept].tolist()),
        width=chart.width,
        values=_numbers(values),
        within=within,
        grid=grid,
    )


def distribution_of_alike(
    kind: ChartKind,
    size: float,
    lines: tuple[float, ...],
    given: tuple[float | None, ...],
    width: float,
) -> KindDistribution | None:
    """Return the distribution of a point of a chart whose points are all of one size.

    None where it is taken as normal, or nothing is known.

    Parameters
    ----------
    kind : ChartKind
    size : float
        1 where there is none.
    lines, given : tuple of four numbers
        Centre, sigma, lower and upper limit on the scale of the kind; and those that
        were given, None for the others.
    width : float
    """
    family = family_of(kind, np.array([size]))
    if family in {"", NORMAL, SUBGROUPS}:
        return None
    # Numbers of NumPy have an infinite power where those of Python have none.
    centre, sigma = np.array(lines[:2])
    sigma = sigma if sigma > 0 else np.nan
    with np.errstate(all="ignore"):
        level = _level(kind, family, centre, sigma, size)
    many = _outcomes(family, level, np.array([size])) > MOST_OUTCOMES
    if not math.isfinite(level) or many:
        return None
    return KindDistribution(
        kind=kind,
        family=family,
        level=level,
        sizes=(size,),
        seen=(True,),
        lines=tuple((line,) for line in (centre, sigma, *lines[2:])),
        given=tuple(line if line is None else (line,) for line in given),
        width=width,
    )


def _outcomes(family: str, level: float, sizes: Floats) -> float:
    """Return about how many different things a point that is a count can be."""
    most = float(sizes.max())
    counted = {"binomial": most, "Poisson": level * most, "geometric": level}
    return counted.get(family, 0.0)


def _within(kind: ChartKind, centre: Floats, sigma: Floats, sizes: Floats) -> float:
    """Return the standard deviation of measurements that the lines stand for."""
    known = np.isfinite(centre) & (sizes >= 2)
    match kind.plots:
        case "mean":
            known = np.isfinite(sigma)
            found = sigma[known] * np.sqrt(sizes[known])
        case "sd":
            found = centre[known] / c4(sizes[known])
        case _:
            found = centre[known] / d2(sizes[known])
    return float(found[0]) if found.size else math.nan


def _grid(values: Floats, sigma: Floats) -> float:
    """Return what values are multiples of, 0 where that is small beside sigma."""
    distinct = np.unique(values[~np.isnan(values)])
    steps = np.diff(distinct)
    if not steps.size or not np.isfinite(sigma).any():
        return 0.0
    grid = float(steps.min())
    on = np.abs(distinct / grid - np.rint(distinct / grid)) < ON_GRID
    coarse = grid > COARSE * float(np.nanmax(sigma))
    return grid if coarse and on.all() and distinct.size < values.size / 2 else 0.0


def _numbers(row: Floats) -> tuple[float, ...]:
    """Return numbers that are equal to themselves: one NaN is another."""
    return tuple(math.nan if number != number else number for number in row.tolist())  # noqa: PLR0124


def _level(
    kind: ChartKind, family: str, centre: float, sigma: float, size: float
) -> float:
    """Return the parameter that the lines of a chart stand for."""
    if family == SUBGROUPS:  # one of one has no spread, and no line for it
        return 0.0
    if family == "binomial" and not kind.divided:
        return float(centre / size)
    if family == "geometric":
        # Where nothing varies, all gaps are 0.
        known = sigma if sigma > 0 else 0.0
        return float((math.sqrt(1 + 4 * known**2) - 1) / 2)
    if family == "exponential":
        if kind.scale is nelson_scale:
            return float((centre / NELSON_MEAN) ** 3.6)
        return float(centre / math.log(2))
    return float(centre)
