"""Corners of reading and writing forms: what few files have, piece by piece."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn

from cqikit import documents, forms, languages
from cqikit.actions import ActionStep
from cqikit.assessments import FRAMEWORKS
from cqikit.core import ENGLISH
from cqikit.errors import DocumentError, MissingExtraError, UnknownNameError
from cqikit.forms._word import _package, _told, _which, _words
from cqikit.forms._word._blocks import _Reader
from cqikit.forms._word._cells import shown
from cqikit.forms._word._self import assessment_form
from cqikit.forms._word._template import Field, FieldKind
from cqikit.forms._word._tree import _Making
from cqikit.plans import Area, Need, Plan
from tests.forms.test_word_strangers import W
from tests.forms.word_edits import merge, opened, table_of, write_in

if TYPE_CHECKING:
    from pathlib import Path

    from cqikit.forms._word._blocks import Block

AIM = documents.read("examples/scutari/aim.toml")
DIAGRAM = documents.read("examples/measles/drivers.toml")


def xml(inside: str) -> Any:
    return fromstring(f'<w:body xmlns:w="{W}">{inside}</w:body>')


def join(first: Any, other: Any) -> None:
    """Merge two cells, and move what stands in the second, as Word does."""
    ours, theirs = first._tc, other._tc
    moved = [block for block in theirs if block.tag != qn("w:tcPr")]
    merge(first, other)
    ours.extend(moved)
    ours.append(ours.makeelement(qn("w:p"), {}))


def controlled(inside: str) -> str:
    return f"<w:sdtContent>{inside}</w:sdtContent>"


def read(inside: str) -> list[Block]:
    reader = _Reader()
    for element in xml(inside):
        reader.block(element)
    return reader.found


def test_what_stands_beside_is_read_if_people_typed_it() -> None:
    reader = _Reader()
    reader.beside("settings.xml", xml("<w:p><w:r><w:t>x</w:t></w:r></w:p>"))
    reader.beside("footer1.xml", xml("<w:p><w:r><w:t> </w:t></w:r></w:p>"))
    assert reader.found == []
    reader.beside("header1.xml", xml("<w:p><w:r><w:t>x</w:t></w:r></w:p>"))
    assert [(found.where, found.text) for found in reader.found] == [  # type: ignore[union-attr]
        ("at the head of the pages", "x")
    ]


def test_a_cell_goes_on_above_which_there_is_none() -> None:
    merged = "<w:tcPr><w:vMerge/></w:tcPr><w:p/>"
    [table] = read(f"<w:tbl><w:tr><w:tc>{merged}</w:tc></w:tr></w:tbl>")
    assert [cell.rows for cell in table.rows[0].cells] == [1]  # type: ignore[union-attr]


def test_controls_without_anything_and_marks_between_blocks_say_nothing() -> None:
    shown = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    blank = f"<w:sdt>{shown}{controlled('<w:p/>')}</w:sdt>"
    typed = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    cell = f"<w:tc><w:bookmarkEnd/>{blank}<w:sdt/>{typed}</w:tc>"
    row = f"<w:bookmarkEnd/><w:tr><w:sdt>{controlled(cell)}</w:sdt></w:tr>"
    [table] = read(f"<w:tbl>{row}</w:tbl>")
    [cell_read] = table.rows[0].cells  # type: ignore[union-attr]
    assert cell_read.text == "x"


def test_a_form_is_the_same_file_on_every_day_and_system() -> None:
    data = forms.word_form(forms.TEMPLATES["aim"])
    assert data == forms.word_form(forms.TEMPLATES["aim"])
    with ZipFile(io.BytesIO(data)) as package:
        made = {(part.date_time, part.create_system) for part in package.infolist()}
    assert made == {((1980, 1, 1, 0, 0, 0), 3)}


def test_an_empty_text_box_is_nothing() -> None:
    box = "<w:txbxContent><w:p/></w:txbxContent>"
    assert read(f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>") == []


def test_what_a_cell_cannot_show_is_not_shown() -> None:
    text = Field(path="a", label="A", kind=FieldKind.TEXT)
    assert shown(text, 3, ENGLISH) is None
    span = Field(path="a", label="A", kind=FieldKind.SPAN)
    assert shown(span, {"begin": "2026"}, ENGLISH) is None


def test_a_part_unpacks_to_no_more_than_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_package, "PART_BYTES", 10)
    assert list(_package._chunks("a", io.BytesIO(b"0" * 10))) == [b"0" * 10]
    with pytest.raises(DocumentError, match="more than 10 bytes"):
        list(_package._chunks("a", io.BytesIO(b"0" * 11)))


def test_a_form_is_named_by_a_beginning_that_only_one_has() -> None:
    assert _which.named("aim").name == "aim"
    for name in ("cqip", "", "nothing"):
        with pytest.raises(UnknownNameError):
            _which.named(name)


def test_languages_that_cannot_be_read_are_not_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spoken = languages.wording

    def wording(tag: str) -> Any:
        if tag != "en":
            raise MissingExtraError("a language", "babel", "languages")
        return spoken(tag)

    monkeypatch.setattr(_which, "wording", wording)
    assert _which._seen(forms.TEMPLATES["aim"], {"by when"}) == {"en": 1}


def test_a_link_that_is_no_key_but_the_title_of_another_is_kept(tmp_path: Path) -> None:
    need = Need(key="n", title="m")
    step = ActionStep(key="a", what="Order two tables", answers="m")
    area = Area(key="space", title="Space", growth=[need])
    plan = Plan(key="p", title="P", areas=[area], steps=[step])
    path = tmp_path / "plan.docx"
    forms.write_word(plan, path)
    assert forms.read_word(path).document == plan


def test_three_of_one_title_have_three_keys(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    forms.write_word(Plan(key="p", title="P"), path)
    document = opened(path)
    areas = table_of(document, "Short name", "Area", "Tool")
    for row in (1, 2, 3):
        write_in(areas.rows[row].cells[1], "Space")
    document.save(str(path))
    made = forms.read_word(path).document
    assert [area.key for area in made.areas] == ["space", "space-2", "space-3"]


def test_cells_that_were_merged_with_both_their_controls(tmp_path: Path) -> None:
    aim = AIM.aims[0]
    path = tmp_path / "aim.docx"
    forms.write_word(aim, path)
    document = opened(path)
    table = document.tables[0]
    join(table.rows[3].cells[1], table.rows[4].cells[1])
    document.save(str(path))
    assert forms.read_word(path).document == aim
    forms.write_word(DIAGRAM, path)
    document = opened(path)
    drivers = table_of(document, "Short name", "Driver")
    join(drivers.rows[1].cells[0], drivers.rows[1].cells[1])
    document.save(str(path))
    assert forms.read_word(path).document == DIAGRAM


def test_what_was_kept_goes_back_to_its_place() -> None:
    made: Any = SimpleNamespace(keys={}, made={"a": {"b": {}}})
    assert _Making.back(made, ["a", "b", "c"], 3)
    assert made.made == {"a": {"b": {"c": 3}}}


def test_of_two_cells_merged_into_one_control_the_field_of_that_is_filled(
    tmp_path: Path,
) -> None:
    path = tmp_path / "plan.docx"
    forms.write_word(Plan(key="p", title="P"), path)
    document = opened(path)
    areas = table_of(document, "Short name", "Area", "Tool")
    merge(areas.rows[1].cells[1], areas.rows[1].cells[2])
    write_in(areas.rows[1].cells[1], "Space")
    document.save(str(path))
    read = forms.read_word(path)
    assert [area.title for area in read.document.areas] == ["Space"]
    assert read.unplaced == ()


@pytest.mark.parametrize("name", forms.TEMPLATES.names)
def test_choices_stand_in_the_head_of_a_column_or_below_its_table(name: str) -> None:
    for part in forms.TEMPLATES[name].parts:
        under = list(_words.below(part, ENGLISH))
        for field in part.fields:
            listed = _words.choices(field, ENGLISH)
            above = listed in _words.head(part, field, ENGLISH)[1:]
            line = f"{field.label}: {listed}"
            assert not listed or above != (line in under)


def test_a_count_of_people_of_four_digits_is_not_believed() -> None:
    framework = FRAMEWORKS["psat"]
    about = {"cqikit-form": "self-assessment", "cqikit-framework": framework.edition}
    for said, people in (("12", 12), ("1000", 1), ("two", 1)):
        package: Any = SimpleNamespace(properties={**about, "cqikit-people": said})
        found = _which.which("a.docx", package, [], "", ())
        assert found == assessment_form(framework, people)


def test_the_nearest_place_around_is_where_a_part_stands() -> None:
    places = {"steps": "table 2", "steps[0]": "table 2, row 1"}
    at = _told._where(forms.TEMPLATES["aim"], "steps[0].who", places, {})
    assert at.startswith("table 2, row 1")


@pytest.mark.parametrize("name", forms.TEMPLATES.names)
def test_cells_are_as_wide_as_their_columns(name: str) -> None:
    with ZipFile(io.BytesIO(forms.word_form(forms.TEMPLATES[name]))) as package:
        page = fromstring(package.read("word/document.xml"))
    width = f"{{{W}}}w"
    for table in page.iter(f"{{{W}}}tbl"):
        grid = [column.get(width) for column in table.iter(f"{{{W}}}gridCol")]
        for row in table.iter(f"{{{W}}}tr"):
            cells = [it.get(width) for it in row.iter(f"{{{W}}}tcW")]
            assert cells == grid
