"""A table of text cells that knows which row of which file each came from."""

from __future__ import annotations

from attrs import field, frozen

from cqikit.core import as_tuple, non_blank
from cqikit.errors import DataError, Problem, UnknownNameError

__all__ = ["Table", "make_table"]


@frozen(kw_only=True)
class Table:
    r"""Named columns of text; an empty cell says that nothing was observed.

    Parameters
    ----------
    name : str
        What messages call it, such as ``cases.csv``.
    columns : tuple of str
    rows : tuple of tuple of str
        As many cells a row as there are columns.
    numbers : tuple of int
        The number that each row has in its file; the header is row 1.

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
    columns: tuple[str, ...] = field(converter=as_tuple)
    rows: tuple[tuple[str, ...], ...] = field(converter=as_tuple)
    numbers: tuple[int, ...] = field(converter=as_tuple)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells of the column `name`, one a row."""
        if name not in self.columns:
            raise UnknownNameError("column", name, filter(None, self.columns))
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    def row(self, place: int) -> str:
        """Return how the row at `place` is called: ``cases.csv row 17``."""
        return f"{self.name} row {self.numbers[place]}"


def make_table(
    name: str, columns: list[str], numbered: list[tuple[int, list[str]]]
) -> Table:
    """Return a table of these rows, with every fault of its form told at once.

    Rows whose cells are all empty are left out; they keep their numbers.
    """
    problems = []
    header = tuple(one.strip() for one in columns)
    if not any(header):
        problems.append(Problem("row 1", "must name the columns"))
    problems += [
        Problem("row 1", f"two columns are named {one!r}", "give each its own")
        for one in dict.fromkeys(filter(None, header))
        if header.count(one) > 1
    ]
    width = len(header)
    rows, numbers = [], []
    for number, cells in numbered:
        if not any(map(str.strip, cells)):
            continue
        if len(cells) != width:
            few = len(cells) < width
            problems.append(
                Problem(
                    f"row {number}",
                    f"must have {width} cells, as the header has (got {len(cells)})",
                    "write the comma of an empty cell too"
                    if few
                    else "quote the cell that has a comma in it",
                )
            )
        rows.append(tuple(cells))
        numbers.append(number)
    if not rows:
        problems.append(Problem("", "must have at least one row below the header"))
    if problems:
        raise DataError(name, problems)
    return Table(name=name, columns=header, rows=rows, numbers=numbers)
