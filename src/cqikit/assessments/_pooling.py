"""From answers to one rating an item and unit, and what a scorer sees of them.

Respondents are averaged within their role, then the roles with equal weight,
so that many teachers do not outvote one director.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from cqikit.assessments._answers import Status
from cqikit.assessments._framework import Domain, Item, Node
from cqikit.assessments._responses import Responses, asked
from cqikit.assessments._scale import Scale
from cqikit.core import FrozenOf, arguments, by_value, say
from cqikit.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.assessments._framework import Framework

__all__ = ["Floats", "Rating", "Ratings", "Sheet", "pooled", "sheets"]


@by_value
@frozen(eq=False)
class Rating:
    """What is known of one item or domain, higher being better.

    Parameters
    ----------
    node : Item or Domain
        What it is of.
    scale : Scale
        On which `value`, `low` and `high` are numbers.
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
        """Say whether it counts at all: a domain of items without weight does not."""
        return self.applicable > 0 and not math.isnan(self.low)

    @arguments()
    def valued(self, value: float | None) -> Rating:
        """Return the rating of an item as a policy values it, positive if that is."""
        if value is None:
            return evolve(self, value=math.nan)
        ends = {self.low: self.least_positive, self.high: self.most_positive}
        positive = ends.get(value, self.positive)
        if math.isnan(positive):
            positive = float(_positive(np.array([value]), [self.scale])[0])
        return evolve(self, value=value, positive=positive)


@frozen
class Ratings:
    """The ratings of one unit, by key of item or domain.

    Parameters
    ----------
    by_key : mapping of str to Rating
        Of each item and domain, by its key.
    """

    by_key: Mapping[str, Rating] = field(
        repr=False, converter=FrozenOf[Mapping[str, Rating]]
    )

    def __getitem__(self, key: str) -> Rating:
        if key not in self.by_key:
            raise UnknownNameError(say("item or domain"), key, self.by_key)
        return self.by_key[key]

    @arguments()
    def parts(self, node: Node) -> tuple[Rating, ...]:
        """Return the ratings right below `node`: its items and its domains."""
        below: tuple[Item | Domain, ...] = (*node.items, *node.domains)
        return tuple(self[part.key] for part in below)

    @arguments()
    def items(self, node: Node) -> tuple[Rating, ...]:
        """Return the ratings of all items below `node`, at any depth."""
        return tuple(self._items(node))

    def _items(self, node: Node) -> Iterator[Rating]:
        for item in node.items:
            yield self[item.key]
        for domain in node.domains:
            yield from self._items(domain)


Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

#: What a cell of a sheet holds.
NOT_ASKED: Final = 0
ANSWERED: Final = 1
NOT_APPLICABLE: Final = 2
MISSING: Final = 3
#: By the order of `Status`: what was neither said nor excluded is missing.
STATES: Final = np.array(
    [
        {
            Status.ANSWERED: ANSWERED,
            Status.NOT_APPLICABLE: NOT_APPLICABLE,
        }.get(status, MISSING)
        for status in Status
    ],
    dtype=np.int8,
)


@frozen
class Sheet:
    """The answers about one unit: one row a respondent, one column an item.

    `values` are turned round where the item is reversed, NaN where there is no
    answer; `states` say why.
    """

    unit: str
    respondents: tuple[str, ...]
    roles: tuple[str, ...]
    values: Floats = field(repr=False)
    states: npt.NDArray[np.int8] = field(repr=False)


def sheets(responses: Responses) -> tuple[Sheet, ...]:
    """Return one sheet for each unit, in the order in which units first appear."""
    framework, cells = responses.framework, responses.cells
    units = list(dict.fromkeys(person[:2] for person in cells.people))
    place = {unit: number for number, unit in enumerate(units)}
    members: list[list[int]] = [[] for _ in units]
    row = np.empty(len(cells.people), dtype=np.intp)
    unit_of = np.empty(len(cells.people), dtype=np.intp)
    for person, (site, unit, _) in enumerate(cells.people):
        number = place[site, unit]
        row[person], unit_of[person] = len(members[number]), number
        members[number].append(person)
    # One stable sort, so that a thousand units take no longer than one.
    of_cell = unit_of[cells.person]
    order = np.argsort(of_cell, kind="stable")
    ends = np.searchsorted(of_cell[order], np.arange(len(units) + 1))
    masks = _asked(framework, cells.roles)
    found = []
    for number, (site, unit) in enumerate(units):
        chosen = order[ends[number] : ends[number + 1]]
        roles = tuple(cells.roles[person] for person in members[number])
        states = np.array([masks[role] for role in roles], dtype=np.int8)
        values = np.full(states.shape, np.nan)
        rows, columns = row[cells.person[chosen]], cells.item[chosen]
        states[rows, columns] = STATES[cells.status[chosen]]
        values[rows, columns] = cells.numbers[chosen]
        found.append(
            Sheet(
                unit="/".join(part for part in (site, unit) if part),
                respondents=tuple(
                    cells.people[member][2] for member in members[number]
                ),
                roles=roles,
                values=_turned(framework, values),
                states=states,
            )
        )
    return tuple(found)


def _asked(
    framework: Framework, roles: Sequence[str]
) -> dict[str, npt.NDArray[np.int8]]:
    """Return for each role what an item without an answer is."""
    return {
        role: np.array(
            [
                MISSING if asked(item, role) else NOT_ASKED
                for item in framework.all_items
            ],
            dtype=np.int8,
        )
        for role in dict.fromkeys(roles)
    }


def _turned(framework: Framework, values: Floats) -> Floats:
    for place, item in enumerate(framework.all_items):
        if item.reversed:
            scale = framework.scale_of(item)
            values[:, place] = scale.low + scale.high - values[:, place]
    return values


def pooled(framework: Framework, sheet: Sheet | None) -> dict[str, Rating]:
    """Return the rating of every item in a unit; without a sheet nothing is known."""
    items = framework.all_items
    scales = [framework.scale_of(item) for item in items]
    lows = np.array([scale.low for scale in scales], dtype=float)
    highs = np.array([scale.high for scale in scales], dtype=float)
    count = len(items)
    roles: tuple[str, ...] = ("",)
    if sheet is None:
        answered = np.zeros((1, count), dtype=np.bool_)
        missing, values = ~answered, np.full((1, count), np.nan)
    else:
        answered = sheet.states == ANSWERED
        missing = sheet.states == MISSING
        values, roles = sheet.values, sheet.roles
        # Whoever should have answered did not take part: one empty cell each.
        missing[0, ~(sheet.states != NOT_ASKED).any(axis=0)] = True
    applies = answered | missing
    value = _role_means(values, answered, roles)
    low = _role_means(np.where(answered, values, lows), applies, roles)
    high = _role_means(np.where(answered, values, highs), applies, roles)
    good = _positive(values, scales)
    positive = _role_means(good, answered, roles)
    least = _role_means(np.where(answered, good, 0.0), applies, roles)
    most = _role_means(np.where(answered, good, 1.0), applies, roles)
    # Python's own numbers, made at once: one by one would cost more than the sums.
    columns = zip(
        items,
        scales,
        value.tolist(),
        low.tolist(),
        high.tolist(),
        answered.sum(axis=0).tolist(),
        applies.sum(axis=0).tolist(),
        positive.tolist(),
        least.tolist(),
        most.tolist(),
        strict=True,
    )
    return {item.key: Rating(item, *numbers) for item, *numbers in columns}


def _positive(values: Floats, scales: Sequence[Scale]) -> Floats:
    """Return 1 for positive answers and 0 for all else."""
    least = np.array(
        [
            scale.at_share(0.5) if scale.positive is None else scale.positive
            for scale in scales
        ]
    )
    strictly = np.array([scale.positive is None for scale in scales])
    good: Floats = np.where(strictly, values > least, values >= least).astype(float)
    return good


def _role_means(values: Floats, counted: Flags, roles: Sequence[str]) -> Floats:
    """Return the mean over roles of the means within them, NaN where no cell counts."""
    of_role = np.array(roles)
    means = np.array(
        [
            _mean(values[of_role == role], counted[of_role == role])
            for role in dict.fromkeys(roles)
        ]
    )
    return _mean(means, ~np.isnan(means))


def _mean(values: Floats, counted: Flags) -> Floats:
    total = np.where(counted, values, 0.0).sum(axis=0)
    count = counted.sum(axis=0)
    means: Floats = np.divide(
        total, count, out=np.full(count.shape, np.nan), where=count > 0
    )
    return means
