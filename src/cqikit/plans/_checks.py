"""What is missing in a plan as it is written, and what would fix it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cqikit import actions
from cqikit.actions import Concern, Lever, Status, deadline, owner, status
from cqikit.core import (
    Catalog,
    Check,
    Context,
    Finding,
    FindingKind,
    Found,
    FunctionCheck,
    Partial,
    Severity,
    check,
    found,
    plural,
    prefixed,
    run_checks,
)
from cqikit.errors import suggest
from cqikit.plans._events import Begin
from cqikit.plans._order import circle, is_ready, waits_for
from cqikit.plans._plan import latest, needs, open_steps, step_of
from cqikit.plans._priority import CONCERNS
from cqikit.plans._review_checks import REVIEW_CHECKS
from cqikit.plans._source_checks import SOURCE_CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.actions import ActionStep
    from cqikit.plans._plan import Plan

__all__ = ["CHECKS", "each_step", "max_duration", "wip_limit"]

CQIP: Final = "Massachusetts EEC, technical assistance for the QRIS CQIP"
HIERARCHY: Final = "after the action hierarchy of root cause analysis (RCA2, 2015)"
OURS: Final = "cqikit"
#: Where the CQIP states no threshold, and why this one is drawn all the same.
LONG: Final = (
    "cqikit: our own threshold; the CQIP wants long steps broken up and names no"
    " length, and half a year lets each step be reviewed twice in a plan's year"
)
ALONE: Final = (
    "cqikit: our own threshold; the CQIP wants staff and parents engaged and names no"
    " number of owners, and where three steps hang on one person the plan does too"
)


def each_step(checks: Iterable[Check[ActionStep]] = actions.CHECKS) -> FunctionCheck:
    """Make the check that judges every step of a plan by `checks`.

    Its findings keep their own codes, such as ``action.no-owner``.
    """
    judge = Partial(_of_steps, (tuple(checks),))
    return FunctionCheck(FindingKind("plan.steps", source=CQIP), judge)


def _of_steps(
    judges: tuple[Check[ActionStep], ...], plan: Plan, context: Context
) -> Iterator[Finding]:
    for place, step in enumerate(plan.steps):
        yield from prefixed(f"steps[{place}]", run_checks(step, judges, context))


@check(
    "plan.no-steps",
    says="the plan has no action step",
    severity=Severity.FAULT,
    where="steps",
    fix="draft steps from its needs: propose(needs(plan))",
    source=CQIP,
)
def has_steps(plan: Plan) -> Iterator[Found]:
    """Find a plan without a step."""
    if not plan.steps:
        yield found()


@check(
    "plan.circle",
    says="steps wait for each other: {circle}",
    severity=Severity.FAULT,
    where="steps",
    fix="take one of these out of after or parent",
    source=OURS,
)
def has_no_circle(plan: Plan) -> Iterator[Found]:
    """Find steps that wait for each other."""
    keys = circle(plan)
    if keys:
        yield found(circle=" -> ".join((*keys, keys[0])))


@check(
    "plan.late-dependency",
    says="it is due {due}, and waits for {key!r}, due {theirs}",
    fix="move one of the two deadlines",
    source=OURS,
)
def waits_in_time(plan: Plan) -> Iterator[Found]:
    """Find steps that are due before something they wait for."""
    waits = waits_for(plan)
    for place, step in enumerate(plan.steps):
        due = deadline(step)
        if due is None or status(step).is_end:
            continue
        for key in waits[step.key]:
            before = step_of(plan, key)
            theirs = deadline(before)
            open_later = theirs is not None and theirs.last > due.last
            if open_later and not status(before).is_end:
                yield found(
                    f"steps[{place}].when", due=str(due), key=key, theirs=str(theirs)
                )


def wip_limit(most: int | None = None, *, per_area: bool = False) -> FunctionCheck:
    """Make the check that not too many steps are under way at a time.

    Three to five are a good start. The source does not say whether in all or
    in each area; `most` is the plan's own `wip_limit` when not given.
    """
    judge = Partial(_too_many, (most, per_area))
    return FunctionCheck(FindingKind("plan.too-many-at-a-time", source=CQIP), judge)


def _too_many(
    most: int | None, per_area: object, plan: Plan, _: Context
) -> Iterator[Finding]:
    limit = plan.wip_limit if most is None else most
    counts: dict[str, int] = {}
    for step in plan.steps:
        if status(step) is Status.UNDER_WAY:
            group = step.area if per_area else ""
            counts[group] = counts.get(group, 0) + 1
    for group, count in counts.items():
        if count > limit:
            place = f" in {group}" if group else ""
            yield Finding(
                code="plan.too-many-at-a-time",
                where="steps",
                message=f"{count} steps are under way at a time{place},"
                f" more than {limit}",
                fix="finish some first; focus(plan) says which",
            )


@check("plan.safety-waits", source=CQIP)
def safety_comes_first(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find steps on safety or licensing that wait while lesser ones are under way."""
    busy = [
        action_step
        for action_step in plan.steps
        if status(action_step) is Status.UNDER_WAY
    ]
    least = max((CONCERNS[action_step.concern] for action_step in busy), default=0)
    for place, step in enumerate(plan.steps):
        waiting = status(step) is Status.PLANNED and is_ready(plan, step)
        if waiting and CONCERNS[step.concern] < least:
            yield Finding(
                code="plan.safety-waits",
                severity=Severity.FAULT
                if step.concern is Concern.HEALTH_AND_SAFETY
                else Severity.WARNING,
                where=f"steps[{place}]",
                message=f"it is about {step.concern.value} and is not begun,"
                " while steps that matter less are under way",
                fix="begin it first",
            )


@check("plan.unanswered-need", source=CQIP)
def answers_needs(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find needs that no step answers, or none any more."""
    answered = {
        key
        for step in plan.steps
        if status(step) not in {Status.DROPPED, Status.REPLACED}
        for key in step.answers
    }
    for at, area in enumerate(plan.areas):
        for place, need in enumerate(area.growth):
            if need.key not in answered:
                urgent = need.concern is not Concern.QUALITY
                yield Finding(
                    code="plan.unanswered-need",
                    severity=Severity.FAULT if urgent else Severity.WARNING,
                    where=f"areas[{at}].growth[{place}]",
                    message=f"no step answers the need {need.title!r}",
                    fix="draft one with propose(), or say in the reflection why not",
                )


@check("plan.unknown-need", source=OURS)
def knows_needs(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find steps that answer what is no need of the plan's areas."""
    known = {need.key for need in needs(plan)}
    for place, step in enumerate(plan.steps):
        for key in step.answers:
            near = suggest(key, known)
            # What is over may have answered a need that is no more; a slip is one
            # whenever it was made.
            if key in known or (status(step).is_end and not near):
                continue
            elsewhere = "add the need to its area, unless it is kept elsewhere"
            yield Finding(
                code="plan.unknown-need",
                severity=Severity.WARNING if near else Severity.NOTE,
                where=f"steps[{place}].answers",
                message=f"it answers {key!r}, which is no need in the plan's areas",
                fix=f"did you mean {near!r}?" if near else elsewhere,
            )


@check("plan.unjudged-words", source=OURS)
def judges_words(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a language of whose words there are none, so that no word is judged."""
    unjudged = [
        step.language for step in open_steps(plan) if actions.strength(step).unjudged
    ]
    for language in dict.fromkeys(unjudged):
        yield Finding(
            code="plan.unjudged-words",
            severity=Severity.NOTE,
            where="language",
            message=f"the words of {plural(unjudged.count(language), 'step')} in"
            f" {language!r} are not judged: there are no word lists of it",
            fix="look yourself whether each says who does what by when",
        )


@check("plan.only-weak", source=HIERARCHY)
def has_stronger(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans whose every tagged step counts on people to remember."""
    levers = [step.lever for step in open_steps(plan) if step.lever is not None]
    if levers and set(levers) == {Lever.WEAKER}:
        yield Finding(
            code="plan.only-weak",
            where="steps",
            message="every step is of the weaker kind: training, policy, reminder",
            fix="add a step that changes the surroundings, so that the right"
            " thing is the easy thing",
        )


def max_duration(days: int = 183) -> FunctionCheck:
    """Make the check that long steps are broken up into smaller ones.

    A step is long when it is due more than so many days after the plan began
    (or the day it is looked at, if that is later). How many is ours.
    """
    judge = Partial(_long, (days,))
    return FunctionCheck(FindingKind("plan.long-step", source=LONG), judge)


def _long(days: int, plan: Plan, context: Context) -> Iterator[Finding]:
    begun = latest(plan, Begin)
    known = [value for value in (begun and begun.on, context.as_of) if value]
    parents = {action_step.parent for action_step in plan.steps}
    for place, step in enumerate(plan.steps):
        due = deadline(step)
        if not known or due is None or status(step).is_end or step.key in parents:
            continue
        if due.last - max(known) > timedelta(days=days):
            yield Finding(
                code="plan.long-step",
                where=f"steps[{place}].when",
                message=f"it is due only {due}",
                fix="break it up into smaller steps with it as their parent",
            )


@check("plan.parent-done-early", source=OURS)
def ends_with_parts(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find long steps that are done while a part of them is open."""
    for place, step in enumerate(plan.steps):
        if step.parent is None or status(step).is_end:
            continue
        if status(step_of(plan, step.parent)) is Status.DONE:
            yield Finding(
                code="plan.parent-done-early",
                where=f"steps[{place}]",
                message=f"it is open, but {step.parent!r}, of which it is a part,"
                " is done",
                fix="finish or drop it, or reopen the long step",
            )


@check("plan.one-owner", source=ALONE)
def shares_work(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans of which one role owns everything."""
    owners = [owner(step) for step in open_steps(plan) if owner(step)]
    if len(owners) > 2 and len(set(owners)) == 1:
        yield Finding(
            code="plan.one-owner",
            severity=Severity.NOTE,
            where="steps",
            message=f"{owners[0]} owns every open step",
            fix="let those who do the work own some of it",
        )


#: What is missing in a plan: as written, in its steps, and in how it lives.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        has_steps,
        has_no_circle,
        waits_in_time,
        wip_limit(),
        safety_comes_first,
        answers_needs,
        knows_needs,
        *SOURCE_CHECKS,
        judges_words,
        has_stronger,
        max_duration(),
        ends_with_parts,
        shares_work,
        *REVIEW_CHECKS,
        each_step(),
    ),
    kind="check",
)
