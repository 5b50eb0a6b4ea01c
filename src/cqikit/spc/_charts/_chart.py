"""A chart: values with their centre, sigma and limits, and how these came about."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

import numpy as np
from attrs import astuple, evolve, field, frozen

from cqikit.core import Period, Timeline
from cqikit.errors import FieldError
from cqikit.spc._charts._kind import ChartKind, Points, on_scale
from cqikit.spc._charts._marks import Phase
from cqikit.spc._charts._method import MethodRecord, records
from cqikit.spc._charts._view import Bools, Floats, View

__all__ = ["Chart"]


@frozen(kw_only=True, eq=False)
class Chart:
    """One chart, or any number of one kind over one calendar; built by `chart`.

    Every array has the shape (..., n), time along the last axis, and cannot be
    written to.

    Parameters
    ----------
    kind : ChartKind
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
    width : float
        Limits are so many sigma from the centre.
    per : float
        What ratios were multiplied by.
    phases : tuple of (int, Phase)
        The phases that were declared, and at which points they start.
    reasons : tuple of str
        Why each point is excluded, "" for most; () when none is. Of charts with
        exclusions of their own, a tuple for each.
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
    width: float = 3.0
    per: float = 1.0
    phases: tuple[tuple[int, Phase], ...] = ()
    reasons: tuple[Any, ...] = ()
    _points: Points = field(alias="points", repr=False)
    _view: View = field(alias="view", repr=False)

    @property
    def on(self) -> tuple[Period, ...] | None:
        """Return the day or period of each point, None where it is not known."""
        return None if self.calendar is None else self.calendar.periods

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
        titles = {place: phase.title for place, phase in self.phases}
        return tuple(records(self.kind, points, titles))

    def __len__(self) -> int:
        """Return the number of charts of a stack, or of points of a single one."""
        return len(self.values)

    def __getitem__(self, row: int | tuple[int, ...]) -> Chart:
        """Return one chart of a stack, or the stack below these leading positions."""
        if self.values.ndim < 2:
            raise FieldError("chart", "must be a stack to have rows", self.values.shape)
        arrays = ("values", "centre", "sigma", "lower", "upper", "sizes")
        view = (_row(one, row) for one in astuple(self._view, recurse=False))
        reasons = self.reasons
        if reasons and isinstance(reasons[0], tuple):
            reasons = reasons[row] if isinstance(row, int) else reasons[row[0]]
        return evolve(
            self,
            reasons=reasons,
            **{name: _row(getattr(self, name), row) for name in arrays},
            points=self._points.each(itemgetter(row)),
            view=View(*view),
        )

    def _mask(self, marks: Bools | None) -> Bools:
        return np.zeros(self.values.shape, dtype=bool) if marks is None else marks


def _row(array: Any, row: int | tuple[int, ...]) -> Any:
    return None if array is None else array[row]
