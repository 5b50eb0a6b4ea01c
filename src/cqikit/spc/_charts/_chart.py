"""A chart: values with their centre, sigma and limits, and how these came about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import Factory, astuple, evolve, field, frozen

from cqikit.core import (
    EVENTS,
    Period,
    Sentence,
    Timeline,
    by_value,
    format_number,
    html_table,
    plural,
    say,
    timeline,
)
from cqikit.errors import FieldError
from cqikit.measures import Measure
from cqikit.spc._charts._kind import ChartKind, Points, on_scale
from cqikit.spc._charts._method import MethodRecord, records
from cqikit.spc._charts._view import Bools, Floats, View

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Chart"]


def _shown(chart: Chart) -> View:
    """Return what rules look at where that is what is shown."""
    lines = (chart.values, chart.centre, chart.sigma, chart.lower, chart.upper)
    points = chart._points  # noqa: SLF001  (of this file)
    return View(*lines, points.breaks, points.left_out)


# A class without slots is made in half the time.
@by_value
@frozen(kw_only=True, eq=False, slots=False)
class Chart:
    """One chart, or any number of one kind over one calendar; built by `chart`.

    Every array has the shape (..., n), time along the last axis, and cannot be
    written to.

    Parameters
    ----------
    kind : ChartKind
        How centre and limits are computed.
    values : ndarray of float, shape (..., n)
        What is plotted; NaN where nothing was observed.
    centre, sigma, lower, upper : ndarray of float, shape (..., n)
        NaN where there is none; a limit beyond a bound of the kind is drawn
        at the bound.
    sizes : ndarray of float, shape (..., n), optional
        Denominators or subgroup sizes.
    calendar : Timeline, optional
        Which periods exist from the first point to the last, and why.
    title : str
        What the chart is called; "" unless said.
    measure : Measure, optional
        What is measured: its direction, unit and kind; None where only numbers came in.
    width : float
        Limits are so many sigma from the centre.
    per : float
        What ratios were multiplied by.
    phases : tuple of (int, Phase)
        The phases that were declared, and at which points they start. Of charts with
        phases of their own, a tuple for each.
    reasons : tuple of str
        Why each point is excluded, "" for most; () when nobody said. Of charts with
        exclusions of their own, a tuple for each.
    withheld : tuple of str
        What stands in place of each value that is withheld, "" for most; () when none
        is.
    days : tuple of tuple of Period
        Of charts of events, which have no calendar in common: when the events of each
        were; () of all others. One of these charts has as many points as events.
    begins : tuple of int
        Of charts of a panel, which may begin late: the first point that each has a row
        of; () where all begin with the first.
    """

    kind: ChartKind
    values: Floats
    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats
    sizes: Floats | None = None
    calendar: Timeline | None = None
    title: str = ""
    measure: Measure | None = None
    width: float = 3.0
    per: float = 1.0
    phases: tuple[Any, ...] = ()
    reasons: tuple[Any, ...] = ()
    withheld: tuple[str, ...] = ()
    days: tuple[tuple[Period, ...], ...] = ()
    begins: tuple[int, ...] = ()
    _points: Points = field(
        alias="points",
        repr=False,
        default=Factory(lambda made: Points(made.values, made.sizes), takes_self=True),
    )
    _view: View = field(
        alias="view",
        repr=False,
        default=Factory(_shown, takes_self=True),
    )

    @property
    def on(self) -> tuple[Period, ...] | None:
        """Return the day or period of each point, None where it is not known."""
        return None if self.calendar is None else self.calendar.periods

    @property
    def of_shares(self) -> bool:
        """Say whether points are the counts that a measure has as shares of a size.

        So they are on an np chart, and are in no unit of the measure.
        """
        measure = self.measure
        return measure is not None and measure.is_ratio and not self.kind.divided

    @property
    def unit(self) -> str:
        """Return what the values are in: the unit of the measure, "" of counts of it.

        Examples
        --------
        >>> from cqikit import measures, spc
        >>> late = measures.Measure(
        ...     key="late", title="Late", kind="proportion", per=100, unit="%"
        ... )
        >>> of_forty = [
        ...     measures.Observation(period=month, numerator=late, denominator=40)
        ...     for month, late in [("2026-01", 4), ("2026-02", 6)]
        ... ]
        >>> told = measures.series(late, of_forty)
        >>> spc.chart(told, "p").unit, spc.chart(told, "np").unit
        ('%', '')
        """
        if self.measure is None or self.of_shares:
            return ""
        return self.measure.unit

    @property
    def view(self) -> View:
        """Return what rules look at, on the scale on which limits were computed."""
        return self._view

    @property
    def given(self) -> tuple[str, ...]:
        """Return which of centre, sigma, lower and upper were given, not computed."""
        names = ("centre", "sigma", "lower", "upper")
        return tuple(name for name in names if getattr(self._points, name) is not None)

    @property
    def breaks(self) -> Bools:
        """Return where new phases start, (..., n); the first point starts none."""
        return self._mask(self._points.breaks)

    @property
    def excluded(self) -> Bools:
        """Return which points are shown and do not count, shape (..., n)."""
        return self._mask(self._points.excluded)

    @property
    def baseline(self) -> Bools:
        """Return which points may be what limits rest on, shape (..., n)."""
        marked = self._points.baseline
        return np.ones(self.values.shape, dtype=bool) if marked is None else marked

    @property
    def method(self) -> tuple[MethodRecord, ...]:
        """Return how the limits of each phase came about, row by row.

        Examples
        --------
        >>> from cqikit import spc
        >>> record = spc.chart([7, 9, 8, 12, 8], baseline=4).method[0]
        >>> record.used, record.trial, record.spread
        (4, True, 'mean moving range / 1.12838')
        """
        points = on_scale(self.kind, self._points)
        titles = self._titles
        return tuple(records(self.kind, points, titles))

    @property
    def _titles(self) -> Callable[[tuple[int, ...]], dict[int, str]]:
        """Return what tells the titles of phases of one chart of a stack."""
        by_row = _is_by_row(self.phases)

        def titles(row: tuple[int, ...]) -> dict[int, str]:
            phases = self.phases[row[0]] if by_row else self.phases
            return {place: phase.title for place, phase in phases}

        return titles

    def __repr__(self) -> str:
        """Return one line: the kind, how many points, and the latest centre."""
        return f"<Chart {self.kind.name}, {self._said}>"

    @property
    def _said(self) -> Sentence:
        *rows, n = self.values.shape
        points = say("{n:# point|# points}", n=n)
        if rows:
            charts = math.prod(rows)
            return say("{n:# chart|# charts} of {points}", n=charts, points=points)
        parts = [points]
        if (phases := self._phases) > 1:
            parts.append(say("{n:# phase|# phases}", n=phases))
        centre = self.centre[np.isfinite(self.centre)][-1:].tolist()
        parts += [say("centre {level}", level=level) for level in centre]
        return say("{parts}", parts=tuple(parts))

    def __str__(self) -> str:
        """Return what this is a chart of, for people."""
        parts: dict[str, Any] = {
            "kind": self.kind.title or self.kind.name,
            "what": self._said,
        }
        if self.title:
            return say("{kind} of {title}: {what}", title=self.title, **parts)
        return say("{kind}: {what}", **parts)

    def _repr_html_(self) -> str:
        """Return a row for each phase; `drawing.show` has the picture."""
        return html_table(str(self), *phase_rows(self.method, self))

    @property
    def _phases(self) -> int:
        return int(self.breaks.sum()) + 1

    def __len__(self) -> int:
        """Return the number of charts of a stack, or of points of a single one."""
        return len(self.values)

    def __getitem__(self, row: int | tuple[int, ...]) -> Chart:
        """Return one chart of a stack, or the stack below these leading positions."""
        if self.values.ndim < 2:
            raise FieldError(
                "chart", say("must be a stack to have rows"), self.values.shape
            )
        arrays = ("values", "centre", "sigma", "lower", "upper", "sizes")
        first = row[0] if isinstance(row, tuple) else row
        reasons, phases, calendar = self.reasons, self.phases, self.calendar
        n = self.values.shape[-1]
        if reasons and isinstance(reasons[0], tuple):
            reasons = reasons[first]
        if self.days:
            calendar = timeline(self.days[first], EVENTS).part()
            n = len(self.days[first])
            reasons = reasons[:n]
        view = (_row(value, row, n) for value in astuple(self._view, recurse=False))
        return evolve(
            self,
            calendar=calendar,
            days=(),
            begins=tuple(filter(None, self.begins[first:][:1])),
            reasons=reasons,
            phases=phases[first] if _is_by_row(phases) else phases,
            **{name: _row(getattr(self, name), row, n) for name in arrays},
            points=self._points.each(lambda array: array[row][..., :n]),
            view=View(*view),
        )

    def _mask(self, marks: Bools | None) -> Bools:
        return np.zeros(self.values.shape, dtype=bool) if marks is None else marks


def _is_by_row(phases: tuple[Any, ...]) -> bool:
    """Say whether each chart of a stack has phases of its own."""
    return bool(phases) and not (phases[0] and isinstance(phases[0][0], int))


def phase_rows(
    methods: tuple[MethodRecord, ...], chart: Chart
) -> tuple[tuple[str, ...], list[list[Any]]]:
    """Return a header, and a row for each phase with its lines at its last point."""
    header = ("phase", "points", "centre", "lower", "upper", "rests on")
    rows: list[list[Any]] = []
    for record in methods:
        last = (*record.row, record.stop - 1)
        lines = [float(line[last]) for line in (chart.centre, chart.lower, chart.upper)]
        on = chart.on
        first = f"point {record.start + 1}" if on is None else on[record.start]
        said = f"from {first}" if not record.row else f"{list(record.row)} from {first}"
        rows.append(
            [
                record.title or said,
                record.stop - record.start,
                *("" if np.isnan(line) else format_number(line) for line in lines),
                plural(record.used, "point"),
            ]
        )
    return header, rows


def _row(array: Any, row: int | tuple[int, ...], n: int) -> Any:
    """Return the first n points of a chart of a stack."""
    return None if array is None else array[row][..., :n]
