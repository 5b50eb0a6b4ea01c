"""From a chart or panel to monitors that go on with it."""

from __future__ import annotations

import math
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve

from cqikit.core import arguments, instance_of, say
from cqikit.errors import FieldError
from cqikit.spc._charts._asked import A_CHART
from cqikit.spc._charts._baseline import at_least_one
from cqikit.spc._charts._columns import named
from cqikit.spc._charts._panel import Panel
from cqikit.spc._charts._view import with_row
from cqikit.spc._monitor._monitor import Monitor, common_size
from cqikit.spc._monitor._monitors import Monitors
from cqikit.spc._monitor._newest import LINES
from cqikit.spc._monitor._recall import MOST_ROWS, Recall, rows_of_points
from cqikit.spc._rules._default_rules import rules_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.core import Catalog
    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._kind import Points
    from cqikit.spc._charts._view import Bools
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._rules._presets import RuleSet, RuleSetName

__all__ = ["monitor", "monitors"]


@arguments(chart=A_CHART)
def monitor(
    chart: Chart,
    rules: Iterable[Rule] | RuleSet | RuleSetName | None = None,
    *,
    baseline: int | None = None,
) -> Monitor:
    """Return a monitor that goes on with a chart, one point at a time.

    Each point costs the same, however many there were, and says what `read` says at the
    last point of the whole chart. Limits stay where they are given, or rest on a
    baseline; else they grow with every point, as sums to which each is added, so that
    the last digits may differ from the chart's. While limits grow, estimators must be
    averages (no median, no screening, no standard deviation), and no rule may count the
    points of a whole phase or pass over those on the centre, as each point may come to
    lie on its other side. Everything else is refused, and said.

    Parameters
    ----------
    chart : Chart
        A single one, with any number of points, also none where no line is given; its
        last phase goes on.
    rules : Catalog or iterable of Rule, RuleSet, or str
        As for `read`. A rule of your own says by a whole number, ``reach``, how many
        points it looks at, the newest included.
    baseline : int, optional
        Limits rest on the first so many points of the phase; while there are fewer,
        these are kept. By default as the chart has it.

    Returns
    -------
    Monitor

    Raises
    ------
    FieldError
        When a kind or a rule would need all points, or lines are given that move.

    Examples
    --------
    >>> from cqikit import spc
    >>> chart = spc.chart([3, 5, 2, 4], "p", sizes=60, per=100)
    >>> kept = monitor(chart, "nelson", baseline=4)
    >>> kept, seen = kept.take(14, 60)
    >>> print(seen)
    point 5: 23.3 (centre 5.83, limits 0 to 14.9), signal: outside (upwards)
    """
    if chart.values.ndim != 1:
        raise FieldError("chart", say("must be a single chart"), chart.values.shape)
    return _begun(chart, rules, baseline, chart.values.size)


@arguments(
    panel=instance_of(Panel, fix=say("spc.panel(...) makes one")),
)
def monitors(
    panel: Panel,
    rules: Iterable[Rule] | RuleSet | RuleSetName | None = None,
    *,
    baseline: int | None = None,
) -> Monitors:
    """Return monitors that go on with all charts of a panel.

    Each is the `monitor` of its chart, from its first row to the last that was
    observed: that of a series which is late takes what comes, in the latest phase that
    was declared. Of events, every row is one.

    Parameters
    ----------
    panel : Panel
    rules : Catalog or iterable of Rule, RuleSet, or str
        As for `monitor`; those that go with the kind unless said.
    baseline : int, optional
        Limits of each chart rest on the first so many points of its latest phase. By
        default as the panel has it.

    Raises
    ------
    FieldError
        As `monitor`; and where two keys are the same text, as ("a, b", "c") and
        ("a", "b, c") are.

    Examples
    --------
    >>> from cqikit import spc
    >>> months = ["2026-01", "2026-02", "2026-03"]
    >>> falls = [5, 7, 6, 2, 3, 2]
    >>> made = spc.panel(falls, "c", keys=[*"aaabbb"], on=months * 2)
    >>> kept = monitors(made, baseline=3)
    >>> kept, looks = kept.take([8, 9], keys=["a", "b"], on="2026-04")
    >>> print(looks.looks[1])
    Apr 2026: 9 (centre 2.33, limits 0 to 6.92), signal: outside (upwards)
    """
    asked: Any = rules
    if rules is not None and not isinstance(rules, str):
        # A list that is made on the way is gone once it was looked at.
        asked = tuple(asked)
    _refuse_alike(panel.keys)
    kept = {}
    for key in panel.keys:
        chart = panel[key]
        kept[named(key)] = _begun(chart, asked, baseline, _stop(chart))
    return Monitors(kept)


def _refuse_alike(keys: tuple[Any, ...]) -> None:
    """Refuse two keys that are one text, such as pairs with a comma in a part."""
    known: dict[str, Any] = {}
    for key in keys:
        other = known.setdefault(named(key), key)
        if other is not key:
            must = say("must have keys that differ as text")
            raise FieldError("panel", must, (other, key), say("rename one of them"))


def _stop(chart: Chart) -> int:
    """Return where the last row ends that has a value or a size, or a phase begins.

    Events have no calendar of all, on which one of them could be late.
    """
    if chart.calendar is None or chart.calendar.cadence is None:
        return int(chart.values.size)
    last = int(np.flatnonzero(with_row(chart)).max(initial=-1))
    return max(last + 1, int(np.flatnonzero(chart.breaks).max(initial=0)))


def _begun(chart: Chart, rules: Any, baseline: int | None, stop: int) -> Monitor:
    """Return the monitor of a chart whose points are from its first row to `stop`."""
    baseline = None if baseline is None else _count(baseline, chart.values.size)
    every = chart._points  # noqa: SLF001  (of this room)
    breaks = np.flatnonzero(chart.breaks[: stop + 1])
    start = min(max(*chart.begins, 0, breaks.max(initial=0)), stop)
    points = every.each(lambda array: array[start:stop])
    calendar, n = chart.calendar, points.values.size
    made = Monitor(
        kind=chart.kind,
        rules=_asked(chart, rules),
        title=chart.title,
        width=chart.width,
        per=chart.per,
        baseline=baseline or 1,
        given=_given(points),
        bridge=points.missing is not None,
        cadence=None if calendar is None else calendar.cadence,
        on=calendar.periods[stop - 1] if calendar is not None and stop else None,
        n=n,
    )
    kept = np.ones(n, dtype=bool) if points.kept is None else points.kept
    rows = rows_of_points(points.each(lambda array: array[kept]))
    known = made.is_known
    marked = None if known else _marked(points, baseline, kept)
    if known or marked is not None:
        rests = rows if marked is None else tuple(compress(rows, marked))
        return made.frozen_at(rests).folded(rows)
    if baseline is not None and n < baseline:
        seen = sum(row[0] is not None for row in rows)
        size = None
        for before, row in enumerate(row for row in rows if row[0] is not None):
            size = common_size(size, before, row)
        return evolve(made, seen=seen, size=size, recall=Recall(rows=rows))
    return made.growing().folded(rows)


def _count(baseline: Any, there: int) -> int:
    """Return a number of points that is no more than are kept."""
    count = at_least_one(baseline, there)
    if count > MOST_ROWS:
        raise FieldError(
            "baseline", say("must be at most {most}", most=MOST_ROWS), count
        )
    return count


def _asked(chart: Chart, rules: Any) -> Catalog[Rule]:
    """Return the rules that are asked, as `read` leaves out those that mean nothing."""
    asked = rules_for(chart, rules)
    if not chart.kind.only_outside:
        return asked
    deaf = [rule.name for rule in asked if not getattr(rule, "pointwise", False)]
    return asked.without(*deaf)


def _given(points: Points) -> tuple[float | None, ...]:
    """Return the lines that are given, NaN for those that are not."""
    found: list[float | None] = []
    for name in LINES:
        line = getattr(points, name)
        if line is not None and not line.size:
            must = say("must have a point, as lines are given to points")
            fix = say("begin with one that is missing: {example}", example="[None]")
            raise FieldError("chart", must, (), fix)
        levels = [math.nan] if line is None else np.unique(line).tolist()
        if len(levels) != 1:
            must = say("must be the same at all points to go on")
            raise FieldError(name, must, tuple(levels[:3]))
        found += [None if math.isnan(level) else level for level in levels]
    return tuple(found)


def _marked(points: Points, baseline: int | None, kept: Bools) -> Bools | None:
    """Return which of the kept points limits rest on; None where that is still open."""
    n = points.values.size
    if baseline is not None:
        return None if n < baseline else (np.arange(n) < baseline)[kept]
    marks = points.baseline
    if marks is None:
        return None
    if marks.all():
        must = say("must be told, as all points so far are in that of the chart")
        fix = say("such as {example}", example="monitor(chart, baseline=12)")
        raise FieldError("baseline", must, None, fix)
    return marks[kept]
