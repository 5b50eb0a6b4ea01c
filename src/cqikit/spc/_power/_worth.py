"""What a signal, and silence, say about a change; and what many looks come to.

Bayes: the odds of a change are multiplied by how many times more often a chart signals
with the change than without it. A chart read at every new point has as many chances of
a false alarm as there are looks: both are sums of probabilities that `detection` and
`signal_probability` give, exactly where these are exact.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.core import arguments, between, finite, instance_of, optional, say
from cqikit.errors import FieldError
from cqikit.spc._power._centres import A_CENTRE, BaselineCentre
from cqikit.spc._power._chance import KNOWN, points_and_centre, signal_probability
from cqikit.spc._power._detection import looks_kept
from cqikit.spc._power._probability import (
    ASIDE,
    DRAWS,
    MOST_POINTS,
    Probability,
    catalog_of,
    of_points,
)
from cqikit.spc._power._workers import Workers
from cqikit.spc._rules._flags import whole_from
from cqikit.spc._runs._boxes import points_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._power._centres import Centre
    from cqikit.spc._power._store import Store
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._rules._presets import RuleSet, RuleSetName

__all__ = ["LikelihoodRatios", "Watch", "likelihood_ratios", "watching"]

METHODS: Final = {"exact": say("exact"), "simulated": say("simulated")}


@frozen(kw_only=True)
class LikelihoodRatios:
    """How much a signal, and silence, speak for a change of a stated size.

    Parameters
    ----------
    n : int
        Points on the chart.
    shift : float
        The change that is asked about, in sigma, from point `start` on.
    start : int
        The first point that has changed.
    centre : str
        Where the centre came from, in words.
    seen : Probability
        Of a signal with this change.
    alone : Probability
        Of a signal without any change.
    """

    n: int
    shift: float
    start: int
    centre: str
    seen: Probability
    alone: Probability

    @property
    def signal(self) -> float:
        """Return how many times likelier a signal is with the change than without."""
        if self.alone.value == 0:
            return math.inf if self.seen.value else math.nan
        return self.seen.value / self.alone.value

    @property
    def silence(self) -> float:
        """Return how many times likelier silence is with the change than without."""
        if self.alone.value == 1:
            return math.inf if self.seen.value < 1 else math.nan
        return (1 - self.seen.value) / (1 - self.alone.value)

    @arguments(prior=between(0, 1), signal=instance_of(bool))
    def posterior(self, prior: float, *, signal: bool = True) -> float:
        """Return how probable the change is after a signal, or after silence.

        Parameters
        ----------
        prior : float
            How probable this change was held to be before the chart was read.
        signal : bool
            Whether the chart signals.
        """
        seen, alone = self.seen.value, self.alone.value
        if not signal:
            seen, alone = 1 - seen, 1 - alone
        whole = prior * seen + (1 - prior) * alone
        return prior * seen / whole if whole else math.nan

    def __str__(self) -> str:
        return say(
            "a shift of {shift:g} sigma from point {start} of {n} on, {centre}: a"
            " signal is {signal:.3g} times as likely with it as without, silence"
            " {silence:.2g} times",
            shift=self.shift,
            start=self.start + 1,
            n=self.n,
            centre=self.centre,
            signal=self.signal,
            silence=self.silence,
        )


@arguments(start=instance_of(int), shift=finite, **ASIDE)
def likelihood_ratios(
    rules: Iterable[Rule] | RuleSet | RuleSetName,
    n: int | Chart,
    *,
    shift: float,
    start: int = 0,
    centre: Centre | None = None,
    draws: int = 20_000,
    seed: int = 0,
    workers: int = 1,
    store: Store | None = None,
) -> LikelihoodRatios:
    """Return what a signal and silence of a chart of `n` points say about a shift.

    More than 10 and less than a tenth are often called strong evidence.

    Parameters
    ----------
    rules : Catalog or iterable of Rule, RuleSet, or str
    n : int or Chart
        How many points there are, or the chart that is asked about.
    shift : float
        In standard deviations of single points.
    start : int
        The first changed point, counted from 0: by default, the change was there
        before the chart began.
    centre, draws, seed, workers, store
        As for `signal_probability`.

    References
    ----------
    Anhøj J, Wentzel-Larsen T. BMC Medical Research Methodology 2018;18:100.

    Examples
    --------
    >>> from cqikit import spc
    >>> ratios = likelihood_ratios(spc.THREE_SIGMA, 10, shift=2.0)
    >>> print(ratios)  # doctest: +NORMALIZE_WHITESPACE
    a shift of 2 sigma from point 1 of 10 on, a centre known beforehand: a signal is
    30.8 times as likely with it as without, silence 0.18 times
    >>> round(ratios.posterior(0.1), 2), round(ratios.posterior(0.1, signal=False), 2)
    (0.77, 0.02)
    """
    points, source = points_and_centre(n, centre)
    # A list that is made on the way is gone once it was looked at.
    catalog = catalog_of(rules)
    seen, alone = (
        signal_probability(
            catalog,
            points,
            centre=source,
            shift=size,
            start=start,
            draws=draws,
            seed=seed,
            workers=workers,
            store=store,
        )
        for size in (shift, 0.0)
    )
    return LikelihoodRatios(
        n=points,
        shift=shift,
        start=start,
        centre=str(source),
        seen=seen,
        alone=alone,
    )


@frozen(kw_only=True)
class Watch:
    """False alarms of somebody who reads a chart at every new point.

    Parameters
    ----------
    start : int
        Points that were there before, on which nothing signalled.
    so_far : tuple of float, one a look
        How probably some look up to this one was a false alarm.
    method : {"exact", "simulated"}
        By a distribution that needs no chance, or by drawing series.
    points : str
        What the points were taken to be, in words; "" where it does not matter.
    """

    start: int
    so_far: tuple[float, ...] = field(repr=False)
    method: str
    points: str

    @property
    def total(self) -> float:
        """Return the probability of a false alarm at any of the looks."""
        return self.so_far[-1]

    @property
    def each(self) -> tuple[float, ...]:
        """Return how probably the first false alarm comes at each look."""
        before = (0.0, *self.so_far[:-1])
        return tuple(now - old for now, old in zip(self.so_far, before, strict=True))

    @property
    def worst(self) -> int:
        """Return the look at which a false alarm is likeliest to come, from 1."""
        return self.each.index(max(self.each)) + 1

    @arguments(total=between(0, 1))
    def rate_for(self, total: float = 0.05) -> float:
        """Return which rate each look may have for all of them to keep `total`.

        Of looks that do not depend on each other: 0.43 % each of 12, for 5 %.
        """
        if not 0 < total < 1:
            raise FieldError("total", say("must lie between 0 and 1"), total)
        return -math.expm1(math.log1p(-total) / len(self.so_far))

    def __str__(self) -> str:
        return say(
            "{looks} looks after {start} quiet points: a false alarm at some look with"
            " probability {total:.1f} % ({method}{of}), likeliest at look {worst}",
            looks=len(self.so_far),
            start=self.start,
            total=100 * self.total,
            method=METHODS[self.method],
            of=of_points(self.points),
            worst=self.worst,
        )


@arguments(
    start=whole_from(0, MOST_POINTS), centre=optional(A_CENTRE), **DRAWS, **ASIDE
)
def watching(
    rules: Iterable[Rule] | RuleSet | RuleSetName,
    looks: int = 12,
    *,
    start: int = 0,
    centre: Centre | None = None,
    draws: int = 4_000,
    seed: int = 0,
    workers: int = 1,
    store: Store | None = None,
) -> Watch:
    """Return how often a chart that is read at every new point alarms falsely.

    One look a month is twelve looks a year.

    Parameters
    ----------
    rules : Catalog or iterable of Rule
    looks : int
        One at each new point; 12 unless said.
    start : int
        So many points were there before the first look, and were quiet; 0 unless said.
    centre, draws, seed, workers, store
        As for `detection`.

    Examples
    --------
    >>> from cqikit import spc
    >>> year = watching(spc.WESTERN_ELECTRIC)
    >>> print(year)  # doctest: +NORMALIZE_WHITESPACE
    12 looks after 0 quiet points: a false alarm at some look with probability 9.5 %
    (exact, points taken as normal), likeliest at look 8
    >>> round(year.rate_for(0.05), 5)
    0.00427
    """
    count = points_of(looks, "looks", MOST_POINTS)
    if count < 1:
        raise FieldError("looks", say("must be at least {least}", least=1), looks)
    rests = centre.points if isinstance(centre, BaselineCentre) else 0
    if start < rests:
        must = say(
            "must be at least the {rests} points that the centre rests on", rests=rests
        )
        raise FieldError("start", must, start, say("say start={rests}", rests=rests))
    # One look before the first: it is known to be quiet.
    first = max(start - 1, 0)
    source, catalog = KNOWN if centre is None else centre, catalog_of(rules)
    asked = (tuple(catalog), start + count, 0.0, first, source, draws, seed)
    found = looks_kept(asked, Workers(workers), store)
    values = [chance.value for chance in found]
    # Given that the points before were quiet.
    quiet = values.pop(0) if start else 0.0
    so_far = ((value - quiet) / (1 - quiet) if quiet < 1 else 1.0 for value in values)
    return Watch(
        start=start,
        so_far=tuple(so_far),
        method=found[-1].method,
        points=found[-1].points,
    )
