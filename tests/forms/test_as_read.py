"""Nothing of an export is left aside, or counted twice, without a word."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import forms
from cqikit.assessments import CHECKS, FRAMEWORKS, YES_NO, Framework, Item
from cqikit.core import Finding, Severity, run_checks
from cqikit.errors import DataError
from cqikit.forms import AnswersLayout, ItemColumn, Unfinished
from cqikit.tables import parse_csv

CONDITIONS = FRAMEWORKS["bts-infrastructure"]
SMALL = Framework(
    key="small",
    title="Small",
    version="1",
    scales=[YES_NO],
    items=[Item(key="aim", text="We have an aim"), Item(key="team", text="A team")],
)


def told(table: Any, framework: Framework = SMALL, **said: Any) -> dict[str, Finding]:
    read = forms.responses(table, AnswersLayout(**said), framework)
    assert {finding.code for finding in read.findings} <= {
        check.code for check in run_checks(read, CHECKS)
    }
    return {finding.code: finding for finding in read.findings}


def export(*lines: str) -> Any:
    return parse_csv("\n".join([*lines, ""]), "a.csv")


def fixes(table: Any, framework: Framework = SMALL, **said: Any) -> list[str]:
    with pytest.raises(DataError) as caught:
        forms.responses(table, AnswersLayout(**said), framework)
    return [problem.fix for problem in caught.value.problems]


@given(st.lists(st.sampled_from(["", "1", "0", "x"]), min_size=1, max_size=6))
def test_each_column_that_says_something_is_read_or_told(cells: list[str]) -> None:
    found = told(export("aim,other", *(f"1,{cell}" for cell in cells)))
    count = sum(bool(cell) for cell in cells)
    assert ("answers.unread-column" in found) == bool(count)
    assert found["answers.no-column"].severity is (
        Severity.WARNING if count else Severity.NOTE
    )
    if count:
        assert f"other ({count} value" in found["answers.unread-column"].message


def test_what_a_long_table_asks_besides_is_told() -> None:
    table = export("who,question,answer", "a,aim,1", "a,bogus,1", "b,bogus,", "b, ,1")
    items = [ItemColumn(item=key, column=key) for key in ("aim", "team")]
    said: dict[str, Any] = {"item": "question", "value": "answer", "respondent": "who"}
    found = told(table, items=items, **said)
    assert list(found) == ["answers.unread-column"]
    assert found["answers.unread-column"].message == (
        "1 item that nothing reads: bogus (2 values)"
    )


def test_a_column_without_a_name_is_told_and_many_are_counted() -> None:
    names = [f"x{n}" for n in range(12)]
    table = export(f"aim,team,{','.join(names)},", ",".join("1" * 15))
    message = told(table)["answers.unread-column"].message
    assert "13 columns" in message
    assert message.endswith("and 5 more")
    table = export("aim,team,", "1,1,note")
    assert "column 3 without a name (1 value)" in (
        told(table)["answers.unread-column"].message
    )


QUALTRICS = "Finished,RecordedDate,ResponseId,RecipientEmail,aim,team"


def test_what_was_not_sent_is_left_out_or_kept_and_told() -> None:
    rows = ["h,h,h,h,h,h", "i,i,i,i,i,i"]
    rows += ["True,2025-01-01,R1,,no,yes", "False,2025-01-02,R2,,yes,"]
    table = export(QUALTRICS, *rows)
    left = forms.responses(table, AnswersLayout(), SMALL)
    assert {answer.respondent for answer in left.answers} == {"R1"}
    (finding,) = left.findings
    assert str(finding) == (
        "warning answers.unfinished: 1 response left out, as begun and not sent: row 5"
        ' (write unfinished = "kept" in the answers layout to count what they say)'
    )
    layout = AnswersLayout(unfinished="kept")
    assert 'unfinished = "kept"' in str(layout)
    assert layout.unfinished is Unfinished.KEPT
    kept = forms.responses(table, layout, SMALL)
    assert {answer.respondent for answer in kept.answers} == {"R1", "R2"}
    assert "counted, though" in kept.findings[0].message
    with pytest.raises(Exception, match="must be one of left-out, kept"):
        AnswersLayout(unfinished="some")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "table",
    [
        export("id,submitdate,lastpage,aim,team", "1,2025-01-01,1,1,1", "2,,1,1,"),
        export(
            "record_id,a_timestamp,aim,team,a_complete",
            "1,2025-01-01 10:00,1,1,2",
            "2,[not completed],1,,0",
        ),
        forms.records(
            [
                {
                    "resourceType": "QuestionnaireResponse",
                    "status": status,
                    "item": [{"linkId": "aim", "answer": [{"valueInteger": 1}]}],
                }
                for status in ("completed", "in-progress")
            ]
        ),
        forms.records([{"aim": 1}, {}]),
    ],
)
def test_each_tool_has_its_mark_of_what_was_not_sent(table: Any) -> None:
    found = told(table)
    assert {"answers.unfinished", "answers.empty"} & set(found)
    assert len(forms.responses(table, AnswersLayout(), SMALL).cells.people) == 1


def test_one_person_who_answers_twice_is_told() -> None:
    head = "Timestamp,Email Address,unit,aim,team"
    rows = ["2025-01-0{},{},{},1,1".format(*row) for row in TWICE]
    found = told(export(head, *rows), SMALL)
    assert found["answers.twice"].message == (
        "row 2, row 4 have one Email Address, and are counted as 2 respondents"
    )
    by_unit = told(export(head, *rows), SMALL, unit="unit")
    assert "row 2, row 4" in by_unit["answers.twice"].message


TWICE = [
    (1, "a@x.org", "red"),
    (2, "b@x.org", "red"),
    (3, "A@x.org", "red"),
    (4, "", "blue"),
    (5, "anonymous", "blue"),
    (6, "", "blue"),
]


def response(**said: Any) -> dict[str, Any]:
    coding = {"code": "1", "display": said.pop("display", "yes")}
    made = {"linkId": "aim", "answer": [{"valueCoding": coding}]}
    return {"resourceType": "QuestionnaireResponse", "item": [made], **said}


def test_a_response_that_is_there_twice_is_told() -> None:
    table = forms.records([response(status="completed")] * 2)
    assert "response 1, response 2 are the same" in told(table)["answers.twice"].message
    apart = forms.records([response(id="a"), response(id="b")])
    assert "answers.twice" not in told(apart)


def test_other_resources_of_a_bundle_are_passed_over_and_told() -> None:
    other = {"resourceType": "Patient"}
    listed = [{"resource": entry} for entry in (other, response(), other)]
    bundle = json.dumps({"resourceType": "Bundle", "entry": listed})
    message = told(forms.records(bundle, "b.json"))["answers.passed-over"].message
    assert (
        message == "the file holds what is no response, and was passed over: 2 Patient"
    )
    with pytest.raises(DataError, match="must have a response"):
        forms.records([other, other])
    with pytest.raises(DataError, match="must be a QuestionnaireResponse"):
        forms.records(other)


def test_a_code_that_is_called_something_else_is_a_question() -> None:
    table = forms.records([response(display="no")])
    assert fixes(table) == [
        (
            'write codes = { "1" = "no" } in the answers layout (answers.toml), or its'
            " number"
        )
    ]
    (answer, *_) = forms.responses(
        table, AnswersLayout(codes={"1": "no"}), SMALL
    ).answers
    assert answer.value == 0
    assert not told(forms.records([response(display="Yes!")])).get("x")


@pytest.mark.parametrize(
    ("cell", "meaning"),
    [
        ("DK", "dont-know"),
        ("not sure", "dont-know"),
        ("N/A", "not-applicable"),
        ("refused", "unanswered"),
        ("-99", "unanswered"),
        ("not_yet", "not yet"),
        ("99", "..."),
        ("good", "..."),
        ("2.5", "..."),
    ],
)
def test_a_code_is_proposed_by_its_word_and_never_guessed(
    cell: str, meaning: str
) -> None:
    table = export("teams", cell)
    (fix,) = fixes(table, CONDITIONS)
    assert f'"{cell}" = "{meaning}"' in fix
    said = {"codes": {cell: meaning}}
    if meaning == "...":
        # Followed to the letter, it is still a question.
        assert fixes(table, CONDITIONS, **said)
    else:
        told(table, CONDITIONS, **said)
        assert forms.propose(table, CONDITIONS).codes == {cell: meaning}


def test_all_codes_are_proposed_as_one_line() -> None:
    table = export("aim,team", "dk,n/a")
    assert fixes(table)[-1] == (
        'codes = { dk = "dont-know", "n/a" = "not-applicable" }'
    )
    # With those that the layout has.
    table = export("aim,team", "dk,x")
    assert fixes(table, codes={"x": "yes"})[-1] == (
        'codes = { x = "yes", dk = "dont-know" }'
    )


HEAD = ["ResponseId,RecordedDate,leadership,teams", "x,x,x,x", "x,x,x,x"]
FROM_ONE = {"1": "not possible", "2": "not yet", "3": "somewhat", "4": "met"}


def test_numbers_that_a_tool_counts_from_one_are_a_question() -> None:
    table = export(*HEAD, "R1,2025-01-01,1,3", "R2,2025-01-02,,2")
    (fix,) = fixes(table, CONDITIONS)
    assert '"1" = "not possible", "2" = "not yet"' in fix
    read = forms.responses(table, AnswersLayout(codes=FROM_ONE), CONDITIONS)
    assert [answer.value for answer in read.answers] == [0, 2, None, 1]
    # A 0 among them settles it, and so do labels.
    for cells in ("0,3", "met,not yet"):
        told(export(*HEAD, f"R1,2025-01-01,{cells}"), CONDITIONS)


def test_numbers_are_those_of_a_scale_that_counts_from_one_too() -> None:
    rated = FRAMEWORKS["ecers-3"]
    assert rated.scale_of(rated.all_items[0]).low == 1
    head = f"ResponseId,RecordedDate,{rated.all_items[0].key}"
    table = export(head, "x,x,x", "x,x,x", "R1,2025-01-01,3")
    (answer,) = forms.responses(table, AnswersLayout(), rated).answers
    assert answer.value == 3


def test_numbers_of_a_long_table_are_asked_of_their_item() -> None:
    head = "ResponseId,RecordedDate,item,value"
    table = export(head, "R1,2025-01-01,teams,2", "R1,2025-01-01,leadership,met")
    said: dict[str, Any] = {
        "items": [ItemColumn(item=key, column=key) for key in ("teams", "leadership")],
        "item": "item",
        "value": "value",
        "respondent": "ResponseId",
    }
    assert len(fixes(table, CONDITIONS, **said)) == 1
    gone = fixes(table, CONDITIONS, **said | {"item": "gone"})
    assert len(gone) == 1


def test_events_are_named_where_one_person_has_several() -> None:
    head = "record_id,redcap_event_name,aim,team,a_complete"
    table = export(head, "1,first,1,1,2", "1,second,1,0,2")
    assert fixes(table) == [
        (
            "say which count, in the answers layout (answers.toml): where ="
            ' { redcap_event_name = "first" }, or "second"'
        )
    ]
    told(table, where={"redcap_event_name": "second"})
    same = export(head, "1,first,1,1,2", "1,first,1,0,2")
    assert "COLUMN = TEXT" in fixes(same)[0]


def test_who_is_not_named_answers_no_second_time() -> None:
    with pytest.raises(DataError) as caught:
        forms.responses(export("id,aim", ",1", ",1", ",1"), AnswersLayout(), SMALL)
    (problem,) = caught.value.problems
    assert "must say who answered, in 3 cells" in problem.message


def test_two_columns_of_one_item_come_with_the_line_that_says_which() -> None:
    with pytest.raises(DataError) as caught:
        forms.propose(export("aim,A-im,team", "1,1,1"), SMALL)
    (problem,) = caught.value.problems
    assert problem.fix.endswith(
        'items = [{ item = "aim", column = "aim" }, { item = "team", column = "team" }]'
    )
