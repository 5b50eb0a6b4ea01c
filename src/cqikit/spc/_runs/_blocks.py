"""Runs of bounded length put end to end: what distributions of runs are made of.

`k` runs that take up `s` points in all, none longer than `longest`, are the
compositions of `s` into `k` parts of at most `longest`. Each table is built by
adding one run after another, so that every term is positive and nothing
cancels; with whole numbers as weights the same steps are exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["blocks", "crossings_within"]


def blocks(
    points: int,
    longest: int,
    weight: float = 1,
    *,
    change: float = 1,
    most: int | None = None,
) -> NDArray[Any]:
    """Return what `k` runs of at most `longest` weigh that take up `s` points.

    Parameters
    ----------
    points : int
        The most points that the runs take up together.
    longest : int
        The most points in one run.
    weight : float or int
        Of one point. An int gives Python integers, which are exact at any size.
    change : float or int
        Of the end of a run: a run of m points weighs `change * weight ** m`.
    most : int, optional
        The most runs; by default as many as can alternate with others.

    Returns
    -------
    ndarray, shape (most + 1, points + 1)
        Entry (k, s): number of compositions times `change ** k * weight ** s`.

    Examples
    --------
    >>> blocks(4, 2).tolist()[2]  # 1+1, 1+2 and 2+1, 2+2
    [0, 0, 1, 2, 1]
    """
    exact = isinstance(weight, int)
    kind = object if exact else np.float64
    runs = points // 2 + 2 if most is None else most
    table = np.zeros((runs + 1, points + 1), dtype=kind)
    table[0, 0] = 1
    width = min(longest, points)
    if width < 1:
        return table
    one_run = np.array([change * weight**m for m in range(1, width + 1)], dtype=kind)
    for k in range(1, runs + 1):
        # k runs take at least k points: what lies before is zero.
        before = table[k - 1, k - 1 : points]
        if before.size:
            table[k, k:] = np.convolve(before, one_run)[: points + 1 - k]
    return table


def crossings_within(
    ups: NDArray[Any], downs: NDArray[Any], n: int, odds: float = 1.0
) -> NDArray[Any]:
    """Return the weight of each number of crossings, no run being too long.

    Parameters
    ----------
    ups, downs : ndarray, shape (k, n + 1)
        What `blocks` returned for the points above and below.
    n : int
        Points in all.
    odds : float
        What one run above more than below weighs besides; its inverse is what
        one more below weighs.

    Returns
    -------
    ndarray, shape (n,)
        Entry c: all series of `n` points with c crossings, of c + 1 runs.
    """
    weights = np.zeros(max(n, 0), dtype=ups.dtype)
    mirrored = downs[:, ::-1]
    for c in range(n):
        k, odd = divmod(c + 1, 2)
        if odd:
            more_up, more_down = ups[k + 1] @ mirrored[k], ups[k] @ mirrored[k + 1]
            if odds != 1:
                more_up, more_down = more_up * odds, more_down / odds
            weights[c] = more_up + more_down
        else:
            # Either side may come first.
            weights[c] = 2 * (ups[k] @ mirrored[k])
    return weights
