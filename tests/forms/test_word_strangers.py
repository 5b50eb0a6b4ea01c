"""Files of strangers: bounded, refused with what is wrong, nothing in them followed."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

from cqikit import forms
from cqikit.assessments import FRAMEWORKS
from cqikit.documents import Aims
from cqikit.errors import DocumentError, FieldError, FieldTypeError, UnknownNameError
from cqikit.measures import Aim, Level

if TYPE_CHECKING:
    from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOMB = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>'
AIM = Aim(key="a", title="A", measure="m", target=Level(1), by="2027")


def package(body: str, name: str = "word/document.xml", **more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
        for file, text in more.items():
            archive.writestr(file.replace("__", "/"), text)
    return out.getvalue()


def document(inside: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


CODES = {
    "no zip": (b"hello", "form.no-word-file"),
    "older": (b"\xd0\xcf\x11\xe0" + b"0" * 600, "form.no-word-file"),
    "no page": (package("<a/>", "other.xml"), "form.no-word-file"),
    "no xml": (package("<a"), "form.no-word-file"),
    "declared": (package(BOMB + document("&c;")), "form.declared"),
    "deep": (package(document("<w:p>" * 400 + "</w:p>" * 400)), "form.too-much"),
    "wide": (package(document("<a/>" * 1_000_100)), "form.too-much"),
    "zip bomb": (package(document(" " * (65 << 20))), "form.too-much"),
    "unknown": (package(document("<w:p/>")), "form.unknown"),
}


@pytest.mark.parametrize("name", CODES)
def test_what_is_no_form_is_refused(name: str, tmp_path: Path) -> None:
    data, code = CODES[name]
    path = tmp_path / "form.docx"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as refused:
        forms.read_word(path)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}", "")
    with pytest.raises(DocumentError, match="parts"):
        forms.read_word(path)


def test_an_unknown_framework_is_named(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    data = forms.word_form(FRAMEWORKS["psat"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    files["docProps/custom.xml"] = files["docProps/custom.xml"].replace("psat@1", "no")
    path.write_bytes(package(files.pop("word/document.xml"), **files))
    with pytest.raises(DocumentError, match="which is not known"):
        forms.read_word(path)


def test_what_is_no_form_cannot_be_asked_for() -> None:
    with pytest.raises(UnknownNameError, match="did you mean"):
        forms.word_form("pdsa-workshet")
    with pytest.raises(FieldTypeError, match="must be the name of a form"):
        forms.word_form(3)


def test_a_form_that_says_nothing_is_known_by_its_tags_or_by_its_name(
    tmp_path: Path,
) -> None:
    data = forms.word_form(AIM)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    path = tmp_path / "form.docx"
    path.write_bytes(package(body))
    assert forms.read_word(path).document == AIM
    path.write_bytes(package(body.replace("w:tag", "w:gone")))
    assert forms.read_word(path, form="aim").document == AIM
    assert forms.read_word(path, form=forms.TEMPLATES["aim"]).whole.aims == (AIM,)


def test_of_several_one_is_named() -> None:

    several = Aims(
        aims=[AIM, Aim(key="b", title="B", measure="m", target=Level(1), by="2027")]
    )
    assert forms.word_form(several, key="a") == forms.word_form(AIM)
    with pytest.raises(FieldError, match="which one is meant"):
        forms.word_form(several)
    with pytest.raises(UnknownNameError, match="no aims named 'c'"):
        forms.word_form(several, key="c")
    assert forms.word_form(Aims(aims=[AIM])) == forms.word_form(AIM)


def test_what_is_alike_in_a_stranger_is_told_once(tmp_path: Path) -> None:
    document = docx.Document()
    for number in range(40):
        document.add_paragraph(f"What was said, {number}")
    table = document.add_table(rows=40, cols=3)
    for number, row in enumerate(table.rows):
        said = ("Who", "What", "By when") if number == 0 else ("a", "b", "c")
        for cell, text in zip(row.cells, said, strict=True):
            cell.text = text
    document.save(str(tmp_path / "minutes.docx"))
    with pytest.raises(DocumentError) as caught:
        forms.read_word(tmp_path / "minutes.docx")
    told = caught.value.problems
    assert len(told) < 5
    assert sum(problem.count for problem in told) > 40 + 30
    assert str(told[0]).startswith("before the first table and 39 more: could not be")
