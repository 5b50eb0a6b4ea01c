"""Scenes as PNG: shapes by the renderer of matplotlib, texts by Pillow, no figure.

A figure finds a place for everything, asks for each setting, and is laid out before it
is drawn; of that a scene has nothing left to ask. Texts whose signs do not simply stand
beside each other are left to matplotlib, which joins letters and turns directions.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from cqikit.drawing._figure import POINTS, settings
from cqikit.drawing._glyphs import OWN, check_signs, families_for, file_of, signs_of
from cqikit.drawing._scene import (
    BASE,
    OUTLINES,
    Area,
    Box,
    Spot,
    Stroke,
    Words,
    colour_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from cqikit.drawing._legend import Entry
    from cqikit.drawing._scene import Mark, Place, Scene

__all__ = ["scene_png"]

#: Directions of signs that stand where they are written, each beside the last.
PLAIN: Final = frozenset({"L", "EN", "ES", "ET", "CS", "ON", "WS"})
#: How Pillow calls the sides that texts stand on, on their base line; and how much
#: of its width a text has before its place.
SIDES: Final = {"start": "ls", "middle": "ms", "end": "rs"}
BEFORE: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
#: Steps of a path: to begin, a line, curves about a place and about two, and to close.
MOVE, LINE, ABOUT_ONE, ABOUT_TWO, CLOSE = 1, 2, 3, 4, 79
#: So many colours are in a file beside that of paper, in so many steps each.
COLOURS, MOST_STEPS = 255, 32
#: Between quick and small, as zlib counts it.
PACKED: Final = 4

#: Fill, edge, width of the edge and dashes of what is one path; the entry of spots.
Look: TypeAlias = "tuple[str, str, float, tuple[float, ...]] | Entry"


def scene_png(scene: Scene, dpi: float) -> bytes:
    """Return a scene as a PNG file of so many dots an inch; texts lie over the rest.

    Raises
    ------
    FieldError
        When no font of the machine has a character: with what to install.
    MissingExtraError
        When matplotlib is not installed.
    """
    with settings():
        image = _drawn(scene, dpi)
    written = BytesIO()
    _with_few_colours(image, scene).save(written, "PNG", compress_level=PACKED)
    return written.getvalue()


def _with_few_colours(image: Image, scene: Scene) -> Image:
    """Return an image in the colours of a scene, and steps from each to paper.

    One of more colours than a palette has stays as it is.
    """
    from matplotlib.colors import to_rgb  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    named = {name for mark in scene.marks for name in _colours(mark)} - {"none"}
    inks = np.array([to_rgb(colour_of(name)) for name in sorted(named)]).reshape(-1, 3)
    steps = min(COLOURS // max(len(inks), 1), MOST_STEPS)
    if not steps:
        return image
    shares = np.linspace(1, 0, steps, endpoint=False)[:, None, None]
    found = np.round(255 * (1 + shares * (inks - 1))).astype(int).reshape(-1, 3)
    palette = np.concatenate([[[255] * 3], found])
    # Pillow looks for the colour next to each, counted down to fours.
    fours = Image.new("P", (1, 1))
    fours.putpalette((palette & ~3).ravel().tolist())
    made = image.quantize(palette=fours, dither=Image.Dither.NONE)
    made.putpalette(palette.ravel().tolist())
    return made


def _colours(mark: Mark) -> tuple[str, ...]:
    if isinstance(mark, Box | Area):
        return mark.fill, mark.edge
    return (mark.entry.colour if isinstance(mark, Spot) else mark.colour,)


def _drawn(scene: Scene, dpi: float) -> Image:
    from matplotlib.backends.backend_agg import RendererAgg  # noqa: PLC0415
    from PIL import Image, ImageDraw  # noqa: PLC0415

    words = [mark for mark in scene.marks if isinstance(mark, Words) and mark.text]
    check_signs({sign for mark in words for sign in mark.text})
    scale = dpi / POINTS
    wide, high = int(scene.width * scale), int(scene.height * scale)
    drawn: Any = RendererAgg(wide, high, dpi)  # type: ignore[no-untyped-call]
    np.asarray(drawn.buffer_rgba())[...] = 255
    shapes = [mark for mark in scene.marks if not isinstance(mark, Words)]
    for look, group in groupby(shapes, _look):
        _draw(drawn, look, list(group), scale)
    for mark in words:
        if not _is_plain(mark.text):
            _join(drawn, mark, scale)
    image = Image.fromarray(np.asarray(drawn.buffer_rgba())).convert("RGB")
    pen = ImageDraw.Draw(image)
    for mark in words:
        if _is_plain(mark.text):
            _write(image, pen, mark, scale)
    return image


def _look(mark: Mark) -> Look:
    if isinstance(mark, Spot):
        return mark.entry
    if isinstance(mark, Stroke):
        return "none", mark.colour, mark.width, mark.dashes
    assert isinstance(mark, Box | Area)  # noqa: S101  (texts are drawn by themselves)
    return mark.fill, mark.edge, mark.line, ()


def _draw(drawn: Any, look: Look, marks: list[Any], scale: float) -> None:
    """Draw marks of one look: as one path, or as one outline at many places."""
    from matplotlib.colors import to_rgb  # noqa: PLC0415
    from matplotlib.path import Path  # noqa: PLC0415
    from matplotlib.transforms import Affine2D  # noqa: PLC0415

    # Scenes count downwards, the renderer up.
    turned = Affine2D().scale(scale, -scale).translate(0, drawn.height)
    style = drawn.new_gc()
    style.set_joinstyle("round")
    if isinstance(look, tuple):
        fill, edge, width, dashes = look
        style.set_linewidth(width if edge != "none" else 0)
        style.set_foreground(to_rgb(colour_of("white" if edge == "none" else edge)))
        if dashes:
            style.set_dashes(0, dashes)
        face = None if fill == "none" else to_rgb(colour_of(fill))
        steps = [step for mark in marks for step in _steps(mark)]
        places, kinds = zip(*steps, strict=True)
        drawn.draw_path(style, Path(places, kinds), turned, face)
        return
    colour = to_rgb(colour_of(look.colour))
    style.set_linewidth(look.edge)
    style.set_foreground(colour)
    face = to_rgb("white") if look.hollow else colour
    half = look.size / 2 * scale
    outline = Affine2D().scale(half, -half)
    at = Path([(mark.x, mark.y) for mark in marks])
    if look.marker == "o":
        # Its middle is where it is, not on the next dot.
        style.set_snap(False)
        drawn.draw_markers(style, Path.unit_circle(), outline, at, turned, face)
    elif look.marker == "x":
        cross = Path([(-1, -1), (1, 1), (-1, 1), (1, -1)], [MOVE, LINE] * 2)
        drawn.draw_markers(style, cross, outline, at, turned, None)
    else:
        corners = OUTLINES[look.marker]
        shape = Path([*corners, corners[0]], closed=True)
        drawn.draw_markers(style, shape, outline, at, turned, face)


def _steps(mark: Stroke | Box | Area) -> Iterator[tuple[Place, int]]:
    """Yield the places of an outline, each with the kind of step that leads there."""
    if isinstance(mark, Box):
        yield from _around(mark)
        return
    first, *others = mark.places
    yield first, MOVE
    if isinstance(mark, Area):
        yield from ((place, LINE) for place in others)
        yield first, CLOSE
    else:
        kind = ABOUT_TWO if mark.curved else LINE
        yield from ((place, kind) for place in others)


def _around(box: Box) -> Iterator[tuple[Place, int]]:
    """Yield the way around a box, by its corners, or about them."""
    left, top = box.left, box.top
    right, foot = left + box.width, top + box.height
    corners = (right, top), (right, foot), (left, foot), (left, top)
    r = min(box.radius, box.width / 2, box.height / 2)
    if not r:
        yield (left, top), MOVE
        yield from ((corner, LINE) for corner in corners[:3])
        yield (left, top), CLOSE
        return
    yield (left + r, top), MOVE
    for (x, y), (dx, dy) in zip(
        corners, ((1, 0), (0, 1), (-1, 0), (0, -1)), strict=True
    ):
        yield (x - dx * r, y - dy * r), LINE
        yield (x, y), ABOUT_ONE
        yield (x - dy * r, y + dx * r), ABOUT_ONE


@cache
def _stands(sign: str) -> bool:
    """Say whether a sign of our font stands beside the last, however they are."""
    return unicodedata.bidirectional(sign) in PLAIN and sign in signs_of(OWN)


def _is_plain(text: str) -> bool:
    return text.isascii() or all(map(_stands, text))


def _join(drawn: Any, mark: Words, scale: float) -> None:
    """Write a text whose letters join, or are of another font."""
    from matplotlib.colors import to_rgb  # noqa: PLC0415
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415

    weight = "bold" if mark.bold else "normal"
    font = FontProperties(family=families_for(mark.text), size=mark.size, weight=weight)
    style = drawn.new_gc()
    style.set_foreground(to_rgb(colour_of(mark.colour)))
    x, y = mark.x * scale, mark.y * scale
    wide, _, _ = drawn.get_text_width_height_descent(mark.text, font, ismath=False)
    before, down = BEFORE[mark.anchor] * wide, BASE * mark.size * scale
    if mark.turned:
        drawn.draw_text(style, x + down, y + before, mark.text, font, 90)
    else:
        drawn.draw_text(style, x - before, y + down, mark.text, font, 0)


@cache
def _font(size: float, *, bold: bool) -> Any:
    from PIL.ImageFont import Layout, truetype  # noqa: PLC0415

    return truetype(file_of(OWN, bold=bold), size, layout_engine=Layout.BASIC)


def _write(image: Image, pen: Any, mark: Words, scale: float) -> None:
    """Write a text of our own font, sign beside sign."""
    font = _font(mark.size * scale, bold=mark.bold)
    x, y, down = mark.x * scale, mark.y * scale, BASE * mark.size * scale
    colour, side = colour_of(mark.colour), SIDES[mark.anchor]
    if not mark.turned:
        pen.text((x, y + down), mark.text, fill=colour, font=font, anchor=side)
        return
    from PIL import Image, ImageDraw  # noqa: PLC0415

    left, top, right, foot = font.getbbox(mark.text, anchor=side)
    lying = Image.new("L", (int(right - left) + 2, int(foot - top) + 2))
    ImageDraw.Draw(lying).text(
        (1 - left, 1 - top), mark.text, fill=255, font=font, anchor=side
    )
    standing = lying.transpose(Image.Transpose.ROTATE_90)
    at = round(x + down + top) - 1, round(y - right) - 1
    image.paste(Image.new("RGB", standing.size, colour), at, standing)
