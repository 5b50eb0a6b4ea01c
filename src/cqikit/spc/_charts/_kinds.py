"""The kinds of charts that there are: by textbook, and with the conventions of tools.

Each catalog has the kinds under the names used here; `CHARTS` follows the
textbooks. What the tools do was found by running them; see docs/explanation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve

from cqikit.core import Catalog
from cqikit.spc._charts._constants import d3
from cqikit.spc._charts._counts import COUNTS
from cqikit.spc._charts._estimators import MovingRange, NormalisedSteps, Pooled, SigmaZ
from cqikit.spc._charts._rare import RARE
from cqikit.spc._charts._sigmas import binomial, of_sd, poisson_rate
from cqikit.spc._charts._subgroups import (
    SUBGROUPS,
    MeanOrPooledSd,
    MeanRange,
    MeanSd,
    PooledSd,
)
from cqikit.spc._charts._values import VALUES
from cqikit.spc._charts._weighted import MEMORY

if TYPE_CHECKING:
    from cqikit.spc._charts._kind import ChartKind
    from cqikit.spc._charts._view import Floats


__all__ = [
    "CHARTS",
    "NHSR_CHARTS",
    "POWERBI_CHARTS",
    "QCC_CHARTS",
    "QICHARTS2_CHARTS",
    "qcc_d3",
]

#: Every kind of chart, by textbook.
CHARTS: Final[Catalog[ChartKind]] = Catalog(
    (*VALUES, *COUNTS, *RARE, *SUBGROUPS, *MEMORY), kind="chart kind"
)


#: Rounded as in printed tables, which is how these tools have it.
D2: Final = 1.128
D4: Final = 3.267
SCREENED: Final = MovingRange(screen=D4, constant=D2)


def _rounded_d4(centre: Floats, _spread: Any, _sizes: Any) -> Floats:
    sigma: Floats = centre * ((D4 - 1) / 3)
    return sigma


#: The d3 that qcc's limits of ranges rest on, which is right to five digits;
#: found from its output for subgroups of 2 to 8, exact beyond.
QCC_D3: Final = (
    0.8525033,
    0.8883697,
    0.8798108,
    0.8640855,
    0.8480442,
    0.8332108,
    0.8198378,
)


def qcc_d3(sizes: Floats) -> Floats:
    """Return the standard deviation of the range as qcc has it."""
    exact = d3(sizes)
    for size, rounded in enumerate(QCC_D3, start=2):
        exact = np.where(sizes == size, rounded, exact)
    return exact


def _qcc_range_sigma(_centre: Floats, spread: Floats, sizes: Floats) -> Floats:
    sigma: Floats = qcc_d3(sizes) * spread
    return sigma


def _with(name: str, source: str, **changes: Any) -> ChartKind:
    return evolve(CHARTS[name], source=source, **changes)


QICHARTS2: Final = "qicharts2 0.8.1, attached (library(qicharts2))"
POWERBI: Final = "PowerBI-SPC, June 2026"
QCC: Final = "qcc 3.0"

#: qicharts2: ranges screened, 1.128 and 3.267, centre of g at the median.
QICHARTS2_CHARTS: Final[Catalog[ChartKind]] = Catalog(
    (
        CHARTS["run"],
        _with("i", QICHARTS2, spread=SCREENED),
        _with("mr", QICHARTS2, sigma=_rounded_d4),
        _with(
            "i-prime",
            QICHARTS2,
            spread=NormalisedSteps(screen=3.2665, about_centre=False),
        ),
        _with("xbar", QICHARTS2, spread=MeanOrPooledSd(every_size=True)),
        _with("s", QICHARTS2, centre=MeanOrPooledSd(every_size=True)),
        CHARTS["p"],
        _with("p-prime", QICHARTS2, spread=SigmaZ(binomial, SCREENED)),
        CHARTS["c"],
        CHARTS["u"],
        _with("u-prime", QICHARTS2, spread=SigmaZ(poisson_rate, SCREENED)),
        evolve(CHARTS["g-median"], name="g", source=QICHARTS2),
        _with("t", QICHARTS2, spread=SCREENED),
        CHARTS["bernoulli"],
        CHARTS["bernoulli-low"],
    ),
    kind="chart kind",
)

#: PowerBI-SPC: as qicharts2, and subgroups always pooled. Use with `bridge=True`;
#: the lower limit of s can be negative.
POWERBI_CHARTS: Final[Catalog[ChartKind]] = QICHARTS2_CHARTS | (
    _with("i-median", POWERBI, spread=SCREENED),
    _with(
        "i-median-range",
        POWERBI,
        spread=MovingRange(average="median", screen=D4, constant=D2),
    ),
    _with("xbar", POWERBI, spread=PooledSd(unbiased=False)),
    _with("s", POWERBI, centre=PooledSd(unbiased=False), floor=None),
)

#: NHSRplotthedots: 2.66 mean ranges, screened; what Making Data Count draws.
NHSR_CHARTS: Final[Catalog[ChartKind]] = Catalog(
    (
        _with(
            "i",
            "NHSRplotthedots 0.2.2",
            spread=MovingRange(screen=D4, constant=3 / 2.66),
        ),
    ),
    kind="chart kind",
)

#: qcc: never screened, 1.128; ranges by the exact d2, rounded in qcc to 3 digits.
QCC_CHARTS: Final[Catalog[ChartKind]] = Catalog(
    (
        _with("i", QCC, spread=MovingRange(constant=D2)),
        CHARTS["i-sd"],
        evolve(
            CHARTS["xbar-range"], name="xbar", source=QCC, spread=MeanRange(digits=3)
        ),
        _with(
            "r",
            QCC,
            centre=Pooled(),
            spread=MeanRange(digits=3),
            line=None,
            sigma=_qcc_range_sigma,
        ),
        _with("s", QCC, centre=Pooled(), spread=MeanSd(), sigma=of_sd),
        CHARTS["p"],
        CHARTS["np"],
        CHARTS["c"],
        CHARTS["u"],
        _with("ewma", QCC, spread=MovingRange(constant=D2)),
    ),
    kind="chart kind",
)
