"""A chart: values with their centre, sigma and limits, and how these came about."""

from __future__ import annotations

import numpy as np
from attrs import field, frozen

from cqikit.core import Period
from cqikit.spc._fit import Marks
from cqikit.spc._kind import ChartKind, Points
from cqikit.spc._marks import Phase
from cqikit.spc._view import Bools, Floats, View

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
    on : tuple of Period, optional
        The day or period of each point.
    title : str
    width : float
        Limits are so many sigma from the centre.
    per : float
        What ratios were multiplied by.
    given : tuple of str
        Which of centre, sigma, lower and upper were given, not computed.
    phases : tuple of (int, Phase)
        The phases that were declared, and at which points they start.
    reasons : tuple of str
        Why each point is excluded, "" for most; () when none is.
    """

    kind: ChartKind
    values: Floats
    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats
    sizes: Floats | None = None
    on: tuple[Period, ...] | None = None
    title: str = ""
    width: float = 3.0
    per: float = 1.0
    given: tuple[str, ...] = ()
    phases: tuple[tuple[int, Phase], ...] = ()
    reasons: tuple[str, ...] = ()
    _marks: Marks = field(repr=False)
    _points: Points = field(repr=False)
    _view: View = field(repr=False)

    @property
    def view(self) -> View:
        """Return what rules look at, on the scale on which limits were computed."""
        return self._view

    @property
    def breaks(self) -> Bools:
        """Return where new phases start, shape (..., n); the first point starts none."""
        return self._mask(self._marks.breaks)

    @property
    def excluded(self) -> Bools:
        """Return which points are shown and do not count, shape (..., n)."""
        return self._mask(self._marks.excluded)

    def _mask(self, marks: Bools | None) -> Bools:
        if marks is None:
            return np.zeros(self.values.shape, dtype=bool)
        return marks
