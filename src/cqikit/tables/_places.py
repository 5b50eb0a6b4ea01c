"""What a row of a batch is called in messages: by its key, its number and its column.

A question sees rows of several batches together, or those of some keys; whoever sent
them knows them by where they stood in what was sent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, overload

from attrs import evolve

from cqikit.core import FrozenDict
from cqikit.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Indexes = NDArray[np.intp]

__all__ = ["Places", "Rows", "named", "placed", "renumbered"]

#: A row of a column, as a panel calls it: by the argument, counted from 0.
OF_ARGUMENT: Final = re.compile(r"(\w+)\[(\d+)\]")
#: A row by its number, in a sentence and among its parts.
NUMBERED: Final = re.compile(r"\brow (\d+)")
OF_ROWS: Final = frozenset({"row", "first"})


def named(key: tuple[Any, ...]) -> str:
    """Return what a key is called in messages."""
    return ", ".join(map(str, key))


class Rows(NamedTuple):
    """The rows of a batch as a question sees them.

    `columns` are those that it names, as their package has them; `owner` (rows,) is
    which key each row has, of `keys` that are in order: a cell a column; `numbers`
    (rows,) counts the rows that came, from 1.
    """

    columns: Mapping[str, Any]
    owner: Indexes
    keys: Sequence[tuple[Any, ...]]
    numbers: Indexes


class Places(Sequence[str]):
    """What messages call the cells of a column: made for those that one is about."""

    def __init__(self, rows: Rows, column: str) -> None:
        self.rows = rows
        self.column = column

    def __len__(self) -> int:
        return len(self.rows.numbers)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> list[str]: ...
    def __getitem__(self, row: Any) -> Any:
        key = named(self.rows.keys[int(self.rows.owner[row])])
        return f"{key}, row {self.rows.numbers[row]}, column {self.column}"


def placed(error: DataError, rows: Rows, columns: Mapping[str, str]) -> DataError:
    """Return the error of a panel with places as the caller of a batch has them.

    Parameters
    ----------
    error : DataError
    rows : Rows
    columns : mapping of str to str
        The column that each argument of the panel was.
    """
    if error.source not in columns:
        # What is wrong is in the question, and not in a row.
        return error
    problems = []
    for problem in error.problems:
        at = OF_ARGUMENT.fullmatch(problem.where)
        name = problem.where if at is None else at[1]
        where = columns[name] if at is None else Places(rows, columns[name])[int(at[2])]
        problems.append(evolve(problem, where=where))
    return DataError("batch", problems)


def renumbered(error: DataError, numbers: Sequence[int]) -> DataError:
    """Return an error about some rows, counted from 1, with the `numbers` of these."""

    def number(row: re.Match[str]) -> str:
        return f"row {numbers[int(row[1]) - 1]}"

    problems = []
    for problem in error.problems:
        parts = {
            name: numbers[part - 1] if name in OF_ROWS else part
            for name, part in (problem.parts or {}).items()
        }
        where, message = (
            NUMBERED.sub(number, told) for told in (problem.where, problem.message)
        )
        problems.append(
            evolve(problem, where=where, message=message, parts=FrozenDict(parts))
        )
    return DataError(error.source, problems)
