"""Parts of findings and keys of panels: what JSON has as itself, all else by its kind.

Texts, whole numbers, true and false and finite numbers stand as they are; a day is
``{"day": "2026-03-02"}``, a period ``{"period": "2026-Q1"}``, a number that JSON has
not ``{"number": "nan"}``, and a tuple a list of these.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from cqikit.core import Period, plain_number, say
from cqikit.documents._faults import plain_text, refuse
from cqikit.documents._shapes import is_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from cattrs import Converter

__all__ = ["add_part_hooks", "part_schema"]

#: What stands in a table of one key that says its kind.
KINDS: Final[dict[str, Any]] = {
    "day": date,
    "period": Period,
    "number": Literal["inf", "-inf", "nan"],
}
MUST: Final = say(
    'must be text, a number, true or false, {"day": ...}, {"period": ...} or a list'
    " of these"
)
WRITTEN: Final = say(
    "must be text, a number, true or false, a day, a period or a tuple of these"
)


def add_part_hooks(converter: Converter) -> None:
    """Teach `converter` to read and to write the parts of findings."""
    converter.register_structure_hook_func(
        is_part, lambda raw, _: _part_in(converter, raw)
    )
    converter.register_unstructure_hook_func(is_part, _part_out)


def _part_out(part: Any) -> Any:
    if isinstance(part, tuple):
        return [_scalar_out(member) for member in part]
    return _scalar_out(part)


def _scalar_out(part: Any) -> Any:
    if isinstance(part, date) and not isinstance(part, datetime):
        return {"day": part.isoformat()}
    if isinstance(part, Period):
        return {"period": str(part)}
    # A number of NumPy and a member of an enumeration are plain ones to others.
    part = part if isinstance(part, bool) else plain_number(part)
    if isinstance(part, float) and not math.isfinite(part):
        return {"number": str(part)}
    for kind in (bool, int, float):
        if isinstance(part, kind):
            return kind(part)
    if isinstance(part, str):
        return plain_text(part)
    raise refuse(WRITTEN, part)


def _part_in(converter: Converter, raw: Any) -> Any:
    if isinstance(raw, list | tuple):
        return tuple(_scalar_in(converter, member) for member in raw)
    return _scalar_in(converter, raw)


def _scalar_in(converter: Converter, raw: Any) -> Any:
    if type(raw) in (str, int, float, bool):
        return converter.structure(raw, type(raw))
    if isinstance(raw, dict) and len(raw) == 1 and raw.keys() <= KINDS.keys():
        [(kind, said)] = raw.items()
        made = converter.structure(said, KINDS[kind])
        return float(made) if kind == "number" else made
    raise refuse(MUST, raw)


def part_schema(of_kind: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of a part; `of_kind` has those of days and periods."""
    scalars: list[dict[str, Any]] = [{"type": ["string", "number", "boolean"]}]
    scalars += [
        {
            "type": "object",
            "properties": {name: of_kind(kind)},
            "required": [name],
            "additionalProperties": False,
        }
        for name, kind in KINDS.items()
    ]
    return {"anyOf": [*scalars, {"type": "array", "items": {"anyOf": scalars}}]}
