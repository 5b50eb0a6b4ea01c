"""What is found of groundwork and evidence beside the rest of their project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    FindingKind,
    FunctionCheck,
    Severity,
    check,
    combined,
    found,
    unknown_keys,
)
from cqikit.projects._conjoint import Agreement
from cqikit.projects._groundwork_checks import (
    BOTH,
    KEYS,
    S4,
    people_are_there,
)
from cqikit.projects._loop import loop
from cqikit.projects._participation import participation
from cqikit.projects._references import ADD
from cqikit.projects._scored import ADVISOR, OWN, said, scored_teams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Finding, Found
    from cqikit.measures import Measure
    from cqikit.pdsa import Cycle
    from cqikit.projects._conjoint import QualitativeEvidence
    from cqikit.projects._groundwork import Person, PersonRole
    from cqikit.projects._project import Project

__all__ = ["JOINED_CHECKS"]

S3: Final = "Root Cause: CQI Process for Social Service Providers"
IHI: Final = "Institute for Healthcare Improvement: Assessment Scale for Collaboratives"
#: A gap between a team and its advisor that is worth a word (ours).
WIDE: Final = 1.0


UNKNOWN_MEASURE: Final = FindingKind(
    "groundwork.unknown-measure",
    says="there is no measure {key!r} in this project",
    fix=ADD,
    source=KEYS,
)
UNKNOWN_EVIDENCE: Final = FindingKind(
    "groundwork.unknown-evidence",
    says="there is no evidence {key!r} in this project",
    fix=ADD,
    source=KEYS,
)
UNKNOWN_CYCLE: Final = FindingKind(
    "groundwork.unknown-cycle",
    says="there is no cycle {key!r} in this project",
    fix=ADD,
    source=KEYS,
)


@check("groundwork.unknown-key", source=KEYS)
def keys_are_there(project: Project) -> Iterator[Finding]:
    """Find keys of measures, evidence, cycles, people and teams that lead nowhere."""
    laid = project.groundwork
    measures, evidence, cycles = (
        [
            (f"conjoint[{place}].{name}", key)
            for place, conjoint in enumerate(project.conjoint)
            for key in getattr(conjoint, name)
        ]
        for name in ("measures", "evidence", "cycles")
    )
    for place, standard in enumerate(laid.standards if laid else ()):
        measures.append((f"groundwork.standards[{place}].measure", standard.measure))
    told = [
        (f"evidence[{place}].reviewed_with", key)
        for place, record in enumerate(project.evidence)
        for key in record.reviewed_with
    ]
    people: tuple[Person, ...] = laid.people if laid else ()
    known: tuple[Measure | Person | QualitativeEvidence | Cycle, ...]
    for row, named, known in (
        (UNKNOWN_MEASURE, measures, project.measures),
        (people_are_there.kind, told, people),
        (UNKNOWN_EVIDENCE, evidence, project.evidence),
        (UNKNOWN_CYCLE, cycles, project.cycles),
    ):
        yield from map(row.of, unknown_keys(named, (record.key for record in known)))


@check(
    "groundwork.unknown-team",
    says="there is no team {key!r} in this project",
    fix=ADD,
    source=KEYS,
)
def teams_are_there(project: Project) -> Iterator[Found]:
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
        yield from unknown_keys(named, known)


def as_role(who: str) -> PersonRole | None:
    """Return the role that a record names as such: staff, family, families."""
    names = {name: role for role, words in BOTH.items() for name in (words, role.value)}
    return names.get(who.casefold())


@check(
    "participation.left-out",
    says={
        "": "{role} take part in nothing: not in the assessment, the plan, the cycles,"
        " the review or the data",
        "nobody": "{role} take part in nothing: not in the assessment, the plan, the"
        " cycles, the review or the data; nobody among the people is one of them",
    },
    where="groundwork.people",
    fix="ask them into one of these, and say how they take part",
    source=f"{S4}, 1B, 3D, 4D and 7D",
)
def nobody_is_left_out(project: Project) -> Iterator[Found]:
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
            yield found(form="" if those else "nobody", role=words)


@check(
    "participation.in-nothing",
    says="no part of the work is said to have {who} in it",
    severity=Severity.NOTE,
    fix="say in which part they are, and how",
    source=S4,
)
def everybody_takes_part(project: Project) -> Iterator[Found]:
    """Find people who are listed and take part in nothing."""
    for place, participant in enumerate(participation(project)):
        # Of families and staff as such, it is said above.
        if (
            participant.person
            and participant.person.role not in BOTH
            and participant.in_nothing
        ):
            where = f"groundwork.people[{place}].takes_part"
            yield found(where, who=participant.who)


@check(
    "conjoint.one-sided",
    says=combined(
        "no {words} speak to {question!r}",
        {"numbers": "numbers", "stories": "stories"},
        " and no ",
    ),
    fix="name measures for numbers, evidence or cycles for stories",
    source=f"{S4}, 5",
)
def both_speak(project: Project) -> Iterator[Found]:
    """Find questions of which only numbers or only stories speak."""
    for place, conjoint in enumerate(project.conjoint):
        numbers = conjoint.measures or conjoint.numbers.strip()
        stories = conjoint.evidence or conjoint.cycles or conjoint.stories.strip()
        sides = {"numbers": numbers, "stories": stories}
        lacking = "+".join(name for name, there in sides.items() if not there)
        if lacking:
            yield found(f"conjoint[{place}]", form=lacking, question=conjoint.question)


@check(
    "conjoint.no-next",
    says=combined(
        "of {question!r} nothing says {words}",
        {
            "agreement": "how numbers and stories go together",
            "learned": "what was learned",
            "next": "what is done next",
        },
        ", nor ",
    ),
    fix="look at both together, and write it down",
    source=f"{S4}, 5",
)
def something_follows(project: Project) -> Iterator[Found]:
    """Find questions whose answer nobody has said, or from which nothing follows."""
    for place, conjoint in enumerate(project.conjoint):
        said = {
            "agreement": conjoint.agreement is not None,
            "learned": conjoint.learned.strip(),
            "next": conjoint.next_step.strip(),
        }
        lacking = "+".join(name for name, there in said.items() if not there)
        # That they differ and nothing is done about it weighs more.
        differ = conjoint.agreement is Agreement.DIFFER and not said["next"]
        if lacking:
            yield found(
                f"conjoint[{place}]",
                form=lacking,
                severity=Severity.WARNING if differ else Severity.NOTE,
                question=conjoint.question,
            )


@check(
    "evidence.unused",
    says="{title!r} speaks to no question",
    severity=Severity.NOTE,
    fix="name it in a conjoint analysis, beside the measures it explains",
    source=f"{S4}, 3 and 5",
)
def is_used(project: Project) -> Iterator[Found]:
    """Find evidence that nobody has put beside any number."""
    used = {key for conjoint in project.conjoint for key in conjoint.evidence}
    for place, evidence in enumerate(project.evidence):
        if evidence.key not in used:
            yield found(f"evidence[{place}]", title=evidence.title)


@check(
    "loop.out-of-order",
    says="done before its step of the loop, or after it without what comes between:"
    " {apart}",
    severity=Severity.NOTE,
    where="groundwork",
    fix="next comes \u201c{step}\u201d: {missing}",
    source=S3,
)
def goes_round(project: Project) -> Iterator[Found]:
    """Find what was done before its step of the loop."""
    stands = loop(project)
    if project.groundwork is not None and stands.apart:
        missing = "; ".join(stands.missing)
        yield found(apart=stands.apart_words, step=stands.step.words, missing=missing)


@check(
    "progress.gap",
    says={
        "": "the team puts itself at {own}, its advisor at {advisor}",
        "team": "{team} puts itself at {own}, its advisor at {advisor}",
    },
    severity=Severity.NOTE,
    where="assessed",
    fix="talk about what each of them sees",
    source=f"{IHI}; how wide is ours",
)
def agree_on_progress(project: Project) -> Iterator[Found]:
    """Find a team and an advisor who put the project at different steps."""
    for team in ("", *scored_teams(project)):
        own, advisor = (said(project, roles, team) for roles in (OWN, ADVISOR))
        if own is None or advisor is None or abs(own - advisor) < WIDE:
            continue
        yield found(form="team" if team else "", team=team, own=own, advisor=advisor)


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
