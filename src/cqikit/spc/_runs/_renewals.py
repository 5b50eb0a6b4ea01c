"""Crossings and the longest run where points are independent: from run to run.

A series is runs above and below by turns, none longer than so many points l, so that
what it weighs is found as a renewal: the run that ends at a point began after one of
the l points before, and what went before that weighs what it weighed there. Only the
last l points are held, each with its weights by crossings, and added up by one product
of a matrix and a vector: O(n² l) multiplications in n calls. All terms are positive, so
that nothing cancels.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.spc._charts._view import Floats

__all__ = ["about_level", "crossings_at_most"]


def crossings_at_most(chances: Floats, longest: int) -> Floats:
    """Return P(C = c, L <= longest) for c from 0 to n - 1, shape (n,).

    Parameters
    ----------
    chances : ndarray of float, shape (n,)
        That a point lies above the centre.
    longest : int
        The most points in one run.

    Examples
    --------
    >>> crossings_at_most(np.full(3, 0.5), 2).tolist()
    [0.0, 0.5, 0.25]
    """
    n = chances.size
    if n == 0 or longest < 1:
        return np.zeros(n)
    if longest >= n:
        return _any_run(chances)
    # About a median, both sides are mirror images.
    fair = bool((chances == 0.5).all())
    sides = chances[None] if fair else np.stack([chances, 1 - chances])
    # Row p % longest: what ends with the other side at point p, one crossing added.
    held = np.zeros((len(sides), longest, n))
    held[:, 0, 0] = 1.0
    # That all points since then lie on this side.
    since = np.zeros((len(sides), longest))
    since[:, 0] = 1.0
    for point in range(1, n):
        since *= sides[:, point - 1, None]
        row = point % longest
        ended = [run @ rows[:, :point] for run, rows in zip(since, held, strict=True)]
        for other, weights in zip(held, reversed(ended), strict=True):
            other[row, 0] = 0.0
            other[row, 1 : point + 1] = weights
        since[:, row] = 1.0
    since *= sides[:, -1, None]
    found: Floats = np.einsum("sl,sln->n", since, held)
    return found * (2 if fair else 1)


def about_level(n: int, above: float) -> Callable[[int], Floats]:
    """Return P(C = c, L <= longest), shape (n,), as a function of the longest run.

    Each of `n` points lies above the centre with the same chance.
    """
    chances = np.broadcast_to(np.float64(above), (n,))
    return cache(partial(crossings_at_most, chances))


def _any_run(chances: Floats) -> Floats:
    """Return P(C = c), whichever runs there are."""
    above, below = np.zeros((2, chances.size))
    above[0], below[0] = chances[0], 1 - chances[0]
    for chance in chances[1:].tolist():
        crossed = below[:-1].copy()
        below *= 1 - chance
        below[1:] += (1 - chance) * above[:-1]
        above *= chance
        above[1:] += chance * crossed
    return above + below
