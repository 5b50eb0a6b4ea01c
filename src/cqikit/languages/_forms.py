"""Whether a translation fits its template: the same parts, and enough forms."""

from __future__ import annotations

from collections import Counter
from typing import Final, TypeAlias, TypeGuard

from cqikit.core import arguments, places

__all__ = ["faults_of"]

#: What follows a colon where a number says its digits, as in ``{share:.0f}``.
DIGITS: Final = frozenset("+,.0123456789dfg")
#: Marks with which a Chinese sentence goes on.
WIDE: Final = ("（", "，", "；", "：")
BRACES: Final = "{}"
Places: TypeAlias = tuple[tuple[str, str | None, str | None, str | None], ...]


@arguments()
def faults_of(template: str, text: str, forms: int) -> tuple[str, ...]:
    """Return what is wrong with a translation of a template, in words.

    Parts may stand in any order and more than once, and any number may choose between
    forms, as many as the language has. A part in quotes stays in quotes, digits stay
    as they are.

    Parameters
    ----------
    template, text : str
        In English and in the language.
    forms : int
        How many forms the language has for a noun beside a number.

    Examples
    --------
    >>> faults_of("{count:# step|# steps} left", "quedan {count:# pasos}", 2)
    ('{count:# pasos} must have as many forms as the language, 2',)
    >>> faults_of("{key!r} is late", "{kay} llega tarde", 2)
    ('{key} is missing', '{kay} is no part of it')
    """
    wanted, given = places(template), places(text)
    ours, theirs = ({name for name, *_ in found} for found in (wanted, given))
    faults = [f"{{{name}}} is missing" for name in sorted(ours - theirs)]
    faults += [f"{{{part}}} is no part of it" for part in sorted(theirs - ours)]
    same = _manners(wanted) ^ _manners(given)
    faults += [
        f"{{{name}{manner}}} must stand as in English"
        for name, manner in sorted(same)
        if name in ours & theirs
    ]
    faults += [
        f"{{{name}:{said}}} must have as many forms as the language, {forms}"
        for name, _, _, said in given
        if _has_forms(said) and said.count("|") + 1 != forms
    ]
    if _braces(template) != _braces(text):
        faults.append("braces must be as in English")
    # A mark as wide as a letter has its room within, and no blank before it.
    bare = template.lstrip() if text.startswith(WIDE) else template
    if _edges(bare) != _edges(text):
        faults.append("it must begin and end with blanks as in English")
    return tuple(faults)


def _has_forms(said: str | None) -> TypeGuard[str]:
    return said is not None and (said == "" or not set(said) <= DIGITS)


def _manners(found: Places) -> set[tuple[str, str]]:
    """Return the parts that stand in quotes, or say their digits."""
    quoted = {(name, "!r") for name, manner, *_ in found if manner == "!r"}
    said = {(name, said) for name, _, _, said in found if said is not None}
    return quoted | {(name, f":{said}") for name, said in said if not _has_forms(said)}


def _braces(template: str) -> Counter[str]:
    """Return the braces that stand as they are, outside of places."""
    bare = template
    for name, manner, between, said in places(template):
        tail = f"/{between}" if between else "" if said is None else f":{said}"
        bare = bare.replace(f"{{{name}{manner or ''}{tail}}}", "")
    return Counter(sign for sign in bare if sign in BRACES)


def _edges(text: str) -> tuple[str, str]:
    """Return the blanks at both ends."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
