"""The line to write where a table belongs: ``target = { no_more_than = 15 }``."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

from cqikit.core import Period
from cqikit.documents._shapes import (
    Shape,
    is_class,
    is_list,
    is_table,
    is_union,
    shape_of,
    tag_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.documents._shapes import Field

__all__ = ["lines_for"]

#: A table shows no more levels of what is in it, and no more ways to write it.
DEEPEST: Final = 2
MOST_WAYS: Final = 3

#: Where the words stand of what has a key: a key names, it says nothing.
WORDS: Final = ("what", "title", "text")

SIMPLE: Final = {
    str: '"..."',
    int: "1",
    float: "1.0",
    bool: "true",
    date: "2026-10-31",
    Period: '"2026-10"',
}
#: Values of an example that could be taken for the right ones.
MADE_UP: Final = re.compile(r'(?<=[=\[] )("2026-10"|2026-10-31|1\.0|1)(?=[ ,\]])')


def lines_for(name: str, kind: Any, raw: Any, tags: Mapping[Any, str]) -> str:
    """Return what to write for a field that takes a table, "" where none does.

    Parameters
    ----------
    name : str
        The field, "" for a member of a list.
    kind
        What it takes.
    raw
        What stands there now; it is put where it fits.
    tags : mapping of union type to str
        As of a converter.
    """
    kinds = get_args(kind) if is_union(kind) else (kind,)
    shapes = [shape_of(this_kind) for this_kind in kinds if is_class(this_kind)]
    if not shapes and not (is_table(kind) and name):
        return ""
    if not shapes:
        return f'write {name} = {{ "..." = ... }}'
    tag = tags.get(kind, "")
    ways = list(
        dict.fromkeys(way for shape in shapes for way in _tables(shape, raw, tag))
    )
    # Tables that have room for what stands there come first; others, if none has.
    fitting = [way for way in ways if _said(raw) in way]
    ways = (fitting or ways)[:MOST_WAYS]
    start = f"{name} = " if name else ""
    shown = " or ".join(start + way for way in ways)
    # A day or number that nobody has said is an example, and is told to be one.
    said = _said(raw)
    is_example = any(found[1] != said for found in MADE_UP.finditer(shown))
    return f"write {'it with your own values, such as ' if is_example else ''}{shown}"


def _tables(shape: Shape, raw: Any, tag: str) -> list[str]:
    """Return the tables of a class: one, or one a field where none is required."""
    head = [f'{tag} = "{tag_of(shape.cls)}"'] if tag else []
    needed = [field for field in shape.fields if field.is_required]
    if needed or head:
        words = _words(shape, raw)
        if words and words not in needed:
            needed.append(words)
        first = words or _fitting(needed, raw)
        parts = [
            f"{field.alias} = {_value(field.kind, raw if field is first else None)}"
            for field in needed
        ]
        return [f"{{ {', '.join([*head, *parts])} }}"]
    fits = [field for field in shape.fields if _fits(field.kind, raw)] or shape.fields[
        :1
    ]
    return [f"{{ {fit.alias} = {_value(fit.kind, raw)} }}" for fit in fits]


def _words(shape: Shape, raw: Any) -> Field | None:
    """Return the field of what has a key where a text of several words may stand."""
    fields = {field.alias: field for field in shape.fields}
    if not isinstance(raw, str) or " " not in raw or "key" not in fields:
        return None
    return next((fields[name] for name in WORDS if name in fields), None)


def _fitting(fields: list[Field], raw: Any) -> Field | None:
    return next((field for field in fields if _fits(field.kind, raw)), None)


def _fits(kind: Any, raw: Any) -> bool:
    """Say whether what stands there could be a value of this kind."""
    kinds = get_args(kind) if is_union(kind) else (kind,)
    if isinstance(raw, bool) or raw is None:
        return False
    if isinstance(raw, int | float):
        return float in kinds or (int in kinds and isinstance(raw, int))
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return date in kinds or Period in kinds
    return isinstance(raw, str) and str in kinds


def _value(kind: Any, raw: Any, depth: int = 0) -> str:
    """Return an example of a kind as TOML writes it, `raw` itself where it fits."""
    if raw is not None and _fits(kind, raw):
        return _said(raw)
    if is_union(kind):
        kind = next(option for option in get_args(kind) if option is not type(None))
    if kind in SIMPLE:
        return SIMPLE[kind]
    if is_list(kind):
        inner = get_args(kind) or (str,)
        return f"[{_value(inner[0], None, depth + 1)}]" if depth < DEEPEST else "[...]"
    if is_class(kind) and depth < DEEPEST:
        needed = [field for field in shape_of(kind).fields if field.is_required]
        shown = needed or list(shape_of(kind).fields[:1])
        inside = (
            f"{field.alias} = {_value(field.kind, None, depth + 1)}" for field in shown
        )
        return f"{{ {', '.join(inside)} }}"
    names = _names(kind)
    return f'"{names[0]}"' if names else "{ ... }"


def _names(kind: Any) -> list[Any]:
    """Return what a choice may be, nothing for what is none."""
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [enum.value for enum in kind]
    return []


def _said(raw: Any) -> str:
    if isinstance(raw, str):
        cut = raw if len(raw) <= 40 else f"{raw[:37]}..."
        return '"' + cut.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, int | float):
        return f"{raw}"
    return "\0"
