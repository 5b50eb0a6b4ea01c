"""Charts from values, from counts and sizes, from subgroups, from a series.

Four steps, each in a file of its own. What the caller has becomes points, (..., n)
(`points_of`); when they were, becomes days (`days_of`); what is said of them, by
position, day, mask or line, becomes masks and lines of that shape (`marked`). The rest
knows of no days: the kernel sees points, masks and lines of one shape (`drawn`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve

from cqikit.measures import Measure, MeasureKind, Series
from cqikit.spc._charts._draw import drawn
from cqikit.spc._charts._inputs import points_of
from cqikit.spc._charts._kind import ChartKind, Takes
from cqikit.spc._charts._kinds import CHARTS
from cqikit.spc._charts._marks import days_of, marked

if TYPE_CHECKING:
    from cqikit.core import Catalog
    from cqikit.spc._charts._chart import Chart

__all__ = ["chart"]


def chart(
    values: Any,
    kind: str | ChartKind | None = None,
    *,
    sizes: Any = None,
    within: Any = None,
    ready: bool = False,
    per: float = 1.0,
    on: Any = None,
    phases: Any = (),
    baseline: Any = None,
    exclude: Any = (),
    centre: Any = None,
    sigma: Any = None,
    lower: Any = None,
    upper: Any = None,
    width: float = 3.0,
    bridge: bool = False,
    title: str = "",
    kinds: Catalog[ChartKind] = CHARTS,
) -> Chart:
    """Return the chart of `values`, or the charts of many series at once.

    Parameters
    ----------
    values : Series or array of numbers, shape (..., n)
        Time along the last axis, one row a chart; None or NaN where nothing
        was observed. With `sizes`, the numerators, which are divided by them.
    kind : str or ChartKind
        One of `kinds`, by name, or a kind of your own. By default, what the
        measure of the series is charted with, else an I chart.
    sizes : array, broadcastable to (..., n)
        Denominators: units, exposure, subgroup sizes.
    within : array, shape (..., n)
        Of ready subgroup means: the standard deviation in each.
    ready : bool
        The values are already ratios (in units of `per`), not numerators.
    per : float
        What ratios are multiplied by, such as 100 for per cent.
    on : days or periods, n of them
        In strict order of time.
    phases : positions, days, `Phase` values, {start: title}, or mask (..., n)
        Where a new phase starts. A position counts from 0; the point at it is
        the first of the new phase.
    baseline : int, days (first, last), or mask (..., n)
        In each phase, limits rest on the first so many points only.
    exclude : positions, days, {position or day: reason}, or mask (..., n)
        Points that are shown and do not count.
    centre, sigma, lower, upper : float or array, broadcastable to (..., n)
        Given, not computed; NaN where computed after all.
    width : float
        Limits are so many sigma from the centre.
    bridge : bool
        Take the neighbours of a missing value for neighbours of each other.
    title : str
    kinds : Catalog of ChartKind

    Returns
    -------
    Chart

    Raises
    ------
    DataError
        With all values that cannot be, each with its place.
    FieldError, UnknownNameError
        When an argument does not fit.

    Examples
    --------
    >>> made = chart([7, 9, 8, 12, 8], baseline=4)
    >>> float(made.centre[0]), round(float(made.upper[0]), 3)
    (9.0, 15.204)
    >>> made = chart([3, 5, 2], "p", sizes=[50, 100, 40], per=100)
    >>> made.values.tolist(), round(float(made.upper[1]), 3)
    ([6.0, 5.0, 5.0], 11.962)
    """
    rows: tuple[str, ...] = ()
    if isinstance(values, Series):
        measure, title = values.measure, title or values.measure.title
        kind = _within_bounds(_kind_of(measure, kind, kinds), measure)
        on, exclude, rows = _from_series(values, on, exclude)
        values, sizes, ready, per = _numbers(values, kind)
    elif not isinstance(kind, ChartKind):
        kind = kinds["i" if kind is None else kind]
    lines = {"centre": centre, "sigma": sigma, "lower": lower, "upper": upper}
    marks = {"phases": phases, "baseline": baseline, "exclude": exclude}
    with np.errstate(all="ignore"):
        points = points_of(kind, values, sizes, within, ready=ready, per=per, rows=rows)
        ties = kind.takes is Takes.BETWEEN
        n = points.values.shape[-1]
        days = None if on is None else days_of(on, n, rows, ties=ties)
        points, about = marked(kind, points, days, per, lines, bridge=bridge, **marks)
        return drawn(kind, points, width=width, per=per, on=days, title=title, **about)


_KINDS = {
    MeasureKind.CONTINUOUS: "i",
    MeasureKind.COUNT: "c",
    MeasureKind.PROPORTION: "p",
    MeasureKind.RATE: "u",
    MeasureKind.UNITS_BETWEEN: "g",
    MeasureKind.TIME_BETWEEN: "t",
}


def _kind_of(
    measure: Measure, kind: str | ChartKind | None, kinds: Catalog[ChartKind]
) -> ChartKind:
    if isinstance(kind, ChartKind):
        return kind
    return kinds[_KINDS[measure.kind] if kind is None else kind]


def _within_bounds(kind: ChartKind, measure: Measure) -> ChartKind:
    """Return the kind with the bounds that counts and shares have by nature.

    An I chart of rates knows nothing of zero; the measure does.
    """
    plotted_as_is = kind.takes is Takes.VALUES and kind.statistic is None
    counted = measure.kind is not MeasureKind.CONTINUOUS
    if not (plotted_as_is and counted and kind.floor is None):
        return kind
    whole = measure.per if measure.kind is MeasureKind.PROPORTION else None
    return evolve(kind, floor=0.0, ceiling=whole)


def _from_series(series: Series, on: Any, exclude: Any) -> Any:
    reasons = {place: why for place, why in enumerate(series.excluded) if why}
    if isinstance(exclude, np.ndarray):
        exclude = np.flatnonzero(exclude).tolist()
    more = exclude if isinstance(exclude, Mapping) else dict.fromkeys(exclude, "")
    exclude = {**reasons, **more}
    rows = series.rows if any(series.rows) else ()
    return (series.periods if on is None else on), exclude, rows


def _numbers(series: Series, kind: ChartKind) -> Any:
    """Return values, sizes, whether they are ready, and what they are to be times."""
    if kind.takes in {Takes.UNITS, Takes.EVENTS}:
        return series.numerators, series.denominators, False, series.measure.per
    # Values of a series are in the unit of its measure already.
    return series.values, None, True, 1.0
