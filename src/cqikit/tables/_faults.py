"""The faults of a table: one line for each kind, with its first places and its count.

A column of 4,467 cells in another notation has one fault 4,467 times. Faults are kept
by kind (what must be what, in which column); of each kind, all rows are counted, and
the first few rows and cells are kept for the line that is shown.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import define, field

from cqikit.errors import DataError, Problem

__all__ = ["Faults", "listed", "rows_named"]

#: A line names so many rows, and so many different cells.
NAMED: Final = 3
NUMBER: Final = re.compile(r"\d+")


@define
class _Kind:
    """All faults of one kind."""

    column: str
    message: str
    fix: str
    rows: set[int] = field(factory=set)
    cells: dict[str, None] = field(factory=dict)

    def problem(self) -> Problem:
        parts = [rows_named(sorted(self.rows))]
        parts += [f"column {self.column}"] if self.column else []
        said = self.message
        if self.cells:
            more = " ..." if len(self.cells) > NAMED else ""
            said = f"{said} (got {', '.join(list(self.cells)[:NAMED])}{more})"
        return Problem(", ".join(parts), said, self.fix, len(self.rows))


class Faults:
    """The faults found so far in one table.

    Examples
    --------
    >>> faults = Faults()
    >>> for row in range(2, 19):
    ...     faults.note(row, "visits", "must be a number", "'n/a'", "write 0")
    >>> print(faults.error("visits.csv"))
    visits.csv: 17 problems
      - rows 2, 3, 4 and 14 more, column visits: must be a number (got 'n/a'): write 0
    """

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str, str], _Kind] = {}
        self._whole: dict[Problem, None] = {}

    def __bool__(self) -> bool:
        return bool(self._kinds or self._whole)

    def note(
        self,
        row: int,
        column: str,
        message: str,
        got: str = "",
        fix: str = "",
        *,
        kind: str = "",
    ) -> None:
        """Keep one fault.

        Parameters
        ----------
        row : int
            Its number in the file.
        column, message, fix : str
            Of the faults of one kind, the message and fix of the first are shown.
        got : str
            What stands there, as it is to be shown.
        kind : str
            What tells kinds apart within a column; message and fix, unless said.
        """
        # What would do may have a number in it that is the row's own.
        key = column, kind or message, kind or NUMBER.sub("0", fix)
        found = self._kinds.get(key)
        if found is None:
            found = self._kinds[key] = _Kind(column, message, fix)
        found.rows.add(row)
        if got and len(found.cells) <= NAMED:
            found.cells.setdefault(got)

    def add(self, problem: Problem) -> None:
        """Keep a fault of the whole table or of its layout."""
        self._whole.setdefault(problem)

    def error(self, name: str) -> DataError:
        """Return the error that tells all of them, in the order of rows."""
        kinds = sorted(self._kinds.values(), key=lambda kind: min(kind.rows))
        return DataError(name, [*self._whole, *(kind.problem() for kind in kinds)])


def rows_named(rows: list[int]) -> str:
    """Return which rows: the first few of many, and how many more there are.

    Examples
    --------
    >>> rows_named([7]), rows_named([7, 9]), rows_named([2, 3, 4, 5, 9])
    ('row 7', 'rows 7 and 9', 'rows 2, 3, 4 and 2 more')
    """
    if len(rows) == 1:
        return f"row {rows[0]}"
    return f"rows {listed([f'{row}' for row in rows])}"


def listed(words: list[str], most: int = NAMED) -> str:
    """Return a list in words, its members after the first few only counted."""
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most:,} more"
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
