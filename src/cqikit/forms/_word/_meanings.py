"""What the cells of one form mean, and which of them mean nothing that can be told.

Days are read as the form as a whole shows them: a 3/15/2026 in it says that the month
comes first; without one, 3/5/2026 is refused. What says that there is nothing (n/a)
leaves a field empty that no words go into, and is listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.core import Writing, did_you_mean, problem_of, say, writing_of
from cqikit.errors import FieldError
from cqikit.forms._word._cells import meant, words_of
from cqikit.forms._word._template import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Wording
    from cqikit.errors import Problem
    from cqikit.forms._word._template import Field, Template
    from cqikit.forms._word._typed import Placed

__all__ = ["Meanings"]

#: What people write where there is nothing to say.
NOTHING: Final = frozenset(
    {"n/a", "na", "n.a", "n/d", "n.d", "-", "\u2013", "\u2014", "?", "tbd"}
    | {"no aplica", "n\u00e3o se aplica", "\u043d/\u0434", "\u4e0d\u9002\u7528"}
    | {"\u65e0", "\u0644\u0627 \u064a\u0646\u0637\u0628\u0642", "pa genyen"}
)
WORDS: Final = frozenset(
    {FieldKind.TEXT, FieldKind.LINES, FieldKind.NAME, FieldKind.NAMES}
)
DATED: Final = frozenset({FieldKind.DAY, FieldKind.PERIOD, FieldKind.SPAN})


class Meanings:
    """What tells what is meant by the cells of one form."""

    def __init__(self, template: Template, placed: Placed, wording: Wording) -> None:
        self.wording, self.placed = wording, placed
        self.problems: list[Problem] = []
        dated = list(dict.fromkeys(_dated(template, placed)))
        try:
            self.writing = writing_of(dated)
        except FieldError:
            # Each that may be read in several ways is refused, where it stands.
            self.writing = Writing()
        said = self.writing.said
        self.understood: tuple[str, ...] = (said,) if said else ()

    def of(self, field: Field, text: str, where: str) -> Any:
        """Return what a cell means; None where it says that there is nothing.

        What cannot be read of a number or a choice is kept as a fault, and is None,
        too; of a day, the document refuses it.
        """
        said = meant(field, text, self.wording, self.day)
        if field.kind in WORDS:
            return said
        if isinstance(said, str) and said.casefold().strip(". ") in NOTHING:
            self.placed.leave(where, said)
            return None
        fault = self.fault(field, said)
        if fault is not None:
            self.problems.append(problem_of(fault, where, form="bare"))
            return None
        return said

    def day(self, text: str) -> str:
        try:
            return self.writing(text)
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
        unknown = next((word for word in listed if word not in words), None)
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
