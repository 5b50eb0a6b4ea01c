"""A judgement: which signals are improvements, and whether a target is in reach."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

import numpy as np
from attrs import evolve, field, fields_dict, frozen

from cqikit.core import arguments, html_table, instance_of, one_of
from cqikit.errors import ChartError
from cqikit.measures import Direction
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._inputs import floats
from cqikit.spc._charts._view import Bools, Flags, Floats
from cqikit.spc._rules._flags import DOWN, UNDIRECTED, UP
from cqikit.spc._rules._reading import MOST_ROWS, Reading

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from cqikit.spc._charts._view import ChartView
    from cqikit.spc._rules._useful import Indexes

Number = TypeVar("Number", bound=np.generic)
Words: TypeAlias = "NDArray[np.str_]"

__all__ = ["Assurance", "Judgement", "Variation", "judge"]


class Variation(StrEnum):
    """What the latest point says of the latest phase.

    ``COMMON``: no signal. ``IMPROVEMENT`` and ``CONCERN``: a signal in the
    better or in the worse direction. ``HIGH`` and ``LOW``: a signal where
    neither direction is better. ``UNDIRECTED``: a signal without direction,
    such as too few crossings.
    """

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"
    UNDIRECTED = "undirected"


class Assurance(StrEnum):
    """Whether the process, as it is, will meet its target.

    ``MEETS`` and ``MISSES``: the target lies outside the limits of the latest
    phase, on the worse or on the better side: it will be met, or missed,
    unless something changes; limits without width that lie on it meet it, too.
    ``VARIES``: it lies between the limits, so chance decides. ``UNKNOWN``: no target,
    no limits, or no better direction.
    """

    MEETS = "meets"
    MISSES = "misses"
    VARIES = "varies"
    UNKNOWN = "unknown"


@frozen(kw_only=True, eq=False)
class Judgement:
    """What a reading means to those who want a measure to go one way; see `judge`.

    Parameters
    ----------
    reading : Reading
    direction : Direction
        Which way is better.
    target : ndarray of float, shape (..., n), optional
        The target at each point.
    improvement, concern : ndarray of bool, shape (..., n)
        Points with a signal in the better and in the worse direction; one
        point can have both. Where neither direction is better, none has.
    points : ndarray of int8, shape (..., n)
        One direction a point, for a colour: that of the first rule, in the
        order of the catalog, that signals there.
    variation : ndarray of str, shape (...)
        A `Variation` for each chart.
    assurance : ndarray of str, shape (...)
        An `Assurance` for each chart.
    """

    reading: Reading = field(repr=False)
    direction: Direction
    target: Floats | None = field(repr=False)
    improvement: Bools = field(repr=False)
    concern: Bools = field(repr=False)
    points: Flags = field(repr=False)
    variation: Words
    assurance: Words

    def __getitem__(self, row: int | tuple[int, ...]) -> Judgement:
        """Return the judgement of one chart of a stack.

        Examples
        --------
        >>> from cqikit import spc
        >>> both = spc.judge(spc.read(spc.chart([[7, 9, 8], [1, 4, 2]])), "lower", 3)
        >>> str(both[1].assurance), both[1].reading.chart.values.tolist()
        ('varies', [1.0, 4.0, 2.0])
        """
        reading = self.reading[row]
        arrays: dict[str, Any] = {
            name: np.asarray(array[row])
            for name in fields_dict(Judgement)
            if isinstance(array := getattr(self, name), np.ndarray)
        }
        return evolve(self, reading=reading, **arrays)

    def __repr__(self) -> str:
        said = self.variation.reshape(-1).tolist()
        if self.variation.ndim:
            counts = ", ".join(f"{name} {n}" for name, n in Counter(said).items())
            return f"<Judgement of {len(said)} charts: {counts}>"
        return (
            f"<Judgement {said[0]}, target {self.assurance}, better {self.direction}>"
        )

    def __str__(self) -> str:
        """Return what was found, for people."""
        return self.summary

    def _repr_html_(self) -> str:
        """Return variation and assurance; `drawing.show` has the picture."""
        pairs = zip(self.variation.reshape(-1), self.assurance.reshape(-1), strict=True)
        rows = [(row, *pair) for row, pair in enumerate(pairs)]
        return html_table(
            self.summary, ("chart", "variation", "assurance"), rows[:MOST_ROWS]
        )

    @property
    def supports(self) -> bool | None:
        """Say whether this speaks for the change that was made.

        True where a chart has improved and none gives concern, False the other
        way round, None where nothing has happened, or both.
        """
        said = set(self.variation.reshape(-1).tolist())
        better, worse = Variation.IMPROVEMENT in said, Variation.CONCERN in said
        return better if better != worse else None

    @property
    def summary(self) -> str:
        """Return in one line what was found, as evidence for a conclusion."""
        flags = self.reading.flags
        rules = [name for name in flags if np.count_nonzero(flags[name])]
        signals = f"signals: {', '.join(rules)}" if rules else "no signal"
        counts = Counter(self.variation.reshape(-1).tolist())
        if self.variation.ndim:
            found = ", ".join(f"{word} {count}" for word, count in counts.items())
            return f"variation of {self.variation.size} charts: {found} ({signals})"
        met = {
            Assurance.MEETS: "; the target will be met",
            Assurance.MISSES: "; the target will be missed",
            Assurance.VARIES: "; whether the target is met is chance",
            Assurance.UNKNOWN: "",
        }[Assurance(str(self.assurance))]
        return f"{self.variation} variation ({signals}){met}"


@arguments(
    reading=instance_of(
        Reading, mend="read the chart first: spc.judge(spc.read(chart))"
    ),
    over=one_of("point", "phase"),
)
def judge(
    reading: Reading,
    direction: Direction | str = Direction.NEITHER,
    target: ArrayLike | None = None,
    *,
    over: Literal["point", "phase"] = "point",
) -> Judgement:
    """Say which signals are improvements, and whether the target is in reach.

    Parameters
    ----------
    reading : Reading
    direction : Direction
        Which way is better.
    target : float or array_like, optional
        One for all, one a point (n,), or one a chart (..., 1); NaN for none.
    over : {"point", "phase"}
        Whether variation is that of the latest point observed, as on the icons
        of Making Data Count, or of the latest signal in the latest phase.

    Returns
    -------
    Judgement
        Assurance is that against the limits at the latest point observed.

    Raises
    ------
    ChartError, FieldError
        When the target does not fit the chart, or `over` is neither.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit import spc
    >>> y = np.array([5.0, 4, 6, 5, 5, 6, 4, 1])
    >>> view = spc.View(y, centre=np.full(8, 5.0), sigma=np.ones(8))
    >>> judged = spc.judge(spc.read(view), direction="lower", target=9.0)
    >>> str(judged.variation), str(judged.assurance)
    ('improvement', 'meets')
    """
    better = Direction.of(direction, "direction")
    view = reading.view
    shape = np.shape(view.values)
    high, low = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    points = np.zeros(shape, dtype=np.int8)
    for flags in reading.flags.values():
        high |= flags == UP
        low |= flags == DOWN
        np.copyto(points, flags, where=points == 0)
    nothing = np.zeros(shape, dtype=bool)
    improvement, concern = {
        Direction.HIGHER: (high, low),
        Direction.LOWER: (low, high),
        Direction.NEITHER: (nothing, nothing),
    }[better]
    aimed = None if target is None else _target(target, shape)
    latest = _latest(view)
    return Judgement(
        reading=reading,
        direction=better,
        target=aimed,
        improvement=improvement,
        concern=concern,
        points=points,
        variation=_variation(_at(points, _told(view, points, latest, over)), better),
        assurance=_assurance(reading.chart, aimed, latest, better),
    )


def _target(target: ArrayLike, shape: tuple[int, ...]) -> Floats:
    line = floats(target, "target")
    try:
        return np.broadcast_to(line, shape)
    except ValueError:
        got = np.shape(target)
        raise ChartError(
            f"target must be one number, one a point or one a chart (..., 1) for a"
            f" chart of the shape {shape} (got {got})"
        ) from None


def _latest(view: ChartView) -> Indexes:
    """Return the place (..., 1) of the latest point that is there and counts."""
    there = np.isfinite(view.values)
    excluded = getattr(view, "excluded", None)
    if excluded is not None:
        there &= ~np.asarray(excluded, dtype=bool)
    n = there.shape[-1]
    back = np.argmax(there[..., ::-1], axis=-1, keepdims=True) if n else None
    return np.zeros((*there.shape[:-1], 1), np.intp) if back is None else n - 1 - back


def _told(view: ChartView, points: Flags, latest: Indexes, over: str) -> Indexes:
    """Return the place (..., 1) of the point whose signal is the variation."""
    if over == "point" or points.shape[-1] == 0:
        return latest
    breaks = getattr(view, "breaks", None)
    phase = np.cumsum(np.zeros(points.shape) if breaks is None else breaks, axis=-1)
    phase = np.broadcast_to(phase, points.shape)
    n = points.shape[-1]
    counted = (points != 0) & (phase == np.take_along_axis(phase, latest, axis=-1))
    last = n - 1 - np.argmax(counted[..., ::-1], axis=-1, keepdims=True)
    return np.where(counted.any(axis=-1, keepdims=True), last, latest)


def _at(array: NDArray[Number], latest: Indexes) -> NDArray[Number]:
    if array.shape[-1] == 0:
        return np.zeros(array.shape[:-1], dtype=array.dtype)
    return np.take_along_axis(array, latest, axis=-1)[..., 0]


#: What a flag means: by the direction that is better, for UP, DOWN, UNDIRECTED.
MEANINGS: Final = {
    Direction.HIGHER: (Variation.IMPROVEMENT, Variation.CONCERN),
    Direction.LOWER: (Variation.CONCERN, Variation.IMPROVEMENT),
    Direction.NEITHER: (Variation.HIGH, Variation.LOW),
}


def _variation(flags: Flags, better: Direction) -> Words:
    up, down = MEANINGS[better]
    cases = [flags == UP, flags == DOWN, flags == UNDIRECTED]
    said = [up.value, down.value, Variation.UNDIRECTED.value]
    return np.select(cases, said, default=Variation.COMMON.value)


def _assurance(
    chart: Any,
    target: Floats | None,
    latest: Indexes,
    better: Direction,
) -> Words:
    shape = np.shape(chart.values)
    unknown = np.full(shape[:-1], Assurance.UNKNOWN.value)
    if target is None or better is Direction.NEITHER:
        return unknown
    limits = []
    for name, side in (("lower", -3), ("upper", 3)):
        # As drawn, on the scale of the target; a clamped limit is at its bound.
        drawn = getattr(chart, name, None)
        if drawn is None:
            drawn = chart.centre + side * np.asarray(chart.sigma)
        limits.append(_at(np.broadcast_to(drawn, shape), latest))
    aimed = _at(target, latest)
    lower, upper = limits
    beyond, within = (upper, lower) if better is Direction.HIGHER else (lower, upper)
    sign = better.sign
    # Where nothing has varied, the limits have no width: what lies on the target meets
    # it, and chance decides nothing.
    settled = (lower == upper) & (side_of(aimed, lower) == 0)
    cases = [
        np.isnan(aimed) | (np.isnan(lower) & np.isnan(upper)),
        settled,
        (aimed - beyond) * sign > 0,
        (within - aimed) * sign > 0,
    ]
    said = [Assurance.UNKNOWN.value, Assurance.MEETS.value]
    said += [Assurance.MISSES.value, Assurance.MEETS.value]
    return np.select(cases, said, default=Assurance.VARIES.value)
