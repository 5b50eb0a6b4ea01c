"""From answers to one rating an item and unit, respondents put together.

Respondents are averaged within their role, then the roles with equal weight,
so that many teachers do not outvote one director.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from cqikit.assessments._answers import Responses, Status, asked
from cqikit.assessments._rating import Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.assessments._framework import Framework
    from cqikit.assessments._scale import Scale

__all__ = ["Floats", "Sheet", "pooled", "sheets"]

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

#: What a cell of a sheet holds.
NOT_ASKED: Final = 0
ANSWERED: Final = 1
NOT_APPLICABLE: Final = 2
MISSING: Final = 3
STATES: Final = {
    Status.ANSWERED: ANSWERED,
    Status.NOT_APPLICABLE: NOT_APPLICABLE,
    Status.DONT_KNOW: MISSING,
    Status.NOT_OBSERVED: MISSING,
    Status.UNANSWERED: MISSING,
}


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
    framework = responses.framework
    items = framework.all_items
    column = {item.key: place for place, item in enumerate(items)}
    rows: dict[tuple[str, str], dict[str, int]] = {}
    roles: dict[tuple[str, str], list[str]] = {}
    cells: dict[tuple[str, str], list[tuple[int, int, int, float]]] = {}
    for answer, number in zip(responses.answers, responses.numbers, strict=True):
        unit = (answer.site, answer.unit)
        of_unit = rows.setdefault(unit, {})
        row = of_unit.setdefault(answer.respondent, len(of_unit))
        in_unit = roles.setdefault(unit, [])
        if row == len(in_unit):
            in_unit.append(answer.role)
        cell = (row, column[answer.item], STATES[answer.status], number)
        cells.setdefault(unit, []).append(cell)
    return tuple(
        _sheet(framework, unit, tuple(of_unit), tuple(roles[unit]), cells[unit])
        for unit, of_unit in rows.items()
    )


def _sheet(
    framework: Framework,
    unit: tuple[str, str],
    respondents: tuple[str, ...],
    roles: tuple[str, ...],
    cells: Sequence[tuple[int, int, int, float]],
) -> Sheet:
    items = framework.all_items
    columns = {
        role: np.array([MISSING if asked(item, role) else NOT_ASKED for item in items])
        for role in dict.fromkeys(roles)
    }
    states = np.array([columns[role] for role in roles], dtype=np.int8)
    values = np.full(states.shape, np.nan)
    row, column, state, number = zip(*cells, strict=True)
    states[row, column] = state
    values[row, column] = number
    for place, item in enumerate(items):
        if item.reversed:
            scale = framework.scale_of(item)
            values[:, place] = scale.low + scale.high - values[:, place]
    name = "/".join(part for part in unit if part)
    return Sheet(name, respondents, roles, values, states)


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
    return {
        item.key: Rating(
            node=item,
            scale=scales[place],
            value=float(value[place]),
            low=float(low[place]),
            high=float(high[place]),
            answered=int(answered[:, place].sum()),
            applicable=int(applies[:, place].sum()),
            positive=float(positive[place]),
            least_positive=float(least[place]),
            most_positive=float(most[place]),
        )
        for place, item in enumerate(items)
    }


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
