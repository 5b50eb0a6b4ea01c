"""Which numbers of crossings and longest runs pass for random variation.

Anhøj's limits are closed: a rounded logarithm, taken from the binary digits of n² so
that no float is rounded, and a binomial quantile, in whole numbers up to 2,000 trials;
beyond, with SciPy's distribution function, from a start below it. A box is searched for
among the longest runs from log2(n) on, each with the most crossings that specificity
can spare, until more length adds nothing. Each look asks `_blocks` for a joint
distribution, O(n² log n), hence the bound of 2,000 points. The cut box removes border
cells greedily, as its authors define it.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np
from attrs import Factory, field, frozen

from cqikit.core import arguments, at_least, instance_of, one_of, say
from cqikit.errors import FieldError, FieldTypeError
from cqikit.spc._runs._normal import at_most
from cqikit.spc._runs._renewals import about_level

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from cqikit.spc._charts._view import Bools, Floats

    Distribution: TypeAlias = Callable[[int], Floats]

__all__ = [
    "RunsBox",
    "anhoej_box",
    "anhoej_limits",
    "box_limits",
    "points_of",
]

#: What the published boxes were built for (Anhøj & Wentzel-Larsen 2020).
SPECIFICITY: Final = 0.925
SHIFT: Final = 0.8
#: Up to here a binomial quantile is found with whole numbers, exactly.
LARGEST_EXACT: Final = 2000
#: No chart has more points.
LARGEST: Final = 10**8
#: Deriving a box takes time and memory by the square of n: here, seconds.
LARGEST_BOX: Final = 2000


@frozen(kw_only=True)
class RunsBox:
    """The (crossings, longest run) pairs that pass for random variation.

    A box is ``C >= crossings and L <= longest``. A *cut* box lacks some cells of
    its two outer borders, counted from the corner (C = crossings, L = longest):
    at the fewest crossings only runs up to `longest_at_fewest` pass, at the
    longest run only `crossings_at_longest` crossings or more.

    Parameters
    ----------
    longest : int
        The longest run allowed: a longer one is a signal.
    crossings : int
        The fewest crossings allowed: fewer are a signal.
    longest_at_fewest : int, optional
        "Lbord" of the cut box; `longest` where nothing is cut.
    crossings_at_longest : int, optional
        "Cbord" of the cut box; `crossings` where nothing is cut.

    Examples
    --------
    >>> box = RunsBox(longest=7, crossings=3)
    >>> box.holds(crossings=[3, 2, 5], longest=[7, 4, 8]).tolist()
    [True, False, False]
    """

    longest: int = field(validator=at_least(0))
    crossings: int = field(validator=at_least(0))
    longest_at_fewest: int = field(
        default=Factory(lambda box: box.longest, takes_self=True),
        validator=at_least(0),
    )
    crossings_at_longest: int = field(
        default=Factory(lambda box: box.crossings, takes_self=True),
        validator=at_least(0),
    )

    @property
    def is_cut(self) -> bool:
        """Say whether cells at the corner are cut off."""
        return (self.longest_at_fewest, self.crossings_at_longest) != (
            self.longest,
            self.crossings,
        )

    @arguments()
    def holds(self, crossings: ArrayLike, longest: ArrayLike) -> Bools:
        """Say which pairs pass for random variation; the others are signals.

        Parameters
        ----------
        crossings, longest : array_like of int, broadcastable to each other

        Returns
        -------
        ndarray of bool
        """
        c, run = np.asarray(crossings), np.asarray(longest)
        inside: Bools = (c >= self.crossings) & (run <= self.longest)
        if self.is_cut:
            inside &= (c > self.crossings) | (run <= self.longest_at_fewest)
            inside &= (run < self.longest) | (c >= self.crossings_at_longest)
        return inside


def points_of(n: object, name: str = "n", most: int = LARGEST) -> int:
    """Return `n` where it can be a number of points, else raise."""
    # bool is an int to Python; NumPy's integers are not.
    if isinstance(n, bool) or not isinstance(n, int | np.integer):
        raise FieldTypeError(name, say("must be a whole number"), n)
    if n < 0:
        raise FieldError(name, say("must be at least {least}", least=0), n)
    if n > most:
        raise FieldError(name, say("must be at most {most}", most=most), n)
    return int(n)


@arguments(n=instance_of(int))
def anhoej_limits(n: int) -> RunsBox:
    """Return the limits of the Anhøj rules for `n` useful points.

    A run is too long when longer than ``round(log2(n) + 3)``; crossings are too
    few below the smallest k with P(K <= k) >= 0.05, K being binomial with
    n - 1 trials of probability 1/2.

    Parameters
    ----------
    n : int
        Useful points: those not on the centre line, and not missing.

    Returns
    -------
    RunsBox
        Without points nothing is a signal: its limits are 0 and 0.

    Raises
    ------
    FieldTypeError, FieldError
        When `n` is no whole number, or negative.

    References
    ----------
    Anhøj J, Olesen AV. Run charts revisited: a simulation study of run chart
    rules for detection of non-random variation in health care processes.
    PLoS ONE 2014;9(11):e113825.

    Examples
    --------
    >>> limits = anhoej_limits(24)
    >>> limits.longest, limits.crossings
    (8, 8)
    """
    return anhoej_box(points_of(n))


@lru_cache(maxsize=4096)
def anhoej_box(points: int) -> RunsBox:
    """Return Anhøj's limits for a number of points that is known to be one."""
    if points == 0:
        return RunsBox(longest=0, crossings=0)
    # round(log2 n): no power of two has a whole exponent and a half, so that
    # the number of binary digits of n² decides it without rounding.
    longest = (points * points).bit_length() // 2 + 3
    return RunsBox(longest=longest, crossings=_twentieth(points - 1))


def _twentieth(trials: int) -> int:
    if trials > LARGEST_EXACT:
        return _approached_twentieth(trials)
    k, term, total = 0, 1, 1
    while 20 * total < 1 << trials:
        k += 1
        term = term * (trials - k + 1) // k
        total += term
    return k


def _approached_twentieth(trials: int) -> int:
    # Two standard deviations below the mean there is less than a twentieth.
    k = int(trials / 2 - math.sqrt(trials))
    while at_most(k, trials) < 0.05:
        k += 1
    return k


@arguments(n=instance_of(int), kind=one_of("best", "cut"))
@lru_cache(maxsize=1024)
def box_limits(n: int, kind: Literal["best", "cut"] = "best") -> RunsBox:
    """Derive the best box, or the cut box, for `n` useful points.

    The *best* box is, among all boxes (C >= c and L <= l) whose specificity is
    at least 0.925, the one with the largest sensitivity to a shift of 0.8
    standard deviations that is there from the first point to the last; centre
    known, points independent and normal. The *cut* box loses the corner cell,
    and then, of the next cells on its two outer borders that specificity can
    spare, the likelier one under the shift, again and again until none is left;
    where not even the corner can go, it is the best box. Nothing is looked up:
    the derivation gives the published tables (n from 10 to 100) and goes on.

    Parameters
    ----------
    n : int
        Useful points: those not on the centre line, and not missing.
    kind : str
        The best box, or the cut box; the best unless said.

    Returns
    -------
    RunsBox

    Raises
    ------
    FieldTypeError, FieldError
        When `n` is no whole number, negative, or more than 2000.

    References
    ----------
    Anhøj J, Wentzel-Larsen T. Smooth operator: modifying the Anhøj rules to
    improve runs analysis in statistical process control. PLoS ONE
    2020;15(6):e0233920.

    Examples
    --------
    >>> best = box_limits(24)
    >>> best.longest, best.crossings
    (7, 6)
    >>> cut = box_limits(24, "cut")
    >>> cut.longest_at_fewest, cut.crossings_at_longest
    (6, 7)
    """
    points = points_of(n)
    if points > LARGEST_BOX:
        raise FieldError(
            "useful points of a phase",
            say("must be at most {most} for a box", most=LARGEST_BOX),
            n,
            say("read with ANHOEJ, or take anhoej_limits"),
        )
    if kind == "best":
        return _best(points)
    return _cut(points, box_limits(points, "best"))


def _distributions(n: int) -> tuple[Distribution, Distribution]:
    """Return P(C = c, L <= l) as functions of l: without a shift, and with it."""
    above = 0.5 * math.erfc(-SHIFT / math.sqrt(2))
    return about_level(n, 0.5), about_level(n, above)


def _best(n: int) -> RunsBox:
    if n == 0:
        return RunsBox(longest=0, crossings=0)
    fair, shifted = _distributions(n)
    binomial = [math.comb(n - 1, c) / 2 ** (n - 1) for c in range(n)]
    fewest_of_all = _fewest(np.array(binomial))
    best, missed = RunsBox(longest=n, crossings=0), math.inf
    # Half of all series have a longer run than log2(n), and are in no such box.
    longest = n.bit_length() - 2
    while True:
        longest += 1
        crossings = _fewest(fair(longest))
        if crossings is None:
            continue
        misses = float(shifted(longest)[crossings:].sum())
        if misses < missed:
            best, missed = RunsBox(longest=longest, crossings=crossings), misses
        if crossings == fewest_of_all:
            # Longer runs only add cells to the same rows: a box that misses more.
            return best


def _fewest(chance: Floats) -> int | None:
    """Return the most crossings that may be asked for at this specificity."""
    enough = np.flatnonzero(np.cumsum(chance[::-1])[::-1] >= SPECIFICITY)
    return int(enough[-1]) if enough.size else None


def _possible(n: int, crossings: int, longest: int) -> bool:
    """Say whether `n` points can cross so often and have so long a longest run."""
    return crossings + longest <= n <= longest * (crossings + 1)


def _cut(n: int, box: RunsBox) -> RunsBox:
    """Cut one cell after another, from the corner on, while specificity lasts."""
    if n == 0:
        return box
    fair, shifted = _distributions(n)
    row, column = box.crossings, box.longest

    def cell(crossings: int, longest: int) -> tuple[float, float]:
        """Return how likely one cell is with the shift, and without it."""
        caught, lost = (
            float(
                distribution(longest)[crossings] - distribution(longest - 1)[crossings]
            )
            for distribution in (shifted, fair)
        )
        return caught, lost

    spare = float(fair(column)[row:].sum()) - SPECIFICITY
    _, lost = cell(row, column)
    if lost > spare:
        return box
    lowest, longest = row + 1, column - 1
    spare -= lost
    while True:
        ends = {"column": (lowest, column), "row": (row, longest)}
        cells = [(*cell(*at), end) for end, at in ends.items() if _possible(n, *at)]
        fitting = [choice for choice in cells if choice[1] <= spare]
        if not fitting:
            break
        _, lost, border = max(fitting)
        spare -= lost
        if border == "column":
            lowest += 1
        else:
            longest -= 1
    return RunsBox(
        longest=column,
        crossings=row,
        longest_at_fewest=longest,
        crossings_at_longest=lowest,
    )
