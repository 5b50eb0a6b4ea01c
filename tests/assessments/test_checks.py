from __future__ import annotations

from datetime import date

import pytest

from cqikit.assessments import (
    CHECKS,
    FRAMEWORKS,
    Answer,
    Framework,
    Item,
    Responses,
)
from cqikit.core import Context, run_checks
from tests.assessments.stories import flat, told


def yearly() -> Framework:
    """Return a framework of one item, whose answers are good for a year."""
    return flat(Item(key="use", text="Used"), stale_after=12)


def codes(responses: Responses, *, as_of: date | None = None) -> list[str]:
    return [check.code for check in run_checks(responses, CHECKS, Context(as_of=as_of))]


@pytest.mark.parametrize(
    ("as_of", "is_stale"),
    [(date(2026, 3, 31), False), (date(2026, 4, 1), True), (None, False)],
)
def test_scores_older_than_the_limit_are_stale(
    as_of: date | None, *, is_stale: bool
) -> None:
    tool = yearly()
    answer = Answer(item="use", value=3, on=date(2025, 3, 31), unit="red")
    found = codes(Responses(tool, [answer]), as_of=as_of)
    assert ("assessment.stale" in found) is is_stale


def test_the_oldest_answer_of_a_unit_counts() -> None:
    tool = FRAMEWORKS["bas"]
    answers = [
        Answer(item=item.key, value=3, on=date(2024 + place % 2, 1, 31))
        for place, item in enumerate(tool.items)
    ]
    (found,) = run_checks(
        Responses(tool, answers), CHECKS, Context(as_of=date(2025, 6, 1))
    )
    assert found.code == "assessment.stale"
    assert "the answers were last fully assessed on 2024-01-31" in found.message


def test_an_answer_without_a_day_hides_no_other() -> None:
    tool = yearly()
    answers = [
        Answer(item="use", value=3, unit="red"),
        Answer(item="use", value=3, unit="blue", on=date(2020, 1, 1)),
    ]
    found = codes(Responses(tool, answers), as_of=date(2026, 1, 1))
    assert found == ["assessment.stale", "assessment.undated"]


def test_answers_without_a_day_have_no_age() -> None:
    tool = yearly()
    assert codes(Responses(tool, [Answer(item="use", value=3)])) == [
        "assessment.undated"
    ]
    # A framework that does not go stale needs no days.
    assert codes(Responses(flat(), told(use=1, collect=1))) == []


def test_a_score_that_rests_on_too_little_is_said() -> None:
    (found,) = run_checks(Responses(flat(), told(use=1)), CHECKS)
    assert (found.code, found.where) == ("assessment.coverage", "flat")
    assert str(found.message).startswith("only 1 of ")
    assert str(found.message).endswith(" is there")


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("a", "the only answer to {!r} is missing"),
        ("abc", "none of the 3 answers to {!r} is there"),
    ],
)
def test_a_score_that_rests_on_nothing_is_said(keys: str, says: str) -> None:
    tool = flat(*(Item(key=key, text="I") for key in keys))
    (found,) = run_checks(Responses(tool, []), CHECKS)
    assert found.message == says.format(tool.title)


@pytest.mark.parametrize(("count", "says"), [(1, "i0"), (9, "i7 and 1 more")])
def test_answers_that_rest_on_nothing_are_counted(count: int, says: str) -> None:
    items = [Item(key=f"i{place}", text="I", evidence="a form") for place in range(9)]
    answers = [
        Answer(item=item.key, value=1, evidence="" if place < count else "form 3")
        for place, item in enumerate(items)
    ]
    (found,) = run_checks(Responses(flat(*items), answers), CHECKS)
    assert found.code == "assessment.no-evidence"
    assert found.message.endswith(says)


def test_respondents_who_do_not_agree_are_not_averaged_silently() -> None:
    answers = [
        Answer(item=item, value=value, respondent=str(value), unit="red")
        for item in ("use", "collect")
        for value in (0, 3)
    ]
    (found,) = run_checks(Responses(flat(), answers), CHECKS)
    assert found.code == "assessment.no-agreement"
    assert "the 2 respondents of unit 'red' agree too little" in found.message


def test_several_conditions_that_are_not_possible_speak_for_another_way() -> None:
    bts = FRAMEWORKS["bts-infrastructure"]
    keys = [item.key for item in bts.items]
    for count, is_found in ((2, False), (3, True)):
        answers = [
            Answer(item=key, value="not possible" if place < count else "met")
            for place, key in enumerate(keys)
        ]
        found = codes(Responses(bts, answers))
        assert ("assessment.not-possible" in found) is is_found
    unknown = Responses(bts, [Answer(item=keys[0], status="dont-know")])
    assert "assessment.not-possible" not in codes(unknown)


def test_staff_who_answer_an_item_for_leaders_are_told() -> None:
    items = [
        *(Item(key=f"lead-{n}", text="Led", who=["director"]) for n in range(10)),
        Item(key="both", text="Both", who=["director", "teacher"]),
        Item(key="all", text="All"),
    ]
    said = [
        Answer(item=item.key, value=3, respondent=role or "?", role=role)
        for role in ("director", "teacher", "")
        for item in items
    ]
    responses = Responses(flat(*items), said)
    (found,) = [
        check
        for check in run_checks(responses, CHECKS)
        if check.code == "assessment.not-asked"
    ]
    assert found.where == "teacher"
    assert found.message == (
        "respondents who are 'teacher' answered lead-0, lead-1, lead-2, lead-3, lead-4,"
        " lead-5, lead-6, lead-7 and 2 more, which 'director' should answer"
    )


def test_staff_who_say_nothing_of_an_item_for_leaders_are_not() -> None:
    item = Item(key="lead", text="Led", who=["director"])
    said = Answer(item="lead", status="not-applicable", role="teacher")
    assert "assessment.not-asked" not in codes(Responses(flat(item), [said]))
