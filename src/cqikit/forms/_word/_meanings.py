"""What the cells of one form mean, and which of them mean nothing that can be told.

Days are read as the form as a whole shows them: a 3/15/2026 in it says that the month
comes first; without one, 3/5/2026 is refused. What says that there is nothing (n/a)
leaves a field empty that no words go into, and is listed.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import Writing, did_you_mean, problem_of, say, writing_of
from cqikit.errors import FieldError
from cqikit.forms._word._cells import COMMA, amount, meant, words_of
from cqikit.forms._word._spoken import spoken
from cqikit.forms._word._template import FieldKind
from cqikit.forms._word._typed import is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Wording
    from cqikit.forms._word._template import Field, Template
    from cqikit.forms._word._typed import Placed

__all__ = ["Meanings"]

WORDS: Final = frozenset(
    {FieldKind.TEXT, FieldKind.LINES, FieldKind.NAME, FieldKind.NAMES}
)
DATED: Final = frozenset({FieldKind.DAY, FieldKind.PERIOD, FieldKind.SPAN})


#: A month and a day without a year (April 26), of which tables make month and year.
YEARLESS: Final = re.compile(r"[^\W\d]+\.? \d{1,2}")


class Meanings:
    """What tells what is meant by the cells of one form."""

    def __init__(self, template: Template, placed: Placed, wording: Wording) -> None:
        self.wording, self.placed = wording, placed
        every = dict.fromkeys(_dated(template, placed))
        dated = [text for text in every if not YEARLESS.fullmatch(text)]
        plain = {text: spoken(text, wording) for text in dated}
        try:
            self.writing = writing_of(list(dict.fromkeys(plain.values())))
        except FieldError:
            # Each that may be read in several ways is refused, where it stands.
            self.writing = Writing()
        told = (
            say("{text} is {plain}", text=text, plain=it)
            for text, it in plain.items()
            if it != text
        )
        self.understood = [it for it in (*islice(told, 1), self.writing.said) if it]

    def of(self, field: Field, text: str, where: str) -> Any:
        """Return what a cell means; None where it is listed as what means nothing.

        That is what says that there is nothing, what cannot be read as a number or a
        choice, and what the document has refused before; so it does with days.
        """
        said = meant(field, text, self.wording, self.day)
        if where not in self.placed.refused:
            if field.kind in WORDS:
                return said
            fault, nothing = self.fault(field, said), is_nothing(text)
            if fault is None and (words_of(field) or not nothing):
                if field.kind is FieldKind.NUMBER:
                    self.tell(" ".join(text.split()), where)
                return said
            if fault is not None and not nothing:
                self.placed.refused[where] = problem_of(fault, where, form="bare")
        self.placed.leave(where, text)
        return None

    def tell(self, text: str, where: str) -> None:
        """Say how a number was understood that has more to it than digits."""
        read = amount(text, self.wording)
        if read != COMMA.sub(".", text):
            told = say("{text} is read as {number}", text=text, number=read)
            self.understood.append(say("{where}: {told}", where=where, told=told))

    def day(self, text: str) -> str:
        if YEARLESS.fullmatch(text):
            return text
        try:
            return self.writing(spoken(text, self.wording))
        except FieldError:
            return text

    def fault(self, field: Field, said: Any) -> FieldError | None:
        """Return what is wrong with what a cell says, None where nothing is."""
        name = field.path
        if field.kind is FieldKind.NUMBER and isinstance(said, str):
            fix = say("write the number alone, such as 12 or 12.5")
            return FieldError(name, say("must be a number"), said, fix)
        words = words_of(field)
        if not words or not isinstance(said, str | list):
            return None
        listed = [said] if isinstance(said, str) else said
        allowed = {*words, *field.also}
        unknown = next((word for word in listed if word not in allowed), None)
        if unknown is None:
            return None
        near = did_you_mean(unknown, map(self.wording.said, words.values()))
        must = say("must be one of {words}", words=tuple(words.values()))
        return FieldError(name, must, unknown, near)


def _dated(template: Template, placed: Placed) -> Iterator[str]:
    """Yield what is typed into fields of days."""
    for number, part in enumerate(template.parts):
        for entry in placed.entries.get(number, ()):
            for field in part.fields:
                if field.kind in DATED and field.path in entry.cells:
                    yield " ".join(entry.cells[field.path].split())
