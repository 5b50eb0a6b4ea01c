"""A layout as the TOML of its document, to be kept, looked at and changed."""

from __future__ import annotations

from typing import Any, Final

import attrs

from cqikit.documents import toml_text

__all__ = ["toml_of"]

#: The fields of a document come in this order: what it is, then what is where.
FIRST: Final = (
    "key",
    "title",
    "framework",
    "framework_version",
    "file",
    "sheet",
    "delimiter",
    "skip",
)


def toml_of(layout: attrs.AttrsInstance) -> str:
    """Return a layout as a document of the type ``answers-layout``.

    What is as it is by default is left out.
    """
    fields, unsaid = attrs.asdict(layout), attrs.asdict(type(layout)())
    items = [
        f"  {_value({name: said for name, said in item.items() if said})},"
        for item in fields.pop("items")
    ]
    order = [*FIRST, *(name for name in fields if name not in FIRST)]
    lines = ['type = "answers-layout"', "version = 1"]
    for name in order:
        value = fields[name]
        if value != unsaid[name]:
            lines.append(f"{name} = {_value(value)}")
    if items:
        lines += ["items = [", *items, "]"]
    return "\n".join([*lines, ""])


def _value(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return toml_text(value) if isinstance(value, str) else repr(value)


def _key(key: str) -> str:
    return key if key.isidentifier() and key.isascii() else toml_text(key)
