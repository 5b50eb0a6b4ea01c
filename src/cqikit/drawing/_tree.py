"""How a driver diagram is laid out: each item beside what it rests on.

The pictures of a diagram differ in what a box holds; where it stands is found here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from attrs import evolve

from cqikit.core import say
from cqikit.drawing._text import wrapped
from cqikit.drivers import Diagram, Layer, Strength, causes_of, items, layer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["HEADS", "WIDTHS", "placed", "titles_of"]

CHARACTERS: Final = 28
MOST_LINES: Final = 6
HEADS: Final = {
    Layer.AIM: say("Aim"),
    Layer.PRIMARY: say("Primary drivers"),
    Layer.SECONDARY: say("Secondary drivers"),
    Layer.IDEA: say("Change ideas"),
}
#: How wide a link is drawn, by how strongly a cause acts.
WIDTHS: Final[Mapping[Strength | None, float]] = {
    None: 1.2,
    Strength.WEAK: 0.7,
    Strength.MODERATE: 1.4,
    Strength.STRONG: 2.4,
}


class Boxed(Protocol):
    """What stands on the sheet: an attrs value that knows how high it is."""

    @property
    def height(self) -> float: ...


B = TypeVar("B", bound=Boxed)


def titles_of(diagram: Diagram) -> dict[str, str]:
    """Return the titles of the aim and of each item, by their keys."""
    titles = {item.key: item.title for item in items(diagram)}
    return {diagram.aim.key: diagram.aim.title, **titles}


def placed(
    diagram: Diagram,
    box: Callable[[str, tuple[str, ...], int, float], B],
    *,
    head: float,
    between: float,
) -> dict[str, B]:
    """Place every item so that what it rests on stands beside it.

    The diagram is walked as a tree in which an item stands where it is met
    first. Each subtree has a stretch of the sheet for itself, so that boxes
    never overlap, and an item stands in the middle of its stretch.

    Parameters
    ----------
    diagram : drivers.Diagram
    box : callable
        What makes a box of a key, the lines of its title, its column and its top.
    head, between : float
        Where the first begins, and the room between two.
    """
    titles = titles_of(diagram)
    layers = sorted({layer_of(diagram, key) for key in titles})
    columns = {layer: place for place, layer in enumerate(layers)}
    boxes: dict[str, Any] = {}

    def place(key: str, top: float) -> float:
        lines = wrapped(titles[key], CHARACTERS, MOST_LINES)
        made: Any = box(key, lines, columns[layer_of(diagram, key)], top)
        boxes[key] = made
        foot = top
        for cause in causes_of(diagram, key):
            if cause not in boxes:
                foot = place(cause, foot)
        high: float = made.height
        foot = max(foot, top + high + between)
        boxes[key] = evolve(made, top=(top + foot - between - high) / 2)
        return foot

    foot = head
    for key in titles:
        if key not in boxes:
            foot = place(key, foot)
    return boxes
