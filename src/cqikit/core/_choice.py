"""Words of which a field or an argument is one, as members of an enumeration.

Python's own error for a word that is none (``'down' is not a valid Direction``) names
neither the field nor the choices. `Choice` is a StrEnum whose error is that of any
other field, wherever the word is converted: in a field (``converter=Direction``, or a
function that calls `of` where the field is called otherwise than its words), or in a
verb (``Direction.of(better, "better")``).
"""

from __future__ import annotations

import re
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from cqikit.core._arguments import arguments
from cqikit.core._by_value import FrozenDict
from cqikit.core._fields import as_tuple
from cqikit.core._wording import NO_PARTS, Sentence, say
from cqikit.errors import FieldError, suggest

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Choice", "chosen"]

Member = TypeVar("Member", bound=Enum)
NO_OTHERS: Final[Mapping[str, str]] = FrozenDict()


class Choice(StrEnum):
    """Base of enumerations whose members are asked for by their words.

    Examples
    --------
    >>> class Season(Choice):
    ...     WET = "wet"
    ...     DRY = "dry"
    >>> Season("wet"), Season(" Wet")
    (<Season.WET: 'wet'>, <Season.WET: 'wet'>)
    >>> Season("dyr")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: season must be one of wet, dry (got 'dyr'): did you mean
    'dry'?
    """

    @property
    def words(self) -> Sentence:
        """Return what people read for a member, as a sentence: most read the word."""
        return Sentence(self.value.replace("-", " "), NO_PARTS)

    @classmethod
    def said_otherwise(cls) -> Mapping[str, str]:
        """Return words that people use for a member, and the member's own."""
        return NO_OTHERS

    @classmethod
    def of(cls, word: Any, name: str = "") -> Self:
        """Return the member that `word` says; `name` is the argument, in the error."""
        if word.__class__ is cls:
            # Most words have been looked up by now.
            return word
        return chosen(cls, word, name, cls.said_otherwise())

    @classmethod
    @arguments()
    def all_of(cls, words: Any, name: str = "") -> Any:
        """Return the members that several words say; a text is a list of one.

        What is no list is returned as it is, for the check of the field to refuse.
        """
        listed = [words] if isinstance(words, str) else as_tuple(words)
        if not isinstance(listed, list | tuple):
            return words
        return tuple(cls.of(word, name) for word in listed)

    @classmethod
    def _missing_(cls, value: object) -> Self:
        return cls.of(value)


def chosen(
    kind: type[Member], word: Any, name: str = "", others: Mapping[str, str] = NO_OTHERS
) -> Member:
    """Return the member of an enumeration that `word` says, or refuse the word.

    Capitals and spaces around a word do not matter.
    """
    said = word.strip().lower() if isinstance(word, str) else word
    for member in kind:
        if word is member or (
            isinstance(said, str) and said == str(member.value).lower()
        ):
            return member
    words = [str(member.value) for member in kind]
    near = ""
    if isinstance(word, str):
        near = others.get(said) or suggest(said, words)
    fix = say("did you mean {near!r}?", near=near) if near else ""
    must = say("must be one of {words}", words=tuple(words))
    said = name if isinstance(name, str) and name else _called(kind)
    raise FieldError(said, must, word, fix)


def _called(kind: type) -> str:
    """Return what a field of such words is called: `program_type`, `kind`."""
    words = re.findall("[A-Z][a-z]+", kind.__name__)
    return "kind" if words[-1] == "Kind" else "_".join(words).lower()
