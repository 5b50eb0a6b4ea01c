"""A framework goes out as a form, is filled in, and comes back as what was said."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cqikit import forms, testing
from cqikit.assessments import (
    FRAMEWORKS,
    Anchor,
    Answer,
    Framework,
    Item,
    Responses,
    Scale,
    ordered,
)
from cqikit.errors import DataError, MissingExtraError
from cqikit.forms._choices import choices_of
from cqikit.tables import parse_csv
from tests.assessments.stories import flat
from tests.forms import filled
from tests.forms.stories import CONDITIONS

DRAWN = st.data()


def asked_and_answered(data: Any) -> tuple[Framework, tuple[Answer, ...]]:
    framework = data.draw(testing.frameworks())
    return framework, data.draw(testing.answers_to(framework))


def written(value: float | str | None) -> float | str | None:
    """Return a number with the 15 digits that a cell of a workbook surely keeps."""
    return float(f"{value:.15g}") if isinstance(value, float) else value


def told(found: Responses | tuple[Answer, ...]) -> list[tuple[Any, ...]]:
    answers = found.answers if isinstance(found, Responses) else found
    people = dict.fromkeys(answer.respondent for answer in answers)
    order = {who: place for place, who in enumerate(people)}
    rows = [
        (order[answer.respondent], answer.item, written(answer.value), answer.status)
        for answer in answers
    ]
    return sorted(rows, key=lambda row: (row[0], row[1]))


@settings(max_examples=30)
@given(DRAWN)
def test_surveyjs(data: Any) -> None:
    framework, answers = asked_and_answered(data)
    export = forms.records(filled.surveyjs_results(framework, answers))
    known = forms.definition(forms.surveyjs_survey(framework))
    try:
        layout = forms.propose(export, framework, definition=known)
    except DataError:
        # Nobody answered anything, so that there is no question in the file.
        assert all(answer.status is filled.NONE for answer in answers)
        return
    found = {item.item: item for item in layout.items}
    said = tuple(answer for answer in answers if answer.item in found)
    assert all(answer.status is filled.NONE for answer in answers if answer not in said)
    assert told(forms.responses(export, layout, framework)) == told(said)


@settings(max_examples=30)
@given(DRAWN)
def test_fhir(data: Any) -> None:
    framework, answers = asked_and_answered(data)
    tree = filled.fhir_bundle(framework, answers)
    if all(answer.status is filled.NONE for answer in answers):
        return
    export = forms.records(tree)
    known = forms.definition(forms.fhir_questionnaire(framework))
    layout = forms.propose(export, framework, definition=known)
    found = {item.item for item in layout.items}
    said = tuple(answer for answer in answers if answer.item in found)
    assert all(answer.status is filled.NONE for answer in answers if answer not in said)
    assert told(forms.responses(export, layout, framework)) == told(said)


@settings(max_examples=30)
@given(DRAWN)
def test_redcap(data: Any) -> None:
    framework, answers = asked_and_answered(data)
    export = parse_csv(filled.redcap_records(framework, answers), "records.csv")
    dictionary = parse_csv(forms.redcap_dictionary(framework), "dictionary.csv")
    known = forms.definition(dictionary)
    layout = forms.propose(export, framework, definition=known)
    # A field for a number has no place for a reason.
    said = tuple(
        answer
        if answer.value is not None
        or choices_of(framework.scale_of(framework.item(answer.item)))
        else evolve(answer, status=filled.NONE)
        for answer in answers
    )
    assert told(forms.responses(export, layout, framework)) == told(said)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAWN)
def test_excel(tmp_path: Path, data: Any) -> None:
    framework, answers = asked_and_answered(data)
    path = tmp_path / "answers.xlsx"
    forms.write_workbook(path, framework)
    book = openpyxl.load_workbook(path)
    page = book["answers"]
    for who, person in filled.by_person(answers).items():
        cells: list[Any] = [who, next(iter(person.values())).role, None, "2025-01-31"]
        for item in framework.all_items:
            answer = person[item.key]
            scale = framework.scale_of(item)
            value: Any = answer.value
            if choices_of(scale) and value is not None:
                value = scale.label(value)
            words = None if answer.status is filled.NONE else answer.status.words
            cells.append(words if answer.value is None else value)
        page.append(cells)
    book.save(path)
    assert told(forms.read_answers(path, framework)) == told(answers)
    # A layout that names no items says what none at all says.
    layout = forms.AnswersLayout(file="answers.xlsx", sheet="answers")
    assert told(forms.read_answers(path, framework, layout=layout)) == told(answers)


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda step: step.key)
def test_every_framework_comes_back(framework: Framework) -> None:
    reasons = ["dont-know", "not-applicable", "not-observed"]
    answers = tuple(
        Answer(item=item.key, value=scale.high if place % 2 else scale.low)
        if place % 4
        else Answer(item=item.key, status=reasons[place // 4 % 3])  # type: ignore[arg-type]
        for place, item in enumerate(framework.all_items)
        for scale in [framework.scale_of(item)]
    )
    survey = forms.surveyjs_survey(framework)
    results = filled.surveyjs_results(framework, answers)
    bundle = filled.fhir_bundle(framework, answers)
    questionnaire = forms.fhir_questionnaire(framework)
    for tree, known in ((results, survey), (bundle, questionnaire)):
        export = forms.records(tree)
        known_as = forms.definition(known)
        layout = forms.propose(export, framework, definition=known_as)
        assert told(forms.responses(export, layout, framework)) == told(answers)


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda step: step.key)
def test_every_framework_has_every_form(framework: Framework, tmp_path: Path) -> None:
    keys = [item.key for item in framework.all_items]
    survey = forms.definition(forms.surveyjs_survey(framework))
    assert [
        question.name.rpartition(".")[2] for question in survey.questions
    ].sort() == keys.sort()
    links = forms.definition(forms.fhir_questionnaire(framework, url="http://a.org/b"))
    assert sorted(question.name for question in links.questions) == sorted(keys)
    table = parse_csv(forms.redcap_dictionary(framework))
    assert len(table) == len(keys) + 1
    path = tmp_path / "form.xlsx"
    forms.write_workbook(path, framework)
    titles = [cell.value for cell in openpyxl.load_workbook(path)["answers"][1]]
    assert len(titles) == len(keys) + 4


def test_an_excel_cell_takes_only_what_is_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    framework = flat(
        Item(key="use", text="=1+1"), Item(key="share", text="Share", scale="percent")
    )
    forms.write_workbook(path, framework)
    book = openpyxl.load_workbook(path)
    page = book["answers"]
    assert page["E1"].value == "=1+1 [use]"
    assert page["E1"].data_type == "s"
    rules = {
        str(validation.sqref): validation
        for validation in page.data_validations.dataValidation
    }
    listed, any_number = rules["E2:E201"], rules["F2:F201"]
    assert (listed.type, listed.formula1) == ("list", "choices!$A$2:$A$8")
    assert [cell.value for cell in book["choices"]["A"]] == [
        "levels",
        *("none", "some", "most", "all"),
        *("not applicable", "don't know", "not observed"),
    ]
    assert any_number.type == "custom"
    assert any_number.formula1 == (
        "OR(AND(ISNUMBER(F2),F2>=0,F2<=100),COUNTIF(choices!$C$2:$C$4,F2)>0)"
    )
    assert book["how to"]["A1"].value.startswith("One row a person")


def test_no_workbook_without_openpyxl(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match="writing a workbook needs openpyxl"):
        forms.write_workbook(tmp_path / "a.xlsx", CONDITIONS)


def test_redcap_takes_labels_keys_and_texts_of_any_kind() -> None:
    scale = Scale(
        key="s",
        low=-2,
        high=0.5,
        step=0.5,
        anchors=[Anchor(-2, "a | b,\nc"), Anchor(0, "ok")],
    )
    framework = flat(Item(key="3.A", text="=1+1"), scales=[scale])
    rows = list(csv.DictReader(io.StringIO(forms.redcap_dictionary(framework))))
    row = rows[1]
    assert row["Variable / Field Name"] == "q3_a"
    assert row["Field Label"] == "'=1+1"
    choices = row["Choices, Calculations, OR Slider Labels"]
    assert choices == (
        "0.5, 0.5 | 0, ok | -0.5, -0.5 | -1, -1 | -1.5, -1.5 | -2, a / b, c"
        " | na, not applicable | dk, don't know | nob, not observed"
    )
    alike = flat(Item(key="a.b", text="A"), Item(key="a-b", text="B"))
    with pytest.raises(DataError, match=r"'a-b' and 'a\.b' would be one: a_b"):
        forms.redcap_dictionary(alike)


def test_long_scales_are_fields_for_numbers() -> None:
    assert choices_of(Scale(key="a", low=0, high=100)) == []
    assert len(choices_of(Scale(key="a", low=1, high=25))) == 25
    assert choices_of(ordered("b", "no", "yes")) == [("0", "no"), ("1", "yes")]


def test_names_and_questions_stay_in_sight(tmp_path: Path) -> None:
    forms.write_workbook(tmp_path / "a.xlsx", CONDITIONS)
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["answers"].freeze_panes == "B2"


def test_no_list_of_redcap_begins_with_a_minus_sign() -> None:
    scale = Scale(key="s", low=-1, high=1, step=1)
    framework = flat(Item(key="a", text="A"), scales=[scale])
    rows = list(csv.DictReader(io.StringIO(forms.redcap_dictionary(framework))))
    choices = rows[1]["Choices, Calculations, OR Slider Labels"]
    assert choices.startswith("1, 1 | 0, 0 | -1, -1 | na")
