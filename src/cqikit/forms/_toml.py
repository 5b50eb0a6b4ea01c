"""A layout as the TOML of its document, to be kept, looked at and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from cqikit.documents import toml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["items_text", "key_text", "toml_of", "value_text"]

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
    items = [f"  {_item(item)}," for item in fields.pop("items")]
    order = [*FIRST, *(name for name in fields if name not in FIRST)]
    lines = ['type = "answers-layout"', "version = 1"]
    for name in order:
        value = fields[name]
        if value != unsaid[name]:
            lines.append(f"{name} = {value_text(value)}")
    if items:
        lines += ["items = [", *items, "]"]
    return "\n".join([*lines, ""])


def items_text(items: Iterable[attrs.AttrsInstance]) -> str:
    """Return the columns of items as one line of a layout."""
    return f"[{', '.join(_item(attrs.asdict(item)) for item in items)}]"


def _item(fields: dict[str, Any]) -> str:
    return value_text({name: said for name, said in fields.items() if said})


def value_text(value: Any) -> str:
    """Return a value as a line of TOML has it."""
    if isinstance(value, dict):
        pairs = (
            f"{key_text(key)} = {value_text(member)}" for key, member in value.items()
        )
        return f"{{ {', '.join(pairs)} }}"
    return toml_text(value) if isinstance(value, str) else repr(value)


def key_text(key: str) -> str:
    """Return a key, quoted where TOML asks for it."""
    return key if key.isidentifier() and key.isascii() else toml_text(key)
