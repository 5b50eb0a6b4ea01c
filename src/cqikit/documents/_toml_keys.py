"""Keys of a TOML text with more parts than any document needs.

For each part of a dotted key, Python's reader goes through all parts before it, so that
a line of some kilobytes holds it up for minutes. Keys stand outside of texts and
comments, which are taken out first, in one pass: dots in them are no parts of a key.
"""

from __future__ import annotations

import re
from typing import Final

from cqikit.files import BOUNDS

__all__ = ["MOST_PARTS", "has_long_key"]

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


def has_long_key(lines: list[str]) -> bool:
    """Say whether a key in the lines of a TOML text has more than `MOST_PARTS` parts.

    Examples
    --------
    >>> has_long_key(['title = "' + "Ask. " * 50 + '"  # ' + "so. " * 50])
    False
    >>> has_long_key(['"a b".' * 50 + "c = 1"])
    True
    """
    dotted = any(line.count(".") >= MOST_PARTS for line in lines)
    return dotted and LONG.search(TEXTS.sub(_plain, "\n".join(lines))) is not None


def _plain(found: re.Match[str]) -> str:
    """Return nothing for a comment, and for a text, which may be a key, a letter."""
    return "" if found[0].startswith("#") else "s"
