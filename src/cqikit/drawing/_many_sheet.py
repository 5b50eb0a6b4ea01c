"""What goes where on a sheet of many charts, all in points from its upper left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import Wording
from cqikit.drawing._icons import Icon
from cqikit.drawing._legend import (
    ROW,
    Entry,
    entries_said,
    legend_rows,
    places_of,
)
from cqikit.drawing._many_scales import Scale, Span, scales_of, spans_of
from cqikit.drawing._many_words import entries_of, icons_of, noted, shown_of
from cqikit.drawing._picture import ChartPicture
from cqikit.drawing._text import line_of, points_wide, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cqikit.drawing._many_scales import Sharing

__all__ = [
    "EDGE",
    "HEAD",
    "ICON",
    "NOTE",
    "SIZE",
    "SMALL",
    "Cell",
    "Facets",
    "ManySheet",
    "many_sheet",
]

SIZE: Final = 8.0
SMALL: Final = 6.5
EDGE: Final = 4.0
#: Over each chart, between two, and a line of the note; the width of an icon.
HEAD: Final = 15.0
GAP: Final = 9.0
NOTE: Final = 11.0
ICON: Final = 13.0
#: Under a chart, without and with the labels of time.
FOOT, TIMED = 5.0, 13.0
#: The least and the greatest height of a chart, and the height for its width.
LOWEST, HIGHEST, SHAPE = 46.0, 150.0, 0.5
#: How wide what rows are called may be, in parts of the sheet, and on how many lines.
BESIDE: Final = 0.18
LINES: Final = 4
#: On how many lines a title may be; bold letters are so much wider.
TITLE_LINES: Final = 3
BOLD: Final = 1.13


@frozen
class Facets:
    """Where each chart is, counted from 0, and what rows and columns are called."""

    places: tuple[tuple[int, int], ...]
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@frozen(eq=False, kw_only=True)
class Cell:
    """One chart: where it is, and what stands around it."""

    picture: ChartPicture
    title: tuple[str, ...]
    scale: Scale
    span: Span
    icons: tuple[Icon, ...]
    left: float
    top: float
    head: float
    wide: float
    high: float
    numbered: bool
    dated: bool

    @property
    def foot(self) -> float:
        """Return how far down the foot of the chart is."""
        return self.top + self.high

    def across(self, places: np.ndarray) -> np.ndarray:
        """Return how far right places of time are."""
        length = self.span.last - self.span.first
        return np.asarray(self.left + self.wide * (places - self.span.first) / length)

    def down(self, values: np.ndarray) -> np.ndarray:
        """Return how far down values are."""
        return np.asarray(self.foot - self.high * self.scale(values))


@frozen(eq=False, kw_only=True)
class ManySheet:
    """The sheet: its size, its cells, and what is written around them."""

    width: float
    height: float
    cells: tuple[Cell, ...]
    entries: list[Entry]
    icons: list[Icon]
    beside: list[tuple[float, tuple[str, ...]]] = field(factory=list)
    over: list[tuple[float, tuple[str, ...]]] = field(factory=list)
    over_top: float = 0.0
    notes: tuple[str, ...]
    wording: Wording

    @property
    def room(self) -> float:
        """Return the width between the edges."""
        return self.width - 2 * EDGE

    @property
    def legend(self) -> float:
        """Return the height of the legend of marks."""
        return legend_rows(self.entries, self.room) * ROW


def rows_of_icons(icons: Sequence[Icon], room: float) -> int:
    """Return on how many rows the legend of icons goes."""
    places = places_of((icon.text for icon in icons), room)
    return max((row + 1 for row, _ in places), default=0)


def many_sheet(
    pictures: Sequence[ChartPicture],
    facets: Facets,
    *,
    width: float,
    sharing: Sharing,
    wording: Wording,
) -> ManySheet:
    """Return what goes where."""
    scales = scales_of(pictures, [row for row, _ in facets.places], sharing)
    icons = icons_of(pictures)
    entries = entries_said(entries_of(pictures), wording)
    shown = [evolve(icon, text=wording.said(icon.text)) for icon in shown_of(icons)]
    room = width - 2 * EDGE
    over_top = EDGE + ROW * (legend_rows(entries, room) + rows_of_icons(shown, room))
    labels = [label for scale in scales for label in scale.labels(wording)]
    frame = _frame(pictures, facets, labels, width, alone=sharing == "each")
    over = _over(facets, frame)
    head = over_top + NOTE * max((len(names) for _, names in over), default=0)
    around = {
        "picture": pictures,
        "scale": scales,
        "icons": icons,
        "title": _titles(pictures, facets, icons, frame.wide),
        "span": spans_of(pictures),
    }
    cells, foot = _cells(facets, frame, around, head)
    said = wording.said(noted(pictures, sharing))
    notes = wrapped(said, room / points_wide("n", SIZE), 6)
    return ManySheet(
        width=width,
        height=foot + len(notes) * NOTE + EDGE,
        cells=tuple(cells),
        entries=entries,
        icons=shown,
        beside=_beside(pictures, facets, cells, width),
        over=over,
        over_top=over_top,
        notes=notes,
        wording=wording,
    )


@frozen
class _Frame:
    """Widths that all cells share, and the height of their charts."""

    left: float
    step: float
    own: float
    wide: float
    high: float
    alone: bool

    def start(self, column: int) -> float:
        """Return where the charts of a column begin."""
        return self.left + column * self.step + self.own


def _frame(
    pictures: Sequence[ChartPicture],
    facets: Facets,
    labels: Sequence[str],
    width: float,
    *,
    alone: bool,
) -> _Frame:
    gutter = points_wide(labels, SMALL) + 4 if labels else 0.0
    names = [_row_name(pictures, facets, row, width) for row in range(len(facets.rows))]
    beside = max((points_wide(lines, SIZE) * BOLD + 6 for lines in names), default=0)
    left = EDGE + beside + (0 if alone else gutter)
    columns = max((column + 1 for _, column in facets.places), default=1)
    step = (width - left - EDGE + GAP) / columns
    own = gutter if alone else 0.0
    wide = max(step - GAP - own, 12.0)
    high = min(max(wide * SHAPE, LOWEST), HIGHEST)
    return _Frame(left, step, own, wide, high, alone)


def _row_name(
    pictures: Sequence[ChartPicture], facets: Facets, row: int, width: float
) -> tuple[str, ...]:
    """Return what a row is called, with its unit where rows differ in theirs."""
    units = {
        picture.unit
        for picture, place in zip(pictures, facets.places, strict=True)
        if place[0] == row
    }
    name = facets.rows[row]
    if len(units) == 1 and len({picture.unit for picture in pictures}) > 1:
        unit = line_of(next(iter(units)))
        name += f" ({unit})" if unit else ""
    return wrapped(name, BESIDE * width / points_wide("n", SIZE), LINES)


def _beside(
    pictures: Sequence[ChartPicture],
    facets: Facets,
    cells: Sequence[Cell],
    width: float,
) -> list[tuple[float, tuple[str, ...]]]:
    tops = {
        place[0]: cell.top for place, cell in zip(facets.places, cells, strict=True)
    }
    return [
        (tops[row], _row_name(pictures, facets, row, width))
        for row in range(len(facets.rows))
    ]


def _over(facets: Facets, frame: _Frame) -> list[tuple[float, tuple[str, ...]]]:
    most = frame.wide / points_wide("n", SIZE) / BOLD
    return [
        (frame.start(column), wrapped(name, most, TITLE_LINES))
        for column, name in enumerate(facets.columns)
    ]


def _titles(
    pictures: Sequence[ChartPicture],
    facets: Facets,
    icons: Sequence[tuple[Icon, ...]],
    wide: float,
) -> list[tuple[str, ...]]:
    """Return what stands over each chart, with its unit where units differ."""
    if facets.columns:
        return [()] * len(pictures)
    mixed = len({picture.unit for picture in pictures}) > 1
    titles = []
    for picture, own in zip(pictures, icons, strict=True):
        title, unit = line_of(picture.chart.title), line_of(picture.unit)
        if mixed and unit:
            title = f"{title} ({unit})" if title else unit
        room = wide - len(own) * ICON - 2
        titles.append(wrapped(title, room / points_wide("n", SIZE), TITLE_LINES))
    return titles


def _cells(
    facets: Facets, frame: _Frame, around: Mapping[str, Sequence[Any]], top: float
) -> tuple[list[Cell], float]:
    """Return the cells, row by row, and where the last row ends.

    `around` has what is known of each chart, by the field of a cell.
    """
    alone = len(set(around["span"])) > 1
    lowest = {column: row for row, column in sorted(facets.places)}
    first = dict(sorted(facets.places, reverse=True))
    cells: dict[int, Cell] = {}
    for row in sorted(first):
        here = [place for place, at in enumerate(facets.places) if at[0] == row]
        lines = max(len(around["title"][place]) for place in here)
        head = HEAD + NOTE * max(lines - 1, 0)
        for place in here:
            column = facets.places[place][1]
            cells[place] = Cell(
                **{name: each[place] for name, each in around.items()},
                left=frame.start(column),
                top=top + head,
                head=head,
                wide=frame.wide,
                high=frame.high,
                numbered=frame.alone or first[row] == column,
                dated=alone or lowest[column] == row,
            )
        dated = any(cells[place].dated for place in here)
        top += head + frame.high + (TIMED if dated else FOOT)
    return [cells[place] for place in range(len(facets.places))], top
