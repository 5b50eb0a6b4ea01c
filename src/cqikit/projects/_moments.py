"""What happened when: the events of all rooms in words, in order of time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit import actions, pdsa, plans
from cqikit.core import Sentence, arguments, instance_of, say
from cqikit.projects._known import known
from cqikit.projects._places import PLAN
from cqikit.projects._project import Project
from cqikit.projects._told import told_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cqikit.projects._charter import ProjectEvent
    from cqikit.projects._coaching import Contact

__all__ = ["WORKED", "TimelineEntry", "timeline"]

#: What each event is called, by its type.
SAID: Final = {
    "Involve": say("took part"),
    "Begin": say("begun"),
    "Observe": say("seen"),
    "ContextChange": say("changed around it"),
    "StartReview": say("review begun"),
    "ReviewStep": say("reviewed"),
    "Reflect": say("reflected on"),
    "Revise": say("revised"),
    "Share": say("shared"),
    "Celebrate": say("celebrated"),
    "Own": say("taken over"),
    "Move": say("moved"),
    "Start": say("begun"),
    "Note": say("noted"),
    "Hold": say("waits"),
    "Resume": say("goes on"),
    "Finish": say("done"),
    "Reopen": say("taken up again"),
    "Drop": say("given up"),
    "Replace": say("replaced by"),
    "Plan": say("planned"),
    "Predict": say("predicted"),
    "StartTest": say("test begun"),
    "EndTest": say("test over"),
    "Compare": say("compared"),
    "Conclude": say("learned"),
    "Adopt": say("adopted"),
    "Adapt": say("adapted"),
    "Abandon": say("abandoned"),
    "Stop": say("stopped"),
    "Correct": say("corrected"),
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
BEFORE: Final[dict[str, Callable[[str], Sentence]]] = {
    "where": lambda text: say("where: {text}", text=text),
    "data": lambda text: say("data: {text}", text=text),
    "measure": lambda text: say("measured by {text}", text=text),
    "measures": lambda text: say("measured by {text}", text=text),
    "conditions": lambda text: say("under the conditions: {text}", text=text),
    "questions": lambda text: say("asked: {text}", text=text),
    "evidence": lambda text: say("shown by {text}", text=text),
    "source": lambda text: say("from {text}", text=text),
    "went_well": lambda text: say("what went well: {text}", text=text),
    "do_better": lambda text: say("what to do better: {text}", text=text),
    "needs_now": lambda text: say("how needs have changed: {text}", text=text),
}
#: Fields that name people, and how an event says them.
NAMED: Final[dict[str, Callable[[str, str], Sentence]]] = {
    "role": lambda event, who: say("{event} by {who}", event=event, who=who),
    "audience": lambda event, who: say("{event} with {who}", event=event, who=who),
}
#: What a review says of a step: whether it worked.
WORKED: Final = {True: say("it worked"), False: say("it did not work"), None: ""}
#: Whether evidence speaks for what was predicted.
WAYS: Final = {True: say("for it"), False: say("against it"), None: ""}
#: What somebody who sees a step says of it.
WORKS: Final = {True: say("it works"), False: say("it does not work"), None: ""}


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
                say("assessment"),
                assessed.title or assessed.responses.framework.title,
                f"assessed.{assessed.key}",
            )
            for assessed in project.assessed
            if assessed.on
        ),
        *_of_plan(project.plan),
        *_of_support(project),
        *(
            TimelineEntry(on=on.first, when=say("{on}", on=on), where=where, what=what)
            for on, where, what in told_days(project)
        ),
        *(
            _moment(
                event.on,
                say("cycle “{cycle}”", cycle=cycle.title),
                _spoken(event, titles=titles),
                f"cycles.{cycle.key}",
            )
            for cycle in project.cycles
            for event in cycle.log
        ),
    ]
    return tuple(sorted(found, key=lambda moment: moment.on))


def _moment(on: date, where: str, what: str, place: str) -> TimelineEntry:
    return TimelineEntry(
        on=on, when=say("{on}", on=on), where=where, what=what, place=place
    )


def _of_support(project: Project) -> Iterator[TimelineEntry]:
    for cause in project.causes:
        if cause.on is not None:
            yield _moment(cause.on, say("cause"), cause.title, f"causes.{cause.key}")
    for contact in project.contacts:
        yield _moment(contact.on, say("coaching"), _contact(contact), "")


def _contact(contact: Contact) -> str:
    people = [contact.who] if contact.who else []
    if contact.team:
        people.append(say("with {team}", team=contact.team))
    if not people:
        return contact.topic
    return say("{people}: {topic}", people=tuple(people), topic=contact.topic)


def _happened(event: ProjectEvent) -> TimelineEntry:
    when, what = say("{on}", on=event.on), event.title
    if event.until and event.until != event.on:
        when = say("{on} to {until}", on=event.on, until=event.until)
    if event.source:
        what = say("{event} ({source})", event=event.title, source=event.source)
    return TimelineEntry(on=event.on.first, when=when, where=say("charter"), what=what)


def _of_plan(plan: plans.Plan | None) -> Iterator[TimelineEntry]:
    if plan is None:
        return
    steps = {step.key: step.what for step in plan.steps}
    for told in plan.log:
        step = getattr(told, "step", "")
        where = say("step “{step}”", step=steps[step]) if step else PLAN
        about = f"steps.{step}" if step else "plan"
        yield _moment(told.on, where, _spoken(told, steps), about)
    for step in plan.steps:
        for event in step.log:
            yield _moment(
                event.on,
                say("step “{step}”", step=step.what),
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
            text = _listed([(titles or {}).get(key, key) for key in keys])
        if isinstance(event, plans.Revise):
            text = _by_title(text, steps or {})
        told.append(BEFORE[name](text) if text and name in BEFORE else text)
    named: str = SAID[type(event).__name__]
    for word, with_people in NAMED.items():
        if people := getattr(event, word, ""):
            named = with_people(named, people)
    said = _listed([text for text in told if text])
    if said:
        named = say("{event}: {said}", event=named, said=said)
    if author := getattr(event, "author", ""):
        return say("{event} (written by {author})", event=named, author=author)
    return named


def _by_title(text: str, steps: Mapping[str, str]) -> str:
    """Return what a revision changed, which is said of steps by their keys."""
    for key, what in steps.items():
        named = f"\u201c{what}\u201d"
        text = text.replace(repr(key), named).replace(f"{named}: {what}", named)
    return text


def _listed(texts: Sequence[str]) -> str:
    """Return texts one after another."""
    return texts[0] if len(texts) == 1 else say("{texts/; }", texts=tuple(texts))


def _special(event: object, steps: Mapping[str, str]) -> Iterator[str]:
    """Yield what an event tells in fields that mean something of their own."""
    match event:
        case plans.ReviewStep(done=done, effective=effective):
            yield say("done") if done else say("not done")
            yield WORKED[effective]
            if event.lacks:
                lacks = tuple(lack.words for lack in event.lacks)
                yield say("it needs {lacks}", lacks=lacks)
        case plans.Observe() | actions.Note():
            yield WORKS[event.works]
        case plans.Share(count=count) if count is not None:
            yield say("{count} people", count=count)
        case plans.ContextChange(trigger=trigger):
            yield trigger.words
        case actions.Replace(by=by):
            instead_of = tuple(steps.get(key, key) for key in by)
            yield say("{steps/ and }", steps=instead_of)
        case actions.Move(when=when):
            yield say("to {when}", when=when)
        case pdsa.Correct(instead=instead):
            yield say("now {event}", event=_spoken(instead))
        case _:
            yield from _of_cycle(event)


def _of_cycle(event: object) -> Iterator[str]:
    """Yield what an event of a cycle tells beside its texts."""
    match event:
        case pdsa.Plan():
            yield event.purpose.words if event.purpose is not pdsa.Purpose.TEST else ""
            yield say("on {when}", when=event.when) if event.when else ""
            if event.scale or event.unit:
                scale, unit = event.scale or say("some"), event.unit or say("units")
                yield say("with {scale} {unit}", scale=scale, unit=unit)
        case pdsa.Observe(problem=True):
            yield say("a problem")
        case pdsa.EndTest(as_planned=False):
            yield say("not as planned")
        case pdsa.Compare(verdict=pdsa.Verdict() as verdict):
            yield verdict.words
        case (
            pdsa.Adopt(next_scale=pdsa.NextScale() as next_scale)
            | pdsa.Adapt(next_scale=pdsa.NextScale() as next_scale)
        ):
            yield say("the next scale is {scale}", scale=next_scale.words)
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
            return _listed([_text(member) for member in value]) if value else ""
        case int() | float():
            return say("{value}", value=float(value))
        case pdsa.EvidenceItem():
            told = [value.kind.words, WAYS[value.supports], value.source]
            how = tuple(filter(None, told))
            return say("{summary} ({how})", summary=value.summary, how=how)
        case _:
            return pdsa.in_sentence(value)
