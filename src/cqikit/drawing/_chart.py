"""One run or control chart: points, centre, limits, phases and signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve

from cqikit.core import ENGLISH, Wording, arguments, say
from cqikit.drawing._canvas import canvas
from cqikit.drawing._events import LANE, draw_bars, spoken
from cqikit.drawing._figure import COLOURS, POINTS, figure, pane, settled, write
from cqikit.drawing._hover import hover, spots_of
from cqikit.drawing._legend import ROW, draw_legend, style_of
from cqikit.drawing._lines import carried_lines, draw_lines, edges_of, label_ends
from cqikit.drawing._picture import (
    A_CHART,
    A_WORDING,
    ChartPicture,
    described,
    marks_of,
    target_of,
)
from cqikit.drawing._scene import scene_svg
from cqikit.drawing._sheet import (
    AT_FOOT,
    EDGE,
    ENTRIES,
    SIZE,
    TIME,
    TITLE,
    TITLE_ROW,
    WITHHELD,
    Sheet,
    sheet_of,
)
from cqikit.drawing._text import fitted, fitted_rows, points_wide
from cqikit.drawing._time import label_time
from cqikit.drawing._values import UNIT_ROWS, set_values, values_wide

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from cqikit.drawing._picture import Drawable, Event

__all__ = ["chart_figure", "chart_svg"]


@arguments(picture=A_CHART, wording=A_WORDING)
def chart_svg(picture: Drawable, *, wording: Wording = ENGLISH) -> str:
    """Return a chart as one ``<svg>`` element.

    The lines are labelled at their right end: CL for the centre (or the
    median), UCL and LCL for the limits. It says where limits were given, and
    where they are trial limits.

    Parameters
    ----------
    picture : ChartPicture, Judgement, Reading or Chart
        A judgement says which way is better, the unit and the target; a chart alone is
        read with its default rules.
    wording : core.Wording
        The language of its words; by default English.

    Examples
    --------
    >>> from cqikit import spc
    >>> reading = spc.read(spc.chart([7, 9, 8, 12, 8], "i"))
    >>> chart_svg(spc.judge(reading, "lower", target=6))[:4]
    '<svg'
    """
    picture = ChartPicture.of(picture)
    sheet = sheet_of(picture, wording)
    with canvas(sheet.width / POINTS, sheet.height / POINTS) as drawn:
        spots = _draw(drawn, picture, sheet)
        tips = {
            f"event-{place}": _event_said(place, event, wording)
            for place, event in enumerate(picture.events)
        }
        title, said = picture.chart.title, wording.said(described(picture))
        over = hover(spots_of(picture, spots, wording))
        scene = drawn.scene(tips)
        return scene_svg(scene, title=title, description=said, over=over)


@arguments(picture=A_CHART, wording=A_WORDING)
def chart_figure(picture: Drawable, *, wording: Wording = ENGLISH) -> Figure:
    """Return a chart as a matplotlib figure, to save or to change.

    What it is given is as for `chart_svg`.

    Parameters
    ----------
    wording : Wording
        How it is said, and in which language; in English unless said.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    picture = ChartPicture.of(picture)
    sheet = sheet_of(picture, wording)
    with figure(sheet.width / POINTS, sheet.height / POINTS) as drawn:
        _draw(drawn, picture, sheet)
        return settled(drawn)


def _event_said(place: int, event: Event, wording: Wording) -> str:
    return f"{place + 1}. {wording.said(event.title)} ({spoken(event, wording)})"


def _draw(drawn: Figure, picture: ChartPicture, sheet: Sheet) -> NDArray[np.float64]:
    """Draw it, and return where points are, from the upper left corner."""
    for row, line in enumerate(sheet.title):
        write(drawn, line, EDGE, EDGE + (row + 0.5) * TITLE_ROW, size=TITLE)
    if sheet.entries:
        legend = pane(drawn, EDGE, sheet.over_legend, sheet.room, sheet.legend)
        draw_legend(legend, sheet.entries, sheet.room)
    # The labels of the values say how much room they need beside the axes.
    low, high = _reach(picture)
    axes = pane(drawn, 0, sheet.head, sheet.width, sheet.high)
    feet = picture.log and bool((picture.chart.values <= 0).any())
    least = low / 2 if feet else low
    axis = set_values(
        axes, least, high, sheet.high, log=picture.log, wording=sheet.wording
    )
    said = sheet.wording.said(picture.unit)
    units = fitted_rows(said, sheet.high, SIZE, UNIT_ROWS)
    left = EDGE + values_wide(axis) + ROW * len(units)
    right = points_wide((label.text for label in sheet.labels), SIZE) + 6 + EDGE
    wide = max(sheet.width - left - right, sheet.width / 3)
    axes.set_position(
        (
            left / sheet.width,
            sheet.foot / sheet.height,
            wide / sheet.width,
            sheet.high / sheet.height,
        )
    )
    at = sheet.head + sheet.high / 2
    for row, unit in enumerate(units):
        write(drawn, unit, EDGE + row * ROW, at, colour="quiet", turned=True)
    spots = _draw_axes(axes, picture, wide, sheet.wording)
    label_ends(axes, sheet.labels, sheet.high)
    _draw_head(drawn, picture, sheet, axes)
    for row, line in enumerate(sheet.below):
        at = sheet.height - sheet.foot + TIME + EDGE + (row + 0.5) * LANE
        write(drawn, line, EDGE, at)
    fractions = drawn.transFigure.inverted().transform(axes.transData.transform(spots))
    return (fractions * (1, -1) + (0, 1)) * (sheet.width, sheet.height)


def _reach(picture: ChartPicture) -> tuple[float, float]:
    """Return the lowest and the highest that is drawn."""
    chart = picture.chart
    shown = [chart.values, chart.centre, chart.lower, chart.upper]
    for lines in carried_lines(picture).values():
        shown += lines.values()
    target = target_of(picture)
    shown += [] if target is None else [target]
    every = np.concatenate(shown)
    every = every[np.isfinite(every)]
    if picture.log:
        every = every[every > 0]
    if not every.size:
        return 0.1, 1.0
    return float(every.min()), float(every.max())


def _draw_axes(
    axes: Axes, picture: ChartPicture, wide: float, wording: Wording
) -> NDArray[np.float64]:
    """Draw what is between the axes, and return where in them points are."""
    edges = edges_of(picture)
    axes.set_xlim(edges[0], max(edges[-1], edges[0] + 1))
    draw_lines(axes, picture)
    if picture.places.size:
        _label_time(axes, picture, wide, wording)
    else:
        axes.set_xticks([])
    values = picture.chart.values
    if picture.log:
        foot = axes.get_ylim()[0]
        values = np.where(values <= 0, foot, values)
        there = picture.chart.values <= 0
        axes.plot(
            picture.places[there],
            values[there],
            clip_on=False,
            zorder=3.5,
            **style_of(AT_FOOT),
        )
    if not np.isfinite(values).any():
        axes.set_yticks([])
        said = wording.said(say("no data"))
        axes.text(0.5, 0.5, said, transform=axes.transAxes, ha="center", fontsize=SIZE)
    _draw_points(axes, picture, values, wide)
    _draw_withheld(axes, picture)
    return np.column_stack([picture.places, values])


def _draw_withheld(axes: Axes, picture: ChartPicture) -> None:
    hidden = np.array([bool(text) for text in picture.chart.withheld], dtype=bool)
    if hidden.any():
        axes.plot(
            picture.places[hidden],
            np.zeros(int(hidden.sum())),
            transform=axes.get_xaxis_transform(),
            clip_on=False,
            zorder=4,
            **style_of(WITHHELD),
        )


def _label_time(
    axes: Axes, picture: ChartPicture, wide: float, wording: Wording
) -> None:
    """Write under the axes when points were; of events, the day of some."""
    calendar = picture.chart.calendar
    places = picture.places.astype(int).tolist()
    ends = places[0], places[-1]
    if calendar is None or calendar.cadence is None:
        names = picture.chart.on or ()
        label_time(axes, ends, wide, None, names=names, wording=wording)
        return
    cadence, first = calendar.cadence, calendar.periods[0]
    there = () if cadence.plain else frozenset(places)
    every = cadence.every
    label_time(axes, ends, wide, first, there=there, every=every, wording=wording)


def _draw_points(
    axes: Axes, picture: ChartPicture, values: NDArray[np.float64], wide: float
) -> None:
    chart, places, marks = picture.chart, picture.places, marks_of(picture)
    # Lines bridge what does not count, and nothing else: no gap, no phase edge.
    phase = np.cumsum(chart.breaks)
    counted = ~chart.excluded
    for value in np.unique(phase):
        here = counted & (phase == value)
        axes.plot(
            places[here],
            values[here],
            color=COLOURS["line"],
            linewidth=1.0,
            zorder=3,
            clip_on=False,
        )
    # Where points crowd, those without a signal must not hide the line.
    room = 4 / 3 * wide / max(len(places), 1)
    crowded = evolve(ENTRIES["plain"], size=min(ENTRIES["plain"].size, max(1, room)))
    for name, entry in (ENTRIES | {"plain": crowded}).items():
        here = marks == name
        if here.any():
            style = style_of(entry)
            axes.plot(places[here], values[here], zorder=4, clip_on=False, **style)


def _draw_head(drawn: Figure, picture: ChartPicture, sheet: Sheet, axes: Axes) -> None:
    """Draw what each phase is called, and the lanes of events, over the axes."""
    first, last = axes.get_xlim()
    box = axes.get_position()
    left, wide = box.x0 * sheet.width, box.width * sheet.width
    unit = wide / (last - first)
    edges = edges_of(picture)
    free = sheet.width - EDGE
    named = [*zip(picture.chart.method, sheet.phases, strict=True)]
    # From the right: over a phase of which nothing is said, another's words run on.
    for record, (full, short) in (each for each in reversed(named) if any(each[1])):
        at = left + (edges[record.start] - first) * unit
        room = free - at - 2
        text = full if points_wide([full], SIZE) <= room else _cut(short, room)
        write(drawn, text, at + 2, sheet.over_phases + ROW / 2, colour="quiet")
        free = at
    if sheet.bars:
        strip = pane(drawn, left, sheet.over_lanes, wide, sheet.lanes * LANE)
        strip.set_axis_off()
        strip.set_xlim(first, last)
        strip.set_ylim(sheet.lanes, 0)
        draw_bars(strip, axes, sheet.bars, wide)


def _cut(text: str, room: float) -> str:
    """Cut the title of a phase, rather than that its limits are trial limits."""
    title, mark, tail = text.partition(" \u00b7 ")
    left = room - points_wide([mark + tail], SIZE)
    if left > 4 * SIZE:
        return f"{fitted(title, left, SIZE)}{mark}{tail}"
    return fitted(tail or title, room, SIZE) if room > 2 * SIZE else ""
