"""Python's reader of TOML, with keys of a bounded number of parts.

For each part of a dotted key, the reader goes through all parts before it, so that a
line of some kilobytes holds it up for minutes. Keys stand outside of texts and
comments, which are taken out first, in one pass: dots in them are no parts of a key.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

from cqikit.files import BOUNDS

__all__ = ["MOST_PARTS", "LongKeyError", "tree_of"]

MOST_PARTS: Final = BOUNDS.key_parts
#: Texts and comments; one that is not closed ends where the reader stops, too.
TEXTS: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'{1,2}(?!'))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
LONG: Final = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}")


class LongKeyError(Exception):
    """A key has more parts than any document needs."""


def tree_of(lines: list[str]) -> dict[str, Any]:
    """Return what the lines of a TOML text say.

    Raises
    ------
    LongKeyError
        When a key has more than `MOST_PARTS` parts.
    tomllib.TOMLDecodeError, ValueError, RecursionError
        As Python's reader raises them.

    Examples
    --------
    >>> tree_of(["a.b = 1"])
    {'a': {'b': 1}}
    >>> tree_of(['title = "' + "Ask. " * 50 + '"'])["title"].count(".")
    50
    >>> tree_of(['"a b".' * 50 + "c = 1"])
    Traceback (most recent call last):
    ...
    cqikit.documents._toml_keys.LongKeyError
    """
    text = "\n".join(lines)
    dotted = any(line.count(".") >= MOST_PARTS for line in lines)
    if dotted and LONG.search(TEXTS.sub(_plain, text)):
        raise LongKeyError
    return tomllib.loads(text)


def _plain(found: re.Match[str]) -> str:
    """Return nothing for a comment, and for a text, which may be a key, a letter."""
    return "" if found[0].startswith("#") else "s"
