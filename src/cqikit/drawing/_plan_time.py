"""The timeline of a plan: its steps by their deadlines, and its reviews."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit import actions, plans
from cqikit.actions import ActionStep, Status
from cqikit.core import (
    Sentence,
    arguments,
    as_optional_day,
    instance_of,
    is_day,
    optional,
    say,
)
from cqikit.drawing._figure import COLOURS, POINTS
from cqikit.drawing._lanes import lanes_of
from cqikit.drawing._layout import EDGE, SIZE, Days, day_axis, head_of, noted, upto
from cqikit.drawing._legend import Entry
from cqikit.drawing._scene import Box, Scene, Spot, Stroke, Words
from cqikit.drawing._text import points_wide, wrapped
from cqikit.drawing._vega_frame import layer, marked, named, spanned, time, tooltip
from cqikit.plans import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Wording
    from cqikit.drawing._scene import Mark

__all__ = ["PlanPicture"]

#: Heights in points: of a row, of a lane of reviews, of what is under the rows.
HIGH: Final = 15.0
LINE: Final = 10.5
MOST_LINES: Final = 3
LANE: Final = 12.0
FOOT: Final = 20.0
BAR: Final = 6.0
STATES: Final = {
    Status.PLANNED: Entry("s", 7, "line", say("planned"), hollow=True),
    Status.UNDER_WAY: Entry(">", 7, "line", say("under way")),
    Status.ON_HOLD: Entry("D", 5, "signal", say("on hold"), hollow=True),
    Status.DONE: Entry("P", 7, "improvement", say("done")),
    Status.DROPPED: Entry("x", 6, "excluded", say("dropped")),
    Status.REPLACED: Entry("x", 6, "excluded", say("replaced")),
}
LATE: Final = Entry("X", 6.5, "concern", say("late"))
UNDATED: Final = say("no date yet")
NOBODY: Final = say("nobody yet")
TIPS: Final = {
    "step": say("step"),
    "from": say("from"),
    "to": say("to"),
    "state": say("stage"),
}
TURN_TIPS: Final = {"day": say("day"), "what": say("what")}
#: What happens to a plan as a whole, and how it is drawn.
BEGUN: Final = say("begun")
REVIEW: Final = say("review")
REVISED: Final = say("revised")
DUE: Final = say("review due")
TODAY: Final = say("as of")
DASHES: Final = {DUE: (3.0, 2.0), TODAY: (1.0, 1.5)}


@frozen
class _Bar:
    """A step on the axis: from when to when, and how it stands."""

    step: ActionStep
    start: date
    stop: date | None
    entry: Entry


@frozen
class PlanPicture:
    """The steps of a plan in time, the first due first, with the days of its reviews.

    A bar reaches from the day on which a step began, or was written down, to its
    deadline, or to the day on which it was done or dropped. Steps without a date come
    last.

    Parameters
    ----------
    plan : Plan
        The plan.
    as_of : date, optional
        The day from which it is looked at: what is open after its deadline is late.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.actions import ActionStep
    >>> rugs = ActionStep(key="rugs", what="order two rugs", when="2026-10")
    >>> talk = ActionStep(key="talk", what="talk to families")
    >>> plan = plans.Plan(key="cqip", title="Our plan", steps=[rugs, talk])
    >>> picture = PlanPicture(plan, as_of=date(2026, 12, 1))
    >>> print(picture.said)
    2 steps: 0 done, 1 late, 1 without a date; no review is due
    """

    plan: Plan = field(validator=instance_of(Plan))
    as_of: date | None = field(
        default=None,
        converter=as_optional_day,
        validator=optional(is_day),
        kw_only=True,
    )

    @property
    def title(self) -> str:
        """Return what the plan is called."""
        return self.plan.title

    @property
    def said(self) -> Sentence:
        """Return how many steps there are, and when the plan is reviewed again."""
        steps = self.plan.steps
        told = say(
            "{steps:# step|# steps}: {done} done, {late} late,"
            " {undated} without a date",
            steps=len(steps),
            done=sum(actions.state(step) is Status.DONE for step in steps),
            late=sum(self._late(step) for step in steps),
            undated=sum(actions.deadline(step) is None for step in steps),
        )
        due = plans.review_due(self.plan)
        if due is None:
            return say("{told}; no review is due", told=told)
        return say("{told}; the next review is due by {day}", told=told, day=due)

    def _late(self, step: ActionStep) -> bool:
        return self.as_of is not None and actions.overdue(step, as_of=self.as_of)

    def _bars(self) -> list[_Bar]:
        """Return a bar for each step, the first due first, undated ones last."""
        bars = []
        for step in self.plan.steps:
            deadline, status = actions.deadline(step), actions.state(step)
            stop = deadline.last if deadline else None
            if status.is_end:
                stop = step.log[-1].on
            begun = actions.latest(step, actions.Start)
            known = begun.on if begun else step.written_on or self.plan.on
            entry = LATE if self._late(step) else STATES[status]
            start = known or stop or date.max
            if stop is not None and (known is None or start > stop):
                start = stop
            bars.append(_Bar(step, start, stop, entry))
        return sorted(bars, key=lambda bar: (bar.stop or date.max, bar.start))

    def _turns(self) -> list[tuple[date, Sentence]]:
        """Return the days on which something happened to the plan, or is due."""
        words = {
            plans.Begin: BEGUN,
            plans.StartReview: REVIEW,
            plans.Revise: REVISED,
        }
        told = [
            (event.on, words[type(event)])
            for event in self.plan.log
            if type(event) in words
        ]
        due = plans.review_due(self.plan)
        if due is not None:
            told.append((due, DUE))
        if self.as_of is not None:
            told.append((self.as_of, TODAY))
        return sorted(told, key=lambda turn: turn[0])

    @arguments()
    def scene(self, width: float, wording: Wording) -> Scene:
        """Return what is drawn where, for so many inches."""
        bars, turns = self._bars(), self._turns()
        days = [day for day, _ in turns]
        days += [day for bar in bars if bar.stop for day in (bar.start, bar.stop)]
        if not days:
            return noted(say("no step has a date"), width, wording)
        wide = width * POINTS
        there = {bar.entry for bar in bars if bar.stop}
        entries = [entry for entry in (*STATES.values(), LATE) if entry in there]
        head = head_of(entries, wide - 2 * EDGE, wording)
        names = [_name(bar.step, wording) for bar in bars]
        room = min(points_wide(names, SIZE), wide * 0.42)
        axis = Days(min(days), max(days), EDGE + room + 2 * EDGE, wide - 2 * EDGE)
        flags = _flags(axis, turns, wording)
        top = head.height + LANE * max((flag.lane + 1 for flag in flags), default=0) + 2
        rows: list[Mark] = []
        foot = top
        for bar, name in zip(bars, names, strict=True):
            lines = wrapped(name, room / points_wide("n", SIZE) + 0.5, MOST_LINES)
            high = max(HIGH, LINE * len(lines) + 5)
            for place, line in enumerate(lines):
                y = foot + high / 2 + (place - (len(lines) - 1) / 2) * LINE
                rows.append(Words(x=EDGE, y=y, text=line))
            rows += _drawn(axis, bar, foot + high / 2, wording)
            foot += high
        marks: list[Mark] = [*head.marks, *day_axis(axis, top, foot, wording)]
        for flag in flags:
            marks += flag.marks(head.height, foot)
        return Scene(width=wide, height=foot + FOOT, marks=[*marks, *rows])

    @arguments()
    def vega(self, wording: Wording) -> dict[str, Any]:
        """Return data, marks and scales of a Vega-Lite specification."""
        bars = [bar for bar in self._bars() if bar.stop]
        rows = [_record(bar, wording) for bar in bars]
        turns = [
            {
                "on": day.isoformat(),
                "day": wording.day(day),
                "what": wording.said(text),
            }
            for day, text in self._turns()
        ]
        step, tips = named("step"), tooltip(TIPS, wording)
        marks = marked("state", rows, [*STATES.values(), LATE], wording)
        ends = [day for bar in bars for day in (bar.start, bar.stop) if day]
        days = spanned([*ends, *(day for day, _ in self._turns())])
        lasted = {"x": time("start", days, wording), "x2": {"field": "stop"}}
        bar = {"height": 6, "color": COLOURS["phase"]}
        spot = {"filled": True, "size": 60, "opacity": 1}
        rule = {"color": COLOURS["target"]}
        told = tooltip(TURN_TIPS, wording)
        stop, on = (time(name, days, wording) for name in ("stop", "on"))
        return {
            "datasets": {"steps": rows, "turns": turns},
            "width": 500,
            "height": {"step": 16},
            "layer": [
                layer("rule", "turns", style=rule, x=on, tooltip=told),
                layer("bar", "steps", style=bar, y=step, tooltip=tips, **lasted),
                layer(
                    "point", "steps", style=spot, y=step, x=stop, tooltip=tips, **marks
                ),
            ],
        }


def _record(bar: _Bar, wording: Wording) -> dict[str, str]:
    assert bar.stop is not None  # noqa: S101  (steps without a date are not drawn)
    return {
        "step": _name(bar.step, wording),
        "start": bar.start.isoformat(),
        "stop": bar.stop.isoformat(),
        "from": wording.day(bar.start),
        "to": wording.day(bar.stop),
        "state": wording.said(bar.entry.text),
    }


def _name(step: ActionStep, wording: Wording) -> str:
    who = actions.owner(step) or NOBODY
    due = step.when
    if isinstance(due, actions.Deadline) and due.every is not None:
        # Its bar is one, from the first time to the last.
        told = say("{what} ({who}, {often})", what=step.what, who=who, often=due.often)
    else:
        told = say("{what} ({who})", what=step.what, who=who)
    return told.said(wording)


@frozen
class _Flag:
    """A day of the plan as a whole: its line, and its label on a lane of its own."""

    x: float
    left: float
    label: str
    lane: int
    dashes: tuple[float, ...]

    def marks(self, top: float, foot: float) -> Iterator[Mark]:
        y = top + (self.lane + 0.5) * LANE
        ends = [(self.x, y + 5), (self.x, foot)]
        yield Stroke(places=ends, colour="target", width=1.1, dashes=self.dashes)
        yield Words(x=self.left, y=y, text=self.label, colour="target")


def _flags(
    axis: Days, turns: list[tuple[date, Sentence]], wording: Wording
) -> list[_Flag]:
    """Return the days of the plan as a whole, with labels that stand clear."""
    labels = [
        say("{what} {day}", what=text, day=day).said(wording) for day, text in turns
    ]
    wide = [points_wide([label], SIZE) for label in labels]
    lefts = [
        min(axis.x(day) - 2, axis.right - room)
        for (day, _), room in zip(turns, wide, strict=True)
    ]
    ends = [(left, left + room) for left, room in zip(lefts, wide, strict=True)]
    return [
        _Flag(axis.x(day), left, label, lane, DASHES.get(text, ()))
        for (day, text), left, label, lane in zip(
            turns, lefts, labels, lanes_of(ends, 6.0), strict=True
        )
    ]


def _drawn(axis: Days, bar: _Bar, y: float, wording: Wording) -> Iterator[Mark]:
    if bar.stop is None:
        said = wording.said(UNDATED)
        yield Words(x=axis.left, y=y, text=said, colour="quiet")
        return
    left, right = axis.x(bar.start), axis.x(upto(bar.stop))
    yield Box(left=left, top=y - BAR / 2, width=right - left, height=BAR, fill="phase")
    tip = say(
        "{what}: {state}, {day}",
        what=bar.step.what,
        state=bar.entry.text,
        day=bar.stop,
    )
    yield Spot(x=right, y=y, entry=bar.entry, tip=tip.said(wording))
