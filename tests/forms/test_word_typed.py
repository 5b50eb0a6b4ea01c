"""What people type into rows: keys made of titles, titles for keys, spans, days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from cqikit import documents, forms
from cqikit.assessments import FRAMEWORKS, Answer
from cqikit.documents import Answers
from cqikit.pdsa import Form, PlanBox, Worksheet, worksheet
from cqikit.plans import Plan
from tests.forms.word_edits import add_row, opened, table_of, write_in

if TYPE_CHECKING:
    from pathlib import Path

DATA = "table 2 (Develop: what the plan rests on)"
STEPS = "table 6 (Develop: action steps)"


def test_a_worksheet_filled_in_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    forms.write_word("pdsa", path)
    document = opened(path)
    write_in(table_of(document, "What is tried").rows[0].cells[1], "Remind by text")
    write_in(table_of(document, "Day of the plan").rows[0].cells[1], "2026-03-02")
    write_in(table_of(document, "Question", "Prediction").rows[1].cells[0], "How many?")
    numbers = table_of(document, "Question", "Number", "From")
    write_in(numbers.rows[1].cells[0], "How many?")
    write_in(numbers.rows[1].cells[1], "4")
    write_in(numbers.rows[2].cells[0], "How fast?")
    write_in(numbers.rows[2].cells[1], "2.5")
    document.save(str(path))
    sheet = forms.read_word(path).document
    assert sheet.key == "remind-by-text"
    assert [str(it.on) for it in sheet.predictions] == ["2026-03-02"] * 2
    assert [it.prediction.value for it in sheet.predictions] == [4, 2.5]


def test_a_plan_whose_things_are_called_by_their_titles(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    forms.write_word(Plan(key="p", title="P"), path)
    document = opened(path)
    areas = table_of(document, "Short name", "Area", "Tool")
    for row in (1, 2):
        write_in(areas.rows[row].cells[1], "Space")
    write_in(areas.rows[3].cells[1], "Care")
    scores = table_of(document, "Area", "Classroom or group")
    for place, text in enumerate(("Care", "Room 1", "4.5")):
        write_in(scores.rows[1].cells[place], text)
    steps = table_of(document, "Short name", "The step in one sentence")
    write_in(steps.rows[1].cells[2], "order two tables")
    write_in(steps.rows[1].cells[4], "2026-09 to 2026-11")
    write_in(steps.rows[2].cells[2], "put them up")
    needs = table_of(document, "Step", "How many, which size")
    write_in(needs.rows[1].cells[0], "put them up")
    write_in(needs.rows[1].cells[7], "order two tables")
    document.save(str(path))
    plan = forms.read_word(path).document
    assert [area.key for area in plan.areas] == ["space", "space-2", "care"]
    assert plan.areas[2].scores[0].value == 4.5
    assert str(plan.steps[0].when) == "2026-09 to 2026-11"
    assert plan.steps[1].after == ("order-two-tables",)


def test_what_is_kept_and_belongs_nowhere_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    sheet = Worksheet(key="k", title="T", objective="a\x0cb")
    forms.write_word(sheet, path)
    assert forms.read_word(path).document == sheet
    document = opened(path)
    kept = table_of(document, "Place", "What is kept")
    rows = {"objective": "no JSON", "": "1", "title": '"T"', "title \u203a x": "1"}
    for place, value in rows.items():
        add_row(kept, place or "\u203a", value)
    document.save(str(path))
    texts = [it.text for it in forms.read_word(path).unplaced]
    assert len(texts) == len(rows)


def test_boxes_are_filled_in_as_their_worksheet() -> None:
    boxes = Form(title="T", plan=PlanBox(on="2026-03-02", prediction="four come"))
    assert forms.word_form(boxes) == forms.word_form(worksheet(boxes.cycle))


def test_answers_of_several_people_in_their_roles(tmp_path: Path) -> None:
    framework = FRAMEWORKS["bts-infrastructure"]
    said = [
        Answer(
            item="teams", value=1.0, respondent="1", role="director", on="2026-03-02"
        ),
        Answer(
            item="teams",
            status="dont-know",
            respondent="2",
            role="teacher",
            evidence="new here",
        ),
    ]
    answers = Answers(
        key="a", framework=framework.key, framework_version="1", answers=said
    )
    path = tmp_path / "form.docx"
    forms.write_word(answers, path)
    assert forms.read_word(path).document.answers == answers.answers
    document = opened(path)
    for table in document.tables:
        for row in table.rows:
            if "[teams]" in row.cells[0].text:
                write_in(row.cells[1], "perhaps")
    document.save(str(path))
    told = [str(it.problem) for it in forms.read_word(path).unplaced]
    assert any("could not be placed: perhaps (must be" in it for it in told), told


def test_what_is_missing_is_told_with_its_row_and_label(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    forms.write_word(Plan(key="p", title="P"), path)
    document = opened(path)
    steps = table_of(document, "Short name", "The step in one sentence")
    write_in(steps.rows[1].cells[4], "soon")
    data = table_of(document, "Short name", "Data")
    write_in(data.rows[1].cells[1], "Survey of staff")
    document.save(str(path))
    told = [str(it.problem) for it in forms.read_word(path).unplaced]
    assert told == [
        f"{DATA}, row 2: could not be placed: Survey of staff (Gathered in: missing)",
        f"{STEPS}, row 2: could not be placed: soon (What: missing)",
    ]


def test_who_answered_nothing_is_listed_by_name(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    psat = FRAMEWORKS["psat"]
    path.write_bytes(forms.word_form(forms.assessment_form(psat, people=3)))
    document = opened(path)
    tables = [table for table in document.tables if len(table.columns) > 2]
    who = [
        table for table in document.tables if table.rows[0].cells[0].text[:4] == "Who,"
    ]
    for table, (name, role) in zip(
        who, [("1", "director"), ("2", "teacher"), ("", "")], strict=True
    ):
        write_in(table.rows[0].cells[1], name)
        write_in(table.rows[1].cells[1], role)
    write_in(who[1].rows[4].cells[1], "2 March 2026")
    write_in(tables[0].rows[1].cells[1], "3")
    document.save(str(path))
    found = forms.read_word(path)
    [answer] = found.document.answers
    assert (answer.respondent, answer.role) == ("1", "director")
    said = [(it.where, it.text) for it in found.unplaced]
    assert [text for _, text in said] == ["2", "teacher", "2026-03-02"]
    assert said[0][0].endswith("Who, by a name or a number")


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "last week", "3/5/2026", "April 31", "Apr. 30"]
)
def test_a_day_that_cannot_be_read_costs_no_answer(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(forms.word_form(forms.assessment_form(FRAMEWORKS["psat"])))
    document = opened(path)
    about = document.tables[1]
    write_in(about.rows[0].cells[1], "Maria")
    write_in(about.rows[4].cells[1], typed)
    for table in document.tables[2:]:
        for row in table.rows[1:]:
            write_in(row.cells[1], "4")
    document.save(str(path))
    found = forms.read_word(path)
    answers = found.document.answers
    assert len(answers) == 40
    assert {(answer.respondent, answer.on) for answer in answers} == {("Maria", None)}
    [left] = found.unplaced
    assert left.text == typed
    assert left.where.endswith("Answered on")
    assert not [said for said in found.understood if typed in said]


def test_a_number_stays_one_and_a_label_a_label(tmp_path: Path) -> None:
    guide = documents.read("examples/home_visiting/guide.toml")
    said = [
        Answer(item="leadership", value=2),
        Answer(item="teams", value="somewhat"),
    ]
    path = tmp_path / "guide.docx"
    forms.write_word(
        evolve(guide, scaling=evolve(guide.scaling, conditions=said)), path
    )
    read = forms.read_word(path)
    assert not read.unplaced
    assert [it.value for it in read.document.scaling.conditions] == [2, "somewhat"]


def test_a_blank_self_assessment_says_so(tmp_path: Path) -> None:
    path = tmp_path / "blank.docx"
    forms.write_word(FRAMEWORKS["psat"], path)
    assert forms.read_word(path).understood == ("nothing is answered on it",)
