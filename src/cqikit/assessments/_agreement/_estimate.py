"""A statistic with its interval."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from cqikit.core import by_value, decoded, say
from cqikit.errors import FieldError, FieldTypeError

__all__ = ["LARGEST", "Estimate", "as_floats", "check_level"]

#: Numbers of a caller are no larger: fourth powers of them are added.
LARGEST: Final = 1e60


@by_value
@frozen(kw_only=True, eq=False)
class Estimate:
    """A statistic, its interval, and what both rest on.

    Parameters
    ----------
    value : float
        The statistic; NaN where the data cannot tell (nobody varies, too few
        values).
    low, high : float
        The ends of the interval; NaN where there is none, and unless said.
    level : float
        The confidence of the interval; 0.95 unless said.
    count : int
        How many values it is of: pairs, respondents or rows, as `method` has
        it.
    method : str
        Which statistic and which interval, by their names.
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


def as_floats(values: Any, name: str = "") -> npt.NDArray[np.float64]:
    """Return values as an array of numbers that nobody else can write to.

    Those that have a `name` are a caller's, and refused where they are no numbers, or
    too large to be squared and added; NaN stands for what is missing.
    """
    try:
        raw = np.asarray(decoded(values))
        if raw.dtype.kind not in "fbiuO":
            raise FieldTypeError(name, say("must be a rectangle of numbers"), values)
        array: npt.NDArray[np.float64] = np.array(raw, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise FieldTypeError(
            name, say("must be a rectangle of numbers"), values
        ) from None
    if name and (np.abs(array) > LARGEST).any():
        bounds = say("must be between {least} and {most}", least=-LARGEST, most=LARGEST)
        raise FieldError(name, bounds, values)
    return array


def check_level(level: Any) -> None:
    """Refuse what no level of confidence can be."""
    if isinstance(level, bool) or not isinstance(level, int | float):
        raise FieldTypeError("level", say("must be a number"), level)
    if not 0 < level < 1:
        raise FieldError("level", say("must be between 0 and 1"), level)
