"""A state machine of the clinic's own, in rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cqikit.core import Row, Table


class State(StrEnum):
    """Where a visit stands."""

    ASKED = "asked"
    BOOKED = "booked"
    DONE = "done"


@dataclass(frozen=True)
class Book:
    """A day was found."""


@dataclass(frozen=True)
class Come:
    """The patient came."""


VISITS: Table[State] = Table(
    (Row(State.ASKED, Book, State.BOOKED), Row(State.BOOKED, Come, State.DONE))
)


def follow(events: Iterable[object]) -> State:
    """Return where a visit stands after its events."""
    state = VISITS.start
    for event in events:
        state = VISITS.step(state, None, event)
    return state
