from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import actions
from cqikit.actions import ActionStep, Concern, Finish, Hold, Note, Replace, Start
from cqikit.assessments import YES_NO, Answer, Framework, Item, Responses, gaps, score
from cqikit.errors import CircleError, FieldError, FieldTypeError
from cqikit.plans import (
    Area,
    Need,
    Pick,
    Plan,
    Split,
    Weights,
    circle,
    focus,
    is_ready,
    order,
    pick,
    propose,
    rank,
    revise,
    value_of,
    waits_for,
)
from tests.plans.stories import DAY, begun, plan, reviewed, step, steps_in_order

ratings = st.sampled_from([None, 1, 2, 3, 4, 5])
weighed = st.builds(
    Weights,
    impact=st.integers(0, 3),
    effort=st.integers(1, 3),
    expense=st.integers(0, 3),
)
rated = st.builds(
    lambda concern, impact, effort, expense, when: step(
        "a",
        concern=concern,
        impact=impact,
        effort=effort,
        expense=expense,
        when=when,
    ),
    st.sampled_from(Concern),
    ratings,
    ratings,
    ratings,
    st.sampled_from([None, "2026-10", "2026-11-20"]),
)


@settings(max_examples=40)
@given(steps_in_order())
def test_the_order_is_a_linear_extension(steps: list[ActionStep]) -> None:
    made = plan(*steps)
    ordered = [action_step.key for action_step in order(made)]
    assert sorted(ordered) == sorted(action_step.key for action_step in steps)
    places = {key: place for place, key in enumerate(ordered)}
    for key, keys in waits_for(made).items():
        assert all(places[name] < places[key] for name in keys)


@settings(max_examples=40)
@given(steps_in_order())
def test_without_dependencies_the_order_is_the_ranking(
    steps: list[ActionStep],
) -> None:
    free = [evolve(action_step, after=()) for action_step in steps]
    assert order(plan(*free)) == rank(free)


@settings(max_examples=40)
@given(steps_in_order())
def test_a_circle_is_named_and_is_one(steps: list[ActionStep]) -> None:
    made = plan(*steps)
    ordered = order(made)
    first, last = ordered[0], ordered[-1]
    closed = plan(
        *(
            evolve(action_step, after=[*action_step.after, "turn"])
            if action_step.key == first.key
            else action_step
            for action_step in steps
        ),
        step("turn", after=last.key),
    )
    linked = waits_for(closed)
    if first.key != last.key and first.key not in _reached(linked, last.key):
        order(closed)
        return
    with pytest.raises(CircleError) as caught:
        order(closed)
    found = caught.value.circle
    assert found == circle(closed)
    assert len(set(found)) == len(found) > 1
    for this, other in pairwise([*found, found[0]]):
        assert other in linked[this]


def _reached(links: dict[str, tuple[str, ...]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo += links[key]
    return seen


def test_a_long_step_is_over_after_its_parts() -> None:
    made = plan(step("long"), step("part", parent="long"))
    assert [action_step.key for action_step in order(made)] == ["part", "long"]
    with pytest.raises(CircleError, match="long -> part -> long"):
        order(plan(step("long"), step("part", parent="long", after="long")))
    assert circle(made) == ()


@given(rated, rated, rated, weighed)
def test_priority_is_a_total_preorder(
    former: ActionStep, two: ActionStep, three: ActionStep, weights: Weights
) -> None:
    def first(*steps: ActionStep) -> ActionStep:
        return rank(steps, weights=weights)[0]

    # Total: of any two one comes first, or they are equal and stay as they came.
    both = {id(first(former, two)), id(first(two, former))}
    assert both <= {id(former), id(two)}
    # Transitive: one before two and two before three puts one before three.
    if first(two, former) is former and first(three, two) is two:
        assert first(three, former) is former


@given(rated, rated, weighed)
def test_safety_comes_before_licensing_before_all_else(
    first: ActionStep, two: ActionStep, weights: Weights
) -> None:
    ranked = [item.concern for item in rank([first, two], weights=weights)]
    assert ranked == sorted(ranked, key=list(Concern).index)


def test_within_a_concern_impact_counts_against_effort_and_expense() -> None:
    dear = step("dear", impact=5, effort=5, expense=5)
    cheap = step("cheap", impact=3, effort=1, expense=1)
    unrated = step("unrated")
    assert [value_of(action_step) for action_step in (dear, cheap, unrated)] == [
        -5,
        1,
        -3,
    ]
    assert [action_step.key for action_step in rank([dear, cheap])] == ["cheap", "dear"]
    bold = Weights(impact=3, effort=1, expense=0)
    assert [action_step.key for action_step in rank([cheap, dear], weights=bold)] == [
        "dear",
        "cheap",
    ]
    with pytest.raises(FieldError, match="impact must not be 0"):
        Weights(impact=0, effort=0, expense=0)


def test_equals_are_told_apart_by_their_deadline_only() -> None:
    late, soon, never = step("l", when="2027"), step("s"), step("n", when=None)
    assert [action_step.key for action_step in rank([never, late, soon])] == [
        "s",
        "l",
        "n",
    ]


@pytest.mark.parametrize(
    ("impact", "effort", "field"),
    [
        (3, 3, Pick.IMPLEMENT),
        (2, 3, Pick.POSSIBLE),
        (3, 4, Pick.CHALLENGE),
        (2, 4, Pick.KILL),
        (None, 4, Pick.UNRATED),
        (3, None, Pick.UNRATED),
    ],
)
def test_the_pick_chart_has_four_fields(
    impact: int | None, effort: int | None, field: Pick
) -> None:
    assert pick(step("a", impact=impact, effort=effort)) is field


def test_focus_takes_few_and_what_can_be_done() -> None:
    made = plan(
        step("gate", concern="health-and-safety"),
        step("busy", log=[Start(on=DAY)]),
        step("waits", after="gate", impact=5),
        step("held", log=[Start(on=DAY), Hold(on=DAY, why="x")]),
        step("done", log=[Finish(on=DAY)]),
        step("after-done", after="done"),
        step("great", impact=5, area=""),
        wip_limit=3,
    )
    assert [action_step.key for action_step in focus(made)] == ["gate", "busy", "great"]
    assert [action_step.key for action_step in focus(made, most=1)] == ["gate"]
    each = [action_step.key for action_step in focus(made, most=1, per_area=True)]
    assert each == ["gate", "great"]


def test_a_step_is_ready_once_all_parts_of_what_it_waits_for_are_over() -> None:
    old = reviewed(begun(step("a"), step("b", after="a")))
    on = old.log[-1].on
    made = revise(old, [Split(step="a", into=[step("a1"), step("a2")])], on=on)
    assert not is_ready(made, made.steps[1])
    done = evolve(
        made,
        steps=[
            actions.advance(action_step, Finish(on=on))
            if action_step.key in {"a1", "a2"}
            else action_step
            for action_step in made.steps
        ],
    )
    assert is_ready(done, done.steps[1])


def test_readiness_survives_steps_that_replace_each_other() -> None:
    made = plan(
        step("a", log=[Replace(on=DAY, by=["b"])]),
        step("b", log=[Note(on=DAY, what="seen"), Replace(on=DAY, by=["a"])]),
        step("c", after="a"),
    )
    assert is_ready(made, made.steps[2])
    assert set(circle(made)) == {"a", "b"}


class Signal:
    """A gap of a stranger's: no base class, no concern."""

    def __init__(self, key: str, size: float) -> None:
        self.key = key
        self.title = f"the chart of {key}"
        self.size = size


def test_drafts_come_from_anything_with_key_title_and_size() -> None:
    drafts = propose([Signal("late", 0.2), Signal("calls", 0.9)], most=1)
    assert [(draft.key, draft.answers, draft.who) for draft in drafts] == [
        ("answer-calls", ("calls",), "")
    ]


@given(
    st.lists(
        st.builds(
            Need,
            key=st.sampled_from([f"n{place}" for place in range(9)]),
            title=st.just("better"),
            size=st.floats(0, 9),
            concern=st.sampled_from(Concern),
        ),
        unique_by=lambda need: need.key,
    )
)
def test_every_need_has_a_draft_and_safety_is_first(found: list[Need]) -> None:
    drafts = propose(found, area="space")
    assert {key for draft in drafts for key in draft.answers} == {
        need.key for need in found
    }
    concerns = [list(Concern).index(draft.concern) for draft in drafts]
    assert concerns == sorted(concerns)
    made = Plan(key="p", title="P", steps=[evolve(draft, area="") for draft in drafts])
    assert len(made.steps) == len(found)


def test_an_area_takes_gaps_as_they_are() -> None:
    need = Need(key="seats", title="Seats", concern="licensing")
    found = Area(key="a", title="A", growth=[Signal("late", 0.2), need])
    assert found.growth == (
        Need(key="late", title="the chart of late", size=0.2),
        need,
    )
    small = Framework(
        key="small",
        title="Small",
        version="1",
        scales=[YES_NO],
        items=[Item(key="exits", text="Exits are free", concern="health-and-safety")],
    )
    lacking = gaps(score(Responses(small, [Answer(item="exits", value="no")])))
    [exits] = Area(key="a", title="A", growth=lacking).growth
    assert (exits.key, exits.size) == ("exits", 1.0)
    assert exits.concern is Concern.HEALTH_AND_SAFETY
    with pytest.raises(FieldTypeError, match="growth"):
        Area(key="a", title="A", growth=["Seats"])
    with pytest.raises(FieldTypeError, match="growth"):
        Area(key="a", title="A", growth=5)
