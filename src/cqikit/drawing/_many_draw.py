"""A sheet of many charts, drawn as a few lines with gaps on one pair of axes.

Forty charts as forty pairs of axes take seconds; here a chart costs little more than
its points. The axes count points downwards, so what is laid out is what is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from attrs import evolve

from cqikit.core import Wording, say
from cqikit.drawing._figure import COLOURS, pane, unframed, write
from cqikit.drawing._icons import draw_icon
from cqikit.drawing._legend import MARK, ROW, draw_legend, places_of, style_of
from cqikit.drawing._lines import edges_of, phases_of
from cqikit.drawing._many_sheet import EDGE, HEAD, ICON, NOTE, SIZE, SMALL
from cqikit.drawing._multiples import stretches
from cqikit.drawing._picture import marks_of, target_of
from cqikit.drawing._sheet import AT_FOOT, ENTRIES, WITHHELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from cqikit.drawing._many_sheet import Cell, ManySheet

    #: Places on the sheet, shape (m, 2).
    Points: TypeAlias = "NDArray[np.float64]"

__all__ = ["draw_many", "points_of"]

#: How each kind of line is drawn, from the lowest to the uppermost.
LINES: Final[dict[str, dict[str, Any]]] = {
    "grid": {"color": "#e3e6ea", "linewidth": 0.5},
    "frame": {"color": COLOURS["phase"], "linewidth": 0.6},
    "phase": {"color": COLOURS["excluded"], "linewidth": 0.9},
    "limit": {"color": COLOURS["limit"], "linewidth": 0.8, "dashes": (3, 1.8)},
    "target": {"color": COLOURS["target"], "linewidth": 1.1, "dashes": (1, 1.5)},
    "centre": {"color": COLOURS["centre"], "linewidth": 0.9},
    "line": {"color": COLOURS["line"], "linewidth": 0.7},
}
#: Marks are smaller than on a chart that has the sheet to itself.
SMALLER: Final = 0.72
#: How each mark is drawn; the last two stand at the foot of a chart.
MARKED: Final = ENTRIES | {"foot": AT_FOOT, "withheld": WITHHELD}


def draw_many(drawn: Figure, sheet: ManySheet) -> None:
    """Draw the sheet on an empty figure of its size."""
    axes = pane(drawn, 0, 0, sheet.width, sheet.height)
    unframed(axes, sheet.width, sheet.height)
    _draw_head(drawn, axes, sheet)
    lines: dict[str, list[Points]] = {name: [] for name in LINES}
    for place, cell in enumerate(sheet.cells):
        for name, part in _lines_of(cell):
            lines[name].append(part)
        _write_around(axes, cell, place, sheet.wording)
    _draw_lines(axes, lines)
    _draw_marks(axes, sheet)
    for row, line in enumerate(sheet.notes):
        at = sheet.height - EDGE - (len(sheet.notes) - row - 0.5) * NOTE
        write(drawn, line, EDGE, at, size=SIZE, colour="quiet")


def _draw_head(drawn: Figure, axes: Axes, sheet: ManySheet) -> None:
    if sheet.entries:
        legend = pane(drawn, EDGE, EDGE, sheet.room, sheet.legend)
        draw_legend(legend, sheet.entries, sheet.room)
    top = EDGE + sheet.legend
    places = places_of((icon.text for icon in sheet.icons), sheet.room)
    for icon, (row, left) in zip(sheet.icons, places, strict=True):
        at = top + (row + 0.5) * ROW
        draw_icon(axes, icon, EDGE + left + 4.4, at, 4.4)
        _text(axes, EDGE + left + MARK + 1, at, icon.text)
    for left, names in sheet.over:
        for row, name in enumerate(names):
            at = sheet.over_top + (row + 0.5) * NOTE
            _text(axes, left, at, name, fontweight="bold")
    for top, names in sheet.beside:
        for row, name in enumerate(names):
            _text(axes, EDGE, top + (row + 0.5) * NOTE, name, fontweight="bold")


def _text(
    axes: Axes, x: float, y: float, text: str, size: float = SIZE, **more: Any
) -> None:
    style: dict[str, Any] = {"color": COLOURS["text"], "va": "center_baseline"}
    style |= more
    axes.text(x, y, text, fontsize=size, **style)


def _write_around(axes: Axes, cell: Cell, place: int, wording: Wording) -> None:
    """Write what a chart is called, its icons, and the labels of its scales."""
    right, middle = cell.left + cell.wide, cell.top - cell.head + HEAD / 2
    for count, icon in enumerate(reversed(cell.icons)):
        draw_icon(axes, icon, right - (count + 0.5) * ICON + 1, middle, 5.0)
    for row, line in enumerate(cell.title):
        _text(axes, cell.left, middle + row * NOTE, line, gid=f"chart-{place}-{row}")
    if cell.numbered:
        heights = cell.down(np.array(cell.scale.ticks))
        labels = cell.scale.labels(wording)
        for label, at in zip(labels, heights, strict=True):
            style = {"ha": "right", "color": COLOURS["quiet"]}
            _text(axes, cell.left - 3, float(at), label, SMALL, **style)
    if cell.dated and cell.span.ends:
        first, last = cell.span.labels(wording)
        quiet, at = COLOURS["quiet"], cell.foot + 6
        _text(axes, cell.left, at, first, SMALL, color=quiet)
        if last != first:
            _text(axes, right, at, last, SMALL, color=quiet, ha="right")
    if not np.isfinite(cell.picture.chart.values).any():
        centre = cell.left + cell.wide / 2
        at = cell.top + cell.high / 2
        said = wording.said(say("no data"))
        _text(axes, centre, at, said, ha="center", color=COLOURS["quiet"])


def _lines_of(cell: Cell) -> Iterator[tuple[str, Points]]:
    """Yield every line of a chart, with its kind."""
    right = cell.left + cell.wide
    for at in cell.down(np.array(cell.scale.ticks)).tolist():
        yield "grid", np.array([(cell.left, at), (right, at)])
    yield "frame", np.array([(cell.left, cell.foot), (right, cell.foot)])
    if np.isfinite(cell.picture.chart.values).any():
        edges = cell.across(edges_of(cell.picture))
        yield from _steps(cell, edges)
        yield from _joined(cell, edges)


def _steps(cell: Cell, edges: Points) -> Iterator[tuple[str, Points]]:
    """Yield limits, centre and target, phase by phase."""
    chart, target = cell.picture.chart, target_of(cell.picture)
    steps = [("limit", chart.lower), ("limit", chart.upper), ("centre", chart.centre)]
    if target is not None and (target == target[0]).all():
        at = float(cell.down(target[:1])[0])
        yield "target", np.array([(cell.left, at), (cell.left + cell.wide, at)])
    elif target is not None:
        steps.append(("target", target))
    for span in phases_of(cell.picture):
        ends = np.repeat(edges[span.start : span.stop + 1], 2)[1:-1]
        for name, line in steps:
            drawn = np.column_stack([ends, np.repeat(cell.down(line[span]), 2)])
            for part in stretches(drawn, np.isfinite(drawn[:, 1])):
                yield name, part


def _joined(cell: Cell, edges: Points) -> Iterator[tuple[str, Points]]:
    """Yield the lines from point to point, and those where phases meet."""
    drawn = points_of(cell)
    counted = ~cell.picture.chart.excluded
    for span in phases_of(cell.picture):
        if span.start:
            at = float(edges[span.start])
            yield "phase", np.array([(at, cell.top), (at, cell.foot)])
        # A line bridges what does not count, and no gap.
        here = drawn[span][counted[span]]
        for part in stretches(here, np.isfinite(here[:, 1])):
            yield "line", part


def points_of(cell: Cell) -> Points:
    """Return where points are; those not above 0 on the foot of a log scale."""
    values = cell.picture.chart.values
    if cell.scale.log:
        values = np.where(values <= 0, 10.0**cell.scale.low, values)
    return np.column_stack([cell.across(cell.picture.places), cell.down(values)])


def _draw_lines(axes: Axes, lines: dict[str, list[Points]]) -> None:
    gap = np.full((1, 2), np.nan)
    for height, (name, style) in enumerate(LINES.items()):
        if lines[name]:
            places = np.concatenate(
                [each for part in lines[name] for each in (part, gap)]
            )
            axes.plot(*places.T, zorder=1 + height / 10, **style)


def _draw_marks(axes: Axes, sheet: ManySheet) -> None:
    found: dict[str, list[Points]] = {name: [] for name in [*MARKED]}
    crowd = 1.0
    for cell in sheet.cells:
        picture = cell.picture
        drawn = points_of(cell)
        places = drawn[:, 0]
        marks = marks_of(picture)
        for name in ENTRIES:
            found[name].append(drawn[marks == name])
        found["foot"].append(drawn[(picture.chart.values <= 0) & cell.scale.log])
        hidden = [bool(text) for text in picture.chart.withheld]
        there = np.flatnonzero(hidden)
        on_foot = np.full(len(there), cell.foot)
        found["withheld"].append(np.column_stack([places[there], on_foot]))
        crowd = min(crowd, cell.wide / max(len(places), 1) / 4)
    for name, parts in found.items():
        points = np.concatenate([np.empty((0, 2)), *parts])
        if not len(points):
            continue
        # Where points crowd, signals must not hide the line, nor points the signals.
        least, room = (0.45, crowd) if name == "plain" else (0.5, 2 * crowd)
        size = MARKED[name].size * SMALLER * min(max(room, least), 1.0)
        style = style_of(evolve(MARKED[name], size=size, edge=0.7))
        axes.plot(*points.T, zorder=3.5 if name == "foot" else 4, **style)
