"""Text that people typed, made safe for outlines, Mermaid and DOT."""

from __future__ import annotations

import unicodedata
from typing import Final

from cqikit.core import kept_apart

__all__ = ["for_dot", "for_mermaid", "one_line"]

#: Marks that would turn the writing direction of what stands behind them.
TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Everything else that is ASCII and no letter or digit is written as a number.
PLAIN_IN_MERMAID: Final = frozenset(" .,-()+'/")


def one_line(text: str) -> str:
    r"""Return `text` on one line, unable to disturb what stands around it.

    Line breaks become spaces. Control characters, and marks that turn the
    writing direction, are shown by their number; text that is written from
    right to left is kept to itself by a pair of isolates.

    Examples
    --------
    >>> one_line("two\nlines")
    'two lines'
    >>> one_line("a\u202eb")
    'a<U+202E>b'
    >>> one_line("\u05d0") == "\u2068\u05d0\u2069"
    True
    """
    return kept_apart("".join(_seen(sign) for sign in " ".join(text.split())))


def _seen(sign: str) -> str:
    hidden = sign in TURNS or unicodedata.category(sign) in {"Cc", "Cs"}
    return f"<U+{ord(sign):04X}>" if hidden else sign


def for_mermaid(text: str) -> str:
    """Return `text` for between the quotes of a Mermaid label.

    Examples
    --------
    >>> for_mermaid('say "no" <b>')
    'say #34;no#34; #60;b#62;'
    """
    return "".join(_for_mermaid(sign) for sign in one_line(text))


def _for_mermaid(sign: str) -> str:
    if not sign.isascii() or sign.isalnum() or sign in PLAIN_IN_MERMAID:
        return sign
    return f"#{ord(sign)};"


def for_dot(text: str) -> str:
    r"""Return `text` for between the quotes of a DOT string.

    Examples
    --------
    >>> print(for_dot('say "no" & C:\\new'))
    say \"no\" &amp; C:\\new
    """
    # Graphviz reads entities in labels, and turns \N into the name of the node.
    line = one_line(text).replace("&", "&amp;").replace("\\", "\\\\")
    return line.replace('"', '\\"')
