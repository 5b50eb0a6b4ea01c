"""Rows that are no rows of data: what would leave them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.tables._body import total_of
from cqikit.tables._numbers import declared

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_stray", "leave_out"]


def is_stray(cell: str) -> bool:
    """Say whether a cell among periods has no digit, so that it can be none."""
    return not any(map(str.isdigit, cell))


def leave_out(cells: Sequence[str], numbers: Sequence[int]) -> str:
    """Return what to say, so that rows whose period is only words are left out.

    Parameters
    ----------
    cells : sequence of str
        The column of periods.
    numbers : sequence of int
        The number of each row in its file.

    Examples
    --------
    >>> leave_out(["2024-01", "2024-02", "Source: the register"], [2, 3, 4])
    'if the table ends before, say last = 3 (--last 3)'
    >>> leave_out(["2024-01", "Subtotal", "2024-02"], [2, 3, 4])
    'if rows are totals, say totals = ["Subtotal"] (--totals Subtotal)'
    """
    stray = set(filter(is_stray, dict.fromkeys(cells)))
    if not stray:
        return ""
    sound = [place for place, cell in enumerate(cells) if cell not in stray]
    if not sound:
        return ""
    first, last = sound[0], sound[-1]
    inside = dict.fromkeys(filter(str.strip, filter(is_stray, cells[first:last])))
    if inside:
        inside |= dict.fromkeys(cell for cell in cells[last:] if total_of((cell,)))
        return f"if rows are totals, say {declared('totals', list(inside))}"
    if last - first + 1 > len(sound):
        return ""
    said = []
    if first:
        said.append(f"if data begin below, say first = {numbers[first]}")
        said[-1] += f" (--first {numbers[first]})"
    if last < len(cells) - 1:
        said.append(f"if the table ends before, say last = {numbers[last]}")
        said[-1] += f" (--last {numbers[last]})"
    return "; ".join(said)
