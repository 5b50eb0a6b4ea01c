"""A probability that says how it was found, and how it is found by drawing series.

Monte Carlo: the error falls with the root of the number of series, whatever the rules
are, so it is the answer where no exact one is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from attrs import field, frozen

from cqikit.core import arguments, at_least, between, is_text, one_of, optional, say
from cqikit.spc._power._store import A_STORE
from cqikit.spc._power._workers import A_NUMBER, each_of
from cqikit.spc._rules._default_rules import rules_named
from cqikit.spc._rules._flags import whole_from
from cqikit.spc._rules._reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.core import Catalog
    from cqikit.spc._charts._view import ChartView, Floats
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._rules._presets import RuleSet, RuleSetName


__all__ = [
    "ASIDE",
    "CHUNK",
    "DRAWS",
    "MOST_POINTS",
    "Probability",
    "as_plain",
    "catalog_of",
    "draws_for",
    "from_plain",
    "normal_series",
    "of_points",
    "share_signalling",
]


#: What rounding leaves of nothing, in a sum of probabilities that is taken from 1.
ROUNDING: Final = 1e-14


@frozen(kw_only=True)
class Probability:
    """A probability, how it was found, and how sure it is.

    Parameters
    ----------
    value : float
        From 0 to 1.
    method : {"exact", "simulated"}
        By a distribution that needs no chance, or by drawing series.
    error : float
        Standard error; 0 where exact.
    draws, seed : int, optional
        How many series were drawn, and from which seed; None where exact.
    points : str
        What the points were taken to be, in words; "" where it does not matter.

    Examples
    --------
    >>> print(Probability(value=0.0662))
    6.62 % (exact)
    >>> print(Probability(value=0.3205, points="binomial points"))
    32.05 % (exact, binomial points)
    >>> print(Probability.of_draws(310, 2000, seed=7))
    15.5 % ± 0.8 (2000 series drawn, seed 7)
    """

    value: float = field(validator=between(0, 1))
    method: Literal["exact", "simulated"] = field(
        default="exact", validator=one_of("exact", "simulated")
    )
    error: float = field(default=0.0, validator=at_least(0))
    draws: int | None = field(default=None, validator=optional(at_least(1)))
    seed: int | None = None
    points: str = field(default="", validator=is_text)

    @classmethod
    @arguments()
    def exact(cls, value: float, points: str = "") -> Probability:
        """Return `value`, freed of what rounding put beyond 0 and 1, or short of them.

        What is taken from 1 is no more exact than that: the rest of nothing is nothing,
        or a signal that cannot be would be infinitely likelier with a change.
        """
        known = float(value)
        if known < ROUNDING or known > 1 - ROUNDING:
            known = float(round(known))
        return cls(value=known, points=points)

    @classmethod
    @arguments(hits=at_least(0), draws=at_least(1))
    def of_draws(
        cls, hits: int, draws: int, *, seed: int, points: str = ""
    ) -> Probability:
        """Return the share of `draws` that were `hits`."""
        share = hits / draws
        # A share of 0 or 1 is not certain: the error is that of one draw more.
        likely = (hits + 0.5) / (draws + 1)
        error = float(np.sqrt(likely * (1 - likely) / draws))
        return cls(
            value=share,
            method="simulated",
            error=error,
            draws=draws,
            seed=seed,
            points=points,
        )

    def __float__(self) -> float:
        return self.value

    def __str__(self) -> str:
        parts: dict[str, Any] = {
            "share": 100 * self.value,
            "of": of_points(self.points),
        }
        if self.method == "exact":
            return say("{share:.2f} % (exact{of})", **parts)
        return say(
            "{share:.1f} % ± {error:.1f} ({draws} series drawn, seed {seed}{of})",
            error=100 * self.error,
            draws=str(self.draws),
            seed=str(self.seed),
            **parts,
        )


def of_points(points: str) -> str:
    """Return what points were taken to be, as a clause; "" where nothing was said."""
    return say(", {points}", points=points) if points else ""


#: Distributions of runs take memory with the square of the points.
MOST_POINTS: Final = 10_000
#: A seed, and how many series are drawn from it.
DRAWS: Final[dict[str, Any]] = {
    "draws": whole_from(1, 10_000_000),
    "seed": whole_from(0),
}
#: Who draws, and where the answer is kept.
ASIDE: Final[dict[str, Any]] = {"workers": A_NUMBER, "store": A_STORE}
#: So many points are drawn at a time: what is held does not grow with the draws.
CHUNK: Final = 1 << 17
#: Series for a sentence, which says a share of 100: at most and at least so many, and
#: in between as many as these points are. At the least a share is known to 2 of 100.
MOST_SERIES: Final = 20_000
LEAST_SERIES: Final = 500
POINTS_FOR_A_SENTENCE: Final = 2_000_000


def catalog_of(rules: Iterable[Rule] | RuleSet | RuleSetName) -> Catalog[Rule]:
    """Return `rules` as a catalog, so that each has a name of its own."""
    return rules_named(rules)


def draws_for(n: int) -> int:
    """Return how many series of `n` points are drawn for a sentence.

    Examples
    --------
    >>> draws_for(24), draws_for(1000), draws_for(10_000)
    (20000, 2000, 500)
    """
    affordable = POINTS_FOR_A_SENTENCE // max(n, 1)
    return max(LEAST_SERIES, min(MOST_SERIES, affordable))


def normal_series(
    n: int, draws: int, seed: int, chunk: int = CHUNK
) -> Iterator[Floats]:
    """Yield `draws` series of `n` standard normal points, (rows, n) at a time.

    The same seed gives the same series, however they are cut into chunks, of so many
    points.
    """
    generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
    rows = max(chunk // max(n, 1), 1)
    for done in range(0, draws, rows):
        yield generator.standard_normal((min(rows, draws - done), n))


def share_signalling(
    rules: Catalog[Rule], views: Iterable[ChartView], workers: int = 1
) -> tuple[int, int]:
    """Return how many charts signal, and how many there are."""

    def signalling(view: ChartView) -> tuple[int, int]:
        found = read(view, rules).any
        return int(np.count_nonzero(found)), found.size

    hits = draws = 0
    for some, of in each_of(signalling, views, workers):
        hits += some
        draws += of
    return hits, draws


def as_plain(probability: Probability) -> dict[str, Any]:
    """Return a probability as JSON has it; what points were taken to be is left out."""
    return {
        "value": probability.value,
        "method": probability.method,
        "error": probability.error,
        "draws": probability.draws,
        "seed": probability.seed,
        "of_points": bool(probability.points),
    }


def from_plain(plain: Any, points: str) -> Probability:
    """Return a probability from what JSON had of it, and what its points are."""
    said = dict(plain)
    told = points if said.pop("of_points") else ""
    return Probability(**said, points=told)
