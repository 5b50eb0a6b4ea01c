"""Centre, sigma and limits of every kind of chart, from the formulas in print.

Plain Python, point by point, and nothing of the library's: Montgomery, Introduction to
Statistical Quality Control, chapters 6, 7 and 9 and appendix VI; Wheeler 1993 for the
median of ranges; Nelson 1982 (screening) and 1994 (t); Laney 2002 (p′, u′); Benneyan
2001 (exact g); Taylor 2017 (I′); Reynolds & Stoumbos 1999 (Bernoulli CUSUM).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from statistics import NormalDist, mean, median
from typing import Any, Final, NamedTuple

__all__ = ["KINDS", "Line", "Phase", "d2_and_d3", "phase_lines"]

NAN: Final = math.nan
D2: Final = 2 / math.sqrt(math.pi)
#: Beyond 3 sigma, on one side.
TAIL: Final = NormalDist().cdf(-3)


class Line(NamedTuple):
    """What is drawn at a point, and which limits a point can cross."""

    value: float
    centre: float
    sigma: float
    lower: float = NAN
    upper: float = NAN
    floor: float = -math.inf
    ceiling: float = math.inf


class Phase(NamedTuple):
    """What is known of one phase: points in order of time, NaN where none was seen.

    `rests` says which points lines rest on, `counts` which are not excluded. `raw` has
    the measurements of subgroups; `centre` and `sigma` are given, NaN where not.
    """

    values: list[float]
    sizes: list[float]
    rests: list[bool]
    counts: list[bool]
    raw: list[list[float]]
    centre: float = NAN
    sigma: float = NAN

    @property
    def raw_only(self) -> bool:
        """Say whether points are statistics of subgroups, which `values` have not."""
        return any(not math.isnan(y) for group in self.raw for y in group)

    def at_rest(self, points: Sequence[Any]) -> list[Any]:
        """Return those of `points` that lines rest on."""
        return [p for p, rests in zip(points, self.rests, strict=True) if rests]


def seen(points: Sequence[float]) -> list[float]:
    return [point for point in points if not math.isnan(point)]


def mean_of(points: Sequence[float]) -> float:
    return mean(seen(points)) if seen(points) else NAN


def median_of(points: Sequence[float]) -> float:
    return median(seen(points)) if seen(points) else NAN


def ratio(over: float, under: float) -> float:
    return over / under if under else NAN


def root(square: float) -> float:
    return math.sqrt(square) if square >= 0 else NAN


def ranges(points: Sequence[float]) -> list[float]:
    return seen([abs(later - earlier) for earlier, later in pairwise(points)])


def known(given: float, computed: float) -> float:
    return computed if math.isnan(given) else given


# Constants (appendix VI), from their definitions


@cache
def c4(n: int) -> float:
    gammas = math.lgamma(n / 2) - math.lgamma((n - 1) / 2)
    return math.sqrt(2 / (n - 1)) * math.exp(gammas)


@cache
def d2_and_d3(n: int) -> tuple[float, float]:
    """Return mean and standard deviation of the range of n standard normal values.

    P(R <= r) = n ∫ φ(x) (Φ(x + r) - Φ(x))^(n-1) dx; its moments by Simpson's rule.
    """
    normal, step, far = NormalDist(), 1 / 32, 12 * 32
    places = [place / 16 for place in range(-128, 129)]
    at = [(x, normal.pdf(x) / 16, normal.cdf(x)) for x in places]
    first = second = 0.0
    for index in range(far + 1):
        r = index * step
        within = n * sum(
            pdf * (normal.cdf(x + r) - below) ** (n - 1) for x, pdf, below in at
        )
        weight = 1 if index in {0, far} else 4 if index % 2 else 2
        first += weight * (1 - within)
        second += weight * 2 * r * (1 - within)
    first, second = first * step / 3, second * step / 3
    return first, math.sqrt(second - first**2)


# Charts of values


def lines_about(
    centre: Callable[[Sequence[float]], float],
    sigma: Callable[[Sequence[float]], float],
) -> Callable[[Phase], list[Line]]:
    def lines(phase: Phase) -> list[Line]:
        base = phase.at_rest(phase.values)
        middle = known(phase.centre, centre(base))
        spread = known(phase.sigma, sigma(base))
        return [flat(value, middle, spread) for value in phase.values]

    return lines


def flat(value: float, centre: float, sigma: float, **bounds: float) -> Line:
    reach = 3 * sigma
    return Line(value, centre, sigma, centre - reach, centre + reach, **bounds)


def by_mean_range(points: Sequence[float]) -> float:
    return mean_of(ranges(points)) / D2


def by_median_range(points: Sequence[float]) -> float:
    # The median of |N(0, 2)|, in print as 0.954.
    return median_of(ranges(points)) / (math.sqrt(2) * NormalDist().inv_cdf(0.75))


def screened(points: Sequence[float]) -> float:
    steps = ranges(points)
    most = 3.267 * mean_of(steps)
    return mean_of([step for step in steps if step < most]) / D2


def by_sd(points: Sequence[float]) -> float:
    there = seen(points)
    if len(there) < 2:
        return NAN
    squares = sum((point - mean(there)) ** 2 for point in there)
    return math.sqrt(squares / (len(there) - 1)) / c4(len(there))


def none_of(_points: Sequence[float]) -> float:
    return NAN


def moving_ranges(phase: Phase) -> list[Line]:
    level = known(phase.centre, mean_of(ranges(phase.at_rest(phase.values))))
    sigma = level * math.sqrt(2 - D2**2) / D2

    # An excluded point is shown; those after it do not know of it.
    before, steps = NAN, []
    for y, counts in zip(phase.values, phase.counts, strict=True):
        steps.append(abs(y - before))
        if counts:
            before = y
    return [flat(y, level, known(phase.sigma, sigma), floor=0.0) for y in steps]


def normalised(phase: Phase) -> list[Line]:
    pairs = phase.at_rest(list(zip(phase.values, phase.sizes, strict=True)))
    level = known(phase.centre, weighted(pairs))
    steps = [
        math.sqrt(math.pi / 2) * abs(y - before) / math.sqrt(1 / n + 1 / n_before)
        for (before, n_before), (y, n) in pairwise(pairs)
        if not math.isnan(y - before)
    ]
    spread = known(phase.sigma, mean_of(steps))
    return [
        flat(y, level, spread / math.sqrt(n) if n else NAN)
        for y, n in zip(phase.values, phase.sizes, strict=True)
    ]


def weighted(pairs: Sequence[tuple[float, float]]) -> float:
    there = [(y, n) for y, n in pairs if not math.isnan(y)]
    return ratio(sum(y * n for y, n in there), sum(n for _, n in there))


# Charts with a memory (chapter 9)


def with_memory(
    plot: Callable[[list[float], float, float], list[tuple[float, float]]],
    limits: tuple[float, float] | None,
) -> Callable[[Phase], list[Line]]:
    """Return a chart of what `plot` makes of the points, with the part of sigma."""

    def lines(phase: Phase) -> list[Line]:
        base = phase.at_rest(phase.values)
        level = known(phase.centre, mean_of(base))
        sigma = known(phase.sigma, by_mean_range(base))
        # An excluded point is a step of its own, from which none goes on.
        kept: list[float] = []
        both = []
        for y, counts in zip(phase.values, phase.counts, strict=True):
            both.append(plot([*kept, y], level, sigma)[-1])
            if counts:
                kept.append(y)
        if limits is None:
            return [flat(y, level, sigma * part) for y, part in both]
        return [Line(y, 0.0, NAN, *limits) for y, _ in both]

    return lines


def ewma(
    points: list[float], centre: float, _sigma: float
) -> list[tuple[float, float]]:
    found, z, taken, weight = [], centre, 0, 0.2
    for y in points:
        if not math.isnan(y):
            z, taken = weight * y + (1 - weight) * z, taken + 1
        share = weight / (2 - weight) * (1 - (1 - weight) ** (2 * taken))
        found.append((NAN if math.isnan(y) else z, math.sqrt(share)))
    return found


def cusum(
    sign: int,
) -> Callable[[list[float], float, float], list[tuple[float, float]]]:
    def path(points: list[float], centre: float, sigma: float) -> Any:
        found, total = [], 0.0
        for y in points:
            z = ratio(sign * (y - centre), sigma)
            if not math.isnan(z):
                total = max(0.0, total + z - 0.5)
            found.append((NAN if math.isnan(z) else sign * total, NAN))
        return found

    return path


def bernoulli(
    sign: int,
) -> Callable[[list[float], float, float], list[tuple[float, float]]]:
    def path(points: list[float], centre: float, _sigma: float) -> Any:
        found, total = [], 0.0
        for y in points:
            if math.isnan(y) or not 0 < centre < 1:
                found.append((NAN, NAN))
                continue
            odds = centre / (1 - centre) * 2.0**sign
            other = odds / (1 + odds)
            likely = other / centre if y else (1 - other) / (1 - centre)
            total = max(0.0, total + math.log(likely))
            found.append((sign * total, NAN))
            total = 0.0 if total > 3.5 else total
        return found

    return path


KINDS: dict[str, Callable[[Phase], list[Line]]] = {
    "run": lines_about(median_of, none_of),
    "i": lines_about(mean_of, by_mean_range),
    "i-median": lines_about(median_of, by_mean_range),
    "i-median-range": lines_about(median_of, by_median_range),
    "i-screened": lines_about(mean_of, screened),
    "i-sd": lines_about(mean_of, by_sd),
    "mr": moving_ranges,
    "i-prime": normalised,
    "ewma": with_memory(ewma, None),
    "cusum": with_memory(cusum(1), (NAN, 5.0)),
    "cusum-low": with_memory(cusum(-1), (-5.0, NAN)),
    "bernoulli": with_memory(bernoulli(1), (NAN, 3.5)),
    "bernoulli-low": with_memory(bernoulli(-1), (-3.5, NAN)),
}


def phase_lines(kind: str, phase: Phase) -> list[Line]:
    """Return the lines at every point of a phase."""
    from tests.differential.counted import COUNTED

    return (KINDS | COUNTED)[kind](phase)
