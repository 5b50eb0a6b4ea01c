"""Write presets down with all their parameters, for golden files."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import attrs


def fields_of(
    value: Any, unsaid: Collection[str] = (), *, defaults: bool = True
) -> str:
    """Write a value with its fields, also those that have their default, or without."""
    said = (
        f"{field.name}={written(getattr(value, field.name), unsaid, defaults=defaults)}"
        for field in attrs.fields(type(value))
        if field.name not in unsaid
        and (defaults or getattr(value, field.name) != _default(field))
    )
    return f"{type(value).__name__}({', '.join(said)})"


def _default(field: Any) -> Any:
    default = field.default
    if not isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        return default
    # What is reckoned from the other fields has no default that could be written.
    return "..." if default.takes_self else default.factory()


def written(value: Any, unsaid: Collection[str] = (), *, defaults: bool = True) -> str:
    """Write a value that may hold others."""
    if attrs.has(type(value)):
        return fields_of(value, unsaid, defaults=defaults)
    if isinstance(value, (tuple, list)):
        said = (written(member, unsaid, defaults=defaults) for member in value)
        return f"({', '.join(said)})"
    if callable(value):
        return f"<{getattr(value, '__qualname__', type(value).__qualname__)}>"
    return repr(value)


def defaults_of(*kinds: type) -> list[str]:
    """Write the default of every field that has one, a line for each type."""
    return [
        f"{kind.__name__}: "
        + ", ".join(
            f"{field.name}={_default(field)!r}"
            for field in attrs.fields(kind)
            if field.default is not attrs.NOTHING
        )
        for kind in kinds
    ]
