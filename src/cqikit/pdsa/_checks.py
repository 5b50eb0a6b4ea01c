"""What is missing in a cycle, and what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import Catalog, Context, Finding, FunctionCheck, Severity, check
from cqikit.pdsa._cycle import Cycle, latest
from cqikit.pdsa._events import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CHECKS"]

TAYLOR: Final = "Taylor et al., BMJ Qual Saf 2014;23:290"
GUIDE: Final = "Langley et al., The Improvement Guide, 2009"


@check("cycle.no-idea", source=GUIDE)
def names_idea(cycle: Cycle, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a cycle that names no change idea."""
    if not cycle.idea:
        yield Finding(
            code="cycle.no-idea",
            severity=Severity.NOTE,
            where="idea",
            message="the cycle names no change idea, so it is in no ramp",
            mend="give the key of the idea that it tests",
        )


@check("cycle.no-objective", source=GUIDE)
def has_objective(cycle: Cycle, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a cycle without an objective."""
    plan = latest(cycle, Plan)
    if plan is None or not plan.objective.strip():
        yield Finding(
            code="cycle.no-objective",
            where="log",
            message="the plan does not say what the cycle is to find out",
            mend="add a Plan with an objective",
        )


CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (names_idea, has_objective), kind="check"
)
