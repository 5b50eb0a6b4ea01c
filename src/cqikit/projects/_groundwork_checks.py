"""What a groundwork still lacks, whatever else there is of its project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FunctionCheck,
    Severity,
    check,
    unknown_keys,
)
from cqikit.projects._groundwork import Groundwork, PersonRole, StandardKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["BOTH", "GROUNDWORK_CHECKS", "KEYS", "S4", "unknown"]

S3: Final = "Root Cause: CQI Process for Social Service Providers"
S4: Final = "Child Welfare Practice Expert Meeting: draft framework for CQI"
KEYS: Final = "cqikit: keys lead somewhere"
#: Those without whom nothing is decided about them.
BOTH: Final = {PersonRole.STAFF: "staff", PersonRole.FAMILY: "families"}


@check("groundwork.no-vision", source=S3)
def has_vision(laid: Groundwork, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a groundwork without a vision of quality."""
    if not laid.vision.strip():
        yield Finding(
            code="groundwork.no-vision",
            where="vision",
            message="nothing says what quality looks like here",
            fix="write the vision of quality in a sentence or two",
        )


@check("groundwork.no-model", source=S3)
def has_model(laid: Groundwork, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a groundwork that does not say how the program works."""
    if laid.model is None:
        yield Finding(
            code="groundwork.no-model",
            where="model",
            message="nothing says how the program works",
            fix="describe it: for whom, with what, by doing what, to which end",
        )


@check("people.no-lead", source=S4)
def has_leads(laid: Groundwork, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a project with people, and no champion or nobody who has time for it."""
    roles = {person.role for person in laid.people}
    wanted = {
        PersonRole.CHAMPION: "champion",
        PersonRole.CQI_STAFF: "dedicated staff for quality improvement",
    }
    lacking = [words for role, words in wanted.items() if role not in roles]
    if laid.people and lacking:
        yield Finding(
            code="people.no-lead",
            severity=Severity.NOTE,
            where="people",
            message=f"there is no {' and no '.join(lacking)} among the people",
            fix="say who it is, or who could become it",
        )


@check("people.training-due", source=S4)
def is_trained(laid: Groundwork, context: Context) -> Iterator[Finding]:
    """Find training whose day has passed and that nobody has had."""
    for place, person in enumerate(laid.people):
        for number, training in enumerate(person.training):
            due = training.by_when
            late = context.as_of and due and due.last < context.as_of
            if training.done is None and late:
                yield Finding(
                    code="people.training-due",
                    where=f"people[{place}].training[{number}]",
                    message=f"{training.topic!r} was to be learned by {due}, by"
                    f" {person.who}, and no day says that it was",
                    fix="write when it was done, or set another date",
                )


@check("people.untrained", source=S4)
def learns(laid: Groundwork, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find people who work with data or cycles and have nothing to learn listed."""
    for place, person in enumerate(laid.people):
        works = person.takes_part.data.strip() or person.takes_part.cycles.strip()
        if works and not person.training:
            yield Finding(
                code="people.untrained",
                severity=Severity.NOTE,
                where=f"people[{place}].training",
                message=f"no training is listed for {person.who}, in spite of a part in"
                " cycles or data",
                fix="list their training, also what they know already",
            )


@check("standard.kinds-missing", source=f"{S4}, 1E")
def tells_of_each_kind(laid: Groundwork, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find standards that leave a kind out, such as quality."""
    kinds = {standard.kind for standard in laid.standards}
    lacking = [kind.value for kind in StandardKind if kind not in kinds]
    if laid.standards and lacking:
        yield Finding(
            code="standard.kinds-missing",
            severity=Severity.NOTE,
            where="standards",
            message=f"no outcome, indicator or standard tells of {', '.join(lacking)}",
            fix="add one of each kind, or say why not",
        )


@check("standard.no-measure", source=f"{S4}, 1")
def can_be_seen(laid: Groundwork, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find standards that no measure shows."""
    for place, standard in enumerate(laid.standards):
        if not standard.measure:
            yield Finding(
                code="standard.no-measure",
                severity=Severity.NOTE,
                where=f"standards[{place}].measure",
                message=f"no measure shows {standard.title!r}",
                fix="name the key of one",
            )


@check("standard.made-alone", source=f"{S4}, 1B and 1C")
def is_shared(laid: Groundwork, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find standards in which staff or families had no part."""
    of_key = {person.key: person.role for person in laid.people}
    for place, standard in enumerate(laid.standards):
        roles = {of_key.get(key) for key in standard.made_with}
        lacking = [words for role, words in BOTH.items() if role not in roles]
        if lacking:
            yield Finding(
                code="standard.made-alone",
                severity=Severity.NOTE,
                where=f"standards[{place}].made_with",
                message=f"{' and '.join(lacking)} had no part in {standard.title!r}",
                fix="ask them at its next review, and add their keys",
            )


@check("standard.no-review", source=f"{S4}, 1F")
def has_review_date(laid: Groundwork, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find standards that nobody means to look at again."""
    for place, standard in enumerate(laid.standards):
        if standard.review_by is None:
            yield Finding(
                code="standard.no-review",
                severity=Severity.NOTE,
                where=f"standards[{place}].review_by",
                message=f"nothing says when {standard.title!r} is looked at again",
                fix="set a day, a month or a quarter",
            )


@check("standard.review-overdue", source=f"{S4}, 1F")
def is_reviewed(laid: Groundwork, context: Context) -> Iterator[Finding]:
    """Find standards whose review is overdue."""
    for place, standard in enumerate(laid.standards):
        due = standard.review_due(context.as_of) if context.as_of else None
        if due is not None and context.as_of and context.as_of > due.last:
            yield Finding(
                code="standard.review-overdue",
                where=f"standards[{place}].review_by",
                message=f"{standard.title!r} was to be looked at by {due}",
                fix="look at it, write down the day and what came of it, and set the"
                " next date",
            )


@check("groundwork.unknown-person", source=KEYS)
def people_are_there(laid: Groundwork, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find keys of people whom the groundwork does not have."""
    named = [
        (f"standards[{place}].made_with", key)
        for place, standard in enumerate(laid.standards)
        for key in standard.made_with
    ]
    yield from unknown("person", named, (person.key for person in laid.people))


#: Of a groundwork by itself.
GROUNDWORK_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        has_vision,
        has_model,
        has_leads,
        is_trained,
        learns,
        tells_of_each_kind,
        can_be_seen,
        is_shared,
        has_review_date,
        is_reviewed,
        people_are_there,
    ),
    kind="check",
)


def unknown(
    what: str, named: Iterable[tuple[str, str]], known: Iterable[str]
) -> Iterator[Finding]:
    """Yield what is said of keys that lead nowhere; each comes with its place."""
    fix = "add it, or take the key out"
    return unknown_keys("groundwork.unknown", what, named, known, fix=fix, source=KEYS)
