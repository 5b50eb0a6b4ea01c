"""From the fit of a block of points to its lines, as shown and as rules see them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cqikit.errors import ChartError
from cqikit.spc._compare import TOLERANCE, alike
from cqikit.spc._fit import over
from cqikit.spc._segments import segments_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.spc._fit import Fit, Marks
    from cqikit.spc._kind import ChartKind, Points
    from cqikit.spc._view import Bools, Floats

__all__ = ["Lines", "constant", "lines_of"]


class Lines(NamedTuple):
    """What is plotted, shape (..., n), and lines, (..., 1) where they do not move."""

    values: Floats
    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats


def lines_of(
    kind: ChartKind,
    points: Points,
    fit: Fit,
    given: dict[str, Floats],
    equal: Callable[[], Bools],
    *,
    width: float,
    per: float,
) -> tuple[Lines, Lines]:
    """Return the lines as shown, and as rules see them; often the same objects.

    Parameters
    ----------
    kind : ChartKind
    points : Points
        As they came, not on the scale of the kind.
    fit : Fit
        On the scale of the kind, as are `given` lines.
    given : dict of str to array
    equal : function of nothing
        Asked only where sigma is next to nothing: which points lie in a phase
        that rests on equal values.
    width, per : float
    """
    refuse_overflow(fit)
    drawn = _lines(kind, fit, points.sizes, width, given)
    shown, seen = _clamped(kind, points.sizes, drawn, equal)
    scale, plotted = kind.scale, points.values
    if fit.statistic is not None:
        plotted = fit.statistic
    visible = plotted
    if scale is not None:
        plotted, visible = scale.there(points.values), points.values
        # Sigma has no meaning off the scale on which it was computed.
        back = [scale.back(line) for line in (shown[0], *shown[2:])]
        shown = (back[0], shown[1], *back[1:])
    if per != 1.0:
        visible = visible * per
        shown = tuple(line * per for line in shown)
    return Lines(visible, *shown), Lines(plotted, *seen)


def refuse_overflow(fit: Fit) -> None:
    """Refuse centres and spreads that are infinite."""
    for computed in (fit.centre, fit.spread):
        if computed is not None and any_infinite(computed):
            raise ChartError(
                "values are too large to be added or squared: take a larger unit"
            )


def any_infinite(values: Floats) -> bool:
    """Say whether any of `values` is infinite; quick where there is just one."""
    if values.size == 1:
        return math.isinf(values.item())
    return bool(np.isinf(values).any())


def _lines(
    kind: ChartKind,
    fit: Fit,
    sizes: Floats | None,
    width: float,
    given: dict[str, Floats],
) -> tuple[Floats, Floats, Floats, Floats]:
    centre, spread = fit.centre, fit.spread
    line = centre if kind.line is None else kind.line(centre, spread, sizes)
    if kind.sigma is not None:
        sigma = kind.sigma(centre, spread, sizes)
    elif spread is not None:
        sigma = spread
    else:
        sigma = np.full_like(centre, np.nan)
    if fit.ramp is not None:
        sigma = sigma * fit.ramp
    if given and kind.spread is None:
        sigma = over(sigma, given.get("sigma"))
    if kind.limits is not None:
        lower, upper = kind.limits(centre, spread, sizes, width)
    else:
        reach = sigma * width
        lower, upper = line - reach, line + reach
    if given:
        lower = over(lower, given.get("lower"))
        upper = over(upper, given.get("upper"))
    return line, sigma, lower, upper


def _clamped(
    kind: ChartKind,
    sizes: Floats | None,
    lines: tuple[Floats, ...],
    equal: Callable[[], Bools],
) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Return the lines as shown, and as rules see them, as narrow as they came.

    Nothing can cross a bound to which a limit was clamped, and the limits of
    constant data are none.
    """
    centre, sigma, lower, upper = lines
    low, high = lower, upper
    units: Any = 1.0 if kind.divided or sizes is None else sizes
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
        flat = flat & equal()
        seen, low, high = (np.where(flat, np.nan, line) for line in (sigma, low, high))
    return (centre, sigma, lower, upper), (centre, seen, low, high)


def constant(points: Points, marks: Marks) -> Bools:
    """Say which points lie in a phase that rests on equal values, shape (..., n)."""
    shape = points.values.shape
    rows = (math.prod(shape[:-1]), shape[-1])
    marks = marks.each(lambda array: array.reshape(rows))
    layout = segments_of(rows, marks.breaks, marks.counted)
    values = points.values.reshape(-1)[layout.flat]
    least = np.full(len(layout.counts), np.inf)
    most = np.full(len(layout.counts), -np.inf)
    np.fmin.at(least, layout.segment, values)
    np.fmax.at(most, layout.segment, values)
    equal: Bools = alike(least, most)[layout.phase].reshape(shape)
    return equal
