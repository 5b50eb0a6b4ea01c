"""The one series of a table, as its columns are named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
from attrs import evolve

from cqikit import core, measures, spc, tables
from cqikit.cli._calendar import CALENDAR, cadence_of
from cqikit.cli._input import table_at
from cqikit.cli._plugged import kinds
from cqikit.cli._shape import SHAPE, flag_of, layout_of, number_of
from cqikit.cli._table import TABLE, dialect_from
from cqikit.core import Cadence, FindingKind, Frequency, format_number
from cqikit.errors import DataError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["series_from", "taken", "teams_from"]

USAGE = (
    "give --period with --value, or with --count and --of; or --events alone;"
    " where periods stand across, --across in place of --period"
)
FEW_EVENTS: Final = FindingKind(
    "table.few-events", says="must have two events at least"
)
CASES = "each row is a case: say how long a period is, such as --every month"
#: What cases are out of where nothing else is said, or what is counted.
ROWS: Final = "rows"
#: So many teams are named where one is to be chosen.
NAMED: Final = 3


#: Options that say what the columns are, and which periods there are.
COLUMNS: Final = (
    *("period", "value", "count", "of", "per", "events", "better", "title"),
    *CALENDAR,
    *SHAPE,
)


def taken(options: dict[str, Any]) -> dict[str, Any]:
    """Take from the options those that say what a table holds, for `teams_from`."""
    named = {name: options.pop(name) for name in COLUMNS if name in options}
    named["units"] = kinds()[options["kind"]].takes is spc.Input.UNITS
    return named | {"how": dialect_from(**{name: options.pop(name) for name in TABLE})}


def series_from(
    table: Path, *, say: Callable[[str], object] = str, **options: Any
) -> measures.Series:
    """Return the one series of a table.

    Parameters
    ----------
    table : path
    say : callable
        As for `teams_from`.
    **options
        As for `teams_from`.

    Raises
    ------
    click.UsageError
        When the columns do not go together, or there are several teams.
    DataError
        With all faults of the table.
    """
    found = teams_from(table, say=say, **options)
    if len(found) > 1:
        column = options["team"]
        some = ", ".join(list(found)[:NAMED])
        more = " ..." if len(found) > NAMED else ""
        first = next(iter(found))
        raise click.UsageError(
            f"{len(found)} teams are in column {column} ({some}{more}): choose one with"
            f' --where "{column}={first}", draw each with --each "{column}",'
            " or leave out --team and --add them up"
        )
    (made,) = found.values()
    return made


def teams_from(
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
    units: bool = False,
    how: tables.Dialect | None = None,
    say: Callable[[str], object] = str,
    **options: Any,
) -> dict[str, measures.Series]:
    """Return the series of each team of a table.

    Parameters
    ----------
    table : path
    period, value, count, of : str
        Columns: of the periods, and of values or of counts and what they are of. Of
        ``COLUMN=TEXT``, rows are counted that say so, of all rows where `of` is left
        out. A value of 1 counts rows.
    per : float, optional
        Counts are per so many; 100 by default.
    events : str
        Column of the days of events, in place of all others.
    better : str
        A `Direction`.
    title : str
        By default, the column.
    units : bool
        Each of what `of` has counts once at most, as a chart of proportions takes it;
        by default there may be more than one event in each.
    how : Dialect, optional
        How the table is written; by default, as it shows.
    say : callable
        Is given what was found out about it, a sentence at a time.
    **options
        Which rows there are, as for `layout_of`, and which periods, as for
        `cadence_of`.

    Raises
    ------
    click.UsageError
        When the columns do not go together.
    DataError
        With all faults of the table.
    """
    shape = {name: options.pop(name, usual) for name, usual in SHAPE.items()}
    period, value = _turned(period, value, shape)
    of, cases = _out_of(period, count, of)
    _check_usage(period, value, count, of, events=events, per=per)
    read = _read(table, how, say)
    columns = _columns(read, value, count, 1 if cases else of, shape)
    rows, kind = isinstance(columns.value, float), _kind(value, units=units)
    title = title or _title(columns, value or count or events, shape)
    if events:
        _check_alone(options)
        measure = _of_events(read.column(events), better, title)
        layout, why = layout_of(read, columns, period=events, **shape), ""
    else:
        shape["year_start"] = options.get("year_start", 1)
        layout = layout_of(read, columns, period=period, **shape)
        cadence, why = _calendar(read, layout, options, cases=cases or rows)
        unit = value or f"{count} per {format_number(per or 100)} {of}"
        measure = _measure(kind, cadence, better, title, unit, per=per)
        measure = evolve(measure, kind="count", unit=ROWS) if rows else measure
    found = tables.series_of(read, layout, [measure], say=say)
    if not found:
        raise DataError(read.name, [FEW_EVENTS.problem(f"column {events}")])
    list(map(say, _exceeded(found.values(), count, of)))
    return {team: _explained(made, why) for (_, team), made in found.items()}


def _read(
    table: Path, how: tables.Dialect | None, say: Callable[[str], object]
) -> tables.Table:
    """Return the table in a file, and say what was found out about it."""
    read = table_at(table, how)
    list(map(say, read.understood))
    return read


def _kind(value: str, *, units: bool) -> measures.MeasureKind:
    """Return what is measured; where units are counted, each counts once at most."""
    if value:
        return measures.MeasureKind.CONTINUOUS
    return measures.MeasureKind.PROPORTION if units else measures.MeasureKind.RATE


def _out_of(period: str, count: str, of: str) -> tuple[str, bool]:
    """Return what is counted out of what, and whether each row is a case."""
    cases = bool(period and not of) and "=" in count
    return of or (ROWS if cases else ""), cases


def _exceeded(found: Iterable[measures.Series], count: str, of: str) -> Iterator[str]:
    """Say where more was counted in some period than what it is out of."""
    both = ((made.columns.numerator, made.columns.denominator) for made in found)
    if any((above > below).any() for above, below in both):
        yield core.say(
            "{count} exceeds {of}: a rate (--kind p refuses it)", count=count, of=of
        )


def _turned(period: str, value: str, shape: Mapping[str, Any]) -> tuple[str, str]:
    """Return what columns are called where periods stand across."""
    if shape["names"]:
        return period or "period", value
    return (
        (period or "period", value or "value") if shape["across"] else (period, value)
    )


def _calendar(
    read: tables.Table,
    layout: tables.Layout,
    calendar: Mapping[str, Any],
    *,
    cases: bool,
) -> tuple[Cadence | Frequency, str]:
    """Return which periods there are, and why; of cases, somebody has to say it."""
    try:
        rows = tables.shaped(read, layout)
        cells = rows.column(layout.period)
    except (DataError, UnknownNameError):
        # `series_of` tells it, with all else that is wrong.
        return Frequency.MONTH, ""
    cadence, why = cadence_of(cells, dates=layout.dates, **calendar)
    if cases and not calendar.get("every") and cadence == Frequency.DAY:
        raise click.UsageError(CASES)
    return cadence, why


def _columns(
    read: tables.Table,
    value: str,
    count: str,
    of: str | int,
    shape: Mapping[str, Any],
) -> tables.MeasureColumns:
    """Return where the numbers are; without any columns, they lie between events."""
    turned = shape["across"] or shape["names"]
    return tables.MeasureColumns(
        measure="measure",
        between=not (value or count),
        value=value if turned else number_of(value, read.columns),
        numerator=flag_of(count, read.columns),
        denominator=of if isinstance(of, int) else number_of(of, read.columns),
    )


def _title(
    columns: tables.MeasureColumns, column: str, shape: Mapping[str, Any]
) -> str:
    """Return what a chart shows: a column, and of which rows."""
    counted = "Rows" if isinstance(columns.value, float) else column
    said = f"Days between: {column}" if columns.between else counted
    return ", ".join([said, *(text.partition("=")[2] for text in shape["where"])])


def _explained(made: measures.Series, why: str) -> measures.Series:
    """Return a series that says why its calendar is what it is."""
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
    kind: measures.MeasureKind,
    cadence: Cadence | Frequency,
    better: str,
    title: str,
    unit: str,
    *,
    per: float | None,
) -> measures.Measure:
    return measures.Measure(
        key="measure",
        title=title,
        kind=kind,
        direction=measures.Direction(better),
        frequency=cadence if isinstance(cadence, Frequency) else cadence.frequency,
        cadence=cadence if isinstance(cadence, Cadence) else None,
        per=1.0
        if kind is measures.MeasureKind.CONTINUOUS
        else (100.0 if per is None else per),
        unit=unit,
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


def _of_events(cells: Sequence[str], better: str, title: str) -> measures.Measure:
    """Return the measure of what lies between events: days, or numbered cases."""
    numbered = next(iter(cells), "").strip().startswith("#")
    unit = "cases" if numbered else "days"
    return measures.Measure(
        key="measure",
        title=title.replace("Days between", f"{unit.capitalize()} between", 1),
        kind=measures.MeasureKind.UNITS_BETWEEN
        if numbered
        else measures.MeasureKind.TIME_BETWEEN,
        direction=measures.Direction(better),
        unit=unit,
    )
