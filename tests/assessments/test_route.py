from __future__ import annotations

from itertools import product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.assessments import (
    FRAMEWORKS,
    SCORERS,
    YES_NO,
    Answer,
    Criteria,
    Domain,
    Framework,
    Item,
    Responses,
    Route,
    cheapest_route,
    score,
)
from cqikit.errors import DocumentError, FieldError
from tests.assessments.stories import LEVELS, UNEVEN, flat, hybrid, rungs, told, yes_no

Answers = list[Answer]


def reached(framework: Framework, answers: Answers) -> float:
    return score(Responses(framework, answers)).score.low or 0.0


def by_enumeration(framework: Framework, answers: Answers, goal: float) -> float | None:
    """Return the least cost over every way of raising every item."""
    ways = []
    for answer in answers:
        item = framework.item(answer.item)
        scale = framework.scale_of(item)
        start = scale.number(answer.value)
        listed = scale.levels or range(int(scale.low), int(scale.high) + 1)
        tops = [top for top in listed if top >= start]
        ways.append([(top, item.cost * steps) for steps, top in enumerate(tops)])
    costs = [
        sum(cost for _, cost in way)
        for way in product(*ways)
        if reached(
            framework,
            [
                evolve(answer, value=top)
                for answer, (top, _) in zip(answers, way, strict=True)
            ],
        )
        >= goal - 1e-9
    ]
    return min(costs) if costs else None


def follows(framework: Framework, answers: Answers, route: Route) -> float:
    """Return the score once the steps of a route are taken."""
    to = {step.key: step.to for step in route.steps}
    return reached(
        framework,
        [evolve(answer, value=to.get(answer.item, answer.value)) for answer in answers],
    )


@st.composite
def cases(draw: st.DrawFn, scorer: str) -> tuple[Framework, Answers]:
    levels = scorer == "points"
    count = draw(st.integers(2, 4))
    items = [
        Item(
            key=f"i{place}",
            text="I",
            scale=draw(st.sampled_from(("levels", "uneven"))) if levels else "",
            rung=1 + place % 3,
            cost=draw(st.integers(0, 4)),
            weight=draw(st.integers(1, 3)),
        )
        for place in range(count)
    ]
    framework = yes_no(*items, scorer=scorer, scales=[YES_NO, LEVELS, UNEVEN])
    answers = []
    for item in items:
        scale = framework.scale_of(item)
        listed = scale.levels or range(int(scale.low), int(scale.high) + 1)
        answers.append(Answer(item=item.key, value=draw(st.sampled_from(listed))))
    return framework, answers


@pytest.mark.parametrize("scorer", ["block", "ladder", "points", "all-of"])
@settings(max_examples=15)
@given(data=st.data())
def test_no_way_up_is_cheaper_than_the_route(scorer: str, data: st.DataObject) -> None:
    framework, answers = data.draw(cases(scorer))
    scale = score(Responses(framework, answers)).score.scale
    goal = data.draw(st.integers(0, int(scale.high)))
    least = by_enumeration(framework, answers, goal)
    assert least is not None
    route = cheapest_route(Responses(framework, answers), goal)
    assert route.cost == pytest.approx(least)
    assert follows(framework, answers, route) >= goal - 1e-9
    assert route.reaches == pytest.approx(follows(framework, answers, route))


@settings(max_examples=10)
@given(
    st.lists(st.integers(0, 1), min_size=2, max_size=2),
    st.lists(st.integers(0, 3), min_size=2, max_size=2),
    st.integers(0, 4),
)
def test_no_way_through_a_hybrid_is_cheaper(
    blocks: list[int], points: list[int], goal: int
) -> None:
    framework = hybrid()
    keys = ("c1-0", "c2-0", "p1", "p2")
    answers = [
        Answer(item=key, value=value)
        for key, value in zip(keys, [*blocks, *points], strict=True)
    ]
    route = cheapest_route(Responses(framework, answers), goal)
    assert route.cost == by_enumeration(framework, answers, goal)
    assert follows(framework, answers, route) >= goal


def test_half_a_rung_takes_its_cheapest_criteria() -> None:
    items = [
        Item(key="one", text="I", rung=1),
        Item(key="dear", text="I", rung=3, cost=9),
        Item(key="cheap", text="I", rung=3, cost=1),
    ]
    framework = yes_no(*items, scorer="ladder")
    route = cheapest_route(Responses(framework, told(one=1, dear=0, cheap=0)), 2)
    assert [step.key for step in route.steps] == ["cheap"]
    assert (route.goal, route.reaches, route.cost) == (2, 2, 1)


def test_there_is_nothing_to_do_where_the_goal_is_reached() -> None:
    framework = yes_no(*rungs(1, 1), scorer="block")
    assert cheapest_route(Responses(framework, told(**{"c1-0": 1})), 1).steps == ()


def test_a_first_part_that_is_where_it_must_be_takes_no_step() -> None:
    met = told(**{"c1-0": 1, "c2-0": 1})
    route = cheapest_route(Responses(hybrid(), met), 3)
    assert {step.key for step in route.steps} <= {"p1", "p2"}
    assert route.reaches == 3


def test_what_nobody_answered_stands_at_the_bottom() -> None:
    framework = yes_no(*rungs(1, 1), scorer="block")
    assert [step.key for step in cheapest_route(Responses(framework, []), 1).steps] == [
        "c1-0"
    ]


def test_what_does_not_apply_is_no_step() -> None:
    framework = yes_no(*rungs(2, 1), scorer="block")
    route = cheapest_route(Responses(framework, told(**{"c1-0": ":not-applicable"})), 2)
    assert [step.key for step in route.steps] == ["c1-1", "c2-0"]


def test_a_goal_may_be_the_name_of_a_level() -> None:
    rated = FRAMEWORKS["qris-points"]
    route = cheapest_route(Responses(rated, []), "level 2")
    assert (route.goal, route.cost) == (6, 6)


def test_points_between_steps_and_without_steps_can_be_earned() -> None:
    framework = flat(
        Item(key="share", text="Share", scale="percent", weight=0.01, cost=1),
        Item(key="use", text="Used", cost=5),
        scorer="points",
    )
    answers = [
        Answer(item="use", value=value, respondent=str(value)) for value in (2, 3)
    ]
    route = cheapest_route(Responses(framework, answers), 3)
    assert route.cost == pytest.approx(0.5)
    assert route.steps[0].to == pytest.approx(50)
    all_of_it = cheapest_route(Responses(framework, answers), 4)
    assert {step.key for step in all_of_it.steps} == {"share", "use"}


@pytest.mark.parametrize("scorer", ["block", "points"])
def test_a_goal_out_of_reach_is_refused(scorer: str) -> None:
    framework = yes_no(*rungs(1, 1), scorer=scorer)
    with pytest.raises(FieldError, match="goal of flat must be at most 2"):
        cheapest_route(Responses(framework, []), 3)


def test_a_hybrids_goal_out_of_reach_is_refused() -> None:
    with pytest.raises(FieldError, match="goal of flat must be at most 4"):
        cheapest_route(Responses(hybrid(), []), 5)


def test_where_nothing_applies_there_is_no_way_up() -> None:
    framework = yes_no(*rungs(1, 1), scorer="block")
    nothing = told(**{"c1-0": ":not-applicable", "c2-0": ":not-applicable"})
    with pytest.raises(FieldError, match="must be at most nan"):
        cheapest_route(Responses(framework, nothing), 1)


def test_parts_of_a_hybrid_that_do_not_apply_are_passed_over() -> None:
    no_blocks = told(**{"c1-0": ":not-applicable", "c2-0": ":not-applicable"})
    route = cheapest_route(Responses(hybrid(), no_blocks), 3)
    assert sum(step.to for step in route.steps) == 2


def test_a_later_part_without_anchors_is_climbed_to_its_top() -> None:
    parts = [
        Domain(key="one", title="One", scorer="block", items=rungs(1)),
        Domain(
            key="two", title="Two", scorer="all-of", items=[Item(key="a", text="A")]
        ),
    ]
    framework = yes_no(items=[], scorer="hybrid", domains=parts)
    route = cheapest_route(Responses(framework, []), 2)
    assert [step.key for step in route.steps] == ["c1-0", "a"]


def test_not_every_roll_up_can_be_asked_backwards() -> None:
    with pytest.raises(FieldError, match="can be asked backwards"):
        cheapest_route(Responses(flat(), told(use=0)), 2)
    count = Criteria(
        name="count",
        judge=lambda found, _: sum(criterion.met for criterion in found),
        span=lambda every: (0, len(every)),
    )
    mine = yes_no(*rungs(2), scorer="count")
    with pytest.raises(FieldError, match="can be asked backwards"):
        cheapest_route(Responses(mine, []), 1, scorers=SCORERS.add(count))


def test_units_are_asked_one_by_one() -> None:
    answers = [Answer(item="c1-0", value=0, unit=unit) for unit in ("red", "blue")]
    with pytest.raises(FieldError, match="must be about one unit"):
        cheapest_route(Responses(yes_no(*rungs(1, 1), scorer="block"), answers), 1)


def test_an_uneven_item_is_raised_level_by_level() -> None:
    items = [
        Item(key="one", text="I", scale="uneven", cost=2),
        Item(key="turned", text="I", scale="uneven", reversed=True, cost=3),
    ]
    framework = yes_no(*items, scorer="points", scales=[YES_NO, UNEVEN])
    (step,) = cheapest_route(Responses(framework, told(one=0, turned=3)), 3).steps
    assert (step.key, step.value, step.to, step.cost) == ("one", 0, 3, 4)
    # Turned round, the levels are 0, 2 and 3: the first step earns 2.
    steps = cheapest_route(Responses(framework, told(one=3, turned=3)), 5).steps
    assert [(step.key, step.to, step.cost) for step in steps] == [("turned", 2, 3)]


def test_a_gate_on_uneven_levels_is_one_of_them() -> None:
    gated = Item(key="a", text="A", scale="uneven", reversed=True, gate=1)
    with pytest.raises(DocumentError, match="gate must be one of 2, 3"):
        yes_no(gated, scales=[YES_NO, UNEVEN])
    route = cheapest_route(
        Responses(
            yes_no(evolve(gated, gate=2), scorer="all-of", scales=[YES_NO, UNEVEN]),
            told(a=3),
        ),
        1,
    )
    assert [(step.to, step.cost) for step in route.steps] == [(2, 1)]
