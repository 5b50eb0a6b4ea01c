"""Published rule sets, as catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import Catalog
from cqikit.spc._rules._crossing import Crossings, LongestRun
from cqikit.spc._rules._limits import Outside

if TYPE_CHECKING:
    from cqikit.spc._rules._flags import Rule

__all__ = ["ANHOEJ", "SHEWHART_RUNS", "THREE_SIGMA"]

#: A point outside the limits, and nothing else (Shewhart 1931).
THREE_SIGMA: Final[Catalog[Rule]] = Catalog([Outside()], kind="rule")

#: Longest run and crossings (Anhøj & Olesen, PLoS ONE 2014;9(11):e113825).
ANHOEJ: Final[Catalog[Rule]] = Catalog([LongestRun(), Crossings()], kind="rule")

#: `THREE_SIGMA` and `ANHOEJ`: what a control chart says with the fewest rules.
SHEWHART_RUNS: Final[Catalog[Rule]] = Catalog(
    [Outside(), LongestRun(), Crossings()], kind="rule"
)
