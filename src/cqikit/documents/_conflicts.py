"""Where two people's edits do not agree, and how that is said."""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen

__all__ = ["Conflict"]

#: More of a value says no more in a sentence.
LONGEST: Final = 80
NAMES: Final = ("title", "what", "problem", "topic", "question", "key")


@frozen(kw_only=True)
class Conflict:
    """One place at which two sides do not agree.

    Parameters
    ----------
    where : str
        Path into the document; members of lists by their keys: ``steps[rugs].who``.
    base, mine, theirs : object
        What each has there; None where it has nothing.
    why : str
        Why the two cannot be together, where they are not two words for one thing.
    """

    where: str
    base: Any
    mine: Any
    theirs: Any
    why: str = ""

    def __str__(self) -> str:
        at = f"{self.where}: " if self.where else ""
        said = f"{at}mine is {_said(self.mine)}, theirs {_said(self.theirs)}"
        said = f"{said}; before, it was {_said(self.base)}"
        return f"{said} ({self.why})" if self.why else said


def _said(value: Any) -> str:
    """Return a value in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, tuple):
        inner = ", ".join(map(_said, value)) or "empty"
        return _short(inner)
    if isinstance(value, str):
        # Words of a list stand for themselves, members of an enumeration too.
        return _short(repr(str(value)))
    for name in NAMES:
        found = getattr(value, name, None)
        if isinstance(found, str) and found:
            return _short(f"{type(value).__name__} {found!r}")
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
