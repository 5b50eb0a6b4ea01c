"""Whether a target is in reach, in words, as far as the latest phase can say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.core import Frequency, Sentence, say
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._view import counting, edges_of
from cqikit.spc._meaning._compared import shows_values
from cqikit.spc._meaning._settled import FEW, by_limits
from cqikit.spc._meaning._variation import Assurance
from cqikit.spc._meaning._words import figures, frequency_of, given_words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["towards"]


def _given(judged: Any, place: int) -> Sentence:
    """Return the target at a point as it was given: of counted shares, the share."""
    chart, target = judged.reading.chart, float(judged.target[place])
    if not getattr(chart, "of_shares", False):
        return given_words(target, judged.unit)
    measure = chart.measure
    return given_words(target * measure.per / chart.sizes[place], measure.unit)


def towards(judged: Any) -> Iterator[Sentence]:
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
    target = _given(judged, int(np.flatnonzero(counts)[-1]))
    if not shows_values(chart):
        yield say(
            "The target of {target} is about values, which this chart does not show.",
            target=target,
        )
        return
    sides = side_of(np.asarray(chart.values)[counts], aimed) * judged.direction.sign
    met = say(
        "The target of {target} is met {often}",
        target=target,
        often=_met(chart, int((sides >= 0).sum()), sides.size, late=bool(start)),
    )
    last = np.flatnonzero(counts)[-1:]
    limits = by_limits(chart, judged.target, last, judged.direction)
    if sides.size < FEW:
        yield say("{met}: too few to tell what comes.", met=met)
    elif str(judged.assurance) != str(limits):
        yield say(
            "{met}; while the process moves, its limits do not tell what comes.",
            met=met,
        )
    else:
        yield _promised(judged, target) or say("{met}.", met=met)


def _promised(judged: Any, target: Sentence) -> Sentence | None:
    """Return what limits promise of a target; None where they do not."""
    match Assurance(str(judged.assurance)):
        case Assurance.MEETS:
            return say(
                "As things are, the target of {target} will be met.", target=target
            )
        case Assurance.MISSES:
            return say(
                "As things are, the target of {target} will be missed.", target=target
            )
        case Assurance.VARIES:
            return say(
                "As things are, chance decides whether the target of {target} is met.",
                target=target,
            )
        case _:
            return None


def _met(chart: Any, met: int, n: int, *, late: bool) -> Sentence:
    """Return at or in how many points, of how many, a target is met."""
    many = say("{number}", number=met) if met else say("none")
    of: dict[str, Any] = {"many": many, "points": figures(n, chart)}
    if late:
        of["points"] = say("{points} of the latest phase", points=of["points"])
    if frequency_of(chart) is Frequency.POINT:
        return say("at {many} of {points}", **of)
    return say("in {many} of {points}", **of)
