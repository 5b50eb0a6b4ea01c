"""The report for Word: the page's content, with pictures of its size."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from cqikit import drawing
from cqikit.core import Wording, arguments, instance_of, optional, say
from cqikit.errors import FieldError, MissingExtraError
from cqikit.reports._blocks import (
    Heading,
    Line,
    Listing,
    Paragraph,
    Picture,
    Table,
    Text,
    Tone,
    line,
)
from cqikit.reports._catalogs import REPORT_CATALOGS, ReportCatalogs
from cqikit.reports._composed import Report
from cqikit.reports._packed import undated
from cqikit.reports._page import page_of
from cqikit.reports._word import HANGING, KEPT, read_paragraph, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document

    from cqikit.reports._blocks import Block, Page, Section, Words

__all__ = ["to_docx"]

#: In inches: A4, its margins, and what a heading needs above a picture.
SHORT: Final = 8.27
LONG: Final = 11.69
MARGIN: Final = 0.8
ABOVE: Final = 1.1
#: So many blocks before a picture are on its page, where they are paragraphs.
TOLD: Final = 3
#: Sizes of text in points.
TEXT: Final = 10.0
SMALL: Final = 8.5
#: Dots an inch: two a point, so that lines lie on whole ones.
DPI: Final = 144
#: The style of what stands in tables and under pictures.
INSIDE: Final = "Table Text"
#: The style of tables: lines between rows, and no others.
RULED: Final = "Ruled Table"
#: By what paragraphs and tables name these; to look it up takes longer than to write.
INSIDE_ID: Final = "TableText"
RULED_ID: Final = "RuledTable"
#: So many letters fit beside each other on the paper; so many of a word stay
#: unbroken, and so many more have the edges of a column.
LETTERS: Final = 112
UNBROKEN: Final = 15
EDGES: Final = 3


@arguments(
    report=instance_of(Report),
    catalogs=instance_of(ReportCatalogs),
    wording=optional(instance_of(Wording)),
)
def to_docx(
    report: Report,
    *,
    sources: Sequence[str] = (),
    catalogs: ReportCatalogs = REPORT_CATALOGS,
    wording: Wording | None = None,
) -> bytes:
    """Return the report as a Word file.

    It says what the page says, in the same order, with the same pictures; only
    the numbers of each period, which the charts show, are left out. The file
    is dated with the day for which the report is worked out, so the same
    report is the same file.

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

    Raises
    ------
    MissingExtraError
        When python-docx or matplotlib is not installed.
    """
    try:
        from docx import Document  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(
            say("writing a Word file"), "python-docx", "reports"
        ) from None
    document = Document()
    page = page_of(report, sources, catalogs.sections, wording)
    _prepare(document, page)
    _write(document, line(page.title), style="Title")
    for said in page.opening:
        _write(document, said)
    numbers = count(1)
    for section in page.sections:
        _add_section(document, section, page.wording, numbers)
    if page.wording.right_to_left:
        _turn_tables(document)
    written = BytesIO()
    document.save(written)
    return undated(written)


def _add_section(
    document: Document, section: Section, wording: Wording, numbers: Iterator[int]
) -> None:
    """Add a section, on turned paper when its pictures are larger there."""
    drawn = {
        block: _files(block, wording)
        for block in section.blocks
        if isinstance(block, Picture)
    }
    turned = any(_fits_turned(file) for every in drawn.values() for file in every)
    if turned:
        _turn_paper(document)
    _write(document, line(section.title), style="Heading1")
    for place, block in enumerate(section.blocks):
        if isinstance(block, Picture):
            _add_picture(document, block, drawn[block], numbers, turned=turned)
        else:
            _add(document, block, kept=_leads(section.blocks[place:]))
    if turned:
        _turn_paper(document)


def _files(block: Picture, wording: Wording) -> list[bytes]:
    """Return the sheets of a picture as PNG.

    Raises
    ------
    FieldError
        When no font of the machine has a character, with what the picture is called.
    """
    try:
        return [drawing.png(svg, dpi=DPI) for svg in block.drawing.sheets(wording)]
    except FieldError as error:
        name = say("the picture {title}", title=block.title)
        raise FieldError(name, error.must, error.got, error.fix) from None


def _leads(blocks: Sequence[Block]) -> bool:
    """Say whether a block is one of the paragraphs that a picture stands under."""
    after = blocks[1 : 1 + TOLD]
    told = [isinstance(block, Picture) for block in after]
    return any(told) and all(
        isinstance(block, Paragraph) for block in after[: told.index(True)]
    )


def _prepare(document: Document, page: Page) -> None:
    """Set the paper, the fonts, and what the file says of itself."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Inches, Pt, RGBColor  # noqa: PLC0415

    paper = document.sections[0]
    paper.page_width, paper.page_height = Inches(SHORT), Inches(LONG)
    paper.left_margin = paper.right_margin = Inches(MARGIN)
    paper.top_margin = paper.bottom_margin = Inches(MARGIN)
    sizes = {"Normal": TEXT, "Title": 22, "Heading 1": 15, "Heading 2": 11}
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.name = "Arial"
        _set_size(style, size)
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        # Headings have a font of the theme, which would win.
        fonts = style.element.rPr.rFonts
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:cs"), "Arial")
    styles: Any = document.styles
    styles["Normal"].paragraph_format.space_after = Pt(5)
    inside = styles.add_style(INSIDE, WD_STYLE_TYPE.PARAGRAPH)
    inside.base_style = styles["Normal"]
    _set_size(inside, SMALL)
    inside.paragraph_format.space_after = Pt(1)
    inside.paragraph_format.line_spacing = 1.0
    ruled = styles.add_style(RULED, WD_STYLE_TYPE.TABLE)
    lines = _element("tblBorders", _border("bottom"), _border("insideH"))
    ruled.element.append(_element("tblPr", lines))
    _set_language(styles["Normal"].element, page.wording)
    about = document.core_properties
    title = page.title.strip("\u2068\u2069")
    # A property holds at most so many letters; the heading has them all.
    about.title, about.author, about.comments = title[:255], "", ""
    about.language = page.wording.language
    about.created = about.modified = datetime.combine(page.as_of, time())


def _set_size(style: Any, points: float) -> None:
    """Set the size of letters, of Arabic ones too: Word asks for it apart."""
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    style.font.size = Pt(points)
    letters = style.element.rPr
    for old in letters.findall(qn("w:szCs")):
        letters.remove(old)
    size = _element("szCs", val=f"{2 * points:.0f}")
    letters.find(qn("w:sz")).addnext(size)


def _set_language(normal: Any, wording: Wording) -> None:
    """Say in which language all is, and on which side lines begin."""
    tag = wording.language
    normal.get_or_add_rPr().append(_element("lang", val=tag, eastAsia=tag, bidi=tag))
    if wording.right_to_left:
        normal.get_or_add_pPr().insert(0, _element("bidi"))


def _turn_paper(document: Document) -> None:
    """Begin a new page, the other way round."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415

    before = document.sections[-1]
    wide, high = before.page_height, before.page_width
    paper = document.add_section()
    paper.page_width, paper.page_height = wide, high
    upright = (wide or 0) < (high or 0)
    paper.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE


def _sides(file: bytes) -> tuple[float, float]:
    """Return width and height of a PNG file in inches."""
    width, height = (int.from_bytes(file[at : at + 4]) for at in (16, 20))
    return width / DPI, height / DPI


def _scale(file: bytes, *, turned: bool) -> float:
    """Return how much of its size a picture can have on one page."""
    width, height = _sides(file)
    wide, high = (LONG, SHORT) if turned else (SHORT, LONG)
    return min(1.0, (wide - 2 * MARGIN) / width, (high - 2 * MARGIN - ABOVE) / height)


def _fits_turned(file: bytes) -> bool:
    return _scale(file, turned=True) > _scale(file, turned=False)


def _add(document: Document, block: Words, *, kept: bool = False) -> None:
    """Add a block; a paragraph that is `kept` is on the page of what follows it."""
    match block:
        case Heading(text):
            _write(document, line(text), style="Heading2")
        case Paragraph(said):
            _write(document, said, about=KEPT * kept)
        case Listing():
            for place, said in enumerate(block.lines, start=1):
                sign = f"{place}." if block.numbered else "\u2022"
                _write(document, said, about=HANGING, sign=sign)
        case Table():
            _add_table(document, block)
        case _:
            if not block.long:
                _write(document, block.summary, style="Heading2")
                for inner in block.blocks:
                    _add(document, inner)


def _write(document: Document, said: Line, **look: str) -> None:
    """Write a paragraph before the last of what the body has, which is its paper."""
    body: Any = document.element.body
    body[-1].addprevious(read_paragraph(said, **look))


def _add_table(document: Document, table: Table) -> None:
    """Add a table with thin lines between its rows; its head is on every page."""
    from docx.shared import Inches  # noqa: PLC0415

    if table.caption:
        _write(document, line(Text(table.caption, Tone.STRONG)), about=KEPT)
    made: Any = document.add_table(0, len(table.columns))
    made.autofit = False
    made._tbl.tblStyle_val = RULED_ID  # noqa: SLF001
    widths = [Inches(value) for value in _widths(table)]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    rows = read_rows(table, [width.twips for width in widths], INSIDE_ID)
    made._tbl.extend(rows)  # noqa: SLF001
    _write(document, Line(), style=INSIDE_ID)


def _turn_tables(document: Document) -> None:
    """Begin the rows of all tables at the right."""
    from docx.enum.table import WD_TABLE_DIRECTION  # noqa: PLC0415

    for table in document.tables:
        table.table_direction = WD_TABLE_DIRECTION.RTL


def _widths(table: Table) -> list[float]:
    """Share the paper among columns: first by their words, then by their texts."""
    needed, usual = [], []
    for at, column in enumerate(table.columns):
        texts = [column.title]
        for row in table.rows:
            lines = row.cells[at].lines if at < len(row.cells) else ()
            texts += map(str, lines)
        words = [len(word) for text in texts for word in text.split()]
        needed.append(min(max(words, default=0), UNBROKEN) + EDGES)
        usual.append(sum(words) / len(texts))
    left = max(LETTERS - sum(needed), 0) / max(sum(usual), 1)
    letters = [number + left * more for number, more in zip(needed, usual, strict=True)]
    room = SHORT - 2 * MARGIN
    return [room * letter / sum(letters) for letter in letters]


def _element(name: str, *children: Any, **keys: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(f"w:{name}")
    made.extend(children)
    for key, value in keys.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _border(side: str) -> Any:
    return _element(side, val="single", sz="4", color="D5D9DE")


def _add_picture(
    document: Document,
    picture: Picture,
    drawn: Sequence[bytes],
    numbers: Iterator[int],
    *,
    turned: bool,
) -> None:
    """Add a picture, with words for those who do not see it, and its caption."""
    from docx.oxml.shape import CT_Inline  # noqa: PLC0415
    from docx.shared import Inches  # noqa: PLC0415

    for file in drawn:
        width = _sides(file)[0] * _scale(file, turned=turned)
        place = document.add_paragraph()
        captioned = bool(picture.caption) and file is drawn[-1]
        place.paragraph_format.keep_with_next = captioned
        key, image = document.part.get_or_add_image(BytesIO(file))
        sides = image.scaled_dimensions(width=Inches(width))
        # What finds a number for it looks through the whole document.
        shape = CT_Inline.new_pic_inline(next(numbers), key, image.filename, *sides)
        shape.docPr.set("descr", picture.title)
        place.add_run()._r.add_drawing(shape)  # noqa: SLF001
    if picture.caption:
        _write(document, picture.caption, style=INSIDE_ID)
