"""Which ideas first: PICK, a weighted matrix, multivoting."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from attrs import field, frozen

from cqikit.core import Choice, arguments, finite, is_key, say
from cqikit.errors import DataError, DuplicateError, FieldError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "Quadrant",
    "Ranked",
    "Rating",
    "multivote",
    "pick",
    "weighted_matrix",
]


class Quadrant(Choice):
    """Where an idea stands in a PICK chart, by its payoff and the effort."""

    IMPLEMENT = "implement"
    CHALLENGE = "challenge"
    POSSIBLE = "possible"
    KILL = "kill"


@frozen
class Rating:
    """How much an idea would bring, and how much effort it would take.

    Parameters
    ----------
    key : str
        The idea, by its key.
    payoff : float
        How much it would bring.
    effort : float
        How much effort it would take.
    """

    key: str = field(validator=is_key)
    payoff: float = field(validator=finite)
    effort: float = field(validator=finite)


@arguments()
def pick(
    ratings: Iterable[Rating], *, payoff_cut: float = 3.0, effort_cut: float = 3.0
) -> dict[Quadrant, tuple[str, ...]]:
    """Sort ideas into the four quadrants of a PICK chart.

    Parameters
    ----------
    ratings : iterable of Rating
        On any scale; the cuts are the middle of one from 1 to 5.
    payoff_cut, effort_cut : float
        From where on a payoff, or an effort, is high; 3 unless said.

    Returns
    -------
    dict of Quadrant to tuple of str
        All four: ``implement`` (high payoff, low effort), ``challenge`` (high,
        high), ``possible`` (low, low), ``kill`` (low, high); in each the keys
        with the most payoff first, then the least effort, then as they came.

    Notes
    -----
    Possible, Implement, Challenge, Kill: developed at Lockheed Martin;
    described by the Colorado Department of Transportation, among others.

    Examples
    --------
    >>> found = pick([Rating("text", 5, 1), Rating("rebuild", 5, 5)])
    >>> found[Quadrant.IMPLEMENT], found[Quadrant.CHALLENGE]
    (('text',), ('rebuild',))
    """
    placed: dict[Quadrant, list[Rating]] = {
        this_quadrant: [] for this_quadrant in Quadrant
    }
    seen: set[str] = set()
    for rating in ratings:
        if rating.key in seen:
            raise DuplicateError(say("the ratings"), rating.key)
        seen.add(rating.key)
        high = rating.payoff >= payoff_cut
        hard = rating.effort >= effort_cut
        if high:
            quadrant = Quadrant.CHALLENGE if hard else Quadrant.IMPLEMENT
        else:
            quadrant = Quadrant.KILL if hard else Quadrant.POSSIBLE
        placed[quadrant].append(rating)
    return {
        quadrant: tuple(
            rating.key
            for rating in sorted(
                found, key=lambda this_rating: (-this_rating.payoff, this_rating.effort)
            )
        )
        for quadrant, found in placed.items()
    }


@frozen
class Ranked:
    """One idea's place: equal scores share a rank, and the next rank is left out.

    Parameters
    ----------
    key : str
        Of the idea.
    score : float
        Its votes, or the weighted mean of its scores.
    rank : int
        From 1, the best.
    parts : tuple of (str, float)
        What the score is made of, by criterion or by voter; not told unless
        said.
    """

    key: str
    score: float
    rank: int
    parts: tuple[tuple[str, float], ...] = ()


@arguments()
def weighted_matrix(
    scores: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]
) -> tuple[Ranked, ...]:
    """Rank ideas by the weighted mean of their scores, the best first.

    Parameters
    ----------
    scores : mapping of idea to (mapping of criterion to score)
        Higher is better on each criterion; every idea on every criterion.
    weights : mapping of criterion to weight
        At least 0, and not all 0; only their proportions matter.

    Raises
    ------
    DataError
        All faults at once: scores that are missing, unknown criteria, numbers
        that are none.

    Examples
    --------
    >>> ranked = weighted_matrix(
    ...     {"text": {"payoff": 4, "ease": 5}, "rebuild": {"payoff": 5, "ease": 1}},
    ...     weights={"payoff": 2, "ease": 1},
    ... )
    >>> [(idea.key, round(idea.score, 2), idea.rank) for idea in ranked]
    [('text', 4.33, 1), ('rebuild', 3.67, 2)]
    """
    problems = [*_bad_weights(weights), *_bad_scores(scores, weights)]
    if problems:
        raise DataError("weighted matrix", problems)
    total = math.fsum(weights.values())
    found = {}
    for key, of in scores.items():
        parts = [(name, of[name] * weight / total) for name, weight in weights.items()]
        found[key] = math.fsum(part for _, part in parts), tuple(parts)
    return _ranked(found)


def _bad_weights(weights: Mapping[str, float]) -> Iterator[Problem]:
    for name, weight in weights.items():
        if not 0 <= weight < math.inf:
            yield Problem(
                f"weights.{name}",
                say(
                    "must be a number of at least 0 (got {weight})", weight=str(weight)
                ),
            )
    if not any(weight > 0 for weight in weights.values()):
        yield Problem("weights", say("must have at least one above 0"))


def _bad_scores(
    scores: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]
) -> Iterator[Problem]:
    for key, of in scores.items():
        for name in weights:
            if name not in of:
                yield Problem(
                    f"scores.{key}.{name}",
                    say("missing"),
                    say("score every idea on it"),
                )
        for name, score in of.items():
            if name not in weights:
                yield Problem(f"scores.{key}.{name}", say("has no weight"))
            elif not math.isfinite(score):
                yield Problem(
                    f"scores.{key}.{name}",
                    say("must be a finite number (got {score})", score=str(score)),
                )


@arguments()
def multivote(
    ballots: Mapping[str, Mapping[str, int] | Sequence[str]],
    candidates: Sequence[str],
    *,
    votes: int | None = None,
    most_on_one: int = 1,
) -> tuple[Ranked, ...]:
    """Count one round of multivoting, the most votes first.

    Parameters
    ----------
    ballots : mapping of voter to ballot
        A ballot lists candidates, or says how many votes each gets.
    candidates : sequence of str
        What can be voted for; who gets no vote is ranked too.
    votes : int, optional
        How many votes each voter has: a third of the candidates, at least
        one, where not given. Fewer may be cast.
    most_on_one : int
        How many of them may go to one candidate; 1 unless said.

    Raises
    ------
    DataError
        All faults at once: unknown candidates, too many votes.

    Notes
    -----
    The usual rule gives each voter N/3 votes; after a round the lowest are
    dropped, and the rest is voted on again, never down to one.

    Examples
    --------
    >>> ranked = multivote(
    ...     {"a": ["text"], "b": ["call"], "c": ["text"]},
    ...     candidates=["call", "text", "visit"],
    ... )
    >>> [(idea.key, idea.score, idea.rank) for idea in ranked]
    [('text', 2, 1), ('call', 1, 2), ('visit', 0, 3)]
    """
    candidates = tuple(candidates)
    if len(set(candidates)) < len(candidates):
        raise FieldError("candidates", say("must differ from each other"), candidates)
    each = max(1, len(candidates) // 3) if votes is None else votes
    counted = {voter: _counted(ballot) for voter, ballot in ballots.items()}
    problems = [
        problem
        for voter, of in counted.items()
        for problem in _bad_ballot(voter, of, candidates, each, most_on_one)
    ]
    if problems:
        raise DataError("multivote", problems)
    found = {}
    for key in candidates:
        parts = tuple((voter, of[key]) for voter, of in counted.items() if of[key])
        found[key] = sum(cast for _, cast in parts), parts
    return _ranked(found)


def _counted(ballot: Mapping[str, int] | Sequence[str]) -> Counter[str]:
    votes: Counter[str] = Counter()
    # Both ways to vote are counted: names with numbers, and names said so often.
    votes.update(ballot)
    return votes


def _bad_ballot(
    voter: str,
    ballot: Counter[str],
    candidates: Sequence[str],
    votes: int,
    most_on_one: int,
) -> Iterator[Problem]:
    where = f"ballots.{voter}"
    for key, cast in ballot.items():
        if key not in candidates:
            yield Problem(f"{where}.{key}", say("is no candidate"))
        if not 0 <= cast <= most_on_one:
            yield Problem(
                f"{where}.{key}",
                say(
                    "must have from 0 to {most} votes (got {cast})",
                    most=most_on_one,
                    cast=str(cast),
                ),
            )
    if ballot.total() > votes:
        yield Problem(
            where,
            say(
                "must have at most {votes} votes in all (got {cast})",
                votes=votes,
                cast=ballot.total(),
            ),
        )


def _ranked(
    found: Mapping[str, tuple[float, tuple[tuple[str, float], ...]]],
) -> tuple[Ranked, ...]:
    # Sums that are equal but for rounding are equal.
    level = {key: float(f"{score:.12g}") for key, (score, _) in found.items()}
    ordered = sorted(found.items(), key=lambda item: -level[item[0]])
    ranked: list[Ranked] = []
    for place, (key, (score, parts)) in enumerate(ordered, start=1):
        ties = bool(ranked) and level[ranked[-1].key] == level[key]
        rank = ranked[-1].rank if ties else place
        ranked.append(Ranked(key, score, rank, parts))
    return tuple(ranked)
