"""The five-step loop of S3 as rows of a state table, folded from what a project holds.

Lay the groundwork, assess, set priorities, plan-do-study-act, retake the assessment;
then set priorities again. Facts are taken in order of time; those without a day as soon
as they are possible. A fact that comes before its step does not move the loop: it is
kept apart, and told.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from attrs import define, field, frozen

from cqikit import pdsa, plans
from cqikit.core import (
    Choice,
    Row,
    Sentence,
    Table,
    arguments,
    guard,
    instance_of,
    say,
)
from cqikit.errors import TransitionError
from cqikit.projects._known import known
from cqikit.projects._project import Project
from cqikit.projects._scored import PROGRESS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["LOOP", "Loop", "LoopFact", "LoopStep", "loop"]


#: Of many things that are kept apart, these many are named.
NAMED: Final = 6


class LoopStep(Choice):
    """Which step of the loop comes next."""

    GROUNDWORK = "groundwork"
    ASSESSMENT = "assessment"
    PRIORITIES = "priorities"
    CYCLES = "cycles"
    RETAKE = "retake"

    @property
    def words(self) -> Sentence:
        """Return what the step is, in our own words."""
        return WORDS[self]


WORDS: Final = {
    LoopStep.GROUNDWORK: say("Lay the groundwork"),
    LoopStep.ASSESSMENT: say("Assess strengths and challenges"),
    LoopStep.PRIORITIES: say("Set priorities"),
    LoopStep.CYCLES: say("Plan, do, study, act"),
    LoopStep.RETAKE: say("Retake the assessment"),
}


@frozen(kw_only=True)
class LoopFact:
    """Something that a project holds and that may take it a step on.

    Parameters
    ----------
    on : date, optional
        Its day, None where nobody has said.
    what : str
        In words.
    """

    on: date | None = None
    what: str = ""


@frozen(kw_only=True)
class LayGroundwork(LoopFact):
    """What quality is here, and how the program works."""

    vision: bool = False
    model: bool = False


@frozen(kw_only=True)
class Assess(LoopFact):
    """A self-assessment was answered."""

    framework: str = ""
    answered: int = 0
    #: Those that a crosswalk made of it: answered with it, and never again by that.
    made: frozenset[str] = frozenset()


@frozen(kw_only=True)
class Prioritise(LoopFact):
    """It was said what is worked on first."""

    count: int = 0


@frozen(kw_only=True)
class EndCycle(LoopFact):
    """A PDSA cycle came to its end."""

    ended: bool = False


Fact: TypeAlias = LayGroundwork | Assess | Prioritise | EndCycle


class Before(NamedTuple):
    """What guards look at: the day of the latest fact, and what was answered so far."""

    on: date = date.min
    frameworks: frozenset[str] = frozenset()


@guard(say("date it no earlier than what came before it"))
def in_order(before: Before, fact: Fact) -> bool:
    """Say whether a fact comes no earlier than those before it."""
    return fact.on is None or before.on <= fact.on


@guard(say("write down what quality looks like here: a vision"))
def has_vision(before: Before, fact: LayGroundwork) -> bool:  # noqa: ARG001
    """Say whether there is a vision of quality."""
    return fact.vision


@guard(say("describe how the program works: a model"))
def has_model(before: Before, fact: LayGroundwork) -> bool:  # noqa: ARG001
    """Say whether there is a model of the program."""
    return fact.model


@guard(say("answer a self-assessment"))
def has_answers(before: Before, fact: Assess) -> bool:  # noqa: ARG001
    """Say whether anything was answered."""
    return fact.answered > 0


@guard(
    say(
        "say what is worked on first: action steps in a plan, or a cycle that is"
        " planned"
    )
)
def has_priority(before: Before, fact: Prioritise) -> bool:  # noqa: ARG001
    """Say whether there is anything to work on."""
    return fact.count > 0


@guard(
    say(
        "test a change and end its cycle: adopt, adapt or abandon it, or stop with a"
        " reason"
    )
)
def has_ended(before: Before, fact: EndCycle) -> bool:  # noqa: ARG001
    """Say whether the cycle is over."""
    return fact.ended


@guard(say("answer the same self-assessment again, now that cycles have ended"))
def is_retake(before: Before, fact: Assess) -> bool:
    """Say whether the same framework was answered before."""
    return fact.answered > 0 and fact.framework in before.frameworks


GROUNDWORK, ASSESSMENT, PRIORITIES, CYCLES, RETAKE = LoopStep

LOOP: Final[Table[LoopStep]] = Table(
    (
        Row(GROUNDWORK, LayGroundwork, ASSESSMENT, (has_vision, has_model)),
        Row(ASSESSMENT, Assess, PRIORITIES, (in_order, has_answers)),
        Row(PRIORITIES, Prioritise, CYCLES, (in_order, has_priority)),
        Row(CYCLES, EndCycle, RETAKE, (in_order, has_ended)),
        Row(RETAKE, Assess, PRIORITIES, (in_order, is_retake)),
        # What goes on within a step, or again.
        Row(PRIORITIES, Assess, PRIORITIES, (in_order, has_answers)),
        Row(CYCLES, Prioritise, CYCLES, (in_order, has_priority)),
        Row(RETAKE, EndCycle, RETAKE, (in_order, has_ended)),
        Row(RETAKE, Prioritise, RETAKE, (in_order, has_priority)),
    )
)


STEP_OF: Final[dict[type, LoopStep]] = {
    LayGroundwork: GROUNDWORK,
    Assess: ASSESSMENT,
    Prioritise: PRIORITIES,
    EndCycle: CYCLES,
}


class Taken(NamedTuple):
    """A fact, and the step that it did."""

    step: LoopStep
    fact: LoopFact


@frozen(kw_only=True)
class Loop:
    """Where a project stands in the loop.

    Parameters
    ----------
    step : LoopStep
        What comes next.
    round : int
        1 the first time, one more with each retaken assessment.
    taken : tuple of (LoopStep, LoopFact)
        What was done, in order of time, each under its step.
    missing : tuple of str
        What is missing for the next step.
    apart : tuple of LoopFact
        What is there and does not count, as it came before its step.
    """

    step: LoopStep
    round: int
    taken: tuple[Taken, ...]
    missing: tuple[str, ...]
    apart: tuple[LoopFact, ...]

    @property
    def apart_words(self) -> Sentence:
        """Return what is kept apart in words, the first few of many."""
        said = list(dict.fromkeys(fact.what for fact in self.apart))
        told = tuple(said[:NAMED])
        if more := len(said[NAMED:]):
            return say("{facts/; }; and {more} more", facts=told, more=more)
        return say("{facts/; }", facts=told)


@arguments(project=instance_of(Project))
def loop(project: Project) -> Loop:
    """Return where a project stands in the loop of S3, and what is missing.

    What is dated after the day of the charter is left out.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.projects import Charter, Groundwork
    >>> charter = Charter(key="p", title="P", as_of=date(2027, 1, 1))
    >>> found = loop(Project(charter=charter, groundwork=Groundwork(vision="Heard")))
    >>> found.step.value, found.missing
    ('groundwork', ('describe how the program works: a model',))
    """
    facts = list(_facts(known(project)))
    dated = [this_fact for this_fact in facts if this_fact.on is not None]
    whenever = [this_fact for this_fact in facts if this_fact.on is None]
    walk = _Walk()
    for fact in sorted(dated, key=lambda this_fact: this_fact.on or date.min):
        whenever = walk.take(whenever)
        walk.take([fact])
    walk.take(whenever)
    taken = tuple(walk.taken)
    counted = {took.fact for took in taken}
    left = [this_fact for this_fact in facts if this_fact not in counted]
    return Loop(
        step=walk.at,
        round=1 + sum(took.step is RETAKE for took in taken),
        taken=taken,
        missing=_missing(walk.at, facts),
        apart=tuple(
            this_fact for this_fact in left if not isinstance(this_fact, LayGroundwork)
        ),
    )


@define
class _Walk:
    """How far the facts so far have led."""

    at: LoopStep = LOOP.start
    before: Before = field(factory=Before)
    taken: list[Taken] = field(factory=list)

    def take(self, facts: Iterable[Fact]) -> list[Fact]:
        """Take each fact that is possible; return the others."""
        left = []
        for fact in facts:
            try:
                to = LOOP.step(self.at, self.before, fact)
            except TransitionError:
                left.append(fact)
                continue
            again = self.at is RETAKE and to is not RETAKE
            self.taken.append(Taken(RETAKE if again else STEP_OF[type(fact)], fact))
            self.at = to
            answered = set[str]()
            if isinstance(fact, Assess):
                answered = {fact.framework, *fact.made}
            self.before = Before(
                max(self.before.on, fact.on or date.min),
                self.before.frameworks | answered,
            )
        return left


def _missing(at: LoopStep, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return what the guards of the rows that lead on ask for."""
    said: list[str] = []
    for row in LOOP.rows:
        if row.state is at and row.to is not at:
            there = [
                this_fact for this_fact in facts if isinstance(this_fact, LayGroundwork)
            ]
            fact = there[0] if row.event is LayGroundwork and there else row.event()
            said += [
                this_guard.otherwise
                for this_guard in row.guards
                if not this_guard(Before(), fact)
            ]
    return tuple(said)


def _facts(project: Project) -> Iterator[Fact]:
    """Yield all facts of a project, in the order of the steps."""
    laid = project.groundwork
    if laid is not None:
        yield LayGroundwork(
            on=laid.on,
            what=say("vision and model"),
            vision=bool(laid.vision.strip()),
            model=laid.model is not None,
        )
    for assessed in project.assessed:
        if assessed.translated_from:
            continue
        of = assessed.responses.framework
        answered = sum(said.value is not None for said in assessed.responses.answers)
        # Progress scores tell how far a project is, not how good the program.
        if of.key != PROGRESS.key and answered:
            what = assessed.title or of.title
            made = frozenset(
                other.responses.framework.key
                for other in project.assessed
                if other.translated_from == assessed.key
            )
            yield Assess(
                on=assessed.on,
                what=what,
                framework=of.key,
                answered=answered,
                made=made,
            )
    yield from _priorities(project)
    for cycle in project.cycles:
        # What was stopped before anything was tested taught nothing to assess again.
        tested = pdsa.latest(cycle, pdsa.StartTest) is not None
        if tested and pdsa.state(cycle).is_end:
            on = cycle.log[-1].on
            yield EndCycle(on=on, what=cycle.title, ended=True)


def _priorities(project: Project) -> Iterator[Prioritise]:
    """Yield when it was chosen what is worked on: in a plan, or by planning a cycle."""
    plan = project.plan
    if plan is not None and plan.steps:
        begun = [event.on for event in plan.log if isinstance(event, plans.Begin)]
        on = plan.on or next(iter(begun), None)
        said = say(
            "{plan}: {n:# action step|# action steps}",
            plan=plan.title,
            n=len(plan.steps),
        )
        yield Prioritise(on=on, what=said, count=len(plan.steps))
        for event in plan.log:
            if isinstance(event, plans.Revise):
                said = say("{plan}, revised", plan=plan.title)
                yield Prioritise(on=event.on, what=said, count=len(plan.steps))
    for cycle in project.cycles:
        if cycle.log:
            yield Prioritise(on=cycle.log[0].on, what=cycle.title, count=1)
