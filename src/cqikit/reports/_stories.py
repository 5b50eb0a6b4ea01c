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
    from cqikit.reports._report import Report

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
        rows = tuple(_question(report, one) for one in project.conjoint)
        blocks.append(Table(columns=QUESTIONS, rows=rows))
    if project.evidence:
        rows = tuple(_evidence(report, one) for one in project.evidence)
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


def _evidence(report: Report, one: QualitativeEvidence) -> Row:
    laid = report.project.groundwork
    people = {each.key: each.who for each in laid.people} if laid else {}
    of = f"{one.kind.value.replace('-', ' ')}"
    of += f", {one.count} in all" if one.count else ""
    by = f"gathered by {one.gathered_by}" if one.gathered_by else ""
    where = f"kept in {one.source}" if one.source else ""
    told = [Text(said, Tone.QUIET) for said in (of, by, where)]
    return Row(
        cells=(
            cell(one.title, *told),
            cell(str(one.on)),
            cell(*one.found),
            cell(", ".join(people.get(key, key) for key in one.reviewed_with)),
        )
    )


def _question(report: Report, one: Conjoint) -> Row:
    follows = "; ".join(
        filter(None, (one.who, f"by {one.by_when}" if one.by_when else ""))
    )
    together = Text(one.agreement.words, Tone.STRONG) if one.agreement else NOT_ANSWERED
    return Row(
        cells=(
            cell(one.question),
            cell(one.numbers, *_numbers(report, one)),
            cell(one.stories, *_stories(report, one)),
            cell(together, one.learned),
            cell(one.next_step or NOT_ANSWERED, Text(follows, Tone.QUIET)),
        )
    )


def _numbers(report: Report, one: Conjoint) -> Iterator[Line]:
    """Yield each measure with what its chart says, as far as it has one."""
    titles = {each.key: each.title for each in report.project.measures}
    charts = {each.result.measure.key: each.charted for each in report.measures}
    for key in one.measures:
        title = titles.get(key, key)
        if key not in charts:
            yield line(Text(f"{title}: no data", Tone.QUIET))
            continue
        moved = MEANT[spc.Variation(str(charts[key].judgement.moved))]
        yield line(Text(title, to=f"measure-{key}"), ": ", moved)


def _stories(report: Report, one: Conjoint) -> Iterator[Line]:
    """Yield each piece of evidence with what was found, each cycle with its lesson."""
    evidence = {each.key: each for each in report.project.evidence}
    cycles = {each.key: each for each in report.project.cycles}
    for key in one.evidence:
        found = evidence[key].found if key in evidence else ()
        title = evidence[key].title if key in evidence else key
        said = f": {'; '.join(found)}" if found else ""
        yield line(Text(f"{title}{said}", Tone.QUIET))
    for key in one.cycles:
        cycle = cycles.get(key)
        concluded = pdsa.latest(cycle, pdsa.Conclude) if cycle else None
        learned = f": {concluded.learned}" if concluded else ""
        title = cycle.title if cycle else key
        yield line(Text(f"cycle \u201c{title}\u201d{learned}", Tone.QUIET))
