"""The one series of a table, as its columns are named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import numpy as np
from attrs import evolve

from cqikit import tables
from cqikit.core import (
    Cadence,
    Closure,
    Frequency,
    between_events,
    readable,
    timeline,
)
from cqikit.measures import (
    Direction,
    Measure,
    MeasureKind,
    Observation,
    Series,
    series,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
    every: str | None = None,
    weekdays: str = "",
    closed: Iterable[str] = (),
    events: str = "",
    better: str = "neither",
    title: str = "",
) -> Series:
    """Return the one series of a table.

    Parameters
    ----------
    table : path
    period, value, count, of : str
        Columns: of the periods, and of values or of counts and what they are of.
    per : float, optional
        Counts are per so many; 100 by default.
    every : str, optional
        A `Frequency`; by default that is seen from the periods.
    weekdays : str
        Of days, which there are, such as ``mon-fri``; by default all.
    closed : iterable of str
        Closures, as ``2024-12-24..2025-01-01=winter break``.
    events : str
        Column of the days of events, in place of all others.
    better : str
        A `Direction`.
    title : str
        By default, the column.

    Raises
    ------
    click.UsageError
        When the columns do not go together.
    DataError
        With all faults of the table.
    """
    _check_usage(period, value, count, of, events=events, per=per)
    read = tables.read(table)
    if events:
        return _of_events(read, events, Direction(better), title)
    cadence = _cadence(read.column(period), every, weekdays, closed)
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
    layout = tables.Layout(
        file=table.name,
        period=period,
        measures=[columns],
    )
    return tables.series_of(read, layout, [measure])["measure", ""]


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


def _cadence(
    periods: Sequence[str], every: str | None, weekdays: str, closed: Iterable[str]
) -> Cadence | Frequency:
    """Return what is known of the calendar: all of it, or how long a period is."""
    closures = [_closure(text) for text in closed]
    seen = timeline(periods, every, name="--period").cadence if not every else None
    length = Frequency(every) if every else None
    if weekdays or closures:
        said = seen or Cadence(frequency=length or Frequency.DAY)
        said = evolve(said, closures=closures)
        return evolve(said, weekdays=weekdays) if weekdays else said
    if seen is None:
        return length or Frequency.DAY
    return seen if seen.starts > 1 else seen.frequency


def _closure(text: str) -> Closure:
    days, _, reason = text.partition("=")
    first, _, last = days.partition("..")
    return Closure(first.strip(), (last or first).strip(), reason.strip())


def _of_events(
    table: tables.Table, column: str, better: Direction, title: str
) -> Series:
    """Return the days between events, each at the day of the later one."""
    cells = table.column(column)
    where = [f"row {number}, column {column}" for number in table.numbers]
    gaps, days = between_events(cells, name=table.name, where=where)
    measure = Measure(
        key="measure",
        title=title or f"Days between: {column}",
        kind=MeasureKind.TIME_BETWEEN,
        direction=better,
        unit="days",
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
        said = f"{len(periods)} {unit}{'' if len(periods) == 1 else 's'}"
    said += f" from {periods[0]} to {periods[-1]}" if periods else ""
    said = f"{said}, {empty} of them without a value" if empty else said
    plain = calendar.cadence is None or calendar.cadence.plain
    return said if plain else f"{said}; {calendar}"
