"""A statistic with its interval."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from cqikit.core import by_value, say

__all__ = ["Estimate"]


@by_value
@frozen(kw_only=True, eq=False)
class Estimate:
    """A statistic, its interval, and what both rest on.

    `value` is NaN where the data cannot tell (nobody varies, too few values);
    `low` and `high` are NaN where there is no interval.
    """

    value: float
    low: float = math.nan
    high: float = math.nan
    level: float = 0.95
    count: int
    method: str

    def __str__(self) -> str:
        if math.isnan(self.low):
            return say("{value:.2f} (n = {count})", value=self.value, count=self.count)
        return say(
            "{value:.2f} ({level:g} %: {low:.2f} to {high:.2f})",
            value=self.value,
            level=self.level * 100,
            low=self.low,
            high=self.high,
        )


def as_floats(values: Any) -> npt.NDArray[np.float64]:
    """Return values as an array of numbers that nobody else can write to."""
    return np.array(values, dtype=np.float64)
