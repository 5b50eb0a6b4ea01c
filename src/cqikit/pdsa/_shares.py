"""A share (so many of so many) with its interval."""

from __future__ import annotations

import math

from attrs import field, frozen

from cqikit.core import Sentence, arguments, at_least, finite, normal_reach, say
from cqikit.errors import FieldError

__all__ = ["Share", "exact", "per_cent", "wilson"]


@arguments(count=finite, of=finite)
def wilson(count: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return Wilson's score interval for a proportion.

    Parameters
    ----------
    count, of : int
        So many of so many; `of` is at least 1.
    confidence : float
        The confidence of the interval; 0.95 unless said.

    Returns
    -------
    tuple of float
        From where to where the true proportion may well lie.

    Notes
    -----
    Wilson, JASA 1927;22:209; recommended for small numbers by Newcombe, Stat
    Med 1998;17:857 (method 3), whose examples are in the tests.

    Examples
    --------
    >>> [round(end, 4) for end in wilson(15, 148)]
    [0.0624, 0.1605]
    """
    if not 0 <= count <= of or of < 1:
        raise FieldError(
            "count", say("must be from 0 to {of}, of at least 1", of=of), count
        )
    z2 = normal_reach(confidence, "confidence") ** 2
    centre = (count + z2 / 2) / (of + z2)
    reach = math.sqrt(z2 * (count * (of - count) / of + z2 / 4)) / (of + z2)
    # At the ends the bound is exact; rounding must not put it a hair outside.
    low = 0.0 if count == 0 else max(0.0, centre - reach)
    high = 1.0 if count == of else min(1.0, centre + reach)
    return low, high


def exact(count: int, of: int, confidence: float) -> tuple[float, float]:
    """Return the interval of Clopper and Pearson for so many of so many.

    A probability lies below it, or above it, where so many (or a result further away)
    come by it with a chance of less than half of what `confidence` leaves.

    Notes
    -----
    Clopper and Pearson, Biometrika 1934;26:404, by quantiles of the beta distribution.

    Examples
    --------
    >>> [round(end, 4) for end in exact(0, 1, 0.95)]
    [0.0, 0.975]
    """
    if not 0 < confidence < 1:
        raise FieldError("confidence", say("must be between 0 and 1"), confidence)
    rest = (1 - confidence) / 2
    return _least(count, of, rest), 1 - _least(of - count, of, rest)


def _least(count: int, of: int, rest: float) -> float:
    """Return by which probability at least `count` of `of` come with a chance."""
    if count == 0:
        return 0.0
    from scipy.special import betaincinv  # noqa: PLC0415  (slow to load)

    return float(betaincinv(count, of - count + 1, rest))


@frozen
class Share:
    """So many of so many.

    Parameters
    ----------
    count : int
        How many have it.
    of : int
        Of how many.

    Examples
    --------
    >>> print(Share(36, 294))
    36 of 294 (12.2 %)
    >>> Share(0, 0).rate is None
    True
    """

    count: int = field(validator=at_least(0))
    of: int = field(validator=at_least(0))

    def __attrs_post_init__(self) -> None:
        if self.count > self.of:
            raise FieldError(
                "count", say("must be at most {of}", of=self.of), self.count
            )

    @property
    def rate(self) -> float | None:
        """Return the proportion; None of nothing."""
        return self.count / self.of if self.of else None

    def interval(self, confidence: float = 0.95) -> tuple[float, float] | None:
        """Return Wilson's interval for the proportion; None of nothing."""
        return wilson(self.count, self.of, confidence) if self.of else None

    def __str__(self) -> str:
        if not self.of:
            return say("0 of 0")
        return say(
            "{count} of {of} ({percent:.1f} %)",
            count=self.count,
            of=self.of,
            percent=100 * self.count / self.of,
        )


def per_cent(share: float) -> Sentence:
    """Return a proportion as people write it: ``12 %``."""
    return say("{percent:.0f} %", percent=100 * share)
