"""Marks that say of each point whether it is marked, and those that mark none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.spc._charts._axis import is_position

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Bools, Floats

__all__ = ["is_idle", "is_mask", "observed_of"]


def is_idle(marks: Any) -> bool:
    """Say whether nothing is marked."""
    return not hasattr(marks, "dtype") and not is_position(marks) and not marks


def is_mask(marks: Any) -> bool:
    """Say whether marks are true or false of each point, in whichever package."""
    dtype = getattr(marks, "dtype", None)
    if dtype is not None:
        name = str(dtype).lower()
        return getattr(dtype, "kind", "") == "b" or name.startswith("bool")
    listed = isinstance(marks, (list, tuple)) and bool(marks)
    return listed and all(isinstance(mark, (bool, np.bool_)) for mark in marks)


def observed_of(excluded: Bools | None, values: Floats) -> Bools | None:
    """Return which of the points that are excluded were observed, None for none.

    What never was is missing, and a gap, whatever else is said of it.
    """
    if excluded is None:
        return None
    out: Bools = excluded & ~np.isnan(values)
    return out if out.any() else None
