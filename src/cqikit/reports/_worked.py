"""What was worked on: the theory, the cycles, the thread."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from cqikit import drivers, pdsa, spc
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
)
from cqikit.reports._pictures import Cycles, Theory
from cqikit.reports._words import MEANT, move_words, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.pdsa import Cycle
    from cqikit.projects import Attempt, Project, Query, Signalled, ThreadEntry
    from cqikit.reports._blocks import Line, Words
    from cqikit.reports._report import Report

__all__ = [
    "cycles_section",
    "diagram_section",
    "thread_section",
]

CYCLES: Final = (
    Column("Cycle"),
    Column("Team"),
    Column("Stands at"),
    Column("Predicted, and what happened"),
    Column("Learned"),
)
SIGNALS: Final = "a signal within the latest phase, last in "
#: More answers to a question are folded away.
SHOWN_ANSWERS: Final = 5
NO_CAUSE: Final = (
    "A move is shown where it may have begun after something was tried. That says when,"
    " and not why."
)
STRANDS: Final = (
    Column("Need or idea"),
    Column("For"),
    Column("What was done"),
    Column("Shown by"),
    Column("Missing"),
)


def diagram_section(report: Report) -> Iterator[Section]:
    """Yield the section on the driver diagram, if there is one."""
    diagram = report.project.diagram
    if diagram is None:
        return
    # Under each idea, how its latest cycle stands.
    cycles = report.project.cycles
    notes = {one.idea: pdsa.phase(one).value for one in cycles if one.idea}
    picture = Picture(
        drawing=Theory(diagram, notes),
        title=diagram.title,
        outline=drivers.outline(diagram),
    )
    details = tuple(
        line(Text(one.title, Tone.STRONG), f": {one.detail}")
        for several in (diagram.drivers, diagram.ideas)
        for one in several
        if one.detail
    )
    listed = (Listing(lines=details),) if details else ()
    blocks = (Paragraph(line(diagram.title)), picture, *listed)
    yield Section(anchor="diagram", title="Driver diagram", blocks=blocks)


def cycles_section(report: Report) -> Iterator[Section]:
    """Yield the section on PDSA cycles, if there are any, in order of time."""
    cycles = report.project.cycles
    if not cycles:
        return
    diagram = report.project.diagram
    names = {one.key: one.title for one in diagram.ideas} if diagram else {}
    teams = {one.key: one.title or one.key for one in report.closing.teams}
    begun = sorted(cycles, key=lambda one: one.log[0].on if one.log else date.max)
    picture = Picture(
        drawing=Cycles(cycles, teams | names), title="PDSA cycles in time"
    )
    table = Table(columns=CYCLES, rows=tuple(_cycle_row(one, teams) for one in begun))
    blocks = (picture, table, *_logs(report, begun))
    yield Section(anchor="cycles", title="PDSA cycles", blocks=blocks)


def _logs(report: Report, begun: Sequence[Cycle]) -> Iterator[Words]:
    """Yield what was planned, seen, learned and decided in each cycle, day by day."""
    told: dict[str, list[Line]] = {}
    for one in timeline(report.project):
        said = line(Text(f"{one.when}: ", Tone.QUIET), one.what)
        told.setdefault(one.place, []).append(said)
    logs = [(cycle.title, told.get(f"cycles.{cycle.key}", [])) for cycle in begun]
    if any(lines for _, lines in logs):
        yield Heading("Day by day, cycle by cycle")
    for title, lines in logs:
        if lines:
            yield Fold(summary=line(title), blocks=(Listing(lines=tuple(lines)),))


def _cycle_row(cycle: Cycle, teams: dict[str, str]) -> Row:
    days = [event.on for event in cycle.log]
    dates = f"{days[0]} to {days[-1]}" if days else "not begun"
    concluded = pdsa.latest(cycle, pdsa.Conclude)
    return Row(
        cells=(
            cell(cycle.title, Text(dates, Tone.QUIET)),
            cell(teams.get(cycle.team, cycle.team)),
            cell(pdsa.phase(cycle).value),
            cell(*(_predicted(one) for one in pdsa.comparisons(cycle))),
            cell(concluded.learned if concluded else ""),
        )
    )


def _predicted(one: pdsa.Comparison) -> str:
    said = f"{one.question} Predicted {pdsa.in_sentence(one.prediction)}"
    happened = number(one.actual) if one.actual is not None else one.happened
    if happened:
        said += f"; it was {happened}"
    return f"{said}: {one.verdict.value}" if one.verdict else f"{said}: not studied yet"


def thread_section(report: Report) -> Iterator[Section]:
    """Yield the thread from need to proof, and what happened when, if there is any."""
    thread, moments = report.thread, timeline(report.project)
    if not (thread.strands or moments):
        return
    shown = {one.result.measure.key for one in report.measures}
    rows = tuple(_strand_row(report.project, one, shown) for one in thread.strands)
    lines = tuple(
        line(Text(f"{one.when} \u00b7 {one.where}: {one.what}", Tone.QUIET))
        for one in moments
    )
    happened = Fold(summary=line("What happened when"), blocks=(Listing(lines=lines),))
    yield Section(
        anchor="thread",
        title="From need to proof",
        blocks=(
            *((Table(columns=STRANDS, rows=rows),) if rows else ()),
            *((Paragraph(line(Text(NO_CAUSE, Tone.QUIET))),) if rows else ()),
            *(_query(one) for one in queries(thread) if one.found),
            *((happened,) if lines else ()),
        ),
    )


def _query(query: Query) -> Fold:
    """Return a question with what was found, folded where that is long."""
    return Fold(
        summary=line(f"{query.title}: {len(query.found)}"),
        blocks=(Listing(lines=tuple(line(str(one)) for one in query.found)),),
        opened=len(query.found) <= SHOWN_ANSWERS,
    )


def _strand_row(project: Project, strand: ThreadEntry, shown: set[str]) -> Row:
    kind = strand.origin.value
    if strand.removed is not None:
        kind += f", no longer in the plan since {strand.removed}"
    return Row(
        cells=(
            cell(strand.title, Text(kind, Tone.QUIET)),
            cell("; ".join(strand.serves), *map(_because, strand.causes)),
            cell(*(_tried(one) for one in strand.tried)),
            cell(*_shown_by(project, strand, shown)),
            cell(Text(strand.missing, Tone.BAD)),
        )
    )


def _because(cause: str) -> Text:
    return Text(f"because: {cause}", Tone.QUIET)


def _tried(one: Attempt) -> Line:
    said = "" if one.decision == one.state else one.decision
    return line(
        f"{one.title}: {one.state}", Text(f"; {said}" if said else "", Tone.QUIET)
    )


def _way(one: Signalled) -> Line:
    word = spc.Variation.IMPROVEMENT if one.gain > 0 else spc.Variation.CONCERN
    return line(Text(f"{one.at} (", Tone.QUIET), MEANT[word], Text(")", Tone.QUIET))


def _shown_by(project: Project, strand: ThreadEntry, shown: set[str]) -> Iterator[Line]:
    """Yield what would show it, and how that moved since it was begun."""
    titles = {one.key: one.title for one in project.measures}
    for key in strand.measures:
        to = f"measure-{key}" if key in shown else ""
        yield line(Text(titles.get(key, key), to=to))
        moves = [one for one in strand.shifts if one.measure == key]
        yield from (move_words(one, Tone.QUIET) for one in moves)
        signals = [one for one in strand.signals if one.measure == key]
        yield from (line(Text(SIGNALS, Tone.QUIET), *_way(one)) for one in signals)
        if key in shown and strand.begun is not None and not (moves or signals):
            yield line(Text("no signal since it was begun", Tone.QUIET))
    yield from map(line, strand.words)
    if strand.retaken is not None:
        change = strand.retaken.change
        levels = f"{number(change.before)}, then {number(change.after)}"
        said = f"assessed again: {levels} ({change.verdict}: {change.reason})"
        yield line(Text(said, Tone.QUIET))
