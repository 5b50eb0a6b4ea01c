"""Forms and workbooks of one version of a framework, read by that version."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from cqikit import documents, forms
from cqikit.assessments import (
    Anchor,
    Answer,
    Framework,
    Item,
    Responses,
    Scale,
    carry,
    in_language,
    ordered,
)
from cqikit.errors import DataError
from tests.assessments.stories import UNEVEN, flat

NEWER = flat(
    version="2", scales=[ordered("levels", "no", "a bit", "more", "all of it")]
)


def filled(path: Path, framework: Framework, *values: Any) -> Path:
    """Return a workbook of a framework, with the answers of one person."""
    forms.write_workbook(path, framework)
    book = openpyxl.load_workbook(path)
    book["answers"].append(["a", None, None, "2026-01-31", *values])
    book.save(path)
    return path


def numbers(responses: Responses) -> list[Any]:
    return [answer.value for answer in responses.answers]


def test_a_workbook_without_its_styles_tells_its_version(tmp_path: Path) -> None:
    path = filled(tmp_path / "answers.xlsx", flat(), "all", "some")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # Some programs write names of styles without the styles.
    formats = rb"<cellStyleXfs.*?</cellStyleXfs>"
    parts["xl/styles.xml"] = re.sub(formats, b"", parts["xl/styles.xml"])
    with zipfile.ZipFile(path, "w") as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    assert numbers(forms.read_answers(path, flat())) == [3, 1]
    with pytest.raises(DataError, match="'2'"):
        forms.read_answers(path, NEWER)


def test_a_workbook_keeps_what_looks_like_a_sign_by_its_number(tmp_path: Path) -> None:
    """A spreadsheet program shows ``_x0041_`` as A, and no file can hold a bell."""
    framework = flat(
        Item(key="use_x0041_", text="Use\x07"),
        scales=[ordered("levels", "no_x0042_", "=yes")],
        version="1.10_x0043_",
    )
    path = filled(tmp_path / "answers.xlsx", framework, "no_x005F_x0042_")
    assert numbers(forms.read_answers(path, framework)) == [0]
    with pytest.raises(DataError, match=r"1\.10_x0043_"):
        forms.read_answers(path, evolve(framework, version="2"))
    shown = openpyxl.load_workbook(path)
    assert shown["answers"]["E1"].value == "Use<U+0007> [use_x005F_x0041_]"
    assert shown["choices"]["A2"].value == "no_x005F_x0042_"


def test_a_workbook_is_read_by_the_version_that_it_is_of(tmp_path: Path) -> None:
    path = filled(tmp_path / "answers.xlsx", flat(), "all", "some")
    assert numbers(forms.read_answers(path, flat())) == [3, 1]
    with pytest.raises(DataError) as caught:
        forms.read_answers(path, NEWER)
    assert str(caught.value) == (
        "answers.xlsx: 1 problem\n  - framework_version: must be '2' (got '1'): read it"
        " by version 1, and carry the answers over"
    )
    found = carry(forms.read_answers(path, flat()), NEWER).responses
    assert numbers(found) == [3, 1]


@pytest.mark.parametrize("left", ["no sheet", "no column", "no row"])
def test_a_workbook_that_lost_its_version_is_read_all_the_same(
    tmp_path: Path, left: str
) -> None:
    path = filled(tmp_path / "answers.xlsx", flat(), "all", "some")
    book = openpyxl.load_workbook(path)
    if left == "no sheet":
        del book["framework"]
    elif left == "no column":
        book["framework"]["A1"] = "something"
    else:
        book["framework"].delete_rows(1)
    book.save(path)
    assert numbers(forms.read_answers(path, flat())) == [3, 1]


def test_documents_and_layouts_are_read_by_the_version_that_they_name(
    tmp_path: Path,
) -> None:
    said = Responses(flat(), [Answer(item="use", value="all")])
    file = tmp_path / "answers.json"
    documents.write(file, documents.answers_of(said, "spring"))
    assert forms.read_answers(file, flat()).answers == said.answers
    with pytest.raises(DataError, match=r"framework_version: must be '2' \(got '1'\)"):
        forms.read_answers(file, NEWER)
    table = tmp_path / "export.csv"
    table.write_text("respondent,use\na,all\n")
    layout = forms.propose(forms.read_export(table), flat())
    assert 'framework_version = "1"' in str(layout)
    assert numbers(forms.read_answers(table, flat(), layout=layout)) == [3]
    with pytest.raises(DataError, match=r"framework_version: must be '2' \(got '1'\)"):
        forms.read_answers(table, NEWER, layout=layout)
    # A layout of any framework is as good as none.
    anything = evolve(layout, framework="", framework_version="")
    with pytest.raises(DataError, match="must be one of no"):
        forms.read_answers(table, NEWER, layout=anything)


def test_forms_offer_only_the_levels_there_are(tmp_path: Path) -> None:
    framework = flat(Item(key="use", text="Used"), scales=[UNEVEN])
    path = filled(tmp_path / "answers.xlsx", framework, "all")
    assert numbers(forms.read_answers(path, framework)) == [3]
    assert "0, none | 1, some | 3, all | na" in forms.redcap_dictionary(framework)


SPANISH = flat(
    Item(key="use", text="Used", texts={"es": "Se usan"}),
    language="en",
    scales=[
        Scale(
            key="levels",
            low=0,
            high=1,
            anchors=[Anchor(0, "no", {"es": "no"}), Anchor(1, "yes", {"es": "sí"})],
        )
    ],
)


def test_a_form_in_another_language_is_one_of_the_same_framework(
    tmp_path: Path,
) -> None:
    spoken = in_language(SPANISH, "es")
    path = filled(tmp_path / "respuestas.xlsx", spoken, "sí")
    assert openpyxl.load_workbook(path)["answers"]["E1"].value == "Se usan [use]"
    assert numbers(forms.read_answers(path, SPANISH)) == [1]
    table = tmp_path / "export.csv"
    table.write_text("respondent,use\na,sí\nb,1 - sí\n", encoding="utf-8")
    assert numbers(forms.read_answers(table, SPANISH)) == [1, 1]
