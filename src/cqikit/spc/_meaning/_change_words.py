"""What a change did, in words: what signals or is still needed, and when it began."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve

from cqikit.core import Sentence, say
from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._compare import side_of
from cqikit.spc._meaning._told import told, whole
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
    value_words,
    when_words,
    with_unit,
)
from cqikit.spc._rules._flags import UNDIRECTED
from cqikit.spc._rules._zones import BeyondLimits

if TYPE_CHECKING:
    from cqikit.spc._meaning._changes import Change, Needed
    from cqikit.spc._rules._reading import Signal

__all__ = ["change_point_words", "change_words", "no_level"]

#: What a change is, by what it means.
MOVES: Final = {
    Variation.IMPROVEMENT: say("an improvement"),
    Variation.CONCERN: say("a change for the worse"),
    Variation.HIGH: say("higher than before"),
    Variation.LOW: say("lower than before"),
    Variation.UNDIRECTED: say("not as before, in no one direction"),
    # Only where points beyond a limit are all that signals.
    Variation.COMMON: say("but no change of level is seen"),
}


def change_words(judged: Any, change: Change) -> Sentence:
    """Say what a declared change did, against the baseline carried forward."""
    chart, unit = change.carried, judged.unit
    since = _since(judged, change.at, change.title)
    if not change.told:
        return say("{since}: too little data before or after to compare.", since=since)
    ends = change.before.centre, change.after.centre
    old, new = (value_words(end, unit, levels_of(judged)) for end in ends)
    # A long unit is said of the first change, and not again.
    if change.at == judged.changes[0].at:
        new = with_unit(new, unit)
    said: dict[str, Any] = {
        "went": say(
            "{since}: {line} went from {old} to {new}",
            since=since,
            line=centre_words(judged.reading.chart, given=False),
            old=old,
            new=new,
        ),
        "base": _base(judged, change, old),
    }
    if change.signals:
        found = [told(judged, signal, change) for signal in _merged(change)[:2]]
        return say(
            "{went}, {move}. Against {base}: {found/; }{chance}.",
            move=MOVES[change.meaning],
            found=tuple(found),
            chance=_chance(change),
            **said,
        )
    if change.ended:
        return say(
            "{went}. In its {points}, no rule signals against {base}; what follows is"
            " compared with the same level.",
            points=counted(change.after.n, chart),
            **said,
        )
    return say(
        "{went}. No rule signals yet against {base}. {lacking}",
        lacking=_lacking(change, old, judged),
        **said,
    )


def _chance(change: Change) -> str:
    of = say(
        "{rules}, {before} before, {after} after",
        rules=rule_words(change.rules),
        before=counted(change.carried.method[0].used, change.carried),
        after=number(change.counted),
    )
    return chance_words(change.chance, of)


def _since(judged: Any, place: int, title: str) -> Sentence:
    """Return since when something is, and what was changed then."""
    when = _when(judged, place)
    if title:
        return say("Since {when} ({title})", when=when, title=title)
    return say("Since {when}", when=when)


def _when(judged: Any, place: int) -> Sentence:
    return when_words(getattr(judged.reading.chart, "on", None), place)


def _base(judged: Any, change: Change, old: Sentence) -> Sentence:
    """Return the level of before, and when it ended where a change lies between."""
    if change.since == change.at:
        return say("the {old} before, carried forward", old=old)
    between = sum(
        change.since <= this_change.at < change.at for this_change in judged.changes
    )
    return say(
        "the {old} before {when} (the {n:change|changes} between showed no signal),"
        " carried forward",
        old=old,
        when=_when(judged, change.since),
        n=between,
    )


def _merged(change: Change) -> list[Signal]:
    """Return the signals against a baseline carried forward, runs whole."""
    start = change.before.first
    local = [
        evolve(signal, first=signal.first - start, last=signal.last - start)
        for signal in change.signals
    ]
    directed = [signal for signal in local if signal.direction != UNDIRECTED]
    return whole(change.carried, directed or local, change.rules)


def _lacking(change: Change, old: Sentence, judged: Any) -> Sentence:
    """Return what a signal still takes, as a sentence that follows another."""
    chart, needed = change.carried, change.needed
    noun = noun_of(chart)
    beyond = _beyond(change, judged, needed.side if needed else 0)
    if needed is None:
        if beyond:
            return say("A {point} {beyond} would signal.", point=noun, beyond=beyond)
        return say("None of the rules that were asked can, on this chart.")
    takes = _takes(needed, counted(needed.takes, chart), old)
    if beyond and needed.takes > needed.run + 1:
        return say(
            "{takes}; a {point} {beyond} would signal at once.",
            takes=takes,
            point=noun,
            beyond=beyond,
        )
    return say("{takes}.", takes=takes)


def _takes(needed: Needed, points: Sentence, old: Sentence) -> Sentence:
    """Return how many points in a row a signal takes, and how many there are."""
    parts: dict[str, Any] = {"points": points, "old": old, "earliest": ""}
    if needed.earliest:
        when = period_words(needed.earliest)
        parts["earliest"] = say("; earliest {when}", when=when)
    if not needed.run:
        if needed.side > 0:
            return say(
                "A signal takes {points} in a row above {old}{earliest}", **parts
            )
        return say("A signal takes {points} in a row below {old}{earliest}", **parts)
    parts["run"] = number(needed.run)
    if needed.side > 0:
        return say(
            "{run^} of the {points} in a row above {old} that a signal takes{earliest}",
            **parts,
        )
    return say(
        "{run^} of the {points} in a row below {old} that a signal takes{earliest}",
        **parts,
    )


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
    for way, line, bound in ((-1, chart.lower, 0.0), (1, chart.upper, chart.per)):
        last = float(line[-1])
        if side == -way or not np.isfinite(last) or last == bound:
            continue
        level = not side_of(line[edge:], np.asarray(last)).any()
        limit = say("its limit")
        if level:
            limit = value_words(last, judged.unit, levels_of(judged))
        if way > 0:
            shown.append(say("above {limit}", limit=limit))
        else:
            shown.append(say("below {limit}", limit=limit))
    return say("{limits/ or }", limits=tuple(shown)) if shown else ""


def no_level(judged: Any) -> Sentence | None:
    """Return why the latest change of a chart without a level is not told, if any."""
    chart = judged.reading.chart
    if not isinstance(chart, Chart) or chart.kind.level:
        return None
    for place, phase in chart.phases[-1:]:
        if place:
            return say(
                "{since}: no comparison, as the {kind} shows no level; a chart of the"
                " values themselves says what moved.",
                since=_since(judged, place, phase.title),
                kind=chart.kind.title or chart.kind.name,
            )
    return None


def change_point_words(found: Any) -> Sentence:
    """Say when one lasting change began, and which other places fit."""
    if not found.shown:
        chance = found.chance
        return say("no change is shown (p = {p:.2g}); it cannot be dated", p=chance)
    parts: dict[str, Any] = {
        "when": when_words(found.on, found.place),
        "first": when_words(found.on, found.places[0]),
        "last": when_words(found.on, found.places[-1]),
        "fit": len(found.places),
        "places": found.candidates,
        "sure": 100 * found.confidence,
    }
    if len(found.places) > 1:
        return say(
            "if there was one lasting change, it began most likely with {when}, at the"
            " earliest with {first}, at the latest with {last}: {fit} of {places}"
            " places fit ({sure:.0f} % confidence)",
            **parts,
        )
    return say(
        "if there was one lasting change, it began most likely with {when}: {fit} of"
        " {places} places fit ({sure:.0f} % confidence)",
        **parts,
    )
