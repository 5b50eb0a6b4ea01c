"""How far two periods may be apart: what lies between costs memory and time each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core._wording import say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from cqikit.core._periods import Period

__all__ = ["MOST_PERIODS", "ends_of"]

#: So many periods are made at once, days of 205 years: more are a slip.
MOST_PERIODS: Final = 75_000


def ends_of(first: Period, last: Period, every: int = 1) -> tuple[int, int]:
    """Return the counts of two periods of one frequency, of which every k-th exists.

    Raises
    ------
    FieldError
        When there are more than anybody means.
    """
    if last.index - first.index >= MOST_PERIODS * every:
        must = say(
            "must be less than {most} {periods} after {first}",
            most=f"{MOST_PERIODS * every:,}",
            periods=first.frequency.several,
            first=first,
        )
        raise FieldError("last", must, str(last), say("look for a slip in either"))
    return first.index, last.index
