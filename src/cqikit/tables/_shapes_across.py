"""Tables in which periods stand across, each in a column of its own, turned."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core import parse_period, problem_of, say, writing_of
from cqikit.errors import DataError, FieldError, UnknownNameError
from cqikit.tables._asides import is_beside
from cqikit.tables._body import is_total
from cqikit.tables._files import refused
from cqikit.tables._kinds import TWO_COLUMNS, TWO_ROWS
from cqikit.tables._shapes_year import joined, parts_across

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cqikit.core import DateStyle, DateStyleWord, Period, Writing
    from cqikit.tables._layout import Layout
    from cqikit.tables._shapes import Across
    from cqikit.tables._table import Table

__all__ = ["PERIOD", "across_in", "are_aims", "totals_beside", "turned"]

#: What the periods that stood across are called, where the layout does not say.
PERIOD: Final = "period"
#: What else a column of totals says in its name.
YEARLY: Final = frozenset({"ytd", "annual", "yearly"})
OF_A_YEAR: Final = frozenset({
    "year", "yr", "fy", "cy", "full", "fiscal", "calendar", "to", "date", "for", "of",
    "the", "grand", "all", "months", "quarters", "weeks",
})  # fmt: skip


def totals_beside(table: Table, layout: Layout) -> list[str]:
    """Return the columns that are totals of what stands across, or aims.

    They say so (``Total``, ``FY24 total``, ``YTD``, ``Target``), or are named by
    a longer period.
    """
    writing = writing_of((), layout.dates, layout.year_start)
    across = {table.columns[place] for place in _places(table, layout)}
    return [
        name
        for name in dict.fromkeys(table.columns)
        if name not in across
        and (_is_total(name) or _period(name, writing) or are_aims(table, name))
    ]


def are_aims(table: Table, name: str) -> bool:
    """Say whether a column is about the numbers beside it, as a target is."""
    place = table.columns.index(name)
    return is_beside(name, (cells[place] for cells in table.rows))


def _is_total(name: str) -> bool:
    """Say whether a column beside periods is called a total, of a year perhaps."""
    words = re.findall(r"[^\W_]+", name.casefold())
    said = [word for word in words if is_total(word) or word in YEARLY]
    rest = {word for word in words if word not in said} - OF_A_YEAR
    dated = all(re.fullmatch(r"(?:fy|cy)?\d{2,4}", word) for word in rest)
    whole = name.casefold() in {"year to date", "full year"}
    return is_total(name) or whole or (bool(said) and dated)


def turned(table: Table, layout: Layout, across: Across) -> Table:
    """Return a table with a row for each cell that stands below a period."""
    try:
        places = _places(table, layout)
        names = table.column(across.names) if across.names else ()
    except (UnknownNameError, FieldError) as error:
        raise DataError(table.name, [problem_of(error, "across")]) from None
    # The columns that name the measure, and the year, are none of the rest.
    gone = {across.names, *_year_of(table, layout)}
    if names:
        # A total differs from row to row of what is one row of several measures.
        gone.update(totals_beside(table, layout))
    rest = [
        place
        for place, name in enumerate(table.columns)
        if place not in places and name and name not in gone
    ]
    kinds = list(dict.fromkeys(map(str.strip, names))) or [across.value]
    header = _headers(table, layout)
    if names:
        rows, numbers = _by_name(table, places, rest, names, header)
    else:
        rows = [
            (*[cells[place] for place in rest], header(cells, place), cells[place])
            for cells in table.rows
            for place in places
        ]
        numbers = [number for number in table.numbers for _ in places]
    columns = [table.columns[place] for place in rest]
    columns += [layout.period or PERIOD, *kinds]
    twice = [name for name, count in Counter(columns).items() if count > 1]
    if twice:
        raise refused(table.name, TWO_COLUMNS, "across", form="turned", name=twice[0])
    return evolve(table, columns=columns, rows=rows, numbers=numbers)


def _year_of(table: Table, layout: Layout) -> list[str]:
    """Return the column of the years of which the columns across name a part."""
    name = layout.period
    known = name in table.columns and parts_across(table.columns)
    return [name] if known else []


def _headers(table: Table, layout: Layout) -> Callable[[Sequence[str], int], str]:
    """Return what says which period a cell of a row stands below."""
    years = _year_of(table, layout)
    if not years:
        return lambda _, place: table.columns[place]
    year = table.columns.index(years[0])

    def header(cells: Sequence[str], place: int) -> str:
        return joined(cells[year], table.columns[place], year_name=years[0])

    return header


def _by_name(
    table: Table,
    places: list[int],
    rest: list[int],
    names: Sequence[str],
    header: Callable[[Sequence[str], int], str],
) -> tuple[list[tuple[str, ...]], list[int]]:
    """Return a row for each period and what `rest` say, a cell for each name."""
    kinds = list(dict.fromkeys(map(str.strip, names)))
    made: dict[tuple[str, ...], list[str]] = {}
    numbers: dict[tuple[str, ...], int] = {}
    problems = []
    for cells, name, number in zip(table.rows, names, table.numbers, strict=True):
        own, kind = [cells[place] for place in rest], kinds.index(name.strip())
        for place in places:
            key = (*own, header(cells, place))
            values = made.setdefault(key, [""] * len(kinds))
            first = numbers.setdefault(key, number)
            if values[kind].strip() and cells[place].strip():
                where = f"row {number}, column {table.columns[place]}"
                of: dict[str, Any] = {"what": kinds[kind], "earlier": first}
                problems.append(TWO_ROWS.problem(where, form="turned", **of))
            values[kind] = values[kind] or cells[place]
    if problems:
        raise DataError(table.name, problems)
    return [(*key, *values) for key, values in made.items()], list(numbers.values())


def _places(table: Table, layout: Layout) -> list[int]:
    """Return the places of the columns that are named by periods, or parts of years.

    Raises
    ------
    UnknownNameError
        When one that the layout lists is not there.
    FieldError
        When there is none, or they are of several lengths.
    """
    listed = layout.across.columns if layout.across else ()
    if listed:
        for name in listed:
            table.column(name)
        return [table.columns.index(name) for name in listed]
    if _year_of(table, layout):
        return parts_across(table.columns)
    return across_in(table, layout.dates, layout.year_start)


def across_in(
    table: Table, dates: DateStyle | DateStyleWord | None, year_start: int | None
) -> list[int]:
    """Return the places of all columns whose names are periods of one length.

    Longer ones that contain several of them, as a year has its months, are totals.

    Raises
    ------
    FieldError
        When there is none, or they are of several lengths.
    """
    writing = writing_of(table.columns, dates, year_start)
    found = {
        place: period
        for place, name in enumerate(table.columns)
        if (period := _period(name, writing))
    }
    if not found:
        must = say("must be columns named by periods, such as Jan-24 or 2024-01")
        raise FieldError("across", must, ", ".join(filter(None, table.columns)))
    counts = Counter(period.frequency for period in found.values())
    usual = counts.most_common(1)[0][0]
    short = [period for period in found.values() if period.frequency is usual]
    others = [period for period in found.values() if period.frequency is not usual]
    if not all(_is_sum(period, short) for period in others):
        shown = ", ".join(
            f"{table.columns[place]} is a {length.value}"
            for length in counts
            for place in [min(p for p, of in found.items() if of.frequency is length)]
        )
        must = say("must be columns named by periods of one length")
        raise FieldError("across", must, shown, say("list them in across.columns"))
    return [place for place, period in found.items() if period.frequency is usual]


def _is_sum(period: Period, others: Sequence[Period]) -> bool:
    """Say whether a period has several others in it."""
    return sum(other.first in period and other.last in period for other in others) > 1


def _period(name: str, writing: Writing) -> Period | None:
    """Return the period that a column is named by, None for others."""
    try:
        return parse_period(writing(name))
    except FieldError:
        return None
