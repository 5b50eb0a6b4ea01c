"""What people type is read as they mean it, or refused in the words of the form."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import documents, forms
from cqikit.core import ENGLISH
from cqikit.errors import DocumentError
from cqikit.forms._word import _understand
from cqikit.forms._word._cells import meant
from cqikit.forms._word._template import Field, FieldKind
from cqikit.forms._word._words import plain
from cqikit.languages import wording
from cqikit.plans import Plan
from tests.forms.word_edits import opened, table_of, text_of, write_in

if TYPE_CHECKING:
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


def left(path: Path, what: Any, **cells: str) -> list[str]:
    """Return what is told of a form that is read without some of its cells."""
    return [str(it.problem) for it in filled(path, what, **cells).unplaced]


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
AMOUNTS = {
    "$300": 300,
    "300 \u20ac": 300,
    "$1,500": 1500,
    "\u00a312.50": 12.5,
    "1,500.25": 1500.25,
    "1.500,25": 1500.25,
    "2,500,000": 2_500_000,
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_with_a_comma_that_can_be_no_thousands(
    text: str, tmp_path: Path
) -> None:
    read = filled(tmp_path / "form.docx", "aim", **AIM | {"_1_0_1": text})
    assert read.document.target.at == NUMBERS[text]


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts_are_read_where_their_signs_can_mean_one_thing(
    text: str, tmp_path: Path
) -> None:
    read = filled(tmp_path / "form.docx", "aim", **AIM | {"_0_6_1": text})
    assert read.document.baseline == AMOUNTS[text]
    (told,) = read.understood
    assert told.startswith(f"{AIM_TABLE}, row 7, Where it stood at the start: {text}")


def test_what_cannot_be_read_is_left_out_and_told_and_the_rest_is_kept(
    tmp_path: Path,
) -> None:
    path = tmp_path / "form.docx"
    cells = {
        "_0_0_1": "Our plan",
        "_0_1_1": "Our plan",
        "_2_1_0": "Space & co",
        "_2_1_1": "Space",
        "_5_1_2": "order tables",
        "_5_1_4": "ASAP",
        "_5_1_5": "Space & co",
        "_5_2_2": "paint",
        "_5_2_4": "Spring 2026",
        "_5_2_5": "none",
        "_5_3_2": "cook",
        "_5_3_4": "2026-09-01, 2026-10-01",
        "_5_4_3": "the cook",
        "_6_1_0": "no such step!",
        "_6_1_1": "three",
        "_8_1_0": "paint",
        "_8_1_1": "soon",
        "_8_1_2": "begun",
    }
    read = filled(path, "cqip-other", **cells)
    plan = read.document
    assert [(step.key, step.area, step.when) for step in plan.steps] == [
        ("order-tables", "space", None),
        ("paint", "", None),
        ("cook", "", None),
    ]
    assert [(it.where, it.text) for it in read.unplaced] == [
        ("table 1 (The plan), row 2, Short name of the plan", "Our plan"),
        (f"{AREAS}, row 2, Short name", "Space & co"),
        (f"{STEPS}, row 2, By when", "ASAP"),
        (f"{STEPS}, row 3, By when", "Spring 2026"),
        (f"{STEPS}, row 3, Area", "none"),
        (f"{STEPS}, row 4, By when", "2026-09-01, 2026-10-01"),
        (f"{STEPS}, row 5", "the cook"),
        (f"{NEEDS}, row 2", "no such step! | three"),
        ("table 9 (Of the steps), row 2", "paint | soon | begun"),
    ]
    assert [str(it.problem).split(": ", 2)[2] for it in read.unplaced[4:7]] == [
        "left empty, as it says none",
        f"could not be placed: 2026-09-01, 2026-10-01 ({LIKE})",
        "could not be placed: the cook (What: missing)",
    ]


@given(st.lists(st.text(min_size=1, max_size=12), min_size=4, max_size=4))
@settings(max_examples=15, deadline=None, database=None)
def test_whatever_is_typed_is_in_the_document_or_listed(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "form.docx")
        forms.write_word(Plan(key="p", title="P"), path)
        document = opened(path)
        steps = table_of(document, "Short name", "The step in one sentence")
        needs = table_of(document, "Step", "How many, which size")
        texts = [f"x{plain(text)}x" for text in texts]
        write_in(steps.rows[1].cells[2], "order")
        for column, text in zip((0, 4, 5), texts, strict=False):
            write_in(steps.rows[1].cells[column], text)
        write_in(needs.rows[1].cells[0], "order")
        write_in(needs.rows[1].cells[4], texts[3])
        document.save(str(path))
        read = forms.read_word(path)
        told = documents.to_toml(read.whole) + " ".join(it.text for it in read.unplaced)
        assert all(text in told for text in texts)


def test_what_is_wrong_again_and_again_is_refused_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_understand, "ROUNDS", 1)
    (problem,) = refused(tmp_path / "form.docx", "aim", **AIM | {"_0_5_1": "soon"})
    assert problem.where == "table 1 (The aim), row 6, When the work began"


@pytest.mark.parametrize("text", ["1,500", "85 %", "five", "1,2,3", "$1.500", "$3$"])
def test_what_is_no_plain_number_is_refused_once(text: str, tmp_path: Path) -> None:
    (problem,) = refused(tmp_path / "form.docx", "aim", **AIM | {"_1_0_1": text})
    assert str(problem) == (
        f"table 2 (The target), row 1, Reach: must be a number (got {text!r}): "
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
    assert problem.where == "table 2 (The target), row 1, Reach"
    assert "Reach, Or change by a share of the start" in problem.message
    cells = {
        "_0_0_1": "Call families",
        "_1_0_1": "2026-03-05",
        "_2_1_0": "Do more come?",
        "_2_1_1": "most",
        "_3_1_0": "Do more come?",
        "_3_1_1": "85",
    }
    (told,) = left(path, "pdsa", **cells)
    assert told.startswith("table 4 (Where a number is expected), row 2: could not be")
    assert "Do more come? | 85 (Prediction, Number do not go together)" in told


AIM_TABLE = "table 1 (The aim)"
LIKE = "must be like 2026, 2026-10, 2026-Q4, 2026-W07 or 2026-10-31"
AREAS = "table 3 (Develop: areas, strengths and growth)"
STEPS = "table 6 (Develop: action steps)"
NEEDS = "table 7 (What the steps need)"
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
    (told,) = left(path, "pdsa", _0_0_1="Call families", _1_2_1="testing")
    assert "could not be placed: testing (must be one of test a change, collect" in told
    assert told.endswith("did you mean 'test a change'?")
    (told,) = left(path, "pdsa", _0_0_1="Call families", _4_2_1="perhaps")
    assert told.endswith("could not be placed: perhaps (must be one of yes, no)")
    cells = {"_0_0_1": "P", "_2_1_1": "Space", "_5_1_2": "order"}
    cells |= {"_11_1_1": "order", "_11_1_4": "time; luck"}
    told = left(path, "cqip-other", **cells)[0]
    assert "could not be placed: order | time; luck (Day: missing)" in told
    cells |= {"_11_1_0": "2026-03-02", "_11_1_2": "no"}
    told = left(path, "cqip-other", **cells)[0]
    assert "| no | time; luck (must be one of time, resources, to be" in told


def test_what_comes_of_a_faulty_day_is_not_told_again(tmp_path: Path) -> None:
    cells = {
        "_0_0_1": "Call families",
        "_1_0_1": "next week",
        "_2_1_0": "Do more come?",
    }
    day, row = left(tmp_path / "form.docx", "pdsa", **cells, _2_1_1="most")
    assert day.startswith("table 2 (Plan), row 1, Day of the plan: could not be placed")
    assert row.endswith(
        "row 2: could not be placed: Do more come? | most (Day: missing)"
    )


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


TICKS = {
    "\u2612 yes \u2610 no": True,
    "\u2610 yes \u2612 no": False,
    "[x] yes [ ] no": True,
    "\u2713": True,
    "x": True,
    "Yes!": True,
    "\u2610 yes \u2610 no": "\u2610 yes \u2610 no",
    "\u2612 yes \u2612 no": "yes no",
}


@pytest.mark.parametrize("text", TICKS)
def test_what_is_ticked_is_chosen(text: str) -> None:
    field = Field(path="a", label="A", kind=FieldKind.YES_NO)
    assert meant(field, text) == TICKS[text]
    words = {"time": "time", "staff": "staff"}
    field = Field(path="a", label="A", kind=FieldKind.CHOICE, words=words)
    assert meant(field, "\u2610 time \u2612 staff") == "staff"
    assert meant(field, "\u2612") == "\u2612"
    field = Field(path="a", label="A", kind=FieldKind.LINES)
    assert meant(field, "\u2022 a - b\n- two\n\n-3") == ["a - b", "two", "-3"]


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
