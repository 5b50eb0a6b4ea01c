"""Reading what is right at once, without a ledger of faults for each table.

Most documents are right. A quick reader takes only what the careful one of its kind
takes, makes the same of it, and raises whatever comes first where it is unsure: then
the careful one is asked, which tells all faults.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_args, get_origin

from attrs import frozen

from cqikit.documents._faults import REFUSALS
from cqikit.documents._shapes import (
    FORMER,
    is_class,
    is_list,
    is_pairs,
    is_union,
    listed,
    of_pairs,
    tag_of,
)
from cqikit.documents._unions import NOTHING, shapes_of, suits, tag_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cattrs import Converter

    from cqikit.documents._shapes import Field, Shape

__all__ = [
    "UNSURE",
    "Hook",
    "quick_class",
    "quick_kept",
    "quick_list",
    "quick_simple",
    "quick_table",
    "quick_union",
]

Quick: TypeAlias = Callable[[Any], Any]
Careful: TypeAlias = Callable[[Any, Any], Any]

#: What quick readers raise; the last where a check looks at what is not yet there.
UNSURE: Final = (*REFUSALS, AttributeError)
#: How many texts of days and periods are kept with what they mean, and how long ones.
KEPT: Final = 1 << 12
LONGEST: Final = 40
NUMBERS: Final = frozenset({int, float})
LARGEST: Final = sys.float_info.max


@frozen(eq=False)
class Hook:
    """A hook of a converter: the careful reader, and what makes the quick one.

    Parameters
    ----------
    careful : callable of what stands there and its kind
    quick : callable of a kind
        Makes the quick reader of that kind.
    """

    careful: Careful
    quick: Callable[[Any], Quick]

    def __call__(self, raw: Any, kind: Any) -> Any:
        """Return what the careful reader makes of `raw`."""
        return self.careful(raw, kind)


def _of(converter: Converter, kind: Any) -> Quick:
    """Return the quick reader of a kind; a hook of somebody else is its own."""
    hook = converter.get_structure_hook(kind)
    if isinstance(hook, Hook):
        return hook.quick(kind)
    return lambda raw: hook(raw, kind)


def _unsure(raw: Any) -> LookupError:
    return LookupError(raw)


def quick_simple(careful: Careful, kind: Any) -> Quick:
    """Return the quick reader of texts, of whole numbers, of truths or of choices."""

    def slow(raw: Any) -> Any:
        return careful(raw, kind)

    if issubclass(kind, Enum):
        words = {member.value: member for member in kind}
        plain = all(type(word) is str for word in words)
        return lambda raw: words[raw] if plain and type(raw) is str else slow(raw)
    if kind is str:
        return lambda raw: raw if type(raw) is str and raw.isascii() else slow(raw)
    if kind is float:
        # Not a number lies on no side of another.
        return lambda raw: (
            raw if type(raw) in NUMBERS and -LARGEST <= raw <= LARGEST else slow(raw)
        )
    return lambda raw: raw if type(raw) is kind else slow(raw)


def quick_kept(careful: Careful, kind: Any) -> Quick:
    """Return the quick reader of days or periods: documents name few, and often."""
    kept = lru_cache(KEPT)(lambda text: careful(text, kind))
    return lambda raw: (
        kept(raw) if type(raw) is str and len(raw) <= LONGEST else careful(raw, kind)
    )


def quick_list(converter: Converter, kind: Any) -> Quick:
    """Return the quick reader of lists of a kind."""
    origin, inner = get_origin(kind) or kind, get_args(kind)
    made = origin if origin in (list, frozenset) else tuple
    if origin is tuple and inner and inner[-1] is not Ellipsis:
        readers = [_of(converter, of) for of in inner]

        def fixed(raw: Any) -> Any:
            pairs = zip(_list(raw), readers, strict=True)
            return made([reader(member) for member, reader in pairs])

        return fixed
    reader = _of(converter, inner[0] if inner else Any)
    return lambda raw: made([reader(member) for member in _list(raw)])


def _list(raw: Any) -> Any:
    if type(raw) is list or type(raw) is tuple:
        return raw
    raise _unsure(raw)


def quick_table(converter: Converter, kind: Any) -> Quick:
    """Return the quick reader of tables of one kind of values."""
    if is_pairs(kind):
        pairs = _of(converter, listed(of_pairs(kind)))
        return lambda raw: dict(pairs(raw))
    key, value = (_of(converter, of) for of in get_args(kind) or (Any, Any))
    return lambda raw: {key(name): value(member) for name, member in raw.items()}


def quick_class(converter: Converter, shape: Shape) -> Quick:
    """Return the quick reader of a class, whose own checks run once, as it is made."""
    readers: dict[str, Quick] = {}
    cls = shape.cls

    def quick(raw: Any) -> Any:
        if not readers:
            # Not before: a class may hold others of its own.
            fields = {field.alias: _field(converter, field) for field in shape.fields}
            readers.update(fields)
        return cls(**{name: readers[name](value) for name, value in raw.items()})

    return quick


def _field(converter: Converter, field: Field) -> Quick:
    reader = _of(converter, field.kind)
    if not field.attribute.converter:
        return reader
    if is_list(field.kind):
        plain: tuple[type, ...] = (list,)
    elif is_union(field.kind) and any(map(is_class, get_args(field.kind))):
        plain = (dict, NOTHING)
    else:
        return reader

    def quick(raw: Any) -> Any:
        if type(raw) in plain:
            return reader(raw)
        # A bare value may stand for a class or a list; the careful reader knows.
        made = field.from_bare(raw)
        return made if is_class(type(made)) else reader(raw if made is None else made)

    return quick


def quick_union(converter: Converter, tags: Mapping[Any, str], kind: Any) -> Quick:
    """Return the quick reader of what may be one of several kinds."""
    members = [member for member in get_args(kind) if member is not NOTHING]
    may_lack = NOTHING in get_args(kind)
    if len(members) == 1:
        # There is no union of one: the other is None.
        reader = _of(converter, members[0])
        return lambda raw: None if raw is None else reader(raw)
    ways: dict[type, Quick] = {}
    if shapes_of(kind):
        ways[dict] = _of_tables(converter, tags, kind)
    if may_lack:
        ways[NOTHING] = lambda raw: raw

    def way(raw: Any) -> Quick:
        # Which kinds a value can be of, its own type says.
        suiting = [member for member in members if suits(raw, member)]
        return _any_of([_of(converter, member) for member in suiting])

    def quick(raw: Any) -> Any:
        own = type(raw)
        if own not in ways:
            ways[own] = way(raw)
        return ways[own](raw)

    return quick


def _any_of(readers: Sequence[Quick]) -> Quick:
    """Return the quick reader that asks each in turn."""
    if len(readers) == 1:
        return readers[0]

    def quick(raw: Any) -> Any:
        for reader in readers:
            try:
                return reader(raw)
            except REFUSALS:
                continue
        raise _unsure(raw)

    return quick


def _of_tables(converter: Converter, tags: Mapping[Any, str], kind: Any) -> Quick:
    """Return the quick reader of tables, each of one class of a union."""
    shapes = shapes_of(kind)
    tag = tag_key(kind, tags)
    readers = [_of(converter, shape.cls) for shape in shapes]
    if not tag:
        fitting = [*zip(shapes, readers, strict=True)]
        return lambda raw: _fitting(fitting, raw)
    by_tag = {tag_of(shape.cls): place for place, shape in enumerate(shapes)}
    former = {old: by_tag[new] for old, new in FORMER.items() if new in by_tag}
    places = former | by_tag

    def tagged(raw: Any) -> Any:
        rest = {**raw}
        return readers[places[rest.pop(tag)]](rest)

    return tagged


def _fitting(fitting: Sequence[tuple[Shape, Quick]], raw: dict[str, Any]) -> Any:
    keys = set(raw)
    for shape, reader in fitting:
        if shape.fits(keys):
            return reader(raw)
    raise _unsure(raw)
