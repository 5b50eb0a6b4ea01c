"""Funnel plots: units compared with each other, not with their own past.

After Spiegelhalter DJ. Funnel plots for comparing institutional performance.
Statistics in Medicine 2005;24(8):1185-1202, and Handling over-dispersion of
performance indicators. Quality and Safety in Health Care 2005;14:347-351.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

import numpy as np
from attrs import field, frozen

from cqikit.core import (
    Sentence,
    arguments,
    by_value,
    finite,
    format_number,
    html_table,
    instance_of,
    list_of,
    optional,
    say,
)
from cqikit.errors import FieldError, UnknownNameError
from cqikit.measures import Measure, MeasureKind, MeasureKindWord
from cqikit.spc._charts._asked import Column
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._floats import floats
from cqikit.spc._charts._guards import check_factor
from cqikit.spc._charts._view import Flags, Floats
from cqikit.spc._units._funnel_limits import (
    Dispersion,
    Edge,
    check_units,
    dispersion_of,
    exact_edge,
    kind_of,
    levels_of,
    names_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Funnel", "FunnelLimits", "funnel"]

#: How limits are computed; see `funnel`.
FunnelLimits: TypeAlias = Literal[
    "interpolated", "conservative", "normal", "multiplicative", "additive"
]
#: No ratio is smaller, but for none at all.
SMALLEST_CENTRE: Final = 1e-15
EXACT: Final = ("interpolated", "conservative")
LIMITS: Final = {
    "interpolated": say("interpolated"),
    "conservative": say("conservative"),
    "normal": say("normal"),
    "multiplicative": say("multiplicative"),
    "additive": say("additive"),
}
SIDES: Final = {1: say("above"), -1: say("below"), 0: say("within")}


@by_value
@frozen(kw_only=True, eq=False)
class Funnel:
    """Units with their ratios, one centre, and limits by size; made by `funnel`.

    Parameters
    ----------
    kind : MeasureKind
        Proportion or rate.
    units : tuple of str
        Their names; numbers from 1 where none were given.
    events, sizes, values : ndarray of float, shape (units,)
        Events, out of how many or over which exposure, and their ratio times
        `per`.
    centre : float
        What the units are compared with, in the same unit as `values`.
    given : bool
        The centre was given, not pooled from these units.
    limits : str
        How limits are computed; see `funnel`.
    levels : tuple of float
        How probably a unit lies within its limits by chance.
    lower, upper : ndarray of float, shape (levels, units)
        NaN where there is none: without any event nothing varies.
    dispersion : Dispersion
        How much more units differ than chance explains; whether limits were
        widened for it, `limits` says.
    per : float
        What ratios were multiplied by; 1 unless said.
    title : str
        What the funnel is called; "" unless said.
    measure : Measure, optional
        What is measured: its direction and unit; None where only numbers came in.
    """

    kind: MeasureKind
    units: tuple[str, ...]
    events: Floats = field(repr=False)
    sizes: Floats = field(repr=False)
    values: Floats
    centre: float
    given: bool
    limits: FunnelLimits
    levels: tuple[float, ...]
    lower: Floats = field(repr=False)
    upper: Floats = field(repr=False)
    dispersion: Dispersion
    per: float = 1.0
    title: str = ""
    measure: Measure | None = field(
        default=None, repr=False, validator=optional(instance_of(Measure))
    )

    def __repr__(self) -> str:
        return (
            f"<Funnel {self.kind.value}, {len(self.units)} units, centre"
            f" {format_number(self.centre)}, {len(self.beyond())} beyond the limits>"
        )

    def __str__(self) -> str:
        """Return which units are beyond the outer limits, for people."""
        level = 100 * max(self.levels)
        said = tuple(
            say("{unit} above", unit=unit)
            if side > 0
            else say("{unit} below", unit=unit)
            for unit, side in self.beyond().items()
        )
        if not said:
            return say("{level:g} % limits: none beyond", level=level)
        return say("{level:g} % limits: {units}", level=level, units=said)

    def _repr_html_(self) -> str:
        """Return a row for each unit; `drawing.show` has the picture."""
        outer = self._row(max(self.levels))
        columns = (self.events, self.sizes, self.values)
        lines = (self.lower[outer], self.upper[outer])
        header = ("unit", "events", "size", "value", "lower", "upper")
        rows = [
            (unit, *(format_number(float(line[row])) for line in (*columns, *lines)))
            for row, unit in enumerate(self.units)
        ]
        return html_table(f"{self.title or 'Funnel'}: {self}", header, rows)

    @property
    def flags(self) -> Flags:
        """Return 1 above the upper limit, -1 below the lower, 0 within.

        Shape (levels, units). A unit on a limit is within.
        """
        over = side_of(self.values, self.upper) > 0
        under = side_of(self.values, self.lower) < 0
        flags: Flags = over.astype(np.int8) - under.astype(np.int8)
        return flags

    @arguments()
    def beyond(self, level: float | None = None) -> dict[str, int]:
        """Return the units beyond the limits of a level, the widest by default.

        The value says on which side: 1 above, -1 below.
        """
        row = self._row(max(self.levels) if level is None else level)
        flags = zip(self.units, self.flags[row], strict=True)
        return {unit: int(flag) for unit, flag in flags if flag}

    @arguments()
    def curve(self, sizes: Any, level: float | None = None) -> tuple[Floats, Floats]:
        """Return the limits for units of any `sizes`, to be drawn as the funnel.

        Parameters
        ----------
        sizes : array of numbers, shape (m,)
        level : float, optional
            One of `levels`, the widest by default.

        Returns
        -------
        lower, upper : ndarray of float, shape (m,)
        """
        widest = max(self.levels) if level is None else level
        self._row(widest)
        at = np.atleast_1d(floats(sizes, "sizes"))
        if not at.size:
            raise FieldError("sizes", say("must have at least one"), sizes)
        lower, upper = (_drawn(edge, self.kind) for edge in self._edges(at, widest))
        return lower * self.per, upper * self.per

    @arguments()
    def explain(self, unit: str) -> Sentence:
        """Return the arithmetic of a unit's limits, with the numbers in it."""
        if unit not in self.units:
            raise UnknownNameError(say("unit"), unit, self.units)
        place = self.units.index(unit)
        total, out_of = self.events.sum(), self.sizes.sum()
        source = say("{count:g} / {of:g}", count=total, of=out_of)
        source = say("given") if self.given else source
        times = "" if self.per == 1 else say(" × {per:g}", per=self.per)
        lines = [
            say(
                "{unit}: {count:g} / {size:g}{times} = {value:.6g}",
                unit=unit,
                count=self.events[place],
                size=self.sizes[place],
                times=times,
                value=self.values[place],
            ),
            say(
                "centre: {source}{times} = {centre:.6g}",
                source=source,
                times=times,
                centre=self.centre,
            ),
        ]
        if self.limits not in EXACT:
            lines.append(say("dispersion: {how}", how=str(self.dispersion)))
        for level, flag in zip(self.levels, self.flags[:, place], strict=True):
            low, high = self._edges(self.sizes[place : place + 1], level)
            lines += [
                say(
                    "{level:g} % limits ({limits}): {side}",
                    level=100 * level,
                    limits=LIMITS[self.limits],
                    side=SIDES[int(flag)],
                ),
                say("  lower: {working}", working=self._worked(low, times)),
                say("  upper: {working}", working=self._worked(high, times)),
            ]
        return say("{lines/\n}", lines=tuple(lines))

    def _worked(self, edge: Edge, times: str) -> str:
        exact, drawn = edge.value[0] * self.per, _drawn(edge, self.kind)[0] * self.per
        if np.isnan(exact):
            return edge.steps
        return say(
            "{steps}{times} = {exact:.6g}{bound}",
            steps=edge.steps,
            times=times,
            exact=exact,
            bound=""
            if exact == drawn
            else say(", drawn at {drawn:g}: nothing is beyond", drawn=drawn),
        )

    def _row(self, level: float) -> int:
        if level not in self.levels:
            asked = ", ".join(f"{level:g}" for level in self.levels)
            raise FieldError("level", say("must be one of {names}", names=asked), level)
        return self.levels.index(level)

    def _edges(self, sizes: Floats, level: float) -> tuple[Edge, Edge]:
        centre = self.centre / self.per
        return _edges(
            sizes, level, centre, self.kind, self.dispersion, limits=self.limits
        )


@arguments(
    units=optional(Column(list_of(say("names")))),
    centre=optional(finite),
    levels=list_of(
        say("shares"), fix=say("such as {example}", example="(0.95, 0.998)")
    ),
    winsorise=instance_of(int, float),
)
def funnel(
    events: Any,
    sizes: Any,
    *,
    units: Sequence[str] | None = None,
    kind: MeasureKind | MeasureKindWord = MeasureKind.PROPORTION,
    centre: float | None = None,
    limits: FunnelLimits = "interpolated",
    levels: Sequence[float] = (0.95, 0.998),
    winsorise: float = 0.1,
    per: float = 1.0,
    title: str = "",
    measure: Measure | None = None,
) -> Funnel:
    """Compare units, such as sites, by their ratio and their size.

    Limits are drawn about one centre, narrower the larger a unit is. Compared
    with a league table, small units are not called best and worst by chance.

    Parameters
    ----------
    events : array of numbers, shape (units,)
        Events in each unit.
    sizes : array of numbers, shape (units,)
        How many there are in each unit; of a rate, the exposure; of a
        standardised ratio, the events that were to be expected.
    units : sequence of str, optional
        Their names; "1", "2" ... unless told.
    kind : {"proportion", "rate"}
        Binomial events out of so many, or Poisson events over an exposure; binomial
        unless said.
    centre : float, optional
        In the unit of the ratios times `per`; all events over all sizes unless
        told. 1 for standardised ratios.
    limits : str
        ``interpolated``: exact quantiles, interpolated between counts (Spiegelhalter
        2005, A.1.1). ``conservative``: exact quantiles; a unit lies beyond each by
        chance with at most (1 - level) / 2. ``normal``: the centre and so many standard
        errors. ``multiplicative``: these times the square root of the dispersion ratio.
        ``additive``: with a variance between units. ``interpolated`` unless said.
    levels : sequence of float
        95 % and 99.8 %, about two and three standard errors, unless told.
    winsorise : float
        This share of the units at either end counts, for the dispersion, as if it were
        at the edge of the others, so that those who stand out do not hide themselves;
        0.1 unless said.
    per : float
        What ratios are multiplied by: 100 for per cent; 1 unless said.
    title : str
        Over the plot; nothing unless said.
    measure : Measure, optional
        What is measured: pictures take its direction and its unit; not told unless
        said.

    Returns
    -------
    Funnel

    Raises
    ------
    DataError
        With all units that cannot be: sizes of 0, events missing, negative,
        more than there can be, or, for exact limits, not whole.
    FieldError
        When an argument does not fit.

    Examples
    --------
    Illustrative numbers of five sites:

    >>> made = funnel(
    ...     [9, 12, 31, 5, 20],
    ...     [80, 100, 120, 60, 240],
    ...     units=["A", "B", "C", "D", "E"],
    ...     per=100,
    ... )
    >>> round(made.centre, 2), made.beyond(), made.beyond(0.95)
    (12.83, {'C': 1}, {'C': 1, 'E': -1})
    >>> print(made.explain("C"))
    C: 31 / 120 × 100 = 25.8333
    centre: 77 / 600 × 100 = 12.8333
    95 % limits (interpolated): above
      lower: (9 - 0.913) / 120 × 100 = 6.73938
      upper: (23 - 0.542) / 120 × 100 = 18.7152
    99.8 % limits (interpolated): above
      lower: (5 - 0.283) / 120 × 100 = 3.93113
      upper: (28 - 0.789) / 120 × 100 = 22.6754
    """
    family = _checked(kind, limits, per)
    counts, totals = floats(events, "events"), floats(sizes, "sizes")
    names = names_of(units, counts, totals)
    check_units(counts, totals, names, family, whole=limits in EXACT)
    chosen = levels_of(levels)
    middle = _middle(centre, per, family, counts.sum() / totals.sum())
    variance, shares = _variance(middle, family), counts / totals
    spread = dispersion_of(shares, totals, middle, variance, winsorise)
    edges = [_edges(totals, p, middle, family, spread, limits=limits) for p in chosen]
    return Funnel(
        kind=family,
        units=names,
        events=_shut(counts),
        sizes=_shut(totals),
        values=_shut(shares * per),
        centre=float(middle * per),
        given=centre is not None,
        limits=limits,
        levels=chosen,
        lower=_shut(np.array([_drawn(low, family) for low, _ in edges]) * per),
        upper=_shut(np.array([_drawn(high, family) for _, high in edges]) * per),
        dispersion=spread,
        per=float(per),
        title=title,
        measure=measure,
    )


def _checked(
    kind: MeasureKind | MeasureKindWord, limits: str, per: float
) -> MeasureKind:
    if not isinstance(limits, str) or limits not in get_args(FunnelLimits):
        raise UnknownNameError(say("limits"), limits, get_args(FunnelLimits))
    check_factor(per, "per")
    return kind_of(kind)


def _middle(
    centre: float | None, per: float, kind: MeasureKind, computed: float
) -> float:
    """Return the centre as a plain ratio, the `computed` one where none is given."""
    top = 1.0 if kind is MeasureKind.PROPORTION else np.inf
    middle = computed if centre is None else centre / per
    if not (middle == 0 or SMALLEST_CENTRE <= middle <= top):
        raise FieldError(
            "centre", say("must be between 0 and {top:g}", top=top * per), centre
        )
    return middle


def _variance(centre: float, kind: MeasureKind) -> float:
    """Return the variance of one event about a centre."""
    return centre * (1 - centre) if kind is MeasureKind.PROPORTION else centre


def _edges(
    sizes: Floats,
    level: float,
    centre: float,
    kind: MeasureKind,
    dispersion: Dispersion,
    *,
    limits: FunnelLimits,
) -> tuple[Edge, Edge]:
    variance = _variance(centre, kind)
    tail = (1 - level) / 2
    if variance == 0:
        # Nothing varies about a centre of none, or of all.
        none = Edge(np.full(sizes.shape, np.nan), say("no limit"))
        return none, none
    if limits in EXACT:
        made = [
            exact_edge(
                sizes,
                p,
                centre,
                binomial=kind is MeasureKind.PROPORTION,
                between=limits == "interpolated",
            )
            for p in (tail, 1 - tail)
        ]
    else:
        made = [
            dispersion.edge(sizes, p, centre, variance, limits)
            for p in (tail, 1 - tail)
        ]
    low, high = made
    return low, high


def _drawn(edge: Edge, kind: MeasureKind) -> Floats:
    """Return a limit no further out than any unit can be."""
    top = 1.0 if kind is MeasureKind.PROPORTION else np.inf
    return np.clip(edge.value, 0.0, top)


def _shut(array: Floats) -> Floats:
    array.flags.writeable = False
    return array
