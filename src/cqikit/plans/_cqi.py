"""Whether a plan is continuous quality improvement, or an improvement plan only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.actions import Concern, Note, Status, is_draft, is_outside, status
from cqikit.core import Catalog, Context, Finding, FunctionCheck, check
from cqikit.plans._areas import SourceKind
from cqikit.plans._events import (
    Begin,
    Involve,
    Observe,
    ReviewStep,
    Revise,
    StartReview,
)
from cqikit.plans._plan import latest
from cqikit.plans._review_checks import TWO_ROLES, years_after

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


@check("cqi.not-cyclical", source=YEARLY)
def comes_round(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find plans that were carried out for a year and never went round again."""
    begun = latest(plan, Begin)
    if begun is None or latest(plan, Revise):
        return
    if context.as_of is not None and context.as_of > years_after(begun.on):
        yield Finding(
            code="cqi.not-cyclical",
            where="log",
            message=f"begun on {begun.on}, the plan was never revised",
            fix="reflect on it, revise it, and go round again",
        )


@check("cqi.not-reflective", source=BUILD)
def reflects(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans with steps done and nothing learned from them."""
    done = [step for step in plan.steps if status(step) is Status.DONE]
    learned = any(
        isinstance(event, ReviewStep) and (event.effective is not None or event.note)
        for event in plan.log
    )
    if done and not learned:
        yield Finding(
            code="cqi.not-reflective",
            where="log",
            message="steps are done, and no review says what was learned from them",
            fix="say of each whether it achieved what it should, and why",
        )


@check("cqi.not-data-driven", source=BUILD)
def uses_data(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans whose needs or success rest on no data."""
    scored = any(area.scores for area in plan.areas)
    measured = any(step.measure.strip() for step in plan.steps)
    if not plan.sources and not scored:
        yield Finding(
            code="cqi.not-data-driven",
            where="sources",
            message="the plan rests on no data",
            fix="begin with scores, surveys, records: what do they say?",
        )
    elif plan.steps and not measured:
        yield Finding(
            code="cqi.not-data-driven",
            where="steps",
            message="no step has a measure, so nobody will know whether it worked",
            fix="name for each step the measure that it should move",
        )


@check("cqi.not-continuous-data", source=BUILD)
def keeps_looking(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find revised plans for which no data were gathered since they began."""
    begun, revised = latest(plan, Begin), latest(plan, Revise)
    if begun is None or revised is None:
        return
    gathered = any(source.on.last > begun.on for source in plan.sources)
    observed = any(isinstance(event, Observe) for event in plan.log) or any(
        isinstance(event, Note) for step in plan.steps for event in step.log
    )
    if not (gathered or observed):
        yield Finding(
            code="cqi.not-continuous-data",
            where="sources",
            message="since the plan began nothing was measured or observed",
            fix="measure again what the plan began with, before and after a revision",
        )


@check("cqi.not-owned", source=BUILD)
def is_owned(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans that are controlled from outside."""
    owned = [step for step in plan.steps if not is_draft(step)]
    inside = [step for step in owned if not is_outside(step)]
    if plan.steps and not inside:
        yield Finding(
            code="cqi.not-owned",
            where="steps",
            message="nobody inside the program owns a step",
            fix="participants control the process themselves: let them take steps on",
        )


@check("cqi.not-shared-vision", source=TWO_ROLES)
def is_common(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans that one role makes and reviews alone."""
    roles = {
        role.casefold()
        for event in plan.log
        if isinstance(event, Involve | StartReview)
        for role in event.roles
    }
    if len(roles) == 1:
        yield Finding(
            code="cqi.not-shared-vision",
            where="log",
            message=f"only one role had a part in the plan: {min(roles)}",
            fix="bring in those who do the work and those whom it is for",
        )


@check("cqi.reactive", source=BUILD)
def is_proactive(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find plans that do no more than meet what is required from outside."""
    kinds = {source.kind for source in plan.sources}
    required = all(step.concern is not Concern.QUALITY for step in plan.steps)
    if plan.steps and (required or kinds == {SourceKind.LICENSING}):
        yield Finding(
            code="cqi.reactive",
            where="steps",
            message="the plan does no more than answer what is required from outside",
            fix="add what the program itself wants to be better at",
        )


#: The marks of CQI: cyclical, reflective, data-driven, owned, shared, proactive.
CQI_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        comes_round,
        reflects,
        uses_data,
        keeps_looking,
        is_owned,
        is_common,
        is_proactive,
    ),
    kind="check",
)
