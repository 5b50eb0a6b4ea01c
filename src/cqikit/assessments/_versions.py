"""Versions of a framework: which is meant, and what answers to another become."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.assessments._answers import Status
from cqikit.assessments._migration import Migration, migrate
from cqikit.assessments._responses import Responses
from cqikit.core import Finding, Severity, plural
from cqikit.errors import DuplicateError, FieldError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.assessments._framework import Framework

__all__ = ["Carried", "carry", "edition", "few"]

#: What of an item changes no answer, but the scores made of it.
WEIGHTS: Final = frozenset({"weight", "gate", "cap", "rung"})
ANOTHER_VERSION: Final = "give one of them another version"
#: A finding names this many items and counts the rest.
NAMED: Final = 8


def edition(frameworks: Iterable[Framework], key: str, version: str = "") -> Framework:
    """Return the framework of this key and version, of several side by side.

    Parameters
    ----------
    frameworks : iterable of Framework
        Those there are, several versions of a key among them.
    key : str
        A key, or key and version as one word: ``home-visits@2``.
    version : str
        "" where there is only one.

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
            raise DuplicateError("the frameworks", framework.edition, ANOTHER_VERSION)
    if not found:
        keys = dict.fromkeys(framework.key for framework in known)
        raise UnknownNameError("framework", key, keys)
    if not version and len(found) == 1:
        return next(iter(found.values()))
    if version not in found:
        must = f"must be one of {', '.join(found)}"
        fix = "" if version else f"say which version of {key} was answered"
        raise FieldError("framework_version", must, version, fix)
    return found[version]


@frozen(kw_only=True)
class Carried:
    """Answers to another version of their framework, and what was lost on the way."""

    responses: Responses
    findings: tuple[Finding, ...]


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


#: By code: how much it matters, what is said of the items, and what would fix it.
CHANGES: Final[dict[str, tuple[Severity, str, str]]] = {
    "dropped": (Severity.WARNING, "not in version {new}", ""),
    "added": (Severity.NOTE, "not in version {old}", ""),
    "not-comparable": (
        Severity.WARNING,
        "answered on another scale in version {new}, and no conversion is stated",
        'if there is one, state it in version {new}: conversions, version = "{old}"',
    ),
    "converted": (Severity.NOTE, "converted to the scale of version {new}", ""),
    "weighted-otherwise": (
        Severity.WARNING,
        "counted otherwise in version {new}, by weight, gate or rung",
        "compare scores that are made in one way",
    ),
    "worded-otherwise": (
        Severity.NOTE,
        "worded otherwise in version {new}, the item or its levels",
        "see that each number still means the same",
    ),
    "moved": (Severity.NOTE, "in another domain in version {new}", ""),
    "scored-otherwise": (
        Severity.WARNING,
        "scored otherwise in version {new}, by roll-up, weight or names of levels",
        "compare scores that are made in one way",
    ),
}


def _findings(migration: Migration) -> Iterator[Finding]:
    """Yield what changed, by kind: what it means for answers and for scores."""
    old, new = migration.old, migration.new
    found: dict[str, Iterable[str]] = {
        "dropped": migration.dropped,
        "added": migration.added,
        "not-comparable": migration.apart,
        "converted": migration.converted,
        "weighted-otherwise": migration.with_changed(*WEIGHTS),
        "worded-otherwise": migration.with_changed("text", "labels"),
        "moved": migration.moved,
        "scored-otherwise": migration.rolled_up,
    }
    for code, (severity, says, fix) in CHANGES.items():
        keys = list(found[code])
        if keys:
            said = says.format(old=old.version, new=new.version)
            yield Finding(
                code=f"migration.{code}",
                severity=severity,
                message=f"{few(keys)}: {said}",
                fix=fix.format(old=old.version, new=new.version),
                source=f"{old.edition} and {new.edition}",
            )


def _lost(migration: Migration, responses: Responses) -> Iterator[Finding]:
    """Yield how many answers are lost, item by item."""
    carried = migration.carried(responses)
    lost: Counter[str] = Counter()
    for answer, kept in zip(responses.answers, carried, strict=True):
        if kept is None and answer.status is Status.ANSWERED:
            lost[answer.item] += 1
    for key, count in lost.items():
        yield Finding(
            code="migration.lost",
            where=key,
            message=f"{plural(count, 'answer')} to {key!r} of version"
            f" {migration.old.version} {'is' if count == 1 else 'are'} lost",
        )


def few(keys: list[str]) -> str:
    """Return keys, the first few by name and the count of the rest."""
    more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
    return f"{', '.join(keys[:NAMED])}{more}"
