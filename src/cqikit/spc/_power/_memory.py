"""How long charts that remember take to signal: EWMA, CUSUM, Bernoulli CUSUM.

An EWMA or CUSUM is a Markov chain of a number that may be anything between its limits.
Its run length solves an integral equation, here by Gauss-Legendre quadrature (Nyström),
on 100 nodes or so many that the step of a point is well resolved: as good as exact, for
the kernel is smooth. While the limits of an EWMA widen, its density is carried from
point to point, and the equation is asked once they stand still. A Bernoulli CUSUM is a
chain of excursions from 0, each of which ends at 0 or in a signal: the number of events
in one is carried case by case, exactly, until nearly none is left.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import arguments, between, finite, instance_of, optional, say
from cqikit.errors import FieldError
from cqikit.spc._charts._kind import ChartKind
from cqikit.spc._charts._kinds import CHARTS
from cqikit.spc._charts._weighted import BernoulliCusum, Cusum, Ewma
from cqikit.spc._power._run_length import RunLength
from cqikit.spc._runs._normal import normal_below

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Floats

__all__ = ["chart_run_length"]

NODES: Final = 100
#: Nodes for each standard deviation of a step, and no more than this in all.
FINE: Final = 12
MOST_NODES: Final = 2_000
#: What is left at the end, of series or of widening, is nothing.
NOTHING: Final = 1e-14

#: Nothing is farther than so many sigma from the centre.
FARTHEST: Final = 100.0


@arguments(
    shift=between(-FARTHEST, FARTHEST),
    width=between(0, FARTHEST),
    flat=instance_of(bool),
    both=instance_of(bool),
    rate=optional(between(0, 1)),
    odds=finite,
)
def chart_run_length(
    kind: ChartKind | str,
    shift: float = 0.0,
    *,
    width: float = 3.0,
    flat: bool = False,
    both: bool = False,
    rate: float | None = None,
    odds: float = 1.0,
) -> RunLength:
    """Return the average run length of an EWMA, CUSUM or Bernoulli CUSUM chart.

    That many points (cases, of a Bernoulli CUSUM) pass on average up to the first
    signal, about a known centre and sigma, from the start of the chart on.

    Parameters
    ----------
    kind : ChartKind or str
        As `ewma_kind`, `cusum_kind` and `bernoulli_kind` make them, or the name of one.
    shift : float
        Where the mean of normal points lies, in sigma from the centre; 0 unless said.
    width : float
        Of an EWMA: its limits are so many of its own sigma from the centre; 3 unless
        said.
    flat : bool
        Of an EWMA: limits that stand where they end, in place of those that widen over
        the first points, which is what its chart has; not so unless said.
    both : bool
        Of a CUSUM: both sides are watched, each with the decision interval, slack and
        head start of this one; not so unless said.
    rate : float
        Of a Bernoulli CUSUM, where it must be given: the centre, as a proportion; not
        given unless said.
    odds : float
        Of a Bernoulli CUSUM: the odds of a case are so many times those of the centre;
        1 unless said.

    Returns
    -------
    RunLength

    Raises
    ------
    FieldError
        When the kind has no memory, or the rate is none.

    References
    ----------
    Lucas JM, Saccucci MS. Technometrics 1990;32(1):1-12. Hawkins DM, Olwell DH.
    Cumulative sum charts and charting for quality improvement, 1998. Reynolds MR,
    Stoumbos ZG. Journal of Quality Technology 1999;31(1):87-108.

    Examples
    --------
    >>> from cqikit import spc
    >>> print(chart_run_length(spc.ewma_kind(0.2), 1.0, width=2.962, flat=True))
    10.54 points (exact, points taken as normal)
    >>> print(chart_run_length(spc.cusum_kind(decision=4), 1.0, both=True))
    8.38 points (exact, points taken as normal)
    >>> print(chart_run_length("bernoulli", rate=0.1))
    1458.20 cases (exact)
    """
    made = kind if isinstance(kind, ChartKind) else CHARTS[kind]
    match made.statistic:
        case Ewma(weight):
            ask = flat_ewma if flat else widening_ewma
            return RunLength.exact(ask(weight, width, shift))
        case Cusum() as cusum:
            mean = two_sided(cusum, shift) if both else one_sided(cusum, shift)
            return RunLength.exact(mean)
        case BernoulliCusum() as cusum:
            if rate is None or not 0 < rate < 1:
                raise FieldError("rate", say("must lie between 0 and 1"), rate)
            if not 0 < odds < math.inf:
                raise FieldError("odds", say("must be more than 0"), odds)
            return RunLength(mean=excursions(cusum, rate, odds), unit=say("cases"))
        case _:
            raise FieldError(
                "kind",
                say("must be an EWMA, a CUSUM or a Bernoulli CUSUM"),
                made.name,
                say("ask average_run_length for rules on other charts"),
            )


def _nodes(low: float, high: float, step: float) -> tuple[Floats, Floats]:
    """Return places and weights of a sum that is an integral from `low` to `high`."""
    fine = math.ceil(FINE * (high - low) / step)
    places, weights = _gauss(min(max(NODES, fine), MOST_NODES))
    half = (high - low) / 2
    return low + half * (places + 1), half * weights


@lru_cache(maxsize=32)
def _gauss(nodes: int) -> tuple[Floats, Floats]:
    places, weights = np.polynomial.legendre.leggauss(nodes)
    return places, weights


def _density(z: Floats) -> Floats:
    density: Floats = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return density


class _Ewma:
    """An EWMA between flat limits: how long it takes from anywhere."""

    def __init__(self, weight: float, limit: float, shift: float) -> None:
        self.weight, self.shift = weight, shift
        self.places, self.weights = _nodes(-limit, limit, weight)
        steps = self.step(self.places, self.places) * self.weights
        system = np.eye(self.places.size) - steps
        self.lengths: Any = np.linalg.solve(system, np.ones(self.places.size))

    def step(self, start: Floats, end: Floats) -> Floats:
        """Return the density of each end (m,) from each start (k,), shape (k, m)."""
        kept = (1 - self.weight) * start[:, None]
        moved: Floats = _density((end - kept) / self.weight - self.shift) / self.weight
        return moved

    def from_places(self, start: Floats) -> Floats:
        """Return the run length from each place."""
        found: Floats = 1 + self.step(start, self.places) @ (
            self.weights * self.lengths
        )
        return found


def _limit(weight: float, width: float) -> float:
    if not width > 0:
        raise FieldError("width", say("must be more than 0"), width)
    return width * math.sqrt(weight / (2 - weight))


def flat_ewma(weight: float, width: float, shift: float) -> float:
    """Return the run length from the centre, with limits that do not move."""
    made = _Ewma(weight, _limit(weight, width), shift)
    return float(made.from_places(np.zeros(1))[0])


def widening_ewma(weight: float, width: float, shift: float) -> float:
    """Return the run length from the centre, with limits that widen to the last."""
    end = _limit(weight, width)
    made = _Ewma(weight, end, shift)
    start, mass, mean = np.zeros(1), np.ones(1), 0.0
    left = 1.0
    while left > NOTHING and mass.sum() > NOTHING:
        mean += float(mass.sum())
        left *= (1 - weight) ** 2
        limit = end * math.sqrt(1 - left)
        places, weights = _nodes(-limit, limit, weight)
        mass = (mass @ made.step(start, places)) * weights
        start = places
    return mean + float(mass @ made.from_places(start))


def one_sided(cusum: Cusum, shift: float) -> float:
    """Return the run length of one side of a CUSUM, from its head start."""
    return _cusum_from(cusum, cusum.sign * shift, cusum.head_start)


def two_sided(cusum: Cusum, shift: float) -> float:
    """Return the run length of both sides, the first of which to signal ends it."""
    (high, high_ahead), (low, low_ahead) = (
        [_cusum_from(cusum, side * shift, ahead) for ahead in (0.0, cusum.head_start)]
        for side in (1, -1)
    )
    # Lucas and Crosier 1982; without a head start 1/L = 1/high + 1/low.
    both = high_ahead * low + low_ahead * high - high * low
    return both / (high + low)


def _cusum_from(cusum: Cusum, shift: float, start: float) -> float:
    """Return the run length of an upper CUSUM from `start`."""
    limit, slack = cusum.decision, cusum.slack - shift
    if limit == 0:
        return 1 / float(normal_below(-slack))
    if start > limit:
        raise FieldError(
            "head_start",
            say("must be at most the decision {limit}", limit=limit),
            start,
        )
    places, weights = _nodes(0.0, limit, 1.0)
    # Zero is a state of its own: whatever would fall below it is there.
    every = np.append(0.0, places)
    steps = np.empty((every.size, every.size))
    steps[:, 0] = normal_below(slack - every)
    steps[:, 1:] = _density(places - every[:, None] + slack) * weights
    lengths: Any = np.linalg.solve(np.eye(every.size) - steps, np.ones(every.size))
    ahead = np.append(
        normal_below(slack - start), _density(places - start + slack) * weights
    )
    return float(1 + ahead @ lengths)


def excursions(cusum: BernoulliCusum, rate: float, odds: float) -> float:
    """Return how many cases a Bernoulli CUSUM takes, from 0."""
    up, down = (
        float(score) for score in cusum.scores(np.array([1.0, 0.0]), np.array(rate))
    )
    true = rate / (1 - rate) * odds
    event = true / (1 + true)
    # How likely each number of events is, of cases since it left 0.
    count, mass = np.zeros(1), np.ones(1)
    cases, length, signal = 0, 0.0, 0.0
    while mass.sum() > NOTHING * (length + 1):
        length += float(mass.sum())
        cases += 1
        count = np.append(count, count[-1] + 1)
        moved = np.append(mass * (1 - event), 0.0)
        moved[1:] += mass * event
        height = count * up + (cases - count) * down
        signal += float(moved[height > cusum.decision].sum())
        alive = (height > 0) & (height <= cusum.decision)
        count, mass = count[alive], moved[alive]
        if not count.size:
            break
    return length / signal
