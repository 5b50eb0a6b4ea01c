"""How faults are gathered: each keeps the path that leads to it.

What a document lacks or has too much is a row here; what a field refuses is told by
its error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core import FindingKind, FrozenDict, problem_of, say
from cqikit.documents._shapes import tag_of
from cqikit.documents._toml_values import Standing
from cqikit.errors import (
    CqikitError,
    DocumentError,
    FaultsError,
    FieldError,
    FieldTypeError,
    TransitionError,
)
from cqikit.files import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.errors import Problem

__all__ = [
    "EXTRA_FIELD",
    "MISSING",
    "MOST_PROBLEMS",
    "REFUSALS",
    "Gathering",
    "beneath",
    "check_text",
    "place",
    "plain_text",
    "refuse",
    "with_fix",
]

#: Reading stops here: a document this wrong is of another kind altogether.
MOST_PROBLEMS: Final = BOUNDS.document_problems

#: Under which name an error has what stands in for what it refuses: see `_stand_ins`.
STAND_IN: Final = "_stand_in"
#: What the checks of a class, ours or a stranger's, raise to refuse a value.
REFUSALS: Final = (CqikitError, ValueError, TypeError, ArithmeticError, LookupError)

PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+")

MISSING: Final = FindingKind(
    "document.missing",
    says="missing",
    fix={
        "": "",
        "key": 'write key = "a-short-name", another one for each',
        "choice": "one of {known}",
        "version": "write version = {version}",
    },
)
EXTRA_FIELD: Final = FindingKind(
    "document.extra-field",
    says={
        "": "extra field {name}; known are {known}",
        "alike": "extra field {name}; did you mean {alike!r}?",
    },
)
#: What the checks of a class of somebody else's say.
REFUSED: Final = FindingKind("document.refused", says="{said}")
IMPOSSIBLE: Final = FindingKind(
    TransitionError.code,
    says="{event} is not possible in {state}",
    fix={
        "": "{reasons}",
        "now": "possible now: {possible}",
        "end": "possible now: nothing more",
    },
)


def refuse(must: str, got: Any, fix: str = "") -> FieldTypeError:
    """Return the error of a value whose name only its owner knows."""
    return FieldTypeError("", must, got, fix)


def check_text(text: str) -> None:
    """Refuse half a surrogate pair: JSON can have it, and no file or page after it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise refuse(say("must be text that Unicode has"), text) from None


def plain_text(text: str) -> str:
    """Return a text, or the member of an enumeration that is one, as a plain text."""
    if type(text) is str and text.isascii():
        return text
    plain = str.__str__(text)
    check_text(plain)
    return plain


def with_fix(problem: Problem, fix: str) -> Problem:
    """Return a problem with another fix, whose words nobody knows beforehand."""
    parts = FrozenDict({**(problem.parts or {}), "fix": fix})
    return evolve(problem, fix=fix, fix_template="{fix}", parts=parts)


def place(key: object) -> str:
    """Return how a path names the member `key` of a table."""
    text = str(key)
    return text if PLAIN.fullmatch(text) else f"[{text!r}]"


def beneath(where: str, inner: str) -> str:
    """Return the path `inner` seen from outside, where it starts at `where`."""
    if not where or not inner:
        return where or inner
    return f"{where}{inner}" if inner.startswith("[") else f"{where}.{inner}"


def _said(error: Exception) -> str:
    # attrs' own validators raise ValueError(message, attribute, ...).
    first = error.args[0] if error.args else ""
    return (
        first
        if isinstance(first, str) and first
        else str(error) or type(error).__name__
    )


def _impossible(error: TransitionError, where: str) -> Problem:
    """Return why an event is not possible, in the words of documents."""
    possible = tuple(map(tag_of, error.possible))
    form = "" if error.reasons else "now" if possible else "end"
    return IMPOSSIBLE.problem(
        where,
        form=form,
        event=tag_of(error.event),
        state=error.state,
        reasons="; ".join(error.reasons),
        guards=error.guards,
        possible=possible,
    )


class Gathering:
    """The faults of one table or list, while it is being read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @property
    def is_full(self) -> bool:
        """Say whether there are so many faults that more would not help."""
        return len(self.problems) >= MOST_PROBLEMS

    def add(self, problem: Problem) -> None:
        """Keep one fault."""
        self.problems.append(problem)

    def keep(self, where: str, error: Exception, name: str = "") -> None:
        """Keep what `error` says of the member at `where`, called `name`."""
        if isinstance(error, FaultsError):
            self.problems += [
                evolve(
                    problem,
                    where=beneath(where, problem.where),
                    code=problem.code or error.code,
                )
                for problem in error.problems
            ]
        elif isinstance(error, FieldError):
            called = error.name or name
            # The place says which field it is that cannot be read as a period.
            form = "bare" if not called or called == "period" != name else ""
            # A check on each member names its place: tags[2].
            inner = called if called.startswith(f"{name}[") and name else ""
            at = inner and where.removesuffix(name) + inner
            kind = FieldTypeError if isinstance(error, FieldTypeError) else FieldError
            plain = kind(called, error.must, Standing(error.got), error.fix)
            self.add(problem_of(plain, at or where, form=form))
        elif isinstance(error, TransitionError):
            for refusal in (error, *error.more):
                self.add(_impossible(refusal, beneath(where, refusal.where)))
        elif isinstance(error, CqikitError):
            self.add(problem_of(error, where))
        else:
            self.add(REFUSED.problem(where, said=_said(error)))

    def run(self, where: str, name: str, task: Callable[..., Any], *values: Any) -> Any:
        """Return what `task` makes of `values`.

        Once its refusal is kept, that is what stands in for it, None for nothing.
        """
        try:
            return task(*values)
        except REFUSALS as error:
            self.keep(where, error, name)
            return vars(error).get(STAND_IN)

    def raise_if_any(self, stand_in: Any = None) -> None:
        """Raise all that was gathered, in one error, with what stands in meanwhile."""
        if self.problems:
            error = DocumentError("", self.problems[:MOST_PROBLEMS])
            vars(error)[STAND_IN] = stand_in
            raise error
