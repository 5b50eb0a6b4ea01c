"""What people told, and what numbers and stories each say of one question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import pdsa
from cqikit.core import say
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
    told,
)
from cqikit.reports._proposed import NOT_ANSWERED
from cqikit.reports._words import listed, moved_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.projects import Conjoint, QualitativeEvidence
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["stories_section"]

EVIDENCE: Final = (
    Column(say("Evidence")),
    Column(say("When"), whole=True),
    Column(say("What was found")),
    Column(say("Looked at with")),
)
QUESTIONS: Final = (
    Column(say("Question")),
    Column(say("What the numbers say")),
    Column(say("What the stories say")),
    Column(say("Both together")),
    Column(say("What follows")),
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
            Heading(say("Interviews, case reviews, observations")),
            Table(columns=EVIDENCE, rows=rows),
        ]
    if blocks:
        yield Section(
            anchor="stories",
            title=say("What numbers and stories say"),
            blocks=tuple(blocks),
        )


def _evidence(report: Report, evidence: QualitativeEvidence) -> Row:
    laid = report.project.groundwork
    people = {each.key: each.who for each in laid.people} if laid else {}
    of, whom, source = evidence.kind.words, evidence.gathered_by, evidence.source
    if evidence.count:
        of = say("{kind}, {n} in all", kind=of, n=evidence.count)
    by = say("gathered by {whom}", whom=whom) if whom else ""
    where = say("kept in {source}", source=source) if source else ""
    with_whom = tuple(people.get(key, key) for key in evidence.reviewed_with)
    told = [Text(said, Tone.QUIET) for said in (of, by, where)]
    return Row(
        cells=(
            cell(evidence.title, *told),
            cell(evidence.on),
            cell(*evidence.found),
            cell(say("{people}", people=with_whom) if with_whom else ""),
        )
    )


def _question(report: Report, conjoint: Conjoint) -> Row:
    due = conjoint.by_when
    follows = listed((conjoint.who, say("by {day}", day=due) if due else ""))
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
            yield line(Text(say("{title}: no data", title=title), Tone.QUIET))
            continue
        moved = moved_words(charts[key].judgement)
        measure = Text(title, to=f"measure-{key}")
        yield told("{measure}: {moved}", measure=measure, moved=moved)


def _stories(report: Report, conjoint: Conjoint) -> Iterator[Line]:
    """Yield each piece of evidence with what was found, each cycle with its lesson."""
    evidence = {each.key: each for each in report.project.evidence}
    cycles = {each.key: each for each in report.project.cycles}
    for key in conjoint.evidence:
        found = evidence[key].found if key in evidence else ()
        title = evidence[key].title if key in evidence else key
        said = say("{title}: {found/; }", title=title, found=found) if found else title
        yield line(Text(said, Tone.QUIET))
    for key in conjoint.cycles:
        cycle = cycles.get(key)
        concluded = pdsa.latest(cycle, pdsa.Conclude) if cycle else None
        said = say("cycle \u201c{title}\u201d", title=cycle.title if cycle else key)
        if concluded:
            said = say("{cycle}: {learned}", cycle=said, learned=concluded.learned)
        yield line(Text(said, Tone.QUIET))
