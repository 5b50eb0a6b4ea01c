"""What a kind of chart is: a frozen record of functions and flags."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from attrs import field, frozen

from cqikit.core import instance_of, is_key, is_text, non_blank, one_of
from cqikit.spc._view import Floats

if TYPE_CHECKING:
    from collections.abc import Iterator

    Limits: TypeAlias = tuple[Floats, Floats]
    #: Of (centre, spread, sizes): the last two are None where a kind has none.
    LineFunction: TypeAlias = Callable[[Floats, Any, Any], Floats]

__all__ = ["ChartKind", "Points", "Scale", "Takes", "on_scale"]


class Takes(StrEnum):
    """What goes into a chart.

    ``VALUES``: measured quantities, or, when sizes are given, numerators over
    them. ``COUNTS``: events in equal areas of opportunity, no sizes.
    ``UNITS``: units with a property, out of `sizes`. ``EVENTS``: events over
    `sizes` of exposure, which they may exceed. ``BETWEEN``: units or time
    between events. ``SUBGROUPS``: raw measurements, or a statistic of each
    subgroup with its size. ``BINARY``: 0 or 1.
    """

    VALUES = "values"
    COUNTS = "counts"
    UNITS = "units"
    EVENTS = "events"
    BETWEEN = "between"
    SUBGROUPS = "subgroups"
    BINARY = "binary"


@frozen(eq=False)
class Points:
    """The points that the limits of some phases are computed from.

    One phase a row, shape (..., m): only points that count, in order of time,
    those excluded or after the baseline already left out. Where a period has
    no observation there is NaN, and at the end of shorter phases too.

    Parameters
    ----------
    values : ndarray of float, shape (..., m)
        What is plotted; numerators are already divided by their sizes.
    sizes : ndarray of float, shape (..., m), optional
        Denominators or subgroup sizes.
    within : ndarray of float, shape (..., m), optional
        Of subgroups: the standard deviation, or the range, within each.
    """

    values: Floats
    sizes: Floats | None = None
    within: Floats | None = None

    #: Whether the points come in more than one block.
    long: ClassVar[bool] = False

    def blocks(self, lap: int = 0) -> Iterator[Points]:  # noqa: ARG002
        """Yield the points, all at once; those of a long phase come block by block.

        Parameters
        ----------
        lap : {0, 1}
            Whether each block but the first starts with the last point of the
            one before, for steps between neighbours.
        """
        yield self

    def map(self, function: Callable[[Points], Points]) -> Points:
        """Return `function` of the points, which works on each by itself."""
        return function(self)

    def each(self, function: Callable[[Floats], Floats]) -> Points:
        """Return the points with `function` of each array that is there."""
        return Points(
            function(self.values),
            None if self.sizes is None else function(self.sizes),
            None if self.within is None else function(self.within),
        )


@frozen(eq=False)
class Scale:
    """A scale on which limits are computed, and the way back.

    Both functions keep order and shape, and NaN.
    """

    name: str = field(validator=non_blank)
    there: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]


@frozen(kw_only=True, eq=False)
class ChartKind:
    """A kind of chart, as a value: what is plotted, its centre, sigma and limits.

    Parameters
    ----------
    name : str
        In a catalog.
    title : str
    formula : str
        How the limits are computed, in one line.
    source : str
        Where that is from.
    working : str
        The arithmetic of a point's sigma, for `explain`, with {centre}, {spread},
        {size}, {c4}, {d3} and {ramp} where the numbers go.
    takes : Takes
        What goes in, and so what is checked.
    centre : function of `Points`
        Returns the level of each phase, shape (..., 1).
    spread : function of `Points` and the centre, optional
        Returns the sigma of one unit of each phase, shape (..., 1).
    sigma : function of (centre, spread, sizes), optional
        Returns the sigma of each point; without it, there are no limits, and
        with `spread` alone, that is sigma.
    line : function of (centre, spread, sizes), optional
        Returns what is drawn as the centre line, where this is not the centre.
    limits : function of (centre, spread, sizes, width), optional
        Returns lower and upper limit, where these are not the line -/+ `width`
        times sigma.
    statistic : function of (points, centre, spread), optional
        Returns what is plotted, where this is not the values themselves. If it
        has ``onward(points, centre, spread, state)``, which returns that and the
        state to go on from, None at first, a long phase is taken in blocks.
    scale : Scale, optional
        On which all of this happens.
    ramp : function of `Points`, optional
        Returns which part of its sigma each point has, by its place in the
        phase.
    floor, ceiling : float, optional
        Values that cannot be crossed: a limit beyond is drawn there, and is
        no limit for the rules.
    divided : bool
        Numerators are divided by their sizes; else they are plotted, and
        `floor` and `ceiling` are for each unit of size.
    plots, within : {"", "mean", "sd", "range"}
        Of subgroups: which statistic is plotted, and which one stands in
        `Points.within`.
    only_outside : bool
        Points depend on their neighbours: runs and trends mean nothing here.
    """

    name: str = field(validator=is_key)
    title: str = field(default="", validator=is_text)
    formula: str = field(default="", validator=is_text)
    source: str = field(default="", validator=is_text)
    working: str = field(default="", validator=is_text)
    takes: Takes = field(default=Takes.VALUES, converter=Takes)
    centre: Callable[[Points], Floats]
    spread: Callable[[Points, Floats], Floats] | None = None
    sigma: LineFunction | None = None
    line: LineFunction | None = None
    limits: Callable[[Floats, Any, Any, float], Limits] | None = None
    statistic: Callable[[Points, Floats, Floats | None], Floats] | None = None
    scale: Scale | None = None
    ramp: Callable[[Points], Floats] | None = None
    floor: float | None = None
    ceiling: float | None = None
    divided: bool = field(default=True, validator=instance_of(bool))
    plots: str = field(default="", validator=one_of("", "mean", "sd", "range"))
    within: str = field(default="", validator=one_of("", "sd", "range"))
    only_outside: bool = field(default=False, validator=instance_of(bool))


def on_scale(kind: ChartKind, points: Points) -> Points:
    """Return the points on the scale on which limits of the kind are computed."""
    if kind.scale is None:
        return points
    return Points(kind.scale.there(points.values), points.sizes, points.within)
