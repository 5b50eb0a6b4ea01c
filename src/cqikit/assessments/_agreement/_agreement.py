"""Agreement before aggregation: whether respondents may be put together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit.assessments._agreement._consensus import (
    by_chance,
    r_wg,
    r_wg_interval,
    r_wg_j,
    r_wg_j_interval,
)
from cqikit.assessments._agreement._estimate import Estimate
from cqikit.assessments._agreement._reliability import Intraclass, cronbach_alpha, icc
from cqikit.assessments._framework import Framework, Item, Node, walk
from cqikit.assessments._pooling import Floats, Sheet, sheets
from cqikit.assessments._responses import RESPONSES, Responses
from cqikit.core import arguments, instance_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.assessments._scale import Scale

__all__ = ["Consensus", "Reliability", "agreement", "reliability"]

#: The customary cut. It is older than the grades of LeBreton and Senter 2008
#: (Organizational Research Methods 11:815), who call agreement moderate from .51 on and
#: strong above .70: so the vignette of the R package WGA, of the first author.
ENOUGH: Final = 0.70
#: A scale without steps is taken to have one a hundredth of the way.
CONTINUOUS: Final = 100
#: What the estimates say of themselves.
OF_ITEM: Final = "r_wg, James, Demaree and Wolf 1984; interval by Bonett 2006"
OF_NODE: Final = "r_wg(J), James, Demaree and Wolf 1984; interval by Bonett 2006"


@frozen(kw_only=True)
class Consensus:
    """How far the respondents of one unit agree on an item or a domain.

    Parameters
    ----------
    unit : str
        Whose respondents they are; "" where no unit is told.
    key, title : str
        Of the item, the domain or the whole.
    estimate : Estimate
        r_wg of an item; r_wg(J) over all items below of a domain or the whole.
    agrees : bool, optional
        Whether the value reaches the cut; None where there is none.
    """

    unit: str
    key: str
    title: str
    estimate: Estimate
    agrees: bool | None

    @property
    def respondents(self) -> int:
        """Return how many answered."""
        return self.estimate.count

    @property
    def value(self) -> float | None:
        """Return the agreement, None with fewer than two respondents."""
        value = self.estimate.value
        return None if math.isnan(value) else value


@arguments(responses=instance_of(Responses, fix=RESPONSES))
def agreement(
    responses: Responses,
    *,
    enough: float = ENOUGH,
    level: float = 0.95,
) -> tuple[Consensus, ...]:
    """Return how far the respondents of each unit agree, item by item and by domain.

    Parameters
    ----------
    responses : Responses
    enough : float
        From which value on they agree: the customary .70, unless said.
    level : float
        Of the intervals; 0.95 unless said.

    Notes
    -----
    r_wg compares the variance with that of random answers on the item's scale.
    Items of continuous scales are taken to have 101 options. A mean of people
    who do not agree describes nobody: look at the respondents or the roles.
    Intervals are those of `r_wg_interval`: wide below ten respondents, and none
    where nobody differs.

    Examples
    --------
    >>> from cqikit.assessments import Answer, Item, ordered
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[ordered("place", "none", "some", "most", "all", "beyond")],
    ...     items=[Item(key="aim", text="An aim"), Item(key="data", text="Data")],
    ... )
    >>> said = [
    ...     Answer(item=item, value=value, respondent=who)
    ...     for who, aim, data in (("a", 3, 0), ("b", 3, 3), ("c", 4, 1))
    ...     for item, value in (("aim", aim), ("data", data))
    ... ]
    >>> for consensus in agreement(Responses(small, said)):
    ...     print(consensus.key, consensus.estimate, consensus.agrees)
    small 0.50 (95 %: 0.00 to 1.00) False
    aim 0.83 (95 %: 0.00 to 1.00) True
    data 0.00 (95 %: 0.00 to 0.99) False
    """
    framework = responses.framework
    columns = {node.key: _columns(framework, node) for node in framework.nodes}
    return tuple(
        consensus
        for sheet in sheets(responses)
        for consensus in _of_unit(framework, sheet, columns, _Cut(enough, level))
    )


@frozen
class _Cut:
    """From where on respondents agree, and how sure intervals should be."""

    enough: float
    level: float

    def consensus(
        self, unit: str, about: Node | Item, count: int, numbers: Iterable[float]
    ) -> Consensus:
        value, low, high = map(float, numbers)
        return Consensus(
            unit=unit,
            key=about.key,
            title=about.title,
            estimate=Estimate(
                value=value,
                low=low,
                high=high,
                level=self.level,
                count=count,
                method=OF_ITEM if isinstance(about, Item) else OF_NODE,
            ),
            agrees=None if math.isnan(value) else value >= self.enough,
        )


def _of_unit(
    framework: Framework, sheet: Sheet, columns: dict[str, list[int]], cut: _Cut
) -> list[Consensus]:
    steps, options = _steps(framework, sheet)
    given = ~np.isnan(steps)
    found = []
    for node in framework.nodes:
        below = columns[node.key]
        rated, asked = steps[below], options[below]
        value = float(r_wg_j(rated, options=asked))
        ends = r_wg_j_interval(rated, options=asked, level=cut.level)
        count = int(given[below].any(axis=0).sum())
        found.append(cut.consensus(sheet.unit, node, count, (value, *ends)))
    values = r_wg(steps, options=options)
    intervals = r_wg_interval(steps, options=options, level=cut.level)
    counts = given.sum(axis=1).tolist()
    found += [
        cut.consensus(sheet.unit, item, count, (value, *ends))
        for item, count, value, ends in zip(
            framework.all_items, counts, values, intervals, strict=True
        )
    ]
    return found


def _steps(framework: Framework, sheet: Sheet) -> tuple[Floats, Floats]:
    """Return (items, respondents) of answers, one step apart, and counts of options."""
    scales = [framework.scale_of(item) for item in framework.all_items]
    low = np.array([scale.low for scale in scales], dtype=float)
    width = np.array([scale.width for scale in scales], dtype=float)
    step = np.array([_step(scale) for scale in scales])
    options = np.array([len(scale.levels) for scale in scales])
    return ((sheet.values - low) / step).T, np.where(options, options, width / step + 1)


def _step(scale: Scale) -> float:
    """Return how far apart two answers are, of as many options.

    Levels that stand unevenly are taken as far apart as even ones would be that
    random answers spread over as widely: that is all that r_wg asks of them.
    """
    if not scale.levels:
        return scale.step or scale.width / CONTINUOUS
    return math.sqrt(np.var(scale.levels) / by_chance(len(scale.levels)))


def _columns(framework: Framework, node: Node) -> list[int]:
    below = {part.key for _, part in walk(node)}
    return [
        place for place, item in enumerate(framework.all_items) if item.key in below
    ]


@frozen(kw_only=True)
class Reliability:
    """Whether the items of a node go together, and whether units differ.

    Parameters
    ----------
    key, title : str
        Of the domain, or of the whole.
    alpha : Estimate
        Cronbach's alpha of the items, over respondents.
    intraclass : Intraclass
        ICC(1) and ICC(2) of respondents' means within units.
    """

    key: str
    title: str
    alpha: Estimate
    intraclass: Intraclass


@arguments(responses=instance_of(Responses, fix=RESPONSES))
def reliability(
    responses: Responses, *, level: float = 0.95
) -> tuple[Reliability, ...]:
    """Return alpha and the intraclass correlations of the whole and each domain.

    A respondent's value of a node is the mean of the shares of the scale of
    what was answered below it.

    Parameters
    ----------
    level : float
        The confidence of the intervals; 0.95 unless said.

    Examples
    --------
    >>> from cqikit.assessments import Answer, Item, ordered
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[ordered("place", "none", "some", "most", "all")],
    ...     items=[Item(key="aim", text="An aim"), Item(key="data", text="Data")],
    ... )
    >>> said = [
    ...     Answer(item=item, value=value, respondent=who, unit=who[0])
    ...     for who, aim, data in (
    ...         ("a1", 3, 2),
    ...         ("a2", 3, 3),
    ...         ("b1", 0, 1),
    ...         ("b2", 1, 1),
    ...     )
    ...     for item, value in (("aim", aim), ("data", data))
    ... ]
    >>> (whole,) = reliability(Responses(small, said))
    >>> round(whole.alpha.value, 2), round(whole.intraclass.single.value, 2)
    (0.88, 0.94)
    """
    framework, found = responses.framework, sheets(responses)
    scales = [framework.scale_of(item) for item in framework.all_items]
    low = np.array([scale.low for scale in scales], dtype=float)
    width = np.array([scale.width for scale in scales], dtype=float)
    shares = [(sheet.values - low) / width for sheet in found]
    together = np.concatenate([np.empty((0, len(scales))), *shares])
    result = []
    for node in framework.nodes:
        columns = _columns(framework, node)
        result.append(
            Reliability(
                key=node.key,
                title=node.title,
                alpha=cronbach_alpha(together[:, columns], level=level),
                intraclass=icc(
                    [_means(share[:, columns]) for share in shares], level=level
                ),
            )
        )
    return tuple(result)


def _means(values: Floats) -> Floats:
    """Return the mean of each row, NaN where it has no value."""
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    means: Floats = np.full(count.shape, np.nan)
    np.divide(total, count, out=means, where=count > 0)
    return means
