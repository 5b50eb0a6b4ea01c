"""The thread from need to proof.

A strand runs from a need, or an idea, over the steps and cycles that answer it to what
its measures show since these began, and to the assessment that was taken again. What
moved is taken from the charts and closing figures (`_shifts`); nothing is recomputed,
and that a measure moved after something was tried is never said to be its effect.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from cqikit import actions, assessments, drivers, pdsa, plans
from cqikit.core import arguments, instance_of, plural
from cqikit.errors import FieldError
from cqikit.projects._charts import Charted
from cqikit.projects._known import known
from cqikit.projects._links import cycles_on, ideas_for, measures_of, needs_ever
from cqikit.projects._project import Project
from cqikit.projects._shifts import Shift, moves_of, shifts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cqikit.projects._project import Assessed
    from cqikit.projects._shifts import Move

__all__ = ["Origin", "Outcome", "Retaken", "Strand", "Thread", "Tried", "thread"]


class Origin(StrEnum):
    """Where a strand begins."""

    NEED = "need"
    IDEA = "idea"


class Outcome(StrEnum):
    """What the measures of a strand show since it was begun."""

    IMPROVED = "improved"
    WORSENED = "got worse"
    MIXED = "better and worse"
    MOVED = "moved, neither better nor worse"
    STEADY = "no signal"
    UNKNOWN = "not known"


OUTCOMES: Final = {
    frozenset({1}): Outcome.IMPROVED,
    frozenset({-1}): Outcome.WORSENED,
    frozenset({1, -1}): Outcome.MIXED,
    frozenset({0}): Outcome.MOVED,
    frozenset[int](): Outcome.STEADY,
}
#: What a review says of a step: whether it worked.
WORKED: Final = {True: "it worked", False: "it did not work", None: ""}
#: States in which nothing was done yet.
UNBEGUN: Final = frozenset({"planned", "plan"})
ENDED: Final = frozenset({"abandoned", "dropped", "replaced", "stopped"})
KEPT: Final = frozenset({"adopted", "done"})


@frozen(kw_only=True)
class Tried:
    """What was done about it: an action step or a PDSA cycle, its state, since when.

    `since` is the day of its first event, None before it has any; `idea` that which a
    cycle tests, "" of a step. `decision` is what the cycle decided, or whether the
    latest review says that the step worked; "" where nothing is said.
    """

    key: str
    title: str
    state: str
    since: date | None = None
    idea: str = ""
    decision: str = ""


@frozen(kw_only=True)
class Retaken:
    """A need as it was assessed first and last, and whether that is more than noise."""

    first: str
    last: str
    change: assessments.Change


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
        The steps that answer a need and the cycles on ideas that do, in that order; the
        cycles that test an idea.
    measures : tuple of str
        Keys of the measures that would show it, with data or without.
    words : tuple of str
        What would show it that is no measure of the project, as steps have it.
    shifts : tuple of Shift
        The moves of these measures that may have begun since it was.
    outcome : Outcome
        What these say together: of each measure, its latest move that is better or
        worse.
    retaken : Retaken, optional
        Its item in the first and the last assessment, where it was taken again.
    missing : str
        The first link that is not there, in words; "" when the thread holds.
    removed : date, optional
        When a review took the need out of the plan.
    """

    origin: Origin
    key: str
    title: str
    serves: tuple[str, ...]
    tried: tuple[Tried, ...]
    measures: tuple[str, ...]
    words: tuple[str, ...]
    shifts: tuple[Shift, ...]
    outcome: Outcome
    retaken: Retaken | None
    missing: str
    removed: date | None = None

    @property
    def begun(self) -> date | None:
        """Return the day on which something was first done about it."""
        return min((one.since for one in self.tried if one.since), default=None)

    @property
    def decision(self) -> str:
        """Return the latest decision on it, "" where there is none."""
        said = [one for one in self.tried if one.decision and one.since]
        return max(said, key=lambda one: one.since or date.min).decision if said else ""

    @property
    def assessed_again(self) -> bool | None:
        """Say whether it is better as assessed again; None where that may be noise."""
        if self.retaken is None:
            return None
        change = self.retaken.change
        real = change.verdict is assessments.Verdict.REAL
        return change.change.value > 0 if real else None

    @property
    def before(self) -> float | None:
        """Return the level before its latest move; of an item that was assessed."""
        return self._ends[0]

    @property
    def after(self) -> float | None:
        """Return the level since its latest move; of an item that was assessed."""
        return self._ends[1]

    @property
    def _ends(self) -> tuple[float | None, float | None]:
        if self.shifts:
            return self.shifts[-1].before, self.shifts[-1].after
        if self.retaken is not None:
            return self.retaken.change.before, self.retaken.change.after
        return None, None

    def __str__(self) -> str:
        tried = ", ".join(f"{one.title}: {one.state}" for one in self.tried)
        said = [f"{self.origin} “{self.title}”", tried or "nothing was tried"]
        said += map(str, self.shifts)
        if self.retaken is not None:
            said.append(self.retaken.change.reason)
        return "; ".join(
            [*said, f"missing: {self.missing}" if self.missing else "holds"]
        )


@frozen(kw_only=True, eq=False)
class Thread:
    """The strands of a project, and the moves of its measures that signal.

    Parameters
    ----------
    project : Project
        As it was known on the charter's day.
    strands : tuple of Strand
    shifts : tuple of Shift
        Of all measures that are charted.
    charts : tuple of Charted
    """

    project: Project
    strands: tuple[Strand, ...]
    shifts: tuple[Shift, ...]
    charts: tuple[Charted, ...]

    def __repr__(self) -> str:
        strands = plural(len(self.strands), "strand")
        return f"<Thread, {strands}, {plural(len(self.shifts), 'shift')}>"


@arguments(project=instance_of(Project))
def thread(
    project: Project,
    *,
    charts: Iterable[Charted] = (),
    moves: Mapping[str, Iterable[Move]] | None = None,
) -> Thread:
    """Return the thread: a strand for each need of the plan and idea of the diagram.

    Needs that a review removed are among them. What came after the charter's day is not
    known.

    Parameters
    ----------
    project : Project
    charts : iterable of Charted
        Of what is measured, all teams together; without them, nothing is known to move.
    moves : mapping of str to moves, optional
        How each measure moved, by its key, such as the `shifts` of closing figures; by
        default the declared changes of the charts.

    Examples
    --------
    >>> from cqikit import folders
    >>> measles = folders.read("examples/measles").project
    >>> for strand in thread(measles).strands[2:5]:
    ...     print(strand.title[:30], "...", strand.missing)
    Nobody reviews the areas' char ... nothing was tried yet
    Check the records of one class ... adopted without a signal
    Give a second dose at school e ... no cycle tests it
    """
    project, every = known(project), tuple(charts)
    moved = moves_of(every) if moves is None else moves
    shifts = shifts_of(project, every, moved)
    return Thread(
        project=project,
        strands=(*_of_needs(project, shifts), *_of_ideas(project, shifts)),
        shifts=shifts,
        charts=every,
    )


def _of_needs(project: Project, shifts: Sequence[Shift]) -> Iterator[Strand]:
    plan = project.plan
    if plan is None:
        return
    reviewed = {
        one.step: WORKED[one.effective]
        for one in plan.log
        if isinstance(one, plans.ReviewStep)
    }
    again = _retaken(project)
    measured = {one.key for one in project.measures}
    for need, area, removed in needs_ever(plan):
        steps = [step for step in plan.steps if need.key in step.answers]
        ideas = ideas_for(project, need.key)
        keys = dict.fromkeys(one.measure for one in steps if one.measure)
        of_ideas = [key for one in ideas for key in measures_of(project, one.key)]
        yield _strand(
            project,
            shifts,
            origin=Origin.NEED,
            key=need.key,
            title=need.title,
            serves=(area,),
            tried=(
                *(_step(one, reviewed.get(one.key, "")) for one in steps),
                *(
                    _cycle(one)
                    for idea in ideas
                    for one in cycles_on(project, idea.key)
                ),
            ),
            measures=(*(key for key in keys if key in measured), *of_ideas),
            words=tuple(key for key in keys if key not in measured),
            retaken=again.get(need.key),
            removed=removed,
        )


def _of_ideas(project: Project, shifts: Sequence[Shift]) -> Iterator[Strand]:
    diagram = project.diagram
    if diagram is None:
        return
    titles = {one.key: one.title for one in diagram.drivers}
    for idea in diagram.ideas:
        above = drivers.effects_of(diagram, idea.key)
        yield _strand(
            project,
            shifts,
            origin=Origin.IDEA,
            key=idea.key,
            title=idea.title,
            serves=tuple(titles[key] for key in above if key in titles),
            tried=tuple(map(_cycle, cycles_on(project, idea.key))),
            measures=measures_of(project, idea.key),
            words=(),
            retaken=None,
            removed=None,
        )


def _step(step: actions.ActionStep, reviewed: str) -> Tried:
    return Tried(
        key=step.key,
        title=step.what,
        state=actions.status(step).value,
        since=min((event.on for event in step.log), default=None),
        decision=reviewed,
    )


def _cycle(cycle: pdsa.Cycle) -> Tried:
    decided = pdsa.decision(cycle)
    return Tried(
        key=cycle.key,
        title=cycle.title,
        state=pdsa.phase(cycle).value,
        since=min((event.on for event in cycle.log), default=None),
        idea=cycle.idea,
        decision=pdsa.phase(cycle).value if decided is not None else "",
    )


def _retaken(project: Project) -> dict[str, Retaken]:
    """Return what was assessed again, by the key of the item."""
    of_framework: dict[str, list[Assessed]] = {}
    for one in project.assessed:
        of_framework.setdefault(one.responses.framework.key, []).append(one)
    found = {}
    for taken in of_framework.values():
        first, last = taken[0], taken[-1]
        if first is last:
            continue
        try:
            again = assessments.retake(first.responses, last.responses)
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


def _strand(
    project: Project,
    shifts: Sequence[Shift],
    *,
    tried: tuple[Tried, ...],
    measures: tuple[str, ...],
    **said: Any,
) -> Strand:
    """Return a strand with what its measures show since it was begun."""
    measures = tuple(dict.fromkeys(measures))
    begun = min((one.since for one in tried if one.since), default=None)
    own = tuple(one for one in shifts if one.measure in measures)
    since = tuple(
        one for one in own if begun is not None and one.window[1].last >= begun
    )
    made = Strand(
        tried=tried,
        measures=measures,
        shifts=since,
        outcome=_outcome(project, measures, since),
        missing="",
        **said,
    )
    return evolve(made, missing=_missing(made, own))


def _outcome(
    project: Project, measures: Iterable[str], shifts: Iterable[Shift]
) -> Outcome:
    if not _has_data(project, measures):
        return Outcome.UNKNOWN
    # What a chart says last of a measure counts; of no one direction, what it was.
    latest: dict[str, int] = {}
    for one in shifts:
        latest[one.measure] = one.gain or latest.get(one.measure, 0)
    gains = set(latest.values())
    return OUTCOMES[frozenset(gains - {0} if len(gains) > 1 else gains)]


def _has_data(project: Project, measures: Iterable[str]) -> bool:
    seen = {one.measure.key for one in project.series if len(one.records)}
    return not seen.isdisjoint(measures)


def _missing(strand: Strand, own: Sequence[Shift]) -> str:
    """Return the first link that is not there; "" where the strand holds."""
    states = {one.state for one in strand.tried}
    if not strand.tried or states <= UNBEGUN:
        return _untried(strand, own)
    if states <= ENDED:
        return ""
    return _worse(strand) or _unshown(strand)


def _untried(strand: Strand, own: Sequence[Shift]) -> str:
    of_need = strand.origin is Origin.NEED
    none = "no step answers it" if of_need else "no cycle tests it"
    said = "nothing was tried yet" if strand.tried else none
    better = dict.fromkeys(one.title for one in own if one.gain > 0)
    return f"{said}, and {', '.join(better)} improved" if better else said


def _worse(strand: Strand) -> str:
    """Return what got worse, "" where nothing did."""
    if strand.outcome in {Outcome.WORSENED, Outcome.MIXED}:
        worse = dict.fromkeys(one.title for one in strand.shifts if one.gain < 0)
        return f"it got worse: {', '.join(worse)}"
    fell = strand.assessed_again is not None and not strand.assessed_again
    return "it got worse, as assessed again" if fell else ""


def _unshown(strand: Strand) -> str:
    """Return what is missing where nothing got worse."""
    if strand.outcome is Outcome.IMPROVED or strand.assessed_again:
        return ""
    if strand.outcome is Outcome.UNKNOWN:
        return _unmeasured(strand)
    signal = "signal" if strand.outcome is Outcome.STEADY else "better signal"
    decided = next((one for one in strand.tried if one.state in KEPT), None)
    if decided is None:
        return f"no {signal} yet"
    return f"{decided.state} without a {signal}"


def _unmeasured(strand: Strand) -> str:
    """Return what is missing where no data show anything."""
    if strand.retaken is not None:
        return f"assessed again: {strand.retaken.change.verdict}"
    if strand.measures:
        return "its measures have no data"
    if not strand.words:
        return "no measure would show it"
    review = {
        WORKED[True]: "",
        WORKED[False]: "it did not work, as the review says",
    }
    return review.get(strand.decision, "what would show it is in words, not in data")
