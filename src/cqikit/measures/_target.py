"""Targets of four kinds, and the aim that carries one.

A target is an absolute level, a bound, a change from the baseline, or a nested
one: a share of units that each reach a target of their own. All four answer
the same two questions: which value is it, and does a value meet it?
"""

from __future__ import annotations

import math
from numbers import Real
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Period,
    arguments,
    as_optional_period,
    between,
    finite,
    instance_of,
    is_key,
    is_text,
    list_of,
    non_blank,
    optional,
    parse_period,
    say,
)
from cqikit.errors import FieldError, FieldTypeError
from cqikit.measures._measure import Direction, DirectionWord

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Aim",
    "Bound",
    "Change",
    "Level",
    "Nested",
    "Target",
    "meets",
    "share_meeting",
    "target_value",
]


@frozen
class Level:
    """Reach `at`, on the better side of it (``at least 80`` where higher is).

    Parameters
    ----------
    at : float
        The value to be reached, in the unit of the measure.
    """

    at: float = field(validator=finite)


@frozen
class Bound:
    """Stay at `no_more_than`, or at `no_less_than`, whichever is given.

    Parameters
    ----------
    no_more_than : float, optional
        The highest value that is good enough; no such bound unless said.
    no_less_than : float, optional
        The lowest value that is good enough; no such bound unless said.
    """

    no_more_than: float | None = field(default=None, validator=optional(finite))
    no_less_than: float | None = field(default=None, validator=optional(finite))

    def __attrs_post_init__(self) -> None:
        if self.no_more_than is None and self.no_less_than is None:
            raise FieldError(
                "bound", say("must have no_more_than, no_less_than or both"), None
            )
        if (
            self.no_more_than is not None
            and self.no_less_than is not None
            and self.no_less_than > self.no_more_than
        ):
            raise FieldError(
                "no_less_than",
                say(
                    "must be at most no_more_than ({no_more_than})",
                    no_more_than=self.no_more_than,
                ),
                self.no_less_than,
            )


@frozen
class Change:
    """Move from the baseline by the fraction `by`: -0.25 is a quarter less.

    Of a baseline of 0 any fraction is 0: from there such a change cannot be judged.

    Parameters
    ----------
    by : float
        The fraction of the baseline: -0.25 is a quarter less, 0.1 a tenth more.
    """

    by: float = field(validator=finite)

    def __attrs_post_init__(self) -> None:
        if self.by == 0:
            raise FieldError(
                "by", say("must be a change"), self.by, say("say Level(at=...)")
            )


@frozen
class Nested:
    """A `share` of the units must each meet the target `each`.

    ``Nested(0.85, Change(-0.25))``: 85 % of those screened reach a reduction
    by a quarter.

    Parameters
    ----------
    share : float
        How many of the units, as a fraction from 0 to 1.
    each : Level or Bound or Change
        What each of these must reach.
    """

    share: float = field(validator=between(0, 1))
    each: Level | Bound | Change = field(validator=instance_of(Level, Bound, Change))


Target: TypeAlias = Level | Bound | Change | Nested
IS_TARGET: Final = instance_of(Level, Bound, Change, Nested)
IS_SINGLE: Final = instance_of(Level, Bound, Change)


@frozen
class _Measured:
    """Check that a value is a number, or NaN where none was measured."""

    def __call__(self, kept: Any, attribute: Any, value: Any) -> None:
        # Nothing else is unlike itself.
        if not isinstance(value, float) or value == value:  # noqa: PLR0124
            finite(kept, attribute, value)


MEASURED: Final = _Measured()


@arguments(target=IS_TARGET, baseline=optional(MEASURED))
def target_value(
    target: Target,
    *,
    baseline: float | None = None,
    direction: Direction | DirectionWord,
) -> float:
    """Return the one value that `target` draws as a line.

    Parameters
    ----------
    target : Target
    baseline : float, optional
        Where a `Change` starts from; not known unless said.
    direction : Direction
        Which side of a two-sided `Bound` is the line: the lower one where
        higher is better, else the upper.

    Raises
    ------
    FieldError
        When a `Change` has no baseline, or one of 0.

    Examples
    --------
    >>> target_value(Change(-0.25), baseline=80.0, direction=Direction.LOWER)
    60.0
    """
    better = Direction.of(direction, "direction")
    match target:
        case Level(at):
            return at
        case Bound(most, least):
            sides = [side for side in (most, least) if side is not None]
            return sides[-1 if better is Direction.HIGHER else 0]
        case Change(by):
            if baseline is None or math.isnan(baseline):
                raise FieldError(
                    "baseline", say("must be given for a change from it"), baseline
                )
            if baseline == 0:
                raise FieldError(
                    "baseline",
                    say("must not be 0, of which any share is 0"),
                    baseline,
                    say("say Level(at=...)"),
                )
            return baseline * (1 + by)
        case _:
            return target.share


@arguments(value=MEASURED, target=IS_SINGLE, baseline=optional(MEASURED))
def meets(
    value: float,
    target: Level | Bound | Change,
    *,
    direction: Direction | DirectionWord,
    baseline: float | None = None,
) -> bool:
    """Say whether `value` meets `target`; a value on the line does.

    A missing value (NaN) meets nothing. Values are compared with a relative
    tolerance of 1e-9, so that 0.1 + 0.2 meets 0.3.

    Parameters
    ----------
    target : Level or Bound or Change
        What is to be met.
    direction : Direction or str
        Which way is better.
    baseline : float, optional
        Where it stood, for a target that is a change; none unless said.

    Raises
    ------
    FieldError
        When a `Change` has no baseline, or one of 0.

    Examples
    --------
    >>> meets(60.0, Change(-0.25), direction=Direction.LOWER, baseline=80.0)
    True
    >>> meets(0.031, Bound(no_more_than=0.03), direction=Direction.LOWER)
    False
    """
    better = Direction.of(direction, "direction")
    if isinstance(target, Bound):
        above = target.no_less_than is None or _reaches(value, target.no_less_than, 1)
        below = target.no_more_than is None or _reaches(value, target.no_more_than, -1)
        return above and below
    line = target_value(target, baseline=baseline, direction=better)
    return _reaches(value, line, _wanted_side(target, better))


def _wanted_side(target: Level | Change, direction: Direction) -> int:
    if direction is not Direction.NEITHER:
        return direction.sign
    if isinstance(target, Change):
        return 1 if target.by > 0 else -1
    raise FieldError(
        "direction", say("must be higher or lower to meet a level"), direction.value
    )


def _reaches(value: float, line: float, side: int) -> bool:
    tolerance = 1e-9 * max(abs(line), abs(value))
    return (value - line) * side >= -tolerance


@arguments(
    values=list_of(say("numbers")),
    target=instance_of(Nested),
    baselines=optional(list_of(say("numbers"))),
)
def share_meeting(
    values: Sequence[float],
    target: Nested,
    *,
    direction: Direction | DirectionWord,
    baselines: Sequence[float | None] | None = None,
) -> tuple[int, int]:
    """Return how many units meet the inner target, and how many were measured.

    Missing values (NaN) are in neither number, and with a target that is a change those
    of units that stood at 0, which cannot be judged.

    Parameters
    ----------
    target : Nested
        The share, and what each unit must meet.
    direction : Direction or str
        Which way is better.
    baselines : sequence of float or None, optional
        Where each unit stood, for a target that is a change; none unless said.

    Raises
    ------
    FieldError
        When there are not as many baselines as values.
    """
    better = Direction.of(direction, "direction")
    values = list(values)
    starts = [None] * len(values) if baselines is None else list(baselines)
    if len(starts) != len(values):
        must = say("must be as many as the values, {values}", values=len(values))
        raise FieldError("baselines", must, len(starts))
    measured = [
        (place, value)
        for place, value in enumerate(values)
        if _is_measured(value, f"values[{place}]")
    ]
    if isinstance(target.each, Change):
        measured = [pair for pair in measured if starts[pair[0]] != 0]
    met = sum(
        meets(value, target.each, direction=better, baseline=starts[place])
        for place, value in measured
    )
    return met, len(measured)


def _is_measured(value: Any, name: str) -> bool:
    """Say whether a value is a number; what is neither that nor NaN is refused."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise FieldTypeError(name, say("must be a number"), value)
    return value == value  # noqa: PLR0124  (NaN is not itself)


@frozen(kw_only=True)
class Aim:
    """What, how much, for whom, by when.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        The aim in one sentence.
    measure : str
        Key of the outcome measure.
    target : Target
        How much: a level, a bound, a change from the baseline, or a share of units.
    by : Period
        When: a day, a month, a quarter, a year.
    population : str
        For whom.
    baseline : float, optional
        Where it stood, in the measure's unit.
    since : Period, optional
        When the work began.

    Examples
    --------
    >>> aim = Aim(
    ...     key="measles",
    ...     title="End measles in the country by October 1982",
    ...     measure="cases",
    ...     target=Bound(no_more_than=1.0),
    ...     by="1982-10",
    ...     population="everybody living in the reporting areas",
    ... )
    >>> aim.by.last.isoformat()
    '1982-10-31'
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    measure: str = field(validator=is_key)
    target: Target = field(validator=instance_of(Level, Bound, Change, Nested))
    by: Period = field(converter=parse_period)
    population: str = field(default="", validator=is_text)
    baseline: float | None = field(default=None, validator=optional(finite))
    since: Period | None = field(default=None, converter=as_optional_period)
