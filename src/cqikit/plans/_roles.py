"""Who had a part in a plan, and who looks at whether it works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.actions import Note
from cqikit.plans._events import Involve, Observe, StartReview

if TYPE_CHECKING:
    from cqikit.plans._plan import Plan

__all__ = ["roles_involved", "roles_seen"]


def roles_involved(plan: Plan) -> frozenset[str]:
    """Return the roles that had a part in making or reviewing the plan."""
    return frozenset(
        role.casefold()
        for event in plan.log
        if isinstance(event, Involve | StartReview)
        for role in event.roles
    )


def roles_seen(plan: Plan) -> frozenset[str]:
    """Return the roles that observed something, of the plan or of a step."""
    plans = (event.role for event in plan.log if isinstance(event, Observe))
    steps = (
        event.role
        for step in plan.steps
        for event in step.log
        if isinstance(event, Note)
    )
    return frozenset(role.casefold() for role in (*plans, *steps) if role)
