"""The thread from need to proof.

A strand runs from a need, or an idea, over the steps and cycles that answer it to what
its measures show since these began, and to the assessment that was taken again. What
moved is taken from the charts and closing figures (`_shifts`); nothing is recomputed,
and that a measure moved after something was tried is never said to be its effect.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from cqikit import actions, assessments, drivers, pdsa, plans
from cqikit.core import (
    Catalog,
    arguments,
    by_value,
    instance_of,
    list_of,
    optional,
    plural,
    say,
)
from cqikit.errors import FieldError
from cqikit.projects._charts import Charted
from cqikit.projects._known import known
from cqikit.projects._links import (
    causes_of,
    cycles_on,
    ideas_for,
    measures_of,
    needs_ever,
)
from cqikit.projects._missing import missing_in, outcome_of
from cqikit.projects._moments import WORKED
from cqikit.projects._project import Project
from cqikit.projects._shifts import Shift, declared_on, shifts_of
from cqikit.projects._signals import signalled_since
from cqikit.projects._strand import Attempt, Origin, Retaken, ThreadEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.projects._project import Assessed

__all__ = ["Thread", "thread"]


@by_value
@frozen(kw_only=True, eq=False)
class Thread:
    """The strands of a project, and the moves of its measures that signal.

    Parameters
    ----------
    project : Project
        As it was known on the charter's day.
    strands : tuple of Strand
        One a need or change idea.
    shifts : tuple of Shift
        Of all measures that are charted.
    charts : tuple of Charted
        The series that are charted, with what they show.
    """

    project: Project
    strands: tuple[ThreadEntry, ...]
    shifts: tuple[Shift, ...]
    charts: tuple[Charted, ...]

    def __repr__(self) -> str:
        strands = plural(len(self.strands), "strand")
        return f"<Thread, {strands}, {plural(len(self.shifts), 'shift')}>"


@arguments(
    project=instance_of(Project),
    charts=list_of(say("charts"), Charted),
    moves=optional(list_of(say("moves"), Shift)),
    scorers=instance_of(Catalog),
)
def thread(
    project: Project,
    *,
    charts: Iterable[Charted] = (),
    moves: Iterable[Shift] | None = None,
    scorers: Catalog[assessments.Scorer] = assessments.SCORERS,
) -> Thread:
    """Return the thread: a strand for each need of the plan and idea of the diagram.

    Needs that a review removed are among them. What came after the charter's day is not
    known.

    Parameters
    ----------
    project : Project
    charts : iterable of Charted
        Of what is measured, all teams together; without them, what moved is unknown.
    moves : iterable of Shift, optional
        How the measures moved, such as closing figures have it; by default the declared
        changes of the charts. Those that signal are followed.
    scorers : Catalog of Scorer
        Where the names in frameworks are looked up; by default those that come along.

    Examples
    --------
    >>> from cqikit import folders
    >>> measles = folders.read("examples/measles").project
    >>> for strand in thread(measles).strands[2:5]:
    ...     print(strand.title[:30], "...", strand.missing)
    Nobody reviews the areas' char ... nothing was tried yet
    Check the records of one class ... whether its measures moved is not known: give
    their charts
    Give a second dose at school e ... no cycle tests it
    """
    project, every = known(project), tuple(charts)
    moved = declared_on(every) if moves is None else moves
    bare = Thread(
        project=project,
        strands=(),
        shifts=shifts_of(project, every, moved),
        charts=every,
    )
    return evolve(bare, strands=(*_of_needs(bare, scorers), *_of_ideas(bare)))


def _of_needs(
    bare: Thread, scorers: Catalog[assessments.Scorer]
) -> Iterator[ThreadEntry]:
    project = bare.project
    plan = project.plan
    if plan is None:
        return
    reviewed = {
        event.step: WORKED[event.effective]
        for event in plan.log
        if isinstance(event, plans.ReviewStep)
    }
    again = _retaken(project, scorers)
    measured = {measure.key for measure in project.measures}
    for need, area, removed in needs_ever(plan):
        steps = [step for step in plan.steps if need.key in step.answers]
        ideas = ideas_for(project, need.key)
        keys = dict.fromkeys(step.measure for step in steps if step.measure)
        of_ideas = [key for idea in ideas for key in measures_of(project, idea.key)]
        yield _strand(
            bare,
            origin=Origin.NEED,
            key=need.key,
            title=need.title,
            serves=(area,),
            tried=(
                *(_step(step, reviewed.get(step.key, "")) for step in steps),
                *(
                    _cycle(cycle)
                    for idea in ideas
                    for cycle in cycles_on(project, idea.key)
                ),
            ),
            measures=(*(key for key in keys if key in measured), *of_ideas),
            words=tuple(key for key in keys if key not in measured),
            retaken=again.get(need.key),
            removed=removed,
            causes=tuple(cause.title for cause in causes_of(project, need=need.key)),
        )


def _of_ideas(bare: Thread) -> Iterator[ThreadEntry]:
    project = bare.project
    diagram = project.diagram
    if diagram is None:
        return
    titles = {driver.key: driver.title for driver in diagram.drivers}
    for idea in diagram.ideas:
        above = drivers.effects_of(diagram, idea.key)
        yield _strand(
            bare,
            origin=Origin.IDEA,
            key=idea.key,
            title=idea.title,
            serves=tuple(titles[key] for key in above if key in titles),
            tried=tuple(map(_cycle, cycles_on(project, idea.key))),
            measures=measures_of(project, idea.key),
            words=(),
            retaken=None,
            removed=None,
            causes=tuple(cause.title for cause in causes_of(project, idea=idea.key)),
        )


def _step(step: actions.ActionStep, reviewed: str) -> Attempt:
    return Attempt(
        key=step.key,
        title=step.what,
        state=actions.state(step).words,
        since=min((event.on for event in step.log), default=None),
        decision=reviewed,
    )


def _cycle(cycle: pdsa.Cycle) -> Attempt:
    decided = pdsa.decision(cycle)
    return Attempt(
        key=cycle.key,
        title=cycle.title,
        state=pdsa.state(cycle).words,
        since=min((event.on for event in cycle.log), default=None),
        idea=cycle.idea,
        decision=pdsa.state(cycle).words if decided is not None else "",
    )


def _retaken(
    project: Project, scorers: Catalog[assessments.Scorer]
) -> dict[str, Retaken]:
    """Return what was assessed again, by the key of the item."""
    of_framework: dict[str, list[Assessed]] = {}
    for assessed in project.assessed:
        of_framework.setdefault(assessed.responses.framework.key, []).append(assessed)
    found = {}
    for taken in of_framework.values():
        first, last = taken[0], taken[-1]
        if first is last:
            continue
        try:
            again = assessments.retake(first.responses, last.responses, scorers=scorers)
        except FieldError:
            # Two versions that share no item.
            continue
        for change in again.changes:
            if change.before is not None and change.after is not None:
                found[change.key] = Retaken(
                    first=_named(first), last=_named(last), change=change
                )
    return found


def _named(assessed: Assessed) -> str:
    title = assessed.title or assessed.responses.framework.title
    return f"{title}, {assessed.on}" if assessed.on else title


def charted_in(thread: Thread) -> set[str]:
    """Return of which measures it is known whether they moved."""
    charted = {chart.series.measure.key for chart in thread.charts}
    return charted | {shift.measure for shift in thread.shifts}


def _strand(
    bare: Thread, *, tried: tuple[Attempt, ...], measures: tuple[str, ...], **said: Any
) -> ThreadEntry:
    """Return a strand with what its measures show since it was begun."""
    measures = tuple(dict.fromkeys(measures))
    begun = min((attempt.since for attempt in tried if attempt.since), default=date.max)
    own = tuple(shift for shift in bare.shifts if shift.measure in measures)
    since = tuple(shift for shift in own if shift.window[1].last >= begun)
    asked = (chart for chart in bare.charts if chart.series.measure.key in measures)
    # What came before a move is what it moved from.
    moved = {shift.measure: shift.at.first for shift in since}
    signals = tuple(
        found
        for charted in asked
        if (found := signalled_since(charted, begun)) is not None
        and found.at.first >= moved.get(found.measure, date.min)
    )
    made = ThreadEntry(
        tried=tried,
        measures=measures,
        shifts=since,
        signals=signals,
        outcome=outcome_of(bare.project, measures, charted_in(bare), since, signals),
        missing="",
        **said,
    )
    return evolve(made, missing=missing_in(made, own))
