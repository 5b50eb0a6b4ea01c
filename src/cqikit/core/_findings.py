"""One form for every judgement: findings, made by checks.

Plans, steps, aims, diagrams, cycles, series, charts and assessments are all
judged in this form, so that an application can show one list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from functools import total_ordering
from typing import Any, Final, Protocol, TypeVar

from attrs import evolve, field, frozen

from cqikit.core._arguments import arguments, list_of
from cqikit.core._choice import chosen
from cqikit.core._fields import as_day, is_day, is_key, is_text, non_blank, optional
from cqikit.errors import did_you_mean

__all__ = [
    "Check",
    "Context",
    "Finding",
    "FunctionCheck",
    "Severity",
    "by_severity",
    "check",
    "prefixed",
    "run_checks",
    "unknown_keys",
]

T_contra = TypeVar("T_contra", contravariant=True)
T = TypeVar("T")


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


@frozen(kw_only=True)
class Finding:
    """What a check has to say about one place of a subject.

    Parameters
    ----------
    code : str
        Stable name of the kind of finding, such as ``action.no-owner``; it
        never changes its meaning.
    severity : Severity
    where : str
        Path into the subject, such as ``steps[2].who``; "" for all of it.
    message : str
        One sentence: what was found.
    fix : str
        What would fix it.
    source : str
        Where the expectation is from.

    Examples
    --------
    >>> print(Finding(code="aim.no-date", where="by", message="the aim has no date"))
    warning aim.no-date at by: the aim has no date
    """

    code: str = field(validator=is_key)
    severity: Severity = field(default=Severity.WARNING, converter=Severity)
    where: str = field(default="", validator=is_text)
    message: str = field(validator=non_blank)
    fix: str = field(default="", validator=is_text, metadata={"former": "mend"})
    source: str = field(default="", validator=is_text)

    def __str__(self) -> str:
        at = f" at {self.where}" if self.where else ""
        fix = f" ({self.fix})" if self.fix else ""
        return f"{self.severity.value} {self.code}{at}: {self.message}{fix}"


@frozen(kw_only=True)
class Context:
    """What a check may know besides its subject; there is no hidden clock."""

    as_of: date | None = field(
        default=None, converter=as_day, validator=optional(is_day)
    )


class Check(Protocol[T_contra]):
    """Whatever judges a subject: a frozen callable value with a code."""

    @property
    def code(self) -> str: ...

    @property
    def source(self) -> str: ...

    def __call__(self, subject: T_contra, context: Context) -> Iterable[Finding]: ...


@frozen
class FunctionCheck:
    """A check made of a function; `name` is its code, for catalogs."""

    code: str
    source: str
    function: Callable[[Any, Context], Iterable[Finding]]

    @property
    def name(self) -> str:
        """Return the code, by which a catalog of checks knows this one."""
        return self.code

    def __call__(self, subject: Any, context: Context) -> Iterable[Finding]:
        for found in self.function(subject, context):
            yield found if found.source else evolve(found, source=self.source)


def check(
    code: str, *, source: str = ""
) -> Callable[[Callable[[Any, Context], Iterable[Finding]]], FunctionCheck]:
    """Make a `Check` of a function of (subject, context), by decoration.

    Examples
    --------
    >>> @check("plan.empty", source="S2")
    ... def has_steps(plan, context):
    ...     if not plan:
    ...         yield Finding(code="plan.empty", message="the plan has no step")
    >>> [finding.code for finding in run_checks([], [has_steps])]
    ['plan.empty']
    """

    def made(function: Callable[[Any, Context], Iterable[Finding]]) -> FunctionCheck:
        # A decorated function is found, by pickle too, where its check is kept.
        function.__qualname__ += ".function"
        return FunctionCheck(code=code, source=source, function=function)

    return made


NOWHEN: Final = Context()


@arguments(checks=list_of("checks", fix="such as spc.CHART_CHECKS"))
def run_checks(
    subject: T, checks: Iterable[Check[T]], context: Context = NOWHEN
) -> tuple[Finding, ...]:
    """Return what all `checks` find in `subject`, in the order of the checks."""
    return tuple(
        found for this_check in checks for found in this_check(subject, context)
    )


@arguments(place=is_text, findings=list_of("findings", Finding))
def prefixed(place: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return `findings` with their paths moved under `place`.

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


def unknown_keys(
    code: str,
    what: str,
    named: Iterable[tuple[str, str]],
    known: Iterable[str],
    *,
    fix: str,
    source: str,
) -> Iterator[Finding]:
    """Yield what is said of keys that lead nowhere.

    Parameters
    ----------
    code : str
        Of the findings, which `what` completes: ``guide.unknown-team``.
    what : str
        What the keys are of, such as ``team``.
    named : iterable of (str, str)
        Where a key is named, and the key; "" names nothing.
    known : iterable of str
    fix : str
        What would do where no key is alike.
    source : str

    Examples
    --------
    >>> named = [("steps[0].team", "nroth"), ("steps[1].team", "north")]
    >>> found = unknown_keys(
    ...     "plan.unknown", "team", named, ["north"], fix="add it", source="ours"
    ... )
    >>> [(finding.code, finding.where, finding.fix) for finding in found]
    [('plan.unknown-team', 'steps[0].team', "did you mean 'north'?")]
    """
    names = frozenset(known)
    for where, key in named:
        if key and key not in names:
            yield Finding(
                code=f"{code}-{what}",
                where=where,
                message=f"there is no {what} {key!r} in this project",
                fix=did_you_mean(key, names, fix),
                source=source,
            )


@arguments(findings=list_of("findings", Finding))
def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return `findings` by severity, the gravest first, else as they came."""
    return tuple(sorted(findings, key=lambda finding: finding.severity, reverse=True))
