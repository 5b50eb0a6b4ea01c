"""Exports and definitions from files: bounded, told by their content, named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import forms
from cqikit.assessments import YES_NO, Item
from cqikit.errors import CqikitError, DataError, SourceError
from cqikit.tables import parse_csv
from tests.assessments.stories import LEVELS, flat
from tests.forms.stories import CONDITIONS, EXPORTS, said

ANSWERS = """
type = "answers"
version = 1
key = "spring"
framework = "bts-infrastructure"
[[answers]]
item = "teams"
value = "met"
"""


def refused(source: Any) -> list[str]:
    with pytest.raises(DataError) as caught:
        forms.records(source)
    return [str(problem) for problem in caught.value.problems]


def test_documents_of_answers_are_answers(tmp_path: Path) -> None:
    toml = tmp_path / "answers.toml"
    toml.write_text(ANSWERS)
    expected = [("teams", 3, "answered")]
    assert said(forms.read_answers(toml, CONDITIONS)) == expected
    tree = {
        "type": "answers",
        "version": 1,
        "key": "spring",
        "framework": "bts-infrastructure",
        "answers": [{"item": "teams", "value": "met"}],
    }
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(tree))
    assert said(forms.read_answers(file, CONDITIONS)) == expected
    with pytest.raises(DataError, match="framework: must be flat"):
        forms.read_answers(file, flat())
    other = tmp_path / "aims.toml"
    other.write_text(Path("examples/measles/measures.toml").read_text())
    with pytest.raises(DataError, match="must be a document of answers"):
        forms.read_answers(other, CONDITIONS)


def test_a_file_is_what_its_content_says(tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    file.write_text(' [{"teams": 3}]')
    assert said(forms.read_answers(file, CONDITIONS)) == [("teams", 3, "answered")]
    for mark in ";\t|,":
        file.write_text(f"respondent{mark}teams\na{mark}3\n")
        assert said(forms.read_answers(file, CONDITIONS)) == [("teams", 3, "answered")]
    file.write_text('respondent;teams\n"a,b";3\n')
    made = forms.propose(forms.read_export(file, delimiter=";"), CONDITIONS)
    found = forms.read_answers(file, CONDITIONS, layout=made)
    assert found.answers[0].respondent == "a,b"


def test_what_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SourceError, match=r"did you mean 'wide\.csv'"):
        forms.read_answers(EXPORTS / "wdie.csv", CONDITIONS)
    file = tmp_path / "export.csv"
    file.write_bytes(b"teams\n\xff\n")
    with pytest.raises(DataError, match="line 2: must be UTF-8 text"):
        forms.read_answers(file, CONDITIONS)
    monkeypatch.setattr("cqikit.forms._read.MOST_BYTES", 3)
    with pytest.raises(DataError, match="must be at most 3 bytes"):
        forms.read_answers(file, CONDITIONS)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[{]", "line 1, column 3: is not JSON: expecting property name"),
        ("[" * 100_000, "is nested too deeply"),
        (f"[{{'a': 1{'0' * 5000}}}]".replace("'", '"'), "a number has too many digits"),
        ("[]", "must have a response (QuestionnaireResponse or other)"),
        ("[{}]", "must have a response"),
        ("[3, {}]", "response 1: must be an object with a field for each question"),
        ("3", "response 1: must be an object"),
        ('[{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}]', "is nested too deeply"),
    ],
)
def test_json_that_is_no_responses_is_refused(text: str, fault: str) -> None:
    assert fault in refused(text)[0]


def test_json_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cqikit.forms._records.MOST_RESPONSES", 2)
    assert "at most 2 responses" in refused([{"a": 1}] * 3)[0]
    monkeypatch.setattr("cqikit.forms._json.MOST_BYTES", 2)
    assert "at most 2 characters" in refused("[{}]")[0]


def test_values_of_json_are_text() -> None:
    tree = {
        "a": 3.0,
        "b": 2.5,
        "c": True,
        "d": None,
        "e": ["x"],
        "f": ["x", 1],
        "g": {"h": [{"i": 1}]},
    }
    table = forms.records(tree)
    assert dict(zip(table.columns, table.rows[0], strict=True)) == {
        "a": "3",
        "b": "2.5",
        "c": "true",
        "d": "",
        "e": "x",
        "f": "x; 1",
        "g.h.i": "1",
    }


def response(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "item": list(items),
    } | more


def test_fhir_answers_are_found_wherever_they_may_stand() -> None:
    absent = {
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "not-performed",
    }
    nested = {
        "linkId": "group",
        "item": [{"linkId": "a", "answer": [{"valueInteger": 1}]}],
    }
    below = {
        "linkId": "b",
        "answer": [
            {
                "valueBoolean": True,
                "item": [
                    {"linkId": "c", "answer": [{"valueQuantity": {"value": 2.5}}]}
                ],
            }
        ],
    }
    others: list[dict[str, Any]] = [
        {"linkId": "d", "answer": [{"valueCoding": {"display": "Met"}}]},
        {"linkId": "e", "answer": [{"extension": [absent]}]},
        {"linkId": "f", "answer": [{"_valueDecimal": {"extension": [absent]}}]},
        {"linkId": "g", "extension": [{"url": "other"}]},
        {"linkId": "h", "answer": [{"valueString": "text"}]},
        {"linkId": "i", "answer": ["broken"]},
    ]
    table = forms.records(
        response(
            nested,
            below,
            *others,
            source={"identifier": {"value": "p1"}},
            subject={"reference": "Location/red"},
        )
    )
    assert dict(zip(table.columns, table.rows[0], strict=True)) == {
        "_status": "completed",
        "_respondent": "p1",
        "_subject": "Location/red",
        "a": "1",
        "b": "true",
        "c": "2.5",
        "d": "Met",
        "e": "not-performed",
        "f": "not-performed",
        "h": "text",
    }


def test_fhir_that_is_no_response_is_refused_at_once() -> None:
    twice = {"linkId": "a", "answer": [{"valueInteger": 1}, {"valueInteger": 2}]}
    deep: dict[str, Any] = {"linkId": "z"}
    for _ in range(25):
        deep = {"linkId": "g", "item": [deep]}
    bundle = [
        {"resourceType": "Patient"},
        response(status="entered-in-error"),
        response(twice),
        response(deep),
    ]
    entries = [{"resource": entry} for entry in bundle]
    assert refused({"resourceType": "Bundle", "entry": entries}) == [
        "response 2: is marked as entered in error: take it out of the file",
        "response 3, question a: must be answered once (got 1, 2)",
        "response 4: must be at most 20 levels deep",
    ]


def test_definitions_know_their_questions() -> None:
    survey = {
        "pages": [
            {
                "elements": [
                    {
                        "type": "panel",
                        "elements": [
                            {
                                "type": "radiogroup",
                                "name": "a",
                                "title": {"default": "A?", "de": "A"},
                                "choices": ["x", {"value": 2, "text": "two"}],
                                "showNoneItem": True,
                                "noneText": "N/A",
                                "showDontKnowItem": True,
                            },
                            "broken",
                        ],
                    },
                    {"type": "rating", "name": "b", "rateValues": [1, 2]},
                    {"type": "checkbox", "name": "c", "choices": [True]},
                    {"name": "no type"},
                ]
            }
        ]
    }
    found = forms.definition(survey)
    assert found["a"] == forms.Question(
        name="a",
        label="A?",
        choices=[("x", "x"), ("2", "two"), ("none", "N/A"), ("dontknow", "Don't know")],
    )
    assert found["c"] == forms.Question(
        name="c", label="c", choices=[("true", "true")], boxes=True
    )
    assert found["no type"] is None
    assert not found.is_empty


def test_fhir_options_may_be_codings_and_plain_values() -> None:
    tree = {
        "resourceType": "Questionnaire",
        "item": [
            {
                "linkId": "a",
                "type": "choice",
                "answerOption": [{"valueInteger": 1}, {"valueCoding": {"code": "x"}}],
            }
        ],
    }
    found = forms.definition(tree)["a"]
    assert found is not None
    assert found.choices == (("1", "1"), ("x", ""))


@pytest.mark.parametrize(
    "source",
    [
        parse_csv("a,b\n1,2\n"),
        {"resourceType": "Patient"},
        [{"resourceType": "Questionnaire"}],
        {"a": 1},
        [],
        None,
    ],
    ids=str,
)
def test_what_defines_nothing_is_refused(source: Any) -> None:
    with pytest.raises(DataError, match="must be a REDCap data dictionary, a SurveyJS"):
        forms.definition(source)


def test_a_dictionary_may_be_that_of_the_api() -> None:
    table = parse_csv(
        "field_name,field_type,field_label,select_choices_or_calculations\n"
        "use,yesno,Used,\ncollect,text,Collected,\n"
    )
    found = forms.definition(table)
    assert found["use"] == forms.Question(
        name="use", label="Used", choices=[("1", "Yes"), ("0", "No")]
    )
    with pytest.raises(DataError, match="must have a column 'Field Type'"):
        forms.definition(parse_csv("field_name\nuse\n"))


def test_an_xlsform_has_languages_and_groups(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in (
        ["type", "name", "label::English (en)"],
        ["begin group", "g", None],
        ["select_multiple yn", "a", "A?"],
        ["end group", None, None],
        ["select_one missing", "b", "B?"],
        [None, "c", "C"],
        ["note", "d", "D"],
    ):
        survey.append(row)
    choices = book.create_sheet("choices")
    choices.append(["list name", "name", "text"])
    choices.append(["yn", "y", "Yes"])
    path = tmp_path / "form.xlsx"
    book.save(path)
    found = forms.read_definition(path)
    assert found.questions == (
        forms.Question(name="g/a", label="A?", choices=[("y", "")], boxes=True),
        forms.Question(name="b", label="B?"),
    )


def test_a_form_may_count_from_one_what_the_scale_counts_from_nought() -> None:
    framework = flat(scales=[LEVELS])
    shifted = [("1", "None"), ("2", "Some"), ("3", "Most"), ("4", "All"), ("9", "N/A")]
    known = forms.Definition([forms.Question(name="use", choices=shifted)])
    table = parse_csv("use\n1\n4\n9\n")
    layout = forms.propose(table, framework, definition=known)
    found = forms.responses(table, layout, framework).answers
    assert [answer.value for answer in found] == [0, 3, None]


def test_numbers_of_choices_in_other_words_are_all_numbers_of_the_scale() -> None:
    framework = flat(scales=[LEVELS])
    table = parse_csv("use\n1\n")
    strange = [("1", "keine"), ("2", "einige"), ("3", "die meisten"), ("4", "alle")]
    known = forms.Definition([forms.Question(name="use", choices=strange)])
    with pytest.raises(DataError) as caught:
        forms.propose(table, framework, definition=known)
    assert str(caught.value.problems[0]) == (
        "question use: choice '4, alle' is no answer: must be one of none (0),"
        " some (1), most (2), all (3): name the choices as the scale does, or declare"
        " each code in a layout"
    )
    codes = {"1": "none", "2": "some", "3": "most", "4": "all"}
    layout = forms.propose(table, framework, definition=known, codes=codes)
    assert forms.responses(table, layout, framework).answers[0].value == 0
    fine = forms.Definition([forms.Question(name="use", choices=strange[:3])])
    assert forms.propose(table, framework, definition=fine).codes == {}


def test_a_code_that_is_the_label_of_another_number_keeps_its_own() -> None:
    framework = flat(scales=[YES_NO], items=[Item(key="use", text="Used")])
    turned = [("0", "Yes"), ("1", "No"), ("x", "other")]
    known = forms.Definition([forms.Question(name="use", choices=turned)])
    table = parse_csv("use\n0\n1\n")
    layout = forms.propose(table, framework, definition=known)
    found = forms.responses(table, layout, framework).answers
    assert [answer.value for answer in found] == [1, 0]


def test_items_may_be_check_boxes() -> None:
    known = forms.Definition(
        [
            forms.Question(
                name="use",
                boxes=True,
                choices=[
                    ("1", "None"),
                    ("-2", "All"),
                    ("9", "Don't know"),
                    ("7", "Odd"),
                ],
            ),
            forms.Question(name="role", choices=[("1", "director"), ("x", "x")]),
        ]
    )
    table = parse_csv("use___1,use____2,use___9,role\n0,1,0,1\n0,0,1,x\n", "a.csv")
    layout = forms.propose(table, flat(), definition=known)
    assert layout.items[0].boxes == {
        "use___1": "None",
        "use____2": "All",
        "use___9": "dont-know",
    }
    found = forms.responses(table, layout, flat()).answers
    assert [(answer.value, answer.status, answer.role) for answer in found] == [
        (3, "answered", "director"),
        (None, "dont-know", "x"),
    ]


#: The columns by which each tool's exports are known, and what stands before a name.
TOOLS = {
    "google-forms": ("Timestamp", ""),
    "microsoft-forms": ("ID,Start time,Completion time", ""),
    "kobo": ("_id,_uuid,_submission_time", "survey/"),
    "odk": ("SubmissionDate,KEY", "survey-"),
    "limesurvey": ("id,submitdate,lastpage", ""),
    "redcap": ("record_id,survey_complete", ""),
    "redcap-labels": ("Record ID,Complete?", ""),
    "plain": ("comment", ""),
}
ASKED = (
    "role",
    "Your role",
    "your_role",
    "What is your role?",
    "Which best describes your current role in this program?",
    "Position",
    "Your position",
    "Your job title",
    "Staff position",
    "Respondent's role",
    "\u00bfCu\u00e1l es su funci\u00f3n?",
    "Votre fonction",
)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("asked", ASKED)
def test_what_asks_for_the_role_is_the_role_in_every_tool(
    tool: str, asked: str
) -> None:
    signs, before = TOOLS[tool]
    first, second = (
        ",".join(day for _ in signs.split(",")) for day in ("2025-01-11", "2025-01-12")
    )
    text = f"{signs},{before}{asked},use\n{first},Director,1\n{second},Teacher,0\n"
    table = parse_csv(text, "a.csv", delimiter=",")
    assert forms.FORMS[tool].knows(table.columns) or tool == "plain"
    made = forms.propose(table, flat())
    assert made.role == f"{before}{asked}"
    told = str(forms.understood(table, made, flat()))
    assert f"role in {before}{asked}" in told
    assert "\n  roles: Director (1), Teacher (1)\n" in told


def test_two_that_ask_for_it_or_numbers_are_no_role() -> None:
    for text in (
        "Your role,Your position,use\nCook,Lead,1\n",
        "Your role,use\n2,1\n",
        "Your role,use\n,1\n",
        "Her role was clear,use\nYes,1\n",
        "Role play,use\nYes,1\n",
    ):
        table = parse_csv(text)
        made = forms.propose(table, flat())
        assert made.role == ""
        assert table.columns[0] in str(forms.understood(table, made, flat()))


def test_a_role_in_boxes_is_told_with_its_columns() -> None:
    known = forms.Definition(
        [
            forms.Question(
                name="q1", label="Your role", choices=[("1", "Cook")], boxes=True
            )
        ]
    )
    table = parse_csv("q1___1,use\n1,1\n")
    made = forms.propose(table, flat(), definition=known)
    assert made.role_boxes == {"q1___1": "Cook"}
    told = str(forms.understood(table, made, flat()))
    assert "role in q1___1\n  roles: Cook (1)" in told
    codes = forms.Definition(
        [forms.Question(name="q1", label="Your role", choices=[("1", "Cook")])]
    )
    table = parse_csv("q1,use\n1,1\n")
    made = forms.propose(table, flat(), definition=codes)
    assert (made.role, made.roles) == ("q1", {"1": "Cook"})


def test_a_role_that_no_column_has_is_no_role() -> None:
    known = forms.Definition([forms.Question(name="g/role", choices=[("1", "a")])])
    assert forms.propose(parse_csv("use\n1\n"), flat(), definition=known).roles == {}
    made = forms.propose(parse_csv("use,g/role\n1,1\n"), flat(), definition=known)
    assert (made.role, made.roles) == ("g/role", {"1": "a"})


def test_a_long_table_is_one_by_its_columns() -> None:
    table = parse_csv("respondent,item,value\na,Use,N/A\na,comment,fine\n")
    made = forms.propose(table, flat())
    assert [(item.item, item.column) for item in made.items] == [("use", "Use")]
    assert (made.item, made.value, made.codes) == (
        "item",
        "value",
        {"N/A": "not-applicable"},
    )
    assert str(forms.understood(table, made, flat())) == (
        "table: 1 respondent, 1 of 2 items: 1 not applicable\n"
        "  of the people: who in respondent\n"
        "  items without a column: collect\n"
        "  columns not used: comment"
    )
    whole = parse_csv("use,collect\n1,2\n")
    shown = forms.understood(whole, forms.propose(whole, flat()), flat())
    assert str(shown) == "table: 1 respondent, 2 of 2 items: 2 answered"


def test_a_questionnaire_is_read_to_a_depth() -> None:
    deep: dict[str, Any] = {"linkId": "use", "type": "choice"}
    for _ in range(25):
        deep = {"linkId": "g", "type": "group", "item": [deep]}
    found = forms.definition({"resourceType": "Questionnaire", "item": [deep]})
    assert found.is_empty


def test_two_columns_of_one_item_are_a_question() -> None:
    table = parse_csv("Please rate [teams],Why? [teams],note\n3,x,y\n", "a.csv")
    with pytest.raises(DataError) as caught:
        forms.propose(table, CONDITIONS)
    assert str(caught.value.problems[0]) == (
        "Please rate [teams], Why? [teams]: both could be item 'teams': rename one of"
        " them, or say which it is in the answers layout (answers.toml), with all"
        ' others: items = [{ item = "teams", column = "Please rate [teams]" }]'
    )


def test_no_column_that_is_an_item_is_told_with_what_there_is() -> None:
    with pytest.raises(DataError, match=r"no column is an item of bts-infrastructure"):
        forms.propose(parse_csv("a,b\n1,2\n"), CONDITIONS, form="plain")


def test_likeness_of_names_is_no_likeness_of_two() -> None:
    framework = flat(
        Item(key="a-b", text="One"),
        Item(key="a.b", text="Two"),
        Item(key="c", text="C"),
    )
    table = parse_csv("a_b,a.b,x.c\n1,2,3\n")
    found = forms.propose(table, framework)
    assert [(item.item, item.column) for item in found.items] == [
        ("a.b", "a.b"),
        ("c", "x.c"),
    ]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "resourceType",
                    "item",
                    "answer",
                    "linkId",
                    "entry",
                    "resource",
                    "teams",
                ]
            )
            | st.text(max_size=3),
            inner
            | st.sampled_from(["Bundle", "QuestionnaireResponse", "Questionnaire"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_answers_a_definition_or_refused(tree: Any) -> None:
    for read in (forms.records, forms.definition):
        try:
            made: Any = read(tree)
        except CqikitError as error:
            made = error
        assert made is not None


def test_what_was_answered_twice_is_told_in_80_signs() -> None:
    twice = [{"valueString": "x" * 60}, {"valueString": "y" * 60}]
    assert refused(response({"linkId": "a", "answer": twice})) == [
        f"response 1, question a: must be answered once (got {'x' * 60}, {'y' * 18})"
    ]
