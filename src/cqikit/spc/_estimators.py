"""How the level and the spread of a phase are estimated, as frozen callables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import field, frozen

from cqikit.core import at_least, one_of, optional
from cqikit.spc._statistics import mean, median, moving_ranges, ratio, total

if TYPE_CHECKING:
    from cqikit.spc._kind import Points
    from cqikit.spc._view import Floats

__all__ = ["Mean", "Median", "MovingRange", "Pooled"]

#: Expected range of two standard normal draws, d2(2) = 2 / sqrt(pi).
MEAN_OF_RANGE: Final = 2 / math.sqrt(math.pi)
#: Its median: sqrt(2) times the upper quartile of the normal distribution.
MEDIAN_OF_RANGE: Final = 0.9538725524089395


@frozen
class Mean:
    """The mean of the points."""

    def __call__(self, points: Points) -> Floats:
        return mean(points.values)


@frozen
class Median:
    """The median of the points."""

    def __call__(self, points: Points) -> Floats:
        return median(points.values)


@frozen
class Pooled:
    """All numerators over all sizes."""

    def __call__(self, points: Points) -> Floats:
        if points.sizes is None:
            return mean(points.values)
        counts = points.values * points.sizes
        sizes = np.where(np.isnan(counts), np.nan, points.sizes)
        return ratio(total(counts), total(sizes))


@frozen
class MovingRange:
    """Sigma from the steps between neighbours in time.

    Parameters
    ----------
    average : {"mean", "median"}
    screen : float, optional
        Steps of this many average steps or more are left out, once, and the
        average is taken anew (Nelson 1982: 3.267).
    constant : float, optional
        By what the average is divided; the exact value by default, 2/sqrt(pi)
        for the mean and 0.9539 for the median. Tools round it: 1.128, 3/2.66.
    """

    average: str = field(default="mean", validator=one_of("mean", "median"))
    screen: float | None = field(default=None, validator=optional(at_least(1)))
    constant: float | None = field(default=None, validator=optional(at_least(0)))

    @property
    def divisor(self) -> float:
        """Return what the average step is divided by."""
        if self.constant is not None:
            return self.constant
        return MEAN_OF_RANGE if self.average == "mean" else MEDIAN_OF_RANGE

    def __call__(self, points: Points, centre: Floats) -> Floats:
        varies = centre.shape[-1] != 1
        steps = moving_ranges(points.values - centre if varies else points.values)
        return self.of_steps(steps)

    def of_steps(self, steps: Floats) -> Floats:
        """Return sigma from the steps themselves, shape (..., 1)."""
        average = mean if self.average == "mean" else median
        typical = average(steps)
        if self.screen is not None:
            typical = average(np.where(steps < self.screen * typical, steps, np.nan))
        sigma: Floats = typical / self.divisor
        return sigma
