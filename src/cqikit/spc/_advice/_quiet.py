"""How often a kind of chart signals on data like these when nothing has changed.

By simulation (Monte Carlo): quiet series are drawn from the distribution that the
measure has, with the mean and the sizes at hand, each is charted about its own centre,
and those with a point outside the limits are counted. The share is within one in a
hundred for the 4,000 series that are drawn. For three sigma about a binomial, Poisson
or geometric mean there is no formula once the mean is that of the same points.

A run chart is read by Anhøj's rules. Where many values are equal, as counts of rare
events are, its median is one of them: few points are useful, and they lie on one side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.measures import MeasureKind
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._floats import LARGEST_EXACT
from cqikit.spc._charts._make import chart
from cqikit.spc._power._chance import centre_basis, false_alarm
from cqikit.spc._rules._default_rules import rules_for
from cqikit.spc._rules._presets import ANHOEJ
from cqikit.spc._rules._reading import read

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Floats

__all__ = [
    "EXACT",
    "NORMAL",
    "false_alarms",
    "quiet_series",
    "run_alarms",
    "tied_alarms",
]

#: The kind with sigma limits of a measure, and the one with limits at quantiles.
EXACT: Final = {
    MeasureKind.COUNT: ("c", "c-exact"),
    MeasureKind.PROPORTION: ("p", "p-exact"),
    MeasureKind.RATE: ("u", "u-exact"),
    MeasureKind.UNITS_BETWEEN: ("g", "g-exact"),
}
#: Of a normal distribution beyond three sigma, on either side.
NORMAL: Final = 0.0026997960632602
#: So many series are drawn, of so many points together at most.
DRAWS: Final = 4000
MOST_POINTS: Final = 400_000


def quiet_series(
    measure: MeasureKind, values: Floats, sizes: Floats, draws: int, seed: int = 0
) -> Floats | None:
    """Return series (draws, n) like `values` in which nothing changes.

    Parameters
    ----------
    measure : MeasureKind
        One of those in `EXACT`.
    values, sizes : ndarray of float, shape (n,)
        Numerators, or counts with sizes of 1; none missing.
    draws, seed : int

    Returns
    -------
    ndarray of float, or None where nothing can vary: no event, or all of them; or
    where there are more than floats count.
    """
    total = float(sizes.sum())
    level = float(values.sum()) / total if total else 0.0
    full = measure is MeasureKind.PROPORTION and level >= 1
    if level <= 0 or full or level * sizes.max() > LARGEST_EXACT:
        return None
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
    shape = (draws, values.size)
    if measure is MeasureKind.UNITS_BETWEEN:
        return rng.geometric(1 / (level + 1), shape).astype(np.float64) - 1
    if measure is MeasureKind.PROPORTION:
        units = np.round(sizes).astype(np.int64)
        return rng.binomial(units, level, shape).astype(np.float64)
    return rng.poisson(level * sizes, shape).astype(np.float64)


def false_alarms(
    measure: MeasureKind, values: Floats, sizes: Floats | None, *, draws: int = DRAWS
) -> dict[str, float]:
    """Return the share of quiet charts with a point outside, by the kind of chart.

    Of the kind with sigma limits first, then of the exact one; {} where the measure has
    no exact one, or nothing can vary.

    Examples
    --------
    >>> import numpy as np
    >>> falls = np.array([0.0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 1, 0] * 2)
    >>> found = false_alarms(MeasureKind.COUNT, falls, None)
    >>> {kind: round(share, 2) for kind, share in found.items()}
    {'c': 0.26, 'c-exact': 0.01}
    """
    if measure not in EXACT:
        return {}
    numbers, under = _known(values, sizes)
    drawn = min(draws, MOST_POINTS // max(numbers.size, 1))
    quiet = quiet_series(measure, numbers, under, drawn) if drawn else None
    if quiet is None:
        return {}
    beside = None if sizes is None else under
    return {kind: _outside(quiet, kind, beside) for kind in EXACT[measure]}


def run_alarms(
    measure: MeasureKind, values: Floats, sizes: Floats | None, *, draws: int = DRAWS
) -> float:
    """Return the share of quiet run charts about their own median that signal.

    Drawn from the distribution that the measure has, where it is one of counts; else
    from the values at hand, with replacement (the bootstrap).

    Examples
    --------
    >>> import numpy as np
    >>> falls = np.array([0.0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 1, 0] * 2)
    >>> round(run_alarms(MeasureKind.COUNT, falls, None), 2)
    0.81
    """
    numbers, under = _known(values, sizes)
    drawn = min(draws, MOST_POINTS // max(numbers.size, 1))
    if not drawn or np.unique(numbers).size < 2:
        return 0.0
    quiet = quiet_series(measure, numbers, under, drawn) if measure in EXACT else None
    if quiet is None:
        rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(0)))
        shown = numbers if sizes is None else numbers / under
        quiet = rng.choice(shown, (drawn, numbers.size))
    else:
        quiet = quiet if sizes is None else quiet / under
    return float(read(chart(quiet, "run"), ANHOEJ).any.mean())


def tied_alarms(values: Floats) -> float:
    """Return the share of quiet I charts of values as coarse as these that signal.

    By the default rules; 0 where values are not often equal.

    Examples
    --------
    >>> import numpy as np
    >>> round(tied_alarms(np.array([5.0, 5, 4, 5, 6, 5, 5, 5] * 3)), 1)
    0.6
    """
    seen = values[~np.isnan(values)]
    if np.unique(seen).size < 2:
        return 0.0
    made = chart(seen, "i")
    distribution = centre_basis(made).distribution
    if distribution is None or not distribution.grid:
        return 0.0
    return false_alarm(rules_for(made, None), made, draws=DRAWS).value


def _known(values: Floats, sizes: Floats | None) -> tuple[Floats, Floats]:
    """Return the values that are there, and their sizes."""
    known = ~np.isnan(values)
    if sizes is not None:
        known &= sizes > 0
    numbers = values[known]
    return numbers, np.ones(numbers.size) if sizes is None else sizes[known]


def _outside(quiet: Floats, kind: Any, sizes: Floats | None) -> float:
    """Return the share of charts with a point outside the limits."""
    view = chart(quiet, kind, sizes=sizes).view
    above = side_of(view.values, np.asarray(view.upper)) > 0
    below = side_of(view.values, np.asarray(view.lower)) < 0
    return float((above | below).any(axis=-1).mean())
