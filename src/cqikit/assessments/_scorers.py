"""Roll-ups of numbers: mean, weighted mean, weakest link, and your own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.assessments._scale import PERCENT, Scale, shared_scale
from cqikit.assessments._score import Score, said
from cqikit.core import instance_of, non_blank, one_of, optional

if TYPE_CHECKING:
    from cqikit.assessments._framework import Node
    from cqikit.assessments._rating import Rating, Ratings

__all__ = ["MEAN", "MEAN_OF_ITEMS", "MINIMUM", "PRODUCT", "WEIGHTED", "RollUp"]

#: This many numbers are listed in the words of a score; the rest are counted.
LISTED: Final = 12


@frozen(kw_only=True)
class RollUp:
    """A scorer made of a function of numbers.

    Parameters
    ----------
    name : str
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

    def __call__(self, node: Node, answers: Ratings) -> Score:
        chosen = answers.parts(node) if self.over == "parts" else answers.items(node)
        scale = self.scale or shared_scale([one.scale for one in chosen])
        counted = [one for one in chosen if one.applies and one.node.weight > 0]
        known = [one for one in counted if one.is_known]
        values = [on_scale(one.value, one.scale, scale) for one in known]
        return Score(
            key=node.key,
            value=self._combined(values, known),
            low=self._combined(
                [on_scale(one.low, one.scale, scale) for one in counted], counted
            ),
            high=self._combined(
                [on_scale(one.high, one.scale, scale) for one in counted], counted
            ),
            scale=scale,
            how=f"{self.words or self.name} of {listed(values)}" if values else "",
        )

    def _combined(
        self, values: Sequence[float], ratings: Sequence[Rating]
    ) -> float | None:
        if not values:
            return None
        return float(self.combine(values, [one.node.weight for one in ratings]))


def on_scale(value: float, own: Scale, scale: Scale) -> float:
    """Return a value of one scale on another, as far up."""
    if (own.low, own.high) == (scale.low, scale.high):
        return value
    return scale.at_share(own.share(value))


def listed(values: Sequence[float]) -> str:
    """Return numbers as people list them, cut where there are many."""
    shown = ", ".join(said(value) for value in values[:LISTED])
    more = len(values) - LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def _mean(values: Sequence[float], _: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _weighted(values: Sequence[float], weights: Sequence[float]) -> float:
    # The products are added exactly, so that the order of parts does not matter.
    total = math.fsum(one * each for one, each in zip(values, weights, strict=True))
    return total / math.fsum(weights)


def _minimum(values: Sequence[float], _: Sequence[float]) -> float:
    return min(values)


MEAN: Final = RollUp(name="mean", combine=_mean)
WEIGHTED: Final = RollUp(name="weighted", combine=_weighted, words="weighted mean")
MINIMUM: Final = RollUp(
    name="minimum",
    combine=_minimum,
    words="lowest",
    source="improvement of the whole needs each component (S4)",
)


def _product(values: Sequence[float], _: Sequence[float]) -> float:
    return PERCENT.at_share(math.prod(PERCENT.share(value) for value in values))


MEAN_OF_ITEMS: Final = RollUp(
    name="mean-of-items",
    combine=_weighted,
    words="mean over all items",
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
