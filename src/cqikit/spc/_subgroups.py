"""Sigma from the spread within subgroups, in the ways that are in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen

from cqikit.core import instance_of, optional
from cqikit.spc._chunks import CHUNK, in_rows
from cqikit.spc._constants import c4, d2, d3
from cqikit.spc._folds import extremes_of, mean_of, total_of
from cqikit.spc._statistics import mean, ratio, total
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
    if raw.size > CHUNK and raw.ndim > 1:
        return _in_blocks(raw)
    size = np.count_nonzero(~np.isnan(raw), axis=-1).astype(float)
    middle = mean(raw)
    squares = total((raw - middle) ** 2)[..., 0]
    widest = np.fmax.reduce(raw, axis=-1) - np.fmin.reduce(raw, axis=-1)
    alone = size < 2
    return {
        "mean": middle[..., 0],
        "sd": np.sqrt(ratio(squares, np.where(alone, 0.0, size - 1))),
        "range": np.where(alone, np.nan, widest),
        "size": size,
    }


def _in_blocks(raw: Floats) -> dict[str, Floats]:
    """Return the statistics of many subgroups, some of them at a time."""
    rows = raw.reshape(-1, raw.shape[-1])
    found = {name: np.empty(len(rows)) for name in ("mean", "sd", "range", "size")}
    for some in in_rows(*rows.shape):
        for name, part in subgroup_statistics(rows[some]).items():
            found[name][some] = part
    return {name: one.reshape(raw.shape[:-1]) for name, one in found.items()}


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
        least, most = extremes_of(points, self._sizes)
        pooled = _pooled(points, self._sizes)
        return np.where(least == most, mean_of(points, _within), pooled)

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
        pooled = _pooled(points, _size)
        if not self.unbiased:
            return pooled
        return pooled / c4(total_of(points, lambda part: _size(part) - 1) + 1)

    def __str__(self) -> str:
        return "pooled standard deviation" + (" / c4" if self.unbiased else "")


def _pooled(points: Points, sizes: Callable[[Points], Floats]) -> Floats:
    squares = total_of(points, lambda part: (sizes(part) - 1) * _within(part) ** 2)
    freedom = total_of(points, lambda part: sizes(part) - 1)
    pooled: Floats = np.sqrt(ratio(squares, freedom))
    return pooled


@frozen
class MeanSd:
    """Mean of s / c4(n)."""

    def __call__(self, points: Points, _centre: Floats | None = None) -> Floats:
        return mean_of(points, lambda part: _within(part) / c4(_size(part)))

    def __str__(self) -> str:
        return "mean of s / c4"


@frozen
class WeightedSd:
    """Mean of s / c4(n), weighted by how sure each is (least variance)."""

    def __call__(self, points: Points, _centre: Floats | None = None) -> Floats:
        return _weighted(
            points, c4, lambda sizes: c4(sizes) ** 2 / (1 - c4(sizes) ** 2)
        )

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
        return mean_of(
            points, lambda part: _within(part) / _d2(_size(part), self.digits)
        )

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
        def bias(sizes: Floats) -> Floats:
            return _d2(sizes, self.digits)

        return _weighted(
            points, bias, lambda sizes: (bias(sizes) / self.spread(sizes)) ** 2
        )

    def __str__(self) -> str:
        return "weighted mean of range / d2"


def _weighted(
    points: Points,
    bias: Callable[[Floats], Floats],
    weight: Callable[[Floats], Floats],
) -> Floats:
    """Return the mean of what is within over its bias, both by size, weighted."""

    def share(part: Points) -> Floats:
        sizes = _size(part)
        return weight(sizes) * _within(part) / bias(sizes)

    weights = total_of(points, lambda part: weight(_size(part)))
    return ratio(total_of(points, share), weights)


def _d2(sizes: Floats, digits: int | None) -> Floats:
    return d2(sizes) if digits is None else d2(sizes).round(digits)
