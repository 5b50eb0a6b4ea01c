"""What was known on a day: nothing that came later."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve

from cqikit.measures import series

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cqikit.collaboratives._teams import Collaborative
    from cqikit.measures import Series
    from cqikit.pdsa import Cycle

__all__ = ["begun_by", "evidence_by", "known_by"]


def known_by(whole: Series, as_of: date | None) -> Series:
    """Return the periods of a series that began by a day; all of them without one."""
    if as_of is None:
        return whole
    there = np.array([one.first <= as_of for one in whole.periods], dtype=bool)
    if there.all():
        return whole
    return series(whole.measure, whole.columns.part(there), team=whole.team)


def begun_by(cycles: Iterable[Cycle], as_of: date | None) -> tuple[Cycle, ...]:
    """Return the cycles that had an event by a day, with what they had by then."""
    if as_of is None:
        return tuple(cycles)
    day = as_of
    cut = (
        evolve(one, log=tuple(takewhile(lambda event: event.on <= day, one.log)))
        for one in cycles
    )
    return tuple(one for one in cut if one.log)


def evidence_by(collaborative: Collaborative, as_of: date | None) -> Collaborative:
    """Return a collaborative with what had been recounted and received by a day."""
    if as_of is None:
        return collaborative
    return evolve(
        collaborative,
        recounts=[one for one in collaborative.recounts if (one.on or as_of) <= as_of],
        receipts=[one for one in collaborative.receipts if one.on <= as_of],
    )
