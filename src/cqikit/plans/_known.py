"""What was known of a plan on a day: no event, revision, step or source of later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from cqikit.core import a_day, arguments, instance_of
from cqikit.plans._events import Revise
from cqikit.plans._plan import Plan, replacements
from cqikit.plans._review import as_on, previous

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cqikit.actions import ActionStep
    from cqikit.plans._areas import Area

__all__ = ["known"]


@arguments(plan=instance_of(Plan), as_of=a_day)
def known(plan: Plan, *, as_of: date) -> Plan | None:
    """Return a plan as it was known on a day; None when it was not written yet.

    Later revisions are undone, later events of the plan and its steps left out, and so
    are steps that were written later, and later sources with their scores. What has no
    date is taken as always known.

    Parameters
    ----------
    plan : Plan
    as_of : date
        The last day that counts.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.actions import ActionStep, Finish, record, status
    >>> rugs = ActionStep(key="rugs", what="replace three rugs", who="director")
    >>> done = record(rugs, Finish(on=date(2026, 10, 9)))
    >>> then = known(
    ...     Plan(key="cqip", title="Our plan", steps=[done]), as_of=date(2026, 10, 1)
    ... )
    >>> status(then.steps[0]).value
    'planned'
    """
    if plan.on is not None and plan.on > as_of:
        return None
    while _revised_after(plan, as_of) and (before := previous(plan)) is not None:
        plan = before
    steps = tuple(_steps(plan, as_of))
    log = tuple(event for event in plan.log if event.on <= as_of)
    sources = tuple(source for source in plan.sources if source.on.first <= as_of)
    same = sources == plan.sources and log == plan.log and steps == plan.steps
    if same:
        return plan
    later = {source.key for source in plan.sources} - {source.key for source in sources}
    areas = tuple(_scored(area, later) for area in plan.areas)
    return evolve(plan, steps=steps, log=log, sources=sources, areas=areas)


def _revised_after(plan: Plan, as_of: date) -> bool:
    return any(isinstance(event, Revise) and event.on > as_of for event in plan.log)


def _steps(plan: Plan, as_of: date) -> Iterator[ActionStep]:
    """Yield the steps that were written by a day, with what had happened by then."""
    steps = [as_on(action_step, as_of) for action_step in plan.steps]
    named = {key for step in steps for key in replacements(step)}
    later = {
        step.key
        for step in steps
        if step.written_on is not None
        and step.written_on > as_of
        # What took the place of another was there, whatever it says.
        and step.key not in named
    }
    for step in steps:
        if step.key not in later:
            yield _unlinked(step, later) if later else step


def _unlinked(step: ActionStep, later: set[str]) -> ActionStep:
    """Return a step without links to those that came later."""
    after = tuple(key for key in step.after if key not in later)
    return evolve(
        step, after=after, parent=None if step.parent in later else step.parent
    )


def _scored(area: Area, later: set[str]) -> Area:
    """Return an area without the scores of sources that came later."""
    if not any(score.source in later for score in area.scores):
        return area
    kept = tuple(score for score in area.scores if score.source not in later)
    return evolve(area, scores=kept)
