"""Self-assessments: the profile, each unit, what falls short, what people said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import plural
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
)
from cqikit.reports._pictures import Profile
from cqikit.reports._retaken import retaken_blocks, role_blocks
from cqikit.reports._words import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments import Answer, Gap, ProfileRow, Score
    from cqikit.reports._assessments import AssessmentSection
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["assessments_section"]

PARTS: Final = (
    Column("Part"),
    Column("Score", number=True),
    Column("Level"),
    Column("Could still be", number=True),
    Column("Answered", number=True),
)
UNITS: Final = (Column("Part"), Column("Lowest", number=True), Column("Each of them"))
SAID: Final = (
    Column("Item and answer"),
    Column("Said by"),
    Column("What it rests on"),
    Column("Next step"),
    Column("By when, and who"),
    Column("Support"),
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
            anchor="assessments", title="Self-assessment", blocks=tuple(blocks)
        )


def _blocks(section: AssessmentSection) -> Iterator[Block]:
    on = f", {section.assessed.on}" if section.assessed.on else ""
    ring = ", a ring the score before" if section.before else ""
    yield Heading(f"{section.title}{on}")
    yield Picture(
        drawing=Profile(rows=section.rows, before=section.before, title=section.title),
        title=f"Profile: {section.title}",
        caption=line(
            f"A dot is a score, a bar what the unanswered could still make of it{ring}."
        ),
    )
    yield Table(columns=PARTS, rows=tuple(_part_row(row) for row in section.rows))
    gates = section.result.score.gate_words
    if gates:
        yield Paragraph(line(Text(f"{gates[0].upper()}{gates[1:]}.", Tone.BAD)))
    yield from retaken_blocks(section)
    yield from role_blocks(section)
    yield from _units(section)
    yield from _gaps(section.gaps)
    yield from _said(section)
    framework = section.result.framework
    about = [
        f"{framework.title}, version {framework.version}.",
        framework.text,
        f"Source: {framework.source}." if framework.source else "",
        f"Licence: {framework.licence}." if framework.licence else "",
    ]
    yield Paragraph(line(Text(" ".join(filter(None, about)), Tone.QUIET)))
    yield from _translated(section)
    yield from _asked(section)
    if framework.principles:
        lines = tuple(map(line, framework.principles))
        yield Fold(
            summary=line("The principles it rests on"), blocks=(Listing(lines=lines),)
        )


def _asked(section: AssessmentSection) -> Iterator[Fold]:
    """Yield what each part is about, and what shows an item, where that is said."""
    framework = section.result.framework
    parts = [(each.title, each.text) for each in framework.all_domains]
    parts += [(each.title, each.evidence) for each in framework.all_items]
    lines = tuple(
        line(Text(title, Tone.STRONG), f": {said}") for title, said in parts if said
    )
    if lines:
        said = "What each part is about, and what shows it"
        yield Fold(summary=line(said), blocks=(Listing(lines=lines),))


def _translated(section: AssessmentSection) -> Iterator[Fold]:
    """Yield the links by which a crosswalk made this of other answers, with why."""
    walk = section.assessed.crosswalk
    if walk is None:
        return
    titles = {item.key: item.title for item in section.result.framework.all_items}
    source = f" Source: {walk.source}." if walk.source else ""
    lines = tuple(
        line(
            Text(titles.get(link.to, link.to), Tone.STRONG),
            f": from {', '.join(link.of)}",
            f"; {link.why}" if link.why else "",
        )
        for link in walk.links
    )
    yield Fold(
        summary=line(f"Made of answers to another framework.{source}"),
        blocks=(Listing(lines=lines),),
    )


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


def _units(section: AssessmentSection) -> Iterator[Fold]:
    """Yield the score of each unit, where there are several, the lowest first."""
    scores = [score for score in section.result.scores if len(score.units) > 1]
    if scores:
        most = max(len(score.units) for score in scores)
        yield Fold(
            summary=line(f"Each of the {plural(most, 'unit')}, such as classrooms"),
            blocks=(Table(columns=UNITS, rows=tuple(map(_unit_row, scores))),),
            opened=most <= SHOWN,
        )


def _unit_row(score: Score) -> Row:
    known = [unit for unit in score.units if unit.value is not None]
    unknown = [unit for unit in score.units if unit.value is None]
    ordered = sorted(known, key=lambda unit_score: unit_score.value or 0.0)
    said = [
        f"{unit_score.unit} {number(unit_score.value)}"
        for unit_score in (*ordered, *unknown)
    ]
    return Row(
        cells=(
            cell(score.title or score.key),
            cell(number(score.minimum)),
            cell("; ".join(said)),
        )
    )


def _gaps(gaps: tuple[Gap, ...]) -> Iterator[Fold]:
    """Yield the items that fall short, the most pressing first."""
    lines = tuple(
        line(
            gap.title,
            Text(concern_words(gap.concern), Tone.BAD),
            Text(f" (lowest in {gap.unit})" if gap.unit else "", Tone.QUIET),
        )
        for gap in gaps
    )
    if lines:
        said = f"What falls short, the most pressing first ({len(lines)})"
        yield Fold(
            summary=line(said),
            blocks=(Listing(lines=lines, numbered=True),),
            opened=len(lines) <= SHOWN,
        )


def _said(section: AssessmentSection) -> Iterator[Table]:
    """Yield what people wrote beside their answers; who they are stays out."""
    titles = {item.key: item.title for item in section.result.framework.all_items}
    rows = tuple(
        _answer_row(titles[answer.item], answer)
        for answer in section.assessed.responses.answers
        if _has_words(answer)
    )
    if rows:
        yield Table(columns=SAID, rows=rows, caption="What people said")


def _has_words(answer: Answer) -> bool:
    words = (answer.evidence, answer.next_step, answer.who, answer.support)
    return any(words) or answer.by_when is not None


def _answer_row(title: str, answer: Answer) -> Row:
    given = answer.status.words if answer.value is None else _value(answer.value)
    when = str(answer.by_when) if answer.by_when else ""
    return Row(
        cells=(
            cell(title, line(Text(given, Tone.STRONG))),
            cell(_speaker(answer)),
            cell(answer.evidence),
            cell(answer.next_step),
            cell(when, answer.who),
            cell(answer.support),
        )
    )


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else number(value)


def _speaker(answer: Answer) -> Line:
    """Return who speaks, by role; about what, where and when."""
    about = ", ".join(
        filter(None, (answer.unit, answer.site, str(answer.on) if answer.on else ""))
    )
    return line(answer.role, Text(f" ({about})" if about else "", Tone.QUIET))
