"""What hangs on what in a project: needs, ideas, cycles and measures, by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit import drivers, pdsa, plans
from cqikit.projects._causes import CauseStanding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cqikit.projects._causes import Cause
    from cqikit.projects._project import Project

__all__ = [
    "causes_of",
    "cycles_on",
    "ideas_for",
    "known_needs",
    "measured_by",
    "measures_of",
    "needs_ever",
]


def needs_ever(plan: plans.Plan) -> Iterator[tuple[plans.Need, str, date | None]]:
    """Yield each need with its area, and when a review took it out, if one did.

    Those that the plan has come first, and then those that it had, the latest first.
    """
    versions: list[tuple[tuple[plans.Area, ...], date | None]] = [(plan.areas, None)]
    versions += [
        (event.areas or (), event.on)
        for event in reversed(plan.log)
        if isinstance(event, plans.Revise)
    ]
    seen: set[str] = set()
    for areas, removed in versions:
        for area in areas:
            for need in area.growth:
                if need.key not in seen:
                    seen.add(need.key)
                    yield need, area.title, removed


def known_needs(project: Project) -> set[str]:
    """Return the keys of what steps and ideas can answer: needs, and what was assessed.

    Needs that a review removed are among them.
    """
    found = {
        item.key
        for assessed in project.assessed
        for item in assessed.responses.framework.all_items
    }
    if project.plan is not None:
        found |= {need.key for need, _, _ in needs_ever(project.plan)}
    return found


def ideas_for(project: Project, need: str) -> tuple[drivers.ChangeIdea, ...]:
    """Return the ideas that answer a need, or a cause of it."""
    if project.diagram is None:
        return ()
    causes = causes_of(project, need=need)
    return tuple(
        idea
        for idea in project.diagram.ideas
        if need in idea.answers
        or any(_answers(project.diagram, idea.key, cause) for cause in causes)
    )


def causes_of(project: Project, *, need: str = "", idea: str = "") -> tuple[Cause, ...]:
    """Return the causes of a need, or those that an idea answers; none ruled out."""
    return tuple(
        cause
        for cause in project.causes
        if cause.standing is not CauseStanding.RULED_OUT
        and (
            (need and cause.need == need)
            or (idea and _answers(project.diagram, idea, cause))
        )
    )


def _answers(diagram: drivers.Diagram | None, idea: str, cause: Cause) -> bool:
    """Say whether an idea answers a cause: by its name, or under its driver."""
    if idea == cause.idea:
        return True
    if diagram is None or not cause.driver or cause.idea:
        return False
    return cause.driver in drivers.effects_of(diagram, idea)


def cycles_on(project: Project, idea: str) -> tuple[pdsa.Cycle, ...]:
    """Return the cycles that test an idea."""
    return tuple(cycle for cycle in project.cycles if cycle.idea == idea)


def measures_of(project: Project, idea: str) -> tuple[str, ...]:
    """Return the keys of what would show an idea: of its drivers, and of its cycles."""
    found: list[str] = []
    diagram = project.diagram
    if diagram is not None and idea in {
        change_idea.key for change_idea in diagram.ideas
    }:
        above = set(drivers.effects_of(diagram, idea))
        found += [
            key
            for driver in diagram.drivers
            if driver.key in above
            for key in driver.measures
        ]
    for cycle in cycles_on(project, idea) if idea else ():
        found += measured_by(cycle)
    return tuple(dict.fromkeys(found))


def measured_by(cycle: pdsa.Cycle) -> tuple[str, ...]:
    """Return the keys of what a cycle leans on: of its plan, and of its predictions."""
    plan = pdsa.latest(cycle, pdsa.Plan)
    predicted = (
        comparison.measure
        for comparison in pdsa.comparisons(cycle)
        if comparison.measure
    )
    return (*(plan.measures if plan is not None else ()), *predicted)
