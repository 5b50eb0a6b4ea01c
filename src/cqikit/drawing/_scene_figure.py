"""Scenes drawn by matplotlib, mark by mark."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from cqikit.drawing._figure import POINTS, figure, settled, unframed
from cqikit.drawing._legend import Entry, style_of
from cqikit.drawing._scene import (
    ANCHORS,
    BASE,
    Area,
    Box,
    Spot,
    Stroke,
    Words,
    colour_of,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyBboxPatch, PathPatch

    from cqikit.drawing._scene import Mark, Place, Scene

__all__ = ["curve", "rounded", "scene_figure"]


def scene_figure(scene: Scene) -> Figure:
    """Return a scene as a matplotlib figure.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    with figure(scene.width / POINTS, scene.height / POINTS) as drawn:
        axes = drawn.add_axes((0, 0, 1, 1))
        unframed(axes, scene.width, scene.height)
        for order, (key, group) in enumerate(groupby(scene.marks, _kind), start=1):
            marks = list(group)
            if isinstance(key, Entry):
                x = [mark.x for mark in marks if isinstance(mark, Spot)]
                y = [mark.y for mark in marks if isinstance(mark, Spot)]
                axes.plot(x, y, zorder=order, clip_on=False, **style_of(key))
            else:
                for mark in marks:
                    _draw(axes, mark, order)
        return settled(drawn)


def _kind(mark: Mark) -> Entry | type:
    return mark.entry if isinstance(mark, Spot) else type(mark)


def _draw(axes: Axes, mark: Mark, order: int) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415

    if isinstance(mark, Words):
        down = BASE * mark.size
        axes.text(
            mark.x + down * mark.turned,
            mark.y + down * (not mark.turned),
            mark.text,
            rotation=90 * mark.turned,
            rotation_mode="anchor",
            fontsize=mark.size,
            color=colour_of(mark.colour),
            ha=ANCHORS[mark.anchor],
            va="baseline",
            fontweight="bold" if mark.bold else "normal",
            zorder=order,
        )
    elif isinstance(mark, Box):
        axes.add_patch(rounded(mark, order))
    elif isinstance(mark, Area):
        axes.fill(
            *zip(*mark.places, strict=True),
            facecolor=colour_of(mark.fill),
            edgecolor=colour_of(mark.edge),
            linewidth=mark.line,
            zorder=order,
        )
    else:
        assert isinstance(mark, Stroke)  # noqa: S101  (spots are drawn by look)
        if mark.curved:
            axes.add_patch(curve(mark.places, mark.colour, mark.width, order))
            return
        x, y = zip(*mark.places, strict=True)
        line = Line2D(x, y, color=colour_of(mark.colour), lw=mark.width, zorder=order)
        if mark.dashes:
            line.set_dashes([part / mark.width for part in mark.dashes])
        axes.add_line(line)


def curve(
    places: tuple[Place, ...], colour: str, width: float, order: float
) -> PathPatch:
    """Return a line of Bézier from the first of four places to the last."""
    from matplotlib.patches import PathPatch  # noqa: PLC0415
    from matplotlib.path import Path  # noqa: PLC0415

    path = Path(places, [Path.MOVETO, *[Path.CURVE4] * 3])
    look: dict[str, Any] = {"edgecolor": colour_of(colour), "linewidth": width}
    return PathPatch(path, facecolor="none", zorder=order, **look)


def rounded(box: Box, order: float) -> FancyBboxPatch:
    """Return a box for axes, its corners rounded or not."""
    from matplotlib.patches import FancyBboxPatch  # noqa: PLC0415

    style = f"round,pad=0,rounding_size={box.radius:g}"
    return FancyBboxPatch(
        (box.left, box.top),
        box.width,
        box.height,
        boxstyle=style if box.radius else "square,pad=0",
        facecolor=colour_of(box.fill),
        edgecolor=colour_of(box.edge),
        linewidth=box.line if box.edge != "none" else 0,
        zorder=order,
    )
