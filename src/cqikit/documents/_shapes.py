"""What classes look like from outside: their fields, required or not, and tags."""

from __future__ import annotations

import functools
import re
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, Literal, Union, get_args, get_origin

import attrs
from attrs import Factory, field, frozen

from cqikit import spc
from cqikit.core import Catalog, Part, Period, Timeline, say
from cqikit.documents._found import is_found_at
from cqikit.errors import suggest

__all__ = [
    "FORMER",
    "Field",
    "Real",
    "Shape",
    "choose",
    "is_array",
    "is_calendar",
    "is_class",
    "is_columns",
    "is_kind",
    "is_list",
    "is_ndarray",
    "is_pairs",
    "is_part",
    "is_rules",
    "is_table",
    "is_tagged",
    "is_union",
    "listed",
    "of_pairs",
    "shape_of",
    "tag_of",
    "wanted",
]


class Real:
    """In place of float where a number may be unknown: NaN, which JSON has not."""


#: What annotations call arrays, which type checkers alone need to know. Not NDArray,
#: which from NumPy 2.5 on is an alias that nothing can be asked of.
ARRAYS: Final = re.compile(r"\b(Bools|Flags|Floats|Indexes|Ints|Words)\b")
#: The tags that earlier releases wrote, which are read for ever.
FORMER: Final = {
    "away": "mixture",
    "frozen-centre": "baseline-centre",
    "gather": "start-review",
    "give-up": "drop-step",
    "inside": "stratification",
    "near": "k-of-n-beyond",
    "opposite": "opposite-limits",
    "outside": "beyond-limits",
    "own-centre": "estimated-centre",
}
WORDS: Final = {
    str: say("text"),
    Real: say("a number"),
    int: say("a whole number"),
    float: say("a number"),
    bool: say("true or false"),
    date: say("a day (YYYY-MM-DD)"),
    Period: say("a period such as 2026, 2026-10, 2026-Q4 or 2026-10-31"),
}
A_LIST: Final = say("a list")


def is_class(kind: Any) -> bool:
    """Say whether documents write a value of `kind` as a table of its fields."""
    special = (is_kind, is_columns, is_calendar, is_rules)
    if kind is Period or any(suits(kind) for suits in special):
        return False
    return attrs.has(kind)


def is_array(kind: Any) -> bool:
    """Say whether `kind` is an array of one type of members."""
    return is_ndarray(get_origin(kind))


def is_ndarray(kind: Any) -> bool:
    """Say whether `kind` is the class of arrays, or one that is made of it."""
    bases = getattr(kind, "__mro__", ())
    return any((it.__module__, it.__name__) == ("numpy", "ndarray") for it in bases)


def is_kind(kind: Any) -> bool:
    """Say whether `kind` is that of kinds of chart, which stand by their names."""
    return is_found_at("cqikit.spc:ChartKind", kind)


def is_columns(kind: Any) -> bool:
    """Say whether `kind` is that of columns, which stand as observations."""
    return is_found_at("cqikit.measures:Columns", kind)


def is_calendar(kind: Any) -> bool:
    """Say whether `kind` is that of timelines, whose periods stand as texts."""
    return kind is Timeline


def is_rules(kind: Any) -> bool:
    """Say whether `kind` is a catalog of rules."""
    return (get_origin(kind) or kind) is Catalog


def is_pairs(kind: Any) -> bool:
    """Say whether `kind` holds values by keys that are no text."""
    keys = get_args(kind)[:1] if is_table(kind) else ()
    return any(is_list(key) or key is int for key in keys)


def is_part(kind: Any) -> bool:
    """Say whether `kind` is that of the parts of findings."""
    return bool(kind == Part)


def is_list(kind: Any) -> bool:
    """Say whether `kind` holds several values in a row."""
    return (get_origin(kind) or kind) in (tuple, list, frozenset, Sequence)


def is_table(kind: Any) -> bool:
    """Say whether `kind` holds values by key."""
    return (get_origin(kind) or kind) in (dict, Mapping)


def of_pairs(kind: Any) -> Any:
    """Return the kind of one pair of key and value of a table."""
    return types.GenericAlias(tuple, get_args(kind))


def listed(kind: Any) -> Any:
    """Return the kind of a list of so many values of `kind`."""
    return types.GenericAlias(tuple, (kind, ...))


def is_union(kind: Any) -> bool:
    """Say whether `kind` is one of several kinds."""
    return get_origin(kind) in (Union, types.UnionType)


def wanted(kind: Any) -> str:
    """Return what a value of `kind` is called in a message."""
    origin = get_origin(kind) or kind
    if origin in WORDS or is_array(kind):
        return WORDS.get(origin, A_LIST)
    if is_list(kind):
        return A_LIST
    if is_table(kind) or is_class(kind):
        return say("a table")
    if origin is Literal:
        return say("one of {values}", values=tuple(map(str, get_args(kind))))
    if isinstance(origin, type) and issubclass(origin, Enum):
        words = tuple(str(enum.value) for enum in origin)
        return say("one of {values}", values=words)
    return say("a {kind}", kind=getattr(kind, "__name__", str(kind)))


def _is_bare(raw: Any) -> bool:
    members = raw if isinstance(raw, list) else [raw]
    simple = str | int | float | date
    return all(
        isinstance(member, simple) and not isinstance(member, bool | datetime)
        for member in members
    )


@frozen
class Field:
    """One field as documents know it: by the name that its class takes it by."""

    alias: str
    kind: Any
    is_required: bool
    attribute: attrs.Attribute[Any]
    #: The name that earlier releases wrote, which is read for ever; "" for none.
    former: str
    #: Whether it is written also where it is as it would be by itself.
    stands_always: bool

    def name_in(self, raw: Mapping[Any, Any]) -> str:
        """Return the name that a table has it by: the former, where it stands alone."""
        old = self.former and self.former in raw and self.alias not in raw
        return self.former if old else self.alias

    def check(self, value: Any) -> None:
        """Run the field's own conversion and checks, without the others."""
        convert: Any = self.attribute.converter
        needs_owner = getattr(convert, "takes_self", False)
        if needs_owner or getattr(convert, "takes_field", False):
            return
        try:
            converted = convert(value) if convert else value
            if self.attribute.validator is not None:
                self.attribute.validator(None, self.attribute, converted)
        except AttributeError:
            # It looks at other fields too, so it can say nothing without them.
            return

    def from_bare(self, raw: Any) -> Any:
        """Return what the field's own converter makes of a bare value, or None.

        A class may let a text stand for one of its classes (a prediction in
        words) or for a list of one, or a pair for a span; so documents may.
        """
        convert: Any = self.attribute.converter
        if not convert or not _is_bare(raw):
            return None
        if is_list(self.kind):
            made = convert(raw) if isinstance(raw, str) else None
            return made if isinstance(made, tuple) else None
        if not is_union(self.kind):
            return None
        classes = tuple(inner for inner in get_args(self.kind) if is_class(inner))
        made = convert(raw) if classes else None
        return made if isinstance(made, classes) else None

    def default_for(self, owner: Any) -> Any:
        """Return what the field of `owner` is when nothing is said."""
        default: Any = self.attribute.default
        if not hasattr(default, "takes_self"):
            return default
        return default.factory(owner) if default.takes_self else default.factory()


@frozen
class Shape:
    """The fields of one class, those that documents may say."""

    cls: type
    fields: tuple[Field, ...]
    #: The names that a table of this class may have, and those that it must.
    names: tuple[str, ...] = field(
        init=False,
        default=Factory(
            lambda made: tuple(this_field.alias for this_field in made.fields),
            takes_self=True,
        ),
    )
    required: frozenset[str] = field(
        init=False,
        default=Factory(
            lambda made: frozenset(
                this_field.alias for this_field in made.fields if this_field.is_required
            ),
            takes_self=True,
        ),
    )

    def fits(self, keys: set[str]) -> bool:
        """Say whether a table with these keys could be of this class."""
        return self.required <= keys and keys.issubset(self.names)


@functools.cache
def array_kinds() -> dict[str, Any]:
    """Return the kinds of arrays, by what annotations call them."""
    import numpy as np  # noqa: PLC0415  (few documents have arrays)

    return {
        "Bools": np.ndarray[Any, np.dtype[np.bool_]],
        "Flags": np.ndarray[Any, np.dtype[np.int8]],
        "Floats": np.ndarray[Any, np.dtype[np.float64]],
        "Indexes": np.ndarray[Any, np.dtype[np.intp]],
        "Ints": np.ndarray[Any, np.dtype[np.intp]],
        "Words": np.ndarray[Any, np.dtype[np.str_]],
    }


@functools.cache
def shape_of(cls: type) -> Shape:
    """Return the shape of an attrs class, with its annotations resolved."""
    has_arrays = any(ARRAYS.search(f"{each.type}") for each in attrs.fields(cls))
    kinds = typing.get_type_hints(cls, localns=array_kinds() if has_arrays else {})
    if cls.__module__.startswith(f"{spc.__name__}."):
        kinds |= said_otherwise().get(cls, {})
    return Shape(
        cls,
        tuple(
            Field(
                alias=attribute.alias or attribute.name,
                kind=_kind_of(attribute, kinds.get(attribute.name, Any)),
                is_required=attribute.default is attrs.NOTHING,
                attribute=attribute,
                former=attribute.metadata.get("former", ""),
                stands_always=bool(attribute.metadata.get("always")),
            )
            for attribute in attrs.fields(cls)
            if attribute.init
        ),
    )


def _kind_of(attribute: attrs.Attribute[Any], kind: Any) -> Any:
    """Return the kind of a field; a number that nothing checks may be unknown."""
    return _unknown(kind) if attribute.validator is None else kind


def _unknown(kind: Any) -> Any:
    if kind is float:
        return Real
    if is_list(kind) and get_args(kind):
        return get_origin(kind)[tuple(map(_unknown, get_args(kind)))]
    return kind


@functools.cache
def said_otherwise() -> dict[type, dict[str, Any]]:
    """Return the kinds of fields that take more than documents have."""
    phases = tuple[tuple[int, spc.Phase], ...]
    return {
        spc.Chart: {
            "phases": phases | tuple[phases, ...],
            "reasons": tuple[str, ...] | tuple[tuple[str, ...], ...],
        },
        spc.Phase: {"start": int | Period},
        spc.Panel: {"keys": tuple[Part, ...]},
        spc.Reading: {"chart": spc.Chart | spc.View},
    }


def is_tagged(shapes: Sequence[Shape]) -> bool:
    """Say whether a table could fit two of `shapes`, so that it must say which."""
    return any(
        shape.required <= set(other.names) and other.required <= set(shape.names)
        for place, shape in enumerate(shapes)
        for other in shapes[place + 1 :]
    )


def choose(shapes: Sequence[Shape], raw: dict[str, Any]) -> Shape | None:
    """Return the shape that `raw` has, or the one that it most likely means."""
    keys = set(raw)
    for shape in shapes:
        if shape.fits(keys):
            return shape
    for alike in (_known_names, _like_names):
        scores = [alike(shape, keys) for shape in shapes]
        if scores.count(max(scores)) == 1:
            return shapes[scores.index(max(scores))]
    return None


def _known_names(shape: Shape, keys: set[str]) -> int:
    return len(keys & set(shape.names))


def _like_names(shape: Shape, keys: set[str]) -> int:
    return sum(bool(suggest(key, shape.names)) for key in keys)


def tag_of(cls: type | str) -> str:
    """Return the name of a class as documents write it.

    Examples
    --------
    >>> class StartTest: ...
    >>> tag_of(StartTest)
    'start-test'
    """
    return _hyphened(cls if isinstance(cls, str) else cls.__name__)


@functools.cache
def _hyphened(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()
