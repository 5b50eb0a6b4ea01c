"""Roll-ups that need more than numbers: percent positive, and hybrids."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.assessments._criteria import ALL_OF, BLOCK, LADDER, POINTS
from cqikit.assessments._framework import Item
from cqikit.assessments._scale import PERCENT, SLACK, Scale
from cqikit.assessments._score import Score, Scorer
from cqikit.assessments._scorers import (
    MEAN,
    MEAN_OF_ITEMS,
    MINIMUM,
    PRODUCT,
    WEIGHTED,
    listed,
)
from cqikit.core import Catalog, between, non_blank
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.assessments._framework import Node
    from cqikit.assessments._rating import Rating, Ratings

__all__ = [
    "HYBRID",
    "PERCENT_POSITIVE",
    "SCORERS",
    "SUM",
    "SUM_PRORATED",
    "Hybrid",
    "PercentPositive",
    "RawSum",
]


@frozen(kw_only=True)
class PercentPositive:
    """The percentage of positive answers, item by item, then their mean.

    The roll-up of safety-culture surveys: an item's percentage is that of the
    respondents who answered it positively, a composite the mean of its items'
    percentages. What is positive, the item's scale says. Pooling all answers
    instead is another convention (overall percentage, opportunity scoring); it
    differs where some items are answered by fewer people than others.
    """

    name: str = field(default="percent-positive", validator=non_blank)
    source: str = "composites of the HSOPS kind of survey"

    def __call__(self, node: Node, answers: Ratings) -> Score:
        parts = [one for one in answers.parts(node) if one.applies]
        known = [one for one in parts if one.is_known]
        values = [_percent(one, one.positive, one.value) for one in known]
        return Score(
            key=node.key,
            value=_mean(values),
            low=_mean([_percent(one, one.least_positive, one.low) for one in parts]),
            high=_mean([_percent(one, one.most_positive, one.high) for one in parts]),
            scale=PERCENT,
            how=f"mean of {listed(values)} % positive" if values else "",
        )


def _percent(rating: Rating, share: float, value: float) -> float:
    if isinstance(rating.node, Item):
        return PERCENT.at_share(share)
    return PERCENT.at_share(rating.scale.share(value))


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


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
    least : float
        The share of the items that apply that must be answered; by default all.
    source : str

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

    def __call__(self, node: Node, answers: Ratings) -> Score:
        items = [one for one in answers.items(node) if one.node.weight > 0]
        if not items:
            return Score(key=node.key, value=None, low=None, high=None, scale=PERCENT)
        counted = [one for one in items if one.applies]
        known = [one for one in counted if one.is_known]
        low = _added(items, [one.scale.low for one in items])
        high = _added(items, [one.scale.high for one in items])

        def whole(ratings: Sequence[Rating], values: Sequence[float]) -> float | None:
            found = _added(ratings, values)
            if len(ratings) == len(items):
                return found
            least = _added(ratings, [one.scale.low for one in ratings])
            most = _added(ratings, [one.scale.high for one in ratings])
            return low + (high - low) * (found - least) / (most - least)

        enough = bool(known) and len(known) >= self.least * len(counted) - SLACK
        words = f"sum of {len(known)} of {len(items)} items"
        if len(known) < len(items):
            words += ", the rest at their mean"
        return Score(
            key=node.key,
            value=whole(known, [one.value for one in known]) if enough else None,
            low=whole(counted, [one.low for one in counted]) if counted else None,
            high=whole(counted, [one.high for one in counted]) if counted else None,
            scale=Scale(key=self.name, low=low, high=high, step=0),
            how=words if enough else "",
        )


def _added(ratings: Sequence[Rating], values: Sequence[float]) -> float:
    return math.fsum(
        one.node.weight * value for one, value in zip(ratings, values, strict=True)
    )


@frozen(kw_only=True)
class Hybrid:
    """Levels that are climbed part by part: first blocks, then points.

    The first domain gives the score until it is at the top of its scale; from
    there on each further domain adds one level for each of its anchors that it
    reaches (its anchors are the points needed), as long as all domains before
    it are at their last anchor.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS, Answer, Responses, score
    >>> rated = FRAMEWORKS["qris-hybrid"]
    >>> said = [Answer(item=item.key, value=1) for item in rated.all_items[:4]]
    >>> result = score(Responses(rated, [*said, Answer(item="staff/1", value=4)]))
    >>> result.value, result.level, result.score.high
    (2.0, 'level 2', 4.0)
    """

    name: str = field(default="hybrid", validator=non_blank)
    source: str = "quality rating systems with blocks below and points above"

    def __call__(self, node: Node, answers: Ratings) -> Score:
        if node.items or len(node.domains) < 2:
            raise FieldError(
                f"parts of {node.key}",
                "must be two domains or more, blocks first",
                [*(one.key for one in node.items), *(one.key for one in node.domains)],
            )
        parts = answers.parts(node)
        counted = [one for one in parts if one.applies]
        known = any(one.is_known for one in counted)
        low = _climbed(parts, [one.low for one in parts]) if counted else None
        first, *later = parts
        top = first.scale.high + sum(len(_cuts(one)) for one in later)
        return Score(
            key=node.key,
            value=low if known else None,
            low=low,
            high=_climbed(parts, [one.high for one in parts]) if counted else None,
            scale=Scale(key=self.name, low=first.scale.low, high=top),
            how=f"hybrid of {listed([one.low for one in counted])}" if known else "",
        )


def _climbed(parts: Sequence[Rating], values: Sequence[float]) -> float:
    """Return the level; a part that does not apply asks for nothing."""
    first, start = parts[0], values[0]
    level = start if first.applies else first.scale.high
    if level < first.scale.high:
        return level
    for part, value in zip(parts[1:], values[1:], strict=True):
        if not part.applies:
            continue
        cuts = _cuts(part)
        slack = SLACK * part.scale.width
        reached = sum(value >= cut - slack for cut in cuts)
        level += reached
        if reached < len(cuts):
            break
    return level


def _cuts(part: Rating) -> list[float]:
    """Return the values of a part that lift the level; its top when it has none."""
    cuts = [one.at for one in part.scale.anchors if one.at > part.scale.low]
    return cuts or [part.scale.high]


PERCENT_POSITIVE: Final = PercentPositive()
HYBRID: Final = Hybrid()
SUM: Final = RawSum()
SUM_PRORATED: Final = RawSum(
    name="sum-prorated",
    least=0.8,
    source="prorating can be biased even when answers are missing completely at"
    " random (Mazza et al. 2015), so read the range",
)

SCORERS: Final[Catalog[Scorer]] = Catalog(
    (
        MEAN,
        MEAN_OF_ITEMS,
        WEIGHTED,
        SUM,
        SUM_PRORATED,
        MINIMUM,
        PRODUCT,
        POINTS,
        LADDER,
        BLOCK,
        HYBRID,
        PERCENT_POSITIVE,
        ALL_OF,
    ),
    kind="scorer",
)
