"""What falls due when: action steps and reviews of a plan."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from cqikit import actions, plans
from cqikit.core import (
    arguments,
    as_day,
    is_day,
    is_key,
    is_text,
    non_blank,
    say,
)

__all__ = ["Due", "due_dates"]


@frozen(kw_only=True)
class Due:
    """One thing that falls due on a day.

    Parameters
    ----------
    key : str
        Of what it is, by its key.
    on : date
        The day.
    title : str
        What falls due.
    detail : str
        More about it; nothing unless said.
    """

    key: str = field(validator=is_key)
    on: date = field(converter=as_day, validator=is_day)
    title: str = field(validator=non_blank)
    detail: str = field(default="", validator=is_text)


@arguments()
def due_dates(plan: plans.Plan) -> tuple[Due, ...]:
    """Return the open steps of a plan that have a deadline, and its next review.

    A step is due on the last day of its deadline; the review a year after the
    plan began, or was last reviewed (`plans.review_due`).

    Examples
    --------
    >>> from cqikit.actions import ActionStep
    >>> step = ActionStep(
    ...     key="rugs", what="replace rugs", who="director", when="2026-10"
    ... )
    >>> plan = plans.Plan(key="cqip", title="Our plan", steps=[step])
    >>> [(day.key, day.on.isoformat()) for day in due_dates(plan)]
    [('cqip/rugs', '2026-10-31')]
    """
    found = []
    for step in plans.open_steps(plan):
        by = actions.deadline(step)
        if by is not None:
            who = actions.owner(step) or say("nobody yet")
            found.append(
                Due(
                    key=f"{plan.key}/{step.key}",
                    on=by.last,
                    title=say("{who}: {what}", who=who, what=step.what),
                    detail=step.specification,
                )
            )
    review = plans.review_due(plan)
    if review is not None:
        found.append(
            Due(
                key=f"{plan.key}/review",
                on=review,
                title=say("Review: {plan}", plan=plan.title),
                detail=say("A plan is reviewed at least once a year"),
            )
        )
    return tuple(sorted(found, key=lambda due: due.on))
