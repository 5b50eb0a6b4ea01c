"""x̄, R and s charts: several measurements a period.

Either the measurements go in, one subgroup along the last axis, or the ready
statistic of each with its size.

``xbar``  Σn·x̄/Σn ± A3(n)·S, where S is the mean standard deviation within subgroups
of one size, else the pooled one, and A3 = 3 / (c4(n)√n).

>>> from cqikit import spc
>>> raw = [[4, 6, 5], [7, 5, 6], [5, 9, 7], [6, 4, 5]]
>>> round(float(spc.chart(raw, "xbar").upper[0]), 3)
8.193
>>> round(
...     float(spc.chart([5, 6, 7, 5], "xbar", sizes=3, within=[1, 1, 2, 1]).upper[0]), 3
... )
8.193

``xbar-range``  σ = mean(R/d2(n)), limits ± 3 σ/√n. ``xbar-pooled``  σ = pooled s /
c4(Σ(n-1) + 1), limits ± 3 σ/√n.

``s``  S and its limits B3(n)·S and B4(n)·S.

>>> round(float(spc.chart(raw, "s").upper[0]), 3)
3.21

``r``  d2(n)·σ ± 3 d3(n)·σ, where σ = mean(R/d2(n)); with one size, that is D4·mean(R).
A given centre is a given σ here.

>>> round(float(spc.chart(raw, "r").upper[0]), 3)
6.436
"""

from __future__ import annotations

from typing import Final

from cqikit.spc._estimators import Pooled
from cqikit.spc._kind import ChartKind
from cqikit.spc._sigmas import (
    of_mean,
    of_mean_by_size,
    of_range,
    of_sd_by_size,
    range_line,
)
from cqikit.spc._subgroups import MeanOrPooledSd, MeanRange, PooledSd

__all__ = ["SUBGROUPS"]

MONTGOMERY: Final = "Montgomery, Introduction to Statistical Quality Control, 6.2, 6.3"


MEANS: Final = ChartKind(
    name="xbar",
    title="x̄ chart",
    formula="Σn·x̄/Σn ± A3(n)·S; S = mean(s), pooled where sizes differ",
    source=MONTGOMERY,
    working="{spread} / ({c4} × √{size})",
    takes="subgroups",
    plots="mean",
    within="sd",
    centre=Pooled(),
    spread=MeanOrPooledSd(),
    sigma=of_mean_by_size,
)

MEANS_BY_RANGE: Final = ChartKind(
    name="xbar-range",
    title="x̄ chart by ranges",
    formula="Σn·x̄/Σn ± 3 σ/√n; σ = mean(R/d2(n))",
    source=MONTGOMERY,
    working="{spread} / √{size}",
    takes="subgroups",
    plots="mean",
    within="range",
    centre=Pooled(),
    spread=MeanRange(),
    sigma=of_mean,
)

MEANS_POOLED: Final = ChartKind(
    name="xbar-pooled",
    title="x̄ chart by pooled variance",
    formula="Σn·x̄/Σn ± 3 σ/√n; σ = √(Σ(n-1)s²/Σ(n-1)) / c4(Σ(n-1) + 1)",
    source=MONTGOMERY,
    working="{spread} / √{size}",
    takes="subgroups",
    plots="mean",
    within="sd",
    centre=Pooled(),
    spread=PooledSd(),
    sigma=of_mean,
)

DEVIATIONS: Final = ChartKind(
    name="s",
    title="s chart",
    formula="S; B3(n)·S and B4(n)·S; S = mean(s), pooled where sizes differ",
    source=MONTGOMERY,
    working="{centre} × √(1 - {c4}²) / {c4}",
    takes="subgroups",
    plots="sd",
    within="sd",
    centre=MeanOrPooledSd(),
    sigma=of_sd_by_size,
    floor=0.0,
)

SUBGROUP_RANGES: Final = ChartKind(
    name="r",
    title="R chart",
    formula="d2(n)·σ ± 3 d3(n)·σ; σ = mean(R/d2(n))",
    source=MONTGOMERY,
    working="{centre} × {d3}",
    takes="subgroups",
    plots="range",
    within="range",
    centre=MeanRange(),
    line=range_line,
    sigma=of_range,
    floor=0.0,
)

SUBGROUPS: Final = (MEANS, MEANS_BY_RANGE, MEANS_POOLED, DEVIATIONS, SUBGROUP_RANGES)
