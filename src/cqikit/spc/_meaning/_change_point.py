"""A shift and its date: which point began it, and which others would fit as well.

The likelihood of one lasting change is taken for every place at which it can be
(Worsley 1983, 1986; Siegmund 1988). Whether a place fits is tested by the likelihood
ratio given what the points before and after it add up to: given these sums the
distribution of the points knows no unknown rate, so that drawing from it (a binomial
chart: hypergeometric draws; a Poisson one: multinomial; exponential: Dirichlet;
geometric: compositions; normal: residuals on a sphere) gives an exact test, whatever
the rates are. Places that are not
refused are the confidence set. The usual cut of the likelihood at 1.92 would hold 70 to
95 % of the time, not 95 %. Time: places x draws x points, by prefix sums.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from cqikit.core import (
    Period,
    arguments,
    finite,
    html_table,
    is_text,
    optional,
    say,
)
from cqikit.errors import FieldError
from cqikit.spc._charts._asked import A_CHART
from cqikit.spc._charts._kind import ChartKind, Input
from cqikit.spc._charts._sigmas import (
    binomial,
    binomial_count,
    geometric,
    poisson,
    poisson_rate,
)
from cqikit.spc._charts._view import counting
from cqikit.spc._meaning._change_bound import check_points
from cqikit.spc._meaning._change_words import change_point_words
from cqikit.spc._rules._flags import whole_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._view import Bools, Floats

__all__ = ["ChangePoint", "change_point"]

DISTRIBUTIONS: Final = ("normal", "binomial", "poisson", "exponential", "geometric")
#: The sigmas of kinds whose points follow each distribution.
SIGMAS: Final[dict[str, tuple[Any, ...]]] = {
    "binomial": (binomial, binomial_count),
    "poisson": (poisson, poisson_rate),
    "geometric": (geometric,),
}
#: How far apart log-likelihoods still are equal.
EQUAL: Final = 1e-9
#: A change whose chance is larger is not dated.
SHOWN: Final = 0.05


@frozen(kw_only=True, repr=False)
class ChangePoint:
    """When one lasting change began, if there was one; see `change_point`.

    Parameters
    ----------
    place : int
        The first point after the likeliest change; of equals, the first.
    places : tuple of int
        Every point that may have been the first after it, at this confidence; they
        need not be in a row.
    candidates : int
        How many places were tried.
    before, after : float
        Means of the points before and after the likeliest, in units of the chart.
    chance : float
        How probable so clear a change is with nothing changed.
    confidence : float
        Of `places`, from 0 to 1.
    distribution : str
        What the points were taken to come from.
    draws, seed : int
        How many charts without a change were drawn for `chance`, and from which
        seed.
    on : tuple of Period, optional
        The periods of all points of the chart.
    """

    place: int
    places: tuple[int, ...]
    candidates: int
    before: float
    after: float
    chance: float
    confidence: float
    distribution: str
    draws: int
    seed: int
    on: tuple[Period, ...] | None = None

    @property
    def shown(self) -> bool:
        """Say whether a change is shown at all, so that it can be dated."""
        return self.chance <= SHOWN

    def __repr__(self) -> str:
        said = f"place {self.place}, {len(self.places)} of {self.candidates} fit"
        return f"<ChangePoint {said}, p {self.chance:.2g}>"

    def _repr_html_(self) -> str:
        """Return what was found, and the means on both sides."""
        rows = [("before", f"{self.before:.4g}"), ("after", f"{self.after:.4g}")]
        return html_table(str(self), ("points", "mean"), rows)

    def __str__(self) -> str:
        return change_point_words(self)


@arguments(
    chart=A_CHART,
    distribution=optional(is_text),
    confidence=finite,
    draws=whole_from(1, 100_000),
    seed=whole_from(0),
)
def change_point(
    chart: Chart,
    *,
    distribution: str | None = None,
    confidence: float = 0.95,
    draws: int = 999,
    seed: int = 0,
) -> ChangePoint:
    """Say when a series changed, and which other dates fit as well.

    All the points that count are looked at, whatever phases were declared: one lasting
    step is assumed. A slope or two steps make the set too narrow, and so do points that
    resemble their neighbours.

    Parameters
    ----------
    chart : Chart
        A single one. Of weighted averages (EWMA), the values behind them are looked
        at; moving ranges and CUSUMs have no level, and are refused.
    distribution : str, optional
        Of the points: normal, binomial, poisson, exponential or geometric; by default
        that of the kind of chart.
    confidence : float
        How often the set holds the true date, between 0 and 1; 0.95 unless said.
    draws : int
        Series drawn for the test of each place; 999 unless said.
    seed : int
        From which they are drawn: the same seed, the same answer; 0 unless said.

    Raises
    ------
    FieldError
        When there are too few points: fewer than 4, or 2 but for normal ones; when
        there are too many, as work grows with their square: more than 1,000 with the
        usual draws; or when points cannot be of the distribution.

    References
    ----------
    Worsley KJ. Biometrika 1986;73:91-104. Siegmund D. International Statistical Review
    1988;56:31-48. Pignatiello JJ, Samuel TR. Journal of Quality Technology 2001.

    Examples
    --------
    >>> from cqikit import spc
    >>> falls = [4, 6, 3, 5, 7, 4, 5, 6, 4, 5, 1, 2, 0, 1, 2, 1, 0, 2]
    >>> found = change_point(spc.chart(falls, "c"))
    >>> found.place, found.shown, found.distribution
    (10, True, 'poisson')
    """
    _check_level(chart)
    name = distribution or distribution_of(chart.kind)
    if not 0 < confidence < 1:
        must = say("must be between {least} and {most}", least=0, most=1)
        raise FieldError("confidence", must, confidence)
    least = 2 if name == "normal" else 1
    counts = counting(chart)
    totals, sizes = _totals(chart, counts, name)
    n = totals.size
    check_points(n, 2 * least, draws)
    _check_distribution(name, totals, sizes)
    splits = np.arange(least, n - least + 1)
    found = _at(LIKELIHOODS[name], totals[None], sizes, splits)[0]
    split = int(splits[np.flatnonzero(found >= found.max() - EQUAL)[0]])
    chance, *chances = _chances(name, (totals, sizes), splits, draws=draws, seed=seed)
    fits = np.union1d(splits[np.array(chances) > 1 - confidence], [split])
    where = np.flatnonzero(counts)
    before, after = _means(chart, counts, sizes, split)
    return ChangePoint(
        place=int(where[split]),
        places=tuple(where[fits].tolist()),
        candidates=splits.size,
        before=before,
        after=after,
        chance=chance,
        confidence=confidence,
        distribution=name,
        draws=draws,
        seed=seed,
        on=chart.on,
    )


def _chances(
    distribution: str,
    points: tuple[Floats, Floats],
    splits: Any,
    *,
    draws: int,
    seed: int,
) -> list[float]:
    """Return how probable it is to be as far from the likeliest, at each split.

    First of a split of 0, which is no change.
    """
    generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
    totals, sizes = points
    likelihood, draw = LIKELIHOODS[distribution], DRAWS[distribution]
    most = _at(likelihood, totals[None], sizes, splits).max()
    chances = []
    for split in (0, *splits.tolist()):
        here = np.array([split])
        drawn = draw(generator, totals, sizes, split, draws)
        apart = _at(likelihood, drawn, sizes, splits).max(axis=1)
        apart = apart - _at(likelihood, drawn, sizes, here)[:, 0]
        seen = most - _at(likelihood, totals[None], sizes, here)[0, 0]
        chances.append((1 + int((apart >= seen - EQUAL).sum())) / (draws + 1))
    return chances


def _means(
    chart: Chart, counts: Bools, sizes: Floats, split: int
) -> tuple[float, float]:
    """Return the means before and after, as the chart shows values."""
    shown = _values(chart)[counts]
    weights = sizes if chart.kind.divided else np.ones_like(sizes)
    spans = (slice(split), slice(split, None))
    before, after = (
        float(np.average(shown[span], weights=weights[span])) for span in spans
    )
    return before, after


def _values(chart: Chart) -> Floats:
    """Return the values (n,) in the units of the chart, not averages of them."""
    if chart.kind.statistic is None:
        return chart.values
    return chart._points.values * chart.per  # noqa: SLF001  (of this room)


def distribution_of(kind: ChartKind) -> str:
    """Return the distribution of the points of a kind of chart, as its sigma has it."""
    counted = kind.spread is None or kind.sigma is geometric
    own = [
        distribution
        for distribution, sigmas in SIGMAS.items()
        if counted and kind.sigma in sigmas
    ]
    other = "exponential" if kind.takes is Input.BETWEEN else "normal"
    return own[0] if own else other


def _check_distribution(name: str, totals: Floats, sizes: Floats) -> None:
    """Raise where points cannot be of the distribution."""
    if name not in DISTRIBUTIONS:
        raise FieldError(
            "distribution",
            say("must be one of {names}", names=tuple(DISTRIBUTIONS)),
            name,
        )
    if name != "normal" and (totals < 0).any():
        raise FieldError(
            "distribution", say("must be normal where values are below 0"), name
        )
    if name == "binomial" and (totals > sizes).any():
        raise FieldError(
            "distribution", say("must not be binomial: counts exceed their sizes"), name
        )


def _totals(chart: Chart, counts: Bools, distribution: str) -> tuple[Floats, Floats]:
    """Return what each point counts, and out of how many; of one unit, sizes of 1."""
    values = _values(chart)[counts] / chart.per
    sizes = np.ones_like(values)
    if chart.sizes is not None and distribution in {"binomial", "poisson"}:
        sizes = np.asarray(chart.sizes, dtype=np.float64)[counts]
        sizes = np.rint(sizes) if distribution == "binomial" else sizes
        values = values * sizes if chart.kind.divided else values
    if distribution in {"binomial", "poisson", "geometric"}:
        values = np.rint(values)
    return values, sizes


def _at(likelihood: Any, totals: Floats, sizes: Floats, splits: Any) -> Floats:
    """Return the log-likelihood (rows, splits) of a change before each split.

    A split of 0 is no change.
    """
    sums = np.cumsum(totals, axis=1)
    units = np.cumsum(sizes)
    before = np.where(splits > 0, sums[:, splits - 1], 0.0)
    size = np.where(splits > 0, units[splits - 1], 0.0)
    squares = (totals**2).sum(axis=1, keepdims=True)
    every = (sums[:, -1:] - before, units[-1] - size)
    found: Floats = likelihood((before, size), every, squares)
    return found


def _xlogx(x: Any, y: Any) -> Any:
    """Return x log(x/y), 0 where x is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(x > 0, x * np.log(x / y), 0.0)


def _normal(before: Any, after: Any, squares: Any) -> Any:
    parts = [total**2 / np.maximum(n, 1) for total, n in (before, after)]
    left = np.maximum(squares - parts[0] - parts[1], 1e-12 * squares + 1e-300)
    return -0.5 * (before[1] + after[1]) * np.log(left)


def _poisson(before: Any, after: Any, _squares: Any) -> Any:
    return _xlogx(*before) + _xlogx(*after)


def _binomial(before: Any, after: Any, _squares: Any) -> Any:
    return sum(_xlogx(total, n) + _xlogx(n - total, n) for total, n in (before, after))


def _exponential(before: Any, after: Any, _squares: Any) -> Any:
    return sum(_xlogx(n, total) for total, n in (before, after))


def _geometric(before: Any, after: Any, _squares: Any) -> Any:
    return sum(
        _xlogx(total, total + n) + _xlogx(n, total + n) for total, n in (before, after)
    )


def _in_parts(draw: Callable[..., Floats]) -> Callable[..., Floats]:
    """Return what draws both parts of a series, each given what it adds up to."""

    def both(
        generator: np.random.Generator,
        totals: Floats,
        sizes: Floats,
        split: int,
        draws: int,
    ) -> Floats:
        spans = [slice(split), slice(split, None)]
        parts = [
            draw(generator, totals[span], sizes[span], draws)
            for span in spans
            if totals[span].size
        ]
        return np.hstack(parts)

    return both


def _multinomial(generator: Any, totals: Any, sizes: Any, draws: int) -> Any:
    return generator.multinomial(int(totals.sum()), sizes / sizes.sum(), draws)


def _hypergeometric(generator: Any, totals: Any, sizes: Any, draws: int) -> Any:
    whole = sizes.astype(np.int64)
    return generator.multivariate_hypergeometric(whole, int(totals.sum()), draws)


def _dirichlet(generator: Any, totals: Any, _sizes: Any, draws: int) -> Any:
    return totals.sum() * generator.dirichlet(np.ones(totals.size), draws)


def _compositions(generator: Any, totals: Any, _sizes: Any, draws: int) -> Any:
    shares = generator.dirichlet(np.ones(totals.size), draws)
    return generator.multinomial(int(totals.sum()), shares)


def _spheres(
    generator: Any, totals: Floats, _sizes: Floats, split: int, draws: int
) -> Floats:
    """Return normal series with the means and the pooled squares of both parts."""
    drawn: Floats = generator.standard_normal((draws, totals.size))
    level = np.empty_like(totals)
    for span in (slice(split), slice(split, None)):
        if totals[span].size:
            drawn[:, span] -= drawn[:, span].mean(axis=1, keepdims=True)
            level[span] = totals[span].mean()
    left = np.sqrt(((totals - level) ** 2).sum())
    drawn *= left / np.sqrt((drawn**2).sum(axis=1, keepdims=True))
    return level + drawn


LIKELIHOODS: Final[dict[str, Any]] = {
    "normal": _normal,
    "binomial": _binomial,
    "poisson": _poisson,
    "exponential": _exponential,
    "geometric": _geometric,
}
DRAWS: Final[dict[str, Any]] = {
    "normal": _spheres,
    "binomial": _in_parts(_hypergeometric),
    "poisson": _in_parts(_multinomial),
    "exponential": _in_parts(_dirichlet),
    "geometric": _in_parts(_compositions),
}


def _check_level(chart: Chart) -> None:
    """Refuse a stack, and a chart of what has no level."""
    if chart.values.ndim != 1:
        raise FieldError("chart", say("must be a single one"), chart.values.shape)
    if not chart.kind.level:
        raise FieldError(
            "chart",
            say(
                "must have a level that can change, "
                "which moving ranges and sums have not"
            ),
            chart.kind.name,
            say("chart the values themselves: spc.chart(values)"),
        )
