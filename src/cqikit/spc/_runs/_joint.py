"""The joint distribution of crossings and the longest run.

With a chance for each point, or one for all, runs follow upon runs (`_renewals`), O(n²
l). With the numbers of points on either side given, runs above and below are
compositions into parts of at most l points: their counts are convolved, run by run
(`_blocks`), O(n² l), and no term is negative, so that nothing cancels. Asked for
exactly, the same steps run on Python's whole numbers and give fractions.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import comb
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from cqikit.core import arguments, instance_of, non_blank, say
from cqikit.errors import FieldError
from cqikit.spc._charts._floats import floats
from cqikit.spc._runs._blocks import blocks, crossings_within
from cqikit.spc._runs._boxes import points_of
from cqikit.spc._runs._renewals import crossings_at_most

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.spc._charts._view import Floats
    from cqikit.spc._runs._boxes import RunsBox

__all__ = ["RunsDistribution", "runs_distribution", "runs_distribution_given"]

#: A distribution takes time by the square of n: of so many points, half a minute.
LARGEST_JOINT: Final = 10_000


@frozen
class Made:
    """A function of the longest run, compared and pickled by what it was made of.

    Parameters
    ----------
    make : function of a module
        Returns the function of the longest run.
    of : tuple of numbers
        What `make` takes.
    """

    make: Callable[..., Callable[[int], NDArray[Any]]]
    of: tuple[Any, ...]
    _function: Callable[[int], NDArray[Any]] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_function", self.make(*self.of))

    def __call__(self, longest: int) -> NDArray[Any]:
        return self._function(longest)

    def __reduce__(self) -> tuple[Any, ...]:
        return Made, (self.make, self.of)


@frozen(kw_only=True)
class RunsDistribution:
    """How crossings (C) and the longest run (L) of a series behave by chance.

    Made by `runs_distribution` and `runs_distribution_given`. Probabilities are
    floats, or, where an exact distribution was asked for, fractions.

    Parameters
    ----------
    n : int
        Useful points: those not on the centre line, and not missing.
    about : str
        What was assumed, in words.
    """

    n: int
    about: str = field(validator=non_blank)
    _at_most: Callable[[int], NDArray[Any]] = field(repr=False, alias="at_most")

    @arguments()
    def at_most(self, longest: int) -> NDArray[Any]:
        """Return P(C = c, L <= longest) for c from 0 to n - 1, shape (n,)."""
        return self._at_most(min(longest, self.n)) if self.n else np.ones(1)

    @property
    def joint(self) -> NDArray[Any]:
        """Return P(C = c, L = l), shape (n, n + 1), l from 0 to n."""
        distributions = [self.at_most(longest) for longest in range(self.n + 1)]
        return np.diff(
            np.array(distributions), axis=0, prepend=0 * distributions[0][None]
        ).T

    @property
    def crossings(self) -> NDArray[Any]:
        """Return P(C = c), shape (n,); the number of runs is C + 1."""
        return self.at_most(self.n)

    @property
    def longest(self) -> NDArray[Any]:
        """Return P(L = l), shape (n + 1,), l from 0 to n."""
        sums = [self.at_most(longest).sum() for longest in range(self.n + 1)]
        return np.diff(np.array(sums), prepend=0 * sums[0])

    @arguments()
    def run_of(self, length: int) -> Any:
        """Return P(L >= length): some run has `length` points or more."""
        everything = self.at_most(self.n).sum()
        shorter = self.at_most(length - 1).sum() if length > 0 else 0 * everything
        return _plain(everything - shorter)

    @arguments()
    def within(self, *boxes: RunsBox) -> Any:
        """Return the probability that (C, L) lies in every one of `boxes`.

        Without boxes, that is 1.
        """
        edges = {self.n}
        for box in boxes:
            edges |= {box.longest, box.longest - 1, box.longest_at_fewest}
        crossings = np.arange(max(self.n, 1))
        stretches: list[tuple[int, NDArray[Any]]] = []
        # Between two edges no box tells one length of a run from another.
        for edge in sorted(edge for edge in edges if 0 <= edge <= self.n):
            inside = np.ones(crossings.size, dtype=bool)
            for box in boxes:
                inside &= box.holds(crossings, np.intp(edge))
            if stretches and np.array_equal(stretches[-1][1], inside):
                stretches.pop()
            stretches.append((edge, inside))
        total, last = 0 * self.at_most(0).sum(), 0
        for edge, inside in stretches:
            # What no box lets pass, such as any run at all, takes longest to find.
            if inside.any():
                held = self.at_most(edge)
                before = self.at_most(last) if last else 0 * held
                total = total + (held - before)[inside].sum()
            last = edge
        return _plain(total)


def _plain(number: Any) -> Any:
    """Return a fraction as it is, a NumPy number as Python's."""
    return number.item() if isinstance(number, np.generic) else number


@arguments(exact=instance_of(bool))
def runs_distribution(
    n: int,
    chance: float | Fraction | Sequence[float] | Floats = 0.5,
    *,
    exact: bool = False,
) -> RunsDistribution:
    """Return the distribution of runs about a centre that was known beforehand.

    Parameters
    ----------
    n : int
        Useful points, independent of each other.
    chance : float, Fraction, or one float a point
        That a point lies above the centre: 0.5 where nothing has changed, Φ(shift)
        after a shift in standard deviations of normal data; 0.5 unless said.
    exact : bool
        With whole numbers of any size; the distribution is then made of fractions. Not
        so unless said.

    Returns
    -------
    RunsDistribution

    Raises
    ------
    FieldError
        When `n` is no whole number from 0, a chance lies outside 0 to 1, there
        is not one a point, or an exact distribution is asked for with varying chances.

    Notes
    -----
    The run that ends at a point began after one of the `l` points before it: what went
    before that is added up, with what its points weigh since. With fractions, the runs
    above and those below are compositions of the points on either side into parts no
    longer than `l`, whose weights are convolved, run by run.

    Examples
    --------
    >>> from cqikit import spc
    >>> distribution = runs_distribution(24)
    >>> round(distribution.run_of(8), 4)  # eight or more on one side
    0.0695
    >>> round(1 - distribution.within(spc.anhoej_limits(24)), 4)
    0.0662
    >>> runs_distribution(3, exact=True).crossings.tolist()
    [Fraction(1, 4), Fraction(1, 2), Fraction(1, 4)]
    """
    points = points_of(n, most=LARGEST_JOINT)
    if not isinstance(chance, int | float | Fraction):
        if exact:
            raise FieldError(
                "exact",
                say("must be False where each point has a chance of its own"),
                exact,
            )
        chances = floats(chance, "chance")
        _check(points, chances)
        each = Made(_known, (tuple(chances.tolist()), points))
        about = say("known centre, a chance for each point")
        return RunsDistribution(n=points, about=about, at_most=each)
    if not 0 <= chance <= 1:
        raise FieldError(
            "chance", say("must be between {least} and {most}", least=0, most=1), chance
        )
    about = say("known centre, chance {chance} of a point above it", chance=str(chance))
    distribution = Made(_whole, (points, Fraction(chance)))
    if not exact:
        distribution = Made(_known, ((float(chance),), points))
    return RunsDistribution(n=points, about=about, at_most=distribution)


def _known(chances: tuple[float, ...], n: int) -> Callable[[int], Floats]:
    each = np.broadcast_to(np.array(chances), (n,))

    @cache
    def at_most(longest: int) -> Floats:
        return _distribution(crossings_at_most(each, longest))

    return at_most


def _whole(n: int, chance: Fraction) -> Callable[[int], NDArray[Any]]:
    whole = chance.denominator**n

    @cache
    def at_most(longest: int) -> NDArray[Any]:
        ups = blocks(n, longest, chance.numerator)
        downs = blocks(n, longest, chance.denominator - chance.numerator)
        return _distribution(crossings_within(ups, downs, n), whole)

    return at_most


def _distribution(weights: NDArray[Any], whole: float | None = None) -> NDArray[Any]:
    """Return weights as probabilities that nobody writes to."""
    if whole is None:
        distribution = weights
    elif isinstance(whole, int):
        distribution = np.array(
            [Fraction(int(weight), whole) for weight in weights], dtype=object
        )
    else:
        distribution = weights / whole
    distribution.flags.writeable = False
    return distribution


def _check(n: int, chances: Floats) -> None:
    if chances.shape != (n,):
        raise FieldError(
            "chance", say("must have {n} numbers, one a point", n=n), chances.shape
        )
    if not ((chances >= 0) & (chances <= 1)).all():
        raise FieldError(
            "chance", say("must be between 0 and 1 at each point"), chances
        )


@arguments(exact=instance_of(bool))
def runs_distribution_given(
    above: int, below: int, *, exact: bool = False
) -> RunsDistribution:
    """Return the distribution of runs, given how many points lie on each side.

    About the median of the same data half of the useful points lie above and
    half below: `runs_distribution_given(12, 12)` is the distribution for 24 points, and
    for 25, of which one is the median itself. Where more points lie on the median, give
    the numbers that remain on either side. All arrangements are equally likely
    where nothing has changed. The marginal distribution of the crossings is that of
    Wald and Wolfowitz: the number of runs is C + 1.

    Parameters
    ----------
    above, below : int
        Useful points above and below the centre line.
    exact : bool
        With whole numbers of any size; the distribution is then made of fractions. Not
        so unless said.

    Returns
    -------
    RunsDistribution

    References
    ----------
    Wald A, Wolfowitz J. On a test whether two samples are from the same
    population. Annals of Mathematical Statistics 1940;11(2):147-162.

    Examples
    --------
    >>> distribution = runs_distribution_given(12, 12)
    >>> round(distribution.run_of(8), 4)  # with a known centre it is 0.0695
    0.0166
    >>> round(
    ...     float(runs_distribution_given(5, 11).crossings[10:].sum()), 7
    ... )  # 11 runs or more
    0.0576923
    """
    ups = points_of(above, "above", LARGEST_JOINT)
    downs = points_of(below, "below", LARGEST_JOINT)
    make = _weighed if ups and downs else _one_sided
    about = say(
        "{above} points above and {below} below, all arrangements equally likely",
        above=ups,
        below=downs,
    )
    distribution = Made(_counted if exact else make, (ups, downs))
    return RunsDistribution(n=ups + downs, about=about, at_most=distribution)


def _counted(ups: int, downs: int) -> Callable[[int], NDArray[Any]]:
    n = ups + downs

    @cache
    def at_most(longest: int) -> NDArray[Any]:
        over = blocks(ups, longest, most=n // 2 + 2)[:, -1:]
        under = blocks(downs, longest, most=n // 2 + 2)[:, -1:]
        return _distribution(crossings_within(over, under, n), comb(n, ups))

    return at_most


def _weighed(ups: int, downs: int) -> Callable[[int], Floats]:
    n = ups + downs

    @cache
    def at_most(longest: int) -> Floats:
        # As if each point lay above with the chance that makes this split likely,
        # so that numbers stay within the range of a float.
        p, q, runs = ups / n, downs / n, n // 2 + 2
        over = blocks(ups, longest, p, change=q / p, most=runs)[:, -1:]
        under = blocks(downs, longest, q, change=p / q, most=runs)[:, -1:]
        return _distribution(crossings_within(over, under, n, p / q), _binomial(n, ups))

    return at_most


def _one_sided(ups: int, downs: int) -> Callable[[int], Floats]:
    """Return the distribution of the one run that all points are."""
    n = ups + downs

    def at_most(longest: int) -> Floats:
        weights = np.zeros(n)
        weights[0] = longest >= n
        return _distribution(weights)

    return at_most


def _binomial(n: int, k: int) -> float:
    """Return C(n, k) (k/n)^k (1 - k/n)^(n - k), from whole numbers."""
    return float(Fraction(comb(n, k) * k**k * (n - k) ** (n - k), n**n))
