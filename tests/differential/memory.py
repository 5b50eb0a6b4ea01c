"""Charts with a memory, of any weight, slack and head start; runs and their limits.

Paths by the recursions of Roberts 1959 and Page 1954; average run lengths by the
integral equations of Page 1954 and Crowder 1987, solved at Gauss-Legendre points, and
by Lucas & Crosier 1982 for two sides; numbers of runs by Wald & Wolfowitz 1940, limits
of Anhøj & Olesen 2014; sustained shifts as runcharter looks for them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from statistics import NormalDist, median
from typing import Any, Final

from cqikit import spc
from tests.differential.asked import any_of

__all__ = ["compare_memory"]

NEAR: Final = 1e-6
NORMAL: Final = NormalDist()
NAN: Final = math.nan


# Run lengths


@cache
def legendre(n: int) -> list[tuple[float, float]]:
    """Return the points from -1 to 1, and their weights."""
    found = []
    for place in range(1, n + 1):
        x = math.cos(math.pi * (place - 0.25) / (n + 0.5))
        for _ in range(100):
            before, now = 1.0, x
            for k in range(2, n + 1):
                before, now = now, ((2 * k - 1) * x * now - (k - 1) * before) / k
            slope = n * (x * now - before) / (x * x - 1)
            x -= now / slope
        found.append((x, 2 / ((1 - x * x) * slope**2)))
    return found


def between(low: float, high: float, n: int) -> list[tuple[float, float]]:
    half = (high - low) / 2
    return [(low + half * (x + 1), half * w) for x, w in legendre(n)]


def solved(rows: list[list[float]]) -> list[float]:
    """Solve linear equations, the right sides in the last column, by elimination."""
    n = len(rows)
    for k in range(n):
        best = max(range(k, n), key=lambda at: abs(rows[at][k]))
        rows[k], rows[best] = rows[best], rows[k]
        for at in range(k + 1, n):
            factor = rows[at][k] / rows[k][k]
            rows[at] = [b - factor * a for a, b in zip(rows[k], rows[at], strict=True)]
    found = [0.0] * n
    for k in reversed(range(n)):
        rest = sum(rows[k][at] * found[at] for at in range(k + 1, n))
        found[k] = (rows[k][n] - rest) / rows[k][k]
    return found


def cusum_lengths(
    decision: float, slack: float, shift: float
) -> Callable[[float], float]:
    """Return the average run length of one side by where it begins.

    L(u) = 1 + L(0) Φ(k - u - δ) + ∫ L(x) φ(x + k - u - δ) dx, x from 0 to h.
    """
    points = [(0.0, 0.0), *between(0.0, decision, 40)]

    def terms(u: float) -> list[float]:
        at_0 = NORMAL.cdf(slack - u - shift)
        inside = [w * NORMAL.pdf(x + slack - u - shift) for x, w in points[1:]]
        return [at_0, *inside]

    rows = [
        [float(at == row) - term for at, term in enumerate(terms(u))] + [1.0]
        for row, (u, _) in enumerate(points)
    ]
    lengths = solved(rows)
    return lambda u: 1 + sum(a * b for a, b in zip(terms(u), lengths, strict=True))


def ewma_length(weight: float, width: float, shift: float, *, flat: bool) -> float:
    """Return the average run length of an EWMA that begins at its centre.

    L(u) = 1 + ∫ L(x) φ((x - (1 - λ) u) / λ - δ) / λ dx within the limits; those that
    widen are gone back through, from where they stand still.
    """

    def limit(taken: float) -> float:
        share = weight / (2 - weight) * (1 - (1 - weight) ** (2 * taken))
        return width * math.sqrt(share)

    def terms(u: float, points: Sequence[tuple[float, float]]) -> list[float]:
        return [
            w * NORMAL.pdf((x - (1 - weight) * u) / weight - shift) / weight
            for x, w in points
        ]

    points = between(-limit(math.inf), limit(math.inf), 50)
    rows = [
        [float(at == row) - term for at, term in enumerate(terms(u, points))] + [1.0]
        for row, (u, _) in enumerate(points)
    ]
    lengths = solved(rows)
    last = 0 if flat else math.ceil(math.log(1e-12) / (2 * math.log1p(-weight)))
    for taken in range(last, 0, -1):
        inside = between(-limit(taken), limit(taken), 50)
        lengths = [
            1 + sum(a * b for a, b in zip(terms(u, points), lengths, strict=True))
            for u, _ in inside
        ]
        points = inside
    return 1 + sum(a * b for a, b in zip(terms(0.0, points), lengths, strict=True))


def of_cusum(random: Random) -> str:
    decision, slack = random.choice([1.0, 2.5, 4.0, 5.0]), random.choice([0.25, 0.5, 1])
    shift, side = random.choice([0.0, 0.5, 1.5, -0.3]), random.choice(["high", "low"])
    both = random.random() < 0.4
    head = random.choice([0.0, decision / 2])
    kind = spc.cusum_kind(side, decision=decision, slack=slack, head_start=head)
    sign = 1 if side == "high" else -1
    own = cusum_lengths(decision, slack, sign * shift)
    wanted = own(head)
    if both:
        other = cusum_lengths(decision, slack, -sign * shift)
        a, b, at_a, at_b = own(0), other(0), own(head), other(head)
        wanted = (at_a * b + a * at_b - a * b) / (a + b)
        if head and 2 * head > decision:
            return ""
    ours = spc.chart_run_length(kind, shift, both=both).mean
    return unlike(ours, wanted, (kind.name, decision, slack, head, shift, both))


def of_ewma(random: Random) -> str:
    weight, width = (
        random.choice([0.1, 0.2, 0.4, 0.75, 1.0]),
        random.choice([2, 2.7, 3]),
    )
    shift, flat = random.choice([0.0, 0.7, -2.0]), random.random() < 0.6
    kind = spc.ewma_kind(weight)
    ours = spc.chart_run_length(kind, shift, width=width, flat=flat).mean
    if weight == 1:
        beyond = NORMAL.cdf(-width - shift) + NORMAL.cdf(-width + shift)
        return unlike(ours, 1 / beyond, ("ewma", weight, width, shift))
    wanted = ewma_length(weight, width, shift, flat=flat)
    return unlike(ours, wanted, ("ewma", weight, width, shift, flat))


def unlike(ours: float, wanted: float, asked: tuple[Any, ...]) -> str:
    near = math.isclose(ours, wanted, rel_tol=NEAR)
    return "" if near else f"{ours!r}, not {wanted!r} of {asked}"


# Paths


def paths(random: Random) -> str:
    """Compare an EWMA and a CUSUM of any numbers with their recursions.

    What is excluded is a step of its own, from which none goes on.
    """
    values = [random.gauss(random.choice([0, 1]), 1) for _ in range(20)]
    values = [NAN if random.random() < 0.1 else 10 + 2 * y for y in values]
    out = [at for at in range(20) if random.random() < 0.2]
    given: dict[str, Any] = {"centre": 10.0, "sigma": random.choice([1.0, 2.0])}
    given["exclude"] = out
    if random.random() < 0.5:
        weight, width = random.choice([0.05, 0.3, 1.0]), random.choice([2.0, 3.0])
        made = spc.chart(values, spc.ewma_kind(weight), width=width, **given)
        z, taken, wanted = 10.0, 0, []
        for at, y in enumerate(values):
            seen = not math.isnan(y)
            here, count = (z + weight * (y - z), taken + 1) if seen else (NAN, taken)
            share = weight / (2 - weight) * (1 - (1 - weight) ** (2 * count))
            reach = width * given["sigma"] * math.sqrt(share)
            wanted.append((here, 10 - reach, 10 + reach))
            if seen and at not in out:
                z, taken = here, count
        ours = zip(made.values, made.lower, made.upper, strict=True)
        return unequal(ours, wanted, ("ewma", weight, width, values, out))
    decision, slack = random.choice([3.0, 5.0]), random.choice([0.2, 0.5])
    side, head = random.choice(["high", "low"]), random.choice([0.0, 1.5])
    kind = spc.cusum_kind(side, decision=decision, slack=slack, head_start=head)
    made = spc.chart(values, kind, **given)
    sign = 1 if side == "high" else -1
    total, wanted = head, []
    for at, y in enumerate(values):
        here = total + sign * (y - 10) / given["sigma"] - slack
        here = NAN if math.isnan(y) else max(0.0, here)
        wanted.append((sign * here, sign * decision, 0.0))
        if not (math.isnan(y) or at in out):
            total = here
    limits = made.upper if sign > 0 else made.lower
    ours = zip(made.values, limits, [0.0] * len(values), strict=True)
    return unequal(ours, wanted, (side, decision, slack, head, values, out))


def unequal(ours: Any, wanted: Any, asked: Any) -> str:
    for at, (a, b) in enumerate(zip(ours, wanted, strict=True), start=1):
        for x, y in zip(a, b, strict=True):
            same = math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9)
            if not (same or (math.isnan(x) and math.isnan(y))):
                return f"point {at}: {a}, not {b} of {asked}"
    return ""


# Runs


def of_runs(random: Random) -> str:
    above, below = random.randint(1, 25), random.randint(1, 25)
    tail, whole = random.choice([0.05, 0.025, 0.01]), math.comb(above + below, above)

    def chance(runs: int) -> float:
        half, odd = divmod(runs, 2)
        a, b = math.comb(above - 1, half - 1), math.comb(below - 1, half - 1)
        if not odd:
            return 2 * a * b / whole
        more_above = math.comb(above - 1, half) * b
        return (more_above + a * math.comb(below - 1, half)) / whole

    numbers = {runs: chance(runs) for runs in range(2, above + below + 1)}
    made = spc.critical_runs(above, below, tail=tail)

    def fewer(runs: int) -> float:
        return math.fsum(p for number, p in numbers.items() if number < runs)

    def more(runs: int) -> float:
        return math.fsum(p for number, p in numbers.items() if number > runs)

    ends = range(1, above + below + 2)
    fewest = max(runs for runs in ends if fewer(runs) <= tail + 1e-12)
    most = min(runs for runs in ends if more(runs) <= tail + 1e-12)
    ours = (made.fewest, made.most)
    if ours != (min(fewest, made.fewest), max(most, made.most)) or not (
        fewer(made.fewest) == fewer(fewest) and more(made.most) == more(most)
    ):
        return f"{ours}, not {(fewest, most)} runs of {(above, below, tail)}"
    pairs = (made.below, fewer(fewest)), (made.above, more(most))
    wrong = [p for p in pairs if not math.isclose(*p, rel_tol=1e-9, abs_tol=1e-12)]
    return f"{wrong} of {(above, below, tail)}" if wrong else ""


def of_anhoej(random: Random) -> str:
    n = random.randint(1, 300)
    up_to, crossings = 0.5 ** (n - 1), 0
    while up_to < 0.05:
        crossings += 1
        up_to += math.comb(n - 1, crossings) * 0.5 ** (n - 1)
    wanted = (round(math.log2(n) + 3), crossings)
    made = spc.anhoej_limits(n)
    ours = (made.longest, made.crossings)
    return "" if ours == wanted else f"{ours}, not {wanted} of {n}"


def of_shifts(random: Random) -> str:
    count = random.randint(1, 40)
    values = [random.choice([3.0, 4, 5, 6, 7, NAN]) for _ in range(count)]
    for at in range(random.randrange(count + 1), count):
        values[at] += 3
    baseline, length = random.randint(1, 12), random.randint(1, 7)
    side = random.choice(["above", "below", "either"])
    wanted: list[tuple[int, int, float, int]] = []
    seen = [y for y in values[:baseline] if not math.isnan(y)]
    if count >= baseline and seen:
        level = median(seen)
        wanted.append((0, baseline - 1, level, 0))
        run: list[int] = []
        above = 0
        for at in range(baseline, count):
            if math.isnan(values[at]) or values[at] == level:
                continue
            now = 1 if values[at] > level else -1
            run = [*run, at] if now == above else [at]
            above = now
            if len(run) == length and side in (
                "either",
                {1: "above", -1: "below"}[now],
            ):
                level = median(values[place] for place in run)
                wanted.append((run[0], run[-1], level, now))
                run, above = [], 0
    made = spc.sustained_shifts(
        values,
        baseline=baseline,
        length=length,
        side=side,  # type: ignore[arg-type]
    )
    ours = [(it.first, it.last, it.median, it.direction) for it in made]
    same = ours == wanted
    return "" if same else f"{ours}, not {wanted} of {(values, baseline, length, side)}"


ASKED: Final = {
    "cusum length": (of_cusum, 8),
    "ewma length": (of_ewma, 4),
    "paths": (paths, 30),
    "critical runs": (of_runs, 20),
    "anhoej": (of_anhoej, 8),
    "sustained shifts": (of_shifts, 30),
}

compare_memory: Final = any_of(ASKED)
