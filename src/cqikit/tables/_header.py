"""Where the names of the columns stand.

A file may begin with a title, lines of what it is and a blank row. Where columns have
numbers or days, the names stand right above the first row that has them: when it reads
like names (no numbers, no days, none twice), and a blank row parts it from what is
above, or what is above has half as many cells at most. Where no column shows it, they
are taken to stand in the first row that has as many filled cells as most rows of data
have, with the same above it. Where the first row is as wide as the data and reads like
names, it is the header; what fits none of these is refused with the row that seems to
be meant.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from cqikit.core import FindingKind
from cqikit.tables._files import refused
from cqikit.tables._grid import Cells, Grid, filled, is_blank, trimmed

if TYPE_CHECKING:
    from cqikit.tables._dialect import Dialect

__all__ = ["HEADER_SAID", "NO_NAMES", "split_header"]

#: How to say in which row the names of the columns stand.
HEADER_SAID: Final = "say header = {row} (--header {row})"
EMPTY: Final = FindingKind(
    "table.empty", says="is empty", fix="the first row names the columns"
)
NO_NAMES: Final = FindingKind(
    "table.no-names",
    says={
        "": "must name the columns",
        "row": "row {row} must name the columns, and is empty",
        "rows": "row {row} and {below} must name the columns, and is empty",
    },
    fix={"": "", **dict.fromkeys(("row", "rows"), "the last row is row {last}")},
)
UNKNOWN_HEADER: Final = FindingKind(
    "table.unknown-header",
    says="no row has the names {names}",
    fix="check the names in header, or give its row",
)
#: What keeps the first row from being the header, and what seems to be it.
FIRST_ROW: Final = {
    "short": "row {first} has {filled:# cell|# cells}, row {row} has {cells}",
    "unlike": "row {first} has a number for a name, or one name twice",
}
SEEMS: Final = {
    "row": "the header seems to be in row {row}",
    "rows": "the header seems to be in rows {upper} and {row}",
    "none": "the names of the columns must stand in one row",
}
UNCLEAR_HEADER: Final = FindingKind(
    "table.unclear-header",
    says={
        f"{key} {guess}": f"{first}: {seems}"
        for key, first in FIRST_ROW.items()
        for guess, seems in SEEMS.items()
    },
    fix={
        "": HEADER_SAID,
        **dict.fromkeys(
            (f"{key} rows" for key in FIRST_ROW),
            "say header = [{upper}, {row}] (--header {upper},{row})",
        ),
    },
)

#: So many rows are looked at; a header further down must be said.
LOOKED_AT: Final = 200
#: What is a number or a day rather than a name.
DAY: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}", re.ASCII)
DATUM: Final = re.compile(r"[\s$€£]*[+-]?\d[\d\s.,:/%'-]*(?:T[\d:.]+Z?)?", re.ASCII)


def split_header(
    grid: Grid, how: Dialect
) -> tuple[str, Cells, list[tuple[int, Cells]]]:
    """Return where the names stand ("row 3"), the names, and the rows below them."""
    rows, names = grid.rows, grid.names
    if names is not None and (not how.header or {*how.header} <= {*names}):  # type: ignore[misc]
        return "the header", names, rows
    if not rows:
        raise refused(grid.name, EMPTY)
    if how.header and isinstance(how.header[0], int):  # type: ignore[index]
        return _numbered(grid, how.header)  # type: ignore[arg-type]
    place = _named(grid, how.header) if how.header else _detected(grid)  # type: ignore[arg-type]
    number, names = rows[place]
    if place:
        above = next(cell for cell in rows[0][1] if not is_blank(cell)).strip()
        grid.said.append(
            f"row {number} names the columns; what stands above it is left out"
            f" ({above:.40}{' ...' if len(above) > 40 or place > 1 else ''})"
        )
    return f"row {number}", names, rows[place + 1 :]


def _numbered(
    grid: Grid, header: tuple[int, ...]
) -> tuple[str, Cells, list[tuple[int, Cells]]]:
    """Return the names that stand in the rows of these numbers."""
    where = f"row {' and '.join(map(str, header))}"
    found = [cells for number, cells in grid.rows if number in header]
    if len(found) < len(header):
        told = {"row": header[0], "below": header[-1], "last": grid.rows[-1][0]}
        form = "rows" if len(header) > 1 else "row"
        raise refused(grid.name, NO_NAMES, form=form, **told)
    names = found[0]
    if len(found) > 1:
        names = _joined(*found)
    below = [row for row in grid.rows if row[0] > header[-1]]
    return where, names, below


def _joined(upper: Cells, lower: Cells) -> Cells:
    """Return names that stand in two rows; an upper one goes on for blanks after it."""
    wide = max(len(trimmed(upper)), len(lower))
    names, over = [], ""
    for place in range(wide):
        above = upper[place].strip() if place < len(upper) else ""
        below = lower[place].strip() if place < len(lower) else ""
        over = above or over
        # A cell that is merged over both rows says its name in each.
        alone = not below or below == above
        names.append(above if alone else f"{over} {below}".strip())
    return tuple(names)


def _named(grid: Grid, names: tuple[str, ...]) -> int:
    """Return the place of the first row that has these names among its cells."""
    for place, (_, cells) in enumerate(grid.rows[:LOOKED_AT]):
        if set(names) <= {cell.strip() for cell in cells}:
            return place
    raise refused(grid.name, UNKNOWN_HEADER, names=names)


def _detected(grid: Grid) -> int:
    """Return the place of the row that names the columns."""
    rows = grid.rows[:LOOKED_AT]
    counts = [filled(cells) for _, cells in rows]
    usual = Counter(count for count in counts[1:] if count > 1)
    # Of two widths that are as frequent, the smaller: the other rows have a remark.
    body = max(usual, key=lambda count: (usual[count], -count), default=1)
    # In a single column, words above a number may be data as well.
    above = _above_data(rows, body) if body > 1 else 0
    if above and _is_apart(rows, above, body):
        return above
    if len(trimmed(rows[0][1])) >= body and (not above or _are_names(rows[0][1])):
        return 0
    full = above or next(at for at, count in enumerate(counts) if count >= body)
    number, names = rows[full]
    like_names = _are_names(names)
    if like_names and max(counts[:full]) <= max(1, body // 2):
        return full
    is_double = _are_two_rows(rows[full - 1][1], names)
    if counts[0] > 1 and not like_names and not is_double:
        return 0
    why = "unlike" if counts[0] >= counts[full] else "short"
    guess = "rows" if is_double else "row" if like_names else "none"
    cells = {"first": rows[0][0], "filled": counts[0], "cells": counts[full]}
    place = {"upper": rows[full - 1][0], "row": number}
    raise refused(grid.name, UNCLEAR_HEADER, form=f"{why} {guess}", **cells, **place)


def _above_data(rows: list[tuple[int, Cells]], body: int) -> int:
    """Return the place of the names right above the data, 0 where none are seen."""
    wide = max(len(cells) for _, cells in rows)
    columns = [[_at(cells, place) for _, cells in rows] for place in range(wide)]
    datum = [[DATUM.fullmatch(cell) is not None for cell in cells] for cells in columns]
    for place in range(1, len(rows) - 1):
        names = rows[place][1]
        if filled(names) < body or not _are_names(names):
            continue
        # What most cells below are in each column, and what the next row has there.
        dated = [
            found[place + 1]
            for found, cells in zip(datum, columns, strict=True)
            if 2 * sum(found[place + 1 :]) > sum(map(bool, cells[place + 1 :]))
        ]
        if 2 * sum(dated) > len(dated):
            return place
    return 0


def _is_apart(rows: list[tuple[int, Cells]], place: int, body: int) -> bool:
    """Say whether what stands above a row can be no part of the names."""
    for earlier in range(place - 1, -1, -1):
        if rows[earlier][0] + 1 < rows[earlier + 1][0]:
            return True
        if filled(rows[earlier][1]) > max(1, body // 2):
            return False
    return True


def _at(cells: Cells, place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _are_names(cells: Cells) -> bool:
    """Say whether cells read like names of columns: words, or a day for each column."""
    said = [cell.strip() for cell in cells if not is_blank(cell)]
    data = [cell for cell in said if DATUM.fullmatch(cell)]
    across = len(data) > 1 and all(map(DAY.fullmatch, data))
    return len(set(said)) == len(said) and (across or not data)


def _are_two_rows(upper: Cells, lower: Cells) -> bool:
    """Say whether names repeat below others that would tell them apart."""
    said = [cell.strip() for cell in lower if not is_blank(cell)]
    repeats = len(set(said)) < len(said) and not any(map(DATUM.fullmatch, said))
    return repeats and filled(upper) > 1
