"""One survey, as every tool exports it: the same responses, whatever the tool."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cqikit import documents, folders, forms
from cqikit.assessments import Responses
from cqikit.errors import DataError
from tests.forms.stories import CONDITIONS, EXPORTS, said

TITLED = {"Director": "director", "Teacher": "teacher"}
#: What a person adds to the proposal, and the definition, where there is one.
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "redcap_records.csv": ({}, "redcap_dictionary.csv"),
    "google_forms.csv": ({"roles": TITLED}, ""),
    "microsoft_forms.xlsx": ({"roles": TITLED}, ""),
    "kobo.csv": ({}, "kobo_form.xlsx"),
    "qualtrics.csv": ({"roles": TITLED}, ""),
    "limesurvey.csv": ({"codes": {"NA": "not-applicable", "DK": "dont-know"}}, ""),
    "surveyjs_results.json": ({}, "surveyjs_definition.json"),
    "fhir_responses.json": ({}, "fhir_questionnaire.json"),
    "wide.csv": ({}, ""),
    "long.csv": ({}, ""),
}
TOLD = """\
qualtrics.csv: 3 respondents, 4 of 9 items: 8 answered, 1 not applicable, \
1 don't know, 2 unanswered
  of the people: who in ResponseId, role in Q1, day in RecordedDate
  roles: Director (1), Teacher (2)
  items without a column: day-to-day-lead, improvement-experts, topic-calls, \
learning-sessions, no-undue-burden
  columns not used: StartDate, EndDate, IPAddress, Progress, Duration (in seconds), \
Finished, RecipientLastName, RecipientFirstName, RecipientEmail, ExternalReference, \
LocationLatitude, LocationLongitude and 2 more
  rows left out: 3"""
EXPECTED = [
    ("leadership", 3, "answered"),
    ("teams", 2, "answered"),
    ("staff-time", 1, "answered"),
    ("content-experts", None, "not-applicable"),
    ("leadership", 2, "answered"),
    ("teams", None, "unanswered"),
    ("staff-time", 3, "answered"),
    ("content-experts", None, "dont-know"),
    ("leadership", 3, "answered"),
    ("teams", 3, "answered"),
    ("staff-time", None, "unanswered"),
    ("content-experts", 0, "answered"),
]


def read(name: str) -> Responses:
    more, definition = CASES[name]
    export = forms.read_export(EXPORTS / name)
    known = forms.read_definition(EXPORTS / definition) if definition else None
    proposed = forms.propose(export, CONDITIONS, definition=known)
    return forms.responses(export, evolve(proposed, **more), CONDITIONS)


@pytest.mark.parametrize("name", CASES)
def test_the_same_survey_gives_the_same_responses(name: str) -> None:
    found = read(name)
    assert sorted(said(found), key=str) == sorted(EXPECTED, key=str)
    people = list(dict.fromkeys(answer.respondent for answer in found.answers))
    by_person = [
        {item: (value, status) for item, value, status in EXPECTED[n : n + 4]}
        for n in (0, 4, 8)
    ]
    assert [
        {
            answer.item: (answer.value, answer.status)
            for answer in found.answers
            if answer.respondent == who
        }
        for who in people
    ] == by_person


@pytest.mark.parametrize("name", CASES)
def test_who_and_when_come_along_where_the_form_says_it(name: str) -> None:
    found = read(name).answers
    if name != "fhir_responses.json":
        assert [answer.role for answer in found[:1]] == ["director"]
        assert {answer.role for answer in found} == {"director", "teacher"}
    if name != "surveyjs_results.json":
        assert {answer.on for answer in found} == {
            date(2025, 1, day) for day in (11, 12, 13)
        }


def test_all_that_number_their_rows_are_equal() -> None:
    alike = ["google_forms.csv", "redcap_records.csv", "wide.csv", "limesurvey.csv"]
    first, *others = map(read, alike)
    assert all(other == first for other in others)


@pytest.mark.parametrize("name", CASES)
def test_a_layout_is_a_document_that_can_be_kept(name: str) -> None:
    more, definition = CASES[name]
    export = forms.read_export(EXPORTS / name)
    known = forms.read_definition(EXPORTS / definition) if definition else None
    layout = evolve(forms.propose(export, CONDITIONS, definition=known), **more)
    kept = documents.parse(str(layout), "layout.toml", types=folders.DOCUMENTS)
    assert kept == layout
    assert forms.read_answers(EXPORTS / name, CONDITIONS, layout=kept) == read(name)


@pytest.mark.parametrize(
    "name",
    ["redcap_records.csv", "kobo.csv", "surveyjs_results.json", "fhir_responses.json"],
)
def test_with_its_definition_a_form_needs_no_layout(name: str) -> None:
    definition = forms.read_definition(EXPORTS / CASES[name][1])
    found = forms.read_answers(EXPORTS / name, CONDITIONS, definition=definition)
    assert said(found) == EXPECTED


def test_plain_tables_and_fhir_need_nothing() -> None:
    for name in ("wide.csv", "fhir_responses.json"):
        assert said(forms.read_answers(EXPORTS / name, CONDITIONS)) == EXPECTED


@pytest.mark.parametrize(
    "name", ["google_forms.csv", "microsoft_forms.xlsx", "qualtrics.csv"]
)
def test_words_mean_nothing_until_they_are_declared(name: str) -> None:
    with pytest.raises(DataError) as caught:
        forms.read_answers(EXPORTS / name, CONDITIONS)
    fixes = [problem.fix for problem in caught.value.problems]
    assert fixes == [
        (
            'write codes = { "Not applicable" = "not-applicable" } in the answers'
            " layout (answers.toml)"
        ),
        (
            'write codes = { "Don\'t know" = "dont-know" } in the answers layout'
            " (answers.toml)"
        ),
        'codes = { "Not applicable" = "not-applicable", "Don\'t know" = "dont-know" }',
    ]


def test_tests_of_the_form_are_left_out_and_told() -> None:
    export = forms.read_export(EXPORTS / "qualtrics.csv")
    layout = forms.propose(export, CONDITIONS)
    assert layout.where_not == {"Status": "Survey Preview"}
    found = forms.understood(export, layout, CONDITIONS)
    assert (found.people, found.left_out) == (3, 3)
    assert str(found) == TOLD


def test_an_export_stands_in_a_folder_by_its_layout() -> None:
    (found,) = folders.read("examples/answers").project.assessed
    assert (found.key, found.on) == ("readiness", date(2025, 1, 13))
    assert found.responses == read("google_forms.csv")


def test_redcap_may_export_labels(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text(
        "Record ID,Survey Identifier,Survey Timestamp,leadership,teams,staff-time,"
        "content-experts,Role (choice=director),Role (choice=teacher),Complete?\n"
        "1,,2025-01-11 09:30:00,met,somewhat,not yet,Not applicable,"
        "Checked,Unchecked,Complete\n"
        "2,,2025-01-12 09:30:00,somewhat,,met,Don't know,"
        "Unchecked,Checked,Complete\n"
        "3,,2025-01-13 09:30:00,met,met,Prefer not to say,not possible,"
        "Unchecked,Checked,Complete\n"
    )
    known = forms.read_definition(EXPORTS / "redcap_dictionary.csv")
    found = forms.read_answers(file, CONDITIONS, definition=known)
    assert found == read("redcap_records.csv")
