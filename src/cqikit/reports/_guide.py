"""The closing guide: what people wrote, with what the data propose beside it (S5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives import COMPONENTS, Held, SustainStep
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
    told,
)
from cqikit.reports._proposed import (
    NOT_ANSWERED,
    beside,
    note,
    proposed_lines,
    questions,
    topics,
    verdict,
)
from cqikit.reports._spread import spread_section
from cqikit.reports._words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.collaboratives import (
        Activity,
        Guide,
        Offer,
        Proposals,
        Sustaining,
    )
    from cqikit.core import Sentence
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["guide_sections"]

UNDERTAKEN: Final = (
    Column(say("What")),
    Column(say("Who")),
    Column(say("By when"), whole=True),
    Column(say("For")),
)
MONITORED: Final = (
    Column(say("Measure")),
    Column(say("Collected")),
    Column(say("Reviewed")),
    Column(say("Who")),
    Column(say("What the data propose")),
)
STATES: Final = {
    Held.HELD: Tone.GOOD,
    Held.LOST: Tone.BAD,
    Held.WATCHING: Tone.PLAIN,
    Held.CANNOT_TELL: Tone.PLAIN,
}


def guide_sections(report: Report) -> Iterator[Section]:
    """Yield the three parts of the closing guide, if there is one."""
    found = report.guide
    if found is None:
        return
    names = _names(report, found)
    yield Section(
        anchor="reflections",
        title=say("What we think of it, and who we tell"),
        blocks=tuple(_first_part(found, names)),
    )
    yield Section(
        anchor="next-steps",
        title=say("What comes next for the teams there are"),
        blocks=tuple(_second_part(found, names)),
    )
    yield spread_section(found, names, report)


def _names(report: Report, found: Proposals) -> dict[str, str]:
    """Return what keys of teams, measures and drivers are called."""
    driven = found.theory.drivers if found.theory else ()
    return {
        **{state.key: state.title for state in driven},
        **report.project.measure_titles,
        **report.closing.team_titles,
    }


def _first_part(found: Proposals, names: dict[str, str]) -> Iterator[Block]:
    guide = found.guide
    yield from _head(guide)
    seen, told = guide.reflections, guide.dissemination
    yield questions(
        found,
        rows=(
            beside(
                say("Do we trust the data and their quality?"),
                verdict(seen.confident, seen.confidence),
                found.confidence,
            ),
            beside(
                say("Are we content with how far we came?"),
                verdict(seen.satisfied, seen.satisfaction),
                found.satisfaction,
            ),
            beside(say("If not, where would teams be?"), [seen.wanted]),
            beside(
                say("Where is deeper testing needed?"),
                topics(seen.deeper, names),
                proposed_lines(found.drivers),
            ),
            beside(say("Which results do we tell?"), told.results, found.results),
            beside(say("What are our key messages?"), told.messages),
            beside(say("Whom do we tell?"), told.audiences),
        ),
    )
    yield Heading(say("How we tell it"))
    yield from _undertaken(
        told.activities, [_activity(task) for task in told.activities]
    )


def _head(guide: Guide) -> Iterator[Block]:
    on, by, advisor = guide.on, guide.prepared_by, guide.advisor
    said = listed(
        (
            guide.title,
            say("closed on {day}", day=on) if on else "",
            say("prepared by {whom}", whom=by) if by else "",
            say("with the advice of {whom}", whom=advisor) if advisor else "",
        )
    )
    if said:
        yield Paragraph(line(Text(said, Tone.QUIET)))
    note = say("What the data propose has its reasons, and decides nothing.")
    yield Paragraph(line(Text(note, Tone.QUIET)))


def _second_part(found: Proposals, names: dict[str, str]) -> Iterator[Block]:
    guide, going = found.guide, found.guide.continuing
    yield questions(
        found,
        rows=(
            beside(
                say("Which teams need better data, and what would help?"),
                topics(going.data_teams, names),
                proposed_lines(found.data_teams),
            ),
            beside(
                say("Which teams are close to the aim, and what would help?"),
                topics(going.close_teams, names),
                proposed_lines(found.close_teams),
            ),
            beside(
                say("On which drivers is the aim not met, and how does testing go on?"),
                topics(going.drivers, names),
                proposed_lines(found.drivers),
            ),
        ),
    )
    yield Paragraph(line(Text(_close_words(guide), Tone.QUIET)))
    yield Heading(say("Support that is offered"))
    offered = [_offer(offer, names) for offer in going.offers]
    yield from _undertaken(going.offers, offered)
    yield from _proposed_offers(found)
    yield Heading(say("Keeping what was gained"))
    for key, title in COMPONENTS.items():
        yield from _component(guide, key, title)
    yield Heading(say("Measures to watch on"))
    yield Table(columns=MONITORED, rows=tuple(_monitored(found, names)))
    yield from _watches(found)
    yield Heading(say("People and practice"))
    yield questions(found, rows=tuple(_people(found, names)))


def _close_words(guide: Guide) -> Sentence:
    """Say what "close" and "better data" mean here."""
    policies = guide.policies
    if policies.close == "gap-closed":
        close = say(
            "has gone {share:g} % of the way from its baseline to the target",
            share=100 * policies.gap_share,
        )
    else:
        close = say("is within {share:g} % of the target", share=100 * policies.margin)
    return say(
        "Close to the aim: a team that does not meet it and {close}. Better data: a"
        " team that reported in less than {share:g} % of its periods, is silent lately,"
        " or cannot be judged. These lines are ours, not the guide's.",
        close=close,
        share=100 * policies.reporting,
    )


def _undertaken(
    several: Sequence[Activity | Offer | Sustaining], told: Sequence[tuple[Line, str]]
) -> Iterator[Block]:
    if not several:
        yield Paragraph(line(NOT_ANSWERED))
        return
    rows = tuple(
        Row(
            cells=(
                cell(what),
                cell(task.who or Text(say("nobody yet"), Tone.QUIET)),
                cell(task.by_when or Text(say("no date"), Tone.QUIET)),
                cell(whom),
            )
        )
        for task, (what, whom) in zip(several, told, strict=True)
    )
    with_whom = any(whom for _, whom in told)
    if not with_whom:
        rows = tuple(Row(cells=row.cells[:-1]) for row in rows)
    yield Table(columns=UNDERTAKEN if with_whom else UNDERTAKEN[:-1], rows=rows)


def _what(choice: str, own: str, words: str) -> Line:
    """Return a choice of a menu with what was added, or what is one's own."""
    if choice.endswith("own"):
        return line(own)
    if not own:
        return line(say("{words^}", words=words))
    return line(say("{words^}: {own}", words=words, own=own))


def _activity(task: Activity) -> tuple[Line, str]:
    return _what(task.channel, task.what, task.channel.words), task.audience


def _offer(offer: Offer, names: dict[str, str]) -> tuple[Line, str]:
    named_teams = tuple(names.get(key, key) for key in offer.teams)
    teams = say("{teams}", teams=named_teams) if named_teams else ""
    return _what(offer.support, offer.what, offer.support.words), teams


def _proposed_offers(found: Proposals) -> Iterator[Block]:
    said = tuple(
        say("{offer} ({reasons/; })", offer=offer.title, reasons=offer.reasons)
        for offer in found.offers
    )
    if said:
        speaks = say("What was found speaks for: {offers/; }.", offers=said)
        yield Paragraph(line(speaks))


def _component(guide: Guide, key: str, title: str) -> Iterator[Block]:
    """Yield the steps of one component, and those of the menu that nobody took."""
    yield Paragraph(line(Text(title, Tone.STRONG)))
    taken = [task for task in guide.sustaining if task.step.component == key]
    told = [(_what(task.step, task.what, task.step.words), "") for task in taken]
    yield from _undertaken(taken, told)
    chosen = {task.step for task in taken}
    left = tuple(
        step.words
        for step in SustainStep
        if step.component == key and step not in chosen and not step.endswith("own")
    )
    if left:
        said = say("Not taken up: {steps/; }.", steps=left)
        yield Paragraph(line(Text(said, Tone.QUIET)))


def _monitored(found: Proposals, names: dict[str, str]) -> Iterator[Row]:
    why = {proposed.key: listed(proposed.reasons) for proposed in found.monitored}
    for monitored in found.guide.monitored:
        title = names.get(monitored.measure, monitored.measure)
        yield Row(
            cells=(
                cell(title, Text(monitored.note, Tone.QUIET)),
                cell(monitored.collected or NOT_ANSWERED),
                cell(monitored.reviewed or NOT_ANSWERED),
                cell(monitored.who or Text(say("nobody yet"), Tone.QUIET)),
                cell(why.pop(monitored.measure, "")),
            )
        )
    for key, reasons in why.items():
        empty = (cell(NOT_ANSWERED),) * 3
        yield Row(cells=(cell(names.get(key, key)), *empty, cell(reasons)))


def _watches(found: Proposals) -> Iterator[Block]:
    """Yield what the watch over each gain says."""
    for watch in found.watches:
        measure = Text(watch.measure.title, Tone.STRONG)
        said = Text(str(watch), STATES[watch.state])
        yield Paragraph(told("{measure}: {said}.", measure=measure, said=said))


def _people(found: Proposals, names: dict[str, str]) -> Iterator[Row]:
    guide, learning = found.guide, found.guide.learning
    yield beside(
        say("How sure are teams of the methods, and how far have they learned them?"),
        [learning.rating],
        found.learning,
    )
    yield beside(say("What is still to be learned?"), [learning.gaps])
    champions = [
        line(
            Text(champion.who, Tone.STRONG),
            _of_team(champion.team, names),
            note(champion.shares),
        )
        for champion in guide.champions
    ]
    yield beside(
        say("Who are the new champions, and how do others learn from them?"),
        champions,
        proposed_lines(found.mentors),
    )
    kept = [
        line(
            say("{kind}: {what}", kind=part.kind.words, what=part.what),
            say(" ({adopt})", adopt=part.adopt) if part.adopt else "",
        )
        for part in guide.kept
    ]
    yield beside(say("Which skills, tools and processes are kept?"), kept)


def _of_team(team: str, names: dict[str, str]) -> str:
    return say(", {team}", team=names.get(team, team)) if team else ""
