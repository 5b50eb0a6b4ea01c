"""What a chart says, in sentences: the one place where they are made.

Three statements, never mixed: between phases (did it move), within the latest phase (is
it stable), and towards the target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, frozen

from cqikit.core import arguments, has, plural
from cqikit.errors import FieldError
from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._view import counting, edges_of
from cqikit.spc._meaning._carried import phase_of
from cqikit.spc._meaning._told import capital, split, told, whole
from cqikit.spc._meaning._variation import Assurance, Variation
from cqikit.spc._meaning._words import (
    chance_words,
    counted,
    number,
    period_words,
    rule_words,
    value_words,
    when_words,
)
from cqikit.spc._power._centres import FrozenCentre, KnownCentre, OwnCentre
from cqikit.spc._power._chance import centre_of, false_alarm
from cqikit.spc._rules._flags import UNDIRECTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._meaning._changes import Change
    from cqikit.spc._rules._reading import Signal

__all__ = ["Sentences", "change_words", "sentences"]

#: A phase of fewer points is not said to be stable.
FEW: Final = 6
#: More signals are counted, not told.
MOST: Final = 3
#: What a change is, by what it means.
MOVES: Final = {
    Variation.IMPROVEMENT: "an improvement",
    Variation.CONCERN: "a change for the worse",
    Variation.HIGH: "higher than before",
    Variation.LOW: "lower than before",
    Variation.UNDIRECTED: "not as before, in no one direction",
}


@frozen
class Sentences:
    """What a chart says: between its phases, within the latest, towards the target.

    Each is a tuple of sentences; () where there is nothing to say.
    """

    between: tuple[str, ...]
    within: tuple[str, ...]
    towards: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((*self.between, *self.within, *self.towards))


A_JUDGEMENT: Final = has(
    "reading",
    "variation",
    what="a Judgement",
    mend="judge a reading first: spc.judge(spc.read(chart))",
)


@arguments(judged=A_JUDGEMENT)
def sentences(judged: Any) -> Sentences:
    """Say what a single chart shows, in sentences for those who work there.

    Parameters
    ----------
    judged : Judgement
        Of a single chart; with the unit of its values, sentences have it, too.

    Examples
    --------
    >>> from cqikit import spc
    >>> waits = [28, 31, 26, 29, 27, 30, 28, 29, 15, 17, 16, 14, 15, 17, 16]
    >>> months = [f"2025-{month:02}" for month in range(1, 13)]
    >>> months += ["2026-01", "2026-02", "2026-03"]
    >>> made = spc.chart(waits, "run", on=months, phases={"2025-09": "triage"})
    >>> said = sentences(spc.judge(spc.read(made), "lower", unit="min"))
    >>> print(said.between[0].split(" Against")[0])
    Since Sep 2025 (triage): from 28.5 min to 16 min, an improvement.
    """
    if judged.variation.ndim:
        raise FieldError("chart", "must be a single one", judged.variation.shape)
    return Sentences(
        between=tuple(change_words(judged, one) for one in judged.changes),
        within=tuple(_within(judged)),
        towards=tuple(_towards(judged)),
    )


def change_words(judged: Any, change: Change) -> str:
    """Say what a declared change did, against the baseline carried forward."""
    on, unit, before, after = _on(judged), judged.unit, change.before, change.after
    about = f" ({change.title})" if change.title else ""
    said = f"Since {when_words(on, change.at)}{about}"
    if not change.told:
        return f"{said}: too little data before or after to compare."
    old = value_words(before.centre, unit)
    said = f"{said}: from {old} to {value_words(after.centre, unit, whole=True)}"
    base = f"the {old} before, carried forward"
    if change.signals:
        found = [told(judged, one, change) for one in _merged(change)[:2]]
        used = change.carried.method[0].used
        of = f"{rule_words(change.rules)}, {used} points before, {after.n} after"
        chance = chance_words(change.chance, of)
        shown = "; ".join(found)
        return f"{said}, {MOVES[change.meaning]}. Against {base}: {shown}{chance}."
    needed = change.needed
    said = f"{said}, no more than chance brings: nothing signals against {base}."
    if needed is None:
        return said
    side = "above" if needed.side > 0 else "below"
    takes = counted(needed.takes, on)
    run = capital(number(needed.run)) if needed.run else "None"
    when = f"; earliest {period_words(needed.earliest)}" if needed.earliest else ""
    return (
        f"{said} {run} of the {takes} in a row {side} {old} that a signal takes{when}."
    )


def _merged(change: Change) -> list[Signal]:
    """Return the signals against a baseline carried forward, runs whole."""
    start = change.before.first
    local = [
        evolve(one, first=one.first - start, last=one.last - start)
        for one in change.signals
    ]
    directed = [one for one in local if one.direction != UNDIRECTED]
    return whole(change.carried, directed or local, change.rules)


def _on(judged: Any) -> Any:
    return getattr(judged.reading.chart, "on", None)


def _within(judged: Any) -> Iterator[str]:
    """Yield what the latest phase says about itself."""
    chart, reading, on = judged.reading.chart, judged.reading, _on(judged)
    view = reading.view
    start, stop = edges_of(view)[-2:]
    counts = counting(view)
    n = int(counts[start:stop].sum())
    late = f"Within the phase since {when_words(on, start)}" if start else ""
    cut = split(reading.signals, [start])
    here = [one for one in cut if one.first >= start]
    joined = whole(chart, here, reading.rules)
    joined.sort(key=lambda one: (one.direction == UNDIRECTED, -one.last))
    found = [told(judged, one) for one in joined]
    if found:
        more = f"; and {len(found) - MOST} more" if len(found) > MOST else ""
        said = "; ".join(found[:MOST]) + more + _chance(judged, start, stop, n)
        yield f"{late}, it is not stable: {said}." if late else f"{capital(said)}."
    elif not n:
        yield f"{late}, no value." if late else "No value."
    elif not np.isfinite(np.asarray(view.centre)[start:stop]).any():
        said = "no centre line: its baseline has no value"
        yield f"{late}, {said}." if late else f"{capital(said)}."
    elif not late:
        points = plural(n, "point")
        yield f"No signal in {points}: what is seen is common-cause variation."
    elif n < FEW:
        yield f"{late}, {plural(n, 'point')}: too few to say whether it is stable."
    else:
        yield f"{late}, no signal in {n} points: it is stable."


def _chance(judged: Any, start: int, stop: int, n: int) -> str:
    """Return how often chance alone brings a signal in this phase."""
    chart, rules = judged.reading.chart, judged.reading.rules
    if not isinstance(chart, Chart) or chart.kind.only_outside or n < 2:
        return ""
    phase = phase_of(chart, start, stop)
    # Of points that did not vary, no law is known.
    # Nor of what rests on a single one.
    if phase.method[0].degenerate or phase.method[0].used < 2 <= n:
        return ""
    centre = centre_of(phase)
    if not centre.limits:
        n = int(judged.reading.runs.useful[..., len(edges_of(chart)) - 2])
    match centre:
        case KnownCentre():
            about = "known centre"
        case OwnCentre():
            about = f"own {centre.statistic}"
        case FrozenCentre() if n > centre.points:
            about = f"{centre.statistic} of the first {centre.points}"
        case _:
            return ""
    asked = n if centre.law is None else centre.law.n
    chance = false_alarm(rules, asked, centre=centre)
    return chance_words(chance, f"{rule_words(rules)}, {n} points, {about}")


def _towards(judged: Any) -> Iterator[str]:
    """Yield whether the target is in reach, as far as the latest phase can say."""
    view, chart = judged.reading.view, judged.reading.chart
    counts = counting(view)
    start = edges_of(view)[-2]
    counts[:start] = False
    if judged.target is None or not judged.direction.sign or not counts.any():
        return
    aimed = judged.target[counts]
    if np.isnan(aimed[-1]):
        return
    assured = Assurance(str(judged.assurance))
    target = f"the target of {value_words(float(aimed[-1]), judged.unit)}"
    sides = side_of(np.asarray(chart.values)[counts], aimed) * judged.direction.sign
    met = f"{int((sides >= 0).sum())} of {sides.size} points"
    met = f"{met} of the latest phase" if start else met
    moves = judged.reading.flagged[counts].any() or sides.size < FEW
    if moves and assured is not Assurance.UNKNOWN:
        why = "few do not" if sides.size < FEW else "limits of what moves do not"
        yield f"{capital(target)} is met by {met}; {why} tell what comes."
        return
    yield {
        Assurance.MEETS: f"As things are, {target} will be met.",
        Assurance.MISSES: f"As things are, {target} will be missed.",
        Assurance.VARIES: f"As things are, chance decides whether {target} is met.",
        Assurance.UNKNOWN: f"{capital(target)} is met by {met}.",
    }[assured]
