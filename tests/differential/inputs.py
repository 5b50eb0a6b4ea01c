"""Random charts: values with gaps, ties and points on lines; phases, marks, lines.

What is drawn is a plain record, so that a chart can be made of it here and there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any, Final, NamedTuple

from tests.differential.lines import NAN, Phase

__all__ = ["Drawn", "drawn", "phases"]

SHARES: Final = ("p", "np", "p-prime", "p-exact")
RATES: Final = ("u", "u-prime", "u-exact")
GROUPS: Final = ("xbar", "xbar-range", "xbar-pooled", "s", "r")
GAPS: Final = ("g", "g-median", "g-exact", "t", "t-exponential")
BINARY: Final = ("bernoulli", "bernoulli-low")
#: Kinds for which a level may be given, and what it may be.
WITH_LEVEL: Final = frozenset(
    "run i i-median i-sd i-prime ewma cusum cusum-low p np p-prime p-exact c c-exact u"  # noqa: SIM905  (a line each would hide them)
    " u-prime u-exact g g-median t bernoulli bernoulli-low xbar".split()
)
WITH_SIGMA: Final = ("i", "i-median", "i-prime", "ewma", "cusum", "cusum-low", "xbar")


class Drawn(NamedTuple):
    """A chart to be made: everything in order of time, NaN where there is none."""

    kind: str
    values: list[float]
    sizes: list[float]
    raw: list[list[float]]
    starts: list[int]
    excluded: list[int]
    baseline: int | None
    centre: float
    sigma: float
    bridge: bool = False

    def arguments(self) -> tuple[Any, dict[str, Any]]:
        """Return what `spc.chart` is asked."""
        asked: dict[str, Any] = {"kind": self.kind, "phases": self.starts}
        asked |= {"exclude": self.excluded, "baseline": self.baseline}
        asked["bridge"] = self.bridge
        if self.kind in {*SHARES, *RATES, "i-prime"}:
            asked["sizes"] = self.sizes
        if not math.isnan(self.centre):
            asked["centre"] = self.centre
        if not math.isnan(self.sigma):
            asked["sigma"] = self.sigma
        return (self.raw if self.kind in GROUPS else self.values), asked


def numbers(random: Random, n: int) -> list[float]:
    """Return measured values: few different ones, many, on a line, large or small."""
    unit = random.choice([1.0, 1.0, 1.0, 1e-9, 1e-3, 1e6, 1e12])
    match random.randrange(6):
        case 0:
            found = [float(random.randint(0, 3)) for _ in range(n)]
        case 1:
            found = [random.randint(-40, 40) / 10 for _ in range(n)]
        case 2:
            found = [random.choice([0.1 + 0.2, 0.3, 0.1, 0.5]) for _ in range(n)]
        case 3:
            found = [float(random.randint(0, 9))] * n
        case 4:
            step = random.choice([-1.0, 0.0, 0.5])
            found = [random.gauss(step * place, 1) for place in range(n)]
        case _:
            found = [random.gauss(10, 1) for _ in range(n)]
            for place in range(random.randrange(n + 1), n):
                found[place] += random.choice([-2.0, 2.0, 5.0])
    return [value * unit for value in found]


def counted(random: Random, kind: str, n: int) -> tuple[list[float], list[float]]:
    """Return counts, and what they are out of: 0 now and then."""
    most = random.choice([1, 5, 60, 400])
    sizes = [float(random.randint(random.choice([0, 1]), most)) for _ in range(n)]
    if random.random() < 0.4:
        sizes = [float(most)] * n
    level = random.choice([0.0, 0.02, 0.3, 0.5, 0.97, 1.0])
    if kind in SHARES:
        found = [sum(random.random() < level for _ in range(int(m))) for m in sizes]
    else:
        # Events may exceed their exposure; a few more here and there.
        found = [int(m * level * random.choice([0.5, 1, 1, 2])) for m in sizes]
    return [float(count) for count in found], sizes


def gaps_between(random: Random, kind: str, n: int) -> list[float]:
    mean = random.choice([0.4, 3.0, 40.0])
    if kind.startswith("t"):
        return [random.expovariate(1 / mean) + 1e-3 for _ in range(n)]
    return [float(int(random.expovariate(1 / mean))) for _ in range(n)]


def subgroups(random: Random, n: int) -> list[list[float]]:
    most = random.randint(2, 8)
    even, level = random.random() < 0.5, random.choice([0.0, 5.0, 1e6])
    places = random.choice([0, 1, 6])
    found = []
    for _ in range(n):
        size = most if even else random.randint(0, most)
        group = [round(random.gauss(level, 1), places) for _ in range(size)]
        found.append(group + [NAN] * (most - size))
    return found


def drawn(random: Random, kind: str) -> Drawn:
    """Return a random chart of this kind."""
    n = random.choice([1, 2, 3, 8, 12, 20, 24, 30, 45])
    values, sizes, raw = [NAN] * n, [1.0] * n, [[NAN]] * n
    if kind in GROUPS:
        raw = subgroups(random, n)
    elif kind in SHARES or kind in RATES:
        values, sizes = counted(random, kind, n)
    elif kind in GAPS:
        values = gaps_between(random, kind, n)
    elif kind in BINARY:
        level = random.choice([0.0, 0.2, 0.5, 1.0])
        values = [float(random.random() < level) for _ in range(n)]
    elif kind.startswith("c") and not kind.startswith("cusum"):
        # Quantiles are found by adding up, one count after another.
        most = 1e9 if kind == "c" else 300.0
        values = [abs(float(round(y))) % most for y in numbers(random, n)]
    else:
        values = numbers(random, n)
        if kind == "i-prime":
            sizes = [float(random.randint(1, 9)) for _ in range(n)]
    if random.random() < 0.4:
        missing = random.sample(range(n), random.randint(0, n // 3))
        values = [NAN if at in missing else y for at, y in enumerate(values)]
        raw = [[NAN] * len(y) if at in missing else y for at, y in enumerate(raw)]
    return marked(random, kind, values, sizes, raw)


def marked(
    random: Random, kind: str, values: list[float], sizes: list[float], raw: Any
) -> Drawn:
    """Return a chart with phases, exclusions, a baseline and given lines, or none."""
    n, baseline = len(values), None
    starts: list[int] = []
    if n > 1 and random.random() < 0.4:
        starts = sorted(random.sample(range(1, n), random.randint(1, min(3, n - 1))))
    excluded: list[int] = []
    if random.random() < 0.3:
        excluded = sorted(random.sample(range(n), random.randint(0, n // 2)))
    if random.random() < 0.3:
        baseline = random.randint(1, n + 2)
    centre = sigma = NAN
    if kind in WITH_LEVEL and random.random() < 0.2:
        shares = kind in SHARES or kind in BINARY
        centre = random.choice([0.1, 0.5]) if shares else random.choice([0.5, 4.0])
    # A centre far from all points costs digits, here and there in different ways.
    large = max((abs(y) for y in values if y), default=1.0)
    centre *= 1.0 if kind in {*SHARES, *BINARY} or math.isnan(large) else large
    if kind in WITH_SIGMA and random.random() < 0.2:
        sigma = random.choice([0.5, 3.0]) * (1.0 if math.isnan(large) else large)
    bridge = random.random() < 0.2
    lines = (baseline, centre, sigma, bridge)
    return Drawn(kind, values, sizes, raw, starts, excluded, *lines)


def phases(case: Drawn) -> Iterator[Phase]:
    """Yield the phases of a chart, each with the points its lines rest on."""
    values = case.values
    if case.kind in {*SHARES, *RATES, "i-prime"} - {"np"}:
        pairs = zip(values, case.sizes, strict=True)
        values = [y / n if n else NAN for y, n in pairs]
    gone = [math.isnan(y) for y in values]
    if case.kind in GROUPS:
        # Of a single measurement there is no range.
        least = 1 if case.kind.startswith("xbar") else 2
        seen = [sum(not math.isnan(y) for y in group) for group in case.raw]
        gone = [size < least for size in seen]
        values = [0.0] * len(values)
    for start, stop in pairwise([0, *case.starts, len(values)]):
        within, places = slice(start, stop), range(start, stop)
        # What was never observed is a gap, excluded or not, or else it is bridged.
        counts = [
            not case.bridge if gone[place] else place not in case.excluded
            for place in places
        ]
        first = stop - start if case.baseline is None else case.baseline
        rests = [counts[at] and at < first for at in range(stop - start)]
        parts = (values[within], case.sizes[within], rests, counts, case.raw[within])
        yield Phase(*parts, case.centre, case.sigma)
