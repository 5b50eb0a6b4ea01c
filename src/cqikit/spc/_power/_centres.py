"""Where a centre line came from: chance is worth as much as that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np
from attrs import field, frozen

from cqikit.core import arguments, has, instance_of, one_of, say
from cqikit.errors import FieldError
from cqikit.spc._charts._view import View
from cqikit.spc._power._distributions import KindDistribution

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Floats

__all__ = ["BaselineCentre", "Centre", "EstimatedCentre", "KnownCentre"]

#: Expected absolute step between two standard normal draws, d2(2) = 2/√π.
MEAN_STEP = 2 / np.sqrt(np.pi)

Statistic: TypeAlias = Literal["median", "mean"]
is_statistic = one_of("median", "mean")
#: What documents of earlier releases call a distribution.
FORMER: Final = {"former": "law"}


def shown(distribution: KindDistribution | None) -> str:
    """Return a distribution in a few words."""
    return "None" if distribution is None else distribution.words


@frozen(kw_only=True)
class KnownCentre:
    """Centre and sigma were known before the first point was seen.

    Parameters
    ----------
    limits : bool
        Whether there are limits: a run chart has none, and rules that ask for
        sigma are silent on it.
    distribution : KindDistribution, optional
        How the points are distributed, where that is not the normal distribution:
        `centre_basis` takes it from a chart.
    """

    limits: bool = field(default=True, validator=instance_of(bool))
    distribution: KindDistribution | None = field(
        default=None, repr=shown, metadata=FORMER
    )

    def __str__(self) -> str:
        return say("a centre known beforehand")

    def view(self, values: Floats) -> View:
        """Return what rules see of standardised `values` (..., n)."""
        sigma = 1.0 if self.limits else np.nan
        return View(values, np.zeros_like(values), np.full_like(values, sigma))


@frozen
class EstimatedCentre:
    """The centre is the median or the mean of the points that are read.

    Where rules ask for sigma it is the mean moving range of these points,
    divided by 2/√π.

    Parameters
    ----------
    statistic : Statistic
        The median or the mean; the median unless said.
    limits : bool
        Whether there are limits, as for `KnownCentre`.
    distribution : KindDistribution, optional
        As for `KnownCentre`.
    """

    statistic: Statistic = field(default="median", validator=is_statistic)
    limits: bool = field(default=True, validator=instance_of(bool), kw_only=True)
    distribution: KindDistribution | None = field(
        default=None, repr=shown, kw_only=True, metadata=FORMER
    )

    def __str__(self) -> str:
        if self.statistic == "median":
            return say("the median of the same points")
        return say("the mean of the same points")

    @arguments()
    def view(self, values: Floats) -> View:
        """Return what rules see of `values` (..., n)."""
        return _fitted(values, values, self)


@frozen
class BaselineCentre:
    """The centre is the median or the mean of the first `points`, extended.

    Parameters
    ----------
    points : int
        How many make up the baseline, at least 2.
    statistic : Statistic
        The median or the mean; the median unless said.
    reads : {"all", "after"}
        Whether rules look at the baseline too, as on a chart with frozen
        limits, or only at the points after it.
    limits : bool
        Whether there are limits, as for `KnownCentre`.
    distribution : KindDistribution, optional
        As for `KnownCentre`.
    """

    points: int = field(validator=instance_of(int))
    statistic: Statistic = field(default="median", validator=is_statistic)
    reads: Literal["all", "after"] = field(
        default="all", validator=one_of("all", "after"), kw_only=True
    )
    limits: bool = field(default=True, validator=instance_of(bool), kw_only=True)
    distribution: KindDistribution | None = field(
        default=None, repr=shown, kw_only=True, metadata=FORMER
    )

    def __attrs_post_init__(self) -> None:
        if self.points < 2:
            raise FieldError(
                "points", say("must be at least {least}", least=2), self.points
            )

    def __str__(self) -> str:
        if self.statistic == "median":
            return say("the median of the first {n} points", n=self.points)
        return say("the mean of the first {n} points", n=self.points)

    @arguments()
    def view(self, values: Floats) -> View:
        """Return what rules see of `values` (..., n)."""
        read = values[..., self.points :] if self.reads == "after" else values
        return _fitted(read, values[..., : self.points], self)


Centre: TypeAlias = KnownCentre | EstimatedCentre | BaselineCentre
A_CENTRE: Final = has(
    "view",
    "limits",
    what=say("a KnownCentre, EstimatedCentre or BaselineCentre"),
    fix=say("spc.centre_basis(chart) says which"),
)


def _fitted(
    values: Floats, baseline: Floats, source: EstimatedCentre | BaselineCentre
) -> View:
    average = np.median if source.statistic == "median" else np.mean
    centre = average(baseline, axis=-1, keepdims=True)
    if source.limits and baseline.shape[-1] > 1:
        steps = np.abs(np.diff(baseline, axis=-1))
        sigma = steps.mean(axis=-1, keepdims=True) / MEAN_STEP
    else:
        sigma = np.full_like(centre, np.nan)
    return View(
        values,
        np.broadcast_to(centre, values.shape),
        np.broadcast_to(sigma, values.shape),
    )
