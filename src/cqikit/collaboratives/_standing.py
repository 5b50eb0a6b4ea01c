"""Where each team stands on one measure, and whether it meets the aim (S5)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, frozen

from cqikit.collaboratives._figures import ranges_by
from cqikit.collaboratives._groups import latest_starts, medians, ranks
from cqikit.collaboratives._policies import AimPolicy, Baseline
from cqikit.core import by_value, say
from cqikit.measures import Change, Direction, Level, Nested, meets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cqikit.collaboratives._groups import Bools, Counted
    from cqikit.collaboratives._policies import Policies
    from cqikit.core import Period
    from cqikit.measures import Aim, Measure, Stack

__all__ = ["TeamResult", "team_results"]


@by_value
@frozen(kw_only=True, eq=False)
class TeamResult:
    """Where one team stands on one measure.

    Parameters
    ----------
    team : str
        The team, by its key.
    baseline, current : float
        Medians, in the measure's unit; NaN where there was nothing to take one
        of.
    judged : tuple of float
        The values by which it meets the aim or does not: of what there was when
        the aim was due, where that has passed.
    points : int
        How many values these rest on.
    meets : bool, optional
        Whether it meets the aim; None where there is none, or the policy finds
        too little to judge.
    why : str
        What is missing for a verdict; "" where nothing is.
    rows : tuple of str
        Where its data are from, with runs of rows joined.
    """

    team: str
    baseline: float
    current: float
    judged: tuple[float, ...]
    points: int
    meets: bool | None
    why: str
    rows: tuple[str, ...]


def team_results(
    table: Stack,
    counted: Counted,
    aim: Aim | None,
    phases: Sequence[Period],
    policies: Policies,
) -> tuple[TeamResult, ...]:
    """Return where each team stands; the arithmetic is done for all at once."""
    count = len(table)
    before, now = _ends(counted, count, phases, policies)
    starts, currents = (
        medians(part.values, part.which, count).tolist() for part in (before, now)
    )
    until, due = _due(counted, count, aim, phases, policies) or (counted, now)
    judged_by = medians(due.values, due.which, count).tolist()
    judged = _judged(until, judged_by, policies)
    current = policies.meeting is AimPolicy.CURRENT_MEDIAN
    points = np.bincount((due if current else until).which, minlength=count)
    unsettled = _unsettled(due, count, policies)
    rows = ranges_by(counted.columns, counted.which, count)
    made = (
        TeamResult(
            team=team,
            baseline=baseline,
            current=now_at,
            judged=values,
            points=seen,
            meets=None,
            why="",
            rows=listed,
        )
        for team, baseline, now_at, values, seen, listed in zip(
            *(table.keys["team"], starts, currents, judged, points.tolist(), rows),
            strict=True,
        )
    )
    return tuple(
        _with_verdict(result, since, aim, table.measure, policies) if aim else result
        for result, since in zip(made, unsettled, strict=True)
    )


def _due(
    counted: Counted,
    count: int,
    aim: Aim | None,
    phases: Sequence[Period],
    policies: Policies,
) -> tuple[Counted, Counted] | None:
    """Return what there was when an aim was due, and the latest phase of then.

    None where it is not yet past, or nothing came after.
    """
    until = counted if aim is None else _until(counted, aim.by)
    if aim is None or len(until.values) == len(counted.values):
        return None
    begun = [phase for phase in phases if phase.first <= aim.by.last]
    return until, _ends(until, count, begun, policies)[1]


def _with_verdict(
    team: TeamResult,
    since: Sequence[float],
    aim: Aim,
    measure: Measure,
    policies: Policies,
) -> TeamResult:
    """Return a team with whether it meets an aim, or why nobody can say."""
    why = _missing(team.judged, team.points, policies)
    if why:
        return evolve(team, why=why)
    target = aim.target.each if isinstance(aim.target, Nested) else aim.target
    if isinstance(target, Level) and measure.direction is Direction.NEITHER:
        # A finding of the aim (aim.no-direction), and no reason to tell nothing at all.
        return evolve(team, why=say("the measure does not say which way is better"))
    if isinstance(target, Change) and team.baseline == 0:
        return evolve(team, why=say("a change from a baseline of 0"))
    met = _all_meet(measure, team.judged, aim, team.baseline)
    if met is None:
        return evolve(team, why=say("no baseline of its own"))
    if _divided(measure, since, aim, team.baseline):
        return evolve(team, why=say("its values since lie on both sides of the target"))
    return evolve(team, meets=met)


def _missing(values: Sequence[float], points: int, policies: Policies) -> str:
    """Say what a team lacks before it can meet an aim or miss it; "" if nothing."""
    least = policies.least_points
    if policies.meeting is AimPolicy.LAST_POINTS:
        least = max(least, policies.last_points)
    if not points:
        return say("no value")
    if points < least or not values:
        return say("{n} of the {least} values that it takes", n=points, least=least)
    return ""


def _unsettled(now: Counted, count: int, policies: Policies) -> list[Sequence[float]]:
    """Return the values since each team's latest shift that a median hides; or ().

    Where the first of them, as many as a baseline has, are all equal, their median is
    what they are, and says nothing of later ones that are not.
    """
    if policies.meeting is not AimPolicy.CURRENT_MEDIAN:
        return [()] * count
    values = now.values.tolist()
    sizes = np.bincount(now.which, minlength=count)
    found: list[Sequence[float]] = []
    for end, size in zip(np.cumsum(sizes).tolist(), sizes.tolist(), strict=True):
        since = values[end - size : end]
        first = since[: policies.baseline_points]
        flat = len(first) > 1 and min(first) == max(first)
        found.append(since if flat and min(since) < max(since) else ())
    return found


def _divided(
    measure: Measure, values: Sequence[float], aim: Aim, baseline: float
) -> bool:
    """Say whether some values meet the aim and some do not."""
    found = {_all_meet(measure, (value,), aim, baseline) for value in values}
    return {True, False} <= found


def _ends(
    counted: Counted, count: int, phases: Sequence[Period], policies: Policies
) -> tuple[Counted, Counted]:
    """Return what counts in each team's baseline, and in its latest phase."""
    place = ranks(counted.which, count)
    if policies.baseline is Baseline.FIRST_PHASE and phases:
        before = _where(counted, lambda period: period.last < phases[0].first)
    else:
        before = place < policies.baseline_points
    if phases:
        now = _where(counted, lambda period: period.first >= phases[-1].first)
    else:
        begun = latest_starts(
            counted.values,
            counted.which,
            count,
            baseline=policies.baseline_points,
            length=policies.shift_length,
        )
        now = place >= begun[counted.which]
    return counted.part(before), counted.part(now)


def _until(counted: Counted, by: Period) -> Counted:
    """Return what there was in the period of a day, and before."""
    return counted.part(_where(counted, lambda period: period.first <= by.last))


def _where(counted: Counted, holds: Callable[[Period], bool]) -> Bools:
    """Say for which rows something holds of their period, asked once a period."""
    _, first, which = np.unique(
        counted.columns.period, return_index=True, return_inverse=True
    )
    periods = counted.columns.part(first).periods()
    return np.array([holds(period) for period in periods], dtype=bool)[which]


def _judged(
    counted: Counted, currents: Sequence[float], policies: Policies
) -> list[tuple[float, ...]]:
    """Return the values by which each team meets the aim or does not."""
    if policies.meeting is AimPolicy.CURRENT_MEDIAN:
        return [() if math.isnan(current) else (current,) for current in currents]
    lasts = policies.meeting is AimPolicy.LAST_POINTS
    wanted = policies.last_points if lasts else 1
    values = counted.values.tolist()
    sizes = np.bincount(counted.which, minlength=len(currents))
    return [
        tuple(values[end - wanted : end]) if size >= wanted else ()
        for end, size in zip(np.cumsum(sizes).tolist(), sizes.tolist(), strict=True)
    ]


def _all_meet(
    measure: Measure, judged: Sequence[float], aim: Aim, baseline: float
) -> bool | None:
    target = aim.target.each if isinstance(aim.target, Nested) else aim.target
    # A change is judged from the team's own baseline: without one, or without
    # a value, nobody can say.
    if not judged or (isinstance(target, Change) and math.isnan(baseline)):
        return None
    return all(
        meets(value, target, direction=measure.direction, baseline=baseline)
        for value in judged
    )
