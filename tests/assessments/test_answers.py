from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from cqikit.assessments import (
    Answer,
    Responses,
    Status,
    agreement,
    cheapest_route,
    distribution,
    reliability,
    score,
    split,
)
from cqikit.errors import DataError, FieldError, FieldTypeError
from tests.assessments.stories import flat, told
from tests.worded import check_worded


def test_an_answer_is_answered_when_it_has_a_value() -> None:
    assert Answer(item="use", value=0).status is Status.ANSWERED
    assert Answer(item="use").status is Status.UNANSWERED
    assert Answer(item="use", status="not-applicable").value is None


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"value": 1, "status": "dont-know"}, "must be left out when dont-know"),
        ({"status": "answered"}, "must be there when answered"),
    ],
)
def test_a_value_and_a_status_agree(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(FieldError, match=says):
        Answer(item="use", **fields)


def test_a_value_is_a_number_or_a_label() -> None:
    wrong: Any = [1]
    with pytest.raises(FieldTypeError):
        Answer(item="use", value=wrong)


def test_an_answer_carries_its_next_step() -> None:
    answer = Answer(
        item="use", value=1, next_step="Ask", by_when="2026-10", on=date(2026, 9, 1)
    )
    assert answer.by_when is not None
    assert answer.by_when.last == date(2026, 10, 31)


def test_every_fault_of_the_answers_is_said_at_once() -> None:
    answers = [
        Answer(item="usse", value=1),
        Answer(item="use", value=9),
        Answer(item="use", value=9, respondent="b"),
        Answer(item="use", value=True, respondent="c"),
        Answer(item="use", value=1, respondent="d"),
        Answer(item="collect", value=1, respondent="d"),
        Answer(item="collect", value=2, respondent="d", unit="red"),
        Answer(item="collect", value=2, respondent="d", unit="red", role="teacher"),
        Answer(item="collect"),
        Answer(item="collect", value=2),
    ]
    with pytest.raises(DataError) as caught:
        Responses(flat(), answers, source="answers.csv")
    found = {problem.where: problem for problem in caught.value.problems}
    assert list(found) == [
        "answers[0].item",
        "answers[1].value",
        "answers[2].value",
        "answers[3].value",
        "answers[7]",
        "answers[9]",
    ]
    assert str(found["answers[7]"]) == (
        "answers[7]: respondent 'd' answers item 'collect' about 'red' a second time,"
        " after answer 7: keep one, or name respondents and units"
    )
    assert "the respondent answers" in found["answers[9]"].message
    for problem in found.values():
        check_worded(problem)
        assert problem.code
    assert (found["answers[7]"].parts or {})["first"] == 7


def test_a_respondent_has_one_role() -> None:
    answers = [
        Answer(item="use", value=1, respondent="a", role="director"),
        Answer(item="collect", value=1, respondent="a", role="teacher"),
    ]
    with pytest.raises(DataError, match="as in answer 1") as caught:
        Responses(flat(), answers)
    [problem] = caught.value.problems
    check_worded(problem)
    assert (problem.where, problem.code) == ("answers[1].role", "answer.two-roles")


def test_numbers_cannot_be_written_to() -> None:
    responses = Responses(flat(), told(use="most", collect=":dont-know"))
    np.testing.assert_array_equal(responses.numbers, [2, np.nan])
    with pytest.raises(ValueError, match="read-only"):
        responses.numbers[0] = 3


def test_answers_can_be_split_by_whose_and_what() -> None:
    answers = [
        Answer(item="use", value=1, respondent="a", role="director", unit="red"),
        Answer(item="use", value=2, respondent="b", role="teacher", unit="red"),
        Answer(item="use", value=3, respondent="b", role="teacher", unit="blue"),
    ]
    responses = Responses(flat(), answers)
    assert {
        unit: score(part)["use"].value for unit, part in split(responses).items()
    } == {"red": 1.5, "blue": 3}
    assert list(split(responses, "respondent")) == ["a", "b"]
    with pytest.raises(FieldError, match="did you mean 'role'"):
        split(responses, "roles")
    with pytest.raises(FieldError, match="must be one of unit, site"):
        split(responses, "xyz")


def test_answers_without_their_framework_are_told_what_they_lack() -> None:
    wrong: Any = told(use=1)
    for verb in (score, split, agreement, reliability, distribution):
        with pytest.raises(FieldTypeError) as caught:
            verb(wrong)
        assert str(caught.value).startswith("responses must be a Responses (got [")
        assert caught.value.fix == (
            "make them with assessments.Responses(framework, answers)"
        )
    with pytest.raises(FieldTypeError, match="responses must be a Responses"):
        cheapest_route(wrong, 1)
