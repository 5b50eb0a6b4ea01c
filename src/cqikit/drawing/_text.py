"""What people typed, made fit for a picture: one line, drawable, of known width."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from cqikit.core import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "USUAL",
    "fitted",
    "fitted_rows",
    "line_of",
    "points_wide",
    "shortened",
    "wrapped",
]

#: XML has no way to write these characters at all, not even escaped.
UNWRITABLE: Final = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
#: Width of a usual character, in parts of the size of the font; and that of
#: others, in usual ones (of DejaVu Sans, which is wider than most).
USUAL: Final = 0.61
WIDTHS: Final = {"iljI|'": 0.5, " .,:;!()[]-ft/r": 0.65, "w": 1.35, "mMW@%\u2026": 1.6}


def line_of(text: str) -> str:
    r"""Return a text on one line, with U+FFFD for what no SVG can hold.

    Examples
    --------
    >>> line_of("two\nlines\x00") == "two lines\ufffd"
    True
    """
    # First the characters: `split` takes some of them for space.
    return " ".join(visible(UNWRITABLE.sub("\ufffd", text)).split())


def _wide(text: str) -> float:
    """Return how wide a character is, in usual ones."""
    if unicodedata.combining(text):
        return 0.0
    if unicodedata.east_asian_width(text) in "WF":
        return 1.7
    for signs, width in WIDTHS.items():
        if text in signs:
            return width
    return 1.15 if text.isupper() else 1.04


def _widths(text: str) -> list[float]:
    return [_wide(sign) for sign in text]


def points_wide(texts: Iterable[str], size: float) -> float:
    """Return about how wide the widest of some texts is, in points."""
    return max((sum(_widths(text)) for text in texts), default=0) * USUAL * size


def fitted(text: str, room: float, size: float) -> str:
    """Return one line that fits in so many points, "…" where it was cut."""
    return shortened(text, room / (USUAL * size) + 0.01)


def fitted_rows(text: str, room: float, size: float, rows: int) -> tuple[str, ...]:
    """Return at most so many lines that fit in so many points each; none of no text."""
    return wrapped(text, room / (USUAL * size) + 0.01, rows) if text else ()


def shortened(text: str, most: float) -> str:
    """Return one line as wide as `most` usual characters, "…" where it was cut.

    Examples
    --------
    >>> shortened("a long title", 8)
    'a long…'
    """
    line = line_of(text)
    widths = _widths(line)
    if sum(widths) <= most:
        return line
    return f"{line[: _fitting(widths, most - 1.6)].rstrip()}\u2026"


def _fitting(widths: list[float], most: float) -> int:
    """Return how many characters fit, at least one."""
    return max(1, sum(reached <= most for reached in accumulate(widths)))


def wrapped(text: str, most: float, lines: int) -> tuple[str, ...]:
    """Return a text on at most so many lines, each as wide as `most` usual characters.

    Words longer than a line are broken.

    Examples
    --------
    >>> wrapped("Families know when to come", 12, 2)
    ('Families', 'know when…')
    """
    made = [""]
    for word in line_of(text).split():
        rest = word
        # What comes after the lines is not measured: a title may have any length.
        while rest and len(made) <= lines:
            end = _fitting(_widths(rest), most)
            piece, rest = rest[:end], rest[end:]
            joined = f"{made[-1]} {piece}".strip()
            if sum(_widths(joined)) <= most:
                made[-1] = joined
            else:
                made.append(piece)
    if len(made) > lines:
        made[lines - 1 :] = [shortened(f"{made[lines - 1]}\u2026", most)]
    return tuple(made)
