"""Every false-alarm label against a simulation that shares nothing with the library.

`nox -s chances`. For each kind of chart, rule set and origin of the centre, charts of
24 quiet points are drawn here, fitted here and read here, in plain NumPy and by the
words of the textbooks; the share that signals is compared with what `spc.false_alarm`
says of such a chart. So are values with ties, in any order; a change, read after it,
about lines that rest on a part of the phase before; and a shift from half-way on. The
largest difference, in standard errors, must stay below the Bonferroni bound at 1 % over
all comparisons.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from functools import cache
from time import perf_counter
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from cqikit import spc

#: Arrays of NumPy, one row a chart; their types are of no use here.
Array: TypeAlias = Any
N, BASELINE, DRAWS = 24, 12, 20_000
SIZES = np.array([18, 20, 25, 20, 40, 20, 18, 30] * 3, dtype=float)
TAIL = 0.0013498980316301
#: Subgroups of four, and Montgomery's constants for them (appendix VI).
SUBGROUP, C4, D2, D3 = 4, 0.9213177, 2.0587507, 0.8798082
SPREADS: dict[str, Callable[[Array], Array]] = {
    "xbar": lambda raw: raw.std(2, ddof=1),
    "s": lambda raw: raw.std(2, ddof=1),
    "r": lambda raw: np.ptp(raw, axis=2),
}
NEAR = 1e-9


class Lines(NamedTuple):
    """Points and lines of drawn charts, (draws, 24); NaN where there is no limit."""

    values: Array
    centre: Array
    sigma: Array
    lower: Array
    upper: Array


# Kinds: how points are drawn, and how lines are computed from some of them


def draw(  # noqa: PLR0911  (one a family)
    kind: str, level: Any, random: np.random.Generator
) -> Array:
    """Return values of quiet charts, as they are plotted on the scale of limits."""
    shape = (DRAWS, N)
    if kind in SPREADS:
        raw = level + random.standard_normal((*shape, SUBGROUP))
        return np.stack([raw.mean(2), SPREADS[kind](raw)])
    if kind in TIED:
        return random.permuted(np.tile(TIED[kind], (DRAWS, 1)), axis=1)
    if kind.startswith("p") or kind == "np":
        counts = random.binomial(SIZES.astype(int), level, shape)
        return counts if kind == "np" else counts / SIZES
    if kind.startswith("u"):
        return random.poisson(level * SIZES, shape) / SIZES
    if kind.startswith("c"):
        return random.poisson(level, shape).astype(float)
    if kind.startswith("g"):
        return random.geometric(1 / (level + 1), shape) - 1.0
    if kind[0] == "t":
        times = random.exponential(level, shape)
        return times ** (1 / 3.6) if kind == "t" else times
    return level + random.standard_normal(shape)


def average(values: Array, kind: str, sizes: Array) -> Array:
    """Return the level of each chart that its points say, (draws, 1)."""
    if kind == "np":
        return values.sum(1, keepdims=True) / sizes.sum()
    if kind[0] in "pu":
        return np.asarray((values * sizes).sum(1, keepdims=True) / sizes.sum())
    return np.asarray(values.mean(1, keepdims=True))


def lines_of_subgroups(kind: str, both: Array, rests: slice) -> Lines:
    """Return the lines of means, ranges and deviations, by the constants for 4."""
    means, within = both
    spread = within[:, rests].mean(1, keepdims=True)
    if kind == "xbar":
        values, centre = means, means[:, rests].mean(1, keepdims=True)
        sigma = spread / C4 / math.sqrt(SUBGROUP)
    else:
        values, centre = within, spread
        sigma = spread * (math.sqrt(1 - C4**2) / C4 if kind == "s" else D3 / D2)
    low, high = centre - 3 * sigma, centre + 3 * sigma
    low = low if kind == "xbar" else np.where(low < 0, np.nan, low)
    return Lines(
        *(np.broadcast_to(a, values.shape) for a in (values, centre, sigma, low, high))
    )


def lines(kind: str, values: Array, rests: slice, known: float | None) -> Lines:
    """Return lines that rest on some of the points, by the textbooks' formulas."""
    base = values[:, rests]
    mean = (
        average(base, kind, SIZES[rests])
        if known is None
        else np.full((len(values), 1), known)
    )
    median = np.median(base, axis=1, keepdims=True) if known is None else mean
    steps = np.abs(np.diff(base, axis=1)).mean(1, keepdims=True) / (
        2 / math.sqrt(math.pi)
    )
    own = average(base, kind, SIZES[rests])
    none = np.full_like(mean, np.nan)
    centre, low, high = mean, None, None
    sigma: Array
    match kind:
        case "run" | "run-rare" | "run-rounded":
            centre, sigma, low, high = median, none, none, none
        case "i" | "i-median" | "t":
            centre = median if kind == "i-median" else mean
            given = 0.45 if kind == "t" else 1.0
            sigma = steps if known is None else np.full_like(mean, given)
        case "p" | "p-exact":
            sigma = np.sqrt(mean * (1 - mean) / SIZES)
        case "np":
            centre, sigma = mean * SIZES, np.sqrt(mean * (1 - mean) * SIZES)
        case "c" | "c-exact":
            sigma = np.sqrt(mean)
        case "u" | "u-exact":
            sigma = np.sqrt(mean / SIZES)
        case "g":
            sigma = np.sqrt(mean * (mean + 1))
        case "g-median" | "g-exact":
            centre, sigma = median, np.sqrt(own * (own + 1))
            low, high = own - 3 * sigma, own + 3 * sigma
        case _:
            centre, sigma = mean * math.log(2), mean
            low, high = -math.log1p(-TAIL) * mean, -math.log(TAIL) * mean
    if kind.endswith("exact"):
        low, high = quantiles(kind, own if kind[0] == "g" else mean)
    low = centre - 3 * sigma if low is None else low
    high = centre + 3 * sigma if high is None else high
    most = SIZES if kind == "np" else (1.0 if kind[0] == "p" else np.inf)
    least = -np.inf if kind[0] in "ri" else 0.0
    low, high = np.where(low < least, np.nan, low), np.where(high > most, np.nan, high)
    return Lines(
        *(np.broadcast_to(a, values.shape) for a in (values, centre, sigma)),
        *(np.broadcast_to(a, values.shape) for a in (low, high)),
    )


def quantiles(kind: str, level: Array) -> tuple[Array, Array]:
    """Return the exact limits of counts."""
    from scipy import stats

    if kind[0] == "g":
        law: Any = stats.geom(1 / (level + 1), loc=-1)
        return law.ppf(TAIL), law.ppf(1 - TAIL)
    over = SIZES if kind[0] in "pu" else np.ones(1)
    size = over.astype(int)
    law = stats.binom(size, level) if kind[0] == "p" else stats.poisson(over * level)
    return law.ppf(TAIL) / over, law.ppf(1 - TAIL) / over


# Rules, by their words


def in_a_row(hits: Array, length: int) -> Array:
    """Say which charts have so many in a row."""
    run, found = np.zeros(len(hits), dtype=int), np.zeros(len(hits), dtype=bool)
    for place in range(hits.shape[1]):
        run = np.where(hits[:, place], run + 1, 0)
        found |= run >= length
    return found


def either_way(test: Callable[[int], Array]) -> Array:
    return np.asarray(test(1) | test(-1))


def sides(at: Lines) -> Array:
    apart = at.values - at.centre
    width = NEAR * np.fmax(np.abs(at.centre), at.sigma)
    return np.where(np.abs(apart) <= width, 0, np.sign(apart))


def beyond(at: Lines, sigmas: float) -> Array:
    apart = at.values - at.centre
    width = NEAR * np.fmax(np.abs(at.centre), at.sigma)
    with np.errstate(invalid="ignore"):
        far = np.abs(apart) - width > sigmas * at.sigma
    return np.where(far, np.sign(apart), 0)


def outside(at: Lines) -> Array:
    width = NEAR * np.fmax(np.abs(at.centre), at.sigma)
    with np.errstate(invalid="ignore"):
        return np.asarray(
            (at.values > at.upper + width) | (at.values < at.lower - width)
        )


def shift(at: Lines, length: int, *, skip: bool = False) -> Array:
    side = sides(at)
    run, last = np.zeros(len(side), dtype=int), np.zeros(len(side))
    found = np.zeros(len(side), dtype=bool)
    for place in range(side.shape[1]):
        now = side[:, place]
        on = now == 0
        longer = np.where(now == last, run + 1, 1)
        run = np.where(on, run if skip else 0, longer)
        last = np.where(on, last if skip else 0, now)
        found |= run >= length
    return found


def trend(at: Lines, length: int, *, skip: bool = False) -> Array:
    def one_way(way: int) -> Array:
        y = way * at.values
        run = np.ones(len(y), dtype=int)
        found = np.zeros(len(y), dtype=bool)
        for place in range(1, y.shape[1]):
            step = y[:, place] - y[:, place - 1]
            tied = np.abs(step) <= NEAR * np.abs(y[:, place])
            moved = np.where(step > 0, run + 1, 1)
            run = np.where(tied, run if skip else 1, moved)
            found |= run >= length
        return found

    return either_way(one_way)


def of_window(at: Lines, count: int, window: int, sigmas: float) -> Array:
    far = beyond(at, sigmas)

    def one_way(way: int) -> Array:
        hits = far == way
        return np.any(
            [
                hits[:, max(end - window, 0) : end].sum(1) >= count
                for end in range(1, far.shape[1] + 1)
            ],
            axis=0,
        )

    return either_way(one_way)


def two_of_three_on_one_side(at: Lines) -> Array:
    far, side, out = beyond(at, 2), sides(at), outside(at)

    def one_way(way: int) -> Array:
        hits = (far == way) & ~out
        return np.any(
            [
                (hits[:, end - 3 : end].sum(1) >= 2)
                & (side[:, end - 3 : end] == way).all(1)
                for end in range(3, N + 1)
            ],
            axis=0,
        )

    return either_way(one_way)


def alternating(at: Lines) -> Array:
    step = np.diff(at.values, axis=1)
    tied = np.abs(step) <= NEAR * np.abs(at.values[:, 1:])
    way = np.where(tied, 0, np.sign(step))
    return in_a_row(way[:, 1:] * way[:, :-1] < 0, 12)


def away(at: Lines) -> Array:
    far = beyond(at, 1)
    return np.any(
        [
            (far[:, end - 8 : end] != 0).all(1)
            & (far[:, end - 8 : end].min(1) != far[:, end - 8 : end].max(1))
            for end in range(8, N + 1)
        ],
        axis=0,
    )


def inside(at: Lines) -> Array:
    near = (beyond(at, 1) == 0) & (at.sigma > 0)
    return in_a_row(near, 15)


@cache
def fewest(useful: int) -> int:
    """Return the 5 % quantile of the crossings of so many useful points."""
    trials, total = useful - 1, 0
    for count in range(trials + 1):
        total += math.comb(trials, count)
        if total >= 0.05 * 2**trials:
            return count
    return 0


def anhoej(at: Lines) -> Array:
    found = np.zeros(len(at.values), dtype=bool)
    for row, side in enumerate(sides(at).astype(int)):
        useful = side[side != 0]
        if useful.size:
            edges = np.flatnonzero(np.diff(useful))
            longest = np.diff(np.concatenate([[-1], edges, [useful.size - 1]])).max()
            found[row] = longest > round(math.log2(useful.size)) + 3 or (
                edges.size < fewest(useful.size)
            )
    return found


SETS: dict[str, Callable[[Lines], Array]] = {
    "three-sigma": lambda at: outside(at).any(1),
    "anhoej": anhoej,
    "shewhart-runs": lambda at: outside(at).any(1) | anhoej(at),
    "western-electric": lambda at: (
        outside(at).any(1)
        | of_window(at, 2, 3, 2)
        | of_window(at, 4, 5, 1)
        | shift(at, 8)
    ),
    "nelson": lambda at: (
        outside(at).any(1)
        | shift(at, 9)
        | trend(at, 6)
        | alternating(at)
        | of_window(at, 2, 3, 2)
        | of_window(at, 4, 5, 1)
        | inside(at)
        | away(at)
    ),
    "ihi": lambda at: (
        outside(at).any(1)
        | shift(at, 8, skip=True)
        | trend(at, 6, skip=True)
        | of_window(at, 2, 3, 2)
        | inside(at)
    ),
    "making-data-count": lambda at: (
        outside(at).any(1) | trend(at, 7) | two_of_three_on_one_side(at) | shift(at, 7)
    ),
}
#: Values with ties: falls a month, and shares of 20 people.
TIED = {
    "run-rare": np.array([0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 1] * 2, dtype=float),
    "run-rounded": np.array(
        [50, 55, 50, 45, 60, 50, 40, 55, 50, 65, 35, 50] * 2, dtype=float
    ),
}
LEVELS = {"p": 0.9, "np": 0.9, "p-exact": 0.9, "c": 4.0, "c-exact": 4.0, "u": 0.1}
LEVELS |= {"u-exact": 0.1, "g": 9.0, "g-median": 9.0, "g-exact": 9.0, "t": 5.0}
LEVELS |= {"t-exponential": 5.0, "i": 5.0, "i-median": 5.0, "run": 5.0}


class Compared(NamedTuple):
    """One label, and what drawn charts did."""

    name: str
    label: spc.Probability
    share: float

    @property
    def z(self) -> float:
        """Return how many standard errors they are apart."""
        likely = min(max(self.label.value, 1 / DRAWS), 1 - 1 / DRAWS)
        error = math.hypot(self.label.error, math.sqrt(likely * (1 - likely) / DRAWS))
        return (self.share - self.label.value) / error


def marks_of(source: str) -> dict[str, Any]:
    """Return which points the lines of a chart rest on, as it is told."""
    if source == "part":
        marks = np.zeros(N, dtype=bool)
        marks[RESTS[source]] = True
        return {"baseline": marks, "phases": [EDGE]}
    return {"baseline": BASELINE} if source == "baseline" else {}


def chart_of(kind: Any, source: str) -> tuple[spc.Chart, float]:
    """Return a chart that knows nothing but its kind, and the level it stands for."""
    level = LEVELS.get(kind, 0.0)
    if kind in SPREADS:
        raw = np.random.default_rng(7).standard_normal((N, SUBGROUP))
        return spc.chart(raw, kind, **marks_of(source)), level
    values = draw(kind, level, np.random.default_rng(7))[0]
    rests = RESTS[source]
    base, sizes = values[rests], SIZES[rests]
    options = marks_of(source)
    told = level
    if source == "known":
        options["centre"] = level
        if kind in {"i", "i-median", "t"}:
            options["sigma"] = 0.45 if kind == "t" else 1.0
        if kind in {"g-median", "g-exact"}:
            told = float(values.mean())
    elif kind not in {"i", "i-median", "run", *TIED}:
        told = float(average(base[None], kind, sizes)[0, 0])
    if kind == "t":
        mean = level ** (1 / 3.6) if source == "known" else told
        told = (mean / math.gamma(1 + 1 / 3.6)) ** 3.6
        values = values**3.6
    if kind[0] in "pu" or kind == "np":
        options["sizes"] = SIZES
        values = values if kind == "np" else np.round(values * SIZES)
    if kind == "np" and source == "known":
        options["centre"] = level
    return spc.chart(values, "run" if kind in TIED else kind, **options), told


#: Which points the lines rest on, by where they come from.
RESTS = {
    "known": slice(None),
    "own": slice(None),
    "baseline": slice(BASELINE),
    "part": slice(4, 12),
}
#: Where the change is that a part of the phase before is the baseline for.
EDGE = 16
#: Sets of which no rule speaks of one phase alone.
OF_CHANGES = ("three-sigma", "anhoej", "shewhart-runs", "western-electric")


def compared() -> Iterator[Compared]:
    """Yield every comparison."""
    for number, kind in enumerate([*LEVELS, *TIED, *SPREADS]):
        for source, rests in RESTS.items():
            if kind in {*TIED, *SPREADS} and source == "known":
                continue
            made, level = chart_of(kind, source)
            random = np.random.default_rng([11, number, len(source)])
            values = draw(kind, level, random)
            known = LEVELS[kind] if source == "known" else None
            if known is not None and kind == "t":
                known = known ** (1 / 3.6)
            at = (
                lines_of_subgroups(kind, values, rests)
                if kind in SPREADS
                else lines(kind, values, rests, known)
            )
            if source == "part":
                at = Lines(*(line[:, EDGE:] for line in at))
            for name in OF_CHANGES if source == "part" else SETS:
                rules = spc.RULE_SETS[name].rules
                if source == "part":
                    label = spc.changes(made, rules)[0].chance
                    assert label is not None
                else:
                    label = spc.false_alarm(rules, made)
                yield Compared(
                    f"{kind}, {name}, {source}", label, SETS[name](at).mean()
                )
    yield from shifted()


def shifted() -> Iterator[Compared]:
    """Yield comparisons of charts about a known centre that move half-way."""
    for number, (kind, shift) in enumerate(SHIFTS.items()):
        made, level = chart_of(kind, "known")
        size = SIZES.mean()
        square = {
            "p": level * (1 - level) / size,
            "n": level * (1 - level) / size,
            "c": level,
            "u": level / size,
            "g": level * (level + 1),
            "t": level**2,
        }[kind[0]]
        step = math.sqrt(max(square, 0.0))
        levels = np.where(np.arange(N) >= BASELINE, level + shift * step, level)
        values = draw(kind, levels, np.random.default_rng([13, number]))
        at = lines(kind, values, slice(None), LEVELS[kind])
        for name in OF_CHANGES:
            label = spc.signal_probability(name, made, shift=shift, start=BASELINE)  # type: ignore[arg-type]
            assert "normal" not in label.points
            yield Compared(f"{kind}, {name}, shifted", label, SETS[name](at).mean())


#: By how many standard deviations points of a kind move.
SHIFTS = {"p": 0.8, "np": -1.0, "c": 1.0, "u": 1.0, "g": -0.7, "t-exponential": 0.6}


def main() -> int:
    """Print the largest differences; 1 where one is beyond the bound."""
    from scipy.special import ndtri

    begun = perf_counter()
    found = sorted(compared(), key=lambda comparison: -abs(comparison.z))
    bound = -float(ndtri(0.01 / 2 / len(found)))
    for comparison in found[:8]:
        print(
            f"z {comparison.z:+.2f}  {comparison.name}: said {comparison.label}, drawn"
            f" {comparison.share:.2%}"
        )
    took = perf_counter() - begun
    print(f"{len(found)} labels in {took:.0f} s; largest z must be below {bound:.2f}")
    return int(abs(found[0].z) >= bound)


if __name__ == "__main__":
    sys.exit(main())
