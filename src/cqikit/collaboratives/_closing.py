"""The closing report "at a glance": engagement and results (S5, part 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from cqikit.collaboratives._as_of import known_by, known_of
from cqikit.collaboratives._checks import team_findings
from cqikit.collaboratives._confidence import Confidence, confidence
from cqikit.collaboratives._engagement import (
    Attendance,
    attendance,
    engagement,
    submitted,
)
from cqikit.collaboratives._figures import Figure
from cqikit.collaboratives._given import (
    A_COLLABORATIVE,
    AIMS,
    CYCLES,
    PERIODS,
    SERIES,
    one_each,
)
from cqikit.collaboratives._part_time import in_time, out_of_time
from cqikit.collaboratives._policies import Policies
from cqikit.collaboratives._raised import Raised, reported_at
from cqikit.collaboratives._results import MeasureResult, measure_result
from cqikit.collaboratives._teams import Collaborative, Team
from cqikit.collaboratives._twice import counted_once, doubled, doubled_findings
from cqikit.core import Finding, a_callable, a_day, arguments, optional
from cqikit.errors import FieldError
from cqikit.measures import phase_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cqikit.collaboratives._results import Charting
    from cqikit.collaboratives._twice import Doubled
    from cqikit.core import Period
    from cqikit.measures import Aim, Series
    from cqikit.pdsa import Cycle, Milestone

__all__ = ["ClosingReport", "closing_report", "shared_phases"]


@frozen(kw_only=True)
class ClosingReport:
    """What a collaborative gained, with everything the numbers rest on.

    Parameters
    ----------
    teams : tuple of Team
        Those that are listed, or else those that the data name.
    policies : Policies
        The choices that its figures rest on.
    reports : Attendance
        Who reported in which period.
    cycles : Attendance, optional
        Who submitted PDSA cycles in which period; None where no cycle is kept.
    engagement : tuple of Figure
        The first table at a glance.
    results : tuple of MeasureResult
        The rows of the second, one a measure with data.
    confidence : tuple of Confidence
        How far the data of each of these measures can be trusted.
    findings : tuple of Finding
        What is to be known of the data and the figures.
    """

    teams: tuple[Team, ...]
    policies: Policies
    reports: Attendance
    cycles: Attendance | None
    engagement: tuple[Figure, ...]
    results: tuple[MeasureResult, ...]
    confidence: tuple[Confidence, ...]
    findings: tuple[Finding, ...]

    @property
    def team_titles(self) -> dict[str, str]:
        """Return what each team is called, by its key: its title, else the key."""
        return {team.key: team.title or team.key for team in self.teams}


@arguments(
    collaborative=A_COLLABORATIVE,
    series=SERIES,
    aims=AIMS,
    cycles=CYCLES,
    changes=PERIODS,
    charting=optional(a_callable),
    as_of=optional(a_day),
)
def closing_report(
    collaborative: Collaborative,
    series: Iterable[Series],
    *,
    aims: Sequence[Aim] = (),
    cycles: Iterable[Cycle] = (),
    changes: Sequence[Period] = (),
    charting: Charting | None = None,
    as_of: date | None = None,
) -> ClosingReport:
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
        Without any, none are kept, which is not that no team submitted one.
    changes : sequence of Period
        When each declared change began; see `measures.phase_starts`.
    charting : callable, optional
        How the series of all teams together is charted and judged, so that figures of
        a change are those of the chart that is shown; by default on a run chart.
    as_of : date, optional
        Nothing is known of the periods, events and changes that begin after this day;
        by default all that there is. A report is due `Policies.due_days` after its
        period: teams are silent where it did not come, be it all of them.

    Raises
    ------
    DuplicateError
        When two series are of one measure and team.

    Examples
    --------
    >>> from cqikit.measures import Measure, Observation, series
    >>> on_time = Measure(key="on-time", title="On time", direction="higher")
    >>> north = series(
    ...     on_time, [Observation(period="2026-01", value=80.0)], team="north"
    ... )
    >>> closing = closing_report(Collaborative(key="visits", agencies=4), [north])
    >>> [(figure.key, figure.value) for figure in closing.engagement][:3]
    [('teams-engaged', 1), ('agencies', 4), ('mean-reporting', 1.0)]
    """
    collaborative = known_of(collaborative, as_of)
    everything, kept, changes = known_by(one_each(series), cycles, changes, as_of)
    twice = doubled(collaborative, everything)
    everything = counted_once(everything, twice)
    policies = collaborative.policies
    teams = _taking_part(collaborative, everything)
    known = {team.key: team for team in teams}
    of_measure = _by_measure(in_time(everything, collaborative.teams), known)
    below, reported, tested = _below(collaborative, teams, of_measure, kept)
    due = policies.due(as_of)
    try:
        counts = policies.submitted, due
        reports, there = _attended(reported, below, aims, tested, counts)
    except FieldError as error:
        # What is due follows from the day that the caller knows.
        of = ("as_of", str(as_of)) if error.name == "due" else (error.name, error.got)
        raise type(error)(of[0], error.must, of[1], error.fix) from None
    listed = teams if collaborative.teams else ()
    by = aims, changes, charting
    judged = _judged(collaborative, of_measure, (listed, reported), due, by)
    return ClosingReport(
        teams=teams,
        policies=policies,
        reports=reports,
        cycles=there,
        engagement=engagement(collaborative, reports, there, below),
        results=judged,
        confidence=_trust(reported, below, collaborative, due),
        findings=tuple(_findings(collaborative, everything, known, judged, twice)),
    )


def _judged(
    collaborative: Collaborative,
    of_measure: Mapping[str, Sequence[Series]],
    there: tuple[Sequence[Team], Mapping[str, Sequence[Series]]],
    due: date | None,
    by: tuple[Sequence[Aim], Sequence[Period], Charting | None],
) -> tuple[MeasureResult, ...]:
    """Return the result of each measure, by aims, changes and a way to chart it.

    `there` are the listed teams, and what was reported of each measure at the bottom.
    """
    (listed, reported), (aims, changes, charting) = there, by
    return tuple(
        measure_result(
            found,
            aim=next((aim for aim in aims if aim.measure == key), None),
            phases=shared_phases(found, changes),
            policies=collaborative.policies,
            charting=charting,
            listed=listed,
            due=due,
            reported=reported_at(collaborative, reported[key]),
        )
        for key, found in of_measure.items()
    )


def _below(
    collaborative: Collaborative,
    teams: Sequence[Team],
    of_measure: Mapping[str, Sequence[Series]],
    cycles: Sequence[Cycle],
) -> tuple[Sequence[Team], Mapping[str, Sequence[Series]], Sequence[Cycle]]:
    """Return who reports, what they reported of each measure, and their cycles."""
    if not isinstance(collaborative, Raised):
        return teams, of_measure, cycles
    below = collaborative.below
    known = {team.key: team for team in below}
    there = _by_measure(collaborative.reports, known)
    reported = {key: there.get(key, found) for key, found in of_measure.items()}
    return below, reported, collaborative.tested


def _trust(
    of_measure: Mapping[str, Sequence[Series]],
    teams: Sequence[Team],
    collaborative: Collaborative,
    due: date | None,
) -> tuple[Confidence, ...]:
    """Return how far the data of each measure can be trusted."""
    return tuple(
        confidence(found, _having(teams, key), collaborative, due=due)
        for key, found in of_measure.items()
    )


def _findings(
    collaborative: Collaborative,
    series: Sequence[Series],
    known: Mapping[str, Team],
    results: Sequence[MeasureResult],
    twice: Doubled,
) -> Iterator[Finding]:
    """Yield what is to be told of teams, and of each result."""
    titles = {team.key: team.title for team in collaborative.teams}
    yield from doubled_findings(twice, titles)
    yield from out_of_time(series, collaborative.teams)
    yield from team_findings(collaborative, series, known)
    for result in results:
        yield from result.findings


def _attended(
    of_measure: Mapping[str, Sequence[Series]],
    teams: Sequence[Team],
    aims: Sequence[Aim],
    cycles: Sequence[Cycle],
    counted: tuple[Milestone, date | None],
) -> tuple[Attendance, Attendance | None]:
    """Return who reported, and who submitted cycles; None where none are kept.

    `counted` is what makes a submission, and until when reports were due.
    """
    milestone, due = counted
    first = next((aim.measure for aim in aims if aim.measure in of_measure), None)
    measured = first or next(iter(of_measure), "")
    found = of_measure.get(measured, [])
    reports = attendance(found, _having(teams, measured), due=due)
    if not cycles:
        return reports, None
    return reports, submitted(cycles, teams, reports.periods, milestone)


def _having(teams: Sequence[Team], measure: str) -> list[Team]:
    """Return the teams that have what is measured: they are expected to report it."""
    return [team for team in teams if measure not in team.has_no]


def _by_measure(
    series: Iterable[Series], known: Mapping[str, Team]
) -> dict[str, list[Series]]:
    """Return the series of each measure, of teams that are listed and have it."""
    found: dict[str, list[Series]] = {}
    for this_series in series:
        if (
            this_series.team in known
            and this_series.measure.key not in known[this_series.team].has_no
        ):
            found.setdefault(this_series.measure.key, []).append(this_series)
    return found


def _taking_part(
    collaborative: Collaborative, series: Sequence[Series]
) -> tuple[Team, ...]:
    """Return the teams that are listed, or else those that the data name.

    What teams belong to is no team, unless it has data of its own that they lack.
    """
    named = dict.fromkeys(this_series.team for this_series in series)
    if not collaborative.teams:
        return tuple(Team(key=key) for key in named)
    above = {team.parent for team in collaborative.teams}
    return tuple(
        team
        for team in collaborative.teams
        if team.key not in above or not team.key or team.key in named
    )


def shared_phases(
    series: Sequence[Series], changes: Sequence[Period]
) -> tuple[Period, ...]:
    """Return where declared changes begin a phase, by the periods of all series."""
    if not changes:
        return ()
    # Series of one calendar share its periods.
    shared = {id(this_series.periods): this_series.periods for this_series in series}
    return phase_starts(changes, sorted(set().union(*shared.values())))
