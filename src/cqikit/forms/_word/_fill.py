"""From a document to what stands in the cells of its form, and what has no cell.

What has no cell (the log of a step that was split, a text that a cell cannot show) is
told at the end of the form, each with its place and as JSON, so that nothing is hidden
in a form and nothing is lost on the way back. Of a list that has a key, single parts
can stand there; of one that has none, the entries that cannot be shown, or all, where
the order would not be the same again.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from attrs import define, field

from cqikit.core import Wording
from cqikit.forms._word._cells import shown
from cqikit.forms._word._lists import Names, at, joined, names_in, take, variant
from cqikit.forms._word._template import Fields, Rows, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.forms._word._template import Field, Tree

__all__ = ["Filled", "fill"]

#: The texts of one row, or of all fields of a part, by the path of each.
Cells = dict[str, str]


@define
class Filled:
    """A form with its texts: of each part its rows, and of the rest place and JSON."""

    template: Template
    wording: Wording
    rows: dict[int, list[Cells]] = field(factory=dict)
    rest: list[tuple[tuple[str, ...], str]] = field(factory=list)
    names: Names = field(factory=Names)
    #: The lists whose entries all stand in a table, each under its key.
    keys: dict[str, str] = field(factory=dict)


def fill(template: Template, tree: Tree, wording: Wording) -> Filled:
    """Return what stands on the form of a document."""
    left: Tree = deepcopy(template.spread(tree))
    filled = Filled(template, wording, names=names_in(template, left))
    parts = list(enumerate(template.parts))
    for place, part in parts:
        if isinstance(part, Fields):
            cells: Cells = {}
            for this_field in part.fields:
                _move(filled, this_field, left, cells)
            filled.rows[place] = [cells]
    lists: dict[str, list[tuple[int, Rows]]] = {}
    for place, part in parts:
        if isinstance(part, Rows):
            filled.rows[place] = []
            lists.setdefault(part.list, []).append((place, part))
    # Those inside of others last: these have their keys by then.
    for several in sorted(lists.values(), key=lambda found: bool(found[0][1].inside)):
        _fill_list(filled, several, left)
    filled.rest = list(_told(left, (), filled.keys))
    return filled


def _move(
    filled: Filled, this_field: Field, row: Tree, cells: Cells, path: str = ""
) -> None:
    """Put what a field has to show into its cell, and take it out of the tree."""
    value = at(row, path or this_field.path)
    if value is None:
        return
    text = shown(this_field, value, filled.wording)
    links = value if isinstance(value, list) else [value]
    if this_field.of and any(
        filled.names.key(this_field.of, link) != link for link in links
    ):
        # What is no key, and the title of something else, would be taken for that.
        return
    if text is not None:
        cells[this_field.path] = text
        take(row, path or this_field.path)


def _fill_list(filled: Filled, several: list[tuple[int, Rows]], left: Tree) -> None:
    first = several[0][1]
    if first.inside:
        # Only where entries stand under their keys, others can name them.
        key = filled.keys.get(first.inside, "")
        for owner in at(left, first.inside) or () if key else ():
            named = {first.columns[0].path: owner[key]}
            _fill_entries(filled, several, owner, named)
    elif first.key:
        _fill_keyed(filled, several, left)
    else:
        _fill_entries(filled, several, left, {})


def _text(column: Field, key: Any) -> str:
    text = shown(column, key)
    return key if text == key else ""


def _fill_keyed(filled: Filled, several: list[tuple[int, Rows]], left: Tree) -> None:
    """Fill tables whose rows are known by a key: part by part, the rest stays."""
    entries = at(left, several[0][1].path) or []
    name = several[0][1].key
    keys = [_text(several[0][1].columns[0], entry.get(name)) for entry in entries]
    if "" in keys or len({key.casefold() for key in keys}) < len(keys):
        return
    filled.keys[several[0][1].path] = name
    for entry, key in zip(entries, keys, strict=True):
        for place, part in several:
            cells = {name: key}
            for column in part.columns:
                if column.path != name:
                    _move(filled, column, entry, cells)
            if not part.more or len(cells) > 1:
                filled.rows[place].append(cells)


def _fill_entries(
    filled: Filled,
    several: list[tuple[int, Rows]],
    owner: Tree,
    named: Cells,
) -> None:
    """Fill tables with the entries of a list that can be shown whole, and in order."""
    path = several[0][1].path
    entries = at(owner, path)
    if not entries:
        return
    stubs = list(several[0][1].stubs)
    if stubs:
        # Rows that are always there stand in their order, whatever that of the list.
        name = several[0][1].columns[0].path
        order_of = {key: place for place, key in enumerate(stubs)}
        entries = sorted(entries, key=lambda it: order_of.get(it[name], -1))
    made = [_row(filled, several, entry, named) for entry in entries]
    rest = [entry for entry, row in zip(entries, made, strict=True) if row is None]
    in_tables = [
        entry
        for place, _ in several
        for entry, row in zip(entries, made, strict=True)
        if row is not None and row[0] == place
    ]
    order = filled.template.order.get(several[0][1].list)
    if joined([*rest, *in_tables], order) != entries:
        return
    for row in made:
        if row is not None:
            filled.rows[row[0]].append(row[1])
    take(owner, path)
    if rest:
        owner[path] = rest


def _row(
    filled: Filled, several: list[tuple[int, Rows]], entry: Tree, named: Cells
) -> tuple[int, Cells] | None:
    """Return the table and the cells of an entry, None where they do not hold it."""
    for place, part in several:
        fixed = dict(part.fixed)
        if any(entry.get(name) != value for name, value in fixed.items()):
            continue
        left, cells = deepcopy(entry), dict(named)
        for name in fixed:
            del left[name]
        for column in part.columns:
            if column.path not in named:
                path = variant(part, entry.get("event"), column.path)
                _move(filled, column, left, cells, path)
        if not left and len(cells) > len(named):
            return place, cells
    return None


def _told(
    tree: Tree, path: tuple[str, ...], keys: dict[str, str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield place and JSON of all that stands in no cell."""
    for name, value in tree.items():
        where = (*path, name)
        key = keys.get(".".join(where))
        if key is not None:
            for entry in value:
                for inner in sorted(entry.keys() - {key}):
                    told = json.dumps(entry[inner], ensure_ascii=True)
                    yield (*where, entry[key], inner), told
        elif isinstance(value, dict):
            yield from _told(value, where, keys)
        else:
            yield where, json.dumps(value, ensure_ascii=True)
