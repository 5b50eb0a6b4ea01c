"""Agreement, reliability and change of ratings, from the formulas in print.

James, Demaree & Wolf 1984 (r_wg, r_wg(J)); Cohen 1968 (weighted kappa); Krippendorff
2011 (α from coincidences); Cronbach 1951; Shrout & Fleiss 1979 (ICC); Wilcoxon 1945 and
the sign test by every sign there is; Jacobson & Truax 1991. Plain loops.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import permutations, product
from random import Random
from statistics import NormalDist, mean, variance
from typing import Any, Final

from cqikit import assessments
from tests.differential.asked import any_of

__all__ = ["compare_agreement"]

NAN: Final = math.nan
NEAR: Final = 1e-9


def unlike(ours: float, wanted: float, asked: Any) -> str:
    same = math.isclose(ours, wanted, rel_tol=NEAR, abs_tol=NEAR)
    same = same or (math.isnan(ours) and math.isnan(wanted))
    return "" if same else f"{ours!r}, not {wanted!r} of {asked}"


def seen(values: list[float]) -> list[float]:
    return [value for value in values if not math.isnan(value)]


def ratings(random: Random, rows: int, columns: int, gaps: float) -> list[list[float]]:
    """Return ratings from 1 to 5 that go together a little."""
    found = []
    for _ in range(rows):
        level = random.randint(1, 5)
        found.append(
            [
                NAN
                if random.random() < gaps
                else float(min(max(level + random.choice([-2, -1, 0, 0, 1]), 1), 5))
                for _ in range(columns)
            ]
        )
    return found


def of_items(random: Random) -> str:
    options = random.choice([5, 7])
    rows = ratings(random, random.randint(1, 5), random.randint(1, 7), 0.2)
    truncate = random.random() < 0.5
    expected = (options**2 - 1) / 12
    shares = [
        variance(seen(row)) / expected if len(seen(row)) > 1 else NAN for row in rows
    ]
    asked = (rows, options, truncate)
    single = assessments.r_wg(rows, options=options, truncate=truncate)
    for ours, share in zip(single, shares, strict=True):
        wanted = max(1 - share, 0.0) if truncate and share > 1 else 1 - share
        found = unlike(float(ours), wanted, asked)
        if found:
            return f"r_wg {found}"
    usable = seen(shares)
    wanted = NAN
    if usable:
        share = min(mean(usable), 1.0) if truncate else mean(usable)
        over, items = 1 - share, len(usable)
        under = items * over + share
        wanted = items * over / under if under else NAN
    several = assessments.r_wg_j(rows, options=options, truncate=truncate)
    return unlike(float(several), wanted, ("r_wg_j", asked))


def of_pairs(random: Random) -> str:
    rows = ratings(random, random.randint(2, 14), 2, 0.1)
    first, second = ([row[at] for row in rows] for at in (0, 1))
    power = {"none": 0, "linear": 1, "quadratic": 2}
    weights = random.choice([*power])
    pairs = [(a, b) for a, b in rows if not math.isnan(a + b)]
    options = [1.0, 2, 3, 4, 5] if random.random() < 0.5 else None
    order = options or sorted({value for pair in pairs for value in pair})

    def far(a: float, b: float) -> float:
        return float(abs(order.index(a) - order.index(b)) ** power[weights]) * (a != b)

    ours = assessments.weighted_kappa(first, second, options=options, weights=weights)
    count = len(pairs)
    if not count:
        return unlike(ours.value, NAN, rows)
    observed = sum(far(a, b) for a, b in pairs) / count
    chance = sum(far(a, b) for a, _ in pairs for _, b in pairs) / count**2
    wanted = 1 - observed / chance if chance else NAN
    return unlike(ours.value, wanted, (rows, weights, options))


def of_coincidences(random: Random) -> str:
    rows = ratings(random, random.randint(2, 8), random.randint(2, 4), 0.25)
    metric = random.choice(["nominal", "ordinal", "interval", "ratio"])
    raters = [list(rater) for rater in zip(*rows, strict=True)]
    coincident: defaultdict[tuple[float, float], float] = defaultdict(float)
    things = [seen(row) for row in rows if len(seen(row)) > 1]
    for values in things:
        for first, other in permutations(values, 2):
            coincident[first, other] += 1 / (len(values) - 1)
    times: defaultdict[float, float] = defaultdict(float)
    for (a, _), weight in coincident.items():
        times[a] += weight
    total, order = math.fsum(times.values()), sorted(times)

    def far(a: float, b: float) -> float:
        if metric == "nominal":
            return float(a != b)
        if metric == "interval":
            return (a - b) ** 2
        if metric == "ratio":
            return ((a - b) / (a + b)) ** 2
        low, high = sorted((a, b))
        between = sum(times[value] for value in order if low <= value <= high)
        return (between - (times[a] + times[b]) / 2) ** 2

    observed = math.fsum(far(*pair) * w for pair, w in coincident.items())
    chance = sum(times[a] * times[b] * far(a, b) for a in order for b in order)
    wanted = 1 - (total - 1) * observed / chance if chance else NAN
    ours = assessments.krippendorff_alpha(raters, metric=metric)
    if len(things) < 2:
        wanted = NAN
    return unlike(ours.value, wanted, (raters, metric))


def of_scales(random: Random) -> str:
    rows = ratings(random, random.randint(1, 8), random.randint(1, 4), 0.1)
    whole = [row for row in rows if len(seen(row)) == len(row)]
    items = len(rows[0])
    wanted = NAN
    if len(whole) > 1 and items > 1:
        total = variance([sum(row) for row in whole])
        parts = sum(variance(column) for column in zip(*whole, strict=True))
        wanted = items / (items - 1) * (1 - parts / total) if total else NAN
    return unlike(assessments.cronbach_alpha(rows).value, wanted, rows)


def squares(rows: list[list[float]]) -> tuple[float, float, float, float]:
    """Return mean squares: of things, within them, of raters, and the rest."""
    n, k = len(rows), len(rows[0])
    level = mean(value for row in rows for value in row)
    of_things = k * sum((mean(row) - level) ** 2 for row in rows)
    within = sum((value - mean(row)) ** 2 for row in rows for value in row)
    raters = n * sum((mean(column) - level) ** 2 for column in zip(*rows, strict=True))
    rest = (within - raters) / ((n - 1) * (k - 1))
    return of_things / (n - 1), within / (n * (k - 1)), raters / (k - 1), rest


def of_raters(random: Random) -> str:
    rows = ratings(random, random.randint(2, 7), random.randint(2, 5), 0.0)
    if random.random() < 0.5:
        rows = [[value + random.choice([0, 0.5]) for value in row] for row in rows]
    elif random.random() < 0.3:
        rows = [row[:1] * len(row) for row in rows]
    n, k = len(rows), len(rows[0])
    things, within, raters, rest = squares(rows)
    if things + within < NEAR:
        return ""
    one_way = assessments.icc(rows)
    absolute = assessments.icc_two_way(rows, absolute=True)
    relative = assessments.icc_two_way(rows)
    spread = things + (k - 1) * rest + k * (raters - rest) / n
    known = things > NEAR and spread > NEAR
    pairs = [
        (one_way.single, share(things - within, things + (k - 1) * within)),
        (one_way.mean, share(things - within, things)),
        (relative.single, share(things - rest, things + (k - 1) * rest)),
        (relative.mean, share(things - rest, things)),
        (absolute.single, share(things - rest, spread) if known else NAN),
        (
            absolute.mean,
            share(things - rest, things + (raters - rest) / n) if known else NAN,
        ),
    ]
    for ours, wanted in pairs:
        found = unlike(ours.value, wanted, (ours.method, rows))
        ordered = ours.low - NEAR <= ours.value <= ours.high + NEAR
        if found or not (ordered or math.isnan(ours.low)):
            return found or f"{ours} of {rows}"
    return ""


def share(part: float, whole: float) -> float:
    """Return a reliability, which falls without end as what varies vanishes."""
    return part / whole if whole > NEAR else -math.inf


def of_changes(random: Random) -> str:
    count = random.randint(1, 10)
    before = [float(random.randint(1, 5)) for _ in range(count)]
    after = [value + random.choice([-1, 0, 1, 1, 2]) for value in before]
    changes = [b - a for a, b in zip(before, after, strict=True) if a != b]
    if not changes:
        return ""
    n, rose = len(changes), sum(change > 0 for change in changes)
    sizes = sorted(map(abs, changes))
    ranks = [
        mean(at + 1 for at, size in enumerate(sizes) if size == abs(change))
        for change in changes
    ]
    middle = sum(ranks) / 2
    here = sum(rank for rank, change in zip(ranks, changes, strict=True) if change > 0)
    far = by_sign = 0
    for signs in product((0, 1), repeat=n):
        drawn = sum(rank for rank, up in zip(ranks, signs, strict=True) if up)
        far += abs(drawn - middle) >= abs(here - middle) - NEAR
        by_sign += abs(sum(signs) - n / 2) >= abs(rose - n / 2)
    found = unlike(assessments.wilcoxon(before, after).p, far / 2**n, changes)
    return found or unlike(
        assessments.sign_test(before, after).p, by_sign / 2**n, changes
    )


def of_one(random: Random) -> str:
    before, after = random.uniform(0, 9), random.uniform(0, 9)
    sd, reliability = random.uniform(0.2, 4), random.choice([0.0, 0.5, 0.81, 0.99])
    level = random.choice([0.9, 0.95])
    ours = assessments.reliable_change(
        before, after, sd=sd, reliability=reliability, level=level
    )
    wanted = (after - before) / (sd * math.sqrt(2) * math.sqrt(1 - reliability))
    sure = abs(wanted) > NormalDist().inv_cdf((1 + level) / 2)
    found = unlike(ours.index, wanted, (before, after, sd, reliability))
    return found or ("" if ours.is_reliable == sure else f"reliable: {ours}")


def by_chance(random: Random) -> str:
    people, options = random.randint(2, 5), random.randint(2, 5)
    value = random.choice([1.0, 0.8, 0.5, 0.21, 0.0])
    expected = (options**2 - 1) / 12
    near = 0
    for said in product(range(options), repeat=people):
        near += 1 - variance(said) / expected >= value - NEAR
    ours = assessments.random_agreement(value, respondents=people, options=options)
    return unlike(ours, near / options**people, (value, people, options))


ASKED: Final = {
    "r_wg": (of_items, 1),
    "kappa": (of_pairs, 1),
    "krippendorff": (of_coincidences, 1),
    "cronbach": (of_scales, 1),
    "icc": (of_raters, 1),
    "changes": (of_changes, 1),
    "reliable change": (of_one, 1),
    "by chance": (by_chance, 1),
}

compare_agreement: Final = any_of(ASKED)
