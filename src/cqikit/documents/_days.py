"""A day as people write it, and as a document has it."""

from __future__ import annotations

from datetime import date
from typing import Final

from cqikit.core import DateStyle, Writing
from cqikit.errors import FieldError

__all__ = ["day_fix", "days_of"]

#: Which comes first in a day of digits alone, and how a person says so.
WAYS: Final = {DateStyle.MDY: " (month first)", DateStyle.DMY: " (day first)"}


def days_of(text: str) -> dict[str, str]:
    """Return the days that a text may be, as a document has them, with their reading.

    Examples
    --------
    >>> for text in ("11/20/2026", "2026-1-5", "March 2, 2026", "1/12/2026", "soon"):
    ...     print(days_of(text))
    {'2026-11-20': ''}
    {'2026-01-05': ''}
    {'2026-03-02': ''}
    {'2026-01-12': ' (month first)', '2026-12-01': ' (day first)'}
    {}
    """
    year, *rest = text.strip().split("-")
    if len(year) == 4 and len(rest) == 2:
        # Without its noughts, it is what it is.
        text = "-".join([year, *(part.zfill(2) for part in rest)])
    plain = _day(Writing(), text)
    if plain:
        return {plain: ""}
    ways = {_day(Writing(style=style), text): said for style, said in WAYS.items()}
    return {day: said for day, said in ways.items() if day}


def day_fix(text: str, name: str = "") -> str:
    """Return what to write for a text that is no day as a document has it.

    Examples
    --------
    >>> day_fix("1/12/2026", "on")
    'write on = 2026-01-12 (month first) or on = 2026-12-01 (day first)'
    >>> day_fix("in spring")
    'write the day as year-month-day, such as 2026-10-31'
    """
    start = f"{name} = " if name else ""
    ways = " or ".join(f"{start}{day}{said}" for day, said in days_of(text).items())
    if ways:
        return f"write {ways}"
    of = f" of {name}" if name else ""
    return f"write the day{of} as year-month-day, such as {start}2026-10-31"


def _day(writing: Writing, text: str) -> str:
    try:
        return date.fromisoformat(writing(text)).isoformat()
    except (FieldError, ValueError):
        return ""
