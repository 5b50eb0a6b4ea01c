"""A chart that is told of one point at a time, and never asked for all of them.

What it remembers does not grow: centre and spread, or the sums that they are averages
of; the few latest points that rules look at; and counts of the runs of a whole phase.
So the thousandth month costs what the third did, and thousands of charts are kept as so
many small documents.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import (
    Cadence,
    Catalog,
    FrozenDict,
    Period,
    TupleOf,
    arguments,
    at_least,
    between,
    by_value,
    each,
    finite,
    instance_of,
    is_text,
    optional,
    period_at,
    say,
)
from cqikit.errors import FieldError
from cqikit.spc._charts._asked import YES_OR_NO
from cqikit.spc._charts._axis import time_of
from cqikit.spc._charts._estimators import Median
from cqikit.spc._charts._guards import LARGEST_LINE
from cqikit.spc._charts._inputs import LARGEST_SIZE
from cqikit.spc._charts._kind import ChartKind, Input
from cqikit.spc._monitor._fold import folded
from cqikit.spc._monitor._level import Level, check_kind
from cqikit.spc._monitor._look import Look
from cqikit.spc._monitor._moved import moved
from cqikit.spc._monitor._newest import Method, level_of, onward
from cqikit.spc._monitor._recall import MISSING, NOTHING, Recall, Row
from cqikit.spc._monitor._row import row_of
from cqikit.spc._power._centres import BaselineCentre, EstimatedCentre, KnownCentre
from cqikit.spc._power._distribution_of import distribution_of_alike
from cqikit.spc._rules._flags import Rule, whole_from
from cqikit.spc._rules._reach import check_rules
from cqikit.spc._rules._reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.core import PeriodLike
    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._view import View
    from cqikit.spc._power._centres import Centre

__all__ = ["Monitor", "common_size"]

#: So far ahead the next period is sought.
AHEAD: Final = 4_000
NOT_GIVEN: Final = (None,) * 4
A_LINE: Final = each(optional(between(-LARGEST_LINE, LARGEST_LINE)))


class Shown(NamedTuple):
    """The chart that a point stands on, its place there, and the flags on it."""

    chart: Chart
    place: int
    flags: Mapping[str, int] = FrozenDict()


def _check_given(owner: Any, attribute: Any, lines: tuple[float | None, ...]) -> None:
    if not (isinstance(lines, tuple) and len(lines) == len(NOT_GIVEN)):
        must = say("must be centre, sigma, lower and upper limit")
        raise FieldError(attribute.name, must, lines)
    A_LINE(owner, attribute, lines)
    as_floats = tuple(line if line is None else float(line) for line in lines)
    object.__setattr__(owner, attribute.name, as_floats)


@by_value
@frozen(kw_only=True, eq=False)
class Monitor:
    """A chart with as much of its past as the next point needs; made by `monitor`.

    Parameters
    ----------
    kind : ChartKind
        That of the chart; one whose limits go on point by point.
    rules : Catalog of Rule
        Those that are asked about each point.
    title : str
        That of the chart; empty where it has none.
    width, per : float
        As of a `Chart`.
    baseline : int, optional
        Limits are frozen once there are so many points; None where they are frozen
        already, or grow.
    given : tuple of float
        Centre, sigma, lower and upper limit, on the scale of the kind; None where they
        are computed.
    bridge : bool
        The neighbours of a missing value are neighbours of each other, as of a chart
        that was made so; not so unless said.
    cadence : Cadence, optional
        Which periods exist; None where points have none.
    on : Period, optional
        That of the latest point.
    n : int
        How many points there are.
    seen : int
        How many of them were observed, and count.
    size : float, optional
        That of all of these, 1 where they have none; None where they differ.
    level : Level, optional
        Centre and spread; None while a baseline goes on.
    recall : Recall
        What is remembered of the points so far.
    """

    kind: ChartKind = field(validator=instance_of(ChartKind))
    rules: Catalog[Rule] = field(repr=False, validator=instance_of(Catalog))
    title: str = field(default="", validator=is_text)
    width: float = field(default=3.0, validator=at_least(0))
    per: float = field(default=1.0, validator=at_least(0))
    baseline: int | None = field(default=None, validator=optional(whole_from(1)))
    given: tuple[float | None, ...] = field(
        default=NOT_GIVEN, converter=TupleOf[float | None], validator=_check_given
    )
    bridge: bool = field(default=False, validator=instance_of(bool))
    cadence: Cadence | None = field(
        default=None, validator=optional(instance_of(Cadence))
    )
    on: Period | None = field(default=None, validator=optional(instance_of(Period)))
    n: int = field(default=0, validator=whole_from(0))
    seen: int = field(default=0, validator=whole_from(0))
    size: float | None = field(default=None, validator=optional(finite))
    level: Level | None = field(default=None, validator=optional(instance_of(Level)))
    recall: Recall = field(factory=Recall, validator=instance_of(Recall))
    _method: Method = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.seen > self.n:
            must = say("must be at most {most}", most=self.n)
            raise FieldError("seen", must, self.seen)
        if self.level is None and self.baseline is None:
            must = say("must be told where no baseline goes on")
            raise FieldError("level", must, None)
        if self.kind.takes is Input.SUBGROUPS:
            self.recall.check_sizes(LARGEST_SIZE)
        grows = self.level is not None and self.level.grows
        check_rules(self.rules, grows=grows)
        check_kind(self.kind, grows=grows)
        method = Method(
            kind=self.kind,
            rules=tuple(self.rules),
            width=self.width,
            per=self.per,
            given=self.given,
        )
        object.__setattr__(self, "_method", method)

    def __repr__(self) -> str:
        return f"<Monitor {self.kind.name}, {self.n} points>"

    def __str__(self) -> str:
        """Return of what this is a chart, and how far it has come, for people."""
        parts: dict[str, Any] = {
            "kind": self.kind.title or self.kind.name,
            "what": say("{n:# point|# points}", n=self.n),
        }
        if self.title:
            return say("{kind} of {title}: {what}", title=self.title, **parts)
        return say("{kind}: {what}", **parts)

    @arguments(excluded=YES_OR_NO)
    def take(
        self,
        value: Any,
        size: float | None = None,
        *,
        within: float | None = None,
        on: PeriodLike | None = None,
        excluded: bool = False,
    ) -> tuple[Monitor, Look]:
        """Return the monitor after one point more, and what that point shows.

        Parameters
        ----------
        value : float, list of float, or None
            As in the values of `chart`: a numerator where there is a `size`, the
            measurements of a subgroup; None where nothing was observed.
        size : float, optional
            The denominator, or the size of a subgroup; NaN where it should be there and
            is missing, and so is the point then.
        within : float, optional
            The spread within a subgroup whose mean is given.
        on : day or period, optional
            When the point is, as the times of a chart are read; by default the period
            after the latest one. Those between were not observed. Of events, none is
            before the latest, and one of the same day is one more, after those taken.
        excluded : bool
            The point is shown and does not count; it counts unless said.

        Returns
        -------
        (Monitor, Look)

        Raises
        ------
        DataError
            When the value cannot be.
        FieldError
            When `on` is no period after the latest; of events, when it is before it.

        Examples
        --------
        >>> from cqikit import spc
        >>> kept = spc.monitor(spc.chart([5, 7, 6, 4, 6, 5], baseline=6), baseline=6)
        >>> kept, seen = kept.take(12)
        >>> print(seen)
        point 7: 12 (centre 5.5, limits 1.25 to 9.75), signal: outside (upwards)
        """
        period, gaps = self._when(on)
        sized = self._is_sized
        row = row_of(self.kind, value, size, within, per=self.per, sized=sized)
        now = self
        # What was not observed for longer than rules look back is as good as never.
        back = max(self._method.back) + (self.baseline or 0)
        for _ in range(min(gaps, back)):
            now, _ = now.after(MISSING)
        now = moved(now, n=self.n + gaps, on=period or self.on)
        # What was never observed is missing, also where it is excluded.
        out = excluded and row[0] is not None
        after, shown = now.passing(row) if out else now.after(row)
        return after, after._look(shown, period)  # noqa: SLF001  (of this class)

    @arguments()
    def after(self, row: Row) -> tuple[Monitor, Shown]:
        """Return the monitor after a row that counts, and what it shows."""
        if self.bridge and row[0] is None:
            return self.passing(row)
        seen = self.seen + (row[0] is not None)
        size = common_size(self.size, self.seen, row)
        method, level = self._method, self.level
        if level is None:
            rows = (*self.recall.rows, row)
            chart = method.draw(self.kind, method.points(rows))
            reading = read(chart, self.rules)
            flags = {name: int(flags[-1]) for name, flags in reading.flags.items()}
            found = FrozenDict({name: flag for name, flag in flags.items() if flag})
            return self._gathered(rows, seen, size), Shown(chart, -1, found)
        newest = onward(method, level, self.recall, row, seen)
        known = {"seen": seen, "size": size, "level": newest.level}
        after = moved(self, n=self.n + 1, recall=newest.recall, **known)
        return after, Shown(newest.chart, newest.place, newest.flags)

    @arguments()
    def passing(self, row: Row) -> tuple[Monitor, Shown]:
        """Return the monitor after a row that does not count, and what it shows."""
        method, level = self._method, self.level
        if level is None:
            points = method.points((*self.recall.rows, row))
            excluded = np.zeros(points.values.shape, dtype=bool)
            excluded[-1] = True
            chart = method.draw(self.kind, evolve(points, excluded=excluded))
            gathered = self._gathered(self.recall.rows, self.seen, self.size)
            return gathered, Shown(chart, -1)
        still = evolve(level, sums=())
        seen = self.seen + (row[0] is not None)
        newest = onward(method, still, self.recall, row, seen)
        return moved(self, n=self.n + 1), Shown(newest.chart, newest.place)

    def _gathered(
        self, rows: tuple[Row, ...], seen: int, size: float | None
    ) -> Monitor:
        """Return the monitor with one point more of its baseline, or after it."""
        if self.baseline is None or self.n + 1 < self.baseline:
            recall = evolve(self.recall, rows=rows)
            return evolve(self, n=self.n + 1, seen=seen, size=size, recall=recall)
        return evolve(self, n=self.n + 1).frozen_at(rows).folded(rows)

    @property
    def is_known(self) -> bool:
        """Say whether centre and spread are given, so that no point moves them."""
        centre, sigma, *_ = self.given
        return centre is not None and (self.kind.spread is None or sigma is not None)

    @arguments()
    def frozen_at(self, rows: tuple[Row, ...]) -> Monitor:
        """Return the monitor whose limits rest on these rows, and no others."""
        level = level_of(self._method, rows)
        if self.is_known:
            level = evolve(level, points=0)
        return moved(self, baseline=None, level=level, recall=NOTHING)

    def growing(self) -> Monitor:
        """Return the monitor whose limits rest on all rows, from the next on."""
        if any(line is not None for line in self.given[:2]):
            must = say("must both be given, or neither, while limits move")
            raise FieldError("centre and sigma", must, self.given[:2])
        return evolve(self, baseline=None, level=Level(sums=(0.0,) * 4))

    @arguments()
    def folded(self, rows: tuple[Row, ...]) -> Monitor:
        """Return the monitor that remembers these rows, and none before."""
        known: Any = self.level
        seen, size = 0, None
        for row in rows:
            size = common_size(size, seen, row)
            seen += row[0] is not None
        level, recall = folded(self._method, known, rows)
        return moved(self, seen=seen, size=size, level=level, recall=recall)

    def _look(self, shown: Shown, on: Period | None) -> Look:
        chart, place, flags = shown
        value, centre, lower, upper = (
            float(line[place])
            for line in (chart.values, chart.centre, chart.lower, chart.upper)
        )
        return Look(
            title=self.title,
            on=on,
            n=self.n,
            seen=self.seen,
            value=value,
            centre=centre,
            lower=lower,
            upper=upper,
            flags=flags,
            rules=self._method.rules,
            basis=self._basis(chart.view, place),
        )

    def _basis(self, view: View, place: int) -> Centre | None:
        """Return where the centre came from, None where points hang on each other."""
        if self.kind.only_outside:
            return None
        lines = (view.centre, view.sigma, view.lower, view.upper)
        shown = tuple(math.nan if it is None else float(it[place]) for it in lines)
        known: dict[str, Any] = {"limits": math.isfinite(shown[1])}
        if self.size is not None:
            known["distribution"] = distribution_of_alike(
                self.kind, self.size, shown, self.given, self.width
            )
        statistic: Any = "median" if isinstance(self.kind.centre, Median) else "mean"
        if self.level is None or self.level.grows:
            return EstimatedCentre(statistic, **known)
        if not self.level.points:
            return KnownCentre(**known)
        points = max(self.level.points, 2)
        if distribution := known.get("distribution"):
            rests = evolve(distribution.of(points), baseline=(True,) * points)
            known["distribution"] = rests
        return BaselineCentre(points, statistic, **known)

    def _when(self, on: PeriodLike | None) -> tuple[Period | None, int]:
        """Return the period of the next point, and how many are between."""
        cadence, last = self.cadence, self.on
        if on is None:
            return None if cadence is None else _next(cadence, last), 0
        period = time_of(on, "on", cadence, last)
        if cadence is None:
            if last is not None and period < last:
                must = say("must not be before the latest point, {last}", last=last)
                raise FieldError("on", must, str(period))
            return period, 0
        try:
            period = cadence.period(period)
        except FieldError as error:
            raise FieldError("on", error.must, error.got, error.fix) from None
        if last is None:
            return period, 0
        if period.index <= last.index:
            must = say("must be after the latest point, {last}", last=last)
            raise FieldError("on", must, str(period))
        return period, cadence.indexes(last.index + 1, period.index - 1).size

    @property
    def _is_sized(self) -> bool:
        """Say whether the points before have sizes: not told apart are those of 1."""
        return bool(self.seen) and self.size != 1


def common_size(size: float | None, seen: int, row: Row) -> float | None:
    """Return the size of all points, with this one; None where they differ."""
    if row[0] is None:
        return size
    own = 1.0 if row[1] is None else row[1]
    return own if own == size or not seen else None


def _next(cadence: Cadence, last: Period | None) -> Period:
    """Return the period after the last one."""
    if last is not None:
        ahead = cadence.indexes(last.index + 1, last.index + AHEAD)
        if ahead.size:
            return period_at(int(ahead[0]), cadence.frequency, cadence.starts)
    raise FieldError("on", say("must be told, as nothing says when the next is"), None)
