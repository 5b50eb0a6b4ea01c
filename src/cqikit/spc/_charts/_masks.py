"""Marks as they are given: true or false of each point, a list, one alone, none."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import as_tuple, say
from cqikit.errors import FieldTypeError
from cqikit.spc._charts._floats import cells_of, is_missing

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Bools, Floats

__all__ = ["is_idle", "is_mask", "listed", "observed_of"]

BOTH: Final = (bool, np.bool_)


def is_idle(marks: Any) -> bool:
    """Say whether nothing is marked."""
    return marks is None or (isinstance(marks, list | tuple | Mapping) and not marks)


def listed(marks: Any, name: str) -> tuple[Any, ...]:
    """Return marks as a tuple: one alone is a list of one, and None is none.

    Raises
    ------
    FieldTypeError
        When some mark is no value, such as a list in a list, or half a position.
    """
    found = () if marks is None else as_tuple(marks)
    if not isinstance(found, tuple):
        found = (found,)
    if not all(map(_may_be_mark, found)):
        must = say("must be positions, days or periods")
        fix = say("such as {example}", example="[12] or ['2026-03']")
        raise FieldTypeError(name, must, marks, fix)
    return found


def _may_be_mark(mark: Any) -> bool:
    return isinstance(mark, Hashable) and not (
        isinstance(mark, float) and not mark.is_integer()
    )


def is_mask(marks: Any) -> bool:
    """Say whether marks are true or false of each point, in whichever package."""
    if isinstance(marks, (list, tuple)):
        return bool(marks) and all(isinstance(mark, BOTH) for mark in marks)
    if not hasattr(marks, "__array__"):
        return False
    cells = cells_of(marks)
    if cells.dtype.kind != "O":
        return bool(cells.dtype.kind == "b")
    flat = cells.ravel().tolist()
    if not all(isinstance(cell, BOTH) or is_missing(cell) for cell in flat):
        return False
    return any(isinstance(cell, BOTH) for cell in flat)


def observed_of(excluded: Bools | None, values: Floats) -> Bools | None:
    """Return which of the points that are excluded were observed, None for none.

    What never was is missing, and a gap, whatever else is said of it.
    """
    if excluded is None:
        return None
    out: Bools = excluded & ~np.isnan(values)
    return out if out.any() else None
