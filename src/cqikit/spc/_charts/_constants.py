"""The constants of control charts, computed: nothing here is typed in from a table.

c4 comes from the logarithm of the gamma function; from size 200 on, where the
difference of two large logarithms would lose digits, from its asymptotic series. Mean
and variance of the range are integrals of the normal distribution: trapezoidal sums on
the whole line, which converge faster than any power of the step there, with Gauss-
Legendre quadrature over the width. Both are kept, size by size.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit.core import arguments, between

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.spc._charts._view import Floats

__all__ = ["Constants", "c4", "constants", "d2", "d3"]

#: Expected range of two standard normal draws, d2(2) = 2 / sqrt(pi).
MEAN_OF_RANGE: Final = 2 / math.sqrt(math.pi)
#: Its median: sqrt(2) times the upper quartile of the normal distribution.
MEDIAN_OF_RANGE: Final = math.sqrt(2) * 0.6744897501960817
#: From this size on, c4 is computed by its series, which loses no digits.
LARGE: Final = 200


@frozen
class Constants:
    """All constants for subgroups of one size.

    Parameters
    ----------
    size : int
        How many values a subgroup has.
    c4 : float
        The mean of the standard deviation of so many standard normal draws.
    d2, d3 : float
        Mean and standard deviation of their range.
    """

    size: int
    c4: float
    d2: float
    d3: float

    @property
    def A2(self) -> float:  # noqa: N802  (its name in every table)
        """Return 3 / (d2 √n): limits of means, from the mean range."""
        return 3 / (self.d2 * math.sqrt(self.size))

    @property
    def A3(self) -> float:  # noqa: N802  (its name in every table)
        """Return 3 / (c4 √n): limits of means, from the mean standard deviation."""
        return 3 / (self.c4 * math.sqrt(self.size))

    @property
    def B3(self) -> float:  # noqa: N802  (its name in every table)
        """Return the lower limit of standard deviations, as a part of their mean."""
        return max(0.0, 1 - 3 * math.sqrt(1 - self.c4**2) / self.c4)

    @property
    def B4(self) -> float:  # noqa: N802  (its name in every table)
        """Return the upper limit of standard deviations, as a part of their mean."""
        return 1 + 3 * math.sqrt(1 - self.c4**2) / self.c4

    @property
    def D3(self) -> float:  # noqa: N802  (its name in every table)
        """Return the lower limit of ranges, as a part of their mean."""
        return max(0.0, 1 - 3 * self.d3 / self.d2)

    @property
    def D4(self) -> float:  # noqa: N802  (its name in every table)
        """Return the upper limit of ranges, as a part of their mean."""
        return 1 + 3 * self.d3 / self.d2


#: More in a subgroup than anybody has.
LARGEST: Final = 1_000_000


@arguments(size=between(2, LARGEST))
def constants(size: int) -> Constants:
    """Return the constants for subgroups of this size, 2 or more.

    Examples
    --------
    >>> five = constants(5)
    >>> round(five.d2, 3), round(five.c4, 4), round(five.A3, 3), round(five.B4, 3)
    (2.326, 0.94, 1.427, 2.089)
    """
    return Constants(size, _c4(float(size)), *_range_moments(size))


def c4(sizes: Floats) -> Floats:
    """Return the mean standard deviation of normal draws, for each size.

    ``c4(n) = √(2/(n-1)) Γ(n/2) / Γ((n-1)/2)``; NaN below 2.

    Examples
    --------
    >>> c4(np.array([2.0, 5.0, 1e9, 1.0])).round(6).tolist()
    [0.797885, 0.939986, 1.0, nan]
    """
    return _for_each(sizes, _c4)


def d2(sizes: Floats) -> Floats:
    """Return the mean range of normal draws, for each size; NaN below 2."""
    return _for_each(sizes, lambda size: _range_moments(int(size))[0])


def d3(sizes: Floats) -> Floats:
    """Return the standard deviation of that range, for each size; NaN below 2."""
    return _for_each(sizes, lambda size: _range_moments(int(size))[1])


def _for_each(sizes: Floats, function: Callable[[float], float]) -> Floats:
    known, which = np.unique(sizes, return_inverse=True)
    found = [function(size) if size >= 2 else math.nan for size in known.tolist()]
    values: Floats = np.array(found, dtype=float)[which].reshape(np.shape(sizes))
    return values


def _c4(size: float) -> float:
    if size < LARGE:
        exponent = math.lgamma(size / 2) - math.lgamma((size - 1) / 2)
        return math.sqrt(2 / (size - 1)) * math.exp(exponent)
    # Γ(x + 1/2) / (√x Γ(x)) at x = (n - 1) / 2, whose terms shrink with 1/x.
    x = (size - 1) / 2
    terms = (1, -1 / 8, 1 / 128, 5 / 1024, -21 / 32768, -399 / 262144, 869 / 4194304)
    return sum(term * x**-power for power, term in enumerate(terms))


@lru_cache(maxsize=512)
def _range_moments(size: int) -> tuple[float, float]:
    """Return mean and standard deviation of the range of standard normal draws."""
    # scipy costs more to import than all of this room.
    from scipy.special import ndtr  # noqa: PLC0415

    # Trapezoids: integrands that vanish with all derivatives lose no digits.
    step = 1 / 16
    x = np.arange(-9, 9, step)
    below = ndtr(x)
    first = step * float(np.sum(1 - below**size - ndtr(-x) ** size))
    nodes, weights = np.polynomial.legendre.leggauss(64)
    second = 0.0
    # E[W²] = 2 ∫ w P(W > w) dw, where P(W <= w) = n ∫ φ(x) (Φ(x+w) - Φ(x))^(n-1) dx.
    density = np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
    for start in range(0, 16, 4):
        w = start + 2 * (nodes + 1)
        within = ndtr(x + w[:, None]) - below
        at_most = size * step * np.sum(density * within ** (size - 1), axis=-1)
        second += 2 * float(np.sum(2 * weights * w * (1 - at_most)))
    return first, math.sqrt(second - first**2)
