"""What a cell says: values to text, and text that a spreadsheet may hold."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from enum import Enum
from numbers import Number
from typing import Any, Final

from cqikit.core import Period, parse_period, plain_number, say, visible
from cqikit.errors import FieldError

__all__ = [
    "Exact",
    "Formula",
    "Percent",
    "escaped",
    "is_number",
    "plain",
    "safe",
    "text_of",
    "typed",
    "unescaped",
]

NUMBER: Final = re.compile(
    r"[+-]?(?:\d{1,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][+-]?\d{1,4})?", re.ASCII
)
#: A spreadsheet takes a text that starts like this for a formula, and runs it.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
#: Blanks that it passes over, and full-width signs that it takes for those.
FORMULA: Final = re.compile(
    "[\\s\u200b-\u200f\u2060\ufeff\xad]*[=+\\-@\uff1d\uff0b\uff0d\uff20]"
)


class Exact(str):
    """The text of a cell that holds a number: its point is the decimal sign."""

    __slots__ = ()


class Percent(Exact):
    """The text of a number that its sheet shows as per cent, as it is stored."""

    __slots__ = ()


class Formula(str):
    """The text of a cell that holds a formula whose value nobody has stored."""

    __slots__ = ()


#: How a workbook writes a character by its number; the first writes a bar.
BY_NUMBER: Final = re.compile(r"_x(?!0000|[dD][89a-fA-F])([0-9A-Fa-f]{4})_")
LIKE_ONE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """Return a text as a workbook keeps it, in which no sign is one by its number.

    Examples
    --------
    >>> escaped("_x202E_ falls"), unescaped("_x005F_x202E_ falls")
    ('_x005F_x202E_ falls', '_x202E_ falls')
    """
    return LIKE_ONE.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """Return the text that a workbook keeps so."""
    return BY_NUMBER.sub(lambda found: chr(int(found[1], 16)), text)


def text_of(value: Any) -> str:
    """Return what the cell of a data frame or workbook says, "" for nothing.

    Whole numbers are written without a point, midnights as days, and periods by their
    names: packages store all of them in types of their own.

    Examples
    --------
    >>> text_of(3.0), text_of(None), text_of(date(2026, 1, 1)), type(text_of(0.5))
    ('3', '', '2026-01-01', <class 'cqikit.tables._cells.Exact'>)
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Number):
        return Exact(_number_text(value) if isinstance(value, float) else value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if hasattr(value, "start_time") and hasattr(value, "end_time"):
        return str(parse_period(value))
    return _day_text(str(value)) if _is_date_of_numpy(value) else str(value)


def _is_date_of_numpy(value: Any) -> bool:
    return getattr(getattr(value, "dtype", None), "kind", "") == "M"


def _day_text(said: str) -> str:
    """Return what a date of NumPy says, its midnight left out."""
    day, _, clock = said.partition("T")
    return said if clock.strip("0:.") else day


def _number_text(value: float) -> str:
    if math.isnan(value):
        return ""
    exact = value.is_integer() and abs(value) < 2**53
    return str(int(value)) if exact else repr(float(value))


def plain(value: Any) -> Any:
    """Return a value as tables hold it: text, number, truth, day, or None.

    Raises
    ------
    FieldError
        For what is none of these, and for infinity, which no table can hold.
    """
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, tuple) and all(isinstance(member, str) for member in value):
        return "; ".join(value)
    value = plain_number(value)
    if isinstance(value, float) and not math.isfinite(value):
        if math.isnan(value):
            return None
        raise FieldError("cell", say("must be a finite number"), value)
    if value is None or isinstance(value, str | int | float | date):
        return value
    raise FieldError(
        "cell", say("must be text, a number, true or false, or a day"), value
    )


def is_number(text: str) -> bool:
    """Say whether a cell is written as a number in plain digits."""
    return NUMBER.fullmatch(text.strip()) is not None


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    Numbers are left alone, and so is text that says one; before all else that
    starts like a formula, after blanks or with full-width signs, stands an
    apostrophe; and before such a text with an apostrophe one more, so that `typed`
    gives back what it was. What no file can hold is shown by its number.

    Examples
    --------
    >>> safe("=1+1"), safe("-3.5"), safe("plain"), safe("'=1+1")
    ("'=1+1", '-3.5', 'plain', "''=1+1")
    """
    text = visible(text)
    said = text.lstrip("'")
    like_one = said.startswith(FORMULA_STARTS) or FORMULA.match(said)
    return f"'{text}" if like_one and not is_number(said) else text


def typed(text: str) -> str:
    """Return a text as it was before `safe` had it, and as a spreadsheet shows it.

    Examples
    --------
    >>> typed("'=1+1"), typed("''=1+1"), typed("'til May"), typed("'-3.5")
    ('=1+1', "'=1+1", "'til May", "'-3.5")
    """
    bare = text[1:]
    return bare if text.startswith("'") and safe(bare) == text else text
