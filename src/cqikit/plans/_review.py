"""Reviewing and revising a plan with nothing lost; a plan as it was, and as known."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from attrs import evolve

from cqikit.core import a_day, arguments, instance_of, list_of, optional, say
from cqikit.errors import FieldError
from cqikit.plans._areas import Area, DataSource
from cqikit.plans._changes import Change, changed
from cqikit.plans._events import Reflect, ReviewStep, Revise, StartReview
from cqikit.plans._plan import Plan, advance, replacements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cqikit.actions import ActionStep

__all__ = ["history", "known", "previous", "review", "revise"]


@arguments(
    plan=instance_of(Plan),
    steps=list_of(say("reviewed steps"), ReviewStep),
    on=a_day,
    roles=list_of(say("roles"), str),
)
def review(
    plan: Plan,
    steps: Iterable[ReviewStep],
    *,
    on: date,
    roles: Iterable[str],
    went_well: str = "",
    do_better: str = "",
    needs_now: str = "",
) -> Plan:
    """Return `plan` with a review in its log: who gathered, and what they said.

    Parameters
    ----------
    plan : Plan
    steps : iterable of ReviewStep
        For each step: done? effective? what does it lack?
    on : date
        When people gathered.
    roles : iterable of str
        Who they were.
    went_well, do_better, needs_now : str
        What they said of the program as a whole, as of `Reflect`; by default nothing.

    Raises
    ------
    TransitionError
        When a review is not possible now; it says why, or what is.
    """
    plan = advance(plan, StartReview(on=on, roles=tuple(roles)))
    for step in steps:
        plan = advance(plan, step)
    if not went_well + do_better + needs_now:
        return plan
    said = Reflect(on=on, went_well=went_well, do_better=do_better, needs_now=needs_now)
    return advance(plan, said)


@arguments(
    plan=instance_of(Plan),
    changes=list_of(say("changes of steps"), *get_args(Change)),
    on=a_day,
    areas=optional(list_of(say("areas"), Area)),
    sources=optional(list_of(say("sources"), DataSource)),
)
def revise(
    plan: Plan,
    changes: Iterable[Change],
    *,
    on: date,
    why: str = "",
    areas: Iterable[Area] | None = None,
    sources: Iterable[DataSource] | None = None,
) -> Plan:
    """Return the next version of a reviewed plan; the last one stays in its log.

    No step is lost: one that is split, merged or given up stays, with what
    became of it.

    Parameters
    ----------
    plan : Plan
    changes : iterable of Change
        `Add`, `Redefine`, `Split`, `Merge` and `DropStep`, done one by one.
    on : date
        The day of the revision.
    why : str
        Why; not told unless said.
    areas, sources : optional
        The areas and sources as they are now, with new scores and needs; as they were
        unless said.

    Raises
    ------
    TransitionError
        When the plan is not being reviewed.
    FieldError
        When `on` is before what happened to a step, or a step is over.
    UnknownNameError, DuplicateError
        When a change names a step that is not there, or adds one that is.
    """
    steps = {step.key: step for step in plan.steps}
    for step in plan.steps:
        if step.log and step.log[-1].on > on:
            raise FieldError(
                "on",
                say("must not be before the log of step {step!r} ends", step=step.key),
                on,
            )
    said = []
    for change in changes:
        steps, sentence = changed(steps, change, on)
        said.append(sentence)
    before = [step for step in plan.steps if steps[step.key] is not step]
    known = {step.key for step in plan.steps}
    new = [key for key in steps if key not in known]
    event = Revise(
        on=on,
        why=why,
        changes=said,
        added=new,
        before=before,
        areas=None if areas is None else plan.areas,
        sources=None if sources is None else plan.sources,
    )
    now = evolve(
        plan,
        steps=tuple(steps.values()),
        areas=plan.areas if areas is None else areas,
        sources=plan.sources if sources is None else sources,
    )
    return advance(now, event)


@arguments(plan=instance_of(Plan))
def previous(plan: Plan) -> Plan | None:
    """Return the plan as it was just before its last revision, None for the first."""
    revisions = [
        (at, entry) for at, entry in enumerate(plan.log) if isinstance(entry, Revise)
    ]
    if not revisions:
        return None
    place, event = revisions[-1]
    before = {step.key: step for step in event.before}
    steps = (
        before.get(step.key) or _as_on(step, event.on)
        for step in plan.steps
        if step.key not in event.added
    )
    return evolve(
        plan,
        steps=tuple(steps),
        areas=plan.areas if event.areas is None else event.areas,
        sources=plan.sources if event.sources is None else event.sources,
        log=plan.log[:place],
    )


def _as_on(step: ActionStep, day: date) -> ActionStep:
    """Return a step with what had happened to it by a day."""
    kept = tuple(event for event in step.log if event.on <= day)
    return step if len(kept) == len(step.log) else evolve(step, log=kept)


@arguments(plan=instance_of(Plan))
def history(plan: Plan) -> tuple[Plan, ...]:
    """Return every version of the plan, the first one first, itself last."""
    versions = [plan]
    while (earlier := previous(versions[-1])) is not None:
        versions.append(earlier)
    return tuple(reversed(versions))


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
    >>> from cqikit import actions
    >>> from cqikit.actions import ActionStep, Finish
    >>> rugs = ActionStep(key="rugs", what="replace three rugs", who="director")
    >>> done = actions.advance(rugs, Finish(on=date(2026, 10, 9)))
    >>> then = known(
    ...     Plan(key="cqip", title="Our plan", steps=[done]), as_of=date(2026, 10, 1)
    ... )
    >>> actions.state(then.steps[0]).value
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
    steps = [_as_on(action_step, as_of) for action_step in plan.steps]
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
