"""Checks on what verbs of a collaborative are given, and what cannot be together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives._teams import Collaborative
from cqikit.core import Period, instance_of, list_of, say
from cqikit.errors import DuplicateError
from cqikit.measures import Aim, Series
from cqikit.pdsa import Cycle

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "AIMS",
    "A_COLLABORATIVE",
    "CYCLES",
    "PERIODS",
    "SERIES",
    "one_each",
]

A_COLLABORATIVE: Final = instance_of(
    Collaborative, fix=say("folders.read(...).collaborative is one")
)
SERIES: Final = list_of(
    say("series"), Series, fix=say("make one with {call}", call="measures.series")
)
AIMS: Final = list_of(say("aims"), Aim)
CYCLES: Final = list_of(say("PDSA cycles"), Cycle)
PERIODS: Final = list_of(
    say("periods"), Period, fix=say('core.parse_period("2026-01") is one')
)


def one_each(many: Iterable[Series]) -> tuple[Series, ...]:
    """Return series of which no two are of one measure and team: each counts once.

    Raises
    ------
    DuplicateError
        When two are.
    """
    listed = tuple(many)
    seen: set[tuple[str, str]] = set()
    for series in listed:
        place = series.measure.key, series.team
        if place in seen:
            named = " of ".join(filter(None, place))
            raise DuplicateError(
                say("series"), named, say("give one a measure and team")
            )
        seen.add(place)
    return listed
