"""A retaken assessment stands beside the one before; each role has its scores."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from cqikit import reports
from cqikit.assessments import FRAMEWORKS, Answer, Responses
from cqikit.projects import Assessed, Charter, Project

OF = FRAMEWORKS["root-cause-areas"]


def assessed(key: str, month: int, value: float, **people: float) -> Assessed:
    """Return answers to all items, each role differing from the value by so much."""
    answers = [
        Answer(item=item.key, value=value + by, role=role, respondent=role or "r")
        for item in OF.all_items
        for role, by in (people or {"": 0}).items()
    ]
    given = Responses(OF, answers)
    return Assessed(key=key, title=key, on=date(2026, month, 1), responses=given)


def pages(*all_of: Assessed) -> str:
    charter = Charter(key="p", title="P", as_of=date(2026, 12, 1))
    made = reports.compose(Project(charter=charter, assessed=all_of))
    return reports.to_markdown(made)


def test_before_and_after_stand_side_by_side_with_a_verdict() -> None:
    text = pages(assessed("first", 1, 0), assessed("again", 6, 2))
    first, again = text.split("again, 2026-06-01", 1)
    assert "Before and after" not in first
    [whole] = [
        line for line in again.splitlines() if line.endswith("needs 6 pairs or more |")
    ][:1]
    assert whole.split(" | ")[1:4] == ["0", "2", "2"]
    assert "cannot tell: 1 pair rose by 2" in whole
    assert "Before and after: 1 pair, by respondent" in again
    # The whole, each domain and each item.
    assert again.count("cannot tell: 1 pair rose by 2") >= len(OF.all_items)


def test_a_crosswalk_is_no_retake_and_the_answers_before_it_stay() -> None:
    crossed = evolve(assessed("crossed", 3, 1), translated_from="other")
    assert "Before and after" not in pages(assessed("first", 1, 0), crossed)
    text = pages(assessed("first", 1, 0), crossed, assessed("again", 6, 2))
    assert text.count("Before and after") == 1
    assert "rose by 2" in text
    # Where it comes first, it is what there is to compare with.
    assert "rose by 1" in pages(crossed, assessed("again", 6, 2))


def test_nothing_is_compared_with_an_assessment_without_answers() -> None:
    empty = evolve(assessed("first", 1, 0), responses=Responses(OF, []))
    assert "Before and after" not in pages(empty, assessed("again", 6, 2))


def test_what_was_answered_once_has_no_change() -> None:
    first, again = assessed("first", 1, 0), assessed("again", 6, 2)
    given = evolve(first.responses, answers=first.responses.answers[1:])
    text = pages(evolve(first, responses=given), again)
    missing = OF.all_items[0].title
    [row] = [
        line
        for line in text.partition("Before and after")[2].splitlines()
        if line.startswith(f"| {missing} |")
    ][:1]
    assert row.split(" | ")[1:4] == ["none", "2", "none"]


def test_each_role_has_its_scores_where_several_answered() -> None:
    text = pages(assessed("first", 1, 0, staff=2, family=0))
    assert "Each of the 2 roles that answered" in text
    assert text.count("| staff 2; family 0 |") >= 1
    assert "that answered" not in pages(assessed("first", 1, 0, staff=2))
