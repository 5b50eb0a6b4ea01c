"""What a groundwork still lacks, whatever else there is of its project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    FunctionCheck,
    Severity,
    check,
    combined,
    found,
    unknown_keys,
)
from cqikit.projects._groundwork import PersonRole, StandardKind
from cqikit.projects._references import ADD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Context, Found
    from cqikit.projects._groundwork import Groundwork

__all__ = ["BOTH", "GROUNDWORK_CHECKS", "KEYS", "S4", "is_reviewed", "people_are_there"]

S3: Final = "Root Cause: CQI Process for Social Service Providers"
S4: Final = "Child Welfare Practice Expert Meeting: draft framework for CQI"
KEYS: Final = "cqikit: keys lead somewhere"
#: Those without whom nothing is decided about them.
BOTH: Final = {PersonRole.STAFF: "staff", PersonRole.FAMILY: "families"}
#: Who leads the work.
LEADS: Final = {
    PersonRole.CHAMPION.value: "champion",
    PersonRole.CQI_STAFF.value: "dedicated staff for quality improvement",
}


@check(
    "groundwork.no-vision",
    says="nothing says what quality looks like here",
    where="vision",
    fix="write the vision of quality in a sentence or two",
    source=S3,
)
def has_vision(laid: Groundwork) -> Iterator[Found]:
    """Find a groundwork without a vision of quality."""
    if not laid.vision.strip():
        yield found()


@check(
    "groundwork.no-model",
    says="nothing says how the program works",
    where="model",
    fix="describe it: for whom, with what, by doing what, to which end",
    source=S3,
)
def has_model(laid: Groundwork) -> Iterator[Found]:
    """Find a groundwork that does not say how the program works."""
    if laid.model is None:
        yield found()


@check(
    "people.no-lead",
    says=combined("there is no {words} among the people", LEADS, " and no "),
    severity=Severity.NOTE,
    where="people",
    fix="say who it is, or who could become it",
    source=S4,
)
def has_leads(laid: Groundwork) -> Iterator[Found]:
    """Find a project with people, and no champion or nobody who has time for it."""
    roles = {person.role.value for person in laid.people}
    lacking = "+".join(role for role in LEADS if role not in roles)
    if laid.people and lacking:
        yield found(form=lacking)


@check(
    "people.training-due",
    says="{topic!r} was to be learned by {due}, by {who}, and no day says that it was",
    fix="write when it was done, or set another date",
    source=S4,
)
def is_trained(laid: Groundwork, context: Context) -> Iterator[Found]:
    """Find training whose day has passed and that nobody has had."""
    for place, person in enumerate(laid.people):
        for number, training in enumerate(person.training):
            due = training.by_when
            if due is None or context.as_of is None or due.last >= context.as_of:
                continue
            if training.done is None:
                where = f"people[{place}].training[{number}]"
                yield found(where, topic=training.topic, due=due, who=person.who)


@check(
    "people.untrained",
    says="no training is listed for {who}, in spite of a part in cycles or data",
    severity=Severity.NOTE,
    fix="list their training, also what they know already",
    source=S4,
)
def learns(laid: Groundwork) -> Iterator[Found]:
    """Find people who work with data or cycles and have nothing to learn listed."""
    for place, person in enumerate(laid.people):
        works = person.takes_part.data.strip() or person.takes_part.cycles.strip()
        if works and not person.training:
            yield found(f"people[{place}].training", who=person.who)


@check(
    "standard.kinds-missing",
    says="no outcome, indicator or standard tells of {kinds}",
    severity=Severity.NOTE,
    where="standards",
    fix="add one of each kind, or say why not",
    source=f"{S4}, 1E",
)
def tells_of_each_kind(laid: Groundwork) -> Iterator[Found]:
    """Find standards that leave a kind out, such as quality."""
    kinds = {standard.kind for standard in laid.standards}
    lacking = tuple(kind.words for kind in StandardKind if kind not in kinds)
    if laid.standards and lacking:
        yield found(kinds=lacking)


@check(
    "standard.no-measure",
    says="no measure shows {title!r}",
    severity=Severity.NOTE,
    fix="name the key of one",
    source=f"{S4}, 1",
)
def can_be_seen(laid: Groundwork) -> Iterator[Found]:
    """Find standards that no measure shows."""
    for place, standard in enumerate(laid.standards):
        if not standard.measure:
            yield found(f"standards[{place}].measure", title=standard.title)


@check(
    "standard.made-alone",
    says=combined(
        "{words} had no part in {title!r}",
        {role.value: words for role, words in BOTH.items()},
        " and ",
    ),
    severity=Severity.NOTE,
    fix="ask them at its next review, and add their keys",
    source=f"{S4}, 1B and 1C",
)
def is_shared(laid: Groundwork) -> Iterator[Found]:
    """Find standards in which staff or families had no part."""
    of_key = {person.key: person.role for person in laid.people}
    for place, standard in enumerate(laid.standards):
        roles = {of_key.get(key) for key in standard.made_with}
        lacking = "+".join(role.value for role in BOTH if role not in roles)
        if lacking:
            where = f"standards[{place}].made_with"
            yield found(where, form=lacking, title=standard.title)


@check(
    "standard.no-review",
    says="nothing says when {title!r} is looked at again",
    severity=Severity.NOTE,
    fix="set a day, a month or a quarter",
    source=f"{S4}, 1F",
)
def has_review_date(laid: Groundwork) -> Iterator[Found]:
    """Find standards that nobody means to look at again."""
    for place, standard in enumerate(laid.standards):
        if standard.review_by is None:
            yield found(f"standards[{place}].review_by", title=standard.title)


@check(
    "standard.review-overdue",
    says="{title!r} was to be looked at by {due}",
    fix="look at it, write down the day and what came of it, and set the next date",
    source=f"{S4}, 1F",
)
def is_reviewed(laid: Groundwork, context: Context) -> Iterator[Found]:
    """Find standards whose review is overdue."""
    for place, standard in enumerate(laid.standards):
        due = standard.review_due(context.as_of) if context.as_of else None
        if due is not None and context.as_of and context.as_of > due.last:
            yield found(f"standards[{place}].review_by", title=standard.title, due=due)


@check(
    "groundwork.unknown-person",
    says="there is no person {key!r} in this project",
    fix=ADD,
    source=KEYS,
)
def people_are_there(laid: Groundwork) -> Iterator[Found]:
    """Find keys of people whom the groundwork does not have."""
    named = [
        (f"standards[{place}].made_with", key)
        for place, standard in enumerate(laid.standards)
        for key in standard.made_with
    ]
    yield from unknown_keys(named, (person.key for person in laid.people))


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
