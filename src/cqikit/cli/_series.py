"""The one series of a table, as its columns are named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import numpy as np
from attrs import evolve

from cqikit import tables
from cqikit.cli._calendar import cadence_of
from cqikit.core import Cadence, Frequency, between_events, plural, readable
from cqikit.errors import DataError, Problem
from cqikit.measures import (
    Direction,
    Measure,
    MeasureKind,
    Observation,
    Series,
    series,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["series_from", "understood"]

USAGE = "give --period with --value, or with --count and --of; or --events alone"


def series_from(
    table: Path,
    *,
    period: str = "",
    value: str = "",
    count: str = "",
    of: str = "",
    per: float | None = None,
    events: str = "",
    better: str = "neither",
    title: str = "",
    how: tables.Dialect | None = None,
    say: Callable[[str], object] = str,
    **calendar: Any,
) -> Series:
    """Return the one series of a table.

    Parameters
    ----------
    table : path
    period, value, count, of : str
        Columns: of the periods, and of values or of counts and what they are of.
    per : float, optional
        Counts are per so many; 100 by default.
    events : str
        Column of the days of events, in place of all others.
    better : str
        A `Direction`.
    title : str
        By default, the column.
    how : Dialect, optional
        How the table is written; by default, as it shows.
    say : callable
        Is given what was found out about it, a sentence at a time.
    **calendar
        Which periods there are, as for `cadence_of`.

    Raises
    ------
    click.UsageError
        When the columns do not go together.
    DataError
        With all faults of the table.
    """
    _check_usage(period, value, count, of, events=events, per=per)
    read = tables.read(table, how=how)
    for line in read.understood:
        say(line)
    if events:
        _check_alone(calendar)
        return _of_events(read, events, Direction(better), title)
    cadence, why = cadence_of(read.column(period), **calendar)
    measure = _measure(
        value=value,
        count=count,
        of=of,
        per=per,
        cadence=cadence,
        direction=Direction(better),
        title=title,
    )
    columns = tables.MeasureColumns(
        measure="measure", value=value, numerator=count, denominator=of
    )
    layout = tables.Layout(period=period, measures=[columns])
    made = tables.series_of(read, layout, [measure], say=say)["measure", ""]
    if not why or made.calendar.why:
        return made
    return evolve(made, calendar=evolve(made.calendar, why=why))


def _check_alone(calendar: Mapping[str, Any]) -> None:
    """Refuse a calendar where events are charted, which have none."""
    usual = {"step": 1, "year_start": 1, "week_start": "monday"}
    for name, value in calendar.items():
        if value and value != usual.get(name):
            option = name.replace("_", "-")
            raise click.UsageError(
                f"leave out --{option} with --events: days have none"
            )


def _measure(
    *,
    value: str,
    count: str,
    of: str,
    per: float | None,
    cadence: Cadence | Frequency,
    direction: Direction,
    title: str,
) -> Measure:
    column = value or count
    per = 1.0 if value else (100.0 if per is None else per)
    return Measure(
        key="measure",
        title=title or column,
        # Events can exceed units: a rate refuses nothing that a proportion takes.
        kind=MeasureKind.CONTINUOUS if value else MeasureKind.RATE,
        direction=direction,
        frequency=cadence if isinstance(cadence, Frequency) else cadence.frequency,
        cadence=cadence if isinstance(cadence, Cadence) else None,
        per=per,
        unit=column if value else f"{count} per {readable(per)} {of}",
    )


def _check_usage(
    period: str, value: str, count: str, of: str, *, events: str, per: float | None
) -> None:
    numbers = bool(value) != bool(count) and bool(count) == bool(of)
    rows = bool(period) and numbers and not events
    alone = bool(events) and not any((period, value, count, of))
    if not rows and not alone:
        raise click.UsageError(USAGE)
    if per is not None and not count:
        raise click.UsageError("give --per with --count and --of")


def _of_events(
    table: tables.Table, column: str, better: Direction, title: str
) -> Series:
    """Return the days between events, each at the day of the later one."""
    cells = table.column(column)
    where = [f"row {number}, column {column}" for number in table.numbers]
    gaps, days = between_events(cells, name=table.name, where=where)
    if not days:
        said = Problem(f"column {column}", "must have two events at least")
        raise DataError(table.name, [said])
    numbered = days[0].frequency is Frequency.POINT
    unit = "cases" if numbered else "days"
    measure = Measure(
        key="measure",
        title=title or f"{unit.capitalize()} between: {column}",
        kind=MeasureKind.UNITS_BETWEEN if numbered else MeasureKind.TIME_BETWEEN,
        direction=better,
        unit=unit,
    )
    seen = [
        Observation(period=day, value=gap)
        for day, gap in zip(days, gaps.tolist(), strict=True)
    ]
    return series(measure, seen)


def understood(made: Series) -> str:
    """Return in one line which periods a series was taken to have.

    Examples
    --------
    >>> from cqikit.measures import Observation
    >>> falls = Measure(key="falls", title="Falls", kind="count")
    >>> said = {"2025-01": 4, "2025-02": 6, "2025-04": 5}
    >>> seen = [Observation(period=month, value=n) for month, n in said.items()]
    >>> understood(series(falls, seen))
    '4 months from 2025-01 to 2025-04, 1 of them without a value'
    """
    periods, calendar = made.periods, made.calendar
    empty = int(np.isnan(made.values).sum())
    if calendar.cadence is None:
        said = f"{len(periods)} values between events"
    else:
        every = calendar.cadence.every == 1
        unit = made.measure.frequency.value if every else "period"
        said = plural(len(periods), unit)
    said += f" from {periods[0]} to {periods[-1]}" if periods else ""
    said = f"{said}, {empty} of them without a value" if empty else said
    cadence = calendar.cadence
    plain = cadence is None or (cadence.plain and cadence.starts == 1)
    return said if plain and not calendar.why else f"{said}; {calendar}"
