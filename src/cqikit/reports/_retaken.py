"""What came of assessing again, and what each role said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments import Verdict
from cqikit.core import say
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
    told,
)
from cqikit.reports._words import listed, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments import Change
    from cqikit.reports._assessments import AssessmentSection

__all__ = ["retaken_blocks", "role_blocks"]

CHANGES: Final = (
    Column(say("Part or item")),
    Column(say("Before"), number=True),
    Column(say("After"), number=True),
    Column(say("Change"), number=True),
    Column(say("Is it more than noise?")),
)
ROLES: Final = (Column(say("Part")), Column(say("Each role")))
#: Roles stand open of so many parts; those of more are folded away.
SHOWN: Final = 10
TONES: Final = {Verdict.REAL: Tone.STRONG}


def retaken_blocks(section: AssessmentSection) -> Iterator[Table | Paragraph]:
    """Yield each score before and after, where the framework was answered again."""
    found = section.retaken
    if found is None:
        return
    caption = say("Before and after: {n:# pair|# pairs}", n=found.pairs)
    if found.pairs:
        caption = say("{pairs}, by {by}", pairs=caption, by=found.paired_by)
    yield Table(
        columns=CHANGES,
        rows=tuple(map(_change, found.changes)),
        caption=caption,
    )
    if found.note:
        yield Paragraph(line(say("{note^}.", note=found.note)))


def _change(change: Change) -> Row:
    moved = None
    if change.before is not None and change.after is not None:
        moved = change.after - change.before
    verdict = Text(change.verdict.words, TONES.get(change.verdict, Tone.PLAIN))
    return Row(
        cells=(
            cell(change.title or change.key),
            cell(number(change.before)),
            cell(number(change.after)),
            cell(number(moved)),
            cell(told("{verdict}: {why}", verdict=verdict, why=change.reason)),
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
                    listed(
                        say(
                            "{role} {value}",
                            role=role or say("no role said"),
                            value=number(of[row.key].value),
                        )
                        for role, of in scored.items()
                    )
                ),
            )
        )
        for row in section.rows
    )
    yield Fold(
        summary=line(
            say("Each of the {n:# role|# roles} that answered", n=len(scored))
        ),
        blocks=(Table(columns=ROLES, rows=rows),),
        opened=len(rows) <= SHOWN,
    )
