"""What is told of a reading besides its answers: nothing is left aside silently."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import Severity, few, plural
from cqikit.forms._layout import AnswersLayout, Unfinished
from cqikit.forms._propose import form_of
from cqikit.forms._told_kinds import (
    EMPTY,
    NO_COLUMN,
    PASSED_OVER,
    TWICE,
    UNFINISHED,
    UNREAD_COLUMN,
)
from cqikit.forms._words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cqikit.assessments import Framework
    from cqikit.core import Finding
    from cqikit.forms._form import Form
    from cqikit.forms._rows import Rows
    from cqikit.tables import Table

__all__ = ["told", "unused"]

#: What tools write in place of a person's address.
NOBODY: Final = frozenset({"", "anonymous"})


def told(
    table: Table, layout: AnswersLayout, framework: Framework, rows: Rows
) -> tuple[Finding, ...]:
    """Return the findings of how an export was read."""
    form = form_of(table)
    return (
        *_columns(table, layout, framework, rows.kept, form),
        *_left_out(table, layout, rows),
        *_doubles(table, layout, rows.kept, form),
        *_passed_over(table),
    )


def unused(table: Table, layout: AnswersLayout) -> list[tuple[str, list[int]]]:
    """Return what no part of a layout names, with the rows that say something of it.

    That is a column of the export, or in a long table what stands in its column of
    items.
    """
    named = {column for item in layout.items for column in (item.column, *item.boxes)}
    if layout.item:
        known, found = set(map(fold, named)), dict[str, list[int]]()
        for place, cell in enumerate(table.column(layout.item)):
            if cell.strip() and fold(cell) not in known:
                found.setdefault(cell.strip(), []).append(place)
        return list(found.items())
    named |= {layout.respondent, layout.role, layout.unit, layout.site, layout.on}
    named |= {*layout.where, *layout.where_not, *layout.role_boxes}
    return [
        (
            name or f"column {at + 1} without a name",
            [place for place, row in enumerate(table.rows) if row[at].strip()],
        )
        for at, name in enumerate(table.columns)
        if name not in named or not name
    ]


def _columns(
    table: Table,
    layout: AnswersLayout,
    framework: Framework,
    kept: Sequence[int],
    form: Form,
) -> Iterator[Finding]:
    """Yield the columns that nothing reads, and the items that have none."""
    read, counts = set(kept), dict[str, int]()
    for name, places in unused(table, layout):
        count = len(read.intersection(places))
        if count and (layout.item or not form.is_own(name)):
            counts[name] = count
    asked = {item.item for item in layout.items}
    lacking = [item.key for item in framework.all_items if item.key not in asked]
    word = "item" if layout.item else _column_of(table)
    severity = Severity.WARNING if lacking and counts else Severity.NOTE
    key = lacking[0] if lacking else ""
    if counts:
        values = [f"{name} ({plural(n, 'value')})" for name, n in counts.items()]
        parts = few(values, "names", form=word if lacking else f"{word}+fits")
        yield UNREAD_COLUMN.at(severity=severity, count=len(counts), key=key, **parts)
    if lacking:
        yield NO_COLUMN.at(
            severity=severity,
            lacking=len(lacking),
            items=len(framework.all_items),
            key=key,
            **few(lacking, form=f"{word}+told" if counts else word),
        )


def _left_out(table: Table, layout: AnswersLayout, rows: Rows) -> Iterator[Finding]:
    form = "kept" if layout.unfinished is Unfinished.KEPT else ""
    for kind, places in ((UNFINISHED, rows.unfinished), (EMPTY, rows.empty)):
        if places:
            yield kind.at(count=len(places), **_rows(table, places, form))


def _doubles(
    table: Table, layout: AnswersLayout, kept: Sequence[int], form: Form
) -> Iterator[Finding]:
    """Yield who answers twice, and which rows are the same in every column."""
    if layout.item:
        return
    columns = list(table.columns)
    unit = columns.index(layout.unit) if layout.unit in columns else None
    telling = [
        (at, name)
        for at, name in enumerate(columns)
        if name != layout.respondent
        and any(fnmatchcase(name, pattern) for pattern in form.people)
    ]
    for at, name in telling:
        said = [
            (fold(table.rows[place][at]), unit is not None and table.rows[place][unit])
            for place in kept
        ]
        for places in _alike(kept, said, {who for who in said if who[0] in NOBODY}):
            yield TWICE.at(name=name, count=len(places), **_rows(table, places))
    if form.own and not layout.respondent:
        for places in _alike(kept, [table.rows[place] for place in kept], set()):
            same = _rows(table, places, _column_of(table))
            yield TWICE.at(count=len(places), **same)


def _alike(
    kept: Sequence[int], said: Iterable[object], never: set[object]
) -> list[list[int]]:
    """Return the places of those that say the same, where several do."""
    groups: dict[object, list[int]] = {}
    for place, value in zip(kept, said, strict=True):
        if value not in never:
            groups.setdefault(value, []).append(place)
    return [places for places in groups.values() if len(places) > 1]


def _passed_over(table: Table) -> Iterator[Finding]:
    others: Sequence[str] = getattr(table, "passed_over", ())
    if others:
        kinds = [f"{others.count(other)} {other}" for other in dict.fromkeys(others)]
        yield PASSED_OVER.at(**few(kinds, "kinds"))


def _column_of(table: Table) -> str:
    """Return what a table calls its columns."""
    return getattr(table, "word_for_column", "column")


def _rows(table: Table, places: Sequence[int], form: str = "") -> dict[str, Any]:
    """Return what rows are called, such as ``row 3, row 7 and 5 more``."""
    word = getattr(table, "word_for_row", "row")
    called = [f"{word} {table.numbers[place]}" for place in places]
    return few(called, "rows", form=form)
