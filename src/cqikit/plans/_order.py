"""The order of a plan's steps: what presses most, what waits for what, what is next.

Safety comes first, then licensing, then impact against effort; and nothing comes
before what it waits for.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

from attrs import field, frozen
from attrs.validators import and_

from cqikit import actions
from cqikit.actions import ActionStep, Concern, Status, deadline
from cqikit.core import Choice, arguments, at_least, instance_of, list_of, optional, say
from cqikit.errors import CircleError, FieldError
from cqikit.plans._plan import Plan, replacements, step_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "CONCERNS",
    "EVEN",
    "Pick",
    "Weights",
    "circle",
    "focus",
    "is_ready",
    "order",
    "pick",
    "rank",
    "urgency",
    "value_of",
    "waits_for",
]

MIDDLE: Final = 3
#: Later than any day: where what has no deadline is sorted.
FAR: Final = 10**7
CONCERNS: Final = {concern: place for place, concern in enumerate(Concern)}


@frozen(kw_only=True)
class Weights:
    """How much impact, effort and expense weigh in a step's worth.

    Parameters
    ----------
    impact : float
        Of what it would bring; 1 unless said.
    effort : float
        Of the effort that it takes; 1 unless said.
    expense : float
        Of the money that it takes; 1 unless said.

    Examples
    --------
    >>> step = ActionStep(key="a", what="order rugs", impact=5, effort=2, expense=4)
    >>> value_of(step), value_of(step, weights=Weights(impact=2, expense=0))
    (-1.0, 8.0)
    """

    impact: float = field(default=1.0, validator=at_least(0))
    effort: float = field(default=1.0, validator=at_least(0))
    expense: float = field(default=1.0, validator=at_least(0))

    def __attrs_post_init__(self) -> None:
        if not self.impact + self.effort + self.expense:
            raise FieldError(
                "impact", say("must not be 0 with all the others"), self.impact
            )


EVEN: Final = Weights()


class Pick(Choice):
    """The four fields of the PICK chart: impact against effort."""

    IMPLEMENT = "implement"
    POSSIBLE = "possible"
    CHALLENGE = "challenge"
    KILL = "kill"
    UNRATED = "unrated"


#: (high impact, high effort) -> field of the chart.
PICK: Final = {
    (True, False): Pick.IMPLEMENT,
    (False, False): Pick.POSSIBLE,
    (True, True): Pick.CHALLENGE,
    (False, True): Pick.KILL,
}


@arguments(step=instance_of(ActionStep), middle=instance_of(int))
def pick(step: ActionStep, *, middle: int = MIDDLE) -> Pick:
    """Return where a step stands on the PICK chart.

    Impact is high from `middle` on, effort is high above it: in doubt the
    chart speaks for the step.

    Parameters
    ----------
    middle : int
        The mark that parts low from high; 3 unless said.

    Examples
    --------
    >>> pick(ActionStep(key="a", what="order rugs", impact=5, effort=2)).value
    'implement'
    """
    if step.impact is None or step.effort is None:
        return Pick.UNRATED
    return PICK[step.impact >= middle, step.effort > middle]


@arguments(step=instance_of(ActionStep), weights=instance_of(Weights))
def value_of(step: ActionStep, *, weights: Weights = EVEN) -> float:
    """Return weighted impact less weighted effort and expense.

    What is not rated counts as the middle, 3.

    Parameters
    ----------
    weights : Weights
        How much impact, effort and expense weigh; equally unless said.
    """

    def rated(value: int | None) -> float:
        return MIDDLE if value is None else value

    return (
        weights.impact * rated(step.impact)
        - weights.effort * rated(step.effort)
        - weights.expense * rated(step.expense)
    )


def urgency(step: ActionStep, weights: Weights = EVEN) -> tuple[int, float, int]:
    """Return what steps are ranked by: the smallest comes first."""
    due = deadline(step)
    # Equals are told apart by their deadline; what has none comes last.
    by = due.last.toordinal() if due is not None else FAR
    return CONCERNS[step.concern], -value_of(step, weights=weights), by


@arguments(steps=list_of(say("steps"), ActionStep), weights=instance_of(Weights))
def rank(
    steps: Iterable[ActionStep], *, weights: Weights = EVEN
) -> tuple[ActionStep, ...]:
    """Return `steps`, the most pressing first.

    Immediate health and safety come first, then licensing (S2), then impact
    against effort and expense, then the earlier deadline. It is a total
    preorder: equals stay in the order in which they came.

    Parameters
    ----------
    weights : Weights
        How much impact, effort and expense weigh; equally unless said.

    Examples
    --------
    >>> steps = [
    ...     ActionStep(key="books", what="buy 20 books", impact=5, effort=1),
    ...     ActionStep(key="gate", what="fix the gate", concern="health-and-safety"),
    ... ]
    >>> [step.key for step in rank(steps)]
    ['gate', 'books']
    """
    return tuple(sorted(steps, key=lambda step: urgency(step, weights)))


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

    Parameters
    ----------
    weights : Weights
        How much impact, effort and expense weigh; equally unless said.

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
        raise CircleError(_circle(waits, left), say("steps"))
    return tuple(ordered)


@arguments()
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


@arguments()
def is_ready(plan: Plan, step: ActionStep) -> bool:
    """Say whether a step is open and all that it comes after is over.

    Parameters
    ----------
    step : ActionStep
        The step, of this plan.
    """
    if actions.state(step).is_end or actions.state(step) is Status.ON_HOLD:
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
        if not actions.state(step).is_end:
            return False
        todo += replacements(step)
    return True


@arguments(
    plan=instance_of(Plan),
    most=optional(and_(instance_of(int), at_least(0))),
    weights=instance_of(Weights),
)
def focus(
    plan: Plan,
    *,
    most: int | None = None,
    per_area: bool = False,
    weights: Weights = EVEN,
) -> tuple[ActionStep, ...]:
    """Return the few steps to work on now, the most pressing first.

    A step that waits for one that is not over is left out; what is under way
    comes before what is not begun of the same concern.

    Parameters
    ----------
    plan : Plan
    most : int, optional
        How many; the plan's own `wip_limit` when not given. Three to five are
        a good start; the source does not say whether in all or in each area.
    per_area : bool
        Whether `most` holds for each area, or for the plan; not so unless said.
    weights : Weights
        How much impact, effort and expense weigh; equally unless said.
    """
    limit = plan.wip_limit if most is None else most
    ready = [step for step in plan.steps if is_ready(plan, step)]
    ready.sort(
        key=lambda step: (
            CONCERNS[step.concern],
            actions.state(step) is Status.PLANNED,
            urgency(step, weights),
        )
    )
    taken: dict[str, int] = {}
    chosen = []
    for step in ready:
        group = step.area if per_area else ""
        taken[group] = taken.get(group, 0) + 1
        if taken[group] <= limit:
            chosen.append(step)
    return tuple(chosen)
