"""The order of a plan's steps: nothing before what it waits for."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from cqikit.actions import ActionStep, Status, status
from cqikit.core import arguments, instance_of
from cqikit.errors import CircleError
from cqikit.plans._plan import Plan, replacements, step_of
from cqikit.plans._priority import EVEN, Weights, urgency

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["circle", "is_ready", "order", "waits_for"]


@arguments(plan=instance_of(Plan))
def waits_for(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return for each step the keys of those that must be over before it is.

    A step waits for what it comes `after`; a long step for its parts; and a
    step that was split or merged for those that took its place, so that
    whatever waited for it now waits for them.
    """
    waits = {step.key: [*step.after, *replacements(step)] for step in plan.steps}
    for step in plan.steps:
        if step.parent is not None:
            waits[step.parent].append(step.key)
    return {key: tuple(dict.fromkeys(keys)) for key, keys in waits.items()}


@arguments(plan=instance_of(Plan))
def order(plan: Plan, *, weights: Weights = EVEN) -> tuple[ActionStep, ...]:
    """Return all steps so that nothing comes before what it waits for.

    Among those that could come next, the most pressing does (see `rank`).

    Raises
    ------
    CircleError
        When steps wait for each other; it names the circle.

    Examples
    --------
    >>> plan = Plan(
    ...     key="cqip",
    ...     title="Our plan",
    ...     steps=[
    ...         ActionStep(key="train", what="train all staff", after="book"),
    ...         ActionStep(key="book", what="book one trainer"),
    ...     ],
    ... )
    >>> [step.key for step in order(plan)]
    ['book', 'train']
    """
    waits = waits_for(plan)
    places = {step.key: place for place, step in enumerate(plan.steps)}
    left = {key: len(keys) for key, keys in waits.items()}
    freed: dict[str, list[str]] = {key: [] for key in waits}
    for key, keys in waits.items():
        for name in keys:
            freed[name].append(key)
    pressing = {
        step.key: (urgency(step, weights), places[step.key]) for step in plan.steps
    }
    ready = [(pressing[key], key) for key, count in left.items() if not count]
    heapq.heapify(ready)
    ordered = []
    while ready:
        _, key = heapq.heappop(ready)
        ordered.append(plan.steps[places[key]])
        for name in freed[key]:
            left[name] -= 1
            if not left[name]:
                heapq.heappush(ready, (pressing[name], name))
    if len(ordered) < len(plan.steps):
        raise CircleError(_circle(waits, left), "steps")
    return tuple(ordered)


def circle(plan: Plan) -> tuple[str, ...]:
    """Return the keys of steps that wait for each other in a circle, or ()."""
    try:
        order(plan)
    except CircleError as error:
        return error.circle
    return ()


def _circle(
    waits: Mapping[str, tuple[str, ...]], left: Mapping[str, int]
) -> tuple[str, ...]:
    """Return one circle among the steps that still have something left."""
    stuck = {key for key, count in left.items() if count}
    at = next(key for key in waits if key in stuck)
    seen: dict[str, int] = {}
    while at not in seen:
        seen[at] = len(seen)
        # Whatever is stuck waits for something stuck.
        at = next(key for key in waits[at] if key in stuck)
    return tuple(list(seen)[seen[at] :])


def is_ready(plan: Plan, step: ActionStep) -> bool:
    """Say whether a step is open and all that it comes after is over."""
    if status(step).is_end or status(step) is Status.ON_HOLD:
        return False
    return all(_is_over(plan, key) for key in step.after)


def _is_over(plan: Plan, key: str) -> bool:
    """Say whether a step is over, or those that took its place are."""
    seen = set()
    todo = [key]
    while todo:
        step = step_of(plan, todo.pop())
        if step.key in seen:
            continue
        seen.add(step.key)
        if not status(step).is_end:
            return False
        todo += replacements(step)
    return True
