"""What a scorer sees of one unit: one rating for each item and domain."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from cqikit.assessments._framework import Domain, Item, Node
from cqikit.assessments._scale import Scale
from cqikit.core import (
    as_frozen,
    by_value,
)
from cqikit.errors import UnknownNameError

__all__ = ["Rating", "Ratings"]


@by_value
@frozen(eq=False)
class Rating:
    """What is known of one item or domain, higher being better.

    Parameters
    ----------
    node : Item or Domain
    scale : Scale
    value : float
        NaN when nothing was answered.
    low, high : float
        Least and most that it can still become once the rest is answered.
    positive, least_positive, most_positive : float
        Share of positive answers, and what it can still become; NaN for
        domains, and when nothing was answered.
    answered, applicable : int
        Cells with an answer, and cells that should have one: cells where the
        item does not apply are in neither number.
    """

    node: Item | Domain
    scale: Scale
    value: float
    low: float
    high: float
    answered: int
    applicable: int
    positive: float = math.nan
    least_positive: float = math.nan
    most_positive: float = math.nan

    @property
    def is_known(self) -> bool:
        """Say whether there is a value."""
        return not math.isnan(self.value)

    @property
    def applies(self) -> bool:
        """Say whether it counts at all."""
        return self.applicable > 0


@frozen
class Ratings:
    """The ratings of one unit, by key of item or domain."""

    by_key: Mapping[str, Rating] = field(repr=False, converter=as_frozen)

    def __getitem__(self, key: str) -> Rating:
        if key not in self.by_key:
            raise UnknownNameError("item or domain", key, self.by_key)
        return self.by_key[key]

    def parts(self, node: Node) -> tuple[Rating, ...]:
        """Return the ratings right below `node`: its items and its domains."""
        below: tuple[Item | Domain, ...] = (*node.items, *node.domains)
        return tuple(self[one.key] for one in below)

    def items(self, node: Node) -> tuple[Rating, ...]:
        """Return the ratings of all items below `node`, at any depth."""
        return tuple(self._items(node))

    def _items(self, node: Node) -> Iterator[Rating]:
        for item in node.items:
            yield self[item.key]
        for domain in node.domains:
            yield from self._items(domain)
