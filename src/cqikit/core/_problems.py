"""Errors and findings as faults of a document or a table, with their codes and parts.

What one field or one name has wrong is raised as an error; where all faults are told at
once, each becomes a `Problem` that says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.core._arguments import arguments
from cqikit.core._checks import FindingKind
from cqikit.core._findings import Finding
from cqikit.core._wording import Sentence, say
from cqikit.errors import (
    CircleError,
    CqikitError,
    DuplicateError,
    FaultsError,
    FieldError,
    FieldTypeError,
    MissingExtraError,
    Problem,
    SourceError,
    TransitionError,
    UnknownArgumentError,
    UnknownNameError,
    represented,
    shown,
)

if TYPE_CHECKING:
    from cqikit.core._wording import Part

__all__ = ["problem_of"]

#: A field, and what it must be; "bare" where the place says which field it is.
MUST: Final = {"": "{name} {must} (got {got})", "bare": "{must} (got {got})"}
FIELD_VALUE: Final = FindingKind(FieldError.code, says=MUST, fix="{fix}")
FIELD_TYPE: Final = FindingKind(FieldTypeError.code, says=MUST, fix="{fix}")
UNKNOWN_NAME: Final = FindingKind(
    UnknownNameError.code,
    says={
        "": "no {kind} named {name!r}; {known:there is only|there are} {known}",
        "more": "no {kind} named {name!r}; there are {known} and {more} more",
        "none": "no {kind} named {name!r}; there are none",
        "alike": "no {kind} named {name!r}; did you mean {alike!r}?",
    },
)
#: A verb has some argument, so that there are always known ones.
UNKNOWN_ARGUMENT: Final = FindingKind(
    UnknownArgumentError.code,
    says={
        "": "{verb} has no argument named {name!r}; "
        "{known:there is only|there are} {known}",
        "more": "{verb} has no argument named {name!r}; "
        "there are {known} and {more} more",
        "alike": "{verb} has no argument named {name!r}; did you mean {alike!r}?",
    },
)
DUPLICATE: Final = FindingKind(
    DuplicateError.code, says="two of {kind} are named {name}", fix="{fix}"
)
SOURCE: Final = FindingKind(SourceError.code, says="{message}", fix="{fix}")


@arguments()
def problem_of(
    told: CqikitError | Finding, where: str = "", *, form: str = "", longest: int = 80
) -> Problem:
    """Return what an error or a finding tells as a fault of a document or table.

    Parameters
    ----------
    told : CqikitError or Finding
        A `FieldError` has the parts ``name``, ``must``, ``got`` (as text) and ``fix``,
        an `UnknownNameError` ``kind``, ``name``, ``known`` and ``alike``.
    where : str
        The place; that of the finding when not given.
    form : str
        Of a `FieldError`, "bare" leaves out the name of the field; the whole sentence
        unless said.
    longest : int
        So much is shown at most of what a field got; 80 unless said.

    Examples
    --------
    >>> fault = problem_of(FieldError("weight", "must be at least 0", -2.0), "items[1]")
    >>> print(fault, dict(fault.parts))
    items[1]: weight must be at least 0 (got -2.0) {'name': 'weight', ...}
    """
    if isinstance(told, Finding):
        words = {name: getattr(told, name) for name in ("template", "fix_template")}
        at, code, parts = where or told.where, told.code, told.parts
        return Problem(at, told.message, told.fix, code=code, parts=parts, **words)
    if isinstance(told, FieldError):
        kind = FIELD_TYPE if isinstance(told, FieldTypeError) else FIELD_VALUE
        got = shown(told.got, longest)
        must, fix = told.must, told.fix
        return kind.problem(
            where, form=form, name=told.name, must=must, got=got, fix=fix
        )
    if isinstance(told, UnknownNameError):
        return _unknown(told, where)
    if isinstance(told, DuplicateError):
        name = shown(told.name)
        return DUPLICATE.problem(where, kind=told.kind, name=name, fix=told.fix)
    if isinstance(told, SourceError):
        message = told.message
        return SOURCE.problem(where, source=told.source, message=message, fix=told.fix)
    return FindingKind(told.code, says="{said}").problem(where, said=_said(told))


def _unknown(error: UnknownNameError, where: str) -> Problem:
    parts: dict[str, Any] = {"kind": error.kind, "name": _cut(error.name)}
    known = error.known.first
    parts |= {"known": known, "alike": error.suggestion}
    more = len(error.known) - len(known)
    form = "more" if more else "" if known else "none"
    if error.suggestion:
        form = "alike"
    parts |= {"form": form, "more": more}
    if isinstance(error, UnknownArgumentError):
        return UNKNOWN_ARGUMENT.problem(where, verb=error.verb, **parts)
    return UNKNOWN_NAME.problem(where, **parts)


def _said(error: CqikitError) -> str:
    """Return what an error without a row of its own says."""
    if isinstance(error, TransitionError):
        refusals = (error, *error.more)
        return say("{refusals/\n}", refusals=tuple(map(_refusal, refusals)))
    if isinstance(error, CircleError):
        ring = (*error.circle, *error.circle[:1])
        return say("{what} go in a circle: {ring/ -> }", what=error.what, ring=ring)
    if isinstance(error, MissingExtraError):
        return say(
            "{task} needs {package}: {fix}",
            task=error.task,
            package=error.package,
            fix=error.fix,
        )
    if isinstance(error, FaultsError):
        return say("{faults/; }", faults=tuple(map(_fault, error.problems)))
    return str(error)


def _fault(problem: Problem) -> Part:
    """Return one fault of several as a sentence that can be said in any language."""
    parts = problem.parts or {}
    told, fix = (
        Sentence(template, parts) if template else text
        for template, text in (
            (problem.template, problem.message),
            (problem.fix_template, problem.fix),
        )
    )
    told = say("{told}: {fix}", told=told, fix=fix) if fix else told
    return (
        say("{where}: {told}", where=problem.where, told=told)
        if problem.where
        else told
    )


def _refusal(error: TransitionError) -> Sentence:
    why: Part = say("{reasons/; }", reasons=error.reasons)
    if not error.reasons:
        why = say("possible now: nothing more")
    if error.possible and not error.reasons:
        why = say("possible now: {events}", events=error.possible)
    told = say(
        "{event} is not possible in {state}: {why}",
        event=error.event,
        state=error.state,
        why=why,
    )
    return say("{where}: {told}", where=error.where, told=told) if error.where else told


def _cut(name: object) -> Part:
    """Return a name as a part; strangers' names may be of any length."""
    said = represented(name, str)
    text = name if isinstance(name, int) else said
    return text if shown(text) == represented(text) else f"{said:.72}..."
