"""Centre and spread of a phase: frozen, or averages that grow with every point.

An average of all points needs its sum and its weight only. What an estimator says of
the newest point (or of the newest two, of a step) is one more number to average, so
that no estimator is written twice: it is asked about these alone. Medians, screened
ranges and standard deviations are no such averages.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import at_least, by_value, instance_of, say
from cqikit.errors import ChartError, FieldError
from cqikit.spc._charts._compare import TOLERANCE
from cqikit.spc._charts._estimators import (
    Mean,
    MeanLevel,
    MovingRange,
    NormalisedSteps,
    Pooled,
)
from cqikit.spc._charts._kind import on_scale
from cqikit.spc._charts._subgroups import MeanRange, MeanSd
from cqikit.spc._charts._weighted import MeanStep

if TYPE_CHECKING:
    from cqikit.spc._charts._kind import ChartKind, Points
    from cqikit.spc._charts._view import Floats

__all__ = ["Average", "Level", "check_kind", "kept_by"]

#: Averages over points, and over steps between two of them.
OF_POINTS: Final = (Mean, MeanLevel, Pooled, MeanSd, MeanRange)
OF_STEPS: Final = (MovingRange, MeanStep, NormalisedSteps)
#: Limits that stay rest on no more points: what is probable is counted from each.
MOST_POINTS: Final = 1_000_000
NOWHERE: Final = np.full(1, math.nan)


class Average(NamedTuple):
    """A weighted sum, and the sum of the weights."""

    total: float = 0.0
    weight: float = 0.0

    @property
    def value(self) -> float:
        """Return the average, NaN of nothing."""
        return self.total / self.weight if self.weight else math.nan


@by_value
@frozen(kw_only=True, eq=False)
class Level:
    """Centre and spread on the scale of the kind, and what makes them grow.

    Parameters
    ----------
    centre, spread : float
        NaN where there is none.
    sums : tuple of float
        Sum and weight of the centre, then of the spread; () where both are frozen.
    points : int
        How many observed points they rest on; 0 where they were given.
    least, most : float
        Of all values that they rest on: where these are equal nothing varies.
    """

    centre: float = math.nan
    spread: float = math.nan
    sums: tuple[float, ...] = ()
    points: int = field(default=0, validator=[instance_of(int), at_least(0)])
    least: float = math.nan
    most: float = math.nan

    def __attrs_post_init__(self) -> None:
        good = len(self.sums) in {0, 4} and all(map(math.isfinite, self.sums))
        if not good or min(self.sums[1::2], default=0) < 0:
            must = say("must be four finite numbers, with weights of at least 0")
            raise FieldError("sums", must, self.sums)
        if self.points > MOST_POINTS and not self.sums:
            must = say("must be at most {most}", most=MOST_POINTS)
            raise FieldError("points", must, self.points)

    @property
    def grows(self) -> bool:
        """Say whether every point moves them."""
        return bool(self.sums)

    @property
    def constant(self) -> bool:
        """Say whether all points that they rest on are equal."""
        size = max(abs(self.least), abs(self.most))
        return not self.most - self.least > TOLERANCE * size

    def after(self, kind: ChartKind, newest: Points) -> Level:
        """Return the level with one point more, the last of the `newest`."""
        value = float(newest.values[-1])
        points = on_scale(kind, newest)
        centre = _added(Average(*self.sums[:2]), kind.centre, points)
        spread = Average(*self.sums[2:])
        if kind.spread is not None:
            spread = _added(spread, kind.spread, points)
        if math.isinf(centre.total) or math.isinf(spread.total):
            raise ChartError(
                "values are too large to be added or squared: take a larger unit"
            )
        return evolve(
            self,
            centre=centre.value,
            spread=spread.value,
            sums=(*centre, *spread),
            points=self.points + (value == value),  # noqa: PLR0124  (NaN is missing)
            least=float(np.fmin(self.least, value)),
            most=float(np.fmax(self.most, value)),
        )


def _added(average: Average, estimator: Any, points: Points) -> Average:
    """Return an average with what an estimator says of the newest point."""
    back = _back(estimator)
    if points.values.size < back:
        return average
    last = points.each(lambda array: array[-back:])
    of_spread = not isinstance(estimator, (Mean, Pooled, MeanStep))
    found: Floats = estimator(last, NOWHERE) if of_spread else estimator(last)
    value = float(found[0])
    if math.isnan(value):
        return average
    weight = 1.0
    if isinstance(estimator, Pooled) and last.sizes is not None:
        weight = float(last.sizes[-1])
    return Average(average.total + value * weight, average.weight + weight)


def _back(estimator: Any) -> int:
    return 2 if isinstance(estimator, OF_STEPS) else 1


def kept_by(kind: ChartKind) -> int:
    """Return how many points the estimators of a kind look at, the newest included."""
    return max(_back(kind.centre), _back(kind.spread))


def check_kind(kind: ChartKind, *, grows: bool) -> None:
    """Refuse kinds that would need all points, told with what does."""
    memory, ramp = kind.statistic, kind.ramp
    bounded = memory is None or hasattr(memory, "reach")
    known = bounded or hasattr(memory, "onward")
    if not known or not (ramp is None or hasattr(ramp, "after")):
        must = say("must say what its statistic remembers of the point before")
        fix = say(
            "give it {begin} and {onward}, or {reach}",
            begin="begin(centre)",
            onward="onward(held, step)",
            reach="reach",
        )
        raise FieldError("kind", must, kind.name, fix)
    if not grows:
        return
    wrong = [
        str(estimator)
        for estimator in (kind.centre, kind.spread)
        if estimator is not None and not _is_average(estimator)
    ]
    if wrong or not bounded:
        must = say("must rest on averages of all points while limits move")
        fix = say("freeze the limits, such as {example}", example="baseline=12")
        raise FieldError("kind", must, tuple(wrong) or kind.name, fix)


def _is_average(estimator: Any) -> bool:
    # Only a mean is a sum: a median, or a mean of what screening leaves, is none.
    plain = getattr(estimator, "average", "mean") == "mean"
    unscreened = getattr(estimator, "screen", None) is None
    return isinstance(estimator, OF_POINTS + OF_STEPS) and plain and unscreened
