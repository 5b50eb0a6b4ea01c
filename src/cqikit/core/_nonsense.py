"""Which argument of a verb is of the right type, and still no verb can use it.

A number that is not finite, or larger than any that is counted; a day at the end of the
calendar; half a character; an array where a list is gone through, or an array without
an axis. They fit their annotations, and fail somewhere within, in words of Python's
own. As in `_misfits`, the arguments are looked at only then, and each only for what
such an error can be about.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import MAXYEAR, date
from inspect import signature
from numbers import Real
from typing import Any, Final, TypeAlias, TypeVar, get_origin

import numpy as np

from cqikit.core._misfits import LISTS, NO_LIST, arms_of, hints_of
from cqikit.core._wording import say
from cqikit.errors import CqikitError, FieldError, FieldTypeError

__all__ = ["nonsense"]

#: Whole numbers beyond this have no exact float, and nothing is counted up to it.
LARGEST: Final = 2**53
#: A surrogate: half of a character that no file can hold.
HALF: Final = re.compile("[\ud800-\udfff]")
#: So deep are lists looked into.
DEEPEST: Final = 3
#: What an annotation for an array is called: a class, or an alias of it.
ARRAYS: Final = {"ndarray", "NDArray"}

#: Looks at an argument, or a member of one, by its name; what it is to be comes last.
Look: TypeAlias = Callable[[str, Any, Any], FieldError | None]


def nonsense(
    error: Exception,
    verb: Callable[..., Any],
    given: Iterable[Any],
    named: Mapping[str, Any],
) -> FieldError | None:
    """Return the refusal of the first argument that an error can be about, or None.

    Parameters
    ----------
    verb : callable
        What raised it.
    given : iterable of Any
        The arguments by place.
    named : mapping of str to Any
        Those by name.

    Examples
    --------
    >>> def times(text: str, counts: list[int]) -> str: ...
    >>> print(nonsense(OverflowError(), times, ["ab", [1, 2**60]], {}))
    counts[1] must be at most 9007199254740992 (got 1152921504606846976)
    >>> nonsense(OverflowError(), times, ["ab", [1, 2]], {}) is None
    True
    >>> nonsense(KeyError(), times, ["ab", [1, 2**60]], {}) is None
    True
    """
    looks = [] if isinstance(error, CqikitError) else list(_looks(error))
    if not looks:
        return None
    bound = signature(verb).bind_partial(*given, **named).arguments
    hints = hints_of(verb)
    parts = ((name, value, hints[name][0]) for name, value in bound.items())
    return next(_refused(looks, parts), None)


def _looks(error: Exception) -> Iterator[Look]:
    """Yield what an error can be about."""
    if isinstance(error, UnicodeError):
        yield _half_a_character
    elif isinstance(error, (ValueError, OverflowError, MemoryError)):
        yield _endless
        yield _too_large
        yield _last_day
    if isinstance(error, TypeError):
        yield _too_large
    if re.search("unhashable|truth value", str(error)):
        yield _no_key
    if isinstance(error, (ValueError, TypeError, IndexError, AttributeError)):
        yield _no_list
        yield _no_array


def _refused(
    looks: list[Look], parts: Iterable[tuple[str, Any, Any]], deep: int = 0
) -> Iterator[FieldError]:
    """Yield the refusals of values, each with its name, and of their members."""
    for name, value, hint in parts:
        yield from filter(None, (look(name, value, hint) for look in looks))
        if deep < DEEPEST:
            yield from _refused(looks, _members(name, value), deep + 1)


def _members(name: str, value: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(value, Mapping):
        for key, member in value.items():
            yield f"{name}[{key!r}]", member, Any
    elif isinstance(value, Sequence) and not isinstance(value, NO_LIST):
        for place, member in enumerate(value):
            yield f"{name}[{place}]", member, Any


def _endless(name: str, value: Any, _: Any) -> FieldError | None:
    if not isinstance(value, float) or math.isfinite(value):
        return None
    return FieldError(name, say("must be a finite number"), value)


def _too_large(name: str, value: Any, _: Any) -> FieldError | None:
    number: Any = value if isinstance(value, Real) else 0
    if number > LARGEST:
        return FieldError(name, say("must be at most {most}", most=LARGEST), value)
    if number < -LARGEST:
        return FieldError(name, say("must be at least {least}", least=-LARGEST), value)
    return None


def _last_day(name: str, value: Any, _: Any) -> FieldError | None:
    if not isinstance(value, date) or value.year < MAXYEAR:
        return None
    return FieldError(name, say("must be before the year {year}", year=MAXYEAR), value)


def _half_a_character(name: str, value: Any, _: Any) -> FieldError | None:
    if not isinstance(value, str) or not HALF.search(value):
        return None
    return FieldError(name, say("must be text of whole characters"), value)


def _no_key(name: str, value: Any, hint: Any) -> FieldError | None:
    """Refuse what cannot be looked up, where anything may be given."""
    any_but_an_array = hint is Any and not isinstance(value, np.ndarray)
    asked = any_but_an_array or isinstance(hint, TypeVar)
    if not asked or type(value).__hash__ is not None:
        return None
    return FieldTypeError(name, say("must be a value that cannot change"), value)


def _no_list(name: str, value: Any, hint: Any) -> FieldError | None:
    """Refuse an array that is to be a list."""
    kinds = {get_origin(arm) or arm for arm in arms_of(hint)}
    if not isinstance(value, np.ndarray) or not kinds & LISTS or np.ndarray in kinds:
        return None
    return FieldTypeError(name, say("must be a list"), value)


def _no_array(name: str, value: Any, hint: Any) -> FieldError | None:
    """Refuse a number, or nothing, that is to be an array."""
    # By name, as `NDArray` is no class from NumPy 2.5 on.
    if getattr(get_origin(hint) or hint, "__name__", "") not in ARRAYS:
        return None
    if isinstance(value, np.ndarray) and value.size and value.ndim:
        return None
    return FieldTypeError(name, say("must be an array with something in it"), value)
