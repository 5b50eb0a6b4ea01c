"""What a project stands on: vision, program, people, who takes part, standards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
)

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

PEOPLE: Final = (Column("Who"), Column("What they do"), Column("What they learn"))
#: What each part of the work is called, by the field.
PARTS: Final = {
    "assessment": "Assessment",
    "plan": "Plan",
    "cycles": "Cycles",
    "review": "Review",
    "data": "Data",
}
STANDARDS: Final = (
    Column("What is agreed"),
    Column("Expected"),
    Column("Shown by"),
    Column("Made with, and told"),
    Column("Looked at"),
)
#: The parts of a program model, by the field.
MODEL: Final = {
    "inputs": "With what",
    "activities": "By doing what",
    "outputs": "What comes of it at once",
    "outcomes": "To which end",
    "assumptions": "What has to hold",
}


def groundwork_section(report: Report) -> Iterator[Section]:
    """Yield the section on the groundwork, if it is laid."""
    laid = report.project.groundwork
    if laid is None:
        return
    yield Section(
        anchor="groundwork",
        title="What the project stands on",
        blocks=(
            *_vision(laid),
            *_model(laid.model),
            *_people(report, laid),
            *_matrix(report),
            *_standards(report, laid),
        ),
    )


def _vision(laid: Groundwork) -> Iterator[Block]:
    said = laid.vision.strip() or Text("not written yet", Tone.QUIET)
    on = Text(f" (as of {laid.on})" if laid.on else "", Tone.QUIET)
    yield Paragraph(line(Text("Vision of quality", Tone.STRONG), ": ", said, on))
    if laid.values:
        shared = Text("Shared values and beliefs", Tone.STRONG)
        yield Paragraph(line(shared, ": ", "; ".join(laid.values)))


def _model(model: ProgramModel | None) -> Iterator[Block]:
    if model is None:
        return
    yield Heading("How the program works")
    rows = [
        ("In short", [model.summary]),
        ("For whom", [model.population]),
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
    yield Heading("People and their training")
    yield Table(
        columns=PEOPLE, rows=tuple(_person(person, teams) for person in laid.people)
    )


def _person(person: Person, teams: dict[str, str]) -> Row:
    what = [
        person.role.words,
        {None: "", 1: "1 person"}.get(person.count, f"{person.count} people"),
        f"{person.hours:g} hours a week" if person.hours is not None else "",
        teams.get(person.team, person.team),
    ]
    return Row(
        cells=(
            cell(person.who, Text("; ".join(filter(None, what)), Tone.QUIET)),
            cell(person.does),
            cell(*map(_training, person.training)),
        )
    )


def _training(training: Training) -> Line:
    by_when = f"by {training.by_when}" if training.by_when else "no date"
    if training.done:
        by_when = f"planned by {training.by_when}" if training.by_when else ""
    details = [
        by_when,
        f"with {training.given_by}" if training.given_by else "",
        training.note,
    ]
    done = (
        Text(f"learned on {training.done}", Tone.GOOD)
        if training.done
        else Text("to learn")
    )
    told = "; ".join(filter(None, details))
    return line(f"{training.topic}: ", done, f" ({told})" if told else "")


def _matrix(report: Report) -> Iterator[Block]:
    """Yield who takes part in what, as people say and as records show."""
    rows = participation(report.project)
    if not rows:
        return
    yield Heading("Who takes part in what")
    yield Table(
        columns=(Column("Who"), *map(Column, PARTS.values())),
        rows=tuple(_participant(row) for row in rows),
    )
    said = "A date is the last on which a log or an answer names them."
    yield Paragraph(line(Text(said, Tone.QUIET)))


def _participant(participant: TakesPart) -> Row:
    named = Text("named in records only", Tone.QUIET)
    who = cell(participant.who) if participant.person else cell(participant.who, named)
    return Row(cells=(who, *(_part(participant, name) for name in PARTS)))


def _part(participant: TakesPart, name: str) -> Cell:
    on = participant.recorded.get(name)
    return cell(participant.said.get(name, ""), Text(str(on) if on else "", Tone.QUIET))


def _standards(report: Report, laid: Groundwork) -> Iterator[Block]:
    if not laid.standards:
        return
    people = {person.key: person.who for person in laid.people}
    yield Heading("Outcomes, indicators and standards")
    yield Table(
        columns=STANDARDS,
        rows=tuple(_standard(report, standard, people) for standard in laid.standards),
    )


def _standard(report: Report, standard: Standard, people: dict[str, str]) -> Row:
    titles = report.project.measure_titles
    shown = {section.result.measure.key for section in report.measures}
    to = f"measure-{standard.measure}" if standard.measure in shown else ""
    with_whom = _named(standard.made_with, people)
    form = f"{standard.form.value}; tells of {standard.kind.value}"
    looked = [f"{said.on}: {said.result or 'looked at'}" for said in standard.reviews]
    return Row(
        cells=(
            cell(
                standard.title,
                Text(form, Tone.QUIET),
                Text(standard.source, Tone.QUIET),
            ),
            cell(standard.expected),
            cell(Text(titles.get(standard.measure, standard.measure), to=to)),
            cell(f"with {with_whom}" if with_whom else "", standard.told),
            cell(
                *looked, f"next by {standard.review_by}" if standard.review_by else ""
            ),
        )
    )


def _named(keys: Iterable[str], people: dict[str, str]) -> str:
    return ", ".join(people.get(key, key) for key in keys)
