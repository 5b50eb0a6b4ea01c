"""Charts from values, from counts and sizes, from subgroups, from a series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import CadenceLike, arguments, is_text
from cqikit.spc._charts._asked import A_CATALOG, YES_OR_NO
from cqikit.spc._charts._baseline import baseline_of
from cqikit.spc._charts._draw import drawn
from cqikit.spc._charts._guards import check_limits, check_width
from cqikit.spc._charts._inputs import points_of
from cqikit.spc._charts._kind import Points
from cqikit.spc._charts._kinds import CHARTS
from cqikit.spc._charts._marks import (
    edges_of,
    exclusions_of,
    lines_given,
    shown_phases,
)
from cqikit.spc._charts._masks import observed_of
from cqikit.spc._charts._source import OF_EVENTS, Source, kind_of, source_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.core import Catalog
    from cqikit.spc._charts._axis import Axis
    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._given import KindName, Line, Times, Values
    from cqikit.spc._charts._kind import ChartKind

__all__ = ["chart", "charted"]

#: What says nothing beside its numbers.
ROWS: Final = frozenset({list, tuple, np.ndarray})
ROWS_OR_NONE: Final = ROWS | {type(None)}


@arguments(kinds=A_CATALOG, title=is_text, ready=YES_OR_NO, bridge=YES_OR_NO)
def chart(
    values: Values,
    kind: KindName | ChartKind | None = None,
    *,
    sizes: Line | None = None,
    within: Line | None = None,
    ready: bool = False,
    per: float | None = None,
    on: Times | None = None,
    cadence: CadenceLike | None = None,
    phases: Any = (),
    baseline: Any = None,
    exclude: Any = (),
    centre: Line | None = None,
    sigma: Line | None = None,
    lower: Line | None = None,
    upper: Line | None = None,
    width: float = 3.0,
    bridge: bool = False,
    title: str = "",
    kinds: Catalog[ChartKind] = CHARTS,
) -> Chart:
    """Return the chart of `values`, or the charts of many series at once.

    Parameters
    ----------
    values : Series, column of a data frame, or array of numbers, shape (..., n)
        Time along the last axis, one row a chart; None or NaN where nothing
        was observed. With `sizes`, the numerators, which are divided by them. For
        g and t charts also the days of the events.
    kind : str or ChartKind
        One of `kinds`, by name, or a kind of your own. By default, what the
        measure of the series is charted with, else an I chart.
    sizes : array, broadcastable to (..., n)
        Denominators: units, exposure, subgroup sizes; none unless said.
    within : array, shape (..., n)
        Of ready subgroup means: the standard deviation in each; not known unless said.
    ready : bool
        The values are already ratios (in units of `per`), not numerators; not so unless
        said.
    per : float, optional
        What ratios are multiplied by, such as 100 for per cent; by default as the
        measure of the series says, else 1.
    on : days or periods, n of them
        When, in strict order of time; by default, the index of `values`.
    cadence : Cadence, Frequency or str, optional
        Which periods exist, or how long they are; "events" where each value is the
        next, whatever its day. By default that is inferred from `on`, and said. A
        period that exists and has no value is a gap.
    phases : positions, days, `Phase` values, {start: title}, or mask (..., n)
        Where a new phase starts, one alone or a list. A position counts from 0; the
        point at it is the first of the new phase. None unless said.
    baseline : int, period, days (first, last), or mask (..., n)
        In each phase, limits rest on the first so many points only, a row without a
        value among them (as in qicharts2); on all of them while there are fewer. All
        points unless said.
    exclude : positions, days, {position or day: reason}, or mask (..., n)
        Points that are shown and do not count, so that their neighbours meet, one alone
        or a list; none unless said. What was never observed stays missing.
    centre, sigma, lower, upper : float or array, broadcastable to (..., n)
        Given, not computed; NaN where computed after all. Computed unless said. The
        centre of an np chart is the share of each size that its line is.
    width : float
        Limits are so many sigma from the centre; 3 unless said.
    bridge : bool
        Take the neighbours of a missing value for neighbours of each other, in moving
        ranges and for every rule; not so unless said.
    title : str
        Over the chart; the measure's unless said.
    kinds : Catalog of ChartKind
        The kinds that are known by name; all that come along unless said.

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
    lines = {"centre": centre, "sigma": sigma, "lower": lower, "upper": upper}
    rest = within, per, on, cadence, baseline, centre, sigma, lower, upper
    with np.errstate(all="ignore"):
        if not (ready or bridge) and _is_bare(values, sizes, rest, phases, exclude):
            chosen = kind_of(kind, "i", kinds)
            if chosen.takes not in OF_EVENTS:
                return _of_rows(chosen, values, sizes, width, title)
        about: dict[str, Any] = {"on": on, "cadence": cadence, "title": title}
        about |= {"sizes": sizes, "within": within, "ready": ready, "per": per}
        source = source_of(values, kind, kinds, **about)
        return charted(
            source, phases, baseline, exclude, lines, width=width, bridge=bridge
        )


def _is_bare(
    values: Any, sizes: Any, rest: tuple[Any, ...], phases: Any, exclude: Any
) -> bool:
    """Say whether plain numbers, and perhaps sizes, are all that was given."""
    plain = type(values) in ROWS and type(sizes) in ROWS_OR_NONE
    if not plain or [given for given in rest if given is not None]:
        return False
    return _idle(phases) and _idle(exclude)


def _of_rows(kind: ChartKind, values: Any, sizes: Any, width: Any, title: str) -> Chart:
    """Return the chart of numbers of which nothing else is said: each is a point.

    What `charted` makes of them, without looking for times and marks.
    """
    points = points_of(kind, values, sizes, None, ready=False, per=1.0, rows=())
    return drawn(kind, points, width=check_width(kind, width), per=1.0, title=title)


def charted(
    source: Source,
    phases: Any,
    baseline: Any,
    exclude: Any,
    lines: Mapping[str, Any],
    *,
    width: Any,
    bridge: bool,
) -> Chart:
    """Return the chart of rows that know where they stand in time.

    The one way from a door to the kernel: rows are spread over the points of the chart,
    marks are looked up among these, and what is left are arrays of one shape (..., n).
    """
    kind, axis, per = source.kind, source.axis, source.per
    points = source.points if axis.even else source.points.each(axis.spread)
    shape = points.values.shape
    breaks, declared = edges_of(phases, axis, shape)
    excluded, reasons = exclusions_of(exclude, source.excluded, axis, shape)
    excluded = observed_of(excluded, points.values)
    rests = baseline_of(baseline, declared, breaks, axis, shape)
    missing = np.isnan(points.values) if bridge else None
    given = {}
    if declared or [line for line in lines.values() if line is not None]:
        given = lines_given(kind, lines, declared, axis, shape, per=per)
    marked = points
    if given or not (breaks is excluded is rests is missing is None):
        three = points.values, points.sizes, points.within
        marked = Points(*three, breaks, excluded, rests, missing, **given)
    made = drawn(
        kind,
        marked,
        width=check_width(kind, width),
        per=per,
        calendar=axis.calendar and axis.calendar.part(),
        title=source.title,
        measure=source.measure,
        phases=shown_phases(declared, axis) if declared else (),
        reasons=reasons,
        withheld=_texts(source.withheld, axis, shape[-1]) if source.withheld else (),
    )
    if marked.lower is not None or marked.upper is not None:
        check_limits(made.lower, made.upper)
    return made


def _texts(said: Mapping[int, str], axis: Axis, n: int) -> tuple[str, ...]:
    """Return what is said of some rows, for each of n points."""
    known = {axis.point(row): text for row, text in said.items()}
    return tuple(known.get(place, "") for place in range(n))


def _idle(marks: Any) -> bool:
    """Say whether nothing is marked, as by default."""
    return type(marks) is tuple and not marks
