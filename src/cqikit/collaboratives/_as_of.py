"""What was known of a collaborative on a day: nothing that came later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from cqikit import measures, pdsa
from cqikit.collaboratives._raised import Raised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cqikit.collaboratives._teams import Collaborative
    from cqikit.core import Period
    from cqikit.measures import Series
    from cqikit.pdsa import Cycle

__all__ = ["known_by", "known_of"]


def known_by(
    series: Iterable[Series],
    cycles: Iterable[Cycle],
    changes: Sequence[Period],
    as_of: date | None,
) -> tuple[tuple[Series, ...], tuple[Cycle, ...], Sequence[Period]]:
    """Return series, cycles and changes as they were on a day; all without one."""
    if as_of is None:
        return tuple(series), tuple(cycles), changes
    begun = [change for change in changes if change.first <= as_of]
    return measures.known(series, as_of=as_of), pdsa.known(cycles, as_of=as_of), begun


def known_of(collaborative: Collaborative, as_of: date | None) -> Collaborative:
    """Return a collaborative as it was on a day: teams, recounts, receipts by then."""
    if as_of is None:
        return collaborative
    teams = (
        team
        if team.until is None or team.until.first <= as_of
        else evolve(team, until=None)
        for team in collaborative.teams
        if team.since is None or team.since.first <= as_of
    )
    if isinstance(collaborative, Raised):
        collaborative = evolve(
            collaborative,
            reports=measures.known(collaborative.reports, as_of=as_of),
            tested=pdsa.known(collaborative.tested, as_of=as_of),
        )
    return evolve(
        collaborative,
        teams=teams,
        recounts=[
            recount
            for recount in collaborative.recounts
            if (recount.on or as_of) <= as_of
        ],
        receipts=[receipt for receipt in collaborative.receipts if receipt.on <= as_of],
    )
