"""What was found, given and learned: causes, contacts of coaches, lessons."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from cqikit import plans
from cqikit.core import say
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
from cqikit.reports._words import number, span_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.core import Part, Sentence
    from cqikit.projects import (
        Analysis,
        Cause,
        Contact,
        Dose,
        Lesson,
        Reached,
        Resource,
    )
    from cqikit.reports._blocks import Block, Cell
    from cqikit.reports._composed import Report

__all__ = ["causes_section", "coaching_section", "lessons_section"]

CAUSES: Final = (
    Column(say("Cause")),
    Column(say("Explains")),
    Column(say("How it was found")),
    Column(say("Evidence")),
    Column(say("Answered by")),
)
GIVEN: Final = (
    Column(say("Team")),
    Column(say("Contacts"), number=True),
    Column(say("Minutes"), number=True),
    Column(say("How")),
)
CONTACTS: Final = (
    Column(say("On"), whole=True),
    Column(say("Team")),
    Column(say("Who")),
    Column(say("How")),
    Column(say("About")),
    Column(say("Agreed")),
)
LESSONS: Final = (
    Column(say("Problem")),
    Column(say("What worked")),
    Column(say("What did not")),
    Column(say("For whom")),
    Column(say("Shown by")),
    Column(say("Tags")),
)
RESOURCES: Final = (
    Column(say("Resource")),
    Column(say("Where")),
    Column(say("For whom")),
    Column(say("Tags")),
)
NO_CAUSE: Final = say(
    "What a team was given stands beside what its measures did, from their baseline"
    " median to the current one. Neither is the cause of the other: who asks for help"
    " is often who needs it most."
)
#: Of whom a contact is that names no team, and what nobody said.
TOGETHER: Final = say("all together")
NOT_SAID: Final = say("not said")


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
    yield Section(anchor="causes", title=say("Why the gaps are there"), blocks=(table,))


def _cause_row(
    cause: Cause, needs: Mapping[str, str], answers: Mapping[str, str]
) -> Row:
    by = say("by {whom}", whom=cause.found_by) if cause.found_by else ""
    said = tuple(filter(None, (cause.standing.words, cause.on, by)))
    answering = [answers.get(key, key) for key in (cause.driver, cause.idea) if key]
    return Row(
        cells=(
            cell(cause.title, Text(say("{all}", all=said), Tone.QUIET)),
            cell(needs.get(cause.need, cause.need)),
            cell(*_analysis(cause.analysis)),
            cell(cause.evidence),
            cell(*answering) if answering else cell(Text(say("nothing yet"), Tone.BAD)),
        )
    )


def _analysis(analysis: Analysis | None) -> Iterator[str]:
    match analysis:
        case Whys(whys=whys):
            for place, why in enumerate(whys, start=1):
                yield say("Why {place}: {why}", place=place, why=why)
        case Branch(branch=branch):
            yield say("Branch: {branch}", branch=branch)
        case Bottleneck(stages=stages, at=at):
            yield say("{stage}: {n}", stage=stages[0].title, n=float(stages[0].reached))
            for stage, lost in zip(stages[1:], analysis.lost, strict=True):
                yield _stage(stage, lost, here=stage.title == at)
        case _:
            return


def _stage(stage: Reached, lost: int, *, here: bool) -> Sentence:
    parts: dict[str, Part] = {
        "stage": stage.title,
        "n": float(stage.reached),
        "lost": lost,
    }
    if here:
        return say("{stage}: {n} ({lost} lost, the bottleneck)", **parts)
    return say("{stage}: {n} ({lost} lost)", **parts)


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
        summary=line(say("Every contact ({n})", n=len(rows))),
        blocks=(Table(columns=CONTACTS, rows=rows),),
    )
    yield Section(
        anchor="coaching",
        title=say("Coaching and TA"),
        blocks=(*_doses(report, teams), log),
    )


def _doses(report: Report, teams: Mapping[str, str]) -> Iterator[Block]:
    keys = dict.fromkeys(
        beside.measure for dose in report.doses for beside in dose.beside
    )
    titles = report.project.measure_titles
    columns = (*GIVEN, *(Column(titles.get(key, key)) for key in keys))
    rows = tuple(_dose_row(dose, teams, tuple(keys)) for dose in report.doses)
    yield Table(caption=say("What each team was given"), columns=columns, rows=rows)
    yield Paragraph(line(Text(NO_CAUSE, Tone.QUIET)))


def _dose_row(dose: Dose, teams: Mapping[str, str], keys: tuple[str, ...]) -> Row:
    timed = dose.contacts - dose.untimed
    untimed = ""
    if dose.untimed and timed:
        untimed = say("of {n} that say so", n=timed)
    minutes = number(dose.minutes) if timed or not dose.contacts else NOT_SAID
    modes = tuple(
        say("{n} {mode}", n=count, mode=mode.words if mode else NOT_SAID)
        for mode, count in dose.modes
    )
    days = tuple(dict.fromkeys(day for day in (dose.first, dose.last) if day))
    moved = {this_beside.measure: this_beside for this_beside in dose.beside}
    cells: list[Cell] = []
    for key in keys:
        beside = moved.get(key)
        known = beside is not None and not math.isnan(beside.current)
        cells.append(
            cell(span_words(beside.baseline, beside.current))
            if beside is not None and known
            else cell(Text(say("no data"), Tone.QUIET))
        )
    return Row(
        cells=(
            cell(teams.get(dose.team, dose.team) or TOGETHER),
            cell(dose.contacts),
            cell(minutes, Text(untimed, Tone.QUIET)),
            cell(
                say("{modes}", modes=modes) if modes else "",
                Text(say("{days/ to }", days=days) if days else "", Tone.QUIET),
            ),
            *cells,
        )
    )


def _contact_row(
    contact: Contact, teams: Mapping[str, str], about: Mapping[str, str]
) -> Row:
    how: list[str] = []
    if contact.mode:
        how.append(contact.mode.words)
    if contact.minutes is not None:
        how.append(say("{n:# minute|# minutes}", n=contact.minutes))
    about_what = (about.get(key, key) for key in (contact.step, contact.cycle) if key)
    beside = [
        Text(say("on \u201c{title}\u201d", title=title), Tone.QUIET)
        for title in about_what
    ]
    attended = say("with {whom}", whom=contact.attended) if contact.attended else ""
    return Row(
        cells=(
            cell(contact.on),
            cell(teams.get(contact.team, contact.team) or TOGETHER),
            cell(contact.who, attended),
            cell(say("{how}", how=tuple(how)) if how else ""),
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
        blocks += [Heading(say("Resources")), Table(columns=RESOURCES, rows=rows)]
    if blocks:
        yield Section(
            anchor="lessons", title=say("What was learned"), blocks=tuple(blocks)
        )


def _lesson_row(lesson: Lesson, cycles: Mapping[str, str]) -> Row:
    shown = cycles.get(lesson.cycle, lesson.cycle)
    return Row(
        cells=(
            cell(lesson.problem),
            cell(lesson.worked),
            cell(lesson.did_not_work),
            cell(lesson.for_whom),
            cell(shown, Text(lesson.source, Tone.QUIET)),
            cell(_tags(lesson.tags)),
        )
    )


def _resource_row(resource: Resource) -> Row:
    return Row(
        cells=(
            cell(resource.title, resource.note),
            cell(resource.where),
            cell(resource.for_whom),
            cell(_tags(resource.tags)),
        )
    )


def _tags(tags: tuple[str, ...]) -> str:
    return say("{tags}", tags=tags) if tags else ""
