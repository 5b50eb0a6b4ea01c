"""The kinds of charts."""

from __future__ import annotations

from typing import Final

from cqikit.core import Catalog
from cqikit.spc._estimators import Mean, Median, MovingRange, Pooled
from cqikit.spc._kind import ChartKind
from cqikit.spc._sigmas import binomial

__all__ = ["CHARTS"]

RUN: Final = ChartKind(
    name="run",
    title="Run chart",
    formula="centre = median(y); no limits",
    source="Perla, Provost & Murray, BMJ Qual Saf 2011;20:46-51",
    centre=Median(),
)

I: Final = ChartKind(
    name="i",
    title="I chart",
    formula="mean(y) ± 3 mean|Δy| / d2(2)",
    source="Montgomery, Introduction to Statistical Quality Control, 6.4",
    centre=Mean(),
    spread=MovingRange(),
)

P: Final = ChartKind(
    name="p",
    title="p chart",
    formula="p = Σy/Σn; p ± 3 √(p(1-p)/n)",
    source="Montgomery, Introduction to Statistical Quality Control, 7.2",
    takes="units",
    centre=Pooled(),
    sigma=binomial,
    floor=0.0,
    ceiling=1.0,
)

CHARTS: Final[Catalog[ChartKind]] = Catalog([RUN, I, P], kind="chart kind")
