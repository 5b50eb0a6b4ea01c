"""Paragraphs and tables as Word reads them: text of XML, a whole table read at once.

python-docx finds a place for each row, cell, paragraph and run, and looks through what
stands there, and through all styles, before; for a table of hundreds of rows that takes
longer than all the rest of its file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from cqikit.reports._blocks import Cell, Line, Table, Text, Tone, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["HANGING", "KEPT", "read_paragraph", "read_rows"]

#: Colours of tones.
COLOURS: Final = {
    Tone.QUIET: "5B6470",
    Tone.GOOD: "0072B2",
    Tone.BAD: "D55E00",
    Tone.MEETS: "00795C",
}
#: Letters that are written from right to left.
FROM_RIGHT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
AT_RIGHT: Final = '<w:jc w:val="right"/>'
#: What is on the page of what follows it.
KEPT: Final = "<w:keepNext/>"
#: An item of a list, whose sign hangs before it.
HANGING: Final = (
    '<w:tabs><w:tab w:pos="432" w:val="left"/></w:tabs><w:spacing w:after="40"/>'
    '<w:ind w:left="432" w:hanging="432"/>'
)


def read_paragraph(
    said: Line, *, style: str = "", about: str = "", sign: str = ""
) -> Any:
    """Return a paragraph in a style, by its id; a `sign` has a tab after it."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = f"<w:pPr>{named}{about}</w:pPr>" if named or about else ""
    before = f"<w:r><w:t>{sign}</w:t><w:tab/></w:r>" if sign else ""
    return _read("p", [look, before, *map(_run, said)])


def read_rows(table: Table, widths: Sequence[int], style: str) -> list[Any]:
    """Return the rows of a table whose columns are so many twentieths of a point wide.

    Its head, if it has one, is on every page.
    """
    head = tuple(cell(Text(column.title, Tone.STRONG)) for column in table.columns)
    rows = [(head, "<w:cantSplit/><w:tblHeader/>")] if table.headed else []
    rows += [(row.cells, "<w:cantSplit/>") for row in table.rows]
    starts = [
        f'<w:pPr><w:pStyle w:val="{style}"/>{AT_RIGHT * column.number}</w:pPr>'
        for column in table.columns
    ]
    return list(_read("tbl", (_row(*row, widths, starts, style) for row in rows)))


def _read(name: str, parts: Iterable[str]) -> Any:
    from docx.oxml.ns import nsdecls  # noqa: PLC0415
    from docx.oxml.parser import parse_xml  # noqa: PLC0415

    return parse_xml(f"<w:{name} {nsdecls('w')}>{''.join(parts)}</w:{name}>")


def _row(
    cells: Sequence[Cell],
    about: str,
    widths: Sequence[int],
    starts: Sequence[str],
    style: str,
) -> str:
    parts, at = [], 0
    for this_cell in cells:
        after = at + this_cell.across
        span, start = "", starts[at]
        if this_cell.across > 1:
            span = f'<w:gridSpan w:val="{this_cell.across}"/>'
            start = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        width = f'<w:tcW w:type="dxa" w:w="{sum(widths[at:after])}"/>'
        lines = "".join(
            f"<w:p>{start}{''.join(map(_run, said))}</w:p>"
            for said in this_cell.lines or (Line(),)
        )
        parts.append(f"<w:tc><w:tcPr>{width}{span}</w:tcPr>{lines}</w:tc>")
        at = after
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(parts)}</w:tr>"


def _run(text: Text) -> str:
    """Return a piece of a line, in the look of its tone."""
    said = text.text
    look = "<w:b/><w:bCs/>" if text.tone is Tone.STRONG else ""
    if text.tone in COLOURS:
        look = f'<w:color w:val="{COLOURS[text.tone]}"/>'
    if FROM_RIGHT.search(said):
        look += "<w:rtl/>"
    about = f"<w:rPr>{look}</w:rPr>" if look else ""
    kept = ' xml:space="preserve"' if said != said.strip() else ""
    plain = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<w:r>{about}<w:t{kept}>{plain}</w:t></w:r>"
