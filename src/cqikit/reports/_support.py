"""What was found, given and learned: causes, contacts of coaches, lessons."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from cqikit import plans
from cqikit.core import format_number, plural
from cqikit.projects import Bottleneck, Branch, Whys
from cqikit.reports._blocks import (
    Column,
    Fold,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    Tone,
    cell,
    line,
)
from cqikit.reports._words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.projects import Analysis, Cause, Contact, Dose, Lesson, Resource
    from cqikit.reports._blocks import Block, Cell
    from cqikit.reports._composed import Report

__all__ = ["causes_section", "coaching_section", "lessons_section"]

CAUSES: Final = (
    Column("Cause"),
    Column("Explains"),
    Column("How it was found"),
    Column("Evidence"),
    Column("Answered by"),
)
GIVEN: Final = (
    Column("Team"),
    Column("Contacts", number=True),
    Column("Minutes", number=True),
    Column("How"),
)
CONTACTS: Final = (
    Column("On", whole=True),
    Column("Team"),
    Column("Who"),
    Column("How"),
    Column("About"),
    Column("Agreed"),
)
LESSONS: Final = (
    Column("Problem"),
    Column("What worked"),
    Column("What did not"),
    Column("For whom"),
    Column("Shown by"),
    Column("Tags"),
)
RESOURCES: Final = (
    Column("Resource"),
    Column("Where"),
    Column("For whom"),
    Column("Tags"),
)
NO_CAUSE: Final = (
    "What a team was given stands beside what its measures did, from their baseline"
    " median to the current one. Neither is the cause of the other: who asks for help"
    " is often who needs it most."
)


def causes_section(report: Report) -> Iterator[Section]:
    """Yield the section on causes, if there are any."""
    project = report.project
    if not project.causes:
        return
    plan, diagram = project.plan, project.diagram
    needs: dict[str, str] = {}
    answers: dict[str, str] = {}
    if plan is not None:
        needs = {need.key: need.title for need in plans.needs(plan)}
    if diagram is not None:
        answers = {driver.key: driver.title for driver in diagram.drivers}
        answers |= {idea.key: idea.title for idea in diagram.ideas}
    rows = tuple(_cause_row(cause, needs, answers) for cause in project.causes)
    table = Table(columns=CAUSES, rows=rows)
    yield Section(anchor="causes", title="Why the gaps are there", blocks=(table,))


def _cause_row(
    cause: Cause, needs: Mapping[str, str], answers: Mapping[str, str]
) -> Row:
    by = f"by {cause.found_by}" if cause.found_by else ""
    said = (cause.standing.value, str(cause.on or ""), by)
    answering = [answers.get(key, key) for key in (cause.driver, cause.idea) if key]
    return Row(
        cells=(
            cell(cause.title, Text(", ".join(filter(None, said)), Tone.QUIET)),
            cell(needs.get(cause.need, cause.need)),
            cell(*_analysis(cause.analysis)),
            cell(cause.evidence),
            cell(*answering) if answering else cell(Text("nothing yet", Tone.BAD)),
        )
    )


def _analysis(analysis: Analysis | None) -> Iterator[str]:
    match analysis:
        case Whys(whys=whys):
            for place, why in enumerate(whys, start=1):
                yield f"Why {place}: {why}"
        case Branch(branch=branch):
            yield f"Branch: {branch}"
        case Bottleneck(stages=stages, at=at):
            yield f"{stages[0].title}: {format_number(stages[0].reached)}"
            for stage, lost in zip(stages[1:], analysis.lost, strict=True):
                here = ", the bottleneck" if stage.title == at else ""
                yield (
                    f"{stage.title}: {format_number(stage.reached)} ({lost} lost{here})"
                )
        case _:
            return


def coaching_section(report: Report) -> Iterator[Section]:
    """Yield the section on what coaches and TA gave, if there is a log."""
    contacts = report.project.contacts
    if not contacts:
        return
    steps = report.project.plan.steps if report.project.plan is not None else ()
    about = {
        **{step.key: step.what for step in steps},
        **{cycle.key: cycle.title for cycle in report.project.cycles},
    }
    teams = report.closing.team_titles
    rows = tuple(
        _contact_row(contact, teams, about)
        for contact in sorted(contacts, key=lambda c: c.on)
    )
    log = Fold(
        summary=line(f"Every contact ({len(rows)})"),
        blocks=(Table(columns=CONTACTS, rows=rows),),
    )
    yield Section(
        anchor="coaching", title="Coaching and TA", blocks=(*_doses(report, teams), log)
    )


def _doses(report: Report, teams: Mapping[str, str]) -> Iterator[Block]:
    keys = dict.fromkeys(
        beside.measure for dose in report.doses for beside in dose.beside
    )
    titles = report.project.measure_titles
    columns = (*GIVEN, *(Column(titles.get(key, key)) for key in keys))
    rows = tuple(_dose_row(dose, teams, tuple(keys)) for dose in report.doses)
    yield Table(caption="What each team was given", columns=columns, rows=rows)
    yield Paragraph(line(Text(NO_CAUSE, Tone.QUIET)))


def _dose_row(dose: Dose, teams: Mapping[str, str], keys: tuple[str, ...]) -> Row:
    timed = dose.contacts - dose.untimed
    untimed = f"of {timed} that say so" if dose.untimed and timed else ""
    minutes = format_number(dose.minutes) if timed or not dose.contacts else "not said"
    modes = ", ".join(
        f"{count} {mode.value if mode else 'not said'}" for mode, count in dose.modes
    )
    days = dict.fromkeys(str(day) for day in (dose.first, dose.last) if day)
    moved = {this_beside.measure: this_beside for this_beside in dose.beside}
    cells: list[Cell] = []
    for key in keys:
        beside = moved.get(key)
        known = beside is not None and not math.isnan(beside.current)
        cells.append(
            cell(f"{number(beside.baseline)} to {number(beside.current)}")
            if beside is not None and known
            else cell(Text("no data", Tone.QUIET))
        )
    return Row(
        cells=(
            cell(teams.get(dose.team, dose.team) or "all together"),
            cell(str(dose.contacts)),
            cell(minutes, Text(untimed, Tone.QUIET)),
            cell(modes, Text(" to ".join(days), Tone.QUIET)),
            *cells,
        )
    )


def _contact_row(
    contact: Contact, teams: Mapping[str, str], about: Mapping[str, str]
) -> Row:
    minutes = "" if contact.minutes is None else plural(contact.minutes, "minute")
    mode = contact.mode.value if contact.mode else ""
    named = (about.get(key, key) for key in (contact.step, contact.cycle) if key)
    beside = [Text(f"on \u201c{title}\u201d", Tone.QUIET) for title in named]
    attended = f"with {contact.attended}" if contact.attended else ""
    return Row(
        cells=(
            cell(str(contact.on)),
            cell(teams.get(contact.team, contact.team) or "all together"),
            cell(contact.who, attended),
            cell(", ".join(filter(None, (mode, minutes)))),
            cell(contact.topic, *beside, contact.note),
            cell(contact.agreed),
        )
    )


def lessons_section(report: Report) -> Iterator[Section]:
    """Yield the section on lessons and resources, if there are any."""
    project = report.project
    cycles = {cycle.key: cycle.title for cycle in project.cycles}
    blocks: list[Block] = []
    if project.lessons:
        rows = tuple(_lesson_row(lesson, cycles) for lesson in project.lessons)
        blocks.append(Table(columns=LESSONS, rows=rows))
    if project.resources:
        rows = tuple(_resource_row(resource) for resource in project.resources)
        blocks += [Heading("Resources"), Table(columns=RESOURCES, rows=rows)]
    if blocks:
        yield Section(anchor="lessons", title="What was learned", blocks=tuple(blocks))


def _lesson_row(lesson: Lesson, cycles: Mapping[str, str]) -> Row:
    shown = cycles.get(lesson.cycle, lesson.cycle)
    return Row(
        cells=(
            cell(lesson.problem),
            cell(lesson.worked),
            cell(lesson.did_not_work),
            cell(lesson.for_whom),
            cell(shown, Text(lesson.source, Tone.QUIET)),
            cell(", ".join(lesson.tags)),
        )
    )


def _resource_row(resource: Resource) -> Row:
    return Row(
        cells=(
            cell(resource.title, resource.note),
            cell(resource.where),
            cell(resource.for_whom),
            cell(", ".join(resource.tags)),
        )
    )
