"""How the level and the spread of a phase are estimated, as frozen callables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen

from cqikit.core import at_least, instance_of, one_of, optional
from cqikit.spc._constants import MEAN_OF_RANGE, MEDIAN_OF_RANGE, c4
from cqikit.spc._statistics import (
    mean,
    mean_step,
    median,
    moving_ranges,
    ratio,
    total,
)
from cqikit.spc._view import Floats

if TYPE_CHECKING:
    from cqikit.spc._kind import Points

__all__ = [
    "Mean",
    "MeanLevel",
    "Median",
    "MovingRange",
    "NormalisedSteps",
    "Pooled",
    "SigmaZ",
    "StandardDeviation",
]


@frozen
class Mean:
    """The mean of the points."""

    def __call__(self, points: Points) -> Floats:
        return mean(points.values)

    def working(self, points: Points) -> str:
        """Return the arithmetic, with the numbers of one phase in it."""
        seen = points.values[~np.isnan(points.values)]
        return f"{seen.sum():.7g} / {seen.size}"

    def __str__(self) -> str:
        return "mean"


@frozen
class MeanLevel:
    """The mean of the points, where sigma hangs on it and the centre is another."""

    def __call__(self, points: Points, _centre: Floats) -> Floats:
        return mean(points.values)

    def working(self, points: Points, _centre: Floats) -> str:
        """Return the arithmetic, with the numbers of one phase in it."""
        return Mean().working(points)

    def __str__(self) -> str:
        return "mean"


@frozen
class Median:
    """The median of the points."""

    def __call__(self, points: Points) -> Floats:
        return median(points.values)

    def __str__(self) -> str:
        return "median"


@frozen
class Pooled:
    """All numerators over all sizes; a mean weighted by size.

    Parameters
    ----------
    divided : bool
        The points are ratios; else they are numerators.
    """

    divided: bool = field(default=True, validator=instance_of(bool))

    def __call__(self, points: Points) -> Floats:
        if points.sizes is None:
            return mean(points.values)
        counts = points.values * points.sizes if self.divided else points.values
        return ratio(total(counts), total(_where_observed(points.sizes, counts)))

    def working(self, points: Points) -> str:
        """Return the arithmetic, with the numbers of one phase in it."""
        if points.sizes is None:
            return Mean().working(points)
        counts = points.values * points.sizes if self.divided else points.values
        sizes = _where_observed(points.sizes, counts)
        return f"{total(counts)[0]:.7g} / {total(sizes)[0]:.7g}"

    def __str__(self) -> str:
        return "all numerators over all sizes"


def _where_observed(sizes: Floats, values: Floats) -> Floats:
    missing = np.isnan(values)
    return np.where(missing, np.nan, sizes) if missing.any() else sizes


@frozen
class MovingRange:
    """Sigma from the steps between neighbours in time.

    Parameters
    ----------
    average : {"mean", "median"}
    screen : float, optional
        Steps of this many average steps or more are left out, once, and the
        average is taken anew (Nelson, Journal of Quality Technology
        1982;14:172-173: 3.267). Of constant data, nothing is left.
    constant : float, optional
        By what the average is divided; the exact value by default, 2/√π for
        the mean and 0.9539 for the median. Tools round it: 1.128, or 3/2.66.

    Examples
    --------
    >>> from cqikit.spc import Points
    >>> steps = MovingRange()
    >>> points = Points(np.array([[4.0, 6.0, 5.0]]))
    >>> steps(points, np.array([[5.0]])).round(4).tolist()
    [[1.3293]]
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
        # Steps of what is left after the centre, should that move by itself.
        values = points.values if centre.shape[-1] == 1 else points.values - centre
        if self.average == "median":
            return self.of_steps(moving_ranges(values))
        typical = mean_step(values)
        if self.screen is not None:
            typical = mean_step(values, self.screen * typical)
        sigma: Floats = typical / self.divisor
        return sigma

    def of_steps(self, steps: Floats) -> Floats:
        """Return sigma from the steps themselves, shape (..., 1)."""
        average = mean if self.average == "mean" else median
        typical = average(steps)
        if self.screen is not None:
            typical = average(np.where(steps < self.screen * typical, steps, np.nan))
        sigma: Floats = typical / self.divisor
        return sigma

    def working(self, points: Points, _centre: Floats) -> str:
        """Return the arithmetic, with the numbers of one phase in it."""
        sigma = self(points, np.zeros(1))
        return f"{(sigma * self.divisor)[0]:.7g} / {self.divisor:.6g}"

    def screened(self, points: Points, centre: Floats) -> int:
        """Return how many steps screening leaves out."""
        if self.screen is None:
            return 0
        steps = moving_ranges(points.values - centre)
        average = mean if self.average == "mean" else median
        return int(np.count_nonzero(steps >= self.screen * average(steps)))

    def __str__(self) -> str:
        return f"{self.average} moving range / {self.divisor:.6g}"


@frozen
class StandardDeviation:
    """Sigma from all the points at once, which a shift makes too wide.

    Parameters
    ----------
    unbiased : bool
        Divide by c4.
    """

    unbiased: bool = field(default=False, validator=instance_of(bool))

    def __call__(self, points: Points, _centre: Floats) -> Floats:
        values = points.values
        observed = np.count_nonzero(~np.isnan(values), axis=-1, keepdims=True)
        squares = total((values - mean(values)) ** 2)
        sigma = np.sqrt(ratio(squares, observed.astype(np.float64) - 1))
        return sigma / c4(observed.astype(float)) if self.unbiased else sigma

    def __str__(self) -> str:
        return "standard deviation" + (" / c4" if self.unbiased else "")


@frozen
class SigmaZ:
    """How many times wider points vary than their sampling alone makes them (Laney).

    Each point is taken as z = (y - centre) / sigma, where `sigma` is the
    sampling sigma of the kind; the spread of the z is 1 where there is nothing
    but sampling.

    Parameters
    ----------
    sigma : function of (centre, spread, sizes)
    spread : MovingRange or StandardDeviation
    """

    sigma: Callable[[Floats, Floats | None, Floats | None], Floats]
    spread: MovingRange | StandardDeviation = field(factory=MovingRange)

    def __call__(self, points: Points, centre: Floats) -> Floats:
        return self.spread(self.standardised(points, centre), np.zeros((1, 1)))

    def screened(self, points: Points, centre: Floats) -> int:
        """Return how many steps screening leaves out."""
        if not isinstance(self.spread, MovingRange):
            return 0
        return self.spread.screened(self.standardised(points, centre), np.zeros((1, 1)))

    def standardised(self, points: Points, centre: Floats) -> Points:
        """Return the points as z."""
        sigma = self.sigma(centre, None, points.sizes)
        return type(points)(ratio(points.values - centre, sigma))

    def __str__(self) -> str:
        return f"{self.spread} of z"


@frozen
class NormalisedSteps:
    """Sigma of one unit, from steps that allow for the size of both ends.

    √(π/2) abs(Δy) / √(1/n + 1/n of the one before), averaged.

    Parameters
    ----------
    screen : float, optional
        As for `MovingRange`.
    about_centre : bool
        Where a given centre moves, take the steps of what is left after it.
    """

    screen: float | None = field(default=None, validator=optional(at_least(1)))
    about_centre: bool = field(default=True, validator=instance_of(bool))

    @property
    def _average(self) -> MovingRange:
        return MovingRange(screen=self.screen)

    def __call__(self, points: Points, centre: Floats) -> Floats:
        return self._average.of_steps(self._steps(points, centre))

    def screened(self, points: Points, centre: Floats) -> int:
        """Return how many steps screening leaves out."""
        if self.screen is None:
            return 0
        steps = self._steps(points, centre)
        return int(np.count_nonzero(steps >= self.screen * mean(steps)))

    def _steps(self, points: Points, centre: Floats) -> Floats:
        moves = self.about_centre and centre.shape[-1] != 1
        steps = moving_ranges(points.values - centre if moves else points.values)
        sizes = points.sizes
        if sizes is None:
            return steps
        # Twice the mean of 1/n, so that equal sizes of 1 leave the step as it is.
        shares = (1 / sizes[..., 1:] + 1 / sizes[..., :-1]) / 2
        return ratio(steps, np.sqrt(shares))

    def __str__(self) -> str:
        return "mean normalised step"
