"""Writing documents as TOML, as people would: short tables stand on one line.

Every document can be said in TOML, since it has no null: what is not said is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.core import arguments
from cqikit.documents._results import TYPES
from cqikit.documents._toml_values import inline, key_text, toml_text
from cqikit.documents._write import unstructure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cattrs import Converter

    from cqikit.core import Catalog
    from cqikit.documents._types import DocumentType

__all__ = ["to_toml"]

#: Tables and lists that are longer than this stand in lines of their own.
WIDEST: Final = 72


@arguments()
def to_toml(
    value: object,
    *,
    types: Catalog[DocumentType] = TYPES,
    converter: Converter | None = None,
) -> str:
    """Return `value` as the text of a TOML document; `parse` reads it back.

    It is for a document that comes from a program and that people are to go on with.
    Comments of a document that was read are not in it.

    Parameters
    ----------
    value, types, converter
        See `unstructure`.

    Examples
    --------
    >>> from cqikit import documents
    >>> from cqikit.measures import Aim, Level
    >>> aim = Aim(key="seats", title="Seats", measure="m", target=Level(at=80), by=2026)
    >>> print(documents.to_toml(documents.Aims(aims=[aim])), end="")
    type = "aims"
    version = 1
    <BLANKLINE>
    [[aims]]
    key = "seats"
    title = "Seats"
    measure = "m"
    target = { at = 80 }
    by = "2026"
    """
    said = unstructure(value, types=types, converter=converter)
    return "\n".join(_table(said, ())).lstrip("\n") + "\n"


def _table(table: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a table: what fits on lines first, then tables below it."""
    below = {}
    for key, value in table.items():
        if _has_tables(value):
            below[key] = value
        else:
            yield f"{key_text(key)} = {_value(value)}"
    for key, value in below.items():
        here = (*path, key)
        name = ".".join(map(key_text, here))
        parts = value if isinstance(value, list) else [value]
        head = f"[[{name}]]" if isinstance(value, list) else f"[{name}]"
        for part in parts:
            yield ""
            yield head
            yield from _table(part, here)


def _has_tables(value: Any) -> bool:
    """Say whether a value stands under a head of its own."""
    if isinstance(value, dict):
        return bool(value) and len(inline(value)) > WIDEST
    # A list of tables and of other things can only stand on one line.
    tables = (
        isinstance(value, list)
        and value
        and all(isinstance(member, dict) for member in value)
    )
    return bool(tables)


def _value(value: Any) -> str:
    """Return a value that stands after its key, in several lines where it is long."""
    if isinstance(value, str) and "\n" in value:
        text = "\n".join(toml_text(line)[1:-1] for line in value.split("\n"))
        return f'"""\n{text}"""'
    line = inline(value)
    if isinstance(value, list) and len(line) > WIDEST:
        return "[\n" + "".join(f"  {inline(member)},\n" for member in value) + "]"
    return line
