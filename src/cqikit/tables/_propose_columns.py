"""What the columns of a table seem to be, taken together: periods, teams, persons.

The column of the periods is found first, or those that stand across; then what tells
rows of one period apart.
"""

from __future__ import annotations

import re
from collections import Counter
from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core import (
    FindingKind,
    and_more,
    few,
)
from cqikit.errors import DataError, FieldError, Problem, shown
from cqikit.tables._error_cells import error_in
from cqikit.tables._faults import listed
from cqikit.tables._files import refused
from cqikit.tables._layout import Layout, MeasureColumns
from cqikit.tables._seen import Column, ColumnKind, Seen, columns_of
from cqikit.tables._shapes import Across
from cqikit.tables._shapes_across import PERIOD, across_in, are_aims, totals_beside
from cqikit.tables._shapes_periods import Known
from cqikit.tables._shapes_rows import shaped
from cqikit.tables._shapes_year import are_years, parts_across

if TYPE_CHECKING:
    from cqikit.tables._propose_measures import Counted
    from cqikit.tables._table import Table

__all__ = ["Draft", "begun", "drafted"]

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
NO_YEARS: Final = FindingKind(
    "table.no-years",
    says="columns are named by parts of a year ({columns} ...), and none has the year",
    fix="write it in their names, such as Jan-24, or in a column called year",
)
#: So many columns are named.
NAMED: Final = 3
#: A layout is made before it is known what it measures.
UNKNOWN: Final = (MeasureColumns(measure="unknown", value=1.0),)


class Draft:
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
        self.kinds: dict[str, ColumnKind] = {}
        self.decided: list[str] = []
        self._pass_over()

    def _pass_over(self) -> None:
        """Leave out columns that are totals of what stands across; say which."""
        across = self.layout.across is not None
        for name in totals_beside(self.table, self.layout) if across else ():
            self.kinds[name] = ColumnKind.UNUSED
            otherwise = " (--of)" if name in self.names else ""
            aims = are_aims(self.table, name)
            what = "by its name, no measure" if aims else "a total"
            self.decided.append(f"{name} is passed over: {what}{otherwise}")
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

    def is_mostly_single(self, *names: str) -> bool:
        """Say whether most of what rows have in these columns, one row alone has."""
        rows = zip(*(self.named(name).cells for name in names), strict=True)
        counts = Counter(rows).values()
        return 2 * sum(count == 1 for count in counts) > len(counts)

    def check_numbers(self, counted: Counted) -> None:
        """Refuse to count rows where the numbers may be in columns not to be used."""
        said = counted.value or counted.count
        if said or any(column.is_numeric or column.yes for column in self.free()):
            return
        unusable = [
            problem for name, problem in self.table.unusable if name in self.names
        ]
        unusable += [_broken(column) for column in self.free() if column.is_broken]
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


def _broken(column: Column) -> Problem:
    """Return that a column has errors of a spreadsheet, and nothing else."""
    kind, form, parts, _ = error_in(column.distinct)
    got = tuple(map(shown, column.distinct[:NAMED]))
    more = " ..." if len(column.distinct) > NAMED else ""
    where = f"column {column.name}"
    return kind.problem(
        where, form=form, column=column.name, got=got, more=more, **parts
    )


def _passed_over(name: str, problem: Problem) -> str:
    """Return that a column is not used, and what would make it one that is."""
    fix = f"; {problem.fix}" if problem.fix else ""
    return f"{name} is passed over ({problem.where}): {problem.message}{fix}"


def begun(
    table: Table,
    period: str,
    part: str,
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
    year = period if across else ""
    if across or not period:
        year = _year_across(table, layout, period)
    if across is True or not (across or period):
        turned = _across(table, layout, value, year)
    if turned is None:
        return evolve(layout, part=part)
    return evolve(layout, across=turned, period=year)


def drafted(table: Table, layout: Layout, period: str, team: str) -> Draft:
    """Return the layout of the columns that say of which period and team a row is."""
    rows = shaped(table, layout)
    known = Known()
    columns = columns_of(rows, layout, known)
    draft = Draft(table, layout, columns, rows, known)
    found = (layout.period or PERIOD) if layout.across else period
    pair = None if found else _year_and_part(draft)
    if pair is not None:
        parted = evolve(layout, period=pair[0], part=pair[1])
        draft = drafted(table, parted, pair[0], team)
        said = f"periods are those of {pair[0]} and {pair[1]} together"
        draft.decided.insert(0, f"{said} (years alone: --period {quote(pair[0])})")
        return draft
    found = found or _period(draft)
    draft.kinds[found] = ColumnKind.PERIOD
    if layout.part:
        draft.kinds[layout.part] = ColumnKind.PART
    draft.layout = layout if layout.across else evolve(layout, period=found)
    chosen = team or _team(draft, found)
    if chosen:
        draft.kinds[chosen] = ColumnKind.TEAM
        draft.layout = evolve(draft.layout, team=chosen)
    for column in draft.free():
        if column.is_person and len(column.distinct) > len(rows) / 10:
            draft.kinds[column.name] = ColumnKind.PERSON
    return draft


def _across(table: Table, layout: Layout, value: str, year: str) -> Across | None:
    """Return which periods stand across, or parts of a year; None where none do."""
    places = parts_across(table.columns) if year else _whole(table, layout)
    if not places:
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


def _whole(table: Table, layout: Layout) -> list[int]:
    """Return the places of columns named by whole periods, none where few are."""
    try:
        places = across_in(table, layout.dates, layout.year_start)
    except FieldError:
        return []
    return places if len(places) > 1 else []


def _year_across(table: Table, layout: Layout, period: str) -> str:
    """Return the column of the years of months that stand across, "" for none."""
    if not parts_across(table.columns) or _whole(table, layout):
        return ""
    return period or _years(columns_of(table, layout, Known()))


def _years(columns: list[Column]) -> str:
    """Return the first column of years, "" where there is none."""
    found = (column for column in columns if are_years(column.name, column.distinct))
    return next((column.name for column in found), "")


def _year_and_part(draft: Draft) -> tuple[str, str] | None:
    """Return two columns that together are the period, None where none are."""
    year = _years(draft.columns)
    parts = (
        column.name
        for column in draft.columns
        if year and column.name != year and column.is_part
    )
    part = next(parts, "")
    return (year, part) if part else None


def _period(draft: Draft) -> str:
    """Return the column of the periods."""
    found = [column.name for column in draft.columns if column.is_period]
    if not found:
        there = [column.name for column in draft.columns]
        if not there:
            raise DataError(draft.table.name, [it for _, it in draft.table.unusable])
        names = draft.table.columns
        if parts := parts_across(names):
            named = tuple(names[place] for place in parts[:NAMED])
            raise refused(draft.table.name, NO_YEARS, columns=named)
        raise refused(draft.table.name, NO_PERIODS, **few(there, "columns"))
    others = listed(found[1:]) if len(found) > 9 else ", ".join(found[1:])
    if others:
        said = f"periods are those of {found[0]}; {others} could be (--period)"
        draft.decided.append(said)
    return found[0]


def _team(draft: Draft, period: str) -> str:
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
    # Where few periods have two rows, what does not tell these apart is no team.
    usual = [] if draft.is_mostly_single(period) else words
    found = next(iter([*exact, *usual]), "")
    if found:
        count = len(draft.named(found).distinct)
        draft.decided.append(
            f"{count} teams, those of {found}; one alone: --where"
            f' "{found}={draft.named(found).distinct[0]}"'
        )
    return found
