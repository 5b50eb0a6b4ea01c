from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.actions import ActionStep, Finish, deadline, status
from cqikit.core import Frequency, Period, parse_period
from cqikit.errors import CircleError, FieldError
from cqikit.plans import (
    Plan,
    Schedule,
    Split,
    revise,
    schedule,
    waits_for,
    workload,
)
from cqikit.plans import _schedule as private
from cqikit.plans import _solve as solver
from cqikit.plans._jobs import Job, jobs_of, place
from tests.plans.stories import DAY, begun, plan, reviewed, step, steps_in_order

START = parse_period("2026-09")
HOURS = {"cook": 4.0, "director": 6.0}
WEIGHTS = {"health-and-safety": 100, "licensing": 10, "quality": 1}


def cost_of(made: Plan, found: Schedule) -> int:
    """Work the cost out anew, from what the docstring says."""
    total = 0
    for slot in found.slots:
        action_step = next(
            this_step for this_step in made.steps if this_step.key == slot.step
        )
        total += WEIGHTS[action_step.concern.value] * (
            slot.last.index - START.index + 10 * slot.late
        )
    return total


def best_of(jobs: tuple[Job, ...]) -> int:
    """Try every sequence: the best schedule is among what they give."""
    least = None
    for sequence in permutations(range(len(jobs))):
        at = {job: turn for turn, job in enumerate(sequence)}
        if any(at[awaited] > at[job] for job in at for awaited in jobs[job].waits):
            continue
        cost = solver.cost_of(jobs, place(jobs, sequence))
        least = cost if least is None else min(least, cost)
    assert least is not None
    return least


@settings(max_examples=40)
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
        if (
            isinstance(action_step.when, Period) is False
            and action_step.when is not None
        ):
            assert slot.first.last >= action_step.when.first
    for load in found.loads:
        assert load.hours <= HOURS.get(load.owner, 1e9) + 1e-6
    assert found.cost == cost_of(made, found)
    assert found.bound <= found.cost + 1e-6


@settings(max_examples=25)
@given(steps_in_order(most=5))
def test_what_is_called_proven_is_the_best_there_is(steps: list[ActionStep]) -> None:
    made = plan(*steps)
    found = schedule(made, start=START, capacity=HOURS, default_hours=1)
    jobs = jobs_of(made, START, HOURS, 1.0)
    assert found.is_proven
    assert found.cost == best_of(jobs)


@settings(max_examples=15)
@given(steps_in_order(most=5))
def test_the_bound_is_below_the_best_there_is(steps: list[ActionStep]) -> None:
    made = plan(*steps)
    found = schedule(made, start=START, capacity=HOURS, default_hours=1, exact_up_to=0)
    assert found.bound <= best_of(jobs_of(made, START, HOURS, 1.0)) + 1e-6
    assert found.cost >= found.bound - 1e-6


HARD = plan(
    step("a", who="cook", hours=9, when="2026-12", area=""),
    step("b", who="cook", hours=3, when="2026-10", area=""),
    step("c", who="cook", hours=2, when=None, after="b", area=""),
    step("d", who="cook", hours=8, when="2026-10", concern="licensing", area=""),
    step("e", who="director", hours=5, when="2026-09", after="a", area=""),
    step("f", who="director", hours=7, when="2026-10", after="c", area=""),
)


def test_the_exact_solver_is_asked_where_a_sequence_is_not_proven() -> None:
    rough = schedule(HARD, start=START, capacity=HOURS, exact_up_to=0)
    exact = schedule(HARD, start=START, capacity=HOURS)
    assert not rough.is_proven
    assert rough.exact == ()
    assert exact.is_proven
    assert rough.bound <= exact.cost <= rough.cost
    assert exact.cost == best_of(jobs_of(HARD, START, HOURS, 0.0))


def test_no_more_groups_than_allowed_are_solved_exactly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(private, "MOST_EXACT", 0)
    assert not schedule(HARD, start=START, capacity=HOURS).is_proven


def test_what_is_too_large_for_the_solver_still_has_a_schedule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = schedule(HARD, start=START, capacity=HOURS)
    monkeypatch.setattr(solver, "MOST_CELLS", 1)
    monkeypatch.setattr(solver, "MOST_CHOICES", 1)
    found = schedule(HARD, start=START, capacity=HOURS)
    assert not found.is_proven
    assert found.bound <= exact.cost <= found.cost


def test_owners_given_to_the_solver_together_or_apart_have_one_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    together = schedule(HARD, start=START, capacity=HOURS, exact_up_to=0)
    monkeypatch.setattr(solver, "BATCH", 1)
    apart = schedule(HARD, start=START, capacity=HOURS, exact_up_to=0)
    assert apart.bound == pytest.approx(together.bound)


@settings(max_examples=20)
@given(steps_in_order(), st.sampled_from([None, {}]))
def test_without_limits_everything_is_as_early_as_it_can_be(
    steps: list[ActionStep], capacity: dict[str, float] | None
) -> None:
    found = schedule(plan(*steps), start=START, capacity=capacity)
    assert found.is_proven
    assert found.bound == found.cost
    last = {slot.step: slot.last for slot in found.slots}
    assert max(last.values()) <= parse_period("2026-10")


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
        not status(action_step).is_end
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
    assert (found.slots[0].late, found.cost, found.is_proven) == (3, 30, True)


def test_a_step_without_hours_is_in_the_loads_with_none() -> None:
    [load] = schedule(plan(step("a", hours=0)), start=START, capacity=2).loads
    assert (load.hours, load.steps) == (0, ("a",))


@pytest.mark.parametrize("capacity", [0, -1, float("nan"), {"teacher a": 0}])
def test_nobody_has_no_hours_at_all(capacity: float | dict[str, float]) -> None:
    with pytest.raises(FieldError, match="capacity of teacher a must be more than 0"):
        schedule(plan(), start=START, capacity=capacity)


def test_a_circle_has_no_schedule() -> None:
    made = plan(step("a", after="b"), step("b", after="a"))
    with pytest.raises(CircleError, match="a -> b -> a"):
        schedule(made, start=START)


def test_a_plan_without_open_steps_has_an_empty_schedule() -> None:
    found = schedule(plan(step("a", log=[Finish(on=DAY)])), start=START)
    assert (found.slots, found.cost, found.bound, found.is_proven) == ((), 0, 0, True)


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
