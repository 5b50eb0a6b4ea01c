"""How far a project has come, as a suggestion with its reasons (IHI, Life QI).

The steps are those of the framework ``team-progress``. What is published of a step is
asked for; what is not is ours, and says so. A person accepts the suggestion or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from attrs import frozen

from cqikit import pdsa, spc
from cqikit.core import (
    arguments,
    at_least,
    instance_of,
    is_text,
    list_of,
    mapping_of,
    optional,
    say,
)
from cqikit.errors import UnknownNameError
from cqikit.projects._charts import Charted
from cqikit.projects._goals import GoalProgress, goals_of
from cqikit.projects._groundwork import ProgressDecision
from cqikit.projects._known import known
from cqikit.projects._project import Project
from cqikit.projects._scored import (
    ADVISOR,
    OWN,
    PROGRESS,
    decided,
    of_team,
    said,
    scored_teams,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Rung", "Suggestion", "suggest_progress"]

SCALE: Final = PROGRESS.scale_of(PROGRESS.items[0])
#: How much of the goals steps 3.0 and 4.0 take, as published.
MODEST: Final = 0.2
SIGNIFICANT: Final = 0.5
UNCHARTED: Final = say("how far they have come is not known without charts")
SAFE: Final = say("no measure got worse (ours)")
UNSEEN: Final = say("chart the measures: it is not known whether any got worse (ours)")
#: Steps whose published names were not seen.
UNCONFIRMED: Final = frozenset({4.5})


@frozen(kw_only=True)
class Rung:
    """One step of the scale: what speaks for it, and what it still lacks.

    Parameters
    ----------
    value : float
        Its number on the scale.
    title : str
        What it says of an effort.
    reasons : tuple of str
        What of it the data show, in sentences; none unless said.
    lacking : tuple of str
        What of it they do not show, in sentences; none unless said.
    """

    value: float
    title: str
    reasons: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        """Say whether nothing is lacking of it."""
        return not self.lacking


@frozen(kw_only=True)
class Suggestion:
    """What the project's own data suggest, beside what people say.

    Parameters
    ----------
    rungs : tuple of Rung
        All steps, the lowest first.
    goals : tuple of GoalProgress
        One an aim.
    own, advisor : float, optional
        What the team and its advisor said last, the median where several did; None
        where nobody has.
    decision : ProgressDecision, optional
        The last one.
    """

    rungs: tuple[Rung, ...]
    goals: tuple[GoalProgress, ...]
    own: float | None
    advisor: float | None
    decision: ProgressDecision | None

    @property
    def rung(self) -> Rung:
        """Return the highest step up to which nothing is lacking."""
        reached = self.rungs[0]
        for rung in self.rungs:
            if not rung.reached:
                break
            reached = rung
        return reached

    @property
    def value(self) -> float:
        """Return the score that is suggested."""
        return self.rung.value

    @property
    def next(self) -> Rung | None:
        """Return the step after it, None at the top."""
        above = [rung for rung in self.rungs if rung.value > self.value]
        return above[0] if above else None

    @property
    def gap(self) -> float | None:
        """Return by how much the team puts itself higher than its advisor does."""
        if self.own is None or self.advisor is None:
            return None
        return self.own - self.advisor


@arguments(
    project=instance_of(Project),
    charts=list_of(say("charts"), Charted, fix=say("projects.chart_of makes one")),
    held=at_least(1),
    team=is_text,
    met=optional(mapping_of(say("met"), optional(instance_of(bool)))),
)
def suggest_progress(
    project: Project,
    *,
    charts: Iterable[Charted] = (),
    held: int = 12,
    team: str = "",
    met: Mapping[str, bool | None] | None = None,
) -> Suggestion:
    """Return how far a project has come by what it holds, step by step.

    Parameters
    ----------
    project : Project
    charts : iterable of Charted
        Of what is measured, all teams together, or those of `team`; without them it is
        not known whether a goal came nearer, or a measure got worse.
    held : int
        How many values in a row must be better than the baseline before data begin to
        show that it lasts; 12 by default, which is ours.
    team : str
        Key of the team whose series, cycles and scores (answers with that ``unit``)
        are looked at; all of them by default.
    met : dict of str to bool, optional
        Whether each aim, by its key, is met by the closing figures; None for those that
        these cannot judge. By default, charts alone say it.

    Raises
    ------
    UnknownNameError
        When the project knows of no such team.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.projects import Charter
    >>> charter = Charter(key="p", title="P", as_of=date(2027, 1, 1))
    >>> found = suggest_progress(Project(charter=charter))
    >>> found.value, found.next.lacking
    (0.5, ('state an aim', 'say who is in the team'))
    """
    project, every = known(project), tuple(charts)
    if team:
        _check_team(project, team)
    goals = goals_of(project, every, met or {})
    return Suggestion(
        rungs=tuple(_rungs(of_team(project, team), every, goals, held)),
        goals=goals,
        own=said(project, OWN, team),
        advisor=said(project, ADVISOR, team),
        decision=decided(project, team),
    )


def _check_team(project: Project, team: str) -> None:
    """Refuse the key of a team that is named nowhere in a project."""
    people = project.groundwork.people if project.groundwork is not None else ()
    named = {
        *(series.team for series in project.series),
        *(cycle.team for cycle in project.cycles),
        *(contact.team for contact in project.contacts),
        *(person.team for person in people),
        *scored_teams(project),
    } - {""}
    if team not in named:
        raise UnknownNameError(say("team"), team, sorted(named))


class _Asked(NamedTuple):
    """Something that a step takes: whether it is so, and in words if so and if not."""

    step: float
    holds: bool
    reason: str
    lack: str


def _rungs(
    project: Project,
    charts: tuple[Charted, ...],
    goals: tuple[GoalProgress, ...],
    held: int,
) -> Iterator[Rung]:
    """Yield each step with what speaks for it and what it lacks."""
    asked = (*_of_work(project, goals), *_of_goals(project, charts, goals, held))
    for value in dict.fromkeys(question.step for question in asked):
        mine = [question for question in asked if question.step == value]
        yield Rung(
            value=value,
            title=_title(value),
            reasons=tuple(question.reason for question in mine if question.holds),
            lacking=tuple(question.lack for question in mine if not question.holds),
        )


def _title(value: float) -> str:
    """Return the name of a step, and whether it could be confirmed."""
    label = SCALE.label(value)
    if value not in UNCONFIRMED:
        return label
    return say("{rung} (name not confirmed)", rung=label)


def _events(project: Project) -> list[pdsa.Event]:
    """Return what happened in cycles."""
    return [event for cycle in project.cycles for event in cycle.log]


def _has_people(project: Project) -> bool:
    """Say whether it is known who takes part."""
    laid = project.groundwork
    named = any(data.team for data in project.series)
    return (
        bool(laid and laid.people)
        or named
        or any(cycle.team for cycle in project.cycles)
    )


def _of_work(project: Project, goals: tuple[GoalProgress, ...]) -> Iterator[_Asked]:
    """Yield what steps 0.5 to 2.5 ask for."""
    events, planned = _events(project), project.plan or project.diagram
    tested = sum(isinstance(event, pdsa.StartTest) for event in events)
    with_data = {
        data.measure.key for data in project.series if np.isfinite(data.observed).any()
    }
    measured = sum(goal.aim.measure in with_data for goal in goals)
    title = bool(project.charter.title)
    yield _Asked(0.5, title, say("the project is written down"), "")
    yield _Asked(1.0, bool(goals), say("an aim is stated"), say("state an aim"))
    who = say("it is known who takes part")
    yield _Asked(1.0, _has_people(project), who, say("say who is in the team"))
    yield _Asked(
        1.5,
        bool(planned or project.measures),
        say("there is a plan, a driver diagram or a measure"),
        say("write a plan or a driver diagram, or choose measures"),
    )
    yield _Asked(
        2.0,
        bool(with_data or events),
        say("data come in, or a cycle is planned"),
        say("collect data on where things stand, or plan a cycle"),
    )
    yield _Asked(
        2.5,
        tested > 0,
        say("{n:# test|# tests} begun", n=tested),
        say("test a change in a cycle"),
    )
    yield _Asked(
        2.5,
        2 * measured > len(goals),
        say("data on {some} of {n:# goal|# goals}", some=measured, n=len(goals)),
        say("collect data on most goals"),
    )


def _of_goals(
    project: Project,
    charts: tuple[Charted, ...],
    goals: tuple[GoalProgress, ...],
    held: int,
) -> Iterator[_Asked]:
    """Yield what steps 3.0 to 5.0 ask for."""
    share = sum(goal.done or 0.0 for goal in goals) / max(len(goals), 1)
    least = min((goal.held for goal in goals if goal.done), default=0)
    now, better = _way(goals, share, least)
    unseen = not charts and any(len(series.records) for series in project.series)
    if goals and unseen:
        now = better = UNCHARTED
    modest = say("reach 20 % of the goals: {now}", now=now)
    beyond = say("go beyond 20 % of the goals: {now}", now=now)
    half = say("reach 50 % of the goals: {now}", now=now)
    yield _Asked(3.0, share >= MODEST, now, modest)
    yield from _of_changes(project)
    yield _Asked(3.5, share > MODEST, now, beyond)
    yield _Asked(4.0, share >= SIGNIFICANT, now, half)
    yield _Asked(
        4.5,
        least >= held,
        say("{better}, in a row", better=better),
        say(
            "stay better than the baseline for {held} values (ours): {better}",
            held=held,
            better=better,
        ),
    )
    yield from _of_results(charts, goals, unseen)


def _of_results(
    charts: tuple[Charted, ...],
    goals: tuple[GoalProgress, ...],
    unseen: bool,  # noqa: FBT001
) -> Iterator[_Asked]:
    """Yield what steps 4.5 and 5.0 ask of measures and of goals."""
    worse = tuple(
        chart.series.measure.title
        for chart in charts
        if chart.judgement.moved == spc.Variation.CONCERN
    )
    data = any(np.isfinite(chart.series.observed).any() for chart in charts)
    yield _Asked(4.5, data and not worse, SAFE, _unsafe(worse, unseen))
    met = sum(goal.done == 1 for goal in goals)
    yield _Asked(
        5.0,
        0 < met == len(goals),
        say(
            "all goals are met; whether the organisation changed with it, people must"
            " say"
        ),
        say("meet all goals: {met} of {goals} met", met=met, goals=len(goals)),
    )


def _way(goals: tuple[GoalProgress, ...], share: float, least: int) -> tuple[str, str]:
    """Say how much of the way is done, and how long it held, if data show it."""
    if all(goal.done is None for goal in goals):
        unknown = say("nothing shows yet how much of the way is done")
        return unknown, say("no value to compare with a baseline")
    way = say("{share:.0f} % of the way to the goals", share=100 * share)
    return way, say("the latest {n:# value|# values} better than the baseline", n=least)


def _unsafe(worse: tuple[str, ...], unseen: bool) -> str:  # noqa: FBT001
    """Say what speaks against it that no measure got worse."""
    if worse:
        return say("see to what got worse (ours): {measures}", measures=worse)
    if unseen:
        return UNSEEN
    return say("collect data: nothing shows whether a measure got worse (ours)")


def _of_changes(project: Project) -> Iterator[_Asked]:
    """Yield what steps 3.0 to 4.0 ask of changes that were tested."""
    events = _events(project)
    kept = [event for event in events if isinstance(event, pdsa.Adopt | pdsa.Adapt)]
    first = min((event.on for event in kept), default=project.charter.as_of)
    later = any(
        isinstance(event, pdsa.StartTest) and event.on > first for event in events
    )
    yield _Asked(
        3.0,
        bool(kept),
        say(
            "{n:# test|# tests} ended in a change that was adopted or adapted",
            n=len(kept),
        ),
        say("end a test by adopting or adapting the change"),
    )
    yield _Asked(
        3.5,
        later,
        say("testing went on after a change was kept (ours)"),
        say("go on testing after a change is kept (ours)"),
    )
    yield _Asked(
        4.0,
        any(isinstance(event, pdsa.Adopt) for event in kept),
        say("a change was adopted"),
        say("adopt a change"),
    )
