"""What teams belong to, as a collaborative that still knows what each team reported."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, field, fields, frozen

from cqikit.collaboratives._aggregate import aggregate
from cqikit.collaboratives._policies import Silent
from cqikit.collaboratives._teams import Collaborative, Team
from cqikit.core import TupleOf
from cqikit.measures import MeasureKind, Series
from cqikit.pdsa import Cycle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Raised", "raised", "reported_at"]


@frozen(kw_only=True)
class Raised(Collaborative):
    """A collaborative above the teams: what was silent below stays silent.

    Parameters
    ----------
    below : tuple of Team
        The teams at the bottom.
    members : tuple of (str, str)
        Each of them, by its key, with what stands for it here.
    reports : tuple of Series
        What they reported; nothing is filled in.
    tested : tuple of Cycle
        Their cycles.
    """

    below: tuple[Team, ...] = field(converter=TupleOf[Team])
    members: tuple[tuple[str, str], ...] = field(converter=TupleOf[tuple[str, str]])
    reports: tuple[Series, ...] = field(converter=TupleOf[Series], repr=False)
    tested: tuple[Cycle, ...] = field(converter=TupleOf[Cycle], repr=False)


def raised(
    group: Collaborative,
    *,
    below: Collaborative,
    members: Iterable[tuple[str, str]],
    reports: Iterable[Series],
    tested: Iterable[Cycle],
) -> Raised:
    """Return `group` with what is below it; of what is raised already, its bottom."""
    own = {
        attribute.name: getattr(group, attribute.name)
        for attribute in fields(Collaborative)
    }
    if isinstance(below, Raised):
        up = dict(members)
        return Raised(
            **own,
            below=below.below,
            members=[(team, up.get(unit, unit)) for team, unit in below.members],
            reports=below.reports,
            tested=below.tested,
        )
    above = {team.parent for team in below.teams}
    reports = tuple(reports)
    named = {report.team for report in reports}
    return Raised(
        **own,
        below=[
            team for team in below.teams if team.key not in above or team.key in named
        ],
        members=members,
        reports=reports,
        tested=tested,
    )


def reported_at(group: Collaborative, teams: Sequence[Series]) -> list[Series]:
    """Return what was reported of one measure, one series for each that stands here.

    None where teams themselves do, and nothing is filled in.

    Counts of a period are whole, or left out: where a team is silent, the sum of the
    others is none that can be compared.

    Parameters
    ----------
    group : Collaborative
    teams : sequence of Series
        At the bottom, of one measure.
    """
    if not isinstance(group, Raised):
        return []
    up = dict(group.members)
    found: dict[str, list[Series]] = {}
    for team in teams:
        found.setdefault(up.get(team.team, team.team), []).append(team)
    return [_as_reported(unit, several) for unit, several in found.items()]


def _as_reported(unit: str, several: Sequence[Series]) -> Series:
    together = aggregate(several, silent=Silent.AS_REPORTED)
    if together.measure.kind is MeasureKind.COUNT:
        seen = [
            series.indexes[~np.isnan(series.counted)].tolist() for series in several
        ]
        there = Counter(index for indexes in seen for index in indexes)
        ever = sum(map(bool, seen))
        whole = [there[index] == ever for index in together.indexes.tolist()]
        rows = together.records.part(np.array(whole, dtype=bool))
        together = evolve(together, observations=rows)
    return evolve(together, team=unit)
