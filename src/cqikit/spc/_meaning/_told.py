"""Signals in words: when, how many in a row, about which line, and which way."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve

from cqikit.core import Sentence, arguments, has, say
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._view import counting, edges_of, view_of
from cqikit.spc._meaning._patterns import pattern_words
from cqikit.spc._meaning._variation import MEANINGS, Variation
from cqikit.spc._meaning._words import (
    centre_words,
    counted,
    levels_of,
    nouns_of,
    number,
    span_words,
    value_words,
    when_words,
)
from cqikit.spc._rules._crossing import Crossings, LongestRun
from cqikit.spc._rules._flags import DOWN, UNDIRECTED, UP
from cqikit.spc._rules._neighbours import Shift, Trend
from cqikit.spc._rules._zones import BeyondLimits, KOfNBeyond

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cqikit.spc._charts._view import Bools
    from cqikit.spc._meaning._changes import Change
    from cqikit.spc._rules._reading import Signal

__all__ = [
    "signal_words",
    "split",
    "told",
    "whole",
]

#: Rules about runs, which points on the centre line do not end.
RUNS: Final = (LongestRun, Shift, Crossings)
#: Which way a signal points, by what it means.
WAYS: Final = {
    Variation.IMPROVEMENT: say(", in the better direction"),
    Variation.CONCERN: say(", in the worse direction (concern)"),
    Variation.HIGH: say(", upwards"),
    Variation.LOW: say(", downwards"),
}
#: The same of a run, which is a shift.
SHIFTS: Final = {
    Variation.IMPROVEMENT: say(": a shift in the better direction"),
    Variation.CONCERN: say(": a shift in the worse direction (concern)"),
    Variation.HIGH: say(": a shift upwards"),
    Variation.LOW: say(": a shift downwards"),
}


@arguments(
    judged=has(
        "reading",
        what=say("a Judgement"),
        fix=say("make one with {call}", call="spc.judge"),
    )
)
def signal_words(judged: Any) -> tuple[Sentence, ...]:
    """Return each signal of a single chart as a sentence, phase by phase."""
    reading = judged.reading
    edges = edges_of(reading.view)
    cut = split(reading.signals, edges[1:-1])
    found = [
        signal
        for start, stop in pairwise(edges)
        for signal in whole(
            reading.chart,
            [this_signal for this_signal in cut if start <= this_signal.first < stop],
            reading.rules,
        )
    ]
    found.sort(key=lambda signal: (signal.first, signal.last))
    return tuple(say("{signal^}.", signal=told(judged, signal)) for signal in found)


def split(signals: Iterable[Signal], edges: Iterable[int]) -> list[Signal]:
    """Return signals cut where phases meet: no rule looks over such an edge."""
    found = list(signals)
    for edge in edges:
        found = [
            part
            for signal in found
            for part in (
                [evolve(signal, last=edge - 1), evolve(signal, first=edge)]
                if signal.first < edge <= signal.last
                else [signal]
            )
        ]
    return found


def whole(chart: Any, signals: list[Signal], rules: Any) -> list[Signal]:
    """Return signals, parts of one run joined over points that do not count.

    Points outside, or near a limit, on one side are one signal, whatever lies between.
    """
    view = view_of(chart)
    useful = (side_of(view.values, view.centre) != 0) & counting(view)
    joined: list[Signal] = []
    for signal in signals:
        rule = rules[signal.rule]
        same = [
            place
            for place, old in enumerate(joined)
            if (old.rule, old.direction) == (signal.rule, signal.direction)
        ]
        between = slice(joined[same[-1]].last + 1, signal.first) if same else slice(0)
        run = isinstance(rule, RUNS) and not useful[between].any()
        if same and (run or isinstance(rule, (KOfNBeyond, BeyondLimits))):
            joined[same[-1]] = evolve(joined[same[-1]], last=signal.last)
        else:
            joined.append(signal)
    return [_begun(view, signal, rules[signal.rule]) for signal in joined]


def _begun(view: Any, signal: Signal, rule: Any) -> Signal:
    """Return a signal with all points of its run, if only the last ones are marked."""
    if getattr(rule, "marks", "all") == "all" or signal.direction == UNDIRECTED:
        return signal
    edges = [edge for edge in edges_of(view) if edge <= signal.first]
    start, way = edges[-1], signal.direction
    first = signal.first
    if isinstance(rule, Trend):
        values = np.asarray(view.values)
        while first > start and (values[first] - values[first - 1]) * way > 0:
            first -= 1
    elif isinstance(rule, (LongestRun, Shift)):
        sides = side_of(view.values, view.centre) * counting(view)
        passed = start + np.flatnonzero(sides[start : signal.first] == -way)
        stop = int(passed[-1]) + 1 if passed.size else start
        first = stop + int(np.argmax(sides[stop:] == way))
    return evolve(signal, first=first)


def told(judged: Any, signal: Signal, change: Change | None = None) -> Sentence:
    """Return a signal in words; with a change, of its chart and about its baseline."""
    chart, shift = _chart_of(judged, change), change.before.first if change else 0
    on = getattr(chart, "on", None)
    rule = (change or judged.reading).rules[signal.rule]
    first, last = signal.first, signal.last
    when = span_words(on, first, last) if on else _counted_span(first, last, shift)
    way = _way(judged, signal, change, WAYS)
    if isinstance(rule, BeyondLimits):
        outside = _outside(judged, chart, signal, when)
        return say("{found}{way}", found=outside, way=way)
    view = view_of(chart)
    here = slice(first, last + 1)
    sides, seen = side_of(view.values, view.centre)[here], counting(view)[here]
    level = float(np.asarray(chart.centre)[last])
    centre = value_words(level, judged.unit, levels_of(judged))
    about = centre
    if not change:
        about = say("{centre} of {value}", centre=centre_words(chart), value=centre)
    if signal.direction != UNDIRECTED and isinstance(rule, (LongestRun, Shift)):
        n = int(np.count_nonzero(sides == signal.direction))
        # Points on the line neither end a run nor belong to it.
        apart = _apart(chart, n, seen, slice(first, last + 1))
        run = _run(signal, counted(n, chart), about, _from(judged, signal, change))
        way = _way(judged, signal, change, SHIFTS)
        return say("{run}{apart}{way}", run=run, apart=apart, way=way)
    before = say("the {value} before", value=centre) if change else about
    n, line = int(seen.sum()), (before, sides)
    pattern = pattern_words(rule, n, signal.direction, line, chart)
    return say("{when}, {found}{way}", when=when, found=pattern, way=way)


def _run(signal: Signal, points: Sentence, about: Sentence, since: Sentence) -> Any:
    """Return since when how many points lie on one side of a line."""
    parts: dict[str, Any] = {"since": since, "points": points, "about": about}
    if signal.direction == UP:
        return say("{since}, {points} in a row above {about}", **parts)
    return say("{since}, {points} in a row below {about}", **parts)


def _chart_of(judged: Any, change: Change | None) -> Any:
    return change.carried if change else judged.reading.chart


def _outside(judged: Any, chart: Any, signal: Signal, when: Sentence) -> Sentence:
    """Say which points lie beyond a limit, and beyond which where it does not move."""
    first, last, way = signal.first, signal.last, signal.direction
    drawn = getattr(chart, "lower" if way == DOWN else "upper", None)
    if drawn is None:
        drawn = chart.centre + 3 * way * np.asarray(chart.sigma)
    lines = np.asarray(drawn, dtype=np.float64)[first : last + 1]
    about = say("the lower limit") if way == DOWN else say("the upper limit")
    if not side_of(lines, lines[-1]).any():
        limit = value_words(float(lines[-1]), judged.unit, levels_of(judged))
        about = say("{limit} of {value}", limit=about, value=limit)
    values = np.asarray(chart.values, dtype=np.float64)[first : last + 1]
    beyond = int(np.count_nonzero(side_of(values, lines) == way))
    parts: dict[str, Any] = {"when": when, "limit": about}
    if beyond <= last - first:
        # Without days, "points 2 to 6" is "of the points 2 to 6".
        parts["when"] = _among(chart, beyond, when)
    if first == last and way == DOWN:
        return say("{when} lies outside, below {limit}", **parts)
    if first == last:
        return say("{when} lies outside, above {limit}", **parts)
    if way == DOWN:
        return say("{when} lie outside, below {limit}", **parts)
    return say("{when} lie outside, above {limit}", **parts)


def _among(chart: Any, beyond: int, when: Sentence) -> Sentence:
    """Return how many of the points from when to when."""
    many = number(beyond)
    if not getattr(chart, "on", None):
        return say("{many} of the {points}", many=many, points=when)
    nouns = nouns_of(chart)
    return say("{many} of the {points} from {when}", many=many, points=nouns, when=when)


def _apart(chart: Any, n: int, seen: Bools, here: slice) -> str:
    """Return which points a run passes over: on the line, missing, or not counted."""
    gone = np.isnan(np.asarray(chart.values, dtype=np.float64)[here])
    on = int(np.count_nonzero(seen)) - n
    missing = int(np.count_nonzero(gone))
    apart = int(np.count_nonzero(~seen & ~gone))
    said = []
    if on:
        said.append(say("{many} on it", many=number(on)))
    if missing:
        said.append(say("{many} missing", many=number(missing)))
    if apart:
        said.append(say("{many} not counted", many=number(apart)))
    return say(", but for {points/ and }", points=tuple(said)) if said else ""


def _counted_span(first: int, last: int, shift: int) -> Sentence:
    return span_words(None, first + shift, last + shift)


def _from(judged: Any, signal: Signal, change: Change | None) -> Sentence:
    """Return since when, or from when to when, a run is."""
    chart, shift = _chart_of(judged, change), change.before.first if change else 0
    on = getattr(chart, "on", None)
    seen = np.flatnonzero(np.isfinite(np.asarray(chart.values)))
    first = when_words(on, signal.first + (0 if on else shift))
    if signal.last < seen[-1]:
        last = when_words(on, signal.last + (0 if on else shift))
        return say("from {first} to {last}", first=first, last=last)
    if change is None:
        return say("from {first}", first=first)
    return say("from {first} on", first=first)


def _way(
    judged: Any,
    signal: Signal,
    change: Change | None,
    ways: Mapping[Variation, Sentence],
) -> str:
    """Return which way a signal points; of an earlier run, that later ones left it."""
    told_already = change is not None and signal.direction == change.direction
    if signal.direction == UNDIRECTED or told_already:
        return ""
    up, down = MEANINGS[judged.direction]
    way = ways[up if signal.direction == UP else down]
    if change is not None:
        return way
    earlier = judged.earlier[signal.first : signal.last + 1]
    if (earlier == signal.direction).any():
        if any(
            this_change.lone and this_change.at <= signal.first
            for this_change in judged.changes
        ):
            return say(" (the level before: only what lies outside has moved the mean)")
        return say(
            " (the level before, with which the later {points} are compared)",
            points=nouns_of(judged.reading.chart),
        )
    return way
