"""What every rule says of every point, from its definition, window by window.

Perla, Provost & Murray 2011; Anhøj & Olesen 2014; Western Electric 1956; Nelson 1984;
Westgard et al. 1981; Making Data Count; Swed & Eisenhart 1943. Plain Python, and
nothing of the library's but the numbers of a rule (how long, how many, which marks).

A chart is a list of phases, each a list of points without those excluded. Two numbers
nearer than a billionth of the centre, or of sigma, are equal.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final, NamedTuple

__all__ = ["RULES", "Dot", "flags_of"]

NEAR: Final = 1e-9


class Dot(NamedTuple):
    """A point, with the lines at it; NaN where there is none."""

    at: int
    value: float
    centre: float
    sigma: float
    lower: float
    upper: float

    @property
    def width(self) -> float:
        """Return how far from the centre still lies on it."""
        if math.isnan(self.sigma):
            return NEAR * abs(self.centre)
        return NEAR * max(abs(self.centre), self.sigma)

    @property
    def side(self) -> int:
        return way(self.value - self.centre, self.width)

    def beyond(self, sigmas: float, *, inclusive: bool = False) -> int:
        """Return on which side it lies more than so many sigma from the centre."""
        apart = self.value - self.centre
        width = -self.width if inclusive else self.width
        past = abs(apart) - width
        # Without a width there are no zones: a sigma of 0 is none.
        if math.isnan(past) or not self.sigma > 0:
            return 0
        many = past / self.sigma
        far = many >= sigmas if inclusive else many > sigmas
        return (1 if apart > 0 else -1) if far else 0

    def outside(self, *, inclusive: bool = False) -> int:
        """Return past which limit it lies."""
        for sign, limit in ((1, self.upper), (-1, self.lower)):
            # What lies on a limit that is the centre is where all others lie.
            narrow = abs(limit - self.centre) <= self.width
            width = -self.width if inclusive and not narrow else self.width
            if sign * (self.value - limit) > width:
                return sign
        return 0


def way(apart: float, width: float) -> int:
    return 1 if apart > width else -1 if apart < -width else 0


def stretches(dots: Sequence[Dot], missing: str) -> Iterator[list[Dot]]:
    """Yield points that are neighbours: a missing one ends a stretch, or is skipped."""
    found: list[Dot] = []
    for dot in dots:
        if not math.isnan(dot.value):
            found.append(dot)
        elif missing == "break":
            yield found
            found = []
    yield found


#: What is found of a phase: (points of a window, its direction), in order.
Found = Iterator[tuple[Sequence[Dot], int]]


def windows(dots: Sequence[Dot], length: int) -> Iterator[Sequence[Dot]]:
    for start in range(len(dots) - length + 1):
        yield dots[start : start + length]


# Neighbours


def shift(rule: Any, phase: Sequence[Dot]) -> Found:
    for stretch in stretches(phase, rule.missing):
        on = rule.on_centre
        line = [dot for dot in stretch if dot.side or on != "skip"]
        also = {"above": (1,), "below": (-1,), "either": (1, -1)}.get(on, ())
        for window in windows(line, rule.length):
            for sign in (1, -1):
                sides = [dot.side or (sign if sign in also else 0) for dot in window]
                some = on != "either" or any(dot.side for dot in window)
                if some and all(side == sign for side in sides):
                    yield window, sign


def step(before: Dot, dot: Dot) -> int:
    return way(dot.value - before.value, NEAR * abs(dot.value))


def trend(rule: Any, phase: Sequence[Dot]) -> Found:
    points = rule.length + (rule.counts == "steps")
    for stretch in stretches(phase, rule.missing):
        line = list(stretch)
        if rule.ties == "skip":
            # Two equal neighbours count as one point, the first of them.
            tied = {dot for before, dot in pairwise(line) if not step(before, dot)}
            line = [dot for dot in line if dot not in tied]
        for window in windows(line, points):
            for sign in (1, -1):
                if all(step(*two) == sign for two in pairwise(window)):
                    yield window, sign


def alternating(rule: Any, phase: Sequence[Dot]) -> Found:
    for stretch in stretches(phase, rule.missing):
        for window in windows(stretch, rule.length):
            steps = [step(*two) for two in pairwise(window)]
            if all(a and a == -b for a, b in pairwise(steps)):
                yield window, 2


# Zones


def beyond_limits(rule: Any, phase: Sequence[Dot]) -> Found:
    for dot in phase:
        inclusive = rule.inclusive
        if rule.sigmas is None:
            found = dot.outside(inclusive=inclusive)
        else:
            found = dot.beyond(rule.sigmas, inclusive=inclusive)
        if found:
            yield [dot], found


def k_of_n(rule: Any, phase: Sequence[Dot]) -> Found:
    def far(dot: Dot) -> int:
        out = rule.within_limits and dot.outside()
        return 0 if out else dot.beyond(rule.sigmas, inclusive=rule.inclusive)

    for stretch in stretches(phase, rule.missing):
        for last in range(1, len(stretch) + 1):
            if last < rule.window and rule.windows == "full":
                continue
            window = stretch[max(last - rule.window, 0) : last]
            for sign in (1, -1):
                if counted(rule, window, sign, far):
                    own = [dot for dot in window if far(dot) == sign]
                    yield (own if rule.marks == "beyond" else window), sign


def counted(
    rule: Any, window: Sequence[Dot], sign: int, far: Callable[[Dot], int]
) -> bool:
    """Say whether enough points of a window lie beyond the line on one side."""
    found = [far(dot) for dot in window]
    if rule.by_last:
        lines = window[-1][2:4]
        moved = [Dot(dot.at, dot.value, *lines, math.nan, math.nan) for dot in window]
        found = [d.beyond(rule.sigmas, inclusive=rule.inclusive) for d in moved]
    count = found.count(sign) - (found.count(-sign) if rule.net else 0)
    one_side = all(dot.side == sign for dot in window)
    last = far(window[-1]) == sign
    return (
        count >= rule.count
        and (one_side or not rule.same_side)
        and (last or not rule.last_beyond)
    )


def stratification(rule: Any, phase: Sequence[Dot]) -> Found:
    def near(dot: Dot) -> bool:
        there = not math.isnan(dot.value + dot.centre) and dot.sigma > 0
        return there and not dot.beyond(rule.sigmas, inclusive=not rule.inclusive)

    for stretch in stretches(phase, rule.missing):
        for window in windows(stretch, rule.length):
            if all(map(near, window)):
                yield window, 2


def mixture(rule: Any, phase: Sequence[Dot]) -> Found:
    for stretch in stretches(phase, rule.missing):
        for window in windows(stretch, rule.length):
            far = {d.beyond(rule.sigmas, inclusive=rule.inclusive) for d in window}
            if 0 not in far and (far == {1, -1} or not rule.both_sides):
                yield window, 2


def opposite(rule: Any, phase: Sequence[Dot]) -> Found:
    for stretch in stretches(phase, rule.missing):
        for both in pairwise(stretch):
            far = [d.beyond(rule.sigmas, inclusive=rule.inclusive) for d in both]
            if set(far) == {1, -1}:
                if rule.marks == "beyond":
                    yield both[:1], far[0]
                yield both[1:], far[1]


# Whole phases


def runs_of(sides: Sequence[int]) -> list[int]:
    """Return the lengths of runs of useful points, in order."""
    useful = [side for side in sides if side]
    lengths: list[int] = []
    for at, side in enumerate(useful):
        if at and useful[at - 1] == side:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths


def allowed_run(n: int) -> int:
    return round(math.log2(n)) + 3 if n else 0


def fewest_crossings(n: int) -> int:
    """Return the smallest c with P(Binomial(n - 1, 1/2) <= c) >= 0.05."""
    below = Fraction(0)
    for count in range(n):
        below += Fraction(math.comb(n - 1, count), 2 ** (n - 1))
        if below >= Fraction(1, 20):
            return count
    return 0


def longest_run(rule: Any, phase: Sequence[Dot]) -> Found:
    allowed = allowed_run(sum(1 for dot in phase if dot.side))
    for stretch in stretches(phase, rule.missing):
        useful = [dot for dot in stretch if dot.side]
        for window in windows(useful, allowed + 1):
            if len({dot.side for dot in window}) == 1:
                if rule.marks == "phase":
                    yield observed(phase), 2
                    return
                yield window, window[0].side


def observed(phase: Sequence[Dot]) -> list[Dot]:
    return [dot for dot in phase if not math.isnan(dot.value)]


def crossings(_rule: Any, phase: Sequence[Dot]) -> Found:
    lengths = runs_of([dot.side for dot in phase])
    if max(len(lengths) - 1, 0) < fewest_crossings(sum(lengths)):
        yield observed(phase), 2


def run_count(rule: Any, phase: Sequence[Dot]) -> Found:
    sides = [dot.side for dot in phase if dot.side]
    above, runs = sides.count(1), len(runs_of(sides))
    below = len(sides) - above
    ways = {runs: ways_of(above, below, runs) for runs in range(len(sides) + 1)}
    whole, tail = sum(ways.values()), Fraction(rule.tail)
    few = sum(ways[r] for r in ways if r <= runs)
    many = sum(ways[r] for r in ways if r >= runs)
    if min(few, many) <= tail * whole:
        yield observed(phase), 2


def ways_of(above: int, below: int, runs: int) -> int:
    """Return in how many orders so many points make so many runs (Swed, Eisenhart)."""
    if not above + below:
        return int(runs == 0)
    found = 0
    for first, second in ((above, below), (below, above)):
        ups, downs = (runs + 1) // 2, runs // 2
        found += cut(first, ups) * cut(second, downs)
    return found


def cut(points: int, runs: int) -> int:
    if not points or not runs:
        return int(points == runs)
    return math.comb(points - 1, runs - 1)


RULES: dict[str, Callable[[Any, Sequence[Dot]], Found]] = {
    "Shift": shift,
    "Trend": trend,
    "Alternating": alternating,
    "BeyondLimits": beyond_limits,
    "KOfNBeyond": k_of_n,
    "Stratification": stratification,
    "Mixture": mixture,
    "OppositeLimits": opposite,
    "LongestRun": longest_run,
    "Crossings": crossings,
    "RunCount": run_count,
}


def flags_of(rule: Any, phases: Sequence[Sequence[Dot]], n: int) -> list[int]:
    """Return the flags of a rule: of two windows, the later one tells the direction."""
    flags = [0] * n
    for phase in phases:
        for window, sign in RULES[type(rule).__name__](rule, phase):
            completing = getattr(rule, "marks", "all") == "completing"
            for dot in window[-1:] if completing else window:
                flags[dot.at] = sign
    return flags
