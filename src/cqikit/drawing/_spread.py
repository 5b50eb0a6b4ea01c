"""The ladder of spread: how many have a change, by when, and how far it is to go."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit.collaboratives import Gate
from cqikit.core import (
    FrozenOf,
    Sentence,
    TupleOf,
    arguments,
    as_optional_day,
    each,
    instance_of,
    is_day,
    optional,
    say,
)
from cqikit.drawing._figure import COLOURS, POINTS
from cqikit.drawing._layout import EDGE, SIZE, Days, day_axis, head_of, noted, upto
from cqikit.drawing._legend import Entry
from cqikit.drawing._scene import Scene, Spot, Stroke, Words
from cqikit.drawing._text import fitted, points_wide
from cqikit.drawing._vega_frame import amount, layer, spanned, time, tooltip
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Wording
    from cqikit.drawing._scene import Mark

__all__ = ["SpreadPicture"]

#: In points: height of a rung, and of what is under the ladder.
RUNG: Final = 40.0
FOOT: Final = 22.0
#: Where more joined, the stair has no marks.
MANY: Final = 60
STEP: Final = Entry("o", 4.2, "line", say("taking part, all in all"))
JOINED_TIPS: Final = {"day": say("day"), "joined": STEP.text}
RUNG_TIPS: Final = {"rung": say("rung"), "gate": say("meaning")}
GATES: Final = {
    True: Entry("P", 6.6, "improvement", say("the next rung is open")),
    None: Entry("D", 5.0, "signal", say("nobody can say yet whether it opens")),
    False: Entry(
        "s", 5.2, "concern", say("the next rung is not open yet"), hollow=True
    ),
}


def _whole(_: Any, attribute: Any, value: Any) -> None:
    if list(value) != sorted(set(value)) or any(step < 1 for step in value):
        must = say("must be numbers from 1 that rise, such as 1, 5, 25")
        raise FieldError(attribute.name, must, tuple(value))


@frozen(kw_only=True)
class SpreadPicture:
    """Rungs of a ladder (1, 5, 25 ... sites), and how many have joined by when.

    From one rung to the next it is the same way, as the next is some times as many.

    Parameters
    ----------
    joined : mapping of str to date
        On which day each site or team began to take part, or adopted the change.
    rungs : tuple of int
        As `collaboratives.rungs` returns them.
    gates : tuple of collaboratives.Gate
        From which rung to which it is open, as a closing guide proposes.
    as_of : date, optional
        Until when it is drawn; to the last who joined when not given.

    Examples
    --------
    >>> from datetime import date
    >>> joined = {"elm": date(2026, 1, 5), "oak": date(2026, 3, 2)}
    >>> picture = SpreadPicture(joined=joined, rungs=(1, 5, 25))
    >>> print(picture.said)
    2 take part since 2026-03-02; rungs at 1, 5, 25
    """

    joined: Mapping[str, date] = field(
        converter=FrozenOf[Mapping[str, date]], validator=instance_of(Mapping)
    )
    rungs: tuple[int, ...] = field(
        converter=TupleOf[int], validator=[each(instance_of(int)), _whole]
    )
    gates: tuple[Gate, ...] = field(
        default=(), converter=TupleOf[Gate], validator=each(instance_of(Gate))
    )
    as_of: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )

    @property
    def title(self) -> Sentence:
        """Return what the picture is called."""
        return say("How far the work is spread")

    @property
    def said(self) -> Sentence:
        """Return how many take part, since when, and where the rungs are."""
        days = self._days()
        if not days:
            return say("nobody has joined; rungs at {rungs}", rungs=self.rungs)
        return say(
            "{joined} take part since {day}; rungs at {rungs}",
            joined=len(days),
            day=days[-1],
            rungs=self.rungs,
        )

    def _days(self) -> list[date]:
        """Return on which day each joined of those who have, in order of time."""
        days = sorted(self.joined.values())
        return [day for day in days if self.as_of is None or day <= self.as_of]

    @arguments()
    def scene(self, width: float, wording: Wording) -> Scene:
        """Return what is drawn where, for so many inches."""
        joined = self._days()
        if not joined:
            return noted(say("nobody has joined"), width, wording)
        wide = width * POINTS
        gates = {gate.to: gate.opens for gate in self.gates}
        there = [GATES[opens] for opens in GATES if opens in gates.values()]
        head = head_of([STEP, *there], wide - 2 * EDGE, wording)
        most = max([*self.rungs, len(joined)])
        heights = _Heights(self.rungs, most, head.height + EDGE)
        labels = {rung: say("{n:# site|# sites}", n=rung) for rung in self.rungs}
        said = {rung: text.said(wording) for rung, text in labels.items()}
        room = points_wide(said.values(), SIZE)
        last = max(joined[-1], self.as_of or joined[-1])
        right = wide - EDGE - 14
        days = Days(joined[0], last, EDGE + room + EDGE, right)
        foot = heights.foot
        marks: list[Mark] = [*head.marks, *day_axis(days, foot, foot, wording)]
        for rung, text in said.items():
            y = heights.at(rung)
            ends = [(days.left, y), (right, y)]
            marks.append(Stroke(places=ends, colour="phase", width=0.7, dashes=(3, 2)))
            marks.append(Words(x=EDGE, y=y, text=fitted(text, room, SIZE)))
            if rung in gates:
                marks.append(Spot(x=right + 8, y=y, entry=GATES[gates[rung]]))
        marks += _stair(joined, days, heights, upto(last), wording)
        return Scene(width=wide, height=foot + FOOT, marks=marks)

    @arguments()
    def vega(self, wording: Wording) -> dict[str, Any]:
        """Return data, marks and scales of a Vega-Lite specification."""
        words = {opens: wording.said(entry.text) for opens, entry in GATES.items()}
        gates = {gate.to: words[gate.opens] for gate in self.gates}
        steps = [
            {"on": day.isoformat(), "day": wording.day(day), "joined": count}
            for count, day in enumerate(self._days(), start=1)
        ]
        rungs = [{"rung": rung, "gate": gates.get(rung, "")} for rung in self.rungs]
        dashed = {"color": COLOURS["phase"], "strokeDash": [4, 3]}
        stair = {
            "interpolate": "step-after",
            "point": True,
            "color": COLOURS["line"],
        }
        rung, joined = (amount(field, type="log") for field in ("rung", "joined"))
        told, when = (tooltip(tips, wording) for tips in (RUNG_TIPS, JOINED_TIPS))
        days = spanned(self._days())
        counts = {"x": time("on", days, wording), "y": joined, "tooltip": when}
        return {
            "datasets": {"joined": steps, "rungs": rungs},
            "width": 500,
            "layer": [
                layer("rule", "rungs", style=dashed, y=rung, tooltip=told),
                layer("line", "joined", style=stair, **counts),
            ],
        }


@frozen
class _Heights:
    """How high a number stands: from rung to rung it is as far, in equal ratios."""

    rungs: tuple[int, ...]
    most: int
    top: float

    @property
    def foot(self) -> float:
        return self.top + RUNG * (self._steps(self.most) + 0.25)

    def at(self, count: int) -> float:
        return self.foot - RUNG * (self._steps(count) + 0.25)

    def _steps(self, count: int) -> float:
        """Return how many rungs up from the lowest, which is 1 where it is not one."""
        steps = sorted({1, *self.rungs})
        for place, (low, high) in enumerate(pairwise(steps)):
            if count <= high:
                return place + math.log(count / low) / math.log(high / low)
        return len(steps) - 1 + math.log(count / steps[-1]) / math.log(5)


def _stair(
    joined: list[date], days: Days, heights: _Heights, last: date, wording: Wording
) -> Iterator[Mark]:
    """Yield the stair of all who have joined, and a mark where it rises."""
    counts = {day: count for count, day in enumerate(joined, start=1)}
    corners: list[tuple[float, float]] = []
    ends = [*counts.items(), (last, len(joined))]
    for (day, count), (until, _) in pairwise(ends):
        y = heights.at(count)
        corners += [(days.x(day), y), (days.x(until), y)]
    yield Stroke(places=corners, width=1.4)
    for day, count in counts.items() if len(counts) <= MANY else ():
        yield Spot(x=days.x(day), y=heights.at(count), entry=STEP)
    y = heights.at(len(joined)) - 7
    said = wording.part(len(joined))
    yield Words(x=days.x(last), y=y, text=said, anchor="end", bold=True)
