"""From values of attrs classes to plain trees, as short as people would write."""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from cqikit.core import Period, same
from cqikit.documents._faults import beneath, place, plain_text
from cqikit.documents._shapes import (
    is_class,
    is_list,
    is_pairs,
    is_table,
    is_union,
    of_pairs,
    shape_of,
)
from cqikit.documents._unions import unstructure_union
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cattrs import Converter

    from cqikit.documents._shapes import Field

__all__ = ["add_unstructure_hooks"]

Writer: TypeAlias = "Callable[[Any], Any]"


def add_unstructure_hooks(converter: Converter, tags: Mapping[Any, str]) -> None:
    """Teach `converter` to say every kind of field as documents do."""

    def on(suits: Callable[[Any], bool], factory: Callable[[Any], Any]) -> None:
        converter.register_unstructure_hook_factory(suits, factory)

    converter.register_unstructure_hook(Enum, lambda member: member.value)
    converter.register_unstructure_hook(str, plain_text)
    converter.register_unstructure_hook(date, date.isoformat)
    on(is_class, partial(_fields, converter))
    on(lambda kind: kind is Period, lambda _: str)
    on(is_list, partial(_members, converter))
    on(is_table, partial(_table, converter))
    on(
        is_union,
        lambda kind: lambda value: unstructure_union(converter, tags, value, kind),
    )


def _at(where: str, error: FieldError) -> FieldError:
    """Return the refusal of a value with the place where it stands."""
    return type(error)(beneath(where, error.name), error.must, error.got, error.fix)


def _fields(converter: Converter, kind: Any) -> Writer:
    """Return what says the fields that differ from what they would be by themselves."""
    shape = shape_of(kind)
    ways: list[tuple[Field, str, Writer]] = []

    def fields(owner: Any) -> dict[str, Any]:
        if not ways:
            # Not before: a class may hold others of its own.
            ways.extend(
                (field, field.attribute.name, _writer(converter, field.kind))
                for field in shape.fields
            )
        said = {}
        for field, name, writer in ways:
            value = getattr(owner, name)
            stands = field.is_required or (field.stands_always and value != "")
            if stands or not same(value, field.default_for(owner)):
                try:
                    said[field.alias] = writer(value)
                except FieldError as error:
                    raise _at(field.alias, error) from None
        return said

    return fields


def _members(converter: Converter, kind: Any) -> Writer:
    inner = get_args(kind) or (Any, ...)
    writers = [_writer(converter, of) for of in inner if of is not Ellipsis]

    def listed(members: Any) -> list[Any]:
        if isinstance(members, frozenset):
            # A set has no order; a document that is written twice should be the same.
            members = sorted(members, key=str)
        fixed = isinstance(members, tuple) and inner[-1] is not Ellipsis
        each = writers if fixed else writers[:1] * len(members)
        said = []
        for number, (member, writer) in enumerate(zip(members, each, strict=True)):
            try:
                said.append(writer(member))
            except FieldError as error:
                raise _at(f"[{number}]", error) from None
        return said

    return listed


def _table(converter: Converter, kind: Any) -> Writer:
    of_key, of_value = get_args(kind) or (Any, Any)
    if is_pairs(kind):
        pair = _members(converter, of_pairs(kind))
        return lambda members: [pair(entry) for entry in members.items()]
    key_writer, writer = _writer(converter, of_key), _writer(converter, of_value)

    def table(members: Any) -> dict[Any, Any]:
        said = {}
        for key, value in members.items():
            try:
                said[key_writer(key)] = writer(value)
            except FieldError as error:
                raise _at(place(key), error) from None
        return said

    return table


def _writer(converter: Converter, kind: Any) -> Writer:
    """Return what writes a value of a kind; where it may be any, of its own class."""
    if kind is Any:
        return converter.unstructure
    writer: Writer = converter.get_unstructure_hook(kind)
    return writer
