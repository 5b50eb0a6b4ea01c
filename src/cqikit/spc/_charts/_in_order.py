"""Rows of one chart are in order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.core import FindingKind
from cqikit.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.core import Timeline

__all__ = ["in_order"]

TWO_POINTS: Final = FindingKind(
    "point.two", says="{period} stands twice", fix="keep one point a period"
)
NOT_IN_ORDER: Final = FindingKind(
    "point.not-in-order",
    says="{period} must not be before {before}",
    fix="sort the rows by date",
)
NOT_IN_TIME: Final = FindingKind(
    "point.not-in-time",
    says="{period} must not have a time before that of the row before",
    fix="sort the rows by date and time",
)


def in_order(calendar: Timeline, where: Sequence[str]) -> bool:
    """Refuse rows that are not in order of time, and all but events in one period."""
    is_events = calendar.cadence is None
    steps = np.diff(calendar.moments if is_events else calendar.places)
    wrong = np.flatnonzero(steps < (0 if is_events else 1)) + 1
    if not wrong.size:
        return True
    days, faults = calendar.periods, []
    own = calendar.places.tolist()
    for row in wrong.tolist():
        before, this = days[own[row - 1]], days[own[row]]
        place = where[row] if where else f"on[{row}]"
        kind = NOT_IN_ORDER
        if before == this:
            kind = NOT_IN_TIME if is_events else TWO_POINTS
        faults.append(kind.problem(place, period=this, before=before))
    raise DataError("on", faults)
