"""A question of the closing guide: what people say, beside what the data propose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.reports._blocks import Column, Row, Table, Text, Tone, cell, line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.collaboratives import Proposals, Proposed
    from cqikit.reports._blocks import Line

__all__ = ["NOT_ANSWERED", "beside", "proposed_lines", "questions"]

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
        Column("Question"),
        Column("What was decided"),
        Column(f"What the data propose, as of {found.day}"),
    )
    return Table(columns=columns, rows=tuple(rows))


def proposed_lines(several: Iterable[Proposed]) -> list[Line]:
    """Return a line for each thing proposed: what it is called, and why."""
    return [
        line(
            Text(proposed.title or "all", Tone.STRONG),
            f": {'; '.join(proposed.reasons)}",
        )
        for proposed in several
    ]
