"""Units beside each other: funnel limits and Pareto bars, in plain Python.

Spiegelhalter, Statistics in Medicine 2005;24:1185-1202, appendix A.1 (exact quantiles,
interpolated; normal limits) and A.3 (overdispersion: φ of winsorised z-scores, τ² by
moments); Juran 1951 for Pareto charts.
"""

from __future__ import annotations

import math
from random import Random
from statistics import NormalDist
from typing import Any, Final, NamedTuple

from cqikit import spc

__all__ = ["compare_units"]

NEAR: Final = 1e-8
LIMITS: Final = ("interpolated", "conservative", "normal", "multiplicative", "additive")
#: So near a limit, rounding says on which side a unit lies.
EDGE: Final = 1e-7


class Units(NamedTuple):
    """What a funnel is drawn of."""

    events: list[float]
    sizes: list[float]
    kind: str
    centre: float

    @property
    def variance(self) -> float:
        """Return that of one event."""
        share = self.kind == "proportion"
        return self.centre * (1 - self.centre) if share else self.centre

    def chances(self, size: float) -> list[float]:
        """Return P(R = 0), P(R = 1) ... of a unit, to far beyond its limits."""
        if self.kind == "proportion":
            n, p = int(size), self.centre
            return [
                math.comb(n, r) * p**r * (1 - p) ** (n - r)
                if n < 500
                else math.exp(
                    math.lgamma(n + 1)
                    - math.lgamma(r + 1)
                    - math.lgamma(n - r + 1)
                    + r * math.log(p)
                    + (n - r) * math.log1p(-p)
                )
                for r in range(n + 1)
            ]
        mean = size * self.centre
        most = int(mean + 12 * math.sqrt(mean) + 30)
        return [
            math.exp(r * math.log(mean) - mean - math.lgamma(r + 1))
            for r in range(most)
        ]


def quantile_7(values: list[float], q: float) -> float:
    """Return a quantile, a straight line between the values beside it."""
    ordered, place = sorted(values), q * (len(values) - 1)
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def dispersion(units: Units, winsorise: float) -> tuple[float, float]:
    """Return φ and τ²."""
    pairs = list(zip(units.events, units.sizes, strict=True))
    errors = [math.sqrt(units.variance / n) for _, n in pairs]
    z = [
        (y / n - units.centre) / error
        for (y, n), error in zip(pairs, errors, strict=True)
    ]
    least, most = quantile_7(z, winsorise), quantile_7(z, 1 - winsorise)
    count = len(z)
    ratio = sum(min(max(score, least), most) ** 2 for score in z) / count
    weights = [1 / error**2 for error in errors]
    room = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    excess = count * ratio - (count - 1)
    known = count > 1 and excess > 0
    return ratio, excess / room if known else 0.0


def edge(units: Units, size: float, p: float, limits: str, spread: Any) -> float:
    """Return one limit of a unit of a size."""
    if limits in {"interpolated", "conservative"}:
        up_to = 0.0
        for r, chance in enumerate(units.chances(size)):
            up_to += chance
            if up_to >= p or (units.kind == "proportion" and r == size):
                alpha = (up_to - p) / chance
                return (r - (alpha if limits == "interpolated" else 0)) / size
    ratio, between = spread
    wider = max(ratio, 1.0) if limits == "multiplicative" else 1.0
    also = between if limits == "additive" else 0.0
    error = math.sqrt(wider * units.variance / size + also)
    return units.centre + NormalDist().inv_cdf(p) * error


def drawn(random: Random) -> Units:
    kind, count = random.choice(["proportion", "rate"]), random.randint(1, 14)
    most = random.choice([3, 40, 300, 900])
    sizes = [float(random.randint(1, most)) for _ in range(count)]
    level = random.choice([0.01, 0.1, 0.5, 0.93])
    if kind == "rate":
        sizes = [n / random.choice([1, 4]) for n in sizes]
        level = random.choice([0.05, 1.0, 6.0])
    events = []
    for n in sizes:
        own = level * random.choice([0.5, 1.0, 1.0, 1.6])
        if kind == "proportion":
            events.append(float(sum(random.random() < own for _ in range(int(n)))))
        else:
            events.append(float(int(random.gauss(n * own, math.sqrt(n * own)))))
    events = [max(y, 0.0) for y in events]
    centre = level if random.random() < 0.3 else sum(events) / sum(sizes)
    return Units(events, sizes, kind, centre)


def compare_funnel(random: Random) -> str:
    units, limits = drawn(random), random.choice(LIMITS)
    per, winsorise = random.choice([1.0, 100.0]), random.choice([0.0, 0.1, 0.25])
    levels = random.choice([(0.95, 0.998), (0.5,), (0.9, 0.99, 0.999)])
    given = units.centre * per if random.random() < 0.5 else None
    if given is None:
        pooled = sum(units.events) / sum(units.sizes)
        units = units._replace(centre=pooled)
    made = spc.funnel(
        units.events,
        units.sizes,
        kind=units.kind,  # type: ignore[arg-type]
        limits=limits,  # type: ignore[arg-type]
        centre=given,
        levels=levels,
        winsorise=winsorise,
        per=per,
    )
    if units.variance <= 0:
        never = all(map(math.isnan, [*made.lower.ravel(), *made.upper.ravel()]))
        return "" if never else f"limits where nothing varies: {units}"
    spread = dispersion(units, winsorise)
    pairs = [
        ("φ", made.dispersion.ratio, spread[0]),
        ("τ²", made.dispersion.between, spread[1]),
    ]
    top = per if units.kind == "proportion" else math.inf
    for row, level in enumerate(levels):
        for at, size in enumerate(units.sizes):
            tail = (1 - level) / 2
            ends = [
                min(max(per * edge(units, size, p, limits, spread), 0.0), top)
                for p in (tail, 1 - tail)
            ]
            pairs += [
                (f"lower {row} {at}", made.lower[row][at], ends[0]),
                (f"upper {row} {at}", made.upper[row][at], ends[1]),
            ]
            value = per * units.events[at] / size
            side = (value > ends[1]) - (value < ends[0])
            if min(abs(value - end) for end in ends) > EDGE * per:
                pairs.append((f"flag {row} {at}", made.flags[row][at], side))
    for name, ours, wanted in pairs:
        if not math.isclose(ours, wanted, rel_tol=NEAR, abs_tol=NEAR * per):
            return f"{limits} {name}: {ours!r}, not {wanted!r} of {units}"
    return ""


def compare_pareto(random: Random) -> str:
    names = [f"c{n}" for n in range(random.randint(1, 7))]
    entries: list[Any] = [
        random.choice([*names, None, math.nan]) for _ in range(random.randint(1, 40))
    ]
    missing, ties = random.choice(["", "not said"]), random.choice(["first", "name"])
    keep = random.choice([None, 1, 2, 5])
    there = [entry for entry in entries if isinstance(entry, str)]
    lost = len(entries) - len(there)
    first: list[Any] = list(dict.fromkeys(there))
    if not (there or (missing and lost)):
        entries.append("c0")
        there, first = ["c0"], ["c0"]
    counts = {name: there.count(name) for name in first}
    place = {name: at for at, name in enumerate(first)}
    if ties == "name":
        place = {name: at for at, name in enumerate(sorted(first))}
    if missing and lost:
        counts[missing], place[missing] = lost, len(place)
    order = sorted(counts, key=lambda name: (-counts[name], place[name]))
    bars = [(name, counts[name]) for name in order]
    if keep is not None and len(bars) - keep >= 2:
        rest = sum(count for _, count in bars[keep:])
        bars = [*bars[:keep], ("other", rest)]
    total, so_far, wanted = sum(counts.values()), 0, []
    for name, count in bars:
        so_far += count
        wanted.append((name, count, count / total, so_far / total))
    made = spc.pareto(entries, ties=ties, missing=missing, keep=keep)  # type: ignore[arg-type]
    ours = [(bar.title, bar.count, bar.share, bar.cumulative) for bar in made.bars]
    share = random.choice([0.5, 0.8, 1.0])
    few = 1 + sum(up_to < share - 1e-9 for *_, up_to in wanted)
    same = len(ours) == len(wanted) and all(
        a[0] == b[0] and all(map(math.isclose, a[1:], b[1:]))
        for a, b in zip(ours, wanted, strict=True)
    )
    same = same and (made.missing, made.total) == (lost, total)
    same = same and len(made.vital_few(share)) == few
    return "" if same else f"{ours}, not {wanted} of {entries}"


def compare_units(random: Random) -> tuple[str, str]:
    """Return what was drawn, and where it differs, "" if nowhere."""
    if random.random() < 0.8:
        return "funnel", compare_funnel(random)
    return "pareto", compare_pareto(random)
