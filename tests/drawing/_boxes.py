"""Where the texts of a figure are: which are cut, and which stand over another."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from cqikit.drawing._scene import Stroke, Words
from cqikit.drawing._text import points_wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

    from cqikit.drawing._scene import Scene

#: Points by which a measured text may reach over: hinting moves letters a little.
TOLERANCE = 0.8
#: Lines of a paragraph may touch, as the boxes of texts have room for accents.
TOUCHING = 2.6
#: How much of a text lies to the left of its place.
SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}


def faults(figure: Figure) -> list[str]:
    """Return the texts that the sheet cuts, and those that stand over each other."""
    figure.set_dpi(72)
    # Texts are measured where they come to lie; nothing need be painted.
    figure.draw_without_rendering()
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    # Plain numbers: on a large picture there are a hundred thousand pairs.
    seen = [
        (text.get_text(), tuple(map(float, text.get_window_extent(renderer).extents)))
        for text in _shown(figure)
    ]
    wide, high = figure.bbox.width, figure.bbox.height
    found = []
    for text, (left, low, right, top) in seen:
        if max(-left, -low, right - wide, top - high) > TOLERANCE:
            found.append(f"{text!r} is cut")
    for (text, box), (other, below) in combinations(seen, 2):
        across = min(box[2], below[2]) - max(box[0], below[0])
        if across > TOLERANCE:
            down = min(box[3], below[3]) - max(box[1], below[1])
            if down > TOUCHING:
                found.append(f"{text!r} stands over {other!r}")
    return found


def struck(scene: Scene) -> Iterator[str]:
    """Yield the texts of a scene that a level line runs through."""
    lines = [
        (min(start[0], stop[0]), max(start[0], stop[0]), start[1])
        for mark in scene.marks
        if isinstance(mark, Stroke)
        for start, stop in pairwise(mark.places)
        if start[1] == stop[1]
    ]
    for text in scene.marks:
        if isinstance(text, Words):
            wide = points_wide([text.text], text.size)
            left = text.x - SHARES[text.anchor] * wide
            for least, most, y in lines:
                over = min(most, left + wide) - max(least, left)
                if over > TOLERANCE and abs(y - text.y) < text.size / 2:
                    yield text.text


def _shown(figure: Figure) -> Iterator[Text]:
    """Yield every text that is drawn, without ticks beyond the ends of an axis."""
    beyond = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            room = 1e-9 * (high - low)
            for tick in axis.get_major_ticks():
                if not axes.get_visible() or not (
                    low - room <= tick.get_loc() <= high + room
                ):
                    beyond |= {tick.label1, tick.label2}
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        if text not in beyond and text.get_visible() and text.get_text().strip():
            yield text
