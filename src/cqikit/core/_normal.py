"""How far a share of the normal distribution reaches, without SciPy.

Newton's method on erf, which is concave above 0: from 0 it never oversteps. (The
standard library's NormalDist would do, but takes 40 ms to import.)
"""

from __future__ import annotations

import math

from cqikit.core._arguments import arguments
from cqikit.core._wording import say
from cqikit.errors import FieldError

__all__ = ["normal_reach"]


@arguments()
def normal_reach(level: float, name: str = "level") -> float:
    """Return how many standard errors a two-sided interval reaches out.

    Parameters
    ----------
    level : float
        The confidence of the interval, between 0 and 1.
    name : str
        What messages call it; ``level`` unless said.

    Raises
    ------
    FieldError
        When no interval has this confidence.

    Examples
    --------
    >>> round(normal_reach(0.95), 12)
    1.95996398454
    """
    if not 0 < level < 1:
        raise FieldError(name, say("must be between 0 and 1"), level)
    reach, step = 0.0, 1.0
    while step > 1e-15 * max(reach, 1.0):
        slope = math.sqrt(2 / math.pi) * math.exp(-(reach**2) / 2)
        step = (level - math.erf(reach / math.sqrt(2))) / slope
        reach += step
    return reach
