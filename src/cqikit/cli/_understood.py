"""Which periods a series was taken to have, in one sentence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from cqikit.core import Frequency, Sentence, say, worded

if TYPE_CHECKING:
    from cqikit.measures import Series

__all__ = ["understood"]

#: So many periods, by how long they are; None for those that are of several.
PERIODS: Final = {
    Frequency.DAY: say("{n:# day|# days}", n=2),
    Frequency.WEEK: say("{n:# week|# weeks}", n=2),
    Frequency.MONTH: say("{n:# month|# months}", n=2),
    Frequency.QUARTER: say("{n:# quarter|# quarters}", n=2),
    Frequency.HALF_YEAR: say("{n:# half-year|# half-years}", n=2),
    Frequency.YEAR: say("{n:# year|# years}", n=2),
    Frequency.POINT: say("{n:# point|# points}", n=2),
    None: say("{n:# period|# periods}", n=2),
}


def understood(made: Series) -> Sentence:
    """Return in one line which periods a series was taken to have.

    Examples
    --------
    >>> from cqikit.measures import Measure, Observation, series
    >>> falls = Measure(key="falls", title="Falls", kind="count")
    >>> said = {"2025-01": 4, "2025-02": 6, "2025-04": 5}
    >>> seen = [Observation(period=month, value=n) for month, n in said.items()]
    >>> understood(series(falls, seen))
    '4 months from 2025-01 to 2025-04, 1 of them without a value'
    """
    periods, calendar = made.periods, made.calendar
    cadence, empty = calendar.cadence, sum(map(math.isnan, made.values))
    if cadence is None:
        told = say("{n:# value|# values} between events", n=len(periods))
    else:
        unit = made.measure.frequency if cadence.every == 1 else None
        told = worded(PERIODS[unit].template, {"n": len(periods)})
    if periods:
        first, last = periods[0], periods[-1]
        told = say("{what} from {first} to {last}", what=told, first=first, last=last)
    if empty:
        told = say("{what}, {n} of them without a value", what=told, n=empty)
    plain = cadence is None or (cadence.plain and cadence.starts == 1)
    if plain and not calendar.why:
        return told
    return say("{what}; {calendar}", what=told, calendar=str(calendar))
