"""Where people put a project, or one team of it, on the scale of progress."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit.assessments import FRAMEWORKS
from cqikit.core import arguments, instance_of
from cqikit.projects._project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cqikit.assessments import Answer
    from cqikit.projects._groundwork import ProgressDecision

__all__ = ["ADVISOR", "OWN", "PROGRESS", "decided", "of_team", "said", "scored_teams"]

#: The framework of progress scores.
PROGRESS: Final = FRAMEWORKS["team-progress"]
#: Roles of those who say where the project stands.
OWN: Final = frozenset({"team", "own", "self"})
ADVISOR: Final = frozenset({"advisor", "adviser", "improvement advisor", "coach"})


def of_team(project: Project, team: str) -> Project:
    """Return a project with the series and cycles of one team; of all, without one."""
    if not team:
        return project
    return evolve(
        project,
        series=tuple(series for series in project.series if series.team == team),
        cycles=tuple(cycle for cycle in project.cycles if cycle.team == team),
    )


@arguments(project=instance_of(Project))
def scored_teams(project: Project) -> tuple[str, ...]:
    """Return the keys of the teams that anybody scored or decided on, in order."""
    scored = {answer.unit for answer, _, _ in _scores(project)}
    laid = project.groundwork
    told = {decision.team for decision in (laid.progress if laid else ())}
    return tuple(sorted((scored | told) - {""}))


def said(project: Project, roles: frozenset[str], team: str) -> float | None:
    """Return what those of some roles said on the last day on which they did.

    Of the project as a whole (no `team`), what was said of it as such; else the median
    of what was said of its teams.
    """
    of_roles = [
        score for score in _scores(project) if score[0].role.casefold() in roles
    ]
    mine = [role for role in of_roles if role[0].unit == team]
    known = mine or ([] if team else of_roles)
    last = max((on for _, on, _ in known), default=None)
    return median(value for _, on, value in known if on == last) if known else None


def decided(project: Project, team: str) -> ProgressDecision | None:
    """Return the last decision on a team, or on the project as a whole."""
    laid, as_of = project.groundwork, project.charter.as_of
    known = [
        decision
        for decision in (laid.progress if laid else ())
        if decision.on <= as_of and decision.team == team
    ]
    return max(known, key=lambda decision: decision.on, default=None)


def _scores(project: Project) -> Iterator[tuple[Answer, date, float]]:
    """Yield each score with its day and its value, as far as they are known."""
    as_of = project.charter.as_of
    for assessed in project.assessed:
        of = assessed.responses.framework
        for answer in assessed.responses.answers if of.key == PROGRESS.key else ():
            on = answer.on or assessed.on or as_of
            if answer.value is not None and on <= as_of:
                scale = of.scale_of(of.item(answer.item))
                yield answer, on, scale.number(answer.value)
