"""Sustained shifts, the next rungs, rows and waits for a signal, in plain Python.

The median run chart of Perla, Provost & Murray 2011 (segments); the "5x" sequence of
scale-up (Parry, Provost et al.; IHI); the average run length of a rule set as a Markov
chain over the zones of the last points (Champ & Woodall 1987), each state of which the
rules, restated, are asked about.
"""

from __future__ import annotations

import math
from itertools import pairwise, product
from random import Random
from statistics import NormalDist, median
from typing import Any, Final

from cqikit import collaboratives, spc
from tests.differential.asked import any_of
from tests.differential.memory import solved
from tests.differential.rules import Dot, flags_of

__all__ = ["compare_teams"]

NAN: Final = math.nan
#: A place in each zone, and the edges between zones.
ZONES: Final = (-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5)
EDGES: Final = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)


def of_segments(random: Random) -> str:
    count = random.randint(1, 40)
    values = [random.choice([3.0, 4, 5, 6, 7, NAN]) for _ in range(count)]
    for at in range(random.randrange(count + 1), count):
        values[at] += random.choice([2, 3, 3])
    baseline, length = random.randint(1, 12), random.randint(1, 7)
    seen = [y for y in values[:baseline] if not math.isnan(y)]
    starts: list[tuple[int, int]] = [(0, 0)] if seen else []
    level = median(seen) if seen else NAN
    run: list[int] = []
    side = 0
    for at in range(baseline, count if seen else 0):
        if math.isnan(values[at]) or values[at] == level:
            continue
        now = 1 if values[at] > level else -1
        run, side = ([*run, at] if now == side else [at]), now
        if len(run) == length:
            starts.append((run[0], side))
            level = median(values[place] for place in run)
            run, side = [], 0
    stops = [start for start, _ in starts[1:]] + [count]
    wanted = []
    for (start, sign), stop in zip(starts, stops, strict=False):
        # What follows the baseline does not move its median.
        last = stop if sign else baseline
        points = [y for y in values[start:last] if not math.isnan(y)]
        wanted.append((start, stop, median(points), sign))
    made = collaboratives.segments(values, baseline=baseline, length=length)
    ours = [(it.start, it.stop, it.median, it.side) for it in made]
    same = ours == wanted
    return "" if same else f"{ours}, not {wanted} of {(values, baseline, length)}"


def of_rungs(random: Random) -> str:
    start, factor = random.randint(1, 40), random.randint(2, 6)
    sites = random.choice([None, start + random.randint(0, 3000)])
    wanted = [start]
    while (wanted[-1] < sites) if sites is not None else len(wanted) == 1:
        wanted.append(wanted[-1] * factor)
    if sites is not None:
        # One further than four is nothing to plan for.
        wanted = [min(rung, sites) for rung in wanted[:5]]
    made = collaboratives.rungs(start, sites=sites, factor=factor)
    same = list(made) == wanted
    return "" if same else f"{made}, not {wanted} of {(start, sites, factor)}"


def of_rows(random: Random) -> str:
    rows = sorted(random.sample(range(2, 30), random.randint(1, 12)))
    parts: list[list[int]] = []
    for row in rows:
        if parts and row == parts[-1][-1] + 1:
            parts[-1].append(row)
        else:
            parts.append([row])
    said = ", ".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else f"{p[0]}" for p in parts)
    wanted = f"a.csv row{'s' * (len(rows) > 1)} {said}"
    random.shuffle(rows)
    made = collaboratives.row_ranges([f"a.csv row {row}" for row in rows])
    return "" if made == (wanted,) else f"{made}, not {wanted!r} of {rows}"


def of_waits(random: Random) -> str:
    """Solve L(s) = 1 + Σ P(zone) L(s and zone) over the zones of two points."""
    rules: list[Any] = random.sample(
        [
            spc.BeyondLimits(),
            spc.BeyondLimits(sigmas=2, name="two sigma"),
            spc.Shift(3),
            spc.KOfNBeyond(),
            spc.KOfNBeyond(windows="full", name="full"),
            spc.Mixture(3),
            spc.Mixture(2, both_sides=False, name="either side"),
            spc.OppositeLimits(),
        ],
        random.randint(1, 3),
    )
    shift = random.choice([0.0, 0.5, 1.5, -1.0])
    up_to = [0.0, *(NormalDist(shift).cdf(edge) for edge in EDGES), 1.0]
    chances = [b - a for a, b in pairwise(up_to)]
    states = [s for length in range(3) for s in product(ZONES, repeat=length)]
    place = {state: at for at, state in enumerate(states)}
    rows = []
    for at, state in enumerate(states):
        row = [float(at == other) for other in range(len(states))] + [1.0]
        for zone, chance in zip(ZONES, chances, strict=True):
            line = (*state, zone)
            dots = [Dot(n, y, 0.0, 1.0, -3.0, 3.0) for n, y in enumerate(line)]
            if not any(any(flags_of(rule, [dots], len(dots))) for rule in rules):
                row[place[line[-2:]]] -= chance
        rows.append(row)
    wanted = solved(rows)[0]
    ours = spc.average_run_length(rules, shift)
    near = math.isclose(ours.mean, wanted, rel_tol=1e-8)
    return "" if near else f"{ours!r}, not {wanted!r} of {rules} at {shift}"


ASKED: Final = {
    "segments": (of_segments, 40),
    "rungs": (of_rungs, 20),
    "rows": (of_rows, 20),
    "waits": (of_waits, 4),
}

compare_teams: Final = any_of(ASKED)
