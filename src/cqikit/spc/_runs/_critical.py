"""How few and how many runs there must be to call them unusual.

The distribution of Wald and Wolfowitz (1940): products of binomial coefficients, one
for each number of runs, summed from either end. In whole numbers up to 1,000 points;
beyond, where these have thousands of digits, through the logarithm of the gamma
function, which keeps about ten digits.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate
from math import comb, exp, inf, lgamma
from typing import Final

from attrs import frozen

from cqikit.core import arguments, at_least, say
from cqikit.errors import FieldError
from cqikit.spc._runs._boxes import points_of

__all__ = ["CriticalRuns", "critical_runs"]

#: A million runs take half a minute.
LARGEST_RUNS: Final = 10**6
#: With more points, whole numbers have so many digits that they take minutes.
WHOLE_NUMBERS: Final = 1000


@frozen(kw_only=True)
class CriticalRuns:
    """Numbers of runs that pass for chance, both ends included.

    Parameters
    ----------
    fewest, most : int
        Fewer or more runs are a signal.
    below, above : float
        How likely fewer, and more, are by chance: at most the stated tail.
    tail : float
        What was asked for, in each tail.
    """

    fewest: int
    most: int
    below: float
    above: float
    tail: float

    @arguments()
    def holds(self, runs: int) -> bool:
        """Say whether this number of runs passes for chance."""
        return self.fewest <= runs <= self.most


@arguments(tail=at_least(0))
def critical_runs(above: int, below: int, *, tail: float = 0.05) -> CriticalRuns:
    """Return the critical numbers of runs for so many points on either side.

    By the distribution of Wald and Wolfowitz, for a stated probability in *each* tail:
    in whole numbers up to 1,000 points, in floats (to about ten digits) beyond.
    Printed tables circulate in copies that do not say whether their 5 % is in
    one tail or in both, and that do not agree; compare them with `tail=0.05`
    and `tail=0.025`.

    Parameters
    ----------
    above, below : int
        Useful points above and below the centre line: about the median of the
        same data, half of them each.
    tail : float
        Fewer runs than `fewest` have at most this probability, and so have more than
        `most`; 0.05 unless said.

    Returns
    -------
    CriticalRuns

    References
    ----------
    Wald A, Wolfowitz J. Annals of Mathematical Statistics 1940;11(2):147-162.
    Swed FS, Eisenhart C. Annals of Mathematical Statistics 1943;14(1):66-87.

    Examples
    --------
    >>> runs = critical_runs(12, 12)
    >>> runs.fewest, runs.most, round(runs.below, 4)
    (9, 17, 0.0296)
    """
    ups = points_of(above, "above", LARGEST_RUNS)
    downs = points_of(below, "below", LARGEST_RUNS)
    if not 0 <= tail < 0.5:
        raise FieldError("tail", say("must be at least 0 and less than 0.5"), tail)
    ways: list[int] | list[float]
    if ups + downs <= WHOLE_NUMBERS:
        ways = [_ways(ups, downs, runs) for runs in range(ups + downs + 1)]
        whole: float = comb(ups + downs, ups)
    else:
        ways = [_share(ups, downs, runs) for runs in range(ups + downs + 1)]
        whole = 1.0
    few, low = _rare(ways, Fraction(tail) * Fraction(whole))
    many, high = _rare(ways[::-1], Fraction(tail) * Fraction(whole))
    return CriticalRuns(
        fewest=few,
        most=len(ways) - 1 - many,
        below=low / whole,
        above=high / whole,
        tail=tail,
    )


def _ways(above: int, below: int, runs: int) -> int:
    """Return how many arrangements have so many runs (Wald & Wolfowitz 1940)."""
    k, odd = divmod(runs, 2)
    if odd:
        return _cut(above, k + 1) * _cut(below, k) + _cut(above, k) * _cut(below, k + 1)
    # Either side may come first; without any point there is nothing to arrange.
    return (2 if runs else 1) * _cut(above, k) * _cut(below, k)


def _share(above: int, below: int, runs: int) -> float:
    """Return the part of all arrangements that have so many runs."""
    k, odd = divmod(runs, 2)
    pairs = [(k + 1, k), (k, k + 1)] if odd else [(k, k), (k, k)]
    whole = _log_comb(above + below, above)
    return sum(
        exp(_log_cut(above, up) + _log_cut(below, down) - whole) for up, down in pairs
    )


def _log_cut(points: int, runs: int) -> float:
    possible = 0 < runs <= points or points == runs == 0
    if not possible:
        return -inf
    return _log_comb(points - 1, runs - 1) if points else 0.0


def _log_comb(of: int, taken: int) -> float:
    return lgamma(of + 1) - lgamma(taken + 1) - lgamma(of - taken + 1)


def _cut(points: int, runs: int) -> int:
    """Return in how many ways so many points can be cut into runs."""
    return comb(points - 1, runs - 1) if points and runs else int(points == runs)


def _rare(ways: list[int] | list[float], most: Fraction) -> tuple[int, float]:
    """Return how many entries at the start, together, are at most `most`."""
    sums = list(accumulate(ways))
    count = bisect_right(sums, most)
    return count, sums[count - 1] if count else 0
