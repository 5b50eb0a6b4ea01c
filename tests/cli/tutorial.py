"""The tutorial's page: its blocks in order, and how its tables are typed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

__all__ = ["COMMAND", "INSTALLS", "blocks", "rows_of", "type_in"]

PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "from-an-empty-folder.md"
#: A block to paste, a table to type in, or commands with what they answer.
BLOCK = re.compile(r"```(\w+)\n(.*?)```\n|((?:^\|[^\n]*\n)+)", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.(?:toml|xlsx))`")
INSTALLS = re.compile(r'python -m pip install "\./[\w.-]+\[all\]"')


def blocks() -> Iterator[tuple[str, str, str]]:
    """Yield the blocks in order: their kind, the file named last before, the text."""
    text = PAGE.read_text("utf-8")
    for block in BLOCK.finditer(text):
        named = NAMED.findall(text[: block.start()])
        yield block[1] or "table", named[-1] if named else "", block[2] or block[3]


def rows_of(table: str) -> list[list[str]]:
    """Return the cells of a table of the page, row by row, with its head first."""
    lines = [line.strip("| ").split(" | ") for line in table.splitlines()]
    return [lines[0], *lines[2:]]


def type_in(path: Path, rows: list[list[str]]) -> None:
    """Type rows into the first sheet of a workbook, under the names of its columns.

    An item's column has the item's key at its end, in brackets.
    """
    book = load_workbook(path)
    page = book.worksheets[0]
    heads = [str(cell.value) for cell in page[1]]
    places = [
        next(
            at for at, head in enumerate(heads, 1) if f"[{name}]" in f"[{head}] {head}"
        )
        for name in rows[0]
    ]
    for number, cells in enumerate(rows[1:], 2):
        for at, cell in zip(places, cells, strict=True):
            page.cell(number, at, int(cell) if cell.isdecimal() else cell)
    book.save(path)
