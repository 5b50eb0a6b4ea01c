"""Tables as files within a page: CSV in a link, so that nothing is fetched for one.

Spreadsheets take a text that begins with one of a few signs for a formula; what anybody
typed that begins so stands behind an apostrophe.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.reports._blocks import Cell, Table

__all__ = ["data_link"]

FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
#: What a link of data holds as it is.
PLAIN: Final = ",;:/?!*'()@$=[]|"
#: Spreadsheets read no more letters in a cell.
MOST: Final = 32_000


def data_link(table: Table) -> str:
    """Return a table as a link that holds a CSV file, with what is shortened whole."""
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(_guarded(column.title) for column in table.columns)
    rows.writerows([*_texts(row.cells)] for row in table.rows)
    # By the sign at its beginning, spreadsheets know how it is written.
    text = f"\ufeff{written.getvalue()}"
    return f"data:text/csv;charset=utf-8,{quote(text, safe=PLAIN)}"


def _texts(cells: tuple[Cell, ...]) -> Iterator[str]:
    for cell in cells:
        lines = ("".join(text.text for text in line) for line in cell.lines)
        yield _guarded(cell.whole or "; ".join(lines))
        yield from [""] * (cell.across - 1)


def _guarded(text: str) -> str:
    if len(text) > MOST:
        text = f"{text[:MOST]} \u2026"
    return f"'{text}" if text.startswith(FORMULAS) else text
