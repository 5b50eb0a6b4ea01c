"""What was worked on: the theory, the cycles, the thread."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from cqikit import drivers, pdsa, spc
from cqikit.core import say
from cqikit.projects import queries, timeline
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
from cqikit.reports._pictures import IN_TIME, Cycles
from cqikit.reports._valued import ramp_pictures, theory_picture
from cqikit.reports._words import (
    MEANT,
    listed,
    moment_line,
    move_words,
    number,
    quiet_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cqikit.core import Sentence
    from cqikit.pdsa import Cycle
    from cqikit.projects import (
        Attempt,
        Charted,
        Project,
        Query,
        Signalled,
        ThreadEntry,
    )
    from cqikit.reports._blocks import Line, Words
    from cqikit.reports._composed import Report

__all__ = [
    "cycles_section",
    "diagram_section",
    "thread_section",
]

CYCLES: Final = (
    Column(say("Cycle")),
    Column(say("Team")),
    Column(say("Stands at")),
    Column(say("Predicted, and what happened")),
    Column(say("Learned")),
)
#: More answers to a question are folded away.
SHOWN_ANSWERS: Final = 5
NO_CAUSE: Final = say(
    "A move is shown where it may have begun after something was tried. That says when,"
    " and not why."
)
STRANDS: Final = (
    Column(say("Need or idea")),
    Column(say("For")),
    Column(say("What was done")),
    Column(say("Shown by")),
    Column(say("Missing")),
)


def diagram_section(report: Report) -> Iterator[Section]:
    """Yield the section on the driver diagram, if there is one."""
    diagram = report.project.diagram
    if diagram is None:
        return
    picture = theory_picture(report, diagram, drivers.outline(diagram))
    details = tuple(
        told("{what}: {detail}", what=Text(item.title, Tone.STRONG), detail=item.detail)
        for several in (diagram.drivers, diagram.ideas)
        for item in several
        if item.detail
    )
    listed = (Listing(lines=details),) if details else ()
    blocks = (Paragraph(line(diagram.title)), picture, *listed)
    yield Section(anchor="diagram", title=say("Driver diagram"), blocks=blocks)


def cycles_section(report: Report) -> Iterator[Section]:
    """Yield the section on PDSA cycles, if there are any, in order of time."""
    cycles = report.project.cycles
    if not cycles:
        return
    diagram = report.project.diagram
    names = {idea.key: idea.title for idea in diagram.ideas} if diagram else {}
    teams = report.closing.team_titles
    begun = sorted(cycles, key=lambda cycle: cycle.log[0].on if cycle.log else date.max)
    picture = Picture(drawing=Cycles(cycles, teams | names), title=IN_TIME)
    table = Table(
        columns=CYCLES, rows=tuple(_cycle_row(cycle, teams) for cycle in begun)
    )
    ramps = ramp_pictures(report, teams | names)
    blocks = (picture, *ramps, table, *_logs(report, begun))
    yield Section(anchor="cycles", title=say("PDSA cycles"), blocks=blocks)


def _logs(report: Report, begun: Sequence[Cycle]) -> Iterator[Words]:
    """Yield what was planned, seen, learned and decided in each cycle, day by day."""
    by_place: dict[str, list[Line]] = {}
    for entry in timeline(report.project):
        by_place.setdefault(entry.place, []).append(moment_line(entry))
    logs = [(cycle.title, by_place.get(f"cycles.{cycle.key}", [])) for cycle in begun]
    if any(lines for _, lines in logs):
        yield Heading(say("Day by day, cycle by cycle"))
    for title, lines in logs:
        if lines:
            yield Fold(summary=line(title), blocks=(Listing(lines=tuple(lines)),))


def _cycle_row(cycle: Cycle, teams: dict[str, str]) -> Row:
    days = [event.on for event in cycle.log]
    dates = say("not begun")
    if days:
        dates = say("{first} to {last}", first=days[0], last=days[-1])
    concluded = pdsa.latest(cycle, pdsa.Conclude)
    return Row(
        cells=(
            cell(cycle.title, Text(dates, Tone.QUIET)),
            cell(teams.get(cycle.team, cycle.team)),
            cell(pdsa.state(cycle).words),
            cell(*(_predicted(comparison) for comparison in pdsa.comparisons(cycle))),
            cell(concluded.learned if concluded else ""),
        )
    )


def _predicted(comparison: pdsa.Comparison) -> Sentence:
    said = say(
        "{question} Predicted {prediction}",
        question=comparison.question,
        prediction=pdsa.in_sentence(comparison.prediction),
    )
    happened = comparison.happened
    if comparison.actual is not None:
        happened = number(comparison.actual)
    if happened:
        said = say("{said}; it was {happened}", said=said, happened=happened)
    verdict = comparison.verdict
    return say(
        "{said}: {verdict}",
        said=said,
        verdict=verdict.words if verdict else say("not studied yet"),
    )


def thread_section(report: Report) -> Iterator[Section]:
    """Yield the thread from need to proof, and what happened when, if there is any."""
    thread, moments = report.thread, timeline(report.project)
    if not (thread.strands or moments):
        return
    charts = {each.result.measure.key: each.charted for each in report.measures}
    rows = tuple(
        _strand_row(report.project, strand, charts) for strand in thread.strands
    )
    lines = tuple(
        line(
            Text(
                say(
                    "{when} \u00b7 {where}: {what}",
                    when=moment.when,
                    where=moment.where,
                    what=moment.what,
                ),
                Tone.QUIET,
            )
        )
        for moment in moments
    )
    happened = Fold(
        summary=line(say("What happened when")), blocks=(Listing(lines=lines),)
    )
    yield Section(
        anchor="thread",
        title=say("From need to proof"),
        blocks=(
            *((Table(columns=STRANDS, rows=rows),) if rows else ()),
            *((Paragraph(line(Text(NO_CAUSE, Tone.QUIET))),) if rows else ()),
            *(_query(query) for query in queries(thread) if query.found),
            *((happened,) if lines else ()),
        ),
    )


def _query(query: Query) -> Fold:
    """Return a question with what was found, folded where that is long."""
    return Fold(
        summary=line(say("{query}: {n}", query=query.title, n=len(query.found))),
        blocks=(Listing(lines=tuple(line(str(found)) for found in query.found)),),
        opened=len(query.found) <= SHOWN_ANSWERS,
    )


def _strand_row(
    project: Project, strand: ThreadEntry, charts: Mapping[str, Charted]
) -> Row:
    kind = strand.origin.words
    if strand.removed is not None:
        kind = say(
            "{kind}, no longer in the plan since {day}", kind=kind, day=strand.removed
        )
    return Row(
        cells=(
            cell(strand.title, Text(kind, Tone.QUIET)),
            cell(listed(strand.serves), *map(_because, strand.causes)),
            cell(*(_tried(attempt) for attempt in strand.tried)),
            cell(*_shown_by(project, strand, charts)),
            cell(Text(strand.missing, Tone.BAD)),
        )
    )


def _because(cause: str) -> Text:
    return Text(say("because: {cause}", cause=cause), Tone.QUIET)


def _tried(attempt: Attempt) -> Line:
    said = "" if attempt.decision == attempt.state else attempt.decision
    return line(
        say("{title}: {state}", title=attempt.title, state=attempt.state),
        Text(say("; {decision}", decision=said) if said else "", Tone.QUIET),
    )


def _way(signalled: Signalled) -> Line:
    word = spc.Variation.IMPROVEMENT if signalled.gain > 0 else spc.Variation.CONCERN
    return told(
        "a signal within the latest phase, last in {at} ({meant})",
        Tone.QUIET,
        at=signalled.at,
        meant=MEANT[word],
    )


def _quiet(charted: Charted, begun: date) -> Sentence:
    """Return what a chart says since a day, where no level moved."""
    periods = charted.series.periods
    before = sum(period.last < begun for period in periods)
    return quiet_words(charted.judgement, before)


def _shown_by(
    project: Project, strand: ThreadEntry, charts: Mapping[str, Charted]
) -> Iterator[Line]:
    """Yield what would show it, and how that moved since it was begun."""
    titles = project.measure_titles
    for key in strand.measures:
        to = f"measure-{key}" if key in charts else ""
        yield line(Text(titles.get(key, key), to=to))
        moves = [shift for shift in strand.shifts if shift.measure == key]
        yield from (move_words(move, Tone.QUIET) for move in moves)
        signals = [signal for signal in strand.signals if signal.measure == key]
        yield from map(_way, signals)
        if key in charts and strand.begun is not None and not (moves or signals):
            yield line(Text(_quiet(charts[key], strand.begun), Tone.QUIET))
    yield from map(line, strand.words)
    if strand.retaken is not None:
        change = strand.retaken.change
        said = say(
            "assessed again: {before}, then {after} ({verdict}: {reason})",
            before=number(change.before),
            after=number(change.after),
            verdict=change.verdict.words,
            reason=change.reason,
        )
        yield line(Text(said, Tone.QUIET))
