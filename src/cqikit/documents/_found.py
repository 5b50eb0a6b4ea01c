"""What is found at a place that is named, as entry points name it, and loaded then."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any, Final

from cqikit.core import say
from cqikit.errors import FieldError

__all__ = ["found_at", "is_found_at"]

PLACE: Final = re.compile(r"\w+(?:\.\w+)*:\w+")


@cache
def found_at(field_name: str, place: str) -> Any:
    """Return what is found at a place, "package.module:name"; its module is loaded."""
    try:
        if PLACE.fullmatch(place):
            module, _, name = place.partition(":")
            return getattr(import_module(module), name)
    except (ImportError, AttributeError):
        pass
    must = say('must lead to something, as "package.module:name" does')
    raise FieldError(field_name, must, place)


def is_found_at(place: str, found: object) -> bool:
    """Say whether this is what is found at a place; nothing is loaded to say no."""
    name = place.rpartition(":")[2]
    return getattr(found, "__name__", "") == name and found is found_at("", place)
