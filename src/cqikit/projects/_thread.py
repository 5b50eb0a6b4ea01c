"""The thread from need to proof."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

from cqikit import actions, drivers, pdsa, plans
from cqikit.core import arguments, instance_of
from cqikit.projects._project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["Origin", "Strand", "Tried", "thread"]


class Origin(StrEnum):
    """Where a strand begins."""

    NEED = "need"
    IDEA = "idea"


@frozen(kw_only=True)
class Tried:
    """What was done about it: an action step or a PDSA cycle, its state, since when.

    `since` is the day of its first event, None before it has any.
    """

    key: str
    title: str
    state: str
    since: date | None = None


@frozen(kw_only=True)
class Strand:
    """One need of the plan, or one change idea, followed as far as it goes.

    Parameters
    ----------
    origin : Origin
    key, title : str
        Of the need or idea.
    serves : tuple of str
        Titles of what it is for: the area of a need, the drivers of an idea.
    tried : tuple of Tried
        The steps that answer a need, the cycles that test an idea.
    measures : tuple of str
        Keys of the measures that would show it, with data or without.
    missing : str
        The first link that is not there, in words; "" when the thread holds.
    """

    origin: Origin
    key: str
    title: str
    serves: tuple[str, ...]
    tried: tuple[Tried, ...]
    measures: tuple[str, ...]
    missing: str


@arguments(project=instance_of(Project))
def thread(project: Project) -> tuple[Strand, ...]:
    """Return a strand for each need of the plan and each idea of the diagram."""
    return (*_of_needs(project), *_of_ideas(project))


def _of_needs(project: Project) -> Iterator[Strand]:
    plan = project.plan
    if plan is None:
        return
    areas = {need.key: area.title for area in plan.areas for need in area.growth}
    for need in plans.needs(plan):
        answering = [step for step in plan.steps if need.key in step.answers]
        tried = tuple(
            Tried(
                key=step.key,
                title=step.what,
                state=actions.status(step).value,
                since=min((event.on for event in step.log), default=None),
            )
            for step in answering
        )
        measured = tuple(dict.fromkeys(one.measure for one in answering if one.measure))
        yield Strand(
            origin=Origin.NEED,
            key=need.key,
            title=need.title,
            serves=(areas[need.key],),
            tried=tried,
            measures=measured,
            missing=_missing(project, "no step answers it", tried, measured),
        )


def _of_ideas(project: Project) -> Iterator[Strand]:
    diagram = project.diagram
    if diagram is None:
        return
    by_key = {one.key: one for one in diagram.drivers}
    for idea in diagram.ideas:
        above = [
            by_key[key]
            for key in drivers.effects_of(diagram, idea.key)
            if key in by_key
        ]
        tested = [cycle for cycle in project.cycles if cycle.idea == idea.key]
        tried = tuple(
            Tried(
                key=one.key,
                title=one.title,
                state=pdsa.phase(one).value,
                since=min((event.on for event in one.log), default=None),
            )
            for one in tested
        )
        plan_events = [pdsa.latest(one, pdsa.Plan) for one in tested]
        named = [key for one in above for key in one.measures]
        named += [key for one in plan_events if one for key in one.measures]
        measured = tuple(dict.fromkeys(named))
        yield Strand(
            origin=Origin.IDEA,
            key=idea.key,
            title=idea.title,
            serves=tuple(one.title for one in above),
            tried=tried,
            measures=measured,
            missing=_missing(project, "no cycle tests it", tried, measured),
        )


def _missing(
    project: Project, untried: str, tried: tuple[Tried, ...], measures: tuple[str, ...]
) -> str:
    if not tried:
        return untried
    if not measures:
        return "no measure would show it"
    with_data = {one.measure.key for one in project.series}
    if not with_data.intersection(measures):
        return "its measures have no data"
    return ""
