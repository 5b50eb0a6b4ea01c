"""From the rows of a table to observations, with every fault told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.core import EVENTS
from cqikit.measures import (
    Columns,
    Measure,
    MeasureKind,
    Observation,
    Series,
    make_columns,
    stacked,
)
from cqikit.tables._layout import Flag, Layout, MeasureColumns, Observed
from cqikit.tables._reading import Number, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cqikit.core import Cadence, Frequency, Period
    from cqikit.tables._table import Table

__all__ = ["observations", "series_of"]


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
    >>> from cqikit.tables import parse_csv
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
    >>> for one in observations(table, layout, [cases])["cases", "North"]:
    ...     print(one.period, one.numerator, one.denominator, one.row, one.excluded)
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
    say : callable, optional
        Is given what the table was taken for, a sentence at a time, such as ``column
        rate: decimal commas``.

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
    >>> from cqikit.tables import parse_csv
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
    found: dict[tuple[str, str], Series] = {}
    for measure, rows, teams in _read(table, layout, measures, say):
        for made in stacked(measure, rows, team=teams).series():
            found[measure.key, made.team] = made
    return found


def _read(
    table: Table,
    layout: Layout,
    measures: Iterable[Measure],
    say: Callable[[str], object] | None = None,
) -> Iterator[tuple[Measure, Columns, Sequence[str]]]:
    """Yield each measure with its rows, and the team of each row."""
    by_key = {one.key: one for one in measures}
    reading = Reading(table, layout)
    pairs = [
        (one, measure)
        for place, one in enumerate(layout.measures)
        if (measure := reading.measure(place, one, by_key, layout.frequency))
    ]
    teams = reading.teams(layout.team)
    # Measures of one calendar share what is read of the column, and its faults.
    known = {_calendar(measure): measure for _, measure in pairs}
    periods = {
        calendar: reading.periods(layout.period, measure)
        for calendar, measure in known.items()
    }
    for calendar, measure in known.items():
        if measure.is_periodic:
            reading.note_duplicates(teams, periods[calendar])
    parts = [_Parts.of(reading, one, measure) for one, measure in pairs]
    for part in parts:
        part.check(reading)
    reading.raise_if_any()
    if say is not None:
        for sentence in reading.said:
            say(sentence)
    for part in parts:
        yield (
            part.measure,
            part.columns_at(periods[_calendar(part.measure)], table),
            teams,
        )


def _calendar(measure: Measure) -> Cadence | Frequency | str:
    """Return what a measure says of its calendar; events have none."""
    return measure.cadence or measure.frequency if measure.is_periodic else EVENTS


class _Parts:
    """The numbers of one measure, row by row."""

    def __init__(self, measure: Measure, observed: Observed | None) -> None:
        self.measure = measure
        self.observed = observed
        self.counts: Sequence[Number] = ()
        self.sizes: Sequence[Number] = ()
        self.shares: Sequence[Number] = ()
        self.columns = ("", "")
        self.withheld: dict[int, str] = {}

    @classmethod
    def of(cls, reading: Reading, columns: MeasureColumns, measure: Measure) -> _Parts:
        """Return the numbers that the columns of a measure say."""
        made = cls(measure, columns.observed)
        source, below = columns.numerator or columns.value, columns.denominator
        if isinstance(source, Flag):
            told = reading.numbers(source.column, negative=True)
            made.counts = [None if one is None else source(one) for one in told]
            source = source.column
        else:
            free = measure.kind is MeasureKind.CONTINUOUS
            made.counts = reading.numbers(source, negative=free)
        if isinstance(below, str) and below:
            made.sizes = reading.numbers(below)
        else:
            made.sizes = [below or None] * len(reading.table)
        if columns.observed:
            made.shares = reading.numbers(columns.observed.column)
        made.columns = (source, below if isinstance(below, str) else "")
        used = (*made.columns, columns.observed.column if columns.observed else "")
        for name in used:
            made.withheld |= reading.withheld.get(name, {})
        return made

    def check(self, reading: Reading) -> None:
        """Keep the faults that one cell alone does not show."""
        if self.observed:
            for place, share in enumerate(self.shares):
                if share is not None and share > self.observed.of:
                    said = f"must be at most {self.observed.of:g}"
                    reading.note(place, self.observed.column, said, f"{share}")
        if self.measure.kind is not MeasureKind.PROPORTION:
            return
        counted, below = self.columns
        for place, (count, size) in enumerate(
            zip(self.counts, self.sizes, strict=True)
        ):
            if count is not None and size is not None and count > size:
                said = f"must be at most {f'column {below}' if below else f'{size:g}'}"
                mend = "if events can exceed units, the measure is a rate"
                got = f"{count} of {size}" if below else f"{count}"
                reading.note(place, counted, said, got, mend if below else "")

    def columns_at(self, periods: Sequence[Period], table: Table) -> Columns:
        """Return what the rows say, as columns."""
        counts, sizes, excluded = list(self.counts), list(self.sizes), [""] * len(table)
        if self.observed:
            of, least = self.observed.of, self.observed.least
            for place, share in enumerate(self.shares):
                if not share:
                    counts[place] = sizes[place] = None
                elif share < of:
                    size = sizes[place]
                    sizes[place] = None if size is None else size * share / of
                    if share < least:
                        said = f"only {share:g} of {of:g} observed (least {least:g})"
                        excluded[place] = said
        ratio = {"numerator": counts, "denominator": sizes}
        withheld = [""] * len(table)
        for place, text in self.withheld.items():
            withheld[place] = text
        return make_columns(
            period=periods,
            numbers=ratio if self.measure.is_ratio else {"value": counts},
            excluded=excluded,
            withheld=withheld if self.withheld else (),
            source=[table.name] * len(table),
            row=table.numbers,
        )
