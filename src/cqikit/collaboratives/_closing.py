"""The closing report "at a glance": engagement and results (S5, part 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from cqikit.collaboratives._engagement import (
    Attendance,
    attendance,
    engagement,
    submissions,
)
from cqikit.collaboratives._figures import Figure
from cqikit.collaboratives._policies import Policies
from cqikit.collaboratives._results import MeasureResult, measure_result
from cqikit.collaboratives._teams import Collaborative, Team
from cqikit.core import Finding, Severity
from cqikit.measures import phase_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cqikit.collaboratives._results import Charting
    from cqikit.core import Period
    from cqikit.measures import Aim, Series
    from cqikit.pdsa import Cycle

__all__ = ["Closing", "close"]


@frozen(kw_only=True)
class Closing:
    """What a collaborative gained, with everything the numbers rest on.

    Parameters
    ----------
    teams : tuple of Team
        Those that are listed, or else those that the data name.
    policies : Policies
    reports, cycles : Attendance
        Who reported, and who submitted PDSA cycles, in which period.
    engagement : tuple of Figure
        The first table at a glance.
    results : tuple of MeasureResult
        The rows of the second, one a measure with data.
    findings : tuple of Finding
    """

    teams: tuple[Team, ...]
    policies: Policies
    reports: Attendance
    cycles: Attendance
    engagement: tuple[Figure, ...]
    results: tuple[MeasureResult, ...]
    findings: tuple[Finding, ...]


def close(
    collaborative: Collaborative,
    series: Iterable[Series],
    *,
    aims: Sequence[Aim] = (),
    cycles: Iterable[Cycle] = (),
    changes: Sequence[Period] = (),
    charting: Charting | None = None,
) -> Closing:
    """Return the closing report of a collaborative.

    Parameters
    ----------
    collaborative : Collaborative
    series : iterable of Series
        One a measure and team.
    aims : sequence of Aim
        A team reports in a period when it has a value, or a numerator, for the
        measure of the first aim; for the first measure, when there is no aim.
    cycles : iterable of Cycle
    changes : sequence of Period
        When each declared change began; see `measures.phase_starts`.
    charting : callable, optional
        How the series of all teams together is charted and judged, so that figures of
        a change are those of the chart that is shown; by default on a run chart.

    Examples
    --------
    >>> from cqikit.measures import Measure, Observation, series
    >>> on_time = Measure(key="on-time", title="On time", direction="higher")
    >>> north = series(
    ...     on_time, [Observation(period="2026-01", value=80.0)], team="north"
    ... )
    >>> closing = close(Collaborative(key="visits", agencies=4), [north])
    >>> [(figure.key, figure.value) for figure in closing.engagement][:3]
    [('teams-engaged', 1), ('agencies', 4), ('mean-reporting', 1.0)]
    """
    everything = tuple(series)
    teams = collaborative.teams or _teams_in(everything)
    known = {team.key for team in teams}
    of_measure = _by_measure(one for one in everything if one.team in known)
    first = next((aim.measure for aim in aims if aim.measure in of_measure), None)
    reporting = of_measure.get(first or next(iter(of_measure), ""), [])
    reports = attendance(reporting, teams)
    submitted = submissions(cycles, teams, reports.periods)
    results = tuple(
        measure_result(
            found,
            aim=next((aim for aim in aims if aim.measure == key), None),
            phases=_phases(found, changes),
            policies=collaborative.policies,
            charting=charting,
        )
        for key, found in of_measure.items()
    )
    return Closing(
        teams=teams,
        policies=collaborative.policies,
        reports=reports,
        cycles=submitted,
        engagement=engagement(collaborative, reports, submitted),
        results=results,
        findings=(
            *_strangers(everything, known),
            *(finding for result in results for finding in result.findings),
        ),
    )


def _by_measure(series: Iterable[Series]) -> dict[str, list[Series]]:
    found: dict[str, list[Series]] = {}
    for one in series:
        found.setdefault(one.measure.key, []).append(one)
    return found


def _teams_in(series: Sequence[Series]) -> tuple[Team, ...]:
    return tuple(Team(key=key) for key in dict.fromkeys(one.team for one in series))


def _phases(series: Sequence[Series], changes: Sequence[Period]) -> tuple[Period, ...]:
    if not changes:
        return ()
    # Series of one calendar share its periods.
    periods = {period for one in series for period in one.periods}
    return phase_starts(changes, sorted(periods))


def _strangers(series: Sequence[Series], known: set[str]) -> Iterator[Finding]:
    for key in dict.fromkeys(one.team for one in series if one.team not in known):
        yield Finding(
            code="collaborative.unlisted-team",
            severity=Severity.WARNING,
            where=f"teams {key}",
            message=f"{key!r} stands in the data and is not among the teams",
            mend="list it, or take its rows out",
            source="S5: all teams that take part are counted",
        )
