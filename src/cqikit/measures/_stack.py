"""Many series of one measure as one table, cut without an object an observation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.core import (
    FindingKind,
    FrozenOf,
    arguments,
    by_value,
    list_of,
    read_only,
    say,
)
from cqikit.errors import DataError, FieldError
from cqikit.measures._audit import faulty
from cqikit.measures._building import join_columns
from cqikit.measures._calendar import aligned, calendar_of
from cqikit.measures._columns import Columns
from cqikit.measures._measure import Measure
from cqikit.measures._numpy import Indexes, np
from cqikit.measures._series import Series, series

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.core import Timeline


__all__ = ["Stack", "stack", "stacked"]

OTHER_MEASURES: Final = FindingKind(
    "series.other-measures",
    says={
        "": "must share one measure (got {measures})",
        "none": "must share one measure (got none)",
    },
)


# Not slotted: cached_property needs a __dict__.
@by_value
@frozen(kw_only=True, eq=False, repr=False, slots=False)
class Stack:
    """The rows of many series of one measure, one series below the other.

    Made by `stacked` from the rows of a table, or by `stack` from series.

    Parameters
    ----------
    measure : Measure
        What was observed.
    columns : Columns
        Within a series in order of time, no period twice.
    starts : ndarray of int, shape (k + 1,)
        Where each series begins; at last, how many rows there are.
    keys : mapping of str to tuple of str
        Whose each series is: ``team``, and as many keys beside it (a stratum, the
        version of a definition) as tell the series apart; k members each.

    Examples
    --------
    >>> from cqikit.measures import Measure, Observation
    >>> waits = Measure(key="waits", title="Waiting time")
    >>> seen = [Observation(period="2026-01", value=14.0)]
    >>> both = stack([series(waits, seen, team=team) for team in ("north", "south")])
    >>> both.keys["team"], both.which.tolist(), both.columns.value.tolist()
    (('north', 'south'), [0, 1], [14.0, 14.0])
    """

    measure: Measure
    columns: Columns
    starts: Indexes = field(converter=read_only)
    keys: Mapping[str, tuple[str, ...]] = field(
        converter=FrozenOf[Mapping[str, tuple[str, ...]]]
    )

    def __repr__(self) -> str:
        return (
            f"<Stack {self.measure.key}, {len(self)} series, {len(self.columns)} rows>"
        )

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def which(self) -> Indexes:
        """Return which series each row is of, shape (rows,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def series(self) -> tuple[Series, ...]:
        """Return each series by itself; all share the calendar of their measure.

        Raises
        ------
        DataError
            All faults of the first series that has any; see `audit`.
        """
        teams = self.keys.get("team", ("",) * len(self))
        calendar = self.calendar.part()
        wrong = faulty(self.measure, self.columns)
        if self.measure.is_periodic:
            same = np.diff(self.columns.period) == 0
            wrong[1:] |= same & (np.diff(self.which) == 0)
        for place in self.which[wrong][:1].tolist():
            rows = self._rows(place)
            in_table = np.argsort(rows.table["row"], kind="stable")
            series(self.measure, rows.part(in_table), team=teams[place])
        return tuple(
            Series(
                measure=self.measure,
                observations=self._rows(place),
                team=team,
                calendar=calendar,
            )
            for place, team in enumerate(teams)
        )

    @cached_property
    def calendar(self) -> Timeline:
        """Return the calendar that the rows of all series together speak for."""
        return calendar_of(self.measure, self.columns, self.which)

    def _rows(self, place: int) -> Columns:
        return self.columns.part(slice(*self.starts[place : place + 2].tolist()))


@arguments(many=list_of(say("series"), Series))
def stack(many: Iterable[Series]) -> Stack:
    """Return series of one measure as one table.

    Raises
    ------
    DataError
        When they are of different measures, or there is none.
    """
    listed = tuple(many)
    # Most share one object, which is quicker told than that two are equal.
    by_id = {id(this_series.measure): this_series.measure for this_series in listed}
    measures = tuple(dict.fromkeys(by_id.values()))
    if len(measures) != 1:
        keys = tuple(measure.key for measure in measures)
        fault = OTHER_MEASURES.problem(form="" if keys else "none", measures=keys)
        raise DataError("series", [fault])
    records = [this_series.records for this_series in listed]
    return Stack(
        measure=measures[0],
        columns=join_columns(records),
        starts=np.cumsum([0, *map(len, records)]),
        keys={"team": tuple(this_series.team for this_series in listed)},
    )


@arguments()
def stacked(measure: Measure, columns: Columns, **keys: Sequence[str]) -> Stack:
    """Return the rows of a table as series: one for each combination of keys.

    Parameters
    ----------
    measure : Measure
    columns : Columns
        In any order.
    **keys : sequence of str, one a row
        ``team``, and whatever else tells series apart; by the first row that each
        has, the series are in the order of the table.

    Examples
    --------
    >>> from cqikit.measures import Measure, make_columns
    >>> waits = Measure(key="waits", title="Waiting time", frequency="year")
    >>> rows = make_columns(
    ...     period=[2026, 2025, 2025],
    ...     frequency="year",
    ...     numbers={"value": [3.0, 5.0, 4.0]},
    ... )
    >>> stacked(waits, rows, team=["b", "b", "a"]).series()
    (<Series waits, team b, 2 years ...>, <Series waits, team a, 1 year ...>)
    """
    columns = aligned(measure, columns)
    for name, column in keys.items():
        if len(column) != len(columns):
            raise FieldError(name, say("must have a value for each row"), column)
    known: dict[tuple[str, ...], int] = {}
    rows = zip(*keys.values(), strict=True) if keys else [()] * len(columns)
    which = np.array([known.setdefault(row, len(known)) for row in rows], dtype=np.intp)
    order = np.lexsort((columns.period, which))
    named = zip(*known, strict=True) if known else [()] * len(keys)
    return Stack(
        measure=measure,
        columns=columns.part(order),
        starts=np.cumsum([0, *np.bincount(which, minlength=len(known)).tolist()]),
        keys=dict(zip(keys, named, strict=True)),
    )
