"""Checks on the arguments of verbs, by the callables that check fields.

A verb that gets a list for a chart would fail somewhere within, in words about
attributes that nobody has heard of. `arguments` says beforehand what must be what:

    @arguments(chart=instance_of(Chart, fix="make one with spc.chart"))
    def explain(chart): ...

It looks an argument up by its place or its name and calls the check: a microsecond for
each. A number of another package reaches the verb as Python's own, as it does a field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, wraps
from inspect import CO_VARKEYWORDS, unwrap
from types import SimpleNamespace
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar

from attrs import frozen

from cqikit.core._fields import as_day, is_day, is_text
from cqikit.core._taken import Taken
from cqikit.core._wording import say
from cqikit.errors import CqikitError, FieldTypeError

__all__ = [
    "a_callable",
    "a_day",
    "arguments",
    "each_has",
    "has",
    "list_of",
    "mapping_of",
]

P = ParamSpec("P")
R = TypeVar("R")


@frozen
class _Named:
    """What checks ask of the attribute of a class: its name."""

    name: str

    def evolve(self, *, name: str) -> _Named:
        return _Named(name)


#: The place of an argument, the types that are right without a look, and its check.
_Asked: TypeAlias = tuple[int, tuple[type, ...], _Named, Any]


def arguments(
    **checks: Callable[[Any, Any, Any], Any],
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Check arguments of a verb before it runs, each by a check as for a field.

    What is left out, so that the default holds, is not checked; what has no default
    must be given.

    Examples
    --------
    >>> from cqikit.core import at_least
    >>> @arguments(count=at_least(1))
    ... def times(text, count=2):
    ...     return text * count
    >>> times("ab")
    'abab'
    >>> times("ab", "3")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldTypeError: count must be a whole number or a number (got '3')
    >>> times("ab", cuont=3)
    Traceback (most recent call last):
    ...
    cqikit.errors.UnknownArgumentError: times has no argument named 'cuont'; did you
    mean 'count'?
    >>> times(count=3)
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldTypeError: text must be given to times (got nothing)
    """

    def checked(verb: Callable[P, R]) -> Callable[P, R]:
        # What is handed on with other words is looked at beforehand.
        if checks or unwrap(verb).__code__.co_flags & CO_VARKEYWORDS:
            return _checked(verb, checks)
        return _unchecked(verb)

    return checked


def _checked(
    verb: Callable[P, R], checks: Mapping[str, Callable[[Any, Any, Any], Any]]
) -> Callable[P, R]:
    """Return a verb that looks at its arguments before it runs."""

    @cache
    def asks() -> tuple[Taken, list[_Asked], int, int]:
        # Not before the first call: reading a signature takes its time.
        taken = Taken.by(verb)
        places = taken.places
        asked = [
            (places.index(name), _right(check), _Named(name), check)
            for name, check in checks.items()
        ]
        # So many arguments by place are enough, and so many are not too many.
        fewest = max((place for place, _ in taken.needed), default=-1) + 1
        return taken, asked, fewest, taken.by_place

    @wraps(verb)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        given: list[Any] = list(args)
        named: dict[str, Any] = kwargs
        taken, asked, fewest, most = asks()
        if named or not fewest <= len(given) <= most:
            taken.check(given, named)
        if asked:
            _check_each(asked, min(len(given), most), given, named)
        ready: Any = verb
        try:
            answer: R = ready(*given, **named)
        except Exception as error:
            refused = _refusal(verb, taken, error, given, named)
            if refused is not None:
                raise refused from error
            raise
        return answer

    return call


def _unchecked(verb: Callable[P, R]) -> Callable[P, R]:
    """Return a verb whose arguments are looked at once it has failed, and not before.

    So methods that are called for every row or point are hardly slower.
    """

    @cache
    def asks() -> Taken:
        # A column may have as many cells that are refused as it has rows.
        return Taken.by(verb)

    @wraps(verb)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return verb(*args, **kwargs)
        except Exception as error:
            taken = asks()
            taken.check([*args], kwargs)
            refused = _refusal(verb, taken, error, [*args], kwargs)
            if refused is not None:
                raise refused from error
            raise

    return call


def _refusal(
    verb: Callable[..., Any],
    taken: Taken,
    error: Exception,
    given: list[Any],
    named: dict[str, Any],
) -> CqikitError | None:
    """Return the refusal of the argument that an error is about, None for our own."""
    if isinstance(error, CqikitError) and not taken.is_of_another(error):
        return None
    # Only now, as a call that goes well pays nothing.
    from cqikit.core._misfits import misfit  # noqa: PLC0415
    from cqikit.core._nonsense import nonsense  # noqa: PLC0415

    return misfit(verb, given, named) or nonsense(error, verb, given, named)


def _right(check: Any) -> tuple[type, ...]:
    """Return the types that a check lets through as they are, as far as it says."""
    return check.kinds if isinstance(check, type(is_text)) else ()


def _check_each(
    asked: list[_Asked],
    by_place: int,
    given: list[Any],
    named: dict[str, Any],
) -> None:
    """Check arguments, so many of them by place, and keep what checks make of them."""
    for place, right, attribute, check in asked:
        if place < by_place:
            if type(given[place]) not in right:
                given[place] = _plain(check, attribute, given[place])
        elif attribute.name in named:
            named[attribute.name] = _plain(check, attribute, named[attribute.name])


def _plain(check: Callable[[Any, Any, Any], Any], attribute: _Named, value: Any) -> Any:
    """Return the argument, a number of another package as a plain one, or refuse it."""
    kept = SimpleNamespace()
    check(kept, attribute, value)
    return getattr(kept, attribute.name, value)


@frozen
class _Has:
    names: tuple[str, ...]
    what: str
    fix: str

    def __call__(self, _: Any, attribute: Any, value: Any) -> None:
        for name in self.names:
            if not hasattr(value, name):
                must = say("must be {what}", what=self.what)
                raise FieldTypeError(attribute.name, must, value, self.fix)


def has(*names: str, what: str, fix: str = "") -> _Has:
    """Check that a value has these attributes, whatever its class: `what` it is.

    Parameters
    ----------
    what : str
        What it is called in the message.
    fix : str
        What would mend it, for the message; nothing unless said.
    """
    return _Has(names, what, fix)


@frozen
class _ListOf:
    what: str
    kinds: tuple[type, ...]
    fix: str

    def __call__(self, kept: Any, attribute: Any, value: Any) -> None:
        listed = isinstance(value, Iterable) and getattr(value, "ndim", None) != 0
        if not listed or isinstance(value, str | bytes | Mapping):
            raise FieldTypeError(
                attribute.name,
                say("must be a list of {what}", what=self.what),
                value,
                self.fix,
            )
        if not self.kinds:
            return
        if isinstance(value, Iterator):
            # What is made on the way is gone once it was looked at.
            value = tuple(value)
            setattr(kept, attribute.name, value)
        for place, member in enumerate(value):
            if not isinstance(member, self.kinds):
                must = say("must be one of {what}", what=self.what)
                raise FieldTypeError(
                    f"{attribute.name}[{place}]", must, member, self.fix
                )


def list_of(what: str, *kinds: type, fix: str = "") -> _ListOf:
    """Check that a value can be gone through, and is no text and no mapping.

    Its members must be of one of `kinds`, where some are named.

    Parameters
    ----------
    *kinds : type
        What a member may be; anything unless said.
    fix : str
        What would mend it, for the message; nothing unless said.
    """
    return _ListOf(what, kinds, fix)


@frozen
class _EachHas:
    names: tuple[str, ...]
    what: str
    fix: str

    def __call__(self, kept: Any, attribute: Any, value: Any) -> None:
        _ListOf(self.what, (object,), self.fix)(kept, attribute, value)
        check = _Has(self.names, say("one of {what}", what=self.what), self.fix)
        for place, member in enumerate(getattr(kept, attribute.name, value)):
            check(kept, _Named(f"{attribute.name}[{place}]"), member)


def each_has(*names: str, what: str, fix: str = "") -> _EachHas:
    """Check that a value is a list, of which each member has these attributes.

    Parameters
    ----------
    what : str
        What a member is called in the message.
    fix : str
        What would mend it, for the message; nothing unless said.
    """
    return _EachHas(names, what, fix)


@frozen
class _MappingOf:
    what: str
    check: Callable[[Any, Any, Any], Any]
    fix: str

    def __call__(self, kept: Any, attribute: Any, value: Any) -> None:
        if not isinstance(value, Mapping):
            raise FieldTypeError(
                attribute.name,
                say("must be a mapping of {what}", what=self.what),
                value,
                self.fix,
            )
        setattr(
            kept,
            attribute.name,
            {
                key: _plain(self.check, _Named(f"{attribute.name}[{key!r}]"), member)
                for key, member in value.items()
            },
        )


def mapping_of(
    what: str, check: Callable[[Any, Any, Any], Any], *, fix: str = ""
) -> _MappingOf:
    """Check that a value is a mapping, and each of its values by a check.

    Parameters
    ----------
    check : callable
        The check of each value.
    fix : str
        What would mend it, for the message; nothing unless said.
    """
    return _MappingOf(what, check, fix)


@frozen
class _Day:
    def __call__(self, kept: Any, attribute: Any, value: Any) -> None:
        day = as_day(value)
        is_day(kept, attribute, day)
        setattr(kept, attribute.name, day)


#: Check that a value is a day, and take the text of one (YYYY-MM-DD) as it.
a_day: Final = _Day()


@frozen
class _Callable:
    def __call__(self, _: Any, attribute: Any, value: Any) -> None:
        if not callable(value):
            raise FieldTypeError(attribute.name, say("must be a function"), value)


#: Check that a value can be called.
a_callable: Final = _Callable()
