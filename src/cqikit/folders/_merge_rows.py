"""Two people's edits of one table of text, merged by its columns and rows.

How it works: every cell goes by the name of its column, so that it makes no difference
where a column stands, how the text is encoded or how its lines end. A row is known by
its period and team, else by all that it says in the columns that every side has. First
the columns are merged as a list, then the rows: what both sides have of a row is one
piece, and what stands in a column that only one of them has is merged by itself. Where
a side has a row as it comes out, it is written as it stands there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import evolve, fields_dict, frozen

from cqikit import documents
from cqikit.core import say
from cqikit.documents import Conflict
from cqikit.errors import SourceError
from cqikit.folders._text_tables import Cells, Form, TextTable, line_of, text_table

__all__ = ["merged_rows"]

#: The cells of each row by the names of the columns, by the key of the row.
Rows: TypeAlias = Mapping[str, Mapping[str, str]]

DECIMAL: Final = re.compile(r"-?[0-9]+([.,])[0-9]+")
TAKEN_OUT: Final = say("one took the column out, the other has new cells in it")


@frozen
class _Names:
    columns: Cells


@frozen
class _Row:
    """A row: what both sides have columns for, and what only one of them has."""

    key: str
    both: str
    mine: str
    theirs: str


@frozen
class _Laid:
    rows: tuple[_Row, ...]


def merged_rows(
    name: str, sides: Sequence[bytes], called: frozenset[str]
) -> tuple[bytes, list[Conflict]]:
    """Return base, mine and theirs as one table, and what does not agree in it.

    Rows are known by the columns that are `called` so, in small letters. Raises a
    SourceError where a side is no table, or where they cannot be compared.
    """
    tables = [text_table(name, data) for data in sides]
    _check_decimals(name, tables)
    form = _form_of(tables)
    rows, told = _known(name, tables, called, form.delimiter)
    columns, conflicts = _columns(tables, rows)
    made, found = _joined(columns, tables, rows, form.delimiter)
    texts = _texts(tables, columns, form.delimiter)
    lines = [
        texts.get(cells) or line_of(cells, form.delimiter) for cells in (columns, *made)
    ]
    text = form.ends.join(lines) + form.ends * form.ended
    return text.encode(form.encoding), [*conflicts, *found, *told]


def _check_decimals(name: str, tables: Sequence[TextTable]) -> None:
    """Refuse 1,5 beside 1.5, where what stands between cells says it was meant so."""
    if len({table.form.delimiter for table in tables}) > 1:
        cells = (cell for table in tables for row in table.rows for cell in row)
        if len({found[1] for cell in cells if (found := DECIMAL.fullmatch(cell))}) > 1:
            what = say("numbers have a decimal point in one, a comma in another")
            raise SourceError(name, what)


def _form_of(tables: Sequence[TextTable]) -> Form:
    ways = [
        [getattr(table.form, part) for table in tables] for part in fields_dict(Form)
    ]
    return Form(*(_settled(*way) for way in ways))


def _settled(base: Any, mine: Any, theirs: Any) -> Any:
    """Return what is new of two; of two new ones, the same whoever is mine."""
    there = [side for side in (mine, theirs) if side is not None] or [base]
    return min([side for side in there if side != base] or there)


def _known(
    name: str, tables: Sequence[TextTable], called: frozenset[str], delimiter: str
) -> tuple[list[Rows], list[Conflict]]:
    """Return the rows of each side by what they are known by, and what is not known."""
    base, *others = tables
    shared = [
        column
        for column in base.columns
        if all(column in table.columns for table in others)
    ]
    if not shared:
        raise SourceError(name, say("no column is in all three"))
    keyed = [column for column in shared if column.casefold() in called]
    keys = [
        [", ".join(cells).strip() for cells in _cells(table, keyed)] for table in tables
    ]
    sure = keyed and all(all(side) and len({*side}) == len(side) for side in keys)
    if not sure:
        keys = [_counted(_cells(table, shared), delimiter) for table in tables]
    rows: list[Rows] = [
        {
            key: dict(zip(table.columns, row, strict=True))
            for key, row in zip(side, table.rows, strict=True)
        }
        for side, table in zip(keys, tables, strict=True)
    ]
    return rows, [] if sure else _rewritten(rows)


def _cells(table: TextTable, columns: Iterable[str]) -> list[Cells]:
    places = [table.columns.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in table.rows]


def _counted(rows: Iterable[Cells], delimiter: str) -> list[str]:
    """Return the text of each row; of rows that say the same, with a number."""
    seen: Counter[str] = Counter()
    keys = []
    for cells in rows:
        text = line_of(cells, delimiter)
        seen[text] += 1
        # What ends like a numbered one is numbered, so that none is taken for another.
        once = seen[text] == 1 and not text.endswith(")")
        keys.append(text if once else f"{text} ({seen[text]})")
    return keys


def _rewritten(rows: Sequence[Rows]) -> list[Conflict]:
    """Return that neither has a row any longer, and somebody has one for it."""
    base, mine, theirs = rows
    gone = tuple(key for key in base if key not in mine and key not in theirs)
    new = [tuple(key for key in side if key not in base) for side in (mine, theirs)]
    if not gone or not any(new) or new[0] == new[1]:
        return []
    written = "both" if all(new) else "mine" if new[0] else "theirs"
    return [
        Conflict(where="rows", base=gone, mine=new[0], theirs=new[1], written=written)
    ]


def _columns(
    tables: Sequence[TextTable], rows: Sequence[Rows]
) -> tuple[Cells, list[Conflict]]:
    """Return the columns of the merged table.

    One that a side took out, or gave another name, stays where the other side wrote
    into it.
    """
    before, *sides = (list(table.columns) for table in tables)
    conflicts = []
    for own, other, whose in ((0, 1, "mine"), (1, 0, "theirs")):
        for place, column in enumerate(before):
            if column not in tables[1 + own].columns or column in sides[other]:
                continue
            if not _is_new(column, rows[0], rows[1 + own]):
                continue
            there = [column if place == own else None for place in range(2)]
            conflicts.append(
                Conflict(
                    where=f"columns[{column}]",
                    base=column,
                    mine=there[0],
                    theirs=there[1],
                    why=TAKEN_OUT,
                    written=whose,
                )
            )
            earlier = [
                sides[other].index(c) for c in before[:place] if c in sides[other]
            ]
            sides[other].insert(max(earlier, default=-1) + 1, column)
    found = documents.merge(*(_Names(tuple(names)) for names in (before, *sides)))
    return found.value.columns, [*conflicts, *found.conflicts]


def _is_new(column: str, base: Rows, own: Rows) -> bool:
    """Say whether a side has something in a column that was not there."""
    return any(
        row[column].strip() and row[column] != base.get(key, {}).get(column)
        for key, row in own.items()
    )


def _joined(
    columns: Cells, tables: Sequence[TextTable], rows: Sequence[Rows], delimiter: str
) -> tuple[list[Cells], list[Conflict]]:
    """Return the cells of each row of the merged table, and where sides disagree."""
    parts = _parts(columns, tables)
    held: dict[str, list[str]] = {}

    def laid(own: Rows, other: Rows) -> _Laid:
        made = []
        for key in own:
            cells = _said(key, columns, own, rows[0], other)
            texts = {}
            for part, names in parts.items():
                said = [cells[name] for name in names]
                texts[part] = line_of(said, delimiter)
                held[texts[part]] = said
            made.append(_Row(key, **texts))
        return _Laid(tuple(made))

    base, mine, theirs = rows
    found = documents.merge(laid(base, base), laid(mine, theirs), laid(theirs, mine))
    order = [column for names in parts.values() for column in names]
    places = [order.index(column) for column in columns]

    def cells_of(row: _Row) -> Cells:
        cells = held[row.both] + held[row.mine] + held[row.theirs]
        return tuple(cells[place] for place in places)

    def told(value: Any) -> Any:
        if isinstance(value, _Row):
            return line_of(cells_of(value), delimiter)
        return tuple(map(told, value)) if isinstance(value, tuple) else value

    conflicts = [
        evolve(
            conflict,
            where=conflict.where.removesuffix(".both"),
            base=told(conflict.base),
            mine=told(conflict.mine),
            theirs=told(conflict.theirs),
        )
        for conflict in found.conflicts
    ]
    return list(map(cells_of, found.value.rows)), conflicts


def _parts(columns: Cells, tables: Sequence[TextTable]) -> dict[str, list[str]]:
    """Return the columns that both sides have, and those that only one has."""
    parts: dict[str, list[str]] = {"both": [], "mine": [], "theirs": []}
    for column in columns:
        whose = [
            side
            for side, table in zip(("mine", "theirs"), tables[1:], strict=True)
            if column in table.columns
        ]
        parts[whose[0] if len(whose) == 1 else "both"].append(column)
    return parts


def _said(
    key: str, columns: Cells, own: Rows, base: Rows, other: Rows
) -> dict[str, str]:
    """Return the cells of a row; what a side has no column for, it left as it was."""
    elsewhere = base[key] if key in base else other.get(key, {})
    return {
        column: own[key][column] if column in own[key] else elsewhere.get(column, "")
        for column in columns
    }


def _texts(
    tables: Sequence[TextTable], columns: Cells, delimiter: str
) -> dict[Cells, str]:
    """Return how rows are written that a side has like that."""
    held: list[dict[Cells, str]] = []
    for table in tables:
        same = (table.columns, table.form.delimiter) == (columns, delimiter)
        rows = (table.columns, *table.rows) if same else ()
        held.append(dict(zip(rows, table.texts, strict=False)))
    return {
        cells: _settled(*(texts.get(cells) for texts in held))
        for cells in {**held[0], **held[1], **held[2]}
    }
