"""What is found of a series that decides, or bears on, which chart it is drawn as."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit.core import Finding
from cqikit.measures import MeasureKind
from cqikit.spc._advice._reasons import (
    AUTOCORRELATED,
    FEW_POINTS,
    MOSTLY_ZERO,
    OVERDISPERSED,
    SIZES_DIFFER,
    SKEWED,
    UNDERDISPERSED,
    ZERO_SIZES,
    ZERO_TIMES,
)
from cqikit.spc._charts._estimators import MovingRange
from cqikit.spc._charts._kind import Points
from cqikit.spc._charts._sigmas import binomial, poisson_rate
from cqikit.spc._charts._statistics import ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._charts._view import Floats

__all__ = ["Verdict", "verdicts"]

FIRM: Final = 12
#: Of constant sampling, σz is 1; beyond this it is worth allowing for.
WIDER: Final = 1.25


@frozen
class Verdict:
    """Something found of a series, and the kind of chart that it asks for."""

    reason: Finding
    kind: str = ""
    beside: tuple[str, ...] = ()


def verdicts(
    measure: MeasureKind, values: Floats, sizes: Floats | None
) -> Iterator[Verdict]:
    seen = values[~np.isnan(values)]
    yield from _zeros(measure, seen)
    if seen.size < FIRM:
        yield Verdict(FEW_POINTS.at(seen=seen.size), "run")
    if measure in {MeasureKind.PROPORTION, MeasureKind.RATE, MeasureKind.COUNT}:
        yield from _dispersion(measure, values, sizes)
    if sizes is not None:
        yield from _sizes(sizes[~np.isnan(values)])
    shown = values if sizes is None else ratio(values, sizes)
    yield from _dependence(shown)
    if measure is MeasureKind.CONTINUOUS:
        yield from _shape(seen)


def _zeros(measure: MeasureKind, seen: Floats) -> Iterator[Verdict]:
    zero = int(np.count_nonzero(seen == 0))
    if measure is MeasureKind.TIME_BETWEEN and zero:
        yield Verdict(ZERO_TIMES.at(zero=zero), "g-exact")
    elif 2 * zero > seen.size and measure not in {
        MeasureKind.UNITS_BETWEEN,
        MeasureKind.CONTINUOUS,
    }:
        yield Verdict(MOSTLY_ZERO.at(zero=zero, seen=seen.size), "g-exact")


def _dispersion(
    measure: MeasureKind, values: Floats, sizes: Floats | None
) -> Iterator[Verdict]:
    under = np.ones_like(values) if sizes is None else sizes
    known = ~np.isnan(values) & (under > 0)
    counts, n = values[known], under[known]
    if counts.size < 3 or not counts.any():
        return
    level = np.array([counts.sum() / n.sum()])
    if measure is MeasureKind.PROPORTION and level[0] >= 1:
        return
    sampling = binomial if measure is MeasureKind.PROPORTION else poisson_rate
    z = (counts / n - level) / sampling(level, None, n)
    sigma_z = float(MovingRange()(Points(z), level)[0])
    chance = _beyond_chance(float(np.sum(z**2)), counts.size - 1)
    prime = {"proportion": "p-prime", "rate": "u-prime"}.get(measure.value, "i")
    if sigma_z > WIDER and chance < 0.01:
        yield Verdict(OVERDISPERSED.at(times=round(sigma_z, 2)), prime)
    elif sigma_z < 1 / WIDER:
        yield Verdict(UNDERDISPERSED.at(times=round(sigma_z, 2)), prime)


def _beyond_chance(squares: float, freedom: int) -> float:
    """Return how probable so large a sum of squares is when there is only sampling."""
    # scipy costs more to import than all of this room.
    from scipy.special import chdtrc  # noqa: PLC0415

    return float(chdtrc(freedom, squares))


def _sizes(sizes: Floats) -> Iterator[Verdict]:
    used = sizes[sizes > 0]
    empty = sizes.size - used.size
    if empty:
        yield Verdict(ZERO_SIZES.at(empty=empty))
    if used.size and used.max() > 1.25 * used.min():
        low, high = float(used.min()), float(used.max())
        yield Verdict(SIZES_DIFFER.at(low=low, high=high))


def _dependence(values: Floats) -> Iterator[Verdict]:
    pairs = ~np.isnan(values[1:]) & ~np.isnan(values[:-1])
    if np.count_nonzero(pairs) < FIRM:
        return
    values = _of_one(values)
    left = values - np.nanmean(values)
    power = float(np.nanmean(left**2))
    if power == 0:
        return
    lag = float(np.mean((left[1:] * left[:-1])[pairs])) / power
    if lag > 2 / math.sqrt(np.count_nonzero(pairs)):
        yield Verdict(AUTOCORRELATED.at(lag=round(lag, 2)), "ewma")


def _of_one(values: Floats) -> Floats:
    """Return values in parts of the largest, whose powers are floats, too."""
    return values / (float(np.nanmax(np.abs(values))) or 1.0)


def _shape(seen: Floats) -> Iterator[Verdict]:
    if seen.size < FIRM or seen.min() == seen.max():
        return
    seen = _of_one(seen)
    left = seen - seen.mean()
    skew = float(np.mean(left**3) / np.mean(left**2) ** 1.5)
    if abs(skew) > 1:
        yield Verdict(SKEWED.at(skew=round(skew, 1)), "i-median")
