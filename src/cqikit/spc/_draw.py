"""From a fit to the lines of a chart, and what rules may see of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.errors import ChartError
from cqikit.spc._chart import Chart
from cqikit.spc._compare import TOLERANCE
from cqikit.spc._fit import CHUNK, Fit, Given, Marks, fit_rows
from cqikit.spc._kind import Points
from cqikit.spc._segments import segments_of
from cqikit.spc._view import View

if TYPE_CHECKING:
    from cqikit.spc._kind import ChartKind
    from cqikit.spc._view import Bools, Floats

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
    fixed = _on_scale(kind, given, per) if given else given
    spread = None if kind.spread is None else fixed.get("sigma")
    fit = _fit(kind, scaled, marks, Given(fixed.get("centre"), spread))
    _refuse_overflow(fit)
    lines = _lines(kind, fit, points.sizes, width, fixed)
    plotted = scaled.values if fit.statistic is None else fit.statistic
    shape = plotted.shape
    shown, seen = _clamped(kind, points, marks, lines)
    narrow = {id(line): line for line in (*shown, *seen)}
    full = {name: _full(line, shape) for name, line in narrow.items()}
    shown = [full[id(line)] for line in shown]
    centre, sigma, lower, upper = (full[id(line)] for line in seen)
    view = View(plotted, centre, sigma, lower, upper, marks.breaks, marks.excluded)
    if scale is not None:
        plotted = points.values
        # Sigma has no meaning off the scale on which it was computed.
        shown = [
            line if place == SIGMA else scale.back(line)
            for place, line in enumerate(shown)
        ]
    if per != 1.0:
        plotted, shown = plotted * per, [line * per for line in shown]
    for line in (plotted, *shown, *full.values(), *marks):
        if line is not None:
            line.flags.writeable = False
    return Chart(
        kind=kind,
        values=plotted,
        centre=shown[0],
        sigma=shown[SIGMA],
        lower=shown[2],
        upper=shown[3],
        sizes=points.sizes,
        width=width,
        per=per,
        given=fixed,
        marks=marks,
        points=points,
        view=view,
        **about,
    )


def any_infinite(values: Floats) -> bool:
    """Say whether any of `values` is infinite; quick where there is just one."""
    if values.size == 1:
        return math.isinf(values.item())
    return bool(np.isinf(values).any())


def _refuse_overflow(fit: Fit) -> None:
    for computed in (fit.centre, fit.spread):
        if computed is not None and any_infinite(computed):
            raise ChartError(
                "values are too large to be added or squared: take a larger unit"
            )


#: The place of sigma among centre, sigma, lower and upper.
SIGMA: Final = 1


def _on_scale(
    kind: ChartKind, given: dict[str, Floats], per: float
) -> dict[str, Floats]:
    lines = {name: line / per for name, line in given.items()}
    if kind.scale is None:
        return lines
    return {
        name: line if name == "sigma" else kind.scale.there(line)
        for name, line in lines.items()
    }


def _fit(kind: ChartKind, points: Points, marks: Marks, given: Given) -> Fit:
    shape = points.values.shape
    if len(shape) == 2 or (marks.plain and points.values.size <= CHUNK):
        return fit_rows(kind, points, marks, given)
    flat = (math.prod(shape[:-1]), shape[-1])

    def rows(array: Any) -> Any:
        return array.reshape(flat)

    fit = fit_rows(kind, points.each(rows), marks.each(rows), given.each(rows))
    return fit.each(lambda array: array.reshape(*shape[:-1], array.shape[-1]))


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
        sigma = _over(sigma, given.get("sigma"))
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
    if math.prod(shape) > SMALL:
        return np.broadcast_to(line, shape)
    full = np.empty(shape)
    full[...] = line
    return full


def _clamped(
    kind: ChartKind, points: Points, marks: Marks, lines: tuple[Floats, ...]
) -> tuple[list[Floats], list[Floats]]:
    """Return the lines as shown, and as rules see them, as narrow as they came.

    Nothing can cross a bound to which a limit was clamped, and the limits of
    constant data are none.
    """
    centre, sigma, lower, upper = lines
    low, high = lower, upper
    units: Any = 1.0 if kind.divided or points.sizes is None else points.sizes
    if kind.floor is not None:
        bound = kind.floor * units
        over = lower <= bound
        low, lower = np.where(over, np.nan, lower), np.where(over, bound, lower)
    if kind.ceiling is not None:
        bound = kind.ceiling * units
        over = upper >= bound
        high, upper = np.where(over, np.nan, upper), np.where(over, bound, upper)
    seen = sigma
    flat = sigma <= TOLERANCE * np.abs(centre)
    if flat.any():
        flat = flat & constant(points, marks)
        seen, low, high = (np.where(flat, np.nan, line) for line in (sigma, low, high))
    return [centre, sigma, lower, upper], [centre, seen, low, high]


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
    size = np.maximum(np.abs(least), np.abs(most))
    equal: Bools = (most - least <= TOLERANCE * size)[layout.phase].reshape(shape)
    return equal
