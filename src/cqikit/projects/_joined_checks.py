"""What is found of groundwork and evidence beside the rest of their project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FunctionCheck,
    Severity,
    check,
)
from cqikit.projects._conjoint import Agreement
from cqikit.projects._groundwork_checks import (
    BOTH,
    KEYS,
    S4,
    unknown,
)
from cqikit.projects._loop import loop
from cqikit.projects._participation import participation
from cqikit.projects._scored import ADVISOR, OWN, said, scored_teams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.projects._groundwork import PersonRole
    from cqikit.projects._project import Project

__all__ = ["JOINED_CHECKS"]

S3: Final = "Root Cause: CQI Process for Social Service Providers"
IHI: Final = "Institute for Healthcare Improvement: Assessment Scale for Collaboratives"
#: A gap between a team and its advisor that is worth a word (ours).
WIDE: Final = 1.0


@check("groundwork.unknown-key", source=KEYS)
def keys_are_there(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find keys of measures, evidence, cycles, people and teams that lead nowhere."""
    laid = project.groundwork
    asked = [
        (f"conjoint[{place}].{name}", name, key)
        for place, conjoint in enumerate(project.conjoint)
        for name in ("measures", "evidence", "cycles")
        for key in getattr(conjoint, name)
    ]
    measures = [(where, key) for where, name, key in asked if name == "measures"]
    for place, standard in enumerate(laid.standards if laid else ()):
        measures.append((f"groundwork.standards[{place}].measure", standard.measure))
    told = [
        (f"evidence[{place}].reviewed_with", key)
        for place, evidence in enumerate(project.evidence)
        for key in evidence.reviewed_with
    ]
    people = laid.people if laid else ()
    yield from unknown(
        "measure", measures, (measure.key for measure in project.measures)
    )
    yield from unknown("person", told, (person.key for person in people))
    for name, word, known in (
        ("evidence", "evidence", project.evidence),
        ("cycles", "cycle", project.cycles),
    ):
        named = [(where, key) for where, at, key in asked if at == name]
        yield from unknown(word, named, (record.key for record in known))


@check("groundwork.unknown-team", source=KEYS)
def teams_are_there(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find teams that neither data nor cycles have, where these have any."""
    laid = project.groundwork
    named = [
        (f"groundwork.{name}[{place}].team", series.team)
        for name in ("people", "progress")
        for place, series in enumerate(getattr(laid, name, ()))
    ]
    known = {series.team for series in project.series}
    known |= {cycle.team for cycle in project.cycles}
    if known - {""}:
        yield from unknown("team", named, known)


def as_role(who: str) -> PersonRole | None:
    """Return the role that a record names as such: staff, family, families."""
    names = {name: role for role, words in BOTH.items() for name in (words, role.value)}
    return names.get(who.casefold())


@check("participation.left-out", source=f"{S4}, 1B, 3D, 4D and 7D")
def nobody_is_left_out(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find that families, or staff, take part in nothing."""
    if project.groundwork is None:
        return
    rows = participation(project)
    for role, words in BOTH.items():
        # Answers and logs name a role that stands for nobody among the people.
        those = [
            row
            for row in rows
            if (row.person.role is role if row.person else as_role(row.who) is role)
        ]
        if all(participant.in_nothing for participant in those):
            lacks = "" if those else "; nobody among the people is one of them"
            yield Finding(
                code="participation.left-out",
                where="groundwork.people",
                message=f"{words} take part in nothing: not in the assessment, the"
                f" plan, the cycles, the review or the data{lacks}",
                fix="ask them into one of these, and say how they take part",
            )


@check("participation.in-nothing", source=S4)
def everybody_takes_part(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find people who are listed and take part in nothing."""
    for place, participant in enumerate(participation(project)):
        # Of families and staff as such, it is said above.
        if (
            participant.person
            and participant.person.role not in BOTH
            and participant.in_nothing
        ):
            yield Finding(
                code="participation.in-nothing",
                severity=Severity.NOTE,
                where=f"groundwork.people[{place}].takes_part",
                message=f"no part of the work is said to have {participant.who} in it",
                fix="say in which part they are, and how",
            )


@check("conjoint.one-sided", source=f"{S4}, 5")
def both_speak(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find questions of which only numbers or only stories speak."""
    for place, conjoint in enumerate(project.conjoint):
        lacking = [
            words
            for words, there in (
                ("numbers", conjoint.measures or conjoint.numbers.strip()),
                (
                    "stories",
                    conjoint.evidence or conjoint.cycles or conjoint.stories.strip(),
                ),
            )
            if not there
        ]
        if lacking:
            yield Finding(
                code="conjoint.one-sided",
                where=f"conjoint[{place}]",
                message=f"no {' and no '.join(lacking)} speak to {conjoint.question!r}",
                fix="name measures for numbers, evidence or cycles for stories",
            )


@check("conjoint.no-next", source=f"{S4}, 5")
def something_follows(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find questions whose answer nobody has said, or from which nothing follows."""
    for place, conjoint in enumerate(project.conjoint):
        open_ones = [
            words
            for words, there in (
                ("how numbers and stories go together", conjoint.agreement is not None),
                ("what was learned", conjoint.learned.strip()),
                ("what is done next", conjoint.next_step.strip()),
            )
            if not there
        ]
        # That they differ and nothing is done about it weighs more.
        differ = (
            conjoint.agreement is Agreement.DIFFER and not conjoint.next_step.strip()
        )
        if open_ones:
            yield Finding(
                code="conjoint.no-next",
                severity=Severity.WARNING if differ else Severity.NOTE,
                where=f"conjoint[{place}]",
                message=f"of {conjoint.question!r} nothing says"
                f" {', nor '.join(open_ones)}",
                fix="look at both together, and write it down",
            )


@check("evidence.unused", source=f"{S4}, 3 and 5")
def is_used(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find evidence that nobody has put beside any number."""
    used = {key for conjoint in project.conjoint for key in conjoint.evidence}
    for place, evidence in enumerate(project.evidence):
        if evidence.key not in used:
            yield Finding(
                code="evidence.unused",
                severity=Severity.NOTE,
                where=f"evidence[{place}]",
                message=f"{evidence.title!r} speaks to no question",
                fix="name it in a conjoint analysis, beside the measures it explains",
            )


@check("loop.out-of-order", source=S3)
def goes_round(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find what was done before its step of the loop."""
    found = loop(project)
    if project.groundwork is not None and found.apart:
        yield Finding(
            code="loop.out-of-order",
            severity=Severity.NOTE,
            where="groundwork",
            message=f"done before its step of the loop, or after it without what comes"
            f" between: {found.apart_words}",
            fix=f"next comes \u201c{found.step.words}\u201d:"
            f" {'; '.join(found.missing)}",
        )


@check("progress.gap", source=f"{IHI}; how wide is ours")
def agree_on_progress(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a team and an advisor who put the project at different steps."""
    for team in ("", *scored_teams(project)):
        own, advisor = (said(project, roles, team) for roles in (OWN, ADVISOR))
        if own is None or advisor is None or abs(own - advisor) < WIDE:
            continue
        yield Finding(
            code="progress.gap",
            severity=Severity.NOTE,
            where="assessed",
            message=f"{team or 'the team'} puts itself at {own:g}, its advisor at"
            f" {advisor:g}",
            fix="talk about what each of them sees",
        )


#: Of a project with groundwork, evidence or progress scores.
JOINED_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        keys_are_there,
        teams_are_there,
        nobody_is_left_out,
        everybody_takes_part,
        both_speak,
        something_follows,
        is_used,
        goes_round,
        agree_on_progress,
    ),
    kind="check",
)
