"""Fields that may be one of several kinds: which one a document means.

A table is told by its fields; where two classes could have the same, it must
say which, under a tag.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

from cqikit.core import Period, problem_of, say
from cqikit.documents._faults import MISSING, REFUSALS, Gathering, refuse
from cqikit.documents._shapes import (
    FORMER,
    Real,
    Shape,
    choose,
    is_class,
    is_list,
    is_table,
    is_tagged,
    is_union,
    shape_of,
    tag_of,
    wanted,
)
from cqikit.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cattrs import Converter

__all__ = [
    "NOTHING",
    "shapes_of",
    "structure_union",
    "suits",
    "tag_key",
    "unstructure_union",
]

NOTHING = type(None)

#: What a value of each form may be, beside a member of an enumeration.
FORMS: Final = (
    (bool, (bool,)),
    (int | float, (int, float, Period)),
    (str, (str, date, Period)),
    (date, (date, Period)),
)

#: A number that any field of a table told by its fields takes.
SAMPLES: Final = dict.fromkeys((int, float, Real), "1")


def tag_key(kind: Any, tags: Mapping[Any, str]) -> str:
    """Return the key under which a table says which class of `kind` it is, or ""."""
    return tags.get(kind, "type") if _has_tag(kind) else ""


@cache
def _has_tag(kind: Any) -> bool:
    return is_tagged(shapes_of(kind))


@cache
def shapes_of(kind: Any) -> tuple[Shape, ...]:
    """Return the shapes of the classes in a union. Cached: each value asks for them."""
    return tuple(shape_of(inner) for inner in get_args(kind) if is_class(inner))


def structure_union(
    converter: Converter, tags: Mapping[Any, str], raw: Any, kind: Any
) -> Any:
    """Return `raw` as a value of the one kind in the union `kind` that it means."""
    members = get_args(kind)
    if raw is None and NOTHING in members:
        return None
    members = tuple(member for member in members if member is not NOTHING)
    if len(members) == 1:
        return converter.structure(raw, members[0])
    if isinstance(raw, dict):
        shapes = shapes_of(kind)
        if shapes:
            return _one_class(converter, raw, shapes, tag_key(kind, tags))
    suiting = [member for member in members if suits(raw, member)]
    if len(suiting) == 1:
        return converter.structure(raw, suiting[0])
    for value in suiting:
        try:
            return converter.structure(raw, value)
        except REFUSALS:
            continue
    names = dict.fromkeys(wanted(member) for member in members)
    raise refuse(say("must be {names/ or }", names=tuple(names)), raw)


def suits(raw: Any, kind: Any) -> bool:
    """Say whether a value of this form can be of `kind` at all."""
    if get_origin(kind) is Literal:
        return any(type(raw) is type(inner) for inner in get_args(kind))
    if isinstance(raw, dict | list):
        return is_list(kind) if isinstance(raw, list) else is_table(kind)
    may_be = next((kinds for form, kinds in FORMS if isinstance(raw, form)), ())
    return kind in may_be or (isinstance(kind, type) and issubclass(kind, Enum))


def _one_class(
    converter: Converter, raw: dict[str, Any], shapes: Sequence[Shape], tag: str
) -> Any:
    if tag:
        return _tagged(converter, raw, shapes, tag)
    found = choose(shapes, raw)
    if found is None:
        raise refuse(say("must be one of {forms}", forms=tuple(_forms(shapes))), raw)
    return converter.structure(raw, found.cls)


def _forms(shapes: Sequence[Shape]) -> Iterator[str]:
    """Yield tables of these shapes to copy: what each must have, or may have."""
    for shape in shapes:
        samples = {field.alias: _sample(field.kind) for field in shape.fields}
        needed = [name for name in shape.names if name in shape.required]
        for names in [needed] if needed else [[name] for name in shape.names]:
            said = ", ".join(f"{name} = {samples[name]}" for name in names)
            yield f"{{ {said} }}"


def _sample(kind: Any) -> str:
    """Return a value of this kind as TOML has it."""
    members = get_args(kind) if is_union(kind) else (kind,)
    if is_class(members[0]):
        return next(_forms([shape_of(members[0])]))
    return SAMPLES.get(members[0], '"..."')


def _tagged(
    converter: Converter, raw: dict[str, Any], shapes: Sequence[Shape], tag: str
) -> Any:
    by_tag = {tag_of(shape.cls): shape for shape in shapes}
    faults = Gathering()
    said = raw.get(tag, "")
    if isinstance(said, str) and said not in by_tag:
        said = FORMER.get(said, said)
    if tag not in raw:
        faults.add(MISSING.problem(tag, form="choice", known=tuple(by_tag)))
    elif not isinstance(said, str) or said not in by_tag:
        faults.add(problem_of(UnknownNameError(tag, said, by_tag), tag))
    faults.raise_if_any()
    rest = {key: value for key, value in raw.items() if key != tag}
    return converter.structure(rest, by_tag[said].cls)


def unstructure_union(
    converter: Converter, tags: Mapping[Any, str], value: Any, kind: Any
) -> Any:
    """Return `value` as a document says it, with the tag where one is needed."""
    said = converter.unstructure(value, unstructure_as=type(value))
    tag = tag_key(kind, tags)
    if tag and isinstance(said, dict):
        return {tag: tag_of(type(value)), **said}
    return said
