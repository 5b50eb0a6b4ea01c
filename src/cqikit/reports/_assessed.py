"""Self-assessments: the profile, each unit, what falls short, what people said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import say
from cqikit.reports._areas import concern_words
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
from cqikit.reports._pictures import Profile
from cqikit.reports._retaken import retaken_blocks, role_blocks
from cqikit.reports._valued import roles_picture
from cqikit.reports._words import listed, number, span_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.assessments import Answer, Framework, Gap, Link, ProfileRow, Score
    from cqikit.core import Sentence
    from cqikit.reports._assessments import AssessmentSection
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["assessments_section"]

PARTS: Final = (
    Column(say("Part")),
    Column(say("Score"), number=True),
    Column(say("Level")),
    Column(say("Could still be"), number=True),
    Column(say("Answered"), number=True),
)
UNITS: Final = (
    Column(say("Part")),
    Column(say("Lowest"), number=True),
    Column(say("Each of them")),
)
SAID: Final = (
    Column(say("Item and answer")),
    Column(say("Said by")),
    Column(say("What it rests on")),
    Column(say("Next step")),
    Column(say("By when, and who")),
    Column(say("Support")),
)
#: What a profile shows, without and with the one before.
DOTTED: Final = say(
    "A dot is a score, a bar what the unanswered could still make of it."
)
RINGED: Final = say(
    "A dot is a score, a bar what the unanswered could still make of it, a ring the"
    " score before."
)
#: So many gaps, or units, stand open; more are folded away.
SHOWN: Final = 10


def assessments_section(report: Report) -> Iterator[Section]:
    """Yield the section on self-assessments, if there are any."""
    blocks = [
        block for assessment in report.assessments for block in _blocks(assessment)
    ]
    if blocks:
        yield Section(
            anchor="assessments", title=say("Self-assessment"), blocks=tuple(blocks)
        )


def _blocks(section: AssessmentSection) -> Iterator[Block]:
    yield Heading(_titled(section))
    yield Picture(
        drawing=Profile(rows=section.rows, before=section.before, title=section.title),
        title=say("Profile: {title}", title=section.title),
        caption=line(RINGED if section.before else DOTTED),
    )
    yield Table(columns=PARTS, rows=tuple(_part_row(row) for row in section.rows))
    gates = section.result.score.gate_words
    if gates:
        yield Paragraph(line(Text(say("{gates^}.", gates=gates), Tone.BAD)))
    yield from retaken_blocks(section)
    yield from roles_picture(section)
    yield from role_blocks(section)
    yield from _units(section)
    yield from _gaps(section.gaps)
    yield from _said(section)
    yield Paragraph(line(Text(_about(section.result.framework), Tone.QUIET)))
    yield from _translated(section)
    yield from _asked(section)
    if principles := section.result.framework.principles:
        yield Fold(
            summary=line(say("The principles it rests on")),
            blocks=(Listing(lines=tuple(map(line, principles))),),
        )


def _titled(section: AssessmentSection) -> str:
    if section.assessed.on is None:
        return section.title
    return say("{title}, {on}", title=section.title, on=section.assessed.on)


def _about(framework: Framework) -> Sentence:
    """Say which framework it is, where it is from and how it may be used."""
    version, source = framework.version, framework.source
    title = say("{title}, version {version}.", title=framework.title, version=version)
    sourced = say("Source: {source}.", source=source) if source else ""
    licence = framework.licence
    licensed = say("Licence: {licence}.", licence=licence) if licence else ""
    said = filter(None, (title, framework.text, sourced, licensed))
    return say("{all/ }", all=tuple(said))


def _asked(section: AssessmentSection) -> Iterator[Fold]:
    """Yield what each part is about, and what shows an item, where that is said."""
    framework = section.result.framework
    parts = [(each.title, each.text) for each in framework.all_domains]
    parts += [(each.title, each.evidence) for each in framework.all_items]
    lines = tuple(
        told("{title}: {said}", title=Text(title, Tone.STRONG), said=said)
        for title, said in parts
        if said
    )
    if lines:
        said = say("What each part is about, and what shows it")
        yield Fold(summary=line(said), blocks=(Listing(lines=lines),))


def _translated(section: AssessmentSection) -> Iterator[Fold]:
    """Yield the links by which a crosswalk made this of other answers, with why."""
    walk = section.assessed.crosswalk
    if walk is None:
        return
    titles = {item.key: item.title for item in section.result.framework.all_items}
    said = say("Made of answers to another framework.")
    if walk.source:
        said = say(
            "Made of answers to another framework. Source: {source}.",
            source=walk.source,
        )
    lines = tuple(_link(link, titles) for link in walk.links)
    yield Fold(summary=line(said), blocks=(Listing(lines=lines),))


def _link(link: Link, titles: Mapping[str, str]) -> Line:
    title = Text(titles.get(link.to, link.to), Tone.STRONG)
    of = tuple(link.of)
    if not link.why:
        return told("{title}: from {of}", title=title, of=of)
    return told("{title}: from {of}; {why}", title=title, of=of, why=link.why)


def _part_row(row: ProfileRow) -> Row:
    share = "" if row.coverage is None else number(100 * row.coverage, "%")
    return Row(
        cells=(
            cell(row.title),
            cell(number(row.value)),
            cell(row.level),
            cell(span_words(row.low, row.high)),
            cell(share),
        )
    )


def _units(section: AssessmentSection) -> Iterator[Fold]:
    """Yield the score of each unit, where there are several, the lowest first."""
    scores = [score for score in section.result.scores if len(score.units) > 1]
    if scores:
        most = max(len(score.units) for score in scores)
        yield Fold(
            summary=line(
                say("Each of the {n:# unit|# units}, such as classrooms", n=most)
            ),
            blocks=(Table(columns=UNITS, rows=tuple(map(_unit_row, scores))),),
            opened=most <= SHOWN,
        )


def _unit_row(score: Score) -> Row:
    known = [unit for unit in score.units if unit.value is not None]
    unknown = [unit for unit in score.units if unit.value is None]
    ordered = sorted(known, key=lambda unit_score: unit_score.value or 0.0)
    said = [
        say("{unit} {value}", unit=unit_score.unit, value=number(unit_score.value))
        for unit_score in (*ordered, *unknown)
    ]
    return Row(
        cells=(
            cell(score.title or score.key),
            cell(number(score.minimum)),
            cell(listed(said)),
        )
    )


def _gaps(gaps: tuple[Gap, ...]) -> Iterator[Fold]:
    """Yield the items that fall short, the most pressing first."""
    lines = tuple(
        line(
            gap.title,
            Text(concern_words(gap.concern), Tone.BAD),
            Text(_lowest(gap), Tone.QUIET),
        )
        for gap in gaps
    )
    if lines:
        said = say("What falls short, the most pressing first ({n})", n=len(lines))
        yield Fold(
            summary=line(said),
            blocks=(Listing(lines=lines, numbered=True),),
            opened=len(lines) <= SHOWN,
        )


def _lowest(gap: Gap) -> str:
    return say(" (lowest in {unit})", unit=gap.unit) if gap.unit else ""


def _said(section: AssessmentSection) -> Iterator[Table]:
    """Yield what people wrote beside their answers; who they are stays out."""
    titles = {item.key: item.title for item in section.result.framework.all_items}
    rows = tuple(
        _answer_row(titles[answer.item], answer)
        for answer in section.assessed.responses.answers
        if _has_words(answer)
    )
    if rows:
        yield Table(columns=SAID, rows=rows, caption=say("What people said"))


def _has_words(answer: Answer) -> bool:
    words = (answer.evidence, answer.next_step, answer.who, answer.support)
    return any(words) or answer.by_when is not None


def _answer_row(title: str, answer: Answer) -> Row:
    given = answer.status.words if answer.value is None else _value(answer.value)
    return Row(
        cells=(
            cell(title, line(Text(given, Tone.STRONG))),
            cell(_speaker(answer)),
            cell(answer.evidence),
            cell(answer.next_step),
            cell(answer.by_when or "", answer.who),
            cell(answer.support),
        )
    )


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else number(value)


def _speaker(answer: Answer) -> Line:
    """Return who speaks, by role; about what, where and when."""
    about = tuple(filter(None, (answer.unit, answer.site, answer.on)))
    where = say(" ({about})", about=about) if about else ""
    return line(answer.role, Text(where, Tone.QUIET))
