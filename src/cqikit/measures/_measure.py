"""What is measured: a measure, its role in the theory, and which way is better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import Factory, field, frozen

from cqikit.core import (
    Cadence,
    Choice,
    ChoiceOf,
    Frequency,
    FrequencyWord,
    Period,
    arguments,
    finite,
    instance_of,
    is_key,
    is_text,
    non_blank,
    optional,
    parse_period,
    say,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = [
    "Direction",
    "DirectionWord",
    "Measure",
    "MeasureKind",
    "MeasureKindWord",
    "Role",
    "RoleWord",
]


class Direction(Choice):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"

    @classmethod
    def said_otherwise(cls) -> Mapping[str, str]:
        """Return what people say for higher and for lower."""
        said = {
            "higher": ("up", "increase", "more", "high", "+"),
            "lower": ("down", "decrease", "less", "low", "-"),
            "neither": ("none", "both", ""),
        }
        return {word: value for value, words in said.items() for word in words}

    @property
    def sign(self) -> int:
        """Return 1 when higher is better, -1 when lower is, 0 when neither."""
        return {"higher": 1, "lower": -1}.get(self.value, 0)


DirectionWord: TypeAlias = Literal["higher", "lower", "neither"]


class Role(Choice):
    """What a measure is for (Langley et al., The Improvement Guide, 2009)."""

    OUTCOME = "outcome"
    PROCESS = "process"
    BALANCING = "balancing"


RoleWord: TypeAlias = Literal["outcome", "process", "balancing"]


class MeasureKind(Choice):
    """What the numbers are; it decides which charts fit.

    ``COUNT``: events in equal areas of opportunity. ``PROPORTION``: units with
    a property, out of all units. ``RATE``: events over exposure, which may
    exceed 1. ``CONTINUOUS``: a measured quantity. ``UNITS_BETWEEN`` and
    ``TIME_BETWEEN``: units or time from one rare event to the next.
    """

    COUNT = "count"
    PROPORTION = "proportion"
    RATE = "rate"
    CONTINUOUS = "continuous"
    UNITS_BETWEEN = "units-between"
    TIME_BETWEEN = "time-between"


MeasureKindWord: TypeAlias = Literal[
    "count", "proportion", "rate", "continuous", "units-between", "time-between"
]


#: Kinds whose values are a numerator over a denominator.
RATIOS = frozenset({MeasureKind.PROPORTION, MeasureKind.RATE})
#: Kinds whose values come when an event does, not when a period ends.
BETWEEN = frozenset({MeasureKind.UNITS_BETWEEN, MeasureKind.TIME_BETWEEN})


def _frequency(measure: Measure) -> Frequency:
    cadence = measure.cadence
    return cadence.frequency if isinstance(cadence, Cadence) else Frequency.MONTH


@frozen(kw_only=True)
class Measure:
    """A quantity that is followed in time.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people read.
    kind : MeasureKind
        What a value is: a count, a proportion, a rate, something measured, or what lies
        between events; something measured unless said.
    direction : Direction
        Which way is better.
    role : Role
        Outcome, process or balancing; outcome unless said.
    unit : str
        What a value is in, such as ``cases per 100,000``.
    numerator, denominator : str
        Operational definition; a denominator belongs to proportions and rates.
    per : float
        What a ratio is multiplied by: 100 for per cent, 100000 for a rate per
        100,000; 1 for all else.
    frequency : Frequency
        How often it is reported: by default as `cadence` says, or once a month.
    cadence : Cadence, optional
        Which periods exist. By default that is inferred from the rows, as far as
        they agree without an exception (`core.timeline`).
    source : str
        Where the data are from.

    Examples
    --------
    >>> rate = Measure(
    ...     key="cases",
    ...     title="Reported cases",
    ...     kind="rate",
    ...     direction="lower",
    ...     per=100_000,
    ...     unit="per 100,000",
    ...     frequency="year",
    ... )
    >>> rate.value(42, 84_000)
    50.0
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    kind: MeasureKind = field(
        default=MeasureKind.CONTINUOUS, converter=ChoiceOf[MeasureKind, MeasureKindWord]
    )
    direction: Direction = field(
        default=Direction.NEITHER, converter=ChoiceOf[Direction, DirectionWord]
    )
    role: Role = field(default=Role.OUTCOME, converter=ChoiceOf[Role, RoleWord])
    unit: str = field(default="", validator=is_text)
    numerator: str = field(default="", validator=is_text)
    denominator: str = field(default="", validator=is_text)
    per: float = field(default=1.0, validator=finite)
    cadence: Cadence | None = field(
        default=None, validator=optional(instance_of(Cadence))
    )
    frequency: Frequency = field(
        default=Factory(_frequency, takes_self=True),
        converter=ChoiceOf[Frequency, FrequencyWord],
    )
    source: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if self.per <= 0:
            raise FieldError("per", say("must be more than 0"), self.per)
        if self.per != 1 and not self.is_ratio:
            raise FieldError(
                "per",
                say("must be 1 for a {kind} measure", kind=self.kind.words),
                self.per,
                say('say kind = "rate"'),
            )

        if self.cadence is not None and self.cadence.frequency is not self.frequency:
            said = self.cadence.frequency.value
            raise FieldError(
                "frequency",
                say("must be {said}, as cadence says", said=said),
                self.frequency.value,
            )

    @property
    def is_ratio(self) -> bool:
        """Say whether a value is a numerator over a denominator."""
        return self.kind in RATIOS

    @property
    def is_periodic(self) -> bool:
        """Say whether there is one value a period, so that one can be missing."""
        return self.kind not in BETWEEN

    @arguments()
    def period(self, day: date) -> Period:
        """Return the period that `day` lies in."""
        cadence = self.cadence or Cadence(frequency=self.frequency)
        return cadence.whole(parse_period(day))

    @arguments()
    def value(self, numerator: float, denominator: float) -> float:
        """Return the ratio in the measure's unit."""
        return numerator / denominator * self.per
