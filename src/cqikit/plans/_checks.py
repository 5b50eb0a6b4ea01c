"""What is missing in a plan as it is written, and what would fix it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cqikit import actions
from cqikit.actions import Concern, Lever, Status, deadline, owner
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
    arguments,
    check,
    found,
    prefixed,
    run_checks,
    say,
)
from cqikit.errors import KnownNames, suggest
from cqikit.plans._events import Begin
from cqikit.plans._order import CONCERNS, circle, is_ready, waits_for
from cqikit.plans._plan import latest, needs, open_steps, step_of
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


@arguments()
def each_step(checks: Iterable[Check[ActionStep]] = actions.CHECKS) -> FunctionCheck:
    """Make the check that judges every step of a plan by `checks`.

    Its findings keep their own codes, such as ``action.no-owner``.

    Parameters
    ----------
    checks : Iterable[Check
        The checks of one step; all of them unless said.
    """
    return FunctionCheck(STEPS, Partial(_of_steps, (tuple(checks),)))


STEPS: Final = FindingKind("plan.steps", source=CQIP)


def _of_steps(
    judges: tuple[Check[ActionStep], ...], plan: Plan, context: Context
) -> Iterator[Finding]:
    """Find what the checks of each step find."""
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
def lacks_steps(plan: Plan) -> bool:
    """Find a plan without a step."""
    return not plan.steps


@check(
    "plan.circle",
    says="steps wait for each other: {circle/ -> }",
    severity=Severity.FAULT,
    where="steps",
    fix="take one of these out of after or parent",
    source=OURS,
)
def has_no_circle(plan: Plan) -> Iterator[Found]:
    """Find steps that wait for each other."""
    keys = circle(plan)
    if keys:
        yield found(circle=(*keys, keys[0]))


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
        if due is None or actions.state(step).is_end:
            continue
        for key in waits[step.key]:
            before = step_of(plan, key)
            theirs = deadline(before)
            if theirs is None or theirs.last <= due.last:
                continue
            if not actions.state(before).is_end:
                at = f"steps[{place}].when"
                yield found(at, due=due, key=key, theirs=theirs)


@arguments()
def wip_limit(most: int | None = None, *, per_area: bool = False) -> FunctionCheck:
    """Make the check that not too many steps are under way at a time.

    Three to five are a good start. The source does not say whether in all or
    in each area; `most` is the plan's own `wip_limit` when not given.

    Parameters
    ----------
    most : int, optional
        How many may be under way; as many as the default has unless said.
    per_area : bool
        Whether each area has so many; all together unless said.
    """
    return FunctionCheck(TOO_MANY, Partial(_too_many, (most, per_area)))


TOO_MANY: Final = FindingKind(
    "plan.too-many-at-a-time",
    says={
        "": "{count} steps are under way at a time, more than {most}",
        "area": "{count} steps are under way at a time in {area}, more than {most}",
    },
    where="steps",
    fix="finish some first; focus(plan) says which",
    source=CQIP,
)


def _too_many(most: int | None, per_area: object, plan: Plan) -> Iterator[Found]:
    limit = plan.wip_limit if most is None else most
    counts: dict[str, int] = {}
    for step in plan.steps:
        if actions.state(step) is Status.UNDER_WAY:
            group = step.area if per_area else ""
            counts[group] = counts.get(group, 0) + 1
    for group, count in counts.items():
        if count > limit:
            form = "area" if group else ""
            yield found(form=form, count=count, area=group, most=limit)


@check(
    "plan.safety-waits",
    says="it is about {concern} and is not begun, while steps that matter less are"
    " under way",
    fix="begin it first",
    source=CQIP,
)
def safety_comes_first(plan: Plan) -> Iterator[Found]:
    """Find steps on safety or licensing that wait while lesser ones are under way."""
    busy = [
        action_step
        for action_step in plan.steps
        if actions.state(action_step) is Status.UNDER_WAY
    ]
    least = max((CONCERNS[action_step.concern] for action_step in busy), default=0)
    for place, step in enumerate(plan.steps):
        waiting = actions.state(step) is Status.PLANNED and is_ready(plan, step)
        if waiting and CONCERNS[step.concern] < least:
            safety = step.concern is Concern.HEALTH_AND_SAFETY
            severity = Severity.FAULT if safety else None
            concern = step.concern.value
            yield found(f"steps[{place}]", severity=severity, concern=concern)


@check(
    "plan.unanswered-need",
    says="no step answers the need {need!r}",
    fix="draft one with propose(), or say in the reflection why not",
    source=CQIP,
)
def answers_needs(plan: Plan) -> Iterator[Found]:
    """Find needs that no step answers, or none any more."""
    answered = {
        key
        for step in plan.steps
        if actions.state(step) not in {Status.DROPPED, Status.REPLACED}
        for key in step.answers
    }
    for at, area in enumerate(plan.areas):
        for place, need in enumerate(area.growth):
            if need.key not in answered:
                urgent = need.concern is not Concern.QUALITY
                severity = Severity.FAULT if urgent else None
                where = f"areas[{at}].growth[{place}]"
                yield found(where, severity=severity, need=need.title)


@check(
    "plan.unknown-need",
    says="it answers {key!r}, which is no need in the plan's areas",
    severity=Severity.NOTE,
    fix={
        "": "add the need to its area, unless it is kept elsewhere",
        "alike": "did you mean {alike!r}?",
    },
    source=OURS,
)
def knows_needs(plan: Plan) -> Iterator[Found]:
    """Find steps that answer what is no need of the plan's areas."""
    known = KnownNames(need.key for need in needs(plan))
    for place, step in enumerate(plan.steps):
        where = f"steps[{place}].answers"
        for key in step.answers:
            near = "" if key in known else suggest(key, known)
            # What is over may have answered a need that is no more; a slip is one
            # whenever it was made.
            if key in known or (actions.state(step).is_end and not near):
                continue
            if near:
                slip = Severity.WARNING
                yield found(where, form="alike", severity=slip, key=key, alike=near)
            else:
                yield found(where, key=key)


@check(
    "plan.unjudged-words",
    says="the words of {count:# step|# steps} in {language!r} are not judged: there are"
    " no word lists of it",
    severity=Severity.NOTE,
    where="language",
    fix="look yourself whether each says who does what by when",
    source=OURS,
)
def judges_words(plan: Plan) -> Iterator[Found]:
    """Find a language of whose words there are none, so that no word is judged."""
    unjudged = [
        step.language
        for step in open_steps(plan)
        if step.language and actions.strength(step).unjudged
    ]
    for language in dict.fromkeys(unjudged):
        yield found(count=unjudged.count(language), language=language)


@check(
    "plan.only-weak",
    says="every step is of the weaker kind: training, policy, warning",
    where="steps",
    fix="add a step that changes the surroundings, so that the right thing is the easy"
    " thing",
    source=HIERARCHY,
)
def lacks_stronger(plan: Plan) -> bool:
    """Find plans whose every tagged step counts on people to remember."""
    levers = {step.lever for step in open_steps(plan) if step.lever is not None}
    return levers == {Lever.WEAKER}


@arguments()
def max_duration(days: int = 183) -> FunctionCheck:
    """Make the check that long steps are broken up into smaller ones.

    A step is long when it is due more than so many days after the plan began
    (or the day it is looked at, if that is later). How many is ours.

    Parameters
    ----------
    days : int
        How long a step may take; half a year unless said.
    """
    return FunctionCheck(LONG_STEP, Partial(_long, (days,)))


LONG_STEP: Final = FindingKind(
    "plan.long-step",
    says="it is due only {due}",
    fix="break it up into smaller steps with it as their parent",
    source=LONG,
)


def _long(days: int, plan: Plan, context: Context) -> Iterator[Found]:
    begun = latest(plan, Begin)
    known = [value for value in (begun and begun.on, context.as_of) if value]
    parents = {action_step.parent for action_step in plan.steps}
    for place, step in enumerate(plan.steps):
        due = deadline(step)
        if (
            not known
            or due is None
            or actions.state(step).is_end
            or step.key in parents
        ):
            continue
        if due.last - max(known) > timedelta(days=days):
            yield found(f"steps[{place}].when", due=due)


@check(
    "plan.parent-done-early",
    says="it is open, but {parent!r}, of which it is a part, is done",
    fix="finish or drop it, or reopen the long step",
    source=OURS,
)
def ends_with_parts(plan: Plan) -> Iterator[Found]:
    """Find long steps that are done while a part of them is open."""
    for place, step in enumerate(plan.steps):
        if step.parent is None or actions.state(step).is_end:
            continue
        if actions.state(step_of(plan, step.parent)) is Status.DONE:
            yield found(f"steps[{place}]", parent=step.parent)


@check(
    "plan.one-owner",
    says="{owner} owns every open step",
    severity=Severity.NOTE,
    where="steps",
    fix="let those who do the work own some of it",
    source=ALONE,
)
def shares_work(plan: Plan) -> Iterator[Found]:
    """Find plans of which one role owns everything."""
    owners = [owner(step) for step in open_steps(plan) if owner(step)]
    if len(owners) > 2 and len(set(owners)) == 1:
        yield found(owner=owners[0])


#: What is missing in a plan: as written, in its steps, and in how it lives.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        lacks_steps,
        has_no_circle,
        waits_in_time,
        wip_limit(),
        safety_comes_first,
        answers_needs,
        knows_needs,
        *SOURCE_CHECKS,
        judges_words,
        lacks_stronger,
        max_duration(),
        ends_with_parts,
        shares_work,
        *REVIEW_CHECKS,
        each_step(),
    ),
    kind=say("check"),
)
