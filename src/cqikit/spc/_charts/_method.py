"""How the limits of each phase came about, as a record."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import by_value, say, sealed
from cqikit.spc._charts._compare import alike
from cqikit.spc._charts._kind import ChartKind, Points
from cqikit.spc._charts._statistics import mean
from cqikit.spc._charts._view import Floats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["MethodRecord", "records"]

#: Limits that rest on fewer points are trial limits.
FIRM: Final = 12
GIVEN: Final = say("given")


@by_value
@frozen(kw_only=True, eq=False)
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
        All points used are equal; limits that are computed from how they vary have
        no width.
    points : Points
        The points that the limits rest on.
    level : ndarray of float
        The centre that was estimated of them, or given; NaN where there is
        none.
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

    def __repr__(self) -> str:
        row = f"row {list(self.row)}, " if self.row else ""
        said = f"{row}points {self.start} to {self.stop - 1}"
        return f"<MethodRecord {self.kind}, {said}, rests on {self.used}>"

    def __str__(self) -> str:
        """Return how the lines of this phase came about, for people."""
        parts: dict[str, Any] = {
            "title": say("{title}: ", title=self.title) if self.title else "",
            "centre": self.centre,
            "spread": self.spread,
            "n": self.used,
            "trial": say(" (trial limits)") if self.trial else "",
        }
        return say(
            "{title}centre = {centre}, sigma = {spread}, of {n:# point|# points}"
            "{trial}",
            **parts,
        )

    points: Points = field(repr=False, eq=False)
    level: Floats = field(repr=False, eq=False)


def records(
    kind: ChartKind,
    points: Points,
    titles: Callable[[tuple[int, ...]], Mapping[int, str]],
) -> Iterator[MethodRecord]:
    """Yield the record of each phase, row by row; points on the scale of the kind."""
    shape = points.values.shape
    for row in np.ndindex(shape[:-1]):
        edges = [0, shape[-1]]
        if points.breaks is not None:
            edges[1:1] = np.flatnonzero(points.breaks[row]).tolist()
        for start, stop in pairwise(edges):
            if stop > start:
                part = points.each(itemgetter((*row, slice(start, stop))))
                record = _record(kind, part, row, start, stop)
                yield evolve(record, title=titles(row).get(start, ""))


def _record(
    kind: ChartKind, part: Points, row: tuple[int, ...], start: int, stop: int
) -> MethodRecord:
    """Return the record of one phase, whose points are (m,)."""
    counted = part.counted
    used = part if counted is None else part.each(itemgetter(counted))
    number = int(np.count_nonzero(~np.isnan(used.values)))
    centre = _how(part.centre, kind.centre)
    spread = _how(part.sigma, kind.spread)
    level = kind.centre(used) if number else np.full(1, np.nan)
    if centre == "given" and part.centre is not None:
        level = mean(part.centre)
    screened = getattr(kind.spread, "screened", None)
    computed = (centre if kind.spread is None else spread) != "given"
    return MethodRecord(
        row=row,
        start=start,
        stop=stop,
        kind=kind.name,
        formula=kind.formula,
        source=kind.source,
        centre=centre,
        spread=spread,
        used=number,
        excluded=0 if part.excluded is None else int(part.excluded.sum()),
        missing=int(np.count_nonzero(np.isnan(part.values))),
        baseline=part.baseline is not None and not bool(part.baseline.all()),
        screened=0 if screened is None or not number else screened(used, level),
        trial=computed and number < FIRM,
        degenerate=_equal(used.values),
        points=used.each(sealed),
        level=sealed(level),
    )


def _how(given: Floats | None, how: object) -> str:
    if given is not None and not np.isnan(given).any():
        return GIVEN
    if how is None:
        return ""
    # A plain function says nothing better than its name.
    return getattr(how, "__name__", None) or str(how)


def _equal(values: Floats) -> bool:
    seen = values[~np.isnan(values)]
    if seen.size < 2:
        return False
    return bool(alike(seen.min(), seen.max()))
