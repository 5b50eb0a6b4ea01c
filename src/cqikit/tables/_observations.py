"""From the rows of a table to observations, with every fault told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.core import EVENTS, CadenceLike, arguments
from cqikit.measures import Columns, Measure, Observation, Series, stacked
from cqikit.tables._kinds import NO_PERSON
from cqikit.tables._measure_named import measure_named
from cqikit.tables._reading import Reading
from cqikit.tables._shapes_parts import Parts
from cqikit.tables._shapes_rows import below, shaped
from cqikit.tables._shapes_twice import note_duplicates
from cqikit.tables._table import IS_TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cqikit.core import Cadence, Period
    from cqikit.tables._layout import Layout, MeasureColumns
    from cqikit.tables._shapes_groups import Rows
    from cqikit.tables._shapes_periods import Known
    from cqikit.tables._table import Table

__all__ = ["gathered", "observations", "read_series", "series_of"]


@arguments(table=IS_TABLE)
def observations(
    table: Table, layout: Layout, measures: Iterable[Measure]
) -> dict[tuple[str, str], tuple[Observation, ...]]:
    """Return the observations of each measure and team, in the order of rows.

    Parameters
    ----------
    table : Table
    layout : Layout
        Which column is what.
    measures : iterable of Measure
        Those that the layout names; others are passed over.

    Returns
    -------
    dict
        (key of the measure, key of the team) to observations; each knows its
        row. An empty cell is a missing value; so is every cell of a row of
        which nothing was observed.

    Raises
    ------
    DataError
        All faults at once, each with its row and column.

    Examples
    --------
    >>> from cqikit.tables import Layout, MeasureColumns, Observed, parse_csv
    >>> cases = Measure(
    ...     key="cases",
    ...     title="Cases",
    ...     kind="rate",
    ...     direction="lower",
    ...     per=1000,
    ...     frequency="year",
    ... )
    >>> layout = Layout(
    ...     file="cases.csv",
    ...     team="area",
    ...     period="year",
    ...     measures=[
    ...         MeasureColumns(
    ...             measure="cases",
    ...             numerator="count",
    ...             denominator="population",
    ...             observed=Observed(column="weeks", of=52, least=26),
    ...         )
    ...     ],
    ... )
    >>> table = parse_csv(
    ...     '''area,year,weeks,count,population
    ... North,2024,52,12,4000
    ... North,2025,0,0,4000
    ... North,2026,13,5,4000
    ... ''',
    ...     name="cases.csv",
    ... )
    >>> for observation in observations(table, layout, [cases])["cases", "North"]:
    ...     print(
    ...         observation.period,
    ...         observation.numerator,
    ...         observation.denominator,
    ...         observation.row,
    ...         observation.excluded,
    ...     )
    2024 12 4000 cases.csv row 2
    2025 None None cases.csv row 3
    2026 5 1000.0 cases.csv row 4 only 13 of 52 observed (least 26)
    """
    found: dict[tuple[str, str], tuple[Observation, ...]] = {}
    for measure, rows, teams in _read(table, layout, measures):
        places: dict[str, list[int]] = {}
        for place, team in enumerate(teams):
            places.setdefault(team, []).append(place)
        for team, own in places.items():
            found[measure.key, team] = rows.part(own).observations()
    return found


@arguments(table=IS_TABLE)
def series_of(
    table: Table,
    layout: Layout,
    measures: Iterable[Measure],
    *,
    say: Callable[[str], object] | None = None,
) -> dict[tuple[str, str], Series]:
    r"""Return the series of each measure and team, without an object an observation.

    All series of a measure share the calendar that the rows of all teams give it.

    Parameters
    ----------
    table : Table
    layout : Layout
        Which column is what; see `observations`.
    measures : iterable of Measure
        The measures that the layout names.
    say : callable, optional
        Is given what the table was taken for, a sentence at a time, such as ``column
        month: Jan-24 is 2024-01``; not told unless said.

    Returns
    -------
    dict
        (key of the measure, key of the team) to series, in the order of the table.

    Raises
    ------
    DataError
        All faults of the table at once, each with its row and column; else those of
        the first series that cannot be, as `measures.series` tells them.

    Examples
    --------
    >>> from cqikit.tables import Layout, MeasureColumns, parse_csv
    >>> waits = Measure(key="waits", title="Waiting time")
    >>> layout = Layout(
    ...     file="waits.csv",
    ...     period="month",
    ...     team="team",
    ...     measures=[MeasureColumns(measure="waits", value="days")],
    ... )
    >>> text = "team,month,days\nNorth,2026-02,9\nNorth,2026-01,12\n"
    >>> series_of(parse_csv(text), layout, [waits])["waits", "North"].values
    (12.0, 9.0)
    """
    return read_series(table, layout, measures, say)


def read_series(
    table: Table,
    layout: Layout,
    measures: Iterable[Measure],
    say: Callable[[str], object] | None = None,
    known: Known | None = None,
) -> dict[tuple[str, str], Series]:
    """Return what `series_of` does, of texts that may be known."""
    found: dict[tuple[str, str], Series] = {}
    for measure, rows, teams in _read(table, layout, measures, say, known):
        for made in stacked(measure, rows, team=teams).series():
            found[measure.key, made.team] = made
    return found


def _read(
    table: Table,
    layout: Layout,
    measures: Iterable[Measure],
    say: Callable[[str], object] | None = None,
    known: Known | None = None,
) -> Iterator[tuple[Measure, Columns, Sequence[str]]]:
    """Yield each measure with its rows, and the team of each row."""
    read = gathered(table, layout, measures, say, known)
    for columns, measure, rows, cadence in read:
        shaped = _shaped(rows, layout, columns, cadence, table.name)
        yield measure, shaped.columns, shaped.teams


def gathered(
    table: Table,
    layout: Layout,
    measures: Iterable[Measure],
    say: Callable[[str], object] | None = None,
    known: Known | None = None,
) -> Iterator[tuple[MeasureColumns, Measure, Rows, Cadence | None]]:
    """Yield each measure with the rows that count, several of a period perhaps."""
    # (NumPy is loaded by whoever counts, and not with tables)
    from cqikit.tables._shapes_groups import Rows, once  # noqa: PLC0415

    by_key = {entry.key: entry for entry in measures}
    columns = table.columns
    table = shaped(table, layout)
    reading = Reading(table, layout, known)
    if layout.across is not None:
        reading.below = below(table, layout)
    elif layout.part:
        reading.called[layout.period] = f"{layout.period} and {layout.part}"
    pairs = [
        (entry, measure)
        for place, entry in enumerate(layout.measures)
        if (measure := measure_named(reading, place, entry, by_key, layout.frequency))
    ]
    teams = reading.teams(layout.team)
    found = _periods(reading, layout, pairs, teams)
    parts = [(Parts.of(reading, entry, measure), entry) for entry, measure in pairs]
    for part, entry in parts:
        take = layout.taken(entry)
        part.check(reading, take)
        part.unsaid(reading, take)
    people = reading.teams(layout.once.column, NO_PERSON) if layout.once else ()
    days = reading.days(layout) if layout.once else ()
    reading.check_codes([*columns, *table.columns])
    reading.raise_if_any()
    if say is not None:
        for sentence in reading.said:
            say(sentence)
    for part, entry in parts:
        periods, cadence = found[_calendar(part.measure)]
        rows = Rows(part.columns_at(periods, table), teams)
        if layout.once and cadence is not None:
            rows = once(rows, people, days, layout.once.keep)
        yield entry, part.measure, rows, cadence


def _periods(
    reading: Reading,
    layout: Layout,
    pairs: Sequence[tuple[MeasureColumns, Measure]],
    teams: Sequence[str],
) -> dict[CadenceLike, tuple[Sequence[Period], Cadence | None]]:
    """Return the period of each row, and which there are, for each calendar.

    Measures of one calendar share what is read of the column, and its faults.
    """
    alone = {
        _calendar(measure)
        for columns, measure in pairs
        if measure.is_periodic and layout.taken(columns) is None
    }
    found: dict[CadenceLike, tuple[Sequence[Period], Cadence | None]] = {}
    for columns, measure in pairs:
        calendar = _calendar(measure)
        if calendar not in found:
            found[calendar] = reading.periods(layout, measure, alone=calendar in alone)
            if calendar in alone and layout.once is None:
                note_duplicates(reading, layout, teams, found[calendar][0])
        if columns.between:
            reading.note_vague(layout, found[calendar][0])
    return found


def _shaped(
    rows: Rows,
    layout: Layout,
    columns: MeasureColumns,
    cadence: Cadence | None,
    name: str,
) -> Rows:
    """Return rows with what a measure takes of several; events have no cadence."""
    from cqikit.tables._shapes_groups import between, filled, taken  # noqa: PLC0415

    if columns.between:
        return between(rows)
    take = layout.taken(columns)
    if take is None or cadence is None:
        return rows
    rows = taken(rows, columns, take, name)
    return filled(rows, cadence, name) if columns.zeros else rows


def _calendar(measure: Measure) -> CadenceLike:
    """Return what a measure says of its calendar; events have none."""
    return measure.cadence or measure.frequency if measure.is_periodic else EVENTS
