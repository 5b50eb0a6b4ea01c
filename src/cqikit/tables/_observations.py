"""From the rows of a table to observations, with every fault told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.core import Frequency, Period, parse_period, period_of
from cqikit.errors import DataError, FieldError, Problem, UnknownNameError
from cqikit.measures import Measure, MeasureKind, Observation
from cqikit.tables._layout import Flag, Layout, MeasureColumns, Observed
from cqikit.tables._numbers import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cqikit.tables._table import Table

__all__ = ["observations"]

#: Reading stops here: so many faults have one cause.
MOST_PROBLEMS: Final = 1000

Number = int | float | None


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
    ...     frequency="year",
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
    by_key = {one.key: one for one in measures}
    reading = _Reading(table)
    pairs = [
        (one, measure)
        for place, one in enumerate(layout.measures)
        if (measure := reading.measure(place, one, by_key, layout.frequency))
    ]
    teams = reading.teams(layout.team)
    periods = reading.periods(layout.period, layout.frequency)
    reading.note_duplicates(teams, periods)
    parts = [_Parts.of(reading, one, measure) for one, measure in pairs]
    for part in parts:
        part.check(reading)
    reading.raise_if_any()
    found: dict[tuple[str, str], list[Observation]] = {}
    for part in parts:
        key = part.measure.key
        for place, (team, period) in enumerate(zip(teams, periods, strict=True)):
            made = part.observation(place, period, table.row(place))
            found.setdefault((key, team), []).append(made)
    return {key: tuple(made) for key, made in found.items()}


class _Reading:
    """The columns of one table, read once each, and the faults found so far."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.problems: list[tuple[int, Problem]] = []
        self._numbers: dict[str, Sequence[Number]] = {}
        self._negative: set[str] = set()

    def note(self, place: int, column: str, message: str, mend: str = "") -> None:
        """Keep one fault of a cell."""
        where = f"row {self.table.numbers[place]}"
        if column:
            where += f", column {column}"
        self.problems.append((place, Problem(where, message, mend)))

    def raise_if_any(self) -> None:
        """Raise all faults, in the order of rows."""
        if self.problems:
            ordered = sorted(self.problems, key=lambda one: one[0])
            # Two measures may find the same fault in the column that they share.
            problems = dict.fromkeys(problem for _, problem in ordered)
            raise DataError(self.table.name, list(problems)[:MOST_PROBLEMS])

    def measure(
        self,
        place: int,
        columns: MeasureColumns,
        known: dict[str, Measure],
        frequency: Frequency,
    ) -> Measure | None:
        """Return the measure that the layout names, if there is one."""
        where = f"measures[{place}] of the layout"
        key = columns.measure
        if key not in known:
            self._note_layout(where, str(UnknownNameError("measure", key, known)))
            return None
        measure = known[key]
        if measure.frequency is not frequency:
            self._note_layout(
                where,
                f"frequency must be {frequency.value}, as the layout says"
                f" (got {measure.frequency.value} for {key})",
            )
        if measure.is_ratio and not columns.numerator:
            self._note_layout(
                where, f"a {measure.kind.value} must have numerator and denominator"
            )
            return None
        if columns.numerator and not measure.is_ratio:
            self._note_layout(where, f"a {measure.kind.value} must have a value")
            return None
        return measure

    def _note_layout(self, where: str, message: str) -> None:
        self.problems.append((-1, Problem(where, message)))

    def cells(self, name: str) -> Sequence[str] | None:
        """Return the cells of a column, None when it is not there."""
        try:
            return self.table.column(name)
        except UnknownNameError as error:
            self._note_layout("", str(error))
            return None

    def numbers(self, name: str, *, negative: bool = False) -> Sequence[Number]:
        """Return the numbers of a column, None where a cell is empty."""
        if name not in self._numbers:
            read = self._read(name, number_of)
            self._numbers[name] = read
        if not negative and name not in self._negative:
            self._negative.add(name)
            for place, number in enumerate(self._numbers[name]):
                if number is not None and number < 0:
                    self.note(place, name, f"must be at least 0 (got {number})")
        return self._numbers[name]

    def _read(self, name: str, read: Callable[[str], Any]) -> list[Any]:
        """Return what `read` makes of each cell, None for those it refuses."""
        cells = self.cells(name)
        if cells is None:
            return [None] * len(self.table)
        # Most columns say few different things; each is read once.
        known: dict[str, Any] = {}
        made = []
        for place, cell in enumerate(cells):
            if cell not in known:
                try:
                    known[cell] = read(cell)
                except FieldError as error:
                    known[cell] = error
            value = known[cell]
            if isinstance(value, FieldError):
                if len(self.problems) < MOST_PROBLEMS:
                    said = f"{value.must} (got {value.got!r:.80})"
                    self.note(place, name, said, value.mend)
                value = None
            made.append(value)
        return made

    def teams(self, name: str) -> Sequence[str]:
        """Return the team of each row."""

        def team(cell: str) -> str:
            if not cell.strip():
                raise FieldError("team", "must say which team", cell)
            return cell.strip()

        return self._read(name, team) if name else [""] * len(self.table)

    def periods(self, name: str, frequency: Frequency) -> Sequence[Period]:
        """Return the period of each row."""
        return self._read(name, lambda cell: _period(cell, frequency))

    def note_duplicates(self, teams: Sequence[str], periods: Sequence[Period]) -> None:
        """Keep a fault for each row whose team and period an earlier row has."""
        first: dict[tuple[str, Period], int] = {}
        for place, both in enumerate(zip(teams, periods, strict=True)):
            if None in both:
                continue
            earlier = first.setdefault(both, place)
            if earlier != place:
                team, period = both
                of_team = f"{team}, " if team else ""
                self.note(
                    place,
                    "",
                    f"{of_team}{period} stands in row"
                    f" {self.table.numbers[earlier]} already",
                    "keep one of them, or add them up where that is meant",
                )


def _period(cell: str, frequency: Frequency) -> Period:
    text = cell.strip()
    try:
        period = parse_period(text)
    except FieldError as error:
        raise FieldError("period", error.must, text) from None
    if period.frequency is frequency:
        return period
    within = period_of(period.first, frequency)
    if period.frequency is Frequency.DAY and within.first == period.first:
        return within
    raise FieldError(
        "period", f"must be a {frequency.value}", text, f"write it like {within}"
    )


class _Parts:
    """The numbers of one measure, row by row."""

    def __init__(self, measure: Measure, observed: Observed | None) -> None:
        self.measure = measure
        self.observed = observed
        self.counts: Sequence[Number] = ()
        self.sizes: Sequence[Number] = ()
        self.shares: Sequence[Number] = ()
        self.columns = ("", "")

    @classmethod
    def of(cls, reading: _Reading, columns: MeasureColumns, measure: Measure) -> _Parts:
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
        return made

    def check(self, reading: _Reading) -> None:
        """Keep the faults that one cell alone does not show."""
        if self.observed:
            for place, share in enumerate(self.shares):
                if share is not None and share > self.observed.of:
                    said = f"must be at most {self.observed.of:g} (got {share})"
                    reading.note(place, self.observed.column, said)
        if self.measure.kind is not MeasureKind.PROPORTION:
            return
        counted, below = self.columns
        for place, (count, size) in enumerate(
            zip(self.counts, self.sizes, strict=True)
        ):
            if count is not None and size is not None and count > size:
                most = f"{below} ({size})" if below else f"{size:g}"
                said = f"must be at most {most} (got {count})"
                mend = "if events can exceed units, the measure is a rate"
                reading.note(place, counted, said, mend if below else "")

    def observation(self, place: int, period: Period, row: str) -> Observation:
        """Return what one row says."""
        count, size, excluded = self.counts[place], self.sizes[place], ""
        if self.observed:
            share, of = self.shares[place], self.observed.of
            if not share:
                count = size = None
            elif share < of:
                size = None if size is None else size * share / of
                if share < self.observed.least:
                    least = self.observed.least
                    excluded = f"only {share:g} of {of:g} observed (least {least:g})"
        if not self.measure.is_ratio:
            return Observation(period=period, value=count, row=row, excluded=excluded)
        return Observation(
            period=period, numerator=count, denominator=size, row=row, excluded=excluded
        )
