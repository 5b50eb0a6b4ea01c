"""Columns as codes: each distinct cell once, and which of them each row has.

NumPy's `unique` sorts all rows, which for text is a comparison of many characters each;
here a dictionary sees each row once, in C, and whoever wants an order sorts the few
distinct cells.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Any

from cqikit.core._arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["codes_of"]


@arguments()
def codes_of(column: Sequence[Hashable]) -> tuple[list[Any], NDArray[np.intp]]:
    """Return the distinct cells of a column, and which of them each row has.

    Parameters
    ----------
    column : sequence, length n
        Of what can be a key of a dictionary.

    Returns
    -------
    list
        In the order of first mention.
    ndarray of int, shape (n,)

    Raises
    ------
    TypeError
        When a cell cannot be a key.

    Examples
    --------
    >>> names, codes = codes_of(["north", "south", "north"])
    >>> names, codes.tolist()
    (['north', 'south'], [0, 1, 0])
    """
    import numpy as np  # noqa: PLC0415  (whoever imports core need not count)

    once = _repeated(column if isinstance(column, list) else list(column))
    known: defaultdict[Any, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(known.__getitem__, once), np.intp, len(once))
    return list(known), np.tile(codes, len(column) // max(len(once), 1))


def _repeated(cells: list[Any]) -> list[Any]:
    """Return the rows that all others repeat, as months do where no team has gaps."""
    try:
        length = cells.index(cells[0], 1)
    except (IndexError, ValueError):
        return cells
    times, rest = divmod(len(cells), length)
    first = cells[:length]
    # The last rows tell most columns apart before all are looked at.
    if rest or cells[-length:] != first or cells != first * times:
        return cells
    return first
