"""A day as people write it, and as a document has it."""

from __future__ import annotations

from datetime import date

from cqikit.core import Writing
from cqikit.errors import FieldError

__all__ = ["day_to_write"]


def day_to_write(text: str) -> str:
    """Return the day that a text is, as a document has it; "" where it may be another.

    Examples
    --------
    >>> [day_to_write(text) for text in ("11/20/2026", "2026-1-5", "1/2/2026", "soon")]
    ['2026-11-20', '2026-01-05', '', '']
    """
    year, *rest = text.strip().split("-")
    if len(year) == 4 and len(rest) == 2:
        # Without its noughts, it is what it is.
        text = "-".join([year, *(part.zfill(2) for part in rest)])
    try:
        return date.fromisoformat(Writing()(text)).isoformat()
    except (FieldError, ValueError):
        return ""
