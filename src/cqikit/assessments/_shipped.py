"""The frameworks that come with the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments._bts import BTS_INFRASTRUCTURE
from cqikit.core import Catalog

if TYPE_CHECKING:
    from cqikit.assessments._framework import Framework

__all__ = ["FRAMEWORKS"]

FRAMEWORKS: Final[Catalog[Framework]] = Catalog((BTS_INFRASTRUCTURE,), kind="framework")
