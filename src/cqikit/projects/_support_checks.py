"""What is found of causes, contacts and lessons, beside the rooms that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import frozen

from cqikit import pdsa, plans
from cqikit.core import (
    Catalog,
    FindingKind,
    FunctionCheck,
    Part,
    Severity,
    arguments,
    check,
    found,
    instance_of,
    list_of,
    say,
)
from cqikit.errors import KnownNames, suggest
from cqikit.projects._known import THREAD
from cqikit.projects._project import Project
from cqikit.projects._references import ADD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.core import Finding, Found

__all__ = ["JOINED_CHECKS", "of_teams"]

Known: TypeAlias = "dict[str, KnownNames | None]"
#: Of what causes and contacts give keys.
OF_CAUSES: Final = ("need", "driver", "idea")
OF_CONTACTS: Final = ("step", "cycle")


#: Whose contact it is, nobody knows.
UNKNOWN_TEAM: Final = FindingKind(
    "contact.unknown-team",
    says="the contact of {on} is with the team {team!r}, which is not there",
    fix="list it among the teams",
    source=THREAD,
)


@frozen
class _Named:
    """A key that one thing gives of another, where it does, and who says so."""

    where: str
    form: str
    of: str
    key: str
    by: Part


@check(
    "project.unknown-key",
    says={
        **{
            f"cause-{of}": f"the cause {{by!r}} names the {of} {{key!r}}, which is not"
            " there"
            for of in OF_CAUSES
        },
        **{
            f"contact-{of}": f"the contact of {{by}} names the {of} {{key!r}}, which is"
            " not there"
            for of in OF_CONTACTS
        },
        "lesson": "the lesson on {by!r} names the cycle {key!r}, which is not there",
    },
    fix=ADD,
    source=THREAD,
)
def keys_lead_somewhere(project: Project) -> Iterator[Found]:
    """Find keys of needs, drivers, ideas, steps and cycles that are not there."""
    known = _known(project)
    for named in _named(project):
        keys = known[named.of]
        if named.key and keys is not None and named.key not in keys:
            alike = suggest(named.key, keys)
            yield found(
                named.where, form=named.form, by=named.by, key=named.key, alike=alike
            )


def _known(project: Project) -> Known:
    """Return the keys of each kind; None where there is no plan and no diagram."""
    plan, diagram = project.plan, project.diagram
    needs = steps = drivers = ideas = None
    if plan is not None:
        needs = KnownNames(need.key for need in plans.needs(plan))
        steps = KnownNames(step.key for step in plan.steps)
    if diagram is not None:
        drivers = KnownNames(driver.key for driver in diagram.drivers)
        ideas = KnownNames(idea.key for idea in diagram.ideas)
    cycles = KnownNames(cycle.key for cycle in project.cycles)
    return {
        "need": needs,
        "step": steps,
        "driver": drivers,
        "idea": ideas,
        "cycle": cycles,
    }


def _named(project: Project) -> Iterator[_Named]:
    for place, cause in enumerate(project.causes):
        for of in OF_CAUSES:
            where, key = f"causes[{place}].{of}", getattr(cause, of)
            yield _Named(where, f"cause-{of}", of, key, cause.title)
    for place, contact in enumerate(project.contacts):
        for of in OF_CONTACTS:
            where, key = f"contacts[{place}].{of}", getattr(contact, of)
            yield _Named(where, f"contact-{of}", of, key, contact.on)
    for place, lesson in enumerate(project.lessons):
        where = f"lessons[{place}].cycle"
        yield _Named(where, "lesson", "cycle", lesson.cycle, lesson.problem)


@check(
    "contact.no-minutes",
    says="{untimed} of {contacts:# contact|# contacts} {untimed:does|do} not say how"
    " long they took, the first that of {first}",
    severity=Severity.NOTE,
    where="contacts",
    fix="write minutes; what is not known counts as a contact, and no minutes",
    source=THREAD,
)
def were_timed(project: Project) -> Iterator[Found]:
    """Find out how many contacts do not say how long they took."""
    untimed = [contact for contact in project.contacts if contact.minutes is None]
    if untimed:
        every, first = len(project.contacts), untimed[0].on
        yield found(untimed=len(untimed), contacts=every, first=first)


@check(
    "lesson.nothing-shows-it",
    says={
        "": "no cycle shows it",
        "open": "nothing is concluded yet from the cycle {cycle!r}",
    },
    severity=Severity.NOTE,
    fix={
        "": "name the cycle that does",
        "open": "conclude it, or name another cycle",
    },
    source=THREAD,
)
def are_shown(project: Project) -> Iterator[Found]:
    """Find lessons that no cycle shows, or one from which nothing is concluded yet."""
    cycles = {this_cycle.key: this_cycle for this_cycle in project.cycles}
    for place, lesson in enumerate(project.lessons):
        where, cycle = f"lessons[{place}].cycle", cycles.get(lesson.cycle)
        if not lesson.cycle:
            yield found(where)
        elif cycle is not None and pdsa.latest(cycle, pdsa.Conclude) is None:
            yield found(where, form="open", cycle=cycle.title)


#: What is checked of causes, contacts and lessons beside the other rooms.
JOINED_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (keys_lead_somewhere, were_timed, are_shown), kind="check"
)


@arguments(project=instance_of(Project), teams=list_of(say("teams"), str))
def of_teams(project: Project, teams: Iterable[str]) -> tuple[Finding, ...]:
    """Return the contacts with teams that are not among these.

    Parameters
    ----------
    teams : iterable of str
        The teams, by key.
    """
    known = KnownNames(teams)
    return tuple(
        UNKNOWN_TEAM.at(
            f"contacts[{place}].team",
            on=contact.on,
            team=contact.team,
            alike=suggest(contact.team, known),
        )
        for place, contact in enumerate(project.contacts)
        if contact.team and contact.team not in known
    )
