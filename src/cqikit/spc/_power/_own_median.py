"""Signals about the median of the same points: all orders are equally likely.

Half of the points lie above, half below, and one of an odd number on the line; where
values are often equal to the median, more lie on it, and more on one side than on the
other. Rules on runs of useful points ask for the distribution of runs of so many on
either side; rules that do something with points on the line are walked as a chain,
point by point, drawing without replacement: over states, points above and points on the
line so far, O(n² states), times those on the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.spc._power._automata import Letter
from cqikit.spc._power._chain import chain_over
from cqikit.spc._rules._neighbours import Shift
from cqikit.spc._runs._joint import runs_distribution_given

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cqikit.spc._power._chain import Chain
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._runs._boxes import RunsBox

__all__ = ["about_own_median"]

SIDES: Final = (Letter(1.0, 0), Letter(0.0, 0), Letter(-1.0, 0))


def about_own_median(
    rules: Sequence[Rule],
    sides: tuple[int, int, int],
    boxes_of: Callable[[Sequence[Rule], int], list[RunsBox] | None],
) -> float | None:
    """Return P(any signal) if all orders are equally likely; None where unknown.

    `sides` says how many points lie above, on the line, and below.
    """
    above, on, below = sides
    shifts = [rule for rule in rules if isinstance(rule, Shift)]
    if on and any(shift.on_centre != "skip" for shift in shifts):
        chain = chain_over(tuple(shifts), SIDES) if len(shifts) == len(rules) else None
        return None if chain is None else 1 - _silent(chain, sides)
    boxes = boxes_of(rules, above + below)
    if boxes is None:
        return None
    if not above + below:
        return 0.0
    return 1 - float(runs_distribution_given(above, below).within(*boxes))


def _silent(chain: Chain, sides: tuple[int, int, int]) -> float:
    """Return P(no signal) of so many points above, on the line and below."""
    above, on, below = sides
    size = len(chain.following)
    # (state, points above so far, points on the line so far)
    reach = np.zeros((size, above + 1, on + 1))
    reach[0, 0, 0] = 1.0
    ups, ons = np.arange(above + 1)[:, None], np.arange(on + 1)
    for point in range(sum(sides)):
        left = sum(sides) - point
        downs = point - ups - ons
        chances = (above - ups, on - ons + 0 * ups, np.clip(below - downs, 0, below))
        after = np.zeros_like(reach)
        for letter, chance in enumerate(chances):
            goes = chain.following[:, letter]
            stays = goes >= 0
            moved = (reach * (chance / left))[stays]
            if letter == 0:
                moved = np.concatenate([0 * moved[:, :1], moved[:, :-1]], axis=1)
            elif letter == 1:
                moved = np.concatenate([0 * moved[..., :1], moved[..., :-1]], axis=2)
            np.add.at(after, goes[stays], moved)
        reach = after
    return float(reach.sum())
