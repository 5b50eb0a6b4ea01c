"""Numbers and targets in words, as reports say them."""

from __future__ import annotations

import math

from cqikit.core import readable
from cqikit.measures import Bound, Change, Level, Target

__all__ = ["number", "target_words"]


def number(value: float | None, unit: str = "") -> str:
    """Return a number as people read it, and its unit; "none" where there is none.

    Examples
    --------
    >>> number(345.40734, "days"), number(0.20024), number(None), number(33)
    ('345 days', '0.2', 'none', '33')
    """
    if value is None or math.isnan(value):
        return "none"
    return f"{readable(value)} {unit}".strip()


def target_words(target: Target) -> str:
    """Return a target as a sentence begins.

    Examples
    --------
    >>> from cqikit.measures import Bound, Change, Nested
    >>> target_words(Bound(no_more_than=0.1)), target_words(Change(-0.25))
    ('No more than 0.1', '25 % less than the baseline')
    >>> target_words(Nested(0.85, Change(-0.25)))
    '85 % of units each reach: 25 % less than the baseline'
    """
    match target:
        case Level(at):
            return f"Reach {number(at)}"
        case Bound(most, least):
            sides = (("No more than", most), ("no less than", least))
            said = [f"{word} {number(at)}" for word, at in sides if at is not None]
            text = " and ".join(said)
            return text[0].upper() + text[1:]
        case Change(by):
            way = "more" if by > 0 else "less"
            return f"{number(round(abs(by) * 100, 6))} % {way} than the baseline"
        case _:
            part = number(round(target.share * 100, 6))
            return f"{part} % of units each reach: {target_words(target.each)}"
