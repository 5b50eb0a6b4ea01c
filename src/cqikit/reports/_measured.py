"""What was measured: the chart, the numbers and the teams of each measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit import spc
from cqikit.core import say
from cqikit.drawing import marks_of
from cqikit.reports._aims import overdue_words, several_teams
from cqikit.reports._between import between_blocks
from cqikit.reports._blocks import (
    Column,
    Fold,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Row,
    Section,
    Table,
    Text,
    Tone,
    cell,
    line,
    told,
)
from cqikit.reports._needs import team_states
from cqikit.reports._pictures import Chart, Teams
from cqikit.reports._together import (
    aggregate_words,
    confidence_blocks,
    teams_fold,
    together_blocks,
)
from cqikit.reports._words import number, rows_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cqikit.collaboratives import MeasureResult
    from cqikit.core import Period
    from cqikit.drawing import Event
    from cqikit.projects import Charted
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import MeasureSection, Report

__all__ = ["event_list", "measure_sections"]

#: What a caption calls the marks that are there.
MARKED: Final = {
    "improvement": Text(say("improvement"), Tone.GOOD),
    "concern": Text(say("adverse"), Tone.BAD),
    "signal": Text(say("signal")),
}
DASHED: Final = say("Dashed over a phase: the lines of the one before it.")
#: More signals are folded away.
SHOWN_SIGNALS: Final = 8
PHASES: Final = (
    Column(say("Phase")),
    Column(say("Points"), number=True),
    Column(say("Lower limit"), number=True),
    Column(say("Centre"), number=True),
    Column(say("Upper limit"), number=True),
)
PERIODS: Final = (
    Column(say("Period")),
    Column(say("Value"), number=True),
    Column(say("Numerator"), number=True),
    Column(say("Denominator"), number=True),
    Column(say("Teams reporting"), number=True),
    Column(say("Filled in"), number=True),
    Column(say("From")),
)


def measure_sections(report: Report) -> Iterator[Section]:
    """Yield a section for each measure with data."""
    for section in report.measures:
        measure = section.result.measure
        yield Section(
            anchor=f"measure-{measure.key}",
            title=measure.title,
            blocks=tuple(_blocks(report, section)),
        )


def _blocks(report: Report, section: MeasureSection) -> Iterator[Block]:
    if described := _described(report, section.result):
        yield Paragraph(line(Text(described, Tone.QUIET)))
    # It stands in the picture, too, which not every form has.
    if named := report.project.chart_plan(section.result.measure.key).title:
        yield Paragraph(line(Text(named, Tone.STRONG)))
    yield Picture(
        drawing=Chart(section.picture),
        title=say("Chart: {measure}", measure=section.result.measure.title),
        caption=_legend(section),
    )
    yield from event_list(section)
    yield from _said(section)
    # No event of which a value is known leaves nothing to tell phases of.
    if section.charted.series.periods:
        yield _phases(section.charted)
        yield from _not_counted(section.charted)
    yield from together_blocks(report, section.result)
    states = team_states(report.closing, section.result, report.project.charter.as_of)
    if section.panels:
        yield Heading(say("Team by team"))
        title = say("{measure}, team by team", measure=section.result.measure.title)
        drawn = Teams(
            panels=section.panels,
            target=section.charted.target,
            log=section.picture.log,
            states=states,
            unit=section.result.measure.unit,
        )
        yield Picture(drawing=drawn, title=title, caption=drawn.caption)
    if several_teams(report):
        yield teams_fold(report, section.result, states)
    yield from between_blocks(report, section.result)
    yield from confidence_blocks(report, section.result)
    yield _periods(section.result, by_team=several_teams(report))


def _legend(section: MeasureSection) -> Line:
    """Say which kind of chart it is, and which of its marks are there."""
    said = [line(say("{kind}.", kind=section.charted.chart.kind.title))]
    if section.picture.carried and section.charted.chart.breaks.any():
        said.append(line(DASHED))
    there = set(marks_of(section.picture).tolist())
    marks = tuple(text for name, text in MARKED.items() if name in there)
    if marks:
        said.append(told("Dots that stand out: {marks}.", marks=marks))
    return told("{all/ }", all=tuple(said))


def _described(report: Report, result: MeasureResult) -> str:
    """Say what is counted over what, from which source, and how teams are joined."""
    measure = result.measure
    counted, over = measure.numerator, measure.denominator
    parts = []
    if counted and over:
        parts.append(say("{counted^} over {over}.", counted=counted, over=over))
    elif counted:
        parts.append(say("{counted^}.", counted=counted))
    if measure.source:
        parts.append(say("Source: {source}.", source=measure.source))
    if len(result.teams) > 1:
        joined = aggregate_words(report.closing.policies.aggregate, measure)
        parts.append(say("Teams together: {joined}.", joined=joined))
    return say("{all/ }", all=tuple(parts)) if parts else ""


def event_list(section: MeasureSection) -> Iterator[Listing]:
    """Yield what the numbers above a chart stand for, where there are any."""
    if section.picture.events:
        lines = tuple(map(_event_line, section.picture.events))
        yield Listing(lines=lines, numbered=True, brief=True)


def _event_line(event: Event) -> Line:
    if event.stop == event.start:
        return line(say("{event}, {when}", event=event.title, when=event.start))
    return line(
        say(
            "{event}, {start} to {stop}",
            event=event.title,
            start=event.start,
            stop=event.stop,
        )
    )


def _said(section: MeasureSection) -> Iterator[Block]:
    """Yield what moved, what is stable and what meets the target; then the signals."""
    if late := overdue_words(section.result):
        yield Paragraph(line(Text(late, Tone.STRONG)))
    said, signals = spc.sentences(section.charted.judgement), section.signals
    for about in (said.between, said.within, said.towards):
        if about:
            yield Paragraph(line(say("{all/ }", all=tuple(about))))
    if not signals:
        return
    count = say("{n:# signal|# signals}", n=len(signals))
    if said.between:
        count = say("{signals}, each phase about its own lines", signals=count)
    yield Fold(
        summary=line(count),
        blocks=(Listing(lines=tuple(line(signal) for signal in signals)),),
        opened=len(signals) <= SHOWN_SIGNALS,
    )


def _phases(charted: Charted) -> Table:
    """Return the phases of a chart; limits, where it has any, at the last point."""
    chart, periods = charted.chart, charted.series.periods
    starts = [0, *np.flatnonzero(chart.breaks)]
    seen = spc.counting(chart)
    bounded = bool(np.isfinite([chart.lower, chart.upper]).any())
    rows = []
    for first, after in zip(starts, [*starts[1:], len(periods)], strict=True):
        here = slice(first, after)
        lines = (chart.lower, chart.centre, chart.upper) if bounded else (chart.centre,)
        rows.append(
            Row(
                cells=(
                    cell(_span(periods[first], periods[after - 1])),
                    cell(number(float(seen[here].sum()))),
                    *(cell(number(_last(values[here]))) for values in lines),
                )
            )
        )
    columns = PHASES if bounded else (*PHASES[:2], PHASES[3])
    return Table(caption=say("Phases"), columns=columns, rows=tuple(rows))


def _not_counted(charted: Charted) -> Iterator[Fold]:
    """Yield the points that are shown and do not count, each with its reason."""
    chart, periods = charted.chart, charted.series.periods
    reasons = chart.reasons or [""] * len(periods)
    lines = tuple(
        _reason(periods[place], reasons[place])
        for place in np.flatnonzero(chart.excluded)
    )
    if lines:
        said = say("{n:# point|# points} shown and not counted", n=len(lines))
        opened = len(lines) <= SHOWN_SIGNALS
        yield Fold(summary=line(said), blocks=(Listing(lines=lines),), opened=opened)


def _span(first: Period, last: Period) -> str:
    return say("{first} to {last}", first=first, last=last)


def _reason(period: Period, reason: str) -> Line:
    if not reason:
        return line(period)
    return line(say("{period}: {reason}", period=period, reason=reason))


def _last(values: NDArray[np.float64]) -> float:
    seen = values[np.isfinite(values)]
    return float(seen[-1]) if seen.size else float("nan")


def _periods(result: MeasureResult, *, by_team: bool) -> Fold:
    """Return the periods of an aggregate, with what each is made of."""
    together, key = result.series, result.measure.key
    rows = tuple(
        Row(
            cells=(
                cell(period),
                *(cell(number(value)) for value in values),
                *(cell(many) for many in (made.teams, len(made.filled)) if by_team),
                rows_cell(made.rows, made.stand_ins),
            )
        )
        for period, made, *values in zip(
            together.periods,
            result.made,
            together.values,
            together.numerators,
            together.denominators,
            strict=True,
        )
    )
    columns = PERIODS if by_team else (*PERIODS[:4], PERIODS[-1])
    return Fold(
        summary=line(say("The numbers, period by period")),
        blocks=(Table(columns=columns, rows=rows, file=f"{key}-periods.csv"),),
        long=True,
    )
