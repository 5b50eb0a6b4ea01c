"""Agreement of respondents about one thing: r_wg and r_wg(J), with their intervals.

James, Demaree and Wolf 1984, Journal of Applied Psychology 69:85: the variance
of the ratings against that of answers given at random, each option as likely.

Bonett 2006, Computational Statistics and Data Analysis 50:775: the logarithm of
a variance, its error from the kurtosis that the values themselves show. Several
items are one variance: that of respondents over all of them, each respondent
weighing in once, so that items answered by the same people are not taken for
independent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.assessments._agreement._estimate import as_floats, check_level
from cqikit.core import arguments, normal_reach, say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["r_wg", "r_wg_interval", "r_wg_j", "r_wg_j_interval"]


@arguments()
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
    variances = _variances(ratings)
    expected = by_chance(_asked(options, variances.shape))
    found: npt.NDArray[np.float64] = 1 - variances / expected
    return np.maximum(found, 0.0) if truncate else found


@arguments()
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
    variances = _variances(_rated(ratings, axes=2))
    variances = variances / by_chance(_asked(options, variances.shape))
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


def _rated(ratings: Any, axes: int = 1) -> npt.NDArray[np.float64]:
    """Return ratings as numbers with as many axes at least."""
    values = as_floats(ratings, "ratings")
    if values.ndim < axes:
        must = say("must be a rectangle of numbers")
        raise FieldError("ratings", must, ratings)
    return values


def _asked(options: Any, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """Return how many options there are, as numbers that go with ratings."""
    count = as_floats(options, "options")
    try:
        np.broadcast_to(count, shape)
    except ValueError:
        must = say("must go with values of shape {shape}", shape=str(shape))
        raise FieldError("options", must, options) from None
    return count


def by_chance(options: Any) -> npt.NDArray[np.float64]:
    count = as_floats(options, "options")
    if (count < 2).any():
        raise FieldError("options", say("must be at least 2"), options)
    expected: npt.NDArray[np.float64] = (count * count - 1) / 12
    return expected


def _variances(ratings: Any) -> npt.NDArray[np.float64]:
    """Return the variance over the last axis (n - 1), NaN with fewer than two."""
    values = _rated(ratings)
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


@arguments()
def r_wg_interval(
    ratings: Any, *, options: Any, truncate: bool = True, level: float = 0.95
) -> Floats:
    """Return the interval of `r_wg` for each thing that respondents rated.

    Parameters
    ----------
    ratings, options, truncate
        As for `r_wg`.
    level : float
        The confidence of the intervals; 0.95 unless said.

    Returns
    -------
    ndarray of float, shape (..., 2)
        The lower end and the upper; NaN where there are fewer than two ratings,
        or nobody differs: ratings that are all alike say nothing of how far
        others might be apart. `random_agreement` still tells how easily they
        come about.

    Notes
    -----
    Respondents are taken as a sample of those who could have been asked. Ratings
    on five options are no normal values, so that intervals of a variance of
    normal values, and the percentiles of resampled respondents, cover less than
    they say. These are wide below ten respondents, and mostly cover what they
    say; not where few people answer quite unlike the rest, and none of them was
    asked.

    Examples
    --------
    >>> r_wg_interval([3, 4, 4, 5, 4, 4, 3, 4, 5, 4], options=5).round(2).tolist()
    [0.18, 0.91]
    """
    check_level(level)
    values = _rated(ratings)[..., None, :]
    asked = _asked(options, values.shape[:-2])[..., None]
    low, high = _ratios(values, asked, level)
    ends: Floats = np.stack([1 - high, 1 - low], axis=-1)
    return np.maximum(ends, 0.0) if truncate else ends


@arguments()
def r_wg_j_interval(ratings: Any, *, options: Any, level: float = 0.95) -> Floats:
    """Return the interval of `r_wg_j` for each thing rated on several items.

    Parameters
    ----------
    ratings, options
        As for `r_wg_j`; less agreement than by chance counts as none.
    level : float
        The confidence of the intervals; 0.95 unless said.

    Returns
    -------
    ndarray of float, shape (..., 2)
        The lower end and the upper; NaN as for `r_wg_interval`.

    Examples
    --------
    >>> ratings = [[3, 4, 4, 5, 4, 4, 3, 4], [4, 4, 3, 5, 4, 5, 3, 4]]
    >>> r_wg_j_interval(ratings, options=5).round(2).tolist()
    [0.06, 0.94]
    """
    check_level(level)
    values = _rated(ratings, axes=2)
    low, high = _ratios(values, _asked(options, values.shape[:-1]), level)
    count = (_counts(values) > 1).sum(axis=-1)
    ends = [
        count * (1 - ratio) / (count * (1 - ratio) + ratio)
        for ratio in (np.minimum(high, 1.0), np.minimum(low, 1.0))
    ]
    found: Floats = np.stack(ends, axis=-1)
    return found


def _ratios(values: Floats, options: Floats, level: float) -> tuple[Floats, Floats]:
    """Return the ends of the mean variance over items, in units of chance.

    `values` are (..., items, respondents), `options` (..., items).
    """
    known = ~np.isnan(values)
    counts = _counts(values)
    shared = counts > 1
    # What a squared distance adds to the mean over items of their variances.
    weight = np.where(shared, 1 / np.maximum(counts - 1, 1), 0.0) / by_chance(options)
    weight = weight / np.maximum(shared.sum(axis=-1), 1)[..., None]
    mean = np.where(known, values, 0.0).sum(axis=-1) / np.maximum(counts, 1)
    around_mean = _around(values, mean, weight)
    around_middle = _around(values, _middles(values, counts), weight)
    people = (known & shared[..., None]).any(axis=-2).sum(axis=-1)
    ratio = around_mean.sum(axis=-1)
    reach = normal_reach(level)
    usable = (ratio > 0) & (people > reach)
    count = np.where(usable, people, np.nan)
    total = np.where(usable, ratio, np.nan)
    # By respondent: for one item, n times the sum of fourth powers over the
    # square of the sum of squares, which is the kurtosis.
    kurtosis = count * (around_middle**2).sum(axis=-1) / total**2
    # Positive, as no other centre has less around it than the mean.
    error = np.sqrt((kurtosis - (count - 3) / count) / (count - 1))
    small = count / (count - reach)
    width = reach * small * error
    return small * total * np.exp(-width), small * total * np.exp(width)


def _counts(values: Floats) -> npt.NDArray[np.intp]:
    counts: npt.NDArray[np.intp] = (~np.isnan(values)).sum(axis=-1)
    return counts


def _around(values: Floats, middle: Floats, weight: Floats) -> Floats:
    """Return for each respondent the weighted squared distances over items."""
    apart = (values - middle[..., None]) ** 2 * weight[..., None]
    found: Floats = np.where(np.isnan(apart), 0.0, apart).sum(axis=-2)
    return found


def _middles(values: Floats, counts: npt.NDArray[np.intp]) -> Floats:
    """Return the trimmed means of Bonett: 1 / (2 sqrt(n - 4)) off each end.

    Up to five values that leaves the median.
    """
    share = 1 / (2 * np.sqrt(np.maximum(counts - 4, 1)))
    off = np.minimum((share * counts).astype(np.intp), np.maximum(counts - 1, 0) // 2)
    place = np.arange(values.shape[-1])
    kept = (place >= off[..., None]) & (place < (counts - off)[..., None])
    # Sorting leaves what is missing at the end, where it is not kept.
    total = np.where(kept, np.sort(values, axis=-1), 0.0).sum(axis=-1)
    middles: Floats = total / np.maximum(kept.sum(axis=-1), 1)
    return middles
