"""What can happen to a step in which status, and under what guards.

The guards look at the step, whose log holds only what came before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from cqikit.actions._events import (
    Drop,
    Event,
    Finish,
    Hold,
    Move,
    Note,
    Own,
    Reopen,
    Replace,
    Resume,
    Start,
)
from cqikit.core import Choice, Row, Table, day_before, guard

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["TABLE", "Status", "Told"]


class Status(Choice):
    """Where a step stands; what is overdue is derived from a day, never stored."""

    PLANNED = "planned"
    UNDER_WAY = "under-way"
    ON_HOLD = "on-hold"
    DONE = "done"
    DROPPED = "dropped"
    REPLACED = "replaced"

    @property
    def is_end(self) -> bool:
        """Say whether nothing more is to be done."""
        return self in ENDS


ENDS: Final = frozenset({Status.DONE, Status.DROPPED, Status.REPLACED})


class Told(NamedTuple):
    """What guards look at: who owns the step at first, and the log so far."""

    who: str
    log: Sequence[Event]


@guard("date it no earlier than the event before it: {event} of {day}", day_before)
def in_order(told: Told, event: Event) -> bool:
    """Say whether the log stays in order of time."""
    return not told.log or told.log[-1].on <= event.on


@guard("say who owns it first")
def has_owner(told: Told) -> bool:
    """Say whether somebody owns the step."""
    owned = any(isinstance(entry, Own) for entry in told.log)
    return owned or bool(told.who.strip())


OPEN: Final = (Status.PLANNED, Status.UNDER_WAY, Status.ON_HOLD)
WORK: Final = (in_order, has_owner)

TABLE: Final[Table[Status]] = Table(
    (
        Row(Status.PLANNED, Start, Status.UNDER_WAY, WORK),
        # Small steps are done in one go.
        Row(Status.PLANNED, Finish, Status.DONE, WORK),
        Row(Status.UNDER_WAY, Hold, Status.ON_HOLD, (in_order,)),
        Row(Status.ON_HOLD, Resume, Status.UNDER_WAY, (in_order,)),
        Row(Status.UNDER_WAY, Finish, Status.DONE, (in_order,)),
        Row(Status.DONE, Reopen, Status.UNDER_WAY, (in_order,)),
        Row(Status.DROPPED, Reopen, Status.PLANNED, (in_order,)),
        *(Row(at, Own, at, (in_order,)) for at in OPEN),
        *(Row(at, Move, at, (in_order,)) for at in OPEN),
        *(Row(at, Drop, Status.DROPPED, (in_order,)) for at in OPEN),
        *(Row(at, Replace, Status.REPLACED, (in_order,)) for at in OPEN),
        *(Row(at, Note, at, (in_order,)) for at in Status),
    )
)
