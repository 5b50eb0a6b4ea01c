"""Drafts of steps from gaps, wherever these were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from attrs import evolve

from cqikit.actions import ActionStep, Concern
from cqikit.plans._priority import CONCERNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cqikit.core import Period

__all__ = ["Gap", "NextStep", "propose"]


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


class NextStep(Protocol):
    """What somebody said is to happen about an item: answers of assessments are such.

    `item` is the key of what is lacking; `by_when` a period or None, all else text.
    """

    @property
    def item(self) -> str: ...

    @property
    def next_step(self) -> str: ...

    @property
    def by_when(self) -> Period | None: ...

    @property
    def who(self) -> str: ...

    @property
    def support(self) -> str: ...


def propose(
    gaps: Iterable[Gap],
    *,
    answers: Iterable[NextStep] = (),
    most: int | None = None,
    area: str = "",
) -> tuple[ActionStep, ...]:
    """Draft a step for each gap, the most pressing first.

    A draft says what it answers and how pressing it is. What is done, by whom
    and by when is for people to say: where answers say it, in their words, each that
    does becomes a draft. Until someone owns it, it is a draft.

    Parameters
    ----------
    gaps : iterable of Gap
    answers : iterable of NextStep
        What was said is to happen, such as the answers of an assessment; nothing by
        default. What they say of an item that is no gap comes last.
    most : int, optional
        How many steps at most; all when not given.
    area : str
        The key of the plan's area that they belong to.

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

    What people answered is the step, as they said it:

    >>> from cqikit.assessments import Answer
    >>> said = Answer(item="seating", value=1, next_step="Order chairs", who="director")
    >>> [step] = propose(needs[:1], answers=[said])
    >>> step.what, step.who, is_draft(step)
    ('Order chairs', 'director', False)
    """
    ranked = sorted(gaps, key=lambda gap: (CONCERNS[_concern(gap)], -gap.size))
    said: dict[str, list[NextStep]] = {}
    for one in answers:
        if any(
            (one.next_step.strip(), one.by_when, one.who.strip(), one.support.strip())
        ):
            said.setdefault(one.item, []).append(one)
    drafts = [
        step
        for gap in ranked
        for step in _drafts(gap.key, gap.title, _concern(gap), said.pop(gap.key, []))
    ]
    for item, left in said.items():
        drafts += _drafts(item, item, Concern.QUALITY, left)
    return tuple(evolve(step, area=area) for step in drafts[:most])


def _drafts(
    key: str, title: str, concern: Concern, said: Sequence[NextStep]
) -> Iterator[ActionStep]:
    """Yield a draft for each that says something of a gap; one where none does."""
    blank = ActionStep(
        key=f"answer-{key}",
        what=f"Say what will be done about: {title}",
        answers=(key,),
        concern=concern,
    )
    if not said:
        yield blank
    for place, one in enumerate(said, start=1):
        yield evolve(
            blank,
            key=blank.key if place == 1 else f"{blank.key}-{place}",
            what=one.next_step.strip() or blank.what,
            who=one.who.strip(),
            when=one.by_when,
            support=(one.support,) if one.support.strip() else (),
        )


def _concern(gap: Gap) -> Concern:
    # Rooms that know of concerns spell them alike; others have none.
    return Concern(getattr(gap, "concern", Concern.QUALITY))
