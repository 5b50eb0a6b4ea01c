"""Part 3 of the closing guide: whether, how far and where the work is spread (S5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives import CONDITIONS as ASKED
from cqikit.collaboratives import menu_words
from cqikit.core import plural
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
from cqikit.reports._proposed import NOT_ANSWERED, beside, proposed_lines, questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments import Answer
    from cqikit.collaboratives import Gate, Proposals, Site, Standing
    from cqikit.reports._blocks import Block, Line

__all__ = ["spread_section"]

SITES: Final = (
    Column("Site"),
    Column("Will"),
    Column("Gap"),
    Column("Data"),
    Column("Proposed"),
    Column("Decided"),
)
CONDITIONS: Final = (
    Column("Condition"),
    Column("Stands at"),
    Column("Next step"),
    Column("By when", whole=True),
    Column("Who"),
    Column("Support needed"),
)
GATES: Final = (Column("From"), Column("To"), Column("Opens"), Column("Because"))
KNOWN: Final = {True: "yes", False: "no", None: "not known"}


def spread_section(found: Proposals, names: dict[str, str]) -> Section:
    """Return the section on spreading the work to further sites."""
    return Section(
        anchor="spread",
        title="Spreading the work",
        blocks=tuple(_blocks(found, names)),
    )


def _blocks(found: Proposals, names: dict[str, str]) -> Iterator[Block]:
    scaling = found.guide.scaling
    yield questions(found, rows=tuple(_questions(found, names)))
    if scaling.candidates:
        yield Heading("Sites that could take part")
        chosen = {one.key for one in found.sites}
        rows = tuple(_site(one, one.key in chosen) for one in scaling.candidates)
        yield Table(columns=SITES, rows=rows)
    if found.gates:
        yield Heading("From rung to rung")
        yield Table(columns=GATES, rows=tuple(_gate(one) for one in found.gates))
        factor = found.guide.policies.spread_factor
        said = (
            f"Each rung has {factor} times the sites of the one before, and no more"
            " than there are. The guide names 1, 5, 25 and 175; by fives, it is 125."
        )
        yield Paragraph(line(Text(said, Tone.QUIET)))
    yield Heading("Conditions of a Breakthrough Series collaborative")
    conditions = found.readiness.conditions
    yield Table(
        columns=CONDITIONS,
        rows=tuple(row for one in conditions for row in _condition(one)),
    )


def _questions(found: Proposals, names: dict[str, str]) -> Iterator[Row]:
    scaling, ready = found.guide.scaling, found.readiness
    wanted = "" if scaling.sites is None else plural(scaling.sites, "new site")
    many = [one for one in (wanted, scaling.sites_why) if one]
    next_rung = []
    if len(found.rungs) > 1:
        now, then = found.rungs[:2]
        next_rung = [f"{then - now} new: {now} take part now, {then} at the next rung"]
    yield beside("How many new sites?", many, next_rung)
    fit = proposed_lines(found.sites)
    yield beside("How are they chosen?", [scaling.choosing], fit)
    helpers = [
        line(
            Text(names.get(one.team, one.team), Tone.STRONG),
            f": {one.how}" if one.how else "",
        )
        for one in scaling.mentors
    ]
    able = proposed_lines(found.mentors)
    yield beside("Which teams support new ones, and how?", helpers, able)
    yield beside("What do the conditions mean, together?", [scaling.implications])
    decided: list[str | Line] = []
    if scaling.method is not None:
        decided = [line(Text(menu_words(scaling.method), Tone.STRONG))]
    decided.append(scaling.method_why)
    method = "not known yet" if ready.method is None else menu_words(ready.method)
    yield beside(
        "A Breakthrough Series, another way, or not yet?",
        decided,
        [line(Text(method, Tone.STRONG)), *ready.reasons],
    )


def _site(one: Site, proposed: bool) -> Row:  # noqa: FBT001
    decided = {True: "yes", False: "no", None: ""}[one.chosen]
    return Row(
        cells=(
            cell(one.title or one.key, Text(one.note, Tone.QUIET)),
            cell(one.will.value),
            cell(KNOWN[one.gap]),
            cell(KNOWN[one.data]),
            cell(KNOWN[proposed]),
            cell(decided or NOT_ANSWERED),
        )
    )


def _gate(one: Gate) -> Row:
    tone = Tone.MEETS if one.opens else Tone.PLAIN
    return Row(
        cells=(
            cell(plural(one.start, "site")),
            cell(plural(one.to, "site")),
            cell(Text(KNOWN[one.opens], tone)),
            cell("; ".join(one.reasons)),
        )
    )


def _condition(one: Standing) -> Iterator[Row]:
    """Yield a row for each answer about a condition; one without any, too."""
    gate = Text("without it, the rest does not count" if one.gate else "", Tone.QUIET)
    if not one.answers:
        empty = (cell(NOT_ANSWERED),) * 4
        yield Row(cells=(cell(one.title, gate), cell(one.level), *empty))
    for answer in one.answers:
        yield Row(
            cells=(
                cell(one.title, gate),
                cell(_level(answer), Text(_by(answer), Tone.QUIET)),
                cell(answer.next_step),
                cell(str(answer.by_when) if answer.by_when else ""),
                cell(answer.who),
                cell(answer.support),
            )
        )


def _level(answer: Answer) -> str:
    if answer.value is None:
        return answer.status.words
    scale = ASKED.scale_of(ASKED.item(answer.item))
    return scale.label(scale.number(answer.value))


def _by(answer: Answer) -> str:
    """Return who answered, when, of what, and on which grounds."""
    on = str(answer.on) if answer.on else ""
    parts = (answer.respondent, answer.role, answer.unit, answer.site, on)
    return "; ".join(filter(None, (*parts, answer.evidence)))
