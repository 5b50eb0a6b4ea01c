"""What was worked on: the theory, the plan, the cycles, the assessments, the thread."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from cqikit import actions, drivers, pdsa, plans, spc
from cqikit.projects import Origin, queries, timeline
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
from cqikit.reports._pictures import Cycles, Profile, Theory
from cqikit.reports._words import MEANT, move_words, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.actions import ActionStep
    from cqikit.assessments import ProfileRow
    from cqikit.pdsa import Cycle
    from cqikit.projects import Assessed, Project, Query, Signalled, Strand, Tried
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._report import Report

__all__ = [
    "assessments_section",
    "cycles_section",
    "diagram_section",
    "plan_section",
    "thread_section",
]

STEPS: Final = (
    Column("What"),
    Column("Who"),
    Column("By when", whole=True),
    Column("Stands at"),
    Column("Answers"),
    Column("As a step"),
)
GRADES: Final = (
    "As a step: strong where it is beyond doubt who does what by when; weak where"
    " nobody owns it, it has no date, or what is done is left open; else fair. Under it"
    " stands what could be clearer."
)
CYCLES: Final = (
    Column("Cycle"),
    Column("Team"),
    Column("Stands at"),
    Column("Predicted, and what happened"),
    Column("Learned"),
)
PARTS: Final = (
    Column("Part"),
    Column("Score", number=True),
    Column("Level"),
    Column("Could still be", number=True),
    Column("Answered", number=True),
)
TO_HAPPEN: Final = (
    Column("What"),
    Column("Who"),
    Column("By when", whole=True),
    Column("Support"),
    Column("About"),
)
SIGNALS: Final = "its chart signals, last in "
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
    blocks = (Paragraph(line(diagram.title)), picture)
    yield Section(anchor="diagram", title="Driver diagram", blocks=blocks)


def plan_section(report: Report) -> Iterator[Section]:
    """Yield the section on the plan, if there is one: steps in order."""
    plan = report.project.plan
    if plan is None:
        return
    summary = (Paragraph(line(plan.summary)),) if plan.summary else ()
    needs = {
        one.key: one.title for one in report.thread.strands if one.origin is Origin.NEED
    }
    as_of = report.project.charter.as_of
    rows = tuple(_step_row(step, needs, as_of) for step in plans.order(plan))
    table = Table(columns=STEPS, rows=rows)
    said = (Paragraph(line(Text(GRADES, Tone.QUIET))),)
    yield Section(anchor="plan", title=plan.title, blocks=(*summary, table, *said))


def _step_row(step: ActionStep, needs: dict[str, str], as_of: date) -> Row:
    strength = actions.strength(step)
    by = actions.deadline(step)
    what = f"{step.what}: {step.specification}" if step.specification else step.what
    late = " late" if actions.overdue(step, as_of=as_of) else ""
    lacking = "; ".join(one.reason for one in strength.lacking)
    return Row(
        cells=(
            cell(what),
            cell(actions.owner(step) or "nobody yet"),
            cell(str(by) if by is not None else "no date yet"),
            cell(line(actions.status(step).value, Text(late, Tone.BAD))),
            cell("; ".join(needs.get(key, key) for key in step.answers)),
            cell(strength.grade.value, Text(lacking, Tone.QUIET)),
        )
    )


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
    yield Section(anchor="cycles", title="PDSA cycles", blocks=(picture, table))


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


def assessments_section(report: Report) -> Iterator[Section]:
    """Yield the section on self-assessments, if there are any."""
    blocks: list[Block] = []
    for one in report.assessments:
        on = f", {one.assessed.on}" if one.assessed.on else ""
        ring = ", a ring the score before" if one.before else ""
        blocks += [
            Heading(f"{one.title}{on}"),
            Picture(
                drawing=Profile(rows=one.rows, before=one.before, title=one.title),
                title=f"Profile: {one.title}",
                caption=line(
                    f"A dot is a score, a bar what the unanswered could still"
                    f" make of it{ring}."
                ),
            ),
            Table(columns=PARTS, rows=tuple(_part_row(row) for row in one.rows)),
            *_to_happen(one.assessed),
        ]
    if blocks:
        yield Section(
            anchor="assessments", title="Self-assessment", blocks=tuple(blocks)
        )


def _to_happen(assessed: Assessed) -> Iterator[Table]:
    """Yield what answers say is to happen, in their words, where they say any."""
    items = {one.key: one.title for one in assessed.responses.framework.all_items}
    rows = tuple(
        Row(
            cells=(
                cell(one.next_step or "not said"),
                cell(one.who or "nobody yet"),
                cell(str(one.by_when) if one.by_when is not None else "no date yet"),
                cell(one.support),
                cell(items[one.item]),
            )
        )
        for one in assessed.responses.answers
        if one.next_step or one.who or one.by_when or one.support
    )
    if rows:
        yield Table(caption="What is to happen", columns=TO_HAPPEN, rows=rows)


def _part_row(row: ProfileRow) -> Row:
    share = "" if row.coverage is None else number(100 * row.coverage, "%")
    return Row(
        cells=(
            cell(row.title),
            cell(number(row.value)),
            cell(row.level),
            cell(f"{number(row.low)} to {number(row.high)}"),
            cell(share),
        )
    )


def thread_section(report: Report) -> Iterator[Section]:
    """Yield the section on the thread from need to proof, if it has a strand."""
    thread = report.thread
    if not thread.strands:
        return
    shown = {one.result.measure.key for one in report.measures}
    rows = tuple(_strand_row(report.project, one, shown) for one in thread.strands)
    moments = tuple(
        line(Text(f"{one.when} \u00b7 {one.where}: {one.what}", Tone.QUIET))
        for one in timeline(report.project)
    )
    happened = Fold(
        summary=line("What happened when"), blocks=(Listing(lines=moments),)
    )
    yield Section(
        anchor="thread",
        title="From need to proof",
        blocks=(
            Table(columns=STRANDS, rows=rows),
            Paragraph(line(Text(NO_CAUSE, Tone.QUIET))),
            *(_query(one) for one in queries(thread) if one.found),
            *((happened,) if moments else ()),
        ),
    )


def _query(query: Query) -> Fold:
    """Return a question with what was found, folded where that is long."""
    return Fold(
        summary=line(f"{query.title}: {len(query.found)}"),
        blocks=(Listing(lines=tuple(line(str(one)) for one in query.found)),),
        opened=len(query.found) <= SHOWN_ANSWERS,
    )


def _strand_row(project: Project, strand: Strand, shown: set[str]) -> Row:
    kind = strand.origin.value
    if strand.removed is not None:
        kind += f", no longer in the plan since {strand.removed}"
    return Row(
        cells=(
            cell(strand.title, Text(kind, Tone.QUIET)),
            cell("; ".join(strand.serves)),
            cell(*(_tried(one) for one in strand.tried)),
            cell(*_shown_by(project, strand, shown)),
            cell(Text(strand.missing, Tone.BAD)),
        )
    )


def _tried(one: Tried) -> Line:
    said = "" if one.decision == one.state else one.decision
    return line(
        f"{one.title}: {one.state}", Text(f"; {said}" if said else "", Tone.QUIET)
    )


def _way(one: Signalled) -> Line:
    word = spc.Variation.IMPROVEMENT if one.gain > 0 else spc.Variation.CONCERN
    return line(Text(f"{one.at} (", Tone.QUIET), MEANT[word], Text(")", Tone.QUIET))


def _shown_by(project: Project, strand: Strand, shown: set[str]) -> Iterator[Line]:
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
