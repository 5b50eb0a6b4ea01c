"""How long a rule set takes to signal: its average run length.

Exactly, by the fundamental matrix of an absorbing Markov chain (Champ & Woodall 1987):
one sparse linear system of as many equations as the chain has states. A rule of
somebody else's has no chain: series are drawn and read, 256 points at a time, until
each signals; 64 points are kept from one stretch to the next, which no pattern is
longer than.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, cast

import numpy as np
from attrs import field, frozen

from cqikit.core import (
    arguments,
    at_least,
    finite,
    is_text,
    non_blank,
    one_of,
    optional,
    say,
)
from cqikit.errors import FieldError
from cqikit.spc._power._centres import KnownCentre
from cqikit.spc._power._chain import chain_of
from cqikit.spc._power._distributions import TAKEN_AS_NORMAL
from cqikit.spc._power._exact import box_of
from cqikit.spc._power._kept import kept
from cqikit.spc._power._probability import DRAWS, catalog_of, of_points
from cqikit.spc._power._store import A_STORE, stored
from cqikit.spc._rules._crossing import RunCount
from cqikit.spc._rules._neighbours import Shift
from cqikit.spc._rules._reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.core import Catalog
    from cqikit.spc._charts._view import Floats
    from cqikit.spc._power._store import Store
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._rules._presets import RuleSet, RuleSetName

__all__ = ["RunLength", "average_run_length"]

#: Series are drawn this many points further at a time, and so many are kept.
BLOCK: Final = 256
MEMORY: Final = 64
#: A rule set that is silent for so long is not waited for.
LONGEST_WAIT: Final = 1_000_000


@frozen(kw_only=True)
class RunLength:
    """The mean number of points up to the first signal, and how it was found.

    Parameters
    ----------
    mean : float
        How many of `unit`, on average.
    method : {"exact", "simulated"}
        By a distribution that needs no chance, or by drawing series; exact
        unless said.
    error : float
        Standard error of the mean; 0 where exact, and unless said.
    draws, seed : int, optional
        How many series were drawn, and from which seed; None where exact, and
        unless said.
    unit : str
        What is counted, points or single cases; points unless said.
    points : str
        What the points were taken to be, in words; "" where it does not matter,
        and unless said.
    """

    mean: float = field(validator=at_least(1))
    method: Literal["exact", "simulated"] = field(
        default="exact", validator=one_of("exact", "simulated")
    )
    error: float = field(default=0.0, validator=at_least(0))
    draws: int | None = field(default=None, validator=optional(at_least(1)))
    seed: int | None = None
    unit: str = field(default=say("points"), validator=non_blank)
    points: str = field(default="", validator=is_text)

    @classmethod
    @arguments()
    def exact(cls, mean: float) -> RunLength:
        """Return the run length of normal points; less than 1 is a rounding error."""
        return cls(mean=max(mean, 1.0), points=TAKEN_AS_NORMAL)

    def __str__(self) -> str:
        parts: dict[str, Any] = {
            "mean": self.mean,
            "unit": self.unit,
            "of": of_points(self.points),
        }
        if self.method == "exact":
            return say("{mean:.2f} {unit} (exact{of})", **parts)
        return say(
            "{mean:.1f} ± {error:.1f} {unit} ({draws} series drawn, seed {seed}{of})",
            error=self.error,
            draws=str(self.draws),
            seed=str(self.seed),
            **parts,
        )


@arguments(shift=finite, store=A_STORE, **DRAWS)
def average_run_length(
    rules: Iterable[Rule] | RuleSet | RuleSetName,
    shift: float = 0.0,
    *,
    draws: int = 4_000,
    seed: int = 0,
    store: Store | None = None,
) -> RunLength:
    """Return the average run length of a rule set about a known centre.

    That many points pass on average up to the one at which a pattern becomes
    complete, when the mean lies `shift` standard deviations from the centre
    from the first point on. Exact for any set of `BeyondLimits`, `Shift`, `KOfNBeyond`,
    `Stratification`, `Mixture` and `OppositeLimits`, by a Markov chain; else simulated.

    Parameters
    ----------
    rules : Catalog or iterable of Rule
        Rules that look at so many points in a row, up to 64. A rule of your
        own is taken to flag a pattern where it becomes complete.
    shift : float
        In standard deviations; 0 unless said.
    draws, seed : int
        Of the simulation; 4,000 unless said.
    store : mapping of str to str, optional
        Where what was drawn is kept, as for `false_alarm`; nowhere unless said.

    Returns
    -------
    RunLength

    Raises
    ------
    FieldError
        When a rule judges a whole chart by its number of points, as those of
        Anhøj do: its limits move with every point, so ask `false_alarm` for a
        chart of so many points.

    References
    ----------
    Champ CW, Woodall WH. Exact results for Shewhart control charts with
    supplementary runs rules. Technometrics 1987;29(4):393-399.

    Examples
    --------
    >>> from cqikit import spc
    >>> print(average_run_length(spc.THREE_SIGMA))
    370.40 points (exact, points taken as normal)
    >>> print(average_run_length(spc.THREE_SIGMA, shift=1.0))
    43.89 points (exact, points taken as normal)
    """
    catalog = catalog_of(rules)
    if not len(catalog):
        raise FieldError("rules", say("must have at least one"), 0)
    for rule in catalog:
        whole = isinstance(rule, RunCount) or box_of(rule, 24) is not None
        if whole and not isinstance(rule, Shift):
            raise FieldError(
                "rules",
                say("must look at so many points in a row"),
                rule.name,
                say("ask false_alarm for a chart of n points"),
            )
    chain = chain_of(tuple(catalog))
    if chain is not None:
        return RunLength.exact(chain.mean_run_length(float(shift)))
    asked = (tuple(catalog), float(shift), draws, seed)

    def there(length: RunLength) -> list[float]:
        return [length.mean, length.error]

    def back(plain: Any) -> RunLength:
        mean, error = plain
        return _of_draws(mean, error, draws, seed)

    answer = stored(
        store, ("run length", *asked), lambda: _drawn(*asked), (there, back)
    )
    return cast("RunLength", answer)


@kept(512)
def _drawn(rules: tuple[Rule, ...], shift: float, draws: int, seed: int) -> RunLength:
    lengths = _waits(catalog_of(rules), shift, draws, seed)
    error = float(lengths.std() / np.sqrt(draws))
    return _of_draws(float(lengths.mean()), error, draws, seed)


def _of_draws(mean: float, error: float, draws: int, seed: int) -> RunLength:
    return RunLength(
        mean=mean,
        method="simulated",
        error=error,
        draws=draws,
        seed=seed,
        points=TAKEN_AS_NORMAL,
    )


def _waits(rules: Catalog[Rule], shift: float, draws: int, seed: int) -> Floats:
    """Return after how many points each of `draws` series first signals."""
    generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
    waits = np.zeros(draws)
    waiting = np.arange(draws)
    past = np.empty((draws, 0))
    passed = 0
    while waiting.size:
        fresh = generator.standard_normal((waiting.size, BLOCK)) + shift
        values = np.concatenate([past, fresh], axis=1)
        reading = read(KnownCentre().view(values), rules)
        complete = np.zeros(values.shape, dtype=bool)
        for flags in reading.completing.values():
            complete |= flags != 0
        # What was complete in the past is known to be: nobody would be waiting.
        complete = complete[:, past.shape[1] :]
        done = complete.any(axis=1)
        waits[waiting[done]] = passed + complete[done].argmax(axis=1) + 1
        passed += BLOCK
        waiting, past = waiting[~done], values[~done, -MEMORY:]
        if passed >= LONGEST_WAIT and waiting.size:
            raise FieldError(
                "rules",
                say(
                    "must signal within {most} points",
                    most=LONGEST_WAIT,
                ),
                "silence",
            )
    return waits
