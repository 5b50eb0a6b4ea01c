"""What a chart says, in sentences: the one place where they are made.

Three statements, never mixed: between phases (did it move), within the latest phase (is
it stable), and towards the target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, frozen

from cqikit.core import Sentence, arguments, has, say
from cqikit.errors import FieldError
from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._compare import alike
from cqikit.spc._charts._view import counting, edges_of, own_span
from cqikit.spc._meaning._carried import phase_of
from cqikit.spc._meaning._change_words import change_words, no_level
from cqikit.spc._meaning._settled import FEW, come_back, takes, unread
from cqikit.spc._meaning._told import split, told, whole
from cqikit.spc._meaning._towards import towards
from cqikit.spc._meaning._words import (
    centre_words,
    chance_words,
    counted,
    levels_of,
    number,
    rule_words,
    value_words,
    when_words,
)
from cqikit.spc._power._centres import BaselineCentre, EstimatedCentre, KnownCentre
from cqikit.spc._power._chance import centre_basis, false_alarm
from cqikit.spc._power._probability import MOST_POINTS, draws_for
from cqikit.spc._rules._flags import UNDIRECTED
from cqikit.spc._rules._presets import THREE_SIGMA
from cqikit.spc._rules._reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["Sentences", "sentences"]

STATISTICS: Final = {"mean": say("mean"), "median": say("median")}
#: More signals are counted, not told.
MOST: Final = 3


@frozen
class Sentences:
    """What a chart says, in tuples of sentences; () where there is nothing to say.

    Parameters
    ----------
    between : tuple of Sentence
        Of what changed between its phases.
    within : tuple of Sentence
        Of its latest phase.
    towards : tuple of Sentence
        Of where it stands to its target.
    """

    between: tuple[Sentence, ...]
    within: tuple[Sentence, ...]
    towards: tuple[Sentence, ...]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> Sentence:
        """Return all of them, one after another."""
        return say("{all/ }", all=(*self.between, *self.within, *self.towards))


A_JUDGEMENT: Final = has(
    "reading",
    "variation",
    what=say("a Judgement"),
    fix=say("judge a reading first: spc.judge(spc.read(chart))"),
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
        raise FieldError("chart", say("must be a single one"), judged.variation.shape)
    return Sentences(
        between=tuple(_between(judged)),
        within=tuple(_within(judged)),
        towards=tuple(towards(judged)),
    )


def _between(judged: Any) -> Iterator[Sentence]:
    """Yield what each declared change did, or why this chart cannot say it."""
    for change in judged.changes:
        yield change_words(judged, change)
    if said := no_level(judged):
        yield said


def _on(judged: Any) -> Any:
    return getattr(judged.reading.chart, "on", None)


def _within(judged: Any) -> Iterator[Sentence]:
    """Yield what the latest phase says about itself."""
    start, stop = edges_of(judged.reading.view)[-2:]
    found = _told_since(judged, judged.reading.signals, start)
    unread = _unread(judged, start)
    said = _said(judged, start, stop, tuple(found), sure=not unread)
    if not start:
        yield say("{what^}.", what=said)
    else:
        when = when_words(_on(judged), start)
        if found:
            yield say(
                "Within the phase since {when}, it is not stable: {what}.",
                when=when,
                what=said,
            )
        else:
            yield say("Within the phase since {when}, {what}.", when=when, what=said)
    if unread:
        yield say(
            "The rules that were asked do not look at the limits: {signals/; }.",
            signals=tuple(unread[:MOST]),
        )


def _said(
    judged: Any, start: int, stop: int, found: tuple[Sentence, ...], *, sure: bool
) -> Sentence:
    """Return what a phase says: its signals, or that there are none."""
    chart, view = judged.reading.chart, judged.reading.view
    n = int(counting(view)[start:stop].sum())
    if found:
        parts: dict[str, Any] = {"chance": _chance(judged, start, stop, n)}
        parts["signals"] = found[:MOST]
        if more := len(found[MOST:]):
            return say("{signals/; }; and {more} more{chance}", more=more, **parts)
        return say("{signals/; }{chance}", **parts)
    if not n:
        return say("no value")
    if not np.isfinite(np.asarray(view.centre)[start:stop]).any():
        return say("no centre line: its baseline has no value")
    level = getattr(getattr(chart, "kind", None), "level", True)
    return _quiet(judged, start, n, sure=level and sure)


def _told_since(judged: Any, signals: Any, start: int) -> list[Sentence]:
    """Return the signals from a point on in words, what has a direction first."""
    here = [signal for signal in split(signals, [start]) if signal.first >= start]
    joined = whole(judged.reading.chart, here, judged.reading.rules)
    joined.sort(key=lambda signal: (signal.direction == UNDIRECTED, -signal.last))
    return [told(judged, signal) for signal in joined]


def _unread(judged: Any, start: int) -> list[Sentence]:
    """Return which points lie outside limits that are drawn and no rule looks at."""
    if not unread(judged.reading)[start:].any():
        return []
    alone = evolve(judged, reading=read(judged.reading.chart, THREE_SIGMA))
    return _told_since(alone, alone.reading.signals, start)


def _quiet(judged: Any, start: int, n: int, *, sure: bool) -> Sentence:
    """Return what a phase without any signal says; not `sure`, no more than that."""
    chart = judged.reading.chart
    many = counted(n, chart)
    if n >= FEW and (left := _left(judged)):
        return say("no signal in {points}, but {left}", points=many, left=left)
    if few := _too_few(judged, start, n):
        return say("no signal, but {few}", few=few)
    if not sure:
        return say("no signal in {points}", points=many)
    if _same(chart, start):
        return say("no signal in {points}: all are the same", points=many)
    if start:
        return say("no signal in {points}: it is stable", points=many)
    return say(
        "no signal in {points}: what is seen is common-cause variation", points=many
    )


def _same(chart: Any, start: int) -> bool:
    """Say whether all points that count, from one on, are equal."""
    seen = np.asarray(chart.values)[start:][counting(chart)[start:]]
    return bool(alike(seen.min(), seen.max()))


def _too_few(judged: Any, start: int, n: int) -> str:
    """Return why no signal says nothing: a rule failed, or so few give none; or ""."""
    chart = judged.reading.chart
    if failed := judged.reading.failed:
        parts = {"n": len(failed), "rules": failed}
        return say("{n:the rule|the rules} {rules} failed", **parts)
    few = say("too few to tell")
    if start:
        few = say("too few to tell whether it is stable")
    if n < FEW:
        return say("{points} {n:is|are} {few}", points=counted(n, chart), n=n, few=few)
    enough = takes(judged.reading, start)
    if enough is None:
        return say("none of the rules that were asked can, on this chart")
    if not enough:
        return ""
    useful = int(judged.reading.runs.useful[..., len(edges_of(chart)) - 2])
    if not useful and _same(chart, start):
        return ""
    few = say("{few}: a signal takes {points}", few=few, points=number(enough))
    return _off(chart, useful, n, few)


def _off(chart: Any, useful: int, n: int, few: Sentence) -> Sentence:
    """Return how many points lie off the centre line, too few of them to tell."""
    points = counted(useful, chart)
    if useful == n:
        return say("{points} are {few}", points=points, few=few)
    parts: dict[str, Any] = {"points": points, "few": few, "line": centre_words(chart)}
    if useful == 1:
        return say("only {points} lies off {line}, {few}", **parts)
    if not useful:
        return say("{points} lie off {line}, {few}", **parts)
    return say("{points} off {line} are {few}", **parts)


def _left(judged: Any) -> str:
    """Return how many points at the end have left the level since a change, or ""."""
    if not judged.changes:
        return ""
    change, chart = judged.changes[-1], judged.reading.chart
    back, beyond = come_back(change, chart)
    if not back:
        return ""
    beside = levels_of(judged)
    parts: dict[str, Any] = {
        "points": counted(back, chart),
        "old": value_words(change.before.centre, judged.unit, beside),
    }
    if not beyond:
        return say(
            "the latest {points} are nearer to the {old} of before than to the level"
            " since",
            **parts,
        )
    if change.direction < 0:
        return say(
            "the latest {points} are not at the level since: most lie well above the"
            " {old} of before",
            **parts,
        )
    return say(
        "the latest {points} are not at the level since: most lie well below the"
        " {old} of before",
        **parts,
    )


def _chance(judged: Any, start: int, stop: int, n: int) -> str:
    """Return how often chance alone brings a signal in this phase."""
    chart, rules = judged.reading.chart, judged.reading.rules
    if not isinstance(chart, Chart) or chart.kind.only_outside or n < 2:
        return ""
    begin, end = own_span(chart)
    start, stop = max(start, begin), min(stop, end)
    phase = phase_of(chart, start, stop)
    # Of points that did not vary, no distribution is known.
    # Nor of what rests on a single one.
    if phase.method[0].degenerate or phase.method[0].used < 2 <= n:
        return ""
    centre = centre_basis(phase)
    if not centre.limits:
        n = int(judged.reading.runs.useful[..., len(edges_of(chart)) - 2])
    about = _about(centre, chart.baseline[start:], n)
    if not about:
        return ""
    asked = n if centre.distribution is None else centre.distribution.n
    if asked > MOST_POINTS:
        return ""
    chance = false_alarm(rules, asked, centre=centre, draws=draws_for(asked))
    of = say(
        "{rules}, {points}, {about}",
        rules=rule_words(rules),
        points=counted(n, chart),
        about=about,
    )
    return chance_words(chance, of)


def _about(centre: Any, baseline: Any, n: int) -> str:
    """Return on what the centre of a phase rests; "" where that is not told."""
    match centre:
        case KnownCentre():
            return say("known centre")
        case EstimatedCentre(statistic="median"):
            return say("own median")
        case EstimatedCentre():
            return say("own mean")
        case BaselineCentre() if n > centre.points:
            parts: dict[str, Any] = {
                "statistic": STATISTICS[centre.statistic],
                "points": centre.points,
            }
            if baseline[0] or not baseline.any():
                return say("{statistic} of the first {points}", **parts)
            return say("{statistic} of {points} of them", **parts)
        case _:
            return ""
