"""What was gained: the one page that a board or a funder reads."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cqikit import actions, plans, spc
from cqikit.core import say
from cqikit.reports._aims import reached
from cqikit.reports._areas import NO_DATE
from cqikit.reports._blocks import (
    Heading,
    Line,
    Listing,
    Paragraph,
    Picture,
    Section,
    Text,
    Tone,
    line,
    told,
)
from cqikit.reports._measured import event_list
from cqikit.reports._pictures import Chart, Matrix
from cqikit.reports._words import LONE, MEANT, move_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.actions import ActionStep
    from cqikit.reports._blocks import Block
    from cqikit.reports._composed import MeasureSection, Report

__all__ = ["gained_section"]

#: What the latest points of a chart say, where a level has moved before.
LATE: Final = {
    spc.Variation.IMPROVEMENT: Text(say("better than its level"), Tone.GOOD),
    spc.Variation.CONCERN: Text(say("worse than its level"), Tone.BAD),
    spc.Variation.HIGH: Text(say("above its level")),
    spc.Variation.LOW: Text(say("below its level")),
    spc.Variation.UNDIRECTED: Text(say("with signals in no one direction")),
}
#: So many charts stand beside the headlines, of measures with an aim first.
CHARTS: Final = 2
#: So many of the next steps are named; the plan has all.
NEXT: Final = 3
NEXT_TITLE: Final = say("What is next")
#: Fewer measures need no matrix.
COMPARED: Final = 2


def gained_section(report: Report) -> Iterator[Section]:
    """Yield headlines, the matrix of measures, two charts and what is next."""
    measured = report.measures
    blocks: list[Block] = []
    if measured:
        blocks.append(Listing(lines=tuple(map(_headline, measured))))
    elif report.project.measures and not report.project.aims:
        blocks.append(Paragraph(line(say("There are no data yet."))))
    blocks += _aims(report)
    if len(measured) >= COMPARED:
        blocks.append(_matrix(measured))
    blocks += _charts(_first(report))
    following = tuple(_next(report))
    if blocks:
        heading = (Heading(NEXT_TITLE),) if following else ()
        parts = (*blocks, *heading, *following)
        yield Section(anchor="gained", title=say("What was gained"), blocks=parts)
    elif following:
        yield Section(anchor="gained", title=NEXT_TITLE, blocks=following)


def _headline(section: MeasureSection) -> Line:
    """Return what became of a measure, in the words of its moves or of its chart."""
    measure = section.result.measure
    named = Text(measure.title, Tone.STRONG, to=_anchor(section))
    if not section.result.shifts:
        summary = section.charted.judgement.summary
        return told("{measure}: {said}", measure=named, said=summary)
    said = tuple(filter(None, (_moves(section), _mixed(section), _of_late(section))))
    if not measure.unit:
        return told("{measure}: {said/; }.", measure=named, said=said)
    unit = Text(measure.unit, Tone.QUIET)
    return told("{measure} ({unit}): {said/; }.", measure=named, unit=unit, said=said)


def _moves(section: MeasureSection) -> Line:
    """Return each move in words; those of declared changes are the chart's own.

    The next change is judged against the level that a quiet one left as it was: it
    has no size where another follows, so that each size begins where the last ended.
    """
    result, changes = section.result, section.charted.judgement.changes
    lone = {change.at for change in changes if change.lone}
    moves = []
    for shift in result.shifts:
        meant = LONE if shift.first in lone else MEANT[shift.meaning]
        quiet = shift.meaning is spc.Variation.COMMON
        if quiet and shift is not result.shifts[-1]:
            moves.append(told("{meant} since {at}", meant=meant.text, at=shift.at))
        else:
            moves.append(move_words(shift, meant=meant))
    if result.shifts[0].declared:
        return told("{moves}", moves=tuple(moves))
    # Another statement than those about a chart's own line, and so called.
    return told(
        "no change is declared; after a baseline ({baseline}), long runs moved the"
        " median {moves}",
        baseline=result.baseline.how,
        moves=tuple(moves),
    )


def _mixed(section: MeasureSection) -> Line:
    """Return that a change is one of which teams reported, as far as it may be."""
    mix = section.result.mix
    if mix is None:
        return Line()
    return line(
        say("yet {words} ({as_before})", words=mix.words, as_before=mix.as_before)
    )


def _of_late(section: MeasureSection) -> Line:
    """Return what the latest points say, where it is not what the last move meant."""
    latest = spc.Variation(str(section.charted.judgement.variation))
    last = section.result.shifts[-1].meaning
    if latest in {last, spc.Variation.COMMON}:
        return Line()
    return told("of late {said}", said=LATE[latest])


def _aims(report: Report) -> Iterator[Paragraph]:
    for aim in report.project.aims:
        result = report.aimed.get(aim.key)
        named = Text(aim.title, Tone.STRONG, to="aims")
        if result is None:
            yield Paragraph(told("{aim}. There are no data on it yet.", aim=named))
        else:
            said = reached(report, aim, result)
            yield Paragraph(told("{aim}. {said}", aim=named, said=said))


def _matrix(measured: Sequence[MeasureSection]) -> Picture:
    rows = [
        row for section in measured for row in spc.summary(section.charted.judgement)
    ]
    title = say("Measures by what they do and by whether they meet their target")
    return Picture(drawing=Matrix(tuple(rows), title), title=title)


def _first(report: Report) -> list[MeasureSection]:
    """Return the measures whose charts are shown at once: those with an aim first."""
    aims = {aim.measure for aim in report.project.aims}
    aimed = [row for row in report.measures if row.result.measure.key in aims]
    others = [row for row in report.measures if row.result.measure.key not in aims]
    return [*aimed, *others][:CHARTS]


def _chart(section: MeasureSection) -> Picture:
    title = section.result.measure.title
    below = say("{title}, told in full below", title=title)
    return Picture(
        drawing=Chart(section.picture, small=True),
        title=say("In short: {title}", title=title),
        caption=told("{link}.", link=Text(below, to=_anchor(section))),
    )


def _charts(sections: Sequence[MeasureSection]) -> Iterator[Block]:
    """Yield charts, and once under those that share them what their numbers are."""
    for _, alike in groupby(sections, lambda section: section.picture.events):
        several = tuple(alike)
        yield from map(_chart, several)
        yield from event_list(several[0])


def _anchor(section: MeasureSection) -> str:
    return f"measure-{section.result.measure.key}"


def _next(report: Report) -> Iterator[Block]:
    """Yield the steps of the plan that are due next, and how many there are."""
    plan = report.project.plan
    open_steps = () if plan is None else plans.open_steps(plan)
    if not open_steps:
        return
    shown = sorted(open_steps, key=_last_day)[:NEXT]
    yield Listing(lines=tuple(map(_step, shown)))
    rest = len(open_steps) - len(shown)
    if rest:
        more = say("{n:# more step|# more steps} in the plan", n=rest)
        yield Paragraph(told("{link}.", link=Text(more, to="plan")))


def _last_day(step: ActionStep) -> date:
    """Return the day by which a step is due, the last of all for one without."""
    by = actions.deadline(step)
    return date.max if by is None else by.last


def _step(step: ActionStep) -> Line:
    by = actions.deadline(step)
    return told(
        "{what}: {who}, {due}",
        what=Text(step.what, to="plan"),
        who=actions.owner(step) or say("nobody yet"),
        due=NO_DATE if by is None else say("by {day}", day=by),
    )
