"""What people told, and what numbers and stories each say of one question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import pdsa, spc
from cqikit.reports._blocks import (
    Column,
    Heading,
    Row,
    Section,
    Table,
    Text,
    Tone,
    cell,
    line,
)
from cqikit.reports._proposed import NOT_ANSWERED
from cqikit.reports._words import MEANT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.projects import Conjoint, QualitativeEvidence
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["stories_section"]

EVIDENCE: Final = (
    Column("Evidence"),
    Column("When", whole=True),
    Column("What was found"),
    Column("Looked at with"),
)
QUESTIONS: Final = (
    Column("Question"),
    Column("What the numbers say"),
    Column("What the stories say"),
    Column("Both together"),
    Column("What follows"),
)


def stories_section(report: Report) -> Iterator[Section]:
    """Yield qualitative evidence and conjoint analyses, if there are any."""
    project = report.project
    blocks: list[Block] = []
    if project.conjoint:
        rows = tuple(_question(report, conjoint) for conjoint in project.conjoint)
        blocks.append(Table(columns=QUESTIONS, rows=rows))
    if project.evidence:
        rows = tuple(_evidence(report, evidence) for evidence in project.evidence)
        blocks += [
            Heading("Interviews, case reviews, observations"),
            Table(columns=EVIDENCE, rows=rows),
        ]
    if blocks:
        yield Section(
            anchor="stories",
            title="What numbers and stories say",
            blocks=tuple(blocks),
        )


def _evidence(report: Report, evidence: QualitativeEvidence) -> Row:
    laid = report.project.groundwork
    people = {each.key: each.who for each in laid.people} if laid else {}
    of = f"{evidence.kind.value.replace('-', ' ')}"
    of += f", {evidence.count} in all" if evidence.count else ""
    by = f"gathered by {evidence.gathered_by}" if evidence.gathered_by else ""
    where = f"kept in {evidence.source}" if evidence.source else ""
    told = [Text(said, Tone.QUIET) for said in (of, by, where)]
    return Row(
        cells=(
            cell(evidence.title, *told),
            cell(str(evidence.on)),
            cell(*evidence.found),
            cell(", ".join(people.get(key, key) for key in evidence.reviewed_with)),
        )
    )


def _question(report: Report, conjoint: Conjoint) -> Row:
    follows = "; ".join(
        filter(
            None, (conjoint.who, f"by {conjoint.by_when}" if conjoint.by_when else "")
        )
    )
    together = (
        Text(conjoint.agreement.words, Tone.STRONG)
        if conjoint.agreement
        else NOT_ANSWERED
    )
    return Row(
        cells=(
            cell(conjoint.question),
            cell(conjoint.numbers, *_numbers(report, conjoint)),
            cell(conjoint.stories, *_stories(report, conjoint)),
            cell(together, conjoint.learned),
            cell(conjoint.next_step or NOT_ANSWERED, Text(follows, Tone.QUIET)),
        )
    )


def _numbers(report: Report, conjoint: Conjoint) -> Iterator[Line]:
    """Yield each measure with what its chart says, as far as it has one."""
    titles = report.project.measure_titles
    charts = {each.result.measure.key: each.charted for each in report.measures}
    for key in conjoint.measures:
        title = titles.get(key, key)
        if key not in charts:
            yield line(Text(f"{title}: no data", Tone.QUIET))
            continue
        moved = MEANT[spc.Variation(str(charts[key].judgement.moved))]
        yield line(Text(title, to=f"measure-{key}"), ": ", moved)


def _stories(report: Report, conjoint: Conjoint) -> Iterator[Line]:
    """Yield each piece of evidence with what was found, each cycle with its lesson."""
    evidence = {each.key: each for each in report.project.evidence}
    cycles = {each.key: each for each in report.project.cycles}
    for key in conjoint.evidence:
        found = evidence[key].found if key in evidence else ()
        title = evidence[key].title if key in evidence else key
        said = f": {'; '.join(found)}" if found else ""
        yield line(Text(f"{title}{said}", Tone.QUIET))
    for key in conjoint.cycles:
        cycle = cycles.get(key)
        concluded = pdsa.latest(cycle, pdsa.Conclude) if cycle else None
        learned = f": {concluded.learned}" if concluded else ""
        title = cycle.title if cycle else key
        yield line(Text(f"cycle \u201c{title}\u201d{learned}", Tone.QUIET))
