"""Chances by counting every case there is: sides, orders, or zones of a few points.

Where the centre is known, each point lies above it with one half, or Φ(shift); where it
is the median of the same points, each order of as many above as below is as likely;
where it is the median of a baseline of odd size, each order of all points is. Zones of
normal points are six strips and what lies beyond. Then the rules are asked of each.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations, permutations, product
from random import Random
from statistics import NormalDist
from typing import Any, Final

from cqikit import spc
from tests.differential.lines import NAN
from tests.differential.rules import Dot, flags_of, runs_of

__all__ = ["compare_chances"]

NEAR: Final = 1e-9
#: A place in each zone, and the edges of it.
EDGES: Final = (-math.inf, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, math.inf)
ZONES: Final = (-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5)

Weighted = Iterator[tuple[Sequence[float], float]]


def sides_known(chances: Sequence[float]) -> Weighted:
    for signs in product((1.0, -1.0), repeat=len(chances)):
        each = zip(signs, chances, strict=True)
        yield signs, math.prod(p if side > 0 else 1 - p for side, p in each)


def sides_of_median(n: int) -> Weighted:
    """Yield every order of half the points above and half below; one on it if odd."""
    half, odd = divmod(n, 2)
    whole = math.comb(n - odd, half) * (n if odd else 1)
    for above in combinations(range(n - odd), half):
        signs = [1.0 if at in above else -1.0 for at in range(n - odd)]
        for on in range(n) if odd else (None,):
            line = signs if on is None else [*signs[:on], 0.0, *signs[on:]]
            yield line, 1 / whole


def sides_of_baseline(baseline: int, n: int, *, after: bool) -> Weighted:
    whole, first = math.factorial(n), baseline if after else 0
    for ranks in permutations(range(n)):
        middle = sorted(ranks[:baseline])[baseline // 2]
        yield [float((y > middle) - (y < middle)) for y in ranks[first:]], 1 / whole


def zones(n: int, shift: float) -> Weighted:
    at_most = [NormalDist(shift).cdf(edge) for edge in EDGES[1:-1]]
    parts = [b - a for a, b in zip([0.0, *at_most], [*at_most, 1.0], strict=True)]
    for cells in product(range(len(ZONES)), repeat=n):
        yield [ZONES[cell] for cell in cells], math.prod(parts[c] for c in cells)


def chance(rules: Sequence[Any], cases: Weighted, sigma: float = NAN) -> float:
    """Return the probability that any rule signals anywhere."""
    loud = 0.0
    for line, weight in cases:
        low, high = -3 * sigma, 3 * sigma
        dots = [Dot(at, y, 0.0, sigma, low, high) for at, y in enumerate(line)]
        if any(any(flags_of(rule, [dots], len(dots))) for rule in rules):
            loud += weight
    return loud


def run_rules(random: Random) -> list[Any]:
    length, on = random.randint(3, 6), random.choice(["skip", "break", "either"])
    return random.choice(
        [
            [spc.LongestRun()],
            [spc.Crossings()],
            [spc.LongestRun(), spc.Crossings()],
            [spc.Shift(length)],
            [spc.Shift(length, on_centre=on)],  # type: ignore[arg-type]
        ]
    )


def said(rules: Sequence[Any], n: int, centre: Any, **moved: Any) -> Any:
    return spc.signal_probability(rules, n, centre=centre, draws=1, **moved)


def known_centre(random: Random) -> str:
    n, rules = random.randint(1, 9), run_rules(random)
    shift = random.choice([0.0, 0.0, 0.8, -1.5])
    start = random.randint(0, n - 1)
    moved = NormalDist().cdf(shift)
    chances = [0.5] * start + [moved] * (n - start)
    ours = said(rules, n, spc.KnownCentre(limits=False), shift=shift, start=start)
    return unlike(ours, chance(rules, sides_known(chances)), rules, n)


def own_median(random: Random) -> str:
    n, rules = random.randint(2, 9), run_rules(random)
    ours = said(rules, n, spc.EstimatedCentre("median", limits=False))
    return unlike(ours, chance(rules, sides_of_median(n)), rules, n)


def of_baseline(random: Random) -> str:
    baseline, rules = random.choice([3, 5]), run_rules(random)
    n = random.randint(baseline + 1, 7)
    centre = spc.BaselineCentre(baseline, "median", reads="after", limits=False)
    cases = sides_of_baseline(baseline, n, after=True)
    return unlike(said(rules, n, centre), chance(rules, cases), rules, n)


def of_zones(random: Random) -> str:
    n = random.choice([2, 3, 3, 4])
    rules: list[Any] = random.sample(
        [
            spc.BeyondLimits(),
            spc.Shift(3),
            spc.KOfNBeyond(),
            spc.KOfNBeyond(windows="full", name="full"),
            spc.KOfNBeyond(count=3, window=4, sigmas=1, name="more"),
            spc.KOfNBeyond(within_limits=True, same_side=True, name="one side"),
            spc.Stratification(3),
            spc.Mixture(3),
            spc.Mixture(2, both_sides=False, name="either side"),
            spc.OppositeLimits(),
        ],
        random.randint(1, 3),
    )
    shift = random.choice([0.0, 1.0])
    ours = said(rules, n, spc.KnownCentre(), shift=shift)
    return unlike(ours, chance(rules, zones(n, shift), 1.0), rules, n)


def unlike(ours: Any, wanted: float, rules: Sequence[Any], n: int) -> str:
    """Say what differs; what the library simulates is not compared here."""
    if ours.method != "exact" or abs(ours.value - wanted) <= NEAR:
        return ""
    return f"{rules}, {n} points: {ours.value!r}, not {wanted!r}"


# Crossings and the longest run


@cache
def joint(n: int, chance: float) -> dict[tuple[int, int], float]:
    """Return P(crossings, longest run) of n points, each above with this chance."""
    states = {(0, 1, 1, True): chance, (0, 1, 1, False): 1 - chance}
    for _ in range(n - 1):
        later: dict[tuple[int, int, int, bool], float] = defaultdict(float)
        for (crossed, longest, run, above), weight in states.items():
            for side, likely in ((True, chance), (False, 1 - chance)):
                now = run + 1 if side == above else 1
                key = (crossed + (side != above), max(longest, now), now, side)
                later[key] += weight * likely
        states = dict(later)
    found: dict[tuple[int, int], float] = defaultdict(float)
    for (crossed, longest, _, _), weight in states.items():
        found[crossed, longest] += weight
    return dict(found)


def distributions(random: Random) -> str:
    """Compare joint distributions, about a known centre and of given sides."""
    n, above = random.randint(1, 16), random.choice([0.5, 0.5, 0.3, 0.8])
    ours: Any = spc.runs_distribution(n, above)
    wanted: dict[tuple[int, int], float] = joint(n, above)
    if random.random() < 0.4:
        n, ups = random.randint(2, 9), random.randint(1, 9)
        ours = spc.runs_distribution_given(ups, n)
        counts: dict[tuple[int, int], float] = defaultdict(float)
        orders = list(combinations(range(ups + n), ups))
        for order in orders:
            lengths = runs_of([1 if at in order else -1 for at in range(ups + n)])
            counts[len(lengths) - 1, max(lengths)] += 1 / len(orders)
        wanted = counts
    crossings, longest = random.choice(list(wanted))
    share = sum(
        p for (c, run), p in wanted.items() if c >= crossings and run <= longest
    )
    got = float(ours.at_most(longest)[crossings:].sum())
    if abs(got - share) <= NEAR:
        return ""
    return f"{ours!r}, {crossings} crossings, longest {longest}: {got}, not {share}"


def within(cells: dict[tuple[int, int], float], corner: tuple[int, int]) -> float:
    """Return how likely there are so many crossings, and no run as long."""
    fewest, most = corner
    return math.fsum(p for (c, run), p in cells.items() if c >= fewest and run <= most)


def boxes(random: Random) -> str:
    """Derive the best box and the cut box as Anhøj & Wentzel-Larsen define them."""
    n = random.randint(10, 18)
    quiet, moved = joint(n, 0.5), joint(n, NormalDist().cdf(0.8))

    corners = [
        (few, long)
        for few in range(n)
        for long in range(1, n + 1)
        if within(quiet, (few, long)) >= 0.925
    ]
    fewest, most = min(corners, key=lambda corner: within(moved, corner))
    best = spc.box_limits(n)
    if (best.crossings, best.longest) != (fewest, most):
        return f"best box of {n}: {best}, not {(fewest, most)}"
    # Cells are cut from the corner along both borders while specificity lasts.
    gone: set[tuple[int, int]] = set()
    low, high = most, fewest

    def spared(cell: tuple[int, int]) -> bool:
        kept = {at for at in quiet if at[0] >= fewest and at[1] <= most} - gone - {cell}
        return math.fsum(quiet[at] for at in kept) >= 0.925

    if spared((fewest, most)):
        gone.add((fewest, most))
        low, high = most - 1, fewest + 1
        while True:
            cells = [cell for cell in ((fewest, low), (high, most)) if spared(cell)]
            if not cells:
                break
            cell = max(cells, key=lambda at: moved.get(at, 0.0))
            gone.add(cell)
            if cell == (fewest, low):
                low -= 1
            else:
                high += 1
    cut = spc.box_limits(n, "cut")
    ours = (cut.longest_at_fewest, cut.crossings_at_longest)
    return "" if ours == (low, high) else f"cut box of {n}: {cut}, not {(low, high)}"


WAYS: Final[dict[str, Callable[[Random], str]]] = {
    "known centre": known_centre,
    "own median": own_median,
    "baseline": of_baseline,
    "zones": of_zones,
    "runs": distributions,
    "boxes": boxes,
}


def compare_chances(random: Random) -> tuple[str, str]:
    """Return which chance was asked for, and where it differs, "" if nowhere."""
    name = random.choices(list(WAYS), [3, 3, 1, 1, 6, 1])[0]
    return name, WAYS[name](random)
