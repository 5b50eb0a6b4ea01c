"""A day as people write it, and as a document has it."""

from __future__ import annotations

from datetime import date
from typing import Final

from cqikit.core import DateStyle, Writing, say
from cqikit.errors import FieldError

__all__ = ["day_fix", "days_of"]

#: Which may come first in a day of digits alone.
WAYS: Final = (DateStyle.MDY, DateStyle.DMY)
EXAMPLE: Final = "2026-10-31"


def days_of(text: str) -> dict[str, DateStyle | None]:
    """Return the days that a text may be, as a document has them, and what came first.

    Examples
    --------
    >>> for text in ("11/20/2026", "2026-1-5", "March 2, 2026", "1/12/2026", "soon"):
    ...     print([(day, style and str(style)) for day, style in days_of(text).items()])
    [('2026-11-20', None)]
    [('2026-01-05', None)]
    [('2026-03-02', None)]
    [('2026-01-12', 'mdy'), ('2026-12-01', 'dmy')]
    []
    """
    year, *rest = text.strip().split("-")
    if len(year) == 4 and len(rest) == 2:
        # Without its noughts, it is what it is.
        text = "-".join([year, *(part.zfill(2) for part in rest)])
    plain = _day(Writing(), text)
    if plain:
        return {plain: None}
    ways = {_day(Writing(style=style), text): style for style in WAYS}
    return {day: style for day, style in ways.items() if day}


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
    ways = [_way(f"{start}{day}", style) for day, style in days_of(text).items()]
    if ways:
        return say("write {ways/ or }", ways=tuple(ways))
    if not name:
        return say("write the day as year-month-day, such as {day}", day=EXAMPLE)
    return say(
        "write the day of {name} as year-month-day, such as {name} = {day}",
        name=name,
        day=EXAMPLE,
    )


def _way(day: str, style: DateStyle | None) -> str:
    if style is None:
        return day
    first = style is DateStyle.MDY
    return (
        say("{day} (month first)", day=day)
        if first
        else say("{day} (day first)", day=day)
    )


def _day(writing: Writing, text: str) -> str:
    try:
        return date.fromisoformat(writing(text)).isoformat()
    except (FieldError, ValueError):
        return ""
