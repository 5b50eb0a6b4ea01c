"""Checks on the fields of frozen values, as small callables for attrs.

Each is used as `field(validator=...)`; its error carries the field's name, what
the field must be, and what it got. A number of another package, such as one picked
from an array, is a number: the check puts Python's own in its place, so that plain
numbers are written out, compared and shown.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import frozen
from attrs.validators import and_

from cqikit.core._wording import say
from cqikit.errors import CqikitError, DuplicateError, FieldError, FieldTypeError

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = [
    "as_day",
    "as_optional_day",
    "as_tuple",
    "at_least",
    "at_most",
    "between",
    "each",
    "finite",
    "instance_of",
    "is_day",
    "is_key",
    "is_language",
    "is_text",
    "non_blank",
    "non_empty",
    "one_of",
    "optional",
    "plain_number",
    "unique",
]

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: Keys are identities that callers choose; they stand in paths and file names.
LONGEST_KEY: Final = 200
KEY: Final = re.compile(rf"[A-Za-z0-9\-_./]{{1,{LONGEST_KEY}}}")

#: Types whose values need no look to be taken as they are.
PLAIN: Final = frozenset({str, int, float, bool, type(None)})
TYPE_NAMES: Final = {
    "str": say("text"),
    "int": say("a whole number"),
    "float": say("a number"),
    "bool": say("true or false"),
    "date": say("a day (YYYY-MM-DD)"),
    "bytes": say("bytes"),
    "tuple": say("a list"),
    "PathLike": say("a path"),
    "Iterable": say("a list"),
    "list": say("a list"),
    "Mapping": say("a mapping"),
    "dict": say("a mapping"),
    "ndarray": say("numbers"),
    "Callable": say("a function"),
    "NoneType": say("None"),
    "type": say("a class"),
}


def as_tuple(value: Any) -> Any:
    """Convert an iterable to a tuple; leave all else for the check to refuse.

    ``tuple("abc")`` would quietly make three members of one text, and of a
    table its keys. Used as ``field(converter=as_tuple, validator=each(...))``.

    Examples
    --------
    >>> as_tuple(["one", "two"]), as_tuple("one")
    (('one', 'two'), 'one')
    """
    if type(value) is tuple:
        return value
    listed = isinstance(value, Iterable) and not isinstance(
        value, str | bytes | Mapping
    )
    # An array without axes has a way to be gone through, and none of them works.
    return tuple(value) if listed and getattr(value, "ndim", None) != 0 else value


def as_day(value: date | str) -> date:
    """Convert the text of a day (YYYY-MM-DD); leave all else for the check to refuse.

    Examples
    --------
    >>> as_day("2026-09-01"), as_day("soon")
    (datetime.date(2026, 9, 1), 'soon')
    """
    given: Any = value
    if type(value) is date:
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return cast("date", given)


def as_optional_day(value: date | str | None) -> date | None:
    """Convert the text of a day as `as_day`, and leave None as it is."""
    return value if value is None else as_day(value)


def called(kind: type, got: Any = None) -> str:
    """Return what a message calls a class: with its room, if `got` is of a namesake."""
    name = kind.__name__
    if name in TYPE_NAMES:
        return TYPE_NAMES[name]
    if name == type(got).__name__:
        room = kind.__module__.removeprefix("cqikit.").partition(".")[0]
        name = f"{room}.{name}"
    if name[0] in "AEIOU":
        return say("an {kind}", kind=name)
    return say("a {kind}", kind=name)


def plain_number(value: Any) -> Any:
    """Return a number of any package as Python's own, and all else as it is.

    Whole numbers of arrays become int, other real ones float.

    Examples
    --------
    >>> import numpy as np
    >>> plain_number(np.int64(3)), plain_number(np.float32(0.5)), plain_number("3")
    (3, 0.5, '3')
    """
    if type(value) in PLAIN or isinstance(value, (int, str)):
        return value
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real) else value


def _keep(instance: Any, attribute: Attribute[Any], given: Any, plain: Any) -> None:
    """Put the plain number where attrs has put the one that was given."""
    if plain is not given:
        object.__setattr__(instance, attribute.name, plain)


@frozen
class _InstanceOf:
    kinds: tuple[type, ...]
    fix: str = ""

    def __call__(self, instance: Any, attribute: Attribute[Any], value: Any) -> None:
        # Most fields are texts, most of them right: asked of each field of each value.
        if type(value) not in self.kinds:
            _keep(instance, attribute, value, self.checked(attribute, value))

    def checked(self, attribute: Attribute[Any], value: Any) -> Any:
        """Return the value, a number as a plain one, or refuse it."""
        plain = value
        if not isinstance(value, self.kinds) or isinstance(value, float):
            plain = plain_number(value)
        refused = isinstance(plain, bool) and bool not in self.kinds
        if refused or not isinstance(plain, self.kinds):
            wanted = tuple(dict.fromkeys(called(kind, value) for kind in self.kinds))
            must = say("must be {wanted/ or }", wanted=wanted)
            raise FieldTypeError(attribute.name, must, value, self.fix)
        return plain


def instance_of(*kinds: type, fix: str = "") -> _InstanceOf:
    """Check that a value is of one of `kinds` (a bool is no number here).

    Parameters
    ----------
    fix : str
        What would mend it, for the message; nothing unless said.
    """
    return _InstanceOf(kinds, fix)


TAG: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


@frozen
class _NonBlank:
    def __call__(self, _: Any, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, str):
            raise FieldTypeError(attribute.name, say("must be text"), value)
        if not value.strip():
            raise FieldError(
                attribute.name, say("must be text with something in it"), value
            )


non_blank: Final = _NonBlank()
is_text: Final = _InstanceOf((str,))
_a_number: Final = _InstanceOf((int, float))
_a_tuple: Final = _InstanceOf((tuple,))


@frozen
class _Key:
    def __call__(self, _: Any, attribute: Attribute[Any], value: Any) -> None:
        if isinstance(value, str) and KEY.fullmatch(value):
            return
        non_blank(_, attribute, value)
        if len(value) > LONGEST_KEY:
            raise FieldError(
                attribute.name,
                say(
                    "must be at most {longest_key} characters", longest_key=LONGEST_KEY
                ),
                value,
            )
        raise FieldError(
            attribute.name,
            say("must be a key of letters, digits and - _ . /"),
            value,
            say("use title for what people read"),
        )


is_key: Final = _Key()


@frozen
class _Language:
    def __call__(self, _: Any, attribute: Attribute[Any], value: Any) -> None:
        is_text(_, attribute, value)
        if value and not TAG.fullmatch(value):
            must = say("must be the tag of a language, such as en or pt-BR")
            raise FieldError(attribute.name, must, value)


#: The tag of a language, or nothing: whether anybody speaks it is for who asks.
is_language: Final = _Language()


@frozen
class _Bounded:
    least: float
    most: float
    must: str

    def __call__(self, instance: Any, attribute: Attribute[Any], value: Any) -> None:
        _keep(instance, attribute, value, self.checked(attribute, value))

    def checked(self, attribute: Attribute[Any], value: Any) -> Any:
        """Return the value as a plain number, or refuse it."""
        plain = _a_number.checked(attribute, value)
        # The negated form also refuses NaN.
        if not self.least <= plain <= self.most:
            share = (self.least, self.most) == (0, 1) and 1 < plain <= 100
            fix = (
                say(
                    "write {share:g} for {percent:g} percent",
                    share=plain / 100,
                    percent=plain,
                )
                if share
                else ""
            )
            raise FieldError(attribute.name, self.must, plain, fix)
        return plain


def at_least(least: float) -> _Bounded:
    """Check that a number is `least` or more; NaN and infinity are refused."""
    return _Bounded(least, _LARGEST, say("must be at least {least}", least=least))


def at_most(most: float) -> _Bounded:
    """Check that a number is `most` or less; NaN and infinity are refused."""
    return _Bounded(-_LARGEST, most, say("must be at most {most}", most=most))


def between(least: float, most: float) -> _Bounded:
    """Check that a number lies from `least` to `most`, both included.

    Parameters
    ----------
    most : float
        The highest number that passes.
    """
    return _Bounded(
        least, most, say("must be between {least} and {most}", least=least, most=most)
    )


_LARGEST: Final = math.nextafter(math.inf, 0)
finite: Final = _Bounded(-_LARGEST, _LARGEST, say("must be a finite number"))


@frozen
class _OneOf:
    allowed: tuple[Any, ...]

    def __call__(self, instance: Any, attribute: Attribute[Any], value: Any) -> None:
        plain = plain_number(value)
        # A column, asked whether it equals a word, answers for each of its values.
        column = hasattr(plain, "__array__") and getattr(plain, "ndim", 0) > 0
        if column or plain not in self.allowed:
            names = tuple(
                str(getattr(member, "value", member)) for member in self.allowed
            )
            raise FieldError(
                attribute.name, say("must be one of {names}", names=names), plain
            )
        _keep(instance, attribute, value, plain)


def one_of(*allowed: Any) -> _OneOf:
    """Check that a value is one of `allowed`."""
    return _OneOf(allowed)


@frozen
class _TrueDay:
    def __call__(self, _: Any, attribute: Attribute[Any], value: Any) -> None:
        # A datetime is a date to isinstance, but carries a clock and a zone.
        if type(value) is date:
            return
        if not isinstance(value, date) or isinstance(value, datetime):
            raise FieldTypeError(
                attribute.name, say("must be a day (YYYY-MM-DD)"), value
            )


is_day: Final = _TrueDay()


@frozen
class _Optional:
    check: Callable[[Any, Any, Any], Any]

    def __call__(self, instance: Any, attribute: Attribute[Any], value: Any) -> None:
        if value is not None:
            self.check(instance, attribute, value)


def optional(
    check: Callable[[Any, Any, Any], Any] | list[Callable[[Any, Any, Any], Any]],
) -> _Optional:
    """Run `check`, or each of several, unless the value is None."""
    return _Optional(and_(*check) if isinstance(check, list) else check)


@frozen
class _Each:
    check: Callable[[Any, Any, Any], Any]

    def __call__(self, instance: Any, attribute: Attribute[Any], value: Any) -> None:
        _a_tuple(instance, attribute, value)
        for place, member in enumerate(value):
            try:
                self.check(instance, attribute, member)
            except CqikitError:
                # attrs attributes are frozen values: this makes a renamed copy,
                # which would be too dear to make for members without a fault.
                named = attribute.evolve(name=f"{attribute.name}[{place}]")
                self.check(instance, named, member)
        if getattr(instance, attribute.name, value) is not value:
            # A member that was no plain number has been put in place of them all.
            _keep(instance, attribute, value, tuple(map(plain_number, value)))


def each(check: Callable[[Any, Any, Any], Any]) -> _Each:
    """Run `check` on every member of a tuple; the error names the place."""
    return _Each(check)


@frozen
class _NonEmpty:
    def __call__(self, _: Any, attribute: Attribute[Any], value: Any) -> None:
        if not value:
            raise FieldError(attribute.name, say("must have at least one"), value)


non_empty: Final = _NonEmpty()


@frozen
class _Unique:
    by: str

    def __call__(self, _: Any, attribute: Attribute[Any], value: Any) -> None:
        seen = set()
        for member in value:
            name = getattr(member, self.by) if self.by else member
            if name in seen:
                raise DuplicateError(attribute.name, name)
            seen.add(name)


def unique(by: str = "key") -> _Unique:
    """Check that no two members share the attribute `by` ("" for themselves).

    Parameters
    ----------
    by : str
        The attribute; "key" unless said.
    """
    return _Unique(by)
