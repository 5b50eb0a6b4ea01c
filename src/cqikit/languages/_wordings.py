"""The languages that cqikit speaks, and their wordings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit.core import ENGLISH, FrozenDict, Wording, arguments, is_text, say
from cqikit.errors import MissingExtraError, UnknownNameError
from cqikit.languages._catalogs import TASK, our_catalog, own_words
from cqikit.languages._contractions import Contractions, Marks
from cqikit.languages._figures import Days, Figures, Forms, locale_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

__all__ = ["LANGUAGES", "wording"]

#: What cqikit speaks: tags, and what those who speak a language call it.
LANGUAGES: Final = FrozenDict(
    en="English",
    es="español",
    ht="kreyòl ayisyen",
    pt="português",
    zh="简体中文",
    ar="العربية",
    ru="русский",
)
#: What says that Chinese is meant in the traditional script, which ours is not.
TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})
ENGLISH_FORMS: Final = 2
#: What stands between members of a list, where that is no comma with a blank.
COMMAS: Final = {"ar": "\u060c ", "zh": "\u3001"}


@arguments(tag=is_text)
def wording(tag: str, *, catalogs: Iterable[str | PathLike[str]] = ()) -> Wording:
    """Return how a language words what cqikit says.

    A tag that says a country has our words of the language, and the numbers of the
    country: ``es-MX`` writes 1,234.5 where ``es`` writes 1.234,5.

    Parameters
    ----------
    tag : str
        A language of `LANGUAGES`, such as ``pt``, perhaps with a country or a script
        (``pt_BR``, ``zh-Hans``).
    catalogs : iterable of path
        Catalogs of gettext (.po) with words of one's own: for sentences of one's own
        checks, or instead of ours; the later over the earlier. None when not given.

    Raises
    ------
    UnknownNameError
        When cqikit does not speak the language.
    DocumentError
        When a catalog cannot be read, or does not fit the sentences.
    MissingExtraError
        Unless Babel is installed; English needs it for catalogs alone.

    Examples
    --------
    >>> from cqikit.core import say
    >>> wording("pt-BR").said(say("{share:.1f} %", share=12.5))
    '12,5 %'
    >>> wording("xx")
    Traceback (most recent call last):
    ...
    cqikit.errors.UnknownNameError: no language named 'xx'; there are ar, en, es, ...
    """
    language, country = _parsed(tag)
    made = ENGLISH if language == "en" else _ours(language, country)
    own = tuple(catalogs)
    if not own:
        return made
    ours = FrozenDict() if language == "en" else our_catalog(language).texts
    forms = ENGLISH_FORMS if language == "en" else our_catalog(language).forms
    return evolve(made, translate=FrozenDict(ours | own_words(own, forms)).get)


def _parsed(tag: str) -> tuple[str, str]:
    """Return the language and the country of a tag, "" where it says none."""
    language, *others = re.split(r"[-_.@]", tag.strip().casefold())
    if language not in LANGUAGES or (
        language == "zh" and not TRADITIONAL.isdisjoint(others)
    ):
        raise UnknownNameError(say("language"), tag, LANGUAGES)
    countries = (other.upper() for other in others if len(other) == 2 or other == "419")
    return language, next(countries, "")


@lru_cache(maxsize=64)
def _ours(language: str, country: str) -> Wording:
    try:
        locale = locale_of(language, country)
    except ImportError:
        raise MissingExtraError(TASK, "babel", "languages") from None
    catalog = our_catalog(language)
    made = Wording(
        translate=catalog.texts.get,
        form=Forms.of(catalog.rule, locale),
        figure=Figures.of(locale),
        contract=Contractions(language),
        right_to_left=locale.text_direction == "rtl",
        comma=COMMAS.get(language, ", "),
        mark=Marks(language),
        language=f"{language}-{country}" if country else language,
    )
    return evolve(made, day=Days(language, str(locale), made))
