"""What a signal is worth: how often a rule set signals although nothing changed.

Exactly where `_exact` knows how; else by simulation, with the standard error beside it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.core import arguments, finite, instance_of
from cqikit.errors import FieldError
from cqikit.spc._charts._asked import A_CHART
from cqikit.spc._charts._estimators import Median
from cqikit.spc._power._centres import (
    A_CENTRE,
    FrozenCentre,
    KnownCentre,
    OwnCentre,
)
from cqikit.spc._power._exact import exact_signal, shifts_of
from cqikit.spc._power._probability import (
    Probability,
    catalog_of,
    normal_series,
    share_signalling,
)
from cqikit.spc._runs._boxes import points_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._power._centres import Centre, Statistic
    from cqikit.spc._rules._flags import Rule

__all__ = ["centre_of", "false_alarm", "signal_probability"]

KNOWN: Final = KnownCentre()


def false_alarm(
    rules: Iterable[Rule],
    n: int,
    *,
    centre: Centre = KNOWN,
    draws: int = 20_000,
    seed: int = 0,
) -> Probability:
    """Return the probability that a chart of `n` points signals though nothing changed.

    Points are independent and, where it matters, normal; limits are 3 sigma
    from the centre unless `Outside` says otherwise. Exact where there is an
    exact law, which `method` says:

    * centre known: any set of `Outside`, `Shift`, `Near`, `Inside`, `Away` and
      `Opposite` (a Markov chain), and any set of rules about crossings and the
      longest run, with or without `Outside`;
    * median of the same points: rules about crossings and the longest run;
    * frozen baseline, read after it: the same.

    Everything else, and any rule of your own, is simulated. A rule of your own
    that only looks at crossings and the longest run is computed exactly when it
    has a method `limits`, which returns the `RunsBox` for so many useful points.

    Parameters
    ----------
    rules : Catalog or iterable of Rule
    n : int
        Points on the chart, a baseline included; points on the centre line
        count for no rule about runs and are best left out.
    centre : KnownCentre, OwnCentre or FrozenCentre
        Where the centre line came from.
    draws : int
        How many series are drawn where there is no exact law.
    seed : int
        From which they are drawn: the same seed, the same answer.

    Returns
    -------
    Probability

    References
    ----------
    `runs_law`, `split_law`; Champ CW, Woodall WH. Technometrics
    1987;29(4):393-399.

    Examples
    --------
    >>> from cqikit import spc
    >>> print(false_alarm(spc.ANHOEJ, 24))
    6.62 % (exact)
    >>> print(false_alarm(spc.ANHOEJ, 24, centre=spc.OwnCentre("median")))
    3.06 % (exact)
    >>> print(false_alarm(spc.ANHOEJ, 24, centre=spc.OwnCentre("mean"), draws=2000))
    4.0 % ± 0.4 (2000 series drawn, seed 0)
    """
    return signal_probability(rules, n, centre=centre, draws=draws, seed=seed)


@arguments(centre=A_CENTRE, shift=finite, start=instance_of(int))
def signal_probability(
    rules: Iterable[Rule],
    n: int,
    *,
    centre: Centre = KNOWN,
    shift: float = 0.0,
    start: int = 0,
    draws: int = 20_000,
    seed: int = 0,
) -> Probability:
    """Return the probability that a chart of `n` points signals.

    As `false_alarm`, with a change: from point `start` on, counted from 0, the
    mean lies `shift` standard deviations higher than before, and stays there.

    Examples
    --------
    >>> from cqikit import spc
    >>> print(signal_probability(spc.ANHOEJ, 24, shift=2.0, start=12))
    92.08 % (exact)
    """
    points = points_of(n)
    catalog = catalog_of(rules)
    checked_change(shift, start)
    if isinstance(centre, FrozenCentre) and points <= centre.points:
        raise FieldError(
            "n", f"must be more than the {centre.points} of the baseline", points
        )
    exact = exact_signal(tuple(catalog), points, centre, float(shift), start)
    if exact is not None:
        return Probability.exact(exact)
    shifts = shifts_of(points, shift, start)
    views = (centre.view(z + shifts) for z in normal_series(points, draws, seed))
    hits, drawn = share_signalling(catalog, views)
    return Probability.of_draws(hits, drawn, seed=seed)


def checked_change(shift: float, start: int) -> None:
    """Raise where `shift` and `start` describe no change."""
    if not math.isfinite(shift):
        raise FieldError("shift", "must be a finite number of sigma", shift)
    if start < 0:
        raise FieldError("start", "must be a position from 0", start)


@arguments(chart=A_CHART)
def centre_of(chart: Chart) -> Centre:
    """Say where the centre line of a chart came from.

    A given centre is known; a baseline shorter than the chart is frozen; else
    the centre belongs to the same points. Which statistic it is, the kind of
    chart says: a median where the kind draws one, else a mean.

    Raises
    ------
    FieldError
        When the chart has several phases, each of which has its centre; a
        baseline that is not made of the first points; or points that share
        data with their neighbours, as moving ranges do.

    Examples
    --------
    >>> from cqikit import spc
    >>> values = [5.0, 7, 6, 4, 6, 8, 5, 7, 6, 5, 7, 6]
    >>> spc.centre_of(spc.chart(values, kind="run"))
    OwnCentre(statistic='median', limits=False)
    >>> spc.centre_of(spc.chart(values, kind="i", baseline=8))
    FrozenCentre(points=8, statistic='mean', reads='all', limits=True)
    >>> spc.centre_of(spc.chart(values, kind="run", centre=6.0))
    KnownCentre(limits=False)
    """
    if chart.breaks.any():
        raise FieldError(
            "chart", "must have one phase", len(chart.phases), "ask for each phase"
        )
    if chart.kind.only_outside:
        raise FieldError(
            "chart",
            "must have points that do not depend on each other",
            chart.kind.name,
            "no law here is about its false alarms",
        )
    limits = bool(np.isfinite(chart.sigma).any())
    if "centre" in chart.given:
        return KnownCentre(limits=limits)
    statistic: Statistic = "median" if isinstance(chart.kind.centre, Median) else "mean"
    baseline = chart._points.baseline  # noqa: SLF001  (of this room)
    if baseline is None or baseline.all():
        return OwnCentre(statistic, limits=limits)
    points = int(baseline.reshape(-1, baseline.shape[-1])[0].sum())
    if not (baseline[..., :points].all() and not baseline[..., points:].any()):
        raise FieldError("baseline", "must be the first points", "others")
    return FrozenCentre(points, statistic, limits=limits)
