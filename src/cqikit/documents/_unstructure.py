"""From values of attrs classes to plain trees, as short as people would write."""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from cqikit.core import Period, same
from cqikit.documents._faults import beneath, place, plain_text
from cqikit.documents._shapes import (
    Shape,
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

__all__ = ["add_unstructure_hooks"]


def add_unstructure_hooks(converter: Converter, tags: Mapping[Any, str]) -> None:
    """Teach `converter` to say every kind of field as documents do."""

    def on(suits: Callable[[Any], bool], factory: Callable[[Any], Any]) -> None:
        converter.register_unstructure_hook_factory(suits, factory)

    converter.register_unstructure_hook(Enum, lambda member: member.value)
    converter.register_unstructure_hook(str, plain_text)
    converter.register_unstructure_hook(date, date.isoformat)
    on(is_class, lambda kind: partial(_fields, converter, shape_of(kind)))
    on(lambda kind: kind is Period, lambda _: str)
    on(is_list, lambda kind: partial(_members, converter, kind))
    on(is_table, lambda kind: partial(_table, converter, kind))
    on(
        is_union,
        lambda kind: lambda value: unstructure_union(converter, tags, value, kind),
    )


def _at(where: str, error: FieldError) -> FieldError:
    """Return the refusal of a value with the place where it stands."""
    return type(error)(beneath(where, error.name), error.must, error.got, error.fix)


def _fields(converter: Converter, shape: Shape, owner: Any) -> dict[str, Any]:
    """Return the fields that differ from what they would be if nothing was said."""
    said = {}
    for field in shape.fields:
        value = getattr(owner, field.attribute.name)
        stands = field.is_required or (field.stands_always and value != "")
        if stands or not same(value, field.default_for(owner)):
            try:
                made = _said(converter, value, field.kind)
            except FieldError as error:
                raise _at(field.alias, error) from None
            said[field.alias] = made
    return said


def _members(converter: Converter, kind: Any, members: Any) -> list[Any]:
    inner = get_args(kind) or (Any, ...)
    if isinstance(members, frozenset):
        # A set has no order; a document that is written twice should be the same.
        members = sorted(members, key=str)
    fixed = isinstance(members, tuple) and inner[-1] is not Ellipsis
    kinds = inner if fixed else inner[:1] * len(members)
    said = []
    for number, (member, of) in enumerate(zip(members, kinds, strict=True)):
        try:
            said.append(_said(converter, member, of))
        except FieldError as error:
            raise _at(f"[{number}]", error) from None
    return said


def _table(converter: Converter, kind: Any, members: Any) -> Any:
    of_key, of_value = get_args(kind) or (Any, Any)
    if is_pairs(kind):
        pair = of_pairs(kind)
        return [_members(converter, pair, entry) for entry in members.items()]
    said = {}
    for key, value in members.items():
        try:
            known = _said(converter, key, of_key)
            said[known] = _said(converter, value, of_value)
        except FieldError as error:
            raise _at(place(key), error) from None
    return said


def _said(converter: Converter, value: Any, kind: Any) -> Any:
    return converter.unstructure(
        value, unstructure_as=type(value) if kind is Any else kind
    )
