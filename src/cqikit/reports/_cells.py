"""Lines and the cells of tables as HTML: Python writes them, as most of a page is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from markupsafe import Markup

    from cqikit.reports._blocks import Cell, Column, Row, Text

__all__ = ["cells_html", "said_html"]

Escape: TypeAlias = "Callable[[str], Markup]"


def said_html(texts: Iterable[Text]) -> Markup:
    """Return a line with its tones and links; what anybody typed is escaped."""
    from markupsafe import Markup, escape  # noqa: PLC0415

    return Markup("".join(_said(texts, escape)))  # noqa: S704


def _said(texts: Iterable[Text], escape: Escape) -> Iterator[str]:
    for text in texts:
        said = str(escape(text.text))
        if text.tone:
            name = "strong" if text.tone == "strong" else "span"
            kind = "" if name == "strong" else f' class="{text.tone.value}"'
            said = f"<{name}{kind}>{said}</{name}>"
        yield f'<a href="#{escape(text.to)}">{said}</a>' if text.to else said


def cells_html(row: Row, columns: Sequence[Column], how: str) -> Markup:
    """Return the cells of a row, the first of which heads it.

    Parameters
    ----------
    row : Row
    columns : sequence of Column
        Of its table.
    how : str
        What the sign is called that leads to how a figure was worked out.
    """
    from markupsafe import Markup, escape  # noqa: PLC0415

    made = []
    for place, cell in enumerate(row.cells):
        order = cell.order
        order = f' data-v="{escape(order)}"' if order else ""
        within = _within(cell, how, escape)
        if not place:
            made.append(f'<th scope="row"{order}>{within}</th>')
            continue
        kind = ""
        if cell.across > 1:
            kind = f' colspan="{cell.across}"'
        elif columns[place].number:
            kind = ' class="n"'
        elif columns[place].whole:
            kind = ' class="whole"'
        made.append(f"<td{kind}{order}>{within}</td>")
    return Markup("".join(made))  # noqa: S704


def _within(cell: Cell, how: str, escape: Escape) -> str:
    sign = _sign(cell.how, how, escape) if cell.how else ""
    if len(cell.lines) == 1:
        return f"{''.join(_said(cell.lines[0], escape))}{sign}"
    signs = (sign, *[""] * len(cell.lines))
    return "".join(
        f"<div>{''.join(_said(texts, escape))}{sign}</div>"
        for texts, sign in zip(cell.lines, signs, strict=False)
    )


def _sign(key: str, how: str, escape: Escape) -> str:
    key, how = escape(key), escape(how)
    return (
        f'<a class="how" href="#how-{key}" aria-label="{how}" title="{how}"'
        f' id="at-{key}">i</a>'
    )
