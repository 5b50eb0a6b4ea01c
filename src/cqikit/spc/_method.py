"""How the limits of each phase came about, as a record."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.spc._compare import alike
from cqikit.spc._kind import ChartKind, Points
from cqikit.spc._statistics import mean
from cqikit.spc._view import Floats

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.spc._fit import Marks

__all__ = ["MethodRecord", "records"]

#: Limits that rest on fewer points are trial limits.
FIRM: Final = 12


@frozen(kw_only=True)
class MethodRecord:
    """What the limits of one phase of one chart rest on.

    Parameters
    ----------
    row : tuple of int
        Which chart of a stack; () for a single one.
    start, stop : int
        The phase is points `start` up to, but not including, `stop`.
    title : str
        What changed when the phase began, if that was declared.
    kind, formula, source : str
        Name of the kind of chart, and its formula with where that is from.
    centre, spread : str
        How they were estimated, or ``given``.
    used, excluded, missing : int
        Points that limits rest on; points of the phase that are excluded, and
        that were not observed.
    baseline : bool
        Later points of the phase than those used are judged by these limits.
    screened : int
        Moving ranges left out as too large.
    trial : bool
        Computed from fewer than 12 points.
    degenerate : bool
        All points used are equal: there are no limits to speak of.
    """

    row: tuple[int, ...] = ()
    start: int = 0
    stop: int
    title: str = ""
    kind: str
    formula: str
    source: str
    centre: str
    spread: str
    used: int
    excluded: int
    missing: int
    baseline: bool
    screened: int
    trial: bool
    degenerate: bool
    points: Points = field(repr=False, eq=False)
    level: Floats = field(repr=False, eq=False)


def records(
    kind: ChartKind,
    points: Points,
    marks: Marks,
    given: Mapping[str, Floats],
    titles: Mapping[int, str],
) -> Iterator[MethodRecord]:
    """Yield the record of each phase, row by row; all on the scale of the kind."""
    shape = points.values.shape
    for row in np.ndindex(shape[:-1]):
        edges = [0, shape[-1]]
        if marks.breaks is not None:
            edges[1:1] = np.flatnonzero(marks.breaks[row]).tolist()
        for start, stop in pairwise(edges):
            if stop > start:
                record = _record(kind, points, marks, given, (row, slice(start, stop)))
                yield evolve(record, title=titles.get(start, ""))


def _record(
    kind: ChartKind,
    points: Points,
    marks: Marks,
    given: Mapping[str, Floats],
    at: tuple[tuple[int, ...], slice],
) -> MethodRecord:
    row, span = at
    place: tuple[Any, ...] = (*row, span)
    counted = marks.counted
    keep = slice(None) if counted is None else counted[place]
    used = points.each(lambda array: array[place][keep])
    observed = ~np.isnan(points.values[place])
    excluded = 0 if marks.excluded is None else int(marks.excluded[place].sum())
    number = int(np.count_nonzero(~np.isnan(used.values)))
    baseline = marks.baseline is not None and not bool(marks.baseline[place].all())
    centre, spread = _how(kind, given, place)
    level = kind.centre(used) if number else np.full(1, np.nan)
    if centre == "given":
        level = mean(given["centre"][place])
    screened = getattr(kind.spread, "screened", None)
    computed = (centre if kind.spread is None else spread) != "given"
    return MethodRecord(
        row=row,
        start=span.start,
        stop=span.stop,
        kind=kind.name,
        formula=kind.formula,
        source=kind.source,
        centre=centre,
        spread=spread,
        used=number,
        excluded=excluded,
        missing=int(np.count_nonzero(~observed)),
        baseline=baseline,
        screened=0 if screened is None or not number else screened(used, level),
        trial=computed and number < FIRM,
        degenerate=_equal(used.values),
        points=used,
        level=level,
    )


def _how(
    kind: ChartKind, given: Mapping[str, Floats], place: tuple[Any, ...]
) -> tuple[str, str]:
    def said(name: str, how: object) -> str:
        fixed = given.get(name)
        if fixed is not None and not np.isnan(fixed[place]).any():
            return "given"
        if how is None:
            return ""
        # A plain function says nothing better than its name.
        return getattr(how, "__name__", None) or str(how)

    return said("centre", kind.centre), said("sigma", kind.spread)


def _equal(values: Floats) -> bool:
    seen = values[~np.isnan(values)]
    if seen.size < 2:
        return False
    return bool(alike(seen.min(), seen.max()))
