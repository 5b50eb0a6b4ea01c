"""Places in plain trees, and lists that are put together from several tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.forms._word._template import Rows, Tree

__all__ = ["at", "joined", "put", "take", "variant"]


def at(tree: Tree, path: str) -> Any:
    """Return what stands at a path of a tree, None where nothing does."""
    here: Any = tree
    for name in path.split("."):
        if not isinstance(here, dict) or name not in here:
            return None
        here = here[name]
    return here


def take(tree: Tree, path: str) -> None:
    """Take out what stands at a path, and what holds nothing else."""
    name, _, inner = path.partition(".")
    if inner:
        take(tree[name], inner)
    if not inner or not tree[name]:
        del tree[name]


def put(tree: Tree, path: str, value: Any) -> None:
    """Put a value at a path; a table is put into the one that is there."""
    *outer, name = path.split(".")
    here = tree
    for step in outer:
        here = here.setdefault(step, {})
    there = here.get(name)
    if isinstance(there, dict) and isinstance(value, dict):
        for inner, part in value.items():
            put(there, inner, part)
    else:
        here[name] = value


def joined(entries: Iterable[Tree], order: Sequence[str] | None) -> list[Tree]:
    """Return entries in order of their days, and on one day of their types.

    Without an order they stay as they are; what has no day yet, stays at its place.
    """
    listed = list(entries)
    if order is None:
        return listed
    ranks = {name: place for place, name in enumerate(order)}
    return sorted(
        listed,
        key=lambda it: (str(it.get("on", "")), ranks.get(str(it.get("event")), 0)),
    )


def variant(part: Rows, event: Any, column: str) -> str:
    """Return the attribute that a column is of an entry of this type of event."""
    attributes = part.variants.get(event) if isinstance(event, str) else None
    return column if attributes is None else attributes.get(column, column)
