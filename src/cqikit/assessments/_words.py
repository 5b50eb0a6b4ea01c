"""Words per language: of items, levels, domains and frameworks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from attrs import field

from cqikit.core import FrozenOf, non_blank, say
from cqikit.errors import FieldError, FieldTypeError

__all__ = ["by_language", "is_language"]

#: As BCP 47 has them: a language, then script, region and such.
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


def is_language(_: object, attribute: Any, value: Any) -> None:
    """Check that a value is the code of a language, such as ``es`` or ``pt-BR``."""
    if not isinstance(value, str):
        raise FieldTypeError(attribute.name, say("must be text"), value)
    if not LANGUAGE.fullmatch(value):
        must = say("must be the code of a language, such as es or pt-BR")
        raise FieldError(attribute.name, must, value)


def are_words(_: object, attribute: Any, value: Any) -> None:
    """Check that a value is a table of words by language."""
    if not isinstance(value, dict):
        must = say("must be a table from languages to words")
        fix = say('write {attribute} = { es = "..." }', attribute=attribute.name)
        raise FieldTypeError(attribute.name, must, value, fix)
    for language, said in value.items():
        is_language(_, attribute, language)
        non_blank(_, attribute.evolve(name=f"{attribute.name}.{language}"), said)


def by_language() -> Any:
    """Make the field of words in further languages, by their codes; none by default."""
    return field(
        factory=dict,
        converter=FrozenOf[Mapping[str, str]],
        validator=are_words,
        hash=False,
    )
