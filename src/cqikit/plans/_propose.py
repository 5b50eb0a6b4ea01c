"""Drafts of steps from gaps, wherever these were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from attrs.validators import and_

from cqikit.actions import ActionStep, Concern
from cqikit.core import (
    arguments,
    at_least,
    each_has,
    instance_of,
    is_text,
    optional,
    say,
)
from cqikit.plans._order import CONCERNS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Gap", "propose"]


class Gap(Protocol):
    """Something that should be better, and by how much.

    Items of an assessment, findings of an audit, signals of a chart and needs
    of an area can be gaps. One that has a `concern` too keeps it.
    """

    @property
    def key(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def size(self) -> float: ...


@arguments(
    gaps=each_has(
        "key", "title", "size", what=say("gaps"), fix=say("assessments.gaps finds some")
    ),
    most=optional(and_(instance_of(int), at_least(0))),
    area=is_text,
)
def propose(
    gaps: Iterable[Gap], *, most: int | None = None, area: str = ""
) -> tuple[ActionStep, ...]:
    """Draft a step for each gap, the most pressing first.

    A draft says what it answers and how pressing it is. What is done, by whom
    and by when is for people to say; until someone owns it, it is a draft.

    Parameters
    ----------
    gaps : iterable of Gap
    most : int, optional
        How many steps at most; all when not given.
    area : str
        The key of the plan's area that they belong to; none unless said.

    Returns
    -------
    tuple of ActionStep
        Health and safety first, then licensing, then the widest gap.

    Examples
    --------
    >>> from cqikit.actions import is_draft
    >>> from cqikit.plans import Need
    >>> needs = [
    ...     Need(key="seating", title="Feet reach the floor", size=0.5),
    ...     Need(key="lip", title="A safe changing table", concern="health-and-safety"),
    ... ]
    >>> for step in propose(needs):
    ...     print(step.key, step.answers, is_draft(step))
    answer-lip ('lip',) True
    answer-seating ('seating',) True
    """
    ranked = sorted(gaps, key=lambda gap: (CONCERNS[_concern(gap)], -gap.size))
    return tuple(
        ActionStep(
            key=f"answer-{gap.key}",
            what=say("Say what will be done about: {gap}", gap=gap.title),
            answers=(gap.key,),
            area=area,
            concern=_concern(gap),
        )
        for gap in (ranked if most is None else ranked[:most])
    )


def _concern(gap: Gap) -> Concern:
    # Rooms that know of concerns spell them alike; others have none.
    return Concern(getattr(gap, "concern", Concern.QUALITY))
