"""x̄, R and s charts: several measurements a period.

Either the measurements go in, one subgroup along the last axis, or the ready
statistic of each with its size.

``xbar``  Σn·x̄/Σn ± A3(n)·S, where S is the mean standard deviation within subgroups
of one size, else the pooled one, and A3 = 3 / (c4(n)√n).

>>> from cqikit import spc
>>> raw = [[4, 6, 5], [7, 5, 6], [5, 9, 7], [6, 4, 5]]
>>> round(float(spc.chart(raw, "xbar").upper[0]), 3)
8.193
>>> round(
...     float(spc.chart([5, 6, 7, 5], "xbar", sizes=3, within=[1, 1, 2, 1]).upper[0]), 3
... )
8.193

``xbar-range``  σ = mean(R/d2(n)), limits ± 3 σ/√n. ``xbar-pooled``  σ = pooled s /
c4(Σ(n-1) + 1), limits ± 3 σ/√n.

``s``  S and its limits B3(n)·S and B4(n)·S.

>>> round(float(spc.chart(raw, "s").upper[0]), 3)
3.21

``r``  d2(n)·σ ± 3 d3(n)·σ, where σ = mean(R/d2(n)); with one size, that is D4·mean(R).
A given centre is a given σ here.

>>> round(float(spc.chart(raw, "r").upper[0]), 3)
6.436
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import field, frozen

from cqikit.core import instance_of, optional, say
from cqikit.spc._charts._constants import c4, d2, d3
from cqikit.spc._charts._estimators import Pooled
from cqikit.spc._charts._kind import ChartKind
from cqikit.spc._charts._sigmas import (
    of_mean,
    of_mean_by_size,
    of_range,
    of_sd_by_size,
    range_line,
)
from cqikit.spc._charts._statistics import extremes, mean, ratio, total
from cqikit.spc._charts._view import Floats

if TYPE_CHECKING:
    from cqikit.spc._charts._kind import Points


__all__ = [
    "SUBGROUPS",
    "MeanOrPooledSd",
    "MeanRange",
    "MeanSd",
    "PooledSd",
    "WeightedRange",
    "WeightedSd",
    "subgroup_statistics",
]


def subgroup_statistics(raw: Floats) -> dict[str, Floats]:
    """Return mean, standard deviation, range and size of subgroups (..., n, m).

    Missing measurements (NaN) are in none of them; a subgroup of one has no
    spread, an empty one nothing.

    Examples
    --------
    >>> found = subgroup_statistics(np.array([[[1.0, 2.0, 3.0], [4.0, np.nan, 6.0]]]))
    >>> found["mean"].tolist(), found["sd"].round(3).tolist(), found["size"].tolist()
    ([[2.0, 5.0]], [[1.0, 1.414]], [[3.0, 2.0]])
    """
    size = np.count_nonzero(~np.isnan(raw), axis=-1).astype(float)
    middle = mean(raw)
    apart = raw - middle
    squares = total(np.square(apart, out=apart))[..., 0]
    highest = np.fmax.reduce(raw, axis=-1, initial=np.nan)
    widest = highest - np.fmin.reduce(raw, axis=-1, initial=np.nan)
    alone = size < 2
    return {
        "mean": middle[..., 0],
        "sd": np.sqrt(ratio(squares, np.where(alone, 0.0, size - 1))),
        "range": np.where(alone, np.nan, widest),
        "size": size,
    }


def _within(points: Points) -> Floats:
    """Return the spread within each subgroup, NaN in one without any."""
    assert points.within is not None  # noqa: S101  (the kind says what it takes)
    return np.where(_size(points) >= 2, points.within, np.nan)


def _size(points: Points) -> Floats:
    """Return the size of each subgroup, NaN of one without spread."""
    assert points.within is not None  # noqa: S101  (the kind says what it takes)
    sizes = np.ones(1) if points.sizes is None else points.sizes
    return np.where(~np.isnan(points.within) & (sizes >= 2), sizes, np.nan)


#: Of fewer measurements there is no spread.
MIN_SPREAD: Final = 2


@frozen
class MeanOrPooledSd:
    """Mean standard deviation where sizes are equal, else the pooled one.

    It is not divided by c4: that is done size by size, with A3, B3 and B4
    (Montgomery, Introduction to Statistical Quality Control, 6.3).

    Parameters
    ----------
    every_size : bool
        A subgroup of one has a size that differs, so that the others are pooled; so
        has one without a single measurement, which takes a degree of freedom from
        them, too (as qicharts2 has it). By default, both are left out.
    """

    every_size: bool = field(default=False, validator=instance_of(bool))

    def __call__(self, points: Points, _centre: Floats | None = None) -> Floats:
        sizes = self._sizes(points)
        least, most = extremes(sizes)
        pooled = _pooled(points, sizes)
        return np.where(least == most, mean(_within(points)), pooled)

    def _sizes(self, points: Points) -> Floats:
        sizes = _size(points)
        if self.every_size and points.sizes is not None:
            sizes = np.where(points.sizes < MIN_SPREAD, points.sizes, sizes)
        return sizes

    def __str__(self) -> str:
        return say("mean standard deviation, pooled where sizes differ")


@frozen
class PooledSd:
    """Root of the pooled variance, √(Σ(n-1)s² / Σ(n-1)).

    Parameters
    ----------
    unbiased : bool
        Divide by c4(Σ(n-1) + 1).
    """

    unbiased: bool = field(default=True, validator=instance_of(bool))

    def __call__(self, points: Points, _centre: Floats | None = None) -> Floats:
        sizes = _size(points)
        pooled = _pooled(points, sizes)
        return pooled / c4(total(sizes - 1) + 1) if self.unbiased else pooled

    def __str__(self) -> str:
        if self.unbiased:
            return say("pooled standard deviation / c4")
        return say("pooled standard deviation")


def _pooled(points: Points, sizes: Floats) -> Floats:
    squares = total((sizes - 1) * _within(points) ** 2)
    pooled: Floats = np.sqrt(ratio(squares, total(sizes - 1)))
    return pooled


@frozen
class MeanSd:
    """Mean of s / c4(n)."""

    def __call__(self, points: Points, _centre: Floats | None = None) -> Floats:
        return mean(_within(points) / c4(_size(points)))

    def __str__(self) -> str:
        return say("mean of s / c4")


@frozen
class WeightedSd:
    """Mean of s / c4(n), weighted by how sure each is (least variance)."""

    def __call__(self, points: Points, _centre: Floats | None = None) -> Floats:
        bias = c4(_size(points))
        return _weighted(points, bias, bias**2 / (1 - bias**2))

    def __str__(self) -> str:
        return say("weighted mean of s / c4")


@frozen
class MeanRange:
    """Mean of range / d2(n).

    Parameters
    ----------
    digits : int, optional
        Round d2 as printed tables do (qcc: 3).
    """

    digits: int | None = field(default=None, validator=optional(instance_of(int)))

    def __call__(self, points: Points, _centre: Floats | None = None) -> Floats:
        return mean(_within(points) / _d2(_size(points), self.digits))

    def __str__(self) -> str:
        return say("mean of range / d2")


@frozen
class WeightedRange:
    """Mean of range / d2(n), weighted by how sure each is (least variance).

    Parameters
    ----------
    digits : int, optional
        Round d2 as printed tables do (qcc: 3).
    spread : function of sizes
        What stands for d3, by default its exact value.
    """

    digits: int | None = field(default=None, validator=optional(instance_of(int)))
    spread: Callable[[Floats], Floats] = d3

    def __call__(self, points: Points, _centre: Floats | None = None) -> Floats:
        sizes = _size(points)
        bias = _d2(sizes, self.digits)
        return _weighted(points, bias, (bias / self.spread(sizes)) ** 2)

    def __str__(self) -> str:
        return say("weighted mean of range / d2")


def _weighted(points: Points, bias: Floats, weights: Floats) -> Floats:
    """Return the weighted mean of what is within over its bias; all (..., m)."""
    return ratio(total(weights * _within(points) / bias), total(weights))


def _d2(sizes: Floats, digits: int | None) -> Floats:
    return d2(sizes) if digits is None else d2(sizes).round(digits)


MONTGOMERY: Final = "Montgomery, Introduction to Statistical Quality Control, 6.2, 6.3"


MEANS: Final = ChartKind(
    name="xbar",
    title=say("x̄ chart"),
    formula=say("Σn·x̄/Σn ± A3(n)·S; S = mean(s) of n > 1, pooled where these n differ"),
    source=MONTGOMERY,
    working="{spread} / ({c4} × √{size})",
    takes="subgroups",
    plots="mean",
    within="sd",
    centre=Pooled(),
    spread=MeanOrPooledSd(),
    sigma=of_mean_by_size,
)

MEANS_BY_RANGE: Final = ChartKind(
    name="xbar-range",
    title=say("x̄ chart by ranges"),
    formula=say("Σn·x̄/Σn ± 3 σ/√n; σ = mean(R/d2(n))"),
    source=MONTGOMERY,
    working="{spread} / √{size}",
    takes="subgroups",
    plots="mean",
    within="range",
    centre=Pooled(),
    spread=MeanRange(),
    sigma=of_mean,
)

MEANS_POOLED: Final = ChartKind(
    name="xbar-pooled",
    title=say("x̄ chart by pooled variance"),
    formula=say("Σn·x̄/Σn ± 3 σ/√n; σ = √(Σ(n-1)s²/Σ(n-1)) / c4(Σ(n-1) + 1)"),
    source=MONTGOMERY,
    working="{spread} / √{size}",
    takes="subgroups",
    plots="mean",
    within="sd",
    centre=Pooled(),
    spread=PooledSd(),
    sigma=of_mean,
)

DEVIATIONS: Final = ChartKind(
    name="s",
    title=say("s chart"),
    formula=say(
        "S; B3(n)·S and B4(n)·S; S = mean(s) of n > 1, pooled where these n differ"
    ),
    source=MONTGOMERY,
    working="{centre} × √(1 - {c4}²) / {c4}",
    takes="subgroups",
    plots="sd",
    within="sd",
    centre=MeanOrPooledSd(),
    sigma=of_sd_by_size,
    floor=0.0,
)

SUBGROUP_RANGES: Final = ChartKind(
    name="r",
    title=say("R chart"),
    formula=say("d2(n)·σ ± 3 d3(n)·σ; σ = mean(R/d2(n))"),
    source=MONTGOMERY,
    working="{centre} × {d3}",
    takes="subgroups",
    plots="range",
    within="range",
    centre=MeanRange(),
    line=range_line,
    sigma=of_range,
    floor=0.0,
)

SUBGROUPS: Final = (MEANS, MEANS_BY_RANGE, MEANS_POOLED, DEVIATIONS, SUBGROUP_RANGES)
