"""What people type is read as they mean it, or refused in the words of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cqikit import forms
from cqikit.core import ENGLISH
from cqikit.errors import DocumentError
from cqikit.forms._word._cells import meant
from cqikit.forms._word._template import Field, FieldKind
from cqikit.languages import wording
from cqikit.plans import Plan
from tests.forms.word_edits import opened, table_of, text_of, write_in

if TYPE_CHECKING:
    from pathlib import Path

    from cqikit.errors import Problem


def filled(path: Path, what: Any, language: str = "en", **cells: str) -> forms.WordForm:
    """Write a blank form, type into its fields by their place, and read it back."""
    forms.write_word(what, path, wording=wording(language))
    document = opened(path)
    for place, text in cells.items():
        table, row, column = map(int, place.strip("_").split("_"))
        write_in(document.tables[table].rows[row].cells[column], text)
    document.save(str(path))
    return forms.read_word(path)


def refused(path: Path, what: Any, **cells: str) -> list[Problem]:
    with pytest.raises(DocumentError) as error:
        filled(path, what, **cells)
    return list(error.value.problems)


#: An aim that is whole: title, measure, by when; and the level of its target.
AIM = {"_0_0_1": "Nine of ten", "_0_3_1": "visits", "_0_4_1": "2027", "_1_0_1": "90"}
DAYS = {
    "15 de marzo de 2027": "2027-03-15",
    "March 15, 2027": "2027-03-15",
    "3/15/2027": "2027-03-15",
    "15.3.2027": "2027-03-15",
    "Mar-27": "2027-03",
    "2027-Q1": "2027-Q1",
}


@pytest.mark.parametrize("text", DAYS)
def test_days_and_periods_as_people_write_them(text: str, tmp_path: Path) -> None:
    read = filled(tmp_path / "form.docx", "aim", **AIM | {"_0_4_1": text})
    assert str(read.document.by) == DAYS[text]
    assert bool(read.understood) == (text != DAYS[text])


def test_a_day_shows_which_comes_first_for_the_whole_form(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    days = AIM | {"_0_4_1": "3/5/2027", "_0_5_1": "3/25/2026"}
    assert str(filled(path, "aim", **days).document.by) == "2027-03-05"
    days = AIM | {"_0_4_1": "3/5/2027", "_0_5_1": "25/3/2026"}
    assert str(filled(path, "aim", **days).document.by) == "2027-05-03"
    (problem,) = refused(path, "aim", **AIM | {"_0_4_1": "3/5/2027"})
    assert "which comes first, the month or the day" in problem.message
    assert problem.where.endswith("By when")


NUMBERS = {"90": 90, "1,5": 1.5, "0,125": 0.125, "12.50": 12.5, "-3": -3}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_with_a_comma_that_can_be_no_thousands(
    text: str, tmp_path: Path
) -> None:
    read = filled(tmp_path / "form.docx", "aim", **AIM | {"_1_0_1": text})
    assert read.document.target.at == NUMBERS[text]


@pytest.mark.parametrize("text", ["1,500", "85 %", "five", "1,2,3"])
def test_what_is_no_plain_number_is_refused_once(text: str, tmp_path: Path) -> None:
    (problem,) = refused(tmp_path / "form.docx", "aim", **AIM | {"_1_0_1": text})
    assert str(problem) == (
        f"page 1, table 2, row 1, Reach: must be a number (got {text!r}): "
        "write the number alone, such as 12 or 12.5"
    )


@pytest.mark.parametrize("text", ["n/a", "N/A", "-", "no aplica", "?", "n.a."])
def test_what_says_that_there_is_nothing_leaves_a_field_empty_and_is_listed(
    text: str, tmp_path: Path
) -> None:
    more = {"_0_6_1": text, "_0_2_1": text}
    read = filled(tmp_path / "form.docx", "aim", **AIM | more)
    assert read.document.baseline is None
    # Words may say so.
    assert read.document.population == text
    assert [it.text for it in read.unplaced] == [text]


def test_what_does_not_go_together_is_told_by_its_labels(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    (problem,) = refused(path, "aim", **AIM | {"_1_3_1": "-0.25"})
    assert problem.where.startswith("page 1, table 2, row 1")
    assert "Reach, Or change by a share of the start" in problem.message
    cells = {
        "_0_0_1": "Call families",
        "_1_0_1": "2026-03-05",
        "_2_1_0": "Do more come?",
        "_2_1_1": "most",
        "_3_1_0": "Do more come?",
        "_3_1_1": "85",
    }
    (problem,) = refused(path, "pdsa", **cells)
    assert str(problem).startswith("page 1, table 3, row 2: Prediction, Number do not")


CHOSEN = {"Adopt!": "adopt", "stop before the end.": "stop", "ABANDON": "abandon"}


@pytest.mark.parametrize("text", CHOSEN)
def test_a_choice_without_capitals_and_points(text: str, tmp_path: Path) -> None:
    forms.write_word("pdsa", tmp_path / "form.docx")
    document = opened(tmp_path / "form.docx")
    write_in(table_of(document, "What is tried").rows[0].cells[1], "Call families")
    write_in(table_of(document, "Day of the decision").rows[1].cells[1], text)
    seen = table_of(document, "The test began on")
    write_in(seen.rows[2].cells[1], "N")
    document.save(str(tmp_path / "form.docx"))
    read = forms.read_word(tmp_path / "form.docx").document
    assert read.decision == CHOSEN[text]
    assert read.as_planned is False


def test_an_unknown_choice_is_told_with_the_words_of_the_form(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    (problem,) = refused(path, "pdsa", _0_0_1="Call families", _1_2_1="testing")
    assert problem.message.startswith("must be one of test a change, collect")
    assert problem.fix == "did you mean 'test a change'?"
    (problem,) = refused(path, "pdsa", _0_0_1="Call families", _4_2_1="perhaps")
    assert problem.message == "must be one of yes, no (got 'perhaps')"
    cells = {"_0_0_1": "P", "_2_1_1": "Space", "_5_1_2": "order"}
    problem, *_ = refused(path, "cqip-other", **cells, _11_1_4="time; luck")
    assert "(got 'luck')" in problem.message


def test_what_comes_of_a_faulty_day_is_not_told_again(tmp_path: Path) -> None:
    cells = {
        "_0_0_1": "Call families",
        "_1_0_1": "next week",
        "_2_1_0": "Do more come?",
    }
    told = refused(tmp_path / "form.docx", "pdsa", **cells, _2_1_1="most")
    assert [problem.where for problem in told] == [
        "page 1, table 2, row 1, Day of the plan"
    ]


def test_what_is_printed_twice_in_a_file_is_known_by_its_beginning() -> None:
    assert forms.word_form("driver") == forms.word_form("driver-diagram")
    assert str(forms.Unplaced("page 1", "ask first")) == "page 1: ask first"


def test_a_language_is_told_by_the_file_or_by_its_labels(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    read = filled(path, "aim", "es", **AIM)
    assert read.wording.language == "es"
    document = opened(path)
    for part in document.part.package.iter_parts():
        if part.partname == "/docProps/custom.xml":
            part._blob = part.blob.replace(b"cqikit-", b"gone-")
    document.save(str(path))
    again = forms.read_word(path)
    assert again.wording.language == "es"
    assert again.document == read.document
    data = document.element.body
    for tag in list(data.iter("{*}tag")):
        tag.getparent().remove(tag)
    document.save(str(path))
    assert forms.read_word(path).document == read.document
    assert text_of(document.tables[0].rows[0].cells[0])


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2026-09/2026-11", {"begin": "2026-09", "by": "2026-11"}),
        ("2026-09 to 2026-11", {"begin": "2026-09", "by": "2026-11"}),
        ("2026-09..2026-11", {"begin": "2026-09", "by": "2026-11"}),
        ("10/15/2026", "10/15/2026"),
        ("n/a", "n/a"),
    ],
)
def test_a_slash_within_a_day_is_no_span(text: str, meaning: Any) -> None:
    span = Field(path="when", label="By when", kind=FieldKind.SPAN)
    assert meant(span, text, ENGLISH, str) == meaning


@pytest.mark.parametrize("text", ["10/15/2026", "n/a"])
def test_when_a_step_is_due_is_read_as_a_day_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    forms.write_word(Plan(key="p", title="P"), path)
    document = opened(path)
    steps = table_of(document, "Short name", "The step in one sentence")
    write_in(steps.rows[1].cells[2], "order two tables")
    write_in(steps.rows[1].cells[4], text)
    document.save(str(path))
    read = forms.read_word(path)
    due = read.document.steps[0].when
    assert [str(due), [it.text for it in read.unplaced]] == (
        ["2026-10-15", []] if text != "n/a" else ["None", ["n/a"]]
    )
