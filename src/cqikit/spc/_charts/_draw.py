"""The kernel: from points and masks of one shape to the lines of a chart.

First the estimates of each phase (`fit`), then, element by element, the lines that hang
on them; limits beyond what can be are drawn at the bound and are none for the rules.
More than a few charts are drawn in blocks of rows, which pass through the cache of the
processor. A line that moves in no row stays one number a row, (k, 1), to the end: a
`Chart` shows it at every point without holding it there. Of a single chart, it is a
number of Python from the fit on, as NumPy takes ten times as long to add two.
"""

from __future__ import annotations

import math
from struct import pack
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from cqikit.core import sealed
from cqikit.errors import ChartError
from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._chunks import at_once, blocks
from cqikit.spc._charts._compare import TOLERANCE, alike
from cqikit.spc._charts._fit import fit, gathered, over
from cqikit.spc._charts._kind import on_scale
from cqikit.spc._charts._segments import layout_of
from cqikit.spc._charts._statistics import extremes
from cqikit.spc._charts._view import sealed_view

if TYPE_CHECKING:
    from cqikit.spc._charts._fit import Fit
    from cqikit.spc._charts._kind import ChartKind, Points
    from cqikit.spc._charts._view import Bools, Floats

__all__ = ["Lines", "drawn"]


class Lines(NamedTuple):
    """What is plotted, shape (..., n), and lines, (..., 1) where they do not move.

    Of a single chart, lines of which none moves are a number each.
    """

    values: Floats
    centre: Any
    sigma: Any
    lower: Any
    upper: Any


def drawn(
    kind: ChartKind, points: Points, *, width: float, per: float, **about: Any
) -> Chart:
    """Return the chart of points of any shape (..., n).

    Given lines are on the scale of the kind; `about` is what else a chart says of
    itself, such as its title.
    """
    shape = points.values.shape
    rows = points
    if len(shape) != 2 and not (points.plain and at_once(shape)):
        flat = (math.prod(shape[:-1]), shape[-1])
        rows = points.each(lambda array: array.reshape(flat))
    alone = len(rows.values) == 1 and rows.breaks is None
    draw = _lines if alone or at_once(shape) else _in_blocks
    shown, seen = _full(*draw(kind, rows, width, per), shape)
    for array in points.arrays:
        # Most often, what is plotted is all there is, and sealed already.
        if array is not None and array is not seen.values:
            sealed(array)
    out = points.left_out
    view = sealed_view(*seen, points.breaks, out if out is None else sealed(out))
    return Chart(
        kind=kind,
        values=shown.values,
        centre=shown.centre,
        sigma=shown.sigma,
        lower=shown.lower,
        upper=shown.upper,
        sizes=points.sizes,
        width=width,
        per=per,
        points=points,
        view=view,
        **about,
    )


def _in_blocks(
    kind: ChartKind, points: Points, width: float, per: float
) -> tuple[Lines, Lines]:
    """Return the lines of points (k, n), as `_lines` has them of a few.

    Lines that are one object in all blocks are one object here.
    """
    k, n = points.values.shape
    level = points.breaks is None and (points.plain or not at_once((n,)))
    # Values as they came are there already: the first is never written to.
    whole: list[Floats] = [points.values]
    for rows, span in blocks((k, n), points.breaks):
        part = points.block(rows, span)
        shown, seen = _lines(kind, part, width, per)
        lines = (part.values, *shown, *seen)
        for index, line in enumerate(lines):
            first = next(i for i, other in enumerate(lines) if other is line)
            if index == len(whole):
                wide = 1 if level and line.shape[-1] == 1 else n
                whole.append(whole[first] if first < index else np.empty((k, wide)))
            elif first == index and any(whole[index] is old for old in whole[:index]):
                # Until this block, it was another line as well.
                whole[index] = whole[index].copy()
            if whole[index] is not whole[first] or 0 < first == index:
                into = whole[index]
                into[rows, span if into.shape[-1] == n else slice(None)] = line
    return Lines(*whole[1:6]), Lines(*whole[6:])


def _full(shown: Lines, seen: Lines, shape: tuple[int, ...]) -> tuple[Lines, Lines]:
    """Return lines of this shape, sealed; those that were one object still are."""
    if type(shown.centre) is float:
        return _level(shown, seen, shape)
    first = Lines(*[_wide(line, shape) for line in shown])
    rest = [
        wide if line is narrow else _wide(line, shape)
        for line, narrow, wide in zip(seen, shown, first, strict=True)
    ]
    return first, Lines(*rest)


def _level(shown: Lines, seen: Lines, shape: tuple[int, ...]) -> tuple[Lines, Lines]:
    """Return lines of one number each at every point of a single chart, (n,).

    They share a piece of bytes, which nobody can write to.
    """
    values, *numbers = shown
    data = pack("4d", *numbers)
    first = Lines(sealed(values), *np.ndarray((4, *shape), np.float64, data, 0, (8, 0)))
    if seen is shown:
        return first, first
    plotted, *others = seen
    data = pack("4d", *others)
    apart = np.ndarray((4, *shape), np.float64, data, 0, (8, 0))
    lines = zip(first[1:], numbers, others, apart, strict=True)
    rest = [line if number is other else own for line, number, other, own in lines]
    return first, Lines(sealed(plotted), *rest)


def _wide(line: Floats, shape: tuple[int, ...]) -> Floats:
    if line.shape == shape:
        return cast("Floats", sealed(line))
    if line.size == 1:
        # As `np.broadcast_to`, which takes ten times as long for a few points; bytes
        # cannot be written to.
        return np.ndarray(shape, np.float64, line.tobytes(), 0, (0,) * len(shape))
    if line.ndim == 2:
        line = line.reshape(*shape[:-1], line.shape[-1])
    return cast("Floats", sealed(np.broadcast_to(line, shape)))


def _lines(
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
    shown: tuple[Any, ...]
    seen: tuple[Any, ...]
    scaled = points if scale is None else on_scale(kind, points)
    fitted = fit(kind, scaled)
    _refuse_overflow(fitted)
    drawn = _drawn(kind, fitted, points, width)
    plotted = scaled.values if fitted.statistic is None else fitted.statistic
    if type(drawn[0]) is float:
        shown, seen = _clamped_level(kind, points, drawn)
        if per == 1.0 and shown is seen:
            both = Lines(plotted, *shown)
            return both, both
    else:
        shown, seen = _clamped(kind, points, drawn)
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
) -> tuple[Any, Any, Any, Any]:
    """Return centre line, sigma, lower and upper limit, as the formulas have them.

    Numbers, where none of them moves; see `Lines`.
    """
    centre, spread, sizes = fitted.centre, fitted.spread, points.sizes
    line: Any
    sigma: Any
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
        if _is_level(kind, points) and line.size == sigma.size == 1:
            line, sigma = line.item(), sigma.item()
        reach = sigma * width
        lower, upper = line - reach, line + reach
    return line, sigma, over(lower, points.lower), over(upper, points.upper)


def _is_level(kind: ChartKind, points: Points) -> bool:
    """Say whether lines that do not move can be numbers to the end.

    They are those of a single chart, on no scale, and nothing else moves them: neither
    given limits, nor bounds that are for each unit of size.
    """
    return (
        points.values.ndim == 1
        and kind.scale is None
        and points.lower is points.upper is None
        and (kind.divided or points.sizes is None)
    )


def _clamped(
    kind: ChartKind, points: Points, lines: tuple[Floats, ...]
) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Return the lines as shown, and as rules see them, as narrow as they came.

    Nothing can cross a bound to which a limit was clamped. Where the points that a
    phase rests on are all equal, sigma is none, as rules on zones need a width; the
    limits stay, and a later point that is off them is outside.
    """
    centre, sigma, lower, upper = lines
    low, high = lower, upper
    units: Any = 1.0 if kind.divided or points.sizes is None else points.sizes
    # A limit that rounding leaves next to a bound lies on it: 1 - 3 √(1/9) is 0.
    size: Any = abs(centre.item()) if centre.size == 1 else np.abs(centre)
    near = TOLERANCE * size
    if kind.floor is not None:
        bound = kind.floor * units
        low, lower = _bounded(lower, lower <= bound + near, bound)
    if kind.ceiling is not None:
        bound = kind.ceiling * units
        high, upper = _bounded(upper, upper >= bound - near, bound)
    seen = sigma
    flat = sigma <= near
    if np.count_nonzero(flat):
        flat = flat & _constant(points)
        seen = np.where(flat, np.nan, sigma)
    return (centre, sigma, lower, upper), (centre, seen, low, high)


def _bounded(limit: Floats, beyond: Bools, bound: Any) -> tuple[Floats, Floats]:
    """Return a limit as rules see it, and as it is drawn, where some lie `beyond`."""
    if beyond.shape == limit.shape and not np.count_nonzero(beyond):
        return limit, limit
    return np.where(beyond, np.nan, limit), np.where(beyond, bound, limit)


def _clamped_level(
    kind: ChartKind, points: Points, lines: tuple[float, ...]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return what `_clamped` does, of lines that are one number each.

    Both are one object where nothing was clamped.
    """
    centre, sigma, lower, upper = lines
    low, high, seen = lower, upper, sigma
    near = TOLERANCE * abs(centre)
    if kind.floor is not None and lower <= kind.floor + near:
        low, lower = math.nan, kind.floor
    if kind.ceiling is not None and upper >= kind.ceiling - near:
        high, upper = math.nan, kind.ceiling
    if sigma <= near and _constant(points).item():
        seen = math.nan
    if low is lower and high is upper and seen is sigma:
        return lines, lines
    return (centre, sigma, lower, upper), (centre, seen, low, high)


def _constant(points: Points) -> Bools:
    """Say which points lie in a phase that rests on equal values, as `fit` is laid."""
    layout = layout_of(points, points.counted)
    groups = list(layout.groups())
    found = [alike(*extremes(layout.pack(points.values, group))) for group in groups]
    equal: Bools = layout.full(gathered(groups, found))
    return equal
