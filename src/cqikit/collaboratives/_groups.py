"""Arithmetic on many groups of values at once, each of its own length.

Values lie one below the other, with the number of the group of each: 5,000 teams with
36 values each, or with three and three hundred, are one array and no rectangle.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from cqikit import spc
from cqikit.core import (
    by_value,
    read_only,
)
from cqikit.measures import Columns, Stack

__all__ = [
    "Bools",
    "Counted",
    "Floats",
    "Indexes",
    "counted_in",
    "latest_starts",
    "medians",
    "ranks",
]

Bools: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]
Indexes: TypeAlias = NDArray[np.int64]


@by_value
@frozen(eq=False)
class Counted:
    """The rows that enter figures, with their values and whose each is.

    `reported` is the period that each row is a report of: another than its own where it
    stands in for a silent team.
    """

    columns: Columns
    values: Floats = field(converter=read_only)
    which: Indexes = field(converter=read_only)
    reported: Indexes = field(converter=read_only)

    @property
    def filled(self) -> Bools:
        """Say of which rows a silent team has none, shape (rows,)."""
        own: Bools = self.columns.period == self.reported
        return ~own

    def part(self, where: Bools | Indexes) -> Counted:
        """Return some of the rows: a mask, or places."""
        return Counted(
            self.columns.part(where),
            self.values[where],
            self.which[where],
            self.reported[where],
        )


def counted_in(table: Stack) -> Counted:
    """Return the rows of all teams that are observed and not excluded."""
    values = table.columns.observed(table.measure)
    enter = ~np.isnan(values) & ~table.columns.excluded
    columns = table.columns
    return Counted(columns, values, table.which, columns.period).part(enter)


def medians(values: Floats, groups: Indexes, count: int) -> Floats:
    """Return the median of each group, NaN of one without values.

    Sorted by group and value, the middle of each group is at a known place. Complex
    numbers sort by their real part and then the imaginary one, at once and in place.

    Parameters
    ----------
    values : ndarray of float, shape (rows,)
        No NaN among them.
    groups : ndarray of int, shape (rows,)
        Which of `count` groups each value is in.
    count : int

    Examples
    --------
    >>> medians(np.array([3.0, 1.0, 8.0, 2.0]), np.array([0, 0, 2, 0]), 3).tolist()
    [2.0, nan, 8.0]
    """
    both = np.empty(len(values), dtype=np.complex128)
    both.real, both.imag = groups, values
    both.sort()
    ordered = both.imag
    sizes = np.bincount(groups, minlength=count)
    starts = np.cumsum(sizes) - sizes
    some = sizes > 0
    low = ordered[(starts + (sizes - 1) // 2)[some]]
    high = ordered[(starts + sizes // 2)[some]]
    found = np.full(count, np.nan)
    found[some] = (low + high) / 2
    return found


def ranks(groups: Indexes, count: int) -> Indexes:
    """Return the place of each row within its group, for sorted `groups`.

    Examples
    --------
    >>> ranks(np.array([0, 0, 2, 2, 2]), 3).tolist()
    [0, 1, 0, 1, 2]
    """
    sizes = np.bincount(groups, minlength=count)
    return np.arange(len(groups)) - (np.cumsum(sizes) - sizes)[groups]


def latest_starts(
    values: Floats, groups: Indexes, count: int, *, baseline: int, length: int
) -> Indexes:
    """Return where the latest sustained shift of each group begins, 0 without one.

    As `segments` finds it: all groups are walked through side by side, one place
    after another. A run that reaches `length` points on one side of the line in
    force ends the search for this run, and its median is the next line. O(rows)
    array elements, in as many steps as the longest group has values.

    Parameters
    ----------
    values : ndarray of float, shape (rows,)
        No NaN among them; each group in order of time.
    groups : ndarray of int, shape (rows,)
        Sorted: which of `count` groups each value is in.
    count : int
    baseline : int
        How many values of each group give the first line.
    length : int

    Examples
    --------
    >>> values = np.array([5.0, 6, 4, 5, 9, 8, 9, 9, 8, 1, 1])
    >>> groups = np.array([0] * 9 + [1] * 2)
    >>> latest_starts(values, groups, 2, baseline=4, length=4).tolist()
    [4, 0]
    """
    sizes = np.bincount(groups, minlength=count)
    first = np.cumsum(sizes) - sizes
    early = ranks(groups, count) < baseline
    line = medians(values[early], groups[early], count)
    found = np.zeros(count, dtype=np.int64)
    begun, run, side = np.zeros((3, count), dtype=np.int64)
    points = np.empty((count, length))
    for place in range(baseline, int(sizes.max(initial=0))):
        going = np.flatnonzero(sizes > place)
        value = values[first[going] + place]
        now = spc.side_of(value, line[going])
        # A point on the line neither lengthens a run nor ends it.
        off = now != 0
        going, value, now = going[off], value[off], now[off]
        goes_on = now == side[going]
        run[going] = np.where(goes_on, run[going] + 1, 1)
        begun[going] = np.where(goes_on, begun[going], place)
        side[going] = now
        points[going, run[going] - 1] = value
        ended = going[run[going] == length]
        found[ended] = begun[ended]
        line[ended] = np.median(points[ended], axis=1)
        run[ended] = side[ended] = 0
    return found
