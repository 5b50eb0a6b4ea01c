"""Answers that a caller keeps: by what was asked, as texts, in a mapping of theirs.

What an answer hangs on is written out: rules, kinds and centres by their class and
fields, functions of this library by their names, and the versions of the library and of
NumPy, whose draws may change. A digest of that is the key, so that an answer is found
again by another run and by none that asks something else. What no text tells, such as
a rule of somebody's own, has no key, and is worked out each time.
"""

from __future__ import annotations

import json
from hashlib import sha256
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from attrs import fields, has

from cqikit import __version__
from cqikit.core import has as has_members
from cqikit.core import optional, say

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["A_STORE", "Store", "stored"]

#: A form of keys and texts; others are not understood.
FORM: Final = 1
OURS: Final = "cqikit."


class Store(Protocol):
    """A mapping of texts to texts: a dict, or `files.TextStore`."""

    def get(self, key: str, /) -> str | None:
        """Return the text of a key, None where there is none."""
        ...

    def __setitem__(self, key: str, text: str, /) -> None:
        """Keep a text."""
        ...


A_STORE: Final = optional(
    has_members(
        "get",
        "__setitem__",
        what=say("a mapping of texts to texts"),
        fix=say("such as {example}", example='files.TextStore("chances.jsonl")'),
    )
)


def stored(
    store: Store | None,
    asked: tuple[Any, ...],
    answer: Callable[[], Any],
    form: tuple[Callable[[Any], Any], Callable[[Any], Any]],
) -> Any:
    """Return an answer from a store, or work it out and keep it there.

    Parameters
    ----------
    store : Store or None
        Nothing is kept where there is none.
    asked : tuple
        All that the answer hangs on, its verb first.
    answer : function
        Works it out.
    form : two functions
        From an answer to what JSON knows, and back.
    """
    key = None if store is None else _key(asked)
    if store is None or key is None:
        return answer()
    there, back = form
    text = store.get(key)
    if text is not None:
        try:
            return back(json.loads(text))
        except (ValueError, TypeError, KeyError, RecursionError):
            # Not what was put there: as good as not there.
            pass
    found = answer()
    store[key] = json.dumps(there(found))
    return found


def _key(asked: tuple[Any, ...]) -> str | None:
    """Return the key of what is asked, None where no text tells all of it."""
    try:
        told = _told((FORM, __version__, np.__version__, *asked))
    except TypeError:
        return None
    return sha256(json.dumps(told).encode()).hexdigest()


def _told(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, str):
        return f"'{value}"
    if isinstance(value, (tuple, list)):
        return [_told(member) for member in value]
    kind: Any = type(value)
    named = kind if has(kind) else value
    home = f"{named.__module__}:{named.__qualname__}"
    if not home.startswith(OURS) or "<" in home:
        raise TypeError(home)
    if named is value:
        return [home]
    each = [field.name for field in fields(kind) if field.init]
    return [home, *([name, _told(getattr(value, name))] for name in each)]
