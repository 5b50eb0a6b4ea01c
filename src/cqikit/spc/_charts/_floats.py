"""From what callers have to arrays of floats, all that is no number told at once."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import FindingKind, decoded
from cqikit.errors import DataError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cqikit.errors import Problem
    from cqikit.spc._charts._view import Bools, Floats

__all__ = ["FEW", "LARGEST_EXACT", "LISTED", "floats", "refuse"]

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
#: Of these, nothing has to be asked: they are numbers, or nothing was observed.
PLAIN: Final = {int, float, bool, type(None)}
#: Whole numbers beyond this have no exact float.
LARGEST_EXACT: Final = 2**53
#: So many numbers are looked at one by one sooner than as an array.
FEW: Final = 128


def floats(values: Any, name: str, *, own: bool = True) -> Floats:
    """Return `values` as an array of float, of our `own`; None becomes NaN.

    Raises
    ------
    DataError
        For text, infinities, dates, and whole numbers that a float cannot
        hold, each with its place.
    """
    values = decoded(values)
    if isinstance(values, np.ma.MaskedArray):
        values = np.ma.filled(values.astype(float), np.nan)
    try:
        raw = np.asarray(values)
        if raw.dtype.kind not in "fbiu" and not _are_numbers(raw):
            raise _not_numbers(values, name)
        # An array made of a list is our own already.
        made = np.array if own and not isinstance(values, (list, tuple)) else np.asarray
        array: Floats = made(raw, np.float64, order="C")
    except DataError:
        raise
    except (TypeError, ValueError):
        raise _not_numbers(values, name) from None
    except OverflowError:
        raise _too_large(values, name) from None
    # Only where the sum is not finite, or not floats came in, look closer.
    if array.ndim == 1 and 0 < array.size <= FEW:
        # A few numbers are summed in less time than NumPy begins; so each is less.
        total = sum(map(abs, array.tolist()))
        if total < LARGEST_EXACT:
            return array
    else:
        with np.errstate(all="ignore"):
            total = np.add.reduce(array, axis=None)
    if not math.isfinite(total):
        refuse(name, np.isinf, (array,), NOT_FINITE)
    if raw.dtype.kind in "iuO":
        refuse(name, _inexact, (array, raw), INEXACT)
    return array


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


def _not_numbers(values: Any, name: str) -> DataError:
    found: list[Problem] = []
    more = 0
    for place, value in _leaves(values, ""):
        if _is_number(value):
            continue
        if len(found) == LISTED:
            more += 1
            continue
        at = f"{name}[{place}]" if place else name
        found.append(NOT_A_NUMBER.problem(at, **_told(value)))
    if not found:
        found = [RAGGED.problem(name)]
    return DataError(name, [*found, *_further(name, more)])


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


def _too_large(values: Any, name: str) -> DataError:
    """Return the error of whole numbers that are larger than any float."""
    most = math.nextafter(math.inf, 0)
    found = [
        INEXACT.problem(f"{name}[{place}]" if place else name, got=shown(value, 24))
        for place, value in _leaves(values, "")
        if isinstance(value, int) and abs(value) > most
    ]
    return DataError(name, found)


def _leaves(values: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__"):
        yield place, values
        return
    for index, value in enumerate(values):
        yield from _leaves(value, f"{place}, {index}" if place else str(index))


def _is_number(value: Any) -> bool:
    if isinstance(value, np.generic):
        return value.dtype.kind in "biuf"
    return value is None or hasattr(value, "__float__")


def refuse(
    name: str,
    wrong: Callable[..., Bools],
    arrays: tuple[Any, ...],
    kind: FindingKind,
    *,
    where: Callable[[tuple[int, ...]], str] | None = None,
    **parts: Any,
) -> None:
    """Raise a `DataError` with a problem for each value that is wrong, if any.

    `wrong` is asked of the `arrays`, the first of which has the values.
    """
    faulty = wrong(*arrays)
    count = int(np.count_nonzero(faulty))
    if not count:
        return
    found = []
    for place in np.argwhere(faulty)[:LISTED].tolist():
        index = tuple(int(axis) for axis in place)
        at = where(index) if where else ""
        at = at or (f"{name}[{', '.join(map(str, index))}]" if index else name)
        found.append(kind.problem(at, got=f"{arrays[0][index]:g}", **parts))
    raise DataError(name, [*found, *_further(name, count - len(found))])
