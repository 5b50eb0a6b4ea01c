"""A form as a file of Word: a package of XML, written as text.

Each cell to write in is one paragraph with one content control inside (a run-level
``w:sdt``), tagged with its field. Word and LibreOffice both keep these when a row is
added, a cell is merged or the file is saved as another; one around a whole cell, or
around paragraphs, LibreOffice 7 drops, and of all of them the tags. Nothing is dated,
so that the same form is the same file.
"""

from __future__ import annotations

import io
import unicodedata
from itertools import count
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cqikit.forms._word._cells import MARK, words_of
from cqikit.forms._word._styles import FILES, STYLES, paper
from cqikit.forms._word._template import Field, FieldKind, Fields
from cqikit.forms._word._words import (
    REST,
    REST_TEXT,
    REST_TITLE,
    below,
    head,
    plain,
    stub_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cqikit.core import Wording
    from cqikit.forms._word._fill import Cells, Filled
    from cqikit.forms._word._template import Rows

__all__ = ["PROPERTY", "page_of"]

#: What the properties of a file begin with that say which form it is.
PROPERTY: Final = "cqikit-"
#: The widths of paper that is written on, in twentieths of a point: upright, turned.
ROOM: Final = (10_080, 13_680)
#: A table of more columns than this turns the paper.
UPRIGHT: Final = 5
#: A row is not torn, and is 7 mm high or more.
LOW: Final = '<w:cantSplit/><w:trHeight w:val="400" w:hRule="atLeast"/>'
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
SHADED: Final = '<w:shd w:val="clear" w:color="auto" w:fill="EEF1F5"/>'
DATE: Final = (
    '<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="en-US"/>'
    '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
)
#: What says of a paragraph, and of its run, that they go to the right after all.
AGAINST: Final = (
    '<w:bidi w:val="0"/><w:jc w:val="right"/>',
    '<w:rPr><w:rtl w:val="0"/></w:rPr>',
)
NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def page_of(filled: Filled, wording: Wording) -> bytes:
    """Return a form with its texts as the bytes of a ``.docx`` file."""
    writer = _Writer(filled, wording)
    title = plain(wording.said(filled.template.title))
    said = {"form": filled.template.name, "language": wording.language}
    named = said | dict(filled.template.about)
    files = FILES | {
        "word/document.xml": _document("".join(writer.body())),
        "word/styles.xml": STYLES.replace("{bidi}", writer.bidi)
        .replace("{rtl}", "<w:rtl/>" if writer.bidi else "")
        .replace("{room}", str(writer.room)),
        "word/footer1.xml": _footer(title),
        "docProps/core.xml": _core(title),
        "docProps/custom.xml": _custom(named),
    }
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package:
        for name, text in files.items():
            info = ZipInfo(name, EPOCH)
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            package.writestr(info, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return packed.getvalue()


class _Writer:
    """What writes the body of one form."""

    def __init__(self, filled: Filled, wording: Wording) -> None:
        self.filled, self.wording = filled, wording
        self.numbers = count(1)
        tables = (
            part for part in filled.template.parts if not isinstance(part, Fields)
        )
        self.turned = any(len(part.columns) > UPRIGHT for part in tables)
        self.room = ROOM[self.turned]
        self.bidi = "<w:bidi/>" if wording.right_to_left else ""

    def body(self) -> Iterator[str]:
        template, place = self.filled.template, count()
        yield self.paragraph(plain(self.wording.said(template.title)), "Title")
        yield from self.said(template.text)
        for section in template.sections:
            yield self.paragraph(plain(self.wording.said(section.title)), "Heading1")
            yield from self.said(section.text)
            for part in section.parts:
                rows = self.filled.rows[next(place)]
                if isinstance(part, Fields):
                    yield self.fields(part, rows[0])
                else:
                    yield from self.said(part.title, "Caption")
                    yield self.rows(part, rows)
                for line in below(part, self.wording):
                    yield self.paragraph(line, "Help")
                yield self.paragraph("", "Between")
        if self.filled.rest:
            yield self.paragraph(plain(self.wording.said(REST_TITLE)), "Heading1")
            yield from self.said(REST_TEXT)
            yield self.rest()
            yield self.paragraph("", "Between")
        yield paper(turned=self.turned)

    def is_against(self, text: str) -> bool:
        """Say whether a text goes to the right in a form that goes to the left."""
        return bool(self.bidi) and begins_to_right(text)

    def paragraph(self, text: str, style: str) -> str:
        return paragraph(text, style, to_right=self.is_against(text))

    def lines(self, texts: Iterable[str]) -> str:
        """Return the paragraphs of a label: what it says, what there is to choose."""
        styles = ("Label", "Help")
        return "".join(
            self.paragraph(text, styles[bool(at)]) for at, text in enumerate(texts)
        )

    def said(self, text: str, style: str = "Help") -> Iterator[str]:
        if text:
            yield self.paragraph(plain(self.wording.said(text)), style)

    def table(self, widths: Iterable[int], rows: Iterable[str]) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        visual = "<w:bidiVisual/>" if self.bidi else ""
        about = (
            f'<w:tblPr><w:tblStyle w:val="FormTable"/>{visual}'
            f'<w:tblW w:w="{self.room}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            "</w:tblPr>"
        )
        return f"<w:tbl>{about}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def fields(self, part: Fields, cells: Cells) -> str:
        widths = (self.room // 4, self.room - self.room // 4)
        rows = (
            row(
                cell(widths[0], self.lines(head(part, field, self.wording)), SHADED),
                cell(widths[1], self.control(field, tag, cells.get(field.path, ""))),
            )
            for field, tag in zip(part.fields, part.tags, strict=True)
        )
        return self.table(widths, rows)

    def rows(self, part: Rows, filled: list[Cells]) -> str:
        widths = self.widths(part.columns)
        heads = (
            cell(width, self.lines(head(part, column, self.wording)), SHADED)
            for width, column in zip(widths, part.columns, strict=True)
        )
        made = [row(*heads, about="<w:cantSplit/><w:tblHeader/>")]
        known = {cells[part.columns[0].path]: cells for cells in filled if part.stubs}
        blank: list[Cells] = [{} for _ in range(part.blank)]
        every = filled + blank if not part.stubs else []
        for key, text in part.stubs.items():
            stub = stub_text(key, text, self.wording)
            made.append(self.row_of(part, widths, known.get(key, {}), stub, key))
        made += [self.row_of(part, widths, cells) for cells in every]
        return self.table(widths, made)

    def row_of(
        self,
        part: Rows,
        widths: tuple[int, ...],
        cells: Cells,
        stub: str = "",
        key: str = "",
    ) -> str:
        made = []
        places = zip(part.columns, part.tags, widths, strict=True)
        for number, (column, tag, width) in enumerate(places):
            if stub and number == 0:
                made.append(cell(width, self.lines((stub,)), SHADED))
                continue
            menu = part.menus.get(key) if column.path == part.menu else None
            text = cells.get(column.path, "")
            made.append(cell(width, self.control(column, tag, text, menu)))
        return row(*made)

    def rest(self) -> str:
        widths = self.widths(REST)
        heads = (
            cell(width, self.lines((plain(self.wording.said(field.label)),)), SHADED)
            for width, field in zip(widths, REST, strict=True)
        )
        made = [row(*heads, about="<w:cantSplit/><w:tblHeader/>")]
        for place, value in self.filled.rest:
            texts = zip(REST, widths, (place_text(place), value), strict=True)
            made.append(
                row(
                    *(
                        cell(width, self.control(field, field.path, text))
                        for field, width, text in texts
                    )
                )
            )
        return self.table(widths, made)

    def widths(self, columns: Iterable[Field]) -> tuple[int, ...]:
        shares = [column.width for column in columns]
        return tuple(int(self.room * share / sum(shares)) for share in shares)

    def control(
        self,
        field: Field,
        tag: str,
        text: str,
        menu: Mapping[str, str] | None = None,
    ) -> str:
        """Return the paragraph of a cell: a control with its text, or a mark."""
        words = words_of(field) if menu is None else menu
        chosen = field.kind in (FieldKind.CHOICE, FieldKind.YES_NO) and words
        kind = DATE if field.kind is FieldKind.DAY else ""
        if chosen:
            kind = "".join(
                f"<w:listItem w:displayText={_quoted(self.wording.said(said))}"
                f" w:value={_quoted(word)}/>"
                for word, said in words.items()
            )
            kind = f"<w:dropDownList>{kind}</w:dropDownList>"
        empty = "" if text else "<w:showingPlcHdr/>"
        name = _quoted(self.wording.said(field.label))
        style = "" if text else '<w:rPr><w:rStyle w:val="Blank"/></w:rPr>'
        about = ""
        if self.is_against(text):
            about, style = AGAINST
        return (
            f'<w:p><w:pPr><w:pStyle w:val="Cell"/>{about}</w:pPr>'
            f"<w:sdt><w:sdtPr><w:alias w:val={name}/>"
            f'<w:tag w:val={_quoted(tag)}/><w:id w:val="{next(self.numbers)}"/>'
            f"{empty}{kind}</w:sdtPr><w:sdtContent><w:r>{style}{written(text or MARK)}"
            "</w:r></w:sdtContent></w:sdt></w:p>"
        )


def place_text(place: tuple[str, ...]) -> str:
    """Return the place of what has no field, as its table says it."""
    return " \u203a ".join(place)


def _quoted(text: str) -> str:
    return quoteattr(plain(text))


def written(text: str) -> str:
    """Return a text as the content of a run: lines and tabs are elements."""
    made = []
    for number, line in enumerate(text.split("\n")):
        made += ["<w:br/>"] if number else []
        for place, words in enumerate(line.split("\t")):
            made += ["<w:tab/>"] if place else []
            made += (
                [f'<w:t xml:space="preserve">{escape(words)}</w:t>'] if words else []
            )
    return "".join(made)


def paragraph(text: str, style: str, *, to_right: bool = False) -> str:
    """Return a paragraph of a style; in a form to the left, one that goes to the right.

    That stands on the right as the others do, and its full stop after its last word.
    """
    about, run_about = AGAINST if to_right else ("", "")
    run = f"<w:r>{run_about}{written(text)}</w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{about}</w:pPr>{run}</w:p>'


def begins_to_right(text: str) -> bool:
    """Say whether the first letter of a text is of a script that goes to the right."""
    ways = map(unicodedata.bidirectional, text)
    return next((way for way in ways if way in ("L", "R", "AL")), "") == "L"


def cell(width: int, content: str, shade: str = "") -> str:
    """Return a cell."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{content}</w:tc>"
    )


def row(*cells: str, about: str = LOW) -> str:
    """Return a row, high enough for a pen."""
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(cells)}</w:tr>"


def _document(body: str) -> str:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{relations}">'
        f"<w:body>{body}</w:body></w:document>"
    )


def _footer(title: str) -> str:
    page = (
        '<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r>'
        "</w:fldSimple>"
    )
    return (
        f'<w:ftr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"<w:r>{written(title)}</w:r>{page}</w:p></w:ftr>"
    )


def _core(title: str) -> str:
    names = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    said = escape(title[:255])
    return f"<cp:coreProperties {names}><dc:title>{said}</dc:title></cp:coreProperties>"


def _custom(named: Mapping[str, str]) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    made = "".join(
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"'
        f' pid="{number}" name="{PROPERTY}{name}"><vt:lpwstr>{escape(plain(value))}'
        "</vt:lpwstr></property>"
        for number, (name, value) in enumerate(named.items(), start=2)
    )
    return (
        f'<Properties xmlns="{office}/custom-properties"'
        f' xmlns:vt="{office}/docPropsVTypes">{made}</Properties>'
    )
