"""One run or control chart: points, centre, limits, phases and signals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import field, frozen

from cqikit.core import Frequency, Period
from cqikit.drawing._figure import COLOURS, figure, svg
from cqikit.spc import Chart, Judgement, Reading, judge, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = ["ChartPicture", "Event", "chart_figure", "chart_svg"]

#: About so many labels fit under a chart.
MOST_TICKS: Final = 13
#: How many periods may lie between two labels.
STEPS: Final = {
    Frequency.DAY: (1, 2, 7, 14, 28, 56, 112),
    Frequency.WEEK: (1, 2, 4, 8, 13, 26, 52, 104),
    Frequency.MONTH: (1, 2, 3, 6, 12, 24, 60, 120),
    Frequency.QUARTER: (1, 2, 4, 8, 20, 40),
    Frequency.YEAR: (1, 2, 5, 10, 20, 50, 100),
}


@frozen
class Event:
    """Something to mark on a chart: a day or a stretch, and what it was."""

    start: Period
    stop: Period
    title: str


@frozen(kw_only=True, eq=False)
class ChartPicture:
    """What is to be drawn: a chart, and what is known of it.

    Parameters
    ----------
    chart : spc.Chart
        Of one series: arrays of shape (n,).
    reading : spc.Reading
        Of that chart; by default with the default rules.
    judgement : spc.Judgement
        Tells improvements from concerns; by default, signals are only signals.
    events : tuple of Event
        Marked by number at the top.
    unit : str
        Of the values.
    target : float, optional
        A line that is no limit.
    log : bool
        Draw values on a logarithmic axis; those not above 0 lie on its foot.
    size : (float, float)
        Width and height in inches.
    """

    chart: Chart
    reading: Reading = field()
    judgement: Judgement = field()
    events: tuple[Event, ...] = ()
    unit: str = ""
    target: float | None = None
    log: bool = False
    size: tuple[float, float] = (9.0, 3.6)

    @reading.default
    def _default_reading(self) -> Reading:
        return read(self.chart)

    @judgement.default
    def _default_judgement(self) -> Judgement:
        return judge(self.reading)

    @property
    def places(self) -> NDArray[np.float64]:
        """Return where on the time axis each point lies."""
        if self.chart.on is None:
            return np.arange(1.0, self.chart.values.shape[-1] + 1)
        return np.array([float(period.index) for period in self.chart.on])


def chart_svg(picture: ChartPicture) -> str:
    """Return a chart as one ``<svg>`` element.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.

    Examples
    --------
    >>> from cqikit import spc
    >>> picture = ChartPicture(chart=spc.chart([7, 9, 8, 12, 8], "i"))
    >>> chart_svg(picture)[:4]
    '<svg'
    """
    with figure(*picture.size, layout="constrained") as drawn:
        _draw(drawn, picture)
        return svg(drawn, title=picture.chart.title, description=described(picture))


def chart_figure(picture: ChartPicture) -> Figure:
    """Return a chart as a matplotlib figure, to save or to change."""
    with figure(*picture.size, layout="constrained") as drawn:
        _draw(drawn, picture)
        return drawn


def described(picture: ChartPicture) -> str:
    """Return what a chart shows, for those who do not see it."""
    chart = picture.chart
    seen = int(np.isfinite(chart.values).sum())
    signals = len(picture.reading.signals)
    phases = int(chart.breaks.sum()) + 1
    return (
        f"{chart.kind.title}: {seen} points in {phases} phase"
        f"{'' if phases == 1 else 's'}, {signals} signal{'' if signals == 1 else 's'}"
    )


def _draw(drawn: Figure, picture: ChartPicture) -> None:
    axes = drawn.add_subplot()
    values, places = picture.chart.values, picture.places
    if picture.log:
        axes.set_yscale("log", nonpositive="clip")
        # 0.1 and 100, not powers of ten.
        axes.yaxis.set_major_formatter("{x:g}")
        values = _above_foot(values)
    _draw_lines(axes, picture)
    axes.plot(places, values, color=COLOURS["line"], linewidth=1.1, zorder=3)
    _draw_points(axes, picture, values)
    _draw_target(axes, picture)
    _draw_events(axes, picture.events)
    axes.set_ylabel(picture.unit, fontsize=8)
    _label_time(axes, picture)
    axes.margins(x=0.02)


def _draw_target(axes: Axes, picture: ChartPicture) -> None:
    target = picture.target
    if target is None or (picture.log and target <= 0):
        return
    axes.axhline(target, color=COLOURS["target"], linewidth=1, dashes=(1, 2))
    axes.annotate(
        "target",
        (1, target),
        xycoords=("axes fraction", "data"),
        xytext=(3, 0),
        textcoords="offset points",
        va="center",
        fontsize=8,
        color=COLOURS["target"],
    )


def _label_time(axes: Axes, picture: ChartPicture) -> None:
    """Write some of the periods under a chart, evenly spaced."""
    on, places = picture.chart.on, picture.places
    if not on:
        return
    span = places[-1] - places[0] + 1
    fitting = (one for one in STEPS[on[0].frequency] if span / one <= MOST_TICKS)
    step = next(fitting, 1000)
    # Where the step divides the calendar: 1930 and 1940 rather than 1928.
    chosen = [n for n, place in enumerate(places) if int(place) % step == 0]
    axes.set_xticks(places[chosen], [str(on[n]) for n in chosen], fontsize=8)


def _above_foot(values: NDArray[np.float64]) -> NDArray[np.float64]:
    positive = values[values > 0]
    foot = positive.min() / 2 if positive.size else 1.0
    return np.where(values <= 0, foot, values)


def _draw_lines(axes: Axes, picture: ChartPicture) -> None:
    chart, places = picture.chart, picture.places
    starts = np.flatnonzero(chart.breaks)
    limit = {"color": COLOURS["limit"], "linewidth": 0.9, "dashes": (4, 2)}
    styles: dict[str, dict[str, Any]] = {
        "centre": {"color": COLOURS["centre"], "linewidth": 1.2},
        "lower": limit,
        "upper": limit,
    }
    for name, style in styles.items():
        line = getattr(chart, name)
        if picture.log:
            line = np.where(line > 0, line, np.nan)
        for first, last in zip([0, *starts], [*starts, len(places)], strict=True):
            here, there = places[first:last], line[first:last]
            if np.isfinite(there).any():
                axes.step(here, there, where="mid", zorder=2, **style)
    for start in starts:
        middle = (places[start - 1] + places[start]) / 2
        axes.axvline(middle, color=COLOURS["phase"], linewidth=1, zorder=1)


def _draw_points(
    axes: Axes, picture: ChartPicture, values: NDArray[np.float64]
) -> None:
    chart, reading, judged = picture.chart, picture.reading, picture.judgement
    places = picture.places
    seen = np.isfinite(values)
    counted = seen & ~chart.excluded
    better = counted & judged.improvement
    worse = counted & judged.concern
    for chosen, marker, size, colour, label in (
        (counted & ~reading.flagged, "o", 3.2, "line", "no signal"),
        (seen & chart.excluded, "x", 4.5, "excluded", "not counted"),
        (counted & reading.flagged & ~better & ~worse, "D", 4.2, "signal", "signal"),
        (better, "o", 5.5, "improvement", "improvement"),
        (worse, "s", 5.2, "concern", "adverse"),
    ):
        if chosen.any():
            [drawn] = axes.plot(places[chosen], values[chosen], marker, label=label)
            drawn.set(markersize=size, color=COLOURS[colour], zorder=4)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=5,
        frameon=False,
        fontsize=8,
        handletextpad=0.2,
        columnspacing=1.2,
        borderaxespad=0,
    )


def _draw_events(axes: Axes, events: Sequence[Event]) -> None:
    """Mark events by number at the top; the page lists what they were."""
    width = max((event.stop.index for event in events), default=0)
    width -= min((event.start.index for event in events), default=0)
    heights: list[float] = []
    for number, event in enumerate(events, start=1):
        middle = (event.start.index + event.stop.index) / 2
        if event.stop != event.start:
            stretch = event.start.index - 0.5, event.stop.index + 0.5
            axes.axvspan(*stretch, color=COLOURS["fill"], zorder=0)
        # Numbers that would cover each other go one below the other.
        near = sum(abs(one - middle) < width / 20 for one in heights)
        heights.append(middle)
        axes.annotate(
            str(number),
            (middle, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, -1 - 15 * near),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=8,
            color=COLOURS["text"],
            bbox={
                "boxstyle": "circle,pad=0.15",
                "facecolor": "white",
                "edgecolor": COLOURS["phase"],
            },
            zorder=5,
        )
