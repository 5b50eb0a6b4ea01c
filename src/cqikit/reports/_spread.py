"""Part 3 of the closing guide: whether, how far and where the work is spread (S5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives import CONDITIONS as ASKED
from cqikit.core import say
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
from cqikit.reports._valued import spread_picture
from cqikit.reports._words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments import Answer
    from cqikit.collaboratives import Gate, Proposals, Site, Standing
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["spread_section"]

SITES: Final = (
    Column(say("Site")),
    Column(say("Will")),
    Column(say("Gap")),
    Column(say("Data")),
    Column(say("Proposed")),
    Column(say("Decided")),
)
CONDITIONS: Final = (
    Column(say("Condition")),
    Column(say("Stands at")),
    Column(say("Next step")),
    Column(say("By when"), whole=True),
    Column(say("Who")),
    Column(say("Support needed")),
)
GATES: Final = (
    Column(say("From")),
    Column(say("To")),
    Column(say("Opens")),
    Column(say("Because")),
)
KNOWN: Final = {True: say("yes"), False: say("no"), None: say("not known")}


def spread_section(found: Proposals, names: dict[str, str], report: Report) -> Section:
    """Return the section on spreading the work to further sites."""
    return Section(
        anchor="spread",
        title=say("Spreading the work"),
        blocks=tuple(_blocks(found, names, report)),
    )


def _blocks(found: Proposals, names: dict[str, str], report: Report) -> Iterator[Block]:
    scaling = found.guide.scaling
    yield questions(found, rows=tuple(_questions(found, names)))
    if scaling.candidates:
        yield Heading(say("Sites that could take part"))
        chosen = {site.key for site in found.sites}
        rows = tuple(
            _site(candidate, candidate.key in chosen)
            for candidate in scaling.candidates
        )
        yield Table(columns=SITES, rows=rows)
    if found.gates:
        yield Heading(say("From rung to rung"))
        yield from spread_picture(found, report)
        yield Table(columns=GATES, rows=tuple(_gate(gate) for gate in found.gates))
        factor = found.guide.policies.spread_factor
        said = say(
            "Each rung has {factor} times the sites of the one before, and no more than"
            " there are. The guide names 1, 5, 25 and 175; by fives, it is 125.",
            factor=factor,
        )
        yield Paragraph(line(Text(said, Tone.QUIET)))
    yield Heading(say("Conditions of a Breakthrough Series collaborative"))
    conditions = found.readiness.conditions
    yield Table(
        columns=CONDITIONS,
        rows=tuple(row for condition in conditions for row in _condition(condition)),
    )


def _questions(found: Proposals, names: dict[str, str]) -> Iterator[Row]:
    scaling, ready = found.guide.scaling, found.readiness
    many = [scaling.sites_why] if scaling.sites_why else []
    if scaling.sites is not None:
        many.insert(0, say("{n:# new site|# new sites}", n=scaling.sites))
    next_rung = []
    if len(found.rungs) > 1:
        now, then = found.rungs[:2]
        rung = say(
            "{new} new: {now} take part now, {then} at the next rung",
            new=then - now,
            now=now,
            then=then,
        )
        next_rung = [rung]
    yield beside(say("How many new sites?"), many, next_rung)
    fit = proposed_lines(found.sites)
    yield beside(say("How are they chosen?"), [scaling.choosing], fit)
    helpers = [
        line(
            Text(names.get(mentor.team, mentor.team), Tone.STRONG),
            say(": {how}", how=mentor.how) if mentor.how else "",
        )
        for mentor in scaling.mentors
    ]
    able = proposed_lines(found.mentors)
    yield beside(say("Which teams support new ones, and how?"), helpers, able)
    yield beside(say("What do the conditions mean, together?"), [scaling.implications])
    decided: list[str | Line] = []
    if scaling.method is not None:
        decided = [line(Text(scaling.method.words, Tone.STRONG))]
    decided.append(scaling.method_why)
    method = say("not known yet") if ready.method is None else ready.method.words
    yield beside(
        say("A Breakthrough Series, another way, or not yet?"),
        decided,
        [line(Text(method, Tone.STRONG)), *ready.reasons],
    )


def _site(site: Site, proposed: bool) -> Row:  # noqa: FBT001
    return Row(
        cells=(
            cell(site.title or site.key, Text(site.note, Tone.QUIET)),
            cell(site.will.words),
            cell(KNOWN[site.gap]),
            cell(KNOWN[site.data]),
            cell(KNOWN[proposed]),
            cell(NOT_ANSWERED if site.chosen is None else KNOWN[site.chosen]),
        )
    )


def _gate(gate: Gate) -> Row:
    tone = Tone.MEETS if gate.opens else Tone.PLAIN
    return Row(
        cells=(
            cell(say("{n:# site|# sites}", n=gate.start)),
            cell(say("{n:# site|# sites}", n=gate.to)),
            cell(Text(KNOWN[gate.opens], tone)),
            cell(listed(gate.reasons)),
        )
    )


def _condition(standing: Standing) -> Iterator[Row]:
    """Yield a row for each answer about a condition; one without any, too."""
    without = say("without it, the rest does not count")
    gate = Text(without if standing.gate else "", Tone.QUIET)
    if not standing.answers:
        empty = (cell(NOT_ANSWERED),) * 4
        yield Row(cells=(cell(standing.title, gate), cell(standing.level), *empty))
    for answer in standing.answers:
        yield Row(
            cells=(
                cell(standing.title, gate),
                cell(_level(answer), Text(_by(answer), Tone.QUIET)),
                cell(answer.next_step),
                cell(answer.by_when or ""),
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
    parts = (answer.respondent, answer.role, answer.unit, answer.site, answer.on)
    return listed((*parts, answer.evidence))
