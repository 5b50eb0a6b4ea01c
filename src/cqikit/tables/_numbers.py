"""Numbers as people write them into cells, and what to write instead."""

from __future__ import annotations

import math
import re
from typing import Final

from cqikit.errors import FieldError

__all__ = ["is_number", "number_of"]

WHOLE: Final = re.compile(r"[+-]?\d{1,400}", re.ASCII)
DECIMAL: Final = re.compile(
    r"[+-]?(?:\d{1,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][+-]?\d{1,4})?", re.ASCII
)

#: What is often found where a number must be, and what mends it.
MENDS: Final = (
    (re.compile(r"[<>≤≥]\s*=?\s*\d.*"), "leave it empty where the count is withheld"),
    (re.compile(r"[+-]?[\d.,]+\s*%"), "write the number alone"),
    (re.compile(r"[+-]?\d{1,3}(?:[,' \u00a0\u202f]\d{3})+(?:\.\d+)?"), "write {plain}"),
    (re.compile(r"[+-]?\d+,\d+"), "write a decimal point: {point}"),
    (re.compile(r"[$€£]\s*[\d.,]+|[\d.,]+\s*[$€£]"), "write the number alone"),
    (
        re.compile(
            r"n\.?/?a\.?|nan|null|none|missing|unknown|-+|\.+|\?+|\*+", re.IGNORECASE
        ),
        "leave the cell empty where nothing was observed",
    ),
)


def is_number(text: str) -> bool:
    """Say whether a cell is written as a number."""
    return DECIMAL.fullmatch(text.strip()) is not None


def number_of(text: str) -> int | float | None:
    """Return the number that a cell says, None for an empty one.

    Whole numbers stay whole and exact, however large.

    Raises
    ------
    FieldError
        When it says no number; with what to write.

    Examples
    --------
    >>> number_of("9007199254740993"), number_of(" 2.5 "), number_of("")
    (9007199254740993, 2.5, None)
    >>> number_of("1,234")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: cell must be a number (got '1,234'): write 1234
    """
    text = text.strip()
    if not text:
        return None
    if WHOLE.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text):
        number = float(text)
        if math.isfinite(number):
            return number
    raise FieldError("cell", "must be a number", text, _mend(text))


def _mend(text: str) -> str:
    for form, mend in MENDS:
        if form.fullmatch(text):
            plain = re.sub(r"[,' \u00a0\u202f]", "", text)
            return mend.format(plain=plain, point=text.replace(",", "."))
    return ""
