"""Where two people's edits do not agree, and how that is said."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from cqikit.documents._read import standard_converter
from cqikit.documents._shapes import is_class, tag_of
from cqikit.documents._toml_values import inline

__all__ = ["Conflict"]


@frozen(kw_only=True)
class Conflict:
    """One place at which two sides do not agree.

    Parameters
    ----------
    where : str
        Path into the document; members of lists by their keys: ``steps[rugs].who``.
    base, mine, theirs : object
        What each has there; None where it has nothing.
    written : str
        Which of the two the merged document has: "mine", "theirs" or "both".
    why : str
        Why the two cannot be together, where they are not two words for one thing.
    """

    where: str
    base: Any
    mine: Any
    theirs: Any
    why: str = ""
    written: str = "mine"

    def __str__(self) -> str:
        at = f"{self.where}: " if self.where else ""
        said = f"{at}mine is {_said(self.mine)}, theirs {_said(self.theirs)}"
        said = f"{said}; before, it was {_said(self.base)}"
        if self.mine is None or self.written != "mine":
            said = f"{said}; written: {self.written}"
        return f"{said} ({self.why})" if self.why else said


def _said(value: Any) -> str:
    """Return a value as documents have it, whole: what is not written is only here."""
    if value is None:
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(map(_said, value)) or "empty"
    if isinstance(value, str):
        # Words of a list stand for themselves, members of an enumeration too.
        return repr(str(value))
    if is_class(type(value)):
        table = inline(standard_converter().unstructure(value))
        return f"{tag_of(type(value))} {table}"
    return str(value)
