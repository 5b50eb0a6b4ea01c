"""From points to their lines, as shown and as rules see them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cqikit.errors import ChartError
from cqikit.spc._charts._compare import TOLERANCE, alike
from cqikit.spc._charts._fit import fit, over
from cqikit.spc._charts._kind import on_scale
from cqikit.spc._charts._segments import layout_of
from cqikit.spc._charts._statistics import extremes

if TYPE_CHECKING:
    from cqikit.spc._charts._fit import Fit
    from cqikit.spc._charts._kind import ChartKind, Points
    from cqikit.spc._charts._view import Bools, Floats

__all__ = ["Lines", "lines_of"]


class Lines(NamedTuple):
    """What is plotted, shape (..., n), and lines, (..., 1) where they do not move."""

    values: Floats
    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats


def lines_of(
    kind: ChartKind, points: Points, width: float, per: float
) -> tuple[Lines, Lines]:
    """Return the lines as shown, and as rules see them; often the same objects.

    Parameters
    ----------
    kind : ChartKind
    points : Points, shape (k, n), or (..., n) where they are `plain`
        Values as they came, given lines on the scale of the kind.
    width : float
        Limits are so many sigma from the centre.
    per : float
        What is shown is multiplied by this.

    Raises
    ------
    ChartError
        When a centre or a spread is infinite.
    """
    scale, values = kind.scale, points.values
    scaled = on_scale(kind, points)
    fitted = fit(kind, scaled)
    _refuse_overflow(fitted)
    drawn = _drawn(kind, fitted, points, width)
    shown, seen = _clamped(kind, points, drawn)
    plotted = scaled.values if fitted.statistic is None else fitted.statistic
    visible = plotted
    if scale is not None:
        visible = values
        # Sigma has no meaning off the scale on which it was computed.
        back = [scale.back(line) for line in (shown[0], *shown[2:])]
        shown = (back[0], shown[1], *back[1:])
    if per != 1.0:
        visible = visible * per
        shown = tuple(line * per for line in shown)
    return Lines(visible, *shown), Lines(plotted, *seen)


def _refuse_overflow(fitted: Fit) -> None:
    """Refuse centres and spreads that are infinite."""
    for computed in (fitted.centre, fitted.spread):
        if computed is None:
            continue
        # Of one number, Python says so sooner.
        single = computed.size == 1
        if math.isinf(computed.item()) if single else np.isinf(computed).any():
            raise ChartError(
                "values are too large to be added or squared: take a larger unit"
            )


def _drawn(
    kind: ChartKind, fitted: Fit, points: Points, width: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return centre line, sigma, lower and upper limit, as the formulas have them."""
    centre, spread, sizes = fitted.centre, fitted.spread, points.sizes
    line = centre if kind.line is None else kind.line(centre, spread, sizes)
    if kind.sigma is not None:
        sigma = kind.sigma(centre, spread, sizes)
    elif spread is not None:
        sigma = spread
    else:
        sigma = np.full_like(centre, np.nan)
    if fitted.ramp is not None:
        sigma = sigma * fitted.ramp
    if kind.spread is None:
        sigma = over(sigma, points.sigma)
    if kind.limits is not None:
        lower, upper = kind.limits(centre, spread, sizes, width)
    else:
        reach = sigma * width
        lower, upper = line - reach, line + reach
    return line, sigma, over(lower, points.lower), over(upper, points.upper)


def _clamped(
    kind: ChartKind, points: Points, lines: tuple[Floats, ...]
) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Return the lines as shown, and as rules see them, as narrow as they came.

    Nothing can cross a bound to which a limit was clamped, and the limits of
    constant data are none.
    """
    centre, sigma, lower, upper = lines
    low, high = lower, upper
    units: Any = 1.0 if kind.divided or points.sizes is None else points.sizes
    if kind.floor is not None:
        bound = kind.floor * units
        beyond = lower <= bound
        low, lower = np.where(beyond, np.nan, lower), np.where(beyond, bound, lower)
    if kind.ceiling is not None:
        bound = kind.ceiling * units
        beyond = upper >= bound
        high, upper = np.where(beyond, np.nan, upper), np.where(beyond, bound, upper)
    seen = sigma
    flat = sigma <= TOLERANCE * np.abs(centre)
    if flat.item() if flat.size == 1 else flat.any():
        flat = flat & _constant(points)
        seen, low, high = (np.where(flat, np.nan, line) for line in (sigma, low, high))
    return (centre, sigma, lower, upper), (centre, seen, low, high)


def _constant(points: Points) -> Bools:
    """Say which points lie in a phase that rests on equal values, as `fit` is laid."""
    layout = layout_of(points, points.counted)
    groups = list(layout.groups())
    found = [alike(*extremes(layout.pack(points.values, group))) for group in groups]
    if len(groups) == 1:
        return layout.full(found[0])
    equal = np.zeros((sum(map(len, groups)), 1), dtype=bool)
    for group, part in zip(groups, found, strict=True):
        equal[group] = part
    return layout.full(equal)
