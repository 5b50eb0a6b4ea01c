"""Roll-ups of numbers: means, weakest link, sums, percent positive, and your own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.assessments._framework import Item
from cqikit.assessments._scale import PERCENT, TOLERANCE, Scale, shared_scale
from cqikit.assessments._score import Score, number_of, said
from cqikit.core import (
    arguments,
    between,
    instance_of,
    non_blank,
    one_of,
    optional,
    say,
    some_of,
)

if TYPE_CHECKING:
    from cqikit.assessments._framework import Node
    from cqikit.assessments._pooling import Rating, Ratings

__all__ = [
    "MEAN",
    "MEAN_OF_ITEMS",
    "MINIMUM",
    "PERCENT_POSITIVE",
    "PRODUCT",
    "SUM",
    "SUM_PRORATED",
    "WEIGHTED",
    "PercentPositive",
    "RawSum",
    "RollUp",
]

#: This many numbers are listed in the words of a score; the rest are counted.
LISTED: Final = 12


@frozen(kw_only=True)
class RollUp:
    """A scorer made of a function of numbers.

    Parameters
    ----------
    name : str
        Its name among scorers.
    combine : callable of (values, weights)
        Values are on one scale, of the parts that apply and are answered; it
        must never fall when a value rises, or the range would not hold.
    words : str
        How it is called in explanations.
    over : str
        ``parts`` (the items and domains right below) or ``items`` (all items
        below, at any depth).
    scale : Scale, optional
        The scale on which `combine` works; by default the parts' own, or
        `PERCENT` when they differ.
    source : str
        Where it is published; not told unless said.

    Examples
    --------
    >>> from statistics import median
    >>> from cqikit.assessments import (
    ...     Answer,
    ...     Framework,
    ...     Item,
    ...     Responses,
    ...     ordered,
    ...     score,
    ... )
    >>> typical = RollUp(name="median", combine=lambda values, weights: median(values))
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[ordered("place", "none", "some", "most", "all")],
    ...     items=[Item(key=key, text=key) for key in "abc"],
    ... )
    >>> said = [
    ...     Answer(item="a", value=0),
    ...     Answer(item="b", value=2),
    ...     Answer(item="c", value=3),
    ... ]
    >>> score(Responses(small, said), scorer=typical).value
    2.0
    """

    name: str = field(validator=non_blank)
    combine: Callable[[Sequence[float], Sequence[float]], float]
    words: str = ""
    over: str = field(default="parts", validator=one_of("parts", "items"))
    scale: Scale | None = field(default=None, validator=optional(instance_of(Scale)))
    source: str = ""

    @arguments()
    def __call__(self, node: Node, answers: Ratings) -> Score:
        chosen = answers.parts(node) if self.over == "parts" else answers.items(node)
        scale = self.scale or shared_scale([rating.scale for rating in chosen])
        counted = [
            rating for rating in chosen if rating.applies and rating.node.weight > 0
        ]
        known = [rating for rating in counted if rating.is_known]
        values = [on_scale(rating.value, rating.scale, scale) for rating in known]
        return Score(
            key=node.key,
            value=self._combined(values, known),
            low=self._combined(
                [on_scale(rating.low, rating.scale, scale) for rating in counted],
                counted,
            ),
            high=self._combined(
                [on_scale(rating.high, rating.scale, scale) for rating in counted],
                counted,
            ),
            scale=scale,
            how=say(
                "{roll_up} of {values}",
                roll_up=self.words or self.name,
                values=listed(values),
            )
            if values
            else "",
        )

    def _combined(
        self, values: Sequence[float], ratings: Sequence[Rating]
    ) -> float | None:
        if not values:
            return None
        found = self.combine(values, [rating.node.weight for rating in ratings])
        return number_of(found, say("what {roll_up!r} combines", roll_up=self.name))


def on_scale(value: float, own: Scale, scale: Scale) -> float:
    """Return a value of one scale on another, as far up."""
    if (own.low, own.high) == (scale.low, scale.high):
        return value
    return scale.at_share(own.share(value))


def listed(values: Sequence[float]) -> str:
    """Return numbers as people list them, cut where there are many."""
    return some_of(list(map(said, values)), LISTED)


def _mean(values: Sequence[float], _: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _weighted(values: Sequence[float], weights: Sequence[float]) -> float:
    # The products are added exactly, so that the order of parts does not matter.
    total = math.fsum(value * each for value, each in zip(values, weights, strict=True))
    return total / math.fsum(weights)


def _minimum(values: Sequence[float], _: Sequence[float]) -> float:
    return min(values)


MEAN: Final = RollUp(name="mean", combine=_mean)
WEIGHTED: Final = RollUp(name="weighted", combine=_weighted, words=say("weighted mean"))
MINIMUM: Final = RollUp(
    name="minimum",
    combine=_minimum,
    words=say("lowest"),
    source="improvement of the whole needs each component (S4)",
)


def _product(values: Sequence[float], _: Sequence[float]) -> float:
    return PERCENT.at_share(math.prod(PERCENT.share(value) for value in values))


MEAN_OF_ITEMS: Final = RollUp(
    name="mean-of-items",
    combine=_weighted,
    words=say("mean over all items"),
    over="items",
    source="the total of an environment rating scale is the mean of all scored"
    " items, not of subscales",
)
PRODUCT: Final = RollUp(
    name="product",
    combine=_product,
    scale=PERCENT,
    source="readiness = motivation x general capacity x innovation-specific"
    " capacity (Scaccia et al. 2015): near zero anywhere is not ready",
)


@frozen(kw_only=True)
class PercentPositive:
    """The percentage of positive answers, item by item, then their mean.

    The roll-up of safety-culture surveys: an item's percentage is that of the
    respondents who answered it positively, a composite the mean of its items'
    percentages. What is positive, the item's scale says. Pooling all answers
    instead is another convention (overall percentage, opportunity scoring); it
    differs where some items are answered by fewer people than others.

    Parameters
    ----------
    name : str
        What frameworks call it; ``percent-positive`` unless said.
    source : str
        Who scores so; surveys of safety culture unless said.
    """

    name: str = field(default="percent-positive", validator=non_blank)
    source: str = "composites of the HSOPS kind of survey"

    @arguments()
    def __call__(self, node: Node, answers: Ratings) -> Score:
        parts = [part for part in answers.parts(node) if part.applies]
        known = [part for part in parts if part.is_known]
        values = [_percent(rating, rating.positive, rating.value) for rating in known]
        return Score(
            key=node.key,
            value=_mean_of(values),
            low=_mean_of(
                [_percent(part, part.least_positive, part.low) for part in parts]
            ),
            high=_mean_of(
                [_percent(part, part.most_positive, part.high) for part in parts]
            ),
            scale=PERCENT,
            how=say("mean of {values} % positive", values=listed(values))
            if values
            else "",
        )


def _mean_of(values: Sequence[float]) -> float | None:
    return _mean(values, ()) if values else None


def _percent(rating: Rating, share: float, value: float) -> float:
    if isinstance(rating.node, Item):
        return PERCENT.at_share(share)
    return PERCENT.at_share(rating.scale.share(value))


@frozen(kw_only=True)
class RawSum:
    """The sum of all items below, as printed forms add them up: 25 to 175.

    Each item counts with its weight, whatever is right above it; the scale runs
    from the least sum to the greatest. A sum of some of the items is none of all:
    an item that is missing stands at the mean of the others, if enough of those
    that apply are answered, and else there is no sum.

    Parameters
    ----------
    name : str
        What frameworks call it; ``sum`` unless said.
    least : float
        The share of the items that apply that must be answered; by default all.
    source : str
        Who scores so; printed forms unless said.

    Examples
    --------
    >>> from cqikit.assessments import Answer, Framework, Item, Responses, Scale, score
    >>> form = Framework(
    ...     key="form",
    ...     title="A form of 25 items",
    ...     version="1",
    ...     scales=[Scale(key="seven", low=1, high=7)],
    ...     items=[Item(key=f"q{n}", text=f"Question {n}") for n in range(1, 26)],
    ...     scorer="sum",
    ... )
    >>> said = [Answer(item=item.key, value=4) for item in form.all_items]
    >>> score(Responses(form, said)).value, score(Responses(form, said[1:])).value
    (100.0, None)
    >>> score(Responses(form, said[1:]), scorer=RawSum(least=0.8)).score.how
    'sum of 24 of 25 items, the rest at their mean'
    """

    name: str = field(default="sum", validator=non_blank)
    least: float = field(default=1.0, validator=between(0, 1))
    source: str = field(default="printed forms that add up their items")

    @arguments()
    def __call__(self, node: Node, answers: Ratings) -> Score:
        items = [rating for rating in answers.items(node) if rating.node.weight > 0]
        if not items:
            return Score(key=node.key, value=None, low=None, high=None, scale=PERCENT)
        counted = [item for item in items if item.applies]
        known = [rating for rating in counted if rating.is_known]
        low = _added(items, [item.scale.low for item in items])
        high = _added(items, [item.scale.high for item in items])

        def whole(ratings: Sequence[Rating], values: Sequence[float]) -> float | None:
            found = _added(ratings, values)
            if len(ratings) == len(items):
                return found
            least = _added(ratings, [rating.scale.low for rating in ratings])
            most = _added(ratings, [rating.scale.high for rating in ratings])
            return low + (high - low) * (found - least) / (most - least)

        enough = bool(known) and len(known) >= self.least * len(counted) - TOLERANCE
        words = say("sum of {known} of {of} items", known=len(known), of=len(items))
        if len(known) < len(items):
            words = say("{sum}, the rest at their mean", sum=words)
        return Score(
            key=node.key,
            value=whole(known, [rating.value for rating in known]) if enough else None,
            low=whole(counted, [rating.low for rating in counted]) if counted else None,
            high=whole(counted, [rating.high for rating in counted])
            if counted
            else None,
            scale=Scale(key=self.name, low=low, high=high, step=0),
            how=words if enough else "",
        )


def _added(ratings: Sequence[Rating], values: Sequence[float]) -> float:
    return math.fsum(
        rating.node.weight * value
        for rating, value in zip(ratings, values, strict=True)
    )


PERCENT_POSITIVE: Final = PercentPositive()
SUM: Final = RawSum()
SUM_PRORATED: Final = RawSum(
    name="sum-prorated",
    least=0.8,
    source="prorating can be biased even when answers are missing completely at"
    " random (Mazza et al. 2015), so read the range",
)
