"""Which ideas first, and what predictions were worth, in plain Python.

PICK by its two cuts, a weighted matrix by weighted means, multivoting by its hands;
Wilson 1927 by looking for the shares that are just not refused, Brier 1950 by its mean.
"""

from __future__ import annotations

import math
from random import Random
from statistics import NormalDist, mean, stdev
from typing import Any, Final

from cqikit import drivers, pdsa
from tests.differential.asked import any_of
from tests.differential.predicted import of_predictions

__all__ = ["compare_choices"]

NEAR: Final = 1e-9


def close(ours: float, wanted: float) -> bool:
    return math.isclose(ours, wanted, rel_tol=NEAR, abs_tol=NEAR)


def ranks(scores: list[float]) -> list[int]:
    """Return for each how many are better, and one; so equals share a rank."""
    return [1 + sum(other > score for other in scores) for score in scores]


def of_matrix(random: Random) -> str:
    ideas = [f"i{n}" for n in range(random.randint(1, 6))]
    criteria = [f"c{n}" for n in range(random.randint(1, 4))]
    weights = {name: float(random.choice([0, 1, 2, 4])) for name in criteria}
    weights[criteria[0]] += 1
    scores = {
        idea: {name: float(random.randint(1, 5)) for name in criteria} for idea in ideas
    }
    total = sum(weights.values())
    # Quarters and so on are sums without rounding, so that equals are equal.
    totals = [sum(weights[c] * scores[idea][c] for c in criteria) for idea in ideas]
    wanted = dict(zip(ideas, zip(totals, ranks(totals), strict=True), strict=True))
    ranked = drivers.weighted_matrix(scores, weights)
    for place in ranked:
        if not close(place.score, wanted[place.key][0] / total):
            return f"{place}, not {wanted[place.key]} of {scores} by {weights}"
        if place.rank != wanted[place.key][1]:
            return f"rank {place}, not {wanted[place.key]} of {scores} by {weights}"
    ordered = [place.rank for place in ranked]
    return "" if ordered == sorted(ordered) else f"order {ordered} of {scores}"


def of_votes(random: Random) -> str:
    names = [f"i{n}" for n in range(random.randint(1, 9))]
    votes = max(1, len(names) // 3)
    ballots = {
        f"v{n}": random.sample(names, random.randint(0, votes))
        for n in range(random.randint(1, 8))
    }
    cast = [float(sum(name in said for said in ballots.values())) for name in names]
    ranked = drivers.multivote(ballots, names)
    ours = {place.key: (place.score, place.rank) for place in ranked}
    wanted = dict(zip(names, zip(cast, ranks(cast), strict=True), strict=True))
    return "" if ours == wanted else f"{ours}, not {wanted} of {ballots}"


def of_pick(random: Random) -> str:
    rated = [
        (f"i{n}", random.randint(1, 5), random.randint(1, 5))
        for n in range(random.randint(0, 9))
    ]
    cuts = random.choice([2.0, 3.0]), random.choice([3.0, 4.5])
    quadrants = {
        "implement": (True, False),
        "challenge": (True, True),
        "possible": (False, False),
        "kill": (False, True),
    }
    wanted = {}
    for name, where in quadrants.items():
        here = [
            (-payoff, effort, place, key)
            for place, (key, payoff, effort) in enumerate(rated)
            if (payoff >= cuts[0], effort >= cuts[1]) == where
        ]
        wanted[name] = tuple(key for *_, key in sorted(here))
    made = drivers.pick(
        [drivers.Rating(*row) for row in rated], payoff_cut=cuts[0], effort_cut=cuts[1]
    )
    ours = {quadrant.value: keys for quadrant, keys in made.items()}
    return "" if ours == wanted else f"{ours}, not {wanted} of {rated}"


def of_wilson(random: Random) -> str:
    of = random.randint(1, 60)
    count, confidence = random.randint(0, of), random.choice([0.8, 0.95, 0.99])
    z = NormalDist().inv_cdf((1 + confidence) / 2)

    def refused(share: float) -> bool:
        error = math.sqrt(share * (1 - share) / of)
        return abs(count / of - share) > z * error

    def edge(outside: float, inside: float) -> float:
        if not refused(outside):
            return outside
        for _ in range(200):
            middle = (outside + inside) / 2
            outside, inside = (middle, inside) if refused(middle) else (outside, middle)
        return inside

    share = count / of
    wanted = (edge(0.0, share), edge(1.0, share))
    ours = pdsa.wilson(count, of, confidence)
    same = all(map(close, ours, wanted))
    return "" if same else f"{ours}, not {wanted} of {count, of, confidence}"


def of_brier(random: Random) -> str:
    said: list[Any] = [
        (random.choice([0.0, 0.3, 0.5, 0.8, 1.0]), random.randint(0, 1))
        for _ in range(random.randint(0, 12))
    ]
    confidence = random.choice([0.9, 0.95])
    ours = pdsa.brier(said, confidence)
    if not said or ours is None:
        return "" if not said and ours is None else f"{ours} of {said}"
    errors = [(sure - came) ** 2 for sure, came in said]
    came = mean(outcome for _, outcome in said)
    wanted = [mean(errors), mean((came - outcome) ** 2 for _, outcome in said)]
    found = [ours.score, ours.base]
    if len(said) > 1:
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        half = z * stdev(errors) / math.sqrt(len(errors))
        wanted += [max(wanted[0] - half, 0), min(wanted[0] + half, 1)]
        found += ours.interval or ()
    same = len(found) == len(wanted) and all(map(close, found, wanted))
    return "" if same else f"{found}, not {wanted} of {said}"


ASKED: Final = {
    "matrix": (of_matrix, 1),
    "votes": (of_votes, 1),
    "pick": (of_pick, 1),
    "wilson": (of_wilson, 1),
    "brier": (of_brier, 1),
    "predictions": (of_predictions, 2),
}

compare_choices: Final = any_of(ASKED)
