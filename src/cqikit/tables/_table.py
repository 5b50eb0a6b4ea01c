"""A table of text cells that knows which row of which file each came from."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import Final

from attrs import field, frozen

from cqikit.core import (
    FindingKind,
    TupleOf,
    arguments,
    as_texts,
    instance_of,
    non_blank,
    plural,
    problem_of,
    say,
)
from cqikit.errors import DataError, FieldError, NoRowsError, Problem, UnknownNameError
from cqikit.tables._body import rows_of_data
from cqikit.tables._cells import Formula
from cqikit.tables._dialect import Dialect
from cqikit.tables._faults import Fault, Faults
from cqikit.tables._files import refused
from cqikit.tables._grid import Cells, Grid, Source, is_blank, is_empty, trimmed
from cqikit.tables._header import HEADER_SAID, NO_NAMES, split_header
from cqikit.tables._kinds import TWO_COLUMNS

__all__ = ["IS_TABLE", "Table", "table_in"]

NAMES_BELOW: Final = FindingKind(
    "table.names-below",
    says="the columns seem to be named in row {row}",
    fix=HEADER_SAID,
)
NO_ROWS: Final = FindingKind(
    "table.no-rows", says="must have at least one row below the header"
)
ROW_WIDTH: Final = FindingKind(
    "table.row-width",
    says="must have {wide:# cell|# cells}, as the header has (got {cells})",
    fix={
        "few": "write the {mark} of an empty cell too",
        "many": "quote the cell that has a {mark} in it, or check the header",
    },
)
FORMULA: Final = FindingKind(
    "table.formula",
    says="must not have a formula without a stored value",
    fix="open and save it in a spreadsheet program",
)
MARKS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@frozen(kw_only=True)
class Table:
    r"""Named columns of text; an empty cell says that nothing was observed.

    Parameters
    ----------
    name : str
        What messages call it, such as ``cases.csv``.
    columns : tuple of str
        The names of the columns, in order.
    rows : tuple of tuple of str
        As many cells a row as there are columns.
    numbers : tuple of int
        The number that each row has in its file, where the first row is row 1.
    how : Dialect
        What was said of the file, and how its cells are read.
    delimiter : str
        What stood between the cells of a text, "" elsewhere.
    understood : tuple of str
        What was found out about the file: what is left out, and why.
    unusable : tuple of (str, Problem)
        Columns that can be passed over and not used, such as two of one name.

    Examples
    --------
    >>> from cqikit.tables import parse_csv
    >>> table = parse_csv("area,count\nNorth,3\n\nSouth,\n", name="cases.csv")
    >>> table.column("count"), table.numbers
    (('3', ''), (2, 4))
    >>> table.column("cout")
    Traceback (most recent call last):
    ...
    cqikit.errors.UnknownNameError: no column named 'cout'; did you mean 'count'?
    """

    name: str = field(validator=non_blank)
    columns: tuple[str, ...] = field(converter=as_texts)
    rows: tuple[tuple[str, ...], ...] = field(converter=TupleOf[tuple[str, ...]])
    numbers: tuple[int, ...] = field(converter=TupleOf[int])
    how: Dialect = field(factory=Dialect)
    delimiter: str = ""
    understood: tuple[str, ...] = field(default=(), converter=as_texts)
    unusable: tuple[tuple[str, Problem], ...] = field(
        default=(), converter=TupleOf[tuple[str, Problem]]
    )

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Table {self.name}, {len(self)} rows, {len(self.columns)} columns>"

    @arguments()
    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells of the column `name`, one a row.

        Raises
        ------
        UnknownNameError
            When there is no such column.
        DataError
            When there are two, when it has a formula without a stored value, or when
            its name stands further down: the header is another row.
        """
        name = " ".join(name.split())
        for unusable, problem in self.unusable:
            if unusable == name:
                raise DataError(self.name, [problem])
        if name not in self.columns:
            for cells, number in zip(self.rows[:50], self.numbers[:50], strict=True):
                if name in map(str.strip, cells):
                    raise refused(self.name, NAMES_BELOW, row=number)
            raise UnknownNameError(say("column"), name, filter(None, self.columns))
        place = self.columns.index(name)
        return tuple(map(itemgetter(place), self.rows))

    @arguments()
    def row(self, place: int) -> str:
        """Return how the row at `place` is called: ``cases.csv row 17``."""
        try:
            number = self.numbers[place]
        except IndexError as error:
            must = say("must be the place of a row")
            raise FieldError("place", must, place) from error
        return f"{self.name} row {number}"


#: Check that an argument is a table, and no frame or path.
IS_TABLE: Final = instance_of(
    Table,
    fix=say("tables.from_frame(...) makes one of a data frame, tables.read of a file"),
)


def table_in(grid: Grid, how: Dialect) -> Table:
    """Return the table in a grid, with every fault of its form told at once.

    Rows whose cells are all empty are left out; they keep their numbers.
    """
    grid.rows = [row for row in grid.rows if not is_empty(row[1])]
    where, header, below = split_header(grid, how)
    names = tuple(" ".join(name.split()) for name in trimmed(header))
    faults = Faults()
    if not names:
        faults.add(NO_NAMES.problem(where))
    rows = rows_of_data(grid, how, below, header) if header else []
    if grid.source is Source.TEXT:
        mark = MARKS.get(grid.delimiter, f"sign {grid.delimiter}")
        _check_widths(rows, (len(names), len(header)), mark, faults)
    unknown = _unknown(how.filled, names)
    if faults:
        for error in unknown:
            faults.add(problem_of(error, "filled"))
        raise faults.error(grid.name)
    if not rows:
        raise NoRowsError(grid.name, [NO_ROWS.problem()])
    if unknown:
        raise unknown[0]
    names, kept = _squared(names, [cells for _, cells in rows])
    kept = _filled_down(names, kept, how.filled, grid)
    numbers = [number for number, _ in rows]
    formulas = grid.source is Source.WORKBOOK
    unstored = _unstored(names, kept, numbers) if formulas else []
    return Table(
        name=grid.name,
        columns=names,
        rows=kept,
        numbers=numbers,
        how=how,
        delimiter=grid.delimiter,
        understood=grid.said,
        unusable=[*_twice(where, names), *unstored],
    )


def _squared(names: Cells, rows: list[Cells]) -> tuple[Cells, list[Cells]]:
    """Return names and rows of one width, without columns that are blank throughout."""
    wide = len(names)
    for cells in rows:
        if len(cells) > wide:
            wide = max(wide, len(trimmed(cells)))
    names += ("",) * (wide - len(names))
    rows = [
        cells if len(cells) == wide else cells[:wide] + ("",) * (wide - len(cells))
        for cells in rows
    ]
    places = [
        place
        for place, name in enumerate(names)
        if name or not all(is_blank(cells[place]) for cells in rows)
    ]
    if len(places) < wide:
        rows = [tuple([cells[place] for place in places]) for cells in rows]
        names = tuple([names[place] for place in places])
    return names, rows


def _unknown(filled: Cells, names: Cells) -> list[UnknownNameError]:
    """Return what is wrong with columns that are to be filled and are not there."""
    known = list(filter(None, names))
    lacking = (name for name in filled if name not in known)
    return [UnknownNameError(say("column"), name, known) for name in lacking]


def _filled_down(
    names: Cells, rows: list[Cells], filled: Cells, grid: Grid
) -> list[Cells]:
    """Return rows in which blank cells of some columns say what those above do."""
    for name in filled:
        place, above, count = names.index(name), "", 0
        made = []
        for cells in rows:
            blank = is_blank(cells[place])
            count += blank and bool(above)
            above = above if blank else cells[place]
            made.append((*cells[:place], above, *cells[place + 1 :]))
        rows = made
        grid.said.append(f"column {name}: {plural(count, 'blank')} filled from above")
    return rows


def _check_widths(
    rows: list[tuple[int, Cells]], width: tuple[int, int], mark: str, faults: Faults
) -> None:
    """Keep a fault for each row of text that has more or fewer cells than the header.

    Empty cells at the end of a row or of the header are none too many.
    """
    wide, most = width
    for number, cells in rows:
        if wide <= len(cells) <= most:
            continue
        few = len(cells) < wide
        if few or len(trimmed(cells)) > most:
            form = "few" if few else "many"
            told = {"wide": wide, "cells": len(cells), "mark": mark}
            faults.note(number, "", Fault(ROW_WIDTH, form, told, alike=form))


def _twice(where: str, names: Cells) -> list[tuple[str, Problem]]:
    counts = Counter(filter(None, names))
    return [
        (name, TWO_COLUMNS.problem(where, name=name))
        for name, count in counts.items()
        if count > 1
    ]


def _unstored(
    names: Cells, rows: list[Cells], numbers: list[int]
) -> list[tuple[str, Problem]]:
    """Return the columns in which formulas have no stored value."""
    faults = Faults()
    for cells, number in zip(rows, numbers, strict=True):
        for name, cell in zip(names, cells, strict=True):
            if type(cell) is Formula and name:
                faults.note(number, name, Fault(FORMULA))
    return [((fault.parts or {})["column"], fault) for fault in faults.problems()]
