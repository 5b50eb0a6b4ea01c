"""Which argument of a verb is none of what its annotation asks for.

A verb that is given a list for a chart fails somewhere within, in words about
attributes that nobody has heard of. Then, and only then, its arguments are held against
their annotations, and the first that does not fit is named: a call that goes well pays
nothing. An annotation is read as a type checker reads it: what a file imports for these
alone is imported now. What cannot be told, fits: to doubt a right argument would hide
the fault of which the error speaks.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from collections.abc import (
    Set as AbstractSet,
)
from contextlib import suppress
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from inspect import Parameter, get_annotations, signature
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from cqikit.core._fields import as_day, called
from cqikit.core._wording import say
from cqikit.errors import FieldTypeError

__all__ = ["LISTS", "NO_LIST", "arms_of", "hints_of", "misfit"]

#: What is as good as a class that is asked for.
AS_GOOD: Final[dict[Any, Any]] = {float: Real, int: Integral, bool: bool | np.bool_}
#: A list is as good as a tuple, and a tuple as a list.
LISTS: Final = {Iterable, Collection, Sequence, list, tuple, set, frozenset}
#: What is no list, though it can be gone through.
NO_LIST: Final = str | bytes | Mapping


def misfit(
    verb: Callable[..., Any], given: Iterable[Any], named: Mapping[str, Any]
) -> FieldTypeError | None:
    """Return the refusal of the first argument that does not fit, None where all do.

    Parameters
    ----------
    given : iterable of Any
        The arguments by place.
    named : mapping of str to Any
        Those by name.

    Examples
    --------
    >>> def times(text: str, counts: list[int] | None = None) -> str: ...
    >>> print(misfit(times, ["ab"], {"counts": [1, "x"]}))
    counts[1] must be a whole number (got 'x')
    >>> print(misfit(times, ["ab", 3], {}))
    counts must be None or a list, each member a whole number (got 3)
    >>> misfit(times, ["ab"], {"counts": (1, 2)}) is None
    True
    """
    hints = hints_of(verb)
    bound = signature(verb).bind_partial(*given, **named).arguments
    for name, value in bound.items():
        hint, kind = hints[name]
        parts: Iterable[tuple[Any, str, Any]] = [(hint, name, value)]
        if kind is Parameter.VAR_POSITIONAL:
            parts = _each([hint] * len(value), name, value)
        if kind is Parameter.VAR_KEYWORD:
            parts = [(hint, key, member) for key, member in value.items()]
        refused = _first(parts)
        if refused is not None:
            return refused
    return None


@cache
def hints_of(verb: Callable[..., Any]) -> dict[str, tuple[Any, Any]]:
    """Return what each parameter is annotated with, and which kind of one it is."""
    names = _names(verb.__module__)
    return {
        parameter.name: (_evaluated(parameter.annotation, names), parameter.kind)
        for parameter in signature(verb).parameters.values()
    }


@cache
def _names(module: str) -> _Names:
    """Return what the names in a file mean, with those for type checkers alone."""
    home = import_module(module)
    # An alias in quotes may be of a file that knows what this one does not.
    names = _Names({"NDArray": NDArray, "np": np, **vars(home)})
    with suppress(OSError, TypeError, SyntaxError):
        for node in ast.parse(inspect.getsource(home)).body:
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                for line in node.body:
                    with suppress(Exception):
                        exec(ast.unparse(line), {}, names)  # noqa: S102
    return names


class _Names(dict[str, Any]):
    """What names mean; a text is what it means itself, as of an alias in quotes."""

    def __getitem__(self, name: str) -> Any:
        return _evaluated(super().__getitem__(name), self)


def _evaluated(annotation: Any, names: _Names) -> Any:
    """Return what an annotation means; Any where that cannot be told."""
    if annotation is Parameter.empty:
        return Any
    if not isinstance(annotation, str):
        return annotation
    with suppress(Exception):
        return eval(annotation, {}, names)  # noqa: S307
    return Any


def _first(parts: Iterable[tuple[Any, str, Any]]) -> FieldTypeError | None:
    """Return the refusal of the first that does not fit its hint, by its name."""
    return next(filter(None, (_refused(*part) for part in parts)), None)


def _refused(hint: Any, name: str, value: Any) -> FieldTypeError | None:
    # None before lists, which it could be taken for a member of.
    kinds = [_kind(arm, value) for arm in arms_of(hint)]
    kinds.sort(key=lambda kind: "," in kind.words)
    fitting = [kind for kind in kinds if kind.fits(value)]
    if not fitting:
        wanted = tuple(dict.fromkeys(kind.words for kind in kinds))
        return FieldTypeError(name, say("must be {wanted/ or }", wanted=wanted), value)
    inside = [_first(kind.inside(name, value)) for kind in fitting]
    return None if None in inside else inside[0]


def arms_of(hint: Any) -> tuple[Any, ...]:
    """Return the kinds that will do; for what numpy takes as an array, that it is."""
    hint = _meant(hint)
    if get_origin(hint) not in {Union, UnionType}:
        return (hint,)
    arms = tuple(inner for arm in get_args(hint) for inner in arms_of(arm))
    if not any("_SupportsArray" in str(arm) for arm in arms):
        return arms
    ours = [arm for arm in arms if "cqikit" in str(arm) or arm is NoneType]
    return (np.ndarray, *ours)


def _meant(hint: Any) -> Any:
    """Return what an alias stands for, as NumPy's are from 2.5 on, or a variable."""
    if isinstance(hint, TypeVar):
        return hint.__bound__ if isinstance(hint.__bound__, type) else Any
    alias = get_origin(hint) or hint
    if type(alias).__name__ != "TypeAliasType":
        return hint
    if alias.__name__ in {"ArrayLike", "NDArray"}:
        return np.ndarray
    return alias.__value__


#: What a member of a value must be, its name, and the member.
Inside: TypeAlias = Callable[[str, Any], Iterable[tuple[Any, str, Any]]]
KEY_AND_VALUE: Final = 2


@frozen
class _Kind:
    """What a value must be: in words, as a test, and what is asked of its members."""

    words: str
    fits: Callable[[Any], bool]
    inside: Inside = lambda _, __: ()


def _kind(hint: Any, value: Any = None) -> _Kind:
    """Return the kind that an annotation names, but for a union."""
    kind, args = get_origin(hint) or hint, get_args(hint)
    if kind is Literal:
        return _of_words(args)
    if kind in {Any, object} or not isinstance(kind, type):
        return _Kind("", lambda _: True)
    if issubclass(kind, Enum):
        return _of_words(tuple(member.value for member in kind), kind)
    if kind in LISTS:
        return _list(kind, args)
    return _Kind(called(kind, value), _test_of(kind), _inside_mapping(args))


def _test_of(kind: type) -> Callable[[Any], bool]:
    """Return what tells whether a value is as good as one of a class."""
    if kind is np.ndarray:
        return _are_numbers
    if kind is date:
        return lambda value: isinstance(as_day(value), date)
    if getattr(kind, "_is_protocol", False):
        return lambda value: all(hasattr(value, name) for name in _asked_by(kind))
    return lambda value: isinstance(value, AS_GOOD.get(kind, kind))


def _of_words(words: tuple[Any, ...], kind: Any = ()) -> _Kind:
    def fits(value: Any) -> bool:
        return (
            isinstance(value, kind)
            or any(value is word for word in words)
            or (isinstance(value, str) and value in words)
        )

    return _Kind(say("one of {names}", names=tuple(map(str, words))), fits)


def _inside_mapping(args: tuple[Any, ...]) -> Inside:
    def inside(name: str, value: Any) -> Iterable[tuple[Any, str, Any]]:
        if not isinstance(value, Mapping) or len(args) != KEY_AND_VALUE:
            return ()
        keys = [(args[0], f"{name} (its keys)", key) for key in value]
        return keys + [(args[1], f"{name}[{key!r}]", value[key]) for key in value]

    return inside


def _list(kind: Any, args: tuple[Any, ...]) -> _Kind:
    size = len(args) if kind is tuple and args and args[-1] is not ... else None

    def fits(value: Any) -> bool:
        listed = isinstance(value, Iterable) and not isinstance(value, NO_LIST)
        if not listed or getattr(value, "ndim", 1) == 0:
            return False
        if kind in {Sequence, list, tuple} and isinstance(value, AbstractSet):
            return False
        return size is None or len(tuple(value)) == size

    def inside(name: str, value: Any) -> Iterable[tuple[Any, str, Any]]:
        if isinstance(value, Iterator) or not args:
            # What is made on the way is gone once it was looked at.
            return ()
        members = tuple(value)
        return _each(args if size else args[:1] * len(members), name, members)

    if size:
        return _Kind(say("a list of {n}", n=size), fits, inside)
    each = tuple(_kind(arm).words for arm in arms_of(args[0])) if args else ("",)
    if "" in each:
        return _Kind(called(list), fits, inside)
    return _Kind(say("a list, each member {what/ or }", what=each), fits, inside)


def _each(
    hints: Iterable[Any], name: str, members: Iterable[Any]
) -> Iterator[tuple[Any, str, Any]]:
    for place, (hint, member) in enumerate(zip(hints, members, strict=True)):
        yield hint, f"{name}[{place}]", member


def _are_numbers(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return bool(value.dtype.kind != "O")
    kind = "O"
    with suppress(ValueError):
        kind = np.asarray(value).dtype.kind
    return kind in "biuf"


def _asked_by(protocol: Any) -> set[str]:
    """Return the names of what a protocol asks for."""
    bases = [base for base in protocol.__mro__ if getattr(base, "_is_protocol", False)]
    names = {name for base in bases for name in (*vars(base), *get_annotations(base))}
    return {name for name in names if name == "__call__" or name[0] != "_"}
