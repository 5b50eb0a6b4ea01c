"""What is found of causes, contacts and lessons, beside the rooms that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import frozen

from cqikit import pdsa, plans
from cqikit.core import (
    Catalog,
    Finding,
    FunctionCheck,
    Severity,
    arguments,
    check,
    instance_of,
    list_of,
    plural,
)
from cqikit.errors import did_you_mean
from cqikit.projects._known import THREAD
from cqikit.projects._project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.core import Context

__all__ = ["JOINED_CHECKS", "of_teams"]

Known: TypeAlias = "dict[str, set[str] | None]"


@frozen
class _Named:
    """A key that one thing gives of another, and where it does."""

    where: str
    what: str
    of: str
    key: str


@check("project.unknown-key", source=THREAD)
def keys_lead_somewhere(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find keys of needs, drivers, ideas, steps and cycles that are not there."""
    known = _known(project)
    for named in _named(project):
        keys = known[named.of]
        if not named.key or keys is None or named.key in keys:
            continue
        yield Finding(
            code="project.unknown-key",
            where=named.where,
            message=f"{named.what} names the {named.of} {named.key!r}, which is not"
            " there",
            fix=did_you_mean(named.key, keys, "add it, or take the key out"),
        )


def _known(project: Project) -> Known:
    """Return the keys of each kind; None where there is no plan and no diagram."""
    plan, diagram = project.plan, project.diagram
    needs = steps = drivers = ideas = None
    if plan is not None:
        needs = {need.key for need in plans.needs(plan)}
        steps = {step.key for step in plan.steps}
    if diagram is not None:
        drivers = {driver.key for driver in diagram.drivers}
        ideas = {idea.key for idea in diagram.ideas}
    cycles = {cycle.key for cycle in project.cycles}
    return {
        "need": needs,
        "step": steps,
        "driver": drivers,
        "idea": ideas,
        "cycle": cycles,
    }


def _named(project: Project) -> Iterator[_Named]:
    for place, cause in enumerate(project.causes):
        for of in ("need", "driver", "idea"):
            key = getattr(cause, of)
            yield _Named(f"causes[{place}].{of}", f"the cause {cause.title!r}", of, key)
    for place, contact in enumerate(project.contacts):
        for of in ("step", "cycle"):
            what = f"the contact of {contact.on}"
            key = getattr(contact, of)
            yield _Named(f"contacts[{place}].{of}", what, of, key)
    for place, lesson in enumerate(project.lessons):
        where = f"lessons[{place}].cycle"
        yield _Named(where, f"the lesson on {lesson.problem!r}", "cycle", lesson.cycle)


@check("contact.no-minutes", source=THREAD)
def were_timed(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find out how many contacts do not say how long they took."""
    untimed = [contact for contact in project.contacts if contact.minutes is None]
    if untimed:
        of = plural(len(project.contacts), "contact")
        do = "does" if len(untimed) == 1 else "do"
        yield Finding(
            code="contact.no-minutes",
            severity=Severity.NOTE,
            where="contacts",
            message=f"{len(untimed)} of {of} {do} not say how long they took, the first"
            f" that of {untimed[0].on}",
            fix="write minutes; what is not known counts as a contact, and no minutes",
        )


@check("lesson.nothing-shows-it", source=THREAD)
def are_shown(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find lessons that no cycle shows, or one from which nothing is concluded yet."""
    cycles = {this_cycle.key: this_cycle for this_cycle in project.cycles}
    for place, lesson in enumerate(project.lessons):
        cycle = cycles.get(lesson.cycle)
        if not lesson.cycle:
            said, fix = "no cycle shows it", "name the cycle that does"
        elif cycle is not None and pdsa.latest(cycle, pdsa.Conclude) is None:
            said = f"nothing is concluded yet from the cycle {cycle.title!r}"
            fix = "conclude it, or name another cycle"
        else:
            continue
        yield Finding(
            code="lesson.nothing-shows-it",
            severity=Severity.NOTE,
            where=f"lessons[{place}].cycle",
            message=said,
            fix=fix,
        )


#: What is checked of causes, contacts and lessons beside the other rooms.
JOINED_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (keys_lead_somewhere, were_timed, are_shown), kind="check"
)


@arguments(project=instance_of(Project), teams=list_of("teams", str))
def of_teams(project: Project, teams: Iterable[str]) -> tuple[Finding, ...]:
    """Return the contacts with teams that are not among these."""
    known = set(teams)
    return tuple(
        Finding(
            code="contact.unknown-team",
            where=f"contacts[{place}].team",
            message=f"the contact of {contact.on} is with the team {contact.team!r},"
            " which is"
            " not there",
            fix=did_you_mean(contact.team, known, "list it among the teams"),
            source=THREAD,
        )
        for place, contact in enumerate(project.contacts)
        if contact.team and contact.team not in known
    )
