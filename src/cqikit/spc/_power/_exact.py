"""The probability of a signal, where it is known exactly.

About a known centre: a Markov chain for rules on zones (`_chain`), the joint
distribution of crossings and longest run for rules on runs, both together as sides stay
independent given that no point is outside. About a median of the same data: all
arrangements of half the points above are equally likely. After a baseline: given how
far its centre is off, later points lie above it with one chance; the mean over that
error is a trapezoidal sum on a grid of 401 points, of smooth functions that vanish at
both ends, where it converges faster than any power of the step; the two middle draws of
an even baseline are integrated by Gauss-Legendre quadrature. Whatever else is asked for
is left to simulation.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve

from cqikit.core import say
from cqikit.spc._power._centres import BaselineCentre, EstimatedCentre, KnownCentre
from cqikit.spc._power._chain import chain_of
from cqikit.spc._power._distributions import ANY_ORDER
from cqikit.spc._power._of_kind import signal_of_kind
from cqikit.spc._power._own_median import about_own_median
from cqikit.spc._rules._crossing import Crossings, LongestRun
from cqikit.spc._rules._neighbours import Shift
from cqikit.spc._rules._zones import (
    BeyondLimits,
    KOfNBeyond,
    Mixture,
    OppositeLimits,
    Stratification,
)
from cqikit.spc._runs._blocks import blocks, crossings_within
from cqikit.spc._runs._boxes import RunsBox, anhoej_limits
from cqikit.spc._runs._joint import RunsDistribution, runs_distribution
from cqikit.spc._runs._normal import log_normal_below, normal_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.spc._charts._view import Floats
    from cqikit.spc._power._centres import Centre
    from cqikit.spc._power._distributions import KindDistribution
    from cqikit.spc._rules._flags import Rule


__all__ = [
    "MOST_AFTER_BASELINE",
    "audible",
    "box_of",
    "distribution_after",
    "distribution_at",
    "edge_of",
    "exact_signal",
    "hangs_on_points",
    "runs_boxes",
    "shifts_of",
]

#: Weights of whole series are counted with floats, which reach to about 2**1000.
MOST_AFTER_BASELINE = 1000
GRID = np.linspace(-8.0, 8.0, 401)


def distribution_after(
    centre: BaselineCentre, n: int, shift: float = 0.0
) -> RunsDistribution:
    """Return the distribution of runs of the `n` points after a baseline; normal data.

    Given how far the frozen centre is off, each later point lies above it with
    one and the same chance; the distribution is the mean over all such centres.
    """
    where, weights = _centre_density(centre.points, centre.statistic)
    above, under = log_normal_below(shift - where), log_normal_below(where - shift)
    ups = np.arange(n + 1)
    # E[p^s (1-p)^(n-s)] for s points above, shape (n + 1,).
    logs = above[:, None] * ups + under[:, None] * (n - ups)
    moments = weights @ np.exp(logs)

    @cache
    def at_most(longest: int) -> Floats:
        table = blocks(n, longest, 1.0)
        distribution: Floats = crossings_within(table * moments, table, n)
        return distribution

    about = say("centre: {centre}; the {n} points after them", centre=str(centre), n=n)
    return RunsDistribution(n=n, about=about, at_most=at_most)


def _centre_density(points: int, statistic: str) -> tuple[Floats, Floats]:
    """Return where the centre of normal data may lie, and how likely each is."""
    if statistic == "mean":
        where = GRID / math.sqrt(points)
        weights = np.exp(-GRID * GRID / 2)
    elif points % 2:
        where, middle = GRID, points // 2
        weights = np.exp(
            middle * (log_normal_below(GRID) + log_normal_below(-GRID)) - GRID**2 / 2
        )
    else:
        where = GRID
        weights = _between_middles(points // 2)
    return where, weights / weights.sum()


def _between_middles(half: int) -> Floats:
    """Return the density of the mean of the two middle ones of 2 * half draws."""
    # They lie equally far from their mean, one below it and one above.
    nodes, lengths = np.polynomial.legendre.leggauss(80)
    apart = 4.0 * (nodes + 1)
    low, high = GRID[:, None] - apart, GRID[:, None] + apart
    logs = (half - 1) * (log_normal_below(low) + log_normal_below(-high)) - (
        low**2 + high**2
    ) / 2
    density: Floats = np.exp(logs) @ lengths
    return density


#: Rules that ask how many sigma a point is away.
ZONES: Final = (Mixture, Stratification, KOfNBeyond, OppositeLimits, BeyondLimits)


def shifts_of(n: int, shift: float, start: int) -> Floats:
    """Return the mean of each of `n` points, `shift` from point `start` on."""
    return np.where(np.arange(n) >= start, float(shift), 0.0)


def box_of(rule: Rule, n: int) -> RunsBox | None:
    """Return which runs of `n` useful points leave `rule` silent, if runs decide."""
    match rule:
        case LongestRun():
            return evolve(anhoej_limits(n), crossings=0, crossings_at_longest=0)
        case Crossings():
            fewest = anhoej_limits(n).crossings
            return RunsBox(longest=n, crossings=fewest)
        case Shift():
            return RunsBox(longest=rule.length - 1, crossings=0)
        case _:
            limits = getattr(rule, "limits", None)
            found: RunsBox | None = None if limits is None else limits(n)
            return found


def audible(rules: Iterable[Rule], centre: Centre) -> tuple[Rule, ...]:
    """Return the rules that can signal: without limits, zones cannot."""
    if centre.limits:
        return tuple(rules)
    return tuple(rule for rule in rules if not isinstance(rule, ZONES))


def hangs_on_points(rules: Iterable[Rule], centre: Centre, shift: float) -> bool:
    """Say whether it matters to rules that points are taken as normal.

    About a known centre, or the median of the same points, the sides of points are
    those of a coin.
    """
    if shift or not isinstance(centre, KnownCentre | EstimatedCentre):
        return bool(audible(rules, centre))
    return any(isinstance(rule, ZONES) for rule in audible(rules, centre))


def exact_signal(
    rules: Sequence[Rule], n: int, centre: Centre, shift: float, start: int
) -> float | None:
    """Return P(any signal on a chart of `n` points), None where none is exact."""
    rules = audible(rules, centre)
    if not rules:
        return 0.0
    distribution = distribution_at(centre, n, shift, start)
    if distribution is not None:
        return _of_distribution(rules, centre, distribution)
    match centre:
        case KnownCentre():
            return _about_known(rules, shifts_of(n, shift, start))
        case EstimatedCentre("median") if shift == 0:
            return about_own_median(rules, (n // 2, n % 2, n // 2), runs_boxes)
        case BaselineCentre(points, reads="after") if n > points:
            return _after_baseline(rules, n - points, centre, shift, start)
        case _:
            return None


def distribution_at(
    centre: Centre, n: int, shift: float, start: int
) -> KindDistribution | None:
    """Return what `n` points of a centre do, None where they are taken as normal."""
    return (
        None
        if centre.distribution is None
        else centre.distribution.of(n).shifted(shift, start)
    )


def _of_distribution(
    rules: Sequence[Rule], centre: Centre, distribution: KindDistribution
) -> float | None:
    if isinstance(centre, KnownCentre) and distribution.fixed:
        return signal_of_kind(rules, distribution, runs_boxes)
    if (
        distribution.family == ANY_ORDER
        and isinstance(centre, EstimatedCentre)
        and all(distribution.seen)
    ):
        return about_own_median(rules, distribution.sides, runs_boxes)
    return None


def edge_of(rules: Iterable[Rule]) -> float:
    """Return how many sigma away a point is outside, by `BeyondLimits` rules."""
    edges = [
        3.0 if rule.sigmas is None else rule.sigmas
        for rule in rules
        if isinstance(rule, BeyondLimits)
    ]
    return min(edges, default=math.inf)


def runs_boxes(rules: Sequence[Rule], n: int) -> list[RunsBox] | None:
    """Return which runs leave each of `rules` silent, None where not runs decide."""
    boxes = [box for rule in rules if (box := box_of(rule, n)) is not None]
    return boxes if len(boxes) == len(rules) else None


def _about_known(rules: Sequence[Rule], shifts: Floats) -> float | None:
    chain = chain_of(tuple(rules))
    if chain is not None:
        return 1 - float(np.append(1.0, chain.silent(shifts))[-1])
    # Given that no point is outside, sides are as independent as before.
    edge = edge_of(rules)
    others = [rule for rule in rules if not isinstance(rule, BeyondLimits)]
    boxes = runs_boxes(others, shifts.size)
    if boxes is None:
        return None
    below, middle, top = (normal_below(at - shifts) for at in (-edge, 0.0, edge))
    inside = top - below
    above = (top - middle) / inside
    distribution = runs_distribution(shifts.size, 0.5 if not shifts.any() else above)
    return 1 - float(inside.prod() * distribution.within(*boxes))


def _after_baseline(
    rules: Sequence[Rule], n: int, centre: BaselineCentre, shift: float, start: int
) -> float | None:
    # Later points have one chance of lying above only where a shift begins with
    # the first of them: earlier, it moves the centre, too.
    alike = shift == 0 or start == centre.points
    boxes = runs_boxes(rules, n)
    if boxes is None or not alike or n > MOST_AFTER_BASELINE:
        return None
    return 1 - float(distribution_after(centre, n, shift).within(*boxes))
