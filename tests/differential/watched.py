"""Charts that are read at every new point, and what a signal says, in plain Python.

Looks by following every way that the points can fall, up to the first look that shows a
signal; runs about a known centre by their lengths (Champ & Woodall 1987); the smallest
shift that is seen by trying each hundredth; likelihood ratios by Bayes; the run length
of a Bernoulli CUSUM (Reynolds & Stoumbos 1999) by carrying all its values along.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from statistics import NormalDist
from typing import Any, Final

from cqikit import spc
from tests.differential.asked import any_of
from tests.differential.chances import EDGES, ZONES, run_rules
from tests.differential.lines import NAN
from tests.differential.rules import Dot, flags_of

__all__ = ["compare_watched"]

NEAR: Final = 1e-9
NORMAL: Final = NormalDist()
#: What is left of a chain at its end.
NOTHING: Final = 1e-10

#: Where a point can fall, and how probably, by its place in time.
Falls = Callable[[int], Sequence[tuple[float, float]]]


def sides(shift: float, start: int) -> Falls:
    def falls(at: int) -> Sequence[tuple[float, float]]:
        above = NORMAL.cdf(shift if at >= start else 0.0)
        return [(1.0, above), (-1.0, 1 - above)]

    return falls


def zones(shift: float, start: int) -> Falls:
    def falls(at: int) -> Sequence[tuple[float, float]]:
        moved = NormalDist(shift if at >= start else 0.0)
        up_to = [0.0, *(moved.cdf(edge) for edge in EDGES[1:-1]), 1.0]
        return [
            (zone, b - a) for zone, (a, b) in zip(ZONES, pairwise(up_to), strict=True)
        ]

    return falls


def loud(rules: Sequence[Any], line: Sequence[float]) -> bool:
    dots = [Dot(at, y, 0.0, 1.0, -3.0, 3.0) for at, y in enumerate(line)]
    return any(any(flags_of(rule, [dots], len(dots))) for rule in rules)


def looked(rules: Sequence[Any], n: int, start: int, falls: Falls) -> list[float]:
    """Return how probably some look so far showed a signal, from `start` + 1 points."""
    first = [0.0] * n

    def go_on(line: tuple[float, ...], weight: float) -> None:
        at = len(line)
        if at > start and loud(rules, line):
            first[at - 1] += weight
        elif at < n:
            for place, chance in falls(at):
                go_on((*line, place), weight * chance)

    go_on((), 1.0)
    return [math.fsum(first[: at + 1]) for at in range(start, n)]


def zone_rules(random: Random) -> list[Any]:
    return random.sample(
        [
            spc.BeyondLimits(),
            spc.BeyondLimits(sigmas=2, name="two sigma"),
            spc.Shift(3),
            spc.KOfNBeyond(),
            spc.Mixture(3),
            spc.OppositeLimits(),
        ],
        random.randint(1, 3),
    )


def of_looks(random: Random) -> str:
    shift = random.choice([0.5, 1.0, -2.0])
    if random.random() < 0.7:
        n, rules, falling = random.randint(2, 8), run_rules(random), sides
        centre = spc.KnownCentre(limits=False)
    else:
        n, rules, falling = random.randint(2, 4), zone_rules(random), zones
        centre = spc.KnownCentre()
    start = random.randint(0, n - 1)
    made = spc.detection(rules, n, shift=shift, start=start, centre=centre, draws=1)
    seen = looked(rules, n, start, falling(shift, start))
    without = looked(rules, n, start, falling(0.0, start))
    asked = (rules, n, shift, start)
    if made.method != "exact":
        return f"{made.method}: {asked}"
    ours = [found.value for found in (*made.seen, *made.without)]
    if said := unlike(ours, [*seen, *without], asked):
        return said
    sure = random.choice([0.1, 0.5, 0.8])
    if min(abs(chance - sure) for chance in seen) < NEAR:
        return ""
    points = next((at for at, p in enumerate(seen, start=1) if p > sure), None)
    same = made.points_to(sure) == points
    return "" if same else f"{made.points_to(sure)}, not {points} to {sure} of {asked}"


def of_watches(random: Random) -> str:
    rules, start = run_rules(random), random.randint(0, 4)
    looks = random.randint(1, 4)
    centre = spc.KnownCentre(limits=False)
    made = spc.watching(rules, looks, start=start, centre=centre, draws=1)
    n, asked = start + looks, (rules, looks, start)
    # The first points were quiet: they are followed only where they are.
    quiet = 1 - looked(rules, start, start - 1, sides(0, 0))[0] if start else 1.0
    from_now = looked(rules, n, max(start - 1, 0), sides(0.0, 0))
    so_far = [(p - (1 - quiet)) / quiet for p in from_now[-looks:]]
    each = [b - a for a, b in pairwise([0.0, *so_far])]
    total = random.choice([0.05, 0.3])
    ours = [*made.so_far, *made.each, made.total, made.rate_for(total)]
    wanted = [*so_far, *each, so_far[-1], 1 - (1 - total) ** (1 / looks)]
    return unlike(ours, wanted, asked)


# Runs by their lengths, and points beyond


def run_of(length: int, above: Sequence[float]) -> float:
    """Return the probability of so many in a row on one side."""
    quiet = {(0, 0): 1.0}
    for chance in above:
        later: defaultdict[tuple[int, int], float] = defaultdict(float)
        for (side, run), weight in quiet.items():
            for now, likely in ((1, chance), (-1, 1 - chance)):
                longer = run + 1 if now == side else 1
                if longer < length:
                    later[now, longer] += weight * likely
        quiet = dict(later)
    return 1 - math.fsum(quiet.values())


def beyond(sigmas: float, shift: float) -> float:
    return NORMAL.cdf(shift - sigmas) + NORMAL.cdf(-shift - sigmas)


def one_rule(random: Random) -> tuple[Any, Callable[[float, int, int], float]]:
    """Return a rule, and its chance by shift, points, and the first that has moved."""
    if random.random() < 0.5:
        sigmas = random.choice([2.0, 2.5, 3.0])

        def outside(shift: float, n: int, start: int) -> float:
            still, moved = 1 - beyond(sigmas, 0.0), 1 - beyond(sigmas, shift)
            return 1 - still**start * moved ** (n - start)

        return spc.BeyondLimits(sigmas=sigmas), outside
    length = random.randint(4, 9)

    def in_a_row(shift: float, n: int, start: int) -> float:
        return run_of(length, [0.5] * start + [NORMAL.cdf(shift)] * (n - start))

    return spc.Shift(length), in_a_row


def of_shifts(random: Random) -> str:
    rule, chance = one_rule(random)
    n = random.randint(1, 30)
    start, sure = random.randint(0, n - 1), random.choice([0.3, 0.8, 0.95])
    hundredths = range(801)
    found = (at / 100 for at in hundredths if chance(at / 100, n, start) >= sure)
    wanted, ours = next(found, None), spc.detectable_shift([rule], n, start=start)
    if sure != 0.8:
        ours = spc.detectable_shift([rule], n, start=start, probability=sure)
    none = ours is None or wanted is None
    same = ours is wanted if none else math.isclose(ours, wanted, abs_tol=NEAR)  # type: ignore[arg-type]
    return "" if same else f"{ours}, not {wanted} of {(rule, n, start, sure)}"


def of_ratios(random: Random) -> str:
    rule, chance = one_rule(random)
    n = random.randint(4, 30)
    start, shift = random.randint(0, n - 1), random.choice([0.5, 1.0, 2.5, -1.5])
    prior = random.choice([0.02, 0.3, 0.5, 0.9])
    made = spc.likelihood_ratios([rule], n, shift=shift, start=start)
    seen, alone = chance(shift, n, start), chance(0.0, n, start)
    loud_too = prior * seen + (1 - prior) * alone
    silent = prior * (1 - seen) + (1 - prior) * (1 - alone)
    ours = [made.signal, made.silence, made.posterior(prior, signal=False)]
    wanted = [seen / alone if alone else NAN, (1 - seen) / (1 - alone)]
    wanted += [prior * (1 - seen) / silent]
    if alone > 0:
        ours.append(made.posterior(prior))
        wanted.append(prior * seen / loud_too)
    return unlike(ours, wanted, (rule, n, start, shift, prior))


# Cases one by one


def of_cases(random: Random) -> str:
    """Add up how probably the chart goes on, case by case, until it never does."""
    side, odds = random.choice(["high", "low"]), random.choice([2.0, 3.0])
    decision, rate = random.choice([0.5, 0.8, 1.3]), random.choice([0.3, 0.5, 0.6])
    true = random.choice([1.0, 2.0, 0.7])
    kind = spc.bernoulli_kind(side, odds=odds, decision=decision)
    ours = spc.chart_run_length(kind, rate=rate, odds=true)
    ratio = odds if side == "high" else 1 / odds
    other = ratio * rate / (1 - rate + ratio * rate)
    steps = (math.log(other / rate), math.log((1 - other) / (1 - rate)))
    real = true * rate / (1 - rate + true * rate)
    there, wanted = {0.0: 1.0}, 0.0
    while there:
        wanted += math.fsum(there.values())
        later: defaultdict[float, float] = defaultdict(float)
        for total, weight in there.items():
            for step, likely in zip(steps, (real, 1 - real), strict=True):
                now = round(max(0.0, total + step), 9)
                if now <= decision:
                    later[now] += weight * likely
        there = {now: weight for now, weight in later.items() if weight > NOTHING}
    same = math.isclose(ours.mean, wanted, rel_tol=1e-5) and ours.method == "exact"
    asked = (side, odds, decision, rate, true)
    return "" if same else f"{ours!r}, not {wanted!r} of {asked}"


def unlike(ours: Sequence[float], wanted: Sequence[float], asked: Any) -> str:
    for a, b in zip(ours, wanted, strict=True):
        same = math.isclose(a, b, rel_tol=NEAR, abs_tol=NEAR)
        if not (same or (math.isnan(a) and math.isnan(b))):
            return f"{list(ours)}, not {list(wanted)} of {asked}"
    return ""


ASKED: Final = {
    "looks": (of_looks, 4),
    "watches": (of_watches, 4),
    "shifts": (of_shifts, 8),
    "ratios": (of_ratios, 8),
    "cases": (of_cases, 4),
}

compare_watched: Final = any_of(ASKED)
