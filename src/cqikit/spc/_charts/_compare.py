"""Comparison with a tolerance: 0.1 + 0.2 lies on a centre line of 0.3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.core import say
from cqikit.errors import FieldTypeError

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Bools, Flags, Floats

__all__ = ["TOLERANCE", "alike", "side_of", "tolerance_of"]

#: Two numbers nearer to each other than this part of their size are equal.
TOLERANCE: Final = 1e-9
TOGETHER: Final = say("must be arrays of numbers that go together")


def tolerance_of(line: Floats, sigma: Floats | None = None) -> Floats:
    """Return how far from `line` a point still lies on it.

    A billionth of the line, or of sigma where that is more: a centre of 1e-17,
    left over from subtraction, is then no different from 0. Steps of less than that
    are not seen: far from 0, chart what exceeds a level near the points.

    Parameters
    ----------
    line : ndarray of float
    sigma : ndarray of float, optional
        Broadcastable to `line`; NaN where there is none.

    Returns
    -------
    ndarray of float, in the units of `line`

    Examples
    --------
    >>> tolerance_of(np.array([128.0, 0.0]), np.array([2.0, 2.0])).tolist()
    [1.28e-07, 2e-09]
    """
    try:
        line = np.asarray(line, dtype=np.float64)
        sigma = None if sigma is None else np.asarray(sigma, dtype=np.float64)
        size = np.abs(line) if sigma is None else np.fmax(np.abs(line), sigma)
    except (TypeError, ValueError, OverflowError):
        raise FieldTypeError("line and sigma", TOGETHER, (line, sigma)) from None
    return TOLERANCE * size


def side_of(values: Floats, line: Floats, tolerance: Floats | None = None) -> Flags:
    """Say on which side of a line each point lies.

    Parameters
    ----------
    values : ndarray of float, shape (..., n)
        Points, time along the last axis; NaN where nothing was observed.
    line : ndarray of float, broadcastable to (..., n)
        A centre line or a limit, in the units of `values`.
    tolerance : ndarray of float, optional
        How far from the line is still on it; a billionth of it by default.

    Returns
    -------
    ndarray of int8, shape (..., n)
        1 above, -1 below, 0 on the line or missing.

    Examples
    --------
    >>> side_of(np.array([3.0, 5.0, np.nan, 8.0]), np.array(5.0)).tolist()
    [-1, 0, 0, 1]
    >>> side_of(np.array([0.1 + 0.2]), np.array(0.3)).tolist()
    [0]
    """
    if tolerance is None:
        tolerance = tolerance_of(line)
    try:
        with np.errstate(invalid="ignore", over="ignore"):
            over, under = values > line + tolerance, values < line - tolerance
    except (TypeError, ValueError, OverflowError):
        got = values, line, tolerance
        raise FieldTypeError("values, line and tolerance", TOGETHER, got) from None
    sides: Flags = np.asarray(over).view(np.int8) - np.asarray(under).view(np.int8)
    return sides


def alike(least: Floats, most: Floats) -> Bools:
    """Say where the least and the most of some values are equal, as nearly as counts.

    Where there are none, from NaN to NaN or from inf to -inf, nothing varies.
    """
    size = np.maximum(np.abs(least), np.abs(most))
    with np.errstate(invalid="ignore", over="ignore"):
        equal: Bools = ~np.greater(most - least, TOLERANCE * size)
    return equal
