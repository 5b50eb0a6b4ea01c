"""Everything about behaviour is in the rows."""

from __future__ import annotations

import pickle
from enum import Enum

import pytest
from attrs import frozen

from cqikit.core import Row, Table, guard
from cqikit.errors import TransitionError


class Door(Enum):
    """Where a door stands."""

    SHUT = "shut"
    OPEN = "open"
    GONE = "gone"


@frozen
class Push:
    """A push of some force."""

    force: int = 1


@frozen
class Lock:
    """A key turned."""


@guard("push harder")
def is_hard(subject: object, event: Push) -> bool:
    """Say whether the push opens the door."""
    return subject is None and event.force > 1


@guard("push much harder")
def is_brutal(subject: object, event: Push) -> bool:
    """Say whether the push breaks the door."""
    return subject is None and event.force > 8


def _is_firm(subject: object, event: Push) -> bool:
    return subject is not None and event.force > 1


TABLE: Table[Door] = Table(
    [
        Row(Door.SHUT, Push, Door.GONE, [is_brutal]),
        Row(Door.SHUT, Push, Door.OPEN, [is_hard]),
        Row(Door.OPEN, Push, Door.SHUT),
        Row(Door.OPEN, Lock, Door.OPEN),
    ]
)


def test_the_first_row_whose_guards_hold_is_taken() -> None:
    assert TABLE.step(Door.SHUT, None, Push(9)) is Door.GONE
    assert TABLE.step(Door.SHUT, None, Push(2)) is Door.OPEN
    assert TABLE.step(Door.OPEN, None, Push()) is Door.SHUT


def test_a_refusal_says_why() -> None:
    with pytest.raises(TransitionError) as caught:
        TABLE.step(Door.SHUT, None, Push(1))
    assert str(caught.value) == (
        "Push is not possible in shut: push much harder; push harder"
    )
    assert caught.value.reasons == ("push much harder", "push harder")
    assert caught.value.guards == ("is_brutal", "is_hard")
    # What was refused just now is not what is possible now.
    assert caught.value.possible == ()


@guard("find the key first")
def has_key(bunch: list[str]) -> bool:
    """Say whether there is a key; whatever the event says, it is missing without."""
    return "key" in bunch


LOCKED: Table[Door] = Table(
    [
        Row(Door.SHUT, Push, Door.SHUT),
        Row(Door.SHUT, Lock, Door.OPEN, [has_key]),
        Row(Door.OPEN, Lock, Door.SHUT, [has_key]),
        Row(Door.OPEN, Push, Door.OPEN, [guard("push harder")(_is_firm)]),
    ]
)


def test_what_a_condition_refuses_whatever_is_said_is_not_possible() -> None:
    assert LOCKED.events_in(Door.SHUT) == (Push, Lock)
    assert LOCKED.possible(Door.SHUT, []) == (Push,)
    assert LOCKED.possible(Door.SHUT, ["key"]) == (Push, Lock)
    # How hard somebody will push is not known yet.
    assert LOCKED.possible(Door.OPEN, []) == (Push,)
    with pytest.raises(TransitionError, match=r"possible now: Push$"):
        LOCKED.step(Door.SHUT, [], "a knock")
    with pytest.raises(TransitionError, match=r"find the key first$") as caught:
        LOCKED.step(Door.SHUT, [], Lock())
    assert (caught.value.guards, caught.value.possible) == (("has_key",), ("Push",))
    assert caught.value.at("log[1]").guards == ("has_key",)


def test_a_refusal_without_a_row_says_what_is_possible() -> None:
    with pytest.raises(TransitionError, match=r"possible now: Push$"):
        TABLE.step(Door.SHUT, None, Lock())
    with pytest.raises(TransitionError, match="possible now: nothing more"):
        TABLE.step(Door.GONE, None, Push())


def test_a_table_knows_its_states_and_events() -> None:
    assert TABLE.start is Door.SHUT
    assert TABLE.states == (Door.SHUT, Door.GONE, Door.OPEN)
    assert TABLE.final == (Door.GONE,)
    assert TABLE.events == (Push, Lock)
    assert TABLE.events_in(Door.OPEN) == (Push, Lock)


def test_the_picture_is_drawn_from_the_rows() -> None:
    assert TABLE.mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> shut\n"
        "    shut --> gone: Push [is brutal]\n"
        "    shut --> open: Push [is hard]\n"
        "    open --> shut: Push\n"
        "    open --> open: Lock\n"
        "    gone --> [*]\n"
    )


def test_a_log_is_refused_with_all_that_is_not_possible_in_it() -> None:
    table: Table[Door] = Table(
        (
            Row(Door.SHUT, Push, Door.OPEN, (is_hard,)),
            Row(Door.OPEN, Lock, Door.GONE),
        )
    )
    with pytest.raises(TransitionError) as caught:
        table.fold([Push(), Push(2), Lock(), Lock()], lambda _: None)
    refused = (caught.value, *caught.value.more)
    # Each is judged as if those before it had been let through.
    assert [(error.where, error.state) for error in refused] == [
        ("log[0]", "shut"),
        ("log[1]", "open"),
        ("log[3]", "gone"),
    ]
    assert str(caught.value).splitlines() == [
        str(error.at(error.where)) for error in refused
    ]
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), len(again.more)) == (str(caught.value), 2)
    assert again.guards == caught.value.guards == ("is_hard",)
    assert table.after(Door.GONE, "no event of this table") is Door.GONE
