"""Events of a chart: numbered bars over it, and the list of what they were."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.core import ENGLISH, Wording, say
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._lanes import lanes_of
from cqikit.drawing._picture import Event
from cqikit.drawing._text import points_wide, wrapped
from cqikit.drawing._time import stretch_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from cqikit.drawing._picture import ChartPicture

__all__ = ["LANE", "Bar", "bars_of", "draw_bars", "event_lines", "spoken"]

SIZE: Final = 7.5
#: Height in points of one lane, and of a line of the list.
LANE: Final = 13.0
#: A bar is at least so many points wide.
THIN: Final = 2.5
GAP: Final = 3.0
MOST_LINES: Final = 3


@frozen
class Bar:
    """An event on its lane: where it begins and ends, and what is written."""

    event: Event
    name: str
    start: float
    stop: float
    lane: int
    inside: bool


def bars_of(picture: ChartPicture, wide: float) -> list[Bar]:
    """Return the bars over a chart that is `wide` points wide.

    Of what was before or after the chart there is a sign at its edge.
    """
    if not picture.events or picture.chart.on is None or not picture.chart.on:
        return []
    left, right = picture.places[0] - 0.5, picture.places[-1] + 0.5
    unit = (right - left) / wide
    parts = []
    for count, event in enumerate(picture.events, start=1):
        start, stop = _stretch(picture, event)
        name = str(count)
        if stop <= left:
            name = f"\u2039{name}"
        elif start >= right:
            name = f"{name}\u203a"
        start = min(max(start, left), right)
        stop = max(min(stop, right), start, left)
        needs = (points_wide([name], SIZE) + GAP) * unit
        inside = stop - start >= needs
        taken = (start, stop if inside else max(stop, start + THIN * unit) + needs)
        if taken[1] > right and not inside:
            # No room on its right: the number stands on its left.
            taken = (start - needs, stop)
        parts.append((event, name, start, stop, inside, taken))
    lanes = lanes_of([part[-1] for part in parts], GAP * unit)
    return [
        Bar(event, name, start, stop, lane, inside)
        for (event, name, start, stop, inside, _), lane in zip(
            parts, lanes, strict=True
        )
    ]


def _stretch(picture: ChartPicture, event: Event) -> tuple[float, float]:
    """Return from where to where on the axis an event lasted."""
    on = picture.chart.on
    assert on  # noqa: S101  (without days there are no events)
    if not picture.of_events:
        return stretch_of(event.start, event.stop, on[0])
    # Points stand one after another: the bar lies over those of its days.
    days = [point.first for point in on]
    ends = bisect_left(days, event.start.first), bisect_right(days, event.stop.last)
    return ends[0] + 0.5, ends[1] + 0.5


def draw_bars(strip: Axes, axes: Axes, bars: list[Bar], wide: float) -> None:
    """Draw the bars on a strip over the chart, and where they lie on the chart."""
    left, right = strip.get_xlim()
    unit = (right - left) / wide
    for place, bar in enumerate(bars):
        width = max(bar.stop - bar.start, THIN * unit)
        start = min(bar.start, right - width)
        strip.barh(
            bar.lane + 0.12,
            width,
            0.76,
            left=start,
            align="edge",
            facecolor="white" if bar.inside else COLOURS["line"],
            edgecolor=COLOURS["line"],
            linewidth=0.7,
            gid=f"event-{place}",
        )
        at, anchor = start + width / 2, "center"
        if not bar.inside:
            over = start + width + (GAP + points_wide([bar.name], SIZE)) * unit > right
            at = start - unit if over else start + width + unit
            anchor = "right" if over else "left"
        strip.text(
            at,
            bar.lane + 0.5,
            bar.name,
            fontsize=SIZE,
            ha=anchor,
            va="center_baseline",
            color=COLOURS["text"],
        )
        if bar.stop > bar.start:
            axes.axvspan(start, start + width, color=COLOURS["fill"], zorder=0)


def spoken(event: Event, wording: Wording = ENGLISH) -> str:
    """Return when an event was, as text."""
    if event.start == event.stop:
        return wording.day(event.start)
    return wording.said(say("{start} to {stop}", start=event.start, stop=event.stop))


def event_lines(
    picture: ChartPicture, characters: float, wording: Wording
) -> list[str]:
    """Return the list of events, line by line."""
    lines: list[str] = []
    for count, event in enumerate(picture.events, start=1):
        said = f"{count}  {spoken(event, wording)}: {wording.said(event.title)}"
        lines += wrapped(said, characters, MOST_LINES)
    return lines
