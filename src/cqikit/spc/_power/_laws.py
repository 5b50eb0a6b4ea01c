"""What points of a kind of chart do where nothing has changed: their law.

Counts of units are binomial, events Poisson, units between events geometric and times
between them exponential, each with the chart's own sizes, at the level that the chart
has; all else is taken as normal about its centre with its own sigma. Of counts, every
outcome is taken that comes more often than once in 10**15 points; of what varies
smoothly, the pieces between lines, by its distribution function.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.errors import FieldError
from cqikit.spc._charts._draw import drawn
from cqikit.spc._charts._estimators import MeanLevel
from cqikit.spc._charts._kind import ChartKind, Points, Takes
from cqikit.spc._charts._rare import nelson_scale
from cqikit.spc._charts._sigmas import (
    binomial,
    binomial_count,
    exponential_limits,
    geometric,
    poisson,
    poisson_rate,
)
from cqikit.spc._runs._normal import normal_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._view import Floats

__all__ = ["TAKEN_AS_NORMAL", "KindLaw", "law_of", "poisson_masses"]

FAMILIES: Final[dict[Any, str]] = {
    binomial: "binomial",
    binomial_count: "binomial",
    poisson: "Poisson",
    poisson_rate: "Poisson",
    geometric: "geometric",
}
NORMAL: Final = "normal"
TAKEN_AS_NORMAL: Final = "points taken as normal"
LINES: Final = ("centre", "sigma", "lower", "upper")
#: Outcomes beyond this part of all are not counted.
RARE: Final = 1e-15
#: E[y^(1/3.6)] of an exponential y with mean 1.
NELSON_MEAN: Final = math.gamma(1 + 1 / 3.6)
#: So many points are drawn at a time.
CHUNK: Final = 1 << 17


@frozen(kw_only=True)
class KindLaw:
    """The points of a chart as its kind has them, where nothing has changed.

    Made by `centre_of`. Every tuple has one number a point.

    Parameters
    ----------
    kind : ChartKind
    family : str
        Binomial, Poisson, geometric, exponential, or normal.
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
    baseline : int, optional
        Limits rest on so many first points.
    width : float
    """

    kind: ChartKind = field(repr=lambda kind: repr(kind.name))
    family: str
    level: float
    sizes: tuple[float, ...] = field(repr=False)
    seen: tuple[bool, ...] = field(repr=False)
    lines: tuple[tuple[float, ...], ...] = field(repr=False)
    given: tuple[tuple[float, ...] | None, ...] = field(repr=False)
    baseline: int | None = field(default=None, repr=False)
    width: float = field(default=3.0, repr=False)

    @property
    def n(self) -> int:
        """Return how many points the chart has."""
        return len(self.sizes)

    @property
    def fixed(self) -> bool:
        """Say whether the lines are known, not computed from the same points."""
        centre, sigma = self.given[:2]
        needed = (centre,) if self.kind.spread is None else (centre, sigma)
        return all(line is not None and np.isfinite(line).all() for line in needed)

    @property
    def words(self) -> str:
        """Say what the points are."""
        normal = self.family == NORMAL
        return TAKEN_AS_NORMAL if normal else f"{self.family} points"

    def of(self, n: int) -> KindLaw:
        """Return the law of a chart of `n` points, where all are alike."""
        if n == self.n:
            return self
        rows = [self.sizes, self.seen, *self.lines, *filter(None, self.given)]
        if not self.n or any(len(set(map(str, row))) > 1 for row in rows):
            raise FieldError("n", f"must be the {self.n} points of the chart", n)

        return self._each(lambda row: row[:1] * n)

    def after(self, points: int) -> KindLaw:
        """Return the law of the points after so many, about the same lines."""
        return evolve(self._each(lambda row: row[points:]), baseline=None)

    def _each(self, change: Callable[[Any], Any]) -> KindLaw:
        rows: dict[str, Any] = {
            name: tuple(row and change(row) for row in getattr(self, name))
            for name in ("lines", "given")
        }
        sizes, seen = change(self.sizes), change(self.seen)
        return evolve(self, sizes=sizes, seen=seen, **rows)

    def charts(self, draws: int, seed: int) -> Iterator[Any]:
        """Yield views of drawn charts, some rows at a time, each fitted anew."""
        if isinstance(draws, bool) or not isinstance(draws, int) or draws < 1:
            raise FieldError("draws", "must be a whole number from 1", draws)
        generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
        rows = max(CHUNK // max(self.n, 1), 1)
        sizes = np.array(self.sizes)
        for done in range(0, draws, rows):
            shape = (min(rows, draws - done), self.n)
            values = self._drawn(generator, shape)
            values[:, ~np.array(self.seen)] = np.nan
            marks = np.arange(self.n) < (self.baseline or self.n)
            given = {
                name: np.broadcast_to(np.array(line), shape)
                for name, line in zip(LINES, self.given, strict=True)
                if line is not None
            }
            points = Points(
                values,
                np.broadcast_to(sizes, shape),
                baseline=None
                if self.baseline is None
                else np.tile(marks, (shape[0], 1)),
                **given,
            )
            # Shares and rates that are taken as normal can have a mean below 0.
            with np.errstate(invalid="ignore"):
                yield drawn(self.kind, points, width=self.width, per=1.0).view

    def _drawn(self, generator: np.random.Generator, shape: tuple[int, int]) -> Floats:
        """Return values as they come in, (rows, n)."""
        sizes = np.array(self.sizes)
        over = sizes if self.kind.divided else np.ones(1)
        drawn_values: Any
        match self.family:
            case "binomial":
                counts = generator.binomial(sizes.astype(int), self.level, shape)
                drawn_values = counts / over
            case "Poisson":
                drawn_values = generator.poisson(self.level * sizes, shape) / over
            case "geometric":
                drawn_values = generator.geometric(1 / (self.level + 1), shape) - 1.0
            case "exponential":
                drawn_values = generator.exponential(self.level, shape)
            case _:
                centre, sigma = np.array(self.lines[0]), np.array(self.lines[1])
                drawn_values = centre + sigma * generator.standard_normal(shape)
        return np.asarray(drawn_values, dtype=np.float64)

    def outcomes(self, point: int, cuts: Floats) -> tuple[Floats, Floats]:
        """Return what a point may be, on the scale of the kind, and how likely.

        `cuts` are the lines that must not lie within a piece of what varies smoothly.
        """
        size = self.sizes[point]
        over = size if self.kind.divided else 1.0
        if self.family == "binomial":
            count, mass = binomial_masses(int(size), self.level)
            return count / over, mass
        if self.family == "Poisson":
            count, mass = poisson_masses(self.level * size)
            return count / over, mass
        if self.family == "geometric":
            return geometric_masses(self.level)
        middles = [cuts[:1] - 1, (cuts[1:] + cuts[:-1]) / 2, cuts[-1:] + 1]
        if self.family == "exponential":
            scale = self.kind.scale
            at = np.maximum(cuts if scale is None else scale.back(cuts), 0.0)
            below = -np.expm1(-at / self.level)
        else:
            below = normal_below((cuts - self.lines[0][point]) / self.lines[1][point])
        return np.concatenate(middles), np.diff(below, prepend=0.0, append=1.0)


def binomial_masses(size: int, chance: float) -> tuple[Floats, Floats]:
    """Return 0 to `size`, and how likely each is."""
    from scipy.special import gammaln, xlog1py, xlogy  # noqa: PLC0415

    count = np.arange(size + 1.0)
    ways = gammaln(size + 1) - gammaln(count + 1) - gammaln(size - count + 1)
    logs = ways + xlogy(count, chance) + xlog1py(size - count, -chance)
    return count, np.exp(logs)


def poisson_masses(mean: float) -> tuple[Floats, Floats]:
    """Return 0 to where almost nothing comes, and how likely each is."""
    from scipy.special import gammaln, xlogy  # noqa: PLC0415

    count = np.arange(math.ceil(mean + 12 * math.sqrt(mean) + 40) + 1.0)
    return count, np.exp(xlogy(count, mean) - mean - gammaln(count + 1))


def geometric_masses(mean: float) -> tuple[Floats, Floats]:
    """Return 0 to where almost nothing comes, and how likely each is."""
    stays = mean / (mean + 1)
    last = math.ceil(math.log(RARE) / math.log(stays)) if stays > 0 else 0
    count = np.arange(last + 1.0)
    return count, stays**count / (mean + 1)


def family_of(kind: ChartKind, sizes: Floats) -> str:
    """Return how points of a kind are distributed, "" where nothing here says so."""
    if kind.scale is nelson_scale or kind.limits is exponential_limits:
        return "exponential"
    plain = kind.spread is None or isinstance(kind.spread, MeanLevel)
    family = FAMILIES.get(kind.sigma, "") if plain else ""
    if family == "binomial" and (sizes != np.floor(sizes)).any():
        family = ""
    if family or kind.takes in {Takes.SUBGROUPS, Takes.BINARY} or kind.statistic:
        return family
    return NORMAL


def law_of(chart: Chart, baseline: int | None) -> KindLaw | None:
    """Return the law of the points of a chart of one phase, None where none is known.

    Points that are excluded are not there at all.
    """
    kept = ~chart.excluded
    points = chart._points  # noqa: SLF001  (of this room)
    rows = [getattr(chart.view, name) for name in LINES]
    if chart.values.ndim != 1 or not kept.any():
        return None
    seen = ~np.isnan(chart.values[kept])
    sizes = np.ones(seen.size) if chart.sizes is None else chart.sizes[kept]
    sizes = np.where(seen, sizes, 1.0)
    family = family_of(chart.kind, sizes)
    centre, sigma, lower, upper = (row[kept] for row in rows)
    # Where nothing varies there are no zones, as for rules.
    sigma = np.where(sigma > 0, sigma, np.nan)
    level = _level(chart.kind, family, centre[0], sigma[0], sizes[0])
    if not family or not math.isfinite(level) or np.isnan(centre).any():
        return None
    given = [getattr(points, name) for name in LINES]
    return KindLaw(
        kind=chart.kind,
        family=family,
        level=level,
        sizes=tuple(sizes.tolist()),
        seen=tuple(seen.tolist()),
        lines=tuple(_numbers(row) for row in (centre, sigma, lower, upper)),
        given=tuple(line if line is None else _numbers(line[kept]) for line in given),
        baseline=None if baseline is None else int(kept[:baseline].sum()),
        width=chart.width,
    )


def _numbers(row: Floats) -> tuple[float, ...]:
    """Return numbers that are equal to themselves: one NaN is another."""
    return tuple(math.nan if number != number else number for number in row.tolist())  # noqa: PLR0124


def _level(
    kind: ChartKind, family: str, centre: float, sigma: float, size: float
) -> float:
    """Return the parameter that the lines of a chart stand for."""
    if family == "binomial" and not kind.divided:
        return float(centre / size)
    if family == "geometric":
        # Where nothing varies, all gaps are 0.
        known = sigma if sigma > 0 else 0.0
        return float((math.sqrt(1 + 4 * known**2) - 1) / 2)
    if family == "exponential":
        if kind.scale is nelson_scale:
            return float((centre / NELSON_MEAN) ** 3.6)
        return float(centre / math.log(2))
    return float(centre)
