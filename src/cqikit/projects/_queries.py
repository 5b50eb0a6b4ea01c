"""What people ask of a thread, as data and as sentences.

That a cycle ran when a measure moved says when, and never why: the sentences name what
went together in time, and claim no cause.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit import actions, drivers, pdsa
from cqikit.core import Sentence, arguments, instance_of, say
from cqikit.projects._foretold import Foretold, foretold
from cqikit.projects._links import cycles_on, measured_by, measures_of
from cqikit.projects._moments import WORKED
from cqikit.projects._shifts import Shift
from cqikit.projects._signals import Signalled, signalled_since
from cqikit.projects._strand import Outcome, ThreadEntry
from cqikit.projects._thread import Thread, charted_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from cqikit.projects._project import Project

__all__ = [
    "Found",
    "Query",
    "adopted_without_signal",
    "overlapping_cycles",
    "queries",
    "signals_without_cycle",
    "steps_without_effect",
    "unmeasured_drivers",
    "untested_ideas",
]

#: What is said where the chart of a measure was not given.
UNSEEN: Final = say("not known, as its chart was not given")

A_THREAD: Final = instance_of(
    Thread, fix=say("make one with {call}", call="projects.thread(project)")
)


@frozen(kw_only=True)
class Found:
    """One answer to a question: what it is about, and in a sentence.

    Parameters
    ----------
    key : str
        Of the idea, driver, step or measure that it is about.
    sentence : str
        What was found, with the titles of what it names.
    cycles, measures : tuple of str
        Keys of the cycles and measures that it names.
    shift : Shift, optional
        The move that it is about.
    """

    key: str
    sentence: str
    cycles: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    shift: Shift | None = None

    def __str__(self) -> str:
        return self.sentence


@frozen(kw_only=True)
class Query:
    """A question, and all that was found.

    Parameters
    ----------
    title : str
        The question.
    found : tuple of Found or Foretold
        The answers; () where there is none.
    """

    title: str
    found: tuple[Found | Foretold, ...]


@arguments(thread=A_THREAD)
def untested_ideas(thread: Thread) -> tuple[Found, ...]:
    """Return the ideas of the diagram of which no test has begun."""
    project = thread.project
    return tuple(
        Found(
            key=idea.key, sentence=say("“{idea}” was not tested yet", idea=idea.title)
        )
        for idea in _ideas(project)
        if not any(
            pdsa.latest(cycle, pdsa.StartTest) for cycle in cycles_on(project, idea.key)
        )
    )


@arguments(thread=A_THREAD)
def unmeasured_drivers(thread: Thread) -> tuple[Found, ...]:
    """Return the drivers without a measure, or without data of any."""
    diagram = thread.project.diagram
    seen = {
        series.measure.key for series in thread.project.series if len(series.records)
    }
    return tuple(
        Found(
            key=driver.key,
            measures=driver.measures,
            sentence=say("“{driver}” has no data of its measures", driver=driver.title)
            if driver.measures
            else say("“{driver}” has no measure", driver=driver.title),
        )
        for driver in (diagram.drivers if diagram is not None else ())
        if seen.isdisjoint(driver.measures)
    )


@arguments(thread=A_THREAD)
def overlapping_cycles(thread: Thread) -> tuple[Found, ...]:
    """Return, of each move that signals, the cycles that ran when it may have begun.

    Many moves to many cycles: one of whichever idea counts, if it ran in a period of
    the confidence set. Of cycles that had ended before, those on this measure are named
    whose change was adopted. Nothing is asked where no cycles are kept.
    """
    asked = thread.shifts if thread.project.cycles else ()
    return tuple(_overlap(thread.project, shift) for shift in asked)


def _overlap(project: Project, shift: Shift) -> Found:
    ran = [cycle for cycle in project.cycles if _ran_in(project, cycle, shift)]
    kept = [
        cycle
        for cycle in _begun_by(project, shift)
        if pdsa.state(cycle) is pdsa.Phase.ADOPTED and cycle not in ran
    ]
    said = say("{move}: no cycle ran then", move=str(shift))
    if ran:
        said = say("{move}: {cycles} ran then", move=str(shift), cycles=_titles(ran))
    if kept:
        before = _titles(kept)
        said = say("{said}; adopted before: {cycles}", said=said, cycles=before)
    return Found(
        key=shift.measure,
        measures=(shift.measure,),
        cycles=tuple(cycle.key for cycle in (*ran, *kept)),
        shift=shift,
        sentence=said,
    )


def _ran_in(project: Project, cycle: pdsa.Cycle, shift: Shift) -> bool:
    if not cycle.log:
        return False
    ended = pdsa.state(cycle).is_end
    first = cycle.log[0].on
    last = cycle.log[-1].on if ended else project.charter.as_of
    return any(fit.first <= last and first <= fit.last for fit in shift.fits)


def _begun_by(project: Project, shift: Shift) -> Iterator[pdsa.Cycle]:
    """Yield the cycles on a measure that were begun by when it may have moved."""
    last = shift.window[1].last
    of_idea = cache(partial(measures_of, project))
    for cycle in project.cycles:
        leans = (*measured_by(cycle), *of_idea(cycle.idea))
        if shift.measure in leans and cycle.log and cycle.log[0].on <= last:
            yield cycle


def _steps_by(project: Project, shift: Shift) -> Iterator[actions.ActionStep]:
    """Yield the steps on a measure that were begun by when it may have moved."""
    last = shift.window[1].last
    for step in project.plan.steps if project.plan is not None else ():
        if step.measure == shift.measure and step.log and step.log[0].on <= last:
            yield step


@arguments(thread=A_THREAD)
def adopted_without_signal(thread: Thread) -> tuple[Found, ...]:
    """Return the ideas that are adopted while no measure of theirs got better since."""
    found = []
    for strand in thread.strands:
        adopted = tuple(
            it.key for it in strand.tried if it.idea and it.state == "adopted"
        )
        if strand.key not in _keys(_ideas(thread.project)) or not adopted:
            continue
        if strand.outcome not in {Outcome.IMPROVED, Outcome.MIXED}:
            found.append(
                Found(
                    key=strand.key,
                    cycles=adopted,
                    measures=strand.measures,
                    sentence=say(
                        "“{idea}” is adopted; since it was begun, {shown}",
                        idea=strand.title,
                        shown=_shown(thread.project, strand),
                    ),
                )
            )
    return tuple(found)


def _shown(project: Project, strand: ThreadEntry) -> Sentence:
    """Return what the measures of an idea show."""
    if strand.outcome is Outcome.UNKNOWN:
        return say("there are no data of what would show it")
    if strand.outcome is Outcome.UNCHARTED:
        return say("what its measures show is {unseen}", unseen=UNSEEN)
    titles = project.measure_titles
    measures = tuple(titles.get(key, key) for key in strand.measures)
    outcome = strand.outcome.words
    return say("{measures}: {outcome}", measures=measures, outcome=outcome)


@arguments(thread=A_THREAD)
def signals_without_cycle(thread: Thread) -> tuple[Found, ...]:
    """Return the moves before which no cycle or step on their measure had begun."""
    return tuple(
        Found(
            key=shift.measure,
            measures=(shift.measure,),
            shift=shift,
            sentence=say(
                "{move}; no cycle or step on it had begun by then{declared}",
                move=str(shift),
                declared=_declared(thread.project, shift),
            ),
        )
        for shift in thread.shifts
        if not any(_begun_by(thread.project, shift))
        and not any(_steps_by(thread.project, shift))
    )


def _declared(project: Project, shift: Shift) -> str:
    """Return which declared change a move goes with in time, "" where none."""
    if not shift.declared:
        return ""
    declared = [
        happening for happening in project.charter.happenings if happening.new_phase
    ]
    before = [event for event in declared if event.on.first <= shift.at.first]
    latest = max(before, key=lambda event: event.on.first, default=None)
    if latest is None:
        return ""
    return say(" (declared: {change}, {on})", change=latest.title, on=latest.on)


@arguments(thread=A_THREAD)
def steps_without_effect(thread: Thread) -> tuple[Found, ...]:
    """Return the steps that are done while their measure did not get better since."""
    plan = thread.project.plan
    worked = {
        tried.key
        for strand in thread.strands
        for tried in strand.tried
        if tried.decision == WORKED[True]
    }
    own = (it for it in thread.project.series if len(it.records))
    seen = {series.measure.key: series.measure.title for series in own}
    charted = charted_in(thread)
    found = []
    for step in plan.steps if plan is not None else ():
        done = actions.state(step) is actions.Status.DONE
        if not done or step.measure not in seen:
            continue
        shown = _shown_since(thread, step.measure, step.log[0].on)
        if shown is not None and shown.gain > 0:
            continue
        signal = say("no signal since") if step.measure in charted else UNSEEN
        said = say("; the review says that it worked")
        title = seen[step.measure]
        found.append(
            Found(
                key=step.key,
                measures=(step.measure,),
                shift=shown if isinstance(shown, Shift) else None,
                sentence=say(
                    "“{step}” was done on {on}; {then}{review}",
                    step=step.what,
                    on=step.log[-1].on,
                    then=str(shown)
                    if shown
                    else say("{measure}: {signal}", measure=title, signal=signal),
                    review=said if step.key in worked else "",
                ),
            )
        )
    return tuple(found)


def _shown_since(thread: Thread, key: str, begun: date) -> Shift | Signalled | None:
    """Return the latest that a measure shows since a day, better or worse.

    What its chart signals comes after its moves: a gain may be lost again.
    """
    own = [shift for shift in thread.shifts if shift.measure == key and shift.gain]
    since = [shift for shift in own if shift.window[1].last >= begun]
    charts = (chart for chart in thread.charts if chart.series.measure.key == key)
    signals = [found for chart in charts if (found := signalled_since(chart, begun))]
    shown: list[Shift | Signalled] = [*since[-1:], *signals]
    # A signal from before a move is what it moved from.
    return max(shown, key=lambda shift: shift.at.first, default=None)


@arguments(thread=A_THREAD)
def queries(thread: Thread) -> tuple[Query, ...]:
    r"""Return all that is asked of a thread, in the order of the work.

    Examples
    --------
    >>> from cqikit import folders, projects
    >>> measles = folders.read("examples/measles").project
    >>> untested = queries(projects.thread(measles))[0]
    >>> print(untested.title, len(untested.found), sep=": ")
    Ideas that were not tested: 2
    >>> print(untested.found[0])
    “Give a second dose at school entry” was not tested yet
    """
    return tuple(Query(title=title, found=ask(thread)) for title, ask in ASKED.items())


#: What is asked, in the order of the work.
ASKED: Final[dict[str, Callable[[Thread], tuple[Found | Foretold, ...]]]] = {
    say("Ideas that were not tested"): untested_ideas,
    say("Drivers without a measure, or without its data"): unmeasured_drivers,
    say(
        "Cycles that ran when a measure may have moved (when, not why)"
    ): overlapping_cycles,
    say("Changes adopted while nothing got better"): adopted_without_signal,
    say("Signals without a cycle or a step"): signals_without_cycle,
    say("Steps done without effect in their measure"): steps_without_effect,
    say("Predictions, and what their measures show"): foretold,
}


def _ideas(project: Project) -> tuple[drivers.ChangeIdea, ...]:
    return project.diagram.ideas if project.diagram is not None else ()


def _keys(ideas: Iterable[drivers.ChangeIdea]) -> set[str]:
    return {idea.key for idea in ideas}


def _titles(cycles: Iterable[pdsa.Cycle]) -> tuple[Sentence, ...]:
    return tuple(say("“{cycle}”", cycle=cycle.title) for cycle in cycles)
