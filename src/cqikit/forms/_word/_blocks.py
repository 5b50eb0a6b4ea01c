"""What stands on the pages of a file, in order: paragraphs, and tables of cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import define, field

from cqikit.core import Sentence, say
from cqikit.forms._word._cells import MARK
from cqikit.forms._word._package import W

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from cqikit.forms._word._package import Package

__all__ = [
    "Block",
    "Cell",
    "Loose",
    "Paragraph",
    "Row",
    "Table",
    "blocks_of",
]

#: What holds what people see, and is nothing itself.
AROUND: Final = frozenset(
    f"{W}{name}"
    for name in (
        *("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdtContent", "r"),
        *("fldSimple", "dir", "bdo", "ruby", "rubyBase"),
    )
)
SIGNS: Final = {
    f"{W}tab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "",
}
#: Where a page began when a word processor last laid them out.
PAGE_BREAK: Final = f"{W}lastRenderedPageBreak"
#: After all tables.
LAST: Final = 1 << 30
TEXT_BOX: Final = f"{W}txbxContent"
PICTURES: Final = ("}blip", "}imagedata", "}chart", "}OLEObject")
NOTES: Final = frozenset(f"{W}{name}" for name in ("comments", "footnotes", "endnotes"))
CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
ALTERNATES: Final = CHOICE.replace("Choice", "AlternateContent")
FALLBACK: Final = CHOICE.replace("Choice", "Fallback")

#: Of a control: its tag, "" outside of any; and what is typed in it.
Piece = tuple[str, str]
#: The tag of a control that has none any more: LibreOffice 7 drops them.
UNTAGGED: Final = "?"


@define
class Paragraph:
    """A paragraph: its pieces, and what its controls offer."""

    pieces: list[Piece] = field(factory=list)

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.pieces)


@define
class Cell:
    """A cell: its paragraphs, and which places of the table it takes."""

    column: int
    span: int = 1
    #: How many rows it takes; 0 where it goes on from the row above.
    rows: int = 1
    paragraphs: list[Paragraph] = field(factory=list)

    @property
    def text(self) -> str:
        texts = [paragraph.text for paragraph in self.paragraphs]
        return "\n".join(texts).strip("\n")

    @property
    def controls(self) -> list[Piece]:
        """Return the controls of the cell, in their order, with what is in each."""
        return [piece for it in self.paragraphs for piece in it.pieces if piece[0]]

    @property
    def is_parted(self) -> bool:
        """Say whether all that is typed stands in one control or another."""
        pieces = [piece for it in self.paragraphs for piece in it.pieces]
        return not any(text.strip() for tag, text in pieces if not tag)


@define
class Row:
    """A row: its cells, and where it is; page 0 where no page is known."""

    table: Table
    number: int
    page: int = 0
    cells: list[Cell] = field(factory=list)

    @property
    def where(self) -> Sentence:
        table = _on_page(self.page, self.table.where)
        return say("{table}, row {row}", table=table, row=self.number)

    @property
    def rank(self) -> tuple[int, int]:
        """Return where it comes among all rows of a file."""
        return self.table.number, self.number


@define
class Table:
    """A table: its number, what the form calls it once that is known, and its rows."""

    number: int
    title: str = ""
    rows: list[Row] = field(factory=list)

    @property
    def where(self) -> Sentence:
        if self.title:
            return say("table {table} ({title})", table=self.number, title=self.title)
        return say("table {table}", table=self.number)

    @property
    def tags(self) -> list[str]:
        """Return the tags of all its controls, those that have one."""
        controls = (
            it for row in self.rows for cell in row.cells for it in cell.controls
        )
        return [tag for tag, _ in controls if tag != UNTAGGED]


@define
class Loose:
    """A text that is in no field, where it is, and after which table."""

    where: Sentence
    text: str
    after: int = 0


Block = Table | Loose


def blocks_of(package: Package) -> list[Block]:
    """Return the tables and loose texts of a file, in their order."""
    # Only a word processor that laid the pages out knows them.
    noted = next(package.body.iter(PAGE_BREAK), None)
    reader = _Reader(page=0 if noted is None else 1)
    body = package.body.find(f"{W}body")
    for element in body if body is not None else ():
        reader.block(element)
    for name, root in package.beside.items():
        reader.beside(name, root)
    return reader.found


class _Reader:
    """What reads the pages of one file, and counts pages and tables."""

    def __init__(self, page: int = 0) -> None:
        self.found: list[Block] = []
        self.page = page
        self.tables = 0

    def keep(self, text: str, *, boxed: bool = False) -> None:
        """Keep a text outside of the fields, with where it is."""
        where = say("before the first table")
        if self.tables:
            where = say("after table {table}", table=self.tables)
        if boxed:
            where = say("in a text box")
        self.found.append(Loose(_on_page(self.page, where), text, self.tables))

    def block(self, element: Element) -> None:
        """Read a block of the page: a paragraph, a table, or what is around some."""
        if element.tag == f"{W}p":
            read = self.paragraph(element)
            if read.text.strip():
                self.keep(read.text.strip())
        elif element.tag == f"{W}tbl":
            self.table(element)
        else:
            for inner in _inside(element):
                self.block(inner)

    def beside(self, name: str, root: Element) -> None:
        """Read what stands beside the page: comments, notes, heads and feet."""
        kind = re.match("[a-z]+?(?=s?[0-9]*\\.xml|[A-Z])", name)
        places = {
            "comment": say("in a comment"),
            "footnote": say("in a footnote"),
            "endnote": say("in an endnote"),
            "header": say("at the head of the pages"),
            "footer": say("at the foot of the pages"),
        }
        if kind is None or kind[0] not in places:
            return
        for element in root if root.tag in NOTES else [root]:
            texts = [self.paragraph(it).text for it in element.iter(f"{W}p")]
            text = "\n".join(texts).strip()
            if text:
                self.found.append(Loose(places[kind[0]], text, LAST))

    def table(self, element: Element) -> None:
        self.tables += 1
        table = Table(self.tables)
        self.found.append(table)
        above: dict[int, Cell] = {}
        for number, found in enumerate(_all(element, f"{W}tr"), start=1):
            row = Row(table, number)
            table.rows.append(row)
            column = _number(found, "trPr", "gridBefore", 0)
            for each in _all(found, f"{W}tc"):
                cell = self.cell(each, column)
                merged = each.find(f"{W}tcPr/{W}vMerge")
                if merged is not None and merged.get(f"{W}val") != "restart":
                    first = above.get(column)
                    if first is not None:
                        first.rows += 1
                        cell.rows = 0
                else:
                    above[column] = cell
                row.cells.append(cell)
                column += cell.span
            row.page = self.page

    def cell(self, element: Element, column: int) -> Cell:
        cell = Cell(column, _number(element, "tcPr", "gridSpan", 1))
        self.fill(cell, element, "")
        return cell

    def fill(self, cell: Cell, element: Element, tag: str) -> None:
        """Read what stands in a cell, in controls around paragraphs, too."""
        for inner in _inside(element):
            if inner.tag == f"{W}p":
                cell.paragraphs.append(self.paragraph(inner, tag))
            elif inner.tag == f"{W}tbl":
                self.table(inner)
            elif inner.tag == f"{W}sdt":
                content = inner.find(f"{W}sdtContent")
                if content is not None and not _is_blank(inner):
                    # A word processor makes it one around paragraphs.
                    self.fill(cell, content, _tag(inner) or tag or UNTAGGED)
            elif inner.tag in AROUND:
                self.fill(cell, inner, tag)

    def paragraph(self, element: Element, tag: str = "") -> Paragraph:
        made = Paragraph()
        for inner in element:
            self.run(inner, tag, made)
        return made

    def run(self, element: Element, tag: str, made: Paragraph) -> None:
        """Read a piece of a paragraph."""
        kind = element.tag
        if kind == f"{W}t":
            made.pieces.append((tag, element.text or ""))
        elif kind in SIGNS:
            made.pieces.append((tag, SIGNS[kind]))
        elif kind == f"{W}br":
            if element.get(f"{W}type", "textWrapping") == "textWrapping":
                made.pieces.append((tag, "\n"))
        elif kind == PAGE_BREAK:
            self.page += 1
        elif kind == f"{W}sdt":
            self.control(element, tag, made)
        elif kind in AROUND:
            for inner in element:
                self.run(inner, tag, made)
        elif kind in (f"{W}drawing", f"{W}pict", f"{W}object", ALTERNATES):
            self.drawn(element)

    def control(self, element: Element, tag: str, made: Paragraph) -> None:
        """Read a content control; a mark, or what a word processor put in, is none."""
        inside = Paragraph()
        content = element.find(f"{W}sdtContent")
        own = _tag(element) or tag or UNTAGGED
        for inner in content if content is not None else ():
            self.run(inner, own, inside)
        text = inside.text
        if _is_blank(element) or text.strip() == MARK:
            text = ""
        if not any(it for it, _ in inside.pieces if it != own):
            made.pieces.append((own, text))
        else:
            made.pieces += inside.pieces

    def drawn(self, element: Element) -> None:
        """Keep what is typed into a box on the page, and tell of pictures."""
        boxes = [box for box in _of_choice(element) if box.tag == TEXT_BOX]
        for box in boxes:
            text = "\n".join(self.paragraph(it).text for it in box.iter(f"{W}p"))
            if text.strip():
                self.keep(text.strip(), boxed=True)
        if not boxes and any(it.tag.endswith(PICTURES) for it in element.iter()):
            self.keep(say("a picture"))


def _on_page(page: int, where: Sentence) -> Sentence:
    return say("page {page}, {place}", page=page, place=where) if page else where


def _of_choice(element: Element) -> Iterator[Element]:
    """Yield what is inside, of two ways to say the same only the first."""
    for inner in element:
        if inner.tag != FALLBACK:
            yield inner
            yield from _of_choice(inner)


def _inside(element: Element) -> Iterator[Element]:
    """Yield the blocks that an element holds, without what only says how."""
    for inner in element:
        if not inner.tag.endswith("Pr"):
            yield inner


def _all(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table, or the cells of a row, in controls, too."""
    for inner in element:
        if inner.tag == tag:
            yield inner
        elif inner.tag in AROUND or inner.tag == f"{W}sdt":
            yield from _all(inner, tag)


def _number(element: Element, about: str, name: str, usual: int) -> int:
    """Return a number that says how an element stands, within reason."""
    found = element.find(f"{W}{about}/{W}{name}")
    text = "" if found is None else found.get(f"{W}val", "")
    return min(int(text), 63) if text.isascii() and text.isdigit() else usual


def _tag(control: Element) -> str:
    found = control.find(f"{W}sdtPr/{W}tag")
    return "" if found is None else found.get(f"{W}val", "")


def _is_blank(control: Element) -> bool:
    """Say whether a control shows what stands for nothing."""
    found = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false")
