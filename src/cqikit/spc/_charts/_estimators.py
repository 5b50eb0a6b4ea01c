"""How the level and the spread of a phase are estimated, as frozen callables.

Each takes points, one phase a row, and gives one number a row, (..., 1). Sigma comes
from the steps between neighbours, which a shift of the level leaves nearly as they
were; the standard deviation of all points, which a shift makes too wide, is there for
comparison.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import field, frozen

from cqikit.core import arguments, at_least, instance_of, one_of, optional, say
from cqikit.spc._charts._constants import MEAN_OF_RANGE, MEDIAN_OF_RANGE, c4
from cqikit.spc._charts._kind import Points
from cqikit.spc._charts._statistics import (
    divided,
    mean,
    median,
    moving_ranges,
    ratio,
    total,
)
from cqikit.spc._charts._view import Floats

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


MEAN: Final = say("mean")
MEDIAN: Final = say("median")
POOLED: Final = say("all numerators over all sizes")


@frozen
class Mean:
    """The mean of the points."""

    def __call__(self, points: Points) -> Floats:
        return mean(points.values)

    @arguments()
    def working(self, points: Points) -> str:
        """Return the arithmetic, with the numbers of one phase in it."""
        seen = points.values[~np.isnan(points.values)]
        return say("{total:.7g} / {n}", total=float(seen.sum()), n=seen.size)

    def __str__(self) -> str:
        return MEAN


@frozen
class MeanLevel:
    """The mean of the points, where sigma hangs on it and the centre is another."""

    def __call__(self, points: Points, _centre: Floats) -> Floats:
        return mean(points.values)

    @arguments()
    def working(self, points: Points, _centre: Floats) -> str:
        """Return the arithmetic, with the numbers of one phase in it."""
        return Mean().working(points)

    def __str__(self) -> str:
        return MEAN


@frozen
class Median:
    """The median of the points."""

    def __call__(self, points: Points) -> Floats:
        return median(points.values)

    def __str__(self) -> str:
        return MEDIAN


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
        return ratio(total(self._counts(points)), total(_observed_sizes(points)))

    def _counts(self, points: Points) -> Floats:
        if points.sizes is None or not self.divided:
            return points.values
        return points.values * points.sizes

    @arguments()
    def working(self, points: Points) -> str:
        """Return the arithmetic, with the numbers of one phase in it."""
        counts, sizes = total(self._counts(points)), total(_observed_sizes(points))
        return say("{count:.7g} / {of:.7g}", count=counts[0], of=sizes[0])

    def __str__(self) -> str:
        return POOLED


def _observed_sizes(points: Points) -> Floats:
    missing = np.isnan(points.values)
    if points.sizes is None:
        return np.where(missing, np.nan, 1.0)
    if not np.count_nonzero(missing):
        return points.sizes
    return np.where(missing, np.nan, points.sizes)


@frozen
class MovingRange:
    """Sigma from the steps between neighbours in time.

    Parameters
    ----------
    average : str
        The mean or the median of the ranges; the mean unless said.
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
        # A centre that moves by itself, as a given one may, makes no steps.
        moves = centre.shape[-1] > 1
        left = points.values - centre if moves else points.values
        return self.of(moving_ranges(left))

    @arguments()
    def of(self, steps: Floats) -> Floats:
        """Return sigma from steps between points, (..., m - 1), averaged: (..., 1)."""
        average = mean if self.average == "mean" else median
        typical = average(steps)
        if self.screen is not None:
            most = self.screen * typical
            typical = average(np.where(steps < most, steps, np.nan))
        return divided(typical, self.divisor)

    @arguments()
    def working(self, points: Points, _centre: Floats) -> str:
        """Return the arithmetic, with the numbers of one phase in it."""
        step = float((self(points, np.zeros(1)) * self.divisor)[0])
        return say("{step:.7g} / {divisor:.6g}", step=step, divisor=self.divisor)

    @arguments()
    def screened(self, points: Points, centre: Floats) -> int:
        """Return how many steps screening leaves out."""
        return self.screened_of(moving_ranges(points.values - centre))

    def screened_of(self, steps: Floats) -> int:
        """Return how many of these steps screening leaves out."""
        if self.screen is None:
            return 0
        average = mean if self.average == "mean" else median
        return int(np.count_nonzero(steps >= self.screen * average(steps)))

    def __str__(self) -> str:
        if self.average == "mean":
            return say("mean moving range / {divisor:.6g}", divisor=self.divisor)
        return say("median moving range / {divisor:.6g}", divisor=self.divisor)


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
        apart = points.values - mean(points.values)
        observed = total((~np.isnan(apart)).astype(float))
        squares = total(np.square(apart, out=apart))
        sigma = np.sqrt(ratio(squares, observed - 1))
        return sigma / c4(observed) if self.unbiased else sigma

    def __str__(self) -> str:
        if self.unbiased:
            return say("standard deviation / c4")
        return say("standard deviation")


@frozen
class SigmaZ:
    """How many times wider points vary than their sampling alone makes them (Laney).

    Each point is taken as z = (y - centre) / sigma, where `sigma` is the
    sampling sigma of the kind; the spread of the z is 1 where there is nothing
    but sampling.

    Parameters
    ----------
    sigma : Callable[[Floats, Floats or None, Floats or None], Floats]
        The sigma of sampling alone.
    spread : MovingRange or StandardDeviation
        How the spread of z is estimated; by moving ranges unless said.
    """

    sigma: Callable[[Floats, Floats | None, Floats | None], Floats]
    spread: MovingRange | StandardDeviation = field(factory=MovingRange)

    def __call__(self, points: Points, centre: Floats) -> Floats:
        return self.spread(self.standardised(points, centre), np.zeros((1, 1)))

    @arguments()
    def screened(self, points: Points, centre: Floats) -> int:
        """Return how many steps screening leaves out."""
        if not isinstance(self.spread, MovingRange):
            return 0
        return self.spread.screened(self.standardised(points, centre), np.zeros((1, 1)))

    @arguments()
    def standardised(self, points: Points, centre: Floats) -> Points:
        """Return the points as z."""
        sigma = self.sigma(centre, None, points.sizes)
        return Points(ratio(points.values - centre, sigma))

    def __str__(self) -> str:
        return say("{spread} of z", spread=str(self.spread))


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

    def __call__(self, points: Points, centre: Floats) -> Floats:
        return MovingRange(screen=self.screen).of(self._steps(points, centre))

    @arguments()
    def screened(self, points: Points, centre: Floats) -> int:
        """Return how many steps screening leaves out."""
        steps = self._steps(points, centre)
        return MovingRange(screen=self.screen).screened_of(steps)

    def _steps(self, points: Points, centre: Floats) -> Floats:
        moves = self.about_centre and centre.shape[-1] > 1
        left = points.values - centre if moves else points.values
        steps, sizes = moving_ranges(left), points.sizes
        if sizes is None:
            return steps
        # Twice the mean of 1/n, so that equal sizes of 1 leave the step as it is.
        shares = (1 / sizes[..., 1:] + 1 / sizes[..., :-1]) / 2
        return ratio(steps, np.sqrt(shares))

    def __str__(self) -> str:
        return say("mean normalised step")
