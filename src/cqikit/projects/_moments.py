"""What happened when: the events of all rooms in words, in order of time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit import actions, pdsa, plans
from cqikit.core import arguments, format_number, instance_of
from cqikit.projects._known import known
from cqikit.projects._project import Project
from cqikit.projects._told import told_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.projects._charter import ProjectEvent
    from cqikit.projects._coaching import Contact

__all__ = ["WORKED", "TimelineEntry", "timeline"]

#: What each event is called, by its type.
SAID: Final = {
    "Involve": "took part",
    "Begin": "begun",
    "Observe": "seen",
    "ContextChange": "changed around it",
    "StartReview": "review begun",
    "ReviewStep": "reviewed",
    "Reflect": "reflected on",
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
    *("roles", "who", "objective", "question", "prediction"),
    *("what", "where", "data", "measure", "measures", "conditions", "questions"),
    *("changes", "value", "actual", "happened", "learned", "evidence", "result"),
    *("differences", "why", "reason", "note", "how", "source"),
    *("went_well", "do_better", "needs_now"),
)
#: What stands before a field that would say too little alone.
BEFORE: Final = {
    "where": "where: ",
    "data": "data: ",
    "measure": "measured by ",
    "measures": "measured by ",
    "conditions": "under the conditions: ",
    "questions": "asked: ",
    "evidence": "shown by ",
    "source": "from ",
    "went_well": "what went well: ",
    "do_better": "what to do better: ",
    "needs_now": "how needs have changed: ",
}
#: Fields that name people, and how an event says them.
NAMED: Final = {"role": "by", "audience": "with"}
#: What a review says of a step: whether it worked.
WORKED: Final = {True: "it worked", False: "it did not work", None: ""}
#: What somebody who sees a step says of it.
WORKS: Final = {True: "it works", False: "it does not work", None: ""}


@frozen(kw_only=True)
class TimelineEntry:
    """Something that happened: when, where it is recorded, and what it was.

    Parameters
    ----------
    on : date
        The first day of it, by which moments are in order.
    when : str
        When it was, as far as that was given: a day, a month, a year.
    where, what : str
        In which room, in words; and what it was.
    place : str
        What it is about: ``plan``, or with a key ``steps.tables``, ``cycles.first``,
        ``assessed.spring``; else "". What a plan's log tells of one step is about
        that step.
    """

    on: date
    when: str
    where: str
    what: str
    place: str = ""


@arguments(project=instance_of(Project))
def timeline(project: Project) -> tuple[TimelineEntry, ...]:
    """Return what happened when, of all rooms, in order of time.

    What came after the charter's day is not known.
    """
    project = known(project)
    titles = project.measure_titles
    found = [
        *map(_happened, project.charter.happenings),
        *(
            _moment(
                assessed.on,
                "assessment",
                assessed.title or assessed.responses.framework.title,
                f"assessed.{assessed.key}",
            )
            for assessed in project.assessed
            if assessed.on
        ),
        *_of_plan(project.plan),
        *_of_support(project),
        *(
            TimelineEntry(on=on.first, when=str(on), where=where, what=what)
            for on, where, what in told_days(project)
        ),
        *(
            _moment(
                event.on,
                f"cycle \u201c{cycle.title}\u201d",
                _spoken(event, titles=titles),
                f"cycles.{cycle.key}",
            )
            for cycle in project.cycles
            for event in cycle.log
        ),
    ]
    return tuple(sorted(found, key=lambda moment: moment.on))


def _moment(on: date, where: str, what: str, place: str) -> TimelineEntry:
    return TimelineEntry(on=on, when=str(on), where=where, what=what, place=place)


def _of_support(project: Project) -> Iterator[TimelineEntry]:
    for cause in project.causes:
        if cause.on is not None:
            yield _moment(cause.on, "cause", cause.title, f"causes.{cause.key}")
    for contact in project.contacts:
        yield _moment(contact.on, "coaching", _contact(contact), "")


def _contact(contact: Contact) -> str:
    said = ", ".join(
        filter(None, (contact.who, f"with {contact.team}" if contact.team else ""))
    )
    return f"{said}: {contact.topic}" if said else contact.topic


def _happened(event: ProjectEvent) -> TimelineEntry:
    until = f" to {event.until}" if event.until and event.until != event.on else ""
    source = f" ({event.source})" if event.source else ""
    return TimelineEntry(
        on=event.on.first,
        when=f"{event.on}{until}",
        where="charter",
        what=f"{event.title}{source}",
    )


def _of_plan(plan: plans.Plan | None) -> Iterator[TimelineEntry]:
    if plan is None:
        return
    steps = {step.key: step.what for step in plan.steps}
    for told in plan.log:
        step = getattr(told, "step", "")
        where = f"step \u201c{steps[step]}\u201d" if step else "plan"
        about = f"steps.{step}" if step else "plan"
        yield _moment(told.on, where, _spoken(told, steps), about)
    for step in plan.steps:
        for event in step.log:
            yield _moment(
                event.on,
                f"step \u201c{step.what}\u201d",
                _spoken(event, steps),
                f"steps.{step.key}",
            )


def _spoken(
    event: object,
    steps: Mapping[str, str] | None = None,
    *,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Return an event in words, and what it tells."""
    told = [*_special(event, steps or {})]
    for name in TOLD:
        text = _text(getattr(event, name, ""))
        if name in {"measure", "measures"}:
            # A prediction may name its measure in words.
            keys = text.split("; ")
            text = "; ".join((titles or {}).get(key, key) for key in keys)
        before = BEFORE.get(name, "")
        told.append(f"{before}{text}" if text else "")
    said = "; ".join(filter(None, told))
    if isinstance(event, plans.Revise):
        # What changed was said of steps by their keys.
        for key, what in (steps or {}).items():
            named = f"\u201c{what}\u201d"
            said = said.replace(repr(key), named).replace(f"{named}: {what}", named)
    name = SAID[type(event).__name__]
    for word, before in NAMED.items():
        people = getattr(event, word, "")
        name += f" {before} {people}" if people else ""
    author = getattr(event, "author", "")
    by = f" (written by {author})" if author else ""
    return f"{name}: {said}{by}" if said else f"{name}{by}"


def _special(event: object, steps: Mapping[str, str]) -> Iterator[str]:
    """Yield what an event tells in fields that mean something of their own."""
    match event:
        case plans.ReviewStep(done=done, effective=effective):
            yield "done" if done else "not done"
            yield WORKED[effective]
            if event.lacks:
                yield f"it needs {', '.join(event.lacks)}"
        case plans.Observe() | actions.Note():
            yield WORKS[event.works]
        case plans.Share(count=count) if count is not None:
            yield f"{count} people"
        case plans.ContextChange(trigger=trigger):
            yield trigger.value
        case actions.Replace(by=by):
            yield " and ".join(steps.get(key, key) for key in by)
        case actions.Move(when=when):
            yield f"to {when}"
        case pdsa.Correct(instead=instead):
            yield f"now {_spoken(instead)}"
        case _:
            yield from _of_cycle(event)


def _of_cycle(event: object) -> Iterator[str]:
    """Yield what an event of a cycle tells beside its texts."""
    match event:
        case pdsa.Plan():
            yield event.purpose.value if event.purpose is not pdsa.Purpose.TEST else ""
            yield f"on {event.when}" if event.when else ""
            yield (
                f"with {event.scale or 'some'} {event.unit or 'units'}"
                if (event.scale or event.unit)
                else ""
            )
        case pdsa.Observe(problem=True):
            yield "a problem"
        case pdsa.EndTest(as_planned=False):
            yield "not as planned"
        case pdsa.Compare(verdict=pdsa.Verdict() as verdict):
            yield verdict.value
        case (
            pdsa.Adopt(next_scale=pdsa.NextScale() as scale)
            | pdsa.Adapt(next_scale=pdsa.NextScale() as scale)
        ):
            yield f"the next scale is {scale.value}"
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
            return "; ".join(map(_text, value))
        case int() | float():
            return format_number(value)
        case pdsa.EvidenceItem():
            way = {True: ", for it", False: ", against it", None: ""}[value.supports]
            source = f", {value.source}" if value.source else ""
            return f"{value.summary} ({value.kind.value}{way}{source})"
        case _:
            return pdsa.in_sentence(value)
