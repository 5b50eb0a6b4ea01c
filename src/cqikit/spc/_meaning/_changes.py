"""Did a change help? Points after it, judged against the baseline before, carried on.

A phase about its own mean says nothing of what it moved from. So the later phase is
read against the lines of the earlier, as if nothing had changed; what then signals, and
how often chance alone would bring a signal, is the answer. What is still needed is
found by trial: so many further points on the side on which the phase now lies, until a
rule signals; all trials are rows of one stack, read at once.
"""

from __future__ import annotations

import math
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import (
    Catalog,
    Period,
    arguments,
    by_value,
    html_table,
    say,
)
from cqikit.errors import FieldError
from cqikit.measures import Direction, DirectionWord
from cqikit.spc._charts._asked import A_CHART
from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._view import View, counting, edges_of, own_span, points_after
from cqikit.spc._meaning._carried import carried, phase_of
from cqikit.spc._meaning._variation import MEANINGS, Variation, better_of
from cqikit.spc._meaning._ways import is_lone, way_of
from cqikit.spc._power._chance import chance_after
from cqikit.spc._rules._default_rules import rules_for
from cqikit.spc._rules._flags import DOWN, UP, Rule
from cqikit.spc._rules._neighbours import Alternating, Trend
from cqikit.spc._rules._reading import Reading, Signal, read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.spc._power._probability import Probability
    from cqikit.spc._rules._presets import RuleSet, RuleSetName

__all__ = ["Change", "Needed", "PhaseLevel", "changes"]

#: Points within a phase that rise or alternate say nothing of the phase before.
WITHIN: Final = (Trend, Alternating)
#: Rules that need more further points than this are not waited for.
PATIENCE: Final = 24


@frozen(kw_only=True)
class PhaseLevel:
    """A phase in two numbers.

    Parameters
    ----------
    centre : float
        Its centre at its last point, in the unit of the chart.
    n : int
        How many of its points count.
    first, last : int
        Its places on the chart, `last` included, from the first observation of the
        chart to its last.
    """

    centre: float
    n: int
    first: int
    last: int


@frozen(kw_only=True)
class Needed:
    """What a change that does not signal still lacks.

    Parameters
    ----------
    run : int
        Points in a row, up to the latest, on the side of the baseline on which the
        later phase lies.
    takes : int
        So many in a row would signal.
    rule : str
        Which rule signals first.
    side : int
        1 above the baseline, -1 below it.
    earliest : Period, optional
        When that can be; None where the chart has no calendar.
    """

    run: int
    takes: int
    rule: str
    side: int
    earliest: Period | None


# cached_property needs a __dict__.
@by_value
@frozen(kw_only=True, eq=False, slots=False, repr=False)
class Change:
    """A declared change, judged against the baseline before it; see `changes`.

    Parameters
    ----------
    at : int
        Place of the first point after it.
    on : Period, optional
        Day or period of that point.
    title : str
        What changed, if that was declared.
    before, after : PhaseLevel
        The level before, which is the latest phase that signalled or the first of all,
        and the phase from here on.
    since : int
        Place of the first point that is judged: that of an earlier change where none
        has signalled since. Its points are not before, and are judged with these.
    signals : tuple of Signal
        What the rules say of the later points against the earlier lines; places on
        the whole chart.
    direction : int
        1 where the signals say that it went up, -1 down, 0 without a signal.
    meaning : Variation
        ``COMMON`` where nothing signals, and where a point beyond a limit is all that
        does; else an improvement or a concern, high or low where neither direction is
        better.
    rules : Catalog of Rule
        Those that were asked; trends are not, as they speak of one phase alone.
    carried : Chart
        Both phases, with the lines of the earlier.
    better : Direction
        Which way is better.
    ended : bool
        Whether a further change ended the later phase.
    lone : bool
        Whether points beyond a limit are all that signals, while the level did not
        move.
    """

    at: int
    since: int
    on: Period | None
    title: str
    before: PhaseLevel
    after: PhaseLevel
    signals: tuple[Signal, ...]
    direction: int
    meaning: Variation
    rules: Catalog[Rule] = field(repr=False)
    carried: Chart = field(repr=False)
    better: Direction = Direction.NEITHER
    ended: bool = False
    lone: bool = False

    def __repr__(self) -> str:
        when = self.on or f"point {self.at + 1}"
        levels = f"{self.before.centre:.4g} to {self.after.centre:.4g}"
        return f"<Change at {when}, {levels}, {self.meaning}>"

    def _repr_html_(self) -> str:
        """Return both phases with their centres, and what is said of them."""
        phases = (("before", self.before), ("after", self.after))
        rows = [(name, f"{level.centre:.4g}", level.n) for name, level in phases]
        title = self.title or f"Change at {self.on or f'point {self.at + 1}'}"
        caption = f"{title}: {self.meaning}"
        return html_table(caption, ("phase", "centre", "points"), rows)

    @property
    def first(self) -> int | None:
        """Return the first point that belongs to a signal, None without one."""
        return min((signal.first for signal in self.signals), default=None)

    @property
    def moved(self) -> bool:
        """Say whether the level moved: in a direction, or in no one."""
        return self.meaning is not Variation.COMMON

    @property
    def counted(self) -> int:
        """Return how many points are judged, from `since` on."""
        return int(counting(self.carried)[self.since - self.before.first :].sum())

    @property
    def told(self) -> bool:
        """Say whether both phases have a centre: points to compare."""
        ends = self.before, self.after
        return all(end.n and np.isfinite(end.centre) for end in ends)

    @cached_property
    def chance(self) -> Probability | None:
        """Return how probable a signal was with nothing changed.

        Of so many points after a baseline of so many; None where there are fewer
        than 2 before or none after, where those before are all equal, or where points
        share data with their neighbours. Where it is simulated, a long chart has fewer
        series, as many as two million points are, and 500 at least.
        """
        drawn = self.carried.method[0]
        before = drawn.used
        few = before < 2 and "centre" not in self.carried.given
        if self.carried.kind.only_outside or not self.told or few or drawn.degenerate:
            return None
        edge = self.since - self.before.first
        return chance_after(self.rules, self.carried, edge, before, self.counted)

    @cached_property
    def needed(self) -> Needed | None:
        """Return what is still needed for a signal; None where there is one.

        None, too, where the phase is over, or no run would do. The side is that of the
        later points; of a phase at the level of before, that of the latest; where all
        lie on it, the better one, unless no value can lie there.
        """
        edge = self.since - self.before.first
        if self.signals or self.ended or not self.told:
            return None
        side = _side(self.before, self.after) or _side_at_end(self.carried, edge)
        side = side or _hoped(self.carried, self.better)
        return _needed(self.carried, self.rules, edge, side)


@arguments(chart=A_CHART)
def changes(
    chart: Chart,
    rules: Iterable[Rule] | RuleSet | RuleSetName | None = None,
    direction: Direction | DirectionWord | None = None,
) -> tuple[Change, ...]:
    """Judge each declared change of a chart against the baseline carried forward.

    Parameters
    ----------
    chart : Chart
        A single one; of a stack, take `chart[row]`.
    rules : Catalog or iterable of Rule, RuleSet, or str
        As for `read`; by default those that follow from the chart.
    direction : Direction, optional
        Which way is better; that of the chart's measure when not given, else neither.

    Returns
    -------
    tuple of Change
        One for each phase after the first, in order of time. None of a chart whose
        centre is no level of the values (``kind.level``), as of moving ranges and
        CUSUMs: a chart of the values themselves says what moved.

    Examples
    --------
    >>> from cqikit import spc
    >>> before, after = [28, 31, 26, 29, 27, 30, 28, 29], [15, 17, 16, 14, 15, 17, 16]
    >>> made = spc.chart(before + after, "run", phases=[8])
    >>> (change,) = changes(made, direction="lower")
    >>> change.before.centre, change.after.centre, str(change.meaning)
    (28.5, 16.0, 'improvement')
    >>> print(change.chance)
    5.83 % (exact, points taken as normal)
    """
    if chart.values.ndim != 1:
        raise FieldError("chart", say("must be a single one"), chart.values.shape)
    if not chart.kind.level:
        return ()
    asked = _about_level(rules_for(chart, rules))
    better = better_of(chart, direction)
    edges = edges_of(chart)
    found: list[Change] = []
    first, since = edges[0], edges[1]
    for edge, stop in pairwise(edges[1:]):
        change = _change(chart, asked, better, first, since, edge, stop)
        found.append(change)
        # A level holds until something signals; one without a point is none.
        if change.moved or not change.before.n:
            first, since = edge, stop
    return tuple(found)


def _about_level(rules: Catalog[Rule]) -> Catalog[Rule]:
    left_out = [rule.name for rule in rules if isinstance(rule, WITHIN)]
    return rules.without(*left_out)


def _pointwise(rules: Catalog[Rule]) -> Catalog[Rule]:
    found = (rule for rule in rules if getattr(rule, "pointwise", False))
    return Catalog(found, kind="rule")


def _change(
    chart: Chart, rules: Catalog[Rule], better: Direction, *span: int
) -> Change:
    start, since, edge, stop = _observed(chart, *span)
    both = carried(chart, start, since, stop)
    asked = _pointwise(rules) if chart.kind.only_outside else rules
    view = points_after(both.view, since - start)
    found = read(view, asked)
    signals = tuple(
        evolve(signal, first=signal.first + since, last=signal.last + since)
        for signal in found.signals
    )
    before = _level(chart, start, since)
    after = _level(chart, edge, stop)
    if chart._points.baseline is not None:  # noqa: SLF001  (of this room)
        # Limits of the later phase may rest on a part of it; its level is of all.
        level = float(phase_of(chart, edge, stop, baseline=False).centre[-1])
        after = evolve(after, centre=level)
    lone = is_lone(found, view, asked)
    way = way_of(found, view, _side(before, after)) if signals and not lone else 0
    up, down = MEANINGS[better]
    meaning = {UP: up, DOWN: down, 0: Variation.COMMON}[way]
    if signals and not way and not lone:
        meaning = Variation.UNDIRECTED
    titles = {place: phase.title for place, phase in chart.phases}
    return Change(
        at=edge,
        since=since,
        on=chart.on[edge] if chart.on else None,
        title=titles.get(edge, ""),
        before=before,
        after=after,
        signals=signals,
        direction=way,
        meaning=meaning,
        rules=asked,
        carried=both,
        better=better,
        ended=span[-1] < chart.values.size,
        lone=lone,
    )


def _observed(
    chart: Chart, start: int, since: int, edge: int, stop: int
) -> tuple[int, int, int, int]:
    """Return the edges of two phases, as far as the chart was observed."""
    begin, end = own_span(chart)
    start = begin if start < begin < since else start
    return start, since, edge, end if edge < end < stop else stop


def _level(chart: Chart, first: int, stop: int) -> PhaseLevel:
    counted = counting(chart)[first:stop]
    centre = float(chart.centre[stop - 1])
    return PhaseLevel(centre=centre, n=int(counted.sum()), first=first, last=stop - 1)


def _side(before: PhaseLevel, after: PhaseLevel) -> int:
    return int(side_of(np.asarray(after.centre), np.asarray(before.centre)))


def _side_at_end(both: Chart, edge: int) -> int:
    """Return on which side the latest point lies that does not lie on the line."""
    view = points_after(both.view, edge)
    sides = side_of(view.values, view.centre)[counting(view)]
    found = sides[sides != 0]
    return int(found[-1]) if found.size else 0


def _hoped(both: Chart, better: Direction) -> int:
    """Return the better side of a level; above, where neither is.

    The other side where the level lies at a bound, beyond which no value can lie.
    """
    level, top = float(both.centre[-1]), math.inf
    if both.kind.ceiling is not None:
        top = float(both.upper[-1])
    elif both.sizes is not None:
        top = both.per
    if better is Direction.LOWER:
        return UP if level == 0 else DOWN
    return DOWN if level and math.isclose(level, top) else UP


def _needed(both: Chart, rules: Catalog[Rule], edge: int, side: int) -> Needed | None:
    view = points_after(both.view, edge)
    run = _run_at_end(view, side)
    # Further points within the limits, on the side of the phase: row m has m + 1.
    sigma = view.sigma[-1] if np.isfinite(view.sigma[-1]) else np.nan
    apart = 0.5 * sigma if sigma > 0 else max(1.0, abs(float(view.centre[-1])))
    further = np.full((PATIENCE, PATIENCE), view.centre[-1] + side * apart)
    further[np.triu_indices(PATIENCE, 1)] = np.nan
    ends = {"values": further}
    for name in ("centre", "sigma"):
        ends[name] = np.full_like(further, getattr(view, name)[-1])
    lines: dict[str, Any] = {
        name: _beside(getattr(view, name), end) for name, end in ends.items()
    }
    if view.excluded is not None:
        lines["excluded"] = _beside(view.excluded, np.zeros(further.shape, dtype=bool))
    trial = View(**lines)
    reading = read(trial, rules)
    rows = np.flatnonzero(reading.any)
    more = next((int(m) for m in rows if _promised(reading[int(m)], side)), None)
    if more is None:
        return None
    rule = next(name for name, flags in reading.flags.items() if flags[more].any())
    return Needed(
        run=run,
        takes=run + more + 1,
        rule=rule,
        side=side,
        earliest=_later(both, more + 1),
    )


def _promised(found: Reading, side: int) -> bool:
    """Say whether a trial signals towards a side, as its verdict would say then."""
    view = found.view
    middle = float(np.median(view.values[counting(view)]) - view.centre[-1])
    ways = way_of(found, view, int(np.sign(middle)))
    return ways == side and not is_lone(found, view, found.rules)


def _beside(line: Any, ends: Any) -> Any:
    return np.hstack([np.broadcast_to(line, (len(ends), len(line))), ends])


def _run_at_end(view: View, side: int) -> int:
    sides = side_of(view.values, view.centre)
    sides = sides[(sides != 0) & counting(view)]
    other = np.flatnonzero(sides != side)
    return int(sides.size - 1 - other[-1]) if other.size else int(sides.size)


def _later(chart: Chart, count: int) -> Period | None:
    """Return the period that is `count` after the last of a chart."""
    calendar = chart.calendar
    if calendar is None or calendar.cadence is None or chart.on is None:
        return None
    last, cadence = chart.on[-1], calendar.cadence
    reach = count
    # Not every period of a length exists; twice as far is enough in the end.
    while len(found := cadence.between(last, last.shift(reach))) <= count:
        reach *= 2
    return found[count]
