"""When a series changed, and what leads where in a diagram, in plain Python.

The likeliest place of one lasting change by trying each (Worsley 1983, 1986), and for a
few counts how probable so clear a change is by every way in which they could have
fallen; links of a driver diagram by looking through all of them.
"""

from __future__ import annotations

import math
from itertools import product
from random import Random
from typing import Any, Final

from cqikit import drivers, spc
from cqikit.measures import Aim, Level
from tests.differential.asked import any_of

__all__ = ["compare_changed"]

NAN: Final = math.nan
Points = list[tuple[float, float]]


def xlog(x: float, y: float) -> float:
    return x * math.log(x / y) if x > 0 else 0.0


def likelihood(name: str, points: Points, split: int) -> float:
    """Return the log-likelihood of one mean before `split`, and one from there on."""
    parts = [part for part in (points[:split], points[split:]) if part]
    sums = [(sum(y for y, _ in part), sum(n for _, n in part)) for part in parts]
    if name == "poisson":
        return sum(xlog(y, n) for y, n in sums)
    if name == "binomial":
        return sum(xlog(y, n) + xlog(n - y, n) for y, n in sums)
    if name == "geometric":
        return sum(xlog(y, y + n) + xlog(n, y + n) for y, n in sums)
    if name == "exponential":
        return sum(-n * math.log(y / n) for y, n in sums)
    left = sum(
        (y - total / size) ** 2
        for part, (total, size) in zip(parts, sums, strict=True)
        for y, _ in part
    )
    return -len(points) / 2 * math.log(left) if left > 0 else math.inf


KINDS: Final = {
    "c": "poisson",
    "u": "poisson",
    "p": "binomial",
    "np": "binomial",
    "i": "normal",
    "g": "geometric",
    "t-exponential": "exponential",
}


def drawn(random: Random, kind: str) -> Points:
    n = random.randint(4, 25)
    at, level = random.randint(0, n), random.choice([0.3, 2.0, 9.0])
    found = []
    for place in range(n):
        mean = level * random.choice([1, 1, 1.3]) * (2.5 if place >= at else 1)
        if kind in {"p", "np"}:
            trials, share = random.randint(3, 40), min(mean / 30, 0.9)
            y = float(sum(random.random() < share for _ in range(trials)))
            found.append((y, float(trials)))
        elif kind == "u":
            size = random.choice([1.0, 2.5, 4.0])
            found.append((float(round(random.gauss(mean * size, 1)) % 60), size))
        elif kind == "i":
            found.append((random.gauss(mean, 1), 1.0))
        elif kind == "t-exponential":
            found.append((random.expovariate(1 / mean) + 1e-3, 1.0))
        else:
            found.append((float(int(random.expovariate(1 / mean))), 1.0))
    return found


def of_places(random: Random) -> str:
    kind = random.choice([*KINDS])
    name, points = KINDS[kind], drawn(random, kind)
    n = len(points)
    lost = random.sample(range(n), random.choice([0, 0, n // 5]))
    values: list[Any] = [NAN if at in lost else y for at, (y, _) in enumerate(points)]
    asked: dict[str, Any] = {}
    if kind in {"u", "p", "np"}:
        asked["sizes"] = [size for _, size in points]
    spare = [at for at in range(n) if at not in lost]
    if random.random() < 0.3:
        left_out = random.sample(spare, len(spare) // 5)
        asked["exclude"] = dict.fromkeys(left_out, "storm")
        spare = [at for at in spare if at not in left_out]
    least = 2 if name == "normal" else 1
    kept = [points[at] for at in spare]
    if len(kept) < 2 * least:
        return ""
    splits = range(least, len(kept) - least + 1)
    found = {split: likelihood(name, kept, split) for split in splits}
    best = max(found, key=lambda split: (found[split], -split))
    if sum(found[best] - other < 1e-7 for other in found.values()) > 1:
        return ""
    made = spc.change_point(spc.chart(values, kind, **asked), draws=1)  # type: ignore[arg-type]
    ours = (made.place, made.candidates, made.distribution)
    wanted = (spare[best], len(splits), name)
    if ours != wanted:
        return f"{ours}, not {wanted} of {kind} {values} {asked}"
    for side, part in ((made.before, kept[:best]), (made.after, kept[best:])):
        total, size = sum(y for y, _ in part), sum(m for _, m in part)
        mean = total / (len(part) if kind == "np" else size)
        if not math.isclose(side, mean, rel_tol=1e-9, abs_tol=1e-9):
            return f"mean {side}, not {mean} of {kind} {values} {asked}"
    return ""


def of_chances(random: Random) -> str:
    n, total = random.randint(3, 4), random.randint(2, 6)
    seen = [0] * n
    for _ in range(total):
        seen[random.randrange(n)] += 1

    def apart(counts: list[int]) -> float:
        points = [(float(y), 1.0) for y in counts]
        most = max(likelihood("poisson", points, split) for split in range(1, n))
        return most - likelihood("poisson", points, 0)

    here = apart(seen)
    loud = sum(
        apart([fallen.count(place) for place in range(n)]) >= here - 1e-9
        for fallen in product(range(n), repeat=total)
    )
    wanted = loud / n**total
    draws = 999
    ours = spc.change_point(spc.chart(seen, "c"), draws=draws).chance
    far = 6 * math.sqrt(wanted * (1 - wanted) / draws) + 2 / draws
    return "" if abs(ours - wanted) < far else f"chance {ours}, not {wanted} of {seen}"


def of_diagrams(random: Random) -> str:
    layer = {"aim": 0}
    for tier, most in ((1, 3), (2, 4), (3, 5)):
        layer |= {f"k{tier}{n}": tier for n in range(random.randint(0, most))}
    pairs = [
        (cause, effect)
        for cause in layer
        for effect in layer
        if layer[cause] > layer[effect] and random.random() < 0.4
    ]
    aim = Aim(key="aim", title="A", measure="m", target=Level(9.0), by="2027-06")
    made = drivers.Diagram(
        key="d",
        title="D",
        aim=aim,
        drivers=[
            drivers.Driver(key=key, title=key, tier=("primary", "secondary")[at - 1])
            for key, at in layer.items()
            if at in {1, 2}
        ],
        ideas=[
            drivers.ChangeIdea(key=key, title=key)
            for key, at in layer.items()
            if at == 3
        ],
        links=[
            drivers.Link(cause=cause, effect=effect)
            for cause, effect in random.sample(pairs, len(pairs))
        ],
    )
    for key, at in layer.items():
        ours = (
            set(drivers.causes_of(made, key)),
            set(drivers.effects_of(made, key)),
            int(drivers.layer_of(made, key)),
        )
        causes = {cause for cause, effect in pairs if effect == key}
        effects = {effect for cause, effect in pairs if cause == key}
        if ours != (causes, effects, at):
            return f"{key}: {ours}, not {(causes, effects, at)} of {pairs}"
    # Every way up from anything to the aim is a branch of the tree, and no other is.
    ways: set[tuple[str, ...]] = {("aim",)}
    for _ in range(3):
        ways |= {
            (*way, cause)
            for way in ways
            for cause, effect in pairs
            if effect == way[-1]
        }
    ours_too: set[tuple[str, ...]] = set()
    open_now: list[Any] = [((), drivers.tree(made))]
    while open_now:
        way, branch = open_now.pop()
        ours_too.add((*way, branch.key))
        open_now += [((*way, branch.key), child) for child in branch.children]
    return "" if ours_too == ways else f"{ours_too}, not {ways} of {pairs}"


ASKED: Final = {
    "place": (of_places, 40),
    "chance": (of_chances, 5),
    "diagram": (of_diagrams, 20),
}

compare_changed: Final = any_of(ASKED)
