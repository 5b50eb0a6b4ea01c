"""Names of months and days, ordinal numbers, and spans of such names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core._wording import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DAY_NAMES", "MONTH_NAMES", "ordinal", "spans"]

MONTH_NAMES: Final = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)
#: The days of the week, as ISO 8601 has them.
DAY_NAMES: Final = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)
#: Which of several: more are written in digits.
ORDINALS: Final = {2: say("second"), 3: say("third"), 4: say("fourth")}


def ordinal(number: int) -> Sentence:
    """Return which of several a number is, in words where there is a short one."""
    if number in ORDINALS:
        return ORDINALS[number]
    last = 0 if number % 100 in {11, 12, 13} else number % 10
    if last == 1:
        return say("{number}st", number=number)
    if last == 2:
        return say("{number}nd", number=number)
    if last == 3:
        return say("{number}rd", number=number)
    return say("{number}th", number=number)


def spans(names: Sequence[str], places: list[int]) -> tuple[str, ...]:
    """Return names in order, three and more in a row, round the end, as a span."""
    there = set(places)
    firsts = [
        place
        for place in range(len(names))
        if place in there and (place - 1) % len(names) not in there
    ]
    said: list[str] = []
    for first in firsts or [0]:
        length = 1
        while length < len(names) and (first + length) % len(names) in there:
            length += 1
        run = [names[(first + step) % len(names)] for step in range(length)]
        whole = say("{first} to {last}", first=run[0], last=run[-1])
        said += [whole] if length > 2 else run
    return tuple(said)
