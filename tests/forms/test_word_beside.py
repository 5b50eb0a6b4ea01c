"""What stands where the form has no field is listed, with where: nothing is lost."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from cqikit import forms
from cqikit.assessments import FRAMEWORKS
from cqikit.drivers import Diagram, Driver
from cqikit.languages import wording
from cqikit.measures import Aim, Level
from cqikit.plans import Plan
from tests.forms.word_edits import add_row, merge, opened, table_of, write_in

if TYPE_CHECKING:
    from pathlib import Path

AIM = Aim(key="a", title="A", measure="m", target=Level(1), by="2027", population="P")
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent>"
PIECES = {
    f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}"
    "</mc:Fallback></mc:AlternateContent></w:r>": ["in a box"],
    "<w:r><w:drawing><a:blip/></w:drawing></w:r>": ["a picture"],
    "<w:r><w:drawing/></w:r>": [],
    "<w:ins><w:r><w:t>new</w:t><w:tab/><w:t>one</w:t></w:r></w:ins>": ["new\tone"],
    "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>": [],
    '<w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom><w:r><w:br w:type="page"/></w:r>'
    "<w:r><w:lastRenderedPageBreak/><w:t>there</w:t></w:r>": ["there"],
    "<w:sdt><w:sdtContent><w:sdt><w:sdtPr><w:tag w:val='x'/></w:sdtPr><w:sdtContent>"
    "<w:r><w:t>inner</w:t></w:r></w:sdtContent></w:sdt></w:sdtContent></w:sdt>": [
        "inner"
    ],
}


def changed(path: Path, what: Any, old: str, new: str, **more: str) -> forms.WordForm:
    """Write a form, put `new` for the first `old` on its page, and read it back."""
    with zipfile.ZipFile(io.BytesIO(forms.word_form(what))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    page = files["word/document.xml"].replace("<w:document ", f"<w:document {NAMES} ")
    page = page.replace(NAMES.split(maxsplit=1)[0] + " xmlns:r", "xmlns:r", 1)
    files["word/document.xml"] = page.replace(old, new, 1)
    files |= {f"word/{name}.xml": text for name, text in more.items()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return forms.read_word(path)


@pytest.mark.parametrize("piece", PIECES)
def test_pieces_outside_of_the_tables(piece: str, tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    read = changed(path, AIM, "<w:sectPr>", f"<w:p>{piece}</w:p><w:sectPr>")
    assert read.document == AIM
    assert [it.text for it in read.unplaced] == PIECES[piece]


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    old = '<w:r><w:t xml:space="preserve">P</w:t></w:r>'
    new = (
        "<w:del w:id='1'><w:r><w:delText>P</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>All of us</w:t></w:r></w:ins>"
    )
    read = changed(path, AIM, old, new)
    assert read.document.population == "All of us"
    assert read.understood == (
        "tracked changes: 1 insertion is read, 1 deletion is left out",
    )
    assert not read.unplaced
    read = changed(path, AIM, old, new.partition("<w:ins")[0])
    assert read.document.population == ""
    assert "0 insertions are read, 1 deletion is" in read.understood[0]
    row = "<w:tr><w:trPr><w:del w:id='3'/></w:trPr><w:tc><w:p><w:del w:id='4'><w:r>"
    row += "<w:delText>gone</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>"
    read = changed(path, AIM, "</w:tbl>", row)
    assert read.document == AIM
    assert not read.unplaced


def test_pages_are_named_where_they_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    typed = "<w:p><w:r><w:t>beside</w:t></w:r></w:p><w:sectPr>"
    (left,) = changed(path, AIM, "<w:sectPr>", typed).unplaced
    assert left.where == "after table 2"
    noted = '<w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve">P</w:t></w:r>'
    old = '<w:r><w:t xml:space="preserve">P</w:t></w:r>'
    forms.write_word(AIM, path)
    changed(path, AIM, old, noted)
    document = opened(path)
    table = table_of(document, "The aim, in one sentence")
    write_in(table.rows[0].cells[1], "Nine")
    for row, text in ((5, "soon"), (6, "many")):
        write_in(table.rows[row].cells[1], text)
    document.add_paragraph("beside")
    document.paragraphs[1].add_run(" (ours)")
    document.save(str(path))
    assert [it.where for it in forms.read_word(path).unplaced] == [
        "page 1, before the first table",
        "page 2, table 1 (The aim), row 6, When the work began",
        "page 2, table 1 (The aim), row 7, Where it stood at the start",
        "page 2, after table 2",
    ]


def test_what_acts_on_nothing_that_there_is_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    diagram = Diagram(
        key="d", title="D", aim=AIM, drivers=[Driver(key="a1", title="Staff")]
    )
    document = edit(path, diagram)
    drivers = table_of(document, "Short name", "Driver")
    write_in(drivers.rows[1].cells[3], "nowhere")
    write_in(drivers.rows[2].cells[3], "a1")
    document.save(str(path))
    read = forms.read_word(path)
    assert read.document.drivers == diagram.drivers
    assert [str(it) for it in read.unplaced] == [
        "table 4 (Drivers), row 2, Acts on: nowhere",
        "table 4 (Drivers), row 3: a1",
    ]


def test_english_in_an_arabic_form_goes_to_the_right(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    for language, count in (("en", 0), ("ar", 2)):
        aim = evolve(AIM, title="How?", population="\u0645", by="2027-Q1")
        forms.write_word(aim, path, wording=wording(language))
        page = zipfile.ZipFile(path).read("word/document.xml").decode()
        texts = [it for it in page.split("<w:p>") if '<w:bidi w:val="0"/>' in it]
        assert sum("How?" in it or "2027-Q1" in it for it in texts) == count
        assert not any("\u0645<" in it for it in texts)
        assert forms.read_word(path).document == aim


@pytest.mark.parametrize("part", ["comments", "footnotes", "header1", "people"])
def test_what_stands_beside_the_page(part: str, tmp_path: Path) -> None:
    note = "<w:p><w:r><w:t>is it so?</w:t></w:r></w:p>"
    text = f"<w:{part} {NAMES}><w:comment>{note}</w:comment></w:{part}>"
    read = changed(tmp_path / "form.docx", AIM, "", "", **{part: text})
    assert [it.text for it in read.unplaced] == ["is it so?"] * (part != "people")


def test_controls_around_paragraphs_and_tables_in_cells(tmp_path: Path) -> None:
    inner = (
        "<w:customXml><w:sdt><w:sdtContent><w:p><w:r><w:t>block</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt></w:customXml><w:tbl><w:tr><w:tc><w:p><w:r><w:t>nested"
        "</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr>"
    )
    read = changed(tmp_path / "form.docx", AIM, "</w:tc></w:tr>", inner)
    assert read.document.title == "A\nblock"
    assert [it.text for it in read.unplaced] == ["nested"]
    around = f"<w:sdt><w:sdtContent>{'<w:p><w:r><w:t>kept</w:t></w:r></w:p>'}"
    around += "</w:sdtContent></w:sdt><w:sectPr>"
    read = changed(tmp_path / "form.docx", AIM, "<w:sectPr>", around)
    assert [it.text for it in read.unplaced] == ["kept"]


def edit(path: Path, what: Any) -> Any:
    forms.write_word(what, path)
    return opened(path)


def texts(path: Path, document: Any) -> list[str]:
    document.save(str(path))
    return [it.text for it in forms.read_word(path).unplaced]


def test_fields_that_were_changed(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    document = edit(path, AIM)
    table = table_of(document, "The aim, in one sentence")
    table.rows[0].cells[0].paragraphs[0].add_run(" (of us all)")
    add_row(table)
    table.rows[-1].cells[0].text = "Budget"
    write_in(table.rows[-1].cells[1], "none")
    assert texts(path, document) == ["(of us all)", "Budget", "none"]
    document = edit(path, AIM)
    table = table_of(document, "The aim, in one sentence")
    merge(table.rows[2].cells[0], table.rows[2].cells[1])
    table.rows[2].cells[0].text = "For whom: P"
    document.save(str(path))
    assert forms.read_word(path).document.population.strip(": ") == "P"


def test_fields_merged_down_and_twice(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    document = edit(path, AIM)
    table = table_of(document, "The aim, in one sentence")
    merge(table.rows[2].cells[1], table.rows[3].cells[1])
    table.rows[2].cells[1].text = "whose is it?"
    assert texts(path, document) == ["whose is it?"]
    document = edit(path, AIM)
    add_row(table_of(document, "The aim, in one sentence"))
    table = table_of(document, "The aim, in one sentence")
    table.rows[-1].cells[0].text = "For whom"
    write_in(table.rows[-1].cells[1], "again")
    assert texts(path, document) == ["again"]


def test_tables_of_ones_own_and_changed_heads(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    plan = Plan(key="p", title="P")
    document = edit(path, plan)
    document.add_table(1, 1).rows[0].cells[0].text = "our own"
    table = table_of(document, "Step", "Day", "What happened")
    write_in(table.rows[1].cells[0], "no such step")
    head = table_of(document, "Short name", "Data").rows[0].cells[1]
    head.paragraphs[0].add_run(" and more")
    needs = table_of(document, "Step", "How many, which size")
    write_in(needs.rows[1].cells[1], "two")
    found = texts(path, document)
    assert {"our own", "no such step", "two", "Data and more"} <= set(found)


def test_rows_that_are_added_to_those_always_there(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    document = edit(path, FRAMEWORKS["psat"])
    table = next(it for it in document.tables if len(it.columns) > 2)
    table.rows[1].cells[0].paragraphs[0].add_run(" or not")
    write_in(table.rows[1].cells[1], "not observed")
    add_row(table, "", "", "of my own")
    table.rows[-1].cells[0].text = "My item"
    document.save(str(path))
    read = forms.read_word(path)
    assert [answer.status.value for answer in read.document.answers] == ["not-observed"]
    assert "of my own" in [it.text for it in read.unplaced]


def test_a_column_and_a_table_of_ones_own_are_told_where_they_stand(
    tmp_path: Path,
) -> None:
    path = tmp_path / "form.docx"
    document = edit(path, AIM)
    table_of(document, "The aim, in one sentence").add_column(900)
    fields = table_of(document, "The aim, in one sentence")
    fields.rows[1].cells[2].text = "beside"
    document.add_table(1, 1).rows[0].cells[0].text = "our own"
    document.save(str(path))
    assert [(it.where, it.text) for it in forms.read_word(path).unplaced] == [
        ("table 1 (The aim), row 2, column 3", "beside"),
        (f"table {len(document.tables)}, row 1, column 1", "our own"),
    ]
