"""A value as a small table, for notebooks that show a value by its HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from cqikit.core._arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["html_table"]


@arguments()
def html_table(
    caption: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> str:
    """Return a table of HTML, in which whatever was typed stays text.

    Parameters
    ----------
    header : iterable of Any
        The names of the columns.
    rows : Iterable[Iterable[Any]]
        The cells, row by row.

    Examples
    --------
    >>> print(html_table("Falls < 5", ["ward", "falls"], [["A & B", 3]]))
    <table>
    <caption>Falls &lt; 5</caption>
    <tr><th>ward</th><th>falls</th></tr>
    <tr><td>A &amp; B</td><td>3</td></tr>
    </table>
    """
    lines = ["<table>", f"<caption>{escape(caption)}</caption>", _row("th", header)]
    lines += [_row("td", row) for row in rows]
    return "\n".join([*lines, "</table>"])


def _row(tag: str, cells: Iterable[Any]) -> str:
    return (
        f"<tr>{''.join(f'<{tag}>{escape(str(cell))}</{tag}>' for cell in cells)}</tr>"
    )
