"""Errors and findings as faults of a document or a table, with their codes and parts.

What one field or one name has wrong is raised as an error; where all faults are told at
once, each becomes a `Problem` that says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.core._checks import FindingKind
from cqikit.core._findings import Finding
from cqikit.errors import (
    LISTED,
    CqikitError,
    DuplicateError,
    FieldError,
    FieldTypeError,
    Problem,
    SourceError,
    UnknownNameError,
    shown,
)

if TYPE_CHECKING:
    from cqikit.core._wording import Part

__all__ = ["problem_of"]

#: A field, and what it must be; "bare" where the place says which field it is.
MUST: Final = {"": "{name} {must} (got {got})", "bare": "{must} (got {got})"}
FIELD_VALUE: Final = FindingKind(FieldError.code, says=MUST, fix="{fix}")
FIELD_TYPE: Final = FindingKind(FieldTypeError.code, says=MUST, fix="{fix}")
NO_NAME: Final = "no {kind} named {name!r}; "
UNKNOWN_NAME: Final = FindingKind(
    UnknownNameError.code,
    says={
        "": f"{NO_NAME}{{known:there is only|there are}} {{known}}",
        "more": f"{NO_NAME}there are {{known}} and {{more}} more",
        "none": f"{NO_NAME}there are none",
        "alike": f"{NO_NAME}did you mean {{alike!r}}?",
    },
)
DUPLICATE: Final = FindingKind(
    DuplicateError.code, says="two of {kind} are named {name}", fix="{fix}"
)
SOURCE: Final = FindingKind(SourceError.code, says="{message}", fix="{fix}")


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
        Of a `FieldError`, "bare" leaves out the name of the field.
    longest : int
        So much is shown at most of what a field got.

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
    if type(told) is UnknownNameError:
        return _unknown(told, where)
    if isinstance(told, DuplicateError):
        name = shown(told.name)
        return DUPLICATE.problem(where, kind=told.kind, name=name, fix=told.fix)
    if isinstance(told, SourceError):
        message = told.message
        return SOURCE.problem(where, source=told.source, message=message, fix=told.fix)
    return FindingKind(told.code, says="{said}").problem(where, said=str(told))


def _unknown(error: UnknownNameError, where: str) -> Problem:
    known = tuple(sorted(error.known))
    parts: dict[str, Any] = {"kind": error.kind, "name": _cut(error.name)}
    parts |= {"known": known[:LISTED], "alike": error.suggestion}
    more = len(known) - LISTED
    form = "more" if more > 0 else "" if known else "none"
    if error.suggestion:
        form = "alike"
    return UNKNOWN_NAME.problem(where, form=form, more=max(more, 0), **parts)


def _cut(name: object) -> Part:
    """Return a name as a part; strangers' names may be of any length."""
    text = name if isinstance(name, int) else str(name)
    return text if shown(text) == repr(text) else f"{text!s:.72}..."
