"""Teams where they did not report: a silent team makes no gain.

Two teams have ten falls a month each; one stops reporting, and the sum falls from 20 to
10, though nothing has changed. So that this is no gain, each team that ever reported
counts in each period in which any team does. Where it was silent, it counts with the
mean of its own reports of that phase: its mean before and after stays what it was, and
what it adds to every period is what it added while it reported. A mean, and not a
median: the median of a team with a fall every third month is none.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.collaboratives._groups import Counted
from cqikit.collaboratives._policies import Silent
from cqikit.measures import join_columns, make_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.collaboratives._groups import Bools, Floats, Indexes
    from cqikit.core import Period
    from cqikit.measures import Measure, Stack

__all__ = ["entering", "silent_teams"]

PARTS: Final = ("numerator", "denominator")


def _silences(table: Stack, counted: Counted) -> Indexes:
    """Return in how many periods each team does not count while another does.

    0 for a team that never counts, and for events, which share no periods.

    Returns
    -------
    ndarray of int, shape (teams,)
    """
    if not table.measure.is_periodic:
        return np.zeros(len(table), dtype=np.int64)
    sizes = np.bincount(counted.which, minlength=len(table))
    every = len(np.unique(counted.columns.period))
    return np.where(sizes > 0, every - sizes, 0)


def silent_teams(table: Stack, counted: Counted) -> tuple[tuple[str, int], ...]:
    """Return each team that was silent, and in how many periods; the most first."""
    pairs = zip(table.keys["team"], _silences(table, counted).tolist(), strict=True)
    found = [(team, count) for team, count in pairs if count]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def entering(
    table: Stack, counted: Counted, policy: Silent, phases: Sequence[Period]
) -> Counted:
    """Return the rows that enter the series of all teams, by a policy."""
    missing = _silences(table, counted)
    if policy is Silent.AS_REPORTED or not missing.any():
        return counted
    if policy is Silent.SAME_TEAMS:
        return counted.part(missing[counted.which] == 0)
    return _stood_still(table, counted, phases)


def _stood_still(table: Stack, counted: Counted, phases: Sequence[Period]) -> Counted:
    """Return the rows that count, and one for each silence between them."""
    periods, slots = np.unique(counted.columns.period, return_inverse=True)
    there = np.zeros((len(table), len(periods)), dtype=bool)
    there[counted.which, slots] = True
    ever: Bools = np.any(there, axis=1, keepdims=True)
    which, silent = np.nonzero(~there & ever)
    starts = [phase.index for phase in phases]
    phase_of = np.searchsorted(starts, periods, side="right")
    groups = counted.which * (len(starts) + 1) + phase_of[slots]
    shape = len(table), len(starts) + 1
    # The means of teams that are pooled are of rows that can be.
    parted = _parted(table.measure, counted)
    levels = {
        name: _levels(counted.columns.numbers(name)[parted], groups[parted], shape)
        for name in PARTS
    }
    alone = np.isnan(levels["denominator"])
    levels["value"] = np.where(alone, _levels(counted.values, groups, shape), np.nan)
    added = make_columns(
        period=periods[silent],
        frequency=counted.columns.kind[:1],
        numbers={
            name: [None if np.isnan(number) else number for number in of.tolist()]
            for name, of in (
                (name, level[which, phase_of[silent]]) for name, level in levels.items()
            )
        },
    )
    return Counted(
        columns=join_columns([counted.columns, added]),
        values=np.concatenate([counted.values, added.observed(table.measure)]),
        which=np.concatenate([counted.which, which]),
    )


def _parted(measure: Measure, counted: Counted) -> Bools:
    """Say which rows have a numerator and a denominator to be pooled."""
    if not measure.is_ratio:
        return np.zeros(len(counted.values), dtype=bool)
    columns = counted.columns
    whole: Bools = (columns.denominator > 0) & ~np.isnan(columns.numerator)
    return whole


def _levels(values: Floats, groups: Indexes, shape: tuple[int, int]) -> Floats:
    """Return each team's mean in each phase, shape (teams, phases).

    Of a phase without any, the mean of the phase before, else of the one after; NaN
    for a team without any at all.
    """
    cells = shape[0] * shape[1]
    sizes = np.bincount(groups, minlength=cells)
    sums = np.bincount(groups, weights=values, minlength=cells)
    means = np.full(cells, np.nan)
    means[sizes > 0] = sums[sizes > 0] / sizes[sizes > 0]
    level = means.reshape(shape)
    for way in (level.T, level.T[::-1]):
        for before, here in pairwise(way):
            np.copyto(here, before, where=np.isnan(here))
    return level
