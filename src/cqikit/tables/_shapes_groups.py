"""Several rows of one team and period taken as one, by sorting, in n log n.

Rows are numbered by their group (`np.unique` of team and period at once); sums are a
weighted count of these numbers, a median is the middle of each group after one sort.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cqikit.core import Frequency, arrange, codes_of
from cqikit.measures import Columns, make_columns
from cqikit.tables._shapes import Keep, Take

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from cqikit.core import Cadence
    from cqikit.tables._layout import MeasureColumns

    Floats = NDArray[np.float64]
    Indexes = NDArray[np.intp]

__all__ = ["Rows", "between", "filled", "once", "taken"]


class Rows(NamedTuple):
    """The rows of one measure, and the team of each."""

    columns: Columns
    teams: Sequence[str]

    def part(self, places: Indexes) -> Rows:
        """Return some of the rows."""
        teams = [self.teams[int(place)] for place in places]
        return Rows(self.columns.part(places), teams)

    def groups(self) -> tuple[Indexes, Indexes]:
        """Return the first row of each team and period, and the group of each row.

        Groups are in the order in which the table first mentions them.
        """
        _, owner = codes_of(self.teams)
        period = self.columns.period
        start = period.min(initial=0)
        cells = owner * (period.max(initial=0) - start + 1) + period - start
        _, firsts, which = np.unique(cells, return_index=True, return_inverse=True)
        order = np.argsort(firsts, kind="stable")
        rank = np.empty(len(order), dtype=np.intp)
        rank[order] = np.arange(len(order))
        return firsts[order], rank[which]


def once(rows: Rows, people: Sequence[str], days: Sequence[int], keep: Keep) -> Rows:
    """Return one row of each person in each period, in the order of the table."""
    _, which = rows.groups()
    _, person = codes_of(people)
    if keep is Keep.ANY:
        value = rows.columns.value
        told = np.where(np.isnan(value), rows.columns.numerator, value)
        rank: Any = -np.nan_to_num(told, nan=-np.inf)
    else:
        rank = np.asarray(days) * (1 if keep is Keep.FIRST else -1)
    place = np.arange(len(which)) * (-1 if keep is Keep.LAST else 1)
    order = np.lexsort((place, rank, person, which))
    both = np.stack([which, person])[:, order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(both, axis=1) != 0).any(axis=0)
    return rows.part(np.sort(order[new]))


def taken(rows: Rows, measured: MeasureColumns, take: Take, name: str) -> Rows:
    """Return rows with what is taken of each team and period.

    A row that does not know its numerator or denominator is left out of both. Of
    values that are added, one that is not known leaves the sum unknown: it would be
    too low. Mean and median are of those that are known. A number that is withheld
    leaves all of them unknown: small ones are.

    Parameters
    ----------
    rows : Rows
    measured : MeasureColumns
    take : Take
    name : str
        What the table is called.
    """
    firsts, which = rows.groups()
    count = len(firsts)
    columns = rows.columns
    if measured.numerator:
        top, below = columns.numerator, columns.denominator
        known = ~(np.isnan(top) | np.isnan(below))
        names = {"numerator": top, "denominator": below}
        sums = {
            key: _sum(which[known], part[known], count) for key, part in names.items()
        }
        there = np.bincount(which[known], minlength=count) > 0
    else:
        known = ~np.isnan(columns.value)
        made = _statistic(take)(which[known], columns.value[known], count)
        sums = {"value": made}
        there = np.bincount(which[known], minlength=count) > 0
        if take is Take.SUM:
            there &= np.bincount(which[~known], minlength=count) == 0
    there &= np.bincount(which[columns.withheld], minlength=count) == 0
    sizes = np.bincount(which, minlength=count)
    return Rows(
        make_columns(
            period=columns.period[firsts],
            frequency=columns.kind[firsts],
            numbers={key: _written(part, there) for key, part in sums.items()},
            excluded=_texts(columns, "excluded", which, count),
            withheld=[
                "" if known else text
                for text, known in zip(
                    _texts(columns, "withheld", which, count),
                    there.tolist(),
                    strict=True,
                )
            ],
            source=_sources(name, columns.row, which, sizes),
        ),
        [rows.teams[int(place)] for place in firsts],
    )


def filled(rows: Rows, cadence: Cadence, name: str) -> Rows:
    """Return rows with a 0 for each period of each team that has no row."""
    columns, teams = rows
    names, owner = codes_of(teams)
    rows_of = columns.periods()
    calendar = arrange(rows_of, np.arange(len(rows_of)), cadence, name="period")
    every = calendar.indexes
    missing = np.ones((len(names), len(every)), dtype=bool)
    missing[owner, calendar.places] = False
    whose, where = np.nonzero(missing)
    text = f"{name}, without a row"
    numbers = columns.value.tolist()
    made = make_columns(
        period=np.concatenate([columns.period, every[where]]),
        frequency=np.concatenate(
            [columns.kind, np.full(len(where), columns.kind[0], dtype=np.int8)]
        ),
        numbers={
            "value": [*_written(np.array(numbers), ~np.isnan(columns.value))]
            + [0] * len(where)
        },
        excluded=[*columns.reason_texts(), *[""] * len(where)],
        withheld=[*columns.withheld_texts(), *[""] * len(where)],
        source=[*columns.row_texts(), *[text] * len(where)],
    )
    return Rows(made, [*teams, *(names[team] for team in whose.tolist())])


def between(rows: Rows) -> Rows:
    """Return what lies between each event and the one before it of the same team.

    That is days, or the cases between two that are numbered; at the later one.
    """
    columns, teams = rows
    _, owner = codes_of(teams)
    order = np.lexsort((columns.period, owner))
    gaps = np.diff(columns.period[order], prepend=0)
    later = np.diff(owner[order], prepend=-1) == 0
    numbered = columns.periods()[:1]
    if numbered and numbered[0].frequency is Frequency.POINT:
        gaps = np.maximum(gaps - 1, 0)
    kept = rows.part(order[later])
    made = make_columns(
        period=kept.columns.period,
        frequency=kept.columns.kind,
        numbers={"value": gaps[later].tolist()},
        source=kept.columns.row_texts(),
    )
    return Rows(made, kept.teams)


def _sum(which: Indexes, values: Floats, count: int) -> Floats:
    found: Floats = np.bincount(which, weights=values, minlength=count).astype(float)
    return found


def _mean(which: Indexes, values: Floats, count: int) -> Floats:
    sizes = np.bincount(which, minlength=count)
    return _sum(which, values, count) / np.maximum(sizes, 1)


def _median(which: Indexes, values: Floats, count: int) -> Floats:
    ordered = values[np.lexsort((values, which))]
    if not len(ordered):
        return np.zeros(count)
    sizes = np.bincount(which, minlength=count)
    starts = np.cumsum(sizes) - sizes
    low, high = starts + np.maximum(sizes - 1, 0) // 2, starts + sizes // 2
    most = len(ordered) - 1
    made: Floats = (
        ordered[np.minimum(low, most)] + ordered[np.minimum(high, most)]
    ) / 2
    return made


def _statistic(take: Take) -> Callable[[Indexes, Floats, int], Floats]:
    return {Take.SUM: _sum, Take.MEAN: _mean, Take.MEDIAN: _median}[take]


def _written(numbers: Floats, there: NDArray[np.bool_]) -> list[int | float | None]:
    """Return numbers as they are written: whole ones whole, None where unknown."""
    return [
        None if not known else int(number) if number.is_integer() else number
        for number, known in zip(numbers.tolist(), there.tolist(), strict=True)
    ]


def _texts(columns: Columns, name: str, which: Indexes, count: int) -> list[str]:
    """Return what the first row of each group that has a text says, else ""."""
    said = [""] * count
    codes = columns.table[name]
    for place in np.flatnonzero(codes)[::-1].tolist():
        said[int(which[place])] = columns.reasons[int(codes[place])]
    return said


def _sources(name: str, row: Indexes, which: Indexes, sizes: Indexes) -> list[str]:
    """Return from which rows of the table each group is."""
    first = np.full(len(sizes), np.iinfo(np.int64).max)
    last = np.full(len(sizes), -1)
    np.minimum.at(first, which, row)
    np.maximum.at(last, which, row)
    said = []
    for low, high, size in zip(
        first.tolist(), last.tolist(), sizes.tolist(), strict=True
    ):
        if size == 1:
            said.append(f"{name} row {low}")
        elif high - low + 1 == size:
            said.append(f"{name} rows {low} to {high}")
        else:
            said.append(f"{name}, {size} rows from {low} to {high}")
    return said
