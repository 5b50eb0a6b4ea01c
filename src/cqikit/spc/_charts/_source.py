"""What is charted: a series, a column, the dates of events, or plain arrays.

Each door ends here, in the same three things: a kind of chart, the rows as arrays, and
where the rows stand in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import (
    EVENTS,
    CadenceLike,
    Catalog,
    FindingKind,
    between_events,
    is_dated,
    say,
    timeline,
)
from cqikit.errors import DataError, FieldError
from cqikit.measures import Measure, MeasureKind, Series
from cqikit.spc._charts._axis import Axis, axis_of
from cqikit.spc._charts._columns import check_rows, column_of
from cqikit.spc._charts._floats import one_column
from cqikit.spc._charts._guards import check_factor, check_measure, check_per
from cqikit.spc._charts._inputs import points_of
from cqikit.spc._charts._kind import ChartKind, Input, Points
from cqikit.spc._charts._sigmas import geometric

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.core import Timeline
    from cqikit.measures import Columns
    from cqikit.spc._charts._view import Bools

__all__ = ["Source", "kind_of", "source_of"]

READY: Final = FindingKind(
    "value.ready",
    says="must have a denominator on a {chart}, not a ready value",
    fix="give numerators and denominators, or chart it with kind='i'",
)

#: The chart that a measure of a kind gets unless told.
USUAL: Final = {
    MeasureKind.CONTINUOUS: "i",
    MeasureKind.COUNT: "c",
    MeasureKind.PROPORTION: "p",
    MeasureKind.RATE: "u",
    MeasureKind.UNITS_BETWEEN: "g",
    MeasureKind.TIME_BETWEEN: "t",
}
#: What charts are called elsewhere, by the name that they have here.
SAID: Final = {
    "xmr": "i",
    "x-mr": "i",
    "imr": "i",
    "i-mr": "i",
    "x": "i",
    "individuals": "i",
    "p'": "p-prime",
    "u'": "u-prime",
    "x-bar": "xbar",
    "moving-range": "mr",
    "laney-p'": "p-prime",
    "laney-u'": "u-prime",
    "xbar-s": "xbar",
    "x-bar-s": "xbar",
    "xbar-r": "xbar-range",
    "x-bar-r": "xbar-range",
}
#: A p' chart is written with several signs, and names with several between words.
ALIKE: Final = str.maketrans("’′_-", "''  ")
#: Kinds whose points come when an event does, so that no period is missing.
OF_EVENTS: Final = frozenset({Input.BETWEEN, Input.BINARY})
#: Kinds that take numerators over denominators.
OF_RATIOS: Final = frozenset({Input.UNITS, Input.EVENTS, Input.VALUES})


@frozen(kw_only=True, eq=False, slots=False)
class Source:
    """What a chart is made of, whichever door it came through.

    Parameters
    ----------
    kind : ChartKind
    points : Points
        Values, sizes and what is within, of rows as they came: shape (..., rows).
    axis : Axis
        Which point each row is.
    per : float
        What ratios are multiplied by.
    title : str
    measure : Measure, optional
    excluded : dict of int to str
        Rows that are excluded already, with the reason.
    withheld : dict of int to str
        Rows whose value is withheld, with what stands in its place.
    """

    kind: ChartKind
    points: Points
    axis: Axis
    per: float = 1.0
    title: str = ""
    measure: Measure | None = None
    excluded: Mapping[int, str] = field(factory=dict)
    withheld: Mapping[int, str] = field(factory=dict)


def kind_of(kind: Any, usual: str, kinds: Catalog[ChartKind]) -> ChartKind:
    """Return a kind of chart, by default the usual one."""
    if isinstance(kind, ChartKind):
        return kind
    if kind is None:
        return kinds[usual]
    if isinstance(kind, str) and kind not in kinds:
        words = kind.lower().translate(ALIKE).split()
        name = "-".join(words).removesuffix("-chart")
        kind = next(
            (text for text in (name, SAID.get(name, "")) if text in kinds), kind
        )
    return kinds[kind]


def source_of(
    values: Any,
    kind: str | ChartKind | None,
    kinds: Catalog[ChartKind],
    *,
    sizes: Any,
    within: Any,
    ready: bool,
    per: float | None,
    on: Any,
    cadence: CadenceLike | None,
    title: str,
) -> Source:
    """Return what is charted; the arguments are those of `chart`."""
    if isinstance(values, Series):
        _refuse_said(sizes=sizes, within=within, on=on, cadence=cadence)
        return _of_series(
            values, kind_of(kind, USUAL[values.measure.kind], kinds), per, title
        )
    chosen = kind_of(kind, "i", kinds)
    per = 1.0 if per is None else check_factor(per, "per")
    check_per(chosen, per)
    check_rows(values, on=on, sizes=sizes, within=within)
    values, own, name = column_of(values)
    on = own if on is None else one_column(on, "on")
    if chosen.takes is Input.BETWEEN and is_dated(values):
        if on is not None:
            raise FieldError("on", say("must be left out: values are days"), on)
        exact = chosen.sigma is not geometric
        values, on = between_events(values, exact=exact, name="values")
    if chosen.takes in OF_EVENTS:
        cadence = EVENTS
    if not (sizes is within is None):
        sizes, within = _beside(sizes, "sizes"), _beside(within, "within")
    points = points_of(chosen, values, sizes, within, ready=ready, per=per, rows=())
    axis = axis_of(on, cadence, points.values.shape[-1])
    return Source(kind=chosen, points=points, axis=axis, per=per, title=title or name)


def _refuse_said(**said: Any) -> None:
    for name, value in said.items():
        if value is not None:
            must = say("must be left out: the measure says it")
            raise FieldError(name, must, value)


def _beside(values: Any, name: str) -> Any:
    return None if values is None else column_of(values, name).values


def _of_series(
    series: Series, kind: ChartKind, per: float | None, title: str
) -> Source:
    measure = series.measure
    check_measure(kind, measure)
    factor = measure.per if per is None else check_factor(per, "per")
    check_per(kind, 1.0 if per is None else factor)
    events = kind.takes in OF_EVENTS and measure.is_periodic
    rows = series.records if events else series.columns
    names = _names(rows)
    counts, sizes = _parts(rows, kind, measure, names)
    # Ratios are multiplied when they are drawn, values that are ready before.
    kind = _within_bounds(kind, measure, factor if sizes is None else 1.0)
    if sizes is None:
        counts, factor = counts * (factor / measure.per), 1.0
    if not kind.divided:
        factor = 1.0
    points = points_of(kind, counts, sizes, None, ready=False, per=factor, rows=names)
    days = series.calendar
    if events:
        days = _as_events(rows)
    return Source(
        kind=kind,
        points=points,
        axis=Axis(len(rows), days, holes=len(series.records) < len(rows)),
        per=factor,
        title=title or measure.title,
        measure=measure,
        excluded=_said(rows.excluded, rows.reason_texts),
        withheld=_said(rows.withheld, rows.withheld_texts),
    )


def _said(marked: Bools, texts: Callable[[], tuple[str, ...]]) -> dict[int, str]:
    """Return what is said of the rows that are marked; of most series, of none."""
    if not marked.any():
        return {}
    return {row: text for row, text in enumerate(texts()) if text}


def _parts(
    rows: Columns, kind: ChartKind, measure: Measure, names: tuple[str, ...]
) -> tuple[Any, Any]:
    """Return numerators and denominators, or ready values without any.

    Raises
    ------
    DataError
        Where a kind that needs denominators meets rows that have a ready value instead.
    """
    values, sizes = rows.observed(measure), rows.denominator
    if kind.takes not in OF_RATIOS or not measure.is_ratio:
        return values, None
    bare = np.isfinite(values) & np.isnan(sizes)
    if not bare.any():
        return rows.numerator, sizes
    if kind.takes is Input.VALUES or bare[np.isfinite(values)].all():
        return values, None
    where = names or [str(period) for period in rows.periods()]
    rows_without = np.flatnonzero(bare).tolist()
    faults = [READY.problem(where[row], chart=kind.title) for row in rows_without]
    raise DataError(measure.key, faults)


def _names(rows: Any) -> tuple[str, ...]:
    texts: tuple[str, ...] = rows.row_texts()
    return texts if any(texts) else ()


def _as_events(rows: Any) -> Timeline:
    return timeline(rows.periods(), EVENTS)


def _within_bounds(kind: ChartKind, measure: Measure, whole: float) -> ChartKind:
    """Return the kind with the bounds that counts and shares have by nature.

    An I chart of rates knows nothing of zero, nor one of shares of a whole; the measure
    does.
    """
    plotted_as_is = kind.takes is Input.VALUES and kind.statistic is None
    counted = measure.kind is not MeasureKind.CONTINUOUS
    if not (plotted_as_is and counted and kind.floor is None):
        return kind
    of_whole = measure.kind is MeasureKind.PROPORTION
    return evolve(kind, floor=0.0, ceiling=whole if of_whole else None)
