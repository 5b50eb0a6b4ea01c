"""p, np, p′, c, u and u′ charts: events, and units with a property.

``p``  p = Σy/Σn, limits p ± 3 √(p(1-p)/n), never below 0 or above 1. For 3 of 50, 5 of
100 and 2 of 40: p = 10/190 = 0.0526; at n = 100, sigma is 0.0223.

>>> from cqikit import spc
>>> spc.chart([3, 5, 2], "p", sizes=[50, 100, 40]).upper.round(4).tolist()
[0.1474, 0.1196, 0.1586]

``np``  the counts themselves: np ± 3 √(np(1-p)).

>>> spc.chart([3, 5, 2], "np", sizes=[50, 100, 40]).upper.round(2).tolist()
[7.37, 11.96, 6.34]

``p-prime`` (Laney)  p ± 3 √(p(1-p)/n) σz, where σz is the spread of
z = (y - p) / √(p(1-p)/n): more than 1 where there is more than sampling.

``c``  events in equal areas of opportunity: c ± 3 √c, never below 0.

>>> round(float(spc.chart([4, 9, 6, 5], "c").upper[0]), 3)
13.348

``u``  events over exposure: u = Σy/Σn, u ± 3 √(u/n).

>>> spc.chart([4, 9, 6], "u", sizes=[2, 3, 2]).upper.round(3).tolist()
[6.209, 5.568, 6.209]

``u-prime``  as ``p-prime``, from u.

``p-exact``, ``c-exact``, ``u-exact``  limits at the quantiles of the binomial or
Poisson distribution with as much beyond each as beyond 3 sigma of a normal one.

>>> float(spc.chart([4, 9, 6, 5], "c-exact").upper[0])
15.0
"""

from __future__ import annotations

from typing import Final

from cqikit.core import say
from cqikit.spc._charts._estimators import Mean, Pooled, SigmaZ
from cqikit.spc._charts._kind import ChartKind
from cqikit.spc._charts._sigmas import (
    binomial,
    binomial_count,
    binomial_limits,
    expected_count,
    poisson,
    poisson_limits,
    poisson_rate,
)

__all__ = ["COUNTS"]

MONTGOMERY: Final = "Montgomery, Introduction to Statistical Quality Control, chapter 7"
LANEY: Final = "Laney, Quality Engineering 2002;14:531-537"

PROPORTION: Final = ChartKind(
    name="p",
    title=say("p chart"),
    formula=say("p = Σy/Σn; p ± 3 √(p(1-p)/n)"),
    source=MONTGOMERY,
    working="√({centre} × (1 - {centre}) / {size})",
    takes="units",
    centre=Pooled(),
    sigma=binomial,
    floor=0.0,
    ceiling=1.0,
)

NUMBER: Final = ChartKind(
    name="np",
    title=say("np chart"),
    formula=say("p = Σy/Σn; np ± 3 √(np(1-p))"),
    source=MONTGOMERY,
    working="√({size} × {centre} × (1 - {centre}))",
    takes="units",
    centre=Pooled(divided=False),
    line=expected_count,
    sigma=binomial_count,
    floor=0.0,
    ceiling=1.0,
    divided=False,
)

PROPORTION_PRIME: Final = ChartKind(
    name="p-prime",
    title=say("p′ chart"),
    formula=say("p = Σy/Σn; p ± 3 √(p(1-p)/n) σz"),
    source=LANEY,
    working="√({centre} × (1 - {centre}) / {size}) × {spread}",
    takes="units",
    centre=Pooled(),
    spread=SigmaZ(binomial),
    sigma=binomial,
    floor=0.0,
    ceiling=1.0,
)

PROPORTION_EXACT: Final = ChartKind(
    name="p-exact",
    title=say("p chart, exact limits"),
    formula=say("p = Σy/Σn; binomial quantiles / n"),
    source=MONTGOMERY,
    working="√({centre} × (1 - {centre}) / {size})",
    takes="units",
    centre=Pooled(),
    sigma=binomial,
    limits=binomial_limits,
    floor=0.0,
    ceiling=1.0,
)

COUNT: Final = ChartKind(
    name="c",
    title=say("c chart"),
    formula=say("c = mean(y); c ± 3 √c"),
    source=MONTGOMERY,
    working="√{centre}",
    takes="counts",
    centre=Mean(),
    sigma=poisson,
    floor=0.0,
)

COUNT_EXACT: Final = ChartKind(
    name="c-exact",
    title=say("c chart, exact limits"),
    formula=say("c = mean(y); Poisson quantiles"),
    source=MONTGOMERY,
    working="√{centre}",
    takes="counts",
    centre=Mean(),
    sigma=poisson,
    limits=poisson_limits,
    floor=0.0,
)

RATE: Final = ChartKind(
    name="u",
    title=say("u chart"),
    formula=say("u = Σy/Σn; u ± 3 √(u/n)"),
    source=MONTGOMERY,
    working="√({centre} / {size})",
    takes="events",
    centre=Pooled(),
    sigma=poisson_rate,
    floor=0.0,
)

RATE_PRIME: Final = ChartKind(
    name="u-prime",
    title=say("u′ chart"),
    formula=say("u = Σy/Σn; u ± 3 √(u/n) σz"),
    source=LANEY,
    working="√({centre} / {size}) × {spread}",
    takes="events",
    centre=Pooled(),
    spread=SigmaZ(poisson_rate),
    sigma=poisson_rate,
    floor=0.0,
)

RATE_EXACT: Final = ChartKind(
    name="u-exact",
    title=say("u chart, exact limits"),
    formula=say("u = Σy/Σn; Poisson quantiles / n"),
    source=MONTGOMERY,
    working="√({centre} / {size})",
    takes="events",
    centre=Pooled(),
    sigma=poisson_rate,
    limits=poisson_limits,
    floor=0.0,
)

COUNTS: Final = (
    PROPORTION,
    NUMBER,
    PROPORTION_PRIME,
    PROPORTION_EXACT,
    COUNT,
    COUNT_EXACT,
    RATE,
    RATE_PRIME,
    RATE_EXACT,
)
