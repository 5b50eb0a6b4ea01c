"""Checks: rows of code and words, each with a function that finds.

A row has all that can be said beforehand: the code, the sentence and its fix as
templates, the severity, the source. The function looks at a subject and yields the
places and the parts; so a code is written once, and the table of all codes is made of
the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from inspect import Parameter, signature
from typing import Any, Final, Protocol, TypeAlias, TypeVar

from attrs import evolve, field, frozen

from cqikit.core._arguments import a_callable, arguments, list_of
from cqikit.core._by_value import FrozenDict, Partial
from cqikit.core._choice import chosen
from cqikit.core._converters import ChoiceOf
from cqikit.core._fields import (
    as_optional_day,
    instance_of,
    is_day,
    is_key,
    is_text,
    optional,
)
from cqikit.core._findings import Finding, Severity, SeverityWord
from cqikit.core._parts import is_parts
from cqikit.core._wording import Part, as_parts, say, worded
from cqikit.errors import FieldTypeError, KnownNames, Problem, suggest

__all__ = [
    "Check",
    "Context",
    "FindingKind",
    "Found",
    "FunctionCheck",
    "check",
    "found",
    "run_checks",
    "unknown_keys",
]

T_contra = TypeVar("T_contra", contravariant=True)
T = TypeVar("T")

#: What would fix an unknown name, where a known one is nearly the same.
ALIKE: Final = "did you mean {alike!r}?"
#: What an argument that stands in a place may be.
PLACED: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


@frozen(kw_only=True)
class Context:
    """What a check may know besides its subject; there is no hidden clock.

    Parameters
    ----------
    as_of : date, optional
        The day for which it is checked; none unless said, and then checks that need one
        are silent.
    """

    as_of: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )


class Check(Protocol[T_contra]):
    """Whatever judges a subject: a frozen callable value with a code."""

    @property
    def code(self) -> str: ...

    @property
    def source(self) -> str: ...

    def __call__(self, subject: T_contra, context: Context) -> Iterable[Finding]: ...


def _severity(said: Severity | SeverityWord | None) -> Severity | None:
    return None if said is None else chosen(Severity, said)


@frozen
class Found:
    """What a check has found in one place; its row has the words. Made by `found`.

    Parameters
    ----------
    where : str, optional
        Path into the subject; None for that of the row.
    form : str
        Which of the sentences of the row; "" for the only one.
    severity : Severity, optional
        How grave it is; None for that of the row.
    parts : mapping of str to Part
        What the sentence speaks of.
    """

    where: str | None = field(validator=optional(is_text))
    form: str = field(validator=is_text)
    severity: Severity | None = field(converter=_severity)
    parts: Mapping[str, Part] = field(converter=as_parts, validator=is_parts)


def found(
    where: str | None = None,
    /,
    *,
    form: str = "",
    severity: Severity | None = None,
    **parts: Part,
) -> Found:
    """Say what a check has found, for the row of the check to word.

    Parameters
    ----------
    where : str, optional
        Path into the subject; that of the row when not given.
    form : str
        Which of the sentences of the row, where it has several; the only one unless
        said.
    severity : Severity, optional
        That of the row when not given.
    **parts : str, number, date, Period or tuple of these
        What the sentence speaks of.

    Examples
    --------
    >>> dict(found("steps[2].when", days=3).parts)
    {'days': 3}
    """
    return Found(where, form, severity, parts)


#: What the function of a check comes to: what it found, or whether it found.
Hits: TypeAlias = Iterable[Found | Finding] | bool


def _forms(said: str | Mapping[str, str]) -> Mapping[str, str]:
    forms = {"": said} if isinstance(said, str) else said
    return FrozenDict(forms) if isinstance(forms, Mapping) else forms


IS_SAID: Final = instance_of(str, Mapping)


NO_WORDS: Final[Mapping[str, str]] = _forms("")


@frozen
class FindingKind:
    """One kind of finding, as a row: its code, its words and where they are from.

    Parameters
    ----------
    code : str
        Stable; it never changes its meaning.
    says : str or mapping of str to str
        The sentence as a template of its parts, or several, each by a name of its own.
    severity : Severity
        A warning when not given.
    where : str
        Path into the subject, where that is always the same.
    fix : str or mapping of str to str
        What would fix it, a template of the same parts; by the names of the sentences,
        where it differs between them. Of what has a part `alike`, a known name that is
        nearly the same as an unknown one, it asks instead whether that was meant.
    source : str
        Where the expectation is from.

    Examples
    --------
    >>> late = FindingKind(
    ...     "step.late", says="it is {days:# day|# days} late", fix="move its deadline"
    ... )
    >>> print(late.at("steps[2].when", days=1))
    warning step.late at steps[2].when: it is 1 day late (move its deadline)
    """

    code: str = field(validator=is_key)
    says: Mapping[str, str] = field(
        default=NO_WORDS, converter=_forms, validator=IS_SAID, kw_only=True
    )
    severity: Severity = field(
        default=Severity.WARNING,
        converter=ChoiceOf[Severity, SeverityWord],
        kw_only=True,
    )
    where: str = field(default="", validator=is_text, kw_only=True)
    fix: Mapping[str, str] = field(
        default=NO_WORDS, converter=_forms, validator=IS_SAID, kw_only=True
    )
    source: str = field(default="", validator=is_text, kw_only=True)

    @arguments()
    def at(
        self,
        where: str | None = None,
        /,
        *,
        form: str = "",
        severity: Severity | None = None,
        **parts: Part,
    ) -> Finding:
        """Return this finding of one place, with its parts; arguments as of `found`."""
        return self.of(Found(where, form, severity, parts))

    @arguments()
    def of(self, found: Found) -> Finding:
        """Return what was found, in the words of this row."""
        return Finding(
            severity=found.severity or self.severity,
            where=self.where if found.where is None else found.where,
            source=self.source,
            **self._words(found.form, found.parts),
        )

    @arguments()
    def problem(
        self, where: str = "", /, *, form: str = "", count: int = 1, **parts: Part
    ) -> Problem:
        """Return this fault of a document or a table, with its parts.

        Examples
        --------
        >>> lacks = FindingKind("table.no-column", says="no column {name!r}")
        >>> lacks.problem("row 1", name="month").message
        "no column 'month'"
        """
        return Problem(where, count=count, **self._words(form, parts))

    @arguments()
    def told(self, problem: Problem, where: str = "") -> Finding:
        """Return this finding in the words of what was refused, of `where` else.

        Examples
        --------
        >>> misfit = FindingKind("answers.misfit", severity="fault")
        >>> print(misfit.told(Problem("answers[0]", "no item named 'a'")))
        fault answers.misfit at answers[0]: no item named 'a'
        """
        return Finding(
            code=self.code,
            severity=self.severity,
            where=problem.where or where or self.where,
            template=problem.template,
            parts=problem.parts or FrozenDict(),
            message=problem.message,
            fix_template=problem.fix_template,
            fix=problem.fix,
            source=self.source,
        )

    def _words(self, form: str, parts: Mapping[str, Part]) -> dict[str, Any]:
        says = self.says.get(form, self.says.get("", ""))
        fix = self.fix.get(form, self.fix.get("", ""))
        if parts.get("alike") and "{alike" not in says:
            fix = ALIKE
        return {
            "code": self.code,
            "template": says if "{" in says else "",
            "message": worded(says, parts),
            "fix_template": fix if "{" in fix else "",
            "fix": worded(fix, parts),
            "parts": FrozenDict(parts),
        }


@frozen
class FunctionCheck:
    """A check made of a row and a function that finds; `name` is its code.

    The function takes a subject, or a subject and a `Context`, and yields what it
    `found`, which the row words, or findings of other rows as they are. Of a question
    that is answered by yes or no, it returns True where there is something to say.

    Parameters
    ----------
    kind : FindingKind
        The row.
    function : callable
        What finds: it takes a subject, or a subject and a `Context`.
    of : callable, optional
        What of the subject the function is given, None where there is nothing to
        judge; the subject itself when not given.
    """

    kind: FindingKind
    function: Callable[..., Hits] = field(validator=a_callable)
    of: Callable[[Any], Any] | None = None
    _wants: int = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_wants", wanted_of(self.function))

    @property
    def code(self) -> str:
        """Return the code of its row."""
        return self.kind.code

    @property
    def source(self) -> str:
        """Return where the expectation is from."""
        return self.kind.source

    @property
    def name(self) -> str:
        """Return the code, by which a catalog of checks knows this one."""
        return self.kind.code

    def __call__(self, subject: Any, context: Context) -> Iterable[Finding]:
        if self.of is not None:
            subject = self.of(subject)
            if subject is None:
                return
        hits = self.function(*(subject, context)[: self._wants])
        if isinstance(hits, bool):
            hits = (found(),) if hits else ()
        for hit in _told(hits, self.code, Found, Finding):
            if isinstance(hit, Found):
                yield self.kind.of(hit)
            else:
                yield hit if hit.source else evolve(hit, source=self.source)


def wanted_of(function: Callable[..., Any]) -> int:
    """Return whether a function wants a subject alone, 1, or its context too, 2."""
    given = 0
    while isinstance(function, Partial):
        given += len(function.given)
        function = function.function
    parameters = list(signature(function).parameters.values())[given:]
    if any(each.kind is each.VAR_POSITIONAL for each in parameters):
        return 2
    return min(sum(each.kind in PLACED for each in parameters), 2)


@arguments()
def check(
    code: str,
    *,
    says: str | Mapping[str, str] = "",
    severity: Severity | SeverityWord = Severity.WARNING,
    where: str = "",
    fix: str | Mapping[str, str] = "",
    source: str = "",
    of: Callable[[Any], Any] | None = None,
) -> Callable[[Callable[..., Hits]], FunctionCheck]:
    """Make a `Check` of a function, by decoration.

    Arguments are as of `FindingKind`, `of` as of `FunctionCheck`. The function takes a
    subject, and a `Context` where it wants one.

    Parameters
    ----------
    says : str or Mapping[str, str]
        The sentence of what is found, or several by name; by default the function words
        it.
    severity : Severity or str
        How grave it is; a warning unless said.
    where : str
        The field that it is about; the whole unless said.
    fix : str or Mapping[str, str]
        What would mend it, or several by name; nothing unless said.
    source : str
        Who asks for it; nobody unless said.
    of : callable, optional
        What of the subject is judged; all of it unless said.

    Examples
    --------
    >>> @check("plan.empty", says="the plan has no step", where="steps", source="S2")
    ... def is_empty(plan):
    ...     return not plan
    >>> print(*run_checks([], [is_empty]))
    warning plan.empty at steps: the plan has no step

    >>> @check("plan.long-name", says="{name!r} is longer than {most} letters")
    ... def has_short_names(plan):
    ...     for place, name in enumerate(plan):
    ...         if len(name) > 8:
    ...             yield found(f"steps[{place}]", name=name, most=8)
    >>> print(*run_checks(["rugs", "new tables"], [has_short_names]))
    warning plan.long-name at steps[1]: 'new tables' is longer than 8 letters
    """
    kind = FindingKind(
        code, says=says, severity=severity, where=where, fix=fix, source=source
    )

    def made(function: Callable[..., Hits]) -> FunctionCheck:
        # A decorated function is found, by pickle too, where its check is kept.
        function.__qualname__ += ".function"
        return FunctionCheck(kind, function, of)

    return made


NOWHEN: Final = Context()


@arguments(checks=list_of(say("checks"), fix=say("such as spc.CHART_CHECKS")))
def run_checks(
    subject: T, checks: Iterable[Check[T]], context: Context = NOWHEN
) -> tuple[Finding, ...]:
    """Return what all `checks` find in `subject`, in the order of the checks.

    Parameters
    ----------
    checks : Iterable[Check
        The checks, in the order in which they are to speak.
    context : Context
        The day that checks go by; none unless said, and then those that need one are
        silent.
    """
    return tuple(
        told
        for this_check in checks
        for told in _told(this_check(subject, context), this_check.code, Finding)
    )


def _told(hits: Any, code: str, *kinds: type) -> Iterator[Any]:
    """Yield what a check has found, or refuse what is no finding: others write them."""
    try:
        each = iter(hits)
    except TypeError:
        raise _refusal(code, hits, kinds) from None
    for hit in each:
        if not isinstance(hit, kinds):
            raise _refusal(code, hit, kinds)
        yield hit


def _refusal(code: str, got: object, kinds: tuple[type, ...]) -> FieldTypeError:
    name = say("what the check {code} finds", code=code)
    fix = say("yield values of core.Finding")
    if Found in kinds:
        fix = say("yield found(...), or return True where there is something to say")
    return FieldTypeError(name, say("must be findings"), got, fix)


def unknown_keys(
    named: Iterable[tuple[str, str]], known: Iterable[str]
) -> Iterator[Found]:
    """Yield the keys that lead nowhere, as the part `key`, for a row to word.

    The part `alike` is a key that is nearly the same, else "".

    Parameters
    ----------
    named : iterable of (str, str)
        Where a key is named, and the key; "" names nothing.
    known : iterable of str
        The keys that there are.

    Examples
    --------
    >>> lost = FindingKind("plan.lost", says="there is no team {key!r}", fix="add it")
    >>> named = [("steps[0].team", "nroth"), ("steps[1].team", "north")]
    >>> print(*map(lost.of, unknown_keys(named, ["north", "south"])))
    warning plan.lost at steps[0].team: there is no team 'nroth' (did you mean 'north'?)
    """
    names = KnownNames(known)
    for where, key in named:
        if key and key not in names:
            yield found(where, key=key, alike=suggest(key, names))
