"""What happened when: the events of all rooms in words, in order of time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit import actions, pdsa, plans
from cqikit.core import arguments, instance_of, readable
from cqikit.projects._project import Project
from cqikit.projects._told import told_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.projects._charter import Happening
    from cqikit.projects._coaching import Contact

__all__ = ["Moment", "timeline"]

#: What each event is called, by its type.
SAID: Final = {
    "Involve": "took part",
    "Begin": "begun",
    "Observe": "seen",
    "ContextChange": "changed around it",
    "Gather": "review begun",
    "ReviewStep": "reviewed",
    "Revise": "revised",
    "Share": "shared",
    "Celebrate": "celebrated",
    "Own": "taken over",
    "Move": "moved",
    "Start": "begun",
    "Note": "noted",
    "Hold": "waits",
    "Resume": "goes on",
    "Finish": "done",
    "Reopen": "taken up again",
    "Drop": "given up",
    "Replace": "replaced by",
    "Plan": "planned",
    "Predict": "predicted",
    "StartTest": "test begun",
    "EndTest": "test over",
    "Compare": "compared",
    "Conclude": "learned",
    "Adopt": "adopted",
    "Adapt": "adapted",
    "Abandon": "abandoned",
    "Stop": "stopped",
    "Correct": "corrected",
}
#: What an event tells, as far as it has these fields, in this order.
TOLD: Final = (
    *("role", "roles", "who", "audience", "objective", "question", "prediction"),
    *("what", "changes", "value", "actual", "happened", "learned", "result"),
    *("differences", "why", "reason", "note", "how"),
)
#: What a review says of a step: whether it worked.
WORKED: Final = {True: "it worked", False: "it did not work", None: ""}


@frozen(kw_only=True)
class Moment:
    """Something that happened: when, where it is recorded, and what it was.

    Parameters
    ----------
    on : date
        The first day of it, by which moments are in order.
    when : str
        When it was, as far as that was given: a day, a month, a year.
    where, what : str
    """

    on: date
    when: str
    where: str
    what: str


@arguments(project=instance_of(Project))
def timeline(project: Project) -> tuple[Moment, ...]:
    """Return what happened when, of all rooms, in order of time."""
    found = [
        *(_happened(one) for one in project.charter.happenings),
        *(
            _moment(one.on, "assessment", one.title or one.responses.framework.title)
            for one in project.assessed
            if one.on
        ),
        *_of_plan(project.plan),
        *(
            _moment(one.on, "cause", one.title)
            for one in project.causes
            if one.on is not None
        ),
        *(_moment(one.on, "coaching", _contact(one)) for one in project.contacts),
        *(
            Moment(on=on.first, when=str(on), where=where, what=what)
            for on, where, what in told_days(project)
        ),
        *(
            _moment(event.on, f"cycle \u201c{cycle.title}\u201d", _spoken(event))
            for cycle in project.cycles
            for event in cycle.log
        ),
    ]
    return tuple(sorted(found, key=lambda moment: moment.on))


def _moment(on: date, where: str, what: str) -> Moment:
    return Moment(on=on, when=str(on), where=where, what=what)


def _contact(one: Contact) -> str:
    said = ", ".join(filter(None, (one.who, f"with {one.team}" if one.team else "")))
    return f"{said}: {one.topic}" if said else one.topic


def _happened(one: Happening) -> Moment:
    until = f" to {one.until}" if one.until and one.until != one.on else ""
    return Moment(
        on=one.on.first, when=f"{one.on}{until}", where="charter", what=one.title
    )


def _of_plan(plan: plans.Plan | None) -> Iterator[Moment]:
    if plan is None:
        return
    steps = {step.key: step.what for step in plan.steps}
    for told in plan.log:
        yield _moment(told.on, "plan", _spoken(told, steps))
    for step in plan.steps:
        for event in step.log:
            yield _moment(
                event.on, f"step \u201c{step.what}\u201d", _spoken(event, steps)
            )


def _spoken(event: object, steps: Mapping[str, str] | None = None) -> str:
    """Return an event in words, and what it tells."""
    told = [*_special(event, steps or {})]
    told += [_text(getattr(event, one, "")) for one in TOLD]
    said = "; ".join(filter(None, told))
    if isinstance(event, plans.Revise):
        # What changed was said of steps by their keys.
        for key, what in (steps or {}).items():
            named = f"\u201c{what}\u201d"
            said = said.replace(repr(key), named).replace(f"{named}: {what}", named)
    name = SAID[type(event).__name__]
    author = getattr(event, "author", "")
    by = f" (written by {author})" if author else ""
    return f"{name}: {said}{by}" if said else f"{name}{by}"


def _special(event: object, steps: Mapping[str, str]) -> Iterator[str]:
    """Yield what an event tells in fields that mean something of their own."""
    match event:
        case plans.ReviewStep(step=step, done=done, effective=effective):
            yield steps[step]
            yield "done" if done else "not done"
            yield WORKED[effective]
            if event.lacks:
                yield f"it needs {', '.join(event.lacks)}"
        case plans.Observe(step=step) if step:
            yield steps[step]
        case plans.Share(count=count) if count is not None:
            yield f"{count} people"
        case actions.Replace(by=by):
            yield " and ".join(steps.get(key, key) for key in by)
        case actions.Move(when=when):
            yield f"to {when}"
        case pdsa.Correct(instead=instead):
            yield f"now {_spoken(instead)}"
        case _:
            return


def _text(value: Any) -> str:
    """Return what a field says as text, "" where it says nothing."""
    match value:
        case None:
            return ""
        case str():
            return value
        case tuple():
            return "; ".join(value)
        case int() | float():
            return readable(value)
        case _:
            return pdsa.in_sentence(value)
