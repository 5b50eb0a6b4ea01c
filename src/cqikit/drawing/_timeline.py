"""PDSA cycles in time: one ramp after the other, one row a cycle."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from cqikit import pdsa
from cqikit.core import (
    ENGLISH,
    Frequency,
    FrozenDict,
    Wording,
    arguments,
    is_text,
    period_of,
    say,
)
from cqikit.drawing._canvas import canvas
from cqikit.drawing._figure import COLOURS, POINTS, figure, pane, settled, unframed
from cqikit.drawing._legend import (
    ROW,
    Entry,
    draw_legend,
    entries_said,
    legend_rows,
    style_of,
)
from cqikit.drawing._picture import A_WORDING, Event
from cqikit.drawing._scene import scene_svg
from cqikit.drawing._text import fitted, line_of, points_wide
from cqikit.drawing._time import label_time, place_of
from cqikit.pdsa import (
    Conclude,
    Cycle,
    EndTest,
    Phase,
    Plan,
    StartTest,
    latest,
    ramps,
    statements,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cqikit.core import Sentence

__all__ = [
    "Row",
    "cycle_events",
    "described",
    "rows_of",
    "timeline_figure",
    "timeline_svg",
]

SIZE: Final = 8
#: In points: height of a row, indent of a cycle, edge, room for the time axis.
HIGH: Final = 16.0
INDENT: Final = 8.0
EDGE: Final = 6.0
FOOT: Final = 20.0
#: A bar is at least so many points wide, so that a test of one day is seen.
THIN: Final = 3.0
#: Labels of the time axis are days up to so many days, then months, then years.
DAYS: Final = 120
MONTHS: Final = 366 * 6
NO_NAMES: Final[Mapping[str, str]] = FrozenDict()

STAGES: Final = {
    Phase.PLAN: Entry("s", 7, "line", say("plan"), hollow=True),
    Phase.DO: Entry("s", 7, "line", say("do")),
    Phase.STUDY: Entry("s", 7, "phase", say("study")),
    Phase.ACT: Entry("s", 7, "excluded", say("act")),
}
ENDS: Final = {
    Phase.ADOPTED: Entry("P", 7, "improvement", say("adopted")),
    Phase.ADAPTED: Entry("D", 5, "signal", say("adapted")),
    Phase.ABANDONED: Entry("X", 6.5, "concern", say("abandoned")),
    Phase.STOPPED: Entry("x", 6, "text", say("stopped")),
}
OPEN: Final = Entry(">", 6, "line", say("goes on"), hollow=True)
TURNS: Final = {StartTest: Phase.DO, EndTest: Phase.STUDY, Conclude: Phase.ACT}


@arguments()
def cycle_events(cycles: Iterable[Cycle]) -> tuple[Event, ...]:
    """Return the tests of cycles as events, to mark them on a chart.

    An event lasts from the first day of the test to its last; a test that has
    not ended, to the last day of the log. A cycle that has tested nothing
    yet is none. Cycles and points are many to many: one test may lie over
    several points, and one point under several tests.

    Parameters
    ----------
    cycles : iterable of pdsa.Cycle

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import Predict, StartTest, advance, begin
    >>> cycle = begin(key="c1", title="Remind")
    >>> asked = Predict(on=date(2026, 3, 2), question="Who?", prediction="four")
    >>> cycle = advance(advance(cycle, asked), StartTest(on=date(2026, 3, 9)))
    >>> [(str(event.start), event.title) for event in cycle_events([cycle])]
    [('2026-03-09', 'Remind (do)')]
    """
    events = []
    for cycle in cycles:
        begun, ended = latest(cycle, StartTest), latest(cycle, EndTest)
        if begun is not None:
            stop = ended.on if ended else statements(cycle)[-1].on
            stands = (STAGES | ENDS)[pdsa.state(cycle)].text
            title = say("{cycle} ({stage})", cycle=cycle.title, stage=stands)
            events.append(Event(begun.on, stop, title))
    return tuple(events)


@arguments(title=is_text, wording=A_WORDING)
def timeline_svg(
    cycles: Iterable[Cycle],
    *,
    title: str,
    names: Mapping[str, str] = NO_NAMES,
    as_of: date | None = None,
    width: float = 9.0,
    wording: Wording = ENGLISH,
) -> str:
    """Return cycles in time as one ``<svg>`` element, ramp by ramp.

    Each cycle is a bar of its stages, with how it ended; beside its title
    stands with how many units it tests, so that a growing scale can be seen.

    Parameters
    ----------
    cycles : iterable of pdsa.Cycle
        In any order. Those that name no idea come last.
    title : str
        Over the picture.
    names : mapping of str to str
        What people read for the keys of change ideas and teams; none unless said.
    as_of : date, optional
        Until when open cycles are drawn; by default, to their last event.
    width : float
        In inches; about 4.2 for a telephone. 9 unless said.
    wording : core.Wording
        The language of its words; by default English.
    """
    every = tuple(cycles)
    with _drawn(canvas, every, names, as_of, width, wording=wording) as drawn:
        said = wording.said(described(every))
        return scene_svg(drawn.scene({}), title=title, description=said)


@arguments(wording=A_WORDING)
def timeline_figure(
    cycles: Iterable[Cycle],
    *,
    names: Mapping[str, str] = NO_NAMES,
    as_of: date | None = None,
    width: float = 9.0,
    wording: Wording = ENGLISH,
) -> Figure:
    """Return cycles in time as a matplotlib figure, to save or to change.

    What it is given is as for `timeline_svg`.

    Parameters
    ----------
    names : mapping of str to str
        What is shown for the keys of teams and ideas; the keys unless said.
    as_of : date, optional
        The day on which open cycles end; their last event unless said.
    width : float
        The width in inches; 9 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    with _drawn(figure, tuple(cycles), names, as_of, width, wording=wording) as drawn:
        return settled(drawn)


def described(cycles: tuple[Cycle, ...]) -> Sentence:
    """Return what a timeline shows, for those who do not see it."""
    ended = sum(pdsa.state(cycle).is_end for cycle in cycles)
    return say(
        "{n:# cycle|# cycles}, {ended} of them ended", n=len(cycles), ended=ended
    )


@contextmanager
def _drawn(
    on: Callable[[float, float], AbstractContextManager[Any]],
    every: tuple[Cycle, ...],
    names: Mapping[str, str],
    as_of: date | None,
    width: float,
    *,
    wording: Wording,
) -> Iterator[Any]:
    rows = rows_of(every, names, as_of, wording)
    wide, room = width * POINTS, width * POINTS - 2 * EDGE
    entries = _entries(rows, wording)
    head = legend_rows(entries, room) * ROW + EDGE
    high = HIGH * max(len(rows), 1)
    with on(width, (head + high + FOOT) / POINTS) as drawn:
        if entries:
            draw_legend(pane(drawn, EDGE, EDGE / 2, room, head - EDGE), entries, room)
        sheet = pane(drawn, 0, head, wide, high)
        unframed(sheet, wide, max(len(rows), 1))
        if not rows:
            said = wording.said(say("no cycles"))
            sheet.text(EDGE, 0.5, said, fontsize=SIZE, va="center")
        left = _label(sheet, rows, wide)
        axes = pane(drawn, left, head, wide - left - 2 * EDGE, high)
        # Headings reach as far as the bars, in rows of their own.
        axes.set_facecolor("none")
        axes.set_ylim(*sheet.get_ylim())
        axes.set_yticks([])
        axes.set_xticks([])
        axes.spines["left"].set_visible(False)
        _draw(axes, rows, wide - left - 2 * EDGE, wording)
        yield drawn


@frozen(eq=False)
class Row:
    """A line of the picture: a heading, or a cycle with its stages and its end."""

    text: str
    scale: str = ""
    spans: tuple[tuple[Phase, date, date], ...] = ()
    end: Entry | None = None


def rows_of(
    cycles: tuple[Cycle, ...],
    names: Mapping[str, str],
    as_of: date | None,
    wording: Wording,
) -> list[Row]:
    """Return the lines of the picture in a language."""
    return [
        evolve(
            row,
            text=wording.said(row.text),
            scale=wording.said(row.scale),
            end=row.end and evolve(row.end, text=wording.said(row.end.text)),
        )
        for row in _rows(cycles, names, as_of)
    ]


def _rows(
    cycles: tuple[Cycle, ...], names: Mapping[str, str], as_of: date | None
) -> list[Row]:
    groups = [(ramp.idea, ramp.team, ramp.cycles) for ramp in ramps(cycles)]
    loose = tuple(cycle for cycle in cycles if not cycle.idea)
    groups += [("", "", loose)] if loose else []
    rows = []
    for idea, team, chain in groups:
        said = line_of(names.get(idea, idea)) or say("no change idea named")
        if team:
            called = line_of(names.get(team, team))
            said = say("{idea} ({team})", idea=said, team=called)
        rows.append(Row(said))
        rows += [_row(cycle, as_of) for cycle in chain]
    return rows


def _row(cycle: Cycle, as_of: date | None) -> Row:
    plan, stands = latest(cycle, Plan), pdsa.state(cycle)
    scale = "" if plan is None or plan.scale is None else f"{plan.scale} {plan.unit}"
    if not cycle.log:
        return Row(line_of(cycle.title), say("not begun"))
    said = statements(cycle)
    turns = [(Phase.PLAN, said[0].on)]
    turns += [(TURNS[type(event)], event.on) for event in said if type(event) in TURNS]
    last = said[-1].on
    if as_of is not None and not stands.is_end:
        last = max(last, as_of)
    stops = [*(day for _, day in turns[1:]), last + timedelta(days=1)]
    spans = tuple(
        (at, start, stop) for (at, start), stop in zip(turns, stops, strict=True)
    )
    end = ENDS.get(stands, OPEN)
    return Row(line_of(cycle.title), line_of(scale), spans, end)


def _entries(rows: list[Row], wording: Wording) -> list[Entry]:
    stages = {at for row in rows for at, _, _ in row.spans}
    ends = {row.end for row in rows}
    drawn = entries_said((*ENDS.values(), OPEN), wording)
    return [
        *entries_said([STAGES[at] for at in STAGES if at in stages], wording),
        *(entry for entry in drawn if entry in ends),
    ]


def _label(sheet: Axes, rows: list[Row], wide: float) -> float:
    """Write headings, titles and scales, and return where the room for bars begins."""
    cycles = [row for row in rows if row.spans or row.scale]
    scales = min(points_wide((row.scale for row in rows), SIZE), wide * 0.2)
    titles = points_wide((row.text for row in cycles), SIZE)
    titles = min(titles, wide * 0.55 - scales)
    left = 2 * EDGE + INDENT + titles
    for place, row in enumerate(rows):
        heading = row not in cycles
        room = wide - 2 * EDGE if heading else titles
        start = EDGE if heading else EDGE + INDENT
        size = SIZE * (1.12 if heading else 1)
        text = fitted(row.text, room, size)
        weight = "bold" if heading else "normal"
        at = place + 0.5
        sheet.text(start, at, text, fontsize=SIZE, va="center", fontweight=weight)
        scale = fitted(row.scale, scales, SIZE)
        colour = COLOURS["quiet"]
        sheet.text(left, at, scale, fontsize=SIZE, va="center", color=colour)
    return left + scales + 2 * EDGE


def _draw(axes: Axes, rows: list[Row], wide: float, wording: Wording) -> None:
    days = [day for row in rows for _, *ends in row.spans for day in ends]
    if not days:
        axes.set_visible(False)
        return
    length = (max(days) - min(days)).days
    frequency = Frequency.DAY
    if length > DAYS:
        frequency = Frequency.MONTH if length <= MONTHS else Frequency.YEAR
    on = period_of(min(days), frequency)
    first, last = (place_of(day, on) for day in (min(days), max(days)))
    unit = (last - first) / wide
    # So that the bar of a single day and the mark of its end have room.
    last += unit * (THIN + 6)
    axes.set_xlim(first, last)
    ends = int(first + 0.5), int(last + 0.5)
    label_time(axes, ends, wide, on, wording=wording)
    for place, row in enumerate(rows):
        if row.end is None:
            continue
        at = first
        for stage, start, stop in row.spans:
            left = max(place_of(start, on), at)
            at = max(place_of(stop, on), left + THIN * unit)
            style = style_of(STAGES[stage])
            axes.barh(
                place + 0.28,
                at - left,
                0.44,
                left=left,
                align="edge",
                facecolor=style["markerfacecolor"],
                edgecolor=style["markeredgecolor"],
                linewidth=0.6,
                clip_on=False,
            )
        axes.plot(
            at + 6 * unit, place + 0.5, clip_on=False, zorder=3, **style_of(row.end)
        )
