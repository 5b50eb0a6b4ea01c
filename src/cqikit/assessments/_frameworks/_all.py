"""The catalog of frameworks that come with the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments._frameworks._breakthrough import BTS_INFRASTRUCTURE
from cqikit.assessments._frameworks._child_welfare import CHILD_WELFARE
from cqikit.assessments._frameworks._culture import CQI_ATTRIBUTES, ROOT_CAUSE
from cqikit.assessments._frameworks._rating_systems import (
    QRIS_BLOCK,
    QRIS_HYBRID,
    QRIS_POINTS,
)
from cqikit.assessments._frameworks._readiness import ORIC, PROGRESS, R_MC2
from cqikit.assessments._frameworks._tools import TOOLS
from cqikit.core import Catalog

if TYPE_CHECKING:
    from cqikit.assessments._framework import Framework

__all__ = ["FRAMEWORKS"]

FRAMEWORKS: Final[Catalog[Framework]] = Catalog(
    (
        CHILD_WELFARE,
        BTS_INFRASTRUCTURE,
        CQI_ATTRIBUTES,
        ROOT_CAUSE,
        *TOOLS,
        ORIC,
        R_MC2,
        PROGRESS,
        QRIS_BLOCK,
        QRIS_POINTS,
        QRIS_HYBRID,
    ),
    kind="framework",
)
