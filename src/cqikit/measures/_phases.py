"""Where the phases of a series begin, from the changes that were declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.core import Period, arguments, list_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["phase_starts"]


@arguments(periods=list_of("Period", Period))
def phase_starts(
    changes: Iterable[Period], periods: Sequence[Period]
) -> tuple[Period, ...]:
    """Return the periods in which declared changes begin a new phase.

    A phase begins with the first period that does not begin before the change:
    a year in whose spring a vaccine was licensed still belongs to the time
    before it. A change before all periods, or after them, begins no phase.

    Parameters
    ----------
    changes : iterable of Period
        When each change began: a day, or as much as is known of it.
    periods : sequence of Period
        Of a series, in order of time.

    Examples
    --------
    >>> from cqikit.core import parse_period
    >>> years = [parse_period(year) for year in range(1960, 1968)]
    >>> [str(start) for start in phase_starts([parse_period("1963-03-21")], years)]
    ['1964']
    """
    found = {
        next((period for period in periods if period.first >= change.first), None)
        for change in changes
    }
    return tuple(period for period in periods[1:] if period in found)
