"""Columns as codes: each distinct cell once, and which of them each row has.

A table of Arrow, pandas or polars knows its distinct cells, or finds them in C without
an object a row; it is asked by the names that its columns have for that, so that no
package is imported here. Whole numbers and dates of NumPy that lie close together are
looked up in a table, texts of NumPy are compared with their neighbours, and a list is
seen once by a dictionary, in C. NumPy's `unique` would sort all rows, which for text is
a comparison of many characters each; whoever wants an order sorts the distinct cells.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from cqikit.core._arguments import arguments, list_of
from cqikit.core._fields import at_least
from cqikit.core._wording import say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    Indexes = NDArray[np.intp]

__all__ = ["codes_of", "decoded", "first_rows", "joined_codes"]

#: Numbers are looked up in a table where it has at most so many cells a row.
DENSE: Final = 4
#: What comes of a comparison with what is NA in pandas, or masked in NumPy.
UNKNOWN: Final = frozenset({"<NA>", "--"})


@arguments()
def codes_of(
    column: Iterable[Any], *, ordered: bool = False
) -> tuple[list[Any], Indexes]:
    """Return the distinct cells of a column, and which of them each row has.

    Parameters
    ----------
    column : sequence, array, or column of pandas, polars or Arrow, length n
        Of what can be a key of a dictionary. Categories and dictionaries are taken as
        they are; those that no row has are left out.
    ordered : bool
        Whether distinct cells come from least to greatest rather than in the order of
        first mention; not so unless said.

    Returns
    -------
    list
        None where a cell is missing.
    ndarray of int, shape (n,)

    Raises
    ------
    TypeError
        When a cell cannot be a key, or cells have no order and one is asked for.

    Examples
    --------
    >>> names, codes = codes_of(["north", "south", "north"])
    >>> names, codes.tolist()
    (['north', 'south'], [0, 1, 0])
    """
    import numpy as np  # noqa: PLC0415  (whoever imports core need not count)

    names, codes, is_mentioned = _coded(column)
    if ordered:
        order = np.array(sorted(range(len(names)), key=names.__getitem__), np.intp)
    elif is_mentioned:
        return names, codes
    else:
        order = np.argsort(first_rows(codes, len(names)))
    if (order[1:] > order[:-1]).all():
        return names, codes
    rank = np.empty(len(names), dtype=np.intp)
    rank[order] = np.arange(len(names))
    return [names[place] for place in order.tolist()], rank[codes]


@arguments()
def decoded(column: Any) -> Any:
    """Return a coded column of Arrow cell by cell, all else as it is.

    Of a dictionary in chunks, Arrow hands NumPy a number where a cell is missing.

    Parameters
    ----------
    column : column of Arrow, or anything else
        A dictionary, or one of runs.

    Returns
    -------
    ndarray of object, shape (n,)
        None where a cell is missing. What is not coded stays as it is.

    Examples
    --------
    >>> import pyarrow as pa
    >>> column = pa.chunked_array([pa.array([3, None, 3]).dictionary_encode()])
    >>> decoded(column).tolist(), decoded([3, None])
    ([3, None, 3], [3, None])
    """
    sort = getattr(column, "type", None)
    if not (hasattr(sort, "index_type") or hasattr(sort, "run_end_type")):
        return column
    import numpy as np  # noqa: PLC0415

    names, codes = codes_of(column)
    cells = np.empty(len(names), dtype=object)
    cells[:] = names
    return cells[codes]


@arguments(codes=list_of(say("numbers")), many=at_least(0))
def first_rows(codes: Indexes, many: int) -> Indexes:
    """Return the first row of each code.

    Parameters
    ----------
    codes : ndarray of int, shape (n,)
        The code of each row.
    many : int
        How many codes there are. One that no row has is said to be of row 0.

    Returns
    -------
    ndarray of int, shape (many,)

    Examples
    --------
    >>> _, codes = codes_of(["north", "south", "north", "east"])
    >>> first_rows(codes, 3).tolist()
    [0, 1, 3]
    """
    import numpy as np  # noqa: PLC0415

    first = np.zeros(many, dtype=np.intp)
    # Of assignments to one place, the last holds: backwards, that is the first row.
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


@arguments(rows=at_least(0))
def joined_codes(
    parts: Iterable[tuple[list[Any], Indexes]], rows: int, *, ordered: bool = False
) -> tuple[list[tuple[Any, ...]], Indexes]:
    """Return the distinct rows of several columns, and which of them each row is.

    Parameters
    ----------
    parts : iterable of (list, ndarray of int, shape (rows,))
        Of each column what `codes_of` says of it.
    rows : int
        How many rows there are, as no column may be given.
    ordered : bool
        Whether distinct rows come in the order of their codes rather than of first
        mention; not so unless said.

    Returns
    -------
    list of tuple
        Each distinct row, a cell a column.
    ndarray of int, shape (rows,)

    Raises
    ------
    FieldError
        When a column has not so many rows.

    Examples
    --------
    >>> parts = codes_of(["a", "a", "b"]), codes_of([1, 2, 1])
    >>> found, codes = joined_codes(parts, 3)
    >>> found, codes.tolist()
    ([('a', 1), ('a', 2), ('b', 1)], [0, 1, 2])
    """
    import numpy as np  # noqa: PLC0415

    found: list[tuple[Any, ...]] = [()]
    joined = np.zeros(rows, dtype=np.intp)
    for cells, codes in parts:
        if len(codes) != rows:
            must = say("must be as many as values ({count})", count=len(codes))
            raise FieldError("rows", must, rows)
        many = max(len(cells), 1)
        places, joined = codes_of(joined * many + codes, ordered=ordered)
        pairs = (divmod(place, many) for place in places)
        found = [(*found[before], cells[code]) for before, code in pairs]
    return found, joined


def _coded(column: Any) -> tuple[list[Any], Indexes, bool]:
    """Return distinct cells, codes of rows, and whether first mentioned come first."""
    if isinstance(column, list | tuple):
        return *_listed(list(column)), True
    if hasattr(column, "to_arrow") and hasattr(column, "dtype"):
        column = _as_arrow(column)
    if hasattr(column, "dictionary_encode"):
        return _of_arrow(column)
    if hasattr(column, "factorize"):
        return _of_pandas(column)
    if hasattr(column, "dtype") and hasattr(column, "ravel"):
        return _of_numpy(column)
    return *_listed(list(column)), True


def _as_arrow(column: Any) -> Any:
    """Return a column of polars as Arrow has it; as it is, without Arrow."""
    try:
        return column.to_arrow()
    except ImportError:
        return column


def _of_arrow(column: Any) -> tuple[list[Any], Indexes, bool]:
    chunks = getattr(column, "chunks", ())
    if len(chunks) > 1 and hasattr(column.type, "index_type"):
        # Each may have a dictionary of its own, and needs but little of it.
        return _of_chunks(chunks)
    if hasattr(column, "combine_chunks"):
        column = column.combine_chunks()
    try:
        coded = column.dictionary_encode()
    except NotImplementedError:
        return *_listed(column.to_pylist()), True
    many, missing = len(coded.dictionary), coded.indices.null_count
    codes = coded.indices.fill_null(many) if missing else coded.indices
    used, codes = _used(codes.to_numpy(), many + bool(missing))
    cells, there = coded.dictionary, used[used < many].tolist()
    is_whole = len(there) == many
    names = cells.to_pylist() if is_whole else [cells[code].as_py() for code in there]
    was_coded = hasattr(column, "dictionary")
    return *_once(names, codes, missing=missing), not (was_coded or missing)


def _of_chunks(chunks: Any) -> tuple[list[Any], Indexes, bool]:
    import numpy as np  # noqa: PLC0415

    names: list[Any] = []
    codes = []
    for chunk in chunks:
        own, of_own, _ = _of_arrow(chunk)
        codes.append(of_own + len(names))
        names += own
    return *_once(names, np.concatenate(codes)), False


def _of_pandas(column: Any) -> tuple[list[Any], Indexes, bool]:
    import numpy as np  # noqa: PLC0415

    known = getattr(column, "cat", None)
    if known is None:
        codes, names = column.factorize()
    else:
        codes, names = known.codes.to_numpy(), known.categories
    missing = (codes < 0).any()
    if missing:
        codes = np.where(codes < 0, len(names), codes)
    used, codes = _used(codes, len(names) + bool(missing))
    names = names[used[: len(used) - bool(missing)]].tolist()
    return *_once(names, codes, missing=missing), not (missing or known is not None)


def _of_numpy(column: Any) -> tuple[list[Any], Indexes, bool]:
    import numpy as np  # noqa: PLC0415

    kind = column.dtype.kind
    if column.ndim != 1 or not column.size or isinstance(column, np.ma.MaskedArray):
        return *_listed(column.tolist()), True
    if kind in "US":
        heads = np.concatenate([[True], column[1:] != column[:-1]])
        names, codes = _listed(column[heads].tolist())
        return names, codes[np.cumsum(heads) - 1], True
    if kind != "M" and not (kind in "iu" and np.can_cast(column.dtype, np.int64)):
        return *_listed(column.tolist()), True
    whole = column.astype(np.int64, copy=False)
    least = int(whole.min())
    span = int(whole.max()) - least + 1
    if span > DENSE * (len(whole) + 1):
        return *_listed(column.tolist()), True
    cells = whole - least
    there = np.zeros(span, dtype=bool)
    there[cells] = True
    found = (np.flatnonzero(there) + least).astype(column.dtype)
    return found.tolist(), (np.cumsum(there) - 1)[cells], False


def _used(codes: Any, many: int) -> tuple[Indexes, Indexes]:
    """Return which of so many codes some row has, and the place of each row's there."""
    import numpy as np  # noqa: PLC0415

    if many > DENSE * (len(codes) + 1):
        # Of a large dictionary, a batch of few rows need not see the most.
        return np.unique(codes, return_inverse=True)
    codes = codes.astype(np.intp, copy=False)
    there = np.zeros(many, dtype=bool)
    there[codes] = True
    used = np.flatnonzero(there)
    return used, codes if len(used) == many else (np.cumsum(there) - 1)[codes]


def _once(
    names: list[Any], codes: Indexes, *, missing: Any = False
) -> tuple[list[Any], Indexes]:
    """Return names, and None after them where cells are missing, each once."""
    names = [*names, None] if missing else names
    if len({*names}) == len(names):
        return names, codes
    # A dictionary of Arrow may say a name twice.
    once, again = _listed(names)
    return once, again[codes]


def _listed(cells: list[Any]) -> tuple[list[Any], Indexes]:
    try:
        return _looked_up(cells)
    except TypeError:
        # What is masked is no key, and nobody knows what equals what is NA.
        return _looked_up([None if _is_gone(cell) else cell for cell in cells])


def _is_gone(cell: Any) -> bool:
    return str(cell == cell) in UNKNOWN  # noqa: PLR0124


def _looked_up(cells: list[Any]) -> tuple[list[Any], Indexes]:
    import numpy as np  # noqa: PLC0415

    once = _repeated(cells)
    known: defaultdict[Any, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(known.__getitem__, once), np.intp, len(once))
    return list(known), np.tile(codes, len(cells) // max(len(once), 1))


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
