"""A number as people write it, and as a document has it.

Which sign is which follows from the text: what parts groups of three digits stands
between thousands, and any other comma is a decimal one. One comma with three digits
behind it may be either, and then both numbers are returned.
"""

from __future__ import annotations

import re
from typing import Final

from cqikit.core import say

__all__ = ["has_decimal_comma", "number_fix", "numbers_of"]

#: More than this is no number that anybody writes.
LONGEST: Final = 40
#: A currency, the digits with their signs, and a unit.
WRITTEN: Final = re.compile(
    r"[$€£]?\s*([-+\u2212]?)\s*[$€£]?\s*(\d*[.,]?\d[\d.,'\u2019\s]*?)"
    r"\s*(?:[%$€£]|[^\W\d_]\w*)?"
)
BLANKS: Final = re.compile("[\\s\u00a0\u202f]+")
#: Groups of three digits; a point with one group behind it is a decimal point.
GROUPED: Final = re.compile(
    r"(?!\d+\.\d+$)([1-9]\d{0,2}([ ,.'\u2019])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d*))?",
    re.ASCII,
)
#: As India writes them: 1,50,000.
LAKHS: Final = re.compile(r"([1-9]\d?(?:,\d\d)+,\d{3})(?:\.(\d*))?", re.ASCII)
DECIMAL: Final = re.compile(r"(\d*)(?:[.,](\d*))?", re.ASCII)
BETWEEN: Final = re.compile(r"\D")


def numbers_of(text: str) -> list[str]:
    """Return the numbers that a text may be, as a document has them.

    Where there are two, the comma stands between thousands in the first.

    Examples
    --------
    >>> for text in ("20,4", "1 500", "1,500", ".5", "05", "$1,234.50", "15 %", "2 3"):
    ...     print(numbers_of(text))
    ['20.4']
    ['1500']
    ['1500', '1.500']
    ['0.5']
    ['5']
    ['1234.50']
    ['15']
    []
    """
    found = WRITTEN.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return []
    sign = "" if found[1] in ("", "+") else "-"
    body = BLANKS.sub(" ", found[2])
    ways: list[str] = []
    grouped = GROUPED.fullmatch(body) or LAKHS.fullmatch(body)
    if grouped is not None:
        ways.append(_plain(sign, BETWEEN.sub("", grouped[1]), grouped.groups()[-1]))
    decimal = DECIMAL.fullmatch(body)
    if decimal is not None:
        ways.append(_plain(sign, decimal[1], decimal[2]))
    return ways


def has_decimal_comma(text: str) -> bool:
    """Say whether the last sign in a number is a comma, and can only be a decimal one.

    Examples
    --------
    >>> [has_decimal_comma(text) for text in ("20,4", "1.234,5", "1,500", "1,234,567")]
    [True, True, False, False]
    """
    [number, *others] = numbers_of(text)
    return not others and "." in number and text.rfind(",") > text.rfind(".")


def number_fix(text: str, name: str) -> str:
    """Return what to write for a number of which the comma may be either, else "".

    Examples
    --------
    >>> number_fix("1,500", "scale")
    'write scale = 1500 (comma between thousands) or scale = 1.500 (decimal comma)'
    """
    numbers = numbers_of(text)
    if len(numbers) == 1:
        return ""
    whole, parted = (f"{name} = {number}" for number in numbers)
    ways = (
        say("{number} (comma between thousands)", number=whole),
        say("{number} (decimal comma)", number=parted),
    )
    return say("write {ways/ or }", ways=ways)


def _plain(sign: str, digits: str, part: str | None) -> str:
    return f"{sign}{digits.lstrip('0') or '0'}" + (f".{part}" if part else "")
