"""Many charts at once, from long records: a key, a day, a value or a count and size."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import (
    EVENTS,
    CadenceLike,
    Catalog,
    FindingKind,
    FrozenDict,
    Period,
    Timeline,
    arguments,
    by_value,
    codes_of,
    format_number,
    html_table,
    list_of,
    plural,
    say,
    timeline,
)
from cqikit.errors import (
    DataError,
    FieldError,
    FieldTypeError,
    UnknownNameError,
)
from cqikit.spc._charts._asked import A_CATALOG, KEYS, YES_OR_NO, Column
from cqikit.spc._charts._axis import Axis
from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._columns import check_rows, column_of, named
from cqikit.spc._charts._floats import LISTED, is_missing
from cqikit.spc._charts._guards import check_factor, check_per
from cqikit.spc._charts._inputs import points_of
from cqikit.spc._charts._kinds import CHARTS
from cqikit.spc._charts._make import charted
from cqikit.spc._charts._source import OF_EVENTS, Source, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from cqikit.core import PeriodLike
    from cqikit.spc._charts._given import Array, KindName, Line, Listed, Times
    from cqikit.spc._charts._kind import ChartKind

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

__all__ = ["Panel", "panel"]

TWO_VALUES: Final = FindingKind(
    "panel.two-values",
    says="{key} has two values for {period}",
    fix="keep one a period, or add them up where that is meant",
)

NO_KEY: Final = FindingKind(
    "panel.no-key",
    says="{n:# record|# records} without a key, the first is keys[{row}]",
    fix="leave them out, or say whose they are",
)
#: Keys by periods: at most so many, and more where many records have come.
MOST_CELLS: Final = 10_000_000
MOST_A_RECORD: Final = 100
#: A table for notebooks has so many rows at most.
MOST_ROWS: Final = 60


# cached_property needs a __dict__.
@by_value
@frozen(eq=False, slots=False)
class Panel:
    """Charts of one kind, one a key, over one calendar; built by `panel`.

    Parameters
    ----------
    keys : tuple
        Whose chart each row is.
    chart : Chart, shape (k, n)
        All of them: NaN where a series has not begun, is over, or was not
        observed.
    """

    keys: tuple[Any, ...]
    chart: Chart = field(repr=False)

    @cached_property
    def _rows(self) -> Mapping[Any, int]:
        return FrozenDict(zip(self.keys, range(len(self.keys)), strict=True))

    @property
    def on(self) -> tuple[Period, ...]:
        """Return the calendar, no period left out.

        There is none, (), for events, which have none in common: `panel[key].on` says
        when those of a key were.
        """
        return self.chart.on or ()

    def __repr__(self) -> str:
        charts, points = self.chart.values.shape
        many = f"{plural(charts, 'chart')} of {plural(points, 'point')}"
        return f"<Panel {self.chart.kind.name}, {many}>"

    def _repr_html_(self) -> str:
        """Return a row for each key; `drawing.show` has the picture."""
        rows = []
        for key in self.keys[:MOST_ROWS]:
            chart = self[key]
            level = chart.centre[np.isfinite(chart.centre)][-1:].tolist()
            there = int(np.isfinite(chart.values).sum())
            rows.append((key, there, *(map(format_number, level or [np.nan]))))
        return html_table(repr(self)[1:-1], ("key", "points", "centre"), rows)

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, key: Any) -> Chart:
        """Return the chart of `key`, over the whole calendar; of events, its own."""
        if key not in self._rows:
            raise UnknownNameError(say("key"), named(key), map(named, self.keys))
        return evolve(self.chart[self._rows[key]], title=named(key))


def _is_when(kept: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, Timeline):
        list_of(say("days or periods"))(kept, attribute, value)


@arguments(
    keys=KEYS,
    on=Column(_is_when),
    kinds=A_CATALOG,
    ready=YES_OR_NO,
    bridge=YES_OR_NO,
)
def panel(
    values: Line,
    kind: KindName | ChartKind = "i",
    *,
    keys: Listed[Any] | Array | Iterator[Any],
    on: Times | Iterator[PeriodLike] | Timeline,
    sizes: Line | None = None,
    within: Line | None = None,
    ready: bool = False,
    per: float = 1.0,
    cadence: CadenceLike | None = None,
    phases: Any = (),
    baseline: Any = None,
    exclude: Any = (),
    centre: Line | None = None,
    sigma: Line | None = None,
    lower: Line | None = None,
    upper: Line | None = None,
    width: float = 3.0,
    bridge: bool = False,
    kinds: Catalog[ChartKind] = CHARTS,
) -> Panel:
    """Return the charts of all keys, computed at once.

    Parameters
    ----------
    values : array of r numbers
        Or numerators, with `sizes`.
    kind : str or ChartKind
        An I chart by default.
    keys : array of r keys
        Whose each record is: a team, or a pair of team and measure as text.
    on : array of r days or periods, or Timeline
        When; in any order, all of one calendar.
    sizes : Line, optional
        The denominators; none unless said.
    within : Line, optional
        Of ready subgroup means: the standard deviation in each; not known unless said.
    ready, per
        As for `chart`.
    cadence : Cadence, Frequency or str, optional
        Which periods exist, of all keys together; by default that is inferred.
    phases, exclude : as for `chart`, or {key: the same}
        For all charts, or for each its own (no mask then); none unless said. Of events,
        a day is that of the first event of each chart from then on.
    baseline : int, period, days (first, last), or mask, optional
        In each phase of each series, limits rest on the first so many periods, counted
        from its first row, with a value or without; all points unless said. Days must
        hold a point of each chart.
    centre, sigma, lower, upper, width, bridge, kinds
        As for `chart`; lines have one number, or one a chart, (k, 1).

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
    ...     [3, 1, 4, 0, 2],
    ...     "p",
    ...     keys=["a", "b", "a", "b", "a"],
    ...     on=["2026-01", "2026-01", "2026-02", "2026-03", "2026-03"],
    ...     sizes=[10, 10, 20, 10, 10],
    ... )
    >>> made.keys, made["b"].values.tolist()
    (('a', 'b'), [0.1, nan, 0.0])
    """
    chosen = kind_of(kind, "i", kinds)
    per = check_factor(per, "per")
    check_per(chosen, per)
    check_rows(values, keys=keys, on=on, sizes=sizes)
    sizes = None if sizes is None else column_of(sizes, "sizes").values
    within = None if within is None else column_of(within, "within").values
    values = column_of(values).values
    lines = {"centre": centre, "sigma": sigma, "lower": lower, "upper": upper}
    with np.errstate(all="ignore"):
        given = values, sizes, within
        points = points_of(chosen, *given, ready=ready, per=per, rows=())
        axis = _axis(keys, on, cadence, chosen, points.values.shape)
        source = Source(kind=chosen, points=points, axis=axis, per=per)
        made = charted(
            source, phases, baseline, exclude, lines, width=width, bridge=bridge
        )
    made = evolve(made, days=_days(axis), begins=_begins(axis))
    return Panel(tuple(axis.keys), made)


def _owners(keys: Any) -> tuple[list[Any], Places]:
    """Return the distinct keys in order, and the place of each record's key."""
    try:
        names, owner = codes_of(keys, ordered=True)
    except TypeError:
        _refuse_nameless(*_unordered(keys))
        must = say("must be of one sort, such as texts, that can be put in order")
        raise FieldTypeError("keys", must, keys) from None
    _refuse_nameless(names, owner)
    return names, owner


def _unordered(keys: Any) -> tuple[list[Any], Places]:
    """Return distinct keys that have no order, none where they cannot be looked up."""
    try:
        return codes_of(keys)
    except TypeError:
        return [], np.zeros(0, dtype=np.intp)


def _refuse_nameless(names: list[Any], owner: Places) -> None:
    """Refuse records whose key, or a part of it, is missing."""
    gone = [
        type(name) is not str
        and any(map(is_missing, name if isinstance(name, tuple) else (name,)))
        for name in names
    ]
    if any(gone):
        rows = np.array(gone)[owner]
        problem = NO_KEY.problem("keys", n=int(rows.sum()), row=int(rows.argmax()))
        raise DataError("panel", [problem])


def _axis(
    keys: Any,
    on: Any,
    cadence: CadenceLike | None,
    kind: ChartKind,
    shape: tuple[int, ...],
) -> Axis:
    """Return the axis on which the records of all keys lie."""
    names, owner = _owners(keys)
    events = kind.takes in OF_EVENTS
    on = on if hasattr(on, "__len__") else list(on)
    rows = on.places if isinstance(on, Timeline) else on
    if len(shape) != 1:
        raise FieldError("values", say("must be one column"), shape)
    for name, count in (("keys", len(owner)), ("on", len(rows))):
        if count != shape[0]:
            must = say("must be as many as values ({count})", count=shape[0])
            raise FieldError(name, must, count)
    calendar = timeline(on, EVENTS if events else cadence, keys=owner)
    known = dict(zip(names, range(len(names)), strict=True))
    if events or calendar.cadence is None:
        ranks = _ranks(owner, calendar.moments[calendar.places])
        return Axis(shape[0], None, known, owner, ranks, came=calendar)
    most = max(MOST_CELLS, MOST_A_RECORD * shape[0])
    if (error := calendar.beyond(most // max(len(known), 1))) is not None:
        raise error
    _refuse_twice(names, owner, calendar)
    holes = shape[0] < len(known) * len(calendar)
    return Axis(shape[0], calendar, known, owner, calendar.places, holes)


def _begins(axis: Axis) -> tuple[int, ...]:
    """Return the first point of each key, () where all begin with the first of all."""
    first = axis.begins
    return tuple(first.tolist()) if np.any(first) else ()


def _days(axis: Axis) -> tuple[tuple[Period, ...], ...]:
    """Return when the events of each key were, in order; () of no events."""
    if axis.came is None:
        return ()
    came: Timeline = axis.came
    owner: Any = axis.owner
    places: Any = axis.places
    order = np.lexsort((places, owner))
    days = [came.periods[place] for place in came.places[order].tolist()]
    edges = np.bincount(owner, minlength=len(axis.keys)).cumsum().tolist()
    return tuple(tuple(days[a:b]) for a, b in pairwise((0, *edges)))


def _refuse_twice(names: list[Any], owner: Places, calendar: Timeline) -> None:
    cell = owner * max(len(calendar), 1) + calendar.places
    if not np.bincount(cell, minlength=1).max() > 1:
        return
    order = np.argsort(cell, kind="stable")
    twice = np.flatnonzero(np.diff(cell[order]) == 0)
    found = [
        TWO_VALUES.problem(
            f"records {order[first]} and {order[first + 1]}",
            key=named(names[owner[order[first]]]),
            period=calendar.periods[calendar.places[order[first]]],
        )
        for first in twice[:LISTED].tolist()
    ]
    # The last of these stands for the others.
    found[-1] = evolve(found[-1], count=len(twice) - len(found) + 1)
    raise DataError("panel", found)


def _ranks(owner: Places, when: Floats) -> Places:
    """Return the place of each record within its key, in order of time."""
    order = np.lexsort((when, owner))
    counts = np.bincount(owner)
    ranks = np.empty(len(owner), dtype=np.intp)
    ranks[order] = np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner[order]]
    return ranks
