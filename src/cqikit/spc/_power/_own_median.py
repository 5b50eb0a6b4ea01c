"""Signals about the median of the same points: all orders are equally likely.

Half of the points lie above, half below, and one of an odd number on the line. Rules on
runs of useful points ask for the law of runs of so many on either side; rules that do
something with the point on the line are walked as a chain, point by point, drawing
without replacement: over states and points above so far, O(n² states).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.spc._power._automata import Letter
from cqikit.spc._power._chain import chain_over
from cqikit.spc._rules._neighbours import Shift
from cqikit.spc._runs._joint import split_law

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cqikit.spc._power._chain import Chain
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._runs._boxes import RunsBox

__all__ = ["about_own_median"]

SIDES: Final = (Letter(1.0, 0), Letter(0.0, 0), Letter(-1.0, 0))


def about_own_median(
    rules: Sequence[Rule],
    n: int,
    boxes_of: Callable[[Sequence[Rule], int], list[RunsBox] | None],
) -> float | None:
    """Return P(any signal) on a chart of `n` points, None where no law gives it."""
    half = n // 2
    shifts = [rule for rule in rules if isinstance(rule, Shift)]
    if n % 2 and any(shift.on_centre != "skip" for shift in shifts):
        chain = chain_over(tuple(shifts), SIDES) if len(shifts) == len(rules) else None
        return None if chain is None else 1 - _silent(chain, half)
    boxes = boxes_of(rules, 2 * half)
    return None if boxes is None else 1 - float(split_law(half, half).within(*boxes))


def _silent(chain: Chain, half: int) -> float:
    """Return P(no signal) of `half` points above, `half` below and one on the line."""
    size = len(chain.following)
    # (state, points above so far, points on the line so far)
    reach = np.zeros((size, half + 1, 2))
    reach[0, 0, 0] = 1.0
    ups = np.arange(half + 1)[:, None]
    ons = np.arange(2)
    for point in range(2 * half + 1):
        left = 2 * half + 1 - point
        downs = point - ups - ons
        chances = (half - ups, 1 - ons + 0 * ups, np.clip(half - downs, 0, half))
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
