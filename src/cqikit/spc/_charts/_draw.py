"""The kernel: from points and masks of one shape to a chart, block by block."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._chunks import at_once, blocks
from cqikit.spc._charts._lines import Lines, lines_of
from cqikit.spc._charts._view import View

if TYPE_CHECKING:
    from cqikit.spc._charts._kind import ChartKind, Points
    from cqikit.spc._charts._view import Floats

__all__ = ["drawn"]


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
    draw = lines_of if alone or at_once(shape) else _in_blocks
    shown, seen = _full(*draw(kind, rows, width, per), shape)
    view = View(*seen, points.breaks, points.excluded)
    for array in (*shown, *seen, *points.arrays):
        if array is not None:
            array.setflags(write=False)
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
    """Return the lines of points (k, n), as `lines_of` has them of a few.

    A line has one number a row, (k, 1), as long as it moves in no row.
    """
    k, n = points.values.shape
    level = points.breaks is None and (points.plain or not at_once((n,)))
    #: Values as they came are there already; they are in nobody's way.
    whole: list[Floats] = [points.values]
    for rows, span in blocks((k, n), points.breaks):
        part = points.block(rows, span)
        shown, seen = lines_of(kind, part, width, per)
        lines = (part.values, *shown, *seen)
        for index, line in enumerate(lines):
            first = next(i for i, other in enumerate(lines) if other is line)
            if index == len(whole):
                wide = 1 if level and line.shape[-1] == 1 else n
                whole.append(whole[first] if first < index else np.empty((k, wide)))
            elif first == index and any(whole[index] is one for one in whole[:index]):
                # What rules see was what is shown in all blocks until this one.
                whole[index] = whole[index].copy()
            if whole[index] is not whole[first] or 0 < first == index:
                into = whole[index]
                into[rows, span if into.shape[-1] == n else slice(None)] = line
    return Lines(*whole[1:6]), Lines(*whole[6:])


def _full(shown: Lines, seen: Lines, shape: tuple[int, ...]) -> tuple[Lines, Lines]:
    """Return lines of this shape; those that were the same object still are."""
    first = Lines(*[_wide(line, shape) for line in shown])
    rest = [
        wide if line is narrow else _wide(line, shape)
        for line, narrow, wide in zip(seen, shown, first, strict=True)
    ]
    return first, Lines(*rest)


def _wide(line: Floats, shape: tuple[int, ...]) -> Floats:
    if line.shape == shape:
        return line
    if line.size == 1:
        # As `np.broadcast_to`, which takes ten times as long for a few points.
        return np.ndarray(shape, np.float64, line, 0, (0,) * len(shape))
    if line.ndim == 2:
        line = line.reshape(*shape[:-1], line.shape[-1])
    return np.broadcast_to(line, shape)
