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

from cqikit.core import plural
from cqikit.errors import DataError, Problem
from cqikit.tables._files import refused
from cqikit.tables._grid import Cells, Grid, filled, is_blank, trimmed

if TYPE_CHECKING:
    from cqikit.tables._dialect import Dialect

__all__ = ["header_said", "split_header"]

#: So many rows are looked at; a header further down must be said.
LOOKED_AT: Final = 200
#: What is a number or a day rather than a name.
DAY: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}", re.ASCII)
DATUM: Final = re.compile(r"[\s$€£]*[+-]?\d[\d\s.,:/%'-]*(?:T[\d:.]+Z?)?", re.ASCII)


def header_said(row: int) -> str:
    """Return how to say in which row the names of the columns stand."""
    return f"say header = {row} (--header {row})"


def split_header(
    grid: Grid, how: Dialect
) -> tuple[str, Cells, list[tuple[int, Cells]]]:
    """Return where the names stand ("row 3"), the names, and the rows below them."""
    rows, names = grid.rows, grid.names
    if names is not None and (not how.header or {*how.header} <= {*names}):  # type: ignore[misc]
        return "the header", names, rows
    if not rows:
        raise refused(grid.name, "", "is empty", "the first row names the columns")
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
        last = grid.rows[-1][0]
        said = f"{where} must name the columns, and is empty"
        raise refused(grid.name, "", said, f"the last row is row {last}")
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
    said = f"no row has the names {', '.join(names)}"
    raise refused(grid.name, "", said, "check the names in header, or give its row")


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
    first = rows[0][0]
    said = (
        f"row {first} has {plural(counts[0], 'cell')}, row {number} has {counts[full]}"
    )
    if counts[0] >= counts[full]:
        said = f"row {first} has a number for a name, or one name twice"
    guess = f"the header seems to be in row {number}"
    if is_double:
        both = f"[{rows[full - 1][0]}, {number}]"
        fix = f"say header = {both} (--header {both[1:-1].replace(' ', '')})"
        guess = f"the header seems to be in rows {rows[full - 1][0]} and {number}"
        raise DataError(grid.name, [Problem("", f"{said}: {guess}", fix)])
    if not like_names:
        guess = "the names of the columns must stand in one row"
    raise DataError(grid.name, [Problem("", f"{said}: {guess}", header_said(number))])


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
