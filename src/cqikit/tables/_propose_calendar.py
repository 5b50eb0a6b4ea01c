"""How long the periods of a table are, as its rows lie."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import define, field

from cqikit.core import Cadence, Frequency, FrequencyWord, say, timeline
from cqikit.errors import DataError, FieldError
from cqikit.tables._seen import MOST
from cqikit.tables._shapes_across import PERIOD
from cqikit.tables._shapes_periods import DAYS, Dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.core import Period, Timeline
    from cqikit.tables._layout import Layout
    from cqikit.tables._shapes_periods import Known

__all__ = ["Calendar", "are_series", "calendar_of"]

EVERY: Final = 'say how long a period is, such as every = "month" (--every month)'


@define
class Calendar:
    """How long a period is, and why."""

    cadence: Cadence = field(factory=lambda: Cadence(frequency=Frequency.MONTH))
    decided: list[str] = field(factory=list)


def calendar_of(
    cells: Sequence[str],
    layout: Layout,
    every: Frequency | FrequencyWord | None,
    known: Known,
    *,
    cases: bool,
) -> Calendar:
    """Return which periods the cells of a column are of.

    Raises
    ------
    FieldError
        When the column mixes calendars.
    """
    if every is not None:
        return Calendar(Cadence(frequency=Frequency.of(every, "every")))
    distinct = list(filter(None, dict.fromkeys(cells)))
    try:
        writing = known.writing(distinct, layout.dates, layout.year_start)
    except FieldError:
        # Whoever reads the rows tells it, with what is wrong in other columns.
        return Calendar()
    periods = [period for _, period in Dates(distinct, writing, known).named(DAYS)]
    if not periods:
        return Calendar()
    lengths = {period.frequency for period in periods}
    if cases and lengths == {Frequency.DAY}:
        said = "rows are cases, counted by the month (--every week for weeks; in a"
        return Calendar(decided=[f"{said} chart, --events for the days between them)"])
    try:
        found = _timeline(periods, f"column {layout.period or PERIOD}")
    except DataError:
        # Some are of another length, or far off: likewise told by whoever reads them.
        longer = (it for it in periods if it.frequency is not Frequency.DAY)
        return Calendar(Cadence.like(next(longer, periods[0])))
    cadence = found.cadence or Cadence(frequency=Frequency.MONTH)
    why = f" ({found.why})" if found.why else ""
    said = f"periods are {cadence}{why}; otherwise: --every"
    return Calendar(cadence, [said])


def are_series(cells: Sequence[str], layout: Layout, known: Known) -> bool:
    """Say whether periods are those of a series, and no days of single cases.

    Days are where one follows the other in one step, or where each has its month.
    """
    distinct = list(filter(None, dict.fromkeys(cells)))
    try:
        writing = known.writing(distinct, layout.dates, layout.year_start)
    except FieldError:
        return False
    periods = {period for _, period in Dates(distinct, writing, known).named(DAYS)}
    if {period.frequency for period in periods} != {Frequency.DAY}:
        return bool(periods)
    days = sorted(period.first for period in periods)
    if len({(day.year, day.month) for day in days}) == len(days):
        return True
    steps = Counter((later - day).days for day, later in pairwise(days))
    [(_, usual)] = steps.most_common(1)
    return usual >= MOST * steps.total()


def _timeline(periods: list[Period], name: str) -> Timeline:
    try:
        return timeline(periods, name=name)
    except FieldError as error:
        seen, _, _ = error.fix.partition("; say which")
        raise FieldError(
            error.name,
            error.must,
            error.got,
            say("{seen}; {every}", seen=seen, every=EVERY),
        ) from None
