"""What people typed, found again: which table is which part, which cell which field.

What people see decides: a cell belongs to the label beside it or above it, then to the
tag of its control, then to its place in a table that is as it was. A cell that was
merged from several is parted where each has its control still; one that goes on over
rows counts for all of them; any other is listed, with all that stands where the form
has no field.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cqikit.forms._word._blocks import Loose
from cqikit.forms._word._tables import FieldTable, RowTable
from cqikit.forms._word._template import Fields, Rows
from cqikit.forms._word._typed import KEPT, Known, first_line, stub_key
from cqikit.forms._word._words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.core import Wording
    from cqikit.forms._word._blocks import Block, Table
    from cqikit.forms._word._template import Template
    from cqikit.forms._word._typed import Placed

__all__ = ["place"]

#: Signs that a word processor writes by itself, at the foot of a page.
NUMBERS: Final = re.compile(r"[\W\d]*")


def place(template: Template, blocks: Iterable[Block], wording: Wording) -> Placed:
    """Return what is typed on a form, by its parts."""
    return _Placing(template, wording).of(blocks)


class _Placing(Known):
    """What places the blocks of one file on one form."""

    def __init__(self, template: Template, wording: Wording) -> None:
        super().__init__(template, wording)
        self.used: list[int] = []

    def of(self, blocks: Iterable[Block]) -> Placed:
        for block in blocks:
            if isinstance(block, Loose):
                self.placed.ranks.setdefault(block.where, (block.after, 1 << 30, 0))
                self.loose(block)
                continue
            number = self.part_of(block)
            if number is None:
                for row in block.rows:
                    for cell in row.cells:
                        self.placed.leave(self.at(row, cell), cell.text)
                continue
            self.used.append(number)
            part = self.parts[number]
            block.title = self.title(part)
            if isinstance(part, Fields):
                FieldTable(self, number, part).read(block)
            else:
                RowTable(self, number, part).read(block)
        return self.placed

    def loose(self, block: Loose) -> None:
        """List a text outside of the tables, unless the form has printed it."""
        lines = [plain(line) for line in re.split(r"[\n\t]", block.text)]
        typed = [
            line
            for line in lines
            if line not in self.printed and not NUMBERS.fullmatch(line)
        ]
        if plain(block.text) not in self.printed and typed:
            self.placed.leave(block.where, block.text)

    def part_of(self, table: Table) -> int | None:
        """Return which part a table is, None for one that is not of the form."""
        scores = {number: self.score(number, table) for number in self.parts}
        best = max(scores.values())
        if best <= 0:
            return None
        alike = [number for number, score in scores.items() if score == best]
        free = [number for number in alike if number not in self.used]
        last = self.used[-1] if self.used else KEPT
        after = [number for number in free if number > last]
        return [*after, *free, *alike][0]

    def score(self, number: int, table: Table) -> float:
        """Return how much speaks for a table being a part: labels, tags, keys."""
        part, labels = self.parts[number], self.labels[number]
        tags = set(table.tags)
        tagged = sum(self.tags.get(tag) == number for tag in tags)
        if isinstance(part, Fields):
            firsts = [first_line(row.cells[0].text) for row in table.rows if row.cells]
            seen = sum(any(it in known for it in firsts) for known in labels)
        else:
            heads = [
                {first_line(cell.text) for cell in row.cells} for row in table.rows[:2]
            ]
            seen = max(
                (sum(bool(known & found) for known in labels) for found in heads),
                default=0,
            )
        if isinstance(part, Rows) and part.stubs:
            keys = {stub_key(row.cells[0].text) for row in table.rows if row.cells}
            seen += len(keys & set(part.stubs))
        share = seen / max(len(labels), 1)
        return seen + tagged + share if seen >= min(2, len(labels)) or tagged else 0.0
