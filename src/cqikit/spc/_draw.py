"""From points to a chart: at once where they are few, else block by block."""

from __future__ import annotations

import math
from functools import cache, partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from cqikit.spc._canvas import Canvas, Pair
from cqikit.spc._chart import Chart
from cqikit.spc._chunks import CHUNK, chunks, in_rows, spans
from cqikit.spc._compare import alike
from cqikit.spc._fit import Fit, Given, fit_rows
from cqikit.spc._folds import extremes_of
from cqikit.spc._kind import on_scale
from cqikit.spc._lines import Lines, constant, lines_of
from cqikit.spc._long import fit_phase, long_points, phase_blocks
from cqikit.spc._view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cqikit.spc._fit import Marks
    from cqikit.spc._kind import ChartKind, Points
    from cqikit.spc._view import Bools, Floats

    Draw: TypeAlias = Callable[..., tuple[Lines, Lines]]
    Block: TypeAlias = tuple[tuple[slice, slice], Lines, Lines]

__all__ = ["drawn"]


class Sheet(NamedTuple):
    """What lines are drawn from: points, their marks, and lines that are given.

    The lines are on the scale of the kind; all arrays have one shape (..., n).
    """

    points: Points
    marks: Marks
    given: dict[str, Floats]

    def each(self, function: Callable[[Any], Any]) -> Sheet:
        """Return the sheet with `function` of each array that is there."""
        given = {name: function(line) for name, line in self.given.items()}
        return Sheet(self.points.each(function), self.marks.each(function), given)

    def fixed(self, kind: ChartKind) -> Given:
        """Return what of the fit is given."""
        spread = None if kind.spread is None else self.given.get("sigma")
        return Given(self.given.get("centre"), spread)


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
    fixed = _on_scale(kind, given, per) if given else given
    sheet = Sheet(points, marks, fixed)
    lines = partial(lines_of, kind, width=width, per=per)
    if points.values.size <= CHUNK:
        shown, seen = _full(*_at_once(kind, sheet, lines), points.values.shape)
    else:
        shown, seen = _in_blocks(kind, sheet, lines, per)
    view = View(*seen, marks.breaks, marks.excluded)
    for line in (*shown, *seen, *marks):
        if line is not None:
            line.setflags(write=False)
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
        given=fixed,
        marks=marks,
        points=points,
        view=view,
        **about,
    )


def _on_scale(
    kind: ChartKind, given: dict[str, Floats], per: float
) -> dict[str, Floats]:
    def there(name: str, line: Floats) -> Floats:
        line = line if per == 1.0 else line / per
        return line if kind.scale is None or name == "sigma" else kind.scale.there(line)

    shapes = {name: line.shape for name, line in given.items()}
    return {
        name: np.broadcast_to(there(name, _narrow(line)), shapes[name])
        for name, line in given.items()
    }


def _narrow(line: Floats) -> Floats:
    """Return a line (..., n), which moves in no place of memory, as (..., 1)."""
    return line[..., :1] if line.strides[-1] == 0 else line


def _at_once(kind: ChartKind, sheet: Sheet, lines: Draw) -> tuple[Lines, Lines]:
    points, marks, given = sheet
    if given:
        given = {name: _narrow(line) for name, line in given.items()}
        sheet = sheet._replace(given=given)
    fit = _fit(kind, on_scale(kind, points), marks, sheet.fixed(kind))
    return lines(points, fit, given, partial(constant, points, marks))


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
    return np.broadcast_to(line, shape)


def _fit(kind: ChartKind, points: Points, marks: Marks, given: Given) -> Fit:
    shape = points.values.shape
    if len(shape) == 2 or marks.plain:
        return fit_rows(kind, points, marks, given)
    count = math.prod(shape[:-1])

    def rows(array: Any) -> Any:
        return array.reshape(count, array.shape[-1])

    fit = fit_rows(kind, points.each(rows), marks.each(rows), given.each(rows))
    return fit.each(lambda array: array.reshape(*shape[:-1], array.shape[-1]))


def _in_blocks(
    kind: ChartKind, sheet: Sheet, lines: Draw, per: float
) -> tuple[Lines, Lines]:
    points, shape = sheet.points, sheet.points.values.shape
    flat = (math.prod(shape[:-1]), shape[-1])
    pairs = [Pair(flat) for _ in Lines._fields[1:]]
    plotted, visible = _canvases(kind, per, flat)
    rows = sheet.each(lambda array: array.reshape(flat))
    for place, shown, seen in _blocks(kind, rows, lines):
        for pair, one, other in zip(pairs, shown[1:], seen[1:], strict=True):
            pair.draw(*place, one, other)
        for canvas, part in ((visible, shown.values), (plotted, seen.values)):
            if canvas is not None:
                canvas.draw(*place, part)
    values = [points.values if one is None else one.line for one in (visible, plotted)]
    both = zip(*(pair.lines for pair in pairs), strict=True)
    shown, seen = (
        Lines(*(line.reshape(shape) for line in (own, *one)))
        for own, one in zip(values, both, strict=True)
    )
    return shown, seen


def _canvases(
    kind: ChartKind, per: float, shape: tuple[int, int]
) -> tuple[Canvas | None, Canvas | None]:
    """Return canvases for what rules see and what is shown, None for the values."""
    plotted = None
    if kind.scale is not None or kind.statistic is not None:
        plotted = Canvas(shape)
    if per != 1.0:
        return plotted, Canvas(shape)
    return plotted, plotted if kind.scale is None else None


def _blocks(kind: ChartKind, sheet: Sheet, lines: Draw) -> Iterator[Block]:
    """Yield the lines of whole phases of rows (k, n), at most `CHUNK` points at once.

    Only a phase that is longer comes in several blocks.
    """
    k, n = sheet.points.values.shape
    breaks = None if n <= CHUNK else sheet.marks.breaks
    for rows in in_rows(k, n):
        # Long rows come one at a time.
        edges = None if breaks is None else breaks[rows.start]
        for start, stop in spans(edges, n):
            part = sheet.each(itemgetter((rows, slice(start, stop))))
            if stop - start <= CHUNK:
                yield (rows, slice(start, stop)), *_at_once(kind, part, lines)
                continue
            for block, shown, seen in _phase(kind, part, lines):
                span = slice(start + block.start, start + block.stop)
                yield (rows, span), shown, seen


def _phase(
    kind: ChartKind, sheet: Sheet, lines: Draw
) -> Iterator[tuple[slice, Lines, Lines]]:
    points, marks, given = sheet
    counted = long_points(points, marks)
    still = {name: _still(line) for name, line in given.items()}
    fixed = sheet._replace(given=still).fixed(kind)
    fit = fit_phase(kind, counted.map(partial(on_scale, kind)), marks, fixed)

    @cache
    def equal() -> Bools:
        return alike(*extremes_of(counted))

    for span, part, here in phase_blocks(kind, points, marks, fit):
        line = {
            name: one if one.shape[-1] == 1 else one[:, span]
            for name, one in still.items()
        }
        yield span, *lines(part, here, line, equal)


def _still(line: Floats) -> Floats:
    """Return a line (1, n) that does not move within this phase as (1, 1)."""
    first = line[:, :1]
    for _, span in chunks(line.shape):
        part = line[:, span]
        if not ((part == first) | (np.isnan(part) & np.isnan(first))).all():
            return line
    return first
