"""Teams beside each other: a funnel, and ranks with their uncertainty.

A league table makes small teams best and worst by chance. Here each team's level is
shrunk towards that of all (`_shrunk`), and so is its rank: the mean of its ranks in
many draws from what is known of all levels, which is the expected rank of Laird and
Louis, Journal of Educational Statistics 1989 (14:29-46; theirs is of the Gaussian
model, the same step on other posteriors is ours). The interval of a rank is that of
Goldstein and Spiegelhalter, JRSS A 1996 (159:385-443).
Draws are seeded, and teams are drawn in the order of their names, so that the same data
have the same ranks in whichever order they come.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen
from attrs.validators import and_

from cqikit import spc
from cqikit.collaboratives._given import PERIODS, SERIES, one_each
from cqikit.collaboratives._groups import Floats, counted_in
from cqikit.collaboratives._shrunk import beyond_others, normals, proportions, rates
from cqikit.core import (
    Period,
    arguments,
    at_least,
    instance_of,
    normal_reach,
    say,
)
from cqikit.measures import Direction, Measure, MeasureKind, stack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.collaboratives._groups import Counted
    from cqikit.collaboratives._shrunk import Posterior
    from cqikit.measures import Series, Stack

__all__ = ["Between", "TeamPlace", "between", "between_teams"]

#: Fewer teams than this are told apart without a model.
LEAST_TEAMS: Final = 3
DRAWS: Final = 4000
#: So many of them at a time.
BLOCK: Final = 100
#: How probably a rank and a level lie in their intervals.
LEVEL: Final = 0.95
#: How probably a team lies within the funnel by chance: its outer limits.
OUTER: Final = 0.998
#: The numbers of a place that come from what is seen and known, in their order.
NUMBERS: Final = ("events", "size", "value", "estimate", "low", "high")
PLAIN: Final = {MeasureKind.CONTINUOUS, MeasureKind.COUNT}


@frozen(kw_only=True)
class TeamPlace:
    """One team among the others.

    Parameters
    ----------
    team : str
        The team, by its key.
    events, size : float
        What its value is made of: events out of so many, or over an exposure; of counts
        the exposure is periods; of means, the sum and the number of values.
    value : float
        What it reported, in the measure's unit.
    estimate, low, high : float
        Its level, shrunk towards that of all teams, and the interval (95 %) of it.
    rank : float
        The rank to be expected; 1 is the best, or the highest where neither direction
        is better.
    best, worst : int
        The interval (95 %) of its rank.
    special : int
        1 above the outer limits (99.8 %) about all teams together, -1 below, else 0.
    """

    team: str
    events: float
    size: float
    value: float
    estimate: float
    low: float
    high: float
    rank: float
    best: int
    worst: int
    special: int


@frozen(kw_only=True)
class Between:
    """Teams compared with each other, over one stretch of time.

    Parameters
    ----------
    measure : Measure
        What is compared.
    first, last : Period
        From when to when: since the latest declared change, or all.
    model : str
        How levels vary between teams, or that they do not.
    centre : float
        Of all teams, in the measure's unit.
    spread : float
        The standard deviation between teams, beyond chance; 0 where there is none.
    teams : tuple of TeamPlace
        By the rank to be expected.
    """

    measure: Measure
    first: Period
    last: Period
    model: str
    centre: float
    spread: float
    teams: tuple[TeamPlace, ...]

    @property
    def special(self) -> tuple[TeamPlace, ...]:
        """Return the teams that differ by more than chance brings."""
        return tuple(team for team in self.teams if team.special)

    @property
    def funnel(self) -> spc.Funnel | None:
        """Return the funnel plot; None for means, which have no size to plot by."""
        if self.measure.kind is MeasureKind.CONTINUOUS:
            return None
        placed = sorted(self.teams, key=lambda place: place.team)
        return _funnel(
            self.measure,
            [place.team for place in placed],
            np.array([place.events for place in placed]),
            np.array([place.size for place in placed]),
        )


@arguments(teams=SERIES, phases=PERIODS, seed=and_(instance_of(int), at_least(0)))
def between(
    teams: Iterable[Series], *, phases: Sequence[Period] = (), seed: int = 0
) -> Between | None:
    """Return how teams compare with each other.

    Parameters
    ----------
    teams : iterable of Series
        Of one measure, one a team.
    phases : sequence of Period
        Where declared changes begin a new phase: teams are compared since the latest;
        none unless said.
    seed : int
        Of the draws for intervals of ranks; 0 unless said.

    Returns
    -------
    Between or None
        None for fewer than three teams with what it takes (a numerator and a
        denominator; of means, more than one value, and some variation), and for
        events.

    Examples
    --------
    >>> from cqikit.measures import Observation, series
    >>> share = Measure(key="s", title="S", kind="proportion", per=100)
    >>> seen = {"a": (2, 20), "b": (10, 20), "c": (300, 600), "d": (27, 60)}
    >>> found = between(
    ...     series(
    ...         share,
    ...         [Observation(period="2026-01", numerator=n, denominator=d)],
    ...         team=team,
    ...     )
    ...     for team, (n, d) in seen.items()
    ... )
    >>> [(team.team, team.best, team.worst) for team in found.teams]
    [('c', 1, 3), ('b', 1, 3), ('d', 1, 4), ('a', 3, 4)]
    >>> [place.team for place in found.special]
    ['a']
    """
    table = stack(one_each(teams))
    return between_teams(table, counted_in(table), phases, seed)


def between_teams(
    table: Stack, counted: Counted, phases: Sequence[Period], seed: int = 0
) -> Between | None:
    """Return how the teams of a table compare; see `between`."""
    measure = table.measure
    if not (measure.is_ratio or measure.kind in PLAIN):
        return None
    latest = counted
    if phases:
        since = counted.part(counted.columns.period >= phases[-1].index)
        latest = since if len(since.values) else counted
    seen = _seen(table, latest)
    if seen is None:
        return None
    known = _posterior(measure, seen)
    ends = np.argsort(latest.columns.period, kind="stable")[[0, -1]]
    first, last = latest.columns.part(ends).periods()
    return Between(
        measure=measure,
        first=first,
        last=last,
        model=say("one level for all") if known is None else known.model,
        centre=float(measure.per * seen.events.sum() / seen.sizes.sum()),
        spread=0.0 if known is None else known.spread * measure.per,
        teams=_places(measure, seen, known, seed),
    )


@frozen(eq=False)
class _Seen:
    """What is seen of teams that can be compared, in the order of their names."""

    names: tuple[str, ...]
    events: Floats
    sizes: Floats
    errors: Floats


def _seen(table: Stack, latest: Counted) -> _Seen | None:
    """Return what each team is compared by; None for too few teams."""
    measure, count = table.measure, len(table)
    columns = latest.columns
    use = np.ones(len(latest.values), dtype=bool)
    events, sizes = latest.values, np.ones(len(latest.values))
    if measure.is_ratio:
        use = (columns.denominator > 0) & ~np.isnan(columns.numerator)
        events, sizes = columns.numerator, columns.denominator
    which = latest.which[use]
    summed, out_of = (
        np.bincount(which, weights=part[use], minlength=count).astype(np.float64)
        for part in (events, sizes)
    )
    errors = np.zeros(count)
    if measure.kind is MeasureKind.CONTINUOUS:
        means = summed / np.maximum(out_of, 1)
        squares = ((latest.values - means[which]) ** 2).sum()
        free = len(which) - np.count_nonzero(out_of)
        if not squares or not free:
            return None
        errors = np.sqrt(squares / free / np.maximum(out_of, 1))
    names = table.keys["team"]
    order = sorted(np.flatnonzero(out_of).tolist(), key=lambda place: names[place])
    if len(order) < LEAST_TEAMS:
        return None
    return _Seen(
        tuple(names[place] for place in order),
        summed[order],
        out_of[order],
        errors[order],
    )


def _posterior(measure: Measure, seen: _Seen) -> Posterior | None:
    if measure.kind is MeasureKind.CONTINUOUS:
        return normals(seen.events / seen.sizes, seen.errors)
    if measure.kind is MeasureKind.PROPORTION:
        return proportions(seen.events, seen.sizes)
    return rates(seen.events, seen.sizes)


def _places(
    measure: Measure, seen: _Seen, known: Posterior | None, seed: int
) -> tuple[TeamPlace, ...]:
    """Return the place of each team, by the rank to be expected."""
    count, values = len(seen.names), seen.events / seen.sizes
    if known is None:
        level = np.full((3, count), seen.events.sum() / seen.sizes.sum())
        ranks = np.repeat([[(count + 1) / 2], [1.0], [count]], count, axis=1)
    else:
        ends = (known.quantile((1 + way * LEVEL) / 2) for way in (-1, 1))
        level = np.stack([known.mean, *ends])
        ranks = _ranks(known, measure, seed)
    special = _special(measure, seen, values)
    rows = np.stack(
        [seen.events, seen.sizes, *(measure.per * np.stack([values, *level]))]
    )
    made = (
        TeamPlace(
            team=team,
            **dict(zip(NUMBERS, row, strict=True)),
            rank=rank,
            best=int(best),
            worst=int(worst),
            special=flag,
        )
        for team, row, (rank, best, worst), flag in zip(
            seen.names, rows.T.tolist(), ranks.T.tolist(), special, strict=True
        )
    )
    return tuple(sorted(made, key=lambda place: (place.rank, place.team)))


def _ranks(known: Posterior, measure: Measure, seed: int) -> Floats:
    """Return the expected rank and the ends of its interval, shape (3, teams)."""
    random, count = np.random.default_rng(seed), len(known.mean)
    ranks = np.empty((DRAWS, count), dtype=np.int32)
    numbers = np.arange(1, count + 1, dtype=np.int32)
    if measure.direction is not Direction.LOWER:
        numbers = numbers[::-1]
    # Some draws at a time stay in the processor's own memory.
    for block in np.split(ranks, range(BLOCK, DRAWS, BLOCK)):
        drawn = known.draw(random, len(block))
        for row, levels in zip(block, drawn, strict=True):
            row[levels.argsort()] = numbers
    ends = [math.ceil(DRAWS * (1 + way * LEVEL) / 2) - 1 for way in (-1, 1)]
    return np.stack([ranks.mean(axis=0), *np.sort(ranks.T.copy()).T[ends]])


def _special(measure: Measure, seen: _Seen, values: Floats) -> list[int]:
    """Return 1 for each team above the outer limits about all teams, -1 below."""
    if measure.kind is not MeasureKind.CONTINUOUS:
        beyond = _funnel(measure, seen.names, seen.events, seen.sizes).beyond(OUTER)
        return [beyond.get(name or "all", 0) for name in seen.names]
    away = beyond_others(values, seen.errors)
    flags: list[int] = (
        (np.sign(away) * (np.abs(away) > normal_reach(OUTER))).astype(int).tolist()
    )
    return flags


def _funnel(
    measure: Measure, names: Sequence[str], events: Floats, sizes: Floats
) -> spc.Funnel:
    """Return the funnel of teams, widened where they differ by more than chance.

    With a variance between teams, as Spiegelhalter, Quality and Safety in Health Care
    2005 (14:347-351), has it. By chance, the dispersion ratio of k teams is 1 with a
    standard error of sqrt(2 / k); limits are widened beyond two of these, which is our
    choice.
    """
    share = measure.kind is MeasureKind.PROPORTION
    counts = np.concatenate([events, sizes]) if share else events
    draw = partial(
        spc.funnel,
        events,
        sizes,
        units=[name or say("all") for name in names],
        kind="proportion" if share else "rate",
        levels=(0.95, OUTER),
        per=measure.per,
        title=say("{measure}, teams by size", measure=measure.title),
        measure=measure,
    )
    whole = bool((counts == np.floor(counts)).all())
    made = draw(limits="interpolated" if whole else "normal")
    wide = made.dispersion.ratio > 1 + 2 * math.sqrt(2 / len(names))
    return draw(limits="additive") if wide else made
