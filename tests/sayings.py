"""What of a text is a sentence that any language can say, and what is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import cqikit
from cqikit.core import Sentence, Wording

SOURCE = Path(cqikit.__file__).parent
#: A place in a template, and the forms of a noun in it.
PLACE = re.compile(r"\{\w+(?:!r|\^)?(?:/[^{}]+|:(?P<forms>[^{}]*))?\}")
LETTER = re.compile(r"[^\W\d_]")
#: A language in which whatever was translated stands in brackets.
PSEUDO = Wording(translate=lambda template: f"⟦{template}⟧")


@cache
def templates() -> frozenset[str]:
    """Return every template that stands in the source, where it can be found."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="say"), args=[ast.Constant(value=str(text))]
                ):
                    found.add(text)
                case _:
                    pass
    return frozenset(found)


def words_of(template: str) -> str:
    """Return what of a template is words: no names of its parts."""
    return PLACE.sub(lambda place: place["forms"] or "", template)


def unworded(text: Any, own: Iterable[str] = ()) -> list[str]:
    """Return what no language could word of a text; `own` are the user's texts."""
    users = set(own)
    return [word for word in _unworded(text) if word not in users]


def _unworded(text: Any) -> Iterator[str]:
    if isinstance(text, Sentence):
        if LETTER.search(words_of(text.template)) and text.template not in templates():
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
