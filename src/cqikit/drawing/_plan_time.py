"""The timeline of a plan: its steps by their deadlines, and its reviews."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit import actions, plans
from cqikit.actions import ActionStep, Status
from cqikit.core import (
    Sentence,
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
from cqikit.drawing._text import fitted, points_wide
from cqikit.plans import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Wording
    from cqikit.drawing._scene import Mark

__all__ = ["PlanPicture"]

#: Heights in points: of a row, of a lane of reviews, of what is under the rows.
HIGH: Final = 15.0
LANE: Final = 12.0
FOOT: Final = 20.0
#: Days that a step is drawn wide whose beginning nobody wrote down.
SHORT: Final = 14
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
    plan : plans.Plan
    as_of : date, optional
        The day from which it is looked at: what is open after its deadline is late.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.actions import ActionStep
    >>> rugs = ActionStep(key="rugs", what="order two rugs", when="2026-10")
    >>> talk = ActionStep(key="talk", what="talk to families")
    >>> plan = plans.Plan(key="cqip", title="Our plan", steps=[rugs, talk])
    >>> print(PlanPicture(plan, as_of=date(2026, 12, 1)).said)
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
        room = min(points_wide(names, SIZE), wide * 0.45)
        axis = Days(min(days), max(days), EDGE + room + 2 * EDGE, wide - 2 * EDGE)
        labels = [_label(day, text, wording) for day, text in turns]
        places = [
            _beside(axis, day, label)
            for (day, _), label in zip(turns, labels, strict=True)
        ]
        lanes = lanes_of(places, 6.0)
        top = head.height + (max(lanes, default=-1) + 1) * LANE + 2
        foot = top + HIGH * len(bars)
        marks: list[Mark] = [*head.marks, *day_axis(axis, top, foot, wording)]
        for (day, text), label, (left, _), lane in zip(
            turns, labels, places, lanes, strict=True
        ):
            y, x = head.height + (lane + 0.5) * LANE, axis.x(day)
            ends = [(x, y + 5), (x, foot)]
            dashes = DASHES.get(text, ())
            marks.append(Stroke(places=ends, colour="target", width=1.1, dashes=dashes))
            marks.append(Words(x=left, y=y, text=label, colour="target"))
        for row, (bar, name) in enumerate(zip(bars, names, strict=True)):
            y = top + (row + 0.5) * HIGH
            marks.append(Words(x=EDGE, y=y, text=fitted(name, room, SIZE), tip=name))
            marks += _drawn(axis, bar, y, wording)
        return Scene(width=wide, height=foot + FOOT, marks=marks)

    def vega(self, wording: Wording) -> dict[str, Any]:
        """Return data, marks and scales of a Vega-Lite specification."""
        rows = [
            {
                "step": _name(bar.step, wording),
                "start": bar.start.isoformat(),
                "stop": bar.stop.isoformat(),
                "state": wording.said(bar.entry.text),
            }
            for bar in self._bars()
            if bar.stop
        ]
        turns = [
            {"on": day.isoformat(), "what": wording.said(text)}
            for day, text in self._turns()
        ]
        time = {"type": "temporal", "scale": {"type": "utc"}, "title": None}
        step = {"field": "step", "type": "nominal", "sort": None, "title": None}
        state = {"field": "state", "type": "nominal", "title": None}
        tips = [{"field": name} for name in ("step", "start", "stop", "state")]
        return {
            "datasets": {"steps": rows, "turns": turns},
            "width": 500,
            "height": {"step": 16},
            "layer": [
                {
                    "data": {"name": "turns"},
                    "mark": {"type": "rule", "color": COLOURS["target"]},
                    "encoding": {
                        "x": {"field": "on", **time},
                        "tooltip": [{"field": name} for name in ("on", "what")],
                    },
                },
                {
                    "data": {"name": "steps"},
                    "mark": {"type": "bar", "height": 6, "color": COLOURS["phase"]},
                    "encoding": {
                        "y": step,
                        "x": {"field": "start", **time},
                        "x2": {"field": "stop"},
                        "tooltip": tips,
                    },
                },
                {
                    "data": {"name": "steps"},
                    "mark": {"type": "point", "filled": True, "size": 60},
                    "encoding": {
                        "y": step,
                        "x": {"field": "stop", **time},
                        "color": state,
                        "shape": state,
                        "tooltip": tips,
                    },
                },
            ],
        }


def _name(step: ActionStep, wording: Wording) -> str:
    who = actions.owner(step) or NOBODY
    return say("{what} ({who})", what=step.what, who=who).said(wording)


def _label(day: date, text: Sentence, wording: Wording) -> str:
    return say("{what} {day}", what=text, day=day).said(wording)


def _beside(axis: Days, day: date, label: str) -> tuple[float, float]:
    """Return from where to where the label of a day stands, within the picture."""
    wide = points_wide([label], SIZE)
    left = min(axis.x(day) - 2, axis.right - wide)
    return left, left + wide


def _drawn(axis: Days, bar: _Bar, y: float, wording: Wording) -> Iterator[Mark]:
    if bar.stop is None:
        said = wording.said(UNDATED)
        yield Words(x=axis.left, y=y, text=said, colour="quiet", italic=True)
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
