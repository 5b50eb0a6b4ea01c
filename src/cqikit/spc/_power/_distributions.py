"""What points of a kind of chart do where nothing has changed: their distribution.

Counts of units are binomial, events Poisson, units between events geometric and times
between them exponential, each with the chart's own sizes, at the level that the chart
has; all else is taken as normal about its centre with its own sigma. Of counts, every
outcome is taken that comes more often than once in 10**15 points; of what varies
smoothly, the pieces between lines, by its distribution function.

On a chart without limits whose values are often equal to its centre, such as counts of
rare events about a median of 0, fewer points are useful, and not as many lie above as
below. What is known then is only that every order of the values at hand was equally
likely: they are permuted.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import Sentence, by_value, say
from cqikit.errors import FieldError
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._draw import drawn
from cqikit.spc._charts._kind import ChartKind, Points
from cqikit.spc._charts._view import View, points_after
from cqikit.spc._power._masses import (
    binomial_masses,
    geometric_masses,
    poisson_masses,
)
from cqikit.spc._runs._normal import normal_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cqikit.spc._charts._view import Floats

__all__ = [
    "ANY_ORDER",
    "LINES",
    "MOST_OUTCOMES",
    "NELSON_MEAN",
    "NORMAL",
    "SUBGROUPS",
    "TAKEN_AS_NORMAL",
    "WORDS",
    "KindDistribution",
]

NORMAL: Final = "normal"
#: The values at hand, in whichever order.
ANY_ORDER: Final = "any order"
#: Means, ranges or standard deviations of normal measurements.
SUBGROUPS: Final = "subgroups"
TAKEN_AS_NORMAL: Final = say("points taken as normal")
WORDS: Final = {
    NORMAL: TAKEN_AS_NORMAL,
    ANY_ORDER: say("the values at hand in any order"),
    SUBGROUPS: say("measurements taken as normal"),
    "binomial": say("binomial points"),
    "Poisson": say("Poisson points"),
    "geometric": say("geometric points"),
    "exponential": say("exponential points"),
}
LINES: Final = ("centre", "sigma", "lower", "upper")
#: E[y^(1/3.6)] of an exponential y with mean 1.
NELSON_MEAN: Final = math.gamma(1 + 1 / 3.6)
#: Points that can be more different things than so many are taken as normal.
MOST_OUTCOMES: Final = 1_000_000
#: So many points are drawn at a time.
CHUNK: Final = 1 << 17


@by_value
@frozen(kw_only=True, eq=False)
class KindDistribution:
    """The points of a chart as its kind has them, where nothing has changed.

    Made by `centre_basis`. Every tuple has one number a point.

    Parameters
    ----------
    kind : ChartKind
    family : str
        Binomial, Poisson, geometric, exponential, or normal; or any order of `values`.
    level : float
        The true proportion, rate or mean; of normal points that is in `lines`.
    sizes : tuple of float
        1 where there are none.
    seen : tuple of bool
        False where a point is missing.
    lines : tuple of four tuples
        Centre, sigma, lower and upper limit as rules see them, on the scale of the
        kind.
    given : tuple of tuple or None
        Those of the four that were given.
    baseline : tuple of bool, optional
        Which points limits rest on, where not on all of them.
    width : float
    values : tuple of float
        As they came, where they are taken in any order; else nothing hangs on them.
    within : float
        The standard deviation of measurements within a subgroup.
    grid : float
        Normal points come rounded to multiples of this; 0 where they do not.
    read_from : int
        Rules look at no point before this one.
    shift : float
        By so many standard deviations of a point of the mean size the level is higher
        from point `start` on; in `levels`.
    start : int
    """

    kind: ChartKind = field(repr=lambda kind: repr(kind.name))
    family: str
    level: float
    sizes: tuple[float, ...] = field(repr=False)
    seen: tuple[bool, ...] = field(repr=False)
    lines: tuple[tuple[float, ...], ...] = field(repr=False)
    given: tuple[tuple[float, ...] | None, ...] = field(repr=False)
    baseline: tuple[bool, ...] | None = field(default=None, repr=False)
    width: float = field(default=3.0, repr=False)
    values: tuple[float, ...] = field(default=(), repr=False)
    within: float = field(default=1.0, repr=False)
    grid: float = field(default=0.0, repr=False)
    read_from: int = field(default=0, repr=False)
    shift: float = field(default=0.0, repr=False)
    start: int = field(default=0, repr=False)

    @property
    def n(self) -> int:
        """Return how many points the chart has."""
        return len(self.sizes)

    @property
    def fixed(self) -> bool:
        """Say whether an exact answer goes: known lines, points of a distribution.

        Lines that are computed from the same points vary with them.
        """
        if self.family == SUBGROUPS or self.grid:
            return False
        centre, sigma = self.given[:2]
        needed = (centre,) if self.kind.spread is None else (centre, sigma)
        return all(line is not None and np.isfinite(line).all() for line in needed)

    @property
    def words(self) -> Sentence:
        """Say what the points are."""
        words = WORDS[self.family]
        if not self.grid:
            return words
        return say("{points}, rounded to {grid:.4g}", points=words, grid=self.grid)

    @property
    def after_baseline(self) -> int:
        """Return where the points after the baseline begin."""
        return (
            0 if self.baseline is None else int(np.flatnonzero(self.baseline)[-1]) + 1
        )

    @property
    def sides(self) -> tuple[int, int, int]:
        """Return how many values lie above the centre, on it and below."""
        side = side_of(np.array(self.values), np.array(self.lines[0]))
        above, below = (int(np.count_nonzero(side == way)) for way in (1, -1))
        return above, sum(self.seen) - above - below, below

    def of(self, n: int) -> KindDistribution:
        """Return the distribution of a chart of `n` points, where all are alike."""
        if n == self.n:
            return self
        rows = [self.sizes, self.seen, *self.lines, *filter(None, self.given)]
        alike = self.n and all(len(set(map(str, row))) == 1 for row in rows)
        if not alike or self.family == ANY_ORDER:
            raise FieldError(
                "n", say("must be the {n} points of the chart", n=self.n), n
            )

        distribution = self._each(lambda row: row[:1] * n)
        if self.baseline is None:
            return distribution
        marks = self.baseline[:n] + (False,) * (n - self.n)
        return evolve(distribution, baseline=marks)

    def after(self, points: int) -> KindDistribution:
        """Return the distribution of the points after so many, about the same lines."""
        return evolve(self._each(lambda row: row[points:]), baseline=None)

    def shifted(self, shift: float, start: int) -> KindDistribution | None:
        """Return the distribution with a higher level from point `start` on.

        None where no such level is: a proportion beyond 1, a rate below 0, or more than
        is counted out.
        """
        if not shift:
            return self
        distribution = evolve(self, shift=float(shift), start=start)
        if self.family == NORMAL or self.kind.plots == "mean":
            return distribution
        most = 1.0 if self.family == "binomial" else math.inf
        known = self.family not in {ANY_ORDER, SUBGROUPS}
        level = self.level + shift * self.step
        few = self.family == "exponential" or level * max(self.sizes) <= MOST_OUTCOMES
        return distribution if known and few and 0 < level < most else None

    @property
    def step(self) -> float:
        """Return the standard deviation of a point of the mean size."""
        seen = np.array(self.seen)
        level = self.level
        size = float(np.mean(np.array(self.sizes)[seen])) if seen.any() else 1.0
        match self.family:
            case "binomial":
                return math.sqrt(level * (1 - level) / size)
            case "Poisson":
                return math.sqrt(level / size)
            case "geometric":
                return math.sqrt(level * (level + 1))
            case _:
                return level

    @property
    def levels(self) -> Floats:
        """Return the level of each point, (n,): of normal points, their mean."""
        centre, sigma = np.array(self.lines[0]), np.array(self.lines[1])
        level, step = (
            (centre, sigma)
            if self.family in {NORMAL, SUBGROUPS}
            else (self.level, self.step)
        )
        shifted = np.arange(self.n) >= self.start
        return np.asarray(level + np.where(shifted, self.shift * step, 0.0))

    def _each(self, change: Callable[[Any], Any]) -> KindDistribution:
        rows: dict[str, Any] = {
            name: tuple(row and change(row) for row in getattr(self, name))
            for name in ("lines", "given")
        }
        sizes, seen = change(self.sizes), change(self.seen)
        return evolve(self, sizes=sizes, seen=seen, **rows)

    def charts(self, draws: int, seed: int) -> Iterator[View]:
        """Yield views of drawn charts, some rows at a time, each fitted anew."""
        for points in self.stacks(draws, seed):
            yield self.viewed(points)

    def viewed(self, points: Points) -> View:
        """Return what rules see of drawn points."""
        # As in `chart`: shares that are taken as normal can have a mean below 0, and
        # gaps that are all 0 have no limit.
        with np.errstate(all="ignore"):
            view = drawn(self.kind, points, width=self.width, per=1.0).view
        return points_after(view, self.read_from)

    def stacks(self, draws: int, seed: int, chunk: int = CHUNK) -> Iterator[Points]:
        """Yield points of drawn charts, some rows at a time."""
        generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
        rows = max(chunk // max(self.n, 1), 1)
        for done in range(0, draws, rows):
            shape = (min(rows, draws - done), self.n)
            within = None
            if self.family == SUBGROUPS:
                values, within = self._subgroups(generator, shape)
            else:
                values = self._drawn(generator, shape)
            values[:, ~np.array(self.seen)] = np.nan
            given = {
                name: np.broadcast_to(np.array(line), shape)
                for name, line in zip(LINES, self.given, strict=True)
                if line is not None
            }
            marks = self.baseline
            yield Points(
                values,
                np.broadcast_to(np.array(self.sizes), shape),
                within,
                baseline=None if marks is None else np.tile(marks, (shape[0], 1)),
                **given,
            )

    def _drawn(self, generator: np.random.Generator, shape: tuple[int, int]) -> Floats:
        """Return values as they come in, (rows, n)."""
        sizes, levels = np.array(self.sizes), self.levels
        over = sizes if self.kind.divided else np.ones(1)
        drawn_values: Any
        match self.family:
            case "binomial":
                counts = generator.binomial(sizes.astype(int), levels, shape)
                drawn_values = counts / over
            case "Poisson":
                drawn_values = generator.poisson(levels * sizes, shape) / over
            case "geometric":
                drawn_values = generator.geometric(1 / (levels + 1), shape) - 1.0
            case "exponential":
                drawn_values = generator.exponential(levels, shape)
            case "any order":
                drawn_values = self._permuted(generator, shape)
            case _:
                sigma = np.array(self.lines[1])
                noise = generator.standard_normal(shape)
                drawn_values = levels + sigma * noise
                if self.grid:
                    drawn_values = np.rint(drawn_values / self.grid) * self.grid
        return np.asarray(drawn_values, dtype=np.float64)

    def _subgroups(
        self, generator: np.random.Generator, shape: tuple[int, int]
    ) -> tuple[Floats, Floats]:
        """Return what is plotted of each subgroup, and the spread within, (rows, n).

        Of normal measurements mean and standard deviation are independent, normal and
        chi; ranges are of measurements that are drawn.
        """
        sizes, alone = np.array(self.sizes), np.array(self.sizes) < 2
        means: Floats = np.zeros(shape)
        if self.kind.within == "sd":
            freedom = np.where(alone, 1.0, sizes - 1)
            means = generator.standard_normal(shape) / np.sqrt(sizes)
            spread = np.sqrt(generator.chisquare(freedom, shape) / freedom)
        else:
            low, high = np.full(shape, np.inf), np.full(shape, -np.inf)
            for place in range(int(sizes.max())):
                there, values = place < sizes, generator.standard_normal(shape)
                means += np.where(there, values / sizes, 0.0)
                low = np.where(there, np.minimum(low, values), low)
                high = np.where(there, np.maximum(high, values), high)
            spread = high - low
        spread = np.where(alone, np.nan, self.within * spread)
        plotted = self.levels + self.within * means
        return (plotted if self.kind.plots == "mean" else spread.copy()), spread

    def _permuted(self, generator: np.random.Generator, shape: tuple[int, int]) -> Any:
        seen = np.array(self.seen)
        found = np.full(shape, np.nan)
        there = np.tile(np.array(self.values)[seen], (shape[0], 1))
        found[:, seen] = generator.permuted(there, axis=1)
        return found

    def outcomes(self, point: int, cuts: Floats) -> tuple[Floats, Floats]:
        """Return what a point may be, on the scale of the kind, and how likely.

        `cuts` are the lines that must not lie within a piece of what varies smoothly.
        """
        size, level = self.sizes[point], float(self.levels[point])
        over = size if self.kind.divided else 1.0
        if self.family == "binomial":
            count, mass = binomial_masses(int(size), level)
            return count / over, mass
        if self.family == "Poisson":
            count, mass = poisson_masses(level * size)
            return count / over, mass
        if self.family == "geometric":
            return geometric_masses(level)
        middles = [cuts[:1] - 1, (cuts[1:] + cuts[:-1]) / 2, cuts[-1:] + 1]
        if self.family == "exponential":
            scale = self.kind.scale
            at = np.maximum(cuts if scale is None else scale.back(cuts), 0.0)
            below = -np.expm1(-at / level)
        else:
            below = normal_below((cuts - level) / self.lines[1][point])
        return np.concatenate(middles), np.diff(below, prepend=0.0, append=1.0)
