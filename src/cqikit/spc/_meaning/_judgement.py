"""A judgement: which signals are improvements, and whether a target is in reach."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

import numpy as np
from attrs import evolve, field, fields_dict, frozen

from cqikit.core import (
    Sentence,
    arguments,
    by_value,
    html_table,
    instance_of,
    is_text,
    one_of,
    plural,
    say,
    sealed,
)
from cqikit.errors import ChartError
from cqikit.measures import Direction, DirectionWord
from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._floats import floats
from cqikit.spc._charts._guards import check_share, check_target
from cqikit.spc._charts._view import Bools, Flags, Floats, counting
from cqikit.spc._meaning._changes import Change, changes
from cqikit.spc._meaning._compared import compared_with, latest_phase
from cqikit.spc._meaning._sentences import sentences
from cqikit.spc._meaning._settled import at, by_limits, come_back, unsettled
from cqikit.spc._meaning._variation import (
    MEANINGS,
    Assurance,
    Variation,
    better_of,
)
from cqikit.spc._rules._flags import DOWN, UNDIRECTED, UP
from cqikit.spc._rules._reading import MOST_ROWS, Reading
from cqikit.spc._rules._titles import rule_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from cqikit.spc._charts._view import ChartView
    from cqikit.spc._rules._useful import Indexes

Number = TypeVar("Number", bound=np.generic)
Words: TypeAlias = "NDArray[np.str_]"

__all__ = ["Judgement", "judge"]


# cached_property needs a __dict__.
@by_value
@frozen(kw_only=True, eq=False, slots=False)
class Judgement:
    """What a reading means to those who want a measure to go one way; see `judge`.

    Parameters
    ----------
    reading : Reading
        Which rules signal where.
    direction : Direction, optional
        Which way is better; that of the chart's measure when not given, neither where
        only numbers came in.
    target : ndarray of float, shape (..., n), optional
        The target at each point.
    improvement, concern : ndarray of bool, shape (..., n)
        Points with a signal in the better and in the worse direction; one
        point can have both. Where neither direction is better, none has. About a
        centre of their own, runs on both sides are one shift or slope: what lies
        before the latest is what that is compared with, and neither.
    earlier : ndarray of int8, shape (..., n)
        1 or -1 at points that later ones are compared with, as their signals point.
    points : ndarray of int8, shape (..., n)
        One direction a point, for a colour: that of the first rule, in the
        order of the catalog, that signals there.
    variation : ndarray of str, shape (...)
        A `Variation` for each chart.
    assurance : ndarray of str, shape (...)
        An `Assurance` for each chart.
    unit : str
        Unit of the values, for sentences; none unless said.
    """

    reading: Reading = field(repr=False)
    direction: Direction
    target: Floats | None = field(repr=False)
    improvement: Bools = field(repr=False)
    concern: Bools = field(repr=False)
    earlier: Flags = field(repr=False)
    points: Flags = field(repr=False)
    variation: Words
    assurance: Words
    unit: str = ""

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return each declared change against the baseline before; see `changes`.

        Of a stack, those of all charts, one after another; of a view, none.
        """
        return tuple(change for row in self._declared for change in row)

    @property
    def between(self) -> Words:
        """Return what the latest declared change that is seen did, shape (...).

        A `Variation` against the baseline carried forward: that of the latest change
        of which more than chance is seen, ``COMMON`` where none is; "" where none is
        declared.
        """
        said = [_seen(row) for row in self._declared]
        return np.array(said, dtype=np.str_).reshape(self.variation.shape)

    @property
    def against_limits(self) -> Words:
        """Return where the target lies to the limits, whatever moves: (...).

        An `Assurance`, as the icons of Making Data Count have it; `assurance` is
        unknown, besides, where limits do not tell what comes.
        """
        chart, latest = self.reading.chart, _latest(self.reading.view)
        return np.asarray(by_limits(chart, self.target, latest, self.direction))

    @property
    def moved(self) -> Words:
        """Return which way each chart went, by its latest change and since: (...).

        A `Variation`. Against the baseline carried forward, where a change was
        declared; what the latest point says within its phase counts, too, and where
        both speak and disagree it is ``UNDIRECTED``. Without a declared change, it is
        the latest signal.
        """
        latest = _variation(self._latest_signal, self.direction)
        between = self.between.ravel().tolist()
        rows = zip(between, self.variation.flat, latest.flat, strict=True)
        said = [
            _moved(change, str(within)) if change else str(signal)
            for change, within, signal in rows
        ]
        return np.array(said, dtype=np.str_).reshape(self.variation.shape)

    @cached_property
    def _declared(self) -> tuple[tuple[Change, ...], ...]:
        """Return the declared changes of each chart, which are asked for again."""
        chart, shape = self.reading.chart, self.variation.shape
        if not isinstance(chart, Chart) or not chart.breaks.any():
            return ((),) * self.variation.size
        rows = [chart[row] for row in np.ndindex(shape)] if shape else [chart]
        asked = self.reading.rules, self.direction
        return tuple(changes(row, *asked) for row in rows)

    def __getitem__(self, row: int | tuple[int, ...]) -> Judgement:
        """Return the judgement of one chart of a stack.

        Examples
        --------
        >>> from cqikit import spc
        >>> both = spc.judge(spc.read(spc.chart([[7, 9, 8], [1, 4, 2]])), "lower", 3)
        >>> str(both[1].assurance), both[1].reading.chart.values.tolist()
        ('unknown', [1.0, 4.0, 2.0])
        """
        reading = self.reading[row]
        points = np.shape(reading.view.values)
        arrays: dict[str, Any] = {
            name: sealed(_own(np.asarray(array[row]), points))
            for name in fields_dict(Judgement)
            if isinstance(array := getattr(self, name), np.ndarray)
        }
        return evolve(self, reading=reading, **arrays)

    def __repr__(self) -> str:
        moved = self.moved
        if moved.ndim:
            tally = ", ".join(_tally(moved))
            return f"<Judgement of {plural(moved.size, 'chart')}: {tally}>"
        return f"<Judgement {moved}, target {self.assurance}, better {self.direction}>"

    def __str__(self) -> str:
        """Return what was found, for people."""
        return self.summary

    def _repr_html_(self) -> str:
        """Return what each chart says; `drawing.show` has the picture."""
        said = np.stack([self.moved, self.variation, self.assurance], axis=-1)
        each = said.reshape(-1, 3)[:MOST_ROWS].tolist()
        rows = [(place, *words) for place, words in enumerate(each, start=1)]
        header = ("chart", "moved", "variation", "assurance")
        return html_table(self.summary, header, rows)

    @property
    def supports(self) -> bool | None:
        """Say whether this speaks for the change that was made.

        True where a chart has improved and none gives concern, False the other way
        round, None where nothing has happened, or both: against the baseline carried
        forward where a change was declared, else by the latest signal of its phase.
        """
        latest = _variation(self._latest_signal, self.direction).flat
        said = {
            word
            for row, signal in zip(self._declared, latest, strict=True)
            for word in (
                [str(change.meaning) for change in row] if row else [str(signal)]
            )
        }
        better, worse = Variation.IMPROVEMENT in said, Variation.CONCERN in said
        return better if better != worse else None

    @property
    def summary(self) -> Sentence:
        """Return what was found in sentences, as evidence for a conclusion.

        Of a stack, how many charts moved which way; of one, see `sentences`.
        """
        if not self.variation.ndim:
            return sentences(self).text
        flags = self.reading.flags
        rules = [name for name in flags if np.count_nonzero(flags[name])]
        rules += [signal.rule for change in self.changes for signal in change.signals]
        parts: dict[str, Any] = {"n": self.moved.size, "moved": _tally(self.moved)}
        said = say("{n:# chart|# charts}: {moved} (no signal)", **parts)
        if rules:
            names = tuple(map(rule_title, dict.fromkeys(rules)))
            said = say(
                "{n:# chart|# charts}: {moved} (signals: {rules})", rules=names, **parts
            )
        view = self.reading.view
        without = counting(view).any(axis=-1) & np.isnan(view.centre).all(axis=-1)
        if bare := int(np.count_nonzero(without)):
            return say("{said}; {n:# has|# have} no centre line", said=said, n=bare)
        return said

    @property
    def _latest_signal(self) -> Flags:
        """Return the direction (...) of the latest directed signal of each chart."""
        view, points = self.reading.view, self.points
        silent = (points == UNDIRECTED) | (points == self.earlier)
        directed = np.where(silent, np.int8(0), points)
        return at(directed, _told(view, directed, _latest(view), "phase"))


@arguments(
    reading=instance_of(
        Reading, fix=say("read the chart first: spc.judge(spc.read(chart))")
    ),
    over=one_of("point", "phase"),
    unit=is_text,
)
def judge(
    reading: Reading,
    direction: Direction | DirectionWord | None = None,
    target: ArrayLike | None = None,
    *,
    over: Literal["point", "phase"] = "point",
    unit: str = "",
) -> Judgement:
    """Say which signals are improvements, and whether the target is in reach.

    Parameters
    ----------
    reading : Reading
    direction : Direction, optional
        Which way is better; that of the chart's measure when not given, else neither.
    target : float or array_like, optional
        One for all, one a point (n,), or one a chart (..., 1); NaN for none. In the
        unit of the values; of an np chart of a measure, a share in that of the measure.
    over : {"point", "phase"}
        Whether variation is that of the latest point observed, as on the icons of
        Making Data Count, or of the latest signal in the latest phase; the latest point
        unless said.
    unit : str
        Of the values, for sentences; that of the chart's measure when not given.

    Returns
    -------
    Judgement
        Assurance is that against the limits at the latest point observed; unknown
        where the chart shows no values but averages or sums of them, and where the
        latest phase does not tell what comes: it has a signal, or fewer than six
        points, or its last points have left its level.

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
    ('improvement', 'unknown')
    """
    better = better_of(reading.chart, direction)
    view = reading.view
    shape = np.shape(view.values)
    high, low = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    points = np.zeros(shape, dtype=np.int8)
    for flags in reading.flags.values():
        high |= flags == UP
        low |= flags == DOWN
        np.copyto(points, flags, where=points == 0)
    earlier = compared_with(reading)
    high &= earlier != UP
    low &= earlier != DOWN
    if better is Direction.NEITHER:
        high, low = np.zeros((2, *shape), dtype=bool)
    improvement, concern = (low, high) if better is Direction.LOWER else (high, low)
    aimed = None if target is None else _aimed(reading.chart, _target(target, shape))
    latest = _latest(view)
    # What is only compared with says nothing.
    speaks = np.where((points != 0) & (points == earlier), np.int8(0), points)
    judged = Judgement(
        reading=reading,
        direction=better,
        target=aimed,
        improvement=improvement,
        concern=concern,
        earlier=earlier,
        points=points,
        variation=_variation(at(speaks, _told(view, speaks, latest, over)), better),
        assurance=_assured(reading, aimed, better, latest),
        unit=unit or getattr(reading.chart, "unit", ""),
    )
    _forget_what_came_back(judged)
    return _shut(judged)


def _own(array: Any, points: tuple[int, ...]) -> Any:
    """Return of an array of points those that a chart has; all else as it is."""
    return array[..., : points[-1]] if array.ndim == len(points) else array


def _shut(judged: Judgement) -> Judgement:
    """Let nobody write to the arrays of a judgement from now on."""
    for name in fields_dict(Judgement):
        sealed(getattr(judged, name))
    return judged


def _aimed(chart: Any, target: Floats) -> Floats:
    """Return a target that values of the chart can be.

    That of a measure of shares is so many of each size where these are counted.
    """
    if not isinstance(chart, Chart):
        return target
    if not chart.of_shares:
        check_target(chart.kind, target, chart.per)
        return target
    sizes: Any = chart.sizes
    per = chart.measure.per  # type: ignore[union-attr]
    check_share(chart.kind, target, per)
    return np.asarray(target * sizes / per)


def _assured(
    reading: Reading, aimed: Floats | None, better: Direction, latest: Indexes
) -> Words:
    """Return what limits say of the target, unknown where they do not tell it."""
    said = np.array(by_limits(reading.chart, aimed, latest, better))
    said[unsettled(reading, latest)] = Assurance.UNKNOWN.value
    return said


def _forget_what_came_back(judged: Judgement) -> None:
    """Mark in place as unknown what charts promise whose last points left a level."""
    known = judged.assurance != Assurance.UNKNOWN.value
    if not known.any():
        return
    chart: Any = judged.reading.chart
    declared = judged._declared  # noqa: SLF001  (of this file)
    for row, said in zip(np.ndindex(known.shape), declared, strict=True):
        if said and come_back(said[-1], chart[row] if row else chart)[0]:
            judged.assurance[row] = Assurance.UNKNOWN.value


def _seen(declared: Sequence[Change]) -> str:
    """Return the meaning of the latest change that moved a level."""
    moved = [str(change.meaning) for change in declared if change.moved]
    return moved[-1] if moved else str(Variation.COMMON) if declared else ""


def _moved(between: str, within: str) -> str:
    """Return which way a chart went, by its latest change and its latest point."""
    if between == Variation.UNDIRECTED:
        return between
    # What has no direction does not speak against what has one.
    said = {between, within} - {str(Variation.COMMON)}
    said = said - {str(Variation.UNDIRECTED)} or said
    if len(said) > 1:
        return str(Variation.UNDIRECTED)
    return said.pop() if said else str(Variation.COMMON)


def _tally(words: Words) -> tuple[Sentence, ...]:
    counts = Counter(words.ravel().tolist())
    return tuple(
        say("{variation} {count}", variation=Variation(word).words, count=count)
        for word, count in counts.items()
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
    there = counting(view)
    n = there.shape[-1]
    back = np.argmax(there[..., ::-1], axis=-1, keepdims=True) if n else None
    return np.zeros((*there.shape[:-1], 1), np.intp) if back is None else n - 1 - back


def _told(view: ChartView, points: Flags, latest: Indexes, over: str) -> Indexes:
    """Return the place (..., 1) of the point whose signal is the variation."""
    if over == "point" or points.shape[-1] == 0:
        return latest
    n = points.shape[-1]
    counted = (points != 0) & latest_phase(view, points.shape, latest)
    last = n - 1 - np.argmax(counted[..., ::-1], axis=-1, keepdims=True)
    return np.where(counted.any(axis=-1, keepdims=True), last, latest)


def _variation(flags: Flags, better: Direction) -> Words:
    up, down = MEANINGS[better]
    cases = [flags == UP, flags == DOWN, flags == UNDIRECTED]
    said = [up.value, down.value, Variation.UNDIRECTED.value]
    return np.select(cases, said, default=Variation.COMMON.value)
