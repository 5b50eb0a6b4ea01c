"""What is missing in how a plan lives: who takes part, reviews, sharing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.actions import Finish, Note, Status, status
from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FindingKind,
    FunctionCheck,
    Partial,
    Severity,
    arguments,
    at_least,
    check,
    instance_of,
)
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
    Shortfall,
    StartReview,
)
from cqikit.plans._plan import Plan, latest, open_steps, stage
from cqikit.plans._table import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


__all__ = [
    "REVIEW_CHECKS",
    "review_due",
    "reviewed_within",
    "roles_seen",
    "years_after",
]

CQIP: Final = "Massachusetts EEC, technical assistance for the QRIS CQIP"
OURS: Final = "cqikit"
#: The CQIP states no threshold: why this one is drawn all the same.
TWO_ROLES: Final = (
    "cqikit: our own threshold; the CQIP wants several views of a plan and names no"
    " number, and two roles are the least that can differ"
)


def since(plan: Plan, *kinds: type[Event]) -> tuple[Event, ...]:
    """Return the events after the last one of these types; all without one."""
    for place in reversed(range(len(plan.log))):
        if isinstance(plan.log[place], kinds):
            return plan.log[place + 1 :]
    return plan.log


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


def years_after(day: date, years: int = 1) -> date:
    """Return the same day some years on; of the 29th of February, the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@arguments(plan=instance_of(Plan), years=at_least(1))
def review_due(plan: Plan, *, years: int = 1) -> date | None:
    """Return by when a plan is to be reviewed again.

    So many years after people gathered to review it, or after it began; None before
    that, and while a review is under way.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit import plans
    >>> from cqikit.actions import ActionStep
    >>> begun = plans.Begin(on=date(2026, 1, 1))
    >>> step = ActionStep(key="rugs", what="order two rugs")
    >>> plan = plans.Plan(key="cqip", title="Our plan", steps=[step], log=[begun])
    >>> str(plans.review_due(plan))
    '2027-01-01'
    """
    last = _due_since(plan)
    if last is None or stage(plan) is Stage.REFLECT:
        return None
    return years_after(last.on, years)


def _due_since(plan: Plan) -> StartReview | Begin | None:
    return latest(plan, StartReview) or latest(plan, Begin)


def reviewed_within(years: int = 1) -> FunctionCheck:
    """Make the check that a plan is reviewed at least so often.

    At least once a year is what the Massachusetts QRIS requires.
    """
    judge = Partial(_overdue, (years,))
    return FunctionCheck(FindingKind("plan.review-overdue", source=CQIP), judge)


def _overdue(years: int, plan: Plan, context: Context) -> Iterator[Finding]:
    last, due = _due_since(plan), review_due(plan, years=years)
    if last is None or due is None or context.as_of is None:
        return
    if context.as_of > due:
        said = "was last reviewed" if isinstance(last, StartReview) else "began"
        yield Finding(
            code="plan.review-overdue",
            severity=Severity.FAULT,
            where="log",
            message=f"the plan {said} on {last.on} and is to be reviewed"
            f" every {'year' if years == 1 else f'{years} years'}",
            fix="gather staff and families, and review each step",
        )


@check("plan.unreviewed-step", source=CQIP)
def reviews_all(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find open steps of which the review under way has not spoken."""
    if stage(plan) is not Stage.REFLECT:
        return
    said = {
        event.step
        for event in since(plan, StartReview)
        if isinstance(event, ReviewStep)
    }
    for place, step in enumerate(plan.steps):
        if not status(step).is_end and step.key not in said:
            yield Finding(
                code="plan.unreviewed-step",
                where=f"steps[{place}]",
                message="the review has not spoken of it",
                fix="ask: done? effective? what does it lack?",
            )


@check("plan.effect-unknown", source=CQIP)
def asks_for_effect(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find steps that are done, and of which no review said whether they worked."""
    reviewed = any(isinstance(event, StartReview) for event in plan.log)
    said = {
        event.step
        for event in plan.log
        if isinstance(event, ReviewStep) and event.effective is not None
    }
    for place, step in enumerate(plan.steps):
        if reviewed and status(step) is Status.DONE and step.key not in said:
            yield Finding(
                code="plan.effect-unknown",
                severity=Severity.NOTE,
                where=f"steps[{place}]",
                message="it is done, and no review said whether it worked",
                fix="look at its measure, and say at the next review",
            )


@check("plan.said-done", source=OURS)
def agrees_with_steps(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find steps that the last review calls done and whose log does not."""
    done = {
        event.step
        for event in _last_review(plan)
        if isinstance(event, ReviewStep) and event.done
    }
    for place, step in enumerate(plan.steps):
        if step.key in done and not any(
            isinstance(event, Finish) for event in step.log
        ):
            yield Finding(
                code="plan.said-done",
                where=f"steps[{place}].log",
                message="the last review calls it done, its own log does not",
                fix="record when it was finished",
            )


def _last_review(plan: Plan) -> tuple[Event, ...]:
    """Return what follows the last gathering; nothing without one."""
    return since(plan, StartReview) if latest(plan, StartReview) else ()


@check("plan.review-unheeded", source=CQIP)
def heeds_reviews(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find steps that a review wanted split or redefined, and that stayed."""
    events = _last_review(plan)
    revision = next((event for event in events if isinstance(event, Revise)), None)
    if revision is None:
        return
    before = {step.key for step in revision.before}
    for event in events:
        if not isinstance(event, ReviewStep) or event.step in before:
            continue
        if {Shortfall.SPLITTING, Shortfall.REDEFINING} & set(event.lacks):
            wanted = " and ".join(lack.value for lack in event.lacks)
            yield Finding(
                code="plan.review-unheeded",
                where="steps",
                message=f"the review found that {event.step!r} needs {wanted},"
                " and the revision left it as it was",
                fix="redefine or split it, or say in its log why not",
            )


@check("plan.not-reflected", source=CQIP)
def reflects_on_all(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find reviews that spoke of steps and never of the program as a whole."""
    spoken = [event for event in _last_review(plan) if isinstance(event, Reflect)]
    asked = {
        "what went well": any(reflect.went_well for reflect in spoken),
        "what to do better": any(reflect.do_better for reflect in spoken),
        "how needs have changed": any(reflect.needs_now for reflect in spoken),
    }
    unasked = [question for question, answered in asked.items() if not answered]
    if latest(plan, StartReview) and unasked:
        yield Finding(
            code="plan.not-reflected",
            severity=Severity.NOTE,
            where="log",
            message=f"the last review does not say {', '.join(unasked)}",
            fix="ask it of those who gathered, and log what they say (Reflect)",
        )


@check("plan.context-unheeded", source=CQIP)
def heeds_context(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find changes around the plan that no review has looked at yet."""
    for event in since(plan, StartReview):
        if isinstance(event, ContextChange):
            yield Finding(
                code="plan.context-unheeded",
                where="log",
                message=f"since {event.on}, {event.trigger.value} changed:"
                f" {event.what}",
                fix="review which steps it touches",
            )


@check("plan.not-observed", source=TWO_ROLES)
def is_observed(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans that are carried out and that fewer than two roles observe."""
    count = len(roles_seen(plan))
    working = any(status(step) is not Status.PLANNED for step in plan.steps)
    if stage(plan) is not Stage.DEVELOP and working and count < 2:
        seen = "one role observes" if count else "nobody observes"
        yield Finding(
            code="plan.not-observed",
            where="log",
            message=f"{seen} whether the steps work",
            fix="ask an educator, a supervisor, a parent: they see different things",
        )


@check("plan.nobody-involved", source=TWO_ROLES)
def involves_people(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans that were made by fewer than two roles."""
    roles = {
        role.casefold()
        for event in plan.log
        if isinstance(event, Involve | StartReview)
        for role in event.roles
    }
    if stage(plan) is not Stage.DEVELOP and len(roles) < 2:
        yield Finding(
            code="plan.nobody-involved",
            where="log",
            message="staff and families had no part in making the plan, as far as"
            " it says",
            fix="make it with them, and log whom you involved",
        )


@check("plan.not-shared", source=CQIP)
def is_shared(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans of which the current version was shared with nobody."""
    if stage(plan) is Stage.IMPLEMENT:
        now = since(plan, Revise) if latest(plan, Revise) else since(plan, Begin)
        if not any(isinstance(event, Share) for event in now):
            yield Finding(
                code="plan.not-shared",
                severity=Severity.NOTE,
                where="log",
                message="this version of the plan was shared with nobody yet",
                fix="share it with staff and families, and log how",
            )


@check("plan.not-celebrated", source=CQIP)
def celebrates(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find revised plans with something achieved and nothing celebrated."""
    achieved = any(status(step) is Status.DONE for step in plan.steps)
    if achieved and latest(plan, Revise) and not latest(plan, Celebrate):
        yield Finding(
            code="plan.not-celebrated",
            severity=Severity.NOTE,
            where="log",
            message="steps are done, and nothing was celebrated",
            fix="pause, say what was achieved, and thank those who did it",
        )


@check("plan.nothing-next", source=CQIP)
def goes_on(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans in which everything is over: a cycle that never ends has stopped."""
    if plan.steps and not open_steps(plan) and stage(plan) is Stage.IMPLEMENT:
        yield Finding(
            code="plan.nothing-next",
            where="steps",
            message="every step is over, and no new one follows",
            fix="review the plan and add the next steps",
        )


REVIEW_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        reviewed_within(),
        reviews_all,
        asks_for_effect,
        agrees_with_steps,
        heeds_reviews,
        reflects_on_all,
        heeds_context,
        is_observed,
        involves_people,
        is_shared,
        celebrates,
        goes_on,
    ),
    kind="check",
)
