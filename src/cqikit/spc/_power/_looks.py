"""A chart that grows and is read at every new point: silent so far, exactly.

About a known centre. Limits for runs move with every point, and never down for the
longest run; so whoever was silent before need only be asked about the current run. A
forward pass over side, length of the current run and crossings so far, O(n² l): at each
look what has crossed too seldom, or runs too long, is taken out. Points outside the
limits are taken out as they come, as sides stay independent without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cqikit.spc._power._chain import chain_of
from cqikit.spc._power._exact import edge_of, runs_boxes
from cqikit.spc._rules._zones import BeyondLimits
from cqikit.spc._runs._normal import normal_below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.spc._charts._view import Floats
    from cqikit.spc._rules._flags import Rule

__all__ = ["silent_looks"]


def silent_looks(rules: Sequence[Rule], shifts: Floats, start: int) -> Floats | None:
    """Return P(no signal at any look so far), one a look; None where none is exact.

    Parameters
    ----------
    rules : sequence of Rule
        Those that can signal.
    shifts : ndarray of float, shape (n,)
        The mean of each point, in sigma from the centre.
    start : int
        The first look is at `start` + 1 points.
    """
    chain = chain_of(tuple(rules))
    if chain is not None:
        return chain.silent(shifts)[start:]
    limits = _limits(rules, shifts.size, start)
    if limits is None:
        return None
    edge = edge_of(rules)
    below, middle, top = (normal_below(at - shifts) for at in (-edge, 0.0, edge))
    return _walked(np.stack([top - middle, middle - below]), *limits)[start:]


def _limits(
    rules: Sequence[Rule], n: int, start: int
) -> tuple[list[int], list[int]] | None:
    """Return the longest run and the fewest crossings allowed at each point."""
    others = [rule for rule in rules if not isinstance(rule, BeyondLimits)]
    longest, fewest = [], []
    for points in range(1, n + 1):
        look = max(points, start + 1)
        boxes = runs_boxes(others, look)
        if boxes is None or any(box.is_cut for box in boxes):
            return None
        longest.append(min(box.longest for box in boxes))
        fewest.append(max(box.crossings for box in boxes) if points > start else 0)
    return (longest, fewest) if longest == sorted(longest) else None


def _walked(of_side: Floats, longest: list[int], fewest: list[int]) -> Floats:
    """Return P(silent) after each point, from P(above) and P(below), (2, n)."""
    n = of_side.shape[1]
    # (side, length of the current run, crossings so far)
    state = np.zeros((2, min(max(longest), n), n))
    silence = []
    for point, (most, least) in enumerate(zip(longest, fewest, strict=True)):
        after = np.zeros_like(state)
        if point:
            after[:, 1:] = state[:, :-1]
            after[:, 0, 1:] = state[::-1].sum(axis=1)[:, :-1]
        else:
            after[:, 0, 0] = 1.0
        after *= of_side[:, point, None, None]
        after[:, most:] = 0.0
        after[..., :least] = 0.0
        state = after
        silence.append(state.sum())
    return np.array(silence)
