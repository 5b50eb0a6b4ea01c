"""Which charts of a batch are computed together: those that lie at the same time.

Charts of a panel have one calendar, so one row of a day decades off would cost each of
them as many points. What comes of a chart rests on its own points alone, so a batch is
cut into panels that have few points beyond those. Charts are put in order of length
(each is at most twice as long as another of its class) and then of time; one after
another is added to a panel while its cells, charts times periods, are at most
`MOST_BESIDE` times the charts' own, and `FEW` more, as a panel takes time of its own.
Periods of no chart of a panel are none of its calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core import Cadence, Frequency, Timeline
from cqikit.tables._frames import narwhals_for
from cqikit.tables._places import Rows
from cqikit.tables._results import Coded

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cqikit.tables._results import Columns

    Indexes = NDArray[np.intp]

__all__ = ["below", "covered", "in_turn", "panels_of", "part_of"]

#: So many cells are computed at once, whichever they are.
FEW: Final = 1 << 16
#: A batch has so many cells a row before it is cut.
MOST_A_ROW: Final = 8
#: A panel that is cut has so many cells for each of its charts' own, and `FEW`.
MOST_BESIDE: Final = 2
#: And at most so many, which bounds what is held in memory.
MOST_CELLS: Final = 1 << 20


def panels_of(ends: Indexes, rows: int, marks: int) -> list[Indexes]:
    """Return which charts are computed together.

    Parameters
    ----------
    ends : ndarray of int, shape (2, k)
        The first and the last point of each chart.
    rows : int
        How many rows the batch has.
    marks : int
        How many periods are in each calendar on account of the question.

    Examples
    --------
    >>> import numpy as np
    >>> ends = np.array([[0, 0, 0], [9, 900_000, 9]])
    >>> [charts.tolist() for charts in panels_of(ends, 30, 0)]
    [[0, 2], [1]]
    """
    import numpy as np  # noqa: PLC0415  (loaded by whoever counts)

    first, last = ends
    charts = len(first)
    every = np.arange(charts)
    if not charts:
        return [every]
    cells = charts * (int(last.max() - first.min()) + 1 + marks)
    if cells <= max(FEW, MOST_A_ROW * rows):
        return [every]
    lengths = last - first + 1
    # The class of a length is its number of binary digits.
    size = np.frexp(lengths)[1]
    order = np.lexsort((first, size))
    edges = _edges(first[order], last[order], size[order], marks)
    return np.split(order, edges)


def _edges(first: Indexes, last: Indexes, size: Indexes, marks: int) -> list[int]:
    """Return where panels begin, but the first: charts are in order."""
    edges: list[int] = []
    charts = own = periods = stop = 0
    was: Any = size[0]
    ordered = zip(first.tolist(), last.tolist(), size.tolist(), strict=True)
    for place, (begin, end, kind) in enumerate(ordered):
        length = end - begin + 1
        more = max(0, end + 1 - max(begin, stop))
        cells = (charts + 1) * (periods + more + marks)
        within = min(MOST_BESIDE * (own + length) + FEW, MOST_CELLS)
        if charts and (kind != was or cells > within):
            edges.append(place)
            charts = own = periods = 0
            more = length
            stop = 0
        charts, own, periods = charts + 1, own + length, periods + more
        stop, was = max(stop, end + 1), kind
    return edges


def covered(ends: Indexes) -> Indexes:
    """Return the points that lie within one of several spans, in order.

    Parameters
    ----------
    ends : ndarray of int, shape (2, k)
        The first and the last point of each span, in any order.

    Examples
    --------
    >>> import numpy as np
    >>> covered(np.array([[4, 0, 1], [4, 1, 2]])).tolist()
    [0, 1, 2, 4]
    """
    import numpy as np  # noqa: PLC0415

    first, last = ends[:, np.argsort(ends[0])]
    stops = np.maximum.accumulate(last + 1)
    apart = first[1:] > stops[:-1]
    starts = first[np.r_[True, apart][: len(first)]]
    counts = stops[np.r_[apart, True][: len(first)]] - starts
    before = counts.cumsum() - counts
    found: Indexes = np.arange(counts.sum()) + np.repeat(starts - before, counts)
    return found


def in_turn(owner: Indexes, came: Timeline) -> Timeline:
    """Return events as the points of each chart: its first, its second, and so on.

    `owner` (rows,) is whose each is. Of events at one time, or on one day where they
    have none, the first row comes first.
    """
    import numpy as np  # noqa: PLC0415

    order = np.lexsort((came.moments, owner))
    counts = np.bincount(owner)
    places = np.empty_like(order)
    starts = np.repeat(counts.cumsum() - counts, counts)
    places[order] = np.arange(len(order)) - starts
    indexes = np.arange(1, counts.max(initial=0) + 1)
    numbered = Cadence(frequency=Frequency.POINT)
    return Timeline(cadence=numbered, indexes=indexes, places=places)


def part_of(
    rows: Rows, calendar: Timeline, came: Timeline | None, charts: Indexes
) -> tuple[Rows, Timeline, Timeline | None]:
    """Return the rows of some charts, which are their keys, and when these were.

    By the calendar; and, of events, as they came.
    """
    import numpy as np  # noqa: PLC0415

    rank = np.full(len(rows.keys), -1)
    rank[charts] = np.arange(len(charts))
    own = np.flatnonzero(rank[rows.owner] >= 0)
    when = evolve(calendar, places=calendar.places[own], named={})
    events = None if came is None else evolve(came, places=came.places[own], named={})
    narwhals = narwhals_for("evaluating a batch")
    columns = {
        name: narwhals.from_native(column, series_only=True)[own].to_native()
        for name, column in rows.columns.items()
    }
    which: list[int] = charts.tolist()
    keys = [rows.keys[chart] for chart in which]
    part = Rows(columns, rank[rows.owner[own]], keys, rows.numbers[own])
    return part, when, events


def below(
    parts: Sequence[tuple[Indexes, Columns]],
) -> tuple[Indexes, Columns]:
    """Return the rows of several answers as those of one, in order of their charts.

    Each is the chart of each row, and columns; no chart is in two of them.
    """
    import numpy as np  # noqa: PLC0415

    owner = np.concatenate([part for part, _ in parts])
    order = np.argsort(owner, kind="stable")
    found = {
        name: _joined([columns[name] for _, columns in parts], order)
        for name in parts[0][1]
    }
    return owner[order], found


def _joined(parts: Sequence[Any], order: Indexes) -> Any:
    """Return columns of one name as one, its cells in an order."""
    import numpy as np  # noqa: PLC0415

    if not isinstance(parts[0], Coded):
        return np.concatenate(parts)[order]
    names: dict[Any, int] = {}
    codes = []
    for part in parts:
        own = [names.setdefault(name, len(names)) for name in part.names]
        codes.append(np.array(own, dtype=np.intp)[part.codes])
    return Coded(tuple(names), np.concatenate(codes)[order])
