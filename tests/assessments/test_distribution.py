"""How items were answered: nobody is lost, and nobody is counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.assessments import Answer, Item, Responses, Status, distribution
from cqikit.errors import UnknownNameError
from tests.assessments.stories import flat

KINDS = st.sampled_from(
    [0, 1, 2, 3, *(status for status in Status if status.value != "answered")]
)


@given(st.lists(st.tuples(KINDS, KINDS), max_size=6))
def test_everybody_is_counted_once_for_every_item(
    said: list[tuple[object, object]],
) -> None:
    answers = [
        Answer(item=key, status=kind, respondent=str(who))
        if isinstance(kind, Status)
        else Answer(item=key, value=kind, respondent=str(who))  # type: ignore[arg-type]
        for who, pair in enumerate(said)
        for key, kind in zip(("collect", "use"), pair, strict=True)
    ]
    found = distribution(Responses(flat(), answers))
    assert found.people == len(said)
    for place, item in enumerate(found.items):
        kinds = [pair[place] for pair in said]
        assert item.asked == len(said)
        assert item.dont_know == kinds.count(Status.DONT_KNOW)
        assert [value.count for value in item.values] == [
            kinds.count(n) for n in range(4)
        ]
        counted = [row["count"] for row in item.rows]
        assert sum(counted) == len(said)


def test_who_is_asked_and_says_nothing_is_unanswered_and_others_are_not() -> None:
    framework = flat(
        Item(key="collect", text="Collected", who=["director"]),
        Item(key="use", text="Used", scale="percent"),
    )
    answers = [
        Answer(item="use", value=12.5, respondent="a", role="director"),
        Answer(item="use", value=0, respondent="b", role="teacher"),
    ]
    found = distribution(Responses(framework, answers))
    assert str(found) == (
        "Answers of 2 respondents\n"
        "  collect: 0 answered, unanswered 1\n"
        "  use: 2 answered (0 1, 12.5 1)"
    )
    assert found.rows[-5]["answer"] == "12.5"
    assert repr(found) == "<Distribution, 2 people, 2 items>"
    assert "<caption>Answers of 2 respondents</caption>" in found._repr_html_()
    with pytest.raises(UnknownNameError, match="did you mean 'use'"):
        found["usse"]


def test_many_different_values_are_a_range_in_a_sentence() -> None:
    framework = flat(Item(key="use", text="Used", scale="percent"))
    answers = [Answer(item="use", value=n, respondent=str(n)) for n in range(13)]
    found = distribution(Responses(framework, answers))["use"]
    assert str(found) == "use: 13 answered (13 values from 0 to 12)"
    assert len(found.values) == 13
