"""Which periods there are between the rows of a series, and where each row lies.

`core.arrange` decides; here its question is put for columns, for one series or for
all series of a measure in one table, which then share the answer.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from cqikit.core import (
    EVENTS,
    Cadence,
    CadenceLike,
    Timeline,
    arrange,
)
from cqikit.errors import FieldError
from cqikit.measures._kinds import KINDS, coded_period, kind_code
from cqikit.measures._numpy import Bools, Indexes, np

if TYPE_CHECKING:
    from cqikit.measures._columns import Columns
    from cqikit.measures._measure import Measure

__all__ = ["aligned", "astray", "calendar_of", "calendar_within", "existing"]

#: `Period.index` of any one period: there is one of each kind.
ANY: Final = 2000


def _cadence(measure: Measure, rows: Columns) -> Cadence:
    """Return the calendar of a measure, or how its periods start in the rows."""
    if measure.cadence is not None:
        return measure.cadence
    # The days of events are but labels: they may be as coarse as they are.
    codes = np.unique(rows.kind) if measure.is_periodic else rows.kind[:1]
    for code in codes.tolist():
        if KINDS[code][0] is measure.frequency or not measure.is_periodic:
            return _all_of(code)
    return Cadence(frequency=measure.frequency)


@cache
def _all_of(code: int) -> Cadence:
    """Return the calendar in which every period of a kind exists."""
    return Cadence.like(coded_period(ANY, code))


def aligned(measure: Measure, rows: Columns) -> Columns:
    """Return rows with the period of the measure that each one's period stands for.

    Rows of a period that is none of the measure's stay as they are: `audit` tells them.
    """
    cadence = _cadence(measure, rows)
    code = kind_code(cadence.frequency, cadence.starts)
    other = rows.kind != code
    if not other.any():
        return rows
    table = rows.table.copy()
    pairs, which = np.unique(
        np.stack([rows.kind[other], rows.period[other]]), axis=1, return_inverse=True
    )
    found = np.full(pairs.shape[1], -1, dtype=np.intp)
    for place, (kind, index) in enumerate(pairs.T.tolist()):
        try:
            found[place] = cadence.whole(coded_period(index, kind)).index
        except FieldError:
            continue
    meant = found[which.reshape(-1)]
    at = np.flatnonzero(other)[meant >= 0]
    counts = meant[meant >= 0]
    if cadence.every > 1 and counts.size:
        own = rows.period[rows.kind == code]
        first = int(min(counts.min(), own.min(initial=counts.min())))
        counts = cadence.anchored(first).begun(counts)
    table["period"][at], table["kind"][at] = counts, code
    return rows.with_table(table)


def existing(measure: Measure, rows: Columns) -> Cadence:
    """Return the cadence of aligned rows; the first one's period is its anchor."""
    cadence = _cadence(measure, rows)
    right = rows.kind == kind_code(cadence.frequency, cadence.starts)
    if not right.any():
        return cadence
    return cadence.anchored(int(rows.period[right].min()))


def astray(measure: Measure, rows: Columns) -> Bools:
    """Say which aligned rows lie in no period of the measure, shape (rows,)."""
    cadence = existing(measure, rows)
    wrong: Bools = rows.kind != kind_code(cadence.frequency, cadence.starts)
    if measure.is_periodic and not cadence.plain:
        wrong[~wrong] = ~cadence.exist(rows.period[~wrong])
    return wrong


def calendar_within(
    measure: Measure, rows: Columns, shared: Timeline | None
) -> Timeline:
    """Return the periods from the first row to the last, one row in each.

    Parameters
    ----------
    measure : Measure
    rows : Columns
        Aligned, in any order.
    shared : Timeline, optional
        The calendar of all series of the measure, of which this is a part; without one,
        or when a row lies outside it, the rows speak for themselves.
    """
    if shared is None or shared.cadence is None or not len(rows):
        return calendar_of(measure, rows).part()
    indexes = shared.indexes
    first, last = np.searchsorted(indexes, [rows.period.min(), rows.period.max()])
    part = shared
    if not shared.whole or first or last + 1 < len(shared):
        part = shared.part(slice(first, last + 1))
    places = np.searchsorted(part.indexes, rows.period)
    if len(part) <= places.max() or (part.indexes[places] != rows.period).any():
        return calendar_of(measure, rows).part()
    return part


def calendar_of(
    measure: Measure, rows: Columns, which: Indexes | None = None
) -> Timeline:
    """Return the periods that exist from the first row to the last.

    Parameters
    ----------
    measure : Measure
    rows : Columns
        Aligned, in any order; those that are `astray` are passed over.
    which : ndarray of int, shape (rows,), optional
        Of which series each row is, where they are of several.
    """
    usable = ~astray(measure, rows)
    rows = rows.part(usable)
    keys = None if which is None else which[usable]
    indexes, places = np.unique(rows.period, return_inverse=True)
    # Several events may be on one day: there are as many points as rows.
    code = int(rows.kind[0]) if len(rows) else 0
    periods = [coded_period(index, code) for index in indexes.tolist()]
    cadence: CadenceLike = measure.cadence or measure.frequency
    if not measure.is_periodic:
        cadence = EVENTS
    elif measure.cadence is None and len(rows):
        steps = np.diff(rows.period)
        if (steps[slice(None) if keys is None else np.diff(keys) == 0] == 1).all():
            # No series has a gap: there is nothing to infer.
            cadence = _cadence(measure, rows)
    return arrange(periods, places.reshape(-1), cadence, keys=keys)
