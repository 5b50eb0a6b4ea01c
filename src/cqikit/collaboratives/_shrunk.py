"""Teams' levels as draws of one distribution, estimated by moments: empirical Bayes.

Each team has a level of its own; levels vary between teams with a variance, and what is
seen of a team varies about its level. The posterior of a level lies between what was
seen and the mean of all teams: the nearer to the mean, the less was seen. All is in
closed form:

* proportions: beta-binomial; the variance between teams by the moment of
  sum n (r - m)**2, after Kleinman, JASA 1973 (68:46-54, doi
  10.1080/01621459.1973.10481332), with his weights proportional to size;
* rates and counts: gamma-Poisson; the variance of Marshall, Applied Statistics 1991
  (40:283-294), s**2 - m / n;
* means: normal-normal; the variance of DerSimonian and Laird, Controlled Clinical
  Trials 1986 (7:177-188): (Q - (k - 1)) / (sum w - sum w**2 / sum w), not below 0.

Of Kleinman and of DerSimonian and Laird the articles themselves were not at hand: their
estimators are as software that cites them restates them (for R: ICCbin, pimeta).

A variance of 0 or less means that teams differ no more than chance makes them: then all
have one level.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from attrs import frozen

from cqikit.collaboratives._groups import Floats
from cqikit.core import say

__all__ = ["Posterior", "beyond_others", "normals", "proportions", "rates"]


@frozen(eq=False)
class _Beta:
    spread: float
    alpha: Floats
    beta: Floats
    model: str = say("beta-binomial")

    @property
    def mean(self) -> Floats:
        return self.alpha / (self.alpha + self.beta)

    def quantile(self, share: float) -> Floats:
        from scipy.special import betaincinv  # noqa: PLC0415  (slow to load)

        return np.asarray(betaincinv(self.alpha, self.beta, share), dtype=np.float64)

    def draw(self, random: np.random.Generator, count: int) -> Floats:
        return random.beta(self.alpha, self.beta, (count, len(self.alpha)))


@frozen(eq=False)
class _Gamma:
    spread: float
    shape: Floats
    rate: Floats
    model: str = say("gamma-Poisson")

    @property
    def mean(self) -> Floats:
        return self.shape / self.rate

    def quantile(self, share: float) -> Floats:
        from scipy.special import gammaincinv  # noqa: PLC0415  (slow to load)

        found = gammaincinv(self.shape, share) / self.rate
        return np.asarray(found, dtype=np.float64)

    def draw(self, random: np.random.Generator, count: int) -> Floats:
        return random.gamma(self.shape, 1 / self.rate, (count, len(self.shape)))


@frozen(eq=False)
class _Normal:
    spread: float
    mean: Floats
    sd: Floats
    model: str = say("normal-normal")

    def quantile(self, share: float) -> Floats:
        from scipy.special import ndtri  # noqa: PLC0415  (slow to load)

        found = self.mean + ndtri(share) * self.sd
        return np.asarray(found, dtype=np.float64)

    def draw(self, random: np.random.Generator, count: int) -> Floats:
        return random.normal(self.mean, self.sd, (count, len(self.mean)))


#: What is known of each team's level; arrays have one number a team.
Posterior: TypeAlias = "_Beta | _Gamma | _Normal"


def proportions(events: Floats, sizes: Floats) -> Posterior | None:
    """Return the posterior of each team's proportion; None where all have one level.

    Examples
    --------
    >>> seen = proportions(np.array([2.0, 10.0, 30.0]), np.array([20.0, 20.0, 60.0]))
    >>> seen.mean.round(3).tolist()
    [0.167, 0.483, 0.493]
    """
    total, count = sizes.sum(), len(sizes)
    mean = events.sum() / total
    within = mean * (1 - mean)
    squares = float((sizes * (events / sizes - mean) ** 2).sum())
    weight = total - (sizes**2).sum() / total - (count - 1)
    if weight <= 0:
        return None
    between = (squares - (count - 1) * within) / weight
    if not 0 < between < within:
        return None
    prior = within / between - 1
    return _Beta(
        float(np.sqrt(between)),
        prior * mean + events,
        prior * (1 - mean) + sizes - events,
    )


def rates(events: Floats, sizes: Floats) -> Posterior | None:
    """Return the posterior of each team's rate; None where all have one level.

    Examples
    --------
    >>> seen = rates(np.array([2.0, 10.0, 30.0]), np.array([20.0, 20.0, 20.0]))
    >>> seen.mean.round(3).tolist()
    [0.161, 0.52, 1.419]
    """
    total = sizes.sum()
    mean = events.sum() / total
    squares = float((sizes * (events / sizes - mean) ** 2).sum() / total)
    between = squares - mean / (total / len(sizes))
    if between <= 0:
        return None
    return _Gamma(
        float(np.sqrt(between)), mean**2 / between + events, mean / between + sizes
    )


def normals(means: Floats, errors: Floats) -> Posterior | None:
    """Return the posterior of each team's mean; None where all have one level.

    Parameters
    ----------
    means, errors : ndarray of float, shape (teams,)
        Errors are standard errors, more than 0.

    Examples
    --------
    >>> seen = normals(np.array([4.0, 6.0, 11.0]), np.array([1.0, 1.0, 1.0]))
    >>> seen.mean.round(3).tolist()
    [4.231, 6.077, 10.692]
    """
    weights = 1 / errors**2
    fixed = (weights * means).sum() / weights.sum()
    heterogeneity = float((weights * (means - fixed) ** 2).sum())
    scale = weights.sum() - (weights**2).sum() / weights.sum()
    between = (heterogeneity - (len(means) - 1)) / scale
    if between <= 0:
        return None
    around = 1 / (errors**2 + between)
    centre = (around * means).sum() / around.sum()
    kept = between / (between + errors**2)
    sd = np.sqrt(between * errors**2 / (between + errors**2))
    return _Normal(float(np.sqrt(between)), centre + kept * (means - centre), sd)


def beyond_others(means: Floats, errors: Floats) -> Floats:
    """Return how far each team's mean lies from the others', in standard errors.

    A mean is compared with the others only, so that it does not hide in the variance
    between teams that it makes itself. Sums over the others are those over all less
    its own part; teams with the same error have one weight, so that the time grows
    with the number of teams and of different errors, not with its square.

    Parameters
    ----------
    means, errors : ndarray of float, shape (teams,)
        Errors are standard errors, more than 0.

    Examples
    --------
    >>> beyond_others(np.array([4.0, 6.0, 5.0, 19.0]), np.ones(4)).round(1).tolist()
    [-0.7, -0.3, -0.5, 12.1]
    """
    weights = 1 / errors**2
    means = means - (weights * means).sum() / weights.sum()

    def others(parts: Floats) -> Floats:
        rest: Floats = parts.sum() - parts
        return rest

    total, summed = others(weights), others(weights * means)
    heterogeneity = others(weights * means**2) - summed**2 / total
    scale = total - others(weights**2) / total
    between = np.maximum((heterogeneity - (len(means) - 2)) / scale, 0)
    kinds, which = np.unique(errors, return_inverse=True)
    around = 1 / (kinds**2 + between[:, np.newaxis])
    own = 1 / (errors**2 + between)
    total = around @ np.bincount(which) - own
    centre = (around @ np.bincount(which, weights=means) - own * means) / total
    return (means - centre) / np.sqrt(errors**2 + between + 1 / total)
