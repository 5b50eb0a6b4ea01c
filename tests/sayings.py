"""What of a text is a sentence that any language can say, and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from cqikit.core import Sentence, Wording
from tests.templates import has_words, templates

LETTER = re.compile(r"[^\W\d_]")
#: A language in which whatever was translated stands in brackets.
PSEUDO = Wording(translate=lambda template: f"⟦{template}⟧")


def unworded(text: Any, own: Iterable[str] = ()) -> list[str]:
    """Return what no language could word of a text; `own` are the user's texts."""
    users = set(own)
    return [word for word in _unworded(text) if word not in users]


def unknown(text: Any) -> Iterator[str]:
    """Yield the templates of a sentence, and of its parts, that no catalog knows."""
    if isinstance(text, Sentence):
        if is_unknown(text.template):
            yield text.template
        text = tuple(text.parts.values())
    if isinstance(text, tuple | list):
        for part in text:
            yield from unknown(part)


def is_unknown(template: str) -> bool:
    """Say whether a template has words, and is not found in the source."""
    return has_words(template) and template not in templates()


def _unworded(text: Any) -> Iterator[str]:
    if isinstance(text, Sentence):
        if is_unknown(text.template):
            yield text.template
        for part in text.parts.values():
            yield from _unworded(part)
    elif isinstance(text, tuple | list):
        for part in text:
            yield from _unworded(part)
    elif isinstance(text, str) and LETTER.search(text):
        yield text


def in_brackets(text: str) -> bool:
    """Say whether all letters of what a pseudo-language says stand in brackets."""
    depth = 0
    for sign in PSEUDO.said(text):
        depth += {"⟦": 1, "⟧": -1}.get(sign, 0)
        if not depth and LETTER.match(sign):
            return False
    return True
