"""What is missing in a plan as it is written, and what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import actions
from cqikit.core import (
    Catalog,
    Check,
    Context,
    Finding,
    FunctionCheck,
    Severity,
    check,
    inspect,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.actions import ActionStep
    from cqikit.plans._plan import Plan

__all__ = ["CHECKS", "each_step"]

CQIP: Final = "Massachusetts EEC, technical assistance for the QRIS CQIP"
OURS: Final = "cqikit"


def each_step(checks: Iterable[Check[ActionStep]] = actions.CHECKS) -> FunctionCheck:
    """Make the check that judges every step of a plan by `checks`."""
    judges = tuple(checks)

    def found(plan: Plan, context: Context) -> Iterator[Finding]:
        for place, step in enumerate(plan.steps):
            yield from within(f"steps[{place}]", inspect(step, judges, context))

    return check("plan.steps", source=CQIP)(found)


@check("plan.no-steps", source=CQIP)
def has_steps(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a plan without a step."""
    if not plan.steps:
        yield Finding(
            code="plan.no-steps",
            severity=Severity.FAULT,
            where="steps",
            message="the plan has no action step",
            mend="draft steps from its needs with propose(needs(plan))",
        )


CHECKS: Final[Catalog[FunctionCheck]] = Catalog((has_steps, each_step()), kind="check")
