"""From what callers have to arrays that can be computed with, all faults at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import FindingKind, say
from cqikit.errors import FieldError
from cqikit.spc._charts._floats import FEW, Faults, floats
from cqikit.spc._charts._kind import Input, Points
from cqikit.spc._charts._rare import nelson_scale
from cqikit.spc._charts._statistics import ratio
from cqikit.spc._charts._subgroups import subgroup_statistics

if TYPE_CHECKING:
    from cqikit.spc._charts._kind import ChartKind
    from cqikit.spc._charts._view import Bools, Floats

__all__ = ["find_miscounts", "per_point", "points_of"]

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
TOO_LARGE: Final = FindingKind(
    "value.too-large", says="must be at most {most} (got {got})"
)
OF_NONE: Final = FindingKind(
    "value.of-none", says="must be 0 where the size is 0 (got {got})"
)

NO_TIME: Final = FindingKind(
    "value.no-time",
    says="must be more than 0 for a t chart: events on one day have no time between"
    " them (got {got})",
    fix="use kind='g', or times of the day",
)

#: What numerators over sizes are; what has no sizes; what may be any number.
OVER_SIZES: Final = frozenset({Input.UNITS, Input.EVENTS})
WITHOUT_SIZES: Final = frozenset({Input.COUNTS, Input.BETWEEN, Input.BINARY})
MEASURED: Final = frozenset({Input.VALUES, Input.SUBGROUPS})
#: So large is a subgroup at most.
LARGEST_SIZE: Final = 1_000_000
#: Numerators may be off a whole number by so much of themselves: rounding.
NEARLY: Final = 1e-6


def per_point(
    values: Any, name: str, shape: tuple[int, ...], faults: Faults | None = None
) -> Floats:
    """Return `values` as floats that go with points of this shape.

    What is no number is raised, or kept in `faults`, where these are given.
    """
    made = floats if faults is None else faults.floats
    array = made(values, name)
    if array.shape == shape:
        return array
    if name == "sizes" and array.shape == (1,) and shape[-1:] != (1,):
        must = say("must go with values of shape {shape}", shape=str(shape))
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
    faults = Faults((lambda index: rows[index[-1]]) if rows else None)
    # Numerators that are divided by their sizes are not kept.
    own = sizes is None or not kind.divided
    counts = faults.floats(values, "values", own=own)
    if counts.ndim == 0:
        raise FieldError("values", say("must be at least one row of numbers"), values)
    _check_within(kind, within)
    if sizes is None:
        return _without_sizes(kind, counts, faults)
    if kind.takes in WITHOUT_SIZES:
        raise FieldError(
            "sizes",
            say("must not be given for a {title}", title=kind.title),
            sizes,
            say("use kind='u'"),
        )
    under = per_point(sizes, "sizes", counts.shape, faults)
    if ready:
        # A size below 0 is no fault of its value.
        counts = counts * (np.abs(under) / per)
    _find_in_parts(kind, counts, under, faults, ready=ready)
    faults.tell()
    if kind.divided:
        return Points(ratio(counts, under), under)
    return _observed(counts, under)


def _observed(values: Floats, sizes: Floats, spread: Floats | None = None) -> Points:
    """Return points, whose value and spread are missing where any of it is.

    What is counted of an unknown number, or spread about an unknown mean, would be in
    one sum of an estimate and not in the other. A size is known by itself: it has its
    limits, whatever is counted of it.
    """
    missing = np.isnan(values) | np.isnan(sizes)
    if not missing.any():
        return Points(values, sizes, spread)
    within = None if spread is None else np.where(missing, np.nan, spread)
    return Points(np.where(missing, np.nan, values), sizes, within)


def _without_sizes(kind: ChartKind, counts: Floats, faults: Faults) -> Points:
    if kind.takes in OVER_SIZES:
        must = say("must be given for a {title}", title=kind.title)
        raise FieldError("sizes", must, None)
    find_miscounts(kind, counts, None, faults)
    if kind.scale is nelson_scale:
        faults.find("values", _no_time, (counts,), NO_TIME)
    faults.tell()
    return Points(counts)


def _find_in_parts(
    kind: ChartKind, counts: Floats, sizes: Floats, faults: Faults, *, ready: bool
) -> None:
    if kind.takes is Input.UNITS and not ready and _are_counts(counts, sizes):
        return
    if kind.divided and not ready and kind.takes in OVER_SIZES:
        # Sums of weights or shares that come within `NEARLY` of a whole number are one.
        faults.find("values", _unlike_counts, (counts,), NO_COUNT, chart=kind.title)
    find_miscounts(kind, counts, sizes, faults)


def _are_counts(counts: Floats, sizes: Floats) -> bool:
    """Say, of a few, whether all are whole numbers from 0 to their sizes.

    Then nothing is to be refused, which is looked for in arrays, fault by fault.
    """
    if not 0 < counts.size <= FEW:
        return False
    parts = counts.reshape(-1).tolist(), sizes.reshape(-1).tolist()
    for count, size in zip(*parts, strict=True):
        if not (0 <= count <= size and count.is_integer()):
            return False
    return True


def _check_within(kind: ChartKind, within: Any) -> None:
    if within is not None:
        must = say("must not be given for a {title}", title=kind.title or kind.name)
        raise FieldError("within", must, within)


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
    faults = Faults()
    ready = faults.floats(values, "values")
    if ready.ndim == 0:
        raise FieldError("values", say("must be at least one row of numbers"), values)
    under = per_point(sizes, "sizes", ready.shape, faults)
    find_miscounts(kind, ready, under, faults)
    faults.find("sizes", _too_large, (_once(under),), TOO_LARGE, most=LARGEST_SIZE)
    if kind.plots == kind.within:
        _check_within(kind, within)
        spread = ready
    else:
        if within is None:
            raise FieldError(
                "within",
                say("must be given: the {within} of each", within=kind.within),
                None,
            )
        spread = per_point(within, "within", ready.shape, faults)
    faults.tell()
    return _observed(ready, under, spread)


def _even(values: Any) -> Any:
    """Return subgroups of different sizes filled up with NaN."""
    # A column of lists, as tables have one.
    if hasattr(values, "to_pylist"):
        values = values.to_pylist()
    elif str(getattr(values, "dtype", "")) == "object":
        values = values.tolist()
    if not isinstance(values, (list, tuple)) or not values:
        return values
    if not all(isinstance(row, (list, tuple, np.ndarray)) for row in values):
        return values
    if any(getattr(row, "ndim", 1) == 0 for row in values):
        return values  # of one number, such as an array has without axes
    lengths = {len(row) for row in values}
    if len(lengths) == 1:
        return values
    return [[*row, *[np.nan] * (max(lengths) - len(row))] for row in values]


def find_miscounts(
    kind: ChartKind, counts: Floats, sizes: Floats | None, faults: Faults
) -> None:
    """Keep counts and sizes that cannot be."""
    takes = kind.takes
    if takes not in MEASURED:
        faults.find("values", _negative, (counts,), NEGATIVE)
    if takes is Input.COUNTS or (takes is Input.UNITS and not kind.divided):
        faults.find("values", _broken, (counts,), NOT_WHOLE)
    if takes is Input.BINARY:
        faults.find("values", _neither, (counts,), NOT_BINARY)
    if sizes is None:
        return
    faults.find("sizes", _negative, (_once(sizes),), NEGATIVE)
    both = counts, sizes
    if takes is Input.UNITS:
        faults.find("values", _over, both, OVER_SIZE)
    elif takes is not Input.SUBGROUPS:
        faults.find("values", _of_none, both, OF_NONE)


def _once(sizes: Floats) -> Floats:
    """Return sizes of which one number is that of all points as that number."""
    if any(sizes.strides) or not sizes.size:
        return sizes
    return np.array(sizes.flat[0])


def _negative(numbers: Floats) -> Bools:
    wrong: Bools = numbers < 0
    return wrong


def _no_time(numbers: Floats) -> Bools:
    wrong: Bools = numbers == 0
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


def _over(counts: Floats, sizes: Floats) -> Bools:
    wrong: Bools = counts > sizes
    wrong &= sizes >= 0
    return wrong


def _too_large(sizes: Floats) -> Bools:
    wrong: Bools = sizes > LARGEST_SIZE
    return wrong


def _of_none(counts: Floats, sizes: Floats) -> Bools:
    wrong: Bools = (sizes == 0) & (counts != 0) & ~np.isnan(counts)
    return wrong
