"""Places in plain trees, lists put together from several tables, and names in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.forms._word._template import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.forms._word._template import Template, Tree

__all__ = ["WHERE", "Names", "at", "joined", "names_in", "put", "take", "variant"]

#: Under which an entry keeps where it stands, until its document is put together.
WHERE: Final = "\0where"


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


class Names:
    """What entries of lists are called: by their keys, or by their titles."""

    def __init__(self) -> None:
        self._keys: dict[str, dict[str, set[str]]] = {}

    def add(self, path: str, key: Any, *titles: Any) -> None:
        """Keep by what an entry of a list may be called."""
        called = self._keys.setdefault(path, {})
        for title in (key, *titles):
            called.setdefault(str(title).casefold(), set()).add(str(key))

    def key(self, paths: Iterable[str], name: str) -> str:
        """Return the key of the entry that is called so; the name where none is."""
        lists = [self._keys.get(path, {}) for path in paths]
        found = {key for called in lists for key in called.get(name.casefold(), ())}
        known = any(name in keys for called in lists for keys in called.values())
        return found.pop() if not known and len(found) == 1 else name


def names_in(template: Template, tree: Tree) -> Names:
    """Return what the entries of a document are called."""
    names = Names()
    aim = tree.get("aim")
    if isinstance(aim, dict):
        names.add("aim", aim.get("key"), aim.get("title"))
    for part in template.parts:
        if isinstance(part, Rows) and part.key_from and not part.more:
            owners = at(tree, part.inside) or [] if part.inside else [tree]
            for owner in owners:
                for entry in at(owner, part.path) or ():
                    titles = [entry[name] for name in part.key_from if name in entry]
                    names.add(part.list, entry.get("key"), *titles)
    return names
