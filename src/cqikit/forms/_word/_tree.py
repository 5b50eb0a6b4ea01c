"""From what is typed on a form to the tree of its document, with the place of each."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import FindingKind, key_of, problem_of, say
from cqikit.errors import KnownNames, UnknownNameError
from cqikit.forms._word._lists import WHERE, Names, at, joined, put, variant
from cqikit.forms._word._template import FieldKind, Fields, Rows
from cqikit.forms._word._typed import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.forms._word._meanings import Meanings
    from cqikit.forms._word._template import Field, Template, Tree
    from cqikit.forms._word._typed import Entry, Placed

__all__ = ["places_of", "tree_of"]

#: Between the cells of a row that is left out.
BAR: Final = " | "
TWICE: Final = FindingKind(
    "form.twice", says="a row above is called {name}, too", fix="give each its own"
)
#: Of a row that belongs to an entry of a list: it must say to which.
NAMELESS: Final = FindingKind("form.nameless", says="{label}: {told}")
#: What an entry of a list is, where that is not the list's name without its s.
KINDS: Final = {"growth": "need"}
NOUNS: Final = {"areas": say("area"), "steps": say("step")}
BETWEEN: Final = re.compile(r"\s*\u203a\s*")
LINKS: Final = frozenset({FieldKind.NAME, FieldKind.NAMES})


def tree_of(template: Template, placed: Placed, meanings: Meanings) -> Tree:
    """Return the tree of a document; what belongs nowhere in it is left in `placed`."""
    return _Making(template, placed, meanings).tree()


class _Making:
    """What makes the tree of one form."""

    def __init__(self, template: Template, placed: Placed, meanings: Meanings) -> None:
        self.template, self.placed, self.meanings = template, placed, meanings
        self.made: Tree = {}
        self.names = Names()
        #: What the entries of each list are called on the form.
        self.called: dict[str, list[str]] = {}
        self.known: dict[str, KnownNames] = {}
        self.links: list[tuple[Tree, str, Field]] = []
        self.keys = {
            part.path: part.key
            for part in template.parts
            if isinstance(part, Rows) and part.key
        }

        self.titled = {
            part.path
            for part in template.parts
            if isinstance(part, Rows) and part.key_from
        }

    def tree(self) -> Tree:
        parts = list(enumerate(self.template.parts))
        for number, part in parts:
            if isinstance(part, Fields):
                for entry in self.placed.entries.get(number, ()):
                    self.fields(part, entry)
        tables = [(number, part) for number, part in parts if isinstance(part, Rows)]
        # Those inside of others, and those with more of them, last.
        for number, part in sorted(
            tables, key=lambda found: bool(found[1].inside) + found[1].more
        ):
            for entry in self.placed.entries.get(number, ()):
                self.entry(part, entry)
        for entry in self.placed.entries.get(KEPT, ()):
            self.kept(entry)
        self.aim()
        for row, path, column in self.links:
            row[path] = self.linked(row[path], column)
        self.order()
        if "key" not in self.made and self.made.get(self.template.key_from):
            title = str(self.made[self.template.key_from])
            self.made["key"] = key_of(title, self.template.document)
        return self.template.gather(self.made)

    def aim(self) -> None:
        """Give the aim of a diagram the key that it may be called by."""
        aim = self.made.get("aim")
        if isinstance(aim, dict) and aim.get("title"):
            aim.setdefault("key", key_of(str(aim["title"]), "aim"))
            self.names.add("aim", aim["key"], aim["title"])

    def fields(self, part: Fields, entry: Entry) -> None:
        for this_field in part.fields:
            if this_field.path in entry.cells:
                where = entry.places[this_field.path]
                text = entry.cells[this_field.path]
                value = self.meanings.of(this_field, text, where)
                if value is not None:
                    put(self.made, this_field.path, value)
                if value is not None or where in self.placed.refused:
                    _mark(self.made, "")[this_field.path] = where

    def entry(self, part: Rows, entry: Entry) -> None:
        """Add what is typed in a row to its list, or to an entry of it."""
        if entry.where in self.placed.refused:
            self.placed.leave(entry.where, BAR.join(entry.cells.values()))
            return
        first = part.columns[0]
        name = entry.cells.get(first.path, "").strip()
        path = part.inside or (part.path if part.more else "")
        owner = self.named(path, name) if path else self.made
        # What has no title is named by further columns as well as by the first.
        is_new = owner is None and part.more and path not in self.titled
        if path and (not name or (owner is None and not is_new)):
            self.unknown(path, first, name, entry)
            return
        row = self.row(part, entry)
        if part.more:
            row.pop(first.path, None)
            self.more(row, owner or self.begun(part, name, entry))
            return
        if part.inside:
            row.pop(first.path, None)
        entries = self.entries_of(owner or self.made, part.path)
        key = row.get(part.key) if part.key else None
        if key is not None and any(it.get(part.key) == key for it in entries):
            self.placed.refused[entry.where] = TWICE.problem(entry.where, name=str(key))
            self.placed.leave(entry.where, BAR.join(entry.cells.values()))
            return
        self.key(part, row, entries, entry)
        entries.append(row)

    def row(self, part: Rows, entry: Entry) -> Tree:
        """Return an entry as the document has it."""
        cells = {
            column.path: self.meanings.of(
                column,
                entry.cells[column.path],
                entry.places.get(column.path, entry.where),
            )
            for column in part.columns
            if column.path in entry.cells
        }
        row: Tree = {**part.fixed}
        marks = _mark(row, entry.where)
        for column in part.columns:
            if column.path in cells:
                name = variant(part, cells.get("event"), column.path)
                where = entry.places.get(column.path, entry.where)
                if cells[column.path] is not None or where in self.placed.refused:
                    marks[name] = where
                if cells[column.path] is None:
                    continue
                put(row, name, cells[column.path])
                if column.kind in LINKS and name != "of":
                    self.links.append((row, name, column))
        return row

    def unknown(self, path: str, column: Field, name: str, entry: Entry) -> None:
        """Leave out a row that does not say to which entry of a list it belongs."""
        listed, known = self.called.get(path, ()), self.known.get(path, KnownNames())
        if len(known) < len(listed):
            known = self.known[path] = KnownNames(listed)
        error = UnknownNameError(NOUNS.get(path, column.label), name, known)
        fault = problem_of(error, entry.where)
        if not name:
            fault = NAMELESS.problem(
                entry.where, label=column.label, told=say("missing")
            )
        self.placed.refused[entry.where] = fault
        self.placed.leave(entry.where, BAR.join(entry.cells.values()))

    def key(self, part: Rows, row: Tree, entries: list[Any], entry: Entry) -> None:
        """Give an entry the key that it may be called by, and its title to go by."""
        if not part.key_from:
            return
        texts = [str(row[name]) for name in part.key_from if row.get(name)]
        if "key" not in row and texts:
            taken = {it.get("key") for it in entries}
            row["key"] = next(
                it for it in _keys(texts[0], part.path) if it not in taken
            )
        if "key" in row:
            # It may be called by what was typed as its key, even if that can be none.
            typed = " ".join(entry.cells.get("key", str(row["key"])).split())
            self.names.add(part.list, row["key"], *texts, typed)
            self.called.setdefault(part.list, []).append([*texts, typed][0])

    def begun(self, part: Rows, name: str, entry: Entry) -> Tree:
        """Add an entry of which nothing is known but its further columns."""
        owner: Tree = {part.columns[0].path: name}
        _mark(owner, entry.where)
        self.entries_of(self.made, part.path).append(owner)
        return owner

    def more(self, row: Tree, owner: Tree) -> None:
        """Put further columns into the entry that the first one names."""
        marks = row.pop(WHERE)
        for path, value in row.items():
            put(owner, path, value)
        owner[WHERE].update({path: it for path, it in marks.items() if path})
        self.links = [
            (owner if it is row else it, path, column)
            for it, path, column in self.links
        ]

    def entries_of(self, owner: Tree, path: str) -> list[Any]:
        entries = at(owner, path)
        if entries is None:
            entries = []
            put(owner, path, entries)
        listed: list[Any] = entries
        return listed

    def named(self, path: str, name: str) -> Tree | None:
        """Return the entry of a list that a short name or a title names."""
        key = self.keys.get(path, "key")
        wanted = _folded(self.names.key([path], " ".join(str(name).split())))
        for entry in at(self.made, path) or ():
            if _folded(str(entry.get(key, ""))) == wanted:
                found: Tree = entry
                return found
        return None

    def linked(self, said: Any, column: Field) -> Any:
        """Return the keys of what is called by its title."""
        if isinstance(said, list):
            return [self.linked(name, column) for name in said]
        return self.names.key(column.of, str(said))

    def kept(self, entry: Entry) -> None:
        """Put back what the form has no field for."""
        path = entry.cells.get("rest.place", "")
        text = entry.cells.get("rest.value", "")
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            self.placed.leave(entry.where, f"{path}: {text}")
            return
        names = [name for name in BETWEEN.split(path.strip()) if name]
        if not names or not self.back(names, value):
            self.placed.leave(entry.where, f"{path}: {text}")
        elif len(names) == 1:
            _mark(self.made, "")[names[0]] = entry.where

    def back(self, names: list[str], value: Any) -> bool:
        """Put a value at a place, and say whether there is such a place."""
        for many in range(len(names) - 2, 0, -1):
            path = ".".join(names[:many])
            if path in self.keys:
                owner = self.named(path, names[many])
                inner = ".".join(names[many + 1 :])
                return owner is not None and _join(owner, inner, value)
        return _join(self.made, ".".join(names), value)

    def order(self) -> None:
        """Put lists into order that are in order of their days."""
        for path, kinds in self.template.order.items():
            outer, _, inner = path.rpartition(".")
            owners = (at(self.made, outer) or []) if outer else [self.made]
            for owner in owners:
                if isinstance(owner.get(inner), list):
                    owner[inner] = joined(owner[inner], kinds)


def _mark(tree: Tree, where: str) -> dict[str, str]:
    """Return where the parts of an entry stand, to be added to."""
    marks: dict[str, str] = tree.setdefault(WHERE, {"": where})
    return marks


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _keys(title: str, path: str) -> Iterator[str]:
    """Yield keys of a title: its first words in Latin letters, else kind and number."""
    word = "-".join(key_of(title, "").split("-")[:5])
    if any(sign.isalpha() for sign in word):
        yield word
        yield from (f"{word}-{number}" for number in count(2))
    kind = KINDS.get(path, path.rpartition(".")[2].rstrip("s"))
    yield from (f"{kind}-{number}" for number in count(1))


def _join(owner: Tree, path: str, value: Any) -> bool:
    """Put a value into a tree, before what is there of a list; never over it."""
    here: Any = owner
    *outer, name = path.split(".")
    for step in outer:
        here = here.setdefault(step, {}) if isinstance(here, dict) else None
    if not isinstance(here, dict):
        return False
    there = here.get(name)
    if isinstance(there, list) and isinstance(value, list):
        there[:0] = value
        return True
    if there is not None:
        return False
    here[name] = value
    return True


def places_of(tree: Any, path: str = "") -> dict[str, str]:
    """Take out of a tree where its parts stand; return it by the path of each."""
    found: dict[str, str] = {}
    if isinstance(tree, dict):
        for name, where in tree.pop(WHERE, {}).items():
            found[".".join(filter(None, (path, name)))] = where
        for name, part in tree.items():
            found |= places_of(part, f"{path}.{name}" if path else name)
    elif isinstance(tree, list):
        for number, part in enumerate(tree):
            found |= places_of(part, f"{path}[{number}]")
    return found
