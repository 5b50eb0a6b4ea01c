"""The faults of a table: one line for each kind, with its first places and its count.

A column of 4,467 cells in another notation has one fault 4,467 times. Faults are kept
by kind (what must be what, in which column); of each kind, all rows are counted, and
the first few rows and cells are kept for the line that is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import define, field

from cqikit.core import FindingKind, FrozenDict
from cqikit.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NAMED", "Fault", "Faults", "listed", "rows_named"]

#: A line names so many rows, and so many different cells.
NAMED: Final = 3


class Fault(NamedTuple):
    """What a cell or row has wrong.

    Parameters
    ----------
    kind : FindingKind
        Its words; the parts ``got``, ``more``, ``rows`` and ``column`` are made of all
        faults of one line.
    form : str
        Which of the sentences of the kind.
    parts : mapping of str to str, number, date, Period or tuple of these
    alike : str
        What faults of one line share beside column, code and form; when not given, all
        parts, else those of the first are told.
    """

    kind: FindingKind
    form: str = ""
    parts: Mapping[str, Any] = FrozenDict()
    alike: str = ""


@define
class _Line:
    """All faults of one kind in one column, which are told in one line."""

    column: str
    fault: Fault
    rows: set[int] = field(factory=set)
    cells: dict[str, None] = field(factory=dict)

    def problem(self) -> Problem:
        rows = sorted(self.rows)
        where = rows_named(rows)
        kind, form, said, _ = self.fault
        parts: dict[str, Any] = {**said, "rows": tuple(rows[:NAMED])}
        if self.column:
            where = f"{where}, column {self.column}"
            parts["column"] = self.column
        if self.cells:
            parts["got"] = tuple(self.cells)[:NAMED]
            parts["more"] = " ..." if len(self.cells) > NAMED else ""
        return kind.problem(where, form=form, count=len(rows), **parts)


class Faults:
    """The faults found so far in one table.

    Examples
    --------
    >>> from cqikit.core import FindingKind
    >>> words = FindingKind(
    ...     "visits.words", says="must be a number (got {got}{more})", fix="write 0"
    ... )
    >>> faults = Faults()
    >>> for row in range(2, 19):
    ...     faults.note(row, "visits", Fault(words), "'n/a'")
    >>> print(faults.error("visits.csv"))
    visits.csv: 17 problems
      - rows 2, 3, 4 and 14 more, column visits: must be a number (got 'n/a'): write 0
    """

    def __init__(self) -> None:
        self._lines: dict[tuple[Any, ...], _Line] = {}
        self._whole: dict[Problem, None] = {}

    def __bool__(self) -> bool:
        return bool(self._lines or self._whole)

    def note(self, row: int, column: str, fault: Fault, got: str = "") -> None:
        """Keep one fault: of the row of this number, with what its cell shows."""
        kind, form, parts, alike = fault
        key = column, kind.code, form, alike or tuple(parts.values())
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = _Line(column, fault)
        found.rows.add(row)
        if got and len(found.cells) <= NAMED:
            found.cells.setdefault(got)

    def add(self, problem: Problem) -> None:
        """Keep a fault of the whole table or of its layout."""
        self._whole.setdefault(problem)

    def problems(self) -> list[Problem]:
        """Return all of them, those of rows in their order."""
        lines = sorted(self._lines.values(), key=lambda line: min(line.rows))
        return [*self._whole, *(line.problem() for line in lines)]

    def error(self, name: str) -> DataError:
        """Return the error that tells all of them."""
        return DataError(name, self.problems())


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
