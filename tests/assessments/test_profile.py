from __future__ import annotations

from cqikit.actions import Concern
from cqikit.assessments import Answer, Item, Responses, gaps, profile, score
from cqikit.plans import propose
from tests.assessments.stories import flat, told


def test_a_profile_has_a_row_for_each_node() -> None:
    rows = profile(score(Responses(flat(), told(use=3))))
    assert [(row.depth, row.key) for row in rows] == [
        (0, "flat"),
        (1, "collect"),
        (1, "use"),
    ]
    assert (rows[0].least, rows[0].most, rows[0].level) == (0, 3, "all")


def test_gaps_come_by_concern_and_then_by_size() -> None:
    framework = flat(
        Item(key="a", text="A"),
        Item(key="b", text="B", weight=3),
        Item(key="lawful", text="Lawful", concern="licensing"),
        Item(key="safe", text="Safe", concern=Concern.HEALTH_AND_SAFETY),
        Item(key="done", text="Done"),
        Item(key="unknown", text="Unknown"),
    )
    found = gaps(score(Responses(framework, told(a=0, b=1, lawful=2, safe=2, done=3))))
    assert [gap.key for gap in found] == ["safe", "lawful", "b", "a"]
    assert [round(gap.size, 2) for gap in found] == [0.33, 0.33, 2, 1]


def test_gaps_are_what_a_plan_starts_from() -> None:
    framework = flat(
        Item(key="a", text="A"), Item(key="safe", text="Safe", concern="licensing")
    )
    found = gaps(score(Responses(framework, told(a=0, safe=2))))
    assert [(step.answers, step.concern) for step in propose(found)] == [
        (("safe",), Concern.LICENSING),
        (("a",), Concern.QUALITY),
    ]


def test_a_gap_names_the_unit_where_it_is_widest() -> None:
    answers = [
        Answer(item="use", value=value, unit=unit)
        for unit, value in (("red", 2), ("blue", 0), ("green", 3))
    ]
    (found,) = gaps(score(Responses(flat(), answers)))
    assert (found.unit, round(found.size, 2)) == ("blue", 0.44)


def test_a_goal_may_be_less_than_all() -> None:
    assert gaps(score(Responses(flat(), told(use=2, collect=2))), goal=2 / 3) == ()
