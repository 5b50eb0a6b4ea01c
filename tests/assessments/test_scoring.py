from __future__ import annotations

import pytest

from cqikit import assessments
from cqikit.assessments import Answer, Domain, Framework, Item
from cqikit.errors import DataError, DocumentError


def small() -> Framework:
    return Framework(
        key="small",
        title="Small",
        version="1",
        scales=[assessments.ordered("place", "none", "some", "most", "all")],
        domains=[
            Domain(
                key="data",
                title="Data",
                items=[
                    Item(key="collect", text="Data are collected", weight=3),
                    Item(key="use", text="Data are used"),
                ],
            )
        ],
    )


def test_missing_answers_widen_the_range_and_lower_the_coverage() -> None:
    result = assessments.score(small(), [Answer(item="collect", value="all")])
    score = result["data"]
    assert (score.value, score.low, score.high) == (3.0, 1.5, 3.0)
    assert score.coverage == 0.5


def test_what_does_not_apply_leaves_the_count() -> None:
    answers = [
        Answer(item="collect", value=1),
        Answer(item="use", status="not-applicable"),
    ]
    score = assessments.score(small(), answers).score
    assert (score.value, score.low, score.high, score.coverage) == (1, 1, 1, 1)


def test_when_nothing_applies_there_is_no_score() -> None:
    answers = [Answer(item=key, status="not-applicable") for key in ("collect", "use")]
    score = assessments.score(small(), answers).score
    assert (score.value, score.low, score.high, score.coverage) == (None,) * 4


def test_roles_are_averaged_within_then_between() -> None:
    answers = [
        Answer(item="use", value=3, respondent="d", role="director"),
        *(
            Answer(item="use", value=0, respondent=f"t{number}", role="teacher")
            for number in range(9)
        ),
    ]
    assert assessments.score(small(), answers)["use"].value == 1.5


def test_units_are_kept_beside_their_mean() -> None:
    answers = [
        Answer(item="use", value=value, unit=unit)
        for unit, value in (("red", 3), ("blue", 1))
    ]
    score = assessments.score(small(), answers)["use"]
    assert (score.value, score.minimum) == (2, 1)
    assert [one.unit for one in score.units] == ["red", "blue"]


def test_a_gate_is_closed_open_or_undecided() -> None:
    bts = assessments.FRAMEWORKS["bts-infrastructure"]
    result = assessments.score(bts, [Answer(item="teams", value="somewhat")])
    assert result.score.closed == ("teams",)
    assert result.score.undecided == ("leadership",)


def test_every_fault_of_the_answers_is_said_at_once() -> None:
    with pytest.raises(DataError) as caught:
        assessments.score(
            small(),
            [
                Answer(item="usse", value=1),
                Answer(item="use", value=9),
                Answer(item="collect", value=1),
                Answer(item="collect", value=2),
            ],
        )
    assert [one.where for one in caught.value.problems] == [
        "answers[0].item",
        "answers[1].value",
        "answers[3]",
    ]


def test_every_fault_of_a_framework_is_said_at_once() -> None:
    with pytest.raises(DocumentError) as caught:
        assessments.framework_from(
            {
                "key": " ",
                "title": "T",
                "colour": 1,
                "scales": [{"key": "a", "low": 0, "high": "x"}],
                "domains": [{"key": "d", "title": "D", "items": [{"key": "i"}]}],
            }
        )
    assert [one.where for one in caught.value.problems] == [
        "",
        "key",
        "version",
        "scales[0].high",
        "domains[0].items[0].text",
    ]
