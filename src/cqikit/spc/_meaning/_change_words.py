"""What a declared change did, in words: what signals, or what is still needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve

from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._compare import side_of
from cqikit.spc._meaning._told import capital, told, whole
from cqikit.spc._meaning._variation import Variation
from cqikit.spc._meaning._words import (
    centre_words,
    chance_words,
    counted,
    levels_of,
    noun_of,
    number,
    period_words,
    rule_words,
    unit_words,
    value_words,
    when_words,
)
from cqikit.spc._rules._flags import UNDIRECTED
from cqikit.spc._rules._zones import BeyondLimits

if TYPE_CHECKING:
    from cqikit.spc._meaning._changes import Change
    from cqikit.spc._rules._reading import Signal

__all__ = ["change_words", "no_level"]

#: What a change is, by what it means.
MOVES: Final = {
    Variation.IMPROVEMENT: "an improvement",
    Variation.CONCERN: "a change for the worse",
    Variation.HIGH: "higher than before",
    Variation.LOW: "lower than before",
    Variation.UNDIRECTED: "not as before, in no one direction",
    # Only where points beyond a limit are all that signals.
    Variation.COMMON: "but no change of level is seen",
}


def change_words(judged: Any, change: Change) -> str:
    """Say what a declared change did, against the baseline carried forward."""
    chart, unit = change.carried, judged.unit
    said = _since(judged, change.at, change.title)
    if not change.told:
        return f"{said}: too little data before or after to compare."
    beside = levels_of(judged)
    ends = change.before.centre, change.after.centre
    old, new = (value_words(end, unit, beside) for end in ends)
    line = centre_words(judged.reading.chart).removeprefix("given ")
    # A long unit is said of the first change, and not again.
    long = unit_words(unit) if change.at == judged.changes[0].at else ""
    said = f"{said}: the {line} went from {old} to {new}{long}"
    base = f"the {old} before{_until(judged, change)}, carried forward"
    if change.signals:
        found = [told(judged, signal, change) for signal in _merged(change)[:2]]
        used = counted(chart.method[0].used, chart)
        after = number(change.counted)
        of = f"{rule_words(change.rules)}, {used} before, {after} after"
        chance = chance_words(change.chance, of)
        shown = "; ".join(found)
        return f"{said}, {MOVES[change.meaning]}. Against {base}: {shown}{chance}."
    if change.ended:
        many = counted(change.after.n, chart)
        return (
            f"{said}. In its {many}, no rule signals against {base}; what follows is"
            " compared with the same level."
        )
    return f"{said}. No rule signals yet against {base}.{_lacking(change, old, judged)}"


def _since(judged: Any, place: int, title: str) -> str:
    """Return since when something is, and what was changed then."""
    about = f" ({title})" if title else ""
    return f"Since {_when(judged, place)}{about}"


def _when(judged: Any, place: int) -> str:
    return when_words(getattr(judged.reading.chart, "on", None), place)


def _until(judged: Any, change: Change) -> str:
    """Return when the level of before ended, where a change lies between."""
    if change.since == change.at:
        return ""
    between = sum(
        change.since <= this_change.at < change.at for this_change in judged.changes
    )
    changes = "the change" if between == 1 else "the changes"
    return f" {_when(judged, change.since)} ({changes} between showed no signal)"


def _merged(change: Change) -> list[Signal]:
    """Return the signals against a baseline carried forward, runs whole."""
    start = change.before.first
    local = [
        evolve(signal, first=signal.first - start, last=signal.last - start)
        for signal in change.signals
    ]
    directed = [signal for signal in local if signal.direction != UNDIRECTED]
    return whole(change.carried, directed or local, change.rules)


def _lacking(change: Change, old: str, judged: Any) -> str:
    """Return what a signal still takes, as sentences that follow another."""
    chart, needed = change.carried, change.needed
    noun = noun_of(chart)
    beyond = _beyond(change, judged, needed.side if needed else 0)
    if needed is None:
        if beyond:
            return f" A {noun} {beyond} would signal."
        return " None of the rules that were asked can, on this chart."
    side = "above" if needed.side > 0 else "below"
    takes = f"{counted(needed.takes, chart)} in a row {side} {old}"
    when = f"; earliest {period_words(needed.earliest)}" if needed.earliest else ""
    said = f"A signal takes {takes}{when}"
    if needed.run:
        said = f"{capital(number(needed.run))} of the {takes} that a signal takes{when}"
    once = beyond and needed.takes > needed.run + 1
    return f" {said}; a {noun} {beyond} would signal at once." if once else f" {said}."


def _beyond(change: Change, judged: Any, side: int) -> str:
    """Return beyond which limits a single point would signal; "" where none would.

    On both sides where `side` is 0. A limit at the bound of the values is not passed.
    """
    chart = change.carried
    asked = [rule for rule in change.rules if isinstance(rule, BeyondLimits)]
    if not asked or asked[0].sigmas is not None:
        return ""
    edge = change.since - change.before.first
    shown = []
    limits = ((-1, "below", chart.lower, 0.0), (1, "above", chart.upper, chart.per))
    for way, name, line, bound in limits:
        last = float(line[-1])
        if side == -way or not np.isfinite(last) or last == bound:
            continue
        level = not side_of(line[edge:], np.asarray(last)).any()
        limit = value_words(last, judged.unit, levels_of(judged))
        shown.append(f"{name} {limit if level else 'its limit'}")
    return " or ".join(shown)


def no_level(judged: Any) -> str:
    """Return why the latest change of a chart without a level is not told; or ""."""
    chart = judged.reading.chart
    if not isinstance(chart, Chart) or chart.kind.level:
        return ""
    for place, phase in chart.phases[-1:]:
        if place:
            said = _since(judged, place, phase.title)
            name = chart.kind.title or chart.kind.name
            why = "a chart of the values themselves says what moved"
            return f"{said}: no comparison, as the {name} shows no level; {why}."
    return ""
