"""Versions of a framework: which is meant, and what answers to another become."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from cqikit.assessments._answers import Status
from cqikit.assessments._migration import Migration, migrate
from cqikit.assessments._responses import Responses
from cqikit.core import Finding, FindingKind, Severity, and_more, arguments, few, say
from cqikit.errors import DuplicateError, FieldError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.assessments._framework import Framework

__all__ = ["Carried", "carry", "edition"]

#: What of an item changes no answer, but the scores made of it.
WEIGHTS: Final = frozenset({"weight", "gate", "cap", "rung"})
ANOTHER_VERSION: Final = say("give one of them another version")
ONE_WAY: Final = "compare scores that are made in one way"


@arguments()
def edition(frameworks: Iterable[Framework], key: str, version: str = "") -> Framework:
    """Return the framework of this key and version, of several side by side.

    Parameters
    ----------
    frameworks : iterable of Framework
        Those there are, several versions of a key among them.
    key : str
        A key, or key and version as one word: ``home-visits@2``.
    version : str
        "" where there is only one, as it is unless said.

    Raises
    ------
    UnknownNameError
        When there is none of this key.
    FieldError
        When there is none of this version, or several, and none is named.
    DuplicateError
        When two that are not the same have this key and version.

    Examples
    --------
    >>> from attrs import evolve
    >>> from cqikit.assessments import FRAMEWORKS
    >>> old = FRAMEWORKS["oric"]
    >>> both = [old, evolve(old, version="2")]
    >>> edition(both, "oric", "2").version, edition(both, "oric@2").version
    ('2', '2')
    >>> edition(both, "oric")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: framework_version must be one of 1, 2 (got ''): say ...
    """
    known = list(frameworks)
    key, _, said = key.partition("@")
    version = version or said
    found: dict[str, Framework] = {}
    for framework in known:
        if (
            framework.key == key
            and found.setdefault(framework.version, framework) != framework
        ):
            raise DuplicateError(
                say("the frameworks"), framework.edition, ANOTHER_VERSION
            )
    if not found:
        keys = dict.fromkeys(framework.key for framework in known)
        raise UnknownNameError(say("framework"), key, keys)
    if not version and len(found) == 1:
        return next(iter(found.values()))
    if version not in found:
        fix = "" if version else say("say which version of {key} was answered", key=key)
        must = say("must be one of {versions}", versions=tuple(found))
        if len(found) == 1:
            (there,) = found
            must = say("must be {version}", version=there)
            fix = say("{key} has version {version} only", key=key, version=there)
        raise FieldError("framework_version", must, version, fix)
    return found[version]


@frozen(kw_only=True)
class Carried:
    """Answers to another version of their framework, and what was lost on the way.

    Parameters
    ----------
    responses : Responses
        The answers, to the version that they were carried to.
    findings : tuple of Finding
        What was changed, dropped or lost; none where the version is the same.
    """

    responses: Responses
    findings: tuple[Finding, ...]


@arguments()
def carry(responses: Responses, framework: Framework) -> Carried:
    """Return answers as answers to another version of their framework.

    Parameters
    ----------
    responses : Responses
    framework : Framework
        Of the same key. Answers to this very version stay as they are.

    Raises
    ------
    FieldError, DocumentError
        As `migrate` does.

    Examples
    --------
    >>> from attrs import evolve
    >>> from cqikit.assessments import FRAMEWORKS, Answer
    >>> old = FRAMEWORKS["oric"]
    >>> [commitment, efficacy] = old.domains
    >>> said = [Answer(item=item.key, value=4) for item in old.all_items]
    >>> shorter = evolve(old, version="2", domains=[commitment])
    >>> found = carry(Responses(old, said), shorter)
    >>> len(said), len(found.responses.answers)
    (12, 5)
    >>> print(found.findings[1])
    warning migration.lost at efficacy/1: 1 answer to 'efficacy/1' of version 1 is lost
    """
    if responses.framework == framework:
        return Carried(responses=responses, findings=())
    moved = migrate(responses.framework, framework)
    return Carried(
        responses=moved.responses(responses),
        findings=(*_findings(moved), *_lost(moved, responses)),
    )


DROPPED: Final = FindingKind(
    "migration.dropped", says=and_more("{keys}: not in version {new}")
)
ADDED: Final = FindingKind(
    "migration.added",
    says=and_more("{keys}: not in version {old}"),
    severity=Severity.NOTE,
)
NOT_COMPARABLE: Final = FindingKind(
    "migration.not-comparable",
    says=and_more(
        "{keys}: answered on another scale in version {new}, and no conversion is"
        " stated"
    ),
    fix='if there is one, state it in version {new}: conversions, version = "{old}"',
)
CONVERTED: Final = FindingKind(
    "migration.converted",
    says=and_more("{keys}: converted to the scale of version {new}"),
    severity=Severity.NOTE,
)
WEIGHTED_OTHERWISE: Final = FindingKind(
    "migration.weighted-otherwise",
    says=and_more(
        "{keys}: counted otherwise in version {new}, by weight, gate or rung"
    ),
    fix=ONE_WAY,
)
WORDED_OTHERWISE: Final = FindingKind(
    "migration.worded-otherwise",
    says=and_more("{keys}: worded otherwise in version {new}, the item or its levels"),
    severity=Severity.NOTE,
    fix="see that each number still means the same",
)
MOVED: Final = FindingKind(
    "migration.moved",
    says=and_more("{keys}: in another domain in version {new}"),
    severity=Severity.NOTE,
)
SCORED_OTHERWISE: Final = FindingKind(
    "migration.scored-otherwise",
    says=and_more(
        "{keys}: scored otherwise in version {new}, by roll-up, weight or names of"
        " levels"
    ),
    fix=ONE_WAY,
)
LOST: Final = FindingKind(
    "migration.lost",
    says="{count:# answer|# answers} to {key!r} of version {old} {count:is|are} lost",
)


def _findings(migration: Migration) -> Iterator[Finding]:
    """Yield what changed, by kind: what it means for answers and for scores."""
    old, new = migration.old, migration.new
    for row, found in (
        (DROPPED, migration.dropped),
        (ADDED, migration.added),
        (NOT_COMPARABLE, migration.apart),
        (CONVERTED, migration.converted),
        (WEIGHTED_OTHERWISE, migration.with_changed(*WEIGHTS)),
        (WORDED_OTHERWISE, migration.with_changed("text", "labels")),
        (MOVED, migration.moved),
        (SCORED_OTHERWISE, migration.rolled_up),
    ):
        keys = list(found)
        if keys:
            finding = row.at(old=old.version, new=new.version, **few(keys))
            yield evolve(finding, source=f"{old.edition} and {new.edition}")


def _lost(migration: Migration, responses: Responses) -> Iterator[Finding]:
    """Yield how many answers are lost, item by item."""
    carried = migration.carried(responses)
    lost: Counter[str] = Counter()
    for answer, kept in zip(responses.answers, carried, strict=True):
        if kept is None and answer.status is Status.ANSWERED:
            lost[answer.item] += 1
    for key, count in lost.items():
        yield LOST.at(key, count=count, key=key, old=migration.old.version)
