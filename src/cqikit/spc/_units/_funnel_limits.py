"""Limits of a funnel at given sizes: exact, normal, and widened for overdispersion.

Exact limits are quantiles of the binomial or Poisson count, found by doubling steps and
bisection, and interpolated to the probability asked for, as Spiegelhalter (2005) has
it, so that they do not jump from size to size. Overdispersion: φ is the mean squared
z-score, winsorised so that the units looked for do not widen their own limits, and τ²
the variance between units by the method of moments (DerSimonian & Laird).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import field, frozen

from cqikit.core import FindingKind, Sentence, arguments, at_least, say
from cqikit.errors import DataError, FieldError
from cqikit.measures import MeasureKind, MeasureKindWord
from cqikit.spc._charts._floats import floats
from cqikit.spc._charts._sigmas import quantile
from cqikit.spc._charts._view import Floats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


__all__ = [
    "Dispersion",
    "Edge",
    "check_units",
    "dispersion_of",
    "exact_edge",
    "kind_of",
    "levels_of",
    "names_of",
]

#: No unit is larger: sizes are added and squared.
LARGEST_SIZE: Final = 1e15
NO_SIZE: Final = FindingKind(
    "funnel.no-size", says="size must be more than 0 (got {size})", fix="leave it out"
)
NEGATIVE_EVENTS: Final = FindingKind(
    "funnel.negative", says="events must be at least 0 (got {events})"
)
OVER_SIZE: Final = FindingKind(
    "funnel.over-size",
    says="events must be at most {size} (got {events})",
    fix="say kind='rate' where one may have several",
)
NOT_WHOLE: Final = FindingKind(
    "funnel.not-whole",
    says="counts must be whole (got {events} of {size})",
    fix="say limits='normal'",
)

KINDS: Final = (MeasureKind.PROPORTION, MeasureKind.RATE)


def kind_of(kind: MeasureKind | MeasureKindWord) -> MeasureKind:
    """Return a proportion or a rate, or raise."""
    if not isinstance(kind, str) or kind not in KINDS:
        raise FieldError(
            "kind", say("must be one of {names}", names=("proportion", "rate")), kind
        )
    return MeasureKind(kind)


def levels_of(levels: Sequence[float]) -> tuple[float, ...]:
    """Return shares between 0 and 1, or raise."""
    chosen = tuple(floats(levels, "levels").reshape(-1).tolist())
    if not chosen or not all(0 < level < 1 for level in chosen):
        raise FieldError("levels", say("must be shares between 0 and 1"), levels)
    return chosen


def names_of(
    units: Sequence[str] | None, events: Floats, sizes: Floats
) -> tuple[str, ...]:
    """Return a name of its own for each unit, or raise."""
    if events.ndim != 1 or not events.size:
        raise FieldError("events", say("must be one number a unit"), events.shape)
    if sizes.shape != events.shape:
        raise FieldError(
            "sizes", say("must be {size}, one a unit", size=events.size), sizes.shape
        )
    if (sizes > LARGEST_SIZE).any():
        most = say("must be at most {most}", most=LARGEST_SIZE)
        raise FieldError("sizes", most, sizes)
    names = tuple(map(str, range(1, events.size + 1) if units is None else units))
    if len(names) != events.size or len(set(names)) < len(names):
        raise FieldError(
            "units", say("must be {size} different names", size=events.size), names
        )
    return names


def check_units(
    events: Floats,
    sizes: Floats,
    names: tuple[str, ...],
    kind: MeasureKind,
    *,
    whole: bool,
) -> None:
    """Raise with every unit that cannot be."""
    problems = [
        row.problem(f"unit {name}", events=_plain(count), size=_plain(size))
        for name, count, size in zip(
            names, events.tolist(), sizes.tolist(), strict=True
        )
        for wrong, row in _faults(count, size, kind, whole=whole)
        if wrong
    ]
    if problems:
        raise DataError("funnel", problems)


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else number


def _faults(
    count: float, size: float, kind: MeasureKind, *, whole: bool
) -> Iterator[tuple[bool, FindingKind]]:
    """Yield whether something is wrong with a unit, and what."""
    proportion = kind is MeasureKind.PROPORTION
    uneven = count % 1 != 0 or (proportion and size % 1 != 0)
    yield not size > 0, NO_SIZE
    yield not count >= 0, NEGATIVE_EVENTS
    yield proportion and count > size, OVER_SIZE
    yield whole and count >= 0 and size > 0 and uneven, NOT_WHOLE


@frozen(eq=False)
class Edge:
    """One limit at some sizes, and the arithmetic of the first of them in words."""

    value: Floats
    steps: str


@frozen(kw_only=True)
class Dispersion:
    """How much more units differ from the centre than chance explains.

    Parameters
    ----------
    units : int
        How many it was estimated from.
    winsorised : float
        Which share of the z-scores at either end was drawn in.
    ratio : float
        φ, the mean of the squared z-scores: about 1 by chance alone.
    between : float
        τ², the variance between units, in units of the plain ratio; 0 where
        chance explains all.
    """

    units: int
    winsorised: float
    ratio: float = field(validator=at_least(0))
    between: float = field(validator=at_least(0))

    def __str__(self) -> str:
        return say(
            "φ = {ratio:.4g}, τ² = {between:.4g} ({units} units, {drawn_in:g} % drawn"
            " in at either end)",
            ratio=self.ratio,
            between=self.between,
            units=self.units,
            drawn_in=100 * self.winsorised,
        )

    @arguments()
    def edge(
        self, sizes: Floats, p: float, centre: float, variance: float, limits: str
    ) -> Edge:
        """Return centre + z * standard error, widened as `limits` says."""
        from scipy.special import ndtri  # noqa: PLC0415  (slow to load)

        z = float(ndtri(p))
        inflated, between = 1.0, 0.0
        if limits == "multiplicative":
            # Limits are never drawn narrower than chance alone draws them.
            inflated = max(self.ratio, 1.0)
        elif limits == "additive":
            between = self.between
        error = np.sqrt(inflated * variance / sizes + between)
        steps = _steps(limits, (variance, float(sizes[0]), inflated, between))
        parts: dict[str, Any] = {"centre": centre, "z": abs(z), "error": steps}
        words = say("{centre:.6g} +{z:.4f} × {error}", **parts)
        if z < 0:
            words = say("{centre:.6g} -{z:.4f} × {error}", **parts)
        return Edge(centre + z * error, words)


def _steps(limits: str, numbers: tuple[float, ...]) -> Sentence:
    """Return the standard error of a unit, with its numbers."""
    parts: dict[str, Any] = dict(zip("vnft", numbers, strict=True))
    if limits == "multiplicative":
        return say("√({f:.4g} × {v:.6g} / {n:g})", **parts)
    if limits == "additive":
        return say("√({v:.6g} / {n:g} + {t:.4g})", **parts)
    return say("√({v:.6g} / {n:g})", **parts)


def dispersion_of(
    ratios: Floats, sizes: Floats, centre: float, variance: float, winsorise: float
) -> Dispersion:
    """Estimate the dispersion of units about a centre.

    z-scores are winsorised; φ is the mean of their squares, and τ² the moment
    estimate (Iφ - (I - 1)) / (Σw - Σw²/Σw), w = 1 / s², not below 0.
    """
    if not 0 <= winsorise < 0.5:
        raise FieldError(
            "winsorise", say("must be at least 0, less than 0.5"), winsorise
        )
    count = ratios.size
    if variance == 0:
        return Dispersion(units=count, winsorised=winsorise, ratio=0.0, between=0.0)
    z = (ratios - centre) / np.sqrt(variance / sizes)
    least, most = np.quantile(z, [winsorise, 1 - winsorise])
    ratio = float(np.mean(np.clip(z, least, most) ** 2))
    weights = sizes / variance
    # Without rounding of one unit, whose weight is all of it.
    total = weights.sum()
    room = float((weights * (total - weights)).sum() / total)
    excess = count * ratio - (count - 1)
    return Dispersion(
        units=count,
        winsorised=winsorise,
        ratio=ratio,
        between=max(excess, 0.0) / room if room > 0 else 0.0,
    )


def exact_edge(
    sizes: Floats, p: float, centre: float, *, binomial: bool, between: bool
) -> Edge:
    """Return the quantile of the count at probability `p`, as a ratio.

    r is the smallest count with P(R <= r) >= p. Interpolated, the limit is
    (r - α) / n with α = (P(R <= r) - p) / P(R = r), which lies between the
    counts r - 1 and r.
    """
    from scipy.special import betainc, gammaincc  # noqa: PLC0415  (slow to load)

    def binomial_distribution(count: Floats) -> Floats:
        inside = np.clip(count, 0, np.maximum(sizes - 1, 0))
        below = betainc(sizes - inside, inside + 1, 1 - centre)
        distribution = np.where(count >= sizes, 1.0, below)
        return np.where(count < 0, 0.0, distribution).astype(np.float64)

    def poisson_distribution(count: Floats) -> Floats:
        distribution = gammaincc(np.maximum(count, 0) + 1, sizes * centre)
        return np.where(count < 0, 0.0, distribution).astype(np.float64)

    distribution = binomial_distribution if binomial else poisson_distribution
    count = quantile(distribution, p, np.floor(sizes * centre))
    if not between:
        words = say("{count:g} / {size:g}", count=count[0], size=sizes[0])
        return Edge(count / sizes, words)
    up_to, before = distribution(count), distribution(count - 1)
    alpha = (up_to - p) / (up_to - before)
    words = say(
        "({count:g} - {alpha:.3g}) / {size:g}",
        count=count[0],
        alpha=alpha[0],
        size=sizes[0],
    )
    return Edge((count - alpha) / sizes, words)
