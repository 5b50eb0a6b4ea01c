"""The report as Markdown: the text and the tables of the page, without pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cqikit.core import Wording, arguments, instance_of, optional
from cqikit.reports._blocks import (
    Cell,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Table,
    Tone,
    line,
)
from cqikit.reports._catalogs import REPORT_CATALOGS, ReportCatalogs
from cqikit.reports._composed import Report
from cqikit.reports._page import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.reports._blocks import Block, Line

__all__ = ["to_markdown"]

#: Signs that mean something wherever they stand, and those that begin a block. An
#: address would be made a link by GitHub, bare as it is.
ANYWHERE: Final = re.compile(
    r"[\\`*_{}\[\]<>|~$&!^#]|:(?=//)|(?<=www)\.", re.IGNORECASE
)
BEGINNING: Final = re.compile(r"([-+=:%(@]|[0-9]+(?=[.)]))")
TICKS: Final = re.compile(r"`+")


@arguments(
    report=instance_of(Report),
    catalogs=instance_of(ReportCatalogs),
    wording=optional(instance_of(Wording)),
)
def to_markdown(
    report: Report,
    *,
    sources: Sequence[str] = (),
    catalogs: ReportCatalogs = REPORT_CATALOGS,
    wording: Wording | None = None,
) -> str:
    """Return the report as Markdown, with tables as GitHub and others read them.

    It says what the page says, in the same order; of the pictures it has only
    the outline of the driver diagram. Whatever anybody typed is shown as
    typed, and is neither a mark nor a tag.

    Parameters
    ----------
    report : Report
    sources : sequence of str
        Names of the files that the report is made from, to be named in it; none unless
        said.
    catalogs : ReportCatalogs
        Its sections stand on it, in their order; by default all there are.
    wording : core.Wording
        The language in which it is said, such as `languages.wording("es")`; by default
        that of the charter, else of the plan, else English.
    """
    page = page_of(report, sources, catalogs.sections, wording)
    blocks = [
        f"# {_plain(page.title)}",
        *(_begun(_line(pair)) for pair in page.opening),
    ]
    for section in page.sections:
        blocks.append(f"## {_plain(section.title)}")
        level = 3
        for block in section.blocks:
            blocks += _written(block, level)
            # What is folded stands under the heading before it.
            level = 4 if isinstance(block, Heading) else level
    return "\n\n".join(blocks) + "\n"


def _written(block: Block, level: int = 3) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"### {_plain(text)}"
        case Paragraph(said):
            yield _begun(_line(said))
        case Listing():
            yield "\n".join(
                f"{f'{place}.' if block.numbered else '-'} {_begun(_line(pair))}"
                for place, pair in enumerate(block.lines, start=1)
            )
        case Table():
            if block.caption:
                yield f"**{_plain(block.caption)}**"
            yield "\n".join(_table(block))
        case Picture():
            if "\n" in block.outline:
                yield _as_typed(block.outline)
            elif block.outline:
                yield _begun(_plain(block.outline))
        case _:
            yield f"{'#' * level} {_line(block.summary)}"
            for this_block in block.blocks:
                yield from _written(this_block, level + 1)


def _table(table: Table) -> Iterator[str]:
    yield _row(_plain(column.title) for column in table.columns)
    yield _row("---:" if column.number else "---" for column in table.columns)
    for row in table.rows:
        said = [_cell(cell) for cell in row.cells]
        # A cell over several columns stands in the first of them.
        yield _row([*said, *[""] * (len(table.columns) - len(said))])


def _row(cells: Iterator[str] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(_line(said) for said in cell.lines)


def _line(texts: Line) -> str:
    """Return a line; what is strong stays so, other tones have no sign."""
    said = ""
    for text in texts:
        plain = ANYWHERE.sub(r"\\\g<0>", text.text)
        said += f"**{plain.strip()}**" if text.tone is Tone.STRONG else plain
    return said.strip()


def _plain(text: str) -> str:
    return _line(line(text))


def _begun(said: str) -> str:
    """Escape what would begin a list, a directive or the like."""
    begun = BEGINNING.match(said)
    if begun is None:
        return said
    sign = begun[1]
    rest = said[begun.end() :]
    return f"{sign}\\{rest}" if sign.isdigit() else f"\\{sign}{rest}"


def _as_typed(text: str) -> str:
    """Return lines as they are, between fences that no line of theirs can close."""
    ticks = max((len(word) for word in TICKS.findall(text)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}text\n{text.rstrip()}\n{fence}"
