"""The time axis: where a day lies on it, and which periods are written under it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from cqikit.core import ENGLISH, Frequency, Period, Wording
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._text import points_wide

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from matplotlib.axes import Axes

__all__ = ["label_time", "place_of", "short", "stretch_of"]

#: How many periods may lie between two labels; after these, ten times as many.
STEPS: Final[dict[Frequency | None, tuple[int, ...]]] = {
    None: (1, 2, 5, 10, 20, 50, 100),
    Frequency.DAY: (1, 2, 7, 14, 28, 56, 112, 364),
    Frequency.WEEK: (1, 2, 4, 8, 13, 26, 52, 104, 260),
    Frequency.MONTH: (1, 2, 3, 6, 12, 24, 60, 120),
    Frequency.QUARTER: (1, 2, 4, 8, 20, 40),
    Frequency.HALF_YEAR: (1, 2, 4, 10, 20),
    Frequency.POINT: (1, 2, 5, 10, 20, 50, 100),
    Frequency.YEAR: (1, 2, 5, 10, 20, 50, 100),
}
SIZE: Final = 8
Anchor: TypeAlias = Literal["center", "left", "right"]
#: Points between two labels.
APART: Final = 10


def place_of(day: date, like: Period) -> float:
    """Return where the morning of a day lies; a period's middle is its index.

    The axis counts periods of the same kind as `like`.
    """
    period = like.at(day)
    length = (period.last - period.first).days + 1
    return period.index - 0.5 + (day - period.first).days / length


def stretch_of(start: Period, stop: Period, like: Period) -> tuple[float, float]:
    """Return where a stretch of time begins and ends on the axis."""
    first, last = place_of(start.first, like), place_of(stop.last, like)
    if like.frequency is Frequency.DAY:
        return first, last + 1
    whole = like.at(stop.last)
    if whole.last == stop.last:
        return first, whole.index + 0.5
    return first, place_of(stop.last + timedelta(days=1), like)


def label_time(
    axes: Axes,
    ends: tuple[int, int],
    wide: float,
    on: Period | None,
    *,
    there: Collection[int] = (),
    every: int = 1,
    names: Sequence[Period] = (),
    wording: Wording = ENGLISH,
) -> None:
    """Write some of the periods under axes, evenly spaced.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    ends : (int, int)
        The first and the last place.
    wide : float
        How much room there is, in points.
    on : Period, optional
        Any one of the periods; without it, places are counted.
    there : collection of int
        The places of the periods that exist, where not all do: no other is named.
    every : int
        Only every k-th period exists; by default each, 1.
    names : sequence of Period
        What counted places are called, the first of them 1; by default, their numbers.
    wording : Wording
        Says days and periods.
    """
    label: Callable[[int], str] = str
    if on is not None:
        label = _label_of(on, wording)
    elif names:
        label = _name_of(names, wording)
    frequency = on.frequency if on else None
    step = _step(ends, wide, label, frequency, every)
    places = _spaced(ends, step, _offset(ends[0], step, every, frequency), there)
    anchors = _anchored(axes, {place: label(place) for place in places}, wide)
    axes.set_xticks(list(anchors), [label(place) for place in anchors], fontsize=SIZE)
    axes.tick_params(axis="x", length=3, color=COLOURS["phase"])
    for tick, anchor in zip(axes.get_xticklabels(), anchors.values(), strict=True):
        tick.set_horizontalalignment(anchor)


def _anchored(axes: Axes, labels: Mapping[int, str], wide: float) -> dict[int, Anchor]:
    """Return on which side of its place each label stands, of those that fit.

    A label that would reach over the edge of the sheet stands beside its place, where
    the next one leaves it room.
    """
    box, (first, last) = axes.get_position(), axes.get_xlim()
    unit = wide / box.width
    least, most = -box.x0 * unit, wide + (1 - box.x1) * unit
    anchors: dict[int, Anchor] = {}
    taken = least
    for place, text in labels.items():
        at = (place - first) / (last - first) * wide
        half = points_wide([text], SIZE) / 2
        choices: dict[Anchor, float] = {
            "center": at - half,
            "left": at,
            "right": at - 2 * half,
        }
        for anchor, start in choices.items():
            if taken <= start and start + 2 * half <= most:
                anchors[place] = anchor
                taken = start + 2 * half + APART / 2
                break
    return anchors


def _offset(first: int, step: int, every: int, frequency: Frequency | None) -> int:
    """Return a place from which steps divide the calendar: 1930, 1940; Mondays."""
    if every > 1:
        return first
    # Day 1 of the calendar is a Monday.
    return 1 if frequency is Frequency.DAY and step % 7 == 0 else 0


def _spaced(
    ends: tuple[int, int], step: int, offset: int, there: Collection[int]
) -> list[int]:
    """Return places a step apart, each the first from there on that exists."""
    found: list[int] = []
    first = ends[0] + (offset - ends[0]) % step
    for start in range(first, ends[1] + 1, step):
        stop = min(start + step, ends[1] + 1)
        place = next(
            (at for at in range(start, stop) if not there or at in there), None
        )
        if place is not None and (not found or place - found[-1] >= step):
            found.append(place)
    return found or [ends[0]]


def _label_of(on: Period, wording: Wording) -> Callable[[int], str]:
    def label(place: int) -> str:
        return short(on.shift(place - on.index), wording)

    return label


def _name_of(names: Sequence[Period], wording: Wording) -> Callable[[int], str]:
    def label(place: int) -> str:
        return short(names[place - 1], wording)

    return label


def short(period: Period, wording: Wording) -> str:
    """Return the name of a period, in English in at most ten characters."""
    said = wording.day(period)
    if said != str(period):
        return said
    if "/" in said and period.frequency is Frequency.YEAR:
        return f"{period.first.year}/{period.last.year % 100:02}"
    return said.partition("/")[0]


def _step(
    ends: tuple[int, int],
    wide: float,
    label: Callable[[int], str],
    frequency: Frequency | None,
    every: int,
) -> int:
    first, last = ends
    each = points_wide([label(first), label(last)], SIZE) + APART
    most = max(1.0, wide / each)
    steps = STEPS[frequency]
    while ((last - first) // every + 1) / steps[0] > most:
        steps = (*steps[1:], steps[0] * 10)
    return steps[0] * every
