"""Who owns a step: a role, nobody in particular, a group, or somebody outside."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cqikit.actions._words import whole
from cqikit.core import Choice

if TYPE_CHECKING:
    from cqikit.actions._words import Words

__all__ = ["Owner", "is_person", "kind_of_owner"]

PARTS: Final = re.compile(r"[,/&;]")
TOKEN: Final = re.compile(r"[\w'’.-]+")


class Owner(Choice):
    """What an owner is; the first is the one that can be asked."""

    ROLE = "role"
    GROUP = "group"
    OUTSIDE = "outside"
    NOBODY = "nobody"


@lru_cache(maxsize=1024)
def kind_of_owner(who: str, words: Words) -> Owner:
    """Return what an owner is; where several are named, the best of them.

    Examples
    --------
    >>> from cqikit.actions import WORDS
    >>> for who in ("Maria and the director", "all staff", "each teaching team"):
    ...     print(kind_of_owner(who, WORDS["en"]).value)
    role
    group
    role
    """
    if _is_listed(who, words.nobody):
        return Owner.NOBODY
    joined = whole(tuple(join for join in words.joins if join.isalpha()))
    parts = [
        word for part in joined.split(who) for word in PARTS.split(part) if word.strip()
    ]
    kinds = {_kind(part.strip(), words) for part in parts} or {Owner.NOBODY}
    return next(owner for owner in Owner if owner in kinds)


def is_person(who: str, words: Words) -> bool:
    """Say whether a subject can be an owner at all: a rug cannot.

    What begins with a capital, or has a digit, is taken for a name.
    """
    low = _bare(who, words)
    if not low or _is_listed(who, words.nobody):
        return True
    head = _head(low, words)
    known = (*words.roles, *words.groups, *words.outsiders)
    if not words.roles or head in known or _begins(low, words.each):
        return True
    ends = tuple(words.role_ends)
    if len(head) > 4 and head.endswith((*ends, *(f"{end}s" for end in ends))):
        return True
    named = [word for word in TOKEN.findall(who)[1:] if word[:1].isupper()]
    first = TOKEN.findall(who)[0]
    alone = first[:1].isupper() and first.casefold() == low
    return bool(named) or alone or _begins(low, words.honorifics)


def _is_listed(who: str, names: tuple[str, ...]) -> bool:
    return who.casefold().strip(" .?!()") in {"", *names}


def _begins(low: str, starts: tuple[str, ...]) -> bool:
    return any(low.startswith(f"{start} ") for start in starts)


def _bare(who: str, words: Words) -> str:
    """Return a name in lower case, without its article."""
    low = " ".join(who.casefold().split()).strip(" .,;:")
    for article in words.articles:
        if low.startswith(f"{article} "):
            return low.removeprefix(f"{article} ")
    return low


def _head(low: str, words: Words) -> str:
    """Return the noun that a name turns on: the director of the infant program."""
    before = whole(words.prepositions).split(low)[0].strip()
    tokens = TOKEN.findall(before)
    while len(tokens) > 1 and (tokens[-1].isdigit() or len(tokens[-1]) == 1):
        tokens.pop()
    return tokens[-1] if tokens else low


def _kind(part: str, words: Words) -> Owner:
    if _is_listed(part, words.nobody):
        return Owner.NOBODY
    low = _bare(part, words)
    head = _head(low, words)
    outside = any(
        low == outsider or low.endswith(f" {outsider}") for outsider in words.outsiders
    )
    if outside or head in words.outsiders:
        return Owner.OUTSIDE
    if _begins(low, words.each):
        return Owner.ROLE
    if head not in words.groups:
        return Owner.ROLE
    # "All" makes a group of any of them; else one word may say which group it is.
    rest = [word for word in TOKEN.findall(low) if word not in words.generic]
    every = _begins(part.casefold(), words.everyone)
    return Owner.GROUP if every or rest in ([head], []) else Owner.ROLE
