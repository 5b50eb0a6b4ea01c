"""Days of the week, and how people write several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from cqikit.core._calendar_words import DAY_NAMES
from cqikit.core._choice import Choice
from cqikit.core._fields import as_tuple
from cqikit.core._wording import Sentence, say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Weekday", "WeekdayWord", "weekday_of", "weekdays_of"]


class Weekday(Choice):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """Return 1 for Monday to 7 for Sunday, as ISO 8601 has it."""
        return list(Weekday).index(self) + 1

    @property
    def words(self) -> Sentence:
        """Return what people read."""
        return DAY_NAMES[self.number - 1]


WeekdayWord: TypeAlias = Literal[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
]


def weekday_of(value: Any, name: str = "weekdays") -> Weekday:
    """Return the weekday that a text names, in full or by its first three letters."""
    text = str(value).strip().lower()
    for day in Weekday:
        if len(text) >= 3 and day.value.startswith(text):
            return day
    raise FieldError(name, say("must be days of the week such as monday"), value)


def weekdays_of(value: str | Iterable[str]) -> Any:
    """Return weekdays in order, of a list, or of a text such as ``mon-fri``."""
    listed = value.split(",") if isinstance(value, str) else as_tuple(value)
    if not isinstance(listed, tuple | list):
        return value
    found = set()
    for part in listed:
        first, _, last = str(part).partition("-")
        start, stop = weekday_of(first), weekday_of(last or first)
        count = (stop.number - start.number) % 7 + 1
        found |= {(start.number - 1 + step) % 7 for step in range(count)}
    return tuple(day for place, day in enumerate(Weekday) if place in found)
