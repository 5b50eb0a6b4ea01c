"""Laws that every table of states keeps, for those who write their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.errors import TransitionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from cqikit.core import Table

__all__ = ["check_table"]


def check_table(
    table: Table[Any],
    events: SearchStrategy[Any],
    *,
    subject: Callable[[list[Any]], Any] | None = None,
    examples: int = 100,
) -> None:
    """Assert that a state machine keeps to the laws of tables, on random events.

    Every state can be reached; no row stands behind another of its state and event that
    no guard holds back; a log is folded as its events are stepped through; what is
    refused changes nothing.

    Parameters
    ----------
    table : Table
    events : strategy
        Events of the types that its rows name.
    subject : callable, optional
        Makes what the guards look at of the events so far, as `Table.fold` takes it;
        by default these events themselves.
    examples : int
        How many logs; 100 unless said.

    Raises
    ------
    AssertionError
        With the law that does not hold; hypothesis shows the shortest log.

    Examples
    --------
    >>> from hypothesis import strategies as st
    >>> from cqikit.core import Row, Table
    >>> class Push: ...
    >>> class Coin: ...
    >>> gate = Table((Row("shut", Coin, "open"), Row("open", Push, "shut")))
    >>> check_table(gate, st.sampled_from([Push(), Coin()]), examples=5)
    """
    _every_state_can_be_reached(table)
    _every_row_can_be_taken(table)
    seen = list if subject is None else subject

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True)
    @given(st.lists(events, max_size=8))
    def keeps(drawn: list[Any]) -> None:
        at, log = table.start, list[Any]()
        for event in drawn:
            try:
                after = table.step(at, seen(list(log)), event)
            except TransitionError:
                continue
            assert after in table.states, f"{after!r} stands in no row"
            at = after
            log.append(event)
        folded = table.fold(log, subject)
        assert folded == at, f"folded to {folded!r}, stepped to {at!r}"

    keeps()


def _every_state_can_be_reached(table: Table[Any]) -> None:
    reached, known = {table.start}, 0
    while known < len(reached):
        known = len(reached)
        reached |= {row.to for row in table.rows if row.state in reached}
    lost = [state for state in table.states if state not in reached]
    assert not lost, f"no event leads to {lost}"


def _every_row_can_be_taken(table: Table[Any]) -> None:
    free: set[tuple[Any, type]] = set()
    for place, row in enumerate(table.rows):
        at = (row.state, row.event)
        assert at not in free, (
            f"rows[{place}] is never taken: one before it, of {row.event.__name__} in"
            f" {row.state!r}, has no guard"
        )
        if not row.guards:
            free.add(at)
