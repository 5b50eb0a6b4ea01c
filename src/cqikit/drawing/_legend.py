"""A legend: what the marks of a picture mean, in rows that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit.drawing._figure import COLOURS
from cqikit.drawing._text import points_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = ["ROW", "Entry", "draw_legend", "legend_rows", "style_of"]

SIZE: Final = 8
#: Height of a row in points, and room for a mark and between entries.
ROW: Final = 13.0
MARK: Final = 11.0
BETWEEN: Final = 12.0


@frozen
class Entry:
    """A mark with its size, a name in `COLOURS`, and what it means."""

    marker: str
    size: float
    colour: str
    text: str
    hollow: bool = False


def style_of(entry: Entry) -> dict[str, Any]:
    """Return how matplotlib is to draw the mark of an entry."""
    colour = COLOURS[entry.colour]
    return {
        "marker": entry.marker,
        "markersize": entry.size,
        "color": colour,
        "markerfacecolor": "white" if entry.hollow else colour,
        "markeredgecolor": colour,
        "linestyle": "none",
    }


def _places(entries: Sequence[Entry], room: float) -> list[tuple[int, float]]:
    """Return row and left end of each entry, as words are set in lines."""
    places: list[tuple[int, float]] = []
    row, left = 0, 0.0
    for entry in entries:
        wide = MARK + points_wide([entry.text], SIZE)
        if left and left + wide > room:
            row, left = row + 1, 0.0
        places.append((row, left))
        left += wide + BETWEEN
    return places


def legend_rows(entries: Sequence[Entry], room: float) -> int:
    """Return on how many rows the entries go, in so many points."""
    return max((row + 1 for row, _ in _places(entries, room)), default=0)


def draw_legend(axes: Axes, entries: Sequence[Entry], room: float) -> None:
    """Draw a legend on axes of their own, `room` points wide."""
    axes.set_axis_off()
    axes.set_xlim(0, room)
    axes.set_ylim(max(legend_rows(entries, room), 1), 0)
    for entry, (row, left) in zip(entries, _places(entries, room), strict=True):
        at = row + 0.5
        axes.plot(left + MARK / 3, at, clip_on=False, **style_of(entry))
        axes.text(
            left + MARK,
            at,
            entry.text,
            fontsize=SIZE,
            va="center_baseline",
            color=COLOURS["text"],
        )
