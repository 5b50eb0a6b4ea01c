"""What a language makes of what meets: of *de el*, which is *del*, and of signs.

A template cannot know whether a part begins with an article, so that what meets is
contracted once the part is in its place. Articles with a capital stay, as in
*de El Salvador*.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

__all__ = ["Contractions", "Marks"]

ARTICLES: Final = ("o", "a", "os", "as")
#: What a preposition makes with an article, or with itself, by the two: *datos de* and
#: *de mayo a junio* meet, too.
MADE: Final[dict[str, dict[tuple[str, str], str]]] = {
    "es": {("de", "el"): "del", ("a", "el"): "al", ("de", "de"): "de"},
    "pt": {
        **{("de", article): f"d{article}" for article in ARTICLES},
        **{("em", article): f"n{article}" for article in ARTICLES},
        **{("por", article): f"pel{article}" for article in ARTICLES},
        ("de", "de"): "de",
        ("a", "o"): "ao",
        ("a", "a"): "à",
        ("a", "os"): "aos",
        ("a", "as"): "às",
    },
}


@frozen
class Contractions:
    """What a language makes of prepositions and articles that meet.

    Examples
    --------
    >>> Contractions("es")("De el día a el mes, y a El Salvador")
    'Del día al mes, y a El Salvador'
    >>> Contractions("pt")("a mediana de o ano, em a fase")
    'a mediana do ano, na fase'
    """

    language: str

    def __call__(self, text: str) -> str:
        for (word, article), made in MADE.get(self.language, {}).items():
            for begin, end in ((word, made), (word.capitalize(), made.capitalize())):
                text = re.sub(rf"\b{begin} {article}\b", end, text)
        return text


#: The signs between words, where they are not those of English.
SIGNS: Final[dict[str, dict[str, str]]] = {
    "ar": {", ": "\u060c ", "; ": "\u061b "},
    "zh": {", ": "\uff0c", "; ": "\uff1b", ": ": "\uff1a"},
}


@frozen
class Marks:
    """What a language has for the signs of English, in a text without words.

    Examples
    --------
    >>> Marks("zh")("; "), Marks("es")("; ")
    ('\uff1b', '; ')
    """

    language: str

    def __call__(self, text: str) -> str:
        for sign, ours in SIGNS.get(self.language, {}).items():
            text = text.replace(sign, ours)
        # A point within is one of a number.
        ends = self.language == "zh" and text.endswith(".")
        return f"{text[:-1]}\u3002" if ends else text
