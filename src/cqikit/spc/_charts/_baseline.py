"""Which points of a phase its limits rest on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import Frequency, Period, as_tuple, say, some_of
from cqikit.errors import FieldError
from cqikit.spc._charts._axis import YEARS, Axis, is_position, time_of
from cqikit.spc._charts._columns import named
from cqikit.spc._charts._floats import one_column
from cqikit.spc._charts._masks import is_mask
from cqikit.spc._charts._segments import phases_of

if TYPE_CHECKING:
    from cqikit.core import Timeline
    from cqikit.spc._charts._marks import Declared
    from cqikit.spc._charts._view import Bools

__all__ = ["at_least_one", "baseline_of", "first_points"]

#: So many charts are named of which a baseline holds nothing.
NAMED: Final = 20


def baseline_of(
    baseline: Any,
    declared: tuple[Declared, ...],
    breaks: Bools | None,
    axis: Axis,
    shape: tuple[int, ...],
) -> Bools | None:
    """Return which points limits rest on, shape (..., n); None for all of them.

    Points are counted from the start of their phase, or from where the series of a
    panel begins in it; a row without a value is one, as in qicharts2, where `freeze`
    counts rows. A phase without a point in the baseline rests on all its points.
    """
    own = any(p.baseline is not None for told in declared for _, p in told.placed)
    if baseline is None and not own:
        return None
    flat = (math.prod(shape[:-1]), shape[-1])
    edges = None if breaks is None else breaks.reshape(flat)
    begins = np.broadcast_to(axis.begins, flat[0])
    if baseline is None:
        within = np.ones(flat, dtype=bool)
    elif isinstance(baseline, (int, float, np.integer, np.floating)):
        starts = np.zeros(flat, dtype=bool) if edges is None else edges.copy()
        if shape[-1]:
            starts[np.arange(flat[0]), begins] = True
        at_least_one(baseline, shape[-1])
        within = first_points(baseline, starts)
    else:
        span = _span(baseline, axis, shape)
        within = np.array(np.broadcast_to(span, shape).reshape(flat))
        # A phase without any point in the baseline rests on all its points.
        phase = phases_of(flat, edges)
        found = np.zeros(phase.max(initial=-1) + 1, dtype=bool)
        found[phase[within]] = True
        within |= ~found[phase]
    for told in declared:
        for declared_phase, start, stop in told.stretches(shape[-1]):
            if declared_phase.baseline is not None:
                own = np.maximum(begins[told.rows], start)[..., None]
                rests = own + at_least_one(declared_phase.baseline, shape[-1])
                within[told.rows, start:stop] = np.arange(start, stop) < rests
    return within.reshape(shape)


def first_points(count: Any, starts: Bools) -> Bools:
    """Return the first so many points after each start, and of each row, (k, n)."""
    places = np.arange(starts.shape[-1])
    begun = np.where(starts, places, 0)
    np.maximum.accumulate(begun, axis=-1, out=begun)
    within: Bools = places < begun + at_least_one(count)
    return within


def at_least_one(k: Any, n: int | None = None) -> int:
    """Return a number of points, 1 at least; a year is none where there are but `n`."""
    if isinstance(k, (float, np.floating)):
        if not float(k).is_integer() or k > 2**53:
            raise FieldError("baseline", say("must be a whole number of points"), k)
        k = int(k)
    if not is_position(k) or k < 1:
        raise FieldError("baseline", say("must be at least 1 point"), k)
    if n is not None and k > n and k in YEARS:
        k = int(k)
        must = say("must be a number of points, not a year")
        fix = say("for the year, write baseline='{k}' where the chart is made", k=k)
        raise FieldError("baseline", must, k, fix)
    # More points than there are is all of them.
    return min(int(k), 1 << 40)


def _span(baseline: Any, axis: Axis, shape: tuple[int, ...]) -> Bools:
    baseline = one_column(baseline, "baseline")
    if is_mask(baseline):
        return axis.mask(baseline, "baseline", shape)
    ends = as_tuple(baseline)
    if not isinstance(ends, tuple | Mapping):
        ends = baseline, baseline
    if isinstance(baseline, Mapping | set | frozenset) or len(ends) != 2:
        must = say("must be a number of points, a period, or a first and a last one")
        raise FieldError("baseline", must, baseline)
    calendar = axis.calendar if axis.came is None else axis.came
    if calendar is None:
        must = say("must be a number of points without days")
        raise FieldError("baseline", must, baseline)
    first, last = (_end(end, calendar) for end in ends)
    if last.last < first.first:
        raise FieldError("baseline", say("must not end before it begins"), baseline)
    firsts, lasts = calendar.ordinals
    begin, end = first.first.toordinal(), last.last.toordinal()
    span: Bools = (firsts >= begin) & (lasts <= end)
    if axis.came is not None:
        span = axis.spread(span[axis.came.places])
    without = ~np.atleast_1d(axis.own(span).any(axis=-1))
    if without.any():
        raise _no_baseline(baseline, axis, without)
    return span


def _no_baseline(baseline: Any, axis: Axis, without: Bools) -> FieldError:
    """Return the error of charts (k,) of which a baseline holds no point."""
    if without.all():
        must = say("must hold a point of the chart")
        return FieldError("baseline", must, baseline)
    late = [key for key, is_late in zip(axis.keys, without, strict=True) if is_late]
    keys = some_of(list(map(named, late)), NAMED)
    must = say("must hold a point of each chart, and holds none of {keys}", keys=keys)
    fix = say("leave these out, or count points, as baseline=12 does")
    return FieldError("baseline", must, baseline, fix)


def _end(mark: Any, calendar: Timeline) -> Period:
    """Return the time that an end names; a day stands for its period."""
    cadence = calendar.cadence
    said = time_of(mark, "baseline", cadence, next(iter(calendar.periods), None))
    if cadence is None or said.frequency is not Frequency.DAY:
        return said
    return cadence.whole(said)
