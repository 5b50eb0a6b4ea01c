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
"""

from __future__ import annotations

from typing import Final

from cqikit.spc._estimators import Mean, MovingRange
from cqikit.spc._kind import ChartKind
from cqikit.spc._memory import (
    BernoulliCusum,
    Cusum,
    Ewma,
    EwmaRamp,
    at_zero,
    no_sigma,
)

__all__ = ["MEMORY", "bernoulli_kind", "cusum_kind", "ewma_kind"]

MONTGOMERY: Final = "Montgomery, Introduction to Statistical Quality Control, chapter 9"
REYNOLDS: Final = "Reynolds & Stoumbos, Journal of Quality Technology 1999;31:87-108"


def ewma_kind(weight: float = 0.2, *, name: str = "ewma") -> ChartKind:
    """Return an EWMA chart with this weight of the newest point, λ.

    Examples
    --------
    >>> from cqikit import spc
    >>> spc.chart([4, 9, 6, 7], spc.ewma_kind(0.4)).values.round(2).tolist()
    [5.5, 6.9, 6.54, 6.72]
    """
    return ChartKind(
        name=name,
        title="EWMA chart",
        formula="z = λy + (1-λ)z₋₁; mean(y) ± 3 σ √(λ/(2-λ) (1 - (1-λ)^2i))",
        source=MONTGOMERY,
        centre=Mean(),
        spread=MovingRange(),
        working="{spread} × {ramp}",
        statistic=Ewma(weight),
        ramp=EwmaRamp(weight),
        only_outside=True,
    )


def cusum_kind(
    side: str = "high",
    *,
    decision: float = 5.0,
    slack: float = 0.5,
    head_start: float = 0.0,
    name: str = "",
) -> ChartKind:
    """Return one side of a CUSUM chart: decision interval h, slack k, head start.

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
        title="CUSUM chart",
        formula="S = max(0, S₋₁ ± z - k); z = (y - centre)/σ; limit h",
        source=MONTGOMERY,
        centre=Mean(),
        spread=MovingRange(),
        statistic=cusum,
        line=at_zero,
        sigma=no_sigma,
        limits=cusum.limits,
        only_outside=True,
    )


def bernoulli_kind(
    side: str = "high", *, odds: float = 2.0, decision: float = 3.5, name: str = ""
) -> ChartKind:
    """Return one side of a Bernoulli CUSUM chart, for odds `odds` times as large.

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
        title="Bernoulli CUSUM chart",
        formula="S = max(0, S₋₁ + log(P(case) at other odds / P(case))); limit h",
        source=REYNOLDS,
        takes="binary",
        centre=Mean(),
        statistic=cusum,
        line=at_zero,
        sigma=no_sigma,
        limits=cusum.limits,
        only_outside=True,
    )


MEMORY: Final = (
    ewma_kind(),
    cusum_kind(),
    cusum_kind("low"),
    bernoulli_kind(),
    bernoulli_kind("low"),
)
