"""Pictures of lines, dots and texts in points: written as SVG, or drawn by matplotlib.

Writing a path takes a hundredth of the time that matplotlib needs for it, which counts
where a page has hundreds of little charts. Both forms are made from one value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from attrs import frozen

from cqikit.drawing._figure import (
    COLOURS,
    POINTS,
    ROOT_STYLE,
    escaped,
    figure,
    settled,
    turned_texts,
    unframed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = ["Dots", "Label", "Lines", "Places", "Plain", "plain_figure", "plain_svg"]

#: Places in points from the upper left corner, shape (m, 2).
Places: TypeAlias = "NDArray[np.float64]"

NAMESPACE: Final = "http://www.w3.org/2000/svg"
FONT: Final = "font-family: 'DejaVu Sans', sans-serif"


@frozen(eq=False)
class Lines:
    """Broken lines of one colour, all of one width in points, dotted or not."""

    lines: Sequence[Places]
    colour: str
    width: float
    dotted: bool = False


@frozen(eq=False)
class Dots:
    """Round dots of one colour, and how wide they are."""

    places: Sequence[Places]
    colour: str
    width: float


@frozen
class Label:
    """A text that begins at x, with its base line at y."""

    x: float
    y: float
    text: str
    colour: str = "text"


@frozen(eq=False, kw_only=True)
class Plain:
    """A picture of a width and a height in points, what is beneath first."""

    width: float
    height: float
    marks: tuple[Lines | Dots, ...]
    labels: tuple[Label, ...]
    size: float


def plain_svg(picture: Plain, *, title: str, description: str) -> str:
    """Return the picture as one ``<svg>`` element; numbers have one decimal place."""
    wide, high = f"{picture.width:.1f}", f"{picture.height:.1f}"
    parts = [
        (
            f'<svg xmlns="{NAMESPACE}" width="{wide}pt" height="{high}pt"'
            f' viewBox="0 0 {wide} {high}" role="img" style="{ROOT_STYLE}">'
        ),
        f"<title>{escaped(title)}</title><desc>{escaped(description)}</desc>",
        f'<path d="M0 0H{wide}V{high}H0z" style="fill: #ffffff"/>',
        *_paths(picture),
        f'<g style="font-size: {picture.size}px; {FONT}">',
        *(
            f'<text x="{label.x:.1f}" y="{label.y:.1f}"'
            f' style="fill: {COLOURS[label.colour]}">{escaped(label.text)}</text>'
            for label in picture.labels
        ),
        "</g></svg>",
    ]
    return turned_texts("\n".join(parts))


def _paths(picture: Plain) -> Iterator[str]:
    for mark in picture.marks:
        stroke = f"stroke: {COLOURS[mark.colour]}; stroke-width: {mark.width}"
        if isinstance(mark, Lines):
            drawn = "".join("M" + "L".join(_texts(line)) for line in mark.lines)
            dots = f"; stroke-dasharray: {mark.width} {1.65 * mark.width}"
            style = f"fill: none; {stroke}{dots if mark.dotted else ''}"
        else:
            drawn = "".join(
                f"M{at}h0" for places in mark.places for at in _texts(places)
            )
            style = f"fill: none; {stroke}; stroke-linecap: round"
        if drawn:
            yield f'<path d="{drawn}" style="{style}"/>'


def _texts(places: Places) -> list[str]:
    return [f"{x:.1f} {y:.1f}" for x, y in places.tolist()]


def plain_figure(picture: Plain) -> Figure:
    """Return the picture as a matplotlib figure.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    with figure(picture.width / POINTS, picture.height / POINTS) as drawn:
        from matplotlib.collections import LineCollection  # noqa: PLC0415

        axes = drawn.add_axes((0, 0, 1, 1))
        unframed(axes, picture.width, picture.height)
        for mark in picture.marks:
            colour = COLOURS[mark.colour]
            if isinstance(mark, Lines):
                style = ":" if mark.dotted else "-"
                axes.add_collection(
                    LineCollection(
                        list(mark.lines),
                        colors=colour,
                        linewidths=mark.width,
                        linestyles=style,
                    )
                )
            elif mark.places:
                x, y = np.concatenate(mark.places).T
                axes.plot(x, y, "o", color=colour, ms=mark.width, mew=0)
        for label in picture.labels:
            axes.text(
                label.x,
                label.y,
                label.text,
                fontsize=picture.size,
                color=COLOURS[label.colour],
            )
        return settled(drawn)
