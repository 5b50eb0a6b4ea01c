"""What was known of cycles on a day: no event that came later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from cqikit.core import a_day, arguments, list_of, say
from cqikit.pdsa._cycle import Cycle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["known"]


@arguments(cycles=list_of(say("cycles"), Cycle), as_of=a_day)
def known(cycles: Iterable[Cycle], *, as_of: date) -> tuple[Cycle, ...]:
    """Return cycles as they were known on a day, without the events of later days.

    A correction made later is not made yet. A cycle whose first event came later is
    left out; one without any event is kept, as nothing says when it came.

    Parameters
    ----------
    cycles : iterable of Cycle
    as_of : date
        The last day that counts.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import Plan, begin
    >>> first = begin(key="a", title="Remind", plan=Plan(on=date(2026, 3, 2)))
    >>> later = begin(key="b", title="Call", plan=Plan(on=date(2026, 5, 4)))
    >>> [cycle.key for cycle in known([first, later], as_of=date(2026, 4, 1))]
    ['a']
    """
    kept = []
    for cycle in cycles:
        log = tuple(event for event in cycle.log if event.on <= as_of)
        if len(log) == len(cycle.log):
            kept.append(cycle)
        elif log:
            kept.append(evolve(cycle, log=log))
    return tuple(kept)
