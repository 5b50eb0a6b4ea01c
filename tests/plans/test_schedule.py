import math
from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import actions, documents
from cqikit.actions import ActionStep, Finish, deadline
from cqikit.core import Frequency, Period, parse_period
from cqikit.errors import CircleError, FieldError, UnknownNameError
from cqikit.plans import (
    Schedule,
    Split,
    revise,
    schedule,
    waits_for,
    workload,
)
from tests.plans.stories import DAY, begun, plan, reviewed, step, steps_in_order

START = parse_period("2026-09")
HOURS = {"cook": 4.0, "director": 6.0}


@settings(max_examples=60)
@given(steps_in_order())
def test_a_schedule_keeps_every_promise(steps: list[ActionStep]) -> None:
    made = plan(*steps)
    found = schedule(made, start=START, capacity=HOURS, default_hours=1)
    slots = {slot.step: slot for slot in found.slots}
    assert set(slots) == {action_step.key for action_step in steps}
    waits = waits_for(made)
    for action_step in steps:
        slot = slots[action_step.key]
        assert all(slot.first >= slots[key].last for key in waits[action_step.key])
        assert sum(hours for _, hours in slot.hours) == pytest.approx(
            1 if action_step.hours is None else action_step.hours
        )
        assert all(slot.first <= period <= slot.last for period, _ in slot.hours)
        due = deadline(action_step)
        assert (slot.late > 0) is (due is not None and slot.last.first > due.last)
        assert (slot in found.late) is (slot.late > 0)
        if due is not None and not isinstance(due, Period):
            assert slot.first.last >= due.first
    for load in found.loads:
        assert load.hours <= HOURS.get(load.owner, math.inf) + 1e-6


@settings(max_examples=60)
@given(steps_in_order())
def test_no_schedule_ends_later_than_the_owners_work_one_after_the_other(
    steps: list[ActionStep],
) -> None:
    """The argument of Graham (1966), for owners who cannot do each other's work."""
    found = schedule(plan(*steps), start=START, capacity=HOURS)
    work = dict.fromkeys(HOURS, 0.0)
    for action_step in steps:
        if action_step.who in work:
            work[action_step.who] += action_step.hours or 0.0
    full = sum(int(work[who] // HOURS[who]) for who in work)
    begins = max(_release(action_step) for action_step in steps)
    ends = max(slot.last.index - START.index for slot in found.slots)
    assert ends <= begins + full
    # Whatever the list, nobody is done before all their hours are worked.
    for who, hours in work.items():
        mine = [slot.last.index for slot in found.slots if slot.owner == who]
        assert not mine or max(mine) - START.index >= math.ceil(hours / HOURS[who]) - 1


def _release(action_step: ActionStep) -> int:
    due = deadline(action_step)
    if due is None or isinstance(due, Period):
        return 0
    return START.at(due.first).index - START.index


@settings(max_examples=30)
@given(steps_in_order(most=5))
def test_one_owners_greatest_lateness_is_as_small_as_can_be(
    steps: list[ActionStep],
) -> None:
    mine = [evolve(made, who="cook", concern="quality", hours=5) for made in steps]
    made = plan(*mine)
    found = schedule(made, start=START, capacity=4)
    late = {
        slot.step: _lateness(made.steps, slot.step, slot.last) for slot in found.slots
    }
    assert max(late.values()) == _least_lateness(made.steps, waits_for(made))


def _lateness(steps: Sequence[ActionStep], key: str, last: Period) -> float:
    """Return how many periods after its deadline a step ends; negative before it."""
    [due] = [deadline(made) for made in steps if made.key == key]
    return -math.inf if due is None else last.index - START.at(due.last).index


def _least_lateness(
    steps: Sequence[ActionStep], waits: dict[str, tuple[str, ...]]
) -> float:
    """Try every sequence, each step taking the earliest of 4 hours a month."""
    least = math.inf
    for sequence in permutations(steps):
        left: dict[int, int] = {}
        ends: dict[str, int] = {}
        for made in sequence:
            if not ends.keys() >= set(waits[made.key]):
                break
            at = max([_release(made), *(ends[key] for key in waits[made.key])])
            wanted = 5
            while True:
                some = min(wanted, left.get(at, 4))
                left[at] = left.get(at, 4) - some
                wanted -= some
                if not wanted:
                    break
                at += 1
            ends[made.key] = at
        else:
            worst = max(
                _lateness(steps, key, START.shift(end)) for key, end in ends.items()
            )
            least = min(least, worst)
    return least


def test_a_schedule_worked_out_by_hand() -> None:
    """The cook has 4 hours a month, the director 6.

    The list: d is on licensing; a is as pressing as e, which waits for it and is due
    in September; b and c are as pressing as f, due in October.
    The cook: d in September and October; a in November, December and one hour of
    January; b in the three hours that are left of it; c in February.
    The director: e when a is done, in January; f when c is, in February and March.
    """
    made = plan(
        step("a", who="cook", hours=9, when="2026-12", area=""),
        step("b", who="cook", hours=3, when="2026-10", area=""),
        step("c", who="cook", hours=2, when=None, after="b", area=""),
        step("d", who="cook", hours=8, when="2026-10", concern="licensing", area=""),
        step("e", who="director", hours=5, when="2026-09", after="a", area=""),
        step("f", who="director", hours=7, when="2026-10", after="c", area=""),
    )
    found = schedule(made, start=START, capacity=HOURS)
    assert [
        (slot.step, str(slot.first), str(slot.last), slot.late) for slot in found.slots
    ] == [
        ("d", "2026-09", "2026-10", 0),
        ("a", "2026-11", "2027-01", 1),
        ("e", "2027-01", "2027-01", 4),
        ("b", "2027-01", "2027-01", 3),
        ("c", "2027-02", "2027-02", 0),
        ("f", "2027-02", "2027-03", 5),
    ]
    assert [
        (load.owner, str(load.period), load.hours, load.steps) for load in found.loads
    ] == [
        ("cook", "2026-09", 4, ("d",)),
        ("cook", "2026-10", 4, ("d",)),
        ("cook", "2026-11", 4, ("a",)),
        ("cook", "2026-12", 4, ("a",)),
        ("cook", "2027-01", 4, ("a", "b")),
        ("cook", "2027-02", 2, ("c",)),
        ("director", "2027-01", 5, ("e",)),
        ("director", "2027-02", 6, ("f",)),
        ("director", "2027-03", 1, ("f",)),
    ]
    assert [slot.step for slot in found.late] == ["a", "e", "b", "f"]
    assert schedule(made, start=START, capacity=HOURS) == found
    assert documents.structure(documents.unstructure(found), Schedule) == found


@settings(max_examples=20)
@given(steps_in_order(), st.sampled_from([None, {}]))
def test_without_limits_everything_is_as_early_as_it_can_be(
    steps: list[ActionStep], capacity: dict[str, float] | None
) -> None:
    found = schedule(plan(*steps), start=START, capacity=capacity)
    assert max(slot.last for slot in found.slots) <= parse_period("2026-10")


def test_safety_is_done_before_what_came_first() -> None:
    made = plan(
        step("rugs", who="cook", hours=4, when=None),
        step("gate", who="cook", hours=4, when=None, concern="health-and-safety"),
    )
    found = schedule(made, start=START, capacity=4)
    assert [slot.step for slot in found.slots] == ["gate", "rugs"]


def test_what_a_pressing_step_waits_for_is_as_pressing() -> None:
    made = plan(
        step("rugs", who="cook", hours=4, when="2026-09"),
        step("order", who="cook", hours=4, when=None),
        step("gate", hours=0, when=None, concern="health-and-safety", after="order"),
    )
    found = schedule(made, start=START, capacity=4)
    assert found.slots[0].step == "order"


def test_steps_that_are_over_take_no_time_and_their_parts_stand_for_them() -> None:
    old = reviewed(begun(step("a", hours=4), step("b", after="a", who="teacher a")))
    new = revise(
        old,
        [Split(step="a", into=[step("a1", who="cook", hours=8)])],
        on=old.log[-1].on,
    )
    done = evolve(new, steps=(*new.steps, step("x", log=[Finish(on=DAY)])))
    after = evolve(done, steps=(*done.steps, step("y", after="x")))
    found = schedule(after, start=START, capacity=4)
    slots = {slot.step: slot for slot in found.slots}
    assert set(slots) == {"a1", "b", "y"}
    assert str(slots["a1"].last) == str(slots["b"].first) == "2026-10"
    assert all(
        not actions.state(action_step).is_end
        for action_step in after.steps
        if action_step.key in slots
    )


def test_a_schedule_can_be_by_weeks() -> None:
    made = plan(step("a", when="2026-09-10", hours=9))
    found = schedule(made, start="2026-W36", capacity=4)
    [slot] = found.slots
    assert (str(slot.first), str(slot.last), slot.late) == ("2026-W36", "2026-W38", 1)
    assert found.late == (slot,)
    assert [(str(load.period), load.hours) for load in found.loads] == [
        ("2026-W36", 4),
        ("2026-W37", 4),
        ("2026-W38", 1),
    ]


def test_what_was_due_before_the_start_is_late_by_periods_since_then() -> None:
    found = schedule(plan(step("a", when="2026-06")), start=START)
    assert found.slots[0].late == 3


def test_a_step_without_hours_is_in_the_loads_with_none() -> None:
    [load] = schedule(plan(step("a", hours=0)), start=START, capacity=2).loads
    assert (load.hours, load.steps) == (0, ("a",))


@pytest.mark.parametrize(
    "capacity", [0, -1, float("nan"), {"teacher a": 0}, {"teacher a": "8"}]
)
def test_nobody_has_no_hours_at_all(capacity: Any) -> None:
    with pytest.raises(FieldError, match="capacity of teacher a must be more than 0"):
        schedule(plan(), start=START, capacity=capacity)


def test_a_step_that_takes_for_ever_has_no_schedule() -> None:
    made = plan(step("a", hours=1_000_000))
    told = "step 'a' end in 1,200 periods .got 0.5.: split its 1,000,000 hours"
    with pytest.raises(FieldError, match=told):
        schedule(made, start=START, capacity=0.5)
    assert schedule(made, start=START).slots[0].late == 0


def test_a_week_may_begin_on_a_sunday() -> None:
    made = plan(step("a", when=("2026-09-13", "2026-09-13"), hours=1))
    [slot] = schedule(made, start="2026-09-06/2026-09-12", capacity=4).slots
    assert (str(slot.first), slot.late) == ("2026-09-13/2026-09-19", 0)


def test_a_circle_has_no_schedule() -> None:
    made = plan(step("a", after="b"), step("b", after="a"))
    with pytest.raises(CircleError, match="a -> b -> a"):
        schedule(made, start=START)


def test_a_plan_without_open_steps_has_an_empty_schedule() -> None:
    found = schedule(plan(step("a", log=[Finish(on=DAY)])), start=START)
    assert found == Schedule(slots=())
    assert (found.late, found.loads) == ((), ())


def test_the_workload_counts_by_owner_and_deadline() -> None:
    made = plan(
        step("a", who="cook", when="2026-10-02", hours=3),
        step("b", who="cook", when="2026-12", hours=None),
        step("c", who="cook", when=None),
        step("d", who=""),
        step("e", who="cook", log=[Finish(on=DAY)]),
    )
    found = workload(made, frequency=Frequency.QUARTER)
    assert [
        (
            this_workload.owner,
            str(this_workload.period),
            this_workload.hours,
            this_workload.steps,
        )
        for this_workload in found
    ] == [("cook", "2026-Q4", 3, ("a", "b"))]


def test_hours_of_a_misspelt_owner_are_not_ignored() -> None:
    made = plan(step("a", who="director", hours=6))
    with pytest.raises(UnknownNameError, match="did you mean 'director'"):
        schedule(made, start=START, capacity={"directr": 1})
    # Who owns no step may have hours.
    for hours in ({"cook": 1.0}, {"director": 1.0, "directors": 2.0}):
        assert schedule(made, start=START, capacity=hours).slots


def test_a_start_that_is_no_period_is_called_start() -> None:
    with pytest.raises(FieldError, match="start must be like"):
        schedule(plan(), start="soon")
