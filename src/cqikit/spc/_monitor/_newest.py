"""The newest point: its lines, what each rule says of it, and what is remembered.

The lines come from the kernel that draws whole charts, with centre and spread put in
for the estimators; rules are asked about the few points that they look at. So nothing
here knows how limits are computed, or what a rule looks for.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from attrs import astuple, evolve, field, frozen

from cqikit.core import FrozenDict
from cqikit.spc._charts._compare import TOLERANCE
from cqikit.spc._charts._draw import drawn
from cqikit.spc._charts._fit import fit
from cqikit.spc._charts._kind import ChartKind, Input, on_scale
from cqikit.spc._charts._statistics import extremes
from cqikit.spc._charts._view import Floats, View
from cqikit.spc._charts._weighted import Step, step_of
from cqikit.spc._monitor._level import Level, kept_by
from cqikit.spc._monitor._moved import moved
from cqikit.spc._monitor._recall import MISSING, NOTHING, Recall, points_of_rows
from cqikit.spc._rules._flags import DOWN, UNDIRECTED, UP, Rule, foreign_flags
from cqikit.spc._rules._reach import OF_PHASES, Reach, reach_of
from cqikit.spc._rules._short import laid
from cqikit.spc._rules._useful import steps_of
from cqikit.spc._rules._zeros import Zeros

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._kind import Points
    from cqikit.spc._monitor._recall import Row
    from cqikit.spc._monitor._tally import Tally
    from cqikit.spc._rules._stream import Stream

__all__ = [
    "LINES",
    "Method",
    "Newest",
    "after_zeros",
    "begun",
    "cut",
    "held_kind",
    "level_of",
    "onward",
    "seen_by_rules",
]

LINES: Final = ("centre", "sigma", "lower", "upper")
#: What a short line says by two bits: nothing, up, down, neither.
CODES: Final = (0, UP, DOWN, UNDIRECTED)
#: What has a size at every point, observed or not.
SIZED: Final = frozenset({Input.UNITS, Input.EVENTS, Input.SUBGROUPS})
#: Zeros that are less probable than that are as good as impossible.
LEAST: Final = -1e9


@frozen(kw_only=True)
class Method:
    """How points are drawn and read.

    `given` are centre, sigma, lower and upper limit on the scale of the kind, None
    where they are computed.
    """

    kind: ChartKind
    rules: tuple[Rule, ...]
    width: float
    per: float
    given: tuple[float | None, ...]
    #: By rule, how far back it looks.
    reaches: tuple[tuple[Rule, Reach], ...] = field(init=False)
    #: How many points are looked at, the newest included, by whether limits grow.
    back: tuple[int, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        # Rules without a reach have been refused.
        reaches = tuple((rule, reach_of(rule) or Reach()) for rule in self.rules)
        plain = [reach.points for _, reach in reaches if not reach.passes]
        still = max([getattr(self.kind.statistic, "reach", 1), *plain])
        object.__setattr__(self, "reaches", reaches)
        object.__setattr__(self, "back", (still, max(still, kept_by(self.kind))))

    def points(self, rows: tuple[Row, ...]) -> Points:
        """Return rows, one at least, as points (n,)."""
        takes = self.kind.takes
        return points_of_rows(
            rows, sized=takes in SIZED, within=takes is Input.SUBGROUPS
        )

    def about(self, points: Points) -> Points:
        """Return points (n,) with the lines that are given."""
        shape = points.values.shape
        lines = zip(LINES, self.given, strict=True)
        given = {
            name: np.broadcast_to(np.array(level), shape)
            for name, level in lines
            if level is not None
        }
        return evolve(points, **given) if given else points

    def draw(self, kind: ChartKind, points: Points) -> Chart:
        """Return the chart of points (n,)."""
        with np.errstate(all="ignore"):
            return drawn(kind, self.about(points), width=self.width, per=self.per)


class Newest(NamedTuple):
    """What follows from one point more: `chart` ends with it."""

    level: Level
    recall: Recall
    chart: Chart
    place: int
    flags: Mapping[str, int]


def level_of(method: Method, rows: tuple[Row, ...]) -> Level:
    """Return the level of points that limits rest on."""
    points = method.about(method.points(rows or (MISSING,)))
    with np.errstate(all="ignore"):
        fitted = fit(method.kind, on_scale(method.kind, points))
    least, most = extremes(points.values)
    return Level(
        centre=float(fitted.centre[0]),
        spread=math.nan if fitted.spread is None else float(fitted.spread[0]),
        points=int(np.count_nonzero(~np.isnan(points.values))),
        least=float(least[0]),
        most=float(most[0]),
    )


def begun(kind: ChartKind, level: Level) -> Recall:
    """Return what is remembered before the first point."""
    begin = getattr(kind.statistic, "begin", None)
    return NOTHING if begin is None else moved(NOTHING, held=begin(level.centre))


def onward(method: Method, level: Level, recall: Recall, row: Row, seen: int) -> Newest:
    """Return what follows from one point more.

    Parameters
    ----------
    method : Method
    level : Level
        As it was before this point.
    recall : Recall
        What is remembered of the points before.
    row : Row
    seen : int
        How many points were observed, this one included.
    """
    back = method.back[level.grows]
    rows = (*recall.rows, row)[-back:]
    if level.grows:
        with np.errstate(all="ignore"):
            level = level.after(method.kind, method.points(rows))
    own = {
        rule.name: (*recall.windows.get(rule.name, ()), row)
        for rule, reach in method.reaches
        if reach.passes
    }
    points = method.points(sum(own.values(), rows))
    kind, held = held_kind(method.kind, level, recall.held, points, seen)
    chart = method.draw(kind, points)
    view = seen_by_rules(chart, level)
    place = len(rows)
    with np.errstate(all="ignore"):
        asked = Asked(view, place)
        tally = recall.tally.after([(asked.side, asked.missing)])
        flags, windows, zeros = asked.all_of(method.reaches, recall, own, tally)
    after = moved(
        recall,
        rows=rows[-(back - 1) :] if back > 1 else (),
        windows=FrozenDict(windows),
        zeros=FrozenDict(zeros),
        tally=tally,
        held=held,
    )
    return Newest(level, after, chart, place - 1, FrozenDict(flags))


def held_kind(
    kind: ChartKind, level: Level, held: float, points: Points, seen: Any
) -> tuple[ChartKind, float]:
    """Return a kind whose centre, spread and memory are known, and what it remembers.

    Where a statistic remembers something, each of the points is one step more, before
    which so much was `held`; `seen` is how many were observed by each.
    """
    known: dict[str, Any] = {"centre": Held(np.array([level.centre]))}
    if kind.spread is not None:
        known["spread"] = Held(np.array([level.spread]))
    statistic: Any = kind.statistic
    if hasattr(statistic, "onward"):
        sigma = 1.0 if kind.spread is None else level.spread
        steps = step_of(on_scale(kind, points), level.centre, sigma)
        plotted, held = _walked(statistic, held, steps)
        known["statistic"] = Held(np.array(plotted))
        if kind.ramp is not None:
            ramp: Any = kind.ramp
            known["ramp"] = Held(np.atleast_1d(ramp.after(seen)))
    return moved(kind, **known), held


@frozen(eq=False)
class Held:
    """A function of a kind that answers what is known."""

    answer: Floats

    def __call__(self, *_: Any) -> Floats:
        return self.answer


def _walked(statistic: Any, held: float, steps: Step) -> tuple[list[float], float]:
    """Return what is plotted of each step, and what is remembered after the last."""
    values, centre, sigma = steps
    sigmas = np.broadcast_to(sigma, values.shape).tolist()
    plotted = []
    with np.errstate(all="ignore"):
        for value, own in zip(values.tolist(), sigmas, strict=True):
            shown = math.nan
            if not math.isnan(value):
                shown, held = statistic.onward(held, Step(value, centre, own))
            plotted.append(float(shown))
    return plotted, float(held)


def seen_by_rules(chart: Chart, level: Level) -> View:
    """Return what rules see: no sigma where all that limits rest on is equal."""
    view = chart.view
    if not level.constant:
        return view
    flat = view.sigma <= TOLERANCE * np.abs(view.centre)
    return evolve(view, sigma=np.where(flat, np.nan, view.sigma))


def cut(view: View, start: int, stop: int) -> View:
    arrays: tuple[Any, ...] = astuple(view, recurse=False)
    cut: list[Any] = [None if array is None else array[start:stop] for array in arrays]
    return View(*cut)


class Asked:
    """What rules say of a newest point, which stands before `place` on a view.

    After it come the windows of rules that pass over points, each with the newest
    point at its end.
    """

    def __init__(self, view: View, place: int) -> None:
        self.view = view
        self.window = cut(view, 0, place) if view.values.size > place else view
        self.place = place
        self.line = laid(self.window)
        self.value = view.values.item(place - 1)
        self.missing = math.isnan(self.value)
        self.side = last_of(self.line.side, place)

    def all_of(
        self,
        reaches: tuple[tuple[Rule, Reach], ...],
        recall: Recall,
        own: Mapping[str, tuple[Row, ...]],
        tally: Tally,
    ) -> tuple[dict[str, int], dict[str, tuple[Row, ...]], dict[str, float]]:
        """Return the flags by rule, and what each remembers: rows, or zeros."""
        flags: dict[str, int] = {}
        windows: dict[str, tuple[Row, ...]] = {}
        zeros: dict[str, float] = {}
        stop = self.place
        for rule, reach in reaches:
            name, flag = rule.name, 0
            if reach.passes:
                start, stop = stop, stop + len(own[name])
                window = cut(self.view, start, stop)
                flag, windows[name] = self._passing(rule, reach, window, own[name])
            elif isinstance(rule, Zeros):
                newest = cut(self.view, self.place - 1, self.place)
                flag, zeros[name] = after_zeros(rule, newest, recall.zeros.get(name, 0))
            elif not isinstance(rule, OF_PHASES):
                flag = _last(rule, self.line, self.window)
            elif not self.missing:
                newest_view = partial(cut, self.view, self.place - 1, self.place)
                flag = tally.flag(rule, newest_view, self.side)
            if flag:
                flags[name] = flag
        return flags, windows, zeros

    def _passing(
        self, rule: Rule, reach: Reach, window: View, rows: tuple[Row, ...]
    ) -> tuple[int, tuple[Row, ...]]:
        """Return the flag of a rule that passes over points, and its latest rows."""
        last = window.values[-2:]
        tied = reach.ties and last.size > 1 and steps_of(last)[1] == 0
        ties = tied and not np.isnan(last).any()
        if ties or reach.passes_over(self.side, missing=self.missing):
            return 0, rows[:-1]
        return _last(rule, laid(window), window), rows[-(reach.points - 1) :]


def after_zeros(rule: Zeros, newest: View, before: float) -> tuple[int, float]:
    """Return the flag, and how probable all zeros are that came last in a row."""
    if newest.values.item() != 0:
        return 0, 0.0
    sigma = np.where(newest.sigma > 0, newest.sigma, np.nan)
    log = rule._logs(newest.centre, sigma).item()  # noqa: SLF001  (of this room)
    # Where that is unknown, 0 is taken as certain.
    total = before + (log if log < 0 else 0.0)
    least = math.log(rule.chance) if rule.chance else -math.inf
    return (DOWN if total < least else 0), max(total, LEAST)


def last_of(flags: Any, place: int) -> int:
    """Return the code of the last of so many places of a line that is short."""
    return int(flags >> 8 * (place - 1) & 3)


def _last(rule: Rule, line: Stream, window: View) -> int:
    """Return what a rule says of the last point of a window."""
    along = getattr(rule, "along", None)
    if along is None:
        flags = foreign_flags(rule, window)
        return 0 if flags is None else int(flags[-1])
    found = along(line)
    if isinstance(found, int):
        # As `back` of a short line takes it.
        return CODES[last_of(found, window.values.size)]
    return int(found[-2])
