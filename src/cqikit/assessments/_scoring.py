"""From a framework and answers to scores: unit by unit, from the items upwards."""

from __future__ import annotations

import math
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import Factory, evolve, field, frozen

from cqikit.assessments._criteria import SCORERS
from cqikit.assessments._framework import Domain, Framework, Item, Node
from cqikit.assessments._pooling import Rating, Ratings, pooled, sheets
from cqikit.assessments._responses import RESPONSES, Responses
from cqikit.assessments._scale import TOLERANCE, Scale
from cqikit.assessments._score import (
    POLICIES,
    Policy,
    Result,
    Score,
    Scorer,
    UnitScore,
    number_of,
)
from cqikit.core import Catalog, arguments, instance_of, say
from cqikit.errors import FieldError, FieldTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cqikit.assessments._scale import Anchor


__all__ = ["score"]


@arguments(responses=instance_of(Responses, fix=RESPONSES))
def score(
    responses: Responses,
    *,
    scorer: Scorer | str | None = None,
    policy: Policy | str = POLICIES["available"],
    scorers: Catalog[Scorer] = SCORERS,
) -> Result:
    """Return the scores of the framework that was answered, its domains and items.

    Each unit (such as a classroom) is scored by itself: respondents are
    averaged within their role and the roles with equal weight, item by item;
    then each domain is rolled up from its parts. The score of the whole is the
    mean over the units, which are all kept.

    Parameters
    ----------
    responses : Responses
    scorer : Scorer or str, optional
        The roll-up of every node that names none of its own, or its name among
        `scorers`; by default the one that the framework names.
    policy : Policy or str
        What becomes of scores with answers missing, or its name in `POLICIES`;
        by default scores are of the answers there are.
    scorers : Catalog of Scorer
        Where the names in the framework are looked up; all that come along unless said.

    Raises
    ------
    UnknownNameError
        When the framework or `scorer` names a scorer that is not in `scorers`,
        or `policy` none of `POLICIES`.
    FieldTypeError
        When `scorer` or `policy` is neither one nor a name.
    FieldError
        When a scorer's score is off the scale that it names.

    Examples
    --------
    >>> from cqikit.assessments import Answer, Domain, ordered
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[ordered("place", "not yet", "partly", "fully")],
    ...     domains=[
    ...         Domain(
    ...             key="data",
    ...             title="Data",
    ...             items=[
    ...                 Item(key="collect", text="Data are collected"),
    ...                 Item(key="use", text="Data are used"),
    ...             ],
    ...         )
    ...     ],
    ... )
    >>> said = Responses(
    ...     small,
    ...     [Answer(item="collect", value="fully"), Answer(item="use", value="partly")],
    ... )
    >>> score(said)["data"].value, score(said, scorer="minimum").level
    (1.5, 'partly')
    """
    framework = responses.framework
    named = framework.scorer if scorer is None else scorer
    default = scorers[named] if isinstance(named, str) else named
    plan = POLICIES[policy] if isinstance(policy, str) else policy
    for name, chosen, known in (
        ("scorer", default, scorers),
        ("policy", plan, POLICIES),
    ):
        # A class can be called, too; it must be made first.
        if isinstance(chosen, type) or not callable(chosen):
            must = say("must be a {name}, or the name of one", name=name)
            raise FieldTypeError(
                name, must, chosen, say("there are {known}", known=known.names)
            )
    usual = scorers.get(framework.scorer)
    roll_up = RollUps(default, scorers, plan, usual)
    found = sheets(responses)
    trees = [
        (sheet.unit, roll_up.score(framework, pooled(framework, sheet)))
        for sheet in found
    ] or [("", roll_up.score(framework, pooled(framework, None)))]
    counts = _respondents(framework, responses)
    whole = _merged([unit for unit, _ in trees], [tree for _, tree in trees], counts)
    gates = {item.key: item for item in framework.all_items if item.gate is not None}
    caps = (
        roll_up.ends(framework)
        if any(gate.cap is not None for gate in gates.values())
        else None
    )
    whole = _named(_gated(whole, gates, caps), framework, ())
    return Result(framework=framework, score=whole, policy=plan.name)


@frozen
class RollUps:
    """The scorers and the policy of one call, for the walk up the tree.

    `usual` is the framework's own scorer, if the catalog has it.
    """

    default: Scorer
    scorers: Catalog[Scorer]
    policy: Policy
    usual: Scorer | None = field(
        default=Factory(attrgetter("default"), takes_self=True)
    )

    def score(self, node: Node, ratings: dict[str, Rating]) -> Score:
        """Return the score of `node`; `ratings` gains every domain below it."""
        parts = [self._item(ratings, item) for item in node.items]
        for domain in node.domains:
            below = self.score(domain, ratings)
            parts.append(below)
            ratings[domain.key] = _rating(domain, below)
        scorer = self.scorers[node.scorer] if _names(node) else self.default
        found = _on_its_scale(_scored(scorer, node, ratings), scorer)
        if node.anchors and self._on_own_scale(node, ratings, found.scale):
            found = evolve(found, scale=evolve(found.scale, anchors=node.anchors))
        rolled = evolve(
            found,
            title=node.title,
            parts=tuple(parts),
            answered=sum(part.answered for part in parts),
            applicable=sum(part.applicable for part in parts),
        )
        return self.policy(rolled)

    def _on_own_scale(
        self, node: Node, ratings: dict[str, Rating], scale: Scale
    ) -> bool:
        """Say whether the anchors of a node are on this scale, of what was asked for.

        Where the caller chose another scorer than the usual one, they are on the
        scale of that, if they fit there, and name nothing on a different one.
        """
        if _names(node) or self.usual is None or self.usual is self.default:
            return True
        usual = _scored(self.usual, node, ratings).scale
        fit = all(usual.low <= anchor.at <= usual.high for anchor in node.anchors)
        return not fit or (usual.low, usual.high) == (scale.low, scale.high)

    def ends(self, framework: Framework) -> tuple[float, float]:
        """Return the ends of the scale on which the framework itself is scored."""
        as_usual = evolve(self, default=self.usual or self.default)
        scale = as_usual.score(framework, pooled(framework, None)).scale
        for item in framework.all_items:
            if item.cap is not None and not scale.low <= item.cap <= scale.high:
                raise FieldError(
                    f"cap of {item.key}",
                    say(
                        "must be from {low:g} to {high:g}, as the score of {framework} "
                        "is",
                        low=scale.low,
                        high=scale.high,
                        framework=framework.key,
                    ),
                    item.cap,
                )
        return scale.low, scale.high

    def _item(self, ratings: dict[str, Rating], item: Item) -> Score:
        rating = ratings[item.key]
        plain = Score(
            key=item.key,
            title=item.title,
            value=_number(rating.value),
            low=_number(rating.low),
            high=_number(rating.high),
            scale=rating.scale,
            answered=rating.answered,
            applicable=rating.applicable,
        )
        judged = self.policy(plain)
        if judged is not plain:
            ratings[item.key] = rating.valued(judged.value)
        return judged


def _scored(scorer: Scorer, node: Node, ratings: dict[str, Rating]) -> Score:
    """Return what a scorer makes of a node, or refuse what is no score."""
    found: Any = scorer(node, Ratings(ratings))
    name = say("the score of {node} by {scorer!r}", node=node.key, scorer=scorer.name)
    if not (isinstance(found, Score) and isinstance(found.scale, Scale)):
        fix = say("return assessments.Score(key=node.key, ...)")
        raise FieldTypeError(name, say("must be a Score on a Scale"), found, fix)
    for number in (found.value, found.low, found.high):
        if number is not None:
            number_of(number, name)
    return found


def _on_its_scale(found: Score, scorer: Scorer) -> Score:
    """Return a score, or refuse it where it is off the scale that it names."""
    scale = found.scale
    tolerance = TOLERANCE * scale.width
    for number in (found.value, found.low, found.high):
        if number is None or scale.low - tolerance <= number <= scale.high + tolerance:
            continue
        raise FieldError(
            f"score of {found.key}",
            say(
                "must be from {low:g} to {high:g}, the scale that the scorer "
                "{scorer!r} names",
                low=scale.low,
                high=scale.high,
                scorer=scorer.name,
            ),
            number,
            say("give the scorer the scale that its numbers are on"),
        )
    return found


def _named(score: Score, node: Node, anchors: tuple[Anchor, ...]) -> Score:
    """Return `score` with the names of levels that reach it from above.

    The anchors of a node reach the domains below that have none of their own, as
    far down as scores are on the same scale.
    """
    scale = score.scale
    if node.anchors:
        # They name nothing where another scorer was asked for, on another scale.
        anchors = node.anchors if scale.anchors == node.anchors else ()
    elif anchors:
        score = evolve(score, scale=evolve(scale, anchors=anchors))
    domains = {domain.key: domain for domain in node.domains}
    parts = [
        part
        if part.key not in domains
        else _named(
            part,
            domains[part.key],
            anchors if _ends(part.scale) == _ends(scale) else (),
        )
        for part in score.parts
    ]
    return evolve(score, parts=tuple(parts))


def _ends(scale: Scale) -> tuple[float, float]:
    return scale.low, scale.high


def _names(node: Node) -> bool:
    # The framework's own name is the default, which the caller may replace.
    return isinstance(node, Domain) and bool(node.scorer)


def _rating(domain: Domain, score: Score) -> Rating:
    return Rating(
        node=domain,
        scale=score.scale,
        value=_nan(score.value),
        low=_nan(score.low),
        high=_nan(score.high),
        answered=score.answered,
        applicable=score.applicable,
    )


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _nan(value: float | None) -> float:
    return math.nan if value is None else value


def _respondents(framework: Framework, responses: Responses) -> dict[str, int]:
    """Return how many answered each item, each domain, and the whole."""
    items, cells = framework.all_items, responses.cells
    # One person may answer about several units, and is still one respondent.
    names = {person[2]: None for person in cells.people}
    place = {name: number for number, name in enumerate(names)}
    whose = np.array([place[person[2]] for person in cells.people], dtype=np.intp)
    said = np.zeros((len(names), len(items)), dtype=np.bool_)
    answered = ~np.isnan(cells.numbers)
    said[whose[cells.person[answered]], cells.item[answered]] = True
    columns = {item.key: [number] for number, item in enumerate(items)}
    counts: dict[str, int] = {}

    def gather(node: Node) -> list[int]:
        below = [column for item in node.items for column in columns[item.key]]
        for domain in node.domains:
            below += gather(domain)
        counts[node.key] = int(said[:, below].any(axis=1).sum())
        return below

    gather(framework)
    by_item = said.sum(axis=0)
    return counts | {item.key: int(by_item[columns[item.key][0]]) for item in items}


def _merged(
    units: Sequence[str], scores: Sequence[Score], counts: dict[str, int]
) -> Score:
    """Return one score for the scores of all units, part by part."""
    first = scores[0]
    several = len(scores) > 1
    return evolve(
        first,
        value=_mean(scores, lambda this_score: this_score.value),
        low=_mean(scores, lambda this_score: this_score.low),
        high=_mean(scores, lambda this_score: this_score.high),
        how=say("mean of {units} units", units=len(scores)) if several else first.how,
        answered=sum(this_score.answered for this_score in scores),
        applicable=sum(this_score.applicable for this_score in scores),
        respondents=counts[first.key],
        units=tuple(
            UnitScore(
                unit=unit,
                value=this_score.value,
                low=this_score.low,
                high=this_score.high,
                answered=this_score.answered,
                applicable=this_score.applicable,
            )
            for unit, this_score in zip(units, scores, strict=True)
        ),
        parts=tuple(
            _merged(units, parts, counts)
            for parts in zip(*(this_score.parts for this_score in scores), strict=True)
        ),
    )


def _mean(
    scores: Sequence[Score], number: Callable[[Score], float | None]
) -> float | None:
    values = [value for value in map(number, scores) if value is not None]
    return math.fsum(values) / len(values) if values else None


def _gated(
    score: Score, gates: dict[str, Item], ends: tuple[float, float] | None
) -> Score:
    """Return `score` with the gates below it that are closed, or not decided.

    Gates cap the levels of scores that are on the scale of these `ends`.
    """
    parts = tuple(_gated(part, gates, ends) for part in score.parts)
    closed = [key for part in parts for key in part.closed]
    undecided = [key for part in parts for key in part.undecided]
    gate = gates[score.key].gate if score.key in gates else None
    if gate is not None and score.applicable:
        # Every unit has to pass: a mean would let one stand in for another.
        applying = [unit for unit in score.units if unit.applicable]
        if any(
            unit_score.high is not None and unit_score.high < gate
            for unit_score in applying
        ):
            closed.append(score.key)
        elif any(
            unit_score.low is None or unit_score.low < gate for unit_score in applying
        ):
            undecided.append(score.key)
    found = evolve(score, parts=parts, closed=tuple(closed), undecided=tuple(undecided))
    caps = [gates[key].cap for key in (*closed, *undecided)]
    bounds = [cap for cap in caps if cap is not None]
    if not (bounds and parts) or _ends(score.scale) != ends:
        return found
    return evolve(found, cap=min(bounds))
