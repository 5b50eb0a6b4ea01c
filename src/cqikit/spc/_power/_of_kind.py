"""The probability of a signal on a chart of a kind about a known centre, exactly.

What a point can be is a letter: its zone, and where it lies to the limits; how likely
each letter is hangs on the size of the point. Rules on zones are walked by a Markov
chain over the points. Rules on runs ask how many points are useful, which is chance
where some lie on the centre line: a forward pass over useful points so far, side,
length of the current run and crossings, O(n³ l), up to 120 points, the runs of a longer
chart only where none lie on the line. Points that are outside are taken out first.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from cqikit.spc._charts._compare import TOLERANCE
from cqikit.spc._power._automata import Letter
from cqikit.spc._power._chain import chain_over, edges_of
from cqikit.spc._runs._joint import RunsDistribution, runs_distribution

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cqikit.spc._charts._view import Floats
    from cqikit.spc._power._distributions import KindDistribution
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._runs._boxes import RunsBox

__all__ = ["looks_of_kind", "signal_of_kind"]

MISSING: Final = Letter(math.nan, 0)
#: So many points are walked with useful points counted.
MOST_USEFUL: Final = 120


class Alphabet(NamedTuple):
    """Every letter that may come, and how likely each is at each point (n, letters)."""

    letters: tuple[Letter, ...]
    chances: Floats


def signal_of_kind(
    rules: Sequence[Rule],
    distribution: KindDistribution,
    boxes_of: Callable[[Sequence[Rule], int], list[RunsBox] | None],
) -> float | None:
    """Return P(any signal) on a chart of this distribution, None where none is known.

    `boxes_of` says which runs of so many useful points leave rules silent.
    """
    silent = looks_of_kind(rules, distribution)
    if silent is not None:
        return 1 - float(np.append(1.0, silent)[-1])
    if _hang_on_last(rules, distribution):
        return None
    outside = [rule for rule in rules if getattr(rule, "pointwise", False)]
    others = [rule for rule in rules if rule not in outside]
    edges = edges_of(outside)
    if (
        edges is None
        or not all(distribution.seen)
        or boxes_of(others, distribution.n) is None
    ):
        return None
    return _of_runs(outside, others, _alphabet(distribution, [*edges, 0.0]), boxes_of)


def looks_of_kind(
    rules: Sequence[Rule], distribution: KindDistribution
) -> Floats | None:
    """Return P(no signal) up to each point, None where rules are no machines."""
    if _hang_on_last(rules, distribution):
        return None
    edges = edges_of(rules)
    if edges is None:
        return None
    found = _alphabet(distribution, edges)
    chain = chain_over(tuple(rules), found.letters)
    return None if chain is None else chain.silent_over(found.chances)


def _hang_on_last(rules: Sequence[Rule], distribution: KindDistribution) -> bool:
    """Say whether rules go by the last point's lines, where lines vary."""
    vary = any(len(set(map(str, line))) > 1 for line in distribution.lines)
    return vary and any(getattr(rule, "by_last", False) for rule in rules)


def _of_runs(
    outside: Sequence[Rule],
    others: Sequence[Rule],
    found: Alphabet,
    boxes_of: Callable[[Sequence[Rule], int], list[RunsBox] | None],
) -> float | None:
    alone = chain_over(tuple(outside), found.letters)
    assert alone is not None  # noqa: S101  (rules on single points are machines)
    silent = found.chances * (alone.following[0] >= 0)
    sides = np.sign([letter.value for letter in found.letters])
    up, on, down = (silent[:, sides == side].sum(axis=1) for side in (1, 0, -1))
    n = up.size
    passing = {getattr(rule, "on_centre", "skip") for rule in others} == {"skip"}
    if on.any() and (not passing or n > MOST_USEFUL):
        return None
    if not on.any():
        some = up + down
        above = np.divide(up, some, out=np.full(n, 0.5), where=some > 0)
        value = float(above[0]) if n and np.ptp(above) == 0 else above
        distribution = runs_distribution(n, value)
        return 1 - float(
            some.prod() * distribution.within(*(boxes_of(others, n) or ()))
        )
    total = float(on.prod())
    for useful in range(1, n + 1):
        distribution = RunsDistribution(
            n=useful, about="useful", at_most=_reading(up, on, down, useful)
        )
        total += float(distribution.within(*(boxes_of(others, useful) or ())))
    return 1 - total


def _reading(up: Floats, on: Floats, down: Floats, useful: int) -> Any:
    distributions = _distributions(up.tobytes(), on.tobytes(), down.tobytes())

    def at_most(longest: int) -> Floats:
        table = distributions(longest if longest < useful else up.size)
        row: Floats = table[useful, :useful]
        return row

    return at_most


@lru_cache(maxsize=8)
def _distributions(*chances: bytes) -> Callable[[int], Floats]:
    up, on, down = (np.frombuffer(chance) for chance in chances)

    @cache
    def at_most(longest: int) -> Floats:
        """Return P(m useful points, c crossings, no longer run), (n + 1, n)."""
        n = up.size
        if longest <= 0:
            return np.zeros((n + 1, n))
        lengths = longest if longest < n else 1
        # (useful points, side, length of the run, crossings)
        state = np.zeros((n + 1, 2, lengths, n))
        none, of_side = 1.0, np.stack([up, down])
        for point in range(n):
            after = state * on[point]
            moved = np.zeros_like(state)
            if longest < n:
                moved[1:, :, 1:] = state[:-1, :, :-1]
            else:
                moved[1:] = state[:-1]
            moved[1:, :, 0, 1:] += state[:-1, ::-1].sum(axis=2)[:, :, :-1]
            moved[1, :, 0, 0] += none
            after += moved * of_side[:, point, None, None]
            state, none = after, none * on[point]
        table: Floats = state.sum(axis=(1, 2))
        return table

    return at_most


def _alphabet(distribution: KindDistribution, edges: Sequence[float]) -> Alphabet:
    """Return what points of a distribution can be, told apart by these edges."""
    lines, levels = np.unique(np.abs([*edges, 0.0])), distribution.levels.tolist()
    numbers: dict[Letter, int] = {}
    rows: dict[Any, dict[int, float]] = {}
    keys = []
    for point in range(distribution.n):
        here = tuple(line[point] for line in distribution.lines)
        of = distribution.sizes[point], levels[point]
        key = (*of, *map(str, here)) if distribution.seen[point] else None
        keys.append(key)
        if key in rows:
            continue
        row: dict[int, float] = {}
        for letter, chance in _letters(distribution, point, lines, here):
            number = numbers.setdefault(letter, len(numbers))
            row[number] = row.get(number, 0.0) + chance
        rows[key] = row
    chances = np.zeros((distribution.n, len(numbers)))
    for point, key in enumerate(keys):
        row = rows[key]
        chances[point, list(row)] = list(row.values())
    return Alphabet(tuple(numbers), chances)


def _letters(
    distribution: KindDistribution, point: int, edges: Floats, lines: Sequence[float]
) -> list[tuple[Letter, float]]:
    if not distribution.seen[point]:
        return [(MISSING, 1.0)]
    centre, sigma, lower, upper = lines
    known = np.array([centre, lower, upper, *(centre + edges * sigma)])
    known = np.append(known, centre - edges * sigma)
    cuts = np.unique(known[~np.isnan(known)])
    values, chances = distribution.outcomes(point, cuts)
    apart = values - centre
    tolerance = TOLERANCE * np.fmax(abs(centre), sigma)
    scale = 1.0 if math.isnan(sigma) else sigma
    place = _zone(np.abs(apart) / scale, edges, tolerance / scale) * np.sign(apart)
    limits = 2 * _beyond(values, lower, upper, tolerance).astype(int)
    limits = np.where(limits == 0, _beyond(values, lower, upper, -tolerance), limits)
    there = chances > 0
    pairs = np.stack([place, limits])[:, there]
    unique, inverse = np.unique(pairs, axis=1, return_inverse=True)
    sums = np.bincount(inverse.ravel(), chances[there])
    letters = [Letter(value, int(limit)) for value, limit in unique.T.tolist()]
    return list(zip(letters, sums.tolist(), strict=True))


def _zone(far: Floats, edges: Floats, tolerance: float) -> Floats:
    """Return a number for each zone: the edge on it, else the middle of two."""
    middles = np.append((edges[1:] + edges[:-1]) / 2, edges[-1] + 1)
    zone = middles[np.searchsorted(edges, far, side="right") - 1]
    near = np.abs(far[:, None] - edges) <= tolerance
    on: Any = near.any(axis=1)
    zone[on] = edges[near[on].argmax(axis=1)]
    return zone


def _beyond(values: Floats, lower: float, upper: float, tolerance: float) -> Floats:
    """Return 1 above the upper limit, -1 below the lower one; NaN is none."""
    over, under = values > upper + tolerance, values < lower - tolerance
    side: Floats = over.astype(float) - under.astype(float)
    return side
