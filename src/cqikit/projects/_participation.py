"""Who takes part in what: as people say it, and as logs and answers show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, fields_dict, frozen

from cqikit import pdsa, plans
from cqikit.core import FrozenOf, arguments, instance_of
from cqikit.projects._groundwork import Participation, Person
from cqikit.projects._known import known
from cqikit.projects._project import Project
from cqikit.projects._scored import PROGRESS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PARTS", "TakesPart", "participation"]

#: The parts of the work that people take part in.
PARTS = tuple(fields_dict(Participation))


@frozen(kw_only=True)
class TakesPart:
    """One row of the participation matrix.

    Parameters
    ----------
    who : str
        The role or person, as it is named.
    person : Person, optional
        None for somebody whom only logs or answers name.
    said : dict of str to str
        How they take part, by the name of the part; only those in which they do.
    recorded : dict of str to date
        The last day on which a log or an answer shows them, by the name of the part.
    """

    who: str
    person: Person | None
    said: Mapping[str, str] = field(converter=FrozenOf[Mapping[str, str]])
    recorded: Mapping[str, date] = field(converter=FrozenOf[Mapping[str, date]])

    @property
    def in_nothing(self) -> bool:
        """Say whether there is no part in which they are."""
        return not (self.said or self.recorded)


@arguments(project=instance_of(Project))
def participation(project: Project) -> tuple[TakesPart, ...]:
    """Return who takes part in which part of the work.

    Records name roles: the ``role`` of an answer, the ``roles`` of `plans.Involve` and
    `plans.StartReview`, the ``role`` of `plans.Observe`, the ``who`` of `pdsa.Plan`.
    One who is called so in the groundwork (by key or `who`, in capitals or not) is
    shown with it; others have rows of their own, under the people.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.projects import Charter, Groundwork
    >>> reviews = Participation(review="twice a year")
    >>> parents = Person(
    ...     key="parents", who="Parents", role="family", takes_part=reviews
    ... )
    >>> charter = Charter(key="p", title="P", as_of=date(2027, 1, 1))
    >>> project = Project(charter=charter, groundwork=Groundwork(people=[parents]))
    >>> [(participant.who, participant.said) for participant in participation(project)]
    [('Parents', {'review': 'twice a year'})]
    """
    project = known(project)
    laid = project.groundwork
    people = laid.people if laid else ()
    called = {
        name.casefold(): person.key
        for person in people
        for name in (person.key, person.who)
    }
    seen: dict[str, dict[str, date]] = {person.key: {} for person in people}
    others: dict[str, str] = {}
    for part, role, on in _recorded(project):
        name = role.casefold()
        key = called.get(name, f"\0{name}")
        if key not in seen:
            others[key] = role
        days = seen.setdefault(key, {})
        days[part] = max(days.get(part, on), on)
    return (
        *(
            TakesPart(
                who=person.who,
                person=person,
                said=_said(person),
                recorded=seen[person.key],
            )
            for person in people
        ),
        *(
            TakesPart(who=role, person=None, said={}, recorded=seen[key])
            for key, role in others.items()
        ),
    )


def _said(person: Person) -> dict[str, str]:
    told = {part: getattr(person.takes_part, part) for part in PARTS}
    return {part: said for part, said in told.items() if said.strip()}


def _recorded(project: Project) -> Iterator[tuple[str, str, date]]:
    """Yield each part of the work, a role that took part in it, and the day."""
    found = [*_of_assessments(project), *_of_plan(project), *_of_cycles(project)]
    for part, role, on in found:
        if role.strip():
            yield part, role.strip(), on


def _of_assessments(project: Project) -> Iterator[tuple[str, str, date]]:
    for assessed in project.assessed:
        # Who scores progress says nothing of who answers assessments.
        if assessed.responses.framework.key == PROGRESS.key:
            continue
        for answer in assessed.responses.answers:
            on = answer.on or assessed.on
            if on is not None:
                yield "assessment", answer.role, on


def _of_plan(project: Project) -> Iterator[tuple[str, str, date]]:
    for event in project.plan.log if project.plan else ():
        match event:
            case plans.Involve(on=on, roles=roles):
                yield from (("plan", role, on) for role in roles)
            case plans.StartReview(on=on, roles=roles):
                yield from (("review", role, on) for role in roles)
            case plans.Observe(on=on, role=role):
                yield "data", role, on
            case _:
                continue


def _of_cycles(project: Project) -> Iterator[tuple[str, str, date]]:
    for cycle in project.cycles:
        for event in cycle.log:
            if isinstance(event, pdsa.Plan):
                yield "cycles", event.who, event.on
