"""A project as it was known on a day: the one place where `as_of` binds what is read.

Each room knows what of its own values came later (`measures.known`, `pdsa.known`,
`plans.known`); whatever looks at a project as of a day looks at what `known` returns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit import measures, pdsa, plans
from cqikit.core import (
    Context,
    Severity,
    a_day,
    arguments,
    check,
    few,
    found,
    instance_of,
    optional,
)
from cqikit.projects._project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cqikit.core import Found
    from cqikit.measures import Series
    from cqikit.projects._charter import Charter
    from cqikit.projects._conjoint import Conjoint, QualitativeEvidence
    from cqikit.projects._groundwork import Groundwork, Training
    from cqikit.projects._project import Assessed

__all__ = ["CHECKS_OF_TIME", "KNOWN_LATER", "THREAD", "known", "known_series"]

THREAD: Final = "cqikit: one thread from need to proof, joined by keys"
#: So many of those whose answers are left out are named.
NAMED: Final = 3
LATER_DAY: Final = "check the date, or read the project as of a later day"


@arguments(project=instance_of(Project), as_of=optional(a_day))
def known(project: Project, *, as_of: date | None = None) -> Project:
    """Return a project as it was known on a day: as if nothing later had come.

    Left out are periods that begin later, events of the plan, its steps and the cycles,
    revisions of the plan, assessments and answers, evidence with the questions that
    name it, causes that were found and contacts that were made, what was learned,
    reviewed and decided, and what happened later. What has
    no date is taken as always known: the diagram, the aims, cycles without an event.

    Parameters
    ----------
    project : Project
    as_of : date, optional
        The last day that counts, which becomes the charter's; by default the day that
        the charter names.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.measures import Measure, Observation, series
    >>> from cqikit.projects import Charter
    >>> waits = Measure(key="waits", title="Waiting time")
    >>> seen = [Observation(period=f"2026-0{n}", value=n) for n in (1, 2, 3)]
    >>> visits = Project(
    ...     charter=Charter(key="visits", title="Visits", as_of=date(2026, 4, 1)),
    ...     measures=[waits],
    ...     series=[series(waits, seen)],
    ... )
    >>> then = known(visits, as_of=date(2026, 2, 14))
    >>> then.series[0].values, str(then.charter.as_of)
    ((1.0, 2.0), '2026-02-14')
    """
    day = project.charter.as_of if as_of is None else as_of
    cycles = pdsa.known(project.cycles, as_of=day)
    evidence = tuple(
        qualitative_evidence
        for qualitative_evidence in project.evidence
        if qualitative_evidence.on.first <= day
    )
    then: dict[str, Any] = {
        "charter": _charter(project.charter, day),
        "plan": None if project.plan is None else plans.known(project.plan, as_of=day),
        "series": measures.known(project.series, as_of=day),
        "cycles": cycles,
        "assessed": tuple(_assessed(project, day)),
        "groundwork": _groundwork(project.groundwork, day),
        "evidence": evidence,
        "conjoint": tuple(_conjoint(project, cycles, evidence)),
        "causes": tuple(
            cause for cause in project.causes if cause.on is None or cause.on <= day
        ),
        "contacts": tuple(contact for contact in project.contacts if contact.on <= day),
    }
    before = {name: getattr(project, name) for name in then}
    # What is the same object is not looked into: series are long.
    changed = {
        name: value
        for name, value in then.items()
        if value is not before[name] and value != before[name]
    }
    return evolve(project, **changed) if changed else project


def known_series(project: Project, series: Series) -> Series:
    """Return a series as it was known on the day that a project's charter names."""
    then = measures.known([series], as_of=project.charter.as_of)
    return then[0] if then else evolve(series, observations=(), calendar=None)


def _charter(charter: Charter, day: date) -> Charter:
    happenings = tuple(
        happening
        if happening.until is None or happening.until.first <= day
        else evolve(happening, until=None)
        for happening in charter.happenings
        if happening.on.first <= day
    )
    if (happenings, day) == (charter.happenings, charter.as_of):
        return charter
    return evolve(charter, happenings=happenings, as_of=day)


def _assessed(project: Project, day: date) -> Iterator[Assessed]:
    for assessed in project.assessed:
        answers = assessed.responses.answers
        kept = tuple(it for it in answers if it.on is None or it.on <= day)
        days = [it.on for it in answers if it.on is not None]
        on = assessed.on
        if on is not None and on > day and on == max(days, default=None):
            # Its day is that of its latest answers, of which it can do without.
            on = max((it for it in days if it <= day), default=on)
        if (on is not None and on > day) or (answers and not kept):
            continue
        if len(kept) == len(answers):
            yield assessed
        else:
            responses = evolve(assessed.responses, answers=kept)
            yield evolve(assessed, on=on, responses=responses)


def _groundwork(laid: Groundwork | None, day: date) -> Groundwork | None:
    """Return groundwork with what was learned, reviewed and decided by a day."""
    if laid is None or (laid.on is not None and laid.on > day):
        return None
    people = tuple(
        evolve(person, training=tuple(_learned(it, day) for it in person.training))
        for person in laid.people
    )
    standards = tuple(
        evolve(standard, reviews=tuple(it for it in standard.reviews if it.on <= day))
        for standard in laid.standards
    )
    progress = tuple(decision for decision in laid.progress if decision.on <= day)
    return evolve(laid, people=people, standards=standards, progress=progress)


def _learned(training: Training, day: date) -> Training:
    open_yet = training.done is not None and training.done > day
    return evolve(training, done=None) if open_yet else training


def _conjoint(
    project: Project,
    cycles: tuple[pdsa.Cycle, ...],
    evidence: tuple[QualitativeEvidence, ...],
) -> Iterator[Conjoint]:
    """Yield the questions that were asked: those that name nothing of later."""
    later = {qualitative_evidence.key for qualitative_evidence in project.evidence} - {
        qualitative_evidence.key for qualitative_evidence in evidence
    }
    begun = {cycle.key for cycle in cycles}
    unbegun = {cycle.key for cycle in project.cycles} - begun
    for conjoint in project.conjoint:
        if later.isdisjoint(conjoint.evidence) and unbegun.isdisjoint(conjoint.cycles):
            yield conjoint


@check(
    "project.happens-later",
    says="{title!r} ({on}) is after {as_of} and left out",
    severity=Severity.NOTE,
    where="charter.happenings",
    fix=LATER_DAY,
    source=THREAD,
)
def has_happened(project: Project, context: Context) -> Iterator[Found]:
    """Find happenings after the day as of which the project is read."""
    as_of = context.as_of
    for happening in project.charter.happenings:
        if as_of is not None and happening.on.first > as_of:
            yield found(title=happening.title, on=happening.on, as_of=as_of)


@check(
    "project.known-later",
    says={
        "rows": "{count:# row|# rows} came after {day}: left out",
        "events": "{count:# event|# events} came after {day}: left out",
        "answers": "{count:# answer|# answers} of {who} came after {day}: left out",
        "answers+more": (
            "{count:# answer|# answers} of {who} and {more} more came after {day}:"
            " left out"
        ),
        "reports": "{count:# report|# reports} came after {day}: left out",
        "causes": "{count:# cause|# causes} came after {day}: left out",
        "contacts": "{count:# contact|# contacts} came after {day}: left out",
        "guide": "the closing guide is of {on}, after {day}: left out",
    },
    severity=Severity.NOTE,
    fix=LATER_DAY,
    source=THREAD,
)
def nothing_is_left_out(project: Project, context: Context) -> Iterator[Found]:
    """Find what came after the day as of which the project is read, a kind at once."""
    day = context.as_of
    if day is None:
        return
    then = known(project, as_of=day)
    for where, form, whole, left in (
        ("series", "rows", _rows(project), _rows(then)),
        ("cycles", "events", _events(project), _events(then)),
        ("plan", "events", _told(project.plan), _told(then.plan)),
        ("evidence", "reports", len(project.evidence), len(then.evidence)),
        ("causes", "causes", len(project.causes), len(then.causes)),
        ("contacts", "contacts", len(project.contacts), len(then.contacts)),
    ):
        if whole > left:
            yield found(where, form=form, count=whole - left, day=day)
    kept = {it.key for it in then.assessed}
    late = [
        name
        for it in project.assessed
        for answer, name in zip(it.responses.answers, it.responses.whose, strict=True)
        if it.key not in kept or (answer.on is not None and answer.on > day)
    ]
    if late:
        yield found("assessed", count=len(late), day=day, **_late_of(late))


def _late_of(names: list[str]) -> dict[str, Any]:
    """Return the parts that say whose answers are left out: the first few of them."""
    return few(tuple(dict.fromkeys(names)), "who", form="answers", most=NAMED)


#: What came after the day as of which a project is read, of a closing guide too.
KNOWN_LATER: Final = nothing_is_left_out.kind


def _rows(project: Project) -> int:
    return sum(len(series.records) for series in project.series)


def _events(project: Project) -> int:
    return sum(len(cycle.log) for cycle in project.cycles)


def _told(plan: plans.Plan | None) -> int:
    if plan is None:
        return 0
    return len(plan.log) + sum(len(step.log) for step in plan.steps)


#: What is found of what came after the day of the charter.
CHECKS_OF_TIME: Final = (has_happened, nothing_is_left_out)
