"""Agreement of respondents about one thing: r_wg and r_wg(J).

James, Demaree and Wolf 1984, Journal of Applied Psychology 69:85: the variance
of the ratings against that of answers given at random, each option as likely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.assessments._estimate import as_floats
from cqikit.errors import FieldError

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["r_wg", "r_wg_j"]


def r_wg(
    ratings: Any, *, options: Any, truncate: bool = True
) -> npt.NDArray[np.float64]:
    """Return how far respondents agree about each thing that they rated.

    Parameters
    ----------
    ratings : array_like of float, shape (..., respondents)
        NaN where nobody answered.
    options : array_like of float, broadcastable to (...)
        How many answers, one apart, the scale has: 5 for 1 to 5.
    truncate : bool
        Whether less agreement than by chance counts as none (James et al.).

    Returns
    -------
    ndarray of float, shape (...)
        1 for full agreement, 0 for none; NaN with fewer than two ratings.

    Examples
    --------
    >>> r_wg([[4, 4, 4, 4], [3, 4, 4, 5], [1, 1, 5, 5]], options=5).round(2).tolist()
    [1.0, 0.67, 0.0]
    """
    found: npt.NDArray[np.float64] = 1 - _variances(ratings) / by_chance(options)
    return np.maximum(found, 0.0) if truncate else found


def r_wg_j(
    ratings: Any, *, options: Any, truncate: bool = True
) -> npt.NDArray[np.float64]:
    """Return how far respondents agree over several items about the same thing.

    Parameters
    ----------
    ratings : array_like of float, shape (..., items, respondents)
    options : array_like of float, broadcastable to (..., items)
        How many answers, one apart, the scale of each item has.
    truncate : bool
        As for `r_wg`.

    Returns
    -------
    ndarray of float, shape (...)
        Over the items that two or more respondents rated.

    Examples
    --------
    >>> ratings = [[3, 4, 4, 5], [4, 4, 4, 4]]
    >>> float(r_wg_j(ratings, options=5).round(3))
    0.909
    """
    variances = _variances(ratings) / by_chance(options)
    known = ~np.isnan(variances)
    count = known.sum(axis=-1)
    total = np.where(known, variances, 0.0).sum(axis=-1)
    missing = np.full(count.shape, np.nan)
    mean = np.divide(total, count, out=missing, where=count > 0)
    if truncate:
        mean = np.minimum(mean, 1.0)
    agreed = count * (1 - mean)
    found: npt.NDArray[np.float64] = agreed / (agreed + mean)
    return found


def by_chance(options: Any) -> npt.NDArray[np.float64]:
    count = as_floats(options)
    if (count < 2).any():
        raise FieldError("options", "must be at least 2", options)
    expected: npt.NDArray[np.float64] = (count * count - 1) / 12
    return expected


def _variances(ratings: Any) -> npt.NDArray[np.float64]:
    """Return the variance over the last axis (n - 1), NaN with fewer than two."""
    values = as_floats(ratings)
    known = ~np.isnan(values)
    count = known.sum(axis=-1)
    total = np.where(known, values, 0.0).sum(axis=-1)
    mean = total / np.maximum(count, 1)
    squares = np.where(known, (values - mean[..., None]) ** 2, 0.0).sum(axis=-1)
    missing = np.full(count.shape, np.nan)
    variances: npt.NDArray[np.float64] = np.divide(
        squares, count - 1, out=missing, where=count > 1
    )
    return variances
