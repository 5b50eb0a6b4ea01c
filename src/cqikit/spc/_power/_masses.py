"""What counts can be, and how likely each is: binomial, Poisson and geometric."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Floats

__all__ = ["binomial_masses", "geometric_masses", "poisson_masses"]

#: Outcomes beyond this part of all are not counted.
RARE: Final = 1e-15


def binomial_masses(size: int, chance: float) -> tuple[Floats, Floats]:
    """Return 0 to `size`, and how likely each is."""
    from scipy.special import gammaln, xlog1py, xlogy  # noqa: PLC0415

    count = np.arange(size + 1.0)
    ways = gammaln(size + 1) - gammaln(count + 1) - gammaln(size - count + 1)
    logs = ways + xlogy(count, chance) + xlog1py(size - count, -chance)
    return count, np.exp(logs)


def poisson_masses(mean: float) -> tuple[Floats, Floats]:
    """Return 0 to where almost nothing comes, and how likely each is."""
    from scipy.special import gammaln, xlogy  # noqa: PLC0415

    count = np.arange(math.ceil(mean + 12 * math.sqrt(mean) + 40) + 1.0)
    return count, np.exp(xlogy(count, mean) - mean - gammaln(count + 1))


def geometric_masses(mean: float) -> tuple[Floats, Floats]:
    """Return 0 to where almost nothing comes, and how likely each is."""
    stays = mean / (mean + 1)
    last = math.ceil(math.log(RARE) / math.log(stays)) if stays > 0 else 0
    count = np.arange(last + 1.0)
    return count, stays**count / (mean + 1)
