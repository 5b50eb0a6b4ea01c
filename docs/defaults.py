"""The defaults of fields in words: what a signature shows as a value, a page says.

A clause of a docstring that tells the default itself is left as it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sized
from enum import Enum
from typing import Any, Final

import attrs

__all__ = ["SAYS_DEFAULT", "in_words", "with_defaults"]

#: How a clause says what holds where an argument is not given, or where that stands.
SAYS_DEFAULT: Final = re.compile(
    r"unless|default|without|if not|none\b|\bno\b|otherwise|else|when not|not given"
    r"|where it is|where there is|\bas (for|in|of)\b|also|see `",
    re.IGNORECASE,
)
#: "low, high : float" begins a clause; so does "key".
CLAUSE: Final = re.compile(r"(\w+(?:, \w+)*)(?: : .*)?$")
LONGEST: Final = 40


def in_words(default: Any) -> str:
    """Return a default as a sentence that begins with "By default" ends."""
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        if default.takes_self:
            return "it follows from the other fields"
        default = default.factory()
    value = default.value if isinstance(default, Enum) else default
    if isinstance(value, bool):
        return "it is so" if value else "it is not so"
    if isinstance(value, str):
        return f"it is ``{value}``" if value else "it is empty"
    if _is_none(value):
        return "there is none"
    plain = isinstance(value, int | float | tuple) and len(repr(value)) < LONGEST
    return f"it is ``{value!r}``" if plain else "it is what comes along"


def _is_none(value: Any) -> bool:
    empty = isinstance(value, Sized) and not len(value)
    blank = isinstance(value, dict | tuple) and not any(value)
    nan = isinstance(value, float) and math.isnan(value)
    return value is None or empty or blank or nan


def with_defaults(cls: type, lines: list[str]) -> list[str]:
    """Return a docstring with the default of each field that tells none itself.

    Parameters
    ----------
    cls : type
        The class, whose fields attrs has made.
    lines : list of str
        Those of its docstring.
    """
    fields = attrs.fields_dict(cls)
    found: list[str] = []
    clause: list[str] = []
    for line in [*lines, "end"]:
        if line[:1].strip():
            found += _told(fields, clause)
            clause = []
        clause.append(line)
    return found


def _told(fields: dict[str, Any], clause: list[str]) -> list[str]:
    """Return a clause, and what it has to say yet before the blank lines at its end."""
    head = CLAUSE.match(clause[0]) if len(clause) > 1 else None
    names = [name for name in head[1].split(", ") if name in fields] if head else []
    values = [fields[name].default for name in names]
    said = dict.fromkeys(in_words(y) for y in values if y is not attrs.NOTHING)
    if not said or SAYS_DEFAULT.search(" ".join(clause[1:])):
        return clause
    last = max(at for at, line in enumerate(clause, start=1) if line.strip())
    sentence = f"    By default {', and '.join(said)}."
    return [*clause[:last], sentence, *clause[last:]]
