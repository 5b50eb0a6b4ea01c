"""The languages at hand, and which of them a text is in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit.actions._english import ENGLISH
from cqikit.actions._spanish import PORTUGUESE, SPANISH
from cqikit.core import Catalog, say

if TYPE_CHECKING:
    from cqikit.actions._words import Words

__all__ = ["WORDS", "language_of", "words_for"]

#: The languages at hand; ``WORDS.add(Words(name="fr", ...))`` has one more.
WORDS: Final[Catalog[Words]] = Catalog(
    (ENGLISH, SPANISH, PORTUGUESE), kind=say("language")
)


#: Where English writes the month first; in Canada, both ways are usual.
MONTH_FIRST: Final = frozenset({"us", "ph", "ca"})


@lru_cache(maxsize=1024)
def language_of(text: str) -> str:
    """Return the language whose commonest words stand in `text` most, else English.

    Examples
    --------
    >>> language_of("La directora comprará dos mesas"), language_of("Buy two tables")
    ('es', 'en')
    """
    counts = {
        words.name: len(words.found(words.common, text))
        for words in WORDS
        if words.common
    }
    most = max(counts.values())
    return next(name for name, count in counts.items() if count == most)


def words_for(language: str, text: str = "") -> Words | None:
    """Return the words of a language, of that of `text` where none is said.

    Those of a country are those of its language, unless it has its own; where English
    is written with the day first, 3/4 is the third of April. None where there are no
    words of it: what is written in it cannot be judged.
    """
    tag = language or language_of(text)
    return WORDS.get(tag) or _of_country(tag)


@lru_cache(maxsize=64)
def _of_country(tag: str) -> Words | None:
    """Return the words of the language of a tag such as ``en-GB``."""
    name, *others = re.split("[-_]", tag.casefold())
    words = WORDS.get(name)
    country = next((part for part in others if len(part) == 2), "")
    if words is None or not country or name != ENGLISH.name or country in MONTH_FIRST:
        return words
    return evolve(words, dates=evolve(words.dates, month_first=False))
