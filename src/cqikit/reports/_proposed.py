"""A question of the closing guide: what people say, beside what the data propose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.reports._blocks import Column, Row, Text, Tone, cell, line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.collaboratives import Proposed
    from cqikit.reports._blocks import Line

__all__ = ["BESIDE", "NOT_ANSWERED", "beside", "proposed_lines"]

BESIDE: Final = (
    Column("Question"),
    Column("What was decided"),
    Column("What the data propose"),
)
NOT_ANSWERED: Final = Text("not answered yet", Tone.QUIET)
NOTHING: Final = Text("nothing", Tone.QUIET)


def beside(
    question: str,
    decided: Iterable[str | Line],
    proposed: Iterable[str | Line] | None = None,
) -> Row:
    """Return a row: a question, what people say, what the data propose.

    Without `proposed`, it is a question that data do not answer.
    """
    said = [one for one in decided if one]
    found = None if proposed is None else [*proposed] or [line(NOTHING)]
    return Row(
        cells=(
            cell(question),
            cell(*said) if said else cell(NOT_ANSWERED),
            cell(*found or ()),
        )
    )


def proposed_lines(several: Iterable[Proposed]) -> list[Line]:
    """Return a line for each thing proposed: what it is called, and why."""
    return [
        line(Text(one.title or "all", Tone.STRONG), f": {'; '.join(one.reasons)}")
        for one in several
    ]
