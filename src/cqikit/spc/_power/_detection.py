"""How soon a planned change would be seen.

About a known centre, exactly: the Markov chain of the rule set, or the distribution of
runs that grow (`_looks`), is walked with the shifted mean from the change on. Else by
simulation, the same series with and without the shift (common random numbers), so that
the difference is due to the shift alone. The
smallest shift that is probably seen is found by bisection on a grid of a hundredth: ten
steps.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import arguments, between, finite, instance_of, optional, say
from cqikit.errors import FieldError
from cqikit.spc._power._centres import A_CENTRE, BaselineCentre, KnownCentre
from cqikit.spc._power._chance import KNOWN, check_start, signal_probability
from cqikit.spc._power._distributions import TAKEN_AS_NORMAL
from cqikit.spc._power._exact import (
    audible,
    distribution_at,
    hangs_on_points,
    shifts_of,
)
from cqikit.spc._power._kept import kept
from cqikit.spc._power._looks import silent_looks
from cqikit.spc._power._newest_looks import at_newest, chunk_of, first_shown
from cqikit.spc._power._of_kind import looks_of_kind
from cqikit.spc._power._probability import (
    ASIDE,
    CHUNK,
    DRAWS,
    MOST_POINTS,
    Probability,
    as_plain,
    catalog_of,
    from_plain,
    normal_series,
)
from cqikit.spc._power._store import stored
from cqikit.spc._power._workers import Workers, each_of
from cqikit.spc._rules._reading import read
from cqikit.spc._runs._boxes import points_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cqikit.core import Catalog
    from cqikit.spc._charts._kind import Points
    from cqikit.spc._charts._view import Bools, ChartView, Floats
    from cqikit.spc._power._centres import Centre
    from cqikit.spc._power._distributions import KindDistribution
    from cqikit.spc._power._store import Store
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._rules._presets import RuleSet, RuleSetName
    from cqikit.spc._rules._useful import Ints

    #: Of how many charts, and what rules see of some of them at a look.
    Looks = Iterator[tuple[int, Callable[[Bools, int], ChartView]]]

__all__ = ["Detection", "detectable_shift", "detection", "looks_kept"]

#: A shift is sought up to here, and to this much.
LARGEST_SHIFT: Final = 8.0
FINENESS: Final = 0.01


@frozen(kw_only=True)
class Detection:
    """When a change is seen by somebody who reads the chart at every new point.

    Parameters
    ----------
    start, n : int
        The change begins at point `start`, counted from 0; the last look is at
        `n` points.
    shift : float
        In standard deviations of single points.
    seen : tuple of Probability, n - start of them
        That some look so far, from that at the first changed point on, showed
        a signal anywhere on the chart.
    without : tuple of Probability
        The same had nothing changed: what `seen` owes to false alarms.
    """

    start: int
    n: int
    shift: float
    seen: tuple[Probability, ...] = field(repr=False)
    without: tuple[Probability, ...] = field(repr=False)

    @property
    def method(self) -> Literal["exact", "simulated"]:
        """Say how the probabilities were found."""
        return self.seen[-1].method

    @arguments(probability=between(0, 1))
    def points_to(self, probability: float = 0.8) -> int | None:
        """Return how many changed points it takes to see the change so surely.

        None where `n` points do not suffice.
        """
        for count, chance in enumerate(self.seen, start=1):
            if chance.value >= probability:
                return count
        return None

    def __str__(self) -> str:
        last, alone = self.seen[-1], self.without[-1]
        return say(
            "a shift of {shift:g} sigma from point {start} on is seen within {points}"
            " points with probability {seen}; without any change: {alone}",
            shift=self.shift,
            start=self.start + 1,
            points=self.n - self.start,
            seen=str(last),
            alone=str(alone),
        )


@arguments(
    centre=optional(A_CENTRE),
    shift=finite,
    start=instance_of(int),
    **DRAWS,
    **ASIDE,
)
def detection(
    rules: Iterable[Rule] | RuleSet | RuleSetName,
    n: int,
    *,
    shift: float,
    start: int,
    centre: Centre | None = None,
    draws: int = 4_000,
    seed: int = 0,
    workers: int = 1,
    store: Store | None = None,
) -> Detection:
    """Return when a planned change would be seen, point by point.

    For an aim, `shift` is the step from baseline to target over the standard
    deviation of single points: what moving ranges say it is.

    Parameters
    ----------
    rules : Catalog or iterable of Rule
    n : int
        Points on the chart at the last look.
    shift : float
        By how many standard deviations the mean moves, either way.
    start : int
        The first changed point, counted from 0; before it there are that many
        points of the old level.
    centre : KnownCentre, EstimatedCentre or BaselineCentre
        An own centre is computed anew at each look, from the points so far; known
        beforehand unless said.
    draws, seed : int
        Of the simulation, where there is no exact distribution. Exact are sets of
        `BeyondLimits`, `Shift`, `KOfNBeyond`, `Stratification`, `Mixture` and
        `OppositeLimits` about a
        known centre, and of `BeyondLimits`, `LongestRun`, `Crossings` and `Shift`.
        Points are taken as normal, or, about the centre of a chart
        (`centre_basis`), as its kind has them where all have one size.
    workers, store
        As for `false_alarm`.

    Returns
    -------
    Detection

    Examples
    --------
    >>> from cqikit import spc
    >>> plan = detection(spc.THREE_SIGMA, 24, shift=2.0, start=12)
    >>> print(plan.seen[0])  # with the first changed point
    18.55 % (exact, points taken as normal)
    >>> plan.points_to(0.8)
    10
    """
    points, centre = points_of(n, most=MOST_POINTS), KNOWN if centre is None else centre
    check_start(start, points)
    if not points:
        raise FieldError("n", say("must be at least 1 point"), points)
    if isinstance(centre, BaselineCentre) and centre.points > start:
        raise FieldError(
            "start", say("must not be before {point}", point=centre.points), start
        )
    catalog = catalog_of(rules)
    seen, without = (
        looks_kept(
            (tuple(catalog), points, float(size), start, centre, draws, seed),
            Workers(workers),
            store,
        )
        for size in (shift, 0.0)
    )
    return Detection(start=start, n=points, shift=shift, seen=seen, without=without)


def looks_kept(
    asked: tuple[Any, ...],
    workers: Workers,
    store: Store | None,
    *,
    newest: bool = False,
) -> tuple[Probability, ...]:
    """Return what `looks_seen` says of what is asked, from a store if it is there."""

    def back(plain: Any) -> tuple[Probability, ...]:
        _, n, shift, start, centre, *_ = asked
        distribution = _distribution_of(centre, n, shift, start)
        points = TAKEN_AS_NORMAL if distribution is None else distribution.words
        if len(plain) != n - start:
            raise ValueError(len(plain))
        return tuple(from_plain(look, points) for look in plain)

    def there(looks: tuple[Probability, ...]) -> list[Any]:
        return [as_plain(look) for look in looks]

    work: Any = looks_seen
    answer = stored(
        store,
        ("newest" if newest else "looks", *asked),
        lambda: work(*asked, workers=workers, newest=newest),
        (there, back),
    )
    return cast("tuple[Probability, ...]", answer)


@kept(512)
def looks_seen(  # noqa: PLR0917  (all that an answer hangs on)
    rules: tuple[Rule, ...],
    n: int,
    shift: float,
    start: int,
    centre: Centre,
    draws: int,
    seed: int,
    workers: Workers = Workers(),  # noqa: B008  (a value)
    *,
    newest: bool = False,
) -> tuple[Probability, ...]:
    """Return how probably some look so far has shown a signal, look by look.

    Anywhere on the chart; or, where `newest`, at the newest point of the day.
    """
    rules = at_newest(rules) if newest else rules
    hearing = audible(rules, centre)
    distribution = _distribution_of(centre, n, shift, start)
    points = TAKEN_AS_NORMAL if distribution is None else distribution.words
    if isinstance(centre, KnownCentre):
        silent = _silent(hearing, distribution, shifts_of(n, shift, start), start)
        if silent is not None:
            hangs = distribution is not None or hangs_on_points(rules, centre, shift)
            said = points if hangs else ""
            return tuple(Probability.exact(1 - quiet, said) for quiet in silent)
    drawn = (draws, seed, chunk_of(centre) if newest else CHUNK)
    if distribution is None:
        looks = _normal_looks(centre, shifts_of(n, shift, start), drawn)
    else:
        looks = _looks_of_distribution(centre, distribution, drawn)
    first_of: Any = (
        partial(first_shown, rules, centre, (start, n))
        if newest
        else partial(_first_seen, catalog_of(rules), (start, n))
    )
    first = np.zeros(n - start, dtype=np.int64)
    for found in each_of(first_of, looks, workers.count):
        first += found
    return tuple(
        Probability.of_draws(int(hits), draws, seed=seed, points=points)
        for hits in np.cumsum(first)
    )


def _first_seen(
    catalog: Catalog[Rule],
    looks: tuple[int, int],
    item: tuple[int, Callable[[Bools, int], ChartView]],
) -> Ints:
    """Return how many of some charts first show a signal anywhere at each look."""
    start, n = looks
    rows, view_of = item
    found = np.zeros(n - start, dtype=np.int64)
    waiting = np.ones(rows, dtype=bool)
    for look in range(start + 1, n + 1):
        # Who has seen a signal need not look again.
        signalling = read(view_of(waiting, look), catalog).any
        found[look - start - 1] = np.count_nonzero(signalling)
        waiting[waiting] = ~signalling
    return found


def _distribution_of(
    centre: Centre, n: int, shift: float, start: int
) -> KindDistribution | None:
    """Return what `n` points of a centre do, None where only a longer chart says so."""
    try:
        return distribution_at(centre, n, shift, start)
    except FieldError:
        # What sizes further points will have is not known.
        return None


def _silent(
    rules: tuple[Rule, ...],
    distribution: KindDistribution | None,
    shifts: Floats,
    start: int,
) -> Floats | None:
    if distribution is None:
        return silent_looks(rules, shifts, start)
    silent = looks_of_kind(rules, distribution) if distribution.fixed else None
    return None if silent is None else silent[start:]


def _normal_looks(centre: Centre, shifts: Floats, drawn: tuple[int, int, int]) -> Looks:
    # The same series with the shift and without: the difference is due to it alone.
    for z in normal_series(shifts.size, *drawn):
        yield len(z), partial(_normal_look, centre, z + shifts)


def _normal_look(centre: Centre, values: Floats, rows: Bools, look: int) -> ChartView:
    return centre.view(values[rows, :look])


def _looks_of_distribution(
    centre: Centre, distribution: KindDistribution, drawn: tuple[int, int, int]
) -> Looks:
    after = isinstance(centre, BaselineCentre) and centre.reads == "after"
    distribution = evolve(
        distribution, read_from=distribution.after_baseline if after else 0
    )
    for points in distribution.stacks(*drawn):
        yield len(points.values), partial(_look_of_distribution, distribution, points)


def _look_of_distribution(
    distribution: KindDistribution, points: Points, rows: Bools, look: int
) -> ChartView:
    return distribution.viewed(points.each(lambda array: array[rows, :look]))


@arguments(
    centre=optional(A_CENTRE),
    start=instance_of(int),
    probability=between(0, 1),
    **DRAWS,
    **ASIDE,
)
def detectable_shift(
    rules: Iterable[Rule] | RuleSet | RuleSetName,
    n: int,
    *,
    start: int,
    probability: float = 0.8,
    centre: Centre | None = None,
    draws: int = 4_000,
    seed: int = 0,
    workers: int = 1,
    store: Store | None = None,
) -> float | None:
    """Return the smallest shift that a chart of `n` points probably shows.

    Parameters
    ----------
    rules : Catalog or iterable of Rule
    n, start : int
        The chart has `n` points, changed from point `start` on, counted from 0.
    probability : float
        How probably the chart shall show a signal; 0.8 unless said.
    centre, draws, seed, workers, store
        As for `signal_probability`.

    Returns
    -------
    float or None
        In standard deviations, to a hundredth, upwards; None where not even 8
        standard deviations are seen so probably.

    Examples
    --------
    >>> from cqikit import spc
    >>> detectable_shift(spc.ANHOEJ, 24, start=12)
    1.6
    """
    if not 0 < probability < 1:
        raise FieldError("probability", say("must lie between 0 and 1"), probability)
    catalog = catalog_of(rules)

    def seen(shift: float) -> bool:
        found = signal_probability(
            catalog,
            n,
            centre=centre,
            shift=shift,
            start=start,
            draws=draws,
            seed=seed,
            workers=workers,
            store=store,
        )
        return found.value >= probability

    low, high = 0, round(LARGEST_SHIFT / FINENESS)
    if not seen(LARGEST_SHIFT):
        return None
    while low < high:
        middle = (low + high) // 2
        if seen(middle * FINENESS):
            high = middle
        else:
            low = middle + 1
    return round(high * FINENESS, 2)
