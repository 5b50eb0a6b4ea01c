"""What is checked of a plan, and of steps that stand in none, by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import actions, plans
from cqikit.core import Finding, check, run_checks
from cqikit.documents._checks import OURS, each_of, refusal, refused
from cqikit.errors import FaultsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.documents._lists_done import Steps

__all__ = ["CIRCLE", "PLAN", "STEPS"]

PLAN: Final = (*plans.CHECKS, *plans.CQI_CHECKS)
#: What is wrong whatever else a plan may say.
CIRCLE: Final = plans.CHECKS["plan.circle"]
STEPS_MISFIT: Final = refusal("steps.misfit")


@check("document.waiting", source=OURS)
def wait_for_steps(document: Steps) -> Iterator[Finding]:
    """Find steps that wait for ones that are not there, or for each other."""
    try:
        plan = document.plan
    except FaultsError as error:
        yield from refused(STEPS_MISFIT, error)
    else:
        yield from run_checks(plan, (CIRCLE,))


STEPS: Final = (each_of("steps", actions.CHECKS), wait_for_steps)
