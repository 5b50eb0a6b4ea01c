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
from cqikit.spc._charts._compare import alike, side_of
from cqikit.spc._charts._view import counting, edges_of
from cqikit.spc._meaning._carried import phase_of
from cqikit.spc._meaning._change_words import change_words, no_level
from cqikit.spc._meaning._compared import shows_values
from cqikit.spc._meaning._settled import FEW, by_limits, come_back, takes, unread
from cqikit.spc._meaning._told import capital, split, told, whole
from cqikit.spc._meaning._variation import Assurance
from cqikit.spc._meaning._words import (
    centre_words,
    chance_words,
    counted,
    given_words,
    levels_of,
    noun_of,
    number,
    rule_words,
    value_words,
    when_words,
)
from cqikit.spc._power._centres import BaselineCentre, EstimatedCentre, KnownCentre
from cqikit.spc._power._chance import centre_basis, false_alarm
from cqikit.spc._rules._flags import UNDIRECTED
from cqikit.spc._rules._presets import THREE_SIGMA
from cqikit.spc._rules._reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["Sentences", "sentences"]

#: More signals are counted, not told.
MOST: Final = 3


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
    fix="judge a reading first: spc.judge(spc.read(chart))",
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
    Since Sep 2025 (triage): the median went from 28.5 min to 16 min, an improvement.
    """
    if judged.variation.ndim:
        raise FieldError("chart", "must be a single one", judged.variation.shape)
    return Sentences(
        between=tuple(_between(judged)),
        within=tuple(_within(judged)),
        towards=tuple(_towards(judged)),
    )


def _between(judged: Any) -> Iterator[str]:
    """Yield what each declared change did, or why this chart cannot say it."""
    for change in judged.changes:
        yield change_words(judged, change)
    if said := no_level(judged):
        yield said


def _on(judged: Any) -> Any:
    return getattr(judged.reading.chart, "on", None)


def _within(judged: Any) -> Iterator[str]:
    """Yield what the latest phase says about itself."""
    chart, reading = judged.reading.chart, judged.reading
    view = reading.view
    start, stop = edges_of(view)[-2:]
    n = int(counting(view)[start:stop].sum())
    late = f"Within the phase since {when_words(_on(judged), start)}, " if start else ""
    found = _told_since(judged, reading.signals, start)
    unread = _unread(judged, start)
    if found:
        more = f"; and {len(found) - MOST} more" if len(found) > MOST else ""
        said = "; ".join(found[:MOST]) + more + _chance(judged, start, stop, n)
        said = f"it is not stable: {said}" if late else said
    elif not n:
        said = "no value"
    elif not np.isfinite(np.asarray(view.centre)[start:stop]).any():
        said = "no centre line: its baseline has no value"
    else:
        level = getattr(getattr(chart, "kind", None), "level", True)
        said = _quiet(judged, start, n, sure=level and not unread)
    yield f"{capital(late + said)}."
    if unread:
        shown = "; ".join(unread[:MOST])
        yield f"The rules that were asked do not look at the limits: {shown}."


def _told_since(judged: Any, signals: Any, start: int) -> list[str]:
    """Return the signals from a point on in words, what has a direction first."""
    here = [signal for signal in split(signals, [start]) if signal.first >= start]
    joined = whole(judged.reading.chart, here, judged.reading.rules)
    joined.sort(key=lambda signal: (signal.direction == UNDIRECTED, -signal.last))
    return [told(judged, signal) for signal in joined]


def _unread(judged: Any, start: int) -> list[str]:
    """Return which points lie outside limits that are drawn and no rule looks at."""
    if not unread(judged.reading)[start:].any():
        return []
    alone = evolve(judged, reading=read(judged.reading.chart, THREE_SIGMA))
    return _told_since(alone, alone.reading.signals, start)


def _quiet(judged: Any, start: int, n: int, *, sure: bool) -> str:
    """Return what a phase without any signal says; not `sure`, no more than that."""
    chart = judged.reading.chart
    many = counted(n, chart)
    if n >= FEW and (left := _left(judged)):
        return f"no signal in {many}, but {left}"
    if few := _too_few(judged, start, n):
        return f"no signal, but {few}"
    said = f"no signal in {many}"
    if not sure:
        return said
    if _same(chart, start):
        return f"{said}: all are the same"
    common = "what is seen is common-cause variation"
    return f"{said}: {'it is stable' if start else common}"


def _same(chart: Any, start: int) -> bool:
    """Say whether all points that count, from one on, are equal."""
    seen = np.asarray(chart.values)[start:][counting(chart)[start:]]
    return bool(alike(seen.min(), seen.max()))


def _too_few(judged: Any, start: int, n: int) -> str:
    """Return why no signal says nothing yet: no such points could give one; or ""."""
    chart = judged.reading.chart
    few = f"too few to tell{' whether it is stable' if start else ''}"
    if n < FEW:
        return f"{counted(n, chart)} {'are' if n > 1 else 'is'} {few}"
    enough = takes(judged.reading, start)
    if enough is None:
        return "none of the rules that were asked can, on this chart"
    if not enough:
        return ""
    useful = int(judged.reading.runs.useful[..., len(edges_of(chart)) - 2])
    if not useful and _same(chart, start):
        return ""
    off = f" off the {centre_words(chart)}" if useful < n else ""
    some, few = counted(useful, chart), f"{few}: a signal takes {number(enough)}"
    if useful > 1:
        return f"{some}{off} are {few}"
    return f"only {some} lies{off}, {few}" if useful else f"{some} lie{off}, {few}"


def _left(judged: Any) -> str:
    """Return how many points at the end have left the level since a change, or ""."""
    if not judged.changes:
        return ""
    change, chart = judged.changes[-1], judged.reading.chart
    back, beyond = come_back(change, chart)
    if not back:
        return ""
    beside = levels_of(judged)
    old = value_words(change.before.centre, judged.unit, beside)
    side = "above" if change.direction < 0 else "below"
    where = f"nearer to the {old} of before than to the level since"
    if beyond:
        where = f"not at the level since: most lie well {side} the {old} of before"
    return f"the latest {counted(back, chart)} are {where}"


def _chance(judged: Any, start: int, stop: int, n: int) -> str:
    """Return how often chance alone brings a signal in this phase."""
    chart, rules = judged.reading.chart, judged.reading.rules
    if not isinstance(chart, Chart) or chart.kind.only_outside or n < 2:
        return ""
    phase = phase_of(chart, start, stop)
    # Of points that did not vary, no distribution is known.
    # Nor of what rests on a single one.
    if phase.method[0].degenerate or phase.method[0].used < 2 <= n:
        return ""
    centre = centre_basis(phase)
    if not centre.limits:
        n = int(judged.reading.runs.useful[..., len(edges_of(chart)) - 2])
    match centre:
        case KnownCentre():
            about = "known centre"
        case EstimatedCentre():
            about = f"own {centre.statistic}"
        case BaselineCentre() if n > centre.points:
            first = chart.baseline[start] or not chart.baseline[start:].any()
            of = f"the first {centre.points}" if first else f"{centre.points} of them"
            about = f"{centre.statistic} of {of}"
        case _:
            return ""
    asked = n if centre.distribution is None else centre.distribution.n
    chance = false_alarm(rules, asked, centre=centre)
    return chance_words(chance, f"{rule_words(rules)}, {counted(n, chart)}, {about}")


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
    target = f"the target of {given_words(float(aimed[-1]), judged.unit)}"
    if not shows_values(chart):
        yield f"{capital(target)} is about values, which this chart does not show."
        return
    sides = side_of(np.asarray(chart.values)[counts], aimed) * judged.direction.sign
    late = " of the latest phase" if start else ""
    many = f"{int((sides >= 0).sum()) or 'none'} of"
    many = f"{many} {plural(sides.size, noun_of(chart))}{late}"
    met = f"is met {'at' if noun_of(chart) == 'point' else 'in'} {many}"
    last = np.flatnonzero(counts)[-1:]
    limits = by_limits(chart, judged.target, last, judged.direction)
    if sides.size < FEW:
        yield f"{capital(target)} {met}: too few to tell what comes."
    elif assured != str(limits):
        why = "while the process moves, its limits do not tell what comes"
        yield f"{capital(target)} {met}; {why}."
    else:
        yield {
            Assurance.MEETS: f"As things are, {target} will be met.",
            Assurance.MISSES: f"As things are, {target} will be missed.",
            Assurance.VARIES: f"As things are, chance decides whether {target} is met.",
            Assurance.UNKNOWN: f"{capital(target)} {met}.",
        }[assured]
