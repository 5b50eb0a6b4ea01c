"""What a project stands on: vision, program, people, who takes part, standards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import say
from cqikit.projects import participation
from cqikit.reports._blocks import (
    Column,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    Tone,
    cell,
    line,
    told,
)
from cqikit.reports._words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.projects import (
        Groundwork,
        Person,
        ProgramModel,
        Standard,
        TakesPart,
        Training,
    )
    from cqikit.reports._blocks import Block, Cell, Line
    from cqikit.reports._composed import Report

__all__ = ["groundwork_section"]

PEOPLE: Final = (
    Column(say("Who")),
    Column(say("What they do")),
    Column(say("What they learn")),
)
#: What each part of the work is called, by the field.
PARTS: Final = {
    "assessment": say("Assessment"),
    "plan": say("Plan"),
    "cycles": say("Cycles"),
    "review": say("Review"),
    "data": say("Data"),
}
STANDARDS: Final = (
    Column(say("What is agreed")),
    Column(say("Expected")),
    Column(say("Shown by")),
    Column(say("Made with, and told")),
    Column(say("Looked at")),
)
#: The parts of a program model, by the field.
MODEL: Final = {
    "inputs": say("With what"),
    "activities": say("By doing what"),
    "outputs": say("What comes of it at once"),
    "outcomes": say("To which end"),
    "assumptions": say("What has to hold"),
}


def groundwork_section(report: Report) -> Iterator[Section]:
    """Yield the section on the groundwork, if it is laid."""
    laid = report.project.groundwork
    if laid is None:
        return
    yield Section(
        anchor="groundwork",
        title=say("What the project stands on"),
        blocks=(
            *_vision(laid),
            *_model(laid.model),
            *_people(report, laid),
            *_matrix(report),
            *_standards(report, laid),
        ),
    )


def _vision(laid: Groundwork) -> Iterator[Block]:
    said = laid.vision.strip() or Text(say("not written yet"), Tone.QUIET)
    on = Text(say(" (as of {day})", day=laid.on) if laid.on else "", Tone.QUIET)
    title = Text(say("Vision of quality"), Tone.STRONG)
    yield Paragraph(told("{title}: {said}{on}", title=title, said=said, on=on))
    if laid.values:
        shared = Text(say("Shared values and beliefs"), Tone.STRONG)
        said = listed(laid.values)
        yield Paragraph(told("{title}: {said}", title=shared, said=said))


def _model(model: ProgramModel | None) -> Iterator[Block]:
    if model is None:
        return
    yield Heading(say("How the program works"))
    rows = [
        (say("In short"), [model.summary]),
        (say("For whom"), [model.population]),
        *((title, getattr(model, name)) for name, title in MODEL.items()),
    ]
    yield Table(
        columns=(Column(""), Column("")),
        rows=tuple(
            Row(cells=(cell(title), cell(*said))) for title, said in rows if any(said)
        ),
    )


def _people(report: Report, laid: Groundwork) -> Iterator[Block]:
    if not laid.people:
        return
    teams = report.closing.team_titles
    yield Heading(say("People and their training"))
    yield Table(
        columns=PEOPLE, rows=tuple(_person(person, teams) for person in laid.people)
    )


def _person(person: Person, teams: dict[str, str]) -> Row:
    what = [
        person.role.words,
        "" if person.count is None else say("{n:# person|# people}", n=person.count),
        "" if person.hours is None else say("{n:g} hours a week", n=person.hours),
        teams.get(person.team, person.team),
    ]
    return Row(
        cells=(
            cell(person.who, Text(listed(what), Tone.QUIET)),
            cell(person.does),
            cell(*map(_training, person.training)),
        )
    )


def _training(training: Training) -> Line:
    by_when, done = training.by_when, training.done
    due: str = say("by {day}", day=by_when) if by_when else say("no date")
    state = Text(say("to learn"))
    if done:
        due = say("planned by {day}", day=by_when) if by_when else ""
        state = Text(say("learned on {day}", day=done), Tone.GOOD)
    given_by = training.given_by
    given = say("with {whom}", whom=given_by) if given_by else ""
    details = listed((due, given, training.note))
    if not details:
        return told("{topic}: {state}", topic=training.topic, state=state)
    return told(
        "{topic}: {state} ({details})",
        topic=training.topic,
        state=state,
        details=details,
    )


def _matrix(report: Report) -> Iterator[Block]:
    """Yield who takes part in what, as people say and as records show."""
    rows = participation(report.project)
    if not rows:
        return
    yield Heading(say("Who takes part in what"))
    yield Table(
        columns=(Column(say("Who")), *map(Column, PARTS.values())),
        rows=tuple(_participant(row) for row in rows),
    )
    said = say("A date is the last on which a log or an answer names them.")
    yield Paragraph(line(Text(said, Tone.QUIET)))


def _participant(participant: TakesPart) -> Row:
    named = Text(say("named in records only"), Tone.QUIET)
    who = cell(participant.who) if participant.person else cell(participant.who, named)
    return Row(cells=(who, *(_part(participant, name) for name in PARTS)))


def _part(participant: TakesPart, name: str) -> Cell:
    on = participant.recorded.get(name)
    return cell(participant.said.get(name, ""), Text(on or "", Tone.QUIET))


def _standards(report: Report, laid: Groundwork) -> Iterator[Block]:
    if not laid.standards:
        return
    people = {person.key: person.who for person in laid.people}
    yield Heading(say("Outcomes, indicators and standards"))
    yield Table(
        columns=STANDARDS,
        rows=tuple(_standard(report, standard, people) for standard in laid.standards),
    )


def _standard(report: Report, standard: Standard, people: dict[str, str]) -> Row:
    titles = report.project.measure_titles
    shown = {section.result.measure.key for section in report.measures}
    to = f"measure-{standard.measure}" if standard.measure in shown else ""
    with_whom = _named(standard.made_with, people)
    form = say(
        "{form}; tells of {kind}",
        form=standard.form.words,
        kind=standard.kind.words,
    )
    looked = [
        say("{day}: {said}", day=said.on, said=said.result or say("looked at"))
        for said in standard.reviews
    ]
    next_by = standard.review_by
    return Row(
        cells=(
            cell(
                standard.title,
                Text(form, Tone.QUIET),
                Text(standard.source, Tone.QUIET),
            ),
            cell(standard.expected),
            cell(Text(titles.get(standard.measure, standard.measure), to=to)),
            cell(
                say("with {whom}", whom=with_whom) if with_whom else "", standard.told
            ),
            cell(*looked, say("next by {day}", day=next_by) if next_by else ""),
        )
    )


def _named(keys: Iterable[str], people: dict[str, str]) -> tuple[str, ...]:
    return tuple(people.get(key, key) for key in keys)
