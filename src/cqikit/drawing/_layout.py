"""What pictures share: a legend that fits, an axis of days, ticks, a little chart."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from cqikit.core import Frequency, Sentence, period_of
from cqikit.drawing._figure import POINTS
from cqikit.drawing._legend import MARK, ROW, places_of
from cqikit.drawing._picture import marks_of, target_of
from cqikit.drawing._scene import Mark, Scene, Spot, Stroke, Words
from cqikit.drawing._sheet import ENTRIES
from cqikit.drawing._text import points_wide
from cqikit.drawing._values import tick_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from cqikit.core import Wording
    from cqikit.drawing._legend import Entry
    from cqikit.drawing._picture import ChartPicture

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = [
    "EDGE",
    "NAMED",
    "SIZE",
    "Days",
    "Head",
    "Values",
    "day_axis",
    "head_of",
    "legend_of",
    "little_chart",
    "noted",
    "upto",
    "value_axis",
]

SIZE: Final = 8.0
EDGE: Final = 6.0
#: Points between two labels of an axis.
APART: Final = 10.0
#: An axis of values names so many of them at most.
TICKS: Final = 7
#: How often days, and months, may be named; after these, ten times as many.
EVERY_DAY: Final = (1, 2, 7, 14)
EVERY_MONTH: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
#: Stretches of so many days at most are named by day.
DAYS: Final = 62
#: So many names stand in a sentence.
NAMED: Final = 8
#: The lines of a little chart, with colour, width and dashes.
LINES: Final[tuple[tuple[str, str, float, tuple[float, ...]], ...]] = (
    ("lower", "limit", 0.8, (3.0, 1.8)),
    ("upper", "limit", 0.8, (3.0, 1.8)),
    ("centre", "centre", 0.9, ()),
)


@frozen
class Head:
    """The legend over a picture, and how high it is."""

    marks: tuple[Mark, ...]
    height: float


def head_of(entries: Sequence[Entry], room: float, wording: Wording) -> Head:
    """Return a legend in the upper left corner of a picture, in rows that fit."""
    if not entries:
        return Head((), EDGE)
    marks = tuple(legend_of(entries, EDGE, EDGE / 2, room, wording))
    texts = [wording.said(entry.text) for entry in entries]
    rows = max(row for row, _ in places_of(texts, room)) + 1
    return Head(marks, rows * ROW + EDGE)


def legend_of(
    entries: Sequence[Entry], left: float, top: float, room: float, wording: Wording
) -> Iterator[Mark]:
    """Yield the marks of a legend and what each means."""
    texts = [wording.said(entry.text) for entry in entries]
    for entry, text, (row, at) in zip(
        entries, texts, places_of(texts, room), strict=True
    ):
        y = top + (row + 0.5) * ROW
        yield Spot(x=left + at + MARK / 3, y=y, entry=evolve(entry, text=""))
        yield Words(x=left + at + MARK, y=y, text=text)


def noted(text: Sentence, width: float, wording: Wording) -> Scene:
    """Return a picture of nothing but a note, such as that there is nothing."""
    words = Words(x=EDGE, y=12.0, text=wording.said(text), colour="quiet")
    return Scene(width=width * POINTS, height=24.0, marks=[words])


@frozen
class Days:
    """An axis from a day to the end of another, in points."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where the morning of a day lies."""
        whole = (self.last - self.first).days + 1
        return self.left + (self.right - self.left) * (day - self.first).days / whole

    def ticks(self, wording: Wording) -> list[tuple[float, str]]:
        """Return where days or months are named, and how."""
        monthly = (self.last - self.first).days > DAYS
        frequency = Frequency.MONTH if monthly else Frequency.DAY
        start = period_of(self.first, frequency)
        stop = period_of(self.last, frequency)
        label = wording.part(stop if monthly else stop.first)
        most = (self.right - self.left) / (points_wide([label], SIZE) + APART)
        count = stop.index - start.index + 1
        steps = EVERY_MONTH if monthly else EVERY_DAY
        step = next((step for step in steps if count / step <= most), steps[-1])
        offset = (1 if step % 7 == 0 else 0) if not monthly else 0
        begin = -(start.index - offset) % step
        found = []
        for moved in range(begin, count, step):
            period = start.shift(moved)
            x = self.x(max(period.first, self.first))
            said = wording.part(period if monthly else period.first)
            found.append((x, said))
        return found


def day_axis(days: Days, top: float, foot: float, wording: Wording) -> Iterator[Mark]:
    """Yield the lines and labels of an axis of days, under `foot`."""
    yield Stroke(
        places=[(days.left, foot), (days.right, foot)], colour="phase", width=0.7
    )
    taken = days.left - 1
    for x, label in days.ticks(wording):
        yield Stroke(places=[(x, top), (x, foot + 3)], colour="phase", width=0.4)
        wide = points_wide([label], SIZE)
        at = min(max(x, days.left), days.right - wide)
        if at > taken:
            yield Words(x=at, y=foot + 10, text=label, colour="quiet")
            taken = at + wide + 2


@frozen
class Values:
    """An axis of values, from `left` to `right` points: downwards when it is so."""

    low: float
    high: float
    left: float
    right: float

    @classmethod
    def over(cls, values: Iterable[float], left: float, right: float) -> Values:
        """Return an axis that reaches a little further than all values that are."""
        seen = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
        low, high = min(seen), max(seen)
        if high - low <= 1e-9 * max(abs(low), abs(high)):
            half = abs(high) / 10 or 1.0
            low, high = low - half, high + half
        pad = 0.05 * (high - low)
        return cls(low - pad, high + pad, left, right)

    def at(self, value: float) -> float:
        """Return where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return self.left + (self.right - self.left) * share

    def ticks(self, most: int = TICKS) -> list[float]:
        """Return at most so many round values."""
        rough = (self.high - self.low) / most
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(k * power for k in (1, 2, 5, 10) if k * power >= rough)
        first = math.ceil(self.low / step)
        last = math.floor(self.high / step)
        return [round(k * step, 12) for k in range(first, last + 1)]


def value_axis(
    values: Values, top: float, foot: float, wording: Wording
) -> Iterator[Mark]:
    """Yield the lines and labels of an axis of values that lies, under `foot`."""
    yield Stroke(
        places=[(values.left, foot), (values.right, foot)], colour="phase", width=0.7
    )
    for tick, label in _labelled(values, wording).items():
        x = values.at(tick)
        yield Stroke(places=[(x, top), (x, foot + 3)], colour="phase", width=0.4)
        yield Words(x=x, y=foot + 10, text=label, colour="quiet", anchor="middle")


def _labelled(values: Values, wording: Wording) -> dict[float, str]:
    """Return round values with their labels, as many as have room."""
    labels: dict[float, str] = {}
    for most in range(TICKS, 0, -1):
        labels = {tick: tick_said(tick, wording) for tick in values.ticks(most)}
        wide = points_wide(labels.values(), SIZE) + APART / 2
        places = [values.at(tick) for tick in labels]
        if all(after - before >= wide for before, after in pairwise(places)):
            break
    return labels


def little_chart(
    picture: ChartPicture, across: Sequence[float], values: Values, size: float = 1.0
) -> Iterator[Mark]:
    """Yield the lines and points of a chart, each point at its place across.

    Parameters
    ----------
    picture : ChartPicture
    across : sequence of float
        Where each point lies, in points.
    values : Values
    size : float
        Of the marks, of those on a chart that has the sheet for itself.
    """
    chart = picture.chart
    phase = np.cumsum(chart.breaks, dtype=np.float64)
    x = np.asarray(across, dtype=np.float64)
    nowhere = np.zeros(len(x), dtype=bool)
    for name, colour, width, dashes in LINES:
        for places in _runs(x, getattr(chart, name), phase, nowhere, values):
            yield Stroke(places=places, colour=colour, width=width, dashes=dashes)
    target = target_of(picture)
    if target is not None:
        for places in _runs(x, target, np.zeros(len(x)), nowhere, values):
            yield Stroke(places=places, colour="target", width=1.1, dashes=(1.0, 1.5))
    for places in _runs(x, chart.values, phase, chart.excluded, values):
        yield Stroke(places=places, width=0.9)
    marks = marks_of(picture)
    for name, entry in ENTRIES.items():
        least = evolve(entry, size=entry.size * size, text="")
        for place in np.flatnonzero(marks == name).tolist():
            at = values.at(float(chart.values[place]))
            yield Spot(x=float(x[place]), y=at, entry=least)


def _runs(
    x: Floats, line: Floats, phase: Floats, skipped: Flags, values: Values
) -> Iterator[list[tuple[float, float]]]:
    """Yield a line where it is: it bridges what is skipped, no gap and no new phase."""
    run: list[tuple[float, float]] = []
    for place in np.flatnonzero(~skipped).tolist():
        gap = not math.isfinite(line[place])
        if gap or (place and phase[place] != phase[place - 1]):
            if len(run) > 1:
                yield run
            run = []
        if not gap:
            run.append((float(x[place]), values.at(float(line[place]))))
    if len(run) > 1:
        yield run


def upto(day: date) -> date:
    """Return the day after: the morning on which a day has ended."""
    return day + timedelta(days=1)
