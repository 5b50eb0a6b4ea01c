"""Columns of text as codes: each distinct text once, in order, and who has which.

NumPy's `unique` sorts all rows, which for text is a comparison of many characters each;
here a dictionary sees each row once, and only the distinct texts are sorted.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from itertools import count
from typing import Any

from cqikit.measures._numpy import Array, Indexes, np

__all__ = ["codes_of"]


def codes_of(column: Any) -> tuple[Array, Indexes]:
    """Return the distinct members of a column, sorted, and the place of each row's.

    As ``np.unique(column, return_inverse=True)``, and several times as fast where all
    are text.

    Parameters
    ----------
    column : sequence or array, shape (rows,)

    Returns
    -------
    ndarray, shape (distinct,)
    ndarray of int, shape (rows,)

    Examples
    --------
    >>> names, codes = codes_of(["north", "south", "north"])
    >>> names.tolist(), codes.tolist()
    (['north', 'south'], [0, 1, 0])
    """
    texts = column if isinstance(column, list | tuple) else np.asarray(column)
    if isinstance(texts, np.ndarray) and texts.ndim == 1 and texts.size:
        if texts.dtype.kind in "iM":
            return _codes_of_numbers(texts)
        if texts.dtype.kind == "U":
            return _codes_of_runs(texts)
        if texts.dtype.kind == "O":
            texts = texts.tolist()
    if not isinstance(texts, np.ndarray):
        once = _repeated(texts)
        known: defaultdict[Any, int] = defaultdict(count().__next__)
        try:
            found = np.fromiter(map(known.__getitem__, once), np.int64, len(once))
        except TypeError:
            # What has no hash is no text.
            known.clear()
        if set(map(type, known)) == {str}:
            names = sorted(known)
            places = np.empty(len(names), dtype=np.int64)
            places[list(map(known.__getitem__, names))] = np.arange(len(names))
            return np.array(names), np.tile(places[found], len(texts) // len(once))
    return np.unique(np.asarray(column), return_inverse=True)


def _repeated(texts: Any) -> Any:
    """Return the rows that all others repeat, as months do where no team has gaps."""
    length = len(texts)
    with suppress(ValueError, IndexError):
        length = texts.index(texts[0], 1)
    times, rest = divmod(len(texts), max(length, 1))
    return texts[:length] if not rest and texts == texts[:length] * times else texts


def _codes_of_runs(texts: Array) -> tuple[Array, Indexes]:
    """Look rows of one key that stand together up once."""
    begins = np.ones(texts.size, dtype=bool)
    begins[1:] = texts[1:] != texts[:-1]
    names, codes = codes_of(texts[begins].tolist())
    return names, codes[np.cumsum(begins) - 1]


def _codes_of_numbers(column: Array) -> tuple[Array, Indexes]:
    """Count whole numbers or days off, where they lie close together."""
    numbers = column.astype(np.int64)
    low = int(numbers.min())
    span = int(numbers.max()) - low + 1
    if span > 4 * column.size + 1000:
        return np.unique(column, return_inverse=True)
    there = np.zeros(span, dtype=bool)
    there[numbers - low] = True
    names = (np.flatnonzero(there) + low).astype(column.dtype)
    return names, (np.cumsum(there) - 1)[numbers - low]
