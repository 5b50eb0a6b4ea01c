"""The matrix of measures: variation downwards, assurance to the right."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from cqikit.core import ENGLISH, Wording, arguments, is_text, say
from cqikit.drawing._canvas import canvas
from cqikit.drawing._cells import Place, cells_of, described
from cqikit.drawing._figure import COLOURS, POINTS, figure, pane, settled, unframed
from cqikit.drawing._icons import ICONS, Icon, draw_icon
from cqikit.drawing._picture import A_WORDING, LARGEST, SMALLEST
from cqikit.drawing._scene import scene_svg
from cqikit.drawing._text import USUAL, points_wide, wrapped
from cqikit.errors import FieldError
from cqikit.spc import Assurance, Judgement, SummaryRow, Variation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cqikit.drawing._cells import Cells

__all__ = ["matrix_figure", "matrix_svg"]

SIZE: Final = 8.0
EDGE: Final = 4.0
LINE: Final = 11.0
RADIUS: Final = 7.0
#: So much lower a line stands beside an icon.
LOWER: Final = RADIUS - LINE / 2
#: Room inside a cell, on each side.
PAD: Final = 5.0
#: In parts of the width: what the rows are called.
BESIDE: Final = 0.18
#: The same in points, at least: no word of it is broken.
LEAST: Final = 84.0
#: What an icon takes with room on both sides.
BESIDE_ICON: Final = 2 * (RADIUS + PAD)
#: The same beside the words of a head.
BESIDE_HEAD: Final = 2 * RADIUS + 3 * PAD
#: Height of a line of the key.
KEY: Final = 2 * RADIUS + 3
#: How wide an empty column is, in parts of one that has measures.
EMPTY: Final = 0.62
#: So many measures in a cell stand each on a line of their own; more run on.
MOST: Final = 12
#: So many lines have a head or a name.
NAME_LINES: Final = 6
BULLET: Final = "\u00b7"
MANY_LINES: Final = 10_000


@arguments(title=is_text, wording=A_WORDING)
def matrix_svg(
    rows: Iterable[SummaryRow] | Judgement,
    *,
    title: str,
    width: float = 9.0,
    wording: Wording = ENGLISH,
) -> str:
    """Return measures by variation and assurance, as one ``<svg>`` element.

    What is most in need of a look stands at the upper left.

    Parameters
    ----------
    rows : iterable of SummaryRow, or Judgement
        As `spc.summary` returns them, of one chart or of many, or the judgement that
        it is asked about; of each chart, the latest phase with any point counts.
    title : str
        What the matrix shows.
    width : float
        In inches; by default 9, and about 4.2 for a telephone.
    wording : core.Wording
        The language of its words; by default English.

    Raises
    ------
    FieldError
        When the width is none.

    Examples
    --------
    >>> from cqikit import spc
    >>> chart = spc.chart([7, 9, 8, 12, 8, 9], title="Waits")
    >>> judged = spc.judge(spc.read(chart), "lower", target=20)
    >>> matrix_svg(spc.summary(judged), title="Where we stand")[:4]
    '<svg'
    >>> matrix_svg(judged, title="Where we stand")[:4]
    '<svg'
    """
    matrix = cells_of(rows)
    with _drawn(canvas, matrix, width, wording) as drawn:
        said = wording.said(described(matrix))
        return scene_svg(drawn.scene({}), title=title, description=said)


@arguments(wording=A_WORDING)
def matrix_figure(
    rows: Iterable[SummaryRow] | Judgement,
    *,
    width: float = 9.0,
    wording: Wording = ENGLISH,
) -> Figure:
    """Return measures by variation and assurance, as a matplotlib figure.

    What it is given is as for `matrix_svg`.

    Parameters
    ----------
    width : float
        The width in inches; 9 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Raises
    ------
    FieldError
        When the width is none.
    MissingExtraError
        When matplotlib is not installed.
    """
    with _drawn(figure, cells_of(rows), width, wording) as drawn:
        return settled(drawn)


@frozen(eq=False)
class _Layout:
    """Where the lines of the matrix are, in points, and what is written in it."""

    edges: list[float]
    tops: list[float]
    cells: dict[Place, tuple[str, ...]]
    heads: dict[Variation | Assurance, tuple[str, ...]]
    #: What icons mean that stand alone, under the matrix.
    key: dict[Assurance, str]
    foot: tuple[str, ...]

    @property
    def under(self) -> float:
        """Return where the foot begins."""
        return self.tops[-1] + len(self.key) * KEY

    @property
    def height(self) -> float:
        """Return the height of the sheet."""
        return self.under + EDGE + len(self.foot) * LINE


def _layout(matrix: Cells, width: float, wording: Wording) -> _Layout:
    said = {meaning: wording.said(icon.text) for meaning, icon in ICONS.items()}
    edges = _edges(matrix, width, said)
    across = points_wide("n", SIZE)
    wide = dict(zip(matrix.columns, np.diff(edges).tolist(), strict=True))
    rooms: dict[Variation | Assurance, float] = {}
    rooms |= dict.fromkeys(matrix.rows, edges[0] - EDGE) | wide
    heads = {
        each: wrapped(said[each], (room - BESIDE_HEAD) / across, NAME_LINES)
        if each in matrix.rows or room - BESIDE_HEAD >= _longest_word(said[each])
        else ()
        for each, room in rooms.items()
    }
    cells = {
        place: _listed(names, (wide[place[1]] - 2 * PAD) / across)
        for place, names in matrix.found.items()
    }
    high = max(len(heads[each]) for each in matrix.columns)
    tops = [EDGE, EDGE + max(high * LINE, 2 * RADIUS) + 2 * PAD]
    for row in matrix.rows:
        lines = max(len(cells.get((row, column), ())) for column in matrix.columns)
        lines = max(lines, len(heads[row]))
        tops.append(tops[-1] + max(lines * LINE, 2 * RADIUS) + 2 * PAD)
    foot: tuple[str, ...] = ()
    if matrix.without:
        told = say("Without data: {measures}", measures=tuple(matrix.without))
        room = (width - 2 * EDGE) / across
        foot = wrapped(wording.said(told), room, MANY_LINES)
    key = {each: said[each] for each in matrix.columns if not heads[each]}
    return _Layout(edges, tops, cells, heads, key, foot)


def _edges(
    matrix: Cells, width: float, said: Mapping[Variation | Assurance, str]
) -> list[float]:
    """Return where columns begin and the last one ends; empty ones are narrower.

    An empty one in which a word of its head would be broken has its icon alone.
    """
    called = BESIDE_HEAD + max(_longest_word(said[row]) for row in matrix.rows)
    left = EDGE + max(BESIDE * width, LEAST, min(called, width / 3))
    room = width - EDGE - left
    found = {column for _, column in matrix.found}
    shares = [1.0 if column in found else EMPTY for column in matrix.columns]
    least = [_least(matrix, column, said[column]) for column in matrix.columns]
    for place, even in enumerate(_shared(room, shares, [0.0] * len(shares))):
        if matrix.columns[place] not in found and even < least[place]:
            shares[place], least[place] = 0.0, BESIDE_ICON
    widths = _shared(room, shares, least)
    return [left + float(reached) for reached in np.cumsum([0.0, *widths])]


def _least(matrix: Cells, column: Assurance, head: str) -> float:
    """Return how wide a column must be so that no word in it is broken."""
    names = [
        name for at, every in matrix.found.items() if at[1] is column for name in every
    ]
    if not names:
        return BESIDE_HEAD + _longest_word(head)
    # With the sign before a name, and as `wrapped` counts: in letters as wide as an n.
    words = max(map(_longest_word, names)) * points_wide("n", SIZE) / (USUAL * SIZE)
    return words + points_wide(["nn"], SIZE) + 2 * PAD + 1


def _shared(room: float, shares: list[float], least: list[float]) -> list[float]:
    """Return widths by shares, none under its least where all have room for that."""
    if sum(least) > room:
        least = [
            0.0 if share else asked for share, asked in zip(shares, least, strict=True)
        ]
    fixed = [not share for share in shares]
    while True:
        rest = room - sum(
            asked for asked, stays in zip(least, fixed, strict=True) if stays
        )
        whole = sum(
            share for share, stays in zip(shares, fixed, strict=True) if not stays
        )
        widths = [
            asked if stays else rest * share / whole
            for share, asked, stays in zip(shares, least, fixed, strict=True)
        ]
        short = [wide < asked for wide, asked in zip(widths, least, strict=True)]
        if not any(short):
            return widths
        fixed = [stays or less for stays, less in zip(fixed, short, strict=True)]


def _longest_word(text: str) -> float:
    """Return how wide the longest word of a text is, in points."""
    return points_wide(text.split(), SIZE)


def _listed(names: list[str], most: float) -> tuple[str, ...]:
    """Return names one under another; where they are very many, one after another."""
    if len(names) <= MOST:
        parts = [wrapped(name, most - 2, NAME_LINES) for name in names]
        if max(map(len, parts)) == 1:
            return tuple(line for (line,) in parts)
        # Where a name takes two lines, it must be seen where the next one begins.
        return tuple(
            f"{' ' if row else BULLET} {line}"
            for part in parts
            for row, line in enumerate(part)
        )
    lines = [""]
    room = most * points_wide("n", SIZE)
    for name in names:
        joined = f"{lines[-1]} {BULLET} {name}" if lines[-1] else name
        if points_wide([joined], SIZE) <= room:
            lines[-1] = joined
        else:
            # A name is not broken as long as it fits on a line of its own.
            lines += wrapped(name, most, NAME_LINES)
    return tuple(line for line in lines if line)


@contextmanager
def _drawn(
    on: Callable[[float, float], AbstractContextManager[Any]],
    matrix: Cells,
    width: float,
    wording: Wording,
) -> Iterator[Any]:
    if not SMALLEST <= width <= LARGEST:
        said = say(
            "must be from {least:g} to {most:g} inches",
            least=SMALLEST,
            most=LARGEST,
        )
        raise FieldError("width", said, width)
    wide = width * POINTS
    layout = _layout(matrix, wide, wording)
    with on(width, layout.height / POINTS) as drawn:
        axes = pane(drawn, 0, 0, wide, layout.height)
        unframed(axes, wide, layout.height)
        _rule(axes, layout, wide)
        for place, column in enumerate(matrix.columns):
            lines = layout.heads[column]
            _head(axes, column, lines, layout.edges[place], layout.tops[0])
        for row, variation in enumerate(matrix.rows):
            top = layout.tops[row + 1]
            _head(axes, variation, layout.heads[variation], EDGE, top)
            for place, column in enumerate(matrix.columns):
                left = layout.edges[place] + PAD
                _write(
                    axes,
                    left,
                    top + PAD + LOWER,
                    layout.cells.get((variation, column), ()),
                )
        for row, (column, meant) in enumerate(layout.key.items()):
            _head(axes, column, (meant,), EDGE, layout.tops[-1] + row * KEY)
        _write(axes, EDGE, layout.under + EDGE / 2, layout.foot)
        yield drawn


def _rule(axes: Axes, layout: _Layout, wide: float) -> None:
    """Draw the lines between rows and columns."""
    style: dict[str, Any] = {"color": COLOURS["phase"], "linewidth": 0.7}
    for top in layout.tops[1:]:
        axes.plot([EDGE, wide - EDGE], [top, top], **style)
    for left in layout.edges[:-1]:
        axes.plot([left, left], [layout.tops[0], layout.tops[-1]], **style)


def _head(
    axes: Axes,
    meaning: Variation | Assurance,
    lines: tuple[str, ...],
    left: float,
    top: float,
) -> None:
    """Draw the icon of a row or a column, and write what it means."""
    icon: Icon = ICONS[meaning]
    draw_icon(axes, icon, left + PAD + RADIUS, top + PAD + RADIUS, RADIUS)
    _write(axes, left + 2 * (PAD + RADIUS), top + PAD + LOWER, lines)


def _write(axes: Axes, left: float, top: float, lines: tuple[str, ...]) -> None:
    for row, line in enumerate(lines):
        axes.text(
            left,
            top + (row + 0.5) * LINE,
            line,
            fontsize=SIZE,
            va="center_baseline",
            color=COLOURS["text"],
        )
