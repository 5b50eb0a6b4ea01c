"""Rows that are no rows of data: what would leave them out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cqikit.core import FindingKind, FrozenDict
from cqikit.tables._body import total_of
from cqikit.tables._declared import codes_said
from cqikit.tables._error_cells import ERROR_CELL, is_error
from cqikit.tables._faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cqikit.core import Part

__all__ = ["is_stray", "leave_out", "no_period"]

NUMBER: Final = re.compile(r"\d+")
FIRST: Final = "if data begin below, say first = {first} (--first {first})"
LAST: Final = "if the table ends before, say last = {last} (--last {last})"
NO_PERIOD: Final = FindingKind(
    "table.no-period",
    says="{must} (got {got}{more})",
    fix={
        "": "{fix}",
        "totals": "if rows are totals, say totals = {toml} ({options})",
        "first": FIRST,
        "last": LAST,
        "both": f"{FIRST}; {LAST}",
    },
)


def is_stray(cell: str) -> bool:
    """Say whether a cell among periods is none: it has no digit, or says total."""
    return not any(map(str.isdigit, cell)) or bool(total_of((cell,)))


def leave_out(
    cells: Sequence[str], numbers: Sequence[int]
) -> tuple[str, Mapping[str, Part]]:
    """Return which fix leaves out rows whose period is only words, and its parts.

    Parameters
    ----------
    cells : sequence of str
        The column of periods.
    numbers : sequence of int
        The number of each row in its file.

    Examples
    --------
    >>> leave_out(["2024-01", "2024-02", "Source: the register"], [2, 3, 4])
    ('last', {'first': 2, 'last': 3})
    >>> form, parts = leave_out(["2024-01", "Subtotal", "2024-02"], [2, 3, 4])
    >>> form, parts["words"]
    ('totals', ('Subtotal',))
    >>> form, parts = leave_out(["Jan", "Feb", "2024 Total", "Jan"], [2, 3, 4, 5])
    >>> form, parts["words"]
    ('totals', ('2024 Total',))
    """
    stray = dict.fromkeys(filter(is_stray, cells))
    sound = [place for place, cell in enumerate(cells) if cell not in stray]
    totals = [cell for cell in stray if total_of((cell,))]
    if totals and not sound:
        # Months without their year are strays too, and are no totals.
        return "totals", codes_said("totals", totals)
    if not stray or not sound:
        return "", FrozenDict()
    first, last = sound[0], sound[-1]
    inside = dict.fromkeys(filter(str.strip, filter(is_stray, cells[first:last])))
    if inside:
        inside |= dict.fromkeys(cell for cell in cells[last:] if total_of((cell,)))
        return "totals", codes_said("totals", list(inside))
    if last - first + 1 > len(sound):
        return "", FrozenDict()
    below = last < len(cells) - 1
    form = "both" if first and below else "first" if first else "last"
    return form, FrozenDict(first=numbers[first], last=numbers[last])


def no_period(cell: str, must: str, fix: str) -> Fault:
    """Return why a cell is no period; a number in the fix may be the row's own."""
    if is_error(cell.strip()):
        return Fault(ERROR_CELL)
    alike = f"{must}: {NUMBER.sub('0', fix)}"
    return Fault(NO_PERIOD, "", {"must": must, "fix": fix}, alike)
