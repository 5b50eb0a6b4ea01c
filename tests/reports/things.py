"""Things with just the fields that a function of a page reads."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

__all__ = ["thing"]


def thing(**parts: Any) -> Any:
    """Return something with these fields, for whatever type is asked for."""
    return SimpleNamespace(**parts)
