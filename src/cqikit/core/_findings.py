"""One form for every judgement: findings, made by checks.

Plans, steps, aims, diagrams, cycles, series, charts and assessments are all
judged in this form, so that an application can show one list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import total_ordering
from typing import Final, Literal, TypeAlias

from attrs import Factory, evolve, field, frozen

from cqikit.core._arguments import arguments, list_of
from cqikit.core._by_value import FrozenDict
from cqikit.core._choice import chosen
from cqikit.core._converters import ChoiceOf
from cqikit.core._fields import is_key, is_text, non_blank
from cqikit.core._parts import is_parts
from cqikit.core._visible import visible
from cqikit.core._wording import ENGLISH, Part, Sentence, Wording, as_parts, say, worded

__all__ = [
    "Finding",
    "Severity",
    "SeverityWord",
    "by_severity",
    "prefixed",
]


@total_ordering
class Severity(Enum):
    """How much a finding matters; compares by weight, ``NOTE`` the least."""

    NOTE = "note"
    WARNING = "warning"
    FAULT = "fault"

    def __lt__(self, other: Severity) -> bool:
        order = list(Severity)
        return order.index(self) < order.index(other)

    @classmethod
    def _missing_(cls, value: object) -> Severity:
        return chosen(cls, value)

    @property
    def words(self) -> Sentence:
        """Return what people read."""
        return SEVERITIES[self]


SEVERITIES: Final = {
    Severity.NOTE: say("note"),
    Severity.WARNING: say("warning"),
    Severity.FAULT: say("fault"),
}

SeverityWord: TypeAlias = Literal["note", "warning", "fault"]
#: Of a field that documents write also where it is what its template makes.
ALWAYS: Final = FrozenDict({"always": True})


def _message(finding: Finding) -> str:
    return _worded(finding.template, finding)


def _fix(finding: Finding) -> str:
    return _worded(finding.fix_template, finding)


def _worded(template: str, finding: Finding) -> str:
    # What is none of these is refused once all fields are there.
    sound = isinstance(template, str) and isinstance(finding.parts, Mapping)
    return worded(template, finding.parts) if sound else ""


@frozen(kw_only=True)
class Finding:
    """What a check has to say about one place of a subject.

    Parameters
    ----------
    code : str
        Stable name of the kind of finding, such as ``action.no-owner``; it
        never changes its meaning.
    severity : Severity
        A warning when not given.
    where : str
        Path into the subject, such as ``steps[2].who``; "" for all of it.
    template : str
        The sentence, with its parts by name in braces (`core.Wording`).
    parts : mapping of str to str, number, date, Period or tuple of these
        What the sentence speaks of: names, numbers, periods.
    message : str
        What was found, in English: made from `template` and `parts` when not given.
    fix_template, fix : str
        What would fix it, likewise.
    source : str
        Where the expectation is from.

    Examples
    --------
    >>> print(Finding(code="aim.no-date", where="by", message="the aim has no date"))
    warning aim.no-date at by: the aim has no date
    >>> late = Finding(
    ...     code="step.late",
    ...     template="it is {days:# day|# days} late",
    ...     parts={"days": 3},
    ... )
    >>> late.message, late.parts["days"]
    ('it is 3 days late', 3)
    """

    code: str = field(validator=is_key)
    severity: Severity = field(
        default=Severity.WARNING, converter=ChoiceOf[Severity, SeverityWord]
    )
    where: str = field(default="", validator=is_text)
    template: str = field(default="", validator=is_text)
    parts: Mapping[str, Part] = field(
        default=FrozenDict(), converter=as_parts, validator=is_parts
    )
    message: str = field(
        default=Factory(_message, takes_self=True),
        validator=non_blank,
        metadata=ALWAYS,
    )
    fix_template: str = field(default="", validator=is_text)
    fix: str = field(
        default=Factory(_fix, takes_self=True),
        validator=is_text,
        metadata={"former": "mend", **ALWAYS},
    )
    source: str = field(default="", validator=is_text)

    @arguments()
    def said(self, wording: Wording = ENGLISH) -> tuple[str, str]:
        """Return what was found and what would fix it, in the words of a language.

        Examples
        --------
        >>> spanish = Wording(translate={"no owner": "sin responsable"}.get)
        >>> Finding(code="step.owner", template="no owner").said(spanish)
        ('sin responsable', '')
        """
        return (
            wording.sentence(self.template, self.message, self.parts),
            wording.sentence(self.fix_template, self.fix, self.parts),
        )

    def __str__(self) -> str:
        said = say("{message}", message=self.message)
        if self.fix:
            said = say("{message} ({fix})", message=said, fix=self.fix)
        code, severity = self.code, self.severity.words
        if not self.where:
            return visible(
                say(
                    "{severity} {code}: {message}",
                    severity=severity,
                    code=code,
                    message=said,
                )
            )
        return visible(
            say(
                "{severity} {code} at {where}: {message}",
                severity=severity,
                code=code,
                where=self.where,
                message=said,
            )
        )


@arguments(place=is_text, findings=list_of(say("findings"), Finding))
def prefixed(place: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return `findings` with their paths moved under `place`.

    Parameters
    ----------
    findings : iterable of Finding
        What was found of a part.

    Examples
    --------
    >>> inner = Finding(code="step.late", where="when", message="overdue")
    >>> [finding.where for finding in prefixed("steps[3]", [inner])]
    ['steps[3].when']
    """

    def joined(where: str) -> str:
        if not where or not place:
            return place or where
        return f"{place}{where}" if where.startswith("[") else f"{place}.{where}"

    return tuple(evolve(finding, where=joined(finding.where)) for finding in findings)


@arguments(findings=list_of(say("findings"), Finding))
def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return `findings` by severity, the gravest first, else as they came."""
    return tuple(sorted(findings, key=lambda finding: finding.severity, reverse=True))
