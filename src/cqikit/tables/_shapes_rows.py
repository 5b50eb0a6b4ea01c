"""From the rows of a file to the rows that count: columns turned, others left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core import (
    FindingKind,
    arguments,
    as_tuple,
    problem_of,
    say,
    some_of,
)
from cqikit.errors import DataError, FieldError, Problem, UnknownNameError, suggest
from cqikit.tables._declared import codes_said
from cqikit.tables._files import refused
from cqikit.tables._numbers import MISSING, kind_of
from cqikit.tables._shapes_across import PERIOD, across_in, turned
from cqikit.tables._shapes_year import with_years
from cqikit.tables._table import IS_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cqikit.core import Sentence
    from cqikit.tables._layout import Layout
    from cqikit.tables._table import Table

__all__ = [
    "PERIOD",
    "absent",
    "absent_names",
    "across_in",
    "below",
    "shaped",
    "uncounted",
]

#: So many of the texts of a column are listed.
LISTED: Final = 6
#: In the words of which part of a layout the rows that count are chosen.
WHERE: Final = "where of the layout"
ACROSS: Final = FindingKind(
    "table.across",
    says="periods stand across ({columns} ...), each in a column of its own",
    fix='say across = { value = "..." }, what their cells are (--across)',
)
WANTED: Final = "no cell of column {column} says {wanted}; "
NO_CELL: Final = FindingKind(
    "table.no-cell",
    says={
        "none": f"{WANTED}it has none",
        "": f"{WANTED}it has {{there}}",
        "alike": f"{WANTED}it has {{there}}; did you mean {{alike!r}}?",
        "more": f"{WANTED}it has {{there}} and {{more}} more",
        "more alike": f"{WANTED}it has {{there}} and {{more}} more;"
        " did you mean {alike!r}?",
    },
)
NO_ROW: Final = FindingKind(
    "table.no-row", says="no row has what is wanted of {columns} at once"
)


@arguments(table=IS_TABLE)
def shaped(table: Table, layout: Layout) -> Table:
    """Return the table with a row a period, and the rows that count.

    Parameters
    ----------
    layout : Layout
        Which column is what, and where periods stand.

    Raises
    ------
    DataError
        When no column stands across, or no row is as the layout says.
    """
    if layout.across is not None:
        table = turned(table, layout, layout.across)
    elif layout.part and layout.period in table.columns:
        table = with_years(table, layout.period, layout.part)
    elif layout.period not in table.columns:
        _check_across(table, layout)
    return _filtered(table, layout) if layout.where else table


def below(table: Table, layout: Layout) -> dict[str, Sequence[str]]:
    """Return, for the columns of what stood across, the period above each cell."""
    name = layout.period or PERIOD
    first = table.columns.index(name) + 1
    return dict.fromkeys(table.columns[first:], table.column(name))


def _check_across(table: Table, layout: Layout) -> None:
    """Refuse a table whose periods stand across, where nobody has said so."""
    try:
        places = across_in(table, layout.dates, layout.year_start)
    except FieldError:
        return
    if len(places) > 1:
        shown = tuple(table.columns[place] for place in places[:LISTED])
        raise refused(table.name, ACROSS, columns=shown)


def absent(
    column: str, cells: Sequence[str], wanted: Sequence[str], where: str = ""
) -> Problem | None:
    """Return the fault when no cell says what is wanted, None where one does.

    A word that no cell says would count nothing, in silence.
    """
    said = dict.fromkeys(filter(None, map(str.strip, cells)))
    meant = frozenset(map(str.casefold, wanted))
    if any(cell.casefold() in meant for cell in said):
        return None
    there = [repr(cell) for cell in sorted(said)]
    more = max(len(there) - LISTED, 0)
    known = {cell.casefold(): cell for cell in said}
    word = wanted[0].strip().casefold()
    near = known.get(suggest(word, known) or "", "") or next(
        (
            cell
            for short, cell in known.items()
            if short.startswith(word) or word.startswith(short)
        ),
        "",
    )
    words = {"none": not there, "more": more, "alike": near}
    form = " ".join(word for word, holds in words.items() if holds)
    told: dict[str, Any] = {"column": column, "wanted": " or ".join(map(repr, wanted))}
    shown = tuple(there[:LISTED])
    return NO_CELL.problem(where, form=form, there=shown, more=more, alike=near, **told)


def uncounted(
    column: str, cells: Sequence[str], wanted: Sequence[str]
) -> Iterator[Sentence]:
    """Yield which words do not count, where these are several or say nothing."""
    meant = frozenset(map(str.casefold, wanted))
    said = sorted(dict.fromkeys(filter(None, map(str.strip, cells))))
    others = [cell for cell in said if cell.casefold() not in meant]
    vague = [cell for cell in others if kind_of(cell) == "missing"]
    if len(others) > 1 or vague:
        there = some_of(list(map(repr, others)), LISTED)
        yes = tuple(map(repr, wanted))
        yield say(
            "column {column}: {yes} counts; what does not: {there}",
            column=column,
            yes=yes,
            there=there,
        )
    if vague:
        found = codes_said("missing", vague)
        yield say(MISSING, toml=found["toml"], options=found["options"])


def absent_names(table: Table, names: Iterable[str]) -> Iterator[Problem]:
    """Yield a fault for each column that is not there."""
    for name in names:
        try:
            table.column(name)
        except UnknownNameError as error:
            yield problem_of(error)
        except DataError as error:
            yield from error.problems


def _filtered(table: Table, layout: Layout) -> Table:
    kept = [True] * len(table)
    problems: list[Problem] = []
    for column, texts in layout.where.items():
        wanted = frozenset(map(str.casefold, as_tuple(texts)))
        try:
            cells = table.column(column)
        except UnknownNameError as error:
            problems.append(problem_of(error, WHERE))
            continue
        faults = (absent(column, cells, (text,), WHERE) for text in as_tuple(texts))
        problems += filter(None, faults)
        kept = [
            keep and cell.strip().casefold() in wanted
            for keep, cell in zip(kept, cells, strict=True)
        ]
    if not problems and not any(kept):
        problems.append(NO_ROW.problem(WHERE, columns=" and ".join(layout.where)))
    if problems:
        # Rows that may not count show no faults; names that there are not are told.
        problems += absent_names(table, [name for _, name in layout.names()])
        raise DataError(table.name, list(dict.fromkeys(problems)))
    places = [place for place, keep in enumerate(kept) if keep]
    return evolve(
        table,
        rows=[table.rows[place] for place in places],
        numbers=[table.numbers[place] for place in places],
    )
