"""What a signal is worth: how often a rule set signals although nothing changed.

Exactly where `_exact` knows how; else by simulation, with the standard error beside it.
What was drawn once is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from attrs import evolve

from cqikit.core import arguments, finite, instance_of, optional, say
from cqikit.errors import FieldError
from cqikit.spc._charts._asked import A_CHART
from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._estimators import Median, MovingRange
from cqikit.spc._charts._view import counting, on_line
from cqikit.spc._power._centres import (
    A_CENTRE,
    BaselineCentre,
    EstimatedCentre,
    KnownCentre,
)
from cqikit.spc._power._distribution_of import distribution_of
from cqikit.spc._power._distributions import ANY_ORDER, NORMAL, TAKEN_AS_NORMAL
from cqikit.spc._power._exact import (
    distribution_at,
    exact_signal,
    hangs_on_points,
    shifts_of,
)
from cqikit.spc._power._kept import kept
from cqikit.spc._power._probability import (
    ASIDE,
    DRAWS,
    MOST_POINTS,
    Probability,
    as_plain,
    catalog_of,
    draws_for,
    from_plain,
    normal_series,
    share_signalling,
)
from cqikit.spc._power._store import stored
from cqikit.spc._power._workers import Workers
from cqikit.spc._runs._boxes import points_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.spc._charts._view import Bools
    from cqikit.spc._power._centres import Centre, Statistic
    from cqikit.spc._power._distributions import KindDistribution
    from cqikit.spc._power._store import Store
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._rules._presets import RuleSet, RuleSetName

__all__ = [
    "centre_basis",
    "chance_after",
    "check_start",
    "false_alarm",
    "points_and_centre",
    "signal_probability",
]

KNOWN: Final = KnownCentre()


@arguments()
def false_alarm(
    rules: Iterable[Rule] | RuleSet | RuleSetName,
    n: int | Chart,
    *,
    centre: Centre | None = None,
    draws: int = 20_000,
    seed: int = 0,
    workers: int = 1,
    store: Store | None = None,
) -> Probability:
    """Return the probability that a chart of `n` points signals though nothing changed.

    Of a chart, its points are taken as its kind has them, each with its own size:
    binomial, Poisson, geometric or exponential about its centre, wherever that came
    from (`centre_basis`). Else they are independent and, where it matters, normal,
    which `points` says; limits are 3 sigma from the centre unless `BeyondLimits` says
    otherwise.
    Exact where there is an exact distribution, which `method` says:

    * centre known: any set of `BeyondLimits`, `Shift`, `KOfNBeyond`, `Stratification`,
      `Mixture` and
      `OppositeLimits` (a Markov chain), and any set of rules about crossings and the
      longest run, with or without `BeyondLimits`;
    * the same, with what points of the kind do, for the known centre of a chart;
    * median of the same points: rules about crossings and the longest run, and `Shift`
      with each convention of what a point on the median is;
    * frozen baseline, read after it: the same.

    Everything else, and any rule of your own, is simulated: of a chart, as its kind
    has it, with limits computed anew for every series. A rule of your own
    that only looks at crossings and the longest run is computed exactly when it
    has a method `limits`, which returns the `RunsBox` for so many useful points.

    Parameters
    ----------
    rules : Catalog or iterable of Rule
    n : int or Chart
        Points on the chart, a baseline included; points on the centre line
        count for no rule about runs and are best left out. Or a chart of one phase.
    centre : KnownCentre, EstimatedCentre or BaselineCentre
        Where the centre line came from: of a chart that is known, else a known one
        by default.
    draws : int
        How many series are drawn where there is no exact distribution.
    seed : int
        From which they are drawn: the same seed, the same answer; 0 unless said.
    workers : int
        So many threads read what is drawn; one unless said. The answer does not hang on
        it.
    store : mapping of str to str, optional
        Where answers are kept, and found again by whoever asks the same of the same
        versions: a dict, or a file that is one, `files.TextStore`. Nowhere unless said;
        nor are those about rules of your own.

    Returns
    -------
    Probability

    References
    ----------
    `runs_distribution`, `runs_distribution_given`; Champ CW, Woodall WH. Technometrics
    1987;29(4):393-399.

    Examples
    --------
    >>> from cqikit import spc
    >>> print(false_alarm(spc.ANHOEJ, 24))
    6.62 % (exact)
    >>> print(false_alarm(spc.ANHOEJ, 24, centre=spc.EstimatedCentre("median")))
    3.06 % (exact)
    >>> print(
    ...     false_alarm(spc.ANHOEJ, 24, centre=spc.EstimatedCentre("mean"), draws=2000)
    ... )
    4.0 % ± 0.4 (2000 series drawn, seed 0, points taken as normal)

    Three sigma on a p chart of a known 95 % of 20:

    >>> made = spc.chart([19] * 24, "p", sizes=20, centre=0.95)
    >>> print(false_alarm(spc.THREE_SIGMA, made))
    31.93 % (exact, binomial points)
    """
    return signal_probability(
        rules, n, centre=centre, draws=draws, seed=seed, workers=workers, store=store
    )


@arguments(
    centre=optional(A_CENTRE),
    shift=finite,
    start=instance_of(int),
    **DRAWS,
    **ASIDE,
)
def signal_probability(
    rules: Iterable[Rule] | RuleSet | RuleSetName,
    n: int | Chart,
    *,
    centre: Centre | None = None,
    shift: float = 0.0,
    start: int = 0,
    draws: int = 20_000,
    seed: int = 0,
    workers: int = 1,
    store: Store | None = None,
) -> Probability:
    """Return the probability that a chart of `n` points signals.

    As `false_alarm`, with a change: from point `start` on, counted from 0, the
    mean lies `shift` standard deviations of single points higher than before (of a
    chart with sizes, those of a point of the mean size), and stays there. Points are
    of the kind then, too, as long as there is such a level: a proportion of .95 cannot
    rise by 2 sigma; where there is none, and for the values of a run chart, they are
    taken as normal, which `points` says.

    Parameters
    ----------
    n : int or Chart
        How many points there are, or the chart that is asked about.
    centre : Centre, optional
        Where the centre came from; known beforehand unless said.
    shift : float
        By how much the level moves, in sigma of single points; not at all unless said.
    start : int
        The first point that has moved, counted from 0; all have unless said.
    draws : int
        How many charts are drawn where nothing exact is known; 20,000 unless said.
    seed : int
        From which the draws are made; 0 unless said.
    workers, store
        As for `false_alarm`.

    Examples
    --------
    >>> from cqikit import spc
    >>> print(signal_probability(spc.ANHOEJ, 24, shift=2.0, start=12))
    92.08 % (exact, points taken as normal)
    >>> made = spc.chart([4] * 24, "c", centre=4)
    >>> print(signal_probability(spc.ANHOEJ, made, shift=2.0, start=12))
    84.27 % (exact, Poisson points)
    """
    points, centre = points_and_centre(n, centre)
    catalog = catalog_of(rules)
    check_start(start, points)
    if isinstance(centre, BaselineCentre) and points <= centre.points:
        raise FieldError(
            "n",
            say("must be more than the {points} of the baseline", points=centre.points),
            points,
        )
    asked = (tuple(catalog), points, centre, float(shift), start, draws, seed)

    def back(plain: Any) -> Probability:
        return from_plain(plain, _words_of(centre, points, float(shift), start))

    return cast(
        "Probability",
        stored(
            store,
            ("signal", *asked),
            lambda: _signal(*asked, Workers(workers)),
            (as_plain, back),
        ),
    )


def chance_after(
    rules: Iterable[Rule], carried: Chart, edge: int, before: int, after: int
) -> Probability:
    """Return the probability of a signal after `edge` though nothing changed there.

    Parameters
    ----------
    rules : Catalog or iterable of Rule
    carried : Chart
        Two phases as one, whose lines are those of the earlier.
    edge : int
        Where the later one starts; rules look at no point before.
    before, after : int
        How many points the lines rest on, and how many the later phase has.
    """
    centre = centre_basis(carried)
    distribution = centre.distribution
    earlier = int(np.count_nonzero(on_line(carried.view)[:edge]))
    about: Centre
    if isinstance(centre, KnownCentre):
        n, about = after, centre
        distribution = None if distribution is None else distribution.after(earlier)
    else:
        n = before + after
        about = BaselineCentre(
            before, centre.statistic, reads="after", limits=centre.limits
        )
        if distribution is not None:
            distribution = evolve(distribution, read_from=earlier)
    n = n if distribution is None else distribution.n
    about = evolve(about, distribution=distribution)
    return false_alarm(rules, n, centre=about, draws=draws_for(n))


def points_and_centre(n: int | Chart, centre: Centre | None) -> tuple[int, Centre]:
    """Return how many points are asked about, and where their centre came from."""
    if not isinstance(n, Chart):
        return points_of(n, most=MOST_POINTS), KNOWN if centre is None else centre
    if n.values.ndim != 1:
        raise FieldError("n", say("must be a single chart"), n.values.shape)
    own = centre_basis(n)
    points = int(counting(n).sum()) if own.distribution is None else own.distribution.n
    return points, own if centre is None else centre


def _words_of(centre: Centre, n: int, shift: float, start: int) -> str:
    """Return what points are taken to be."""
    distribution = distribution_at(centre, n, shift, start)
    return TAKEN_AS_NORMAL if distribution is None else distribution.words


@kept(512)
def _signal(  # noqa: PLR0917  (all that an answer hangs on)
    rules: tuple[Rule, ...],
    n: int,
    centre: Centre,
    shift: float,
    start: int,
    draws: int,
    seed: int,
    workers: Workers,
) -> Probability:
    if not n:
        return Probability.exact(0.0)
    distribution = distribution_at(centre, n, shift, start)
    points = _words_of(centre, n, shift, start)
    exact = exact_signal(rules, n, centre, shift, start)
    if exact is not None:
        hangs = distribution is not None or hangs_on_points(rules, centre, shift)
        return Probability.exact(exact, points if hangs else "")
    if distribution is None:
        shifts = shifts_of(n, shift, start)
        views: Iterator[Any] = (
            centre.view(z + shifts) for z in normal_series(n, draws, seed)
        )
    else:
        after = isinstance(centre, BaselineCentre) and centre.reads == "after"
        first = (
            max(distribution.read_from, distribution.after_baseline)
            if after
            else distribution.read_from
        )
        views = evolve(distribution, read_from=first).charts(draws, seed)
    hits, drawn = share_signalling(catalog_of(rules), views, workers.count)
    return Probability.of_draws(hits, drawn, seed=seed, points=points)


def check_start(start: int, points: int) -> None:
    """Raise where no change of a chart of so many points can start."""
    if start < 0:
        raise FieldError("start", say("must be a position from 0"), start)
    if start and start >= points:
        raise FieldError(
            "start", say("must be less than the {points} points", points=points), start
        )


@arguments(chart=A_CHART)
def centre_basis(chart: Chart) -> Centre:
    """Say where the centre line of a chart came from.

    A given centre is known; a baseline shorter than the chart is frozen; else
    the centre belongs to the same points. Which statistic it is, the kind of
    chart says: a median where the kind draws one, else a mean. The kind says, too, how
    its points are distributed (`distribution`): not as normal points about a centre and
    limits of 3 sigma, for most kinds.

    Raises
    ------
    FieldError
        When the chart has several phases, each of which has its centre; or points
        that share data with their neighbours, as moving ranges do.

    Examples
    --------
    >>> from cqikit import spc
    >>> values = [5.0, 7, 6, 4, 6, 8, 5, 7, 6, 5, 7, 6]
    >>> spc.centre_basis(spc.chart(values, kind="c"))
    EstimatedCentre(statistic='mean', limits=True, distribution=Poisson points)
    >>> spc.centre_basis(spc.chart(values, kind="run"))
    EstimatedCentre(statistic='median', limits=False, distribution=the values at hand
    ...)
    >>> spc.centre_basis(spc.chart(values, kind="i", baseline=8))
    BaselineCentre(points=8, statistic='mean', ..., distribution=points taken as normal,
    ...)
    >>> spc.centre_basis(spc.chart(values, kind="run", centre=6.0))
    KnownCentre(limits=False, distribution=None)
    """
    if chart.breaks.any():
        raise FieldError(
            "chart",
            say("must have one phase"),
            int(chart.breaks.sum()) + 1,
            say("ask for each phase"),
        )
    if chart.kind.only_outside:
        raise FieldError(
            "chart",
            say("must have points that do not depend on each other"),
            chart.kind.name,
            say("no distribution here is about its false alarms"),
        )
    limits = bool(np.isfinite(chart.sigma).any())
    centre, baseline = _source_of(chart, limits=limits)
    first = baseline is None or bool(baseline[: baseline.sum()].all())
    distribution = distribution_of(chart, baseline)
    if distribution is not None and first and _as_ever(chart, distribution, centre):
        distribution = None
    return evolve(centre, distribution=distribution)


def _source_of(chart: Chart, *, limits: bool) -> tuple[Centre, Bools | None]:
    """Return where the centre came from, and which points are a baseline."""
    if "centre" in chart.given:
        return KnownCentre(limits=limits), None
    statistic: Statistic = "median" if isinstance(chart.kind.centre, Median) else "mean"
    baseline = chart._points.baseline  # noqa: SLF001  (of this room)
    if baseline is None or baseline.all():
        return EstimatedCentre(statistic, limits=limits), None
    # Of many charts, all have the same.
    marks = baseline.reshape(-1, baseline.shape[-1])[0]
    return BaselineCentre(int(marks.sum()), statistic, limits=limits), marks


def _as_ever(chart: Chart, distribution: KindDistribution, centre: Centre) -> bool:
    """Say whether a centre alone tells how a chart of normal points behaves."""
    if distribution.family == ANY_ORDER:
        # Values in no special order lie on either side as often, but for ties.
        return isinstance(centre, KnownCentre) or distribution.sides[1] <= 1
    if distribution.family != NORMAL or distribution.grid:
        return False
    if (
        chart.width != 3
        or {"lower", "upper"} & {*chart.given}
        or not all(distribution.seen)
    ):
        return False
    if isinstance(centre, KnownCentre):
        return distribution.fixed
    plain = chart.kind.scale is None and chart.kind.sigma is None
    return plain and chart.kind.spread == MovingRange() and not chart.given
