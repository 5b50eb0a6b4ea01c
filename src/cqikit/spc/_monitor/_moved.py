"""A copy of a frozen value with other fields, which are known to be right.

What was checked once need not be checked with every point: attrs' own `evolve` does,
and takes most of the time that a point takes.
"""

from __future__ import annotations

from typing import Any, TypeVar

from attrs import fields

__all__ = ["moved"]

T = TypeVar("T")


def moved(made: T, **changes: Any) -> T:
    """Return a copy of an attrs value with some other fields, unchecked."""
    kind: Any = type(made)
    copied: T = object.__new__(kind)
    for this_field in fields(kind):
        name = this_field.name
        value = changes[name] if name in changes else getattr(made, name)
        object.__setattr__(copied, name, value)
    return copied
