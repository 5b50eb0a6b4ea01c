"""How faults are gathered: each keeps the path that leads to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from cqikit.documents._shapes import tag_of
from cqikit.errors import (
    CqikitError,
    DocumentError,
    FaultsError,
    FieldError,
    FieldTypeError,
    Problem,
    TransitionError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MOST_PROBLEMS", "REFUSALS", "Gathering", "beneath", "place", "refuse"]

#: Reading stops here: a document this wrong is of another kind altogether.
MOST_PROBLEMS: Final = 200

#: What the checks of a class, ours or a stranger's, raise to refuse a value.
REFUSALS: Final = (CqikitError, ValueError, TypeError, ArithmeticError, LookupError)

PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+")


def refuse(must: str, got: Any, fix: str = "") -> FieldTypeError:
    """Return the error of a value whose name only its owner knows."""
    return FieldTypeError("", must, got, fix)


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
    if not isinstance(error, CqikitError) and isinstance(first, str) and first:
        return first
    return str(error) or type(error).__name__


def _refused(error: TransitionError) -> str:
    """Return why an event is not possible, in the words of documents."""
    event = tag_of(error.event)
    if error.reasons:
        return f"{event} is not possible in {error.state}: {'; '.join(error.reasons)}"
    now = ", ".join(map(tag_of, error.possible)) or "nothing more"
    return f"{event} is not possible in {error.state}: possible now: {now}"


class Gathering:
    """The faults of one table or list, while it is being read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @property
    def is_full(self) -> bool:
        """Say whether there are so many faults that more would not help."""
        return len(self.problems) >= MOST_PROBLEMS

    def add(self, where: str, message: str, fix: str = "") -> None:
        """Keep one fault."""
        self.problems.append(Problem(where, message, fix))

    def keep(self, where: str, error: Exception, name: str = "") -> None:
        """Keep what `error` says of the member at `where`, called `name`."""
        if isinstance(error, FaultsError):
            self.problems += [
                Problem(beneath(where, problem.where), problem.message, problem.fix)
                for problem in error.problems
            ]
        elif isinstance(error, FieldError):
            called = error.name or name
            # A check on each member names its place: tags[2].
            inner = called if called.startswith(f"{name}[") and name else ""
            at = inner and where.removesuffix(name) + inner
            plain = FieldError(called, error.must, error.got)
            self.add(at or where, str(plain).strip(), error.fix)
        elif isinstance(error, TransitionError):
            for transition_error in (error, *error.more):
                self.add(
                    beneath(where, transition_error.where), _refused(transition_error)
                )
        else:
            self.add(where, _said(error))

    def run(self, where: str, name: str, task: Callable[..., Any], *values: Any) -> Any:
        """Return what `task` makes of `values`, or None once its refusal is kept."""
        try:
            return task(*values)
        except REFUSALS as error:
            self.keep(where, error, name)
            return None

    def raise_if_any(self) -> None:
        """Raise all that was gathered, in one error."""
        if self.problems:
            raise DocumentError("", self.problems[:MOST_PROBLEMS])
