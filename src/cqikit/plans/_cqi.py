"""Whether a plan is continuous quality improvement, or an improvement plan only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import actions
from cqikit.actions import Concern, Note, Status, is_draft, is_outside
from cqikit.core import Catalog, Context, Found, FunctionCheck, check, found, say
from cqikit.plans._areas import SourceKind
from cqikit.plans._events import Begin, Observe, ReviewStep, Revise
from cqikit.plans._plan import latest
from cqikit.plans._review_checks import TWO_ROLES, years_after
from cqikit.plans._roles import roles_involved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.plans._plan import Plan

__all__ = ["CQI_CHECKS"]

BUILD: Final = "BUILD Initiative, CQI community of practice, working definition of CQI"
#: The definition says cyclical, and not how often: the year is that of S2.
YEARLY: Final = (
    "cqikit: our own threshold; the definition names no time, and a year is what the"
    " Massachusetts QRIS requires of a review"
)


@check(
    "cqi.not-cyclical",
    says="begun on {on}, the plan was never revised",
    where="log",
    fix="reflect on it, revise it, and go round again",
    source=YEARLY,
)
def comes_round(plan: Plan, context: Context) -> Iterator[Found]:
    """Find plans that were carried out for a year and never went round again."""
    begun = latest(plan, Begin)
    if begun is None or latest(plan, Revise):
        return
    if context.as_of is not None and context.as_of > years_after(begun.on):
        yield found(on=begun.on)


@check(
    "cqi.not-reflective",
    says="steps are done, and no review says what was learned from them",
    where="log",
    fix="say of each whether it achieved what it should, and why",
    source=BUILD,
)
def learned_nothing(plan: Plan) -> bool:
    """Find plans with steps done and nothing learned from them."""
    done = any(actions.state(step) is Status.DONE for step in plan.steps)
    learned = any(
        isinstance(event, ReviewStep) and (event.effective is not None or event.note)
        for event in plan.log
    )
    return done and not learned


@check(
    "cqi.not-data-driven",
    says={
        "": "the plan rests on no data",
        "unmeasured": "no step has a measure, so nobody will know whether it worked",
    },
    fix={
        "": "begin with scores, surveys, records: what do they say?",
        "unmeasured": "name for each step the measure that it should move",
    },
    source=BUILD,
)
def uses_data(plan: Plan) -> Iterator[Found]:
    """Find plans whose needs or success rest on no data."""
    scored = any(area.scores for area in plan.areas)
    measured = any(step.measure.strip() for step in plan.steps)
    if not plan.sources and not scored:
        yield found("sources")
    elif plan.steps and not measured:
        yield found("steps", form="unmeasured")


@check(
    "cqi.not-continuous-data",
    says="since the plan began nothing was measured or observed",
    where="sources",
    fix="measure again what the plan began with, before and after a revision",
    source=BUILD,
)
def stopped_looking(plan: Plan) -> bool:
    """Find revised plans for which no data were gathered since they began."""
    begun, revised = latest(plan, Begin), latest(plan, Revise)
    if begun is None or revised is None:
        return False
    gathered = any(source.on.last > begun.on for source in plan.sources)
    observed = any(isinstance(event, Observe) for event in plan.log) or any(
        isinstance(event, Note) for step in plan.steps for event in step.log
    )
    return not (gathered or observed)


@check(
    "cqi.not-owned",
    says="nobody inside the program owns a step",
    where="steps",
    fix="participants control the process themselves: let them take steps on",
    source=BUILD,
)
def is_not_owned(plan: Plan) -> bool:
    """Find plans that are controlled from outside."""
    inside = any(not (is_draft(step) or is_outside(step)) for step in plan.steps)
    return bool(plan.steps) and not inside


@check(
    "cqi.not-shared-vision",
    says="only one role had a part in the plan: {role}",
    where="log",
    fix="bring in those who do the work and those whom it is for",
    source=TWO_ROLES,
)
def is_common(plan: Plan) -> Iterator[Found]:
    """Find plans that one role makes and reviews alone."""
    roles = roles_involved(plan)
    if len(roles) == 1:
        yield found(role=min(roles))


@check(
    "cqi.reactive",
    says="the plan does no more than answer what is required from outside",
    where="steps",
    fix="add what the program itself wants to be better at",
    source=BUILD,
)
def is_reactive(plan: Plan) -> bool:
    """Find plans that do no more than meet what is required from outside."""
    kinds = {source.kind for source in plan.sources}
    required = all(step.concern is not Concern.QUALITY for step in plan.steps)
    return bool(plan.steps) and (required or kinds == {SourceKind.LICENSING})


#: The marks of CQI: cyclical, reflective, data-driven, owned, shared, proactive.
CQI_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        comes_round,
        learned_nothing,
        uses_data,
        stopped_looking,
        is_not_owned,
        is_common,
        is_reactive,
    ),
    kind=say("check"),
)
