"""A layout proposed for a table as it is.

The columns are looked at one by one, then together: rows of one period are told apart
by a team, or are cases; of whole numbers, the one that no other exceeds is what they
are out of. What comes of it is read at once, so that what is proposed reads the table
or says what must be answered first.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import evolve

from cqikit.core import (
    Frequency,
    FrequencyWord,
    arguments,
    problem_of,
    say,
)
from cqikit.errors import DataError, FieldError, Problem
from cqikit.measures import Direction, DirectionWord
from cqikit.tables._observations import read_series
from cqikit.tables._proposal import Proposal
from cqikit.tables._propose_calendar import Calendar, are_series, calendar_of
from cqikit.tables._propose_columns import Draft, begun, drafted
from cqikit.tables._propose_measures import Counted
from cqikit.tables._shapes import Across, Flag, Once, Take, TakeWord
from cqikit.tables._shapes_across import PERIOD
from cqikit.tables._shapes_periods import in_options
from cqikit.tables._shapes_rows import absent_names, shaped
from cqikit.tables._table import IS_TABLE, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cqikit.core import DateStyle, DateStyleWord
    from cqikit.tables._layout import Layout

__all__ = ["propose"]


@arguments(table=IS_TABLE)
def propose(
    table: Table,
    *,
    period: str = "",
    part: str = "",
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
    period, part, team : str
        Columns that are known; by default, as they seem. Where `part` has the months,
        quarters or weeks, `period` has their years.
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
    if part and not period:
        raise FieldError("part", say("must go with a period, the years"), part)
    counted = Counted(value=value, count=count, of=of, take=take, zeros=zeros)
    try:
        layout = begun(table, period, part, str(value), said, across=across)
        _check_columns(table, layout, (period, part, team, value, count, of))
        draft = drafted(table, layout, period, team)
    except DataError as error:
        return Proposal(table=table, understood=table.understood, asks=error.problems)
    return _completed(draft, counted, wanted, direction, add=add)


def _check_columns(
    table: Table, layout: Layout, names: Iterable[str | float | Flag]
) -> None:
    """Refuse columns that are not there, once what stands across is turned."""
    named = (name.column if isinstance(name, Flag) else name for name in names)
    columns = [name for name in named if isinstance(name, str) and name]
    try:
        rows = shaped(table, layout)
    except DataError as error:
        absent = [] if layout.across else absent_names(table, columns)
        problems = dict.fromkeys([*error.problems, *absent])
        raise DataError(table.name, list(problems)) from None
    for column in columns:
        rows.column(column)


@contextmanager
def _asking(asks: list[Problem]) -> Iterator[None]:
    """Keep what is refused inside, with what answers it."""
    try:
        yield
    except DataError as error:
        asks += error.problems
    except FieldError as error:
        asks.append(problem_of(in_options(error), longest=240))


def _completed(
    draft: Draft,
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
    cases = not (add or (numbers and _are_apart(draft, keys, counted)))
    understood = list(table.understood)
    calendar = Calendar()
    asks: list[Problem] = []
    with _asking(asks):
        cells, known = draft.named(period).cells, draft.known
        calendar = calendar_of(cells, layout, every, known, cases=cases)
    measures, series = [], {}
    with _asking(asks):
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


def _are_apart(draft: Draft, keys: Sequence[str], counted: Counted) -> bool:
    """Say whether each row has a period of its own, but for slips.

    A month twice among months is told as whoever draws them tells it.
    """
    if draft.is_single(*keys):
        return True
    if counted.take is not None or not draft.is_mostly_single(*keys):
        return False
    return are_series(draft.named(keys[-1]).cells, draft.layout, draft.known)
