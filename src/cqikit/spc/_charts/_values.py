"""Run, I, MR and I′ charts: single values in order of time.

``run``  the centre is the median, and there are no limits.

>>> from cqikit import spc
>>> float(spc.chart([4, 9, 6, 7], "run").centre[0])
6.5

``i`` (XmR)  mean ± 3 mean(mR) / d2(2), where d2(2) = 2/√π, that is 2.66
mean(mR). For 4, 9, 6, 7 the mean is 6.5 and the ranges are 5, 3, 1: mean 3, sigma
3 / 1.1284 = 2.659, limits 6.5 ± 7.976.

>>> round(float(spc.chart([4, 9, 6, 7], "i").upper[0]), 3)
14.476

Variants: ``i-median`` has its centre at the median; ``i-median-range`` divides
the median range by 0.9539 besides; ``i-screened`` leaves out ranges of 3.267
mean ranges or more, once; ``i-sd`` takes the standard deviation of all points,
and is there for comparison only, as a shift makes its limits too wide.

``mr``  the ranges themselves: centre mean(mR), limits 0 and D4(2) mean(mR), D4(2) =
3.2665. Neighbouring ranges share a point: only the limit counts as a signal.

>>> round(float(spc.chart([4, 9, 6, 7], "mr").upper[0]), 3)
9.8

``i-prime`` (normalised I)  Σyn/Σn ± 3 σ/√n, where σ is the mean of √(π/2)·abs(Δy) /
√(1/n + 1/n of the one before): an I chart that allows for sizes that differ.

>>> spc.chart([4, 18, 6], "i-prime", sizes=[1, 2, 1]).upper.round(3).tolist()
[19.28, 15.683, 19.28]
"""

from __future__ import annotations

from typing import Final

from cqikit.core import say
from cqikit.spc._charts._estimators import (
    Mean,
    Median,
    MovingRange,
    NormalisedSteps,
    Pooled,
    StandardDeviation,
)
from cqikit.spc._charts._kind import ChartKind
from cqikit.spc._charts._sigmas import of_mean, of_step
from cqikit.spc._charts._weighted import MeanStep, StepBefore

__all__ = ["VALUES"]

MONTGOMERY: Final = "Montgomery, Introduction to Statistical Quality Control, 6.4"
#: Ranges of so many mean ranges or more are screened out (Nelson 1982).
SCREEN: Final = 3.267

RUN: Final = ChartKind(
    name="run",
    title=say("Run chart"),
    formula=say("centre = median(y); no limits"),
    source="Perla, Provost & Murray, BMJ Quality & Safety 2011;20:46-51",
    centre=Median(),
)

INDIVIDUALS: Final = ChartKind(
    name="i",
    title=say("I chart"),
    formula=say("mean(y) ± 3 mean(mR) / d2(2)"),
    source=MONTGOMERY,
    centre=Mean(),
    spread=MovingRange(),
)

MEDIAN: Final = ChartKind(
    name="i-median",
    title=say("I chart about the median"),
    formula=say("median(y) ± 3 mean(mR) / d2(2)"),
    source="Wheeler, Understanding Variation, 1993",
    centre=Median(),
    spread=MovingRange(),
)

MEDIAN_RANGE: Final = ChartKind(
    name="i-median-range",
    title=say("I chart of medians"),
    formula=say("median(y) ± 3 median(mR) / 0.9539"),
    source="Wheeler, Understanding Variation, 1993",
    centre=Median(),
    spread=MovingRange(average="median"),
)

SCREENED: Final = ChartKind(
    name="i-screened",
    title=say("I chart, large ranges screened"),
    formula=say("mean(y) ± 3 mean(mR below 3.267 mean(mR)) / d2(2)"),
    source="Nelson, Journal of Quality Technology 1982;14:172-173",
    centre=Mean(),
    spread=MovingRange(screen=SCREEN),
)

BY_SD: Final = ChartKind(
    name="i-sd",
    title=say("I chart by standard deviation"),
    formula=say("mean(y) ± 3 s / c4(n)"),
    source=MONTGOMERY,
    centre=Mean(),
    spread=StandardDeviation(unbiased=True),
)

RANGES: Final = ChartKind(
    name="mr",
    title=say("MR chart"),
    formula=say("mean(mR); D4(2) mean(mR) above, 0 below"),
    source=MONTGOMERY,
    working="{centre} × 0.7555105",
    centre=MeanStep(),
    statistic=StepBefore(),
    sigma=of_step,
    floor=0.0,
    only_outside=True,
    level=False,
)

NORMALISED: Final = ChartKind(
    name="i-prime",
    title=say("I′ chart"),
    formula=say("Σyn/Σn ± 3 mean(√(π/2) abs(Δy) / √(1/n + 1/n₋₁)) / √n"),
    source="Taylor, Normalized Individuals (IN) Chart, 2017",
    working="{spread} / √{size}",
    centre=Pooled(),
    spread=NormalisedSteps(),
    sigma=of_mean,
)

VALUES: Final = (
    RUN,
    INDIVIDUALS,
    MEDIAN,
    MEDIAN_RANGE,
    SCREENED,
    BY_SD,
    RANGES,
    NORMALISED,
)
