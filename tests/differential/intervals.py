"""Intervals of agreement and reliability, from the formulas in print.

Shrout & Fleiss 1979 (one way, and two ways of either case), Feldt 1965 (alpha), Fleiss,
Cohen & Everitt 1969 (weighted kappa), the jackknife over things (Krippendorff's alpha).
Quantiles of F and t by halving, from the continued fraction of the incomplete beta
function (DLMF 8.17.22).
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import permutations
from random import Random
from statistics import NormalDist, mean, variance
from typing import Any, Final

from cqikit import assessments
from tests.differential.agreement import ratings, seen, squares
from tests.differential.asked import any_of

__all__ = ["compare_intervals"]

NAN: Final = math.nan
#: The root of what rounding leaves of nothing.
NEAR: Final = 1e-5
LEVELS: Final = (0.8, 0.95, 0.99)
Ends = tuple[float, float]


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function."""
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    if x <= 0:
        return 0.0
    below = 1.0
    for m in range(100, 0, -1):
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        below = 1 + even / (1 + odd / below)
    first = 1 - (a + b) * x / (a + 1) / below
    size = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(size + a * math.log(x) + b * math.log1p(-x)) / (a * first)


def f_quantile(p: float, above: float, below: float) -> float:
    """Return the value that F of these degrees of freedom is under with chance `p`."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if beta_share(middle, above / 2, below / 2) < p:
            low = middle
        else:
            high = middle
    return below * low / (above * (1 - low))


def t_quantile(p: float, free: float) -> float:
    return math.sqrt(f_quantile(2 * p - 1, 1, free))


def unlike(ours: Any, wanted: Ends, asked: Any) -> str:
    """Say what differs of the ends of an interval."""
    for found, end in zip((ours.low, ours.high), wanted, strict=True):
        same = math.isclose(found, end, rel_tol=NEAR, abs_tol=NEAR)
        if not (same or (math.isnan(found) and math.isnan(end))):
            return f"{ours!r}, not {wanted} of {asked}"
    return ""


# Reliability


def stepped_up(single: float, raters: int) -> float:
    under = 1 + (raters - 1) * single
    return raters * single / under if under > 1e-12 else -math.inf


def of_ratio(ratio: float, k: int, free: Ends, tail: float) -> tuple[Ends, Ends]:
    low = ratio / f_quantile(1 - tail, *free)
    high = ratio * f_quantile(1 - tail, *free[::-1])
    single = ((low - 1) / (low + k - 1), (high - 1) / (high + k - 1))
    return single, (1 - 1 / low, 1 - 1 / high)


def of_raters(random: Random) -> str:
    rows = ratings(random, random.randint(2, 9), random.randint(2, 5), 0.0)
    n, k, level = len(rows), len(rows[0]), random.choice(LEVELS)
    tail, asked = (1 - level) / 2, (rows, level)
    things, within, raters, rest = squares(rows)
    if min(things, rest, within) < 1e-9:
        return ""
    one_way = assessments.icc(rows, level=level)
    single, whole = of_ratio(things / within, k, (n - 1, n * (k - 1)), tail)
    found = unlike(one_way.single, single, asked) or unlike(one_way.mean, whole, asked)
    free = (n - 1) * (k - 1)
    fixed = assessments.icc_two_way(rows, level=level)
    single, whole = of_ratio(things / rest, k, (n - 1, free), tail)
    found = found or unlike(fixed.single, single, asked)
    found = found or unlike(fixed.mean, whole, asked)
    under = things + (k - 1) * rest + k * (raters - rest) / n
    if found or under < 1e-9:
        return found
    # A share below 0 is none, for the degrees of freedom.
    share = max((things - rest) / under, 0.0)
    ratio = raters / rest
    of_raters_and_rest = k * share * ratio + n * (1 + (k - 1) * share) - k * share
    terms = (n - 1) * (k * share * ratio) ** 2
    terms += (n * (1 + (k - 1) * share) - k * share) ** 2
    v = free * of_raters_and_rest**2 / terms
    upper, lower = f_quantile(1 - tail, n - 1, v), f_quantile(1 - tail, v, n - 1)
    pooled = k * raters + (k * n - k - n) * rest
    single = (
        n * (things - upper * rest) / (upper * pooled + n * things),
        n * (lower * things - rest) / (pooled + n * lower * things),
    )
    sampled = assessments.icc_two_way(rows, absolute=True, level=level)
    ends = stepped_up(single[0], k), stepped_up(single[1], k)
    return unlike(sampled.single, single, asked) or unlike(sampled.mean, ends, asked)


def of_scales(random: Random) -> str:
    rows = ratings(random, random.randint(3, 9), random.randint(2, 5), 0.0)
    n, k, level = len(rows), len(rows[0]), random.choice(LEVELS)
    total = variance([sum(row) for row in rows])
    if total < 1e-9:
        return ""
    parts = sum(variance(column) for column in zip(*rows, strict=True))
    left = 1 - k / (k - 1) * (1 - parts / total)
    free, tail = (n - 1, (n - 1) * (k - 1)), (1 - level) / 2
    low, high = (1 - left * f_quantile(p, *free) for p in (1 - tail, tail))
    ours = assessments.cronbach_alpha(rows, level=level)
    return unlike(ours, (low, high), (rows, level))


# Agreement beyond chance


def of_pairs(random: Random) -> str:
    """Compare the interval from the variance as the paper has it."""
    pairs = ratings(random, random.randint(2, 14), 2, 0.0)
    level, power = random.choice(LEVELS), random.choice([0, 1, 2])
    options, n = range(5), len(pairs)
    p = [[0.0] * 5 for _ in options]
    for a, b in pairs:
        p[int(a) - 1][int(b) - 1] += 1 / n
    rows = [sum(row) for row in p]
    columns = [sum(column) for column in zip(*p, strict=True)]
    w = [
        [1 - (a != b) * abs(a - b) ** power / 4**power for b in options]
        for a in options
    ]
    cells = [(a, b) for a in options for b in options]
    seen_too = sum(w[a][b] * p[a][b] for a, b in cells)
    chance = sum(w[a][b] * rows[a] * columns[b] for a, b in cells)
    ours = assessments.weighted_kappa(
        [a for a, _ in pairs],
        [b for _, b in pairs],
        options=[1, 2, 3, 4, 5],
        weights=("none", "linear", "quadratic")[power],
        level=level,
    )
    if 1 - chance < 1e-9:
        return unlike(ours, (NAN, NAN), pairs)
    by_row = [sum(w[a][b] * columns[b] for b in options) for a in options]
    by_column = [sum(w[a][b] * rows[a] for a in options) for b in options]
    inner = sum(
        p[a][b]
        * (w[a][b] * (1 - chance) - (by_row[a] + by_column[b]) * (1 - seen_too)) ** 2
        for a, b in cells
    )
    spread = inner - (seen_too * chance - 2 * chance + seen_too) ** 2
    error = math.sqrt(max(spread, 0.0) / n) / (1 - chance) ** 2
    kappa = (seen_too - chance) / (1 - chance)
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    # No agreement is more than whole.
    ends = kappa - reach, min(kappa + reach, 1.0)
    return unlike(ours, ends, (pairs, power, level))


def alpha_of(things: list[list[float]], power: int) -> float:
    """Return 1 less the differences that were seen over those of chance."""
    coincident: defaultdict[tuple[float, float], float] = defaultdict(float)
    for values in things:
        for pair in permutations(values, 2):
            coincident[pair] += 1 / (len(values) - 1)
    times: defaultdict[float, float] = defaultdict(float)
    for (a, _), weight in coincident.items():
        times[a] += weight

    def far(a: float, b: float) -> float:
        return (a != b) * abs(a - b) ** power

    total = math.fsum(times.values())
    seen_too = math.fsum(far(*pair) * w for pair, w in coincident.items())
    chance = sum(times[a] * times[b] * far(a, b) for a in times for b in times)
    return 1 - (total - 1) * seen_too / chance if chance > 1e-9 else NAN


def of_things(random: Random) -> str:
    rows = ratings(random, random.randint(3, 8), random.randint(2, 4), 0.15)
    level, power = random.choice(LEVELS), random.choice([0, 2])
    things = [seen(row) for row in rows if len(seen(row)) > 1]
    raters = [list(rater) for rater in zip(*rows, strict=True)]
    metric = "interval" if power else "nominal"
    ours = assessments.krippendorff_alpha(raters, metric=metric, level=level)
    if len(things) < 3 or math.isnan(value := alpha_of(things, power)):
        return ""
    each = seen(
        [
            alpha_of([*things[:at], *things[at + 1 :]], power)
            for at in range(len(things))
        ]
    )
    if len(each) < 2:
        return unlike(ours, (NAN, NAN), rows)
    n = len(each)
    spread = sum((other - mean(each)) ** 2 for other in each)
    reach = t_quantile((1 + level) / 2, n - 1) * math.sqrt((n - 1) / n * spread)
    ends = value - reach, min(value + reach, 1.0)
    return unlike(ours, ends, (rows, metric, level))


ASKED: Final = {
    "reliability": (of_raters, 3),
    "alpha": (of_scales, 1),
    "kappa": (of_pairs, 2),
    "jackknife": (of_things, 2),
}

compare_intervals: Final = any_of(ASKED)
