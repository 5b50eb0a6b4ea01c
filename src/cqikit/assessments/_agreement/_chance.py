"""Agreement beyond chance: weighted kappa of two raters, Krippendorff's alpha."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.assessments._agreement._estimate import (
    Estimate,
    as_floats,
    check_level,
)
from cqikit.core import arguments, normal_reach, say
from cqikit.errors import FieldError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["krippendorff_alpha", "weighted_kappa"]


@arguments()
def weighted_kappa(
    first: Any,
    second: Any,
    *,
    options: Any = None,
    weights: Any = "quadratic",
    level: float = 0.95,
) -> Estimate:
    """Return the agreement of two raters beyond chance.

    Parameters
    ----------
    first, second : array_like of float, shape (n,)
        What each said of the same things; a pair with a NaN is left out.
    options : array_like of float, optional
        Every answer there is, in order; by default those that occur.
    weights : str or array_like of float, shape (options, options)
        ``quadratic``, ``linear`` or ``none``, or how grave each disagreement
        is: 0 on the diagonal.
    level : float
        The confidence of the intervals; 0.95 unless said.

    Returns
    -------
    Estimate
        NaN when chance leaves no room for disagreement; the interval is the
        large-sample one of Fleiss, Cohen and Everitt 1969.

    Examples
    --------
    >>> print(weighted_kappa([1, 2, 3, 4, 1, 2, 3, 4], [1, 2, 3, 4, 1, 2, 4, 3]))
    0.90 (95 %: 0.77 to 1.00)
    """
    check_level(level)
    left = as_floats(first, "first").ravel()
    right = as_floats(second, "second").ravel()
    if left.shape != right.shape:
        raise FieldError(
            "second",
            say("must have {size} ratings as the first", size=left.size),
            right.size,
        )
    both = ~(np.isnan(left) | np.isnan(right))
    left, right = left[both], right[both]
    values = np.unique(np.concatenate([left, right])) if options is None else None
    known = values if values is not None else as_floats(options, "options").ravel()
    counts = np.zeros((known.size, known.size))
    np.add.at(counts, (_places(left, known), _places(right, known)), 1.0)
    return kappa_of_table(counts, weights=weights, level=level)


def kappa_of_table(
    counts: Any, *, weights: Any = "quadratic", level: float = 0.95
) -> Estimate:
    """Return weighted kappa of a table of counts: the first rater's answers in rows."""
    table = as_floats(counts)
    grave = _gravity(weights, len(table))
    method = "weighted kappa (Cohen 1968; Fleiss, Cohen and Everitt 1969)"
    count = round(float(table.sum()))
    shares = table / (table.sum() if count else 1.0)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    chance = np.outer(rows, columns)
    expected = float((grave * chance).sum())
    if not expected > 0:
        return Estimate(value=math.nan, level=level, count=count, method=method)
    observed = float((grave * shares).sum())
    kappa = 1 - observed / expected
    # In weights of agreement w = 1 - v / max, as the paper has it.
    agree = 1 - grave / grave.max()
    by_chance = float((agree * chance).sum())
    by_row, by_column = agree @ columns, rows @ agree
    left = agree - (by_row[:, None] + by_column) * (1 - kappa)
    inner = float((shares * left**2).sum())
    spread = inner - (kappa - by_chance * (1 - kappa)) ** 2
    error = math.sqrt(max(spread, 0.0) / count) / (1 - by_chance)
    reach = normal_reach(level) * error
    return Estimate(
        value=kappa,
        low=kappa - reach,
        high=min(kappa + reach, 1.0),
        level=level,
        count=count,
        method=method,
    )


def _gravity(weights: Any, count: int) -> Floats:
    apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count))).astype(float)
    named = {"quadratic": apart**2, "linear": apart, "none": (apart > 0).astype(float)}
    if isinstance(weights, str):
        if weights not in named:
            raise UnknownNameError(say("weighting"), weights, named)
        return named[weights]
    grave = as_floats(weights, "weights")
    if grave.shape != (count, count) or np.diag(grave).any():
        raise FieldError(
            "weights",
            say("must be {count} by {count} with 0 on the diagonal", count=count),
            weights,
        )
    return grave


def _places(values: Floats, options: Floats) -> npt.NDArray[np.intp]:
    places = np.searchsorted(options, values)
    inside = places < options.size
    if not (inside.all() and (options[places] == values).all()):
        strange = [float(value) for value in values if value not in options]
        raise FieldError("options", say("must be among the options"), strange)
    return places


@arguments()
def krippendorff_alpha(
    ratings: Any, *, metric: str = "ordinal", level: float = 0.95
) -> Estimate:
    """Return the agreement of any number of raters beyond chance, gaps allowed.

    Parameters
    ----------
    ratings : array_like of float, shape (raters, things)
        NaN where a rater said nothing; a thing with one rating is left out.
    metric : str
        ``nominal``, ``ordinal``, ``interval`` or ``ratio``: how far apart two different
        answers are; ``ordinal`` unless said.
    level : float
        Of the interval, by leaving out one thing at a time (jackknife); 0.95 unless
        said.

    Returns
    -------
    Estimate
        NaN when fewer than two things were rated twice, or nobody ever
        differs.

    Examples
    --------
    >>> nan = float("nan")
    >>> print(krippendorff_alpha([[1, 2, 3, nan], [1, 2, 3, 4], [1, 3, 3, 4]]))
    0.92 (95 %: 0.45 to 1.00)
    """
    check_level(level)
    if not isinstance(metric, str) or metric not in METRICS:
        raise UnknownNameError(say("metric"), metric, METRICS)
    values = as_floats(ratings, "ratings")
    if values.ndim != 2:
        raise FieldError("ratings", say("must be raters by things"), values.shape)
    options = np.unique(values[~np.isnan(values)])
    counts = (values[:, :, None] == options).sum(axis=0).astype(float)
    sizes = counts.sum(axis=1)
    counts, sizes = counts[sizes > 1], sizes[sizes > 1]
    pairs = counts[:, :, None] * counts[:, None, :]
    places = np.arange(options.size)
    pairs[:, places, places] -= counts
    pairs /= (sizes - 1)[:, None, None]
    total = pairs.sum(axis=0)
    distance = METRICS[metric]
    count = len(pairs)
    alpha = _alpha(total, distance, options) if count > 1 else math.nan
    without = as_floats([_alpha(total - pair, distance, options) for pair in pairs])
    usable = without[~np.isnan(without)]
    low = high = math.nan
    from scipy.special import stdtrit  # noqa: PLC0415  (slow to load)

    if not math.isnan(alpha) and usable.size > 1:
        spread = float(((usable - usable.mean()) ** 2).sum())
        error = math.sqrt((usable.size - 1) / usable.size * spread)
        reach = float(stdtrit(usable.size - 1, (1 + level) / 2)) * error
        low, high = alpha - reach, min(alpha + reach, 1.0)
    return Estimate(
        value=alpha,
        low=low,
        high=high,
        level=level,
        count=count,
        method=f"Krippendorff's alpha, {metric} (2011); jackknife over things",
    )


def _alpha(pairs: Floats, distance: Callable[..., Floats], options: Floats) -> float:
    """Return alpha from the pairs of answers that stand together in a thing."""
    totals = pairs.sum(axis=0)
    count = float(totals.sum())
    if count <= 1:
        return math.nan
    apart = distance(options, totals)
    expected = float(totals @ apart @ totals) / (count - 1)
    if expected <= 0:
        return math.nan
    return 1 - float((pairs * apart).sum()) / expected


def _nominal(options: Floats, _: Floats) -> Floats:
    apart: Floats = 1.0 - np.eye(options.size)
    return apart


def _ordinal(_: Floats, totals: Floats) -> Floats:
    """Return how many answers lie between two, half of each end counted."""
    middle = np.cumsum(totals) - totals / 2
    return np.subtract.outer(middle, middle) ** 2


def _interval(options: Floats, _: Floats) -> Floats:
    return np.subtract.outer(options, options) ** 2


def _ratio(options: Floats, _: Floats) -> Floats:
    together = np.add.outer(options, options)
    apart = np.subtract.outer(options, options)
    share = np.divide(apart, together, out=np.zeros_like(apart), where=together != 0)
    return share**2


METRICS: Final[dict[str, Callable[[Floats, Floats], Floats]]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
