"""The rows of a file as they stand, before anything is known of them."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from attrs import define, field

__all__ = ["Cells", "Grid", "Source", "filled", "is_blank", "is_empty", "trimmed"]

#: Tuples of texts: the collector of garbage passes over them, as over no list.
Cells: TypeAlias = tuple[str, ...]


class Source(Enum):
    """Where rows are from, as far as messages and bounds differ."""

    TEXT = "text"
    WORKBOOK = "workbook"
    FRAME = "data frame"


@define(kw_only=True)
class Grid:
    """Rows of text cells, each with its number in the file.

    Parameters
    ----------
    name : str
        What messages call the file.
    source : Source
    rows : list of (int, tuple of str)
    names : tuple of str, optional
        The names of columns, where they are no row.
    delimiter : str
        What stood between the cells of a text.
    said : list of str
        What was found out on the way, for `Table.understood`.
    """

    name: str
    source: Source
    rows: list[tuple[int, Cells]]
    names: Cells | None = None
    delimiter: str = ""
    said: list[str] = field(factory=list)


def is_blank(cell: str) -> bool:
    """Say whether a cell shows nothing."""
    return not cell or cell.isspace()


def is_empty(cells: Cells) -> bool:
    """Say whether no cell of a row shows anything; mostly, the first one does."""
    return not (cells and cells[0].strip()) and is_blank("".join(cells))


def filled(cells: Cells) -> int:
    """Return how many cells show something."""
    return sum(not is_blank(cell) for cell in cells)


def trimmed(cells: Cells) -> Cells:
    """Return the cells up to the last that shows something."""
    wide = len(cells)
    while wide and is_blank(cells[wide - 1]):
        wide -= 1
    return cells if wide == len(cells) else cells[:wide]
