"""The kinds of charts that there are, and as published tools have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import Catalog
from cqikit.spc._charts._counts import COUNTS
from cqikit.spc._charts._memory import MEMORY
from cqikit.spc._charts._rare import RARE
from cqikit.spc._charts._subgroups import SUBGROUPS
from cqikit.spc._charts._values import VALUES

if TYPE_CHECKING:
    from cqikit.spc._kind import ChartKind

__all__ = ["CHARTS"]

#: Every kind of chart, by textbook.
CHARTS: Final[Catalog[ChartKind]] = Catalog(
    (*VALUES, *COUNTS, *RARE, *SUBGROUPS, *MEMORY), kind="chart kind"
)
