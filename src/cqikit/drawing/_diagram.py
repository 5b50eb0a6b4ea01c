"""A driver diagram: the aim on the left, what it rests on to its right."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit.core import ENGLISH, FrozenDict, Wording, arguments, instance_of, say
from cqikit.drawing import _tree as trees
from cqikit.drawing._canvas import canvas, draw_box, draw_curve
from cqikit.drawing._figure import COLOURS, figure, settled
from cqikit.drawing._picture import A_WORDING
from cqikit.drawing._scene import Box as Frame
from cqikit.drawing._scene import scene_svg
from cqikit.drawing._text import shortened
from cqikit.drawing._tree import HEADS, WIDTHS
from cqikit.drivers import Diagram, Layer, layer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cqikit.core import Sentence

__all__ = ["Box", "described", "diagram_figure", "diagram_svg", "placed"]

#: Widths in inches of a box and of the gap to the next layer; a line of text.
BOX: Final = 2.05
GAP: Final = 0.55
LINE: Final = 0.155
PADDING: Final = 0.14
BETWEEN: Final = 0.12
CHARACTERS: Final = 28
HEAD: Final = 0.3
A_DIAGRAM: Final = instance_of(
    Diagram, fix=say("{call}", call="drivers.Diagram(aim=..., drivers=[...])")
)
NO_NOTES: Final[Mapping[str, str]] = FrozenDict()


@frozen
class Box:
    """An item: where it is on the sheet, in inches, and its lines."""

    key: str
    lines: tuple[str, ...]
    note: str
    column: int
    top: float

    @property
    def height(self) -> float:
        """Return how high it is."""
        return LINE * (len(self.lines) + bool(self.note)) + PADDING

    @property
    def left(self) -> float:
        """Return how far right it begins."""
        return self.column * (BOX + GAP)

    @property
    def middle(self) -> float:
        """Return how far down its middle is."""
        return self.top + self.height / 2


@arguments(diagram=A_DIAGRAM, wording=A_WORDING)
def diagram_svg(
    diagram: Diagram,
    *,
    notes: Mapping[str, str] = NO_NOTES,
    wording: Wording = ENGLISH,
) -> str:
    """Return a driver diagram as one ``<svg>`` element.

    Parameters
    ----------
    diagram : drivers.Diagram
    notes : mapping of str to str
        A word or two under an item, by its key, such as ``adopted``; none unless said.
    wording : core.Wording
        The language of its words; by default English.
    """
    with _drawn(canvas, diagram, notes, wording) as drawn:
        said = wording.said(described(diagram))
        return scene_svg(drawn.scene({}), title=diagram.title, description=said)


@arguments(diagram=A_DIAGRAM, wording=A_WORDING)
def diagram_figure(
    diagram: Diagram,
    *,
    notes: Mapping[str, str] = NO_NOTES,
    wording: Wording = ENGLISH,
) -> Figure:
    """Return a driver diagram as a matplotlib figure, to save or to change.

    What it is given is as for `diagram_svg`.

    Parameters
    ----------
    notes : mapping of str to str
        What stands under the title of a driver or idea, by its key; nothing unless
        said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    with _drawn(figure, diagram, notes, wording) as drawn:
        return settled(drawn)


def described(diagram: Diagram) -> Sentence:
    """Return what a diagram shows, for those who do not see it."""
    return say(
        "{drivers:# driver|# drivers}, {ideas:# change idea|# change ideas}",
        drivers=len(diagram.drivers),
        ideas=len(diagram.ideas),
    )


@contextmanager
def _drawn(
    on: Callable[[float, float], AbstractContextManager[Any]],
    diagram: Diagram,
    notes: Mapping[str, str],
    wording: Wording,
) -> Iterator[Any]:
    notes = {key: wording.said(note) for key, note in notes.items()}
    boxes = placed(diagram, notes)
    columns = max(box.column for box in boxes.values()) + 1
    width = columns * BOX + (columns - 1) * GAP
    height = max(box.top + box.height for box in boxes.values())
    with on(width + 0.1, height + 0.1) as drawn:
        axes = drawn.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(-0.05, width + 0.05)
        axes.set_ylim(height + 0.05, -0.05)
        _draw_heads(axes, diagram, boxes, wording)
        _draw_links(axes, diagram, boxes)
        for box in boxes.values():
            _draw_box(axes, diagram, box)
        yield drawn


def placed(diagram: Diagram, notes: Mapping[str, str]) -> dict[str, Box]:
    """Return the box of every item, with its note."""

    def box(key: str, lines: tuple[str, ...], column: int, top: float) -> Box:
        note = shortened(notes.get(key, ""), CHARACTERS)
        return Box(key, lines, note, column, top)

    return trees.placed(diagram, box, head=HEAD, between=BETWEEN)


def _draw_heads(
    axes: Axes, diagram: Diagram, boxes: Mapping[str, Box], wording: Wording
) -> None:
    lefts = {layer_of(diagram, box.key): box.left for box in boxes.values()}
    for layer, left in lefts.items():
        said = wording.said(HEADS[layer])
        axes.text(
            left, 0.1, said, fontsize=9, fontweight="bold", color=COLOURS["quiet"]
        )


def _draw_links(axes: Axes, diagram: Diagram, boxes: Mapping[str, Box]) -> None:
    for link in diagram.links:
        cause, effect = boxes[link.cause], boxes[link.effect]
        start, end = (cause.left, cause.middle), (effect.left + BOX, effect.middle)
        turn = (start[0] + end[0]) / 2
        places = (start, (turn, start[1]), (turn, end[1]), end)
        draw_curve(axes, places, "phase", WIDTHS[link.strength], 1)


def _draw_box(axes: Axes, diagram: Diagram, box: Box) -> None:
    layer = layer_of(diagram, box.key)
    frame = Frame(
        left=box.left,
        top=box.top,
        width=BOX,
        height=box.height,
        radius=0.05,
        fill="white" if layer is Layer.IDEA else "fill",
        edge="line" if layer is Layer.AIM else "phase",
        line=1.2 if layer is Layer.AIM else 0.9,
    )
    draw_box(axes, frame, 2)
    for number, line in enumerate((*box.lines, box.note)):
        noted = number == len(box.lines)
        axes.text(
            box.left + 0.07,
            box.top + PADDING / 2 + LINE * (number + 0.5),
            line,
            fontsize=8,
            color=COLOURS["quiet"] if noted else COLOURS["text"],
            va="center",
            zorder=3,
        )
