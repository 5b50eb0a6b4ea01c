"""A legend: what the marks of a picture mean, in rows that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from cqikit.drawing._figure import COLOURS, unframed
from cqikit.drawing._text import points_wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from cqikit.core import Wording

__all__ = [
    "MARK",
    "ROW",
    "Entry",
    "draw_legend",
    "entries_said",
    "legend_rows",
    "places_of",
    "style_of",
]

SIZE: Final = 8
#: Height of a row in points, and room for a mark and between entries.
ROW: Final = 13.0
MARK: Final = 11.0
BETWEEN: Final = 12.0


@frozen
class Entry:
    """A mark with its size, a name in `COLOURS`, and what it means.

    Around it is an `edge` of so many points.
    """

    marker: str
    size: float
    colour: str
    text: str
    hollow: bool = False
    edge: float = 1.0


def style_of(entry: Entry) -> dict[str, Any]:
    """Return how matplotlib is to draw the mark of an entry."""
    colour = COLOURS[entry.colour]
    return {
        "marker": entry.marker,
        "markersize": entry.size,
        "color": colour,
        "markerfacecolor": "white" if entry.hollow else colour,
        "markeredgecolor": colour,
        "markeredgewidth": entry.edge,
        "linestyle": "none",
    }


def entries_said(entries: Iterable[Entry], wording: Wording) -> list[Entry]:
    """Return entries with what they mean in a language."""
    return [evolve(entry, text=wording.said(entry.text)) for entry in entries]


def places_of(texts: Iterable[str], room: float) -> list[tuple[int, float]]:
    """Return row and left end of each entry, as words are set in lines."""
    places: list[tuple[int, float]] = []
    row, left = 0, 0.0
    for text in texts:
        wide = MARK + points_wide([text], SIZE)
        if left and left + wide > room:
            row, left = row + 1, 0.0
        places.append((row, left))
        left += wide + BETWEEN
    return places


def legend_rows(entries: Sequence[Entry], room: float) -> int:
    """Return on how many rows the entries go, in so many points."""
    places = places_of((entry.text for entry in entries), room)
    return max((row + 1 for row, _ in places), default=0)


def draw_legend(axes: Axes, entries: Sequence[Entry], room: float) -> None:
    """Draw a legend on axes of their own, `room` points wide."""
    unframed(axes, room, max(legend_rows(entries, room), 1))
    places = places_of((entry.text for entry in entries), room)
    for entry, (row, left) in zip(entries, places, strict=True):
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
