"""Sentences as templates and parts, so that any language can word them.

A template names its parts in braces: ``{key!r} waits for {count:# step|# steps}``. A
part is put in as its language writes it, with ``!r`` in quotes, and with forms after a
colon in the form that the language uses for such a number, ``#`` being the number. A
list is joined by what follows a slash, else with commas: ``{tools/ or }``. What is not
a name in braces stands as it is, so that a template may show TOML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, TypeAlias

from attrs import frozen

from cqikit.core._by_value import FrozenDict
from cqikit.core._numbers import format_number
from cqikit.core._periods import Period
from cqikit.errors import FieldError, FieldTypeError

__all__ = ["ENGLISH", "Part", "Wording", "as_parts", "is_parts", "worded"]

#: What a sentence may speak of.
Part: TypeAlias = str | int | float | bool | date | Period | tuple[Any, ...]
PLACE: Final = re.compile(r"\{(\w+)(!r)?(?:/([^{}]+)|:([^{}]*))?\}")
SCALARS: Final = (str, int, float, bool, date, Period)


def _same(text: str) -> str:
    return text


def _one_or_more(count: float) -> int:
    return int(count != 1)


@frozen
class Wording:
    """How a language words templates.

    Parameters
    ----------
    translate : callable of str, returning str or None
        A template in this language, None for one that is not translated; all stay in
        English when not given.
    form : callable of a number, returning int
        Which of the forms of a noun goes with a number, counted from 0.
    number, day : callable returning str
        How the language writes a number that is no count, and a day or period.

    Examples
    --------
    >>> german = {"{n:# step|# steps} left": "noch {n:# Schritt|# Schritte}"}
    >>> Wording(translate=german.get).words("{n:# step|# steps} left", {"n": 2})
    'noch 2 Schritte'
    """

    translate: Callable[[str], str | None] = _same
    form: Callable[[float], int] = _one_or_more
    number: Callable[[float], str] = format_number
    day: Callable[[date | Period], str] = str

    def words(self, template: str, parts: Mapping[str, Part]) -> str:
        """Return the sentence that a template and its parts make in this language."""

        def put(found: re.Match[str]) -> str:
            name, quoted, between, forms = found.groups()
            if name not in parts:
                must = f"must name parts that are there ({', '.join(parts) or 'none'})"
                raise FieldError("template", must, template)
            part = parts[name]
            if forms is not None:
                chosen: list[str] = forms.split("|")
                of = min(self.form(_count(part)), len(chosen) - 1)
                return chosen[of].replace("#", self.part(part))
            members = part if isinstance(part, tuple) else (part,)
            write = repr if quoted else self.part
            return (between or ", ").join(map(write, members))

        return PLACE.sub(put, self.text(template))

    def text(self, english: str) -> str:
        """Return a text in this language; in English where nobody has translated it."""
        return self.translate(english) or english

    def part(self, part: Part) -> str:
        """Return a part as the language writes it: a list with commas."""
        if isinstance(part, tuple):
            return ", ".join(map(self.part, part))
        if isinstance(part, float):
            return self.number(part)
        return self.day(part) if isinstance(part, date | Period) else str(part)


ENGLISH: Final = Wording()


def worded(template: str, parts: Mapping[str, Part]) -> str:
    """Return the English sentence that a template and its parts make.

    Examples
    --------
    >>> worded("{key!r} waits for {count:# step|# steps}", {"key": "a", "count": 2})
    "'a' waits for 2 steps"
    >>> worded("{keys!r/ and } wait", {"keys": ("a", "b")})
    "'a' and 'b' wait"
    """
    return ENGLISH.words(template, parts) if "{" in template else template


def as_parts(value: Any) -> Any:
    """Convert a mapping of parts to a frozen one of plain ones, lists to tuples."""
    if not isinstance(value, Mapping):
        return value
    return FrozenDict(
        {
            key: tuple(map(_plain, of)) if isinstance(of, list | tuple) else _plain(of)
            for key, of in value.items()
        }
    )


def _plain(part: Any) -> Any:
    """Return a scalar of NumPy, or a word of an enumeration, as Python has it."""
    if isinstance(part, Enum) and isinstance(part, SCALARS):
        return part.value
    scalar: Any = part
    kind = getattr(getattr(scalar, "dtype", None), "kind", " ")
    return scalar.item() if kind in "biufU" and scalar.shape == () else scalar


def is_parts(instance: Any, attribute: Any, value: Any) -> None:  # noqa: ARG001
    """Check that parts are texts, numbers, days and periods by name."""
    if isinstance(value, Mapping) and all(
        isinstance(key, str) and _is_part(of) for key, of in value.items()
    ):
        return
    must = "must be texts, numbers, days, periods or tuples of these, by name"
    raise FieldTypeError("parts", must, value)


def _is_part(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_scalar, value))
    return _is_scalar(value)


def _is_scalar(value: Any) -> bool:
    # A moment is a day to Python; a sentence would lose its hour.
    return isinstance(value, SCALARS) and not isinstance(value, datetime)


def _count(part: Any) -> float:
    """Return the number by which a noun has its form: of a list, how many it has."""
    return len(part) if isinstance(part, tuple) else part
