"""The closing guide: what people wrote, with what the data propose beside it (S5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives import COMPONENTS, Held, SustainStep, menu_words
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
from cqikit.reports._spread import spread_section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cqikit.collaboratives import (
        Activity,
        Guide,
        Offer,
        Proposals,
        Sustaining,
        Topic,
    )
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["guide_sections"]

UNDERTAKEN: Final = (
    Column("What"),
    Column("Who"),
    Column("By when", whole=True),
    Column("For"),
)
MONITORED: Final = (
    Column("Measure"),
    Column("Collected"),
    Column("Reviewed"),
    Column("Who"),
    Column("What the data propose"),
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
        title="What we think of it, and who we tell",
        blocks=tuple(_first_part(found, names)),
    )
    yield Section(
        anchor="next-steps",
        title="What comes next for the teams there are",
        blocks=tuple(_second_part(found, names)),
    )
    yield spread_section(found, names)


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
                "Do we trust the data and their quality?",
                _verdict(seen.confident, seen.confidence),
                found.confidence,
            ),
            beside(
                "Are we content with how far we came?",
                _verdict(seen.satisfied, seen.satisfaction),
                found.satisfaction,
            ),
            beside("If not, where would teams be?", [seen.wanted]),
            beside(
                "Where is deeper testing needed?",
                _topics(seen.deeper, names),
                proposed_lines(found.drivers),
            ),
            beside("Which results do we tell?", told.results, found.results),
            beside("What are our key messages?", told.messages),
            beside("Whom do we tell?", told.audiences),
        ),
    )
    yield Heading("How we tell it")
    yield from _undertaken(
        told.activities, [_activity(task) for task in told.activities]
    )


def _head(guide: Guide) -> Iterator[Block]:
    said = [
        guide.title,
        f"closed on {guide.on}" if guide.on else "",
        f"prepared by {guide.prepared_by}" if guide.prepared_by else "",
        f"with the advice of {guide.advisor}" if guide.advisor else "",
    ]
    if any(said):
        yield Paragraph(line(Text("; ".join(filter(None, said)), Tone.QUIET)))
    note = "What the data propose has its reasons, and decides nothing."
    yield Paragraph(line(Text(note, Tone.QUIET)))


def _second_part(found: Proposals, names: dict[str, str]) -> Iterator[Block]:
    guide, going = found.guide, found.guide.continuing
    yield questions(
        found,
        rows=(
            beside(
                "Which teams need better data, and what would help?",
                _topics(going.data_teams, names),
                proposed_lines(found.data_teams),
            ),
            beside(
                "Which teams are close to the aim, and what would help?",
                _topics(going.close_teams, names),
                proposed_lines(found.close_teams),
            ),
            beside(
                "On which drivers is the aim not met, and how does testing go on?",
                _topics(going.drivers, names),
                proposed_lines(found.drivers),
            ),
        ),
    )
    yield Paragraph(line(Text(_close_words(guide), Tone.QUIET)))
    yield Heading("Support that is offered")
    offered = [_offer(offer, names) for offer in going.offers]
    yield from _undertaken(going.offers, offered)
    yield from _proposed_offers(found)
    yield Heading("Keeping what was gained")
    for key, title in COMPONENTS.items():
        yield from _component(guide, key, title)
    yield Heading("Measures to watch on")
    yield Table(columns=MONITORED, rows=tuple(_monitored(found, names)))
    yield from _watches(found)
    yield Heading("People and practice")
    yield questions(found, rows=tuple(_people(found, names)))


def _close_words(guide: Guide) -> str:
    """Say what "close" and "better data" mean here."""
    policies = guide.policies
    close = {
        "gap-closed": f"has gone {100 * policies.gap_share:g} % of the way from its"
        " baseline to the target",
        "within-margin": f"is within {100 * policies.margin:g} % of the target",
    }[policies.close]
    return (
        f"Close to the aim: a team that does not meet it and {close}. Better data: a"
        f" team that reported in less than {100 * policies.reporting:g} % of its"
        " periods, is silent lately, or cannot be judged. These lines are ours, not the"
        " guide's."
    )


def _verdict(answer: bool | None, why: str) -> list[Line]:  # noqa: FBT001
    said = {True: "Yes", False: "No", None: ""}[answer]
    between = ". " if said and why else ""
    return [line(Text(said, Tone.STRONG), f"{between}{why}")]


def _topics(several: Iterable[Topic], names: dict[str, str]) -> list[Line]:
    return [
        line(
            Text(names.get(topic.key, topic.key), Tone.STRONG),
            f": {topic.note}" if topic.note else "",
            f" (support: {topic.support})" if topic.support else "",
        )
        for topic in several
    ]


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
                cell(task.who or Text("nobody yet", Tone.QUIET)),
                cell(
                    str(task.by_when) if task.by_when else Text("no date", Tone.QUIET)
                ),
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
    text = words[:1].upper() + words[1:]
    return line(f"{text}: {own}" if own else text)


def _activity(task: Activity) -> tuple[Line, str]:
    return _what(task.channel, task.what, menu_words(task.channel)), task.audience


def _offer(offer: Offer, names: dict[str, str]) -> tuple[Line, str]:
    teams = ", ".join(names.get(key, key) for key in offer.teams)
    return _what(offer.support, offer.what, menu_words(offer.support)), teams


def _proposed_offers(found: Proposals) -> Iterator[Block]:
    said = [f"{offer.title} ({'; '.join(offer.reasons)})" for offer in found.offers]
    if said:
        yield Paragraph(line("What was found speaks for: ", "; ".join(said), "."))


def _component(guide: Guide, key: str, title: str) -> Iterator[Block]:
    """Yield the steps of one component, and those of the menu that nobody took."""
    yield Paragraph(line(Text(title, Tone.STRONG)))
    taken = [task for task in guide.sustaining if task.step.component == key]
    told = [(_what(task.step, task.what, menu_words(task.step)), "") for task in taken]
    yield from _undertaken(taken, told)
    chosen = {task.step for task in taken}
    left = [
        menu_words(step)
        for step in SustainStep
        if step.component == key and step not in chosen and not step.endswith("own")
    ]
    if left:
        yield Paragraph(line(Text(f"Not taken up: {'; '.join(left)}.", Tone.QUIET)))


def _monitored(found: Proposals, names: dict[str, str]) -> Iterator[Row]:
    why = {proposed.key: "; ".join(proposed.reasons) for proposed in found.monitored}
    for monitored in found.guide.monitored:
        title = names.get(monitored.measure, monitored.measure)
        yield Row(
            cells=(
                cell(title, Text(monitored.note, Tone.QUIET)),
                cell(monitored.collected or NOT_ANSWERED),
                cell(monitored.reviewed or NOT_ANSWERED),
                cell(monitored.who or Text("nobody yet", Tone.QUIET)),
                cell(why.pop(monitored.measure, "")),
            )
        )
    for key, reasons in why.items():
        empty = (cell(NOT_ANSWERED),) * 3
        yield Row(cells=(cell(names.get(key, key)), *empty, cell(reasons)))


def _watches(found: Proposals) -> Iterator[Block]:
    """Yield what the watch over each gain says."""
    for watch in found.watches:
        said = Text(str(watch), STATES[watch.state])
        yield Paragraph(line(Text(watch.measure.title, Tone.STRONG), ": ", said, "."))


def _people(found: Proposals, names: dict[str, str]) -> Iterator[Row]:
    guide, learning = found.guide, found.guide.learning
    yield beside(
        "How sure are teams of the methods, and how far have they learned them?",
        [learning.rating],
        found.learning,
    )
    yield beside("What is still to be learned?", [learning.gaps])
    champions = [
        line(
            Text(champion.who, Tone.STRONG),
            f", {names.get(champion.team, champion.team)}" if champion.team else "",
            f": {champion.shares}" if champion.shares else "",
        )
        for champion in guide.champions
    ]
    yield beside(
        "Who are the new champions, and how do others learn from them?",
        champions,
        proposed_lines(found.mentors),
    )
    kept = [
        line(
            f"{part.kind.value}: {part.what}", f" ({part.adopt})" if part.adopt else ""
        )
        for part in guide.kept
    ]
    yield beside("Which skills, tools and processes are kept?", kept)
