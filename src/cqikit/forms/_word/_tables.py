"""Tables of a form, read: which cell is which field, and what is in none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cqikit.core import say
from cqikit.forms._word._blocks import UNTAGGED
from cqikit.forms._word._typed import KEPT, Entry, first_line, stub_key
from cqikit.forms._word._words import REST, head, plain, stub_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.forms._word._blocks import Cell, Row, Table
    from cqikit.forms._word._template import Field, Fields, Rows
    from cqikit.forms._word._typed import Known

__all__ = ["FieldTable", "RowTable"]


class FieldTable:
    """What reads a table of fields, one a row."""

    def __init__(self, known: Known, number: int, part: Fields) -> None:
        self.placing, self.placed, self.part = known, known.placed, part
        self.number, self.labels = number, known.labels[number]
        made = self.placed.entries.setdefault(number, [Entry("")])
        self.entry = made[0]

    def read(self, table: Table) -> None:
        known = [self.labelled(row) for row in table.rows]
        same = len(table.rows) == len(self.part.fields)
        for at, row in enumerate(table.rows):
            if known[at] is None and row.cells:
                # In another language, or with a label that was changed.
                there = [self.tagged(row), self.part.fields[at] if same else None]
                known[at] = next((it for it in there if it and it not in known), None)
        for at, row in enumerate(table.rows):
            self.row(row, known, at)

    def labelled(self, row: Row) -> Field | None:
        """Return the field that the first cell of a row names."""
        first = first_line(row.cells[0].text) if row.cells else ""
        for this_field, names in zip(self.part.fields, self.labels, strict=True):
            if first in names:
                return this_field
        return None

    def tagged(self, row: Row) -> Field | None:
        """Return the field that a control of a row is tagged with."""
        tags = {tag for cell in row.cells for tag, _ in cell.controls}
        for this_field, tag in zip(self.part.fields, self.part.tags, strict=True):
            if tag in tags:
                return this_field
        return None

    def row(self, row: Row, known: Sequence[Field | None], at: int) -> None:
        this_field = known[at]
        if not row.cells:
            return
        first, *others = row.cells
        if this_field is None:
            for cell in row.cells:
                self.placed.leave(self.placing.at(row, cell), cell.text)
            return
        self.entry.places.setdefault(
            this_field.path, self.placing.at(row, first, this_field)
        )
        left = self.beside(first, this_field)
        if not others:
            # The label and what was typed were merged into one cell.
            self.put(this_field, row, first, left)
            return
        self.placed.leave(self.placing.at(row, first), left)
        value, *more = others
        for cell in more:
            self.placed.leave(self.placing.at(row, cell), cell.text)
        if value.rows < 2:
            self.put(this_field, row, value, value.text)
            return
        texts = [text for _, text in value.controls]
        over = [it for it in known[at : at + value.rows] if it is not None]
        if value.is_parted and len(texts) == len(over) == value.rows:
            for inner, text in zip(over, texts, strict=True):
                self.put(inner, row, value, text)
        else:
            self.placed.leave(self.placing.at(row, value), value.text)

    def beside(self, cell: Cell, this_field: Field) -> str:
        """Return what stands in the cell of a label beside what is printed there."""
        text = cell.text
        for printed_head in self.placing.heads(self.part, this_field):
            if plain(text) == printed_head:
                return ""
        for it in self.placing.wordings:
            for line in head(self.part, this_field, it):
                # A line as it was printed, first of all the label.
                text = re.sub(rf"\s*{re.escape(line)}\s*", "\n", text, count=1)
        return text.strip()

    def put(self, this_field: Field, row: Row, cell: Cell, text: str) -> None:
        """Keep what is typed into a field; a second text for one is listed."""
        if not text.strip():
            return
        where = self.placing.at(row, cell, this_field)
        if this_field.path in self.entry.cells:
            self.placed.leave(where, text)
            return
        self.entry.cells[this_field.path] = text
        self.entry.places[this_field.path] = where


class RowTable:
    """What reads a table of entries, one a row."""

    def __init__(self, known: Known, number: int, part: Rows) -> None:
        self.placing, self.placed, self.part = known, known.placed, part
        self.labels = known.labels[number]
        self.entries = self.placed.entries.setdefault(number, [])
        self.tags = dict(zip(part.tags, part.columns, strict=True))
        if number == KEPT:
            self.tags = {it.path: it for it in REST}

    def read(self, table: Table) -> None:
        heads = [row for row in table.rows if self.is_head(row)]
        columns = self.columns(table, heads[:1])
        for row in heads:
            self.head(row)
        made = [
            (row, self.entry(row))
            for row in table.rows
            if not any(row is it for it in heads)
        ]
        for at, (row, entry) in enumerate(made):
            if self.part.stubs:
                self.stub(row, entry, at, len(made))
        cells = [
            (cell, row, [it for _, it in made[at : at + cell.rows]])
            for at, (row, _) in enumerate(made)
            for cell in row.cells
            if cell.rows
        ]
        # What goes on over rows counts for those in which something else stands.
        for cell, row, over in sorted(cells, key=lambda found: len(found[2])):
            self.cell(cell, row, columns, over)
        first = self.part.columns[0].path if self.part.stubs else ""
        for _, entry in made:
            typed = {path for path in entry.cells if path != first}
            if first and typed and first not in entry.cells:
                # A row that was added to those that are always there.
                for path in typed:
                    self.placed.leave(entry.places[path], entry.cells[path])
            elif any(entry.cells[path].strip() for path in typed):
                self.entries.append(entry)

    def entry(self, row: Row) -> Entry:
        self.placed.ranks.setdefault(row.where, (*row.rank, -1))
        return Entry(row.where, rank=row.rank)

    def is_head(self, row: Row) -> bool:
        """Say whether a row says what the columns are."""
        found = {first_line(cell.text) for cell in row.cells if cell.text.strip()}
        seen = sum(bool(names & found) for names in self.labels)
        return (
            bool(found) and seen * 2 > len(found) and seen >= min(2, len(self.labels))
        )

    def columns(self, table: Table, heads: list[Row]) -> dict[int, Field]:
        """Return which column of the table is which of the form."""
        made: dict[int, Field] = {}
        for row in heads:
            for cell in row.cells:
                first = first_line(cell.text)
                for column, names in zip(self.part.columns, self.labels, strict=True):
                    if first in names and column not in made.values():
                        made[cell.column] = column
                        break
        widths = {sum(cell.span for cell in row.cells) for row in table.rows}
        if widths == {len(self.part.columns)}:
            # As it was: a head that was changed is where it was.
            for at, column in enumerate(self.part.columns):
                if at not in made and column not in made.values():
                    made[at] = column
        return made

    def head(self, row: Row) -> None:
        """List what somebody wrote into the head of a table."""
        printed_heads = {
            text
            for column in self.part.columns
            for text in self.placing.heads(self.part, column)
        }
        for cell in row.cells:
            if plain(cell.text) not in printed_heads:
                self.placed.leave(self.placing.at(row, cell), cell.text)

    def stub(self, row: Row, entry: Entry, at: int, rows: int) -> None:
        """Find which of the rows it is that are always there."""
        name = self.part.columns[0].path
        text = row.cells[0].text if row.cells else ""
        key = stub_key(text)
        keys = list(self.part.stubs)
        if key not in self.part.stubs:
            if rows != len(keys):
                return
            key = keys[at]
        entry.cells[name] = key
        expected = {
            stub_text(key, self.part.stubs[key], it) for it in self.placing.wordings
        }
        left = plain(text)
        if row.cells and left not in expected:
            for it in expected:
                left = left.replace(it, "", 1)
            self.placed.leave(self.placing.at(row, row.cells[0]), left)

    def cell(
        self, cell: Cell, row: Row, columns: dict[int, Field], over: list[Entry]
    ) -> None:
        """Place a cell: in its column, in several, in several rows, or nowhere."""
        takes = [
            columns[at]
            for at in range(cell.column, cell.column + cell.span)
            if at in columns
        ]
        if not takes:
            tagged = dict.fromkeys(tag for tag, _ in cell.controls if tag != UNTAGGED)
            takes = [self.tags[tag] for tag in tagged if tag in self.tags]
        if self.part.stubs and self.part.columns[0] in takes:
            return
        texts = [text for _, text in cell.controls]
        tagged_here = [self.tags.get(tag) for tag, _ in cell.controls]
        if len(takes) > 1 and len(tagged_here) == 1 and tagged_here[0] in takes:
            # Of cells that were merged, only one control is left.
            takes = [column for column in takes if column is tagged_here[0]]
        parted = cell.is_parted and len(texts) == len(takes) * cell.rows > 1
        if parted:
            spread = iter(texts)
            for column in takes:
                for entry in over:
                    self.put(column, entry, next(spread))
        elif len(takes) == 1:
            for at, entry in enumerate(over):
                if at == 0 or any(it.strip() for it in entry.cells.values()):
                    self.put(takes[0], entry, cell.text)
        else:
            self.placed.leave(self.placing.at(row, cell), cell.text)

    def put(self, column: Field, entry: Entry, text: str) -> None:
        if text.strip():
            entry.cells[column.path] = text
            where = say("{row}, {label}", row=entry.where, label=column.label)
            at = self.part.columns.index(column)
            self.placed.ranks.setdefault(where, (*entry.rank, at))
            entry.places[column.path] = where
