"""Sustained shifts: runs so long that a new median is drawn from them.

One pass from the baseline on, greedy: the first run that is long enough ends the search
about the old median and begins the one about the new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from attrs import frozen

from cqikit.core import arguments, one_of, say
from cqikit.errors import ChartError, FieldError
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._floats import floats
from cqikit.spc._rules._flags import whole_from

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from cqikit.spc._charts._view import Flags
    from cqikit.spc._rules._useful import Indexes

__all__ = ["SustainedShift", "sustained_shifts"]

#: Two of these can be added.
LARGEST: Final = 1e150


@frozen(kw_only=True)
class SustainedShift:
    """A stretch of a series with a median of its own; the first is the baseline.

    Parameters
    ----------
    first, last : int
        Places of the first and the last point that the median is made of.
    median : float
        Of these points, in the unit of the series.
    direction : int
        1 or -1: on which side of the median before it lies; 0 for the baseline.
    """

    first: int
    last: int
    median: float
    direction: int = 0


@arguments(
    baseline=whole_from(1),
    length=whole_from(1),
    side=one_of("above", "below", "either"),
)
def sustained_shifts(
    values: ArrayLike,
    *,
    baseline: int,
    length: int = 9,
    side: Literal["above", "below", "either"] = "either",
) -> tuple[SustainedShift, ...]:
    """Find runs so long that each gives a new median to what follows.

    The baseline median is that of the first `baseline` points. From there on,
    the first `length` points in a row on the wanted side of the median, points
    on it and missing points passed over, give the new one, and the search goes
    on after them. Each new median tells where a new phase could start; whether
    one should is for people to say.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        In order of time, NaN where nothing was observed.
    baseline : int
        How many points, missing ones counted, make the first median.
    length : int
        How many points make a run: 9 in runcharter, 6 to 8 elsewhere.
    side : str
        Runs above, below, or on either side; either unless said.

    Returns
    -------
    tuple of SustainedShift
        The baseline first; empty when there are fewer points than `baseline`,
        or none of these was observed.

    Raises
    ------
    ChartError, FieldError
        When values are not one series, or a length is less than 1.

    Notes
    -----
    This is how runcharter 0.2.0 goes about it (compared case by case), except
    that runcharter draws the last median of a group on to the last date of all
    groups; here a median has no end but the next one.

    Examples
    --------
    >>> visits = [4, 6, 5, 6, 5, 8, 9, 8, 5, 9, 7, 8]
    >>> for found in sustained_shifts(visits, baseline=5, length=6):
    ...     print(found.first, found.last, found.median)
    0 4 5.0
    5 11 8.0
    """
    series = floats(values, "values")
    if series.ndim != 1:
        raise ChartError(f"values must be one series (got the shape {series.shape})")
    if (np.abs(series) > LARGEST).any():
        raise FieldError("values", say("must be at most {most}", most=LARGEST), values)
    wanted = {"above": (1,), "below": (-1,), "either": (1, -1)}[side]
    seen = np.flatnonzero(~np.isnan(series))
    if series.size < baseline or not (seen < baseline).any():
        return ()
    centre = float(np.median(series[seen[seen < baseline]]))
    found = [SustainedShift(first=0, last=baseline - 1, median=centre)]
    rest = seen[seen >= baseline]
    while True:
        sides = side_of(series[rest], np.array(found[-1].median))
        run = _first_run(sides, length, wanted)
        if run is None:
            return tuple(found)
        places = rest[run]
        found.append(
            SustainedShift(
                first=int(places[0]),
                last=int(places[-1]),
                median=float(np.median(series[places])),
                direction=int(sides[run[0]]),
            )
        )
        rest = rest[run[-1] + 1 :]


def _first_run(sides: Flags, length: int, wanted: tuple[int, ...]) -> Indexes | None:
    """Return the places of the first so many points on a wanted side, in a row."""
    useful = np.flatnonzero(sides)
    on = sides[useful]
    starts = np.flatnonzero(np.diff(on, prepend=0))
    lengths = np.diff(starts, append=on.size)
    long = (lengths >= length) & np.isin(on[starts], wanted)
    if not long.any():
        return None
    start = starts[int(np.argmax(long))]
    return useful[start : start + length]
