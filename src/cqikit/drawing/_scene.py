"""Scenes: what a picture is made of, in points, written as SVG or drawn by matplotlib.

A scene is a width, a height and marks, what is beneath first; its places count from the
upper left corner. Both forms are made of this one value, so that they cannot differ.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import field, frozen

from cqikit.drawing._figure import COLOURS, ROOT_STYLE, escaped, turned_texts
from cqikit.drawing._legend import Entry
from cqikit.drawing._text import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "ANCHORS",
    "BASE",
    "OUTLINES",
    "Area",
    "Box",
    "Mark",
    "Place",
    "Scene",
    "Spot",
    "Stroke",
    "Svg",
    "Words",
    "colour_of",
    "scene_svg",
]

NAMESPACE: Final = "http://www.w3.org/2000/svg"
FONT: Final = "font-family: 'DejaVu Sans', sans-serif"
#: Points from the left and from the top.
Place: TypeAlias = tuple[float, float]
#: How far the base line of a text lies below its middle, in parts of its size.
BASE: Final = 0.36
ANCHORS: Final = {"start": "left", "middle": "center", "end": "right"}
#: Colours of paper and of nothing, beside those that mean something.
PLAIN: Final = {"white": "#ffffff", "none": "none"}
#: Outlines of marks, to 1 upwards and to the right of their middle.
OUTLINES: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "s": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "D": ((0, -1.414), (1.414, 0), (0, 1.414), (-1.414, 0)),
    "d": ((0, -1.414), (0.849, 0), (0, 1.414), (-0.849, 0)),
    "P": (
        *((-0.333, -1), (0.333, -1), (0.333, -0.333), (1, -0.333), (1, 0.333)),
        *((0.333, 0.333), (0.333, 1), (-0.333, 1), (-0.333, 0.333)),
        *((-1, 0.333), (-1, -0.333), (-0.333, -0.333)),
    ),
    "X": (
        *((-0.5, -1), (0, -0.5), (0.5, -1), (1, -0.5), (0.5, 0), (1, 0.5)),
        *((0.5, 1), (0, 0.5), (-0.5, 1), (-1, 0.5), (-0.5, 0), (-1, -0.5)),
    ),
    ">": ((-1, -1), (1, 0), (-1, 1)),
    "v": ((-1, -1), (1, -1), (0, 1)),
    "^": ((-1, 1), (1, 1), (0, -1)),
}


def _places(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(places)


@frozen(kw_only=True)
class Stroke:
    """A line from place to place; `curved`, one of Bézier about the two between."""

    places: tuple[Place, ...] = field(converter=_places)
    colour: str = "line"
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    curved: bool = False
    tip: str = ""


@frozen(kw_only=True)
class Box:
    """A rectangle, filled or with an edge, its corners rounded or not."""

    left: float
    top: float
    width: float
    height: float
    fill: str = "none"
    edge: str = "none"
    line: float = 0.8
    radius: float = 0.0
    tip: str = ""


@frozen(kw_only=True)
class Area:
    """What lies between corners, filled, with an edge."""

    places: tuple[Place, ...] = field(converter=_places)
    fill: str
    edge: str
    line: float
    tip: str = ""


@frozen(kw_only=True)
class Spot:
    """A mark as a legend explains it."""

    x: float
    y: float
    entry: Entry
    tip: str = ""


@frozen(kw_only=True)
class Words:
    """A text on one line, whose middle is at a height; `turned`, it runs upwards."""

    x: float
    y: float
    text: str = field(converter=line_of)
    size: float = 8.0
    colour: str = "text"
    anchor: str = "start"
    bold: bool = False
    turned: bool = False
    tip: str = ""


Mark: TypeAlias = "Stroke | Box | Area | Spot | Words"


def _marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(marks)


@frozen(kw_only=True)
class Scene:
    """What is drawn, of a width and a height in points."""

    width: float
    height: float
    marks: tuple[Mark, ...] = field(converter=_marks)


class Svg(str):
    """A picture as text, with the scene that it is written from."""

    __slots__ = ("scene",)
    scene: Scene


def scene_svg(scene: Scene, *, title: str, description: str, over: str = "") -> Svg:
    """Return a scene as one ``<svg>`` element; numbers have one decimal place.

    `over` is what lies over the picture, as SVG.
    """
    wide, high = f"{scene.width:.1f}", f"{scene.height:.1f}"
    parts = [
        (
            f'<svg xmlns="{NAMESPACE}" width="{wide}pt" height="{high}pt"'
            f' viewBox="0 0 {wide} {high}" role="img"'
            f' style="{ROOT_STYLE}; {FONT}">'
        ),
        f"<title>{escaped(title)}</title><desc>{escaped(description)}</desc>",
        f'<path d="M0 0H{wide}V{high}H0z" style="fill: #ffffff"/>',
        *_elements(scene.marks),
        *([over] if over else []),
        "</svg>",
    ]
    written = Svg(turned_texts("\n".join(parts)))
    written.scene = scene
    return written


def _elements(marks: Iterable[Mark]) -> Iterator[str]:
    """Yield the elements of marks; those of one look that say nothing are one path."""
    for key, group in groupby(marks, _look):
        drawn = list(group)
        if key is None:
            yield from map(_element, drawn)
        else:
            yield _path("".join(map(_outline, drawn)), key)


def _look(mark: Mark) -> str | None:
    """Return the style of what is a path without a tip, None of all else."""
    return None if mark.tip or isinstance(mark, Words) else _style(mark)


def _element(mark: Mark) -> str:
    tip = f"<title>{escaped(mark.tip)}</title>" if mark.tip else ""
    if not isinstance(mark, Words):
        return _path(_outline(mark), _style(mark), tip)
    styles = [
        f"fill: {colour_of(mark.colour)}",
        f"font-size: {mark.size:g}px",
        *([f"text-anchor: {mark.anchor}"] if mark.anchor != "start" else []),
        *(["font-weight: bold"] if mark.bold else []),
    ]
    at = f'x="{mark.x:.1f}" y="{mark.y + BASE * mark.size:.1f}"'
    if mark.turned:
        turn = f"translate({mark.x:.1f} {mark.y:.1f}) rotate(-90)"
        at = f'transform="{turn}" y="{BASE * mark.size:.1f}"'
    return f'<text {at} style="{"; ".join(styles)}">{tip}{escaped(mark.text)}</text>'


def _path(outline: str, style: str, tip: str = "") -> str:
    start = f'<path d="{outline}" style="{style}"'
    return f"{start}>{tip}</path>" if tip else f"{start}/>"


def colour_of(name: str) -> str:
    """Return a colour by what it means, or as it is written."""
    return PLAIN.get(name) or COLOURS.get(name, name)


def _style(mark: Stroke | Box | Area | Spot) -> str:
    if isinstance(mark, Box | Area):
        edge = f"; stroke: {colour_of(mark.edge)}; stroke-width: {mark.line:g}"
        edge = "" if mark.edge == "none" else edge
        return f"fill: {colour_of(mark.fill)}{edge}"
    if isinstance(mark, Stroke):
        dashes = f"; stroke-dasharray: {' '.join(f'{d:g}' for d in mark.dashes)}"
        stroke = f"fill: none; stroke: {colour_of(mark.colour)}"
        return f"{stroke}; stroke-width: {mark.width:g}{dashes if mark.dashes else ''}"
    colour = colour_of(mark.entry.colour)
    fill = "none" if mark.entry.marker == "x" else colour
    fill = "#ffffff" if mark.entry.hollow else fill
    return f"fill: {fill}; stroke: {colour}; stroke-width: {mark.entry.edge:g}"


def _outline(mark: Mark) -> str:
    if isinstance(mark, Box):
        return _rectangle(mark)
    if isinstance(mark, Stroke | Area):
        first, *others = (f"{x:.1f} {y:.1f}" for x, y in mark.places)
        if isinstance(mark, Area):
            return f"M{first}L{'L'.join(others)}z"
        letter, between = ("C", " ") if mark.curved else ("L", "L")
        return f"M{first}{letter}{between.join(others)}"
    assert isinstance(mark, Spot)  # noqa: S101  (texts are elements of their own)
    x, y, half = mark.x, mark.y, mark.entry.size / 2
    if mark.entry.marker == "o":
        turn = f"a{half:.2f} {half:.2f} 0 1 0"
        return (
            f"M{x - half:.1f} {y:.1f}{turn} {2 * half:.2f} 0{turn} {-2 * half:.2f} 0z"
        )
    if mark.entry.marker == "x":
        left, right, top, foot = x - half, x + half, y - half, y + half
        falling = f"M{left:.1f} {top:.1f}L{right:.1f} {foot:.1f}"
        return f"{falling}M{left:.1f} {foot:.1f}L{right:.1f} {top:.1f}"
    corners = OUTLINES[mark.entry.marker]
    places = (f"{x + half * dx:.1f} {y + half * dy:.1f}" for dx, dy in corners)
    return f"M{'L'.join(places)}z"


def _rectangle(box: Box) -> str:
    wide, high = box.width, box.height
    r = min(box.radius, wide / 2, high / 2)
    if not r:
        return f"M{box.left:.1f} {box.top:.1f}h{wide:.1f}v{high:.1f}h{-wide:.1f}z"
    across, down = wide - 2 * r, high - 2 * r
    return (
        f"M{box.left + r:.1f} {box.top:.1f}h{across:.1f}q{r:g} 0 {r:g} {r:g}"
        f"v{down:.1f}q0 {r:g} {-r:g} {r:g}h{-across:.1f}q{-r:g} 0 {-r:g} {-r:g}"
        f"v{-down:.1f}q0 {-r:g} {r:g} {-r:g}z"
    )
