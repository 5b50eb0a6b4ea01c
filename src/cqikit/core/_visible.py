"""Signs that nobody sees, and that disturb what stands around them, shown by number."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["visible"]

#: What no text shows: control characters but for tabs and ends of lines, halves of
#: surrogate pairs, and what Unicode says is no character; and marks that turn the
#: writing direction of what follows.
HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
#: Marks that keep a part to itself, each of which needs its end.
ISOLATES: Final = re.compile("[\u2066-\u2069]")
END_ISOLATE: Final = "\u2069"


def visible(text: str) -> str:
    r"""Return a text in which what would hide, turn or end what follows is shown.

    An isolate that has its end disturbs nothing, and stays.

    Examples
    --------
    >>> visible("three\u202e\x1b[2J falls"), visible("\u2066left\u2069") == "left"
    ('three<U+202E><U+001B>[2J falls', False)
    >>> visible("\u2068open"), visible("two\nlines")
    ('<U+2068>open', 'two\nlines')
    """
    if text.isprintable():
        return text
    shown = HIDDEN.sub(_number, text)
    return shown if _is_closed(shown) else ISOLATES.sub(_number, shown)


def _number(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


def _is_closed(text: str) -> bool:
    """Say whether each isolate of a text has its end, in its own line."""
    for line in text.splitlines():
        depth = 0
        for found in ISOLATES.finditer(line):
            depth += -1 if found[0] == END_ISOLATE else 1
            if depth < 0:
                return False
        if depth:
            return False
    return True
