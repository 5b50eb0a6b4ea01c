"""What a kind of chart is: a frozen record of functions and flags."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import (
    Choice,
    arguments,
    by_value,
    instance_of,
    is_key,
    is_text,
    non_blank,
    one_of,
    say,
)
from cqikit.spc._charts._view import Bools, Floats

if TYPE_CHECKING:
    Limits: TypeAlias = tuple[Floats, Floats]
    #: Of (centre, spread, sizes): the last two are None where a kind has none.
    LineFunction: TypeAlias = Callable[[Floats, Any, Any], Floats]

__all__ = [
    "ChartKind",
    "Input",
    "InputWord",
    "Points",
    "Scale",
    "given_on_scale",
    "on_scale",
]


class Input(Choice):
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


InputWord: TypeAlias = Literal[
    "values", "counts", "units", "events", "between", "subgroups", "binary"
]


# A class without slots is made in half the time.
@by_value
@frozen(eq=False, slots=False)
class Points:
    """Points of charts, and what is known of each: arrays that are cut together.

    All have one shape (..., n), time along the last axis, and are None where there is
    nothing to know. The functions of a kind get the first three, one phase a row: only
    points that count, in order of time, those excluded or after the baseline already
    left out; NaN where a period has no observation, and at the end of shorter phases.

    Parameters
    ----------
    values : ndarray of float, shape (..., n)
        What is plotted; numerators are already divided by their sizes.
    sizes : ndarray of float, shape (..., n), optional
        Denominators or subgroup sizes.
    within : ndarray of float, shape (..., n), optional
        Of subgroups: the standard deviation, or the range, within each.
    breaks : ndarray of bool, shape (..., n), optional
        True where a new phase starts; the first point starts none.
    excluded, missing : ndarray of bool, shape (..., n), optional
        Points that are shown and do not count; that are passed over altogether.
    baseline : ndarray of bool, shape (..., n), optional
        Points that limits rest on; by default all that count.
    centre, sigma, lower, upper : ndarray of float, shape (..., n), optional
        Lines that are given, on the scale of the kind; NaN where they are computed.
    """

    values: Floats
    sizes: Floats | None = None
    within: Floats | None = None
    breaks: Bools | None = None
    excluded: Bools | None = None
    baseline: Bools | None = None
    missing: Bools | None = None
    centre: Floats | None = None
    sigma: Floats | None = None
    lower: Floats | None = None
    upper: Floats | None = None

    @property
    def arrays(self) -> tuple[Any, ...]:
        """Return all arrays in order, None for those that are not there."""
        lines = (self.centre, self.sigma, self.lower, self.upper)
        marks = (self.breaks, self.excluded, self.baseline, self.missing)
        return (self.values, self.sizes, self.within, *marks, *lines)

    @arguments()
    def each(self, function: Callable[[Any], Any]) -> Points:
        """Return the points with `function` of each array that is there."""
        made: list[Any] = [
            None if array is None else function(array) for array in self.arrays
        ]
        return Points(*made)

    @arguments()
    def block(self, rows: slice, span: slice) -> Points:
        """Return some of the points (k, n), without marks that mark none of these."""
        part = self.each(itemgetter((rows, span)))
        idle: dict[str, Any] = {}
        # The first point starts no phase.
        if part.breaks is not None and not part.breaks[:, 1:].any():
            idle["breaks"] = None
        if part.excluded is not None and not part.excluded.any():
            idle["excluded"] = None
        if part.baseline is not None and part.baseline.all():
            idle["baseline"] = None
        if part.missing is not None and not part.missing.any():
            idle["missing"] = None
        return evolve(part, **idle) if idle else part

    @property
    def plain(self) -> bool:
        """Say whether every row is one phase of which every point counts."""
        return (
            self.breaks is None
            and self.excluded is None
            and self.baseline is None
            and self.missing is None
        )

    @property
    def left_out(self) -> Bools | None:
        """Return which points do not count or are passed over, None for none."""
        if self.missing is None:
            return self.excluded
        return self.missing if self.excluded is None else self.excluded | self.missing

    @property
    def kept(self) -> Bools | None:
        """Return which points stand on the chart and count, None for all."""
        out = self.left_out
        return None if out is None else ~out

    @property
    def counted(self) -> Bools | None:
        """Return which points limits rest on, None for all."""
        kept = self.kept
        if self.baseline is None:
            return kept
        return self.baseline if kept is None else self.baseline & kept


@by_value
@frozen(eq=False)
class Scale:
    """A scale on which limits are computed, and the way back.

    Both functions keep order and shape, and NaN.

    Parameters
    ----------
    name : str
        What it is called.
    there : Callable[[Floats], Floats]
        From values to the scale.
    back : Callable[[Floats], Floats]
        From the scale to values.
    """

    name: str = field(validator=non_blank)
    there: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]


def _takes_of(said: Input | InputWord) -> Input:
    return Input.of(said, "takes")


@by_value
@frozen(kw_only=True, eq=False)
class ChartKind:
    """A kind of chart, as a value: what is plotted, its centre, sigma and limits.

    Parameters
    ----------
    name : str
        In a catalog.
    title : str
        What people call it; made from its name unless said.
    formula : str
        How the limits are computed, in one line.
    source : str
        Where that is from.
    working : str
        The arithmetic of a point's sigma, for `explain`, with {centre}, {spread},
        {size}, {c4}, {d3} and {ramp} where the numbers go.
    takes : Input
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
        Returns what is plotted, where this is not the values themselves. It may say
        by a whole number, ``reach``, how many points it looks at.
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
    level : bool
        The centre is the level of the values, by default; that of moving ranges and
        of CUSUMs is not, so that no declared change is judged by it.
    """

    name: str = field(validator=is_key)
    title: str = field(default="", validator=is_text)
    formula: str = field(default="", validator=is_text)
    source: str = field(default="", validator=is_text)
    working: str = field(default="", validator=is_text)
    takes: Input = field(default=Input.VALUES, converter=_takes_of)
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
    level: bool = field(default=True, validator=instance_of(bool))

    def __repr__(self) -> str:
        return f"<ChartKind {self.name}>"

    def __str__(self) -> str:
        """Return what it is called, and how limits are computed, for people."""
        formula = self.formula or say("a formula of its own")
        return say("{kind}: {formula}", kind=self.title or self.name, formula=formula)


def on_scale(kind: ChartKind, points: Points) -> Points:
    """Return the points on the scale on which limits of the kind are computed."""
    if kind.scale is None:
        return points
    return evolve(points, values=kind.scale.there(points.values))


def given_on_scale(
    kind: ChartKind, given: Mapping[str, Floats], per: float
) -> dict[str, Floats]:
    """Return given lines (..., n), as they are displayed, on the scale of the kind."""
    found = {}
    for name, line in given.items():
        # A line that moves in no place of memory goes on not moving.
        level = line[..., :1] if line.strides[-1] == 0 else line
        level = level if per == 1.0 else level / per
        if kind.scale is not None and name != "sigma":
            level = kind.scale.there(level)
        found[name] = np.broadcast_to(level, line.shape)
    return found
