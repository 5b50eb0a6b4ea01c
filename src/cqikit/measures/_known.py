"""What was known of series on a day: no row of a period that began later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.core import a_day, arguments, list_of, say
from cqikit.measures._kinds import coded_period
from cqikit.measures._series import Series
from cqikit.measures._stack import stack

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cqikit.measures._columns import Columns

__all__ = ["known"]


@arguments(many=list_of(say("series"), Series), as_of=a_day)
def known(many: Iterable[Series], *, as_of: date) -> tuple[Series, ...]:
    """Return series as they were known on a day, without what came later.

    A row is known from the first day of its period. A series of which no row was known
    is left out; series that share a calendar share what their rows then said of it.

    Parameters
    ----------
    many : iterable of Series
    as_of : date
        The last day that counts.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.measures import Measure, Observation, series
    >>> waits = Measure(key="waits", title="Waiting time")
    >>> seen = [Observation(period=f"2026-0{n}", value=n) for n in (1, 2, 3)]
    >>> [
    ...     this_series.values
    ...     for this_series in known([series(waits, seen)], as_of=date(2026, 2, 14))
    ... ]
    [(1.0, 2.0)]
    """
    listed = tuple(many)
    # Many series end with the same period: it is looked at once.
    begun: dict[tuple[int, int], bool] = {}
    rows = {
        place: _begun(series.records, as_of, begun)
        for place, series in enumerate(listed)
    }
    if all(rows[place] is series.records for place, series in enumerate(listed)):
        return listed
    kept = {
        place: rows[place]
        for place, series in enumerate(listed)
        if len(rows[place]) or not len(series.records)
    }
    made = {
        place: Series(
            measure=listed[place].measure, observations=records, team=listed[place].team
        )
        for place, records in kept.items()
    }
    # What a calendar was inferred from may be among the rows that are not known.
    shared: dict[int, list[int]] = {}
    for place in made:
        calendar = listed[place]._calendar  # noqa: SLF001  (of this room)
        if calendar is not None:
            shared.setdefault(id(calendar), []).append(place)
    for places in shared.values():
        together = stack([made[place] for place in places]).series()
        made |= dict(zip(places, together, strict=True))
    return tuple(made.values())


def _begun(
    records: Columns, as_of: date, begun: dict[tuple[int, int], bool]
) -> Columns:
    """Return the rows whose period had begun by a day: all of them as they are."""
    if not len(records):
        return records
    # Rows are in order of time, so that most often the last one tells.
    last = (int(records.period[-1]), int(records.kind[-1]))
    if last not in begun:
        begun[last] = coded_period(*last).first <= as_of
    if begun[last]:
        return records
    there = [period.first <= as_of for period in records.periods()]
    return records.part(slice(sum(there)))
