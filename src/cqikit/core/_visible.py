"""Signs that nobody sees, and that disturb what stands around them, shown by number."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import bidirectional

from cqikit.errors import DISTURBING, numbered

__all__ = ["apart", "kept_apart", "visible"]

#: Signs that disturb what follows also where they have an end.
ALWAYS: Final = re.compile(DISTURBING.pattern.replace("\u2066-\u2069", ""))
#: Marks that keep a part to itself, each of which needs its end.
ISOLATES: Final = re.compile("[\u2066-\u2069]")
BEGIN_ISOLATE: Final = "\u2068"
END_ISOLATE: Final = "\u2069"
#: Unicode's classes of letters and numbers that are written from right to left.
RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})


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
    shown = numbered(text, ALWAYS)
    shown = shown if _is_closed(shown) else numbered(shown, ISOLATES)
    # A sentence without such signs stays one.
    return text if shown == text else shown


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


def kept_apart(text: str) -> str:
    """Return a text that cannot turn what stands beside it.

    What has letters that are written from right to left becomes an isolate, else the
    eye may read a day that follows as another.

    Examples
    --------
    >>> kept_apart("\u05d0") == "\u2068\u05d0\u2069", kept_apart("Aspen")
    (True, 'Aspen')
    """
    if text.isascii() or RIGHT_TO_LEFT.isdisjoint(map(bidirectional, text)):
        return text
    return apart(text)


def apart(text: str) -> str:
    """Return a text as one isolate; as it stands where it is one."""
    if text.startswith(BEGIN_ISOLATE) and text.find(END_ISOLATE) == len(text) - 1:
        return text
    return f"{BEGIN_ISOLATE}{text}{END_ISOLATE}"
