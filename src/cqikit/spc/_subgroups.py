"""Sigma from the spread within subgroups, in the ways that are in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen

from cqikit.core import instance_of, optional
from cqikit.spc._constants import c4, d2, d3
from cqikit.spc._statistics import extremes, mean, ratio, total
from cqikit.spc._view import Floats

if TYPE_CHECKING:
    from cqikit.spc._kind import Points

__all__ = [
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
    widest = np.fmax.reduce(raw, axis=-1) - np.fmin.reduce(raw, axis=-1)
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


@frozen
class MeanOrPooledSd:
    """Mean standard deviation where sizes are equal, else the pooled one.

    It is not divided by c4: that is done size by size, with A3, B3 and B4
    (Montgomery, Introduction to Statistical Quality Control, 6.3).

    Parameters
    ----------
    count_empty : bool
        A subgroup without a single measurement has a size that differs, and
        takes a degree of freedom from the others (as qicharts2 has it).
    """

    count_empty: bool = field(default=False, validator=instance_of(bool))

    def __call__(self, points: Points, _centre: Floats | None = None) -> Floats:
        sizes = self._sizes(points)
        least, most = extremes(sizes)
        pooled = _pooled(points, sizes)
        return np.where(least == most, mean(_within(points)), pooled)

    def _sizes(self, points: Points) -> Floats:
        sizes = _size(points)
        if self.count_empty and points.sizes is not None:
            sizes = np.where(points.sizes == 0, 0.0, sizes)
        return sizes

    def __str__(self) -> str:
        return "mean standard deviation, pooled where sizes differ"


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
        return "pooled standard deviation" + (" / c4" if self.unbiased else "")


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
        return "mean of s / c4"


@frozen
class WeightedSd:
    """Mean of s / c4(n), weighted by how sure each is (least variance)."""

    def __call__(self, points: Points, _centre: Floats | None = None) -> Floats:
        bias = c4(_size(points))
        return _weighted(points, bias, bias**2 / (1 - bias**2))

    def __str__(self) -> str:
        return "weighted mean of s / c4"


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
        return "mean of range / d2"


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
        return "weighted mean of range / d2"


def _weighted(points: Points, bias: Floats, weights: Floats) -> Floats:
    """Return the weighted mean of what is within over its bias; all (..., m)."""
    return ratio(total(weights * _within(points) / bias), total(weights))


def _d2(sizes: Floats, digits: int | None) -> Floats:
    return d2(sizes) if digits is None else d2(sizes).round(digits)
