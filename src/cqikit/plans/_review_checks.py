"""What is missing in how a plan lives: who takes part, reviews, sharing."""

from __future__ import annotations

from datetime import MAXYEAR
from itertools import combinations
from typing import TYPE_CHECKING, Final

from cqikit import actions
from cqikit.actions import Finish, Status
from cqikit.core import (
    Catalog,
    Context,
    FindingKind,
    Found,
    FunctionCheck,
    Partial,
    Severity,
    arguments,
    at_least,
    check,
    found,
    instance_of,
    say,
)
from cqikit.plans._events import (
    Begin,
    Celebrate,
    ContextChange,
    Event,
    Reflect,
    ReviewStep,
    Revise,
    Share,
    Shortfall,
    StartReview,
)
from cqikit.plans._plan import Plan, latest, open_steps, state
from cqikit.plans._roles import roles_involved, roles_seen
from cqikit.plans._table import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


__all__ = [
    "REVIEW_CHECKS",
    "review_due",
    "reviewed_within",
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


def years_after(day: date, years: int = 1) -> date:
    """Return the same day some years on; of the 29th of February, the 28th.

    No day is later than the calendar's last year.
    """
    year = min(day.year + years, MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@arguments(plan=instance_of(Plan), years=at_least(1))
def review_due(plan: Plan, *, years: int = 1) -> date | None:
    """Return by when a plan is to be reviewed again.

    So many years after people last gathered to review it, also while they are at it,
    so that a review that is never finished falls due too; or after it began; None
    before that.

    Parameters
    ----------
    years : int
        How often a plan is reviewed, in years; every year unless said.

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
    return None if last is None else years_after(last.on, years)


def _due_since(plan: Plan) -> StartReview | Begin | None:
    return latest(plan, StartReview) or latest(plan, Begin)


@arguments()
def reviewed_within(years: int = 1) -> FunctionCheck:
    """Make the check that a plan is reviewed at least so often.

    At least once a year is what the Massachusetts QRIS requires.

    Parameters
    ----------
    years : int
        How often a plan is reviewed, in years; every year unless said.
    """
    return FunctionCheck(OVERDUE, Partial(_overdue, (years,)))


OVERDUE: Final = FindingKind(
    "plan.review-overdue",
    says={
        "": "the plan was last reviewed on {on} and is to be reviewed every"
        " {years:year|# years}",
        "never": "the plan began on {on} and is to be reviewed every"
        " {years:year|# years}",
    },
    severity=Severity.FAULT,
    where="log",
    fix="gather staff and families, and review each step",
    source=CQIP,
)


def _overdue(years: int, plan: Plan, context: Context) -> Iterator[Found]:
    last, due = _due_since(plan), review_due(plan, years=years)
    if last is None or due is None or context.as_of is None:
        return
    if context.as_of > due:
        form = "" if isinstance(last, StartReview) else "never"
        yield found(form=form, on=last.on, years=years)


@check(
    "plan.unreviewed-step",
    says="the review has not spoken of it",
    fix="ask: done? effective? what does it lack?",
    source=CQIP,
)
def reviews_all(plan: Plan) -> Iterator[Found]:
    """Find open steps of which the review under way has not spoken."""
    if state(plan) is not Stage.REFLECT:
        return
    said = {
        event.step
        for event in since(plan, StartReview)
        if isinstance(event, ReviewStep)
    }
    for place, step in enumerate(plan.steps):
        if not actions.state(step).is_end and step.key not in said:
            yield found(f"steps[{place}]")


@check(
    "plan.effect-unknown",
    says="it is done, and no review said whether it worked",
    severity=Severity.NOTE,
    fix="look at its measure, and say at the next review",
    source=CQIP,
)
def asks_for_effect(plan: Plan) -> Iterator[Found]:
    """Find steps that are done, and of which no review said whether they worked."""
    reviewed = any(isinstance(event, StartReview) for event in plan.log)
    said = {
        event.step
        for event in plan.log
        if isinstance(event, ReviewStep) and event.effective is not None
    }
    for place, step in enumerate(plan.steps):
        if reviewed and actions.state(step) is Status.DONE and step.key not in said:
            yield found(f"steps[{place}]")


@check(
    "plan.said-done",
    says="the last review calls it done, its own log does not",
    fix="record when it was finished",
    source=OURS,
)
def agrees_with_steps(plan: Plan) -> Iterator[Found]:
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
            yield found(f"steps[{place}].log")


def _last_review(plan: Plan) -> tuple[Event, ...]:
    """Return what follows the last gathering; nothing without one."""
    return since(plan, StartReview) if latest(plan, StartReview) else ()


@check(
    "plan.review-unheeded",
    says="the review found that {step!r} needs {lacks/ and }, and the revision left it"
    " as it was",
    where="steps",
    fix="redefine or split it, or say in its log why not",
    source=CQIP,
)
def heeds_reviews(plan: Plan) -> Iterator[Found]:
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
            yield found(
                step=event.step, lacks=tuple(lack.value for lack in event.lacks)
            )


#: What a review asks of the program as a whole, by the answer in a reflection.
QUESTIONS: Final = {
    "went_well": "what went well",
    "do_better": "what to do better",
    "needs_now": "how needs have changed",
}


@check(
    "plan.not-reflected",
    says={
        " ".join(names): "the last review does not say "
        + ", ".join(QUESTIONS[name] for name in names)
        for count in range(1, 4)
        for names in combinations(QUESTIONS, count)
    },
    severity=Severity.NOTE,
    where="log",
    fix="ask it of those who gathered, and log what they say (Reflect)",
    source=CQIP,
)
def reflects_on_all(plan: Plan) -> Iterator[Found]:
    """Find reviews that spoke of steps and never of the program as a whole."""
    spoken = [event for event in _last_review(plan) if isinstance(event, Reflect)]
    unasked = [
        name
        for name in QUESTIONS
        if not any(getattr(reflect, name) for reflect in spoken)
    ]
    if latest(plan, StartReview) and unasked:
        yield found(form=" ".join(unasked))


@check(
    "plan.context-unheeded",
    says="since {on}, {trigger} changed: {what}",
    where="log",
    fix="review which steps it touches",
    source=CQIP,
)
def heeds_context(plan: Plan) -> Iterator[Found]:
    """Find changes around the plan that no review has looked at yet."""
    for event in since(plan, StartReview):
        if isinstance(event, ContextChange):
            yield found(on=event.on, trigger=event.trigger.value, what=event.what)


@check(
    "plan.not-observed",
    says={
        "": "nobody observes whether the steps work",
        "one": "one role observes whether the steps work",
    },
    where="log",
    fix="ask an educator, a supervisor, a parent: they see different things",
    source=TWO_ROLES,
)
def is_observed(plan: Plan) -> Iterator[Found]:
    """Find plans that are carried out and that fewer than two roles observe."""
    count = len(roles_seen(plan))
    working = any(actions.state(step) is not Status.PLANNED for step in plan.steps)
    if state(plan) is not Stage.DEVELOP and working and count < 2:
        yield found(form="one" if count else "")


@check(
    "plan.nobody-involved",
    says="staff and families had no part in making the plan, as far as it says",
    where="log",
    fix="make it with them, and log whom you involved",
    source=TWO_ROLES,
)
def involves_nobody(plan: Plan) -> bool:
    """Find plans that were made by fewer than two roles."""
    return state(plan) is not Stage.DEVELOP and len(roles_involved(plan)) < 2


@check(
    "plan.not-shared",
    says="this version of the plan was shared with nobody yet",
    severity=Severity.NOTE,
    where="log",
    fix="share it with staff and families, and log how",
    source=CQIP,
)
def is_unshared(plan: Plan) -> bool:
    """Find plans of which the current version was shared with nobody."""
    now = since(plan, Revise) if latest(plan, Revise) else since(plan, Begin)
    shared = any(isinstance(event, Share) for event in now)
    return state(plan) is Stage.IMPLEMENT and not shared


@check(
    "plan.not-celebrated",
    says="steps are done, and nothing was celebrated",
    severity=Severity.NOTE,
    where="log",
    fix="pause, say what was achieved, and thank those who did it",
    source=CQIP,
)
def is_uncelebrated(plan: Plan) -> bool:
    """Find revised plans with something achieved and nothing celebrated."""
    achieved = any(actions.state(step) is Status.DONE for step in plan.steps)
    revised, celebrated = latest(plan, Revise), latest(plan, Celebrate)
    return achieved and revised is not None and celebrated is None


@check(
    "plan.nothing-next",
    says="every step is over, and no new one follows",
    where="steps",
    fix="review the plan and add the next steps",
    source=CQIP,
)
def has_stopped(plan: Plan) -> bool:
    """Find plans in which everything is over: a cycle that never ends has stopped."""
    over = bool(plan.steps) and not open_steps(plan)
    return over and state(plan) is Stage.IMPLEMENT


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
        involves_nobody,
        is_unshared,
        is_uncelebrated,
        has_stopped,
    ),
    kind=say("check"),
)
