"""What is checked of aims by themselves."""

from __future__ import annotations

from typing import Final

from cqikit import drivers
from cqikit.documents._checks import each_of

__all__ = ["AIMS"]

AIMS: Final = (each_of("aims", drivers.AIM_CHECKS),)
