"""In tables of the examples, numbers stand to the right, and days are not broken."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs

from cqikit.core import ENGLISH
from cqikit.reports._blocks import Column, Table, in_words
from cqikit.reports._page import page_of
from tests.examples import loaded

NAMES = ("answers", "child_care", "home_visiting", "measles", "scutari")
NUMBER = r"-?\d[\d,.]*"
ONE = re.compile(rf"{NUMBER}( %)?")
SPAN = re.compile(rf"{NUMBER} to {NUMBER}")


def tables(shown: Any) -> Iterator[Table]:
    """Yield the tables of a page, wherever on it they stand."""
    if isinstance(shown, Table):
        yield shown
    elif isinstance(shown, tuple):
        for each in shown:
            yield from tables(each)
    elif attrs.has(type(shown)):
        for field in attrs.fields(type(shown)):
            yield from tables(getattr(shown, field.name))


@cache
def columns() -> list[tuple[Column, list[str]]]:
    """Return each column beside the first, with what its cells say, on all pages."""
    found = []
    for name in NAMES:
        page = in_words(page_of(loaded.report(name)), ENGLISH)
        for table in tables(page):
            for place, column in list(enumerate(table.columns))[1:]:
                cells = [
                    row.cells[place] for row in table.rows if place < len(row.cells)
                ]
                lines = [str(cell.lines[0]) for cell in cells if cell.lines]
                found.append((column, [line for line in lines if line]))
    return [(column, cells) for column, cells in found if column.title and cells]


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    said: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for column, cells in columns():
        said[column.title, column.number] += cells
    for (title, right), cells in said.items():
        numbers = sum(bool(ONE.fullmatch(cell)) for cell in cells)
        spans = sum(bool(SPAN.fullmatch(cell)) for cell in cells)
        if right:
            assert numbers + spans, (title, cells)
        else:
            assert 2 * numbers <= len(cells), (title, cells)


def test_what_says_when_is_not_broken() -> None:
    whole = {column.title for column, _ in columns() if column.whole}
    assert whole == {"By when", "When"}
    assert all(column.whole for column, _ in columns() if column.title in whole)
