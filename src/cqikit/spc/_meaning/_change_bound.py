"""How many points a change may be looked for among."""

from __future__ import annotations

import math
from typing import Final

from cqikit.core import say
from cqikit.errors import FieldError

__all__ = ["check_points"]

#: So many points may be drawn: some minutes, for 1,000 points and the usual draws.
MOST_DRAWN: Final = 1_000_000_000


def check_points(n: int, least: int, draws: int) -> None:
    """Refuse fewer points than `least`, and more than can be drawn.

    For each place at which a change may be, each point is drawn so often: the work
    grows with the square of the points.
    """
    if n < least:
        must = say("must have {count} points or more", count=least)
        raise FieldError("chart", must, n)
    if n * n * draws > MOST_DRAWN:
        must = say(
            "must have at most {most} points with {draws} draws",
            most=f"{math.isqrt(MOST_DRAWN // draws):,}",
            draws=f"{draws:,}",
        )
        fix = say("chart longer periods, or those around the change")
        raise FieldError("chart", must, n, fix)
