"""Rows as lines of text whose columns stand under each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.cli._language import flat, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["columns"]

#: The first column, a title, is cut to so many characters.
WIDEST: Final = 48


def columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, words: Sequence[str] = ()
) -> Iterator[str]:
    """Yield one line a row, the first column to the left and numbers to the right.

    A column in which no row has anything is left out.

    Parameters
    ----------
    header : sequence of str
    rows : sequence of sequence of str
        As many cells each as the header has.
    words : sequence of str
        Columns that have words, which stand to the left; by default none but the
        first.

    Examples
    --------
    >>> rows = [["Leadership", "2", ""], ["Staff time", "1.5", ""]]
    >>> for line in columns(["Profile", "score", "level"], rows):
    ...     print(line)
    Profile     score
    Leadership      2
    Staff time    1.5
    """
    left = {0, *(place for place, name in enumerate(header) if name in words)}
    cells = [[flat(said(cell)) for cell in row] for row in (header, *rows)]
    table = [cells[0], *([_cut(row[0]), *row[1:]] for row in cells[1:])]
    used = [
        place
        for place in range(len(header))
        if place == 0 or any(row[place] for row in table[1:])
    ]
    widths = {place: max(len(row[place]) for row in table) for place in used}
    for row in table:
        line = [
            row[place].ljust(widths[place])
            if place in left
            else row[place].rjust(widths[place])
            for place in used
        ]
        yield "  ".join(line).rstrip()


def _cut(title: str) -> str:
    return title if len(title) <= WIDEST else f"{title[: WIDEST - 1].rstrip()}…"
