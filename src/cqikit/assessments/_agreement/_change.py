"""Change in pairs: its interval, tests for ordered scales, and reliable change."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from cqikit.assessments._agreement._estimate import (
    LARGEST,
    Estimate,
    as_floats,
    check_level,
)
from cqikit.core import arguments, between, by_value, finite, normal_reach, say
from cqikit.errors import FieldError

__all__ = [
    "PairTest",
    "ReliableChange",
    "paired_change",
    "reliable_change",
    "sign_test",
    "wilcoxon",
]

MEASURED: Final = between(-LARGEST, LARGEST)
#: Up to so many pairs the distribution of signed ranks is counted out.
EXACT_UP_TO: Final = 50
#: Differences are told apart by so many digits of the largest value.
DIGITS: Final = 9


@by_value
@frozen(kw_only=True, eq=False)
class PairTest:
    """A test of before and after.

    Parameters
    ----------
    p : float
        The two-sided probability of so much to one side; NaN where nothing
        differs.
    better, worse, same : int
        How many pairs rose, fell and stayed.
    statistic : float
        The number of pairs that rose, or the sum of their ranks.
    method : str
        Which test it is, and whether exact.
    """

    p: float
    better: int
    worse: int
    same: int
    statistic: float
    method: str


@frozen(kw_only=True)
class ReliableChange:
    """How large one unit's change is against the error of measurement.

    Parameters
    ----------
    change : float
        Later less earlier, on the scale of the score.
    index : float
        The change in standard errors of a difference (the reliable change
        index).
    critical : float
        The change that noise alone does not reach, at the level that was asked
        for.
    is_reliable : bool
        Whether the change is larger than that, either way.
    """

    change: float
    index: float
    critical: float
    is_reliable: bool


@arguments()
def paired_change(before: Any, after: Any, *, level: float = 0.95) -> Estimate:
    """Return the mean change of pairs, with Student's interval.

    There is none of fewer than two pairs, and none where all changed alike: they say
    nothing of how far others would differ.

    Parameters
    ----------
    before, after : array_like of float, shape (n,)
        The same things in the same order; a pair with a NaN is left out.
    level : float
        The confidence of the intervals; 0.95 unless said.

    Examples
    --------
    >>> print(paired_change([2, 3, 3, 4], [3, 4, 3, 5]))
    0.75 (95 %: −0.05 to 1.55)
    """
    check_level(level)
    change = _differences(before, after)
    count = change.size
    method = "mean change of pairs, Student's t"
    if count == 0:
        return Estimate(value=math.nan, level=level, count=0, method=method)
    value = float(change.mean())
    if not np.ptp(change):
        if count > 1:
            method = "mean change of pairs; no interval, as all changed alike"
        return Estimate(value=value, level=level, count=count, method=method)
    error = float(change.std(ddof=1)) / math.sqrt(count)
    from scipy.special import stdtrit  # noqa: PLC0415  (slow to load)

    reach = float(stdtrit(count - 1, (1 + level) / 2)) * error
    return Estimate(
        value=value,
        low=value - reach,
        high=value + reach,
        level=level,
        count=count,
        method=method,
    )


@arguments()
def sign_test(before: Any, after: Any) -> PairTest:
    """Return whether more pairs rose than fell, or fell than rose, than by chance.

    Parameters
    ----------
    after : Any
        The later value of each pair.

    Examples
    --------
    >>> sign_test([1, 1, 2, 2, 2, 3], [2, 2, 3, 3, 3, 4]).p
    0.03125
    """
    change = _differences(before, after)
    better, worse = int((change > 0).sum()), int((change < 0).sum())
    moved = better + worse
    from scipy.special import bdtr  # noqa: PLC0415  (slow to load)

    tail = float(bdtr(min(better, worse), moved, 0.5)) if moved else math.nan
    return PairTest(
        p=min(1.0, 2 * tail) if moved else math.nan,
        better=better,
        worse=worse,
        same=change.size - moved,
        statistic=float(better),
        method="sign test, exact",
    )


@arguments()
def wilcoxon(before: Any, after: Any) -> PairTest:
    """Return whether ranks of the changes lie to one side (signed-rank test).

    Pairs that did not change are left out (Wilcoxon 1945); ties share ranks.
    Exact, given the ranks, up to 50 pairs; beyond, the normal approximation
    with continuity correction.

    Parameters
    ----------
    after : Any
        The later value of each pair.

    Examples
    --------
    >>> wilcoxon([1, 1, 2, 2, 2, 3], [2, 2, 3, 4, 4, 6]).p
    0.03125
    """
    change = _differences(before, after)
    moved = change[change != 0]
    better, worse = int((moved > 0).sum()), int((moved < 0).sum())
    ranks = _ranks(np.abs(moved))
    rising = float(ranks[moved > 0].sum())
    if not moved.size:
        p, method = math.nan, "signed ranks"
    elif moved.size <= EXACT_UP_TO:
        p, method = _exact(ranks, rising), "signed ranks, exact"
    else:
        p, method = _approximate(ranks, rising), "signed ranks, normal approximation"
    return PairTest(
        p=p,
        better=better,
        worse=worse,
        same=change.size - moved.size,
        statistic=rising,
        method=method,
    )


@arguments(before=MEASURED, after=MEASURED, sd=MEASURED, reliability=finite)
def reliable_change(
    before: float,
    after: float,
    *,
    sd: float,
    reliability: float,
    level: float = 0.95,
) -> ReliableChange:
    """Return whether one change is more than the error of measurement.

    RC = (after - before) / (sd * sqrt(2) * sqrt(1 - reliability)), reliable
    beyond 1.96 at a level of 95 % (Jacobson and Truax 1991).

    Parameters
    ----------
    before : float
    after : float
        The later score.
    sd : float
        Standard deviation of scores between units before any change.
    reliability : float
        Of the score, such as Cronbach's alpha or a retest correlation.
    level : float
        The confidence of the intervals; 0.95 unless said.

    Examples
    --------
    >>> found = reliable_change(47.5, 32.5, sd=10, reliability=0.8)
    >>> round(found.index, 2), found.is_reliable
    (-2.37, True)
    """
    check_level(level)
    if sd < 1 / LARGEST:
        raise FieldError("sd", say("must be more than 0"), sd)
    if not 0 <= reliability < 1:
        raise FieldError("reliability", say("must be from 0 to below 1"), reliability)
    error = sd * math.sqrt(2 * (1 - reliability))
    critical = normal_reach(level) * error
    change = after - before
    return ReliableChange(
        change=change,
        index=change / error,
        critical=critical,
        is_reliable=abs(change) > critical,
    )


def _differences(before: Any, after: Any) -> npt.NDArray[np.float64]:
    then, now = as_floats(before, "before").ravel(), as_floats(after, "after").ravel()
    if then.shape != now.shape:
        raise FieldError(
            "after", say("must have {size} values as before", size=then.size), now.size
        )
    change: npt.NDArray[np.float64] = now - then
    change = change[~np.isnan(change)]
    # 0.3 - 0.2 and 0.2 - 0.1 are one change, and so are 0 and rounding noise.
    largest = max(1.0, float(np.nanmax(np.abs([then, now]), initial=0.0)))
    return np.round(change, DIGITS - math.ceil(math.log10(largest)))


def _ranks(sizes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return ranks from 1, ties sharing their mean."""
    _, places, counts = np.unique(sizes, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: npt.NDArray[np.float64] = last - (counts - 1) / 2
    return shared[places]


def _exact(ranks: npt.NDArray[np.float64], rising: float) -> float:
    """Return the two-sided probability over all ways in which signs can fall."""
    # Shared ranks are halves, so twice a rank is whole.
    twice = np.round(2 * ranks).astype(int)
    ways = np.zeros(int(twice.sum()) + 1)
    ways[0] = 1.0
    for rank in twice:
        ways[rank:] = (ways[rank:] + ways[: ways.size - rank]) / 2
        ways[:rank] /= 2
    place = round(2 * rising)
    tail = min(ways[: place + 1].sum(), ways[place:].sum())
    return min(1.0, 2 * float(tail))


def _approximate(ranks: npt.NDArray[np.float64], rising: float) -> float:
    middle = float(ranks.sum()) / 2
    error = math.sqrt(float((ranks**2).sum()) / 4)
    distance = max(abs(rising - middle) - 0.5, 0.0)
    from scipy.special import ndtr  # noqa: PLC0415  (slow to load)

    return 2 * float(ndtr(-distance / error))
