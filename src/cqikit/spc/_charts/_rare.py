"""g and t charts: units, or time, from one rare event to the next.

``g``  mean ± 3 √(g(g+1)) of the units between events, never below 0. For 12, 30, 3 and
15, g = 15 and sigma is √240 = 15.49.

>>> from cqikit import spc
>>> round(float(spc.chart([12, 30, 3, 15], "g").upper[0]), 2)
61.48

``g-median``  the same limits, but the centre line at the median, so that about half
of the points are on each side: rules on runs need that. ``g-exact`` has limits at
the quantiles of the geometric distribution.

>>> float(spc.chart([12, 30, 3, 15], "g-median").centre[0])
13.5

``t``  an I chart of y^(1/3.6), which makes exponential times nearly normal, drawn on
the scale of y. A time of 0 is impossible on that scale.

>>> round(float(spc.chart([12.0, 30.0, 3.0, 15.0], "t").centre[0]), 2)
12.37

``t-exponential``  limits at the quantiles of an exponential distribution of the mean
observed time, 0.00135 of it and 6.608 times it; the centre line is its median.

>>> round(float(spc.chart([12.0, 30.0, 3.0, 15.0], "t-exponential").upper[0]), 2)
99.12
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import say
from cqikit.errors import ChartError
from cqikit.spc._charts._estimators import Mean, MeanLevel, Median, MovingRange
from cqikit.spc._charts._kind import ChartKind, Scale
from cqikit.spc._charts._sigmas import exponential_limits, geometric, geometric_limits

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Floats

__all__ = ["RARE", "nelson_scale"]

MONTGOMERY: Final = "Montgomery, Introduction to Statistical Quality Control, chapter 7"
NELSON: Final = "Nelson, Journal of Quality Technology 1994;26:239-240"
POWER: Final = 3.6


def _there(values: Floats) -> Floats:
    if (values <= 0).any():
        raise ChartError(
            "values must be more than 0 for a t chart: events on one day have no time"
            " between them; use kind='g', or times of the day"
        )
    return np.power(values, 1 / POWER)


def _back(values: Floats) -> Floats:
    return np.power(np.maximum(values, 0.0), POWER)


nelson_scale: Final = Scale(f"y^(1/{POWER})", _there, _back)


def _around_mean(
    centre: Floats, spread: Floats, sizes: Any, width: float
) -> tuple[Floats, Floats]:
    reach = width * geometric(centre, spread, sizes)
    return spread - reach, spread + reach


def _median_of_exponential(centre: Floats, _spread: Any, _sizes: Any) -> Floats:
    return centre * math.log(2)


def _exponential_sigma(centre: Floats, _spread: Any, _sizes: Any) -> Floats:
    return centre


UNITS_BETWEEN: Final = ChartKind(
    name="g",
    title=say("g chart"),
    formula=say("g = mean(y); g ± 3 √(g(g+1))"),
    source=MONTGOMERY,
    working="√({centre} × ({centre} + 1))",
    takes="between",
    centre=Mean(),
    sigma=geometric,
    floor=0.0,
)

UNITS_MEDIAN: Final = ChartKind(
    name="g-median",
    title=say("g chart, centre at the median"),
    formula=say("centre = median(y); g = mean(y); g ± 3 √(g(g+1))"),
    source=MONTGOMERY,
    working="√({spread} × ({spread} + 1))",
    takes="between",
    centre=Median(),
    spread=MeanLevel(),
    sigma=geometric,
    limits=_around_mean,
    floor=0.0,
)

UNITS_EXACT: Final = ChartKind(
    name="g-exact",
    title=say("g chart, exact limits"),
    formula=say("centre = median(y); geometric quantiles of mean(y)"),
    source="Benneyan, Health Care Management Science 2001;4:305-318",
    working="√({spread} × ({spread} + 1))",
    takes="between",
    centre=Median(),
    spread=MeanLevel(),
    sigma=geometric,
    limits=geometric_limits,
    floor=0.0,
)

TIME_BETWEEN: Final = ChartKind(
    name="t",
    title=say("t chart"),
    formula=say("x = y^(1/3.6); (mean(x) ± 3 mean(mR of x) / d2(2))^3.6"),
    source=NELSON,
    takes="between",
    centre=Mean(),
    spread=MovingRange(),
    scale=nelson_scale,
    floor=0.0,
)

TIME_EXPONENTIAL: Final = ChartKind(
    name="t-exponential",
    title=say("t chart, exponential limits"),
    formula=say("centre = ln 2 · mean(y); exponential quantiles of mean(y)"),
    source=MONTGOMERY,
    takes="between",
    centre=Mean(),
    line=_median_of_exponential,
    sigma=_exponential_sigma,
    limits=exponential_limits,
)

RARE: Final = (
    UNITS_BETWEEN,
    UNITS_MEDIAN,
    UNITS_EXACT,
    TIME_BETWEEN,
    TIME_EXPONENTIAL,
)
