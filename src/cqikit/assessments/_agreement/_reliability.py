"""How much of the variation is between things, and how much between raters.

Shrout and Fleiss 1979, Psychological Bulletin 86:420, for intraclass
correlations; Cronbach 1951, Psychometrika 16:297, and Feldt 1965, Psychometrika
30:357, for alpha and its interval.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from cqikit.assessments._agreement._estimate import Estimate, as_floats, check_level
from cqikit.core import arguments, as_tuple, say
from cqikit.errors import FieldError, FieldTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Intraclass", "cronbach_alpha", "icc", "icc_two_way"]

#: What rounding leaves of nothing.
ROUNDING: Final = 1e-12


@frozen(kw_only=True)
class Intraclass:
    """Intraclass correlations of a single rating, and of the mean of all.

    Parameters
    ----------
    single : Estimate
        Of one rating. Of respondents in groups it is ICC(1), the share of
        variation that is between groups.
    mean : Estimate
        Of the mean of all ratings. Of respondents in groups it is ICC(2), the
        reliability of group means.
    """

    single: Estimate
    mean: Estimate


@arguments()
def icc(groups: Iterable[Any], *, level: float = 0.95) -> Intraclass:
    """Return ICC(1) and ICC(2): raters in groups, each rating its own group.

    Parameters
    ----------
    groups : iterable of array_like of float
        The ratings of each group, which may be of different size; NaN is left
        out, and so is a group without ratings.
    level : float
        Of the intervals; exact when groups are of one size. 0.95 unless said.

    Returns
    -------
    Intraclass
        Of NaN when there are fewer than two groups, no group with two ratings,
        or no variation at all.

    Examples
    --------
    >>> found = icc(
    ...     [
    ...         [9, 2, 5, 8],
    ...         [6, 1, 3, 2],
    ...         [8, 4, 6, 8],
    ...         [7, 1, 2, 6],
    ...         [10, 5, 6, 9],
    ...         [6, 2, 4, 7],
    ...     ]
    ... )
    >>> print(found.single, found.mean)
    0.17 (95 %: −0.13 to 0.72) 0.44 (95 %: −0.88 to 0.91)
    """
    check_level(level)
    groups = as_tuple(groups)
    if not isinstance(groups, tuple):
        raise FieldTypeError("groups", say("must be a rectangle of numbers"), groups)
    arrays = [
        as_floats(group, f"groups[{place}]").ravel()
        for place, group in enumerate(groups)
    ]
    known = [array[~np.isnan(array)] for array in arrays]
    known = [values for values in known if values.size]
    sizes = as_floats([values.size for values in known])
    total = float(sizes.sum())
    between, within = len(known) - 1, total - len(known)
    method = "one-way random effects, Shrout and Fleiss 1979"
    if between < 1 or within < 1:
        return _Kind(len(known), level, method).unknown()
    means = as_floats([values.mean() for values in known])
    grand = float((sizes * means).sum() / total)
    inside = (
        sum(float(((values - values.mean()) ** 2).sum()) for values in known) / within
    )
    outside = float((sizes * (means - grand) ** 2).sum()) / between
    # The size of a typical group when they differ (Bliese 2000).
    size = (total - float((sizes**2).sum()) / total) / between
    return _from_ratio(
        (outside, inside), size, (between, within), _Kind(len(known), level, method)
    )


@arguments()
def icc_two_way(
    ratings: Any, *, absolute: bool = False, level: float = 0.95
) -> Intraclass:
    """Return the intraclass correlations of raters who all rate the same things.

    Parameters
    ----------
    ratings : array_like of float, shape (things, raters)
        Complete.
    absolute : bool
        Whether raters must give the same numbers, being a sample of raters (case 2), or
        may differ by a constant, being all there are (case 3); not so unless said.
    level : float
        The confidence of the intervals; 0.95 unless said.

    Returns
    -------
    Intraclass
        Of NaN when nothing varies, or raters differ more than things.

    Examples
    --------
    >>> ratings = [
    ...     [9, 2, 5, 8],
    ...     [6, 1, 3, 2],
    ...     [8, 4, 6, 8],
    ...     [7, 1, 2, 6],
    ...     [10, 5, 6, 9],
    ...     [6, 2, 4, 7],
    ... ]
    >>> print(icc_two_way(ratings).single)
    0.71 (95 %: 0.34 to 0.95)
    >>> print(icc_two_way(ratings, absolute=True).single)
    0.29 (95 %: 0.02 to 0.76)
    """
    check_level(level)
    values = _complete(ratings)
    things, raters = values.shape
    between, rest = things - 1, (things - 1) * (raters - 1)
    grand = values.mean()
    rows, columns = values.mean(axis=1), values.mean(axis=0)
    of_things = raters * float(((rows - grand) ** 2).sum()) / between
    of_raters = things * float(((columns - grand) ** 2).sum()) / (raters - 1)
    left = values - rows[:, None] - columns + grand
    error = float((left**2).sum()) / rest
    if not absolute:
        method = "two-way, consistency (case 3), Shrout and Fleiss 1979"
        degrees = (between, rest)
        kind = _Kind(things, level, method)
        return _from_ratio((of_things, error), raters, degrees, kind)
    return _absolute((of_things, of_raters, error), things, raters, level)


def _absolute(
    squares: tuple[float, float, float], things: int, raters: int, level: float
) -> Intraclass:
    """Shrout and Fleiss 1979, case 2, with Satterthwaite's degrees of freedom."""
    of_things, of_raters, error = squares
    method = "two-way random effects, agreement (case 2), Shrout and Fleiss 1979"
    kind = _Kind(things, level, method)
    spread = of_things + (raters - 1) * error + raters * (of_raters - error) / things
    if of_things == 0 or spread <= 0:
        return kind.unknown()
    single = (of_things - error) / spread
    if of_raters == error == 0:
        # All say the same: there is nothing that degrees of freedom could be of.
        whole = kind.estimate(1.0, (1.0, 1.0))
        return Intraclass(single=whole, mean=whole)
    # No share is negative: degrees of freedom from one would be none at all. Both terms
    # times the error, so that raters without error divide by nothing.
    share = max(single, 0.0)
    a = raters * share * of_raters
    b = (things * (1 + (raters - 1) * share) - raters * share) * error
    between, rest = things - 1, (things - 1) * (raters - 1)
    free = rest * (a + b) ** 2 / (between * a * a + b * b)
    tail = (1 - level) / 2
    from scipy.special import fdtri  # noqa: PLC0415  (slow to load)

    upper = float(fdtri(between, free, 1 - tail))
    lower = float(fdtri(free, between, 1 - tail))
    pooled = raters * of_raters + (raters * things - raters - things) * error
    ends = (
        things * (of_things - upper * error) / (upper * pooled + things * of_things),
        things * (lower * of_things - error) / (pooled + things * lower * of_things),
    )
    return Intraclass(
        single=kind.estimate(single, ends),
        mean=kind.estimate(
            _stepped_up(single, raters), [_stepped_up(end, raters) for end in ends]
        ),
    )


@arguments()
def cronbach_alpha(ratings: Any, *, level: float = 0.95) -> Estimate:
    """Return how far items that should measure one thing go together.

    Parameters
    ----------
    ratings : array_like of float, shape (respondents, items)
        Reversed items turned round. Respondents with a missing answer are left
        out; `count` says how many stayed.
    level : float
        The confidence of the intervals; 0.95 unless said.

    Returns
    -------
    Estimate
        NaN when fewer than two complete respondents are left, there are fewer
        than two items, or respondents do not differ.

    Examples
    --------
    >>> print(cronbach_alpha([[1, 2, 2], [2, 2, 3], [4, 5, 4], [5, 4, 5]]))
    0.94 (95 %: 0.63 to 1.00)
    """
    check_level(level)
    values = as_floats(ratings, "ratings")
    if values.ndim != 2:
        raise FieldError("ratings", say("must be respondents by items"), values.shape)
    complete = values[~np.isnan(values).any(axis=1)]
    count, items = complete.shape
    method = "Cronbach's alpha; interval by Feldt 1965"
    if count < 2 or items < 2:
        return Estimate(value=math.nan, level=level, count=count, method=method)
    total = float(complete.sum(axis=1).var(ddof=1))
    if total <= 0:
        return Estimate(value=math.nan, level=level, count=count, method=method)
    single = float(complete.var(axis=0, ddof=1).sum())
    alpha = items / (items - 1) * (1 - single / total)
    low, high = feldt_interval(alpha, respondents=count, items=items, level=level)
    return Estimate(
        value=alpha, low=low, high=high, level=level, count=count, method=method
    )


def feldt_interval(
    alpha: float, *, respondents: int, items: int, level: float = 0.95
) -> tuple[float, float]:
    """Return the interval of an alpha (Feldt 1965; Feldt et al. 1987, eq. 6 and 7)."""
    free = respondents - 1, (respondents - 1) * (items - 1)
    tail = (1 - level) / 2
    from scipy.special import fdtri  # noqa: PLC0415  (slow to load)

    upper, lower = float(fdtri(*free, 1 - tail)), float(fdtri(*free, tail))
    return 1 - (1 - alpha) * upper, 1 - (1 - alpha) * lower


@frozen
class _Kind:
    """What an estimate says about itself."""

    count: int
    level: float
    method: str

    def estimate(self, value: float, ends: Iterable[float]) -> Estimate:
        low, high = ends
        return Estimate(
            value=value,
            low=low,
            high=high,
            level=self.level,
            count=self.count,
            method=self.method,
        )

    def unknown(self) -> Intraclass:
        nothing = self.estimate(math.nan, (math.nan, math.nan))
        return Intraclass(single=nothing, mean=nothing)


def _from_ratio(
    squares: tuple[float, float],
    size: float,
    degrees: tuple[float, float],
    kind: _Kind,
) -> Intraclass:
    """Return both correlations from the ratio of two mean squares."""
    between, within = squares
    if between <= 0 and within <= 0:
        return kind.unknown()
    tail = (1 - kind.level) / 2
    ratio = between / within if within > 0 else math.inf
    above, below = degrees
    from scipy.special import fdtri  # noqa: PLC0415  (slow to load)

    ratios = (
        ratio,
        ratio / float(fdtri(above, below, 1 - tail)),
        ratio * float(fdtri(below, above, 1 - tail)),
    )
    single, *ends = (_of_single(value, size) for value in ratios)
    mean, *mean_ends = (1 - 1 / value if value else -math.inf for value in ratios)
    return Intraclass(
        single=kind.estimate(single, ends), mean=kind.estimate(mean, mean_ends)
    )


def _of_single(ratio: float, size: float) -> float:
    return 1.0 if math.isinf(ratio) else (ratio - 1) / (ratio + size - 1)


def _stepped_up(single: float, raters: int) -> float:
    """Return the reliability of a mean from that of one rating (Spearman-Brown).

    It falls without end where raters are less alike than any can be to the others.
    """
    under = 1 + (raters - 1) * single
    return raters * single / under if under > ROUNDING else -math.inf


def _complete(ratings: Any) -> Any:
    values = as_floats(ratings, "ratings")
    if values.ndim != 2 or min(values.shape) < 2 or np.isnan(values).any():
        raise FieldError(
            "ratings",
            say("must be two or more things by two or more raters, complete"),
            values.shape,
            say("krippendorff_alpha takes missing ratings"),
        )
    return values
