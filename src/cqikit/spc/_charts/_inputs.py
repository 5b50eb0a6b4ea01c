"""From what callers have to arrays that can be computed with, all faults at once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import FindingKind, say
from cqikit.errors import DataError, FieldError
from cqikit.spc._charts._kind import Input, Points
from cqikit.spc._charts._statistics import ratio
from cqikit.spc._charts._subgroups import subgroup_statistics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cqikit.spc._charts._kind import ChartKind
    from cqikit.spc._charts._view import Bools, Floats

__all__ = ["check_counts", "floats", "per_point", "points_of", "refuse"]

NOT_A_NUMBER: Final = FindingKind(
    "value.not-a-number",
    says="must be a number (got {got})",
    fix={"text": "decide what it stands for"},
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
NO_COUNT: Final = FindingKind(
    "value.no-count",
    says="must be a whole number, as a {chart} counts its numerators (got {got})",
    fix="say ready=True where values are shares or rates already",
)
NEGATIVE: Final = FindingKind("value.negative", says="must be at least 0 (got {got})")
NOT_WHOLE: Final = FindingKind(
    "value.not-whole",
    says="must be a whole number (got {got})",
    fix="use kind='u' for rates",
)
NOT_BINARY: Final = FindingKind("value.not-binary", says="must be 0 or 1 (got {got})")
OVER_SIZE: Final = FindingKind(
    "value.over-size",
    says="must be at most its size (got {got})",
    fix="if events can exceed units, use kind='u'",
)
OF_NONE: Final = FindingKind(
    "value.of-none", says="must be 0 where the size is 0 (got {got})"
)

#: Whole numbers beyond this have no exact float.
LARGEST_EXACT: Final = 2**53
#: Numerators may be off a whole number by so much of themselves: rounding.
NEARLY: Final = 1e-6


def floats(values: Any, name: str, *, own: bool = True) -> Floats:
    """Return `values` as an array of float, of our `own`; None becomes NaN.

    Raises
    ------
    DataError
        For text, infinities, dates, and whole numbers that a float cannot
        hold, each with its place.
    """
    if isinstance(values, np.ma.MaskedArray):
        values = np.ma.filled(values.astype(float), np.nan)
    try:
        raw = np.asarray(values)
        # An array made of a list is our own already.
        made = np.array if own and not isinstance(values, (list, tuple)) else np.asarray
        array: Floats = made(raw, np.float64, order="C")
    except (TypeError, ValueError):
        raise _not_numbers(values, name) from None
    if raw.dtype.kind not in "fbiuO":
        raise _not_numbers(values, name)
    # Only where the sum is not finite, or not floats came in, look closer.
    if not math.isfinite(np.add.reduce(array, axis=None)):
        refuse(name, np.isinf, (array,), NOT_FINITE)
    if raw.dtype.kind in "iuO":
        refuse(name, _inexact, (array, raw), INEXACT)
    return array


def _inexact(array: Floats, raw: Any) -> Bools:
    """Return which whole numbers lost a digit on the way to floats."""
    wrong: Bools = np.abs(array) >= LARGEST_EXACT
    for place in np.ndindex(wrong.shape) if wrong.any() else ():
        number = raw[place]
        wrong[place] = isinstance(number, (int, np.integer)) and int(number) != int(
            array[place]
        )
    return wrong


def _not_numbers(values: Any, name: str) -> DataError:
    found = [
        NOT_A_NUMBER.problem(
            f"{name}[{place}]",
            form="text" if isinstance(value, str) else "",
            got=repr(value),
        )
        for place, value in _leaves(values, "")
        if not _is_number(value)
    ]
    if not found:
        found = [RAGGED.problem(name)]
    return DataError(name, found)


def _leaves(values: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__"):
        yield place, values
        return
    for index, value in enumerate(values):
        yield from _leaves(value, f"{place}, {index}" if place else str(index))


def _is_number(value: Any) -> bool:
    if value is None or isinstance(value, (int, float, np.number, np.bool_)):
        return True
    if isinstance(value, (str, bytes, np.datetime64, np.timedelta64)):
        return False
    return hasattr(value, "__float__")


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
    if not faulty.any():
        return
    found = []
    for place in np.argwhere(faulty).tolist():
        index = tuple(int(axis) for axis in place)
        at = where(index) if where else ""
        at = at or f"{name}[{', '.join(map(str, index))}]"
        found.append(kind.problem(at, got=f"{arrays[0][index]:g}", **parts))
    raise DataError(name, found)


def per_point(values: Any, name: str, shape: tuple[int, ...]) -> Floats:
    """Return `values` as floats that go with points of this shape."""
    array = floats(values, name)
    must = say("must go with values of shape {shape}", shape=str(shape))
    if name == "sizes" and array.shape == (1,) and shape[-1:] != (1,):
        fix = say(
            "give one number, {name}={size:g}, where it is that of all",
            name=name,
            size=float(array[0]),
        )
        raise FieldError(name, must, array.shape, fix)
    try:
        return np.broadcast_to(array, shape)
    except ValueError:
        raise FieldError(
            name,
            say("must go with values of shape {shape}", shape=str(shape)),
            array.shape,
        ) from None


def points_of(
    kind: ChartKind,
    values: Any,
    sizes: Any,
    within: Any,
    *,
    ready: bool,
    per: float,
    rows: tuple[str, ...],
) -> Points:
    """Return the points that a kind of chart plots, refusing what cannot be.

    Parameters
    ----------
    kind : ChartKind
    values, sizes, within, ready, per
        As for `chart`.
    rows : tuple of str
        Where each value stands, for messages; () for its position.
    """
    if kind.takes is Input.SUBGROUPS:
        with np.errstate(all="ignore"):
            return _subgroups(kind, values, sizes, within)
    # Numerators that are divided by their sizes are not kept.
    counts = floats(values, "values", own=sizes is None or not kind.divided)
    if counts.ndim == 0:
        raise FieldError("values", say("must be at least one row of numbers"), values)
    where = (lambda index: rows[index[-1]]) if rows else None
    if sizes is None:
        if kind.takes in {Input.UNITS, Input.EVENTS}:
            raise FieldError(
                "sizes", say("must be given for a {title}", title=kind.title), None
            )
        check_counts(kind, counts, None, where)
        return Points(counts)
    if kind.takes in {Input.COUNTS, Input.BETWEEN, Input.BINARY}:
        raise FieldError(
            "sizes",
            say("must not be given for a {title}", title=kind.title),
            sizes,
            say("use kind='u'"),
        )
    under = per_point(sizes, "sizes", counts.shape)
    if ready:
        counts = counts * (under / per)
    elif kind.divided:
        check_numerators(kind, counts, where)
    check_counts(kind, counts, under, where)
    return Points(ratio(counts, under) if kind.divided else counts, under)


def _subgroups(kind: ChartKind, values: Any, sizes: Any, within: Any) -> Points:
    if sizes is None:
        raw = floats(_even(values), "values", own=False)
        if raw.ndim < 2:
            raise FieldError(
                "values",
                say("must have one subgroup along the last axis"),
                raw.shape,
                say("give sizes=... with the statistic of each subgroup"),
            )
        found = subgroup_statistics(raw)
        return Points(found[kind.plots], found["size"], found[kind.within])
    ready = floats(values, "values")
    under = per_point(sizes, "sizes", ready.shape)
    check_counts(kind, ready, under, None)
    if kind.plots == kind.within:
        return Points(ready, under, ready)
    if within is None:
        raise FieldError(
            "within",
            say("must be given: the {within} of each", within=kind.within),
            None,
        )
    return Points(ready, under, per_point(within, "within", ready.shape))


def _even(values: Any) -> Any:
    """Return subgroups of different sizes filled up with NaN."""
    if not isinstance(values, (list, tuple)) or not values:
        return values
    if not all(isinstance(row, (list, tuple, np.ndarray)) for row in values):
        return values
    lengths = {len(row) for row in values}
    if len(lengths) == 1:
        return values
    return [[*row, *[np.nan] * (max(lengths) - len(row))] for row in values]


def check_numerators(
    kind: ChartKind,
    counts: Floats,
    where: Callable[[tuple[int, ...]], str] | None,
) -> None:
    """Refuse shares and rates where units or events were to be counted.

    Sums of weights or shares that come within `NEARLY` of a whole number are one.
    """
    if kind.takes in {Input.UNITS, Input.EVENTS}:
        refuse(
            "values",
            _unlike_counts,
            (counts,),
            NO_COUNT,
            where=where,
            chart=kind.title,
        )


def check_counts(
    kind: ChartKind,
    counts: Floats,
    sizes: Floats | None,
    where: Callable[[tuple[int, ...]], str] | None,
) -> None:
    """Refuse counts and sizes that cannot be."""
    takes = kind.takes
    if takes not in {Input.VALUES, Input.SUBGROUPS}:
        refuse("values", _negative, (counts,), NEGATIVE, where=where)
    if takes is Input.COUNTS or (takes is Input.UNITS and not kind.divided):
        refuse("values", _broken, (counts,), NOT_WHOLE, where=where)
    if takes is Input.BINARY:
        refuse("values", _neither, (counts,), NOT_BINARY, where=where)
    if sizes is None:
        return
    refuse("sizes", _negative, (sizes,), NEGATIVE, where=where)
    both = counts, sizes
    if takes is Input.UNITS:
        refuse("values", np.greater, both, OVER_SIZE, where=where)
    elif takes is not Input.SUBGROUPS:
        refuse("values", _of_none, both, OF_NONE, where=where)


def _negative(numbers: Floats) -> Bools:
    wrong: Bools = numbers < 0
    return wrong


def _broken(counts: Floats) -> Bools:
    wrong: Bools = ~np.isnan(counts) & (counts != np.floor(counts))
    return wrong


def _unlike_counts(counts: Floats) -> Bools:
    apart = np.abs(counts - np.rint(counts))
    wrong: Bools = apart > NEARLY * np.fmax(np.abs(counts), 1.0)
    return wrong


def _neither(counts: Floats) -> Bools:
    wrong: Bools = ~np.isnan(counts) & (counts != 0) & (counts != 1)
    return wrong


def _of_none(counts: Floats, sizes: Floats) -> Bools:
    wrong: Bools = (sizes == 0) & (counts != 0) & ~np.isnan(counts)
    return wrong
