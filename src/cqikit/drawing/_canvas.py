"""A canvas: the little that charts ask of a matplotlib figure, kept as a scene.

A figure of matplotlib is made, laid out and written as SVG in 50 to 100 ms, most of
them for what no picture of ours has. So one function draws a chart on a figure, which
can be changed and printed, or on a canvas, which is written as SVG and needs no
matplotlib.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define, evolve

from cqikit.drawing._figure import POINTS, checked
from cqikit.drawing._pane import Map, Pane, Size, named
from cqikit.drawing._scene import Scene, Words
from cqikit.drawing._scene_figure import curve, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from matplotlib.axes import Axes

    from cqikit.drawing._scene import Box, Place

__all__ = ["Canvas", "canvas", "draw_box", "draw_curve"]

#: How far beside its place the middle of a turned line is, of its size.
MIDDLE: Final = 0.4


@contextmanager
def canvas(width: float, height: float) -> Iterator[Any]:
    """Give an empty canvas of this size in inches, as `figure` gives a figure."""
    yield Canvas(Size(checked(width) * POINTS, height * POINTS))


@define(eq=False)
class Canvas:
    """Panes and texts on a sheet."""

    size: Size
    panes: list[Pane] = Factory(list)
    texts: list[Words] = Factory(list)

    @property
    def transFigure(self) -> Map:  # noqa: N802  (as matplotlib calls it)
        """Return where shares of the sheet lie."""
        return Map((self.size.width, self.size.height), (0.0, 0.0))

    def get_size_inches(self) -> tuple[float, float]:
        """Return width and height in inches."""
        return self.size.width / POINTS, self.size.height / POINTS

    def add_axes(self, place: tuple[float, float, float, float]) -> Pane:
        """Return a pane: its left, foot, width and height as shares of the sheet."""
        self.panes.append(Pane(self.size, place))
        return self.panes[-1]

    def text(self, x: float, y: float, text: str, **style: Any) -> None:
        """Write a line from a place on, its middle at a height, or turned upwards."""
        words = Words(
            x=x * self.size.width,
            y=(1 - y) * self.size.height,
            text=text,
            size=style["fontsize"],
            colour=named(style["color"]),
        )
        if style["rotation"]:
            middle = words.x + MIDDLE * words.size
            words = evolve(words, x=middle, anchor="middle", turned=True)
        self.texts.append(words)

    def scene(self, tips: Mapping[str, str]) -> Scene:
        """Return what was drawn, with what is said of parts by their names."""
        marks = [mark for pane in self.panes for mark in pane.marks(tips)]
        marks += self.texts
        return Scene(width=self.size.width, height=self.size.height, marks=marks)


def draw_curve(
    axes: Axes | Pane, places: Sequence[Place], colour: str, width: float, zorder: float
) -> None:
    """Draw a line of Bézier on axes of either kind."""
    if isinstance(axes, Pane):
        axes.curve(places, colour, width, zorder)
    else:
        axes.add_patch(curve(tuple(places), colour, width, zorder))


def draw_box(axes: Axes | Pane, box: Box, zorder: float) -> None:
    """Draw a box whose places are values on axes of either kind."""
    if isinstance(axes, Pane):
        axes.box(box, zorder)
    else:
        axes.add_patch(rounded(box, zorder))
