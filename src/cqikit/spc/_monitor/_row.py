"""One point as it comes in: a value, its size, and what is within it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve

from cqikit.core import say
from cqikit.errors import DataError, FieldError, FieldTypeError
from cqikit.spc._charts._floats import is_missing
from cqikit.spc._charts._inputs import WITHOUT_SIZES, points_of
from cqikit.spc._charts._kind import Input
from cqikit.spc._monitor._recall import MISSING, rows_of_points

if TYPE_CHECKING:
    from cqikit.spc._charts._kind import ChartKind
    from cqikit.spc._monitor._recall import Row

__all__ = ["row_of"]

#: What is one here and many in a chart, by its name there.
ONE_OF: Final = {"values": "value", "sizes": "size"}


def row_of(
    kind: ChartKind, value: Any, size: Any, within: Any, *, per: float, sized: bool
) -> Row:
    """Return a value with its size, checked as `chart` checks them.

    A size or spread within that is missing, not None, says that points have one and
    this one has not; where points have none, it says nothing.

    Parameters
    ----------
    kind : ChartKind
    value, size, within, per
        As for `Monitor.take`.
    sized : bool
        The points before have sizes, which a kind of chart may have or not.
    """
    subgroups = kind.takes is Input.SUBGROUPS
    raw = _is_listed(value)
    if is_missing(value):
        # Of nothing observed, nobody need know the size, or the spread.
        if is_missing(size):
            return MISSING
        value, within = np.nan, np.nan if subgroups and within is None else within
    elif raw and not subgroups:
        raise FieldTypeError("value", say("must be a number"), value)
    elif kind.takes is Input.VALUES and sized and size is None:
        must = say("must be given, as the points before have one")
        raise FieldError("size", must, None)
    has_size = sized if kind.takes is Input.VALUES else kind.takes not in WITHOUT_SIZES
    given = {"value": value, "size": size}
    with np.errstate(all="ignore"):
        try:
            points = points_of(
                kind,
                [value],
                _column(size, known=has_size and not (subgroups and raw)),
                _column(within, known=subgroups and not raw),
                ready=False,
                per=per,
                rows=(),
            )
        except FieldError as error:
            name = ONE_OF.get(error.name, error.name)
            got = given.get(name, within)
            raise type(error)(name, error.must, got, error.fix) from None
        except DataError as error:
            found = [evolve(told, where=_place(told.where)) for told in error.problems]
            raise DataError(_place(error.source), found) from None
    if points.values.ndim > 1:
        must = say("must be a list of {what}", what=say("numbers"))
        raise FieldTypeError("value", must, value)
    return rows_of_points(points)[0]


def _is_listed(value: Any) -> bool:
    """Say whether a value is several; a text and an array of no axis are one."""
    if isinstance(value, str | bytes) or value is np.ma.masked:
        return False
    return hasattr(value, "__iter__") and getattr(value, "ndim", 1) > 0


def _column(number: Any, *, known: bool) -> list[Any] | None:
    """Return a number as a column of one; None where none is told, or known."""
    if not is_missing(number):
        return [number]
    return [np.nan] if known and number is not None else None


def _place(where: str) -> str:
    """Return where in one point something is, by where it is in a chart of it."""
    name, _, rest = where.partition("[0")
    inside = rest.removeprefix(", ")
    return ONE_OF.get(name, name) + (f"[{inside}" if inside != rest else "")
