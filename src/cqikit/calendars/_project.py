"""What falls due in a project: of its plan, its data, its aims and its assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.calendars._due import Due, due_dates
from cqikit.collaboratives import Guide, Team, never_reported
from cqikit.core import (
    Frequency,
    Period,
    a_day,
    arguments,
    instance_of,
    list_of,
    optional,
    say,
    some_of,
)
from cqikit.measures import Series
from cqikit.projects import Project, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cqikit.measures import Measure


__all__ = ["due_data", "due_in"]

#: How many teams a title names.
NAMED: Final = 3


@arguments(
    project=instance_of(Project),
    as_of=a_day,
    until=a_day,
    guide=optional(instance_of(Guide)),
    teams=list_of(say("teams"), Team),
)
def due_in(
    project: Project,
    *,
    as_of: date,
    until: date,
    guide: Guide | None = None,
    teams: Sequence[Team] = (),
) -> tuple[Due, ...]:
    """Return what falls due in a project until a day, the earliest first.

    That is: the open steps of its plan and its review, the periods of which there are
    no data yet, the dates of its aims, what answers of its latest assessments say is
    to happen by when, the reviews of its standards, what people are to learn, what
    follows from its joint analyses, and what its closing guide undertakes. What is
    overdue is among it.

    Parameters
    ----------
    project : Project
    as_of : date
        The day on which it is looked at: data of periods that ended before are late,
        and what came later is not known yet.
    until : date
        The last day that counts.
    guide : Guide, optional
        The closing guide of the project, unless it is of a later day.
    teams : sequence of Team
        Those that are listed, which need not be those that the data name; none unless
        said.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit import folders
    >>> scutari = folders.read("examples/scutari").project
    >>> for due in due_in(scutari, as_of=date(1856, 4, 1), until=date(1856, 4, 30)):
    ...     print(due.on, due.title)
    1856-04-30 Data of 1856-04: Deaths from disease
    1856-04-30 Data of 1856-04: Deaths from wounds and injuries
    """
    project = known(project, as_of=as_of)
    found = [
        *(
            due_dates(project.plan, as_of=as_of, until=until)
            if project.plan is not None
            else ()
        ),
        *due_data(project.series, as_of=as_of, until=until, teams=teams),
        *_aims(project, as_of),
        *_next_steps(project),
        *_groundwork(project, as_of),
        *_conjoint(project),
        *_guided(guide, as_of),
    ]
    return tuple(sorted((due for due in found if due.on <= until), key=_on))


def _on(due: Due) -> date:
    return due.on


@arguments(
    series=list_of(say("series"), Series),
    as_of=a_day,
    until=a_day,
    teams=list_of(say("teams"), Team),
)
def due_data(
    series: Iterable[Series],
    *,
    as_of: date,
    until: date,
    teams: Sequence[Team] = (),
) -> tuple[Due, ...]:
    """Return of which periods there should be data by a day and are none yet.

    That is, of those after the latest report of a team: a gap before it is not asked
    for again. A period is due on its last day. Of one measure, all teams that lack a
    period are one entry. So are all periods that ended before `as_of` for the teams
    that lack the same of them: they are due since the first. Events and numbered
    points, which have no calendar, are never due.

    Parameters
    ----------
    series : iterable of Series
    as_of, until : date
        See `due_in`.
    teams : sequence of Team
        Those that are listed: one that never reported lacks all since the first row
        of any, and none lacks what is not of its time (`Team.expected_in`) or what it
        does not have (`Team.has_no`).
    """
    of_measure: dict[str, list[Series]] = {}
    for this_series in series:
        if _is_dated(this_series):
            of_measure.setdefault(this_series.measure.key, []).append(this_series)
    found: list[Due] = []
    for several in of_measure.values():
        found += _lacking(several, teams, as_of, until)
    return tuple(sorted(found, key=_on))


def _is_dated(series: Series) -> bool:
    """Say whether the periods of a series are in the calendar."""
    cadence = series.calendar.cadence
    return cadence is not None and cadence.frequency is not Frequency.POINT


def _lacking(
    several: Sequence[Series], teams: Sequence[Team], as_of: date, until: date
) -> Iterator[Due]:
    """Yield what is lacking of one measure, what is late of it by who lacks it."""
    measure = several[0].measure
    late: dict[tuple[Period, ...], list[str]] = {}
    ahead: dict[Period, list[str]] = {}
    for team, lacked in _by_team(several, teams, until).items():
        over = tuple(period for period in lacked if period.last < as_of)
        if over:
            late.setdefault(over, []).append(team)
        for period in lacked[len(over) :]:
            ahead.setdefault(period, []).append(team)
    latest = max((periods[-1] for periods in late), default=None)
    for periods, named in late.items():
        # Of a team that left, what it lacks does not go on.
        ended = "" if periods[-1] == latest else f"/{periods[-1].last}"
        yield _data(measure, periods, named, ended)
    for period, named in ahead.items():
        yield _data(measure, (period,), named)


def _by_team(
    several: Sequence[Series], teams: Sequence[Team], until: date
) -> Mapping[str, list[Period]]:
    """Return the periods until a day that each team lacks, in order of time."""
    listed = {team.key: team for team in teams}
    found: dict[str, list[Period]] = {}
    for this_series in several:
        team = listed.get(this_series.team, Team(key=this_series.team))
        if this_series.measure.key not in team.has_no:
            found[team.key] = _without_data(this_series, team, until)
    for key, periods in never_reported(several, teams, due=until).items():
        found[key] = [period for period in periods if period.last <= until]
    return found


def _without_data(series: Series, team: Team, until: date) -> list[Period]:
    """Return the periods of a team after its last report, that end by a day.

    What it reported outside of its time is no report.
    """
    cadence, seen = series.calendar.cadence, np.flatnonzero(~np.isnan(series.observed))
    periods = (series.periods[place] for place in reversed(seen.tolist()))
    last = next(filter(team.expected_in, periods), None)
    if cadence is None or last is None or last.last >= until:
        return []
    return list(filter(team.expected_in, cadence.after(last, until)))


def _data(
    measure: Measure, periods: Sequence[Period], teams: Iterable[str], ended: str = ""
) -> Due:
    first, *rest = periods
    span = say("{period}", period=first)
    if rest:
        span = say(
            "{first} to {last} ({count} periods)",
            first=first,
            last=rest[-1],
            count=len(rest) + 1,
        )
    title = say("Data of {periods}: {measure}", periods=span, measure=measure.title)
    named = tuple(sorted(filter(None, teams)))
    return Due(
        key=f"data/{measure.key}/{first.last}{ended}",
        on=first.last,
        title=_of(title, named),
        detail=say("from {teams}", teams=named) if named else "",
    )


def _of(title: str, teams: tuple[str, ...]) -> str:
    """Return a title with the first teams, and how many more there are."""
    if not teams:
        return title
    return say("{data}, of {teams}", data=title, teams=some_of(teams, NAMED))


def _aims(project: Project, as_of: date) -> Iterator[Due]:
    """Yield the aims whose day is to come; one that is past is judged, not due."""
    for aim in project.aims:
        if aim.by.last >= as_of:
            yield Due(
                key=f"aim/{aim.key}",
                on=aim.by.last,
                title=say("Aim: {aim}", aim=aim.title),
            )


def _groundwork(project: Project, as_of: date) -> Iterator[Due]:
    """Yield the standards to be looked at, and what people are to learn."""
    laid = project.groundwork
    for standard in laid.standards if laid else ():
        by = standard.review_due(as_of)
        if by is not None:
            title = say("Look at: {standard}", standard=standard.title)
            yield Due(key=f"standard/{standard.key}", on=by.last, title=title)
    for who in laid.people if laid else ():
        for place, taught in enumerate(who.training):
            if taught.by_when is not None and taught.done is None:
                yield Due(
                    key=f"training/{who.key}/{place}",
                    on=taught.by_when.last,
                    title=say("{who}: learn {topic}", who=who.who, topic=taught.topic),
                    detail=taught.note,
                )


def _conjoint(project: Project) -> Iterator[Due]:
    """Yield what follows from numbers and stories together."""
    for conjoint in project.conjoint:
        if conjoint.next_step and conjoint.by_when is not None:
            yield _to_do(
                f"conjoint/{conjoint.key}",
                conjoint.by_when,
                conjoint.who,
                conjoint.next_step,
                detail=conjoint.question,
            )


def _guided(guide: Guide | None, as_of: date) -> Iterator[Due]:
    """Yield what a closing guide undertakes, and what its conditions need next."""
    if guide is None or (guide.on is not None and guide.on > as_of):
        return
    detail = guide.title
    for place, (_, undertaking) in enumerate(guide.undertakings):
        if undertaking.by_when is not None:
            key = f"{guide.key}/{place}"
            yield _to_do(
                key,
                undertaking.by_when,
                undertaking.who,
                undertaking.words,
                detail=detail,
            )
    for said in guide.scaling.conditions:
        if said.next_step and said.by_when is not None:
            key = f"{guide.key}/{said.item}"
            yield _to_do(key, said.by_when, said.who, said.next_step, detail=detail)


def _to_do(key: str, by: Period, who: str, what: str, *, detail: str) -> Due:
    title = say("{who}: {what}", who=who or say("nobody yet"), what=what)
    return Due(key=key, on=by.last, title=title, detail=detail)


def _next_steps(project: Project) -> Iterator[Due]:
    """Yield what the latest answers to each framework say is to happen by when."""
    latest = {
        assessment.responses.framework.key: assessment
        for assessment in project.assessed
    }
    for assessed in latest.values():
        for place, answer in enumerate(assessed.responses.answers):
            if answer.next_step and answer.by_when is not None:
                yield _to_do(
                    f"{assessed.key}/{answer.item}/{place}",
                    answer.by_when,
                    answer.who,
                    answer.next_step,
                    detail=assessed.title,
                )
