"""A question of the closing guide: what people say, beside what the data propose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import say
from cqikit.reports._blocks import Column, Row, Table, Text, Tone, cell, line, told
from cqikit.reports._words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.collaboratives import Proposals, Proposed, Topic
    from cqikit.reports._blocks import Line

__all__ = [
    "NOT_ANSWERED",
    "beside",
    "note",
    "proposed_lines",
    "questions",
    "topics",
    "verdict",
]

NOT_ANSWERED: Final = Text(say("not answered yet"), Tone.QUIET)
NOTHING: Final = Text(say("nothing"), Tone.QUIET)


def beside(
    question: str,
    decided: Iterable[str | Line],
    proposed: Iterable[str | Line] | None = None,
) -> Row:
    """Return a row: a question, what people say, what the data propose.

    Without `proposed`, it is a question that data do not answer.
    """
    said = [value for value in decided if value]
    found = None if proposed is None else [*proposed] or [line(NOTHING)]
    return Row(
        cells=(
            cell(question),
            cell(*said) if said else cell(NOT_ANSWERED),
            cell(*found or ()),
        )
    )


def questions(found: Proposals, rows: Iterable[Row]) -> Table:
    """Return questions as a table, which says of which day the data are."""
    columns = (
        Column(say("Question")),
        Column(say("What was decided")),
        Column(say("What the data propose, as of {day}", day=found.day)),
    )
    return Table(columns=columns, rows=tuple(rows))


def proposed_lines(several: Iterable[Proposed]) -> list[Line]:
    """Return a line for each thing proposed: what it is called, and why."""
    return [
        told(
            "{what}: {reasons}",
            what=Text(proposed.title or say("all"), Tone.STRONG),
            reasons=listed(proposed.reasons),
        )
        for proposed in several
    ]


def verdict(answer: bool | None, why: str) -> list[Line]:  # noqa: FBT001
    """Return yes or no, with the reason."""
    if answer is None:
        return [line(why)]
    said = Text(say("Yes") if answer else say("No"), Tone.STRONG)
    return [told("{answer}. {why}", answer=said, why=why) if why else line(said)]


def topics(several: Iterable[Topic], names: dict[str, str]) -> list[Line]:
    """Return a line for each thing decided: what it is, and what was noted."""
    return [
        line(
            Text(names.get(topic.key, topic.key), Tone.STRONG),
            note(topic.note),
            say(" (support: {what})", what=topic.support) if topic.support else "",
        )
        for topic in several
    ]


def note(text: str) -> str:
    """Return what follows something that was noted, "" where nothing was."""
    return say(": {note}", note=text) if text else ""
