"""Ramps of PDSA cycles as steps under the chart that they lean on, in its own time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from cqikit import pdsa
from cqikit.core import (
    FrozenDict,
    FrozenOf,
    Sentence,
    TupleOf,
    arguments,
    each,
    instance_of,
    say,
)
from cqikit.drawing._figure import COLOURS, POINTS
from cqikit.drawing._layout import (
    EDGE,
    SIZE,
    Days,
    Values,
    day_axis,
    head_of,
    little_chart,
    upto,
)
from cqikit.drawing._legend import Entry
from cqikit.drawing._picture import A_CHART, DRAWABLE, ChartPicture, marks_of
from cqikit.drawing._scene import Box, Scene, Spot, Stroke, Words
from cqikit.drawing._sheet import ENTRIES
from cqikit.drawing._text import fitted, line_of, points_wide
from cqikit.drawing._values import tick_said
from cqikit.drawing._vega import vega_lite
from cqikit.drawing._vega_frame import layer, marked, named, spanned, time, tooltip
from cqikit.errors import FieldError
from cqikit.pdsa import Cycle, Phase, StartTest, latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from cqikit.core import Wording
    from cqikit.drawing._picture import Drawable
    from cqikit.drawing._scene import Mark

__all__ = ["RampPicture"]

#: Heights in points: of the chart, of a step, of the head of a ramp, of the axis.
CHART: Final = 150.0
STEP: Final = 15.0
FOOT: Final = 20.0
#: A test of one day is drawn so many points wide at least.
THIN: Final = 4.0
ENDS: Final = {
    Phase.ADOPTED: Entry("P", 7, "improvement", say("idea adopted")),
    Phase.ADAPTED: Entry("D", 5, "signal", say("idea adapted")),
    Phase.ABANDONED: Entry("X", 6.5, "concern", say("idea abandoned")),
    Phase.STOPPED: Entry("x", 6, "text", say("cycle stopped")),
}
OPEN: Final = Entry(">", 6, "line", say("cycle goes on"), hollow=True)
LOOSE: Final = say("no change idea named")
#: What of the chart's specification its view is made of.
PARTS: Final = ("width", "height", "data", "layer")
TIPS: Final = {
    "ramp": say("idea"),
    "cycle": say("cycle"),
    "from": say("from"),
    "to": say("to"),
    "scale": say("scale"),
    "state": say("stage"),
}


@frozen
class _Step:
    """A cycle on its ramp: its test from day to day, and how it stands."""

    cycle: Cycle
    start: date
    stop: date

    @property
    def entry(self) -> Entry:
        return ENDS.get(pdsa.state(self.cycle), OPEN)


def _as_picture(drawn: Drawable) -> ChartPicture:
    return ChartPicture.of(drawn) if isinstance(drawn, DRAWABLE) else drawn


@frozen
class RampPicture:
    """A chart, and under it the cycles that lean on it, as steps that rise in time.

    Each change idea has a ramp of its own (each team, where cycles are of teams); from
    one cycle to the next it rises a step. What a step tests with stands beside it, so
    that a growing scale can be seen: 1, 5, 25 families.

    Parameters
    ----------
    chart : ChartPicture, Judgement, Reading or Chart
        With days or periods: its axis is the axis of the cycles.
    cycles : iterable of pdsa.Cycle
        In any order; those that have begun are drawn.
    names : mapping of str to str
        What people read for the keys of change ideas and teams.

    Raises
    ------
    FieldError
        When the chart has no days or periods.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit import spc
    >>> months = [f"2026-{month:02}" for month in range(1, 7)]
    >>> missed = spc.chart([6, 8, 7, 6, 5, 4], "run", on=months, title="Missed visits")
    >>> plan = pdsa.Plan(on=date(2026, 3, 2), scale=1, unit="family")
    >>> cycle = pdsa.begin(key="c1", title="Remind", idea="remind", plan=plan)
    >>> picture = RampPicture(missed, [cycle])
    >>> print(picture.said)
    1 cycle in 1 ramp, 0 ended, under the chart of Missed visits
    """

    chart: ChartPicture = field(converter=_as_picture, validator=A_CHART)
    cycles: tuple[Cycle, ...] = field(
        converter=TupleOf[Cycle], validator=each(instance_of(Cycle))
    )
    names: Mapping[str, str] = field(
        default=FrozenDict(),
        converter=FrozenOf[Mapping[str, str]],
        validator=instance_of(Mapping),
    )

    def __attrs_post_init__(self) -> None:
        if not self.chart.chart.on or self.chart.chart.calendar is None:
            raise FieldError(
                "chart",
                say("must have days or periods, which the cycles lie under"),
                self.chart.chart.on,
                say("give the chart its days: spc.chart(..., on=...)"),
            )

    @property
    def title(self) -> str:
        """Return what the chart is called."""
        return self.chart.chart.title

    @property
    def said(self) -> Sentence:
        """Return how many cycles there are, on how many ideas, and under what."""
        steps = [step for _, ramp in self._ramps() for step in ramp]
        told = say(
            "{cycles:# cycle|# cycles} in {ramps:# ramp|# ramps}, {ended} ended",
            cycles=len(steps),
            ramps=len(self._ramps()),
            ended=sum(pdsa.state(step.cycle).is_end for step in steps),
        )
        if not self.title:
            return say("{told}, under a chart", told=told)
        return say("{told}, under the chart of {title}", told=told, title=self.title)

    def _span(self) -> tuple[date, date]:
        """Return the first and the last day of the chart and of the cycles."""
        on = self.chart.chart.on
        assert on  # noqa: S101  (as was asked of the picture)
        steps = [step for _, ramp in self._ramps() for step in ramp]
        first = min([on[0].first, *(step.start for step in steps)])
        return first, max([on[-1].last, *(step.stop for step in steps)])

    def _ramps(self) -> list[tuple[str, list[_Step]]]:
        """Return each ramp with what it is called, the cycles in order of time."""
        groups = [
            (ramp.idea, ramp.team, ramp.cycles) for ramp in pdsa.ramps(self.cycles)
        ]
        loose = tuple(cycle for cycle in self.cycles if not cycle.idea)
        groups += [("", "", loose)] if loose else []
        made = []
        for idea, team, chain in groups:
            said = self.names.get(idea, idea) or LOOSE
            if team:
                said = say(
                    "{idea} ({team})", idea=said, team=self.names.get(team, team)
                )
            steps = [_step(cycle) for cycle in chain if cycle.log]
            if steps:
                made.append((said, sorted(steps, key=lambda step: step.start)))
        return made

    @arguments()
    def scene(self, width: float, wording: Wording) -> Scene:
        """Return what is drawn where, for so many inches."""
        wide, ramps = width * POINTS, self._ramps()
        steps = [step for _, ramp in ramps for step in ramp]
        head = head_of(self._entries(steps), wide - 2 * EDGE, wording)
        first, last = self._span()
        values = self._values(head.height)
        labels = [tick_said(tick, wording) for tick in values.ticks()]
        left = EDGE + points_wide(labels, SIZE) + EDGE
        days = Days(first, last, left, wide - 2 * EDGE)
        floor = head.height + CHART
        foot = floor + 6 + sum(STEP * (len(ramp) + 1) for _, ramp in ramps)
        marks: list[Mark] = [*head.marks, *day_axis(days, head.height, foot, wording)]
        for tick, label in zip(values.ticks(), labels, strict=True):
            y = values.at(tick)
            marks.append(
                Words(x=left - EDGE, y=y, text=label, colour="quiet", anchor="end")
            )
        marks += little_chart(self.chart, _middles(self.chart, days), values)
        unit = wording.said(self.chart.unit)
        marks.append(Words(x=EDGE, y=head.height + 2, text=unit, colour="quiet"))
        marks.append(
            Stroke(places=[(left, floor), (days.right, floor)], colour="phase")
        )
        top = floor + 6
        for said, ramp in ramps:
            marks += _drawn_ramp(wording.said(said), ramp, days, top, wording)
            top += STEP * (len(ramp) + 1)
        return Scene(width=wide, height=foot + FOOT, marks=marks)

    def _entries(self, steps: list[_Step]) -> list[Entry]:
        there = set(marks_of(self.chart).tolist())
        ends = {step.entry for step in steps}
        return [
            *(entry for name, entry in ENTRIES.items() if name in there),
            *(entry for entry in (*ENDS.values(), OPEN) if entry in ends),
        ]

    def _values(self, top: float) -> Values:
        chart = self.chart.chart
        seen: list[NDArray[np.float64]] = [
            chart.values,
            chart.centre,
            chart.lower,
            chart.upper,
        ]
        every = [float(value) for part in seen for value in part]
        target = self.chart.target
        every += [] if target is None else [target]
        return Values.over(every, top + CHART - 4, top + 10)

    def vega(self, wording: Wording) -> dict[str, Any]:
        """Return data, marks and scales of a Vega-Lite specification."""
        above = vega_lite(evolve(self.chart, events=()), wording=wording)
        rows = [
            {
                "ramp": wording.said(said),
                "cycle": step.cycle.title,
                "start": step.start.isoformat(),
                "stop": upto(step.stop).isoformat(),
                "from": wording.day(step.start),
                "to": wording.day(step.stop),
                "scale": _scale(step.cycle),
                "state": wording.said(step.entry.text),
            }
            for said, ramp in self._ramps()
            for step in ramp
        ]
        tips = tooltip(TIPS, wording)
        marks = marked("state", rows, [*ENDS.values(), OPEN], wording)
        rising = sorted(rows, key=lambda row: row["start"], reverse=True)
        order = {**named("cycle"), "sort": [row["cycle"] for row in rising]}
        days = spanned(self._span())
        start, stop = (time(name, days, wording) for name in ("start", "stop"))
        told = {"y": order, "tooltip": tips}
        bar = {"height": 8, "color": COLOURS["phase"]}
        spot = {"filled": True, "size": 60, "opacity": 1}
        below = {
            "data": {"name": "cycles"},
            "width": above["width"],
            "height": {"step": 16},
            "layer": [
                layer("bar", style=bar, x=start, x2={"field": "stop"}, **told),
                layer("point", style=spot, x=stop, **told, **marks),
            ],
        }
        own = dict.fromkeys(marks, "independent")
        return {
            "datasets": {**above["datasets"], "cycles": rows},
            "vconcat": [{part: above[part] for part in PARTS}, below],
            "resolve": {"scale": {"x": "shared", **own}},
        }


def _step(cycle: Cycle) -> _Step:
    said = pdsa.statements(cycle)
    begun, last = latest(cycle, StartTest), said[-1].on
    return _Step(cycle, begun.on if begun else said[0].on, last)


def _middles(picture: ChartPicture, days: Days) -> list[float]:
    """Return where the middle of each period of a chart lies."""
    on = picture.chart.on or ()
    return [
        (days.x(period.first) + days.x(period.last + timedelta(days=1))) / 2
        for period in on
    ]


def _scale(cycle: Cycle) -> str:
    plan = latest(cycle, pdsa.Plan)
    if plan is None or plan.scale is None:
        return ""
    return line_of(f"{plan.scale} {plan.unit}")


def _drawn_ramp(
    said: str, ramp: list[_Step], days: Days, top: float, wording: Wording
) -> Iterator[Mark]:
    """Yield a ramp: its head, and a step for each cycle, the first at its foot."""
    room = days.right - days.left
    name = fitted(said, room, SIZE * 1.12)
    yield Words(x=days.left, y=top + STEP / 2, text=name, bold=True)
    before: tuple[float, float] | None = None
    for place, step in enumerate(ramp):
        y = top + STEP * (len(ramp) - place + 0.5)
        left = days.x(step.start)
        right = max(days.x(upto(step.stop)), left + THIN)
        if before is not None:
            # Between the rows, so that it strikes out no label.
            turn = y + STEP / 2
            rise = [before, (before[0], turn), (left, turn), (left, y)]
            yield Stroke(places=rise, colour="phase")
        tip = say(
            "{title}: {state}, {start} to {stop}",
            title=step.cycle.title,
            state=step.entry.text,
            start=step.start,
            stop=step.stop,
        )
        yield Box(
            left=left,
            top=y - 4,
            width=right - left,
            height=8,
            fill="phase",
            edge="line",
            line=0.6,
            tip=tip.said(wording),
        )
        yield Spot(x=right + 6, y=y, entry=step.entry)
        yield _beside(step, (left, right + 12), y, days)
        before = (right, y)


def _beside(step: _Step, ends: tuple[float, float], y: float, days: Days) -> Words:
    """Return what is written beside a step, on the side that has more room."""
    scale = _scale(step.cycle)
    text = f"{step.cycle.title} \u00b7 {scale}" if scale else step.cycle.title
    before, after = ends[0] - days.left - 4, days.right - ends[1]
    wide = points_wide([line_of(text)], SIZE)
    if after >= min(wide, before):
        return Words(x=ends[1], y=y, text=fitted(text, after, SIZE))
    return Words(x=ends[0] - 4, y=y, text=fitted(text, before, SIZE), anchor="end")
