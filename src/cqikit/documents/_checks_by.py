"""What is checked of documents by one's own catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cqikit.core import Check, FunctionCheck, Partial
from cqikit.documents._checks import each_of
from cqikit.documents._checks_assessed import (
    can_be_scored,
    can_be_scored_by,
    fits_framework,
    goes_on,
    is_translated,
)
from cqikit.documents._checks_cycles import rises
from cqikit.documents._checks_project import names_charts, names_charts_of

if TYPE_CHECKING:
    from cqikit.projects import Catalogs

__all__ = ["checks_by"]


def checks_by(catalogs: Catalogs) -> dict[str, tuple[Check[Any], ...]]:
    """Return the checks of types of document that go by one's own catalogs."""
    checks = catalogs.checks
    names = Partial(names_charts_of, (catalogs.kinds, catalogs.rule_sets))
    scored = FunctionCheck(
        can_be_scored.kind, Partial(can_be_scored_by, (catalogs.scorers,))
    )
    return {
        "aims": (each_of("aims", checks.aim),),
        "answers": (fits_framework(catalogs=catalogs),),
        "causes": (each_of("causes", checks.cause),),
        "cycles": (each_of("cycles", checks.cycle, read="logs"), rises),
        "diagram": checks.diagram,
        "frameworks": (scored, goes_on, is_translated),
        "groundwork": checks.groundwork,
        "plan": checks.of_plan,
        "steps": (each_of("steps", checks.step),),
        "project": (FunctionCheck(names_charts.kind, names),),
    }
