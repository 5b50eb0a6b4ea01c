"""One series out of many teams'."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from cqikit.collaboratives._figures import row_ranges
from cqikit.collaboratives._policies import Aggregate
from cqikit.errors import DataError, Problem
from cqikit.measures import (
    Measure,
    MeasureKind,
    Observation,
    Series,
    observed_value,
    series,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.core import Period

__all__ = ["aggregate", "counted"]


def counted(measure: Measure, observation: Observation) -> bool:
    """Say whether an observation has a value that enters figures."""
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
        value where none counts. Each carries the rows it is made of.

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
    all_series = tuple(teams)
    measure = _one_measure(all_series)
    rows_of: dict[Period, list[Observation]] = {}
    for one in all_series:
        for observation in one.observations:
            rows_of.setdefault(observation.period, []).append(observation)
    joined = [
        _joined(measure, period, rows, policy) for period, rows in rows_of.items()
    ]
    return series(measure, joined)


def _one_measure(teams: Sequence[Series]) -> Measure:
    measures = tuple(dict.fromkeys(one.measure for one in teams))
    if len(measures) != 1:
        keys = ", ".join(one.key for one in measures) or "none"
        raise DataError(
            "aggregate", [Problem("teams", f"must share one measure (got {keys})")]
        )
    return measures[0]


def _joined(
    measure: Measure, period: Period, rows: Sequence[Observation], policy: Aggregate
) -> Observation:
    entering = [row for row in rows if counted(measure, row)]
    source = "; ".join(row_ranges(row.row for row in entering))
    if not entering:
        return Observation(period=period)
    ready = any(row.value is not None for row in entering)
    if policy is Aggregate.POOLED and measure.is_ratio and not ready:
        return Observation(
            period=period,
            numerator=sum(row.numerator or 0 for row in entering),
            denominator=sum(row.denominator or 0 for row in entering),
            row=source,
        )
    values = [observed_value(measure, row) for row in entering]
    if policy is Aggregate.POOLED and measure.kind is MeasureKind.COUNT:
        return Observation(period=period, value=sum(values), row=source)
    return Observation(period=period, value=median(values), row=source)
