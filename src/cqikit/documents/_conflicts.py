"""Where two people's edits do not agree, and how that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit.core import problem_of, say, worded
from cqikit.documents._read import standard_converter
from cqikit.documents._shapes import is_class, tag_of
from cqikit.documents._toml_values import inline

if TYPE_CHECKING:
    from cqikit.core import Sentence
    from cqikit.errors import CqikitError

__all__ = ["Conflict", "told_by"]

#: What the merged document has, of the two.
WRITTEN: Final = {"mine": say("mine"), "theirs": say("theirs"), "both": say("both")}


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
        told: Sentence = say(
            "mine is {mine}, theirs {theirs}; before, it was {base}",
            mine=_said(self.mine),
            theirs=_said(self.theirs),
            base=_said(self.base),
        )
        if self.mine is None or self.written != "mine":
            written = WRITTEN.get(self.written, self.written)
            told = say("{told}; written: {written}", told=told, written=written)
        if self.why:
            told = say("{told} ({why})", told=told, why=self.why)
        return say("{at}: {told}", at=self.where, told=told) if self.where else told


def told_by(error: CqikitError) -> Sentence:
    """Return what an error tells, as a sentence that can be said in any language."""
    told = problem_of(error)
    return worded(told.template, told.parts or {})


def _said(value: Any) -> str:
    """Return a value as documents have it, whole: what is not written is only here."""
    if value is None:
        return say("nothing")
    if isinstance(value, tuple):
        return say("{values}", values=tuple(map(_said, value))) or say("empty")
    if isinstance(value, str):
        # Words of a list stand for themselves, members of an enumeration too.
        return repr(str(value))
    if is_class(type(value)):
        table = inline(standard_converter().unstructure(value))
        return f"{tag_of(type(value))} {table}"
    return str(value)
