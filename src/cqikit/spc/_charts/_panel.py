"""Many charts at once, from long records: a key, a day, a value or a count and size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import EVENTS, Catalog, Period, codes_of, timeline
from cqikit.errors import DataError, FieldError, Problem, UnknownNameError
from cqikit.measures import codes_of
from cqikit.spc._chart import Chart
from cqikit.spc._inputs import floats
from cqikit.spc._kind import ChartKind, Takes
from cqikit.spc._kinds import CHARTS
from cqikit.spc._make import chart
from cqikit.spc._marks import position

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cqikit.spc._charts._view import Bools, Floats

    Places = NDArray[np.intp]

__all__ = ["Panel", "panel"]


@frozen(eq=False)
class Panel:
    """Charts of one kind, one a key, over one calendar; built by `panel`.

    Parameters
    ----------
    keys : tuple
        Whose chart each row is.
    on : tuple of Period
        The calendar, no period left out; () for values between events, which
        have none in common.
    chart : Chart, shape (k, n)
        All of them: NaN where a series has not begun, is over, or was not
        observed.
    """

    keys: tuple[Any, ...]
    on: tuple[Period, ...] = field(repr=False)
    chart: Chart = field(repr=False)
    _rows: dict[Any, int] = field(repr=False)

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, key: Any) -> Chart:
        """Return the chart of `key`, over the whole calendar."""
        if key not in self._rows:
            raise UnknownNameError("key", key, map(str, self.keys))
        return evolve(self.chart[self._rows[key]], title=str(key))


def panel(
    keys: Any,
    on: Any,
    values: Any,
    kind: str | ChartKind = "i",
    *,
    sizes: Any = None,
    phases: Any = (),
    baseline: int | None = None,
    exclude: Any = (),
    kinds: Catalog[ChartKind] = CHARTS,
    **how: Any,
) -> Panel:
    """Return the charts of all keys, computed at once.

    Parameters
    ----------
    keys : array of r keys
        Whose each record is: a team, or a pair of team and measure as text.
    on : array of r days or periods
        When; in any order, all of one frequency.
    values : array of r numbers
        Or numerators, with `sizes`.
    kind : str or ChartKind
    sizes : array of r numbers, optional
    phases, exclude : days, or {key: days}
        For all charts, or for each its own.
    baseline : int, optional
        In each phase of each series, limits rest on the first so many periods,
        counted from where the series begins.
    kinds, **how
        As for `chart`.

    Returns
    -------
    Panel

    Raises
    ------
    DataError
        When a key has two records of one period, each pair with its places.

    Examples
    --------
    >>> made = panel(
    ...     ["a", "b", "a", "b", "a"],
    ...     ["2026-01", "2026-01", "2026-02", "2026-03", "2026-03"],
    ...     [3, 1, 4, 0, 2],
    ...     "p",
    ...     sizes=[10, 10, 20, 10, 10],
    ... )
    >>> made.keys, made["b"].values.tolist()
    (('a', 'b'), [0.1, nan, 0.0])
    """
    kind = kind if isinstance(kind, ChartKind) else kinds[kind]
    numbers = floats(values, "values")
    names, rows = codes_of(keys)
    days, when = _calendar(on)
    _check_columns(numbers, keys=rows, on=when)
    if kind.takes in {Takes.BETWEEN, Takes.BINARY}:
        days, when = (), _ranks(rows, when)
    else:
        _refuse_twice(names, rows, days, when)
    shape = (len(names), int(when.max(initial=-1)) + 1)
    place = (rows, when)
    grid = _filled(shape, place, numbers)
    under = None if sizes is None else _filled(shape, place, floats(sizes, "sizes"))
    known = {name: row for row, name in enumerate(names.tolist())}
    breaks = _marks(phases, known, shape, days)
    there = ~np.isnan(grid)
    made = chart(
        grid,
        kind,
        sizes=under,
        on=days or None,
        phases=breaks,
        exclude=_marks(exclude, known, shape, days),
        baseline=None if baseline is None else _first(baseline, breaks, there),
        **how,
    )
    return Panel(tuple(names.tolist()), days, made, known)


def _owners(keys: Any) -> tuple[list[Any], Places]:
    """Return the distinct keys in order, and the place of each record's key."""
    listed = keys.tolist() if hasattr(keys, "tolist") else list(keys)
    names, codes = codes_of(listed)
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), dtype=np.intp)
    rank[order] = np.arange(len(names))
    return [names[place] for place in order], rank[codes]


def _calendar(on: Any) -> tuple[tuple[Period, ...], Places]:
    """Return the periods from the first to the last, and which each record is of."""
    column = on if isinstance(on, list | tuple) else np.asarray(on)
    if isinstance(column, np.ndarray) and column.dtype.kind == "M":
        column = column.astype("datetime64[D]")
    unique, which = codes_of(column)
    periods = [parse_period(one) for one in unique.tolist()]
    if not periods:
        return (), which
    first, last = min(periods, key=_start), max(periods, key=_start)
    if len({period.frequency for period in periods}) > 1:
        raise FieldError("on", "must be periods of one frequency", str(last))
    index = np.array([period.index - first.index for period in periods], dtype=np.intp)
    return tuple(periods_between(first, last)), index[which]


def _start(period: Period) -> Any:
    return period.first


def _refuse_twice(
    names: Any, rows: Places, days: tuple[Period, ...], when: Places
) -> None:
    cell = rows * max(len(days), 1) + when
    if np.bincount(cell, minlength=1).max() < 2:
        return
    order = np.argsort(cell, kind="stable")
    twice = np.flatnonzero(np.diff(cell[order]) == 0)
    if twice.size:
        found = [
            Problem(
                f"records {order[at]} and {order[at + 1]}",
                f"{names[rows[order[at]]]} has two values for {days[when[order[at]]]}",
                "keep one a period, or add them up where that is meant",
            )
            for at in twice.tolist()
        ]
        raise DataError("panel", found)


def _ranks(rows: Places, when: Places) -> Places:
    """Return the place of each record within its key, in order of time."""
    order = np.lexsort((when, rows))
    counts = np.bincount(rows)
    ranks = np.empty(len(rows), dtype=np.intp)
    ranks[order] = np.arange(len(rows)) - (np.cumsum(counts) - counts)[rows[order]]
    return ranks


def _filled(
    shape: tuple[int, int], place: tuple[Places, Places], numbers: Floats
) -> Floats:
    grid = np.full(shape, np.nan)
    grid[place] = numbers
    return grid


def _marks(
    marks: Any, known: dict[Any, int], shape: tuple[int, int], days: tuple[Period, ...]
) -> Bools:
    mask = np.zeros(shape, dtype=bool)
    if isinstance(marks, np.ndarray):
        return np.broadcast_to(marks, shape)
    per_key = marks.items() if isinstance(marks, Mapping) else [(None, marks)]
    for key, places in per_key:
        if key is not None and key not in known:
            raise UnknownNameError("key", key, map(str, known))
        row = slice(None) if key is None else known[key]
        for place in places:
            mask[row, position(place, "phase", shape[1], days or None)] = True
    return mask


def _first(count: int, breaks: Bools, there: Bools) -> Bools:
    """Return the first so many places of each phase, from where the series begins."""
    starts = breaks.copy()
    starts[np.arange(len(there)), there.argmax(axis=-1)] = True
    return first_points(count, starts)
