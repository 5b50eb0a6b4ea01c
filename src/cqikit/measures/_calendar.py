"""Which periods there are between the rows of a series, and where each row lies."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from cqikit.core import Frequency, Period, period_of
from cqikit.measures._numpy import Indexes, np

if TYPE_CHECKING:
    from cqikit.measures._measure import Measure

__all__ = ["FREQUENCIES", "calendar_of", "code_of", "period_at"]

#: What the codes of frequencies in a record stand for.
FREQUENCIES: Final = tuple(Frequency)


def code_of(frequency: Frequency) -> int:
    """Return the code of a frequency, its place among `FREQUENCIES`."""
    return FREQUENCIES.index(frequency)


@cache
def _first_of_all(frequency: Frequency) -> Period:
    return period_of(date.min, frequency)


@lru_cache(maxsize=1 << 14)
def period_at(index: int, frequency: Frequency) -> Period:
    """Return the period with this `Period.index`.

    Kept for a while, as the series of many teams have the same periods.
    """
    start = _first_of_all(frequency)
    return start.shift(index - start.index)


def calendar_of(
    measure: Measure, indexes: Indexes, shared: Indexes | None = None
) -> Indexes:
    """Return the index of every period that exists from the first row to the last.

    The one place where this is decided. A period of a calendar that has no row is a
    gap. Values between rare events have no calendar of their own: for these, the
    periods are those of the rows.

    Parameters
    ----------
    measure : Measure
    indexes : ndarray of int, shape (rows,)
        `Period.index` of each row, in any order; of one series, or of all series of
        the measure in one table, which then share the calendar.
    shared : ndarray of int, optional
        The calendar of all series of the measure, where it is known: that of the rows
        is a part of it. Without one, or when a row lies outside, the rows decide.

    Returns
    -------
    ndarray of int, shape (n,)
        In order of time, no index twice.

    Examples
    --------
    >>> from cqikit.measures import Measure
    >>> waits = Measure(key="waits", title="Waiting time")
    >>> calendar_of(waits, np.array([7, 5])).tolist()
    [5, 6, 7]
    >>> calendar_of(waits, np.array([7, 5]), np.array([1, 3, 5, 7, 9])).tolist()
    [5, 7]
    """
    if not indexes.size or not measure.is_periodic:
        return np.unique(indexes)
    first, last = indexes.min(), indexes.max()
    if shared is not None:
        part = shared[np.searchsorted(shared, first) :]
        part = part[: np.searchsorted(part, last) + 1]
        places = np.minimum(np.searchsorted(part, indexes), len(part) - 1)
        if part.size and (part[places] == indexes).all():
            return part
    return np.arange(first, last + 1)
