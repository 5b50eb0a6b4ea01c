"""Signals in words: when, how many in a row, about which line, and which way."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve

from cqikit.core import arguments, has
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._view import counting, edges_of, view_of
from cqikit.spc._meaning._patterns import pattern_words
from cqikit.spc._meaning._variation import MEANINGS, Variation
from cqikit.spc._meaning._words import (
    centre_words,
    counted,
    levels_of,
    noun_of,
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
    from collections.abc import Iterable

    from cqikit.spc._charts._view import Bools
    from cqikit.spc._meaning._changes import Change
    from cqikit.spc._rules._reading import Signal

__all__ = [
    "capital",
    "signal_words",
    "split",
    "told",
    "whole",
]

#: Rules about runs, which points on the centre line do not end.
RUNS: Final = (LongestRun, Shift, Crossings)
#: Which way a signal points, by what it means.
WAYS: Final = {
    Variation.IMPROVEMENT: "in the better direction",
    Variation.CONCERN: "in the worse direction (concern)",
    Variation.HIGH: "upwards",
    Variation.LOW: "downwards",
}


@arguments(judged=has("reading", what="a Judgement", fix="make one with spc.judge"))
def signal_words(judged: Any) -> tuple[str, ...]:
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
    return tuple(f"{capital(told(judged, signal))}." for signal in found)


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


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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


def told(judged: Any, signal: Signal, change: Change | None = None) -> str:
    """Return a signal in words; with a change, of its chart and about its baseline."""
    chart, shift = _chart_of(judged, change), change.before.first if change else 0
    on = getattr(chart, "on", None)
    rule = (change or judged.reading).rules[signal.rule]
    first, last = signal.first, signal.last
    when = span_words(on, first, last) if on else _counted_span(first, last, shift)
    way = _way(judged, signal, change)
    if isinstance(rule, BeyondLimits):
        return f"{_outside(judged, chart, signal, when)}{way}"
    view = view_of(chart)
    here = slice(first, last + 1)
    sides, seen = side_of(view.values, view.centre)[here], counting(view)[here]
    level = float(np.asarray(chart.centre)[last])
    centre = value_words(level, judged.unit, levels_of(judged))
    about = centre if change else f"the {centre_words(chart)} of {centre}"
    if signal.direction != UNDIRECTED and isinstance(rule, (LongestRun, Shift)):
        n = int(np.count_nonzero(sides == signal.direction))
        to = _from(judged, signal, change)
        side = "above" if signal.direction == UP else "below"
        # Points on the line neither end a run nor belong to it.
        apart = _apart(chart, n, seen, slice(first, last + 1))
        return f"{to}, {counted(n, chart)} in a row {side} {about}{apart}{_shift(way)}"
    line = (f"the {centre} before" if change else about), sides
    found = pattern_words(rule, int(seen.sum()), signal.direction, line, chart)
    return f"{when}, {found}{way}"


def _chart_of(judged: Any, change: Change | None) -> Any:
    return change.carried if change else judged.reading.chart


def _outside(judged: Any, chart: Any, signal: Signal, when: str) -> str:
    """Say which points lie beyond a limit, and beyond which where it does not move."""
    first, last, way = signal.first, signal.last, signal.direction
    limit, side = ("lower", "below") if way == DOWN else ("upper", "above")
    drawn = getattr(chart, limit, None)
    if drawn is None:
        drawn = chart.centre + 3 * way * np.asarray(chart.sigma)
    lines = np.asarray(drawn, dtype=np.float64)[first : last + 1]
    about = f"outside, {side} the {limit} limit"
    if not side_of(lines, lines[-1]).any():
        limit = value_words(float(lines[-1]), judged.unit, levels_of(judged))
        about = f"{about} of {limit}"
    values = np.asarray(chart.values, dtype=np.float64)[first : last + 1]
    beyond = int(np.count_nonzero(side_of(values, lines) == way))
    if first == last:
        return f"{when} lies {about}"
    if beyond > last - first:
        return f"{when} lie {about}"
    return (
        f"{number(beyond)} of the {noun_of(chart)}s {_between(chart, when)} lie {about}"
    )


def _between(chart: Any, when: str) -> str:
    """Return from when to when, after a noun: "points 2 to 6" has it already."""
    return (
        f"from {when}" if getattr(chart, "on", None) else when.removeprefix("points ")
    )


def _apart(chart: Any, n: int, seen: Bools, here: slice) -> str:
    """Return which points a run passes over: on the line, missing, or not counted."""
    gone = np.isnan(np.asarray(chart.values, dtype=np.float64)[here])
    many = {
        "on it": int(np.count_nonzero(seen)) - n,
        "missing": int(np.count_nonzero(gone)),
        "not counted": int(np.count_nonzero(~seen & ~gone)),
    }
    said = [f"{number(count)} {what}" for what, count in many.items() if count]
    return f", but for {' and '.join(said)}" if said else ""


def _counted_span(first: int, last: int, shift: int) -> str:
    return span_words(None, first + shift, last + shift)


def _from(judged: Any, signal: Signal, change: Change | None) -> str:
    """Return since when, or from when to when, a run is."""
    chart, shift = _chart_of(judged, change), change.before.first if change else 0
    on = getattr(chart, "on", None)
    seen = np.flatnonzero(np.isfinite(np.asarray(chart.values)))
    first = when_words(on, signal.first + (0 if on else shift))
    if signal.last >= seen[-1]:
        return f"from {first}" if change is None else f"from {first} on"
    return f"from {first} to {when_words(on, signal.last + (0 if on else shift))}"


def _shift(way: str) -> str:
    return (
        way.replace(", in the", ": a shift in the")
        .replace(", upwards", ": a shift upwards")
        .replace(", downwards", ": a shift downwards")
    )


def _way(judged: Any, signal: Signal, change: Change | None) -> str:
    """Return which way a signal points; of an earlier run, that later ones left it."""
    told_already = change is not None and signal.direction == change.direction
    if signal.direction == UNDIRECTED or told_already:
        return ""
    up, down = MEANINGS[judged.direction]
    way = f", {WAYS[up if signal.direction == UP else down]}"
    if change is not None:
        return way
    earlier = judged.earlier[signal.first : signal.last + 1]
    if (earlier == signal.direction).any():
        nouns = f"{noun_of(judged.reading.chart)}s"
        if any(
            this_change.lone and this_change.at <= signal.first
            for this_change in judged.changes
        ):
            return " (the level before: only what lies outside has moved the mean)"
        return f" (the level before, with which the later {nouns} are compared)"
    return way
