"""What came of assessing again, and what each role said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments import Verdict
from cqikit.core import plural
from cqikit.reports._blocks import (
    Column,
    Fold,
    Paragraph,
    Row,
    Table,
    Text,
    Tone,
    cell,
    line,
)
from cqikit.reports._words import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments import Change
    from cqikit.reports._assessments import AssessmentSection

__all__ = ["retaken_blocks", "role_blocks"]

CHANGES: Final = (
    Column("Part or item"),
    Column("Before", number=True),
    Column("After", number=True),
    Column("Change", number=True),
    Column("Is it more than noise?"),
)
ROLES: Final = (Column("Part"), Column("Each role"))
#: Roles stand open of so many parts; those of more are folded away.
SHOWN: Final = 10
TONES: Final = {Verdict.REAL: Tone.STRONG}


def retaken_blocks(section: AssessmentSection) -> Iterator[Table | Paragraph]:
    """Yield each score before and after, where the framework was answered again."""
    found = section.retaken
    if found is None:
        return
    pairs = plural(found.pairs, "pair")
    by = f", by {found.paired_by}" if found.pairs else ""
    yield Table(
        columns=CHANGES,
        rows=tuple(map(_change, found.changes)),
        caption=f"Before and after: {pairs}{by}",
    )
    if found.note:
        yield Paragraph(line(Text(f"{found.note[0].upper()}{found.note[1:]}.")))


def _change(change: Change) -> Row:
    moved = None
    if change.before is not None and change.after is not None:
        moved = change.after - change.before
    verdict = Text(change.verdict.value, TONES.get(change.verdict, Tone.PLAIN))
    return Row(
        cells=(
            cell(change.title or change.key),
            cell(number(change.before)),
            cell(number(change.after)),
            cell(number(moved)),
            cell(line(verdict, f": {change.reason}")),
        )
    )


def role_blocks(section: AssessmentSection) -> Iterator[Fold]:
    """Yield the scores of each role, where several answered."""
    scored = section.roles
    if len(scored) < 2:
        return
    rows = tuple(
        Row(
            cells=(
                cell(row.title),
                cell(
                    "; ".join(
                        f"{role or 'no role said'} {number(of[row.key].value)}"
                        for role, of in scored.items()
                    )
                ),
            )
        )
        for row in section.rows
    )
    yield Fold(
        summary=line(f"Each of the {plural(len(scored), 'role')} that answered"),
        blocks=(Table(columns=ROLES, rows=rows),),
        opened=len(rows) <= SHOWN,
    )
