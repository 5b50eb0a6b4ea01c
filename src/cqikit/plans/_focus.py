"""The few steps to work on now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs.validators import and_

from cqikit.actions import Status, status
from cqikit.core import arguments, at_least, instance_of, optional
from cqikit.plans._order import is_ready
from cqikit.plans._plan import Plan
from cqikit.plans._priority import CONCERNS, EVEN, Weights, urgency

if TYPE_CHECKING:
    from cqikit.actions import ActionStep

__all__ = ["focus"]


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
        Whether `most` holds for each area, or for the plan.
    weights : Weights
    """
    limit = plan.wip_limit if most is None else most
    ready = [step for step in plan.steps if is_ready(plan, step)]
    ready.sort(
        key=lambda step: (
            CONCERNS[step.concern],
            status(step) is Status.PLANNED,
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
