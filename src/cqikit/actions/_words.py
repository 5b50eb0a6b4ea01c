"""Words that say whether a step is decided, by language.

Looking at words is an option: fields say most, in every language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.core import Catalog, as_tuple, each, is_key, non_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["WORDS", "Words"]


@frozen(kw_only=True)
class Words:
    """The words of one language that strong and weak steps are told by.

    Parameters
    ----------
    name : str
        The language, such as ``en``.
    undecided : tuple of str
        What says that the action is still to be found: ``need to``.
    hedges : tuple of str
        What leaves a choice or a condition open: ``or``, ``if``.
    nobody : tuple of str
        Owners who are nobody in particular: ``someone``, ``we``.
    amounts : tuple of str
        What says how many, without a digit: ``two``, ``each``.

    Examples
    --------
    >>> english = WORDS["en"]
    >>> english.found(english.undecided, "Need to buy a new changing table")
    ('need to',)
    >>> english.found(english.hedges, "Order a door for the store")
    ()
    """

    name: str = field(validator=is_key)
    undecided: tuple[str, ...] = field(converter=as_tuple, validator=each(non_blank))
    hedges: tuple[str, ...] = field(converter=as_tuple, validator=each(non_blank))
    nobody: tuple[str, ...] = field(converter=as_tuple, validator=each(non_blank))
    amounts: tuple[str, ...] = field(converter=as_tuple, validator=each(non_blank))

    def found(self, words: Iterable[str], text: str) -> tuple[str, ...]:
        """Return which of `words` stand in `text` as words of their own."""
        low = " ".join(text.casefold().split())
        return tuple(
            one
            for one in words
            if re.search(rf"(?<!\w){re.escape(one.casefold())}(?!\w)", low)
        )


ENGLISH: Final = Words(
    name="en",
    undecided=(
        "need to",
        "needs to",
        "should",
        "figure out",
        "find out what",
        "look into",
        "think about",
        "try to",
        "hope to",
        "work on",
    ),
    hedges=(
        "or",
        "if",
        "unless",
        "maybe",
        "perhaps",
        "possibly",
        "as needed",
        "when possible",
        "as possible",
        "and so on",
        "etc",
    ),
    nobody=(
        "we",
        "someone",
        "somebody",
        "anyone",
        "everyone",
        "everybody",
        "all",
        "they",
        "tbd",
    ),
    amounts=(
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        *("ten", "eleven", "twelve", "both", "each", "every", "all", "half"),
        *("a pair of", "a dozen", "once", "twice", "weekly", "monthly", "daily"),
    ),
)

SPANISH: Final = Words(
    name="es",
    undecided=(
        "necesitamos",
        "hay que",
        "hace falta",
        "deberíamos",
        "averiguar",
        "ver qué",
        "pensar en",
        "tratar de",
        "intentar",
    ),
    hedges=(
        *("o", "u", "si", "a menos que", "quizás", "quizá", "tal vez"),
        *("si es posible", "según haga falta", "etc"),
    ),
    nobody=("nosotros", "nosotras", "alguien", "todos", "todas", "ellos", "ellas"),
    amounts=(
        *("un", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho"),
        *("nueve", "diez", "once", "doce", "ambos", "ambas", "cada", "todos"),
        *("todas", "media", "una docena"),
    ),
)

PORTUGUESE: Final = Words(
    name="pt",
    undecided=(
        *("precisamos", "é preciso", "deveríamos", "descobrir", "ver o que"),
        *("pensar em", "tentar"),
    ),
    hedges=(
        *("ou", "se", "a menos que", "talvez", "se possível", "conforme necessário"),
        "etc",
    ),
    nobody=("nós", "a gente", "alguém", "todos", "todas", "eles", "elas"),
    amounts=(
        *("um", "uma", "dois", "duas", "três", "quatro", "cinco", "seis", "sete"),
        *("oito", "nove", "dez", "onze", "doze", "ambos", "ambas", "cada"),
        *("todos", "todas", "metade", "uma dúzia"),
    ),
)

#: The languages at hand; ``WORDS.add(Words(name="fr", ...))`` has one more.
WORDS: Final[Catalog[Words]] = Catalog((ENGLISH, SPANISH, PORTUGUESE), kind="language")
