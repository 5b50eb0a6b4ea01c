"""Teams beside each other: levels and ranks, worked out again in plain Python."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from statistics import NormalDist, mean
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.collaboratives import between
from cqikit.collaboratives._shrunk import beyond_others, normals, rates
from cqikit.core import parse_period
from cqikit.measures import Direction, Measure, MeasureKind, Observation, Series, series

START = parse_period("2024-01")
Pair = tuple[float, float]


def pairs(
    seen: Mapping[str, Pair], kind: Any = "proportion", direction: Any = "higher"
) -> list[Series]:
    """Return one month of each team."""
    per = 100 if kind == "proportion" else 1000
    measure = Measure(key="m", title="M", kind=kind, direction=direction, per=per)
    return [
        series(
            measure,
            [Observation(period=START, numerator=over, denominator=under)],
            team=team,
        )
        for team, (over, under) in seen.items()
    ]


def months(
    seen: Mapping[str, Sequence[float | None]],
    kind: MeasureKind = MeasureKind.CONTINUOUS,
    direction: Direction = Direction.NEITHER,
) -> list[Series]:
    """Return months of ready values of each team."""
    measure = Measure(key="m", title="M", kind=kind, direction=direction)
    return [
        series(
            measure,
            [
                Observation(period=START.shift(place), value=value)
                for place, value in enumerate(values)
            ],
            team=team,
        )
        for team, values in seen.items()
    ]


def quantile(density: Callable[[float], float], share: float, top: float) -> float:
    """Return a quantile of a density from 0 to `top`, by adding up thin slices."""
    width = top / 200_000
    at = [(place + 0.5) * width for place in range(200_000)]
    sums = list(accumulate(density(value) for value in at))
    place = next(i for i, below in enumerate(sums) if below >= share * sums[-1])
    return at[place]


def above(this: Callable[[float], float], other: Callable[[float], float]) -> float:
    """Return how probably a draw from 0 to 1 of `other` is more than one of `this`."""
    at = [(place + 0.5) / 4000 for place in range(4000)]
    first, second = ([density(x) for x in at] for density in (this, other))
    under = list(accumulate(first))
    return sum(b * a for b, a in zip(second, under, strict=True)) / (
        under[-1] * sum(second)
    )


SEEN: Mapping[str, Pair] = {"a": (2, 20), "b": (10, 20), "c": (30, 60), "d": (70, 100)}


def beta_of(seen: Mapping[str, Pair]) -> dict[str, Pair]:
    """Return the posterior of each team: alpha and beta."""
    total = sum(under for _, under in seen.values())
    level = sum(over for over, _ in seen.values()) / total
    count = len(seen)
    squares = sum(n * (x / n - level) ** 2 for x, n in seen.values())
    within = level * (1 - level)
    weight = total - sum(n * n for _, n in seen.values()) / total - (count - 1)
    variance = (squares - (count - 1) * within) / weight
    prior = within / variance - 1
    return {
        team: (prior * level + x, prior * (1 - level) + n - x)
        for team, (x, n) in seen.items()
    }


def test_proportions_are_shrunk_as_a_beta_binomial() -> None:
    found = between(pairs(SEEN))
    assert found is not None
    assert found.model == "beta-binomial"
    assert found.centre == pytest.approx(100 * 112 / 200)
    posterior = beta_of(SEEN)

    def density(team: str) -> Callable[[float], float]:
        alpha, beta = posterior[team]
        # At its top it is 1, so that nothing overflows.
        top = (alpha - 1) / (alpha + beta - 2)

        def of(x: float) -> float:
            return math.exp(
                (alpha - 1) * math.log(x / top)
                + (beta - 1) * math.log((1 - x) / (1 - top))
            )

        return of

    for team in found.teams:
        alpha, beta = posterior[team.team]
        assert team.value == pytest.approx(
            100 * SEEN[team.team][0] / SEEN[team.team][1]
        )
        assert team.estimate == pytest.approx(100 * alpha / (alpha + beta), rel=1e-12)
        for share, end in ((0.025, team.low), (0.975, team.high)):
            wanted = 100 * quantile(density(team.team), share, 1.0)
            assert end == pytest.approx(wanted, abs=0.01)
        rank = 1 + sum(
            above(density(team.team), density(other))
            for other in SEEN
            if other != team.team
        )
        assert team.rank == pytest.approx(rank, abs=0.05)
    # Half of b and half of c: the smaller is drawn further towards all.
    assert [team.team for team in found.teams] == ["d", "b", "c", "a"]


def test_rates_are_shrunk_as_a_gamma_poisson() -> None:
    seen = {"a": (2.0, 20.0), "b": (10.0, 20.0), "c": (90.0, 60.0)}
    found = between(pairs(seen, "rate", "lower"))
    assert found is not None
    assert found.model == "gamma-Poisson"
    level = 102 / 100
    squares = sum(n * (x / n - level) ** 2 for x, n in seen.values()) / 100
    variance = squares - level / (100 / 3)
    for team in found.teams:
        x, n = seen[team.team]
        shape, rate = level**2 / variance + x, level / variance + n
        assert team.estimate == pytest.approx(1000 * shape / rate, rel=1e-12)

        def density(at: float, shape: float = shape, rate: float = rate) -> float:
            top = (shape - 1) / rate
            return math.exp((shape - 1) * math.log(at / top) - rate * (at - top))

        wanted = 1000 * quantile(density, 0.975, 5 * shape / rate)
        assert team.high == pytest.approx(wanted, rel=1e-3)
    # Fewer are better: the lowest is first.
    assert [team.team for team in found.teams] == ["a", "b", "c"]
    assert found.teams[0].best == 1
    assert found.teams[-1].worst == 3


def test_rates_that_vary_just_as_chance_has_it_have_one_level() -> None:
    # Mean 1 and variance 1, as of Poisson counts: nothing is left between teams.
    assert rates(np.array([0.0, 2.0]), np.array([1.0, 1.0])) is None
    assert rates(np.array([0.0, 2.1]), np.array([1.0, 1.0])) is not None


def test_counts_are_compared_by_period() -> None:
    falls: Mapping[str, Sequence[float | None]]
    falls = {"a": [1.0, 2, None], "b": [9.0, 8, 10], "c": [4.0, 5, 4]}
    found = between(months(falls, MeasureKind.COUNT, Direction.LOWER))
    assert found is not None
    by_team = {team.team: team for team in found.teams}
    assert (by_team["a"].events, by_team["a"].size) == (3, 2)
    assert by_team["a"].value == 1.5
    assert found.funnel is not None
    assert found.funnel.units == ("a", "b", "c")


def test_means_are_shrunk_as_normals() -> None:
    seen = {"a": [4.0, 6, 5], "b": [7.0, 9, 8, 8], "c": [1.0, 2, 3], "d": [4.0, 5]}
    found = between(months(seen))
    assert found is not None
    assert found.model == "normal-normal"
    assert found.funnel is None
    means = {team: mean(values) for team, values in seen.items()}
    squares = sum((y - means[team]) ** 2 for team, ys in seen.items() for y in ys)
    variance = squares / (12 - 4)
    errors = {team: variance / len(ys) for team, ys in seen.items()}
    weights = {team: 1 / error for team, error in errors.items()}
    total = sum(weights.values())
    fixed = sum(weights[team] * means[team] for team in seen) / total
    q = sum(weights[team] * (means[team] - fixed) ** 2 for team in seen)
    scale = total - sum(w * w for w in weights.values()) / total
    between_teams = (q - 3) / scale
    assert found.spread == pytest.approx(math.sqrt(between_teams))
    around = {team: 1 / (error + between_teams) for team, error in errors.items()}
    centre = sum(around[t] * means[t] for t in seen) / sum(around.values())
    for team in found.teams:
        kept = between_teams / (between_teams + errors[team.team])
        wanted = centre + kept * (means[team.team] - centre)
        sd = math.sqrt(kept * errors[team.team])
        assert team.estimate == pytest.approx(wanted, rel=1e-12)
        assert team.high == pytest.approx(wanted + NormalDist().inv_cdf(0.975) * sd)
    # Without a better direction, the highest is first.
    assert [team.team for team in found.teams] == ["b", "a", "d", "c"]
    assert found.special == ()


def test_a_mean_far_from_the_others_is_special_cause() -> None:
    others = {f"t{place}": [4.0, 6, 5, 5 + place / 9] for place in range(5)}
    found = between(months({**others, "far": [40.0, 41, 42, 41]}))
    assert found is not None
    assert [(place.team, place.special) for place in found.special] == [("far", 1)]
    low = between(months({**others, "far": [-40.0, -41, -42, -41]}))
    assert low is not None
    assert [(place.team, place.special) for place in low.special] == [("far", -1)]


@given(
    seen=st.lists(
        st.tuples(st.floats(0, 1000), st.integers(1, 36)), min_size=3, max_size=12
    )
)
def test_a_mean_is_compared_with_those_of_the_others_only(
    seen: list[tuple[float, int]],
) -> None:
    means = np.array([level for level, _ in seen])
    errors = 2 / np.sqrt([size for _, size in seen])
    wanted = []
    for place, (level, error) in enumerate(zip(means, errors, strict=True)):
        rest = np.arange(len(means)) != place
        known = normals(means[rest], errors[rest])
        between_teams = known.spread**2 if known else 0.0
        weights = 1 / (errors[rest] ** 2 + between_teams)
        centre = (weights * means[rest]).sum() / weights.sum()
        wanted.append(
            (level - centre) / math.sqrt(error**2 + between_teams + 1 / weights.sum())
        )
    found = beyond_others(means, errors)
    np.testing.assert_allclose(found, wanted, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_teams_that_differ_by_chance_have_no_ranks(kind: str) -> None:
    found = between(pairs({"a": (10, 100), "b": (11, 100), "c": (9, 100)}, kind))
    assert found is not None
    assert (found.model, found.spread) == ("one level for all", 0)
    assert {(team.best, team.worst, team.rank) for team in found.teams} == {(1, 3, 2)}
    assert {team.estimate for team in found.teams} == {found.centre}
    assert found.special == ()


def test_means_that_differ_by_chance_have_no_ranks() -> None:
    seen = {team: [1.0, 5, 3 + place / 9] for place, team in enumerate("abc")}
    found = between(months(seen))
    assert found is not None
    assert found.model == "one level for all"


def test_a_funnel_allows_for_what_teams_differ_by() -> None:
    alike: dict[str, Pair] = {f"t{n:02}": (10 + n % 3, 100) for n in range(20)}
    plain = between(pairs({**alike, "far": (45, 100)}))
    assert plain is not None
    assert plain.funnel is not None
    assert plain.funnel.limits == "interpolated"
    assert [(place.team, place.special) for place in plain.special] == [("far", 1)]
    spread: dict[str, Pair] = {f"t{n:02}": (20 * n, 1000) for n in range(1, 21)}
    wide = between(pairs(spread))
    assert wide is not None
    assert wide.funnel is not None
    assert wide.funnel.limits == "additive"
    assert wide.special == ()
    parts = between(pairs({"a": (1.5, 10), "b": (1.4, 10), "c": (1.6, 10)}))
    assert parts is not None
    assert parts.funnel is not None
    assert parts.funnel.limits == "normal"


def test_where_there_is_too_little_nothing_is_compared() -> None:
    assert between(pairs({"a": (1, 10), "b": (9, 10)})) is None
    assert between(months({"a": [1.0], "b": [2.0], "c": [3.0]})) is None
    assert between(months({"a": [1.0, 1], "b": [2.0, 2], "c": [3.0, 3]})) is None
    gaps = {team: [1.0, 2.0] for team in "abc"}
    made = [
        series(
            Measure(key="g", title="G", kind="time-between"),
            [
                Observation(period=f"2024-01-{day:02}", value=day)
                for day in range(1, 1 + len(values))
            ],
            team=team,
        )
        for team, values in gaps.items()
    ]
    assert between(made) is None
    # One of each: nothing to tell levels from chance by.
    single = between(pairs({"a": (0, 1), "b": (1, 1), "c": (1, 1)}))
    assert single is not None
    assert single.model == "one level for all"


def test_teams_are_compared_since_the_latest_change() -> None:
    seen = {"a": [1.0, 2, 8, 9], "b": [1.0, 2, 1, 2], "c": [1.0, 2, 4, 5]}
    found = between(months(seen), phases=[START.shift(2)])
    assert found is not None
    assert (str(found.first), str(found.last)) == ("2024-03", "2024-04")
    assert {team.team: team.value for team in found.teams} == {
        "a": 8.5,
        "b": 1.5,
        "c": 4.5,
    }
    none_since = between(months(seen), phases=[START.shift(9)])
    assert none_since is not None
    assert str(none_since.first) == "2024-01"


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(10, 40)), min_size=3, max_size=6),
    st.integers(0, 9),
)
def test_the_order_of_teams_changes_no_rank(rows: list[Pair], seed: int) -> None:
    made = pairs({f"t{place}": row for place, row in enumerate(rows)})
    other = random.Random(seed).sample(made, len(made))
    assert between(made) == between(other)
