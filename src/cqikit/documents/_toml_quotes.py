"""Curly quotes, as word processors make them, in a line of TOML.

They may stand around a text or around a key, on both sides or on one, with the comma
or the semicolon of another language behind them.
"""

from __future__ import annotations

import re
from typing import Final

from cqikit.documents._toml_values import key_text
from cqikit.documents._values import ENDS, QUOTES, quoted, reads, value_of

__all__ = ["is_curly", "straight"]

CURLY: Final = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
CLOSED: Final = re.compile(
    r"(?<=[=\[,{(])(\s*)[“„‟«‘](.*?)[”“»’](?=\s*(?:[,;\]})#]|$))"
)
DELIMITS: Final = re.compile(r"[=\[,{(]\s*[“”„‟«‘’]")
#: A key between quotes of which one, at least, is curly.
KEY: Final = re.compile(
    r"""^(\s*)(?=["']?[^"'=]*[“”„‟«»‘’]\s*[=:]|[“”„‟«»‘’])["'“”„‟«»‘’]"""
    r"""([^"'“”„‟«»‘’=]+)["'“”„‟«»‘’](?=\s*[=:])"""
)
#: A text of which one quote, at least, is curly.
HALF: Final = re.compile(
    r"""^(\s*[\w-]+\s*=\s*)["'“”„‟«‘]([^"]*)["'“”„‟»’]([\s;,]*)$"""
)
#: A pair, and what ends a statement in other languages.
ENDED: Final = re.compile(r"^(\s*[\w-]+\s*=.*[\"'])\s*[;,]+\s*$")
PAIR: Final = re.compile(r"^(\s*[\w-]+\s*=)\s*(\S(?:.*\S)?)\s*$")


def is_curly(line: str) -> bool:
    """Say whether a text or a key in a line begins or ends with a curly quote.

    Examples
    --------
    >>> [is_curly(line) for line in ("a = “b”", 'a = "b”', "“a” = 1", 'a = "“b” c"')]
    [True, True, True, False]
    """
    ends_so = HALF.match(line) and line.rstrip(ENDS)[-1] not in QUOTES
    return bool(ends_so or DELIMITS.search(line) or KEY.match(line))


def straight(line: str) -> str:
    """Return a line whose texts and key stand between curly quotes with straight ones.

    Examples
    --------
    >>> print(straight("“title” = “It’s on time”;"))
    title = "It’s on time"
    >>> print(straight("title = it"), straight("[“it"))
    title = it ["it
    """
    if not is_curly(line):
        return line
    plain = KEY.sub(lambda found: found[1] + key_text(found[2]), line)
    if not is_curly(plain):
        return plain
    made = CLOSED.sub(lambda found: found[1] + quoted(found[2]), plain)
    half = HALF.match(made)
    if made == plain and half is not None:
        made = f"{half[1]}{quoted(half[2])}{half[3]}"
    ended = ENDED.match(made)
    if ended is not None and reads(ended[1].strip()):
        # What ends a statement elsewhere goes with the quotes.
        made = ended[1]
    return _closed(plain.translate(CURLY)) if made == plain else made


def _closed(line: str) -> str:
    """Return a line with one quote too few, or too many, as it was meant."""
    pair = PAIR.match(line)
    if pair is None or reads(line.strip()):
        return line
    value = value_of("", pair[2])
    return line if value is None else f"{pair[1]} {value.plain}"
