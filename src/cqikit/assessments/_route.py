"""The inverse question: the least that would reach the next level."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, frozen

from cqikit.assessments._criteria import (
    ALL_OF,
    POINTS,
    SCORERS,
    Criteria,
    Criterion,
    Hybrid,
    by_rung,
    gates,
)
from cqikit.assessments._framework import Framework, Item, Node, levels_of, walk
from cqikit.assessments._pooling import Rating, pooled, sheets
from cqikit.assessments._responses import RESPONSES, Responses
from cqikit.assessments._scale import TOLERANCE, is_close
from cqikit.assessments._score import POLICIES, Scorer
from cqikit.assessments._scoring import RollUps
from cqikit.core import Catalog, arguments, instance_of, say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cqikit.assessments._score import Score

__all__ = ["Route", "RouteStep", "cheapest_route"]


@frozen(kw_only=True)
class RouteStep:
    """One item to raise: from where, to where, and what that costs.

    Parameters
    ----------
    key, title : str
        Of the item.
    value, to : float
        Where it is, and where it must come, on its scale.
    cost : float
        What that costs, in the unit of the item's cost.
    """

    key: str
    title: str
    value: float
    to: float
    cost: float


@frozen(kw_only=True)
class Route:
    """The cheapest steps that reach a goal; none when it is reached already.

    Parameters
    ----------
    goal : float
        The score that was asked for, on the framework's scale.
    reaches : float
        The score after all steps, on the same scale.
    cost : float
        The sum of what the steps cost, in the unit of the items' costs.
    steps : tuple of RouteStep
        None where the goal is reached already.
    """

    goal: float
    reaches: float
    cost: float
    steps: tuple[RouteStep, ...]


@arguments(responses=instance_of(Responses, fix=RESPONSES))
def cheapest_route(
    responses: Responses,
    goal: float | str,
    *,
    scorers: Catalog[Scorer] = SCORERS,
) -> Route:
    """Return the least costly steps that reach a level.

    Exact for ladder, block, all-of and hybrid; optimal by mixed-integer
    programming for points. Each step up an item's scale costs the item's
    `cost`; with every cost at 1 the answer has the fewest steps. An item that
    nobody answered counts as standing at the bottom.

    Parameters
    ----------
    responses : Responses
        About one unit, to a framework that is scored by ``ladder``, ``block``,
        ``all-of``, ``points`` or ``hybrid``.
    goal : float or str
        A score, or the label of one of the framework's anchors.
    scorers : Catalog of Scorer
        Where the names in the framework are looked up; all that come along unless said.

    Raises
    ------
    FieldError
        When the goal cannot be reached, the scorer has no inverse, or the
        answers are about several units.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS, Answer
    >>> rated = FRAMEWORKS["qris-block"]
    >>> said = [
    ...     Answer(item=key, value="yes")
    ...     for key in ("licensed", "safe", "orientation", "observed")
    ... ]
    >>> route = cheapest_route(Responses(rated, said), "level 3")
    >>> [step.key for step in route.steps], route.cost
    (['self-assessed', 'plan'], 3.0)
    """
    framework = responses.framework
    found = sheets(responses)
    if len(found) > 1:
        raise FieldError(
            "responses",
            say("must be about one unit"),
            [sheet.unit for sheet in found],
            say("split(responses, 'unit') gives each by itself"),
        )
    ratings = pooled(framework, found[0] if found else None)
    tree = RollUps(scorers[framework.scorer], scorers, POLICIES["available"])
    now = tree.score(framework, dict(ratings))
    try:
        wanted = now.scale.number(goal) if isinstance(goal, str) else float(goal)
    except FieldError as error:
        raise FieldError("goal", error.must, goal, error.fix) from None
    search = _Search(framework, scorers, ratings)
    raised = {} if _reaches(now, wanted) else search.up(framework, wanted)
    then = tree.score(framework, _with(ratings, raised))
    if not _reaches(then, wanted):
        raise _too_high(framework.key, wanted, then.low)
    steps = tuple(_step(ratings[key], to) for key, to in raised.items())
    return Route(
        goal=wanted,
        reaches=_number(then.low),
        cost=math.fsum(step.cost for step in steps),
        steps=steps,
    )


def _reaches(found: Score, goal: float) -> bool:
    return found.low is not None and found.low >= goal - TOLERANCE * found.scale.width


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _too_high(key: str, goal: float, most: float | None) -> FieldError:
    return FieldError(
        f"goal of {key}", say("must be at most {number:g}", number=_number(most)), goal
    )


def _with(ratings: dict[str, Rating], raised: dict[str, float]) -> dict[str, Rating]:
    return {
        key: evolve(rating, value=raised[key], low=raised[key], high=raised[key])
        if key in raised
        else rating
        for key, rating in ratings.items()
    }


def _step(rating: Rating, to: float) -> RouteStep:
    return RouteStep(
        key=rating.node.key,
        title=rating.node.title,
        value=rating.low,
        to=to,
        cost=_cost(_standing(rating), to),
    )


def _standing(rating: Rating) -> Criterion:
    """Return an item as a criterion, at the least that its answers leave."""
    item = rating.node
    assert isinstance(item, Item)  # noqa: S101  (pooled ratings are of items)
    return Criterion(item=item, scale=rating.scale, value=rating.low)


def _cost(criterion: Criterion, to: float) -> float:
    """Return what raising costs: `cost` a step, or for all the way without steps."""
    if criterion.scale.levels:
        above = (
            at
            for at in levels_of(criterion.item, criterion.scale)
            if criterion.value < at <= to
        )
        return criterion.item.cost * len(list(above))
    step = criterion.scale.step or criterion.scale.width
    return criterion.item.cost * (to - criterion.value) / step


def _met(criterion: Criterion) -> Criterion:
    """Return the criterion raised until it is met."""
    return evolve(criterion, value=max(criterion.value, criterion.wanted))


def _price(criterion: Criterion) -> float:
    return _cost(criterion, _met(criterion).value)


def _values(before: Iterable[Criterion]) -> dict[str, float]:
    """Return the values at which these criteria are met, by key of item."""
    return {
        criterion.item.key: criterion.wanted
        for criterion in before
        if not criterion.met
    }


@frozen
class _Search:
    """Where everything stands, and the cheapest way up for each kind of node."""

    framework: Framework
    scorers: Catalog[Scorer]
    ratings: dict[str, Rating]

    def up(self, node: Node, goal: float) -> dict[str, float]:
        """Return the cheapest values, by item, that bring `node` to `goal`."""
        scorer = self.scorers[node.scorer or self.framework.scorer]
        if isinstance(scorer, Hybrid):
            return self._hybrid(node, goal)
        below = [self.ratings[item.key] for item in items_of(node)]
        everything = [_standing(rating) for rating in below]
        applying = [_standing(rating) for rating in below if rating.applies]
        if scorer == POINTS:
            return _points(applying, goal, node.key)
        if scorer == ALL_OF:
            asked = {gate.item.key for gate in gates(everything)}
            return _values(
                criterion for criterion in applying if criterion.item.key in asked
            )
        if isinstance(scorer, Criteria) and scorer.climbs:
            return _climb(scorer, applying, everything, goal)
        raise FieldError(
            f"scorer of {node.key}",
            say("must be one that can be asked backwards"),
            scorer.name,
            say("ladder, block, all-of, points and hybrid can"),
        )

    def _hybrid(self, node: Node, goal: float) -> dict[str, float]:
        """Climb the first domain to its top, then each further one to its cuts."""
        tree = RollUps(
            self.scorers[self.framework.scorer], self.scorers, POLICIES["available"]
        )
        raised: dict[str, float] = {}
        left = goal
        for place, domain in enumerate(node.domains):
            now = tree.score(domain, dict(self.ratings))
            if left <= 0:
                break
            if not now.applicable:
                # It asks for nothing: the first counts as done, others add nothing.
                left -= 0 if place else now.scale.high
                continue
            cuts = [
                anchor.at for anchor in now.scale.anchors if anchor.at > now.scale.low
            ]
            if place == 0:
                aim = min(left, now.scale.high)
                left -= aim
            else:
                ends = cuts or [now.scale.high]
                aim = ends[min(math.ceil(left), len(ends)) - 1]
                left -= len(ends)
            if not _reaches(now, aim):
                raised |= self.up(domain, aim)
        return raised


def _climb(
    scorer: Criteria,
    applying: Sequence[Criterion],
    everything: Sequence[Criterion],
    goal: float,
) -> dict[str, float]:
    """Try all criteria below a rung with the cheapest few of it, for each rung.

    Whatever reaches a level holds one of these sets, as a level needs all of
    the rungs below it and some number of its own.
    """
    best: tuple[float, int, dict[str, float]] | None = None
    below: list[Criterion] = []
    for found in by_rung(applying).values():
        missing = sorted(
            (criterion for criterion in found if not criterion.met), key=_price
        )
        for count in range(len(missing) + 1):
            raised = _values([*below, *missing[:count]])
            then = [
                evolve(criterion, value=raised.get(criterion.item.key, criterion.value))
                for criterion in applying
            ]
            price = math.fsum(map(_price, [*below, *missing[:count]]))
            tried = (price, len(raised), raised)
            if scorer.judge(then, everything) >= goal - TOLERANCE and (
                best is None or tried[:2] < best[:2]
            ):
                best = tried
        below += missing
    return _values(below) if best is None else best[2]


@frozen
class _Raise:
    """One way to raise a criterion: so many times by `by`, each for the item's cost.

    `is_whole` says whether only whole times count, `follows` whether the one before
    must be taken first, as one uneven level comes after another.
    """

    criterion: Criterion
    by: float
    most: float
    is_whole: bool
    follows: bool = False

    @property
    def earns(self) -> float:
        return self.criterion.item.weight * self.by


def _raises(criterion: Criterion) -> Iterator[_Raise]:
    scale, value = criterion.scale, criterion.value
    if not scale.levels:
        by = scale.step or scale.width
        most = (scale.high - value) / by
        # Where respondents were averaged, an item may stand between two steps.
        whole = bool(scale.step) and is_close(most, round(most), 1)
        yield _Raise(criterion, by, most, whole)
        return
    above = [at for at in levels_of(criterion.item, criterion.scale) if at > value]
    for place, (below, at) in enumerate(pairwise([value, *above])):
        yield _Raise(criterion, at - below, 1, is_whole=True, follows=place > 0)


def _points(criteria: Sequence[Criterion], goal: float, key: str) -> dict[str, float]:
    """Choose steps by mixed-integer programming; without steps, any part of the way."""
    # Half a second to import, and wanted only here.
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    free = [
        rise
        for criterion in criteria
        if criterion.item.weight > 0 and criterion.value < criterion.scale.high
        for rise in _raises(criterion)
    ]
    have = math.fsum(this_criterion.points for this_criterion in criteria)
    top = have + math.fsum(rise.earns * rise.most for rise in free)
    if top < goal - TOLERANCE * max(1.0, abs(goal)):
        raise _too_high(key, goal, top)
    count = len(free)
    # No level is reached before the one below it.
    after = [place for place, rise in enumerate(free) if rise.follows]
    order = np.zeros((len(after), count))
    order[range(len(after)), after] = -1
    order[range(len(after)), [place - 1 for place in after]] = 1
    enough = np.array([[rise.earns for rise in free]])
    least = np.concatenate([[goal - have - TOLERANCE], np.zeros(len(after))])
    # A step that costs nothing still costs a moment: fewest steps of the cheapest.
    prices = np.array([rise.criterion.item.cost for rise in free])
    tie = 1e-7 * max(1.0, float(prices.max()))
    found = milp(
        prices + tie,
        integrality=np.array([rise.is_whole for rise in free], dtype=int),
        bounds=Bounds(0, [rise.most for rise in free]),
        constraints=LinearConstraint(np.concatenate([enough, order]), lb=least),
    )
    raised: dict[str, float] = {}
    for rise, taken in zip(free, np.asarray(found.x), strict=True):
        times = float(round(taken) if rise.is_whole else taken)
        if times > TOLERANCE:
            criterion = rise.criterion
            start = raised.get(criterion.item.key, criterion.value)
            raised[criterion.item.key] = start + times * rise.by
    return raised


def items_of(node: Node) -> list[Item]:
    """Return every item below a node, at any depth."""
    return [part for _, part in walk(node) if isinstance(part, Item)]
