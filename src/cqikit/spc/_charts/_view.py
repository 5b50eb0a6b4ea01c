"""What a rule looks at: a chart as three arrays, and what else it may know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, cast

import numpy as np
from attrs import astuple, fields_dict, frozen

from cqikit.core import (
    arguments,
    by_value,
    has,
    read_only,
    say,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Bools",
    "ChartView",
    "Charted",
    "Flags",
    "Floats",
    "View",
    "counting",
    "edges_of",
    "on_line",
    "own_span",
    "points_after",
    "sealed_view",
    "view_of",
    "with_row",
    "within_span",
]

Floats: TypeAlias = "NDArray[np.float64]"
Flags: TypeAlias = "NDArray[np.int8]"
Bools: TypeAlias = "NDArray[np.bool_]"


class ChartView(Protocol):
    """Any chart that rules can be applied to; nobody has to import ours.

    The three members are arrays of shape (..., n), time along the last axis:
    `values` with NaN where nothing was observed, `centre`, and `sigma`, the
    standard error of each point, NaN on a chart without limits.

    A view may also have `lower` and `upper` (limits; NaN where there is none),
    `breaks` (bool, True where a new phase starts; the first point starts none)
    and `excluded` (bool), each of shape (..., n). A rule asks for these with
    `getattr(view, "breaks", None)`: a stranger's chart need not have them.
    """

    @property
    def values(self) -> Floats: ...

    @property
    def centre(self) -> Floats: ...

    @property
    def sigma(self) -> Floats: ...


# A class without slots is made in half the time.
@by_value
@frozen(eq=False, slots=False)
class View:
    """The arrays that rules are applied to, each of shape (..., n).

    They are on the scale on which the chart was computed. A limit that is NaN
    is no limit: there was none, it was clamped to a bound that nothing can
    cross. `sigma` is NaN as well where all points that a phase rests on were equal:
    nothing is near limits without a width, and what is off them is outside.

    Parameters
    ----------
    values : Floats
        The points; NaN where nothing was observed.
    centre : Floats
        The centre line.
    sigma : Floats
        The sigma of each point.
    lower : Floats, optional
        The lower limit; none unless said.
    upper : Floats, optional
        The upper limit; none unless said.
    breaks : Bools, optional
        Where a phase begins; nowhere unless said.
    excluded : Bools, optional
        What does not count, so that its neighbours meet: of a chart that bridges gaps,
        also what is missing. Nothing unless said.

    Examples
    --------
    >>> import numpy as np
    >>> view = View(np.array([4.0, 9.0]), np.array([5.0, 5.0]), np.array([1.0, 1.0]))
    >>> view.upper is None
    True
    """

    values: Floats
    centre: Floats
    sigma: Floats
    lower: Floats | None = None
    upper: Floats | None = None
    breaks: Bools | None = None
    excluded: Bools | None = None

    def __attrs_post_init__(self) -> None:
        # No converters: to a type checker, these would make the fields no members of a
        # `ChartView`.
        for name in LINES:
            array = getattr(self, name)
            kept = read_only(array)
            if kept is not array:
                object.__setattr__(self, name, kept)


#: The arrays of a view.
LINES: Final = tuple(fields_dict(View))


def sealed_view(*arrays: Floats | Bools | None) -> View:
    """Return the view of arrays to which nobody can write: they are not tried."""
    view = View.__new__(View)
    view.__dict__.update(zip(LINES, arrays, strict=True))
    return view


def points_after(view: View, count: int | None) -> View:
    """Return what rules see of the points after so many, and of none before."""
    arrays: tuple[Any, ...] = astuple(view, recurse=False)
    cut: list[Any] = [None if array is None else array[..., count:] for array in arrays]
    return View(*cut)


@arguments(
    view=has(
        "values", "centre", what=say("a chart, or its view"), fix=say("chart it first")
    )
)
def counting(view: ChartView) -> Bools:
    """Return which points are observed, and not excluded.

    Parameters
    ----------
    view : Chart, or ChartView
        Or a stack of them, with points of shape (..., n).

    Returns
    -------
    ndarray of bool, shape (..., n)

    Examples
    --------
    >>> from cqikit import spc
    >>> spc.counting(spc.chart([3, 4, None, 5], exclude={1: "storm"})).tolist()
    [True, False, False, True]
    """
    counts: Bools = np.isfinite(np.asarray(view.values))
    excluded = getattr(view, "excluded", None)
    return counts if excluded is None else counts & ~np.asarray(excluded, dtype=bool)


def on_line(view: View) -> Bools:
    """Return which points stand on the line that rules read, observed or not."""
    out = view.excluded
    return np.ones(np.shape(view.values), dtype=bool) if out is None else ~out


class Charted(Protocol):
    """What keeps apart what is shown and what rules look at, as a `Chart` does."""

    @property
    def view(self) -> ChartView:
        """Return what rules look at."""
        ...


def view_of(chart: ChartView | Charted) -> ChartView:
    """Return what rules look at: of a chart its view, and a view itself."""
    return cast("ChartView", getattr(chart, "view", chart))


def edges_of(view: ChartView) -> list[int]:
    """Return where each phase of a single chart or view starts, and where it ends."""
    breaks = getattr(view, "breaks", None)
    starts = [] if breaks is None else np.flatnonzero(breaks).tolist()
    return [0, *starts, np.shape(view.values)[-1]]


def within_span(chart: ChartView) -> Bools:
    """Return which points lie from the first observation to the last, (..., n).

    Over the calendar of a panel, a series begins late or is over early: nothing was
    missed there. What is withheld was observed. All points, where none was.
    """
    there = ~np.isnan(np.asarray(chart.values))
    if withheld := getattr(chart, "withheld", ()):
        there |= np.array(withheld) != ""
    begun = np.logical_or.accumulate(there, axis=-1)
    goes_on = np.logical_or.accumulate(there[..., ::-1], axis=-1)[..., ::-1]
    within: Bools = (begun & goes_on) | ~there.any(axis=-1, keepdims=True)
    return within


def with_row(chart: Any) -> Bools:
    """Return which points have a row with a value or a size, (..., n).

    Not all that was observed is drawn: the first of moving ranges, a size of 0.
    """
    points = getattr(chart, "_points", chart)
    there: Bools = ~np.isnan(np.asarray(points.values))
    sizes = getattr(points, "sizes", None)
    return there if sizes is None else there | ~np.isnan(sizes)


def own_span(chart: ChartView) -> tuple[int, int]:
    """Return where a single chart's first observation is, and where its last ends."""
    places = np.flatnonzero(within_span(chart))
    return (int(places[0]), int(places[-1]) + 1) if places.size else (0, 0)
