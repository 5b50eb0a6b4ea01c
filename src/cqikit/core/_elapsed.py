"""From the dates of events to what lies between them.

Events have dates and no calendar: the days on which there was none are not missing.
Between two events lie the days from one to the next, 0 on the same day; where events
are numbered cases, the cases between them, 0 for neighbours.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from cqikit.core._arguments import arguments
from cqikit.core._checks import FindingKind
from cqikit.core._dates import is_days
from cqikit.core._periods import Frequency, Period
from cqikit.core._timeline import DAY_LONG, EVENTS, timeline
from cqikit.core._written import is_written_day
from cqikit.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["between_events", "is_dated"]

NO_DAY: Final = FindingKind("event.no-day", says="must be a day (got {period})")

#: Of cells of these, none is a day.
NO_DAYS: Final = frozenset({int, float, bool, type(None)})
#: The day from which `datetime.timestamp` counts.
EPOCH: Final = date(1970, 1, 1).toordinal()
MEASURED: Final = frozenset({Frequency.DAY, Frequency.POINT})


def is_dated(values: Any) -> bool:
    """Say whether a column holds days or numbered cases, by its type or its cells.

    Where some are days and others numbers, the more of them say what it is, so that
    the fewer are what is wrong with it. Texts are days where one of them is.

    Examples
    --------
    >>> is_dated(["2024-01-03", "2024-01-12"]), is_dated([9, 20])
    (True, False)
    >>> is_dated(["#12", "#45"])
    True
    """
    kind = getattr(getattr(values, "dtype", None), "kind", "O")
    if kind in "biufcM":
        return str(kind) == "M"
    cells = _cells(values)
    sorts = Counter(map(type, cells))
    if sorts.keys() <= NO_DAYS:
        return False
    days = sum(many for sort, many in sorts.items() if _is_sort_of_days(sort))
    texts = [cell for cell in cells if isinstance(cell, str)]
    if any(map(_is_day, texts)):
        days += len(texts)
    nothing = sum(cell is None or _is_gone(cell) for cell in cells)
    return days > 0 and 2 * days >= len(cells) - nothing


def _cells(values: Any) -> list[Any]:
    if hasattr(values, "to_pylist"):
        return list(values.to_pylist())
    return list(values) if hasattr(values, "__iter__") else []


def _is_sort_of_days(sort: type) -> bool:
    """Say whether cells of a class are days or periods, whoever made it."""
    named = hasattr(sort, "start_time") or hasattr(sort, "isoformat")
    return named or issubclass(sort, Period) or sort.__name__ == "datetime64"


def _is_day(text: str) -> bool:
    numbered = text.startswith("#") and text[1:].isdecimal()
    return numbered or is_written_day(text)


def _is_gone(cell: Any) -> bool:
    return isinstance(cell, float) and cell != cell  # noqa: PLR0124


@arguments()
def between_events(
    on: Any, *, exact: bool = False, name: str = "on", where: Sequence[str] = ()
) -> tuple[NDArray[np.float64], tuple[Period, ...]]:
    """Return what lies between events, and the day of each event but the first.

    Parameters
    ----------
    on : column of days, or of numbered cases
        When each event was, or which case it was; in any order, several on one day
        too.
    exact : bool
        Whether times of the day count, by which events of one day are apart; by
        default days are counted whole.
    name : str
        What errors call the column; by default ``on``.
    where : sequence of str
        What errors call each row, by default ``on[3]``.

    Returns
    -------
    ndarray of float, shape (events - 1,)
        Days from the event before; of cases, how many lie between.
    tuple of Period
        The day or number of the later event of each pair.

    Raises
    ------
    DataError
        Where a row is no day, or only a month, which has no distance to others.

    Examples
    --------
    >>> gaps, days = between_events(["2024-01-03", "2024-02-01", "2024-01-12"])
    >>> gaps.tolist(), [str(day) for day in days]
    ([9.0, 20.0], ['2024-01-12', '2024-02-01'])
    >>> between_events(["#12", "#45", "#46"])[0].tolist()
    [32.0, 0.0]
    """
    import numpy as np  # noqa: PLC0415

    made = timeline(on, EVENTS, name=name, where=where)
    periods = made.periods
    known = [period.frequency for period in periods if period.frequency in MEASURED]
    vague = [
        NO_DAY.problem(where[row] if where else f"{name}[{row}]", period=period)
        for row, period in enumerate(periods)
        if period.frequency not in known[:1]
    ]
    if vague:
        raise DataError(name, vague)
    moments = _in_greenwich(on, made.moments)
    order = np.argsort(moments, kind="stable")
    # Seconds are subtracted, which are whole: of days, little is left of a minute.
    apart = np.diff(moments[order]) / DAY_LONG
    gaps = apart if exact else np.diff(made.indexes[order].astype(float))
    if periods and periods[0].frequency is Frequency.POINT:
        gaps = np.maximum(gaps - 1, 0)
    # In zones of their own, a later event may be of an earlier day.
    return np.maximum(gaps, 0), tuple(periods[row] for row in order[1:].tolist())


def _in_greenwich(on: Any, moments: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return when each event was, in seconds: of a zone that is told, in Greenwich."""
    import numpy as np  # noqa: PLC0415

    if is_days(on):
        return moments
    return np.array(
        [
            cell.timestamp() + EPOCH * DAY_LONG
            if isinstance(cell, datetime) and cell.tzinfo is not None
            else moment
            for cell, moment in zip(_cells(on), moments.tolist(), strict=True)
        ]
    )
