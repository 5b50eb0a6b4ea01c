"""Many projects at a glance: which stand still, and which wait for somebody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, field, frozen
from attrs.validators import and_

from cqikit import actions, pdsa, plans
from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FindingKind,
    FunctionCheck,
    Partial,
    a_day,
    arguments,
    at_least,
    check,
    each_has,
    found,
    instance_of,
    is_text,
    list_of,
    mapping_of,
    optional,
    prefixed,
    run_checks,
    say,
)
from cqikit.projects._groundwork_checks import is_reviewed as standard_is_reviewed
from cqikit.projects._known import known
from cqikit.projects._moments import timeline
from cqikit.projects._project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cqikit.core import Check, Found
    from cqikit.measures import Series

__all__ = [
    "STATUS_CHECKS",
    "Flow",
    "Overview",
    "ProjectStatus",
    "active_within",
    "overview",
    "status_of",
]

OURS: Final = "cqikit: many projects are followed by what each of them lacks"
WAITING: Final = (pdsa.Phase.STUDY, pdsa.Phase.ACT)
FILL_IN: Final = "fill in the tables, or take the measures out"


@frozen(kw_only=True)
class Flow:
    """How many were opened, how many of them are finished, how many given up.

    Parameters
    ----------
    opened : int
        How many were begun or planned.
    finished : int
        How many of them came to their end.
    given_up : int
        How many of them were dropped.
    """

    opened: int
    finished: int
    given_up: int

    @property
    def open(self) -> int:
        """Return how many are neither finished nor given up."""
        return self.opened - self.finished - self.given_up


@frozen(kw_only=True)
class ProjectStatus:
    """Where one project stands on a day.

    Parameters
    ----------
    name, title : str
        What it is called in the list, such as its folder, and for people.
    as_of : date
        The day; nothing later is known.
    without_data : tuple of str
        The measures of which nothing was observed by then, by their titles.
    measures : int
        How many measures it has.
    owners : tuple of str
        Who is named in any step, in the plan of any cycle or in the groundwork, by
        their roles.
    unowned : tuple of str
        The open steps that nobody owns.
    latest : date, optional
        The day of the latest thing that is known of it: an event, a contact, or the
        end of a period with data; None when nothing is.
    overdue : tuple of Finding
        The reviews that are overdue.
    waiting : tuple of str
        What waits for a decision: cycles that were tested, a review without its
        revision.
    steps, cycles : Flow
        How many action steps and PDSA cycles there are, and what came of them.
    teams : tuple of str
        The teams that it follows.
    """

    name: str
    title: str
    as_of: date
    without_data: tuple[str, ...]
    measures: int
    owners: tuple[str, ...]
    unowned: tuple[str, ...]
    latest: date | None
    overdue: tuple[Finding, ...]
    waiting: tuple[str, ...]
    steps: Flow
    cycles: Flow
    teams: tuple[str, ...]

    @property
    def quiet_days(self) -> int | None:
        """Return for how many days nothing happened; None when nothing ever did."""
        return None if self.latest is None else (self.as_of - self.latest).days


@check(
    "status.no-data",
    says={
        "": "nothing is measured",
        "all": "no data at all: {measures}",
        "some": "no data: {measures}",
    },
    fix={
        "": "say what is, and where its data are",
        "all": FILL_IN,
        "some": FILL_IN,
    },
    source=OURS,
)
def has_data(status: ProjectStatus) -> Iterator[Found]:
    """Find projects without data, or with measures that have none."""
    if not status.measures:
        yield found()
    elif status.without_data:
        whole = len(status.without_data) == status.measures
        yield found(form="all" if whole else "some", measures=status.without_data)


@check(
    "status.no-owner",
    says={
        "": "nobody is named in any step, cycle or groundwork",
        "steps": "nobody owns: {steps}",
    },
    fix={"": "say who does what", "steps": "say who does it"},
    source=OURS,
)
def has_an_owner(status: ProjectStatus) -> Iterator[Found]:
    """Find projects in which nobody is named, and open steps that nobody owns."""
    if not status.owners:
        yield found()
    elif status.unowned:
        yield found(form="steps", steps="; ".join(status.unowned))


QUIET: Final = FindingKind(
    "status.quiet",
    says={
        "": "nothing happened in {days:# day|# days}, since {latest}",
        "ever": "nothing happened ever",
    },
    fix="ask whether it goes on, or close it",
    source=OURS,
)


@arguments(days=and_(instance_of(int), at_least(0)))
def active_within(days: int = 60) -> FunctionCheck:
    """Make the check that something happened in a project within so many days.

    Sixty, unless told; the number is ours.

    Parameters
    ----------
    days : int
        How long nothing may happen; 60 unless said.
    """
    return FunctionCheck(QUIET, Partial(_quiet, (days,)))


def _quiet(days: int, status: ProjectStatus) -> Iterator[Found]:
    quiet, latest = status.quiet_days, status.latest
    if quiet is None or latest is None:
        yield found(form="ever")
    elif quiet > days:
        yield found(days=quiet, latest=latest)


@check(
    "status.review-overdue",
    says="{review}",
    fix="set a day for the review",
    source=OURS,
)
def is_reviewed(status: ProjectStatus) -> Iterator[Finding]:
    """Find projects of which a review is overdue."""
    for review in status.overdue:
        told = is_reviewed.kind.at(review=review.message)
        yield evolve(told, template=review.template, parts=review.parts)


@check(
    "status.decision-waiting",
    says="waits for a decision: {waiting}",
    fix="adopt, adapt or abandon it; revise what was reviewed",
    source=OURS,
)
def is_decided(status: ProjectStatus) -> Iterator[Found]:
    """Find projects in which something waits for a decision."""
    if status.waiting:
        yield found(waiting="; ".join(status.waiting))


#: What is checked of each of many projects.
STATUS_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (has_data, has_an_owner, active_within(), is_reviewed, is_decided), kind="check"
)


@frozen(kw_only=True)
class Overview:
    """Many projects on a day, and the teams that none of them follows.

    Parameters
    ----------
    as_of : date
        The day; nothing later is known.
    projects : tuple of ProjectStatus
        One a project.
    untracked : tuple of str
        The teams of somebody's own list that are in no project.
    findings : tuple of Finding
        Of each project, under its name.
    """

    as_of: date
    projects: tuple[ProjectStatus, ...] = field(repr=False)
    untracked: tuple[str, ...]
    findings: tuple[Finding, ...] = field(repr=False)

    @property
    def steps(self) -> Flow:
        """Return the action steps of all projects together."""
        return _sum(project.steps for project in self.projects)

    @property
    def cycles(self) -> Flow:
        """Return the PDSA cycles of all projects together."""
        return _sum(project.cycles for project in self.projects)

    @arguments()
    def of(self, name: str) -> tuple[Finding, ...]:
        """Return what is found of one project."""
        return tuple(finding for finding in self.findings if finding.where == name)


@arguments(
    projects=mapping_of(
        say("projects by their names"),
        instance_of(Project),
        fix=say(
            "such as {example}", example='{"visits": folders.read("visits").project}'
        ),
    ),
    as_of=a_day,
    teams=optional(
        mapping_of(say("lists of teams by projects"), list_of(say("teams"), str))
    ),
    listed=list_of(say("teams"), str, fix=say("such as {example}", example='["ash"]')),
    checks=each_has("__call__", what=say("checks")),
)
def overview(
    projects: Mapping[str, Project],
    *,
    as_of: date,
    teams: Mapping[str, Iterable[str]] | None = None,
    listed: Iterable[str] = (),
    checks: Iterable[Check[ProjectStatus]] = STATUS_CHECKS,
) -> Overview:
    """Return where many projects stand on a day, and what each of them lacks.

    Parameters
    ----------
    projects : mapping of str to Project
        Each by a name of its own, such as that of its folder.
    as_of : date
        Nothing later is known.
    teams : mapping of str to iterable of str, optional
        Teams that a project follows beside those of its data and cycles, by its name:
        those that its collaborative lists; none unless said.
    listed : iterable of str
        Somebody's own list of teams, such as all agencies of a state; by default none.
    checks : iterable of Check
        Of one `ProjectStatus`; `STATUS_CHECKS` unless told.

    Examples
    --------
    >>> from cqikit import folders
    >>> found = overview(
    ...     {"measles": folders.read("examples/measles").project},
    ...     as_of=date(2003, 1, 1),
    ...     listed=["Ohio", "Puerto Rico"],
    ... )
    >>> found.steps.opened, found.untracked
    (5, ('Puerto Rico',))
    """
    context = Context(as_of=as_of)
    known, every = teams or {}, tuple(checks)
    rows: list[ProjectStatus] = []
    findings: list[Finding] = []
    for name, project in projects.items():
        row = status_of(project, as_of=as_of, name=name, teams=known.get(name, ()))
        rows.append(row)
        findings += prefixed(name, run_checks(row, every, context))
    followed = {team for row in rows for team in row.teams}
    return Overview(
        as_of=as_of,
        projects=tuple(rows),
        untracked=tuple(dict.fromkeys(text for text in listed if text not in followed)),
        findings=tuple(findings),
    )


@arguments(
    project=instance_of(Project),
    as_of=a_day,
    name=is_text,
    teams=list_of(say("teams"), str),
)
def status_of(
    project: Project, *, as_of: date, name: str = "", teams: Iterable[str] = ()
) -> ProjectStatus:
    """Return where one project stands on a day; see `ProjectStatus`.

    Parameters
    ----------
    project : Project
    as_of : date
        Nothing later is known.
    name : str
        What it is called in a list; the key of its charter unless told.
    teams : iterable of str
        Teams that it follows beside those of its data and cycles; none unless said.
    """
    project = known(project, as_of=as_of)
    steps = project.plan.steps if project.plan is not None else ()
    started = [cycle for cycle in project.cycles if cycle.log]
    seen = {series.measure.key for series in project.series if _last(series, as_of)}
    plan_events = (pdsa.latest(cycle, pdsa.Plan) for cycle in started)
    owners = [actions.owner(step) for step in steps]
    owners += [event.who for event in plan_events if event is not None]
    if project.groundwork is not None:
        owners += [person.who for person in project.groundwork.people]
    named = [series.team for series in project.series]
    named += [cycle.team for cycle in project.cycles]
    return ProjectStatus(
        name=name or project.charter.key,
        title=project.charter.title,
        as_of=as_of,
        without_data=tuple(
            measure.title for measure in project.measures if measure.key not in seen
        ),
        measures=len(project.measures),
        owners=tuple(dict.fromkeys(filter(None, owners))),
        unowned=tuple(
            step.what
            for step in steps
            if not actions.state(step).is_end and not actions.owner(step)
        ),
        latest=_latest(project, as_of),
        overdue=_overdue(project, as_of),
        waiting=tuple(_waiting(project)),
        steps=_flow_of_steps(steps),
        cycles=_flow_of_cycles(started),
        teams=tuple(sorted({*filter(None, named), *teams})),
    )


def _last(series: Series, as_of: date) -> date | None:
    """Return the day until which a series has data; of a period under way, today."""
    seen = np.flatnonzero(np.isfinite(series.observed))
    return min(series.periods[seen[-1]].last, as_of) if len(seen) else None


def _latest(project: Project, as_of: date) -> date | None:
    days = [entry.on for entry in timeline(project)]
    days += filter(None, (_last(series, as_of) for series in project.series))
    return max(days, default=None)


def _overdue(project: Project, as_of: date) -> tuple[Finding, ...]:
    context = Context(as_of=as_of)
    late: tuple[Finding, ...] = ()
    if project.plan is not None:
        late += run_checks(project.plan, [plans.reviewed_within()], context)
    if project.groundwork is not None:
        late += run_checks(project.groundwork, [standard_is_reviewed], context)
    return late


def _waiting(project: Project) -> Iterator[str]:
    for cycle in project.cycles:
        if pdsa.state(cycle) in WAITING:
            on = cycle.log[-1].on
            yield say("{cycle} (tested by {on})", cycle=cycle.title, on=on)
    plan = project.plan
    if plan is not None and plans.state(plan) is plans.Stage.REFLECT:
        on = plan.log[-1].on
        yield say("the review of the plan (last event {on})", on=on)


def _flow_of_steps(steps: Iterable[actions.ActionStep]) -> Flow:
    found = [actions.state(step) for step in steps]
    done = sum(status is actions.Status.DONE for status in found)
    ended = sum(status.is_end for status in found)
    return Flow(opened=len(found), finished=done, given_up=ended - done)


def _flow_of_cycles(cycles: Iterable[pdsa.Cycle]) -> Flow:
    found = [pdsa.state(cycle) for cycle in cycles]
    stopped = sum(phase is pdsa.Phase.STOPPED for phase in found)
    ended = sum(phase.is_end for phase in found)
    return Flow(opened=len(found), finished=ended - stopped, given_up=stopped)


def _sum(flows: Iterable[Flow]) -> Flow:
    every = tuple(flows)
    return Flow(
        opened=sum(flow.opened for flow in every),
        finished=sum(flow.finished for flow in every),
        given_up=sum(flow.given_up for flow in every),
    )
