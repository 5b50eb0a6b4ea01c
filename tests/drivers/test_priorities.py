"""Which ideas first: every way keeps all ideas, and says why."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.drivers import Quadrant, Rating, multivote, pick, weighted_matrix
from cqikit.errors import DataError, DuplicateError, FieldError

IDEAS = ("call", "text", "visit", "write", "wait", "ask")
marks = st.integers(1, 5).map(float)
ratings = st.lists(
    st.builds(Rating, st.sampled_from(IDEAS), marks, marks),
    unique_by=lambda rating: rating.key,
)
tables = st.fixed_dictionaries(
    {idea: st.fixed_dictionaries({"payoff": marks, "ease": marks}) for idea in IDEAS}
)


@given(ratings)
def test_a_pick_chart_places_every_idea_once(of: list[Rating]) -> None:
    placed = pick(of)
    assert list(placed) == list(Quadrant)
    keys = [key for found in placed.values() for key in found]
    assert sorted(keys) == sorted(rating.key for rating in of)


@pytest.mark.parametrize(
    ("payoff", "effort", "quadrant"),
    [
        (3.0, 2.9, "implement"),
        (3.0, 3.0, "challenge"),
        (2.9, 2.9, "possible"),
        (2.9, 3.0, "kill"),
    ],
)
def test_the_quadrants_meet_at_the_cut(
    payoff: float, effort: float, quadrant: str
) -> None:
    assert pick([Rating("x", payoff, effort)])[Quadrant(quadrant)] == ("x",)


def test_in_a_quadrant_the_best_come_first() -> None:
    of = [Rating("a", 4, 2), Rating("b", 5, 2), Rating("c", 4, 1)]
    assert pick(of)[Quadrant.IMPLEMENT] == ("b", "c", "a")
    assert pick(of, payoff_cut=6)[Quadrant.POSSIBLE] == ("b", "c", "a")
    assert pick(of, effort_cut=1)[Quadrant.CHALLENGE] == ("b", "c", "a")
    with pytest.raises(DuplicateError, match="two of the ratings are named 'a'"):
        pick([Rating("a", 1, 1), Rating("a", 2, 2)])


@given(tables, st.integers(1, 9), st.integers(0, 9), st.sampled_from([0.5, 2.0, 8.0]))
def test_only_the_proportions_of_weights_matter(
    table: dict[str, dict[str, float]], payoff: int, ease: int, factor: float
) -> None:
    ranked = weighted_matrix(table, {"payoff": payoff, "ease": ease})
    again = weighted_matrix(table, {"payoff": payoff * factor, "ease": ease * factor})
    assert [(idea.key, idea.rank) for idea in ranked] == [
        (idea.key, idea.rank) for idea in again
    ]
    for idea in ranked:
        low, *_, high = sorted(table[idea.key].values())
        assert low - 1e-9 <= idea.score <= high + 1e-9
        assert math.fsum(part for _, part in idea.parts) == idea.score


@given(tables, st.sampled_from(IDEAS))
def test_a_better_score_never_lowers_the_rank(
    table: dict[str, dict[str, float]], idea: str
) -> None:
    weights = {"payoff": 2.0, "ease": 1.0}
    better = table | {idea: {**table[idea], "payoff": table[idea]["payoff"] + 1}}
    rank = {ranked.key: ranked.rank for ranked in weighted_matrix(table, weights)}
    now = {ranked.key: ranked.rank for ranked in weighted_matrix(better, weights)}
    assert now[idea] <= rank[idea]


def test_all_faults_of_a_matrix_are_said_at_once() -> None:
    with pytest.raises(DataError) as refused:
        weighted_matrix(
            {"call": {"payoff": math.nan, "cost": 1.0}},
            {"payoff": 1.0, "ease": -1.0},
        )
    assert [str(problem) for problem in refused.value.problems] == [
        "weights.ease: must be a number of at least 0 (got -1.0)",
        "scores.call.ease: missing: score every idea on it",
        "scores.call.payoff: must be a finite number (got nan)",
        "scores.call.cost: has no weight",
    ]
    with pytest.raises(DataError, match="must have at least one above 0"):
        weighted_matrix({}, {"payoff": 0.0})


ballots = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.lists(st.sampled_from(IDEAS), unique=True, max_size=2),
)


@given(ballots)
def test_every_vote_is_counted_once(cast: dict[str, list[str]]) -> None:
    ranked = multivote(cast, IDEAS)
    assert {idea.key for idea in ranked} == set(IDEAS)
    assert sum(idea.score for idea in ranked) == sum(map(len, cast.values()))
    scores = [idea.score for idea in ranked]
    assert scores == sorted(scores, reverse=True)
    for idea in ranked:
        assert idea.rank == 1 + sum(other.score > idea.score for other in ranked)
        assert sum(votes for _, votes in idea.parts) == idea.score


def test_equal_scores_share_a_rank_whatever_rounding_does() -> None:
    # 11/3 by two ways to add thirds up: once the second place, once the third.
    scores = {
        "text": {"payoff": 3.0, "ease": 5.0, "reach": 3.0},
        "call": {"payoff": 4.0, "ease": 4.0, "reach": 3.0},
        "wait": {"payoff": 1.0, "ease": 1.0, "reach": 1.0},
        "visit": {"payoff": 5.0, "ease": 2.0, "reach": 4.0},
    }
    for weight in (1.0, 0.1, 1 / 3, 7.0):
        ranked = weighted_matrix(
            scores, dict.fromkeys(("payoff", "ease", "reach"), weight)
        )
        assert [(place.key, place.rank) for place in ranked] == [
            ("text", 1),
            ("call", 1),
            ("visit", 1),
            ("wait", 4),
        ]


def test_a_voter_has_a_third_of_the_votes() -> None:
    assert multivote({"a": ["call", "text"]}, IDEAS)[0].score == 1
    with pytest.raises(DataError, match=r"ballots.a: must have at most 2 votes in all"):
        multivote({"a": ["call", "text", "ask"]}, IDEAS)
    assert multivote({"a": ["call"]}, ["call", "text"])[0].key == "call"
    with pytest.raises(DataError, match="must have at most 1 votes in all"):
        multivote({"a": ["call", "text"]}, ["call", "text"])
    assert multivote({"a": list(IDEAS[:5])}, IDEAS, votes=5)[4].score == 1


def test_votes_may_be_heaped_where_that_is_allowed() -> None:
    heaped = {"a": {"call": 2}}
    with pytest.raises(DataError, match="must have from 0 to 1 votes"):
        multivote(heaped, IDEAS)
    [first, *_] = multivote(heaped, IDEAS, most_on_one=2)
    assert (first.key, first.score, first.parts) == ("call", 2, (("a", 2),))


def test_all_faults_of_ballots_are_said_at_once() -> None:
    with pytest.raises(DataError) as refused:
        multivote({"a": ["cal"], "b": {"call": -1}}, IDEAS)
    assert [problem.where for problem in refused.value.problems] == [
        "ballots.a.cal",
        "ballots.b.call",
    ]
    with pytest.raises(FieldError, match="candidates must differ"):
        multivote({}, ["call", "call"])
