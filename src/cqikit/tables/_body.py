"""Which rows below the header are data: no comments, totals or notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.tables._declared import unmet
from cqikit.tables._faults import listed, rows_named
from cqikit.tables._grid import Cells, Grid, Source, filled, is_blank, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Sentence
    from cqikit.tables._dialect import Dialect

__all__ = ["is_total", "rows_of_data", "total_of"]

#: What a row of totals says first, at the end of a table.
TOTALS: Final = frozenset({
    "total", "totals", "grand total", "sum", "subtotal", "overall", "average", "mean",
    "median",
    "summe", "gesamt", "insgesamt", "totaal", "totale",
    *(f"all {what}" for what in (
        "sites", "teams", "units", "wards", "clinics", "centers", "centres", "schools",
        "programs", "programmes", "areas", "regions", "agencies", "groups",
    )),
})  # fmt: skip
#: So many rows at the end may be totals of one kind or another.
MOST_TOTALS: Final = 4


def is_total(word: str) -> bool:
    """Say whether a row, or a column beside periods, is called a total."""
    return word.strip().rstrip(": ").casefold() in TOTALS


def total_of(cells: Cells) -> str:
    """Return what a row of a subtotal says first, "" where it seems to be none.

    Examples
    --------
    >>> total_of(("", "North total", "4")), total_of(("North", "", "4"))
    ('North total', '')
    """
    said = _said(cells)
    return said if any(map(is_total, said.split())) else ""


def rows_of_data(
    grid: Grid, how: Dialect, rows: list[tuple[int, Cells]], names: Cells
) -> list[tuple[int, Cells]]:
    """Return the rows of data among those below the header; what goes, is said."""
    first, last = how.first or 0, how.last or float("inf")
    kept = [row for row in rows if first <= row[0] <= last]
    if len(kept) < len(rows):
        gone = [row[0] for row in rows if not first <= row[0] <= last]
        grid.said.append(f"{rows_named(gone)}: left out, as first or last says")
    if how.comment and grid.source is not Source.TEXT:
        kept = _without(grid, kept, _comments(kept, how.comment), "comments")
    start = names[0]
    again = [
        number
        for number, cells in kept
        if cells[0] == start and trimmed(cells) == trimmed(names)
    ]
    kept = _without(grid, kept, again, "the names of the columns again")
    kept = _without(grid, kept, _notes(kept), "notes below the table")
    grid.said += _unsaid(kept, how.totals)
    totals = _totals(kept)
    totals += [number for number in _declared(kept, how.totals) if number not in totals]
    totals.sort()
    words = dict.fromkeys(_said(cells) for number, cells in kept if number in totals)
    said = f"totals ({listed(list(words))})" if words else ""
    return _without(grid, kept, totals, said)


def _without(
    grid: Grid, rows: list[tuple[int, Cells]], gone: list[int], what: str
) -> list[tuple[int, Cells]]:
    """Return the rows without those of some numbers, and say so."""
    if not gone:
        return rows
    grid.said.append(f"{rows_named(gone)}: {what}, left out")
    numbers = set(gone)
    return [row for row in rows if row[0] not in numbers]


def _comments(rows: list[tuple[int, Cells]], start: str) -> list[int]:
    return [number for number, cells in rows if _said(cells).startswith(start)]


def _declared(rows: list[tuple[int, Cells]], words: tuple[str, ...]) -> list[int]:
    """Return the rows that have a cell which says one of the words."""
    known = {word.strip().casefold() for word in words}
    return [
        number
        for number, cells in rows
        if any(cell.strip().casefold() in known for cell in cells)
    ]


def _unsaid(
    rows: list[tuple[int, Cells]], words: tuple[str, ...]
) -> Iterator[Sentence]:
    """Yield which of the words no cell says."""
    if not words:
        return
    texts = dict.fromkeys(cell.strip() for _, cells in rows for cell in cells)
    there = set(map(str.casefold, texts))
    for word in words:
        if word.strip().casefold() not in there:
            yield unmet("totals", word, texts)


def _totals(rows: list[tuple[int, Cells]]) -> list[int]:
    """Return the rows at the end that are totals.

    A word that several rows begin with is a group, of which each is a row of data.
    """
    found = []
    for number, cells in reversed(rows[-MOST_TOTALS:]):
        if not is_total(_word(cells)):
            break
        found.append((number, _word(cells)))
    if not found or len(found) == len(rows):
        return []
    last = {word for _, word in found}
    begins = [word for _, cells in rows if (word := _word(cells)) in last]
    return sorted(number for number, _ in found) if len(begins) == len(last) else []


def _notes(rows: list[tuple[int, Cells]]) -> list[int]:
    """Return the rows at the end that are notes: prose alone, after a blank row."""
    tail: list[int] = []
    above = 0
    for number, cells in reversed(rows):
        above = number
        if filled(cells) > 1 or not _is_prose(cells):
            break
        tail.insert(0, number)
    if not tail or above == tail[0] or tail[0] == above + 1:
        return []
    # Where every row begins with words, one more that does is no note.
    return [] if any(_is_prose(cells) for _, cells in rows[:1]) else tail


def _is_prose(cells: Cells) -> bool:
    said = _said(cells)
    return " " in said and any(map(str.isalpha, said))


def _said(cells: Cells) -> str:
    return next((cell for cell in cells if not is_blank(cell)), "").strip()


def _word(cells: Cells) -> str:
    return _said(cells).rstrip(": ").casefold()
