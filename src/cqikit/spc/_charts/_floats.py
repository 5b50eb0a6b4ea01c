"""From what callers have to arrays of floats, all that is no number told at once."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import FindingKind, decoded, say, some_of
from cqikit.errors import DataError, FieldError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cqikit.errors import Problem
    from cqikit.spc._charts._view import Bools, Floats

__all__ = [
    "FEW",
    "LARGEST_EXACT",
    "LISTED",
    "Faults",
    "cells_of",
    "flags_of",
    "floats",
    "is_missing",
    "one_column",
    "refuse_holes",
]

NOT_A_NUMBER: Final = FindingKind(
    "value.not-a-number",
    says="must be a number (got {got})",
    fix={
        "text": "decide what it stands for",
        "span": "count its days, hours or minutes",
    },
)
RAGGED: Final = FindingKind(
    "value.ragged", says="must be a rectangle of numbers", fix="fill up with NaN"
)
NOT_FINITE: Final = FindingKind(
    "value.not-finite", says="must be a finite number (got {got})"
)
INEXACT: Final = FindingKind(
    "value.inexact",
    says="must be a whole number that a float can hold (got {got})",
    fix="beyond 2**53 that is every second one, then fewer; pass floats where"
    " rounding is meant",
)
MORE: Final = FindingKind(
    "value.more", says="{n:# more is wrong|# more are wrong} in the same way"
)
#: So many faults of one array are listed one by one.
LISTED: Final = 1_000
#: So many points of a mask are named in a sentence.
NAMED: Final = 5
#: Of these, nothing has to be asked: they are numbers, or nothing was observed.
PLAIN: Final = {int, float, bool, type(None)}
#: Of rows of these, some may be masked.
NESTED: Final = (list, tuple, np.ma.MaskedArray)
#: What is no frame, at a look.
ARRAYS: Final = (list, tuple, np.ndarray)
#: Whole numbers beyond this have no exact float.
LARGEST_EXACT: Final = 2**53
#: So many numbers are looked at one by one sooner than as an array.
FEW: Final = 128


class Faults:
    """What is wrong with the numbers of one call, kept until all of it is known.

    Parameters
    ----------
    where : callable, optional
        What a place is called; by default, ``values[3]``.
    """

    def __init__(self, where: Callable[[tuple[int, ...]], str] | None = None) -> None:
        self.where = where
        self.problems: list[Problem] = []
        self.name = ""

    def floats(self, values: Any, name: str, *, own: bool = True) -> Floats:
        """Return `values` as an array of float, NaN where something is no number."""
        array, found = _numbers(values, name, own=own)
        self._keep(name, found)
        return array

    def find(
        self,
        name: str,
        wrong: Callable[..., Bools],
        arrays: tuple[Any, ...],
        kind: FindingKind,
        **parts: Any,
    ) -> None:
        """Keep each value that is wrong.

        `wrong` is asked of the `arrays`, the first of which has the values.
        """
        self._keep(name, _found(name, wrong, arrays, kind, self.where, **parts))

    def tell(self) -> None:
        """Raise a `DataError` with all that is wrong, if anything is."""
        if self.problems:
            raise DataError(self.name, self.problems)

    def _keep(self, name: str, found: list[Problem]) -> None:
        if found:
            self.name = self.name or name
            self.problems += found


def floats(values: Any, name: str, *, own: bool = True) -> Floats:
    """Return `values` as an array of float, of our `own`; None becomes NaN.

    Raises
    ------
    DataError
        For text, infinities, dates, and whole numbers that a float cannot
        hold, each with its place.
    """
    faults = Faults()
    array = faults.floats(values, name, own=own)
    faults.tell()
    return array


def one_column(values: Any, name: str) -> Any:
    """Return the only column of a data frame of any package, all else as it is.

    Raises
    ------
    FieldError
        When a frame has several columns.

    Examples
    --------
    >>> one_column([3, 4], "centre")
    [3, 4]
    """
    if isinstance(values, ARRAYS):
        return values
    names = _columns(values)
    if names is None:
        return values
    if len(names) != 1:
        got = f"a frame of {len(names)}: {', '.join(map(str, names[:8]))}"
        fix = say("name the column")
        if name == "values":
            fix = say("name the column, or chart many at once with spc.panel")
        raise FieldError(name, say("must be one column"), got, fix)
    return values[names[0]]


def _columns(values: Any) -> list[Any] | None:
    """Return the names of the columns of a frame, None where it is none."""
    if not hasattr(values, "__getitem__"):
        return None
    names = getattr(values, "column_names", getattr(values, "columns", None))
    return None if names is None or callable(names) else list(names)


def cells_of(column: Any) -> Any:
    """Return a column of any package as an array, of objects where some are missing."""
    return np.asarray(_unmasked(decoded(column)))


def flags_of(marks: Any, name: str) -> Bools:
    """Return a mask of any package as one of NumPy.

    Raises
    ------
    FieldError
        For points of which it says neither true nor false.
    """
    cells = cells_of(marks)
    if cells.dtype.kind == "O":
        refuse_holes(cells.flat, name)
    flags: Bools = cells.astype(bool)
    return flags


def refuse_holes(marks: Iterable[Any], name: str) -> None:
    """Refuse a mask that says of some points neither true nor false.

    Raises
    ------
    FieldError
        With the places of these.
    """
    holes = [at for at, cell in enumerate(marks) if is_missing(cell)]
    if holes:
        must = say(
            "must say true or false of each point, and says neither of {places}",
            places=some_of([f"{name}[{at}]" for at in holes], NAMED),
        )
        raise FieldError(name, must, None)


def is_missing(cell: Any) -> bool:
    """Say whether a cell of a column of any package says nothing.

    NaN and NaT are not themselves; of what is NA, nobody knows.

    Examples
    --------
    >>> [is_missing(cell) for cell in (None, float("nan"), 0, "")]
    [True, True, False, False]
    """
    if cell is None or cell is np.ma.masked:
        return True
    if hasattr(cell, "__iter__"):
        return False
    return str(cell == cell) != "True"  # noqa: PLR0124


def _numbers(values: Any, name: str, *, own: bool) -> tuple[Floats, list[Problem]]:
    """Return an array of float, NaN where something is no number, and the faults."""
    values = _unmasked(decoded(one_column(values, name)))
    found: list[Problem] = []
    try:
        raw = np.asarray(values)
        # An array made of a list is our own already.
        made = np.array if own and not isinstance(values, (list, tuple)) else np.asarray
        if raw.dtype.kind not in "fbiu" and not _are_numbers(raw):
            raw, found = _apart(values, name)
        array: Floats = made(raw, np.float64, order="C")
    except (TypeError, ValueError, OverflowError):
        raw, found = _apart(values, name)
        array = raw.astype(np.float64)
    # Only where the sum is not finite, or not floats came in, look closer.
    if array.ndim == 1 and 0 < array.size <= FEW:
        # A few numbers are summed in less time than NumPy begins; so each is less.
        total = sum(map(abs, array.tolist()))
        if total < LARGEST_EXACT:
            return array, found
    else:
        with np.errstate(all="ignore"):
            total = np.add.reduce(array, axis=None)
    if not math.isfinite(total):
        infinite = _found(name, np.isinf, (array,), NOT_FINITE)
        if infinite:
            array, found = np.where(np.isinf(array), np.nan, array), found + infinite
    if raw.dtype.kind in "iuO":
        found = found + _found(name, _inexact, (array, raw), INEXACT)
    return array, found


def _unmasked(values: Any) -> Any:
    """Return values with NaN where something is masked, rows of a list too."""
    if isinstance(values, np.ma.MaskedArray):
        plain = values.dtype.kind == "f"
        cells: Any = values if plain else values.astype(object)
        return cells.filled(np.nan)[()]
    if isinstance(values, (list, tuple)):
        kinds = set(map(type, values))
        if any(issubclass(kind, NESTED) for kind in kinds):
            return list(map(_unmasked, values))
    return values


def _inexact(array: Floats, raw: Any) -> Bools:
    """Return which whole numbers lost a digit on the way to floats."""
    wrong: Bools = np.asarray(np.abs(array) >= LARGEST_EXACT)
    for place in np.ndindex(wrong.shape) if wrong.any() else ():
        number = raw[place]
        wrong[place] = isinstance(number, (int, np.integer)) and int(number) != int(
            array[place]
        )
    return wrong


def _are_numbers(array: Any) -> bool:
    """Say whether all that an array of objects holds is a number or missing."""
    if array.dtype.kind != "O":
        return False
    odd = set(map(type, array.flat)) - PLAIN
    return not odd or all(
        _is_number(value) for value in array.flat if type(value) in odd
    )


def _apart(values: Any, name: str) -> tuple[Any, list[Problem]]:
    """Return values as an array of object, NaN for what is no number, and the faults.

    Raises
    ------
    DataError
        Where they are no rectangle, so that nothing more can be asked of them.
    """
    if str(getattr(values, "dtype", "")) == "object":
        # Rows may be lists of a column, as pandas has them.
        values = values.tolist()
    found: list[Problem] = []
    numbers: list[Any] = []
    more = 0
    for place, value in _leaves(values, ""):
        numbers.append(value)
        if not _is_number(value) and is_missing(value):
            numbers[-1] = np.nan
            continue
        problem = _fault(value, f"{name}[{place}]" if place else name)
        if problem is None:
            continue
        numbers[-1] = np.nan
        if len(found) < LISTED:
            found.append(problem)
        else:
            more += 1
    found += _further(name, more)
    shape = np.array(values, dtype=object).shape
    if math.prod(shape) != len(numbers):
        raise DataError(name, found or [RAGGED.problem(name)])
    array = np.empty(len(numbers), dtype=object)
    array[:] = numbers
    return array.reshape(shape), found


def _fault(value: Any, at: str) -> Problem | None:
    """Return what is wrong with a cell, None of a number."""
    if not _is_number(value):
        return NOT_A_NUMBER.problem(at, **_told(value))
    try:
        float(value)
    except OverflowError:
        return INEXACT.problem(at, got=shown(value, 24))
    except (TypeError, ValueError):
        return NOT_A_NUMBER.problem(at, **_told(value))
    return None


def _told(value: Any) -> dict[str, Any]:
    """Return what to say of a value that is no number."""
    if isinstance(value, (timedelta, np.timedelta64)):
        return {"form": "span", "got": str(value)}
    if isinstance(value, np.datetime64):
        return {"form": "", "got": str(value)}
    plain = value.item() if isinstance(value, np.generic) else value
    return {"form": "text" if isinstance(value, str) else "", "got": repr(plain)}


def _further(name: str, more: int) -> list[Problem]:
    """Return what says that there are more faults than are listed one by one."""
    return [MORE.problem(name, n=more)] if more else []


def _leaves(values: Any, place: str) -> Iterator[tuple[str, Any]]:
    is_cell = isinstance(values, (str, bytes)) or not hasattr(values, "__iter__")
    # An array of no axis says that it has members, and has none.
    if is_cell or getattr(values, "ndim", None) == 0:
        # One cell of Arrow says its value.
        yield place, getattr(values, "as_py", lambda: values)()
        return
    for index, value in enumerate(values):
        yield from _leaves(value, f"{place}, {index}" if place else str(index))


def _is_number(value: Any) -> bool:
    if isinstance(value, np.generic):
        return value.dtype.kind in "biuf"
    return value is not np.ma.masked and hasattr(value, "__float__")


def _found(
    name: str,
    wrong: Callable[..., Bools],
    arrays: tuple[Any, ...],
    kind: FindingKind,
    where: Callable[[tuple[int, ...]], str] | None = None,
    **parts: Any,
) -> list[Problem]:
    """Return a problem for each value that is wrong."""
    faulty = wrong(*arrays)
    count = int(np.count_nonzero(faulty))
    if not count:
        return []
    found = []
    for place in np.argwhere(faulty)[:LISTED].tolist():
        index = tuple(int(axis) for axis in place)
        at = where(index) if where else ""
        at = at or (f"{name}[{', '.join(map(str, index))}]" if index else name)
        found.append(kind.problem(at, got=f"{arrays[0][index]:g}", **parts))
    return found + _further(name, count - len(found))
