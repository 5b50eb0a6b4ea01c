"""What does not fit between the list of teams, the data, and what speaks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.core import Finding, Severity, plural

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from cqikit.collaboratives._teams import Collaborative, Team
    from cqikit.measures import Series

__all__ = ["team_findings"]

SOURCE: Final = "cqikit: what a list names is looked for in the data"


def team_findings(
    collaborative: Collaborative, series: Sequence[Series], known: Mapping[str, Team]
) -> Iterator[Finding]:
    """Yield what does not fit: teams, measures and reports that are named in vain."""
    yield from _strangers(series, known)
    yield from _contradicted(series, known)
    yield from _unmeasured(series, known.values())
    yield from _unmatched(collaborative, series)


def _contradicted(
    series: Sequence[Series], known: Mapping[str, Team]
) -> Iterator[Finding]:
    """Yield that a team has data on what it is said not to have."""
    for this_series in series:
        team = known.get(this_series.team)
        if (
            team
            and this_series.measure.key in team.has_no
            and not np.isnan(this_series.observed).all()
        ):
            yield Finding(
                code="collaborative.has-data",
                severity=Severity.WARNING,
                where=this_series.measure.key,
                message=f"{this_series.team!r} is said to have no such thing, and has"
                " values",
                fix=f"take {this_series.measure.key!r} out of has_no, or its rows out",
                source="cqikit: what a team does not have is counted apart",
            )


def _strangers(series: Sequence[Series], known: Container[str]) -> Iterator[Finding]:
    for key in dict.fromkeys(
        this_series.team for this_series in series if this_series.team not in known
    ):
        yield Finding(
            code="collaborative.unlisted-team",
            severity=Severity.WARNING,
            where=f"teams {key}",
            message=f"{key!r} stands in the data and is not among the teams",
            fix="list it, or take its rows out",
            source="S5: all teams that take part are counted",
        )


def _unmeasured(series: Sequence[Series], teams: Iterable[Team]) -> Iterator[Finding]:
    """Yield that a team does not have what nobody measures: most often a slip."""
    measured = dict.fromkeys(this_series.measure.key for this_series in series)
    for team in teams:
        for key in team.has_no if measured else ():
            if key not in measured:
                yield Finding(
                    code="collaborative.unknown-measure",
                    severity=Severity.WARNING,
                    where=f"teams {team.key}",
                    message=f"it has no {key!r}, of which no team has data",
                    fix=f"name one of {', '.join(measured)}",
                    source=SOURCE,
                )


def _unmatched(
    collaborative: Collaborative, series: Sequence[Series]
) -> Iterator[Finding]:
    """Yield how many recounts and receipts are of no report in the data."""
    # Few teams are told of: the periods of all others need no look.
    teams = {recount.team for recount in collaborative.recounts}
    teams |= {receipt.team for receipt in collaborative.receipts}
    there = {
        (this_series.team, key, period)
        for this_series in series
        if this_series.team in teams
        for period in this_series.periods
        for key in (this_series.measure.key, "")
    }
    for name in ("recounts", "receipts"):
        lost = [
            this_series
            for this_series in getattr(collaborative, name)
            if (this_series.team, this_series.measure, this_series.period) not in there
        ]
        if lost:
            first = lost[0]
            said = ", ".join(filter(None, (first.team, first.measure)))
            yield Finding(
                code=f"collaborative.unmatched-{name}",
                severity=Severity.WARNING,
                where=name,
                message=(
                    f"{plural(len(lost), name[:-1])} of no report in the data, the"
                    f" first of {said}, {first.period}"
                ),
                fix="write the team, the measure and the period as the data have them",
                source=SOURCE,
            )
