"""One report in three forms: the same content, each safe in its own way."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from attrs import evolve
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import drivers, reports
from cqikit.errors import MissingExtraError
from cqikit.measures import Aim, Change, Level, Measure, Observation, series
from cqikit.pdsa import Cycle
from cqikit.plans import Plan
from cqikit.projects import Charter, Project, ProjectEvent
from cqikit.reports._blocks import (
    Block,
    Column,
    Fold,
    Heading,
    Listing,
    Page,
    Paragraph,
    Picture,
    Row,
    Section,
    Table,
    Text,
    Tone,
    cell,
    line,
)
from cqikit.reports._docx import _leads, _turn_paper, _widths, _write
from cqikit.reports._markdown import _written
from cqikit.reports._page import page_of
from tests.examples import loaded

EVIL = "# <b>x</b> | `y` **z** [l](javascript:0) \x00\x1b\ud800 {a}\n- 1. & $x$ \\|"


def small(title: str = "Waiting", **parts: Any) -> Project:
    """Return a small project of one team."""
    waits = Measure(key="waits", title=title, unit="days", direction="lower")
    rows = [
        Observation(period=f"2026-{place:02}", value=value, row=f"row {place}")
        for place, value in enumerate([5, 4, 6, 5, 4, 6], 1)
    ]
    charter = Charter(key="p", title=title, summary=title, as_of=date(2026, 7, 1))
    made = Project(
        charter=charter, measures=[waits], series=[series(waits, rows, team=title)]
    )
    return evolve(made, **parts)


class Seen(HTMLParser):
    """Collects what a page says, without its pictures."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inside = 0
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a picture or the style begins."""
        self.inside += tag in {"svg", "style"}

    def handle_endtag(self, tag: str) -> None:
        """Note where it ends."""
        self.inside -= tag in {"svg", "style"}

    def handle_data(self, data: str) -> None:
        """Collect what is said."""
        if not self.inside:
            self.said.append(data)


def plain(text: str) -> str:
    """Return a text with its words only, and one space between them."""
    return " ".join(re.findall(r"\w+", text))


def said_by(iterable: Iterable[Text]) -> str:
    """Return what a line says."""
    return "".join(part.text for part in iterable)


def texts_of(block: Block, *, paper: bool) -> list[str]:
    """Return all that a block says, in order."""
    said: list[str] = []
    match block:
        case Heading(text):
            said = [text]
        case Paragraph(written):
            said = [said_by(written)]
        case Listing():
            said = [said_by(pair) for pair in block.lines]
        case Table():
            said = [block.caption, *(column.title for column in block.columns)]
            cells = [at for row in block.rows for at in row.cells]
            said += [said_by(pair) for at in cells for pair in at.lines]
        case Fold() if not (paper and block.long):
            said = [said_by(block.summary)]
            for this_block in block.blocks:
                said += texts_of(this_block, paper=paper)
        case _:
            pass
    return said


def in_order(said: list[str], text: str) -> bool:
    """Say whether all of it stands in a text, in this order."""
    words, at = f" {plain(text)} ", 0
    for name in said:
        if not plain(name):
            continue
        at = words.find(f" {plain(name)} ", at) + 1
        if at == 0:
            return False
    return True


def content(page: Page, *, paper: bool = False) -> list[str]:
    """Return all that a page says, in order."""
    said = [page.title, *(said_by(pair) for pair in page.opening)]
    for section in page.sections:
        said.append(section.title)
        for block in section.blocks:
            said += texts_of(block, paper=paper)
    return said


def body_of(document: Any) -> str:
    """Return the text of a Word file, tables among paragraphs."""
    paragraphs = document.element.body.xpath(".//w:p")
    return "\n".join(
        "".join(node.text for node in paragraph.xpath(".//w:t"))
        for paragraph in paragraphs
    )


@pytest.fixture
def word() -> bytes:
    """Return the Word file of the measles example, with teams of two sheets."""
    return loaded.word("measles")


def test_every_form_says_the_same_in_the_same_order(word: bytes) -> None:
    report = loaded.report("measles")
    page = page_of(report, loaded.effort("measles").files)
    said = content(page)
    assert len(said) > 2000
    assert in_order(said, " ".join(Seen(loaded.page("measles")).said))
    markdown = reports.to_markdown(report, sources=loaded.effort("measles").files)
    assert in_order(said, markdown.replace("\\", "").replace("<br>", " "))
    on_paper = content(page_of(report, ["a.toml"]), paper=True)
    assert in_order(on_paper, body_of(Document(BytesIO(word))))


def test_the_same_report_is_the_same_file_dated_as_of_its_charter(word: bytes) -> None:
    first = reports.to_docx(reports.compose(small()))
    assert first == reports.to_docx(reports.compose(small()))
    about = Document(BytesIO(word)).core_properties
    as_of = loaded.report("measles").project.charter.as_of
    assert about.created is not None
    assert about.modified is not None
    assert about.created.date() == about.modified.date() == as_of
    assert (about.author, about.comments) == ("", "")
    with ZipFile(BytesIO(word)) as package:
        assert {info.date_time for info in package.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        assert package.testzip() is None


def test_every_picture_of_a_word_file_is_named_and_on_its_paper(word: bytes) -> None:
    document = Document(BytesIO(word))
    # The matrix and two charts in short; a chart and two sheets of teams a measure, a
    # funnel and levels; who took part, on two sheets; diagram, cycles with two ramps,
    # plan, profile.
    assert len(document.inline_shapes) == 3 + 3 * 5 + 2 + 6
    for element in document.element.body.xpath(".//wp:docPr"):
        assert element.get("descr")
    wide = [paper.page_width > paper.page_height for paper in document.sections]  # type: ignore[operator]
    assert wide == [False, True, False]
    widest = max(paper.page_width or 0 for paper in document.sections)
    assert all(shape.width < widest for shape in document.inline_shapes)


def test_a_picture_is_on_the_page_of_its_heading_and_of_what_is_told_above() -> None:
    first, quiet, above = (Paragraph(line(said)) for said in ("a", "b", "c"))
    heading, listed = Heading("d"), Listing(lines=(line("e"),))
    picture = Picture(drawing=None, title="f")  # type: ignore[arg-type]
    assert _leads((quiet, picture))
    assert _leads((first, quiet, above, picture))
    # Not a page of text, nor what is told of something else.
    assert not _leads((first, first, quiet, above, picture))
    assert not _leads((first, heading, picture))
    assert not _leads((first, listed, picture))
    assert not _leads((first, quiet))
    report = loaded.report("home_visiting")
    body = Document(BytesIO(loaded.word("home_visiting"))).element.body
    drawn = body.xpath("./w:p[.//w:drawing]")
    kept = [part.getprevious().xpath("boolean(./w:pPr/w:keepNext)") for part in drawn]
    assert sum(kept) >= len(report.measures)


def test_heads_of_tables_stand_on_every_page_and_rows_are_whole(word: bytes) -> None:
    document = Document(BytesIO(word))
    table = document.tables[1]
    kinds = [[node.tag.split("}")[1] for node in row._tr.trPr] for row in table.rows]
    assert kinds[0] == ["cantSplit", "tblHeader"]
    assert {tuple(kind) for kind in kinds[1:]} == {("cantSplit",)}
    assert document.tables[0].rows[0].cells[0].text == "Teams engaged"


def test_what_anybody_typed_stays_text_in_markdown() -> None:
    happened = ProjectEvent(on="2026-02", title=EVIL, source=EVIL)
    project = small(EVIL)
    project = evolve(project, charter=evolve(project.charter, happenings=[happened]))
    made = reports.to_markdown(reports.compose(project), sources=[EVIL])
    assert made.encode()
    assert "<b>" not in made.replace("\\<b\\>", "")
    shown = re.sub(r"\\[^\w\s]", "", made)
    assert not set(shown) & set("`[]{}$&!")
    # Only our own tags, heads and rules are left.
    assert set(re.findall(r"<[^>]*>", shown)) <= {"<br>"}
    heads = [text for text in shown.splitlines() if text.startswith("#")]
    assert heads[0].startswith("# ")
    assert "\x00" not in made
    assert "\ufffd" in made
    rows = [text for text in shown.splitlines() if text.startswith("| ")]
    assert {row.count("|") for row in rows} <= {3, 4, 5, 6, 7, 8}


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_any_text_is_one_line_of_markdown_that_says_it(typed: str) -> None:
    [paragraph] = _written(Paragraph(line(Text(typed), ".")))
    assert "\n" not in paragraph
    back = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", paragraph)
    assert back.split() == f"{Text(typed).text}.".split()
    assert not re.match(r"[-+#=>:%]|[0-9]+[.)]", paragraph)
    [table] = _written(Table(columns=(Column("A"),), rows=(Row(cells=(cell(typed),)),)))
    assert len(table.splitlines()) == 3
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", table.splitlines()[2])) == 2


@given(st.text(max_size=60))
@settings(max_examples=40)
def test_any_text_can_stand_in_a_word_file(typed: str) -> None:
    document = Document()
    _write(document, line(Text(typed, Tone.STRONG), Text(typed, Tone.GOOD), "."))
    written = BytesIO()
    document.save(written)
    assert Document(written).paragraphs[0].text == f"{Text(typed).text * 2}."


def test_a_word_file_with_anything_typed_opens_again() -> None:
    report = reports.compose(small(EVIL))
    document = Document(BytesIO(reports.to_docx(report, sources=[EVIL])))
    assert "<b>x</b>" in document.paragraphs[0].text
    assert "\ufffd" in document.core_properties.title


def test_an_outline_cannot_leave_its_fence() -> None:
    picture = Picture(drawing=None, title="D", outline="a\n````\n# b")  # type: ignore[arg-type]
    assert list(_written(picture)) == ["`````text\na\n````\n# b\n`````"]
    assert list(_written(evolve(picture, outline=""))) == []


def test_lists_are_numbered_when_their_order_is_a_name() -> None:
    lines = (line("one"), line("2. two"))
    assert list(_written(Listing(lines=lines))) == ["- one\n- 2\\. two"]
    [numbered] = _written(Listing(lines=lines, numbered=True))
    assert numbered == "1. one\n2. 2\\. two"


def test_wide_columns_get_the_room_and_words_stay_whole() -> None:
    row = Row(cells=(cell("a"), cell("many words " * 20), cell("none", across=2)))
    columns = (Column("A"), Column("B"), Column("C"), Column("A longerword"))
    narrow, wide, _, titled = _widths(Table(columns=columns, rows=(row,)))
    assert narrow < titled < wide
    assert sum(_widths(Table(columns=columns, rows=(row,)))) == pytest.approx(6.67)


def test_paper_turned_twice_is_upright() -> None:
    document = Document()
    before = document.sections[0].page_width
    _turn_paper(document)
    _turn_paper(document)
    assert document.sections[-1].page_width == before


def test_what_is_empty_has_no_section() -> None:
    charter = Charter(key="p", title="P", as_of=date(2026, 7, 1))
    page = page_of(reports.compose(Project(charter=charter)))
    anchors = [section.anchor for section in page.sections]
    assert anchors == ["glance", "findings"]
    assert len(page.opening) == 1
    report = reports.compose(Project(charter=charter), understood=["Read as it is."])
    [section] = [part for part in page_of(report).sections if part.anchor == "how"]
    assert section.title == "How the tables were read"
    assert len(section.blocks) == 1


def test_what_is_only_begun_can_be_reported() -> None:
    target = Aim(key="a", title="A", measure="other", target=Change(-0.2), by="2027")
    of_diagram = evolve(target, target=Level(3))
    diagram = drivers.Diagram(key="d", title="D", aim=of_diagram)
    plan = Plan(key="plan", title="The plan", summary="Why")
    project = small(
        aims=[target],
        diagram=diagram,
        plan=plan,
        cycles=[Cycle(key="c", title="C", idea="none"), Cycle(key="e", title="E")],
    )
    page = page_of(reports.compose(project))
    assert {"aims", "diagram", "plan", "cycles"} <= {
        section.anchor for section in page.sections
    }
    made = reports.to_markdown(reports.compose(project))
    assert "Measured by: other." in made
    assert "not begun" in made
    assert reports.to_docx(reports.compose(project))[:2] == b"PK"
    without = evolve(project, diagram=None, plan=evolve(plan, summary=""))
    anchors = [section.anchor for section in page_of(reports.compose(without)).sections]
    assert "diagram" not in anchors
    assert "thread" not in anchors


def test_without_python_docx_the_mend_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    report = reports.compose(small())
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"cqikit\[reports\]"):
        reports.to_docx(report)


def test_markdown_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("docx", "jinja2", "matplotlib"):
        monkeypatch.setitem(sys.modules, name, None)
    assert reports.to_markdown(reports.compose(small())).startswith("# Waiting\n")


def test_a_section_is_a_value() -> None:
    section = Section(anchor="a", title="A\nB", blocks=())
    assert section.title == "A B"
    assert section == evolve(section)


def test_happenings_stand_on_the_chart_with_their_exact_days() -> None:
    happened = [
        ProjectEvent(on="2026-04-20", title="Later"),
        ProjectEvent(on="2026-02-03", until="2026-03-04", title="Storm"),
    ]
    project = small()
    charter = evolve(project.charter, happenings=happened)
    report = reports.compose(evolve(project, charter=charter))
    [section] = report.measures
    said = [(str(event.start), str(event.stop)) for event in section.picture.events]
    assert said == [("2026-02-03", "2026-03-04"), ("2026-04-20", "2026-04-20")]
    made = reports.to_markdown(report)
    assert "1. Storm, 2026-02-03 to 2026-03-04\n2. Later, 2026-04-20\n" in made


def test_a_telephone_has_pictures_of_its_own() -> None:
    page = loaded.page("measles")
    assert page.count('<div class="drawn narrow"><svg') == 3 + 3 * 3 + 1 + 5 + 2
    assert len(re.findall(r'<div class="scroll drawn"[^>]*><svg', page)) == 1
    # Little charts are as many side by side as there is room for.
    assert page.count('<svg viewBox="0 0 400 150"') == 3 * 51
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names))


def test_a_title_of_any_length_fits() -> None:
    project = small()
    long = evolve(project, charter=evolve(project.charter, title="x" * 400))
    document = Document(BytesIO(reports.to_docx(reports.compose(long))))
    assert document.paragraphs[0].text == "x" * 400
    assert len(document.core_properties.title) == 255


@pytest.mark.parametrize("address", ["https://a.org", "HTTP://a.org", "www.a.org"])
def test_no_address_that_people_write_becomes_a_link(address: str) -> None:
    made = Project(
        charter=Charter(key="p", title=f"See {address}", as_of=date(2026, 1, 5))
    )
    page = reports.to_markdown(reports.compose(made))
    assert address not in page
    assert address in page.replace("\\", "")
