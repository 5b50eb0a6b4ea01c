"""Which points of the charts of a batch are rows of its answer, and which periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit import spc
from cqikit.core import FindingKind, codes_of, period_at, timeline
from cqikit.errors import DataError
from cqikit.tables._charts_apart import covered
from cqikit.tables._places import Places, Rows, named
from cqikit.tables._results import Coded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cqikit.core import Timeline
    from cqikit.tables._results import Columns

    Indexes = NDArray[np.intp]

__all__ = [
    "ends_of",
    "laid",
    "latest_rows",
    "own_rows",
    "refuse_far",
    "refuse_twice",
    "words_of",
]

TWO_ROWS: Final = FindingKind(
    "batch.two-rows",
    says="{key} has two rows for {period}",
    fix="keep one a period, or add them up where that is meant",
)
#: So many pairs of rows of one period are listed one by one.
LISTED: Final = 1_000
#: So many periods are many for one chart; `core.timeline` says whether too many.
FAR: Final = 75_000


def laid(calendar: Timeline, ends: Indexes, beside: Indexes) -> Timeline:
    """Return a calendar with periods of its charts, and those beside, alone.

    Parameters
    ----------
    calendar : Timeline
    ends : ndarray of int, shape (2, charts)
        The first and the last period of each chart, as places of the calendar.
    beside : ndarray of int
        Further periods, as `Period.index` counts them.
    """
    import numpy as np  # noqa: PLC0415

    indexes = np.union1d(calendar.indexes[covered(ends)], beside)
    places = np.searchsorted(indexes, calendar.indexes[calendar.places])
    return evolve(calendar, indexes=indexes, places=places, named={})


def ends_of(charts: int, owner: Indexes, calendar: Timeline) -> Indexes:
    """Return the places of the first row and of the last of each chart, (2, charts)."""
    import numpy as np  # noqa: PLC0415

    ends = np.repeat([[len(calendar)], [-1]], charts, axis=1)
    np.minimum.at(ends[0], owner, calendar.places)
    np.maximum.at(ends[1], owner, calendar.places)
    return ends


def refuse_far(rows: Rows, calendar: Timeline, ends: Indexes, name: str) -> None:
    """Refuse charts whose rows are too far apart, as in a batch of their own.

    The periods of a batch may be as many as its rows allow, of which one chart may have
    but few: a day of the year 24 is a slip there, too, and would make many gaps.
    """
    import numpy as np  # noqa: PLC0415

    cadence: Any = calendar.cadence
    first, last = calendar.indexes[ends] if len(calendar) else ends
    kind = cadence.frequency, cadence.starts
    for chart in np.flatnonzero(last - first >= FAR * cadence.every).tolist():
        own = np.flatnonzero(rows.owner == chart)
        counts = calendar.indexes[calendar.places[own]].tolist()
        where = Places(rows, name)
        timeline(
            [period_at(count, *kind) for count in counts],
            cadence,
            name=name,
            where=[where[row] for row in own.tolist()],
        )


def refuse_twice(rows: Rows, calendar: Timeline) -> None:
    """Refuse two rows of one chart and period."""
    import numpy as np  # noqa: PLC0415

    cells = rows.owner * max(len(calendar), 1) + calendar.places
    order = np.argsort(cells, kind="stable")
    again = np.flatnonzero(np.diff(cells[order]) == 0)
    # Of three rows, the first two.
    again = again[np.diff(cells[order[again]], prepend=-1) != 0]
    if not len(again):
        return
    pairs = zip(order[again[:LISTED]], order[again[:LISTED] + 1], strict=True)
    problems = [
        TWO_ROWS.problem(
            f"rows {rows.numbers[row]} and {rows.numbers[other]}",
            key=named(rows.keys[int(rows.owner[row])]),
            period=calendar.periods[calendar.places[row]],
        )
        for row, other in pairs
    ]
    # The last of these stands for the others.
    problems[-1] = evolve(problems[-1], count=len(again) - len(problems) + 1)
    raise DataError("batch", problems)


def own_rows(ends: Indexes, n: int) -> Indexes:
    """Return the points (of k x n, flat) from first row to last of each chart."""
    import numpy as np  # noqa: PLC0415

    every = np.arange(n)
    own = (ends[0][:, None] <= every) & (every <= ends[1][:, None])
    return np.flatnonzero(own)


def latest_rows(view: Any, ends: Indexes) -> Indexes:
    """Return the latest point (of k x n, flat) of each chart that counts at all.

    Of a chart without one, that of its last row: who sent nothing is not passed over.
    """
    import numpy as np  # noqa: PLC0415

    there = spc.counting(view)
    charts, n = there.shape
    if not n:
        return np.zeros(0, np.intp)
    counted = n - 1 - there[:, ::-1].argmax(axis=1)
    place = np.where(there.any(axis=1), counted, ends[1])
    found: Indexes = np.arange(charts) * n + place
    return found


def words_of(judged: Any, shape: tuple[int, int]) -> Columns:
    """Return what is said of each chart, at each of its points; nothing of readings."""
    found: Columns = {}
    for name in ("variation", "assurance"):
        words = getattr(judged, name, None)
        if words is not None:
            names, codes = codes_of(words.tolist())
            found[name] = Coded(names, codes.repeat(shape[1]))
    return found
