"""One series out of many teams'."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from cqikit.collaboratives._figures import ranges_by
from cqikit.collaboratives._groups import counted_in, medians
from cqikit.collaboratives._policies import Aggregate
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

    from cqikit.collaboratives._groups import Counted, Floats, Indexes
    from cqikit.measures import Columns

__all__ = ["aggregate", "counted", "together"]


def counted(measure: Measure, observation: Observation) -> bool:
    """Say whether an observation has a value that enters figures.

    Examples
    --------
    >>> waits = Measure(key="waits", title="Waiting time")
    >>> counted(waits, Observation(period="2026-01", value=3, excluded="strike"))
    False
    """
    observed = not math.isnan(observed_value(measure, observation))
    return observed and not observation.excluded


def aggregate(
    teams: Iterable[Series], *, policy: Aggregate = Aggregate.POOLED
) -> Series:
    """Return the series of all teams together.

    Parameters
    ----------
    teams : iterable of Series
        Of one measure, one a team.
    policy : Aggregate
        Excluded and missing observations enter neither way.

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
    table = stack(teams)
    return together(table, counted_in(table), policy)


def together(
    table: Stack, counted: Counted, policy: Aggregate, *, sourced: bool = True
) -> Series:
    """Return the series of all teams together; not `sourced`, without its rows.

    Rows that enter are sorted by period, and those of one period stay in the order of
    teams: sums are taken in that order.
    """
    measure = table.measure
    entering = counted.part(np.argsort(counted.columns.period, kind="stable"))
    if measure.is_periodic:
        periods = np.unique(table.columns.period)
        slots = np.searchsorted(periods, entering.columns.period)
    else:
        periods, slots = entering.columns.period, np.arange(len(entering.values))
    columns, values = entering.columns, entering.values
    made: dict[str, Sequence[float | None]] = {}
    pooled = policy is Aggregate.POOLED
    if pooled and measure.is_ratio:
        made = _pooled(columns, values, slots, len(periods))
    elif pooled and measure.kind is MeasureKind.COUNT:
        made["value"] = _sums(values.tolist(), slots, len(periods))
    else:
        made["value"] = _none_for_nan(medians(values, slots, len(periods)))
    source: list[str] = []
    if sourced:
        source = ["; ".join(one) for one in ranges_by(columns, slots, len(periods))]
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


def _pooled(
    entering: Columns, values: Floats, slots: Indexes, count: int
) -> dict[str, Sequence[float | None]]:
    """Return sums of numerators and denominators; medians where a value is ready."""
    ready = np.bincount(slots, weights=entering.given("value"), minlength=count) > 0
    made: dict[str, Sequence[float | None]] = {
        name: [
            None if known else total
            for known, total in zip(
                ready.tolist(),
                _sums(entering.as_given(name), slots, count),
                strict=True,
            )
        ]
        for name in ("numerator", "denominator")
    }
    middle = np.where(ready, medians(values, slots, count), np.nan)
    return {**made, "value": _none_for_nan(middle)}


def _sums(
    numbers: Sequence[float | None], slots: Indexes, count: int
) -> list[float | None]:
    """Return the sum of each period's numbers, None where there is none to add.

    Python's own sum keeps whole numbers whole, however large.
    """
    ends = np.searchsorted(slots, np.arange(count + 1)).tolist()
    return [
        sum(filter(None, numbers[start:stop])) if stop > start else None
        for start, stop in pairwise(ends)
    ]


def _none_for_nan(values: Floats) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.tolist()]
