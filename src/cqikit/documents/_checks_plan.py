"""What is checked of a plan, and of steps that stand in none, by themselves."""

from __future__ import annotations

from typing import Final

from cqikit import actions, plans
from cqikit.documents._checks import each_of

__all__ = ["PLAN", "STEPS"]

PLAN: Final = (*plans.CHECKS, *plans.CQI_CHECKS)
STEPS: Final = (each_of("steps", actions.CHECKS),)
