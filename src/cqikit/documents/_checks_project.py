"""What is checked of a charter, and of causes, by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import spc
from cqikit.core import Finding, check
from cqikit.documents._checks import OURS, each_of, refusal, refused
from cqikit.errors import UnknownNameError
from cqikit.projects import CAUSE_CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Catalog
    from cqikit.projects import Charter

__all__ = ["CAUSES", "PROJECT", "names_charts", "names_charts_of"]

UNKNOWN_CHART: Final = refusal("project.unknown-chart")


@check("document.project", source=OURS)
def names_charts(document: Charter) -> Iterator[Finding]:
    """Find charts of a charter of a kind, or with rules, that there are not."""
    yield from names_charts_of(spc.CHARTS, spc.RULE_SETS, document)


def names_charts_of(
    kinds: Catalog[spc.ChartKind], rule_sets: Catalog[spc.RuleSet], document: Charter
) -> Iterator[Finding]:
    for place, plan in enumerate(document.charts):
        for field, catalog in (("kind", kinds), ("rules", rule_sets)):
            name = getattr(plan, field)
            if name and name not in catalog:
                unknown = UnknownNameError(catalog.kind, name, catalog.names)
                where = f"charts[{place}].{field}"
                yield from refused(UNKNOWN_CHART, unknown, where)


CAUSES: Final = (each_of("causes", CAUSE_CHECKS),)
PROJECT: Final = (names_charts,)
