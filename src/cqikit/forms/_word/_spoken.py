"""Days and numbers as the language of a form writes them, made plain.

A day is read by what writes it: of the few days and periods that its numbers can be,
the one that the language writes so. So what cqikit writes in a language is read in it,
without tables of months here. Numbers are in any decimal digits of Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from typing import TYPE_CHECKING, Final

from cqikit.core import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Wording

__all__ = ["spoken", "western"]

#: More than this is no day.
LONGEST: Final = 60
YEARS: Final = re.compile(r"(?<!\d)[12]\d{3}(?!\d)", re.ASCII)
DAYS: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)
#: What some languages write after a year and people leave out, as in 2026 г.
AFTER: Final = re.compile(r"(?<=\d) \D{1,2}$", re.ASCII)
#: Arabic signs before decimals and between thousands, and a minus.
SIGNS: Final = str.maketrans({"\u066b": ".", "\u066c": None, "\u2212": "-"})
#: Thousands with blanks between them, which can be nothing else.
SPACED: Final = re.compile(r"[+-]?[1-9]\d{0,2}(?: \d{3}){1,8}(?! ?\d)", re.ASCII)


def western(text: str) -> str:
    """Return a text in digits 0 to 9, without blanks between thousands.

    Examples
    --------
    >>> western("\u0664\u066b\u0662"), western("1 234,5"), western("12 345 678 items")
    ('4.2', '1234,5', '12345678 items')
    """
    plain = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in text.translate(SIGNS)
        if unicodedata.category(sign) != "Cf"
    )
    found = SPACED.match(plain)
    return plain if found is None else found[0].replace(" ", "") + plain[found.end() :]


def spoken(text: str, wording: Wording) -> str:
    """Return a day or a period that a language writes so as `parse_period` has it.

    Any other text is as it was, but for its digits.
    """
    plain = western(text)
    if len(plain) > LONGEST or not any(sign.isalpha() for sign in plain):
        return plain
    wanted = _folded(plain)
    every = _candidates(plain)
    same = (it for it in every if _folded(wording.day(parse_period(it))) == wanted)
    return next(same, plain)


def _candidates(text: str) -> Iterator[str]:
    """Yield the days and periods that the numbers of a text can be."""
    for year in YEARS.findall(text)[:1]:
        days = [int(day) for day in DAYS.findall(text)[:2]]
        for month in range(1, 13):
            last = monthrange(int(year), month)[1]
            yield from (f"{year}-{month:02}-{it:02}" for it in days if 0 < it <= last)
            yield f"{year}-{month:02}"
        yield from (f"{year}-Q{quarter}" for quarter in range(1, 5))


def _folded(text: str) -> str:
    """Return a text without accents, capitals, and what may be left out at its end."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(it for it in parts if unicodedata.category(it) not in ("Mn", "Cf"))
    return AFTER.sub("", " ".join(plain.split()).rstrip("."))
