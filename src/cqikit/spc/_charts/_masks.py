"""Marks that say of each point whether it is marked, and those that mark none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.spc._charts._axis import is_position
from cqikit.spc._charts._floats import cells_of, is_missing

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Bools, Floats

__all__ = ["is_idle", "is_mask", "observed_of"]

BOTH: Final = (bool, np.bool_)


def is_idle(marks: Any) -> bool:
    """Say whether nothing is marked."""
    return not hasattr(marks, "dtype") and not is_position(marks) and not marks


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
