"""Normal and binomial distributions, loaded when first asked for.

SciPy's special functions take longer to load than all the rest of the room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from cqikit.spc._charts._view import Floats

__all__ = ["at_most", "log_normal_below", "normal_below"]

#: So many throws are few.
FEW: Final = 1_000


def normal_below(z: ArrayLike) -> Floats:
    """Return how likely a standard normal point lies below each `z`."""
    from scipy.special import ndtr  # noqa: PLC0415

    return np.asarray(ndtr(np.asarray(z, dtype=np.float64)), dtype=np.float64)


def log_normal_below(z: ArrayLike) -> Floats:
    """Return the logarithm of `normal_below`, precise far below, too."""
    from scipy.special import log_ndtr  # noqa: PLC0415

    return np.asarray(log_ndtr(np.asarray(z, dtype=np.float64)), dtype=np.float64)


def at_most(heads: int, throws: int) -> float:
    """Return how likely a fair coin shows at most so many heads.

    Of few throws all ways are counted, in less time than SciPy takes to load.
    """
    if throws <= FEW:
        term = ways = 1
        for head in range(1, heads + 1):
            term = term * (throws - head + 1) // head
            ways += term
        return ways / (1 << throws)
    from scipy.special import bdtr  # noqa: PLC0415

    return float(bdtr(heads, throws, 0.5))
