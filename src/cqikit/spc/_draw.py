"""From a fit to the lines of a chart, and what rules may see of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.spc._chart import Chart
from cqikit.spc._compare import TOLERANCE
from cqikit.spc._fit import Fit, Marks, fit_rows
from cqikit.spc._kind import Points
from cqikit.spc._view import View

if TYPE_CHECKING:
    from cqikit.spc._kind import ChartKind
    from cqikit.spc._view import Floats

__all__ = ["drawn"]

#: Below this many cells, writing a line out costs less than a view with stride 0.
SMALL: Final = 4096


def drawn(
    kind: ChartKind,
    points: Points,
    marks: Marks,
    given: dict[str, Floats],
    *,
    width: float,
    per: float,
    **about: Any,
) -> Chart:
    """Return the chart of these points; `given` lines are in the unit of display."""
    scale = kind.scale
    scaled = points
    if scale is not None:
        scaled = Points(scale.there(points.values), points.sizes, points.within)
    fixed = given and _on_scale(kind, given, per)
    fit = _fit(kind, scaled, marks, fixed.get("centre") if given else None)
    lines = _lines(kind, fit, points.sizes, width, fixed)
    plotted = scaled.values if fit.statistic is None else fit.statistic
    shape = plotted.shape
    shown, seen = _clamped(kind, *(_full(line, shape) for line in lines))
    view = View(plotted, *seen, marks.breaks, marks.excluded)
    if scale is not None:
        centre, sigma, lower, upper = shown
        plotted = points.values
        shown = scale.back(centre), sigma, scale.back(lower), scale.back(upper)
    if per != 1.0:
        plotted, *shown = (line * per for line in (plotted, *shown))
    arrays = {}
    for name, line in zip(NAMES, (plotted, *shown), strict=True):
        line.flags.writeable = False
        arrays[name] = line
    return Chart(
        kind=kind,
        **arrays,
        sizes=points.sizes,
        width=width,
        per=per,
        given=tuple(given),
        marks=marks,
        points=points,
        view=view,
        **about,
    )


NAMES: Final = ("values", "centre", "sigma", "lower", "upper")


def _on_scale(
    kind: ChartKind, given: dict[str, Floats], per: float
) -> dict[str, Floats]:
    lines = {name: line / per for name, line in given.items()}
    if kind.scale is None:
        return lines
    # Sigma has no meaning off the scale on which it was computed.
    return {
        name: line if name == "sigma" else kind.scale.there(line)
        for name, line in lines.items()
    }


def _fit(kind: ChartKind, points: Points, marks: Marks, given: Floats | None) -> Fit:
    shape = points.values.shape
    if len(shape) == 2:
        return fit_rows(kind, points, marks, given)
    flat = (int(np.prod(shape[:-1])), shape[-1])
    fit = fit_rows(
        kind,
        Points(*(_shaped(one, flat) for one in points.arrays)),
        Marks(*(_shaped(one, flat) for one in marks.arrays)),
        _shaped(given, flat),
    )
    rows = shape[:-1]
    return Fit(
        *(
            None if one is None else one.reshape(*rows, one.shape[-1])
            for one in (fit.centre, fit.spread, fit.statistic)
        )
    )


def _shaped(array: Any, shape: tuple[int, ...]) -> Any:
    return None if array is None else array.reshape(shape)


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
    sigma = _over(sigma, given.get("sigma")) if given else sigma
    if kind.limits is not None:
        lower, upper = kind.limits(centre, spread, sizes, width)
    else:
        reach = sigma * width
        lower, upper = line - reach, line + reach
    if given:
        lower = _over(lower, given.get("lower"))
        upper = _over(upper, given.get("upper"))
    return line, sigma, lower, upper


def _over(line: Floats, given: Floats | None) -> Floats:
    return line if given is None else np.where(np.isnan(given), line, given)


def _full(line: Floats, shape: tuple[int, ...]) -> Floats:
    if line.shape == shape:
        return line
    if int(np.prod(shape)) > SMALL:
        return np.broadcast_to(line, shape)
    full = np.empty(shape)
    full[...] = line
    return full


def _clamped(
    kind: ChartKind, centre: Floats, sigma: Floats, lower: Floats, upper: Floats
) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Return the lines as shown, and as rules see them.

    Nothing can cross a bound to which a limit was clamped, and where sigma is
    0 the data were constant: there, rules see no limit.
    """
    low, high = lower, upper
    if kind.floor is not None:
        over = lower <= kind.floor
        low, lower = np.where(over, np.nan, lower), np.where(over, kind.floor, lower)
    if kind.ceiling is not None:
        over = upper >= kind.ceiling
        high, upper = np.where(over, np.nan, upper), np.where(over, kind.ceiling, upper)
    seen = sigma
    flat = sigma <= TOLERANCE * np.abs(centre)
    if flat.any():
        seen, low, high = (np.where(flat, np.nan, line) for line in (sigma, low, high))
    return (centre, sigma, lower, upper), (centre, seen, low, high)
