"""Which way a level went: what signals and points say together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._view import counting
from cqikit.spc._rules._flags import DOWN, UP
from cqikit.spc._runs._normal import at_most

if TYPE_CHECKING:
    from cqikit.core import Catalog
    from cqikit.spc._charts._view import ChartView
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._rules._reading import Reading

__all__ = ["is_lone", "side_of_most", "way_of"]

#: So seldom do points of one level lie so much on one side of it, of either side.
SELDOM: Final = 0.025


def side_of_most(view: ChartView) -> int:
    """Return the side of the centre line on which all points lie, or nearly all.

    Nearly: more than chance would put there, by a sign test at 5 % for both sides.
    Points on the line say nothing. 0 where there is no such side.
    """
    up, down = _sides(view)
    most, rest = (UP, down) if up > down else (DOWN, up)
    seldom = rest == 0 or at_most(rest, up + down) <= SELDOM
    return most if up != down and seldom else 0


def way_of(found: Reading, view: ChartView, moved: int) -> int:
    """Return which way signals point, 0 where they or the level do not agree.

    Parameters
    ----------
    found : Reading
        Of the later points about the earlier lines.
    view : ChartView
        Those points.
    moved : int
        Which way the centre went.

    Signals without a direction, as few crossings have none, point to the side on which
    all or nearly all points lie.
    """
    ways = {int(way) for flags in found.flags.values() for way in np.unique(flags)}
    ways &= {UP, DOWN}
    most = side_of_most(view)
    if ways <= {most}:
        return most
    return moved if ways == {moved} else 0


def is_lone(found: Reading, view: ChartView, rules: Catalog[Rule]) -> bool:
    """Say whether points beyond a limit are all that signals, and no level moved.

    One beyond a limit does not move a level, unless the points lie on its side; two or
    more do where more than half do.
    """
    asked = zip(rules, found.flags.values(), strict=True)
    alone = {getattr(rule, "pointwise", False) for rule, flags in asked if flags.any()}
    if alone != {True}:
        return False
    flags: Any = np.array(list(found.flags.values()))
    beyond = {way: int((flags == way).any(axis=0).sum()) for way in (UP, DOWN)}
    ways = [way for way, count in beyond.items() if count]
    if len(ways) != 1 or side_of_most(view) == ways[0]:
        return False
    up, down = _sides(view)
    return beyond[ways[0]] == 1 or (up - down) * ways[0] <= 0


def _sides(view: ChartView) -> tuple[int, int]:
    """Return how many points lie above the centre line, and below it."""
    sides = side_of(view.values, view.centre)[counting(view)]
    return int(np.count_nonzero(sides == UP)), int(np.count_nonzero(sides == DOWN))
