"""Pictures compared as people see them: numbers nearly the same, words exactly.

A picture is compared element by element; the pixels of a figure or a PNG file, as
shades of grey in a coarse grid.
"""

from __future__ import annotations

import math
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
COLOUR: Final = re.compile(r"#[0-9a-f]{6}\b")
#: Points that a place may be off.
NEAR: Final = 0.11
#: Columns, rows and shades of the grid; how far off a cell, and their mean, may be.
COLUMNS, ROWS, SHADES = 32, 16, 16
FAR, OFF = 5, 0.6


def unlike(there: str, made: str) -> list[str]:
    """Say how a picture differs from the one that was kept; nothing if it does not."""
    if there == made:
        return []
    try:
        kept, now = ET.fromstring(there), ET.fromstring(made)
    except ET.ParseError:
        return ["is no picture"]
    before, after = _parts(kept), _parts(now)
    if len(before) != len(after):
        return [f"has {len(after)} parts, and had {len(before)}"]
    return [
        f"had {old[0]!r} {old[1]}, and has {new[0]!r} {new[1]}"
        for old, new in zip(before, after, strict=True)
        if old[0] != new[0] or not _near(old[1], new[1])
    ]


def _near(before: list[float], after: list[float]) -> bool:
    return len(before) == len(after) and all(
        math.isclose(old, new, rel_tol=0, abs_tol=NEAR)
        for old, new in zip(before, after, strict=True)
    )


def _parts(root: ET.Element) -> list[tuple[str, list[float]]]:
    """Return every element: what it is and says, and its numbers."""
    parts = []
    for element in root.iter():
        own = " ".join(f"{name}={value}" for name, value in element.attrib.items())
        colours = " ".join(COLOUR.findall(own))
        plain = COLOUR.sub("", own)
        said = f"{element.tag} {NUMBER.sub('0', plain)} {colours} {element.text or ''}"
        parts.append((said, [float(number) for number in NUMBER.findall(plain)]))
    return parts


def shades(drawn: Figure) -> str:
    """Return a figure as a grid of shades of grey, a hexadecimal digit a cell."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    drawn.set_dpi(72)
    canvas: Any = FigureCanvasAgg(drawn)
    canvas.draw()
    return _shades(np.asarray(canvas.buffer_rgba()))


def shades_of(file: bytes) -> str:
    """Return a PNG file as such a grid."""
    from PIL import Image

    return _shades(np.asarray(Image.open(BytesIO(file)).convert("RGB")))


def _shades(image: NDArray[np.uint8]) -> str:
    pixels = image[..., :3].mean(axis=-1)
    rows = np.array_split(pixels, ROWS, axis=0)
    cells = [[part.mean() for part in np.array_split(row, COLUMNS, 1)] for row in rows]
    levels = np.minimum(np.array(cells) * SHADES / 256, SHADES - 1).astype(int)
    return "\n".join("".join(f"{level:x}" for level in row) for row in levels.tolist())


def unlike_shades(there: str, made: str) -> list[str]:
    """Say whether a grid of shades differs from the one that was kept."""
    old, new = (
        [[int(level, 16) for level in row] for row in text.split()]
        for text in (there, made)
    )
    if [len(row) for row in old] != [len(row) for row in new]:
        return ["is of another size"]
    away = np.abs(np.array(old) - np.array(new))
    if away.max() <= FAR and away.mean() <= OFF:
        return []
    return [f"is {away.max()} shades off at most, {away.mean():.2f} in the mean"]
