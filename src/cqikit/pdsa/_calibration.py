"""Calibration: how far predictions can be trusted, over many cycles.

People who say "80 % sure" should be right in about 80 % of such cases. Three
things are counted: how often what happened lay inside a predicted interval,
how often the predicted direction was right, and the Brier score of stated
confidences (Brier, Monthly Weather Review 1950;78:1, here for one outcome, so
half of the sum over both).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    arguments,
    as_texts,
    at_least,
    between,
    list_of,
    normal_reach,
    say,
)
from cqikit.pdsa._cycle import Comparison, Cycle, comparisons
from cqikit.pdsa._predictions import (
    Interval,
    Number,
    TextPrediction,
    Trend,
    TrendPrediction,
    Verdict,
    compare,
)
from cqikit.pdsa._shares import Share, exact, per_cent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Brier", "Calibration", "brier", "calibrate"]

Judged: TypeAlias = Comparison
#: Stated confidence, and whether it came true (1) or not (0).
Forecast: TypeAlias = tuple[float, int]


@frozen(kw_only=True)
class Brier:
    """The Brier score of `of` stated confidences; 0 is perfect.

    Parameters
    ----------
    score : float
        Mean squared difference of confidence and outcome.
    of : int
        How many confidences were stated.
    interval : tuple of float, optional
        Normal interval of the mean; None from fewer than two.
    base : float
        The score of somebody who only knew how often all came true.
    """

    score: float = field(validator=between(0, 1))
    of: int = field(validator=at_least(1))
    interval: tuple[float, float] | None
    base: float = field(validator=between(0, 1))


@arguments(forecasts=list_of(say("forecasts"), object))
def brier(forecasts: Iterable[Forecast], confidence: float = 0.95) -> Brier | None:
    """Return the Brier score of (stated confidence, outcome 0 or 1); None of none.

    Parameters
    ----------
    confidence : float
        The confidence of the interval; 0.95 unless said.

    Examples
    --------
    >>> brier([(0.7, 1), (0.7, 1), (0.7, 0)]).score
    0.2233333333333333
    """
    pairs = tuple(forecasts)
    if not pairs:
        return None
    errors = [(sure - came) ** 2 for sure, came in pairs]
    mean = math.fsum(errors) / len(errors)
    rate = sum(came for _, came in pairs) / len(pairs)
    return Brier(
        score=mean,
        of=len(pairs),
        interval=_interval(errors, mean, normal_reach(confidence, "confidence")),
        base=rate * (1 - rate),
    )


def _interval(
    errors: Sequence[float], mean: float, reach: float
) -> tuple[float, float] | None:
    count = len(errors)
    if count < 2:
        return None
    spread = math.fsum((error - mean) ** 2 for error in errors) / (count - 1)
    half = reach * math.sqrt(spread / count)
    return max(0.0, mean - half), min(1.0, mean + half)


@frozen(kw_only=True)
class Calibration:
    """What the predictions of many cycles were worth.

    Parameters
    ----------
    coverage : Share
        Of the predicted intervals with a known actual, those that held it.
    promised : float, optional
        The mean confidence of these intervals.
    directions : Share
        Of the predictions with a direction, those that were right.
    brier : Brier, optional
        Of the predictions with a stated confidence and a verdict.
    left_out : int
        Predictions with a verdict (or an actual) that none of the three could
        use: words or numbers without a confidence and a start.
    undecided : int
        Predictions without a verdict yet, or not testable.
    said : tuple of str
        What all that says, in sentences.
    """

    coverage: Share
    promised: float | None
    directions: Share
    brier: Brier | None
    left_out: int
    undecided: int
    said: tuple[str, ...] = field(converter=as_texts)


@arguments(cycles=list_of(say("cycles"), Cycle))
def calibrate(cycles: Iterable[Cycle], *, confidence: float = 0.95) -> Calibration:
    """Say how well the predictions of `cycles` came true.

    Parameters
    ----------
    cycles : iterable of Cycle
    confidence : float
        Of the intervals around what is found; 0.95 unless said.

    Notes
    -----
    A prediction that came true partly counts as not having come true.
    What is said of shares rests on the exact binomial interval (Clopper and Pearson,
    Biometrika 1934;26:404): one miss proves nobody too sure. Where the intervals
    promise unlike things, their mean stands for all, which errs on the side of silence
    (Hoeffding, Annals of Mathematical Statistics 1956;27:713). The interval around the
    Brier score is normal, which is rough below some 30 predictions.
    """
    all_of_them = [comparison for cycle in cycles for comparison in comparisons(cycle)]
    judged = [
        comparison
        for comparison in all_of_them
        if comparison.verdict not in {None, Verdict.NOT_TESTABLE}
    ]
    inside = [
        hit for comparison in judged if (hit := _is_inside(comparison)) is not None
    ]
    moved = [
        hit for comparison in judged if (hit := _is_right_way(comparison)) is not None
    ]
    forecasts = [
        pair for comparison in judged if (pair := _forecast(comparison)) is not None
    ]
    sure = [
        comparison.prediction.confidence
        for comparison in judged
        if isinstance(comparison.prediction, Interval) and comparison.actual is not None
    ]
    coverage = Share(sum(inside), len(inside))
    promised = math.fsum(sure) / len(sure) if sure else None
    directions = Share(sum(moved), len(moved))
    score = brier(forecasts, confidence)
    return Calibration(
        coverage=coverage,
        promised=promised,
        directions=directions,
        brier=score,
        left_out=sum(_is_left_out(comparison) for comparison in judged),
        undecided=len(all_of_them) - len(judged),
        said=(
            *_said_of_coverage(coverage, promised, confidence),
            *_said_of_directions(directions, confidence),
            *_said_of_brier(score),
        ),
    )


def _is_inside(comparison: Judged) -> bool | None:
    if not isinstance(comparison.prediction, Interval) or comparison.actual is None:
        return None
    return compare(comparison.prediction, comparison.actual) is Verdict.CONFIRMED


def _is_right_way(comparison: Judged) -> bool | None:
    match comparison.prediction:
        case TrendPrediction():
            return comparison.verdict is Verdict.CONFIRMED
        case Number(value, _, start) if start is not None and value != start:
            wanted = value - start
        case Interval(low, high, start) if start is not None:
            if low <= start <= high:
                return None
            wanted = low - start if start < low else high - start
        case _:
            return None
    if comparison.actual is None:
        return None
    way = Trend.RISE if wanted > 0 else Trend.FALL
    return (
        compare(TrendPrediction(way, start=start), comparison.actual)
        is Verdict.CONFIRMED
    )


def _forecast(comparison: Judged) -> Forecast | None:
    if comparison.prediction.confidence is None:
        return None
    inside = _is_inside(comparison)
    came = comparison.verdict is Verdict.CONFIRMED if inside is None else inside
    return comparison.prediction.confidence, int(came)


def _is_left_out(comparison: Judged) -> bool:
    bare = isinstance(comparison.prediction, TextPrediction | Number)
    return bare and _forecast(comparison) is None and _is_right_way(comparison) is None


def _said_of_coverage(
    found: Share, promised: float | None, confidence: float
) -> list[str]:
    if promised is None:
        return []
    ends = exact(found.count, found.of, confidence)
    said = say("which agrees with the {promised} promised", promised=per_cent(promised))
    if ends[1] < promised:
        said = say(
            "fewer than the {promised} promised: too sure", promised=per_cent(promised)
        )
    elif ends[0] > promised:
        said = say(
            "more than the {promised} promised: they could be narrower",
            promised=per_cent(promised),
        )
    return [
        say(
            "{found} of the predicted intervals held what happened "
            "({confidence} interval {low} to {high}), {said}",
            found=str(found),
            confidence=per_cent(confidence),
            low=per_cent(ends[0]),
            high=per_cent(ends[1]),
            said=said,
        )
    ]


def _said_of_directions(found: Share, confidence: float) -> list[str]:
    if not found.of:
        return []
    ends = exact(found.count, found.of, confidence)
    right = str(found)
    if ends[0] > 0.5:
        return [
            say(
                "{found} of the predicted directions were right, "
                "which is better than tossing a coin",
                found=right,
            )
        ]
    if ends[1] < 0.5:
        return [
            say(
                "{found} of the predicted directions were right, "
                "which is worse than tossing a coin",
                found=right,
            )
        ]
    return [
        say(
            "{found} of the predicted directions were right, "
            "which cannot be told from tossing a coin",
            found=right,
        )
    ]


def _said_of_brier(found: Brier | None) -> list[str]:
    if found is None:
        return []
    said = say("no better than always saying how often things came true")
    if found.score < found.base:
        said = say("better than always saying how often things came true")
    return [
        say(
            "the Brier score of {of} stated confidences is {score:.3f}, "
            "{said} ({base:.3f})",
            of=found.of,
            score=found.score,
            said=said,
            base=found.base,
        )
    ]
