"""Ramps: a team's cycles on one change idea, in order of time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from cqikit.core import as_tuple, each, instance_of, is_text, non_empty
from cqikit.errors import FieldError
from cqikit.pdsa._cycle import Cycle, decision, latest, phase
from cqikit.pdsa._events import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.pdsa._table import Phase

__all__ = ["Ramp", "ramps"]


@frozen(kw_only=True)
class Ramp:
    """An ordered chain of cycles of one team on one change idea.

    Build them with `ramps`.
    """

    team: str = field(default="", validator=is_text)
    idea: str = field(default="", validator=is_text)
    cycles: tuple[Cycle, ...] = field(
        converter=as_tuple, validator=[each(instance_of(Cycle)), non_empty]
    )

    def __attrs_post_init__(self) -> None:
        for cycle in self.cycles:
            if (cycle.team, cycle.idea) != (self.team, self.idea):
                raise FieldError(
                    "cycles",
                    f"must be of team {self.team!r} on idea {self.idea!r}",
                    cycle.key,
                    "use ramps(...)",
                )
        ordered = sorted(self.cycles, key=_begun)
        if list(self.cycles) != ordered:
            raise FieldError(
                "cycles",
                "must be in order of time",
                [one.key for one in self.cycles],
                "use ramps(...)",
            )

    @property
    def scales(self) -> tuple[int | None, ...]:
        """Return with how many units each cycle tests, None where not said."""
        plans = (latest(cycle, Plan) for cycle in self.cycles)
        return tuple(plan.scale if plan else None for plan in plans)

    @property
    def stands(self) -> Phase:
        """Return where the latest cycle stands."""
        return phase(self.cycles[-1])

    @property
    def decisions(self) -> tuple[str, ...]:
        """Return how each cycle was decided, "" where it was not."""
        found = (decision(cycle) for cycle in self.cycles)
        return tuple(type(one).__name__.lower() if one else "" for one in found)


def _begun(cycle: Cycle) -> tuple[bool, date]:
    # A cycle without events has not begun: it stands at the end.
    return (not cycle.log, cycle.log[0].on if cycle.log else date.max)


def ramps(cycles: Iterable[Cycle]) -> tuple[Ramp, ...]:
    """Return the ramps that `cycles` make: one for each team and change idea.

    Cycles are ordered by the day of their first event (as they came where
    that is the same), ramps by team and idea. A cycle that names no idea is
    in no ramp.
    """
    found: dict[tuple[str, str], list[Cycle]] = {}
    for cycle in cycles:
        if cycle.idea:
            found.setdefault((cycle.team, cycle.idea), []).append(cycle)
    return tuple(
        Ramp(team=team, idea=idea, cycles=sorted(chain, key=_begun))
        for (team, idea), chain in sorted(found.items())
    )
