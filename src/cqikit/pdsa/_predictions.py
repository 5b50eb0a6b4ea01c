"""Predictions, in four forms, and how what happened compares with them.

A prediction is made before the test and stands as it was made. The more it
commits itself (a number with a tolerance, an interval with a confidence), the
more there is to learn from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from attrs import field, frozen

from cqikit.core import (
    Choice,
    arguments,
    at_least,
    between,
    finite,
    instance_of,
    non_blank,
    optional,
    say,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Interval",
    "Number",
    "Prediction",
    "TextPrediction",
    "Trend",
    "TrendPrediction",
    "TrendWord",
    "Verdict",
    "VerdictWord",
    "as_prediction",
    "compare",
    "in_sentence",
    "is_prediction",
]


class Verdict(Choice):
    """How what happened compares with what was predicted."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    REFUTED = "refuted"
    NOT_TESTABLE = "not-testable"


VerdictWord: TypeAlias = Literal["confirmed", "partly", "refuted", "not-testable"]


class Trend(Choice):
    """Which way something is predicted to go."""

    RISE = "rise"
    FALL = "fall"
    HOLD = "hold"


TrendWord: TypeAlias = Literal["rise", "fall", "hold"]


def confidence() -> Any:
    """Make the field that says how probable its author holds a prediction."""
    return field(default=None, kw_only=True, validator=optional(between(0, 1)))


@frozen
class TextPrediction:
    """A prediction in words; a person must say whether it came true.

    Parameters
    ----------
    text : str
        What is expected, in words.
    confidence : float, optional
        How sure, from 0 to 1; not told unless said.
    """

    text: str = field(validator=non_blank)
    confidence: float | None = confidence()


@frozen
class Number:
    """It will be `value`, give or take `within`.

    With `start`, where it stood before, a move part of the way is told from
    none.

    Parameters
    ----------
    value : float
        The number that is expected.
    within : float
        How far off is still right; not at all unless said.
    start : float, optional
        Where it stands before the test; not told unless said.
    confidence : float, optional
        How sure, from 0 to 1; not told unless said.
    """

    value: float = field(validator=finite)
    within: float = field(default=0.0, validator=at_least(0))
    start: float | None = field(default=None, validator=optional(finite))
    confidence: float | None = confidence()


@frozen
class Interval:
    """It will lie from `low` to `high`, with this confidence.

    Parameters
    ----------
    low : float
        The lowest value that is expected.
    high : float
        The highest value that is expected.
    start : float, optional
        Where it stands before the test; not told unless said.
    confidence : float
        How sure, from 0 to 1.
    """

    low: float = field(validator=finite)
    high: float = field(validator=finite)
    start: float | None = field(default=None, validator=optional(finite))
    confidence: float = field(kw_only=True, validator=between(0, 1))

    def __attrs_post_init__(self) -> None:
        if self.low > self.high:
            raise FieldError(
                "low", say("must be at most high ({high})", high=self.high), self.low
            )


def _way_of(said: Trend | TrendWord) -> Trend:
    return Trend.of(said, "way")


@frozen
class TrendPrediction:
    """It will rise, fall or hold from `start`, by more than (or within) `within`.

    Parameters
    ----------
    way : Trend
        Whether it will rise, fall or hold.
    start : float, optional
        Where it stands before the test; not told unless said.
    within : float
        By how much at least it moves, or at most if it holds; by anything unless said.
    confidence : float, optional
        How sure, from 0 to 1; not told unless said.
    """

    way: Trend = field(converter=_way_of)
    start: float | None = field(default=None, validator=optional(finite))
    within: float = field(default=0.0, validator=at_least(0))
    confidence: float | None = confidence()


Prediction: TypeAlias = TextPrediction | Number | Interval | TrendPrediction
is_prediction: Final = instance_of(*get_args(Prediction))


def as_prediction(value: Prediction | str) -> Prediction:
    """Take bare text for a prediction in words; leave all else as it is."""
    return TextPrediction(value) if isinstance(value, str) else value


@arguments()
def compare(prediction: Prediction, actual: float) -> Verdict | None:
    """Say how `actual` compares with `prediction`; None where only people can.

    Parameters
    ----------
    prediction : TextPrediction, Number, Interval or TrendPrediction
    actual : float
        What happened, in the unit of the prediction; finite.

    Returns
    -------
    Verdict or None
        `PARTLY` needs a `start`: it moved as predicted, but not all the way.
        None for words, and for a move from an unknown start. Values are
        compared with a relative tolerance of 1e-9.

    Examples
    --------
    >>> compare(Number(60, within=5, start=40), 52).value
    'partly'
    >>> compare(Interval(55, 65, confidence=0.8), 65).value
    'confirmed'
    >>> compare(TextPrediction("families will like it"), 1.0) is None
    True
    """
    match prediction:
        case Number(value, within, start):
            return _landed(actual, value - within, value + within, start)
        case Interval(low, high, start):
            return _landed(actual, low, high, start)
        case TrendPrediction(way, start, within) if start is not None:
            held = _reaches(actual, start - within) and _reaches(start + within, actual)
            moved = Trend.HOLD if held else Trend.RISE if actual > start else Trend.FALL
            return Verdict.CONFIRMED if moved is way else Verdict.REFUTED
        case _:
            return None


def _landed(actual: float, low: float, high: float, start: float | None) -> Verdict:
    if _reaches(actual, low) and _reaches(high, actual):
        return Verdict.CONFIRMED
    if start is not None and (start < actual < low or high < actual < start):
        return Verdict.PARTLY
    return Verdict.REFUTED


def _reaches(value: float, line: float) -> bool:
    return value - line >= -1e-9 * max(abs(value), abs(line))


@arguments()
def in_sentence(
    prediction: Prediction, spoken: Callable[[float], str] = "{:g}".format
) -> str:
    """Return a prediction as people write it.

    Parameters
    ----------
    spoken : callable
        How a number is written; as shortly as possible unless said.

    Examples
    --------
    >>> in_sentence(Interval(55, 65, confidence=0.8))
    'from 55 to 65 (80 % sure)'
    >>> in_sentence(TrendPrediction("fall", start=12))
    'falls from 12'
    """
    match prediction:
        case TextPrediction(text):
            said = text
        case Number(value, within, start):
            said = spoken(value)
            if within:
                said = say(
                    "{value}, give or take {within}", value=said, within=spoken(within)
                )
            said = _from(said, start, spoken)
        case Interval(low, high, start):
            said = say("from {low} to {high}", low=spoken(low), high=spoken(high))
            if start is not None:
                said = say(
                    "{range}, where it was {start}", range=said, start=spoken(start)
                )
        case _:
            said = _moving(prediction, spoken)
    if prediction.confidence is not None:
        sure = 100 * prediction.confidence
        said = say("{prediction} ({percent:.0f} % sure)", prediction=said, percent=sure)
    return said


#: What is predicted of a trend.
MOVES: Final = {
    Trend.RISE: say("rises"),
    Trend.FALL: say("falls"),
    Trend.HOLD: say("holds"),
}


def _moving(prediction: TrendPrediction, spoken: Callable[[float], str]) -> str:
    said = _from(MOVES[prediction.way], prediction.start, spoken)
    if not prediction.within:
        return said
    within = spoken(prediction.within)
    if prediction.way is Trend.HOLD:
        return say("{move}, within {within}", move=said, within=within)
    return say("{move}, by more than {within}", move=said, within=within)


def _from(said: str, start: float | None, spoken: Callable[[float], str]) -> str:
    if start is None:
        return said
    return say("{prediction} from {start}", prediction=said, start=spoken(start))
