"""The one series of a table, as its columns are named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import numpy as np

from cqikit import tables
from cqikit.core import Frequency, readable
from cqikit.measures import Direction, Measure, MeasureKind, Series, series

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["series_from", "understood"]

USAGE = "give --value COLUMN, or --count COLUMN and --of COLUMN"


def series_from(
    table: Path,
    *,
    period: str,
    value: str = "",
    count: str = "",
    of: str = "",
    per: float | None = None,
    every: str = "month",
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
    every : str
        A `Frequency`.
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
    if bool(value) == bool(count) or bool(count) != bool(of):
        raise click.UsageError(USAGE)
    if value and per is not None:
        raise click.UsageError("give --per with --count and --of, not with --value")
    column = value or count
    per = 1.0 if value else (100.0 if per is None else per)
    measure = Measure(
        key="measure",
        title=title or column,
        # Events can exceed units: a rate refuses nothing that a proportion takes.
        kind=MeasureKind.CONTINUOUS if value else MeasureKind.RATE,
        direction=Direction(better),
        frequency=Frequency(every),
        per=per,
        unit=column if value else f"{count} per {readable(per)} {of}",
    )
    columns = tables.MeasureColumns(
        measure="measure", value=value, numerator=count, denominator=of
    )
    layout = tables.Layout(
        file=table.name, period=period, frequency=every, measures=[columns]
    )
    rows = tables.observations(tables.read(table), layout, [measure])
    return series(measure, rows.get(("measure", ""), ()))


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
    periods = made.periods
    empty = int(np.isnan(made.values).sum())
    length = made.measure.frequency.value
    said = f"{len(periods)} {length}{'' if len(periods) == 1 else 's'}"
    said += f" from {periods[0]} to {periods[-1]}" if periods else ""
    return f"{said}, {empty} of them without a value" if empty else said
