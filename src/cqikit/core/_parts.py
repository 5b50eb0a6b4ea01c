"""The check of what sentences speak of: their parts, by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from cqikit.core._periods import Period
from cqikit.core._wording import say
from cqikit.errors import FieldTypeError

__all__ = ["is_parts"]

SCALARS: Final = (str, int, float, bool, date, Period)


def is_parts(instance: Any, attribute: Any, value: Any) -> None:  # noqa: ARG001
    """Check that parts are texts, numbers, days and periods by name."""
    if isinstance(value, (dict, Mapping)) and all(
        isinstance(key, str) and _is_part(of) for key, of in value.items()
    ):
        return
    must = say("must be texts, numbers, days, periods or tuples of these, by name")
    raise FieldTypeError("parts", must, value)


def _is_part(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_scalar, value))
    return _is_scalar(value)


def _is_scalar(value: Any) -> bool:
    # A moment is a day to Python; a sentence would lose its hour.
    return isinstance(value, SCALARS) and not isinstance(value, datetime)
