"""EWMA and CUSUM charts: each point remembers those before.

``ewma``  z = λy + (1-λ)z of the point before, from the centre on; limits at the
i-th point mean ± 3 σ √(λ/(2-λ) (1 - (1-λ)^2i)), σ from the moving range, λ = 0.2.

>>> from cqikit import spc
>>> made = spc.chart([4, 9, 6, 7], "ewma")
>>> made.values.round(3).tolist(), made.upper.round(3).tolist()
([6.0, 6.6, 6.48, 6.584], [8.095, 8.543, 8.784, 8.925])

``cusum``, ``cusum-low``  S = max(0, S of the point before + z - 0.5) of
z = (y - centre)/σ, and its mirror image; a signal is beyond 5.

>>> spc.chart([10, 11, 12, 13], "cusum", centre=10, sigma=1).values.tolist()
[0.0, 0.5, 2.0, 4.5]

``bernoulli``, ``bernoulli-low``  the log likelihood of odds twice as large (half as
large) against those of the centre, for cases that are 0 or 1; a signal is beyond 3.5,
and starts it anew.

>>> spc.chart([0, 1, 1, 0], "bernoulli", centre=0.2).values.round(3).tolist()
[0.0, 0.511, 1.022, 0.839]

Neighbouring points depend on each other: only the limits count as a signal.

Each is a function of the points of whole phases, one a row. The EWMA is a linear
recurrence, and is composed by doubling (a parallel prefix scan: log2(n) passes over all
rows instead of n steps). The tabular CUSUM is how far a random walk is above its lowest
point so far (Page's identity: two cumulative passes). The Bernoulli CUSUM starts anew
after a signal, so that each case hangs on the one before: it is walked case by case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

import numpy as np
from attrs import field, frozen

from cqikit.core import arguments, at_least, between, is_text, one_of, say
from cqikit.errors import FieldError
from cqikit.spc._charts._estimators import Mean, MovingRange
from cqikit.spc._charts._kind import ChartKind
from cqikit.spc._charts._statistics import mean, moving_ranges, ratio

if TYPE_CHECKING:
    from cqikit.spc._charts._kind import Points
    from cqikit.spc._charts._view import Floats


__all__ = [
    "MEMORY",
    "BernoulliCusum",
    "Cusum",
    "Ewma",
    "EwmaRamp",
    "MeanStep",
    "Step",
    "StepBefore",
    "bernoulli_kind",
    "cusum_kind",
    "ewma_kind",
    "step_of",
]


@frozen
class MeanStep:
    """The mean moving range."""

    def __call__(self, points: Points) -> Floats:
        return mean(moving_ranges(points.values))

    def __str__(self) -> str:
        return say("mean moving range")


@frozen
class StepBefore:
    """The moving range that ends at each point.

    The first point of a phase has none, nor has one after a gap.
    """

    #: It looks back so many points, the newest included.
    reach: ClassVar[int] = 2

    def __call__(self, points: Points, _centre: Floats, _spread: Any) -> Floats:
        steps = np.full(points.values.shape, np.nan)
        steps[..., 1:] = moving_ranges(points.values)
        return steps


class Step(NamedTuple):
    """One point more, for a statistic with a memory; or of many charts, one each.

    `sigma` is that of this point, 1 where the kind has none.
    """

    value: Any
    centre: Any
    sigma: Any


def step_of(points: Points, centre: Any, spread: Any) -> Step:
    """Return points as steps: of subgroup means, sigma shrinks with their sizes."""
    sigma = 1.0 if spread is None else spread
    if points.within is not None and points.sizes is not None:
        sigma = sigma / np.sqrt(points.sizes)
    return Step(points.values, centre, sigma)


@frozen
class Ewma:
    """An average that forgets: z = λ y + (1 - λ) z of the point before.

    It starts at the centre in each phase, and holds still over a gap.

    Parameters
    ----------
    weight : float
        λ, more than 0 up to 1.
    """

    weight: float = field(default=0.2, validator=between(0, 1))

    def __attrs_post_init__(self) -> None:
        if self.weight == 0:
            raise FieldError("weight", say("must be more than 0"), self.weight)

    def __call__(self, points: Points, centre: Floats, _spread: Any) -> Floats:
        values = points.values
        missing = np.isnan(values)
        kept = np.where(missing, 1.0, 1 - self.weight)
        moved = np.where(missing, 0.0, self.weight * (values - centre))
        # Composing each step with all before it, twice as many each time.
        reach = 1
        while reach < values.shape[-1] and kept.max(initial=0.0) > 0:
            moved[..., reach:] += kept[..., reach:] * moved[..., :-reach].copy()
            kept[..., reach:] *= kept[..., :-reach].copy()
            kept[..., :reach] = 0.0
            reach *= 2
        return np.where(missing, np.nan, centre + moved)

    def begin(self, centre: float) -> float:
        """Return what is remembered before the first point."""
        return centre

    def held(self, plotted: Floats, centre: Floats, moved: Floats) -> Floats:
        """Return what is remembered of points, of those plotted before these.

        `plotted` is NaN before the first; `moved` is by how much the centre was less.
        """
        return np.where(np.isnan(plotted), centre, plotted + moved)

    def onward(self, held: Any, step: Step) -> tuple[Any, Any]:
        """Return what is plotted of one point more, and what is remembered."""
        moved = held + self.weight * (step.value - held)
        return moved, moved


@frozen
class EwmaRamp:
    """The sigma of each average, as a part of that of a point.

    Parameters
    ----------
    weight : float
        λ of the average.
    """

    weight: float

    def __call__(self, points: Points) -> Floats:
        return self.after(np.cumsum(~np.isnan(points.values), axis=-1))

    def after(self, seen: Any) -> Floats:
        """Return that of the averages of so many points."""
        keeps = (1 - self.weight) ** (2.0 * seen)
        share: Floats = np.sqrt(self.weight / (2 - self.weight) * (1 - keeps))
        return share


@frozen
class Cusum:
    """One side of a tabular CUSUM, in units of sigma.

    S = max(0, S of the point before + z - slack), started at `head_start` in
    each phase; the low side is its mirror image, at or below 0. It is not
    set back after a signal, and holds still over a gap.

    Parameters
    ----------
    side : {"high", "low"}
    decision : float
        A signal is beyond this (h).
    slack : float
        Half the shift to be found soon (k), in sigma.
    head_start : float
        Where it starts; half of `decision` is a fast initial response.
    """

    side: str = field(default="high", validator=one_of("high", "low"))
    decision: float = field(default=5.0, validator=at_least(0))
    slack: float = field(default=0.5, validator=at_least(0))
    head_start: float = field(default=0.0, validator=at_least(0))

    @property
    def sign(self) -> int:
        """Return 1 for the high side, -1 for the low one."""
        return 1 if self.side == "high" else -1

    def __call__(self, points: Points, centre: Floats, spread: Floats | None) -> Floats:
        steps = self._moves(step_of(points, centre, spread))
        missing = np.isnan(steps)
        walk = np.cumsum(np.where(missing, 0.0, steps), axis=-1)
        # S is how far the walk is above its lowest point so far.
        lowest = np.minimum.accumulate(np.minimum(walk, -self.head_start), axis=-1)
        above = walk - lowest
        return np.where(missing, np.nan, self.sign * above + 0.0)

    def _moves(self, step: Step) -> Floats:
        apart = ratio(step.value - step.centre, np.asarray(step.sigma))
        return self.sign * apart - self.slack

    def begin(self, _centre: float) -> float:
        """Return what is remembered before the first point."""
        return self.head_start

    def held(self, plotted: Floats, _centre: Floats, _moved: Floats) -> Floats:
        """Return what is remembered of points, of those plotted before these."""
        return np.where(np.isnan(plotted), self.head_start, self.sign * plotted)

    def onward(self, held: Any, step: Step) -> tuple[Any, Any]:
        """Return what is plotted of one point more, and what is remembered."""
        moved = np.maximum(held + self._moves(step), 0.0)
        return self.sign * moved + 0.0, np.where(np.isnan(moved), held, moved)


@frozen
class DecisionInterval:
    """The limit of a CUSUM, on the side that is watched; there is none on the other."""

    limit: float
    sign: int

    def __call__(
        self, centre: Floats, _spread: Any, _sizes: Any, _width: float
    ) -> tuple[Floats, Floats]:
        none = np.full_like(centre, np.nan)
        there = np.full_like(centre, self.sign * self.limit)
        return (none, there) if self.sign > 0 else (there, none)


def at_zero(centre: Floats, _spread: Floats | None, _sizes: Floats | None) -> Floats:
    """Return 0, where a CUSUM has its centre line."""
    return np.zeros_like(centre)


@frozen
class BernoulliCusum:
    """One side of a CUSUM of successes and failures, in log likelihood.

    Each case moves it by log(P(case) at the other rate / at the centre). It
    stays at 0 or beyond, and starts anew at 0 after crossing the limit.

    Parameters
    ----------
    side : {"high", "low"}
        Watch for odds that are `odds` times as large, or as small.
    odds : float
        How many times as large (on the low side, as small) they become.
    decision : float
        A signal is at this or beyond.
    """

    side: str = field(default="high", validator=one_of("high", "low"))
    odds: float = field(default=2.0, validator=at_least(0))
    decision: float = field(default=3.5, validator=at_least(0))

    def __attrs_post_init__(self) -> None:
        if self.odds in {0, 1}:
            raise FieldError(
                "odds", say("must be another odds than at the centre"), self.odds
            )

    @property
    def sign(self) -> int:
        """Return 1 for the high side, -1 for the low one."""
        return 1 if self.side == "high" else -1

    def scores(self, values: Floats, centre: Floats) -> Floats:
        """Return what each case moves the CUSUM by, away from 0 when positive."""
        odds = centre / (1 - centre) * self.odds**self.sign
        other = odds / (1 + odds)
        moved: Floats = values * np.log(other / centre) + (1 - values) * np.log(
            (1 - other) / (1 - centre)
        )
        return moved

    def __call__(self, points: Points, centre: Floats, _spread: Any) -> Floats:
        scores = self.scores(points.values, centre)
        missing = np.isnan(scores)
        path = self._path(np.where(missing, 0.0, scores))
        return np.where(missing, np.nan, self.sign * path + 0.0)

    def begin(self, _centre: float) -> float:
        """Return what is remembered before the first point."""
        return 0.0

    def held(self, plotted: Floats, _centre: Floats, _moved: Floats) -> Floats:
        """Return what is remembered of points, of those plotted before these."""
        anew = np.isnan(plotted) | (np.abs(plotted) > self.decision)
        return np.where(anew, 0.0, np.abs(plotted))

    def onward(self, held: Any, step: Step) -> tuple[Any, Any]:
        """Return what is plotted of one point more, and what is remembered."""
        moved = held + self.scores(step.value, np.asarray(step.centre))
        moved = np.maximum(moved, 0.0)
        plotted = self.sign * moved + 0.0
        after = np.where(np.isnan(moved), held, self.held(plotted, moved, moved))
        return plotted, after

    def _path(self, moves: Floats) -> Floats:
        """Return how far from 0 it is at each case, (..., m)."""
        path = np.empty_like(moves)
        if moves.size > moves.shape[-1]:
            held = np.zeros(moves.shape[:-1])
            for case in range(moves.shape[-1]):
                here = np.maximum(held + moves[..., case], 0.0)
                path[..., case] = here
                held = np.where(here > self.decision, 0.0, here)
            return path
        # For a single row, plain numbers are quicker.
        walked: list[float] = []
        last = 0.0
        for move in moves.ravel().tolist():
            walked.append(max(last + move, 0.0))
            last = 0.0 if walked[-1] > self.decision else walked[-1]
        path[...] = np.reshape(walked, path.shape)
        return path


def no_sigma(centre: Floats, _spread: Floats | None, _sizes: Floats | None) -> Floats:
    """Return NaN: a CUSUM has no sigma, only a decision interval."""
    return np.full_like(centre, np.nan)


MONTGOMERY: Final = "Montgomery, Introduction to Statistical Quality Control, chapter 9"
REYNOLDS: Final = "Reynolds & Stoumbos, Journal of Quality Technology 1999;31:87-108"


@arguments(name=is_text)
def ewma_kind(weight: float = 0.2, *, name: str = "ewma") -> ChartKind:
    """Return an EWMA chart with this weight of the newest point, λ.

    Parameters
    ----------
    weight : float
        How much the newest point weighs; 0.2 unless said.
    name : str
        Its name among chart kinds; "ewma" unless said.

    Examples
    --------
    >>> from cqikit import spc
    >>> spc.chart([4, 9, 6, 7], spc.ewma_kind(0.4)).values.round(2).tolist()
    [5.5, 6.9, 6.54, 6.72]
    """
    return ChartKind(
        name=name,
        title=say("EWMA chart"),
        formula=say("z = λy + (1-λ)z₋₁; mean(y) ± 3 σ √(λ/(2-λ) (1 - (1-λ)^2i))"),
        source=MONTGOMERY,
        centre=Mean(),
        spread=MovingRange(),
        working="{spread} × {ramp}",
        statistic=Ewma(weight),
        ramp=EwmaRamp(weight),
        only_outside=True,
    )


@arguments(name=is_text)
def cusum_kind(
    side: str = "high",
    *,
    decision: float = 5.0,
    slack: float = 0.5,
    head_start: float = 0.0,
    name: str = "",
) -> ChartKind:
    """Return one side of a CUSUM chart: decision interval h, slack k, head start.

    Parameters
    ----------
    side : str
        Whether it watches for higher or lower values; "high" unless said.
    decision : float
        The decision interval h, in sigma; 5 unless said.
    slack : float
        The allowance k, in sigma; 0.5 unless said.
    head_start : float
        Where the sum begins, in sigma; at 0 unless said.
    name : str
        Its name among chart kinds; made from the side unless said.

    Examples
    --------
    >>> from cqikit import spc
    >>> fast = spc.cusum_kind("low", head_start=2.5)
    >>> spc.chart([10, 9, 11], fast, centre=10, sigma=1).values.tolist()
    [-2.0, -2.5, -1.0]
    """
    cusum = Cusum(side, decision, slack, head_start)
    return ChartKind(
        name=name or ("cusum" if side == "high" else "cusum-low"),
        title=say("CUSUM chart"),
        formula=say("S = max(0, S₋₁ ± z - k); z = (y - centre)/σ; limit h"),
        source=MONTGOMERY,
        centre=Mean(),
        spread=MovingRange(),
        statistic=cusum,
        line=at_zero,
        sigma=no_sigma,
        limits=DecisionInterval(decision, cusum.sign),
        only_outside=True,
        level=False,
    )


@arguments(name=is_text)
def bernoulli_kind(
    side: str = "high", *, odds: float = 2.0, decision: float = 3.5, name: str = ""
) -> ChartKind:
    """Return one side of a Bernoulli CUSUM chart, for odds `odds` times as large.

    Parameters
    ----------
    side : str
        Whether it watches for more or for fewer; "high" unless said.
    odds : float
        How many times as likely the events are that it is to find; 2 unless said.
    decision : float
        The limit; 3.5 unless said.
    name : str
        Its name among chart kinds; made from the side unless said.

    Examples
    --------
    >>> from cqikit import spc
    >>> watch = spc.bernoulli_kind(odds=3, decision=2)
    >>> spc.chart([0, 1, 1], watch, centre=0.1).values.round(2).tolist()
    [0.0, 0.92, 1.83]
    """
    cusum = BernoulliCusum(side, odds, decision)
    return ChartKind(
        name=name or ("bernoulli" if side == "high" else "bernoulli-low"),
        title=say("Bernoulli CUSUM chart"),
        formula=say("S = max(0, S₋₁ + log(P(case) at other odds / P(case))); limit h"),
        source=REYNOLDS,
        takes="binary",
        centre=Mean(),
        statistic=cusum,
        line=at_zero,
        sigma=no_sigma,
        limits=DecisionInterval(decision, cusum.sign),
        only_outside=True,
        level=False,
    )


MEMORY: Final = (
    ewma_kind(),
    cusum_kind(),
    cusum_kind("low"),
    bernoulli_kind(),
    bernoulli_kind("low"),
)
