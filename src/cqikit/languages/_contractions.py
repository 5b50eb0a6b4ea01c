"""Words that become one where they meet: *de el* is *del* in Spanish.

A template cannot know whether a part begins with an article, so that what meets is
contracted once the part is in its place. Articles with a capital stay, as in
*de El Salvador*.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

__all__ = ["Contractions"]

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
