"""Which periods there are between the rows of a series, and where each row lies."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cqikit.core import Frequency, Period, period_of
from cqikit.measures._numpy import Indexes, np

if TYPE_CHECKING:
    from cqikit.measures._measure import Measure

__all__ = ["FREQUENCIES", "calendar_of", "code_of", "period_at"]

#: What the codes of frequencies in a record stand for.
FREQUENCIES: Final = tuple(Frequency)


def _cadence(measure: Measure, rows: Columns) -> Cadence:
    """Return the calendar of a measure, or how its periods start in the rows."""
    if measure.cadence is not None:
        return measure.cadence
    # The days of events are but labels: they may be as coarse as they are.
    codes = np.unique(rows.kind) if measure.is_periodic else rows.kind[:1]
    for code in codes.tolist():
        frequency, starts = KINDS[code]
        if frequency is measure.frequency or not measure.is_periodic:
            return _all_of(frequency, starts)
    return _all_of(measure.frequency, 1)


@cache
def _all_of(frequency: Frequency, starts: int) -> Cadence:
    """Return the calendar in which every period of a kind exists."""
    weekly = frequency is Frequency.WEEK
    return Cadence(
        frequency=frequency,
        week_start=list(Weekday)[starts - 1 if weekly else 0],
        year_start=1 if weekly else starts,
    )


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
    usable = ~astray(measure, rows)
    rows = rows.part(usable)
    keys = None if which is None else which[usable]
    if measure.is_periodic and measure.cadence is None and len(rows):
        steps = np.diff(rows.period)
        if (steps[slice(None) if keys is None else np.diff(keys) == 0] == 1).all():
            # No series has a gap: there is nothing to infer.
            first, last = rows.period.min(), rows.period.max()
            return Timeline(
                cadence=_cadence(measure, rows),
                indexes=np.arange(first, last + 1),
                places=rows.period - first,
            )
    indexes, places = np.unique(rows.period, return_inverse=True)
    # Several events may be on one day: there are as many points as rows.
    code = int(rows.kind[0]) if len(rows) else 0
    periods = [coded_period(index, code) for index in indexes.tolist()]
    cadence: Cadence | Frequency | str = measure.cadence or measure.frequency
    if not measure.is_periodic:
        cadence = EVENTS
    return arrange(periods, places.reshape(-1), cadence, keys=keys)
