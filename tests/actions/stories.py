"""Steps and logs that tests of action steps share."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from cqikit.actions import (
    ActionStep,
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
    advance,
    possible,
)
from cqikit.core import parse_period
from cqikit.errors import TransitionError

DAY: Final = date(2026, 9, 1)


def whole(**fields: object) -> ActionStep:
    """Return a step in which no check finds anything."""
    told: dict[str, object] = {
        "key": "tables",
        "who": "director",
        "what": "order two tables of toddler height",
        "specification": "with four chairs each",
        "when": "2026-11",
        "answers": "seating",
        "resources": "catalogue of the supplier",
        "cost": 400,
        "funding": "quality grant",
        "measure": "every child's feet reach the floor",
    }
    return ActionStep(**{**told, **fields})  # type: ignore[arg-type]


MADE: Final[dict[type, Callable[[date], Event]]] = {
    Own: lambda on: Own(on=on, who="lead teacher"),
    Move: lambda on: Move(on=on, when="2026-12", why="the supplier is late"),
    Start: lambda on: Start(on=on),
    Note: lambda on: Note(on=on, what="the catalogue came", role="lead teacher"),
    Hold: lambda on: Hold(on=on, why="no money yet"),
    Resume: lambda on: Resume(on=on),
    Finish: lambda on: Finish(on=on, result="two tables stand there"),
    Reopen: lambda on: Reopen(on=on, why="one table broke"),
    Drop: lambda on: Drop(on=on, why="the tables were given to us"),
    Replace: lambda on: Replace(on=on, by=["part-1", "part-2"]),
}


@st.composite
def steps(draw: st.DrawFn) -> ActionStep:
    """Return a step with a log that came about by possible events."""
    step = whole(
        who=draw(st.sampled_from(["", "director"])),
        when=draw(st.sampled_from([None, "2026-10", parse_period("2026-Q4")])),
    )
    on = DAY
    for _ in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(possible(step)))
        on += timedelta(days=draw(st.integers(0, 20)))
        try:
            step = advance(step, MADE[kind](on))
        except TransitionError:
            continue
    return step
