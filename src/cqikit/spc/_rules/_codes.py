"""Bits of points: on which side they lie, and which way they went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.spc._compare import TOLERANCE

if TYPE_CHECKING:
    from cqikit.spc._rules._useful import Codes
    from cqikit.spc._view import Bools, Floats

__all__ = ["ABOVE", "BELOW", "beyond_of", "steps_of"]

#: Arrays, which NumPy combines sooner than numbers.
ABOVE: Final = np.array(1, dtype=np.uint8)
BELOW: Final = np.array(2, dtype=np.uint8)
#: So many points fit in the cache of a processor, with what is worked out of them.
FITS: Final = 1 << 14


def steps_of(values: Floats) -> Codes:
    """Return which of `values` (m,) are higher or lower than the one before.

    Two neighbours nearer than a billionth of their size are equal.
    """
    steps: Codes = np.zeros(values.size, dtype=np.uint8)
    for start in range(0, values.size - 1, FITS):
        part = values[start : start + FITS + 1]
        apart = part[1:] - part[:-1]
        slack = np.abs(part[1:])
        slack *= TOLERANCE
        toward = np.signbit(apart).view(np.uint8) + ABOVE
        moved: Bools = np.abs(apart, out=apart) > slack
        np.multiply(moved.view(np.uint8), toward, out=steps[start + 1 :][: moved.size])
    return steps


def beyond_of(
    values: Floats,
    centre: Floats,
    sigma: Floats,
    slack: Floats,
    sigmas: float,
    *,
    inclusive: bool,
) -> Codes:
    """Return which of `values` lie more than `sigmas` from `centre`; all (m,)."""
    apart = values - centre
    if inclusive:
        far = (np.abs(apart) + slack) / sigma >= sigmas
    else:
        far = (np.abs(apart) - slack) / sigma > sigmas
    return far.view(np.uint8) * (np.signbit(apart).view(np.uint8) + ABOVE)
