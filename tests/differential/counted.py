"""Charts of counts, of rare events and of subgroups, from the formulas in print.

See `lines` for where these are from.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import mean
from typing import Final

from tests.differential.lines import (
    D2,
    NAN,
    TAIL,
    Line,
    Phase,
    c4,
    d2_and_d3,
    flat,
    known,
    mean_of,
    median_of,
    ranges,
    ratio,
    root,
    seen,
    weighted,
)

__all__ = ["COUNTED", "binomial_quantile", "poisson_quantile"]

ONCE: Final = 1.0


# Counts


def pooled(phase: Phase) -> float:
    pairs = phase.at_rest(list(zip(phase.values, phase.sizes, strict=True)))
    return known(phase.centre, weighted(pairs))


def counts(
    variance: Callable[[float, float], float], ceiling: float, *, laney: bool = False
) -> Callable[[Phase], list[Line]]:
    """Return a chart of shares or rates with this variance of (level, size)."""

    def lines(phase: Phase) -> list[Line]:
        level = pooled(phase)
        sampling = [root(variance(level, n)) if n else NAN for n in phase.sizes]
        wider = 1.0
        if laney:
            both = phase.at_rest(list(zip(phase.values, sampling, strict=True)))
            wider = mean_of(ranges([ratio(y - level, s) for y, s in both])) / D2
        # Where nothing can vary, no factor makes it.
        sigmas = [s * wider if s else s for s in sampling]
        return [
            flat(y, level, sigma, floor=0.0, ceiling=ceiling)
            for y, sigma in zip(phase.values, sigmas, strict=True)
        ]

    return lines


def numbers(phase: Phase) -> list[Line]:
    """Return an np chart; `values` are the counts themselves."""
    pairs = list(zip(phase.values, phase.sizes, strict=True))
    there = [(y, n) for y, n in phase.at_rest(pairs) if not math.isnan(y)]
    share = ratio(sum(y for y, _ in there), sum(n for _, n in there))
    level, found = known(phase.centre, share), []
    for y, n in pairs:
        sigma = root(level * (1 - level) * n) if n else NAN
        at = level * n if n else NAN
        found.append(flat(y, at, sigma, floor=0.0, ceiling=n))
    return found


def of_share(level: float, size: float) -> float:
    return level * (1 - level) / size


def of_rate(level: float, size: float) -> float:
    return level / size


def binomial_quantile(probability: float, trials: int, level: float) -> int:
    """Return the smallest count with P(count or fewer) >= probability."""
    below = 0.0
    for count in range(trials):
        below += (
            math.comb(trials, count) * level**count * (1 - level) ** (trials - count)
        )
        if below >= probability:
            return count
    return trials


def poisson_quantile(probability: float, expected: float) -> int:
    """Return the smallest count with P(count or fewer) >= probability."""
    count, below = 0, math.exp(-expected)
    while below < probability:
        count += 1
        below += math.exp(
            count * math.log(expected) - expected - math.lgamma(count + 1)
        )
    return count


def exact(
    variance: Callable[[float, float], float], ceiling: float
) -> Callable[[Phase], list[Line]]:
    def lines(phase: Phase) -> list[Line]:
        level, found = pooled(phase), []
        for y, n in zip(phase.values, phase.sizes, strict=True):
            if not n or math.isnan(level):
                found.append(Line(y, level, NAN, floor=0.0, ceiling=ceiling))
                continue
            low, high = (
                binomial_quantile(tail, int(n), level) / n
                if ceiling == ONCE
                else poisson_quantile(tail, n * level) / n
                for tail in (TAIL, 1 - TAIL)
            )
            sigma = root(variance(level, n))
            found.append(Line(y, level, sigma, low, high, 0.0, ceiling))
        return found

    return lines


# Rare events


def gaps(centre: str) -> Callable[[Phase], list[Line]]:
    def lines(phase: Phase) -> list[Line]:
        base = phase.at_rest(phase.values)
        of = mean_of(base) if centre else known(phase.centre, mean_of(base))
        at = known(phase.centre, median_of(base)) if centre else of
        sigma = root(of * (of + 1))
        low, high = of - 3 * sigma, of + 3 * sigma
        if centre == "exact" and of > 0:
            # P(X <= k) = 1 - (g / (g + 1))^(k + 1)
            stays = math.log(of / (of + 1))
            low = max(math.ceil(math.log(1 - TAIL) / stays) - 1, 0)
            high = max(math.ceil(math.log(TAIL) / stays) - 1, 0)
        elif centre == "exact":
            low = high = 0.0 if of == 0 else NAN
        return [Line(y, at, sigma, low, high, 0.0) for y in phase.values]

    return lines


def times(phase: Phase) -> list[Line]:
    # Nelson 1994: an I chart of y^(1/3.6), and back.
    roots = [y ** (1 / 3.6) if not math.isnan(y) else NAN for y in phase.values]
    base = phase.at_rest(roots)
    given = phase.centre ** (1 / 3.6) if not math.isnan(phase.centre) else NAN
    level = known(given, mean_of(base))
    sigma = known(phase.sigma, mean_of(ranges(base)) / D2)
    return [flat(root_of, level, sigma, floor=0.0) for root_of in roots]


def exponential(phase: Phase) -> list[Line]:
    level = known(phase.centre, mean_of(phase.at_rest(phase.values)))
    low, high = -math.log(1 - TAIL) * level, -math.log(TAIL) * level
    return [Line(y, level * math.log(2), level, low, high) for y in phase.values]


# Subgroups, by sections 6.2 and 6.3


def sd(points: list[float]) -> float:
    if len(points) < 2:
        return NAN
    middle = mean(points)
    return math.sqrt(sum((y - middle) ** 2 for y in points) / (len(points) - 1))


def spread_of(points: list[float]) -> float:
    return max(points) - min(points) if len(points) > 1 else NAN


def pooled_sd(groups: list[list[float]]) -> float:
    """Return the root of the variances, each weighted by its degrees of freedom."""
    some = [group for group in groups if len(group) > 1]
    freedom = sum(len(group) - 1 for group in some)
    return root(ratio(sum((len(g) - 1) * sd(g) ** 2 for g in some), freedom))


def mean_or_pooled(groups: list[list[float]]) -> float:
    some = [group for group in groups if len(group) > 1]
    if len({len(group) for group in some}) == 1:
        return mean_of([sd(group) for group in some])
    return pooled_sd(groups)


def pooled_unbiased(groups: list[list[float]]) -> float:
    freedom = sum(len(group) - 1 for group in groups if len(group) > 1)
    return pooled_sd(groups) / c4(freedom + 1) if freedom else NAN


def by_ranges(groups: list[list[float]]) -> float:
    some = [group for group in groups if len(group) > 1]
    return mean_of([spread_of(group) / d2_and_d3(len(group))[0] for group in some])


def subgroups(
    statistic: Callable[[list[float]], float],
    within: Callable[[list[list[float]]], float],
    centre: Callable[[float, int], float] | None,
    sigma: Callable[[float, int], float],
) -> Callable[[Phase], list[Line]]:
    """Return a chart of a statistic, about the mean or what the spread says."""

    def lines(phase: Phase) -> list[Line]:
        groups = [seen(group) for group in phase.raw]
        base = phase.at_rest(groups)
        every = [y for group in base for y in group]
        level, spread, found = mean_of(every), within(base), []
        if centre is None:
            level, spread = known(phase.centre, level), known(phase.sigma, spread)
        else:
            spread = known(phase.centre, spread)
        for group in groups:
            n = len(group)
            own = sigma(spread, n) if n > (centre is not None) else NAN
            at = level if centre is None else centre(spread, n)
            floor = {} if centre is None else {"floor": 0.0}
            value = statistic(group) if group else NAN
            found.append(flat(value, at, own, **floor))
        return found

    return lines


COUNTED: dict[str, Callable[[Phase], list[Line]]] = {
    "p": counts(of_share, 1.0),
    "np": numbers,
    "p-prime": counts(of_share, 1.0, laney=True),
    "p-exact": exact(of_share, 1.0),
    "c": counts(of_rate, math.inf),
    "c-exact": exact(of_rate, math.inf),
    "u": counts(of_rate, math.inf),
    "u-prime": counts(of_rate, math.inf, laney=True),
    "u-exact": exact(of_rate, math.inf),
    "g": gaps(""),
    "g-median": gaps("median"),
    "g-exact": gaps("exact"),
    "t": times,
    "t-exponential": exponential,
    "xbar": subgroups(
        mean,
        mean_or_pooled,
        None,
        lambda s, n: s / (c4(n) * math.sqrt(n)) if n > 1 else NAN,
    ),
    "xbar-range": subgroups(mean, by_ranges, None, lambda s, n: s / math.sqrt(n)),
    "xbar-pooled": subgroups(
        mean, pooled_unbiased, None, lambda s, n: s / math.sqrt(n)
    ),
    "s": subgroups(
        sd,
        mean_or_pooled,
        lambda s, _: s,
        lambda s, n: s * math.sqrt(1 - c4(n) ** 2) / c4(n),
    ),
    "r": subgroups(
        spread_of,
        by_ranges,
        lambda s, n: s * d2_and_d3(n)[0] if n > 1 else NAN,
        lambda s, n: s * d2_and_d3(n)[1],
    ),
}
