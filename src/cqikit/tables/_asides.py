"""Columns of numbers that are no measure of their own, by what they are called.

A target, a baseline, what has come together since January, how much a month differs
from another, the number of a month: each is about the numbers beside it, or about when
they were. A chart of one says nothing. Names decide, and are told, as any column may be
named as what to chart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cqikit.tables._numbers import is_figure

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["is_aside", "is_beside"]

#: What numbers are to be, or were; not what is "on target" or how many "goals met".
AIM: Final = (
    r"(?:(?!(?:on|at|to|of|met|meets?|within|above|below|over|under|not)\b)[^\W_]+ )?"
    r"(?:target|goal|baseline|benchmark)(?: (?:value|rate|level|%|\d{2,4}))?"
)
#: What has come together.
SUM: Final = (
    r".*\bytd\b.*|.*\byear[ -]to[ -]date\b.*|.*\bcumulative\b.*|.*\brunning total\b.*"
)
#: How much a number differs from another.
CHANGE: Final = (
    r"(?:.* )?(?:%|pct|percent|per ?cent) (?:change|diff(?:erence)?)\b.*"
    r"|(?:.* )?(?:change|difference|variance)(?: (?:in )?%| (?:from|vs|since)\b.*)?"
    r"|yoy.*|mom %.*"
)
#: Which day, week or month it was, as a number.
WHEN: Final = (
    r"(?:day|weekday|dow|week|wk|month|mo|quarter|qtr|year|yr)"
    r"(?: (?:of (?:the )?(?:week|month|quarter|year)|number|no\.?|num|nr|#))?"
)
BESIDE: Final = re.compile(rf"{AIM}|{CHANGE}", re.IGNORECASE)
ASIDE: Final = re.compile(rf"{AIM}|{CHANGE}|{SUM}|{WHEN}", re.IGNORECASE)
#: A longer name is a sentence.
LONGEST: Final = 60


def is_aside(name: str, cells: Iterable[str]) -> bool:
    """Say whether a column of numbers is about others, or about when they were.

    Examples
    --------
    >>> names = [
    ...     "Target",
    ...     "% change",
    ...     "Falls YTD",
    ...     "Month number",
    ...     "Falls",
    ...     "On target",
    ... ]
    >>> [is_aside(name, ["3", ""]) for name in names]
    [True, True, True, True, False, False]
    >>> is_aside("Goal", ["Fewer falls", "Shorter waits"])
    False
    """
    return _is_called(ASIDE, name, cells)


def is_beside(name: str, cells: Iterable[str]) -> bool:
    """Say whether a column is about the numbers of its row, as a target is.

    Examples
    --------
    >>> is_beside("Target", ["3"]), is_beside("Year", ["2024"])
    (True, False)
    """
    return _is_called(BESIDE, name, cells)


def _is_called(names: re.Pattern[str], name: str, cells: Iterable[str]) -> bool:
    words = " ".join(re.sub(r"[_():,]", " ", name[: LONGEST + 1]).split())
    named = len(words) <= LONGEST and names.fullmatch(words) is not None
    return named and all(is_figure(cell) for cell in cells if cell.strip())
