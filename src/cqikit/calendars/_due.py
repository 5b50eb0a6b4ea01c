"""What falls due when: action steps and reviews of a plan."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from cqikit import actions, plans
from cqikit.core import (
    a_day,
    arguments,
    as_day,
    is_day,
    is_key,
    is_text,
    non_blank,
    optional,
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


@arguments(as_of=optional(a_day), until=optional(a_day))
def due_dates(
    plan: plans.Plan, *, as_of: date | None = None, until: date | None = None
) -> tuple[Due, ...]:
    """Return the open steps of a plan that have a deadline, and its next review.

    A step is due on the last day of its deadline; the review a year after the
    plan began, or was last reviewed (`plans.review_due`). What comes round, such as
    every month, is due each time from `as_of` on: what was kept before is not known,
    so that none of it is overdue until the last day is over.

    Parameters
    ----------
    plan : Plan
    as_of : date, optional
        The day on which it is looked at. Unless said, what comes round is due on its
        last day alone.
    until : date, optional
        The last day that counts of what comes round; of each, the next time alone
        unless said.

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
        if by is None:
            continue
        who = actions.owner(step) or say("nobody yet")
        key, title = (
            f"{plan.key}/{step.key}",
            say("{who}: {what}", who=who, what=step.what),
        )
        days: tuple[date, ...] = (by.last,)
        if isinstance(by, actions.Deadline) and by.often:
            title = say("{title} ({often})", title=title, often=by.often)
            days = days if as_of is None else by.times(since=as_of, until=until)
        for day in days:
            # A calendar tells events apart by their keys.
            at = key if day == by.last else f"{key}/{day}"
            found.append(Due(key=at, on=day, title=title, detail=step.specification))
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
