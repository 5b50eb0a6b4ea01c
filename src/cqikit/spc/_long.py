"""One phase that is too long to be held twice, fitted block by block."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np
from attrs import evolve, frozen

from cqikit.spc._chunks import CHUNK
from cqikit.spc._fit import Fit, Marks, over, remembered
from cqikit.spc._kind import Points, on_scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._fit import Given
    from cqikit.spc._kind import ChartKind
    from cqikit.spc._view import Floats

__all__ = ["fit_phase", "long_points", "phase_blocks"]


@frozen(eq=False)
class LongPoints:
    """The points of one phase that limits rest on, (1, n), as `Points` in blocks.

    Who asks for the arrays, as a function of somebody else may, has them made.
    """

    _whole: Points
    _marks: Marks
    _function: Callable[[Points], Points] | None = None

    long: ClassVar[bool] = True

    def blocks(self, lap: int = 0) -> Iterator[Points]:
        """Yield the points in order of time.

        The last `lap` points of each block, 0 or 1, start the next once more.
        There is no empty block, and none where no point counts.
        """
        before: Points | None = None
        for start in range(0, self._whole.values.shape[-1], CHUNK):
            cut = along(slice(start, start + CHUNK))
            block, keep = self._whole.each(cut), self._marks.each(cut).counted
            if keep is not None:
                block = block.each(along(keep[0]))
            if not block.values.size:
                continue
            whole = block if before is None else _joined([before, block])
            if lap:
                before = block.each(along(slice(-1, None)))
            yield whole if self._function is None else self._function(whole)

    def map(self, function: Callable[[Points], Points]) -> LongPoints:
        """Return `function` of the points, which works on each by itself."""
        first = self._function
        if first is None:
            return evolve(self, function=function)
        return evolve(self, function=lambda points: function(first(points)))

    def each(self, function: Callable[[Floats], Floats]) -> Points:
        """Return all the points at once, with `function` of each array."""
        return self._all.each(function)

    @property
    def _all(self) -> Points:
        return _joined(list(self.blocks()))

    @property
    def values(self) -> Floats:
        return self._all.values

    @property
    def sizes(self) -> Floats | None:
        return self._all.sizes

    @property
    def within(self) -> Floats | None:
        return self._all.within


def along(place: Any) -> itemgetter[Any]:
    """Return what takes these points of an array (1, n)."""
    return itemgetter((slice(None), place))


def _joined(parts: list[Points]) -> Points:
    def joined(arrays: list[Any]) -> Any:
        return None if arrays[0] is None else np.concatenate(arrays, axis=-1)

    return Points(
        joined([one.values for one in parts]),
        joined([one.sizes for one in parts]),
        joined([one.within for one in parts]),
    )


def long_points(points: Points, marks: Marks) -> Points:
    """Return points (1, n) of one phase of which only those that count are seen.

    To functions of points these are what points are; nothing else is asked of them.
    """
    return cast("Points", LongPoints(points, marks))


def fit_phase(kind: ChartKind, counted: Points, marks: Marks, given: Given) -> Fit:
    """Return centre and spread, each (1, 1), or (1, n) where it is given and moves."""
    centre = over(kind.centre(counted), given.centre)
    if kind.spread is None:
        return Fit(centre)
    at = centre
    if centre.shape[-1] > 1:
        # What is left after such a centre is not known block by block.
        counted, keep = counted.each(np.asarray), marks.counted
        at = centre if keep is None else centre[:, keep[0]]
    return Fit(centre, over(kind.spread(counted, at), given.spread))


def phase_blocks(
    kind: ChartKind, points: Points, marks: Marks, fit: Fit
) -> Iterator[tuple[slice, Points, Fit]]:
    """Yield each block of one phase: where it is, its points as they came, its fit."""
    memory = [one for one in (kind.statistic, kind.ramp) if one is not None]
    streamed = all(hasattr(one, "onward") for one in memory)
    if not streamed:
        fit = remembered(kind, on_scale(kind, points), marks, fit)
    states: list[dict[int, Any]] = [{} for _ in memory]
    for start in range(0, points.values.shape[-1], CHUNK):
        span = slice(start, min(start + CHUNK, points.values.shape[-1]))
        here, part = _cut(fit, span), points.each(along(span))
        if memory and streamed:
            mark = marks.each(along(span))
            found = [
                _onward(one, on_scale(kind, part), mark, here, state)
                for one, state in zip(memory, states, strict=True)
            ]
            here = Fit(here.centre, here.spread, *found)
        yield span, part, here


def _cut(fit: Fit, place: Any) -> Fit:
    return fit.each(lambda one: one if one.shape[-1] == 1 else one[:, place])


def _onward(
    function: Any, points: Points, marks: Marks, fit: Fit, states: dict[int, Any]
) -> Floats:
    """Return what is plotted of a block, and move its states on, in place."""
    plotted = np.full(points.values.shape, np.nan)
    for turn, keep in enumerate(marks.turns):
        place: Any = slice(None) if keep is None else keep[0]
        packed, at = points.each(along(place)), _cut(fit, place)
        if packed.values.size:
            before = states.get(turn)
            found, states[turn] = function.onward(packed, at.centre, at.spread, before)
            plotted[:, place] = found
    return plotted
