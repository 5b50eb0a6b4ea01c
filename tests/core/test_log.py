"""What is its log: built by replaying it, carried on by one event at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from cqikit import actions, core, pdsa, plans
from cqikit.core import Row, Table, advance, guard, latest, possible, replay, state
from cqikit.errors import FieldTypeError, TransitionError
from tests.pdsa.stories import cycles
from tests.plans.stories import lived

if TYPE_CHECKING:
    from collections.abc import Sequence


@frozen
class Coin:
    """A coin is put in."""

    worth: int = 1


@frozen
class Push:
    """Somebody pushes."""


@guard("pay two")
def is_paid(log: list[Coin | Push], event: Push) -> bool:
    """Say whether two have been paid since somebody last went through."""
    return _paid(log) >= 2


def _paid(log: Sequence[Coin | Push]) -> int:
    paid = 0
    for entry in log:
        paid = paid + entry.worth if isinstance(entry, Coin) else 0
    return paid


GATE: Table[str] = Table(
    (
        Row("shut", Coin, "open"),
        Row("open", Coin, "open"),
        Row("open", Push, "shut", (is_paid,)),
    )
)


@frozen
class Gate:
    """A gate that two coins open for one push."""

    log: tuple[Coin | Push, ...] = ()
    _state: str = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        replay(self, GATE)


@given(st.lists(st.sampled_from([Coin(1), Coin(2), Push()]), max_size=8))
def test_what_is_its_log_is_what_advancing_makes_of_it(log: list[Any]) -> None:
    gates = [Gate()]
    for place, event in enumerate(log):
        if _is_refused(gates[-1], event):
            with pytest.raises(TransitionError) as by_itself:
                advance(gates[-1], event)
            with pytest.raises(TransitionError) as in_a_log:
                Gate(tuple(log[: place + 1]))
            assert (by_itself.value.where, in_a_log.value.where) == (
                "",
                f"log[{place}]",
            )
            assert str(in_a_log.value.at("")) == str(by_itself.value)
            return
        gates.append(advance(gates[-1], event))
    # Each stays what it was.
    assert gates == [Gate(tuple(log[:count])) for count in range(len(log) + 1)]
    assert state(gates[-1]) == GATE.fold(log)
    assert possible(gates[-1], GATE) == GATE.possible(state(gates[-1]), log)


def _is_refused(gate: Gate, event: Coin | Push) -> bool:
    return isinstance(event, Push) and (state(gate) == "shut" or _paid(gate.log) < 2)


def test_guards_may_look_at_what_is_made_of_the_log() -> None:
    @frozen
    class Free:
        log: tuple[Any, ...] = ()
        _state: str = field(init=False)

        def __attrs_post_init__(self) -> None:
            replay(self, GATE, lambda so_far: [Coin(2), *so_far])

    assert state(Free((Coin(1), Push()))) == "shut"
    with pytest.raises(TransitionError, match="pay two"):
        Gate((Coin(1), Push()))


def test_the_latest_event_is_the_last_of_these_types() -> None:
    log = (Coin(1), Push(), Coin(2))
    assert latest(log, Coin) == Coin(2)
    assert latest(log, Push, Coin) == Coin(2)
    assert latest(log[:2], Coin) == Coin(1)
    assert latest((), Coin, Push) is None


@pytest.mark.parametrize("verb", [state, lambda gate: advance(gate, Coin())])
def test_what_replays_no_log_is_refused(verb: Any) -> None:
    with pytest.raises(
        FieldTypeError, match=r"must be what replays a log \(got 'open'"
    ):
        verb("open")


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(FieldTypeError, match="table must be a Table"):
        possible(Gate(), {"shut": Coin})  # type: ignore[arg-type]


@given(cycles())
def test_a_cycle_says_of_its_log_what_core_does(cycle: pdsa.Cycle) -> None:
    assert pdsa.state(cycle) is core.state(cycle)
    assert pdsa.possible(cycle) == pdsa.TABLE.possible(
        pdsa.state(cycle), pdsa.statements(cycle)
    )
    said = pdsa.statements(cycle)
    for kind in pdsa.TABLE.events:
        assert pdsa.latest(cycle, kind) == core.latest(said, kind)


@given(lived())
def test_plans_and_steps_say_of_their_logs_what_core_does(plan: plans.Plan) -> None:
    assert plans.state(plan) is core.state(plan)
    assert set(plans.possible(plan)) <= set(plans.TABLE.events_in(plans.state(plan)))
    assert plans.latest(plan, plans.Begin, plans.Share) == plan.log[-1]
    for step in plan.steps:
        assert actions.state(step) is core.state(step)
        at = actions.TABLE.events_in(actions.state(step))
        assert set(actions.possible(step)) <= set(at)
        for kind in actions.TABLE.events:
            assert actions.latest(step, kind) == core.latest(step.log, kind)


def test_what_is_latest_is_asked_for_by_its_class() -> None:
    name: Any = "start"
    for kinds in ((name,), (int, name)):
        with pytest.raises(FieldTypeError, match="must be a type of event"):
            latest([1], *kinds)
