"""Values as TOML has them on one line, in a document and in what is said of one."""

from __future__ import annotations

import json
import re
from datetime import date, time
from typing import Any, Final

from attrs import frozen

from cqikit.core import arguments, say
from cqikit.errors import FieldError

__all__ = ["Standing", "inline", "key_text", "toml_text"]

BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
#: TOML has no escape of JSON but this sign, which both may leave as it is.
DELETE: Final = "\x7f"


@frozen(repr=False)
class Standing:
    """A value as it stands in a document, for an error that shows what it got."""

    value: Any

    def __repr__(self) -> str:
        if not isinstance(self.value, bool | date | time | dict | list):
            return repr(self.value)
        try:
            return inline(self.value)
        except (FieldError, RecursionError, TypeError):
            # It has what TOML cannot say, such as a null of JSON.
            return repr(self.value)


def inline(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        members = [
            f"{key_text(key)} = {inline(member)}" for key, member in value.items()
        ]
        return f"{{ {', '.join(members)} }}" if members else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, str):
        return toml_text(value)
    if value is None:
        raise FieldError("value", say("must be something, as TOML has no null"), None)
    if isinstance(value, date | time):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, bool) else repr(value)


@arguments()
def toml_text(text: str) -> str:
    r"""Return a text as TOML writes it, on one line and in quotes.

    Examples
    --------
    >>> print(toml_text('Visits "on time"'))
    "Visits \"on time\""
    """
    # A string of JSON is one of TOML, except for one sign and pairs of surrogates.
    return json.dumps(text, ensure_ascii=False).replace(DELETE, "\\u007f")


def key_text(key: str) -> str:
    """Return a key as TOML writes it."""
    return key if BARE.fullmatch(key) else toml_text(key)
