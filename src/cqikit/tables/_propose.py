"""A layout proposed for a table as it is.

The columns are looked at one by one, then together: rows of one period are told apart
by a team, or are cases; of whole numbers, the one that no other exceeds is what they
are out of. What comes of it is read at once, so that what is proposed reads the table
or says what must be answered first.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core import (
    FindingKind,
    Frequency,
    FrequencyWord,
    and_more,
    arguments,
    few,
    problem_of,
)
from cqikit.errors import DataError, FieldError, Problem
from cqikit.measures import Direction, DirectionWord
from cqikit.tables._body import is_total
from cqikit.tables._faults import listed
from cqikit.tables._files import refused
from cqikit.tables._layout import Layout, MeasureColumns
from cqikit.tables._observations import read_series
from cqikit.tables._proposal import Proposal
from cqikit.tables._propose_measures import Calendar, Counted, calendar_of
from cqikit.tables._seen import Column, ColumnKind, Seen, columns_of
from cqikit.tables._shapes import Across, Flag, Once, Take, TakeWord
from cqikit.tables._shapes_periods import Known, in_options
from cqikit.tables._shapes_rows import PERIOD, across_in, shaped
from cqikit.tables._table import IS_TABLE, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cqikit.core import DateStyle, DateStyleWord

__all__ = ["propose"]

#: Columns that say of each row what its numbers are.
NAMES: Final = re.compile(
    r"\b(measure|indicator|metric|variable|series|what|kennzahl|indicador|indicateur)s?\b",
    re.IGNORECASE,
)
NO_PERIODS: Final = FindingKind(
    "table.no-periods",
    says=and_more(
        "no column seems to have periods or days (there are {columns})", "columns"
    ),
    fix="say which has (--period COLUMN), or where the names stand (--header ROW)",
)
#: A layout is made before it is known what it measures.
UNKNOWN: Final = (MeasureColumns(measure="unknown", value=1.0),)


@arguments(table=IS_TABLE)
def propose(
    table: Table,
    *,
    period: str = "",
    team: str = "",
    value: str | float = "",
    count: str | Flag = "",
    of: str | float = "",
    where: Mapping[str, Any] | None = None,
    across: bool | Across | None = None,
    add: bool = False,
    take: Take | TakeWord | None = None,
    zeros: bool = False,
    once: Once | None = None,
    dates: DateStyle | DateStyleWord | None = None,
    year_start: int | None = None,
    every: Frequency | FrequencyWord | None = None,
    better: Direction | DirectionWord = Direction.NEITHER,
) -> Proposal:
    r"""Return how a table could be read: a layout and measures, to be looked at.

    Parameters
    ----------
    table : Table
        What was said of its file when it was read, goes into the layout.
    period, team : str
        Columns that are known; by default, as they seem.
    value : str or float
        The same of values; 1 counts rows. Seen from the columns unless said.
    count : str or Flag
        Column of what is counted, or which rows count; seen from the columns unless
        said.
    of : str or float
        Column of what it is out of; 1 where each row is a case. Seen from the columns
        unless said.
    where : mapping of str to text, number or a list of them
        Which rows count; all by default.
    across : bool or Across
        Periods stand across, and `value` is what their cells are called; by default,
        as the names of the columns say.
    add : bool
        Several rows of one team and period are added up; by default they are not.
    take : Take
        What is taken of several; by default, their mean where rows are cases.
    zeros : bool
        A period without a row counts 0; by default it does where rows are counted.
    once : Once
        Each person counts once in a period; by default, as often as they have rows.
    dates, year_start
        How dates are written, as in a `Layout`; by default, as the column shows.
    every : Frequency
        How long a period is; by default, as the rows lie.
    better : Direction
        Which way is better; neither by default, for no file says it.

    Raises
    ------
    UnknownNameError
        When one of the columns is not there.

    Examples
    --------
    >>> from cqikit.tables import parse_csv
    >>> table = parse_csv("Month,late,visits\nJan-24,3,20\nFeb-24,4,22\n", "v.csv")
    >>> made = propose(table)
    >>> print(*made.columns, sep="\n")
    Month: period (Jan-24, Feb-24)
    late: count (3, 4)
    visits: out of (20, 22)
    >>> made.layout.period, made.measures[0].title, made.asks
    ('Month', 'late per 100 visits', ())
    """
    direction = Direction.of(better, "better")
    wanted = None if every is None else Frequency.of(every, "every")
    said: dict[str, Any] = {"where": where or {}, "dates": dates, "once": once}
    said["year_start"] = year_start
    take = None if take is None else Take.of(take, "take")
    counted = Counted(value=value, count=count, of=of, take=take, zeros=zeros)
    try:
        layout = _begun(table, period, str(value), said, across=across)
        _check_columns(table, layout, (period, team, value, count, of))
        draft = _drafted(table, layout, period, team)
    except DataError as error:
        return Proposal(table=table, understood=table.understood, asks=error.problems)
    return _completed(draft, counted, wanted, direction, add=add)


class _Draft:
    """A layout without measures, and the columns of the rows that it gives."""

    def __init__(
        self,
        table: Table,
        layout: Layout,
        columns: list[Column],
        rows: Table,
        known: Known,
    ) -> None:
        self.table = table
        self.layout = layout
        self.columns = columns
        self.known = known
        #: Of the columns of the rows, be they of use or not.
        self.names = frozenset(rows.columns)
        self.numbers = rows.numbers
        self.kinds: dict[str, ColumnKind] = {}
        self.decided: list[str] = []
        self._pass_over()

    def _pass_over(self) -> None:
        """Leave out columns that are totals of what stands across; say which."""
        for column in self.columns:
            if self.layout.across is not None and is_total(column.name):
                self.kinds[column.name] = ColumnKind.UNUSED
                self.decided.append(f"{column.name} is passed over: a total (--of)")
        for name, problem in self.table.unusable:
            if name in self.names:
                self.decided.append(_passed_over(name, problem))

    def named(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def free(self) -> list[Column]:
        """Return the columns that are nothing yet."""
        return [column for column in self.columns if column.name not in self.kinds]

    def is_single(self, *names: str) -> bool:
        """Say whether no two rows have the same in these columns."""
        rows = list(zip(*(self.named(name).cells for name in names), strict=True))
        return len(set(rows)) == len(rows)

    def row(self, place: int) -> str:
        """Return what messages call a row."""
        return f"row {self.numbers[place]}"

    def check_numbers(self, counted: Counted) -> None:
        """Refuse to count rows where the numbers may be in columns not to be used."""
        said = counted.value or counted.count
        if said or any(column.is_numeric or column.yes for column in self.free()):
            return
        unusable = [
            problem for name, problem in self.table.unusable if name in self.names
        ]
        if unusable:
            raise DataError(self.table.name, unusable)

    def seen(self) -> list[Seen]:
        """Return what each column of the file seems to be."""
        known = {column.name: column.shown for column in self.columns}
        made = []
        for name in filter(None, self.table.columns):
            across = self.layout.across is not None and name not in self.names
            usual = ColumnKind.ACROSS if across else ColumnKind.UNUSED
            if self.layout.across is not None and name == self.layout.across.names:
                usual = ColumnKind.NAMES
            kind = self.kinds.get(name, usual)
            made.append(Seen(column=name, kind=kind, why=known.get(name, "")))
        return made


def _passed_over(name: str, problem: Problem) -> str:
    """Return that a column is not used, and what would make it one that is."""
    fix = f"; {problem.fix}" if problem.fix else ""
    return f"{name} is passed over ({problem.where}): {problem.message}{fix}"


def _begun(
    table: Table,
    period: str,
    value: str,
    said: dict[str, Any],
    *,
    across: bool | Across | None,
) -> Layout:
    """Return a layout of which only is known how the table is written and turned."""
    layout = Layout(
        **table.how.said(),
        **said,
        file=table.name,
        period=period or next(filter(None, table.columns)),
        measures=UNKNOWN,
    )
    turned = across if isinstance(across, Across) else None
    if across is True or not (across or period):
        turned = _across(table, layout, value)
    return evolve(layout, across=turned, period="") if turned else layout


def _check_columns(
    table: Table, layout: Layout, names: Iterable[str | float | Flag]
) -> None:
    """Refuse columns that are not there, once what stands across is turned."""
    rows = shaped(table, layout)
    for name in names:
        column = name.column if isinstance(name, Flag) else name
        if isinstance(column, str) and column:
            rows.column(column)


def _drafted(table: Table, layout: Layout, period: str, team: str) -> _Draft:
    """Return the layout of the columns that say of which period and team a row is."""
    rows = shaped(table, layout)
    known = Known()
    columns = columns_of(rows, layout, known)
    draft = _Draft(table, layout, columns, rows, known)
    found = PERIOD if layout.across else period or _period(draft)
    draft.kinds[found] = ColumnKind.PERIOD
    draft.layout = evolve(layout, period="" if layout.across else found)
    chosen = team or _team(draft, found)
    if chosen:
        draft.kinds[chosen] = ColumnKind.TEAM
        draft.layout = evolve(draft.layout, team=chosen)
    for column in draft.free():
        if column.is_person and len(column.distinct) > len(rows) / 10:
            draft.kinds[column.name] = ColumnKind.PERSON
    return draft


def _across(table: Table, layout: Layout, value: str) -> Across | None:
    """Return which periods stand across, None where none do."""
    try:
        places = across_in(table, layout.dates, layout.year_start)
    except FieldError:
        return None
    if len(places) < 2:
        return None
    columns = columns_of(table, layout, Known())
    names = [
        column.name
        for column in columns
        if table.columns.index(column.name) not in places
        and column.is_words
        and NAMES.search(column.name)
    ]
    if names:
        return Across(names=names[0])
    return Across(value=value or "value")


def _period(draft: _Draft) -> str:
    """Return the column of the periods."""
    found = [column.name for column in draft.columns if column.is_period]
    if not found:
        there = [column.name for column in draft.columns]
        if not there:
            raise DataError(draft.table.name, [it for _, it in draft.table.unusable])
        raise refused(draft.table.name, NO_PERIODS, **few(there, "columns"))
    others = listed(found[1:]) if len(found) > 9 else ", ".join(found[1:])
    if others:
        said = f"periods are those of {found[0]}; {others} could be (--period)"
        draft.decided.append(said)
    return found[0]


def _team(draft: _Draft, period: str) -> str:
    """Return the column that tells rows of one period apart, "" where none does."""
    if draft.is_single(period):
        return ""
    rows = len(draft.columns[0].cells)
    words = [
        column.name
        for column in draft.free()
        if column.is_words and not column.is_person and 2 * column.several <= rows
    ]
    exact = [name for name in words if draft.is_single(name, period)]
    found = next(iter([*exact, *words]), "")
    if found:
        count = len(draft.named(found).distinct)
        draft.decided.append(
            f"{count} teams, those of {found}; one alone: --where"
            f' "{found}={draft.named(found).distinct[0]}"'
        )
    return found


@contextmanager
def _asking(asks: list[Problem], period: str) -> Iterator[None]:
    """Keep what is refused inside, with what answers it."""
    try:
        yield
    except DataError as error:
        asks += error.problems
    except FieldError as error:
        if period and error.name == "period":
            error = FieldError(f"column {period}", error.must, error.got, error.fix)
        asks.append(problem_of(in_options(error), longest=240))


def _completed(
    draft: _Draft,
    counted: Counted,
    every: Frequency | FrequencyWord | None,
    better: Direction,
    *,
    add: bool,
) -> Proposal:
    """Return the proposal with measures, as its layout reads the table."""
    table, layout = draft.table, draft.layout
    period = layout.period or PERIOD
    keys = (layout.team, period) if layout.team else (period,)
    numbers = any(column.is_numeric for column in draft.free())
    cases = not (add or (numbers and draft.is_single(*keys)))
    understood = list(table.understood)
    calendar = Calendar()
    asks: list[Problem] = []
    with _asking(asks, layout.period):
        cells, known = draft.named(period).cells, draft.known
        calendar = calendar_of(cells, layout, every, known, cases=cases, row=draft.row)
    measures, series = [], {}
    with _asking(asks, layout.period):
        draft.check_numbers(counted)
        counted.find(draft.free(), cases=cases)
        pairs = counted.measures(calendar, better)
        measures = [measure for _, measure in pairs]
        layout = evolve(layout, add=add or counted.adds, measures=[o for o, _ in pairs])
        if not asks:
            told = understood.append
            series = read_series(table, layout, measures, told, draft.known)
    draft.kinds |= counted.kinds
    return Proposal(
        table=table,
        understood=understood,
        columns=draft.seen(),
        decided=[*draft.decided, *calendar.decided, *counted.decided],
        asks=asks,
        layout=layout if measures else None,
        measures=measures,
        series=series.values(),
    )
