"""Develop, implement, reflect, and round again: what is possible in which stage."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from cqikit.core import Choice, Row, Table, day_before, guard
from cqikit.plans._events import (
    Begin,
    Celebrate,
    ContextChange,
    Event,
    Involve,
    Observe,
    Reflect,
    ReviewStep,
    Revise,
    Share,
    StartReview,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["TABLE", "Stage", "Told"]


class Stage(Choice):
    """Where a plan stands; it never ends."""

    DEVELOP = "develop"
    IMPLEMENT = "implement"
    REFLECT = "reflect"


class Told(NamedTuple):
    """What guards look at: the keys of the plan's steps, and the log so far."""

    steps: AbstractSet[str]
    log: Sequence[Event]


@guard("date it no earlier than the event before it: {event} of {day}", day_before)
def in_order(told: Told, event: Event) -> bool:
    """Say whether the log stays in order of time."""
    return not told.log or told.log[-1].on <= event.on


@guard("write an action step first")
def has_step(told: Told) -> bool:
    """Say whether there is anything to carry out."""
    return bool(told.steps)


@guard("name a step of the plan")
def knows_step(told: Told, event: Observe | ReviewStep) -> bool:
    """Say whether the step is in the plan, or none is named."""
    return not event.step or event.step in told.steps


def _this_review(told: Told) -> list[ReviewStep]:
    """Return what was said since people last gathered."""
    events = takewhile(
        lambda event: not isinstance(event, StartReview), reversed(told.log)
    )
    return [event for event in events if isinstance(event, ReviewStep)]


@guard("this step is reviewed already: gather again to review it anew")
def reviews_anew(told: Told, event: ReviewStep) -> bool:
    """Say whether this review has not spoken of the step yet."""
    return all(said.step != event.step for said in _this_review(told))


@guard("take out of added and before what is no step of the plan")
def knows_revised(told: Told, event: Revise) -> bool:
    """Say whether all steps that a revision speaks of are in the plan."""
    spoken = {*event.added, *(step.key for step in event.before)}
    return spoken <= told.steps


@guard("review at least one step first")
def has_reviewed(told: Told) -> bool:
    """Say whether the review looked at a step."""
    return bool(_this_review(told))


DEVELOP, IMPLEMENT, REFLECT = Stage

TABLE: Final[Table[Stage]] = Table(
    (
        Row(DEVELOP, Begin, IMPLEMENT, (in_order, has_step)),
        Row(IMPLEMENT, StartReview, REFLECT, (in_order,)),
        Row(REFLECT, ReviewStep, REFLECT, (in_order, knows_step, reviews_anew)),
        Row(REFLECT, Reflect, REFLECT, (in_order,)),
        Row(REFLECT, Revise, IMPLEMENT, (in_order, has_reviewed, knows_revised)),
        *(Row(at, Involve, at, (in_order,)) for at in Stage),
        *(
            Row(at, Observe, at, (in_order, knows_step))
            for at in Stage
            if at != DEVELOP
        ),
        *(Row(at, ContextChange, at, (in_order,)) for at in Stage),
        *(Row(at, Share, at, (in_order,)) for at in Stage),
        *(Row(at, Celebrate, at, (in_order,)) for at in Stage),
    )
)
