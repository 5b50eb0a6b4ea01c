"""One series out of many teams'."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from cqikit.collaboratives._given import PERIODS, SERIES, one_each
from cqikit.collaboratives._groups import counted_in, medians
from cqikit.collaboratives._made import made_of
from cqikit.collaboratives._part_time import in_time, part_time
from cqikit.collaboratives._policies import Aggregate, AggregateWord, Silent, SilentWord
from cqikit.collaboratives._silent import entering
from cqikit.collaboratives._teams import Team
from cqikit.core import Period, arguments, list_of, say
from cqikit.measures import (
    Measure,
    MeasureKind,
    Observation,
    Series,
    Stack,
    make_columns,
    observed_value,
    series,
    stack,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.collaboratives._groups import Bools, Counted, Floats, Indexes

__all__ = ["aggregate", "counted", "making", "poolable", "together"]


@arguments()
def counted(measure: Measure, observation: Observation) -> bool:
    """Say whether an observation has a value that enters figures.

    Parameters
    ----------
    observation : Observation
        What was observed.

    Examples
    --------
    >>> waits = Measure(key="waits", title="Waiting time")
    >>> counted(waits, Observation(period="2026-01", value=3, excluded="strike"))
    False
    """
    observed = not math.isnan(observed_value(measure, observation))
    return observed and not observation.excluded


@arguments(teams=SERIES, phases=PERIODS, listed=list_of(say("teams"), Team))
def aggregate(
    teams: Iterable[Series],
    *,
    policy: Aggregate | AggregateWord = Aggregate.POOLED,
    silent: Silent | SilentWord = Silent.STANDS_STILL,
    phases: Sequence[Period] = (),
    listed: Sequence[Team] = (),
) -> Series:
    """Return the series of all teams together.

    Parameters
    ----------
    teams : iterable of Series
        Of one measure, one a team.
    policy : Aggregate
        Excluded and missing observations enter neither way; pooled unless said.
    silent : Silent
        How a team counts where it did not report; stands still unless said.
    phases : sequence of Period
        Where declared changes begin a new phase, in order of time: a silent team goes
        on as it was in the same phase; none unless said.
    listed : sequence of Team
        When each took part (`Team.since`, `Team.until`): what was reported outside of
        it is left out; so is a team that took part in some of the periods alone, but
        as reported. Each in all of them unless said.

    Returns
    -------
    Series
        One observation for each period in which any team has a row; without a
        value where none counts. Of events, which share no periods, one for each that
        counts. Each carries the rows it is made of.

    Raises
    ------
    DataError
        When the series are of different measures, or there is none.

    Examples
    --------
    >>> on_time = Measure(key="on-time", title="On time", kind="proportion", per=100)
    >>> north = series(
    ...     on_time,
    ...     [
    ...         Observation(
    ...             period="2026-01",
    ...             numerator=1,
    ...             denominator=10,
    ...             row="visits.csv row 2",
    ...         )
    ...     ],
    ...     team="north",
    ... )
    >>> south = series(
    ...     on_time,
    ...     [
    ...         Observation(
    ...             period="2026-01",
    ...             numerator=80,
    ...             denominator=90,
    ...             row="visits.csv row 3",
    ...         )
    ...     ],
    ...     team="south",
    ... )
    >>> together = aggregate([north, south])
    >>> together.values, together.rows
    ((81.0,), ('visits.csv rows 2-3',))
    >>> aggregate([north, south], policy=Aggregate.MEDIAN_OF_TEAMS).values
    (49.44...,)
    """
    table = stack(in_time(one_each(teams), listed))
    kept, seen = Silent.of(silent, "silent"), counted_in(table)
    rows = entering(table, seen, kept, phases, part_time(table, seen, listed))
    return together(table, rows, Aggregate.of(policy, "policy"))


def together(
    table: Stack, counted: Counted, policy: Aggregate, *, sourced: bool = True
) -> Series:
    """Return the series of all teams together; not `sourced`, without its rows."""
    measure = table.measure
    entering = counted.part(np.argsort(counted.columns.period, kind="stable"))
    if measure.is_periodic:
        periods = np.unique(table.columns.period)
        slots = np.searchsorted(periods, entering.columns.period)
    else:
        periods, slots = entering.columns.period, np.arange(len(entering.values))
    values = entering.values
    made: dict[str, Sequence[float | None]] = {}
    pooled = policy is Aggregate.POOLED
    if pooled and measure.is_ratio:
        made = _pooled(entering, slots, len(periods))
    elif pooled and measure.kind is MeasureKind.COUNT:
        made["value"] = _sums(values.tolist(), slots, len(periods))
    else:
        made["value"] = _none_for_nan(medians(values, slots, len(periods)))
    source: list[str] = []
    if sourced:
        used = making(entering, measure, policy)
        source = [str(row) for row in made_of(table, used, periods)]
    return series(
        measure,
        make_columns(
            period=periods,
            frequency=table.columns.kind[:1],
            source=source,
            numbers=made,
        ),
        calendar=table.calendar,
    )


def making(counted: Counted, measure: Measure, policy: Aggregate) -> Counted:
    """Return the rows of which an aggregate is made: all, or those that are pooled."""
    if policy is not Aggregate.POOLED or not measure.is_ratio:
        return counted
    pooled = poolable(counted)
    several = len(np.unique(counted.which)) > 1
    return counted.part(pooled) if several and pooled.any() else counted


def poolable(counted: Counted) -> Bools:
    """Say which rows of a ratio are pooled, shape (rows,).

    Those with a numerator and a denominator. Where one team is alone, its ready values
    stay what they are, and where there is none to pool, no row is.
    """
    columns = counted.columns
    whole: Bools = (columns.denominator > 0) & ~np.isnan(columns.numerator)
    alone = len(np.unique(counted.which)) <= 1
    return whole & ~columns.given("value") if alone else whole


def _pooled(
    entering: Counted, slots: Indexes, count: int
) -> dict[str, Sequence[float | None]]:
    """Return sums of numerators and denominators; medians where none can be pooled."""
    pooled = poolable(entering)
    parts = entering.columns.part(pooled)
    made: dict[str, Sequence[float | None]] = {
        name: _sums(parts.as_given(name), slots[pooled], count)
        for name in ("numerator", "denominator")
    }
    if not pooled.any() or len(np.unique(entering.which)) <= 1:
        rest = ~pooled
        middle = medians(entering.values[rest], slots[rest], count)
        made["value"] = _none_for_nan(middle)
    return made


def _sums(
    numbers: Sequence[float | None], slots: Indexes, count: int
) -> list[float | None]:
    """Return the sum of each period's numbers, None where there is none to add.

    Python's own sum keeps whole numbers whole, however large; that of others is
    rounded once, so that the order of teams does not matter.
    """
    ends = np.searchsorted(slots, np.arange(count + 1)).tolist()
    return [
        _sum(numbers[start:stop]) if stop > start else None
        for start, stop in pairwise(ends)
    ]


def _sum(numbers: Sequence[float | None]) -> float:
    known = [number for number in numbers if number is not None]
    if all(isinstance(number, int) for number in known):
        return sum(known)
    return math.fsum(known)


def _none_for_nan(values: Floats) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.tolist()]
