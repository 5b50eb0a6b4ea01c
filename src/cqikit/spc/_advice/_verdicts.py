"""What is found of a series that decides, or bears on, which chart it is drawn as."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit.measures import MeasureKind
from cqikit.spc._charts._estimators import MovingRange
from cqikit.spc._charts._kind import Points
from cqikit.spc._charts._sigmas import binomial, poisson_rate
from cqikit.spc._charts._statistics import ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._charts._view import Floats

__all__ = ["ADVICE", "MONTGOMERY", "Verdict", "verdicts"]

FIRM: Final = 12
ADVICE: Final = "cqikit: published advice on run charts and rare events"
MONTGOMERY: Final = "Montgomery, Introduction to Statistical Quality Control"
LANEY: Final = "Laney, Quality Engineering 2002;14:531-537"
#: Of constant sampling, σz is 1; beyond this it is worth allowing for.
WIDER: Final = 1.25


@frozen
class Verdict:
    """Something found of a series: the kind of chart that it asks for, and why."""

    code: str
    kind: str
    message: str
    source: str
    beside: tuple[str, ...] = ()


def verdicts(
    measure: MeasureKind, values: Floats, sizes: Floats | None
) -> Iterator[Verdict]:
    seen = values[~np.isnan(values)]
    yield from _zeros(measure, seen)
    if seen.size < FIRM:
        yield Verdict(
            "few-points",
            "run",
            f"{seen.size} points are fewer than 12: begin with a run chart, as limits"
            " would be trial limits",
            ADVICE,
        )
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
        yield Verdict(
            "zero-times",
            "g-exact",
            f"{zero} times are 0, which a t chart cannot show: count units or days",
            "Nelson, Journal of Quality Technology 1994;26:239-240",
        )
    elif 2 * zero > seen.size and measure not in {
        MeasureKind.UNITS_BETWEEN,
        MeasureKind.CONTINUOUS,
    }:
        yield Verdict(
            "mostly-zero",
            "g-exact",
            f"{zero} of {seen.size} values are 0: chart the units (g) or the time (t)"
            " between events, as a median of 0 shows nothing",
            ADVICE,
        )


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
        yield Verdict(
            "overdispersed",
            prime,
            f"points vary {sigma_z:.2f} times as much as sampling alone would make"
            " them: limits from the counts would be too tight",
            LANEY,
        )
    elif sigma_z < 1 / WIDER:
        yield Verdict(
            "underdispersed",
            prime,
            f"points vary only {sigma_z:.2f} times as much as sampling alone would make"
            " them: ask how the counts are made",
            LANEY,
        )


def _beyond_chance(squares: float, freedom: int) -> float:
    """Return how probable so large a sum of squares is when there is only sampling."""
    # scipy costs more to import than all of this room.
    from scipy.special import chdtrc  # noqa: PLC0415

    return float(chdtrc(freedom, squares))


def _sizes(sizes: Floats) -> Iterator[Verdict]:
    used = sizes[sizes > 0]
    empty = sizes.size - used.size
    if empty:
        yield Verdict(
            "zero-sizes",
            "",
            f"{empty} denominators are 0: these points are missing",
            MONTGOMERY,
        )
    if used.size and used.max() > 1.25 * used.min():
        yield Verdict(
            "sizes-differ",
            "",
            f"denominators go from {used.min():g} to {used.max():g}: each point needs"
            " limits of its own, and an np chart would mislead",
            MONTGOMERY,
        )


def _dependence(values: Floats) -> Iterator[Verdict]:
    pairs = ~np.isnan(values[1:]) & ~np.isnan(values[:-1])
    if np.count_nonzero(pairs) < FIRM:
        return
    left = values - np.nanmean(values)
    power = float(np.nanmean(left**2))
    if power == 0:
        return
    lag = float(np.mean((left[1:] * left[:-1])[pairs])) / power
    if lag > 2 / math.sqrt(np.count_nonzero(pairs)):
        yield Verdict(
            "autocorrelated",
            "ewma",
            f"neighbours resemble each other (lag-1 correlation {lag:.2f}): moving"
            " ranges are too small, and limits from them too tight; or a shift is in"
            " the data",
            f"{MONTGOMERY}, 10.4",
        )


def _shape(seen: Floats) -> Iterator[Verdict]:
    if seen.size < FIRM or np.ptp(seen) == 0:
        return
    left = seen - seen.mean()
    skew = float(np.mean(left**3) / np.mean(left**2) ** 1.5)
    if abs(skew) > 1:
        yield Verdict(
            "skewed",
            "i-median",
            f"values are skewed ({skew:.1f}): fewer than half are beyond the mean, so"
            " runs mislead; draw the centre at the median",
            MONTGOMERY,
        )
