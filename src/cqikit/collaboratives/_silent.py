"""Teams where they did not report: a silent team makes no gain.

Two teams have ten falls a month each; one stops reporting, and the sum falls from 20 to
10, though nothing has changed. So that this is no gain, each team that ever reported
counts in each period in which any team does. Where it was silent, it goes on as it was:
its own reports of that phase stand there again, in their order and from the first anew.

This is a hot deck of the team's own reports. A mean in their place would move medians
(a team with falls of 0, 0, 0 and 8 is no team with 2 in each month) and narrow limits;
a median would move sums; what the other teams did would credit a silent one with their
gain. Own reports have the team's mean, median and spread, and counts stay whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from cqikit.collaboratives._groups import Counted, ranks
from cqikit.collaboratives._part_time import without
from cqikit.collaboratives._policies import Silent
from cqikit.measures import join_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cqikit.collaboratives._groups import Bools, Indexes
    from cqikit.collaboratives._teams import Team
    from cqikit.core import Period
    from cqikit.measures import Stack

__all__ = ["entering", "silent_teams"]


def _missing(
    table: Stack, counted: Counted, part: Mapping[str, Team]
) -> tuple[Indexes, Bools]:
    """Return the periods of any team, and in which of them each one is missing.

    Nowhere, for a team that never counts or outside of the time of one that took part
    for a part of it, and for events, which share no periods.

    Returns
    -------
    periods : ndarray of int, shape (periods,)
    missing : ndarray of bool, shape (teams, periods)
    """
    if not table.measure.is_periodic:
        return counted.columns.period[:0], np.zeros((len(table), 0), dtype=bool)
    periods, first, slots = np.unique(
        counted.columns.period, return_index=True, return_inverse=True
    )
    there = np.zeros((len(table), len(periods)), dtype=bool)
    there[counted.which, slots] = True
    ever: Bools = np.any(there, axis=1, keepdims=True)
    missing = ~there & ever
    if part:
        every = counted.columns.part(first).periods()
        begun = [period.first for period in every]
        ended = [period.last for period in every]
        for place, key in enumerate(table.keys["team"]):
            team = part.get(key)
            if team and team.since:
                missing[place, : bisect_left(ended, team.since.first)] = False
            if team and team.until:
                missing[place, bisect_right(begun, team.until.last) :] = False
    return periods, missing


def silent_teams(
    table: Stack, counted: Counted, part: Mapping[str, Team] = MappingProxyType({})
) -> tuple[tuple[str, int], ...]:
    """Return each team that was silent, and in how many periods; the most first.

    Parameters
    ----------
    table : Stack
    counted : Counted
    part : mapping of str to Team
        The teams that took part for a part of the time: silent in none outside of it.
    """
    times = _missing(table, counted, part)[1].sum(axis=1).tolist()
    pairs = zip(table.keys["team"], times, strict=True)
    found = [(team, count) for team, count in pairs if count]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def entering(
    table: Stack,
    counted: Counted,
    policy: Silent,
    phases: Sequence[Period],
    part: Mapping[str, Team] = MappingProxyType({}),
) -> Counted:
    """Return the rows that enter the series of all teams, by a policy.

    Those of teams that took `part` for a part of the time do not, but as reported.
    """
    if policy is Silent.AS_REPORTED:
        return counted
    periods, missing = _missing(table, counted, part)
    rows = without(table, counted, part)
    ever = np.isin(np.arange(len(table)), rows.which)
    missing &= ever[:, np.newaxis]
    if policy is Silent.SAME_TEAMS:
        gaps: Bools = np.any(missing, axis=1)
        return rows.part(~gaps[rows.which])
    return _stood_still(table, rows, phases, (periods, missing))


def _stood_still(
    table: Stack,
    counted: Counted,
    phases: Sequence[Period],
    silences: tuple[Indexes, Bools],
) -> Counted:
    """Return the rows that count, and one for each silence between them."""
    periods, missing = silences
    if not missing.any():
        return counted
    slots = np.searchsorted(periods, counted.columns.period)
    which, silent = np.nonzero(missing)
    starts = [phase.index for phase in phases]
    phase_of = np.searchsorted(starts, periods, side="right")
    count = len(starts) + 1
    # Rows are sorted by team and period: those of a team in a phase stand together.
    sizes = np.bincount(
        counted.which * count + phase_of[slots], minlength=len(table) * count
    )
    first = np.cumsum(sizes) - sizes
    group = which * count + phase_of[silent]
    source = _sources(sizes.reshape(len(table), count)).ravel()[group]
    turn = ranks(group, len(sizes)) % sizes[source]
    again = counted.part(first[source] + turn)
    rows = again.columns.table.copy()
    rows["period"], rows["row"], rows["source"] = periods[silent], -1, 0
    columns = again.columns.with_table(rows)
    return Counted(
        columns=join_columns([counted.columns, columns]),
        values=np.concatenate([counted.values, again.values]),
        which=np.concatenate([counted.which, which]),
        reported=np.concatenate([counted.reported, again.reported]),
    )


def _sources(sizes: Indexes) -> Indexes:
    """Return from which group each phase of each team is filled.

    Its own, where the team reported in it; else the one before, else the one after.

    Parameters
    ----------
    sizes : ndarray of int, shape (teams, phases)
        How many reports there are; each team has one at least, or is never asked for.
    """
    found = np.where(sizes > 0, np.arange(sizes.size).reshape(sizes.shape), -1)
    for way in (found.T, found.T[::-1]):
        for before, here in pairwise(way):
            np.copyto(here, before, where=here < 0)
    return found
